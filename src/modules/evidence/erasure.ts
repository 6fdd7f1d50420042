import { sql } from 'kysely'
import { system } from '#platform/actor'
import { type Ctx, openCtx } from '#platform/ctx'
import { defineStream, openStream, readStream, type RowWrite, unopened } from '#platform/events'
import type { House } from '#platform/house'
import type { Round, TimedJob } from '#platform/module'

type Order = { id: string; rule: string; reason: string; streams: string[] }
export type ErasureEvent = { type: 'evidence.erasure-ordered'; data: Order } | { type: 'evidence.erasure-done'; data: { id: string; events: number } }
type Erasure = Order & { by: string; byName: string; at: Date; doneAt?: Date }

/** An order to erase, and that it was carried out. It is an event like any other: nobody deletes without saying so. */
export const erasureStream = defineStream<Erasure, ErasureEvent>({
  prefix: 'erasure', tables: ['erasures'],
  evolve(before, event) {
    switch (event.type) {
      case 'evidence.erasure-ordered': return { ...event.data, by: event.actor, byName: event.actorName, at: new Date(event.at) }
      case 'evidence.erasure-done': return { ...before!, doneAt: before!.doneAt ?? new Date(event.at) }
    }
  },
  rows: (one) => [{ table: 'erasures', row: { id: one.id, rule: one.rule, reason: one.reason, streams: one.streams.length, ordered_by: one.by, ordered_by_name: one.byName, ordered_at: one.at, done_at: one.doneAt ?? null } }],
})

/** Puts down the order; the worker carries it out. Answers its id. */
export function orderErasure(ctx: Ctx, { rule, reason, streams }: { rule: string; reason: string; streams: readonly string[] }): string {
  const id = ctx.newId()
  ctx.record(erasureStream, unopened<Erasure>(id), [{ type: 'evidence.erasure-ordered', data: { id, rule, reason, streams: [...streams] } }])
  ctx.later({ name: carryOut.name, dueAt: ctx.now, data: { id } })
  return id
}

/**
 * Takes away the rows that pages read, those of other rooms that hang on them, and last the payloads in the log. Stopped
 * half way it begins again and finds less to do.
 */
export const carryOut: TimedJob = {
  name: 'evidence.carry-out-erasure',
  async run(ctx, { id }: { id: string }) {
    const opened = await openStream(ctx, erasureStream, id)
    let events = 0
    for (const stream of opened.state.streams) events += await eraseStream(ctx.house, stream)
    ctx.record(erasureStream, opened, [{ type: 'evidence.erasure-done', data: { id, events } }])
  },
}

async function eraseStream(house: House, name: string): Promise<number> {
  const own = openCtx(house, system)
  const events = await readStream(own.db, name)
  if (!events.length) return 0
  const stream = house.streams.filter((one) => name.startsWith(`${one.prefix}-`)).sort((a, b) => b.prefix.length - a.prefix.length)[0]
  const state = stream && events.reduce<any>((before, event) => stream.evolve(before, event as any), undefined)
  const keys: Record<string, readonly string[]> = Object.assign({}, ...house.modules.map((m) => m.tables ?? {}))
  own.write(...(stream ? stream.rows(state) : []).flatMap((write): RowWrite[] => ('row' in write ? [{ table: write.table, remove: Object.fromEntries(keys[write.table]!.map((key) => [key, write.row[key]])) }] : [])))
  for (const module of house.modules) own.write(...((await module.forgets?.(own, name)) ?? []))
  if (own.pending.rows.length) await house.writer.write(own.pending)
  const { rows: [done] } = await sql<{ n: number }>`select erase_payloads(${name}) as n`.execute(house.db)
  return done!.n
}

/** A backup of before brings back what was erased since: the orders are in it as well, or are given again, and are carried out again. */
export const eraseAgain: Round = {
  name: 'evidence.erase-again', everySeconds: 3600,
  async run(ctx) {
    // The orders first, which are few: asked of every event instead, the question grows with the square of the log.
    const { rows } = await sql<{ id: string }>`
      with ordered as materialized (
        select x.id, o.data->'streams' as streams from erasures x join events o on o.stream = 'erasure-' || x.id and o.version = 1 where x.done_at is not null
      )
      select id from ordered where exists (select from jsonb_array_elements_text(streams) as s(stream) join events e on e.stream = s.stream where e.salt is not null) limit 100`.execute(ctx.db)
    for (const { id } of rows) ctx.later({ name: carryOut.name, dueAt: ctx.now, data: { id }, unique: `erase-again ${id} ${ctx.now.toISOString().slice(0, 13)}` })
  },
}
