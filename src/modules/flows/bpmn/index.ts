import { faultsOf, FlowRefusal, readModel } from './read/index.ts'
import { compileFlow } from './run/compile.ts'
import { compileExpression } from './run/feel.ts'
import type { Flow } from './run/flow.ts'

/** BPMN for the rest of the room, and for anybody’s tests through the room’s door: read and run. */
export { FlowRefusal, faultsOf, readModel, writeModel, type BpmnModel, type Fault } from './read/index.ts'
export { nodeOf, type Flow, type Node, type Work } from './run/flow.ts'
export { emptyState, step } from './run/step.ts'
export type { Effect, Ending, Happening, State, Surroundings, TraceKind, Variables } from './run/state.ts'
export { clockDue, type Due } from './run/timer.ts'
export { hold, runFlow, type FlowRun, type RunOptions, type RunOutcome, type Script, type ScriptPlace, type TraceEntry } from './run/run-flow.ts'

/**
 * A model ready to run. Throws a `FlowRefusal` with everything that is wrong with it in `faults`: what breaks the rules
 * of the standard, and what could not be run as it is meant.
 */
export function readFlow(xml: string | Uint8Array): Flow {
  const model = readModel(xml)
  const broken = faultsOf(model)
  const { flow, faults } = compileFlow(model, compileExpression)
  if (broken.length || faults.length) throw new FlowRefusal([...broken, ...faults])
  return flow
}
