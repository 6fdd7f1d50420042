import type { Report } from '../faults.ts'
import { attribute, childNamed, childrenNamed, childrenOfType, definitionsOf, executable, flag, holds, isA, nameOf, target, text, type BpmnElement, type BpmnModel } from '../model.ts'

/** Activities: repeating, sub-processes, calls, the messages of tasks, and who does the work. Sections 10.3 and 10.7 of BPMN 2.0.2. */
export function checkActivities(model: BpmnModel, report: Report): void {
  // Table 10.12 asks for the format of every script. A file that never says it left it out by habit; one that says it must say it everywhere.
  const scripts = model.all.filter((it) => isA(it, 'ScriptTask') && childNamed(it, 'script'))
  if (scripts.some((it) => it.attributes.has('scriptFormat'))) for (const it of scripts) if (!it.attributes.has('scriptFormat')) report(it, 'script-format')
  for (const element of model.all) {
    if (isA(element, 'Activity')) {
      checkQuantities(element, report)
      for (const loop of childrenOfType(element, 'MultiInstanceLoopCharacteristics')) checkMultiInstance(model, element, loop, report)
      if (isA(element, 'SubProcess')) checkSubProcess(element, report)
      if (isA(element, 'CallActivity')) checkCall(model, element, report)
      if (isA(element, 'SendTask') || isA(element, 'ReceiveTask')) checkMessageTask(model, element, report)
    }
    if (isA(element, 'Process')) checkProcess(element, report)
    if (isA(element, 'ResourceRole')) checkResource(model, element, report)
    if (isA(element, 'FlowElement') && element.parent) checkPlace(element, element.parent, report)
  }
}

/** Table 10.3: the values must not be less than 1. */
function checkQuantities(activity: BpmnElement, report: Report): void {
  for (const name of ['startQuantity', 'completionQuantity']) if (Number(attribute(activity, name)) < 1) report(activity, 'quantity', { attribute: name })
}

/** Section 10.3.7. How many there will be must be said in one way; drawn only, it need not be said at all. */
function checkMultiInstance(model: BpmnModel, activity: BpmnElement, loop: BpmnElement, report: Report): void {
  const counted = childNamed(loop, 'loopCardinality') !== undefined
  const listed = loop.references.has('loopDataInputRef')
  if (counted && listed) report(activity, 'multi-both')
  if (!counted && !listed && executable(activity)) report(activity, 'multi-none')
  // Without an event of its own, the behaviours None and One throw a signal that is theirs by default (table 10.29).
  if (attribute(loop, 'behavior') === 'Complex' && !childNamed(loop, 'complexBehaviorDefinition')) report(activity, 'multi-complex')
  const number = childNamed(loop, 'loopCardinality')
  if (number && /^[+-]?\d*\.?\d+$/.test(text(number).trim()) && !/^\+?\d+$/.test(text(number).trim())) report(activity, 'multi-number', { number: text(number).trim() })
  for (const name of ['loopDataInputRef', 'loopDataOutputRef']) {
    const data = target(model, loop, name)
    if (!data || !isA(data, 'ItemAwareElement')) continue
    // A list of the activity itself, going its way, or one that can be seen from where it stands.
    if (isA(data, name === 'loopDataInputRef' ? 'DataOutput' : 'DataInput') || !holds(data.parent!.type === 'InputOutputSpecification' ? data.parent!.parent! : data.parent!, activity)) report(activity, 'multi-data-elsewhere', { attribute: name, data: nameOf(data) })
    // Collections are written as such, where anything is written of what they are.
    const item = target(model, data, 'itemSubjectRef')
    if ((data.attributes.has('isCollection') || item) && !flag(data, 'isCollection') && !(item && flag(item, 'isCollection'))) report(activity, 'multi-not-list', { data: nameOf(data) })
  }
  for (const name of ['inputDataItem', 'outputDataItem'])
    for (const one of childrenNamed(loop, name)) if (flag(one, 'isCollection')) report(activity, 'multi-item-list', { data: nameOf(one) })
}

function checkSubProcess(sub: BpmnElement, report: Report): void {
  const starts = childrenOfType(sub, 'StartEvent')
  if (flag(sub, 'triggeredByEvent')) {
    // Section 10.3.5: an event sub-process has one and only one start event.
    if (starts.length !== 1) report(sub, 'event-subprocess-starts', { count: starts.length })
  } else if (starts.length > 1) report(sub, 'subprocess-starts', { count: starts.length })
  // Section 10.4.1: only tasks and what can be called declare inputs and outputs.
  if (childNamed(sub, 'ioSpecification')) report(sub, 'subprocess-data')
  if (isA(sub, 'AdHocSubProcess')) {
    for (const it of [...starts, ...childrenOfType(sub, 'EndEvent')]) report(it, 'adhoc-start-end', { subprocess: nameOf(sub) })
    if (!childrenOfType(sub, 'Activity').length) report(sub, 'adhoc-empty')
  }
}

function checkCall(model: BpmnModel, call: BpmnElement, report: Report): void {
  if (!call.references.has('calledElement')) {
    if (executable(call)) report(call, 'call-nothing')
    return
  }
  const called = target(model, call, 'calledElement')
  if (!called || !isA(called, 'CallableElement')) return
  // Section 10.3.6: what is called begins at a start event that waits for nothing.
  const starts = childrenOfType(called, 'StartEvent')
  if (starts.length && starts.every((it) => definitionsOf(model, it).length)) report(call, 'call-no-start', { called: nameOf(called) })
  // Section 10.3.6: what goes in and comes out must match what the called one declares.
  const [own, theirs] = [call, called].map((it) => childNamed(it, 'ioSpecification'))
  if (!theirs) return
  for (const kind of ['dataInput', 'dataOutput', ...(own ? ['inputSet', 'outputSet'] : [])])
    if (childrenNamed(theirs, kind).length !== (own ? childrenNamed(own, kind).length : 0)) return report(call, 'call-data', { called: nameOf(called) })
}

/** Sections 10.3.3: the operation carries the message of the task; the task has no other data than that message. */
function checkMessageTask(model: BpmnModel, task: BpmnElement, report: Report): void {
  const message = target(model, task, 'messageRef')
  const operation = target(model, task, 'operationRef')
  if (message && operation && isA(operation, 'Operation') && !['inMessageRef', 'outMessageRef'].some((it) => target(model, operation, it) === message)) report(task, 'operation-message', { operation: nameOf(operation) })
}

/** Table 10.1. */
function checkProcess(process: BpmnElement, report: Report): void {
  if (attribute(process, 'processType') === 'Public' && flag(process, 'isExecutable')) report(process, 'public-executable')
}

/** Section 8.4.12: parameters are those of the resource, and the required ones are given. */
function checkResource(model: BpmnModel, role: BpmnElement, report: Report): void {
  const resource = target(model, role, 'resourceRef')
  if (!resource || !isA(resource, 'Resource')) return
  const given = new Set(childrenNamed(role, 'resourceParameterBinding').map((binding) => target(model, binding, 'parameterRef')))
  for (const parameter of given) if (parameter && isA(parameter, 'ResourceParameter') && parameter.parent !== resource) report(role, 'resource-parameter-foreign', { parameter: nameOf(parameter), resource: nameOf(resource) })
  for (const parameter of childrenNamed(resource, 'resourceParameter'))
    if (flag(parameter, 'isRequired') && !given.has(parameter)) report(role, 'resource-parameter-missing', { parameter: nameOf(parameter), resource: nameOf(resource) })
}

/** Choreographies are about who talks to whom, processes about who does what: neither holds the other's activities (chapters 10 and 11). */
function checkPlace(element: BpmnElement, parent: BpmnElement, report: Report): void {
  const choreography = isA(parent, 'Choreography') || isA(parent, 'SubChoreography')
  if (isA(element, 'ChoreographyActivity') && !choreography) report(element, 'choreography-in-process')
  if (choreography && (isA(element, 'Activity') || isA(element, 'ItemAwareElement'))) report(element, 'process-in-choreography')
  if (isA(element, 'ImplicitThrowEvent') && element.name !== 'event') report(element, 'implicit-throw')
}
