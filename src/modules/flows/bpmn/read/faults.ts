import { Refusal } from '#platform/refusal'
import type { FaultRule } from '../../texts/faults.vi.ts'

/** One thing in a model that the standard does not allow, so that the person who drew it can find and mend it. */
export type Fault = {
  /** The id of the element; of one without id, its place, for example `process/sequenceFlow[2]`. */
  readonly element: string
  /** Key of the sentence in texts/faults. */
  readonly rule: FaultRule
  readonly params: Readonly<Record<string, string | number>>
  /** In the file, counted from 1. */
  readonly line?: number
}

/** A model is refused, with everything that is wrong with it. */
export class FlowRefusal extends Refusal {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('invalid', 'flow-has-faults', {}, { count: faults.length })
    this.faults = faults
  }
}
