import { attribute, childNamed, childrenNamed, childrenOfType, executable, flag, isA, target, targets, text, type BpmnElement, type BpmnModel, type Fault } from '../read/index.ts'
import type { Subscription } from './correlation.ts'
import { expressionOf, type CompileExpression, type Expression } from './expression.ts'
import { K, type AdHoc, type Association, type Ear, type Edge, type EventDefinition, type EventKind, type Flow, type Loop, type Node, type Work, type WorkKind } from './flow.ts'
import { isTime, type TimerText } from './timer.ts'

type Draft = { -readonly [P in keyof Node]: Node[P] extends readonly (infer T)[] ? T[] : Node[P] }

const xmlns = 'http://www.w3.org/2000/xmlns/'
const ours = 'urn:sen:flow:1'

/**
 * Compiles a model. What cannot be run as it is meant (an expression that is not FEEL, a time that is none) is a fault;
 * whether the model keeps the standard's rules is asked elsewhere, and nothing here relies on it: a broken reference
 * simply leads nowhere.
 */
export function compileFlow(model: BpmnModel, compile: CompileExpression): { flow: Flow; faults: Fault[] } {
  const faults: Fault[] = []
  const nodes: Draft[] = []
  const edges: Edge[] = []
  const byId = new Map<string, number>()
  const byElement = new Map<BpmnElement, Draft>()
  const elementOf: BpmnElement[] = []

  const fault = (element: BpmnElement, rule: Fault['rule'], params: Fault['params'] = {}): void => {
    faults.push({ element: nearestId(element), rule, params, line: element.xml.line })
  }
  const feel = (element: BpmnElement | undefined): Expression | undefined => {
    const written = element ? text(element).trim() : ''
    if (!element || !written) return undefined
    try {
      return expressionOf(written, compile, element.attributes.get('language'))
    } catch {
      // What is only drawn may say its conditions in plain words (table 8.60, section 8.4.6); asked all the same, they say nothing.
      if (!executable(element)) return { text: written, of: () => null }
      fault(element, 'not-feel', { text: written.slice(0, 200) })
      return undefined
    }
  }

  // What stands where, in the order of the file.
  const add = (element: BpmnElement, k: K, up: Draft | undefined, type = element.name): Draft => {
    const ix = nodes.length
    const made: Draft = {
      ix, id: element.id ?? `#${ix}`, name: element.attributes.get('name'), type, k, up: up?.ix ?? -1, process: up ? up.process : ix, out: [], in: [], fallback: -1, plain: true,
      events: [], every: false, outer: [], inner: [], bounds: [], host: -1, interrupts: true, starts: [], reactions: [], reaction: false, trigger: -1, transaction: false, adHoc: undefined,
      loop: undefined, needs: 1, gives: 1, undo: -1, undoable: false, undoes: false, undoInside: -1, locals: [], inputs: [], outputs: [], asks: [], subscriptions: [], work: undefined, called: -1, calledName: undefined, handsIn: {}, handsBack: {},
      activation: undefined, sends: [], fromOutside: false, instantiates: false, lane: undefined, attributes: foreignAttributes(element), merges: false,
    }
    nodes.push(made)
    elementOf.push(element)
    if (!byId.has(made.id)) byId.set(made.id, ix)
    if (!byElement.has(element)) byElement.set(element, made)
    return made
  }
  const addInside = (container: BpmnElement, up: Draft): void => {
    for (const element of container.children) {
      const k = kindOf(element)
      if (k === undefined) continue
      const made = add(element, k, up)
      if (k === K.sub) addInside(element, made)
    }
  }
  for (const element of childrenOfType(model.definitions, 'CallableElement')) {
    const process = add(element, K.process, undefined)
    if (isA(element, 'GlobalTask')) {
      const task = add(element, isA(element, 'GlobalUserTask') || isA(element, 'GlobalScriptTask') || isA(element, 'GlobalBusinessRuleTask') || isA(element, 'GlobalManualTask') ? K.work : K.pass, process, taskNames[element.type] ?? 'task')
      process.starts.push(task.ix)
    } else addInside(element, process)
  }

  const nodeOf = (element: BpmnElement | undefined): Draft | undefined => (element ? byElement.get(element) : undefined)
  const references = new Map<BpmnElement, BpmnElement>()
  for (const it of model.all) {
    if ((it.type !== 'DataObjectReference' && it.type !== 'DataStoreReference') || !it.attributes.get('name')?.trim()) continue
    const object = target(model, it, it.type === 'DataObjectReference' ? 'dataObjectRef' : 'dataStoreRef')
    if (object && !references.has(object)) references.set(object, it)
  }
  const key = (element: BpmnElement): string => dataName(model, element, references)
  /** The variable that data goes by, and what else scripts and expressions may call it: ids and names, its own and those of what it refers to. */
  const namesOf = (element: BpmnElement): string[] => {
    const all = [element, ...['dataObjectRef', 'dataStoreRef'].flatMap((it) => targets(model, element, it))]
    return [...new Set([key(element), ...all.flatMap((it) => [it.id, it.attributes.get('name')?.trim()])])].filter((it) => it !== undefined && it !== '') as string[]
  }

  for (const flow of model.all) {
    if (flow.type !== 'SequenceFlow') continue
    const from = nodeOf(target(model, flow, 'sourceRef'))
    const to = nodeOf(target(model, flow, 'targetRef'))
    if (!from || !to || from.up !== to.up) continue
    const conditional = !([K.parallel, K.eventGateway, K.start, K.catch, K.throw, K.boundary] as K[]).includes(from.k)
    const isDefault = target(model, elementOf[from.ix]!, 'default') === flow
    const condition = conditional && !isDefault ? feel(childNamed(flow, 'conditionExpression')) : undefined
    const ix = edges.length
    edges.push({ id: flow.id ?? `#flow${ix}`, from: from.ix, to: to.ix, condition })
    from.out.push(ix)
    to.in.push(ix)
    if (isDefault && conditional) from.fallback = ix
    if (condition || isDefault) from.plain = false
  }

  const definition = (element: BpmnElement): EventDefinition => {
    const kind = (element.name === 'eventDefinitionRef' ? 'none' : eventKinds[element.type]) ?? 'none'
    const referred = target(model, element, `${kind}Ref`)
    const activity = kind === 'compensation' ? target(model, element, 'activityRef') : undefined
    const condition = kind === 'conditional' ? feel(childNamed(element, 'condition')) : undefined
    return {
      kind, condition,
      ref: referred?.id ?? element.references.get(`${kind}Ref`)?.[0],
      name: kind === 'link' ? element.attributes.get('name') : referred?.attributes.get('name'),
      code: referred?.attributes.get(`${kind}Code`),
      timer: kind === 'timer' ? timerOf(element) : undefined,
      activity: nodeOf(activity)?.ix ?? -1,
      waits: element.attributes.get('waitForCompletion') !== 'false',
    }
  }
  const timerOf = (element: BpmnElement): TimerText | undefined => {
    for (const kind of ['date', 'duration', 'cycle'] as const) {
      const child = childNamed(element, `time${kind[0]!.toUpperCase()}${kind.slice(1)}`)
      const written = child ? text(child).trim() : ''
      if (!child || !written) continue
      const calendar = foreignAttributes(element)['sen:calendar'] ?? foreignAttributes(child)['sen:calendar']
      if (isTime(kind, written)) return { kind, text: written, expression: undefined, calendar }
      if (/^[-+]?P[\dT](?!.*\$\{)|^R\d*\/(?!.*\$\{)|^[\d*?/,-]+( [\d*?/,LW#A-Z-]+){4,6}$/.test(written) && executable(child)) fault(child, 'not-a-time', { text: written.slice(0, 200) })
      else return { kind, text: undefined, expression: feel(child), calendar }
    }
    return undefined
  }
  const definitionsOf = (element: BpmnElement): EventDefinition[] => [...childrenOfType(element, 'EventDefinition'), ...targets(model, element, 'eventDefinitionRef')].map(definition)
  const messageOf = (element: BpmnElement): EventDefinition => {
    const message = target(model, element, 'messageRef') ?? messageOfOperation(element)
    return { kind: 'message', ref: message?.id ?? element.references.get('messageRef')?.[0], name: message?.attributes.get('name'), code: undefined, condition: undefined, timer: undefined, activity: -1, waits: true }
  }
  const messageOfOperation = (element: BpmnElement): BpmnElement | undefined => {
    const operation = target(model, element, 'operationRef')
    return operation && target(model, operation, 'inMessageRef')
  }

  const association = (element: BpmnElement): Association | undefined => {
    const to = target(model, element, 'targetRef')
    const named = [...targets(model, element, 'sourceRef'), ...(to ? [to] : [])].flatMap((it) => namesOf(it).slice(1).map((other) => [other, key(it)] as const))
    const wayTo = (path: string): string => named.reduce((way, [id, name]) => (way === id || way.startsWith(`${id}.`) ? name + way.slice(id.length) : way), path)
    const assignments = childrenNamed(element, 'assignment').flatMap((it) => {
      const from = feel(childNamed(it, 'from'))
      const into = childNamed(it, 'to')
      return from ? [{ from, to: into ? wayTo(pathOf(text(into))) : '' }] : []
    })
    const into = to ? key(to) : element.references.get('targetRef')?.[0]
    if (!into && !assignments.length) return undefined
    const state = to && childNamed(to, 'dataState')?.attributes.get('name')
    return { from: targets(model, element, 'sourceRef').map(key), also: named, to: into ?? '', transformation: feel(childNamed(element, 'transformation')), assignments, state }
  }
  const associations = (element: BpmnElement, name: string): Association[] => childrenNamed(element, name).flatMap((it) => association(it) ?? [])

  const loopOf = (element: BpmnElement): Loop | undefined => {
    const loop = childrenOfType(element, 'LoopCharacteristics')[0]
    if (!loop) return undefined
    if (loop.type === 'StandardLoopCharacteristics') {
      const most = attribute(loop, 'loopMaximum')
      return { kind: 'while', before: flag(loop, 'testBefore'), most: most === undefined || Number.isNaN(Number(most)) ? Infinity : Number(most), condition: feel(childNamed(loop, 'loopCondition')) }
    }
    const named = (name: string): string | undefined => {
      const found = target(model, loop, name)
      return found ? key(found) : loop.references.get(name)?.[0]
    }
    const item = (name: string): string | undefined => {
      const found = childNamed(loop, name)
      return found && (found.attributes.get('name') ?? found.id)
    }
    const event = (name: string): EventDefinition => {
      const found = target(model, loop, name)
      // Without one, a signal is thrown that only tells that an instance is done (13.3.7).
      return found ? definition(found) : { kind: 'signal', ref: undefined, name: undefined, code: undefined, condition: undefined, timer: undefined, activity: -1, waits: true }
    }
    const behavior = attribute(loop, 'behavior')
    const others = foreignAttributes(loop)
    return {
      kind: 'each',
      sequential: flag(loop, 'isSequential'),
      cardinality: feel(childNamed(loop, 'loopCardinality')),
      over: named('loopDataInputRef') ?? others['camunda:collection'],
      item: item('inputDataItem') ?? others['camunda:elementVariable'],
      into: named('loopDataOutputRef'),
      result: item('outputDataItem'),
      until: feel(childNamed(loop, 'completionCondition')),
      throws:
        behavior === 'None' ? [{ when: 'each', event: event('noneBehaviorEventRef') }]
        : behavior === 'One' ? [{ when: 'first', event: event('oneBehaviorEventRef') }]
        : behavior === 'Complex' ? childrenNamed(loop, 'complexBehaviorDefinition').flatMap((it) => {
            const when = feel(childNamed(it, 'condition'))
            const thrown = childNamed(it, 'event')
            return when && thrown ? definitionsOf(thrown).map((event) => ({ when, event })) : []
          })
        : [],
    }
  }

  const workOf = (element: BpmnElement): Work => {
    const kind = workKinds[element.type]!
    const script = kind === 'script' ? childNamed(element, 'script') : undefined
    const format = element.attributes.get('scriptFormat') ?? element.attributes.get('scriptLanguage')
    const others = foreignAttributes(element)
    const called = element.xml.children.flatMap((it) => (it.kind === 'element' && it.local === 'extensionElements' ? it.children : [])).find((it) => it.kind === 'element' && it.local === 'calledDecision')
    const decisionId = called?.kind === 'element' ? called.attributes.find((it) => it.local === 'decisionId')?.value : undefined
    const operation = target(model, element, 'operationRef')
    const implementation = attribute(element, 'implementation')
    const named = implementation?.startsWith('##') ? undefined : implementation
    let body: Expression | undefined
    try {
      // A script of another language waits for somebody who runs it; only FEEL runs by itself.
      body = script && text(script).trim() ? { text: text(script), of: compile(text(script).trim()) } : undefined
    } catch {
      body = undefined
    }
    return {
      kind, format, feel: body, operation: operation?.attributes.get('name'), implementation: named,
      script: script ? text(script).trim() : undefined,
      decision: kind === 'decision' ? (others['sen:decision'] ?? others['camunda:decisionRef'] ?? decisionId ?? named) : undefined,
      result: others['sen:result'] ?? others['camunda:resultVariable'],
      performers: childrenOfType(element, 'ResourceRole').flatMap((role) => {
        const asked = childNamed(role, 'resourceAssignmentExpression')
        const expression = asked?.children[0]
        return expression ? [text(expression).trim()] : (target(model, role, 'resourceRef')?.attributes.get('name') ?? [])
      }),
      message: kind === 'send' ? messageOf(element) : undefined,
    }
  }

  const locals = (element: BpmnElement): string[] => {
    const io = childNamed(element, 'ioSpecification')
    const own = [...childrenOfType(element, 'Property'), ...(isA(element, 'FlowNode') ? childrenOfType(element, 'DataObject') : []), ...(io ? [...childrenNamed(io, 'dataInput'), ...childrenNamed(io, 'dataOutput')] : [])]
    if (isA(element, 'Event')) own.push(...childrenNamed(element, 'dataInput'), ...childrenNamed(element, 'dataOutput'))
    return [...new Set(own.map(key))]
  }

  /** What must be there before an activity begins: inputs that data is led to, data stores aside, which are always there. */
  const asksOf = (element: BpmnElement): string[][][] => {
    const io = childNamed(element, 'ioSpecification')
    const led = childrenNamed(element, 'dataInputAssociation').filter((it) => !childNamed(it, 'transformation') && !childNamed(it, 'assignment') && targets(model, it, 'sourceRef').length)
    const sets = io ? childrenNamed(io, 'inputSet').map((set) => {
      const free = new Set([...targets(model, set, 'optionalInputRefs'), ...targets(model, set, 'whileExecutingInputRefs')])
      return targets(model, set, 'dataInputRefs').flatMap((input) => {
        const sources = free.has(input) ? [] : led.filter((it) => target(model, it, 'targetRef') === input).flatMap((it) => targets(model, it, 'sourceRef'))
        return sources.length && !sources.some((it) => it.type === 'DataStoreReference' || it.type === 'DataStore') ? [sources.flatMap(namesOf)] : []
      })
    }) : []
    return sets.some((set) => !set.length) ? [] : sets
  }
  const expressions = (elements: BpmnElement[], ref: string, child: string): Map<string, Expression> =>
    new Map(elements.flatMap((it) => {
      const [named, expression] = [target(model, it, ref)?.id, feel(childNamed(it, child))]
      return named !== undefined && expression ? [[named, expression] as const] : []
    }))
  const subscriptionOf = (element: BpmnElement): Subscription[] => {
    const id = target(model, element, 'correlationKeyRef')?.id
    return id === undefined ? [] : [{ key: id, bindings: expressions(childrenNamed(element, 'correlationPropertyBinding'), 'correlationPropertyRef', 'dataPath') }]
  }
  const keys = model.all.flatMap((it) => (it.type === 'CorrelationKey' && it.id !== undefined
    ? [{ id: it.id, properties: targets(model, it, 'correlationPropertyRef').map((property) => ({ id: property.id ?? '', paths: expressions(childrenNamed(property, 'correlationPropertyRetrievalExpression'), 'messageRef', 'messagePath') })) }]
    : []))

  /** Inputs and outputs of a call and of what it calls match in their order (section 10.3.6), unless they have the same names. */
  const handed = (call: BpmnElement, callee: BpmnElement | undefined, kind: 'dataInput' | 'dataOutput'): Record<string, string> => {
    const [own, theirs] = [call, callee].map((it) => { const io = it && childNamed(it, 'ioSpecification'); return io ? childrenNamed(io, kind).map(key) : [] }) as [string[], string[]]
    return Object.fromEntries(own.flatMap((name, i) => (theirs[i] === undefined || theirs.includes(name) ? [] : [kind === 'dataInput' ? [name, theirs[i]] : [theirs[i], name]])))
  }

  const lanes = new Map<string, string>()
  for (const lane of model.all) {
    if (lane.type !== 'Lane') continue
    for (const id of lane.references.get('flowNodeRef') ?? []) lanes.set(id.replace(/^.*:/, ''), lane.attributes.get('name') ?? lane.id ?? '')
  }

  const handlers = new Map<BpmnElement, BpmnElement>()
  for (const it of model.all) {
    const [from, to] = it.type === 'Association' ? [target(model, it, 'sourceRef'), target(model, it, 'targetRef')] : []
    // Drawn either way round, it ties the event to the activity that undoes.
    if (from?.type === 'BoundaryEvent' && to && !handlers.has(from)) handlers.set(from, to)
    else if (to?.type === 'BoundaryEvent' && from && !handlers.has(to)) handlers.set(to, from)
  }

  // What each of them does.
  for (const node of nodes) {
    const element = elementOf[node.ix]!
    node.lane = lanes.get(node.id)
    node.locals.push(...locals(element))
    if (node.k === K.work) node.work = workOf(element)
    if (isA(element, 'Activity')) {
      node.loop = loopOf(element)
      node.needs = Math.max(1, Number(attribute(element, 'startQuantity')) || 1)
      node.gives = Math.max(1, Number(attribute(element, 'completionQuantity')) || 1)
      node.undoes = flag(element, 'isForCompensation')
      node.inputs.push(...associations(element, 'dataInputAssociation'))
      node.outputs.push(...associations(element, 'dataOutputAssociation'))
      node.asks.push(...asksOf(element))
    }
    if (node.k === K.process) node.subscriptions.push(...childrenNamed(element, 'correlationSubscription').flatMap(subscriptionOf))
    switch (node.k) {
      case K.sub:
        node.transaction = element.type === 'Transaction'
        node.reaction = flag(element, 'triggeredByEvent')
        if (element.type === 'AdHocSubProcess') node.adHoc = adHocOf(element, feel)
        break
      case K.call: {
        const called = nodeOf(target(model, element, 'calledElement'))
        node.called = called?.k === K.process ? called.ix : -1
        node.calledName = element.references.get('calledElement')?.[0]
        const callee = called && elementOf[called.ix]!
        node.handsIn = handed(element, callee, 'dataInput')
        node.handsBack = handed(element, callee, 'dataOutput')
        break
      }
      case K.receive:
        node.events.push(messageOf(element))
        node.instantiates = flag(element, 'instantiate')
        break
      case K.start: case K.catch: case K.throw: case K.end: case K.boundary:
        node.events.push(...definitionsOf(element))
        node.every = flag(element, 'parallelMultiple')
        node.inputs.push(...associations(element, 'dataInputAssociation'))
        node.outputs.push(...associations(element, 'dataOutputAssociation'))
        break
      case K.eventGateway:
        node.instantiates = flag(element, 'instantiate')
        node.every = attribute(element, 'eventGatewayType') === 'Parallel'
        break
      case K.complex:
        node.activation = feel(childNamed(element, 'activationCondition'))
        break
    }
    if (node.k === K.start) node.interrupts = attribute(element, 'isInterrupting') !== 'false'
    if (node.k === K.boundary) {
      const host = nodeOf(target(model, element, 'attachedToRef'))
      // Errors and cancellations end their activity whatever is drawn (10.5.4).
      node.interrupts = attribute(element, 'cancelActivity') !== 'false' || node.events.some((it) => it.kind === 'error' || it.kind === 'cancel')
      if (host) {
        node.host = host.ix
        if (node.events.some((it) => it.kind === 'compensation')) {
          host.undo = nodeOf(handlers.get(element))?.ix ?? -1
        } else host.bounds.push(node.ix)
      }
    }
  }

  // Where tokens begin, and what is listened for.
  const begins: Ear[] = []
  const ears = (node: Draft): Ear[] => node.events.map((it, def) => ({ node: node.ix, def, kind: it.kind }))
  const children = new Map<number, Draft[]>()
  for (const node of nodes) {
    if (node.up < 0) continue
    const inside = children.get(node.up)
    if (inside) inside.push(node)
    else children.set(node.up, [node])
  }
  for (const scope of nodes) {
    if (scope.k !== K.process && scope.k !== K.sub) continue
    const inside = children.get(scope.ix) ?? []
    for (const it of inside) {
      if (it.reaction) {
        scope.reactions.push(it.ix)
        it.trigger = (children.get(it.ix) ?? []).find((start) => start.k === K.start)?.ix ?? -1
        const start = it.trigger >= 0 ? nodes[it.trigger]! : undefined
        if (start?.events.some((event) => event.kind === 'compensation')) scope.undoInside = it.ix
        else if (start) {
          if (start.events.some((event) => event.kind === 'error')) start.interrupts = true
          scope.inner.push(...ears(start))
        }
      }
    }
    if (scope.reaction || scope.starts.length) continue
    const starts = inside.filter((it) => it.k === K.start)
    const plain = scope.k === K.process ? starts.filter((it) => !it.events.length) : starts
    const orphans = inside.filter((it) => !it.in.length && !it.reaction && !it.undoes && it.k !== K.boundary && it.k !== K.start && !(it.k === K.catch && it.events[0]?.kind === 'link'))
    const instantiators = orphans.filter((it) => it.instantiates)
    scope.starts.push(...(scope.adHoc ? inside.filter((it) => !it.in.length && !it.reaction && !it.undoes && it.k !== K.boundary) : starts.length ? plain : orphans.filter((it) => !it.instantiates)).map((it) => it.ix))
    if (scope.k !== K.process) continue
    for (const it of starts) if (it.events.length) begins.push(...ears(it))
    for (const it of instantiators) {
      if (it.k === K.receive) begins.push(...ears(it))
      else for (const out of it.out) begins.push(...ears(nodes[edges[out]!.to]!))
    }
  }
  for (const node of nodes) {
    if (node.k === K.catch || node.k === K.receive) node.inner.push(...ears(node))
    else if (node.k === K.eventGateway) for (const out of node.out) node.inner.push(...ears(nodes[edges[out]!.to]!))
    else if (node.bounds.length) for (const bound of node.bounds) node.outer.push(...ears(nodes[bound]!))
    node.merges = node.k === K.inclusive || node.k === K.complex
  }
  // A link jumps to the catching event of its name in the same scope.
  for (const node of nodes) {
    if (node.k !== K.throw) continue
    for (const [i, it] of node.events.entries()) {
      if (it.kind !== 'link') continue
      const to = (children.get(node.up) ?? []).find((other) => other.k === K.catch && other.events.some((caught) => caught.kind === 'link' && caught.name === it.name))
      node.events[i] = { ...it, activity: to?.ix ?? -1 }
    }
  }
  // What can be undone must be remembered when it is done; from the inside out.
  for (const node of [...nodes].reverse()) node.undoable = node.undo >= 0 || ((node.k === K.sub || node.k === K.process) && !node.reaction && (node.undoInside >= 0 || (children.get(node.ix) ?? []).some((it) => it.undoable && !it.undoes)))
  for (const node of nodes) if (node.called >= 0 && nodes[node.called]!.undoable) node.undoable = true

  const thrown = new Set<string>()
  for (const node of nodes) {
    const sent = node.k === K.throw || node.k === K.end ? node.events : node.work?.message ? [node.work.message] : node.loop?.kind === 'each' ? node.loop.throws.map((it) => it.event) : []
    for (const it of sent) if (it.kind === 'message' || it.kind === 'signal') thrown.add(`${it.kind}:${it.ref ?? ''}`)
  }
  const insideOf = (process: Draft): boolean => (children.get(process.ix) ?? []).length > 0 || process.starts.length > 0
  for (const flow of model.all) {
    if (flow.type !== 'MessageFlow') continue
    const from = target(model, flow, 'sourceRef')
    const to = target(model, flow, 'targetRef')
    const end = (element: BpmnElement | undefined): Draft | undefined => {
      const it = element?.type === 'Participant' ? nodeOf(target(model, element, 'processRef')) : nodeOf(element)
      return it && (it.k !== K.process || insideOf(it)) ? it : undefined
    }
    const sender = end(from)
    const receiver = end(to)
    if (sender && sender.k !== K.process) sender.sends.push(receiver?.ix ?? -1)
    if (receiver) {
      if (!sender) receiver.fromOutside = true
      else thrown.add(`node:${receiver.ix}`)
    }
  }

  const processes = nodes.filter((it) => it.k === K.process).map((it) => it.ix)
  // A collaboration, a choreography or a file of definitions keeps the rules and is not meant to run.
  if (model.all.some((it) => it.type === 'Process' && executable(it)) && !processes.some((it) => insideOf(nodes[it]!))) fault(model.definitions, 'nothing-to-run')
  return { flow: { id: model.definitions.id ?? nodes[0]?.id ?? '', nodes: nodes as Node[], edges, processes, byId, begins, thrown, merges: nodes.some((it) => it.merges), asks: nodes.some((it) => it.asks.length > 0), keys, listens: new Set(nodes.flatMap((it) => [...it.inner, ...it.outer].map((ear) => ear.kind))) }, faults }
}

const taskNames: Record<string, string> = { GlobalUserTask: 'userTask', GlobalScriptTask: 'scriptTask', GlobalBusinessRuleTask: 'businessRuleTask', GlobalManualTask: 'manualTask', GlobalTask: 'task' }

const workKinds: Record<string, WorkKind> = {
  UserTask: 'user', ManualTask: 'manual', ServiceTask: 'service', ScriptTask: 'script', BusinessRuleTask: 'decision', SendTask: 'send',
  GlobalUserTask: 'user', GlobalManualTask: 'manual', GlobalScriptTask: 'script', GlobalBusinessRuleTask: 'decision',
}

const eventKinds: Record<string, EventKind> = {
  MessageEventDefinition: 'message', TimerEventDefinition: 'timer', ConditionalEventDefinition: 'conditional', SignalEventDefinition: 'signal', ErrorEventDefinition: 'error', EscalationEventDefinition: 'escalation',
  CompensateEventDefinition: 'compensation', CancelEventDefinition: 'cancel', TerminateEventDefinition: 'terminate', LinkEventDefinition: 'link',
}

const nodeKinds: Record<string, K> = {
  Task: K.pass, UserTask: K.work, ManualTask: K.work, ServiceTask: K.work, ScriptTask: K.work, BusinessRuleTask: K.work, SendTask: K.work, ReceiveTask: K.receive,
  SubProcess: K.sub, Transaction: K.sub, AdHocSubProcess: K.sub, CallActivity: K.call,
  StartEvent: K.start, IntermediateCatchEvent: K.catch, IntermediateThrowEvent: K.throw, ImplicitThrowEvent: K.throw, EndEvent: K.end, BoundaryEvent: K.boundary,
  ExclusiveGateway: K.exclusive, InclusiveGateway: K.inclusive, ParallelGateway: K.parallel, EventBasedGateway: K.eventGateway, ComplexGateway: K.complex,
}
const kindOf = (element: BpmnElement): K | undefined => nodeKinds[element.type]

function adHocOf(element: BpmnElement, feel: (it: BpmnElement | undefined) => Expression | undefined): AdHoc {
  return { sequential: element.attributes.get('ordering') === 'Sequential', condition: feel(childNamed(element, 'completionCondition')), cancelsRest: attribute(element, 'cancelRemainingInstances') !== 'false' }
}

function foreignAttributes(element: BpmnElement): Record<string, string> {
  const found: Record<string, string> = {}
  for (const it of element.xml.attributes) if (it.ns !== '' && it.ns !== xmlns && it.prefix !== 'xsi') found[`${it.ns === ours ? 'sen' : it.prefix}:${it.local}`] = it.value
  return found
}

function nearestId(element: BpmnElement): string {
  for (let it: BpmnElement | undefined = element; it; it = it.parent) if (it.id !== undefined) return it.id
  return ''
}

/**
 * The variable that data goes by: its name, or that of a reference to it, or its id. A name of several words steps back
 * behind an id that somebody chose, which is easier to write in expressions and scripts.
 */
function dataName(model: BpmnModel, element: BpmnElement, references: ReadonlyMap<BpmnElement, BpmnElement>): string {
  if (element.type === 'DataObjectReference' || element.type === 'DataStoreReference') {
    const object = target(model, element, element.type === 'DataObjectReference' ? 'dataObjectRef' : 'dataStoreRef')
    if (object && !/Reference$/.test(object.type)) return dataName(model, object, references)
  }
  const name = element.attributes.get('name')?.trim() || references.get(element)?.attributes.get('name')?.trim()
  const id = element.id
  if (name && (!id || !/\s/.test(name) || /_[0-9a-z]{7}$/.test(id))) return name
  return id ?? ''
}

/** Where an assignment writes: `name`, `name.part`, or the same in the way of other languages. */
function pathOf(written: string): string {
  const inside = /^[$#]\{\s*([\s\S]*?)\s*\}$/.exec(written.trim())?.[1] ?? written.trim()
  return inside.replace(/(?:\w+:)?get\w+\(\s*(?:['"][^'"]*['"]\s*,\s*)?['"]([^'"]+)['"]\s*\)/, '$1').replace(/^[=$]/, '').replace(/\/text\(\)$/, '').replaceAll('/', '.')
}
