import type { Ctx } from '#platform/ctx'
import { defineStream, type RowWrite, unopened } from '#platform/events'

/** One look at what is kept of one person. */
export type Read = {
  id: string
  /** Account of the person it is about; of a register her personal number; '' where the event did not say. */
  subject: string
  reader: string
  readerName: string
  readerUnit?: string | undefined
  readerPosition?: string | undefined
  kind: 'case' | 'paper' | 'register' | 'request'
  /** What was read: the case, the file, the register. */
  thing: string
  /** Why, as a word of the room that keeps it. */
  purpose: string
  caseId?: string | undefined
  at: Date
}

/** The row of a reading, for the stream of the room in which it happened: all readings lie side by side, each is an event. */
export const readRow = (r: Read): RowWrite => ({
  table: 'reads',
  row: { id: r.id, subject: r.subject, reader: r.reader, reader_name: r.readerName, reader_unit: r.readerUnit ?? null, reader_position: r.readerPosition ?? null, kind: r.kind, thing: r.thing, purpose: r.purpose, case_id: r.caseId ?? null, at: r.at },
})

type ReadEvent = { type: 'evidence.read'; data: { id: string; subject: string; kind: Read['kind']; thing: string; purpose: string; unit?: string; position?: string } }
/** Readings of rooms that have no event of their own for it. One stream a reading: readings never wait for each other. */
export const readStreamOf = defineStream<Read, ReadEvent>({
  prefix: 'read', tables: ['reads'],
  evolve: (_before, { data, actor, actorName, at }) => ({ id: data.id, subject: data.subject, kind: data.kind, thing: data.thing, purpose: data.purpose, reader: actor, readerName: actorName, readerUnit: data.unit, readerPosition: data.position, at: new Date(at) }),
  rows: (read) => [readRow(read)],
})

/** Puts down that an official read what is kept of a person; in the same write as the rest of the work. */
export function noteRead(ctx: Ctx, { subject, kind, thing, purpose }: Pick<Read, 'subject' | 'kind' | 'thing' | 'purpose'>): void {
  if (ctx.actor.kind !== 'official' || ctx.actor.id === subject) return
  const id = ctx.newId()
  const { unit, position } = ctx.actor
  ctx.record(readStreamOf, unopened<Read>(id), [{ type: 'evidence.read', data: { id, subject, kind, thing, purpose, ...(unit && { unit }), ...(position && { position }) } }])
}

export type ReadRow = { id: string; subject: string; reader: string; reader_name: string; reader_unit: string | null; reader_position: string | null; kind: Read['kind']; thing: string; purpose: string; case_id: string | null; at: Date }

/** Who read what is kept of a person, under any of her names (account, personal number) or in her cases; latest first. */
export async function readsAbout(ctx: Pick<Ctx, 'db'>, { subjects, cases, most, before, notBy }: { subjects: readonly string[]; cases: readonly string[]; most: number; before?: Date; notBy?: string }): Promise<ReadRow[]> {
  return await ctx.db.selectFrom('reads').select(['id', 'subject', 'reader', 'reader_name', 'reader_unit', 'reader_position', 'kind', 'thing', 'purpose', 'case_id', 'at'])
    .where((eb) => eb.or([...(subjects.length ? [eb('subject', 'in', subjects)] : []), ...(cases.length ? [eb('case_id', 'in', cases)] : [])]))
    .$if(notBy !== undefined, (q) => q.where('reader', '<>', notBy!))
    .$if(before !== undefined, (q) => q.where('at', '<', before!)).orderBy('at', 'desc').orderBy('id').limit(most).execute() as ReadRow[]
}
