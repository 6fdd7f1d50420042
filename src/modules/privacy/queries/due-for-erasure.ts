import { sql } from 'kysely'
import { addDays } from '#organisations'
import { day, instant } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { RetentionRule } from '../definitions.ts'

export type Due = { count: number; streams: string[]; oldest?: Date }

/**
 * What a rule says is over today: how many things, and the streams that go with them, oldest first. A dry run: nothing is
 * changed. With a case go the files that no other case uses.
 */
export async function dueForErasure(ctx: Pick<Ctx, 'db' | 'now'>, rule: RetentionRule, { most }: { most: number }): Promise<Due> {
  const before = instant(addDays(day(ctx.now), -rule.after.amount))
  const things = await thingsDue(ctx, rule, before)
  const some = things.slice(0, most)
  const files = rule.of === 'case' && some.length
    ? (await sql<{ id: string }>`select distinct u.id from paper_uses u where u.kind = 'file' and u.case_id = any(${some.map((one) => one.id)}::text[])
        and not exists (select from paper_uses o where o.kind = 'file' and o.id = u.id and o.case_id <> all(${some.map((one) => one.id)}::text[])) order by u.id`.execute(ctx.db)).rows
    : []
  return { count: things.length, streams: [...some.map((one) => `${rule.of}-${one.id}`), ...files.map((file) => `file-${file.id}`)], ...(things[0] ? { oldest: things[0].at } : {}) }
}

const mostCounted = 10_000

async function thingsDue(ctx: Pick<Ctx, 'db'>, rule: RetentionRule, before: Date): Promise<{ id: string; at: Date }[]> {
  switch (rule.of) {
    case 'case':
      return await ctx.db.selectFrom('case_rows').select(['id', 'touched_at as at']).where('state', 'in', rule.states).where('touched_at', '<', before).orderBy('touched_at').orderBy('id').limit(mostCounted).execute() as { id: string; at: Date }[]
    case 'file':
      return (await sql<{ id: string; at: Date }>`select f.id, f.uploaded_at as at from stored_files f where f.uploaded_at < ${before}
        and not exists (select from paper_uses u where u.kind = 'file' and u.id = f.id) and not exists (select from stored_documents d where d.file = f.id) order by f.uploaded_at, f.id limit ${mostCounted}`.execute(ctx.db)).rows
    case 'privacy-request':
      return await ctx.db.selectFrom('privacy_requests').select(['id', 'ended_at as at']).where('state', 'in', rule.states).where('ended_at', '<', before).orderBy('ended_at').orderBy('id').limit(mostCounted).execute() as { id: string; at: Date }[]
  }
}
