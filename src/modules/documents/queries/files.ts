import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'

export type FileRow = { id: string; hash: string; size: number; type: string; label: string; pages: number | null; owner: string | null; uploaded_by: string; uploaded_at: Date }
const columns = ['id', 'hash', 'size', 'type', 'label', 'pages', 'owner', 'uploaded_by', 'uploaded_at'] as const

/** Uploads of the actor's own, by their ids; what is not hers is simply not among them. */
export async function takeUploads(ctx: Ctx, ids: readonly string[]): Promise<Map<string, FileRow>> {
  if (!ids.length) return new Map()
  const rows = (await ctx.db.selectFrom('stored_files').select(columns).where('id', 'in', [...ids]).where('uploaded_by', '=', ctx.actor.id).limit(200).execute()) as FileRow[]
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * A file, for whoever may open it by itself: who brought it, whose paper it is, and an official of the unit that issued it.
 * Papers of a case are opened through the case, which knows who works on it (`anyFile` below).
 * To others it is as if it were not there.
 */
export async function getFile(ctx: Ctx, id: string): Promise<FileRow & { document?: string }> {
  const file = (await ctx.db.selectFrom('stored_files').select(columns).where('id', '=', id).executeTakeFirst()) as FileRow | undefined
  const document = file && ((await ctx.db.selectFrom('stored_documents').select(['id', 'issued_unit']).where('file', '=', id).where('owner', '=', file.owner ?? '').executeTakeFirst()) as { id: string; issued_unit: string } | undefined)
  // What an official took in at the counter is no paper of his own when he comes as a citizen.
  const mine = file && (ctx.actor.kind === 'system' || file.owner === ctx.actor.id || (file.uploaded_by === ctx.actor.id && ctx.actor.kind === 'official'))
  // A power for named procedures opens a result through its case, which knows its procedure.
  const issuedHere = document && ctx.actor.powers.some((power) => power.unit === document.issued_unit && !power.procedures && power.act !== 'admin' && power.act !== 'oversee')
  if (!file || (!mine && !issuedHere)) throw new Refusal('not-found', 'no-such-file')
  return { ...file, ...(document ? { document: document.id } : {}) }
}

/** Any file at all: for rooms that have asked themselves whether the actor may see it. */
export async function anyFile(ctx: Pick<Ctx, 'db'>, id: string): Promise<FileRow> {
  const file = (await ctx.db.selectFrom('stored_files').select(columns).where('id', '=', id).executeTakeFirst()) as FileRow | undefined
  if (!file) throw new Refusal('not-found', 'no-such-file')
  return file
}
