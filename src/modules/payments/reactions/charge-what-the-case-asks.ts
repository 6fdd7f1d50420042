import type { Ctx } from '#platform/ctx'
import { readStream, type StoredEvent, unopened } from '#platform/events'
import type { Reaction } from '#platform/module'
import { chargeId, chargeStream, record } from '../charge-store.ts'
import { chargeFor, filedBy, linesAskedBy } from '../domain/asked.ts'
import { type ChargeEvent, collectCash, evolve } from '../domain/charge.ts'
import { newReference } from '../domain/reference.ts'

/** One charge for one event of the case, named by both: heard twice, it is made once. */
async function charge(ctx: Ctx, event: StoredEvent): Promise<void> {
  const filed = filedBy(event.version === 1 ? [event] : await readStream(ctx.db, event.stream))
  if (!filed) throw new Error(`${event.stream} does not begin with a filing`)
  const lines = linesAskedBy(event, filed)
  if (!lines.length) return
  const id = chargeId(filed.id, event.version)
  if (await ctx.db.selectFrom('events').select('version').where('stream', '=', `${chargeStream.prefix}-${id}`).limit(1).executeTakeFirst()) return
  const charged: ChargeEvent = { type: 'payments.charged', data: chargeFor(filed, event.version, lines, id, newReference()) }
  const cash = event.type === 'cases.registered' && filed.cash
    ? collectCash(evolve(undefined, { ...charged, at: ctx.now, actor: ctx.actor.id, actorName: ctx.actor.name }), { id: `cash:${id}`, at: new Date(event.at).toISOString(), by: event.actorName })
    : []
  record(ctx, unopened(id), [charged, ...cash])
}

export const chargeWhatTheCaseAsks: Reaction = {
  name: 'payments.charge-what-the-case-asks',
  on: { 'cases.submitted': charge, 'cases.registered': charge, 'cases.fee-asked': charge, 'cases.approved': charge },
}
