import { Refusal } from '#platform/refusal'
import { K, type Ear, type Flow, type Node } from './flow.ts'
import { limits, type Effect, type Frame, type State, type Surroundings, type TraceKind, type Variables } from './state.ts'
import { clockDue, type Due } from './timer.ts'

/** What is still to be done for the happening at hand; first come, first served, so that branches take turns. */
export type Op =
  | { op: 'enter'; node: number; scope: number; edge: number }
  | { op: 'finish'; frame: number }
  | { op: 'next'; frame: number }
  | { op: 'fire'; frame: number; ear: Ear; set: Variables | undefined }

/** One happening being worked out on a state of its own. */
export type Run = {
  readonly flow: Flow
  readonly nodes: readonly Node[]
  readonly s: State
  readonly fx: Effect[]
  readonly now: number
  readonly due: Due
  readonly traces: boolean
  /** What processes that begin by themselves know at first. */
  readonly begin: Variables | undefined
  queue: Op[]
  /** The next of the queue. */
  head: number
  /** Scopes that may have come to their end. */
  checks: number[]
  dirty: boolean
  steps: number
}

export const openRun = (flow: Flow, s: State, now: number, around: Surroundings & { begin?: Variables }): Run => ({
  flow, nodes: flow.nodes, s, fx: [], now, due: around.due ?? clockDue, traces: around.trace !== false, begin: around.begin, queue: [], head: 0, checks: [], dirty: false, steps: 0,
})

/** A state that can be changed without the first one noticing. Values of variables are shared: nothing here changes them in place. */
export function copyState(s: State): State {
  const copy: State = { n: s.n, f: s.f.map(copyFrame) }
  if (s.t) copy.t = s.t.map((it) => [...it])
  if (s.m) copy.m = [...s.m]
  if (s.g) copy.g = [...s.g]
  if (s.k) copy.k = [...s.k]
  return copy
}

function copyFrame(f: Frame): Frame {
  const copy = { ...f }
  if (f.v) copy.v = { ...f.v }
  if (f.j) copy.j = { ...f.j }
  if (f.l) copy.l = [...f.l]
  if (f.r) copy.r = [...f.r]
  if (f.c) copy.c = [...f.c]
  if (f.q) copy.q = [...f.q]
  if (f.z) copy.z = { ...f.z }
  return copy
}

export function trace(run: Run, what: TraceKind, element: string, frame: number): void {
  if (run.traces) run.fx.push({ kind: 'trace', what, element, frame })
}

/** Frames stand in the order of their numbers. */
export function indexOf(run: Run, id: number): number {
  const f = run.s.f
  let low = 0
  let high = f.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const it = f[middle]!.id
    if (it === id) return middle
    if (it < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}
export const find = (run: Run, id: number): Frame | undefined => run.s.f[indexOf(run, id)]

export function addFrame(run: Run, at: number, into: number): Frame {
  if (run.s.f.length >= limits.frames) throw new Refusal('too-many', 'flow-has-too-many-tokens', {}, { most: limits.frames })
  const frame: Frame = { id: run.s.n++, at, in: into }
  run.s.f.push(frame)
  return frame
}

export const isRoot = (run: Run, f: Frame): boolean => run.nodes[f.at]!.k === K.process

/** The frame of the activity as a whole: the loop around one of its instances. */
export function outerOf(run: Run, f: Frame): Frame {
  const parent = f.in < 0 ? undefined : find(run, f.in)
  return parent?.l && parent.at === f.at ? parent : f
}

/** A sub-process that has been brought back only to be undone. */
export const isRevived = (run: Run, f: Frame): boolean => f.w !== undefined && run.nodes[f.at]!.k <= K.call && !run.nodes[f.at]!.undoes

/** What a frame listens to just now. */
export function earsOf(run: Run, f: Frame): readonly Ear[] {
  const node = run.nodes[f.at]!
  const inner = node.inner.length && !f.l && f.x === undefined && !isRevived(run, f) ? node.inner : none
  const outer = node.outer.length && !isRevived(run, f) && f.x !== 3 && outerOf(run, f) === f ? node.outer : none
  return inner.length && outer.length ? [...inner, ...outer] : inner.length ? inner : outer
}
const none: readonly Ear[] = []

/** Everything visible from here: the process's variables, and over them what lives nearer. */
export function seen(run: Run, from: Frame): Variables {
  let chain: Frame[] | undefined
  let f = from
  while (!isRoot(run, f)) {
    if (f.v) (chain ??= []).push(f)
    const parent = find(run, f.in)
    if (!parent) break
    f = parent
  }
  const root = f.v ?? nothing
  if (!chain) return root
  const all: Variables = { ...root }
  for (let i = chain.length - 1; i >= 0; i--) Object.assign(all, chain[i]!.v)
  return all
}
const nothing: Variables = Object.freeze({})

/** Writes where the name lives, else in the process. `a.b` writes a part of a value, and a new value it is. */
export function write(run: Run, from: Frame, path: string, value: unknown): void {
  const dot = path.indexOf('.')
  const name = dot < 0 ? path : path.slice(0, dot)
  if (name === '' || name === '__proto__') return
  let f = from
  while (!isRoot(run, f) && !(f.v && Object.hasOwn(f.v, name))) {
    const parent = find(run, f.in)
    if (!parent) break
    f = parent
  }
  const v = (f.v ??= {})
  v[name] = dot < 0 ? value : within(v[name], path.slice(dot + 1).split('.'), value)
  run.dirty = true
}

function within(old: unknown, path: string[], value: unknown): unknown {
  const [name, ...rest] = path
  const base = typeof old === 'object' && old !== null && !Array.isArray(old) ? old : {}
  if (name === undefined || name === '__proto__') return value
  return { ...base, [name]: rest.length ? within((base as Variables)[name], rest, value) : value }
}

/** Takes a frame away, with its timers and what it had gathered. What is inside it must be gone already. */
export function removeFrame(run: Run, f: Frame): void {
  const at = indexOf(run, f.id)
  if (at >= 0) run.s.f.splice(at, 1)
  forget(run, (it) => it[0] === f.id)
}

/** Drops timers and half-gathered events of frames and nodes. */
export function forget(run: Run, which: (it: readonly [frame: number, node: number, ...rest: number[]]) => boolean): void {
  const s = run.s
  if (s.t) {
    const keep: typeof s.t = []
    for (const it of s.t) {
      if (which(it)) run.fx.push({ kind: 'timer-cancel', timer: `${it[0]}.${it[1]}.${it[2]}` })
      else keep.push(it)
    }
    if (keep.length === 0) delete s.t
    else if (keep.length !== s.t.length) s.t = keep
  }
  for (const list of ['g', 'k'] as const) {
    const old = s[list]
    if (!old) continue
    const keep = old.filter((it) => !which(it))
    if (keep.length) s[list] = keep
    else delete s[list]
  }
}

/** Takes away a frame and all inside it; whoever works on it is told. */
export function removeTree(run: Run, f: Frame): void {
  removeInside(run, f)
  const node = run.nodes[f.at]!
  if ((node.k === K.work || (node.k === K.call && node.called < 0)) && !f.l && f.x !== 5) run.fx.push({ kind: 'withdraw', frame: f.id, element: node.id })
  trace(run, 'cancelled', node.id, f.id)
  removeFrame(run, f)
}

/** Takes away everything inside a scope, tokens and what was about to happen there. */
export function removeInside(run: Run, scope: Frame): void {
  for (let i = run.s.f.length - 1; i >= 0; i--) {
    const f = run.s.f[i]
    if (f && f.in === scope.id) {
      removeTree(run, f)
      i = Math.min(i, run.s.f.length)
    }
  }
  delete scope.j
  delete scope.z
  if (run.queue.length > run.head) run.queue = run.queue.slice(run.head).filter((it) => it.op !== 'enter' || it.scope !== scope.id)
  else run.queue = []
  run.head = 0
}

export function hasInside(run: Run, scope: Frame): boolean {
  if (scope.j) return true
  for (let i = run.s.f.length - 1; i >= 0; i--) {
    const f = run.s.f[i]!
    if (f.in === scope.id) return true
    if (f.id <= scope.id) break
  }
  return run.queue.some((it, i) => i >= run.head && it.op === 'enter' && it.scope === scope.id)
}

export function countToken(scope: Frame, key: string, by: number): number {
  const j = (scope.j ??= {})
  const now = (j[key] ?? 0) + by
  if (now > 0) j[key] = now
  else {
    delete j[key]
    for (const _ in j) return now
    delete scope.j
  }
  return now
}
