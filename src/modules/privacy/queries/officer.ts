import { sql } from 'kysely'
import { noteRead } from '#evidence'
import { addDays, provinceOf } from '#organisations'
import { findPower } from '#platform/actor'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { openStream } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { type Activity, privacyLaw, type RetentionRule } from '../definitions.ts'
import type { RequestState } from '../domain/request.ts'
import { requestStream } from '../store.ts'
import { type Due, dueForErasure } from './due-for-erasure.ts'

/** What a person asked, for whoever answers it; that he looked is put down. */
export async function requestForOfficer(ctx: Ctx, id: string): Promise<RequestState> {
  const { state } = await openStream(ctx, requestStream, id, 'no-such-request')
  if (!findPower(ctx.actor, 'protect', state.unit)) throw new Refusal('not-found', 'no-such-request')
  noteRead(ctx, { subject: state.person, kind: 'request', thing: id, purpose: 'request' })
  return state
}

export type BreachRow = {
  id: string; title: string; what: string; categories: string; people: number; cause: string; harm: string; unit: string; detected_at: Date; tell_by: Date
  told_authority_at: Date | null; authority_number: string | null; told_people_at: Date | null; told_people_how: string | null; measures: string | null; closed_at: Date | null; noted_by_name: string
}
const whatBreachesSay = ['id', 'title', 'what', 'categories', 'people', 'cause', 'harm', 'unit', 'detected_at', 'tell_by', 'told_authority_at', 'authority_number', 'told_people_at', 'told_people_how', 'measures', 'closed_at', 'noted_by_name'] as const
const unitsOf = (ctx: Ctx): string[] => ctx.actor.powers.filter((power) => power.act === 'protect').map((power) => power.unit)

/** The breaches of the actor's units: those whose hours run first, then those that are told and not closed, then the rest. */
export async function breaches(ctx: Ctx): Promise<BreachRow[]> {
  const units = unitsOf(ctx)
  if (!units.length) return []
  return await ctx.db.selectFrom('privacy_breaches').select(whatBreachesSay).where('unit', 'in', units)
    .orderBy(sql`closed_at is not null`).orderBy(sql`told_authority_at is not null`).orderBy('tell_by').orderBy('id').limit(200).execute() as BreachRow[]
}

export async function openBreachRow(ctx: Ctx, id: string): Promise<BreachRow> {
  const units = unitsOf(ctx)
  const row = units.length ? await ctx.db.selectFrom('privacy_breaches').select(whatBreachesSay).where('id', '=', id).where('unit', 'in', units).executeTakeFirst() : undefined
  if (!row) throw new Refusal('not-found', 'no-such-breach')
  return row as BreachRow
}

export type ImpactRow = { filedOn: string; nextOn: string; words: string; byName: string }
export type ActivityShown = Activity & { dueOn: string; late: boolean; impact?: ImpactRow; columns: { table: string; rows: number; columns: string[] }[] }
export type Undescribed = { table: string; columns: string[] }

/** The register of processing: as it is described, beside what the database truly keeps. */
export async function processingRegister(ctx: Ctx): Promise<{ activities: ActivityShown[]; undescribed: Undescribed[] }> {
  const { activities, impact, nobody } = ctx.take(privacyLaw).processing
  const [{ rows: columns }, filed] = await Promise.all([
    sql<{ table: string; rows: number; columns: string[] }>`select c.relname as table, greatest(c.reltuples, 0)::bigint as rows, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' group by c.relname, c.reltuples order by c.relname`.execute(ctx.db),
    ctx.db.selectFrom('privacy_impacts').select(['activity', 'filed_on', 'next_on', 'words', 'by_name']).execute(),
  ])
  const today = day(ctx.now)
  const described = new Set([...activities.flatMap((one) => one.tables), ...nobody])
  return {
    activities: activities.map((one) => {
      const row = filed.find(({ activity }) => activity === one.key)
      const dueOn = row ? row['next_on'] : addDays(one.since, impact.within.amount)
      return {
        ...one, dueOn, late: dueOn < today, columns: one.tables.flatMap((table) => columns.filter((known) => known.table === table)),
        ...(row ? { impact: { filedOn: row['filed_on'], nextOn: row['next_on'], words: row['words'], byName: row['by_name'] } } : {}),
      }
    }),
    undescribed: columns.filter(({ table }) => !described.has(table)).map(({ table, columns }) => ({ table, columns })),
  }
}

export type RuleShown = RetentionRule & { due?: Due }
export type ErasureRow = { id: string; rule: string; reason: string; streams: number; ordered_by_name: string; ordered_at: Date; done_at: Date | null }

/** Every rule of retention with what would be erased today, and what was. A dry run changes nothing. */
export async function retention(ctx: Ctx): Promise<{ rules: RuleShown[]; done: ErasureRow[] }> {
  if (!findPower(ctx.actor, 'protect', provinceOf(ctx))) throw new Refusal('forbidden', 'not-your-role')
  const { rules } = ctx.take(privacyLaw).retention
  const [shown, done] = await Promise.all([
    Promise.all(rules.map(async (rule): Promise<RuleShown> => (rule.then === 'keep' ? rule : { ...rule, due: await dueForErasure(ctx, rule, { most: 500 }) }))),
    ctx.db.selectFrom('erasures').select(['id', 'rule', 'reason', 'streams', 'ordered_by_name', 'ordered_at', 'done_at']).orderBy('ordered_at', 'desc').limit(50).execute(),
  ])
  return { rules: shown, done: done as ErasureRow[] }
}
