import type { Report } from '../faults.ts'
import { childNamed, childrenOfType, definitionsOf, executable, flag, into, isA, nameOf, outOf, target, targets, within, type BpmnElement, type BpmnModel } from '../model.ts'

/** Sequence flows: where they may go, what may stand on them, and that nothing hangs loose. Sections 7.6, 8.4.13, 10.5.2 to 10.5.4 of BPMN 2.0.2. */
export function checkFlows(model: BpmnModel, report: Report): void {
  for (const flow of model.all) if (flow.type === 'SequenceFlow') checkFlow(model, flow, report)
  checkLists(model, report)
  for (const node of model.all) {
    if (isA(node, 'FlowNode')) checkDefault(model, node, report)
    if (['Process', 'SubProcess', 'Transaction', 'Choreography', 'SubChoreography'].includes(node.type)) checkLoose(model, node, report)
  }
}

function checkFlow(model: BpmnModel, flow: BpmnElement, report: Report): void {
  const source = target(model, flow, 'sourceRef')
  const goal = target(model, flow, 'targetRef')
  if (!source || !goal || !isA(source, 'FlowNode') || !isA(goal, 'FlowNode')) return
  if (source.parent !== goal.parent) {
    const [one, other] = [source, goal].map((it) => within(it, 'Process') ?? within(it, 'Choreography'))
    report(flow, one === other ? 'flow-crosses-subprocess' : 'flow-crosses-pool')
  } else if (flow.parent !== source.parent) report(flow, 'flow-elsewhere')

  if (isA(goal, 'StartEvent')) report(goal, 'start-incoming', { flow: nameOf(flow) })
  if (isA(goal, 'BoundaryEvent')) report(goal, 'boundary-incoming', { flow: nameOf(flow) })
  if (isA(source, 'EndEvent')) report(source, 'end-outgoing', { flow: nameOf(flow) })
  if (isA(source, 'BoundaryEvent') && definitionsOf(model, source).some((it) => it.type === 'CompensateEventDefinition')) report(source, 'compensation-boundary-outgoing', { flow: nameOf(flow) })
  for (const end of [source, goal]) {
    if (isA(end, 'SubProcess') && flag(end, 'triggeredByEvent')) report(end, 'event-subprocess-flow', { flow: nameOf(flow) })
    if (isA(end, 'Activity') && flag(end, 'isForCompensation')) report(end, 'compensation-flow', { flow: nameOf(flow) })
  }

  if (childNamed(flow, 'conditionExpression')) {
    if (isA(source, 'Event')) report(flow, 'condition-after-event')
    if (isA(source, 'ParallelGateway')) report(flow, 'condition-after-parallel')
    if (isA(source, 'EventBasedGateway')) report(flow, 'condition-after-event-gateway')
    if (isA(source, 'Activity') && outOf(model, source).length === 1) report(flow, 'condition-alone', { source: nameOf(source) })
  }
  // Table 8.60: for executable processes, the attribute must not be false.
  if (executable(flow) && flow.attributes.has('isImmediate') && !flag(flow, 'isImmediate')) report(flow, 'immediate-executable')
}

/**
 * `incoming` and `outgoing` must say the same as the flows do. A file in which no element has them at all left them out
 * by habit, as several modellers do, and says nothing wrong.
 */
function checkLists(model: BpmnModel, report: Report): void {
  const nodes = model.all.filter((it) => isA(it, 'FlowNode'))
  const used = nodes.some((it) => it.references.has('incoming') || it.references.has('outgoing'))
  for (const node of nodes)
    for (const [list, end, flows, wrong, forgotten] of [
      ['incoming', 'targetRef', into(model, node), 'incoming-wrong', 'incoming-forgotten'],
      ['outgoing', 'sourceRef', outOf(model, node), 'outgoing-wrong', 'outgoing-forgotten'],
    ] as const) {
      const listed = new Set(targets(model, node, list))
      for (const flow of listed) if (isA(flow, 'SequenceFlow') && target(model, flow, end) !== node) report(node, wrong, { flow: nameOf(flow) })
      if (used) for (const flow of flows) if (!listed.has(flow)) report(node, forgotten, { flow: nameOf(flow) })
    }
}

function checkDefault(model: BpmnModel, node: BpmnElement, report: Report): void {
  const flow = target(model, node, 'default')
  if (!flow || !isA(flow, 'SequenceFlow')) return
  if (target(model, flow, 'sourceRef') !== node) report(node, 'default-elsewhere', { flow: nameOf(flow) })
  else if (childNamed(flow, 'conditionExpression')) report(flow, 'default-condition', { source: nameOf(node) })
}

/** Section 10.5.2 and 10.5.3: with a start event there is an end event and the other way round, and then nothing else begins or ends. */
function checkLoose(model: BpmnModel, level: BpmnElement, report: Report): void {
  const nodes = childrenOfType(level, 'FlowNode')
  const start = nodes.find((it) => isA(it, 'StartEvent'))
  const end = nodes.find((it) => isA(it, 'EndEvent'))
  const begins = (it: BpmnElement): boolean => (isA(it, 'ReceiveTask') || isA(it, 'EventBasedGateway')) && flag(it, 'instantiate')
  if (end && !start && !nodes.some(begins)) report(end, 'end-without-start')
  if (start && !end) report(start, 'start-without-end')
  for (const node of nodes) {
    const links = definitionsOf(model, node).some((it) => it.type === 'LinkEventDefinition')
    const aside = isA(node, 'Activity') && (flag(node, 'isForCompensation') || (isA(node, 'SubProcess') && flag(node, 'triggeredByEvent')))
    if (aside) continue
    const middle = isA(node, 'IntermediateCatchEvent') || isA(node, 'IntermediateThrowEvent')
    if (!into(model, node).length && (start || middle || isA(node, 'EndEvent')) && !isA(node, 'StartEvent') && !isA(node, 'BoundaryEvent') && !(links && isA(node, 'IntermediateCatchEvent')) && !begins(node)) report(node, 'no-incoming')
    const compensates = isA(node, 'BoundaryEvent') && definitionsOf(model, node).some((it) => it.type === 'CompensateEventDefinition')
    if (!outOf(model, node).length && (end || middle || isA(node, 'BoundaryEvent') || isA(node, 'StartEvent')) && !isA(node, 'EndEvent') && !(links && isA(node, 'IntermediateThrowEvent')) && !compensates) report(node, 'no-outgoing')
    if (isA(node, 'BoundaryEvent') && outOf(model, node).length > 1) report(node, 'boundary-many-outgoing')
  }
}
