import type { Report } from '../faults.ts'
import { attribute, childrenNamed, definitionsOf, flag, holds, into, isA, nameOf, outOf, target, targets, within, type BpmnElement, type BpmnModel } from '../model.ts'

/** Pools, lanes, message flows, conversations, choreographies and correlation: chapters 9 and 11, and section 10.8, of BPMN 2.0.2. */
export function checkTalk(model: BpmnModel, report: Report): void {
  const poolsOf = Map.groupBy(model.all.filter((it) => it.type === 'Participant'), (it) => target(model, it, 'processRef'))
  for (const element of model.all) {
    switch (element.type) {
      case 'MessageFlow': checkMessageFlow(model, element, poolsOf, report); break
      case 'ParticipantMultiplicity': checkMultiplicity(element, report); break
      case 'LaneSet': checkLanes(model, element, report); break
      case 'ConversationLink': checkConversationLink(model, element, report); break
      case 'CorrelationSubscription': checkSubscription(model, element, report); break
      case 'GlobalConversation': for (const it of element.children) if (isA(it, 'ConversationNode')) report(it, 'global-conversation', { conversation: nameOf(element) }); break
      case 'GlobalChoreographyTask': checkGlobalChoreography(model, element, report); break
      case 'CallConversation': { const called = target(model, element, 'calledCollaborationRef'); if (called && isA(called, 'Choreography')) report(element, 'call-conversation', { called: nameOf(called) }); break }
      case 'EventBasedGateway': checkChoreographyChoice(model, element, report); break
      case 'ParticipantAssociation': checkParticipantAssociation(model, element, report); break
      case 'Extension': if (flag(element, 'mustUnderstand')) report(element, 'must-understand', { definition: element.attributes.get('definition') ?? '' }); break
    }
    if (isA(element, 'ConversationNode') && new Set(targets(model, element, 'participantRef')).size < 2 && !foreign(element, 'participantRef')) report(element, 'conversation-participants')
    if (isA(element, 'ConversationNode')) for (const it of targets(model, element, 'participantRef')) if (isA(it, 'Participant') && it.parent !== within(element, 'Collaboration')) report(element, 'participant-outer', { participant: nameOf(it) })
    if (isA(element, 'ChoreographyActivity')) checkChoreographyActivity(model, element, report)
  }
}

/** Some of its references go to another file, which we have not. */
const foreign = (element: BpmnElement, name: string): boolean => (element.references.get(name) ?? []).some((it) => it.includes(':'))

/** Section 9.3 and table 7.4: from one pool to another, out of what sends, into what receives. */
function checkMessageFlow(model: BpmnModel, flow: BpmnElement, poolsOf: Map<BpmnElement | undefined, BpmnElement[]>, report: Report): void {
  const source = target(model, flow, 'sourceRef')
  const goal = target(model, flow, 'targetRef')
  if (!source || !goal) return
  const pool = (end: BpmnElement): BpmnElement | undefined => (isA(end, 'Participant') ? end : poolsOf.get(within(end, 'Process'))?.[0])
  const process = (end: BpmnElement): BpmnElement | undefined => (isA(end, 'Participant') ? target(model, end, 'processRef') : within(end, 'Process'))
  if (source === goal || (pool(source) && pool(source) === pool(goal)) || (process(source) && process(source) === process(goal) && (poolsOf.get(process(source))?.length ?? 0) < 2)) report(flow, 'message-flow-inside')
  const carries = (event: BpmnElement): boolean => definitionsOf(model, event).some((it) => it.type === 'MessageEventDefinition')
  if (isA(source, 'Event') && !(isA(source, 'ThrowEvent') && carries(source))) report(flow, 'message-flow-source', { end: nameOf(source) })
  if (isA(goal, 'Event') && !(isA(goal, 'CatchEvent') && carries(goal))) report(flow, 'message-flow-target', { end: nameOf(goal) })
  for (const end of [source, goal]) if (isA(end, 'Participant') && end.parent !== flow.parent) report(flow, 'message-flow-elsewhere', { participant: nameOf(end) })
  const choreography = within(flow, 'Choreography')
  if (choreography && flow.parent === choreography && (!isA(source, 'Participant') || !isA(goal, 'Participant'))) report(flow, 'message-flow-choreography')
}

/** Table 9.4: the maximum is one or more, and not below the minimum. */
function checkMultiplicity(it: BpmnElement, report: Report): void {
  const [minimum, maximum] = [Number(attribute(it, 'minimum')), Number(attribute(it, 'maximum'))]
  if (minimum < 0 || maximum < 1 || maximum < minimum) report(it, 'multiplicity', { minimum, maximum })
}

/** Section 10.8: lanes divide what stands on their level; nothing lies in two lanes side by side. */
function checkLanes(model: BpmnModel, set: BpmnElement, report: Report): void {
  let level = set.parent!
  while (isA(level, 'Lane') || isA(level, 'LaneSet')) level = level.parent!
  const lanes = childrenNamed(set, 'lane')
  const first = new Map<BpmnElement, BpmnElement>()
  for (const lane of lanes)
    for (const node of new Set(inLane(model, lane))) {
      if (!isA(node, 'FlowNode')) continue
      if (!holds(level, node)) report(lane, 'lane-elsewhere', { node: nameOf(node) })
      const other = first.get(node)
      if (other) report(lane, 'lane-twice', { node: nameOf(node), other: nameOf(other) })
      else first.set(node, lane)
    }
  // Table 10.133: what lanes divide by is of one kind within a set.
  const kinds = new Set(lanes.map((lane) => target(model, lane, 'partitionElementRef')?.type ?? childrenNamed(lane, 'partitionElement')[0]?.type).filter((it) => it !== undefined))
  if (kinds.size > 1) report(set, 'lane-partition', { kinds: [...kinds].join(', ') })
}

const inLane = (model: BpmnModel, lane: BpmnElement): BpmnElement[] => [
  ...targets(model, lane, 'flowNodeRef'),
  ...childrenNamed(lane, 'childLaneSet').flatMap((set) => childrenNamed(set, 'lane').flatMap((it) => inLane(model, it))),
]

/** Section 9.4.6: a conversation link joins a conversation and a pool (or what stands in one). */
function checkConversationLink(model: BpmnModel, link: BpmnElement, report: Report): void {
  const ends = [target(model, link, 'sourceRef'), target(model, link, 'targetRef')]
  if (ends.every((it) => it !== undefined) && ends.filter((it) => isA(it!, 'ConversationNode')).length !== 1) report(link, 'conversation-link')
}

function checkSubscription(model: BpmnModel, subscription: BpmnElement, report: Report): void {
  const key = target(model, subscription, 'correlationKeyRef')
  if (!key || !isA(key, 'CorrelationKey')) return
  const properties = new Set(targets(model, key, 'correlationPropertyRef'))
  for (const binding of childrenNamed(subscription, 'correlationPropertyBinding')) {
    const property = target(model, binding, 'correlationPropertyRef')
    if (property && isA(property, 'CorrelationProperty') && !properties.has(property)) report(subscription, 'correlation-foreign', { property: nameOf(property), key: nameOf(key) })
  }
}

/** Table 9.5: inner is a participant of what is called, outer one of where it is called. */
function checkParticipantAssociation(model: BpmnModel, association: BpmnElement, report: Report): void {
  const caller = association.parent!
  const called = target(model, caller, 'calledCollaborationRef') ?? target(model, caller, 'calledChoreographyRef')
  const outer = target(model, association, 'outerParticipantRef')
  const inner = target(model, association, 'innerParticipantRef')
  const around = within(association, 'Collaboration')
  if (outer && isA(outer, 'Participant') && around && outer.parent !== around) report(caller, 'participant-outer', { participant: nameOf(outer) })
  if (inner && isA(inner, 'Participant') && called && isA(called, 'Collaboration') && inner.parent !== called) report(caller, 'participant-inner', { participant: nameOf(inner) })
}

/** Section 11.5: who begins takes part; a task is between two, and its messages are theirs. */
function checkChoreographyActivity(model: BpmnModel, activity: BpmnElement, report: Report): void {
  const participants = targets(model, activity, 'participantRef').filter((it) => isA(it, 'Participant'))
  const initiator = target(model, activity, 'initiatingParticipantRef')
  if (initiator && isA(initiator, 'Participant') && !participants.includes(initiator)) report(activity, 'choreography-initiator', { participant: nameOf(initiator) })
  const around = within(activity, 'Choreography')
  for (const it of new Set(participants)) if (around && it.parent !== around) report(activity, 'choreography-participant-elsewhere', { participant: nameOf(it) })
  if (isA(activity, 'ChoreographyTask')) {
    if ((activity.references.get('participantRef') ?? []).length !== 2 || new Set(participants).size < 2) if (participants.length) report(activity, 'choreography-task-two')
    const flows = targets(model, activity, 'messageFlowRef').filter((it) => isA(it, 'MessageFlow'))
    const ends = flows.map((flow) => [target(model, flow, 'sourceRef'), target(model, flow, 'targetRef')] as const)
    flows.forEach((flow, i) => {
      if (!ends[i]!.every((it) => it === undefined || participants.includes(it))) report(activity, 'choreography-message', { flow: nameOf(flow) })
    })
    if (initiator && flows.length && ends.every(([from]) => from !== undefined && from !== initiator)) report(activity, 'choreography-initiator-silent', { participant: nameOf(initiator) })
    if (flows.length === 2 && ends[0]![0] !== undefined && ends[0]![0] === ends[1]![0]) report(activity, 'choreography-messages-same-way')
  }
  // Section 11.5.6: who begins must have been part of what came just before, gateways between them or not.
  if (initiator && isA(activity, 'ChoreographyTask'))
    for (const before of justBefore(model, activity)) if (!targets(model, before, 'participantRef').includes(initiator)) report(activity, 'choreography-sequence', { participant: nameOf(initiator), before: nameOf(before) })
}

/** The choreography tasks from which one comes here without meeting another activity or an event. */
function justBefore(model: BpmnModel, node: BpmnElement): Set<BpmnElement> {
  const found = new Set<BpmnElement>()
  const seen = new Set<BpmnElement>()
  const todo = [node]
  for (let it = todo.pop(); it; it = todo.pop())
    for (const flow of into(model, it)) {
      const source = target(model, flow, 'sourceRef')
      // A person follows a few gateways; thousands between two tasks are no drawing.
      if (!source || seen.has(source) || seen.size > 200) continue
      seen.add(source)
      if (isA(source, 'ChoreographyTask')) found.add(source)
      else if (isA(source, 'ExclusiveGateway') || isA(source, 'InclusiveGateway') || isA(source, 'ParallelGateway')) todo.push(source)
    }
  return found
}

/** Section 11.7.3: after an event gateway either all who send or all who receive are the same, for someone must know what was chosen. */
function checkChoreographyChoice(model: BpmnModel, gateway: BpmnElement, report: Report): void {
  const tasks = outOf(model, gateway).map((flow) => target(model, flow, 'targetRef')).filter((it) => it !== undefined && isA(it, 'ChoreographyTask'))
  const sender = (task: BpmnElement): BpmnElement | undefined => target(model, task, 'initiatingParticipantRef')
  const receiver = (task: BpmnElement): BpmnElement | undefined => targets(model, task, 'participantRef').find((it) => it !== sender(task))
  if (new Set(tasks.map((it) => sender(it!))).size > 1 && new Set(tasks.map((it) => receiver(it!))).size > 1) report(gateway, 'choreography-choice')
}

/** Section 11.5.4: a task by itself: two participants, one of whom begins, and nothing inside. */
function checkGlobalChoreography(model: BpmnModel, task: BpmnElement, report: Report): void {
  const participants = childrenNamed(task, 'participant')
  const initiator = target(model, task, 'initiatingParticipantRef')
  if (participants.length !== 2) report(task, 'choreography-task-two')
  if (initiator && isA(initiator, 'Participant') && !participants.includes(initiator)) report(task, 'choreography-initiator', { participant: nameOf(initiator) })
  for (const it of task.children) if (isA(it, 'FlowElement')) report(it, 'global-choreography', { task: nameOf(task) })
}
