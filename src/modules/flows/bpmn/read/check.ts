import { collectFaults, Enough, type Fault, type Report } from './faults.ts'
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
  try {
    checkShapes(model.document.root, report)
    for (const check of checks) check(model, report)
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return faults
}

const checks: ((model: BpmnModel, report: Report) => void)[] = [checkReferences, checkFlows, checkEvents, checkGateways, checkActivities, checkData, checkTalk, checkDrawing]
