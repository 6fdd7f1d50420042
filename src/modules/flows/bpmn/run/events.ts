import { Refusal } from '#platform/refusal'
import { bring, interrupt, leave, openProcess, take, terminate } from './tokens.ts'
import { isMeantFor, keepKeys } from './correlation.ts'
import { raise } from './errors.ts'
import { cancelTransaction, handlerLeft, throwCompensation } from './undo.ts'
import { K, type Ear, type EventDefinition, type Node } from './flow.ts'
import { limits, type Frame, type Held, type Variables } from './state.ts'
import { addFrame, earsOf, find, removeFrame, removeTree, seen, trace, write, type Run } from './run.ts'
import { firstRing, nextRing } from './timer.ts'

/** Starts listening: timers are set, conditions looked at, messages that came before are handed over. */
export function arm(run: Run, frame: Frame, ears: readonly Ear[]): void {
  for (const ear of ears) {
    const def = run.nodes[ear.node]!.events[ear.def]!
    if (ear.kind === 'timer') setTimer(run, frame, ear, def)
    else if (ear.kind === 'conditional') {
      if (def.condition?.of(seen(run, frame), run.now) === true) {
        ;(run.s.k ??= []).push([frame.id, ear.node, ear.def])
        run.queue.push({ op: 'fire', frame: frame.id, ear, set: undefined })
      }
    } else if (ear.kind === 'message' && run.s.m) {
      const at = run.s.m.findIndex((held) => isMeantFor(run, frame, def, held.set) && (held.to !== undefined ? held.to === ear.node || run.nodes[held.to]?.k === K.process && run.nodes[ear.node]!.process === held.to && sameMessage(def, held) : sameMessage(def, held)))
      if (at < 0) continue
      const [held] = run.s.m.splice(at, 1)
      if (!run.s.m.length) delete run.s.m
      keepKeys(run, frame, def.ref, held!.set)
      run.queue.push({ op: 'fire', frame: frame.id, ear, set: held!.set })
    }
  }
}

const sameMessage = (def: EventDefinition, held: Held): boolean => (held.ref !== undefined && (def.ref === held.ref || def.name === held.ref)) || (held.name !== undefined && def.name === held.name)

function timerText(run: Run, frame: Frame, ear: Ear, def: EventDefinition): string | undefined {
  const timer = def.timer
  if (!timer) return undefined
  if (timer.text !== undefined) return timer.text
  const said = timer.expression?.of(seen(run, frame), run.now)
  return said === null || said === undefined ? undefined : String(said)
}

function setTimer(run: Run, frame: Frame, ear: Ear, def: EventDefinition): void {
  const text = timerText(run, frame, ear, def)
  try {
    const ring = text === undefined ? undefined : firstRing(def.timer!, text, run.now, run.due)
    if (text === undefined) throw new RangeError('')
    if (ring) keepTimer(run, frame, ear, ring)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Refusal('invalid', 'flow-time-not-understood', {}, { element: run.nodes[ear.node]!.id, text: text ?? '' })
  }
}

function keepTimer(run: Run, frame: Frame, ear: Ear, ring: { at: number; left: number }): void {
  ;(run.s.t ??= []).push([frame.id, ear.node, ear.def, ring.at, ring.left])
  run.fx.push({ kind: 'timer', timer: `${frame.id}.${ear.node}.${ear.def}`, frame: frame.id, element: run.nodes[ear.node]!.id, due: ring.at })
}

/** A timer rings. One that is gone rings for nobody: the step it watched was done meanwhile. */
export function ringTimer(run: Run, name: string): boolean {
  const [frameId, nodeIx, defIx] = name.split('.').map(Number)
  const at = run.s.t?.findIndex((it) => it[0] === frameId && it[1] === nodeIx && it[2] === defIx) ?? -1
  if (at < 0) return false
  const [, , , due, left] = run.s.t![at]!
  run.s.t!.splice(at, 1)
  if (!run.s.t!.length) delete run.s.t
  const frame = find(run, frameId!)
  if (!frame) return false
  const ear: Ear = { node: nodeIx!, def: defIx!, kind: 'timer' }
  const node = run.nodes[nodeIx!]!
  fire(run, frame, ear, undefined)
  // What does not interrupt may ring again, as long as what it watches goes on.
  if (left !== 0 && !node.interrupts && find(run, frame.id) === frame) {
    const def = node.events[defIx!]!
    const text = timerText(run, frame, ear, def)
    const ring = text === undefined ? undefined : nextRing(def.timer!, text, due, left, run.due)
    if (ring) keepTimer(run, frame, ear, ring)
  }
  return true
}

/** Of an event that needs several things, is this the last one? */
function gathered(run: Run, frame: number, ear: Ear): boolean {
  const node = run.nodes[ear.node]!
  if (!node.every || node.events.length < 2 || node.k === K.eventGateway) return true
  const g = (run.s.g ??= [])
  if (!g.some((it) => it[0] === frame && it[1] === ear.node && it[2] === ear.def)) g.push([frame, ear.node, ear.def])
  const all = node.events.every((_, def) => g.some((it) => it[0] === frame && it[1] === ear.node && it[2] === def))
  if (all) {
    run.s.g = g.filter((it) => it[0] !== frame || it[1] !== ear.node)
    if (!run.s.g.length) delete run.s.g
  }
  return all
}

/** What `frame` was listening for has happened. */
export function fire(run: Run, frame: Frame, ear: Ear, set: Variables | undefined): void {
  const node = run.nodes[ear.node]!
  trace(run, 'caught', node.id, frame.id)
  if (!gathered(run, frame.id, ear)) {
    if (set) passOn(run, node, frame, set)
    return
  }
  if (node.k === K.boundary) {
    const scope = find(run, frame.in)!
    if (node.interrupts) removeTree(run, frame)
    if (node.interrupts && frame.w !== undefined) handlerLeft(run, frame.w)
    passOn(run, node, scope, set)
    leave(run, node, scope)
    return
  }
  if (node.k === K.start) {
    const reaction = run.nodes[node.up]!
    if (node.interrupts) interrupt(run, frame)
    openReaction(run, frame, reaction, set)
    return
  }
  const scope = find(run, frame.in)!
  if (frame.at !== ear.node) {
    // The gateway gives its token to the event that came first.
    const gateway = run.nodes[frame.at]!
    trace(run, 'left', gateway.id, scope.id)
    const edge = gateway.out.find((it) => run.flow.edges[it]!.to === ear.node)
    if (edge !== undefined) trace(run, 'taken', run.flow.edges[edge]!.id, scope.id)
    trace(run, 'entered', node.id, scope.id)
    removeFrame(run, frame)
    passOn(run, node, scope, set)
    leave(run, node, scope)
    return
  }
  if (node.k === K.receive) {
    passOn(run, node, frame, set)
    run.queue.push({ op: 'finish', frame: frame.id })
    return
  }
  removeFrame(run, frame)
  passOn(run, node, scope, set)
  leave(run, node, scope)
}

/** What came with an event goes where its data outputs say, or, without any, to the variables of its names. */
export function passOn(run: Run, node: Node, frame: Frame, set: Variables | undefined): void {
  if (node.k !== K.receive && node.outputs.length) {
    const names = Object.keys(set ?? {})
    const given: Variables = { ...set }
    for (const it of node.outputs) for (const from of it.from) given[from] ??= names.length === 1 ? set![names[0]!] : names.length ? set : null
    for (const it of node.outputs) bring(run, it, frame, (to, value) => write(run, frame, to, value), given)
  } else if (set) {
    if (node.k === K.receive && node.outputs.length) {
      const names = Object.keys(set)
      for (const it of node.outputs) for (const from of it.from) write(run, frame, from, Object.hasOwn(set, from) ? set[from] : names.length === 1 ? set[names[0]!] : set)
    } else for (const name of Object.keys(set)) write(run, frame, name, set[name])
  }
}

/** An event sub-process begins in its scope. */
export function openReaction(run: Run, scope: Frame, reaction: Node, set: Variables | undefined): Frame {
  const frame = addFrame(run, reaction.ix, scope.id)
  trace(run, 'entered', reaction.id, scope.id)
  if (reaction.locals.length) frame.v = Object.fromEntries(reaction.locals.map((name) => [name, null]))
  if (reaction.inner.length) arm(run, frame, reaction.inner)
  const start = run.nodes[reaction.trigger]!
  passOn(run, start, frame, set)
  trace(run, 'entered', start.id, frame.id)
  leave(run, start, frame)
  return frame
}

/** A process begins with something that came. */
export function beginBy(run: Run, ear: Ear, set: Variables | undefined): void {
  const node = run.nodes[ear.node]!
  if (!gathered(run, -1, ear)) return
  const root = openProcess(run, run.nodes[node.process]!, { ...run.begin }, -1, false)
  keepKeys(run, root, node.events[ear.def]!.ref, set)
  trace(run, 'entered', node.id, root.id)
  trace(run, 'caught', node.id, root.id)
  if (node.k === K.receive && node.instantiates) {
    for (const it of node.outputs) for (const from of it.from) if (set && Object.hasOwn(set, from)) write(run, root, from, set[from])
    if (!node.outputs.length) passOn(run, node, root, set)
    leave(run, node, root)
    return
  }
  passOn(run, node, root, set)
  leave(run, node, root)
  for (const edge of node.in) {
    const gateway = run.nodes[run.flow.edges[edge]!.from]!
    // A parallel one has begun with one of its events and waits for the others in the same process.
    if (gateway.instantiates && gateway.k === K.eventGateway && gateway.every) for (const out of gateway.out) if (run.flow.edges[out]!.to !== node.ix) take(run, out, root)
  }
}

/** What a message flow carries that names no message. */
export const anyMessage: EventDefinition = { kind: 'message', ref: undefined, name: undefined, code: undefined, condition: undefined, timer: undefined, activity: -1, waits: true }

const sameThing = (def: EventDefinition, thrown: EventDefinition): boolean => def.kind === thrown.kind && (def.ref === thrown.ref || (def.name !== undefined && def.name === thrown.name))

/** Everybody who listens hears a signal; a signal waits for nobody. */
export function broadcast(run: Run, hears: (def: EventDefinition) => boolean, set: Variables | undefined): number {
  const heard: [frame: number, ear: Ear][] = []
  for (const f of run.s.f) for (const ear of earsOf(run, f)) if (ear.kind === 'signal' && hears(run.nodes[ear.node]!.events[ear.def]!)) heard.push([f.id, ear])
  const begun = run.flow.begins.filter((ear) => ear.kind === 'signal' && hears(run.nodes[ear.node]!.events[ear.def]!))
  let count = 0
  for (const [id, ear] of heard) {
    const frame = find(run, id)
    if (!frame || !earsOf(run, frame).some((it) => it.node === ear.node && it.def === ear.def)) continue
    fire(run, frame, ear, set)
    count++
  }
  for (const ear of begun) beginBy(run, ear, set)
  return count + begun.length
}

type Wanted = { to?: number | undefined; hears: (def: EventDefinition) => boolean; only?: ((f: Frame) => boolean) | undefined }

/** A message goes to one receiver: who waits for it, else a process that begins with it. False when there is nobody. */
export function deliver(run: Run, wanted: Wanted, set: Variables | undefined): boolean {
  const to = wanted.to === undefined ? undefined : run.nodes[wanted.to]
  const fits = (ear: Ear): boolean => ear.kind === 'message' && (to && to.k !== K.process ? ear.node === to.ix : (!to || run.nodes[ear.node]!.process === to.ix) && wanted.hears(run.nodes[ear.node]!.events[ear.def]!))
  for (const f of run.s.f) {
    if (wanted.only && !wanted.only(f)) continue
    const ear = earsOf(run, f).find((it) => fits(it) && isMeantFor(run, f, run.nodes[it.node]!.events[it.def]!, set) && !run.s.g?.some((had) => had[0] === f.id && had[1] === it.node && had[2] === it.def))
    if (!ear) continue
    keepKeys(run, f, run.nodes[ear.node]!.events[ear.def]!.ref, set)
    fire(run, f, ear, set)
    return true
  }
  const ear = run.flow.begins.find(fits)
  if (!ear) return false
  beginBy(run, ear, set)
  return true
}

export function hold(run: Run, held: Held): void {
  const m = (run.s.m ??= [])
  if (m.length >= limits.held) throw new Refusal('too-many', 'flow-has-too-many-messages', {}, { most: limits.held })
  m.push(held)
}

const couldHear = (run: Run, hears: (def: EventDefinition) => boolean): boolean => run.nodes.some((node) => (node.k === K.catch || node.k === K.boundary || node.k === K.start || node.k === K.receive) && node.events.some((def) => def.kind === 'message' && hears(def)))

function sendMessage(run: Run, node: Node, def: EventDefinition, set: Variables): void {
  const hears = (it: EventDefinition): boolean => sameThing(it, def) || (def.ref === undefined && def.name === undefined)
  const outward = (): void => void run.fx.push({ kind: 'message', element: node.id, message: def.ref, name: def.name, set })
  if (node.sends.length) {
    for (const to of node.sends) {
      if (to < 0) outward()
      else if (!deliver(run, { to, hears }, set)) {
        const target = run.nodes[to]!
        if (target.k === K.process || target.events.some((it) => it.kind === 'message')) hold(run, { to, ref: def.ref, name: def.name, ...(Object.keys(set).length && { set }) })
      }
    }
  } else if (def.ref === undefined && def.name === undefined) outward()
  else if (!deliver(run, { hears }, set)) {
    if (couldHear(run, hears)) hold(run, { ref: def.ref, name: def.name, ...(Object.keys(set).length && { set }) })
    else outward()
  }
}

/** One event is thrown by `node` from `frame`, a scope or an activity. True when the thrower's scope goes on. */
export function throwOne(run: Run, node: Node, def: EventDefinition, frame: Frame, from: 'activity' | 'scope'): boolean {
  const set = payload(run, node, frame)
  trace(run, 'thrown', node.id, frame.id)
  switch (def.kind) {
    case 'message':
      keepKeys(run, frame, def.ref, set)
      sendMessage(run, node, def, set)
      return find(run, frame.id) === frame
    case 'signal':
      run.fx.push({ kind: 'signal', element: node.id, signal: def.ref, set })
      // One without a name only tells the boundary of its own activity.
      if (def.ref === undefined && from === 'activity') {
        const ear = earsOf(run, frame).find((it) => it.kind === 'signal')
        if (ear) fire(run, frame, ear, set)
      } else broadcast(run, (it) => sameThing(it, def), set)
      return find(run, frame.id) === frame
    case 'error': case 'escalation':
      return raise(run, frame, from, { kind: def.kind, element: node.id, ref: def.ref, name: def.name, code: def.code, also: [], message: undefined, set: Object.keys(set).length ? set : undefined })
    default:
      return true
  }
}

function payload(run: Run, node: Node, frame: Frame): Variables {
  const set: Variables = {}
  if (node.k === K.throw || node.k === K.end || node.work?.kind === 'send') for (const it of node.inputs) bring(run, it, frame, (to, value) => (set[to] = value))
  return set
}

/** All events of a throwing node, in their order; then the token goes on, or is gone if it is an end. */
export function throwEvents(run: Run, node: Node, scope: Frame): void {
  if (node.work) {
    if (node.work.message && (node.work.message.ref !== undefined || node.sends.length)) throwOne(run, node, node.work.message, scope, 'activity')
    return
  }
  let ends: 'terminate' | 'cancel' | undefined
  const before = scope.x
  for (const def of node.events) {
    if (def.kind === 'terminate' || def.kind === 'cancel') ends = def.kind
    else if (def.kind === 'link') {
      trace(run, 'thrown', node.id, scope.id)
      const to = run.nodes[def.activity]
      if (!to) continue
      trace(run, 'caught', to.id, scope.id)
      run.queue.push({ op: 'enter', node: to.ix, scope: scope.id, edge: -1 })
      trace(run, 'left', node.id, scope.id)
      return
    } else if (def.kind === 'compensation') {
      trace(run, 'thrown', node.id, scope.id)
      if (!throwCompensation(run, node, def, scope)) return
    } else if (!throwOne(run, node, def, scope, 'scope')) return
    // What was thrown may have ended the scope, or taken it over.
    if (find(run, scope.id) !== scope || scope.x !== before) return
  }
  if (ends === 'cancel') {
    trace(run, 'thrown', node.id, scope.id)
    return cancelTransaction(run, node, scope)
  }
  if (ends === 'terminate') {
    trace(run, 'left', node.id, scope.id)
    return terminate(run, scope)
  }
  leave(run, node, scope)
}
