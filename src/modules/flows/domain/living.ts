import type { Act } from '#platform/actor'
import { Refusal } from '#platform/refusal'
import { clockDue, type Due, type Effect, emptyState, type Happening, type State, step, type Variables } from '../bpmn/index.ts'
import type { FlowDefinition, StepWord, UnitRule, Within } from './definition.ts'

/**
 * One task that waits for somebody: who may do it where, by when, and what else the model allows. It carries what the
 * rules ask, so that whoever decides about a thing needs the thing alone and not the drawing it once went by.
 */
export type Waiting = {
  /** The number of the waiting token. */
  frame: number
  node: string
  step: StepWord
  acts: readonly Act[]
  unit: string
  since: string
  dueAt?: string
  skip?: readonly Act[]
  backTo?: readonly string[]
  takeOver?: readonly Act[]
  /** It was said that its time is over. */
  late?: true
}
/** A timer of the model that is set. */
export type Ring = { timer: string; node: string; due: string }

/** What somebody, or the clock, did to a flow, by the names in the drawing: enough to go the same way again, also in another version. */
export type Did =
  | { do: 'begin'; set: Variables }
  | { do: 'done'; node: string; unit?: string; set?: Variables; skipped?: true }
  | { do: 'ring'; node: string }

/**
 * What became of the flow: recorded within the event that moved it. `at` is what the interpreter goes on from; it stands in the
 * event, and not only what was done, so that no later interpreter reads an old case otherwise.
 */
export type Mark = {
  /** Which definition, when it begins or is moved to another. */
  of?: { key: string; version: number }
  did: Did[]
  at: State
  waits: Waiting[]
  rings?: Ring[]
  /** Elements and lines that were passed. */
  went: string[]
  /** The end that was reached. */
  over?: string
  /** Escalations that the model leaves to whoever runs it. */
  escalated?: string[]
}

/** A running flow, folded from marks. */
export type Running = { key: string; version: number; did: readonly Did[]; at: State; waits: readonly Waiting[]; rings: readonly Ring[]; went: readonly string[]; skipped: readonly string[]; over?: string }

/** Folds one mark. A mark with `of` begins anew: all that came before it is in its own `did`. */
export function follow(before: Running | undefined, mark: Mark): Running {
  const from = mark.of || !before ? undefined : before
  const { key, version } = mark.of ?? before!
  return {
    key, version, at: mark.at, waits: mark.waits, rings: mark.rings ?? [], did: [...(from?.did ?? []), ...mark.did],
    went: from ? [...new Set([...from.went, ...mark.went])] : mark.went,
    skipped: [...(from?.skipped ?? []), ...mark.did.flatMap((did) => (did.do === 'done' && did.skipped ? [did.node] : []))],
    ...(mark.over ? { over: mark.over } : {}),
  }
}

/** What a flow needs of the world, handed in: the hour, which unit a rule means, and how time is counted there. */
export type Around = {
  now: Date
  unitOf(rule: Exclude<UnitRule, 'agency'>): string
  dueAt(within: Within, unit: string): Date
  timer: Due
}

/** How a text of the model is counted by the clock on the wall. */
export const clockTimer: Due = clockDue

/** Begins a flow with what its expressions may ask for. */
export const begin = (definition: FlowDefinition, set: Variables, around: Around): Mark =>
  ({ of: { key: definition.key, version: definition.version }, ...moved(definition, undefined, { kind: 'start', at: around.now.getTime(), set }, { do: 'begin', set }, around) })

/** A waiting task is done, with what it decided. */
export function done(definition: FlowDefinition, running: Running, waiting: Waiting, set: Variables, around: Around, how: { skipped?: true } = {}): Mark {
  const several = running.waits.filter((it) => it.node === waiting.node).length > 1 || running.did.some((it) => it.do === 'done' && it.node === waiting.node && it.unit !== undefined)
  return moved(definition, running, { kind: 'done', at: around.now.getTime(), frame: waiting.frame, set }, { do: 'done', node: waiting.node, ...(several ? { unit: waiting.unit } : {}), ...(Object.keys(set).length ? { set } : {}), ...how }, around)
}

/** A timer of the model rang. */
export const rang = (definition: FlowDefinition, running: Running, ring: Ring, around: Around): Mark =>
  moved(definition, running, { kind: 'timer', at: around.now.getTime(), timer: ring.timer }, { do: 'ring', node: ring.node }, around)

/** The same tasks with their time counted anew from now: the clock of the case had stood still, or was promised anew. */
export function countedAnew(definition: FlowDefinition, running: Running, around: Around): Mark {
  const waits = running.waits.map(({ late, dueAt, ...it }): Waiting => {
    const within = definition.tasks.get(it.node)?.within
    return { ...it, ...(within ? { dueAt: around.dueAt(within, it.unit).toISOString() } : {}) }
  })
  return { did: [], at: running.at, waits, ...(running.rings.length ? { rings: [...running.rings] } : {}), went: [] }
}

function moved(definition: FlowDefinition, before: Running | undefined, happening: Happening, did: Did, around: Around): Mark {
  const { state, effects } = step(definition.flow, before?.at ?? emptyState(), happening, { due: around.timer })
  const failed = effects.find((it): it is Effect & { kind: 'ended' } => it.kind === 'ended' && it.outcome.state === 'failed')
  if (failed) throw new Refusal('conflict', 'flow-went-wrong', {}, { element: failed.outcome.state === 'failed' ? failed.outcome.error.element : failed.process })
  const gone = new Set(effects.flatMap((it) => (it.kind === 'withdraw' ? [it.frame] : [])))
  if (happening.kind === 'done') gone.add(happening.frame)
  const waits = [...(before?.waits ?? []).filter((it) => !gone.has(it.frame)), ...effects.flatMap((it) => (it.kind === 'work' && !gone.has(it.frame) ? [waitingFor(definition, state, it, around)] : []))]
  const stopped = new Set(effects.flatMap((it) => (it.kind === 'timer-cancel' ? [it.timer] : [])))
  if (happening.kind === 'timer') stopped.add(happening.timer)
  const rings = [...(before?.rings ?? []).filter((it) => !stopped.has(it.timer)), ...effects.flatMap((it) => (it.kind === 'timer' ? [{ timer: it.timer, node: it.element, due: new Date(it.due).toISOString() }] : []))]
  const went = [...new Set(effects.flatMap((it) => (it.kind === 'trace' && (it.what === 'left' || it.what === 'taken' || it.what === 'caught') ? [it.element] : [])))]
  const over = effects.some((it) => it.kind === 'ended') ? effects.findLast((it): it is Effect & { kind: 'trace' } => it.kind === 'trace' && definition.model.byId.get(it.element)?.type === 'EndEvent')?.element : undefined
  const escalated = effects.flatMap((it) => (it.kind === 'escalated' ? [it.element] : []))
  return { did: [did], at: state, waits, ...(rings.length ? { rings } : {}), went: over && !went.includes(over) ? [...went, over] : went, ...(over ? { over } : {}), ...(escalated.length ? { escalated } : {}) }
}

function waitingFor(definition: FlowDefinition, state: State, { frame, element }: Effect & { kind: 'work' }, around: Around): Waiting {
  const rule = definition.tasks.get(element)
  if (!rule) throw new Refusal('conflict', 'flow-went-wrong', {}, { element })
  const asked = state.f.find((it) => it.id === frame)?.v?.['agency']
  const unit = rule.unit === 'agency' ? String(asked ?? around.unitOf('competent')) : around.unitOf(rule.unit)
  return {
    frame, node: element, step: rule.step, acts: rule.acts, unit, since: around.now.toISOString(),
    ...(rule.within ? { dueAt: around.dueAt(rule.within, unit).toISOString() } : {}),
    ...(rule.skip.length ? { skip: rule.skip } : {}), ...(rule.backTo.length ? { backTo: rule.backTo } : {}), ...(rule.takeOver.length ? { takeOver: rule.takeOver } : {}),
  }
}

/** What comes of moving a running flow to another version: where it then waits, which new steps before that are passed over, or at which element it cannot go on. */
export type Move = { mark: Mark; passed: string[] } | { stuckAt: string }

/**
 * Goes the way that was gone, in another version. A step that this version has before one that is done already counts as
 * left out, and is named; a step that was done and that this version does not have cannot be told, so the move is refused.
 */
export function moveTo(definition: FlowDefinition, running: Running, around: Around): Move {
  const passed: string[] = []
  let now: Running | undefined
  const did: Did[] = []
  const went: string[] = []
  const take = (mark: Mark): void => { did.push(...mark.did); went.push(...mark.went); now = follow(now, now ? { ...mark } : mark) }
  for (const one of running.did) {
    if (one.do === 'begin') { take(begin(definition, one.set, around)); continue }
    if (one.do === 'ring') {
      const ring = now!.rings.find((it) => it.node === one.node)
      if (!ring) return { stuckAt: one.node }
      take(rang(definition, now!, ring, around))
      continue
    }
    if (!definition.tasks.has(one.node)) return { stuckAt: one.node }
    const fits = (): Waiting | undefined => now!.waits.find((it) => it.node === one.node && (one.unit === undefined || it.unit === one.unit))
    // As many steps may lie in between as the version has tasks; more would be a circle.
    for (let i = 0; !fits() && i < definition.tasks.size; i++) {
      const first = now!.waits[0]
      if (!first) return { stuckAt: one.node }
      passed.push(first.node)
      take(done(definition, now!, first, {}, around, { skipped: true }))
    }
    const waiting = fits()
    if (!waiting) return { stuckAt: one.node }
    take(done(definition, now!, waiting, one.set ?? {}, around, one.skipped ? { skipped: true } : {}))
  }
  if (!now) return { stuckAt: definition.key }
  // Who has waited longer than today goes on waiting since then.
  const waits = now.waits.map((it) => { const same = running.waits.find((old) => old.node === it.node && old.unit === it.unit); return same ? { ...it, since: same.since } : it })
  return { mark: { of: { key: definition.key, version: definition.version }, did, at: now.at, waits, ...(now.rings.length ? { rings: [...now.rings] } : {}), went: [...new Set(went)], ...(now.over ? { over: now.over } : {}) }, passed }
}
