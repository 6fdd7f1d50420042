/** The front door: flows and decisions as data, and what runs them. */
export { flows } from './module.ts'
export { countryFlows } from './shelf.ts'
export { flowsOf, mustFindFlow } from './queries/flows.ts'
export type { FlowBook, FlowDefinition, TaskRule } from './domain/definition.ts'
export { checkFlows } from './reading/read-flows.ts'
export { readFlow, runFlow, type Flow, type FlowRun, type RunOptions, type RunOutcome, type Script, type TraceEntry } from './bpmn/index.ts'
export { faultsOf, FlowRefusal, readModel, writeModel, type BpmnModel, type Fault } from './bpmn/read/index.ts'
export { sayWrong } from './saying.ts'
