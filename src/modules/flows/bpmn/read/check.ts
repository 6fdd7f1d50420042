import { collectFaults, type Fault } from './faults.ts'
import type { BpmnModel } from './model.ts'
import { checkReferences } from './references.ts'
import { checkActivities } from './rules/activities.ts'
import { checkData } from './rules/data.ts'
import { checkDrawing } from './rules/drawing.ts'
import { checkEvents } from './rules/events.ts'
import { checkFlows } from './rules/flows.ts'
import { checkGateways } from './rules/gateways.ts'
import { checkTalk } from './rules/talk.ts'
import { checkShapes } from './shapes.ts'

/** Everything in which a model breaks the standard. Empty for one that may be published. */
export function checkModel(model: BpmnModel): Fault[] {
  const { faults, report } = collectFaults()
  checkShapes(model.document.root, report)
  checkReferences(model, report)
  checkFlows(model, report)
  checkEvents(model, report)
  checkGateways(model, report)
  checkActivities(model, report)
  checkData(model, report)
  checkTalk(model, report)
  checkDrawing(model, report)
  return faults
}
