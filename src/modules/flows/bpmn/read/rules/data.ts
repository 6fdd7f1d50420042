import type { Report } from '../faults.ts'
import { attribute, childNamed, childrenNamed, definitionsOf, flag, holds, isA, nameOf, target, targets, type BpmnElement, type BpmnModel } from '../model.ts'

/** Data: sections 10.4.1 and 10.4.2 of BPMN 2.0.2. */
export function checkData(model: BpmnModel, report: Report): void {
  const listed = remembered(model)
  for (const element of model.all) {
    if (isA(element, 'InputOutputSpecification')) checkSets(listed, element, report)
    if (isA(element, 'Event')) {
      checkSets(listed, element, report)
      checkEventData(model, element, report)
    }
    if (isA(element, 'SendTask') || isA(element, 'ReceiveTask')) checkTaskData(model, element, report)
    if (isA(element, 'ServiceTask')) checkServiceData(model, element, report)
    if (isA(element, 'DataAssociation')) checkAssociation(model, element, report)
    if (isA(element, 'ItemAwareElement')) checkItem(model, element, report)
    if (isA(element, 'InputOutputBinding')) checkBinding(model, listed, element, report)
  }
}

/** What an element lists, looked up once however many ask. */
type Listed = (element: BpmnElement, name: string) => ReadonlySet<BpmnElement>
function remembered(model: BpmnModel): Listed {
  const known = new Map<BpmnElement, Map<string, Set<BpmnElement>>>()
  return (element, name) => {
    let lists = known.get(element)
    if (!lists) known.set(element, (lists = new Map()))
    let list = lists.get(name)
    if (!list) lists.set(name, (list = new Set(targets(model, element, name))))
    return list
  }
}

/** Table 10.56 to 10.60: every input in a set, sets of their own inputs, the optional among them, and pairs that name each other. */
function checkSets(listed: Listed, owner: BpmnElement, report: Report): void {
  for (const [data, sets, refs, optional, executing, partners, back, rule] of [
    [new Set(childrenNamed(owner, 'dataInput')), childrenNamed(owner, 'inputSet'), 'dataInputRefs', 'optionalInputRefs', 'whileExecutingInputRefs', 'outputSetRefs', 'inputSetRefs', 'input-without-set'],
    [new Set(childrenNamed(owner, 'dataOutput')), childrenNamed(owner, 'outputSet'), 'dataOutputRefs', 'optionalOutputRefs', 'whileExecutingOutputRefs', 'inputSetRefs', 'outputSetRefs', 'output-without-set'],
  ] as const) {
    const used = new Set<BpmnElement>()
    for (const set of sets) {
      const all = listed(set, refs)
      for (const it of all) {
        used.add(it)
        if (!data.has(it) && (isA(it, 'DataInput') || isA(it, 'DataOutput'))) report(set, 'set-foreign', { data: nameOf(it) })
      }
      for (const name of [optional, executing]) for (const it of listed(set, name)) if (!all.has(it)) report(set, 'set-not-listed', { data: nameOf(it), list: name, all: refs })
      for (const partner of listed(set, partners)) {
        if (!isA(partner, 'InputSet') && !isA(partner, 'OutputSet')) continue
        if (partner.parent !== owner) report(set, 'set-partner-foreign', { set: nameOf(partner) })
        else if (!listed(partner, back).has(set)) report(set, 'set-partner-silent', { set: nameOf(partner) })
      }
    }
    for (const it of data) if (!used.has(it)) report(it, rule)
  }
}

const items = (model: BpmnModel, elements: (BpmnElement | undefined)[], name: string): (BpmnElement | undefined)[] => elements.map((it) => it && target(model, it, name))

/** Section 10.5.1: the data of an event is what its message, signal, error or escalation carries. */
function checkEventData(model: BpmnModel, event: BpmnElement, report: Report): void {
  const data = [...childrenNamed(event, 'dataInput'), ...childrenNamed(event, 'dataOutput')]
  const definitions = definitionsOf(model, event)
  // One for each definition, in their order.
  if (data.length && definitions.length && data.length !== definitions.length) report(event, 'event-data-count', { data: data.length, definitions: definitions.length })
  if (data.length !== 1 || definitions.length !== 1) return
  const carrier = ['messageRef', 'signalRef', 'errorRef', 'escalationRef'].map((it) => target(model, definitions[0]!, it)).find((it) => it !== undefined)
  const [carried] = carrier ? items(model, [carrier], isA(carrier, 'Message') ? 'itemRef' : 'structureRef') : []
  const own = target(model, data[0]!, 'itemSubjectRef')
  if (carried && own && carried !== own) report(event, 'event-data-type', { carrier: nameOf(carrier!) })
}

/** Section 10.3.3: a send task has at most one input, a receive task at most one output, of the message's kind. */
function checkTaskData(model: BpmnModel, task: BpmnElement, report: Report): void {
  const io = childNamed(task, 'ioSpecification')
  if (!io) return
  const sends = isA(task, 'SendTask')
  const data = childrenNamed(io, sends ? 'dataInput' : 'dataOutput')
  if (data.length > 1 || childrenNamed(io, sends ? 'inputSet' : 'outputSet').length > 1) report(task, sends ? 'send-data' : 'receive-data')
  const message = target(model, task, 'messageRef')
  const [carried] = items(model, [message], 'itemRef')
  const [own] = items(model, [data[0]], 'itemSubjectRef')
  if (carried && own && carried !== own) report(task, 'event-data-type', { carrier: nameOf(message!) })
}

/** Section 10.3.3: a service has one input, which is the operation's message, and at most one output, which is its answer. */
function checkServiceData(model: BpmnModel, task: BpmnElement, report: Report): void {
  const operation = target(model, task, 'operationRef')
  const io = childNamed(task, 'ioSpecification')
  if (!io) return
  for (const [kind, name, sets] of [['dataInput', 'inMessageRef', 'inputSet'], ['dataOutput', 'outMessageRef', 'outputSet']] as const) {
    const data = childrenNamed(io, kind)
    const message = operation && target(model, operation, name)
    const [carried] = items(model, [message], 'itemRef')
    const [own] = items(model, [data[0]], 'itemSubjectRef')
    if (data.length > 1 || childrenNamed(io, sets).length > 1 || (message && !data.length)) report(task, 'service-data')
    else if (carried && own && carried !== own) report(task, 'event-data-type', { carrier: nameOf(message!) })
  }
}

/** The activity or event that data belongs to; for a data object or a property of a process, that process. */
const ownerOf = (data: BpmnElement): BpmnElement => {
  let it = data.parent!
  while (['InputOutputSpecification', 'MultiInstanceLoopCharacteristics'].includes(it.type)) it = it.parent!
  return it
}

/** Section 10.4.2: into an activity from what it can see, out of an activity into what it can see. */
function checkAssociation(model: BpmnModel, association: BpmnElement, report: Report): void {
  const activity = association.parent!
  const goal = target(model, association, 'targetRef')
  const sources = targets(model, association, 'sourceRef')
  const inward = isA(association, 'DataInputAssociation')
  const outward = isA(association, 'DataOutputAssociation')
  const own = (it: BpmnElement): boolean => ownerOf(it) === activity
  const seen = (it: BpmnElement): boolean => it.type === 'DataStore' || holds(ownerOf(it), activity)
  if (goal && isA(goal, 'ItemAwareElement')) {
    if (inward && !own(goal)) report(activity, 'data-into-elsewhere', { data: nameOf(goal) })
    if (outward && !seen(goal)) report(activity, 'data-out-of-sight', { data: nameOf(goal) })
    // Section 10.4.1: the inputs of a process are filled by who calls it, its outputs are read by who called it.
    if (outward && isA(goal, 'DataInput') && !own(goal)) report(activity, 'data-into-process-input', { data: nameOf(goal) })
    if (inward && isA(goal, 'DataOutput')) report(activity, 'data-into-output', { data: nameOf(goal) })
  }
  for (const it of sources) {
    if (!isA(it, 'ItemAwareElement')) continue
    if (outward && !own(it)) report(activity, 'data-from-elsewhere', { data: nameOf(it) })
    if (inward && !seen(it)) report(activity, 'data-out-of-sight', { data: nameOf(it) })
    if (inward && isA(it, 'DataOutput') && !own(it)) report(activity, 'data-from-process-output', { data: nameOf(it) })
    if (outward && isA(it, 'DataInput')) report(activity, 'data-from-input', { data: nameOf(it) })
  }
  const changed = childNamed(association, 'transformation') || childNamed(association, 'assignment')
  if (sources.length > 1 && !changed) report(activity, 'data-many-sources')
  const [from, to] = items(model, [sources[0], goal], 'itemSubjectRef')
  if (sources.length === 1 && from && to && from !== to && !changed) report(activity, 'data-types-differ', { from: nameOf(sources[0]!), to: nameOf(goal!) })
}

function checkItem(model: BpmnModel, data: BpmnElement, report: Report): void {
  const definition = target(model, data, 'itemSubjectRef')
  if (['DataObject', 'DataInput', 'DataOutput'].includes(data.type) && definition && isA(definition, 'ItemDefinition') && flag(data, 'isCollection') !== flag(definition, 'isCollection')) report(data, 'collection-differs', { item: nameOf(definition) })
  if (data.type === 'DataObjectReference') {
    const object = target(model, data, 'dataObjectRef')
    if (!data.references.has('dataObjectRef')) report(data, 'data-object-missing')
    if (data.references.has('itemSubjectRef')) report(data, 'data-reference-item')
    if (object && isA(object, 'DataObject') && !holds(object.parent!, data)) report(data, 'data-object-out-of-sight', { data: nameOf(object) })
  }
  if (data.type === 'DataObject' && childNamed(data, 'dataState')) report(data, 'data-object-state')
  if (data.type === 'DataStore' && !flag(data, 'isUnlimited') && data.attributes.has('capacity') && Number(attribute(data, 'capacity')) < 0) report(data, 'data-store-capacity')
}

/** Table 10.57: the operation is one of the interfaces that the process supports, the sets are its own. */
function checkBinding(model: BpmnModel, listed: Listed, binding: BpmnElement, report: Report): void {
  const callable = binding.parent!
  const operation = target(model, binding, 'operationRef')
  if (operation && isA(operation, 'Operation') && !listed(callable, 'supportedInterfaceRef').has(operation.parent!)) report(callable, 'binding-operation', { operation: nameOf(operation) })
  for (const name of ['inputDataRef', 'outputDataRef']) {
    const set = target(model, binding, name)
    if (set && set.parent?.type === 'InputOutputSpecification' && set.parent.parent !== callable) report(callable, 'binding-set', { set: nameOf(set) })
  }
}
