import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { KnownProcedure } from '#platform/module'

/** Changes whenever a record is imported, accepted or corrected. */
export async function knownStamp(ctx: Ctx): Promise<string> {
  const { rows: [row] } = await sql<{ stamp: string }>`select concat_ws(' ', count(*), sum(version), max(imported_at)) as stamp from catalogue_records`.execute(ctx.db)
  return row!.stamp
}

/** Every record, as far as somebody who searches needs it. What a record says is public: the national portal publishes it. */
export async function knownProcedures(ctx: Ctx): Promise<KnownProcedure[]> {
  const { rows } = await sql<{ code: string; name: string; field: string; levels: string[]; who: string[]; agency: string | null; imported_at: Date }>`
    select code, name, field, levels, facts->'applicants' as who, facts->'agencies'->>0 as agency, imported_at from catalogue_records order by code limit 20000`.execute(ctx.db)
  // The level nearest to people is where they would go.
  const near = ['commune', 'district', 'province', 'ministry', 'other'] as const
  return rows.map(({ code, name, field, levels, who, agency, imported_at }) => ({ code, name, field, level: near.find((one) => levels.includes(one)) ?? 'other', agency: agency ?? '', who: who ?? [], href: `/catalogue/${code}`, changedAt: imported_at.toISOString() }))
}
