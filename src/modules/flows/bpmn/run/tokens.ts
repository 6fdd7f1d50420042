import { Refusal } from '#platform/refusal'
import { anyMessage, arm, fire, throwEvents, throwOne } from './events.ts'
import { raise } from './errors.ts'
import { instanceDone, openLoop, startInstance } from './loops.ts'
import { joins, tryComplex } from './joins.ts'
import { undone, undoNext } from './undo.ts'
import type { Expression } from './expression.ts'
import { K, type Association, type Node } from './flow.ts'
import { limits, type Ending, type Frame, type Variables } from './state.ts'
import { addFrame, countToken, earsOf, find, forget, hasInside, isRevived, removeFrame, removeInside, seen, trace, write, type Run } from './run.ts'

/** Works until nothing more can happen by itself. */
export function drain(run: Run): void {
  for (;;) {
    while (run.head < run.queue.length) {
      const op = run.queue[run.head++]!
      if (++run.steps > limits.steps) throw new Refusal('too-many', 'flow-never-rests', {}, { most: limits.steps })
      if (op.op === 'enter') {
        const scope = find(run, op.scope)
        if (scope) enter(run, run.nodes[op.node]!, scope, op.edge)
      } else if (op.op === 'finish') {
        const frame = find(run, op.frame)
        if (frame) finish(run, frame)
      } else if (op.op === 'next') {
        const body = find(run, op.frame)
        if (body) startInstance(run, body, run.nodes[body.at]!)
      } else {
        const frame = find(run, op.frame)
        if (frame && earsOf(run, frame).some((ear) => ear.node === op.ear.node && ear.def === op.ear.def)) fire(run, frame, op.ear, op.set)
      }
    }
    run.queue.length = run.head = 0
    if (run.dirty) {
      run.dirty = false
      if (run.flow.listens.has('conditional')) lookAgain(run)
      if (run.flow.asks) beginWaiting(run)
      if (run.queue.length) continue
    }
    if (joins(run)) continue
    const id = run.checks.shift()
    if (id === undefined) return
    const scope = find(run, id)
    if (scope && !hasInside(run, scope)) scopeEmpty(run, scope)
  }
}

/** Conditions ring when they become true. */
function lookAgain(run: Run): void {
  for (const f of [...run.s.f]) {
    for (const ear of earsOf(run, f)) {
      if (ear.kind !== 'conditional' || find(run, f.id) !== f) continue
      const holds = run.nodes[ear.node]!.events[ear.def]!.condition?.of(seen(run, f), run.now) === true
      const known = run.s.k?.findIndex((it) => it[0] === f.id && it[1] === ear.node && it[2] === ear.def) ?? -1
      if (holds && known < 0) {
        ;(run.s.k ??= []).push([f.id, ear.node, ear.def])
        fire(run, f, ear, undefined)
      } else if (!holds && known >= 0) {
        run.s.k!.splice(known, 1)
        if (!run.s.k!.length) delete run.s.k
      }
    }
  }
}

export function take(run: Run, edge: number, scope: Frame): void {
  const it = run.flow.edges[edge]!
  trace(run, 'taken', it.id, scope.id)
  run.queue.push({ op: 'enter', node: it.to, scope: scope.id, edge })
}

const holds = (run: Run, condition: Expression, variables: Variables): boolean => condition.of(variables, run.now) === true

/** A token leaves: by every way out that is open. Without any the token is gone. */
export function leave(run: Run, node: Node, scope: Frame, times = 1): void {
  trace(run, 'left', node.id, scope.id)
  for (let i = 0; i < times; i++) {
    if (node.plain) {
      for (const edge of node.out) take(run, edge, scope)
      continue
    }
    const variables = seen(run, scope)
    let open = 0
    for (const edge of node.out) {
      const condition = run.flow.edges[edge]!.condition
      if (edge === node.fallback || (condition && !holds(run, condition, variables))) continue
      take(run, edge, scope)
      open++
    }
    if (open) continue
    if (node.fallback >= 0) take(run, node.fallback, scope)
    else return void raise(run, scope, 'scope', noWay(node))
  }
  run.checks.push(scope.id)
}

const noWay = (node: Node) => ({ kind: 'error' as const, element: node.id, ref: undefined, name: undefined, code: 'no-way-out', also: [], message: undefined, set: undefined })

function enter(run: Run, node: Node, scope: Frame, edge: number): void {
  switch (node.k) {
    case K.pass: case K.work: case K.receive: case K.sub: case K.call:
      if (node.needs > 1) {
        if (countToken(scope, `n${node.ix}`, 1) < node.needs) return
        countToken(scope, `n${node.ix}`, -node.needs)
      }
      openActivity(run, node, scope)
      return
    case K.start:
      trace(run, 'entered', node.id, scope.id)
      leave(run, node, scope)
      return
    case K.end:
      trace(run, 'entered', node.id, scope.id)
      if (!node.events.length) {
        trace(run, 'left', node.id, scope.id)
        run.checks.push(scope.id)
      } else throwEvents(run, node, scope)
      return
    case K.throw:
      trace(run, 'entered', node.id, scope.id)
      if (!node.events.length) leave(run, node, scope)
      else throwEvents(run, node, scope)
      return
    case K.catch: {
      trace(run, 'entered', node.id, scope.id)
      if (!node.events.length || node.events[0]!.kind === 'link') return leave(run, node, scope)
      const frame = addFrame(run, node.ix, scope.id)
      arm(run, frame, node.inner)
      return
    }
    case K.eventGateway: {
      trace(run, 'entered', node.id, scope.id)
      const frame = addFrame(run, node.ix, scope.id)
      arm(run, frame, node.inner)
      return
    }
    case K.exclusive: {
      trace(run, 'entered', node.id, scope.id)
      if (node.out.length === 1 && node.plain) return leave(run, node, scope)
      const variables = seen(run, scope)
      let way = node.out.find((it) => {
        const condition = run.flow.edges[it]!.condition
        return it !== node.fallback && condition !== undefined && holds(run, condition, variables)
      })
      way ??= node.fallback >= 0 ? node.fallback : node.out.find((it) => run.flow.edges[it]!.condition === undefined)
      if (way === undefined) {
        if (node.out.length) raise(run, scope, 'scope', noWay(node))
        else leave(run, node, scope)
        return
      }
      trace(run, 'left', node.id, scope.id)
      take(run, way, scope)
      return
    }
    case K.parallel: {
      if (node.in.length > 1 && edge >= 0) {
        countToken(scope, String(edge), 1)
        const j = scope.j!
        if (!node.in.every((it) => j[it])) return
        for (const it of node.in) countToken(scope, String(it), -1)
      }
      trace(run, 'entered', node.id, scope.id)
      leave(run, node, scope)
      return
    }
    case K.inclusive:
      if (node.in.length > 1 && edge >= 0) {
        countToken(scope, String(edge), 1)
        return
      }
      trace(run, 'entered', node.id, scope.id)
      leave(run, node, scope)
      return
    case K.complex:
      if (edge < 0) {
        trace(run, 'entered', node.id, scope.id)
        return leave(run, node, scope)
      }
      countToken(scope, String(edge), 1)
      if (node.activation) tryComplex(run, node, scope)
      return
    case K.process: case K.boundary:
      return
  }
}

/** A token has come to an activity. `waiter`: it is a compensation handler, and that frame waits for it. */
export function openActivity(run: Run, node: Node, scope: Frame, waiter?: number): void {
  trace(run, 'entered', node.id, scope.id)
  const frame = addFrame(run, node.ix, scope.id)
  if (waiter !== undefined) frame.w = waiter
  if (node.loop) return openLoop(run, frame, node, scope)
  if (node.outer.length) arm(run, frame, node.outer)
  begin(run, frame, node)
}

/** One instance of an activity begins. `received`: what began it was the message it would wait for. */
export function begin(run: Run, frame: Frame, node: Node, received = false): void {
  if (node.locals.length) {
    const v = (frame.v ??= {})
    for (const name of node.locals) v[name] ??= null
    for (const it of node.inputs) bring(run, it, find(run, frame.in)!, (to, value) => write(run, frame, to, value))
  }
  if (node.loop === undefined && !hasData(run, frame, node)) {
    frame.x = 5
    return
  }
  switch (node.k) {
    case K.pass:
      run.queue.push({ op: 'finish', frame: frame.id })
      return
    case K.work: {
      const work = node.work!
      if (work.kind === 'send') throwEvents(run, node, frame)
      if (find(run, frame.id) !== frame) return
      run.fx.push({ kind: 'work', frame: frame.id, element: node.id, work: work.kind, attributes: node.attributes })
      return
    }
    case K.receive:
      if (received) run.queue.push({ op: 'finish', frame: frame.id })
      else arm(run, frame, node.inner)
      return
    case K.sub:
      mustNotBeTooDeep(run, frame)
      if (node.inner.length) arm(run, frame, node.inner)
      if (node.adHoc) {
        offerAdHoc(run, frame, node)
        if (!node.starts.length) run.checks.push(frame.id)
        return
      }
      for (const it of node.starts) run.queue.push({ op: 'enter', node: it, scope: frame.id, edge: -1 })
      run.checks.push(frame.id)
      return
    case K.call: {
      if (node.called < 0) {
        run.fx.push({ kind: 'call', frame: frame.id, element: node.id, flow: node.calledName ?? '' })
        return
      }
      mustNotBeTooDeep(run, frame)
      const given: Variables = {}
      if (node.inputs.length) for (const it of node.inputs) bring(run, it, find(run, frame.in)!, (to, value) => (given[node.handsIn[to] ?? to] = value))
      else Object.assign(given, seen(run, frame))
      openProcess(run, run.nodes[node.called]!, given, frame.id)
      return
    }
  }
}

/** Section 10.4.2: an activity waits until one of its input sets has all that it must have. */
function hasData(run: Run, frame: Frame, node: Node): boolean {
  if (!node.asks.length) return true
  const variables = seen(run, find(run, frame.in)!)
  return node.asks.some((set) => set.every((input) => input.some((name) => variables[name] !== undefined && variables[name] !== null)))
}

/** What waited for data begins when it is there. */
function beginWaiting(run: Run): void {
  for (const f of [...run.s.f]) {
    const node = run.nodes[f.at]!
    if (f.x !== 5 || find(run, f.id) !== f || !hasData(run, f, node)) continue
    delete f.x
    begin(run, f, node)
  }
}

/** A process begins; -1 when nobody called it. */
export function openProcess(run: Run, process: Node, given: Variables, caller: number, atStarts = true): Frame {
  const root = addFrame(run, process.ix, caller)
  root.v = given
  if (caller < 0) run.fx.push({ kind: 'began', frame: root.id, process: process.id })
  trace(run, 'entered', process.id, root.id)
  if (process.inner.length) arm(run, root, process.inner)
  if (atStarts) for (const it of process.starts) run.queue.push({ op: 'enter', node: it, scope: root.id, edge: -1 })
  run.checks.push(root.id)
  return root
}

function mustNotBeTooDeep(run: Run, frame: Frame): void {
  let depth = 0
  for (let f: Frame | undefined = frame; f && f.in >= 0; f = find(run, f.in)) if (++depth > limits.depth * 2) throw new Refusal('too-many', 'flow-is-too-deep', {}, { most: limits.depth })
}

/** Works out a data association and hands over each value. */
export function bring(run: Run, it: Association, from: Frame, into: (name: string, value: unknown) => void, more?: Variables): void {
  const variables = more || it.also.length ? { ...seen(run, from), ...more } : seen(run, from)
  for (const [other, name] of it.also) {
    if (!Object.hasOwn(variables, other)) variables[other] = variables[name] ?? null
    else if (variables[name] === undefined || variables[name] === null) variables[name] = variables[other]
  }
  if (it.transformation) into(it.to, it.transformation.of(variables, run.now) ?? null)
  for (const assignment of it.assignments) into(assignment.to || it.to, assignment.from.of(variables, run.now) ?? null)
  // What was never filled brings nothing: it does not empty what it leads to.
  if (!it.transformation && !it.assignments.length) for (const name of it.from) if (Object.hasOwn(variables, name) && variables[name] !== undefined && variables[name] !== null) into(it.to, variables[name])
  if (it.state) into(`${it.to} state`, it.state)
}

/** One instance of an activity is done: its data goes out, and the activity with it unless it is done several times. */
export function finish(run: Run, f: Frame): void {
  const node = run.nodes[f.at]!
  const around = find(run, f.in)!
  if (node.k !== K.call || node.called < 0) for (const it of node.outputs) bring(run, it, f, (to, value) => write(run, around, to, value))
  // A message flow may begin at any activity: what it says is sent when the activity is done.
  if (node.sends.length && node.work?.kind !== 'send') {
    throwOne(run, node, anyMessage, f, 'activity')
    if (find(run, f.id) !== f) return
  }
  if (around.l && around.at === f.at) instanceDone(run, around, f)
  else activityDone(run, f)
}

/** The activity as a whole is done. */
export function activityDone(run: Run, f: Frame): void {
  const node = run.nodes[f.at]!
  const scope = find(run, f.in)!
  const waiter = f.w
  if (waiter === undefined && node.undoable) {
    if (f.l) {
      if (f.c) (scope.c ??= []).push(...f.c)
    } else (scope.c ??= []).push(doneOf(node, f))
  }
  removeFrame(run, f)
  if (waiter !== undefined) {
    trace(run, 'left', node.id, scope.id)
    run.checks.push(scope.id)
    const it = find(run, waiter)
    if (it) undoNext(run, it)
    return
  }
  if (node.undoes) return void run.checks.push(scope.id)
  leave(run, node, scope, node.gives)
  const adHoc = run.nodes[scope.at]!.adHoc
  if (adHoc) adHocStep(run, scope)
}

export function doneOf(node: Node, f: Frame): { at: number; v?: Variables; c?: NonNullable<Frame['c']> } {
  return { at: node.ix, ...(node.k === K.sub && node.undo < 0 && f.v && { v: f.v }), ...(node.undo < 0 && f.c && { c: f.c }) }
}

/** No token is left in a scope. */
function scopeEmpty(run: Run, scope: Frame): void {
  const node = run.nodes[scope.at]!
  if (isRevived(run, scope)) {
    if (scope.q) undoNext(run, scope)
    else undone(run, scope)
    return
  }
  if (scope.l || (node.k !== K.process && node.k !== K.sub)) return
  if (node.k === K.process) return endProcess(run, scope, { state: 'completed' })
  if (node.adHoc && scope.x !== 1 && !adHocMayEnd(run, scope)) return offerAdHoc(run, scope, node)
  if (node.reaction) return endReaction(run, scope)
  finish(run, scope)
}

function endReaction(run: Run, f: Frame): void {
  const node = run.nodes[f.at]!
  const scope = find(run, f.in)!
  if (f.c) (scope.c ??= []).push(...f.c)
  removeFrame(run, f)
  trace(run, 'left', node.id, scope.id)
  run.checks.push(scope.id)
}

export function endProcess(run: Run, root: Frame, outcome: Ending): void {
  const node = run.nodes[root.at]!
  const variables = root.v ?? {}
  trace(run, 'left', node.id, root.id)
  removeFrame(run, root)
  const caller = root.in < 0 ? undefined : find(run, root.in)
  if (!caller) {
    run.fx.push({ kind: 'ended', frame: root.id, process: node.id, outcome, variables })
    return
  }
  const call = run.nodes[caller.at]!
  const around = find(run, caller.in)!
  const back = { ...variables }
  for (const name in call.handsBack) back[call.handsBack[name]!] = variables[name]
  if (call.outputs.length) for (const it of call.outputs) bring(run, it, around, (to, value) => write(run, around, to, value), back)
  else {
    const before = seen(run, caller)
    for (const name of Object.keys(variables)) if (variables[name] !== before[name] && !node.locals.includes(name)) write(run, caller, name, variables[name])
  }
  if (root.c && call.undoable && call.undo < 0) caller.c = [{ at: root.at, v: variables, c: root.c }]
  finish(run, caller)
}

/** A terminate event: its own scope ends at once, and nothing around it. */
export function terminate(run: Run, scope: Frame): void {
  removeInside(run, scope)
  const node = run.nodes[scope.at]!
  if (node.k === K.process) endProcess(run, scope, { state: 'terminated' })
  else if (node.reaction) endReaction(run, scope)
  else finish(run, scope)
}

/** Called off from outside. */
export function callOff(run: Run, root: Frame): void {
  removeInside(run, root)
  trace(run, 'cancelled', run.nodes[root.at]!.id, root.id)
  endProcess(run, root, { state: 'cancelled' })
}

/** Ad-hoc sub-processes: what may be begun, and whether it is enough. */
export function offerAdHoc(run: Run, scope: Frame, node: Node): void {
  if (scope.x === 2) return
  run.fx.push({ kind: 'ad-hoc', frame: scope.id, element: node.id, may: node.starts.map((it) => run.nodes[it]!.id), sequential: node.adHoc!.sequential, idle: !hasInside(run, scope) })
}

function adHocMayEnd(run: Run, scope: Frame): boolean {
  const adHoc = run.nodes[scope.at]!.adHoc!
  return scope.x === 2 || !run.nodes[scope.at]!.starts.length || (adHoc.condition !== undefined && holds(run, adHoc.condition, seen(run, scope)))
}

function adHocStep(run: Run, scope: Frame): void {
  const adHoc = run.nodes[scope.at]!.adHoc!
  if (scope.x !== undefined || !adHoc.condition || !holds(run, adHoc.condition, seen(run, scope))) return
  if (adHoc.cancelsRest) removeInside(run, scope)
  scope.x = 2
  run.checks.push(scope.id)
}

/** An interrupting event sub-process takes over its scope. */
export function interrupt(run: Run, scope: Frame): void {
  removeInside(run, scope)
  scope.x = 1
  const reactions = new Set(run.nodes[scope.at]!.reactions.map((it) => run.nodes[it]!.trigger))
  forget(run, (it) => it[0] === scope.id && reactions.has(it[1]))
}
