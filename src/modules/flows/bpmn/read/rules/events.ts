import type { FaultRule } from '../../../texts/faults.vi.ts'
import type { Report } from '../faults.ts'
import { attribute, childrenOfType, childNamed, definitionsOf, executable, flag, into, isA, nameOf, outOf, target, targets, within, type BpmnElement, type BpmnModel } from '../model.ts'

/** Events: which kind may stand where (tables 10.84 to 10.93), and what each kind must say of itself. */
export function checkEvents(model: BpmnModel, report: Report): void {
  const tied = Map.groupBy(model.all.filter((it) => isA(it, 'Association')), (it) => target(model, it, 'sourceRef'))
  const undoers = Map.groupBy(model.all.filter((it) => isA(it, 'BoundaryEvent') && definitionsOf(model, it).some((one) => kindOf(one) === 'compensate')), (it) => target(model, it, 'attachedToRef'))
  for (const event of model.all) {
    if (!isA(event, 'Event')) continue
    const definitions = definitionsOf(model, event)
    for (const it of targets(model, event, 'eventDefinitionRef')) if (isA(it, 'EventDefinition') && it.parent !== model.definitions) report(event, 'definition-inner', { definition: it.id ?? it.name })
    checkKinds(event, definitions, report)
    if (isA(event, 'BoundaryEvent')) checkBoundary(model, event, definitions, tied.get(event) ?? [], undoers, report)
    for (const definition of definitions) checkDefinition(model, event, definition, report)
  }
  checkLinks(model, report)
}

const kindOf = (definition: BpmnElement): string => definition.type.replace('EventDefinition', '').replace(/^./, (it) => it.toLowerCase())

const allowed = {
  start: ['message', 'timer', 'conditional', 'signal'],
  startOfEventSubProcess: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'compensate'],
  startOfChoreography: ['timer', 'conditional', 'signal'],
  catch: ['message', 'timer', 'conditional', 'signal', 'link'],
  throw: ['message', 'signal', 'escalation', 'compensate', 'link'],
  boundary: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'compensate', 'cancel'],
  end: ['message', 'signal', 'error', 'escalation', 'compensate', 'cancel', 'terminate'],
  endOfChoreography: ['signal', 'terminate'],
} as const

function checkKinds(event: BpmnElement, definitions: BpmnElement[], report: Report): void {
  const level = event.parent!
  const none = definitions.length === 0
  const only = (list: readonly string[], rule: FaultRule): void => {
    for (const it of definitions) if (!list.includes(kindOf(it))) report(event, rule, { kind: kindOf(it) })
  }
  const choreography = isA(level, 'Choreography') || isA(level, 'SubChoreography')
  if (isA(event, 'StartEvent')) {
    if (isA(level, 'SubProcess') && flag(level, 'triggeredByEvent')) {
      if (none) report(event, 'event-subprocess-start-none')
      only(allowed.startOfEventSubProcess, 'event-subprocess-start-kind')
      // Errors and compensation leave nothing to go on beside them.
      if (!flag(event, 'isInterrupting')) for (const it of definitions) if (['error', 'compensate'].includes(kindOf(it))) report(event, 'start-must-interrupt', { kind: kindOf(it) })
    } else if (isA(level, 'SubProcess')) {
      if (!none) report(event, 'subprocess-start-kind', { kind: kindOf(definitions[0]!) })
    } else only(choreography ? allowed.startOfChoreography : allowed.start, choreography ? 'choreography-start-kind' : 'start-kind')
  } else if (isA(event, 'EndEvent')) {
    only(choreography ? allowed.endOfChoreography : allowed.end, choreography ? 'choreography-end-kind' : 'end-kind')
    if (definitions.some((it) => kindOf(it) === 'cancel') && !within(event, 'Transaction')) report(event, 'cancel-end-outside')
  } else if (isA(event, 'IntermediateThrowEvent')) only(allowed.throw, 'throw-kind')
  else if (isA(event, 'IntermediateCatchEvent')) {
    // In a choreography, an event without a kind marks a point on the way; in a process only a throwing one does.
    if (none && !choreography) report(event, 'catch-none')
    only(allowed.catch, 'catch-kind')
  } else if (isA(event, 'BoundaryEvent')) {
    if (none) report(event, 'boundary-none')
    only(allowed.boundary, 'boundary-kind')
  }
}

function checkBoundary(model: BpmnModel, event: BpmnElement, definitions: BpmnElement[], associations: BpmnElement[], undoers: Map<BpmnElement | undefined, BpmnElement[]>, report: Report): void {
  const host = target(model, event, 'attachedToRef')
  const kinds = definitions.map(kindOf)
  if (host && isA(host, 'Activity')) {
    if (host.parent !== event.parent) report(event, 'boundary-elsewhere', { host: nameOf(host) })
    if (kinds.includes('cancel') && !isA(host, 'Transaction')) report(event, 'cancel-boundary-outside', { host: nameOf(host) })
    // Section 10.3.5: it is no part of the flow, nothing comes to it and nothing leaves it.
    if (isA(host, 'SubProcess') && flag(host, 'triggeredByEvent')) report(event, 'boundary-event-subprocess', { host: nameOf(host) })
  }
  if (!flag(event, 'cancelActivity')) for (const kind of kinds) if (kind === 'error' || kind === 'cancel') report(event, 'boundary-must-interrupt', { kind })
  if (kinds.includes('compensate')) {
    const handlers = associations.map((it) => target(model, it, 'targetRef')).filter((it) => it !== undefined && isA(it, 'Activity'))
    if (!handlers.length) report(event, 'compensation-no-handler')
    for (const handler of handlers) {
      if (!flag(handler!, 'isForCompensation')) report(event, 'compensation-handler-plain', { handler: nameOf(handler!) })
      if (handler!.parent !== event.parent) report(event, 'compensation-handler-elsewhere', { handler: nameOf(handler!) })
    }
    if (handlers.length > 1 || (host && undoers.get(host)![0] !== event)) report(event, 'compensation-many-handlers')
  }
}

function checkDefinition(model: BpmnModel, event: BpmnElement, definition: BpmnElement, report: Report): void {
  const throws = isA(event, 'ThrowEvent')
  const runs = executable(event)
  switch (definition.type) {
    case 'TimerEventDefinition':
      // Table 10.101: the three exclude one another (that much the schema says); to run, one of them is needed.
      if (runs && !['timeDate', 'timeDuration', 'timeCycle'].some((it) => childNamed(definition, it))) report(event, 'timer-empty')
      return
    case 'MessageEventDefinition': {
      const message = target(model, definition, 'messageRef')
      const operation = target(model, definition, 'operationRef')
      if (runs && !definition.references.has('messageRef') && !definition.references.has('operationRef')) report(event, 'message-missing')
      if (message && operation && isA(operation, 'Operation') && !['inMessageRef', 'outMessageRef'].some((it) => target(model, operation, it) === message)) report(event, 'operation-message', { operation: operation.attributes.get('name') ?? '' })
      return
    }
    case 'SignalEventDefinition':
      if (runs && !definition.references.has('signalRef')) report(event, 'signal-missing')
      return
    case 'ErrorEventDefinition': {
      // Table 10.54: who throws an error to be run must say its code; who catches without a code catches all.
      const error = target(model, definition, 'errorRef')
      if (runs && throws && (!definition.references.has('errorRef') || (error && isA(error, 'Error') && !attribute(error, 'errorCode')))) report(event, 'error-code')
      return
    }
    case 'EscalationEventDefinition': {
      const escalation = target(model, definition, 'escalationRef')
      if (runs && throws && (!definition.references.has('escalationRef') || (escalation && isA(escalation, 'Escalation') && !attribute(escalation, 'escalationCode')))) report(event, 'escalation-code')
      return
    }
    case 'CompensateEventDefinition': {
      // Section 10.7.2: what is compensated stands on the same level, or on the one around the event sub-process that compensates.
      const activity = target(model, definition, 'activityRef')
      let level = event.parent!
      while (level !== activity?.parent && isA(level, 'SubProcess') && flag(level, 'triggeredByEvent')) level = level.parent!
      if (throws && activity && isA(activity, 'Activity') && level !== activity.parent) report(event, 'compensation-out-of-sight', { activity: nameOf(activity) })
      return
    }
  }
}

/** Section 10.5.5, link events: one target for each name on one level, and no flow where the link is. */
function checkLinks(model: BpmnModel, report: Report): void {
  const linkOf = (event: BpmnElement): BpmnElement | undefined => definitionsOf(model, event).find((it) => it.type === 'LinkEventDefinition')
  for (const level of model.all) {
    if (!isA(level, 'Process') && !isA(level, 'SubProcess') && !isA(level, 'Choreography') && !isA(level, 'SubChoreography')) continue
    const events = childrenOfType(level, 'Event').flatMap((event) => {
      const link = linkOf(event)
      return link ? [{ event, link, name: attribute(link, 'name') ?? '', throws: isA(event, 'IntermediateThrowEvent'), catches: isA(event, 'IntermediateCatchEvent') }] : []
    })
    const catching = Map.groupBy(events.filter((it) => it.catches), (it) => it.name)
    const throwing = new Set(events.filter((it) => it.throws).map((it) => it.name))
    for (const it of events) {
      if (it.throws) {
        if (!catching.has(it.name)) report(it.event, 'link-no-target', { link: it.name })
        for (const flow of outOf(model, it.event)) report(it.event, 'link-throw-outgoing', { flow: flow.id ?? '' })
        const goal = target(model, it.link, 'target')
        if (goal && (!isA(goal.parent!, 'CatchEvent') || attribute(goal, 'name') !== it.name)) report(it.event, 'link-target-wrong', { link: it.name })
      }
      if (it.catches) {
        if (!throwing.has(it.name)) report(it.event, 'link-no-source', { link: it.name })
        if (catching.get(it.name)![0] !== it) report(it.event, 'link-two-targets', { link: it.name })
        for (const flow of into(model, it.event)) report(it.event, 'link-catch-incoming', { flow: flow.id ?? '' })
        for (const source of targets(model, it.link, 'source')) if (!isA(source.parent!, 'ThrowEvent') || attribute(source, 'name') !== it.name) report(it.event, 'link-source-wrong', { link: it.name })
      }
    }
  }
}
