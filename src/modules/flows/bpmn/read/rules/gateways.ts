import type { Report } from '../faults.ts'
import { attribute, childNamed, definitionsOf, executable, flag, into, isA, nameOf, outOf, target, type BpmnElement, type BpmnModel } from '../model.ts'

/** Gateways: section 10.6 of BPMN 2.0.2. */
export function checkGateways(model: BpmnModel, report: Report): void {
  const bordered = new Set(model.all.filter((it) => it.type === 'BoundaryEvent').map((it) => target(model, it, 'attachedToRef')))
  const started = new Set(model.all.filter((it) => it.type === 'StartEvent').map((it) => it.parent))
  for (const gateway of model.all) {
    if (!isA(gateway, 'Gateway')) continue
    const incoming = into(model, gateway).length
    const outgoing = outOf(model, gateway).length
    const direction = attribute(gateway, 'gatewayDirection')
    if (direction === 'Converging' && (incoming < 2 || outgoing > 1)) report(gateway, 'gateway-converging', { incoming, outgoing })
    else if (direction === 'Diverging' && (outgoing < 2 || incoming > 1)) report(gateway, 'gateway-diverging', { incoming, outgoing })
    else if (direction === 'Mixed' && (outgoing < 2 || incoming < 2)) report(gateway, 'gateway-mixed', { incoming, outgoing })
    else if (!isA(gateway, 'EventBasedGateway') && incoming < 2 && outgoing < 2) report(gateway, 'gateway-idle')
    if (isA(gateway, 'ComplexGateway') && executable(gateway) && incoming > 1 && !childNamed(gateway, 'activationCondition')) report(gateway, 'complex-no-activation')
    if (isA(gateway, 'EventBasedGateway')) checkEventGateway(model, gateway, bordered, started, report)
  }
  for (const task of model.all) if (isA(task, 'ReceiveTask') && flag(task, 'instantiate')) checkInstantiating(model, task, started, report)
}

function checkEventGateway(model: BpmnModel, gateway: BpmnElement, bordered: Set<BpmnElement | undefined>, started: Set<BpmnElement | undefined>, report: Report): void {
  const flows = outOf(model, gateway)
  if (flows.length < 2) report(gateway, 'event-gateway-few')
  if (attribute(gateway, 'eventGatewayType') === 'Parallel' && !flag(gateway, 'instantiate')) report(gateway, 'event-gateway-parallel')
  if (flag(gateway, 'instantiate')) checkInstantiating(model, gateway, started, report)
  // In a choreography it is the first message of a choreography task that decides.
  if (gateway.parent && !isA(gateway.parent, 'Process') && !isA(gateway.parent, 'SubProcess')) return
  let messages = false
  let receives = false
  for (const flow of flows) {
    const goal = target(model, flow, 'targetRef')
    if (!goal || !isA(goal, 'FlowNode')) continue
    const named = { target: nameOf(goal) }
    if (isA(goal, 'ReceiveTask')) {
      receives = true
      if (bordered.has(goal)) report(goal, 'event-gateway-bordered')
    } else if (isA(goal, 'IntermediateCatchEvent')) {
      const kinds = definitionsOf(model, goal).map((it) => it.type)
      if (kinds.includes('MessageEventDefinition')) messages = true
      if (kinds.some((it) => !['MessageEventDefinition', 'TimerEventDefinition', 'SignalEventDefinition', 'ConditionalEventDefinition'].includes(it))) report(gateway, 'event-gateway-target', named)
    } else report(gateway, 'event-gateway-target', named)
    if (into(model, goal).length > 1) report(goal, 'event-gateway-shared', { gateway: nameOf(gateway) })
  }
  if (messages && receives) report(gateway, 'event-gateway-mixed')
}

/**
 * What begins a process by itself (sections 10.3.3 and 10.6.6): it has no incoming flow and the process no start event,
 * or its one incoming flow comes from a start event that waits for nothing; no way leads back to it.
 */
function checkInstantiating(model: BpmnModel, node: BpmnElement, started: Set<BpmnElement | undefined>, report: Report): void {
  // A sub-process begins when the flow arrives.
  if (isA(node.parent!, 'SubProcess')) report(node, 'instantiating-inner')
  const flows = into(model, node)
  const sources = flows.map((flow) => target(model, flow, 'sourceRef'))
  if (flows.length ? flows.length > 1 || !sources.every((it) => it && isA(it, 'StartEvent') && !definitionsOf(model, it).length) : started.has(node.parent)) report(node, 'instantiating-incoming')
}
