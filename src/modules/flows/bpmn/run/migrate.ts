import { Refusal } from '#platform/refusal'
import { arm } from './events.ts'
import { K, type Flow, type Node } from './flow.ts'
import { copyState, earsOf, openRun } from './run.ts'
import type { Done, Effect, Frame, State, Surroundings } from './state.ts'
import { drain } from './tokens.ts'

/** Elements of the old version and where they go in the new one, by id; of flows too. What is not named goes to the same id. */
export type Mapping = Readonly<Record<string, string>>

export type MoveProblem = {
  /** The element of the old version where something stands. */
  readonly element: string
  readonly why: 'no-such-element' | 'other-kind' | 'other-scope' | 'no-such-way' | 'cannot-be-undone'
  /** Where it would have gone. */
  readonly to: string
}

export type MovePreview = {
  /** Nothing may move while there is one. */
  readonly problems: readonly MoveProblem[]
  /** Where each token and scope goes. */
  readonly moves: readonly { readonly frame: number; readonly from: string; readonly to: string }[]
  /** Timers that fall away, and those that begin to run on the day of the move. */
  readonly timersGone: readonly string[]
  readonly timersNew: readonly string[]
}

/** What a move of this running flow to another version would do. Nothing is changed. */
export function checkMigration(from: Flow, to: Flow, state: State, mapping: Mapping = {}): MovePreview {
  const { problems, frames } = plan(from, to, state, mapping)
  const moves = state.f.map((f) => ({ frame: f.id, from: from.nodes[f.at]!.id, to: to.nodes[frames.get(f.id) ?? -1]?.id ?? '' }))
  const timers = (state.t ?? []).map((it) => [it, timerIn(from, to, frames, it, mapping)] as const)
  const kept = new Set(timers.flatMap(([it, kept]) => (kept ? [`${it[0]}.${kept[0]}.${kept[1]}`] : [])))
  const timersNew: string[] = []
  if (!problems.length) {
    const moved = { ...copyState(state), f: state.f.map((f) => ({ ...f, at: frames.get(f.id)! })) }
    const run = openRun(to, moved, 0, { trace: false })
    for (const f of moved.f) for (const ear of earsOf(run, f)) if (ear.kind === 'timer' && !kept.has(`${f.id}.${ear.node}.${ear.def}`)) timersNew.push(to.nodes[ear.node]!.id)
  }
  return { problems, moves, timersGone: timers.filter(([, kept]) => !kept).map(([it]) => from.nodes[it[1]]!.id), timersNew }
}

/**
 * Moves a running flow to another version. Tokens stay where they are, running timers keep their day, new ones begin at
 * `at`, work that was offered stays offered under the same frame. Throws a Refusal that names each place without a way.
 */
export function migrate(from: Flow, to: Flow, state: State, at: number, mapping: Mapping = {}, around: Surroundings = {}): { state: State; effects: Effect[] } {
  const { problems, frames, edges } = plan(from, to, state, mapping)
  if (problems.length) throw new Refusal('invalid', 'flow-cannot-move', Object.fromEntries(problems.map((it) => [it.element, `flow-move-${it.why}`])), { count: problems.length })
  const moved = copyState(state)
  const nodeIn = (ix: number): number => to.byId.get(goal(from.nodes[ix]!.id, mapping))!
  const doneIn = (it: Done): Done => ({ ...it, at: nodeIn(it.at), ...(it.c && { c: it.c.map(doneIn) }) })
  for (const f of moved.f) {
    f.at = frames.get(f.id)!
    if (f.j) f.j = Object.fromEntries(Object.entries(f.j).map(([key, count]) => [key[0] === 'n' ? `n${nodeIn(Number(key.slice(1)))}` : String(edges.get(Number(key))!), count]))
    if (f.z) f.z = Object.fromEntries(Object.entries(f.z).map(([key, list]) => [nodeIn(Number(key)), list.map((edge) => edges.get(edge)!)]))
    if (f.c) f.c = f.c.map(doneIn)
    if (f.q) f.q = f.q.map(doneIn)
  }
  const effects: Effect[] = []
  const timers = (state.t ?? []).flatMap((it): NonNullable<State['t']> => {
    const kept = timerIn(from, to, frames, it, mapping)
    if (!kept || kept[0] !== it[1] || kept[1] !== it[2]) effects.push({ kind: 'timer-cancel', timer: `${it[0]}.${it[1]}.${it[2]}` })
    if (!kept) return []
    if (kept[0] !== it[1] || kept[1] !== it[2]) effects.push({ kind: 'timer', timer: `${it[0]}.${kept[0]}.${kept[1]}`, frame: it[0], element: to.nodes[kept[0]]!.id, due: it[3] })
    return [[it[0], kept[0], kept[1], it[3], it[4]]]
  })
  const events = (list: State['g']): State['g'] => list?.flatMap((it) => {
    const ix = to.byId.get(goal(from.nodes[it[1]]!.id, mapping))
    return ix !== undefined && to.nodes[ix]!.events[it[2]]?.kind === from.nodes[it[1]]!.events[it[2]]!.kind ? [[it[0], ix, it[2]]] : []
  })
  delete moved.t
  if (timers.length) moved.t = timers
  for (const name of ['g', 'k'] as const) {
    const list = events(moved[name])
    delete moved[name]
    if (list?.length) moved[name] = list
  }
  if (moved.m) moved.m = moved.m.map((it) => (it.to === undefined ? it : { ...it, to: nodeIn(it.to) }))
  // What the new version listens for and the old one did not.
  const run = openRun(to, moved, at, around)
  for (const f of [...moved.f]) {
    const fresh = earsOf(run, f).filter((ear) => (ear.kind === 'timer' ? !moved.t?.some((it) => it[0] === f.id && it[1] === ear.node && it[2] === ear.def) : ear.kind === 'conditional' && !moved.k?.some((it) => it[0] === f.id && it[1] === ear.node && it[2] === ear.def)))
    if (fresh.length) arm(run, f, fresh)
  }
  drain(run)
  return { state: run.s, effects: [...effects, ...run.fx] }
}

const goal = (id: string, mapping: Mapping): string => (Object.hasOwn(mapping, id) ? mapping[id]! : id)

function timerIn(from: Flow, to: Flow, frames: ReadonlyMap<number, number>, [frame, node, def]: NonNullable<State['t']>[number], mapping: Mapping): [node: number, def: number] | undefined {
  const ix = to.byId.get(goal(from.nodes[node]!.id, mapping))
  const at = frames.get(frame)
  if (ix === undefined || at === undefined) return undefined
  const ear = [...to.nodes[at]!.inner, ...to.nodes[at]!.outer].filter((it) => it.node === ix && it.kind === 'timer')
  const same = ear.find((it) => it.def === def) ?? ear[0]
  return same && [same.node, same.def]
}

function plan(from: Flow, to: Flow, state: State, mapping: Mapping): { problems: MoveProblem[]; frames: Map<number, number>; edges: Map<number, number> } {
  const problems: MoveProblem[] = []
  const frames = new Map<number, number>()
  const edges = new Map<number, number>()
  const problem = (node: Node | string, why: MoveProblem['why'], target: string): void => {
    const element = typeof node === 'string' ? node : node.id
    if (!problems.some((it) => it.element === element && it.why === why)) problems.push({ element, why, to: target })
  }
  const nodeOf = (ix: number): Node | undefined => {
    const node = from.nodes[ix]!
    const id = goal(node.id, mapping)
    const found = to.nodes[to.byId.get(id) ?? -1]
    // The one process of a model may be called otherwise.
    if (!found && node.k === K.process && from.processes.length === 1 && to.processes.length === 1) return to.nodes[to.processes[0]!]
    return found
  }
  const byId = new Map(state.f.map((f) => [f.id, f]))
  for (const f of state.f) {
    const node = from.nodes[f.at]!
    const found = nodeOf(f.at)
    const target = goal(node.id, mapping)
    if (!found) {
      problem(node, 'no-such-element', target)
      continue
    }
    frames.set(f.id, found.ix)
    const parent = byId.get(f.in)
    const instance = parent?.l && parent.at === f.at
    if (found.k !== node.k || found.type !== node.type || (f.l || instance ? found.loop?.kind !== node.loop?.kind : found.loop !== undefined) || (f.l && found.loop?.kind === 'each' && node.loop?.kind === 'each' && found.loop.sequential !== node.loop.sequential)) problem(node, 'other-kind', target)
    else if (parent && !instance && from.nodes[f.at]!.k !== K.process && frames.get(parent.id) !== undefined && found.up !== frames.get(parent.id)) problem(node, 'other-scope', target)
    for (const key in f.j) {
      if (key[0] === 'n') {
        if (!nodeOf(Number(key.slice(1)))) problem(from.nodes[Number(key.slice(1))]!, 'no-such-element', '')
      } else moveEdge(Number(key))
    }
    for (const key in f.z) {
      if (!nodeOf(Number(key))) problem(from.nodes[Number(key)]!, 'no-such-element', '')
      for (const edge of f.z[key]!) moveEdge(edge)
    }
    moveDone(f.c, f)
    moveDone(f.q, f)
  }
  for (const it of state.m ?? []) if (it.to !== undefined && !nodeOf(it.to)) problem(from.nodes[it.to]!, 'no-such-element', '')

  function moveEdge(ix: number): void {
    if (edges.has(ix)) return
    const edge = from.edges[ix]!
    const gateway = nodeOf(edge.to)
    const source = nodeOf(edge.from)
    const id = goal(edge.id, mapping)
    const found = gateway?.in.find((it) => to.edges[it]!.id === id) ?? gateway?.in.find((it) => source && to.edges[it]!.from === source.ix)
    if (!gateway || gateway.k !== from.nodes[edge.to]!.k || found === undefined) problem(edge.id, 'no-such-way', id)
    else edges.set(ix, found)
  }
  function moveDone(list: readonly Done[] | undefined, f: Frame): void {
    for (const it of list ?? []) {
      const found = nodeOf(it.at)
      if (!found || !found.undoable) problem(from.nodes[it.at]!, 'cannot-be-undone', goal(from.nodes[it.at]!.id, mapping))
      moveDone(it.c, f)
    }
  }
  return { problems, frames, edges }
}
