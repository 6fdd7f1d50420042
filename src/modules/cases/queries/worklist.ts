import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import type { Actor } from '#platform/actor'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { fold } from '#platform/words'
import { holdsFor, leftFrom, unitRegister } from '#organisations'
import { sightOf } from '../domain/narrowing.ts'
import type { CaseState } from '../domain/steps.ts'

export type WorklistRow = {
  id: string; code: string; procedure: string; procedure_version: number; applicant_name: string; channel: number
  receiving_unit: string; competent_unit: string; state: CaseState; national_code: number
  handler: string | null; handler_name: string | null; filed_at: Date; due_at: Date | null; due_on: string | null; first_due_on: string | null
  paused_at: Date | null; accepted_at: Date | null; overdue_level: number; extended: boolean; fee_due: number
  /** Who has it left the unit: it waits for somebody as if nobody had it. */
  handler_left: boolean
}

export const worklistViews = ['all', 'new', 'unassigned', 'late', 'today', 'paused', 'mine', 'to-decide', 'to-seal', 'to-return', 'for-others'] as const
/** What is over is found too, but is nobody's work: not counted, and asked only when somebody looks for it. */
export const closedView = 'closed' as const
export type WorklistView = (typeof worklistViews)[number]
export type WorklistAsked = { view?: WorklistView | typeof closedView; q?: string; procedure?: string; unit?: string; handler?: string; sort?: 'due' | 'code' | 'filed' | 'handler'; down?: boolean; after?: string; page?: number; most?: number }
export type WorklistAnswer = { rows: WorklistRow[]; counts: Record<WorklistView, number>; page: number; more: boolean; matching: number }

type Eb = ExpressionBuilder<any, any>

/** The open cases of the official's units and powers, most urgent first; counted for every view in the same question. */
export async function worklist(ctx: Ctx, asked: WorklistAsked): Promise<WorklistAnswer> {
  const most = Math.min(asked.most ?? 50, 200)
  const page = Math.max(1, asked.page ?? 1)
  const view = asked.view ?? 'all'
  const left = await leftFrom(ctx, [...new Set(ctx.actor.powers.filter((p) => p.act === 'process' || p.act === 'decide' || p.act === 'lead').map((p) => p.unit))], day(ctx.now))
  const conditions = viewConditions(ctx, left)
  const closed = view === closedView
  const matching = (eb: Eb): Expression<SqlBool> => eb.and([...(closed ? [] : [conditions[view]]), ...filters(eb, asked, left)])
  const mine = ctx.db.selectFrom('case_rows').where((eb) => mayWork(eb, ctx.actor))
  // A refusal that is decided and not sealed is over for the applicant's clock, and still somebody's work.
  const seals = ctx.actor.powers.some((power) => power.act === 'seal')
  const base = mine.where((eb) => (seals ? eb.or([eb('open', '=', true), eb('to_seal', '=', true)]) : eb('open', '=', true)))

  const [rows, counted] = await Promise.all([
    (closed ? mine.where('open', '=', false) : base).select(['id', 'code', 'procedure', 'procedure_version', 'applicant_name', 'channel', 'receiving_unit', 'competent_unit', 'state', 'national_code', 'handler', 'handler_name', 'filed_at', 'due_at', 'due_on', 'first_due_on', 'paused_at', 'accepted_at', 'overdue_level', 'extended', 'fee_due'])
      .where(matching)
      .orderBy(closed ? 'touched_at' : order[asked.sort ?? 'due'], (o) => closed ? o.desc() : (asked.down ? o.desc().nullsLast() : o.asc().nullsLast()))
      .orderBy('id')
      .limit(most + 1).offset((page - 1) * most)
      .execute() as Promise<Omit<WorklistRow, 'handler_left'>[]>,
    base.select((eb) => [
      ...worklistViews.map((v) => eb.fn.countAll<number>().filterWhere(conditions[v]).as(v)),
      eb.fn.countAll<number>().filterWhere(matching(eb)).as('matching'),
    ]).executeTakeFirstOrThrow() as Promise<Record<WorklistView | 'matching', number>>,
  ])
  const { matching: found, ...counts } = counted
  // How many are over is not worth counting through years of them.
  return { rows: rows.slice(0, most).map((row) => ({ ...row, handler_left: row.handler !== null && left.includes(row.handler) })), counts, page, more: rows.length > most, matching: closed ? (page - 1) * most + Math.min(rows.length, most) : found }
}

const reach = { unit: 'competent_unit', procedure: 'procedure', filedOn: 'filed_on', amount: 'matter_amount', kind: 'matter_kind' }
const order = { due: 'due_at', code: 'code', filed: 'filed_at', handler: 'handler_name' } as const

function viewConditions(ctx: Ctx, left: readonly string[]): Record<WorklistView, Expression<SqlBool>> {
  const today = day(ctx.now)
  const running = sql<SqlBool>`state in ('accepted', 'in-process', 'for-decision')`
  const desks = ctx.actor.powers.filter((p) => p.act === 'receive').map((p) => p.unit)
  const register = ctx.take(unitRegister)
  const served = desks.flatMap((desk) => [desk, ...register.bodiesUnder(desk, today).map((body) => body.code)])
  return {
    all: sql<SqlBool>`true`,
    new: sql<SqlBool>`state = 'submitted' and receiving_unit = any(${desks})`,
    unassigned: sql<SqlBool>`(handler is null or handler = any(${left})) and state not in ('submitted', 'finished')`,
    late: sql<SqlBool>`${running} and due_at < ${ctx.now}`,
    today: sql<SqlBool>`${running} and due_on = ${today} and due_at >= ${ctx.now}`,
    paused: sql<SqlBool>`state in ('papers-asked', 'fee-asked')`,
    mine: sql<SqlBool>`handler = ${ctx.actor.id} and state <> 'finished'`,
    'to-decide': sql<SqlBool>`state = 'for-decision' and ${holdsFor(ctx.actor, ['decide', 'sign'], reach)}`,
    'to-seal': sql<SqlBool>`to_seal and ${holdsFor(ctx.actor, 'seal', reach)}`,
    'to-return': sql<SqlBool>`state = 'finished' and receiving_unit = any(${desks})`,
    'for-others': sql<SqlBool>`receiving_unit = any(${desks}) and competent_unit <> all(${served})`,
  }
}

function filters(eb: Eb, asked: WorklistAsked, left: readonly string[]): Expression<SqlBool>[] {
  const words = asked.q ? fold(asked.q).split(' ').filter(Boolean).slice(0, 8) : []
  return [
    ...words.map((word) => eb('search', 'like', `%${word.replace(/[\\%_]/g, '\\$&')}%`)),
    ...(asked.procedure ? [eb('procedure', '=', asked.procedure)] : []),
    ...(asked.unit ? [eb.or([eb('receiving_unit', '=', asked.unit), eb('competent_unit', '=', asked.unit)])] : []),
    ...(asked.handler === 'none' ? [eb.or([eb('handler', 'is', null), ...(left.length ? [eb('handler', 'in', left)] : [])])] : asked.handler ? [eb('handler', '=', asked.handler)] : []),
  ]
}

/**
 * The actor's own work, as a condition on rows: deny by default. One `or` of plain equalities, so that each arm uses the
 * partial index of its side.
 */
export function mayWork(eb: Eb, actor: Actor): Expression<SqlBool> {
  const arms = sightOf(actor).flatMap(({ side, unit, procedures }) => {
    const units = side === 'either' ? (['receiving_unit', 'competent_unit'] as const) : ([side === 'receiving' ? 'receiving_unit' : 'competent_unit'] as const)
    const own = units.map((column) => (procedures ? eb.and([eb(column, '=', unit), eb('procedure', 'in', [...procedures, ''])]) : eb(column, '=', unit)))
    // A unit that was asked about a case has it on its list while it is asked.
    return side === 'receiving' ? own : [...own, sql<SqlBool>`(asked_units <> '{}' and asked_units @> array[${unit}]::text[]${procedures ? sql` and procedure = any(${procedures})` : sql``})`]
  })
  if (actor.powers.some((power) => power.act === 'seal')) arms.push(sql<SqlBool>`(to_seal and ${holdsFor(actor, 'seal', reach)})`)
  return arms.length ? eb.or(arms) : sql<SqlBool>`false`
}
