import { Refusal } from '#platform/refusal'
import type { FaultParams, FaultRule } from '../../texts/faults.vi.ts'
import type { BpmnElement } from './model.ts'
import type { XmlElement } from '../../xml-document.ts'

/** One thing in a model that the standard does not allow, so that the person who drew it can find and mend it. */
export type Fault = {
  /** The id of the element; of one without id, its place, for example `process/sequenceFlow[2]`. */
  readonly element: string
  /** Key of the sentence in texts/faults. */
  readonly rule: FaultRule
  /** `label` is there always: the name that is drawn on the element, or its id, or what it is. */
  readonly params: FaultParams
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

/** How a rule says what is wrong: the element, the rule, and the other words of the sentence. */
export type Report = (where: XmlElement | BpmnElement, rule: FaultRule, params?: Record<string, string | number>) => void

/** More faults than this tell nobody more: then checking ends. */
const most = 300
export class Enough extends Error {}

export function collectFaults(): { faults: Fault[]; report: Report } {
  const faults: Fault[] = []
  const seen = new Set<string>()
  const numbers = new Map<XmlElement, Map<XmlElement, string>>()

  /** Which of its kind it is below its parent: counted once for all of them, a file may have very many. */
  const numbered = (xml: XmlElement): string => {
    const parent = xml.parent
    if (!parent) return xml.local
    let known = numbers.get(parent)
    if (!known) {
      numbers.set(parent, (known = new Map()))
      for (const [local, same] of Map.groupBy(parent.children.filter((it) => it.kind === 'element'), (it) => it.local))
        for (const [i, it] of same.entries()) known.set(it, same.length > 1 ? `${local}[${i + 1}]` : local)
    }
    return known.get(xml)!
  }
  /** Its id, or the way to it from the nearest that has one. */
  const placeOf = (xml: XmlElement): string => {
    const steps: string[] = []
    for (let it: XmlElement | undefined = xml; it; it = it.parent) {
      const id = written(it, 'id')
      if (id) return [id, ...steps].join('/')
      steps.unshift(numbered(it))
    }
    return steps.join('/')
  }

  const report: Report = (where, rule, params = {}) => {
    const xml = 'kind' in where ? where : where.xml
    const fault = { element: placeOf(xml), rule, params: { label: labelOf(xml), ...params }, line: xml.line }
    const key = JSON.stringify([fault.element, rule, fault.params, fault.line])
    if (seen.has(key)) return
    seen.add(key)
    faults.push(fault)
    if (faults.length >= most) throw new Enough()
  }
  return { faults, report }
}

const written = (xml: XmlElement, name: string): string | undefined => xml.attributes.find((it) => it.name === name)?.value.trim()

const labelOf = (xml: XmlElement): string => {
  for (let it: XmlElement | undefined = xml; it && it.local !== 'definitions'; it = it.parent) {
    const own = written(it, 'name') || written(it, 'id')
    if (own) return own.length > 80 ? `${own.slice(0, 79)}…` : own
  }
  return xml.local
}
