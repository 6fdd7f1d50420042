import type { FlowDefinition, UnitRule, Within } from './definition.ts'
import { type Around, begin, done, follow, rang, type Running, type Waiting } from './living.ts'

/** One thing that is tried: a task is done with what it decides, or the clock jumps to a timer. */
export type Tried = { do: 'done'; node: string; unit?: string; set?: Record<string, unknown> } | { do: 'ring'; node: string }
export type TriedStep = { what: 'begin' | 'done' | 'ring'; node?: string; unit?: string; at: Date; went: readonly string[]; set?: Record<string, unknown> }
export type TriedFlow = { running: Running; now: Date; steps: TriedStep[]; /** What was tried and could not be done there. */ stuck?: Tried }

/** How time passes while one tries: a task takes an hour of work, and counting is done as it would be. */
export type TryingClock = { start: Date; afterAnHour(at: Date): Date; dueAt(at: Date, within: Within): Date; timer(at: Date): Around['timer'] }

/** Runs a flow on made-up deeds, from the beginning each time: the same deeds come to the same. Nothing is recorded. */
export function tried(definition: FlowDefinition, deeds: readonly Tried[], set: Record<string, unknown>, clock: TryingClock): TriedFlow {
  let now = clock.start
  const around = (): Around => ({ now, unitOf: (rule: Exclude<UnitRule, 'agency'>) => (typeof rule === 'string' ? rule : rule.department), dueAt: (within) => clock.dueAt(now, within), timer: clock.timer(now) })
  const first = begin(definition, { outcome: null, backTo: null, agencies: [], channel: 'online', ...Object.fromEntries(definition.reads.map((name) => [name, null])), ...set }, around())
  let running = follow(undefined, first)
  const steps: TriedStep[] = [{ what: 'begin', at: now, went: first.went }]
  for (const deed of deeds) {
    if (deed.do === 'ring') {
      const ring = running.rings.find((it) => it.node === deed.node)
      if (!ring) return { running, now, steps, stuck: deed }
      now = new Date(Math.max(now.getTime(), Date.parse(ring.due)))
      const mark = rang(definition, running, ring, around())
      running = follow(running, mark)
      steps.push({ what: 'ring', node: deed.node, at: now, went: mark.went })
      continue
    }
    const waiting = running.waits.find((it: Waiting) => it.node === deed.node && (deed.unit === undefined || it.unit === deed.unit))
    if (!waiting) return { running, now, steps, stuck: deed }
    now = clock.afterAnHour(now)
    const mark = done(definition, running, waiting, deed.set ?? {}, around())
    running = follow(running, mark)
    steps.push({ what: 'done', node: deed.node, unit: waiting.unit, at: now, went: mark.went, ...(deed.set ? { set: deed.set } : {}) })
  }
  return { running, now, steps }
}
