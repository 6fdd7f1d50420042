import { sql } from 'kysely'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { together } from '#platform/together'
import { type Names, type Validity, validityOn } from '../domain/document.ts'

export type HeldDocument = {
  id: string; resultCode: string; documentType: string; title: Names; subject: string | null; number: string
  issuedOn: string; issuedBy: { unit: string; name: string }; signedBy: string | null; validTo: string | null
  validity: Validity; reason: string | null
  caseId: string | null; file: string; checkCode: string; data: Record<string, unknown>
  /** How often it was used in a later case instead of being brought again. */
  uses: number
}

const columns = ['id', 'result_code', 'document_type', 'title_vi', 'title_en', 'subject', 'number', 'issued_on', 'issued_unit', 'issued_by', 'signed_by', 'valid_to', 'state', 'reason', 'case_id', 'file', 'check_code', 'data'] as const

/** Everything in a person's store, newest first, also what is no longer valid. The caller answers for whose store it is. */
export async function everyDocumentOf(ctx: Ctx, owner: string): Promise<HeldDocument[]> {
  const rows = await ctx.db.selectFrom('stored_documents as d').select(columns)
    .select(sql<number>`(select count(*)::int from paper_uses u where u.kind = 'document' and u.id = d.id)`.as('uses'))
    .where('owner', '=', owner).orderBy('stored_at', 'desc').orderBy('id').limit(200).execute()
  return rows.map((row) => held(row, day(ctx.now)))
}

/** The actor's own store. */
export const myDocuments = (ctx: Ctx): Promise<HeldDocument[]> => everyDocumentOf(ctx, ctx.actor.id)

/** What counts today: what a person holds need not be asked for (Decree 224/2026 art. 15). Newest first, one of each kind not assumed. */
export async function documentsHeldBy(ctx: Ctx, owner: string): Promise<HeldDocument[]> {
  return (await everyDocumentOf(ctx, owner)).filter((d) => d.validity === 'valid')
}

/** Which of these kinds of result a person holds today, by id: what the filing of a case asks, without reading what the papers say. */
export async function heldResults(ctx: Ctx, owner: string, resultCodes: readonly string[]): Promise<{ id: string; resultCode: string }[]> {
  if (!resultCodes.length) return []
  const rows = await resultsOf(ctx.db, { owner, resultCodes })
  return rows.filter((row) => validityOn(day(ctx.now), { state: row.state, validTo: row.valid_to }) === 'valid').map((row) => ({ id: row.id, resultCode: row.result_code }))
}

type ResultRow = { id: string; result_code: string; state: Parameters<typeof validityOn>[1]['state']; valid_to: string | null }
const resultsOf = together<{ owner: string; resultCodes: readonly string[] }, ResultRow[]>(async (db, asked) => {
  const pairs = asked.flatMap(({ owner, resultCodes }, i) => resultCodes.map((code) => ({ i, owner, code })))
  const { rows } = await sql<ResultRow & { i: number }>`
    select k.i, d.* from unnest(${pairs.map((p) => p.i)}::int[], ${pairs.map((p) => p.owner)}::text[], ${pairs.map((p) => p.code)}::text[]) as k(i, owner, code)
    cross join lateral (select id, result_code, state, valid_to, stored_at from stored_documents where owner = k.owner and result_code = k.code order by stored_at, id limit 200) d
    order by d.stored_at, d.id`.execute(db)
  const found = Map.groupBy(rows, (row) => row.i)
  return asked.map((_, i) => found.get(i) ?? [])
})

/** The newest valid result of one kind, or undefined. */
export const findHeldResult = async (ctx: Ctx, owner: string, resultCode: string): Promise<HeldDocument | undefined> =>
  (await documentsHeldBy(ctx, owner)).find((d) => d.resultCode === resultCode)

export type ReadingRow = { file: string; document: string | null; reader_name: string; reader_unit: string | null; why: string; read_at: Date }

/** Who else opened the actor's papers, newest first. */
export const myReadings = (ctx: Ctx): Promise<ReadingRow[]> =>
  ctx.db.selectFrom('document_readings').select(['file', 'document', 'reader_name', 'reader_unit', 'why', 'read_at'])
    .where('owner', '=', ctx.actor.id).orderBy('read_at', 'desc').orderBy('id').limit(50).execute() as Promise<ReadingRow[]>

function held(row: any, today: string): HeldDocument {
  return {
    id: row.id, resultCode: row.result_code, documentType: row.document_type, title: { vi: row.title_vi, en: row.title_en }, subject: row.subject, number: row.number,
    issuedOn: row.issued_on, issuedBy: { unit: row.issued_unit, name: row.issued_by }, signedBy: row.signed_by, validTo: row.valid_to,
    validity: validityOn(today, { state: row.state, validTo: row.valid_to }), reason: row.reason,
    caseId: row.case_id, file: row.file, checkCode: row.check_code, data: row.data, uses: row.uses,
  }
}
