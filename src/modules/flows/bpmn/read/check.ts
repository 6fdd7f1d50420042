import { collectFaults, type Fault } from './faults.ts'
import type { BpmnModel } from './model.ts'
import { checkReferences } from './references.ts'
import { checkShapes } from './shapes.ts'

/** Everything in which a model breaks the standard. Empty for one that may be published. */
export function checkModel(model: BpmnModel): Fault[] {
  const { faults, report } = collectFaults()
  checkShapes(model.document.root, report)
  checkReferences(model, report)
  return faults
}
