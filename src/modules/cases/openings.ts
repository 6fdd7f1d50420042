import { readRow } from '#evidence'
import type { Ctx } from '#platform/ctx'
import { openCtx } from '#platform/ctx'
import { defineStream, unopened } from '#platform/events'

type Opening = { id: string; caseId: string; unit?: string; position?: string; applicant?: string }
type OpeningEvent = { type: 'cases.opened'; data: Opening }
type OpeningState = Opening & { reader: string; readerName: string; at: Date }

/** Who looked into which case, and when. One stream an opening: two officials who look at once do not stand in each other's way. */
export const openingStream = defineStream<OpeningState, OpeningEvent>({
  prefix: 'opening',
  tables: ['case_openings', 'reads'],
  evolve: (_before, event) => ({ ...event.data, reader: event.actor, readerName: event.actorName, at: new Date(event.at) }),
  rows: ({ id, caseId, unit, position, applicant, reader, readerName, at }) => [
    { table: 'case_openings', row: { id, case_id: caseId, reader, reader_name: readerName, reader_unit: unit ?? null, opened_at: at } },
    readRow({ id, subject: applicant ?? '', reader, readerName, readerUnit: unit, readerPosition: position, kind: 'case', thing: caseId, purpose: 'case', caseId, at }),
  ],
})

/** Going back and forth between a case and the worklist is one reading. */
const anHour = 3600_000

/**
 * Law 91/2025/QH15: an official who opens a person's case leaves a trace, which the person can see. Written at once and not
 * with the rest of the work at hand: the case was shown, also when what followed was refused.
 */
export async function noteOpening(ctx: Ctx, { id: caseId, applicant }: { id: string; applicant: { id: string } }): Promise<void> {
  if (ctx.actor.kind !== 'official') return
  const lately = await ctx.db.selectFrom('case_openings').select('id').where('case_id', '=', caseId).where('reader', '=', ctx.actor.id)
    .where('opened_at', '>', new Date(ctx.now.getTime() - anHour)).where('opened_at', '<=', ctx.now).limit(1).executeTakeFirst()
  if (lately) return
  const own = openCtx(ctx.house, ctx.actor)
  const id = ctx.newId()
  own.record(openingStream, unopened<OpeningState>(id), [{ type: 'cases.opened', data: { id, caseId, applicant: applicant.id, ...(ctx.actor.unit ? { unit: ctx.actor.unit } : {}), ...(ctx.actor.position ? { position: ctx.actor.position } : {}) } }])
  await ctx.house.writer.write(own.pending)
}

export type OpeningRow = { reader_name: string; reader_unit: string | null; opened_at: Date }

/** Who opened a case, latest first, at most 50. Whoever asks has asked whether the actor may see the case. */
export const openingsOf = (ctx: Pick<Ctx, 'db'>, caseId: string): Promise<OpeningRow[]> =>
  ctx.db.selectFrom('case_openings').select(['reader_name', 'reader_unit', 'opened_at']).where('case_id', '=', caseId).orderBy('opened_at', 'desc').orderBy('id').limit(50).execute() as Promise<OpeningRow[]>
