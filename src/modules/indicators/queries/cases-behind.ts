import { CompiledQuery } from 'kysely'
import { calendarOf, type Day, workingDaysBetween } from '#organisations'
import { catalogue } from '#procedures'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { compileCases, type MeasureCompiler } from '../domain/compile-measure.ts'
import type { CaseMeasure, Indicator, Part, ProcedureMeasure, Words } from '../domain/indicator.ts'
import { spanOf } from '../domain/period.ts'
import { momentOf } from '../measuring/snapshots.ts'
import { procedureSetsShelf, unitTreeShelf } from '../shelves.ts'
import { proceduresOf } from './catalogue-share.ts'
import { measuredBy } from './figures.ts'
import type { Sight } from './sight.ts'

export type CaseBehind = {
  id: string; code: string; procedure: Words; unit: { code: string; name: Words }; channel: number; nationalCode: number
  filedOn: Day; dueOn: Day | null; closedOn: Day | null; onTime: boolean | null; rating: number | null; days: number | null
  /** Past its appointed hour on the day of the wall, and not ended. */
  late: boolean
  /** Working days over the appointed day: until it ended, or until the day of the wall. Zero when it is hours only. */
  lateBy: number
  /** Working days that were left on the day of the wall. */
  left: number
}
export type ProcedureBehind = { code: string; names: Words; level: 'commune' | 'province'; why?: Words; basis?: string }
export type CasesBehind = { of: 'cases'; part: Part; total: number; page: number; more: boolean; rows: CaseBehind[] } | { of: 'procedures'; part: Part; total: number; page: 1; more: false; rows: ProcedureBehind[] }

export const casesPerPage = 50

/** The names of the parts that can be opened, in the order they are offered; a sum of days has only its cases. */
export function partsOf(indicator: Indicator): { part: Part; names: Words }[] {
  const { measure } = indicator
  if (measure.of === 'score') return []
  const { denominator, numerator, missing } = measure
  return [
    ...(measure.of === 'cases' && measure.numerator.total ? [] : [{ part: 'missing', names: missing?.names ?? denominator.names }, { part: 'numerator', names: numerator.names }]),
    { part: 'denominator', names: denominator.names },
    ...(measure.of === 'cases' ? (measure.also ?? []).map(({ key, names }) => ({ part: key, names })) : []),
  ]
}

/** What stands behind a figure: the cases (or procedures) that were counted, and how many there are in all. Refuses with invalid `no-such-part`. */
export async function casesBehind(ctx: Ctx, sight: Sight, indicator: Indicator, { part: asked, page = 1, most = casesPerPage }: { part?: Part | undefined; page?: number; most?: number }): Promise<CasesBehind> {
  const over = measuredBy(ctx, indicator, sight.asOf)
  const parts = partsOf(over)
  const part = asked ?? over.list?.first ?? parts[0]!.part
  if (!parts.some((one) => one.part === part)) throw new Refusal('invalid', 'no-such-part')
  if (over.measure.of === 'procedures') {
    const rows = proceduresOf(ctx, over.measure as ProcedureMeasure, part, sight.unit.code, sight.asOf).map((one): ProcedureBehind =>
      ({ code: one.code, names: one.names, level: one.level, ...(one.fullProcess === true ? {} : { why: one.fullProcess.partial.names, basis: one.fullProcess.partial.basis }) }))
    return { of: 'procedures', part, total: rows.length, page: 1, more: false, rows }
  }

  const measure = over.measure as CaseMeasure
  const order = part === 'missing' || part === over.list?.first ? (over.list?.order ?? 'newest') : part === 'numerator' || part === 'denominator' ? 'newest' : 'due'
  const list = select(ctx, sight, measure, part)
  const [counted, found] = await Promise.all([
    ctx.db.executeQuery<{ n: number }>(CompiledQuery.raw(`select count(*) as n from ${list.from} where ${list.where}`, list.sql.values)),
    (() => {
      const { sql, from, where } = select(ctx, sight, measure, part)
      const limit = `limit ${sql.value(most + 1, 'int')} offset ${sql.value((Math.max(1, page) - 1) * most, 'int')}`
      return ctx.db.executeQuery<any>(CompiledQuery.raw(
        `select c.id, c.code, c.procedure, c.procedure_version, c.competent_unit, c.channel, c.national_code, c.filed_on, c.due_at, c.due_on, c.closed_on, c.on_time, c.rating,
           (greatest(0, extract(epoch from c.finished_at - c.received_at) - c.waited_seconds) / 86400)::float8 as days, greatest(1, width_bucket(c.filed_on, ${sql.value(ctx.take(unitTreeShelf).readings, 'date[]')})) as reading
         from ${from} where ${where} order by ${orders[order]}, c.id ${limit}`, sql.values))
    })(),
  ])
  return { of: 'cases', part, total: counted.rows[0]!.n, page: Math.max(1, page), more: found.rows.length > most, rows: found.rows.slice(0, most).map((row) => asCase(ctx, row, sight.asOf)) }
}

export type PlaceCount = { unit: string; name: Words; cases: number }

/** The place with most cases of the list `part` of an indicator of cases, counted as the list itself; undefined when it is empty. */
export async function mostBehind(ctx: Ctx, sight: Sight, indicator: Indicator, part: Part): Promise<PlaceCount | undefined> {
  const tree = ctx.take(unitTreeShelf)
  const { sql, from, where } = select(ctx, sight, measuredBy(ctx, indicator, sight.asOf).measure as CaseMeasure, part)
  const { rows } = await ctx.db.executeQuery<{ unit: string; reading: number; n: number }>(CompiledQuery.raw(
    `select c.competent_unit as unit, greatest(1, width_bucket(c.filed_on, ${sql.value(tree.readings, 'date[]')})) as reading, count(*)::int as n from ${from} where ${where} group by 1, 2`, sql.values))
  // A unit that was merged counts where its work is now.
  const places = new Map<string, PlaceCount>()
  for (const { unit, reading, n } of rows) {
    const now = tree.resolve(unit, tree.readings[reading - 1]!, tree.treeDay(sight.asOf))
    const code = now?.code ?? unit
    places.set(code, { unit: code, name: now?.full ?? { vi: unit, en: unit }, cases: (places.get(code)?.cases ?? 0) + n })
  }
  return [...places.values()].sort((a, b) => b.cases - a.cases || a.unit.localeCompare(b.unit))[0]
}

const orders = { newest: 'c.filed_at desc', due: 'c.due_at asc nulls last', rating: 'c.rating asc, c.rated_on desc', slowest: 'c.finished_at - c.received_at - make_interval(secs => c.waited_seconds) desc nulls last' } as const

function select(ctx: Ctx, { unit, asOf, period }: Sight, measure: CaseMeasure, part: Part): { sql: MeasureCompiler; from: string; where: string } {
  const tree = ctx.take(unitTreeShelf)
  const sets = ctx.take(procedureSetsShelf)
  const list = compileCases(measure, part, { ...spanOf(period, asOf), at: momentOf(ctx, asOf) }, (set) => sets[set])
  const names = tree.namesUnder(unit.code, asOf)
  if (!names) return list
  const [units, numbers, readings] = [list.sql.value(names.map((n) => n.unit), 'text[]'), list.sql.value(names.map((n) => n.reading), 'int[]'), list.sql.value(tree.readings, 'date[]')]
  return { ...list, where: `(${list.where}) and c.competent_unit = any(${units}) and (c.competent_unit, greatest(1, width_bucket(c.filed_on, ${readings}))) in (select * from unnest(${units}, ${numbers}))` }
}

function asCase(ctx: Ctx, row: any, asOf: Day): CaseBehind {
  const tree = ctx.take(unitTreeShelf)
  const procedure = ctx.take(catalogue).find(row.procedure, row.procedure_version)
  const unit = tree.resolve(row.competent_unit, tree.readings[row.reading - 1]!, tree.treeDay(asOf))
  const until = row.closed_on && row.closed_on <= asOf ? row.closed_on : asOf
  return {
    id: row.id, code: row.code, procedure: procedure?.names ?? { vi: row.procedure, en: row.procedure }, unit: { code: row.competent_unit, name: unit?.full ?? { vi: row.competent_unit, en: row.competent_unit } },
    channel: row.channel, nationalCode: row.national_code, filedOn: row.filed_on, dueOn: row.due_on, closedOn: row.closed_on, onTime: row.on_time, rating: row.rating, days: row.days,
    late: row.due_at !== null && row.due_at < momentOf(ctx, asOf) && !(row.closed_on && row.closed_on <= asOf),
    // Over the weekend no working day passes, and yet it is late.
    lateBy: row.due_on && row.due_on < until ? Math.max(1, workingDaysBetween(row.due_on, until, calendarOf(ctx, row.competent_unit, asOf))) : 0,
    left: row.due_on && row.due_on > until ? workingDaysBetween(until, row.due_on, calendarOf(ctx, row.competent_unit, asOf)) : 0,
  }
}
