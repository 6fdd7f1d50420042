import { CompiledQuery } from 'kysely'
import { type Day, addDays } from '#organisations'
import { day, instant } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { House } from '#platform/house'
import { compileMeasures } from '../domain/compile-measure.ts'
import type { CaseMeasure, Indicator } from '../domain/indicator.ts'
import { type Period, spanOf } from '../domain/period.ts'
import type { Line, Named } from '../domain/unit-tree.ts'
import { indicatorsShelf, procedureSetsShelf, unitTreeShelf } from '../shelves.ts'

export type Wanted = { indicator: string; period: Period; asOf: Day }
export type Snapshot = Wanted & { numerator: number; denominator: number; measuredAt: Date; basis: number }
export type Snapshots = { get(wanted: Wanted): Snapshot | undefined }
type Reader = Pick<Ctx, 'db' | 'now' | 'take' | 'house'>

/** The periods that the round keeps fresh for today; others are measured when somebody asks. */
export const keptFresh: readonly Period[] = ['rolling-30', 'month']
const minute = 60_000
/** So old may a figure of today be when it is shown: the round renews it long before, unless no worker runs. */
const oldest = 10 * minute
/** So old may it be when nobody keeps it fresh and events came meanwhile; older, where one measuring takes seconds. */
const oldestOnDemand = (one: Wanted, house: House): number => Math.max(minute, 30 * (took.get(house)?.get(one.period) ?? 0))
const took = new WeakMap<House, Map<Period, number>>()

const keyOf = ({ indicator, period, asOf }: Wanted): string => `${indicator} ${period} ${asOf}`

/**
 * The measurings asked for, read from where they are kept. What was never measured, or was measured before its day had ended,
 * is measured now and kept. `renew` measures today anew unless nothing happened since.
 */
export async function snapshots(ctx: Reader, wanted: readonly Wanted[], { renew = false }: { renew?: boolean } = {}): Promise<Snapshots> {
  const today = day(ctx.now)
  const measured = caseMeasures(ctx, wanted)
  const kept = await readKept(ctx, measured)
  let newest: number | undefined
  const due: Wanted[] = []
  for (const one of measured) {
    const found = kept.get(keyOf(one))
    const age = found ? ctx.now.getTime() - found.measuredAt.getTime() : Infinity
    if (!found || found.version !== mustFind(ctx, one.indicator, one.asOf).version || age < 0) due.push(one)
    else if (one.asOf < today) { if (found.measuredAt < endOf(one.asOf)) due.push(one) }
    else if (renew || age > oldest || (age > oldestOnDemand(one, ctx.house) && !keptFresh.includes(one.period))) {
      newest ??= await newestPosition(ctx)
      // Cases fall overdue without an event.
      if (found.basis < newest || age > 5 * minute) due.push(one)
    }
  }
  for (const one of await measureAndKeep(ctx, due)) kept.set(keyOf(one), { ...one, version: 0 })
  return { get: (one) => kept.get(keyOf(one)) }
}

/** Unit by unit, of measurings that `snapshots` has answered for; of some units only, when `names` says which. */
export async function linesOf(ctx: Reader, wanted: readonly Wanted[], names?: readonly Named[]): Promise<Map<string, Line[]>> {
  const measured = caseMeasures(ctx, wanted)
  if (!measured.length) return new Map()
  const { readings } = ctx.take(unitTreeShelf)
  const { rows } = await ctx.db.executeQuery<Wanted & { as_of: Day } & Line>(CompiledQuery.raw(
    `select m.indicator, m.period, m.as_of, m.unit, m.reading, m.numerator, m.denominator from measurements m
     join unnest($1::text[], $2::text[], $3::date[]) as w (indicator, period, as_of) using (indicator, period, as_of)
     ${names ? 'where (m.unit, m.reading) in (select * from unnest($4::text[], $5::date[]))' : ''}`,
    [measured.map((w) => w.indicator), measured.map((w) => w.period), measured.map((w) => w.asOf), ...(names ? [names.map((n) => n.unit), names.map((n) => readings[n.reading - 1]!)] : [])]))
  return Map.groupBy(rows, (row) => keyOf({ indicator: row.indicator, period: row.period, asOf: row.as_of }))
}
export const linesFor = (lines: Map<string, Line[]>, wanted: Wanted): Line[] => lines.get(keyOf(wanted)) ?? []

/** The moment a wall of `asOf` looks from: now for today, the end of the day for a past one. */
export const momentOf = (ctx: Pick<Ctx, 'now'>, asOf: Day): Date => (endOf(asOf) < ctx.now ? endOf(asOf) : ctx.now)
const endOf = (asOf: Day): Date => instant(addDays(asOf, 1))

/** Only what is measured over cases is kept: the catalogue is in memory, and a score follows from its share. */
function caseMeasures(ctx: Reader, wanted: readonly Wanted[]): Wanted[] {
  return [...new Map(wanted.filter((one) => mustFind(ctx, one.indicator, one.asOf).measure.of === 'cases').map((one) => [keyOf(one), one])).values()]
}
function mustFind(ctx: Reader, code: string, asOf: Day): Indicator {
  const found = ctx.take(indicatorsShelf).find(code, asOf)
  if (!found) throw new RangeError(`no indicator ${code} on ${asOf}`)
  return found
}

export async function newestPosition(ctx: Pick<Ctx, 'db'>): Promise<number> {
  const row = await ctx.db.selectFrom('events').select((eb) => eb.fn.max('position').as('newest')).executeTakeFirst()
  return Number(row?.newest ?? 0)
}

async function readKept(ctx: Reader, wanted: readonly Wanted[]): Promise<Map<string, Snapshot & { version: number }>> {
  if (!wanted.length) return new Map()
  const { rows } = await ctx.db.executeQuery<any>(CompiledQuery.raw(
    `select indicator, version, period, as_of, numerator, denominator, measured_at, basis from measurings
     join unnest($1::text[], $2::text[], $3::date[]) as w (indicator, period, as_of) using (indicator, period, as_of)`,
    [wanted.map((w) => w.indicator), wanted.map((w) => w.period), wanted.map((w) => w.asOf)]))
  return new Map(rows.map((row) => {
    const one = { indicator: row.indicator, version: row.version, period: row.period, asOf: row.as_of, numerator: row.numerator, denominator: row.denominator, measuredAt: row.measured_at, basis: row.basis }
    return [keyOf(one), one]
  }))
}

// Two who ask for the same past day at once wait for one measuring.
const underWay = new WeakMap<House, Map<string, Promise<Snapshot[]>>>()

/** Measures what is wanted, and keeps it. Indicators that are wanted for the same days share one pass over the cases. */
async function measureAndKeep(ctx: Reader, wanted: readonly Wanted[]): Promise<Snapshot[]> {
  if (!wanted.length) return []
  let mine = underWay.get(ctx.house)
  if (!mine) underWay.set(ctx.house, (mine = new Map()))
  const daysOf = Map.groupBy(wanted, (one) => one.indicator)
  const together = Map.groupBy(daysOf.keys(), (indicator) => daysOf.get(indicator)!.map(({ period, asOf }) => `${period} ${asOf}`).join())
  const answers: Snapshot[] = []
  for (const indicators of together.values()) {
    const name = indicators.flatMap((indicator) => daysOf.get(indicator)!.map(keyOf)).join()
    let work = mine.get(name)
    if (!work) mine.set(name, (work = measure(ctx, indicators, daysOf.get(indicators[0]!)!.map(({ period, asOf }) => ({ period, asOf }))).finally(() => mine.delete(name))))
    answers.push(...(await work))
  }
  return answers
}

async function measure(ctx: Reader, indicators: readonly string[], days: readonly { period: Period; asOf: Day }[]): Promise<Snapshot[]> {
  const started = performance.now()
  const basis = await newestPosition(ctx)
  const tree = ctx.take(unitTreeShelf)
  const sets = ctx.take(procedureSetsShelf)
  const answers: Snapshot[] = []
  // Days before a new version of a definition are measured by the old one.
  for (const group of Map.groupBy(days, ({ asOf }) => indicators.map((code) => mustFind(ctx, code, asOf).version).join()).values()) {
    const definitions = indicators.map((code) => mustFind(ctx, code, group[0]!.asOf))
    const windows = group.map(({ period, asOf }) => ({ ...spanOf(period, asOf), at: momentOf(ctx, asOf) }))
    const { text, values } = compileMeasures(definitions.map((one) => one.measure as CaseMeasure), windows, tree.readings, (set) => sets[set])
    const { rows } = await ctx.db.executeQuery<{ window: number; unit: string; reading: number } & Record<string, any>>(CompiledQuery.raw(text, values))
    const lines = definitions.flatMap(({ code }, i) => rows.flatMap((row) => (row[`d${i + 1}`] === 0 ? [] : [{
      indicator: code, ...group[row.window - 1]!, unit: row.unit, reading: tree.readings[row.reading - 1]!, numerator: row[`n${i + 1}`] as number, denominator: row[`d${i + 1}`] as number,
    }])))
    const sums = Map.groupBy(lines, keyOf)
    const heads = definitions.flatMap(({ code, version }) => group.map((one) => {
      const own = sums.get(keyOf({ indicator: code, ...one })) ?? []
      return { indicator: code, ...one, version, numerator: own.reduce((sum, line) => sum + line.numerator, 0), denominator: own.reduce((sum, line) => sum + line.denominator, 0), measuredAt: ctx.now, basis }
    }))
    await keep(ctx, heads, lines)
    answers.push(...heads)
  }
  const times = took.get(ctx.house) ?? new Map<Period, number>()
  took.set(ctx.house, times)
  for (const { period } of days) times.set(period, (performance.now() - started) / days.length)
  return answers
}

/** Sum and lines together in one statement: nobody reads a sum that its lines do not add up to. Lines that did not change are not written again. */
async function keep(ctx: Reader, heads: readonly (Snapshot & { version: number })[], lines: readonly (Wanted & Line)[]): Promise<void> {
  await ctx.db.executeQuery(CompiledQuery.raw(
    `with head as (select * from unnest($1::text[], $2::text[], $3::date[], $4::numeric[], $5::bigint[], $6::int[]) as h (indicator, period, as_of, numerator, denominator, version)),
      line as (select * from unnest($9::text[], $10::text[], $11::date[], $12::text[], $13::date[], $14::numeric[], $15::bigint[]) as l (indicator, period, as_of, unit, reading, numerator, denominator)),
      gone as (delete from measurements m using head h where (m.indicator, m.period, m.as_of) = (h.indicator, h.period, h.as_of)
        and not exists (select from line l where (l.indicator, l.period, l.as_of, l.unit, l.reading) = (m.indicator, m.period, m.as_of, m.unit, m.reading))),
      kept as (insert into measurements as m (indicator, period, as_of, unit, reading, numerator, denominator) select * from line order by 1, 2, 3, 4, 5
        on conflict (indicator, period, as_of, unit, reading) do update set numerator = excluded.numerator, denominator = excluded.denominator
        where (m.numerator, m.denominator) is distinct from (excluded.numerator, excluded.denominator))
    insert into measurings (indicator, version, period, as_of, numerator, denominator, measured_at, basis)
      select indicator, version, period, as_of, numerator, denominator, $7::timestamptz, $8::bigint from head order by 1, 3, 4
      on conflict (indicator, period, as_of) do update set version = excluded.version, numerator = excluded.numerator, denominator = excluded.denominator, measured_at = excluded.measured_at, basis = excluded.basis`,
    [
      heads.map((h) => h.indicator), heads.map((h) => h.period), heads.map((h) => h.asOf), heads.map((h) => h.numerator), heads.map((h) => h.denominator), heads.map((h) => h.version), heads[0]!.measuredAt, heads[0]!.basis,
      lines.map((l) => l.indicator), lines.map((l) => l.period), lines.map((l) => l.asOf), lines.map((l) => l.unit), lines.map((l) => l.reading), lines.map((l) => l.numerator), lines.map((l) => l.denominator),
    ]))
}
