import type { Ctx } from '#platform/ctx'
import type { ProcedureFacts } from '../domain/facts.ts'
import type { ImportLine, RecordStatus } from '../record-store.ts'

/** The words that stand under each code, by their hash. */
export async function knownHashes(ctx: Pick<Ctx, 'db'>, codes: readonly string[]): Promise<Map<string, string>> {
  if (!codes.length) return new Map()
  const rows = await ctx.db.selectFrom('catalogue_records').select(['code', 'hash']).where('code', 'in', [...new Set(codes)]).execute()
  return new Map(rows.map(({ code, hash }) => [code as string, hash as string]))
}

export interface RecordRow { code: string; name: string; field: string; source: string | null; levels: string[]; status: RecordStatus; unread: number; edited: number; waiting: boolean; importedAt: Date }
export interface RecordFilter { q?: string; source?: string; field?: string; level?: string; status?: string }

const filtered = (ctx: Pick<Ctx, 'db'>, { q, source, field, level, status }: RecordFilter) => {
  let query = ctx.db.selectFrom('catalogue_records')
  if (q) query = query.where((eb) => eb.or([eb('code', 'like', `${q.replace(/[%_\\]/g, '\\$&')}%`), eb('name', 'ilike', `%${q.replace(/[%_\\]/g, '\\$&')}%`)]))
  if (source) query = query.where('source', '=', source)
  if (field) query = query.where('field', '=', field)
  if (level) query = query.where('levels', '@>', [level] as any)
  if (status) query = query.where('status', '=', status)
  return query
}

export async function records(ctx: Pick<Ctx, 'db'>, filter: RecordFilter, from = 0, most = 50): Promise<RecordRow[]> {
  const rows = await filtered(ctx, filter).select(['code', 'name', 'field', 'source', 'levels', 'status', 'unread', 'edited', 'waiting', 'imported_at as importedAt']).orderBy('code').offset(from).limit(most).execute()
  return rows as RecordRow[]
}

export interface RecordTotals { all: number; byStatus: Record<string, number>; unread: number; edited: number }

export async function recordTotals(ctx: Pick<Ctx, 'db'>, filter: RecordFilter): Promise<RecordTotals> {
  const rows = await filtered(ctx, filter).select(({ fn }) => ['status', fn.countAll<string>().as('n'), fn.sum<string>('unread').as('unread'), fn.sum<string>('edited').as('edited')]).groupBy('status').execute()
  const sum = (key: 'n' | 'unread' | 'edited') => rows.reduce((total, row) => total + Number(row[key]), 0)
  return { all: sum('n'), byStatus: Object.fromEntries(rows.map((row) => [row.status as string, Number(row.n)])), unread: sum('unread'), edited: sum('edited') }
}

/** The ministries and fields there are, for filters. */
export async function recordChoices(ctx: Pick<Ctx, 'db'>): Promise<{ sources: string[]; fields: string[] }> {
  const [sources, fields] = await Promise.all((['source', 'field'] as const).map((column) => ctx.db.selectFrom('catalogue_records').select(column).distinct().where(column, 'is not', null).orderBy(column).limit(500).execute()))
  return { sources: sources!.map((row: any) => row.source), fields: fields!.map((row: any) => row.field) }
}

export interface ImportRow { id: string; file: string; format: string; at: Date; by: string; counts: Record<string, number> }

export async function imports(ctx: Pick<Ctx, 'db'>, most = 10): Promise<ImportRow[]> {
  return await ctx.db.selectFrom('catalogue_imports').select(['id', 'file', 'format', 'at', 'by', 'counts']).orderBy('at', 'desc').limit(most).execute() as ImportRow[]
}

export async function findImport(ctx: Pick<Ctx, 'db'>, id: string): Promise<(ImportRow & { lines: ImportLine[] }) | undefined> {
  return await ctx.db.selectFrom('catalogue_imports').select(['id', 'file', 'format', 'at', 'by', 'counts', 'lines']).where('id', '=', id).executeTakeFirst() as (ImportRow & { lines: ImportLine[] }) | undefined
}

/** What was read of every procedure, for the reports over the whole catalogue. A few kilobytes each; whoever asks oversees the province. */
export async function everyProceduresFacts(ctx: Pick<Ctx, 'db'>): Promise<(ProcedureFacts & { source: string | null })[]> {
  const rows = await ctx.db.selectFrom('catalogue_records').select(['facts', 'source']).orderBy('code').limit(20_000).execute()
  return rows.map((row) => ({ ...(row.facts as ProcedureFacts), source: row.source as string | null }))
}
