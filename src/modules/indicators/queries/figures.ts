import { type Day, addDays, provinceOf } from '#organisations'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { CaseMeasure, Indicator, ProcedureMeasure } from '../domain/indicator.ts'
import { type Period, monthEndsBefore } from '../domain/period.ts'
import { type Standing, standingOf, valueOf } from '../domain/standing.ts'
import type { Sum } from '../domain/unit-tree.ts'
import { linesFor, linesOf, type Snapshots, snapshots, type Wanted } from '../measuring/snapshots.ts'
import { indicatorsShelf, unitTreeShelf } from '../shelves.ts'
import { catalogueShare } from './catalogue-share.ts'
import type { Sight } from './sight.ts'

/** One figure on a wall: the value and everything that makes it believable. */
export type Figure = {
  indicator: Indicator
  /** What it is measured over: the indicator itself, or the share that a score is made of. */
  measured: Indicator
  value?: number
  numerator: number
  denominator: number
  standing: Standing
  /** Difference to 30 days before, in points (or days). */
  change?: number
  /** The ends of the eleven months before, then the day of the wall. */
  trend: { day: Day; value?: number; numerator: number; denominator: number; plan?: number }[]
  measuredAt: Date
}

export type PlaceFigure = { unit: string; name: { vi: string; en: string }; commune: boolean; value?: number; numerator: number; denominator: number; change?: number }

export function mustFindIndicator(ctx: Pick<Ctx, 'take'>, code: string, asOf: Day): Indicator {
  const found = ctx.take(indicatorsShelf).find(code, asOf)
  if (!found) throw new Refusal('not-found', 'no-such-indicator', {}, { indicator: code })
  return found
}

/** The indicator whose cases or procedures are counted: of a score, the share it is made of. */
export const measuredBy = (ctx: Pick<Ctx, 'take'>, indicator: Indicator, asOf: Day): Indicator => (indicator.measure.of === 'score' ? mustFindIndicator(ctx, indicator.measure.from, asOf) : indicator)

/** The indicator by which places are compared. */
export const rankedBy = (ctx: Pick<Ctx, 'take'>, indicator: Indicator, asOf: Day): Indicator => (indicator.ranksBy ? mustFindIndicator(ctx, indicator.ranksBy, asOf) : indicator)

/** The day of the wall that this one is compared with: 30 days of today with the 30 days before them. A part of a month or a year has no such fellow. */
const comparedWith = (period: Period, asOf: Day): Day | undefined => (period === 'rolling-30' ? addDays(asOf, -30) : undefined)

const isOverCases = (indicator: Indicator): indicator is Indicator & { measure: CaseMeasure } => indicator.measure.of === 'cases'

/** The figures of a unit, each with its trend and its change. */
export async function figures(ctx: Ctx, { unit, whole, asOf, period }: Sight, indicators: readonly Indicator[], { trend = true }: { trend?: boolean } = {}): Promise<Figure[]> {
  const tree = ctx.take(unitTreeShelf)
  const roadmap = ctx.take(indicatorsShelf).roadmapOf(provinceOf(ctx))
  const ends = trend ? monthEndsBefore(asOf, 11) : []
  const earlier = comparedWith(period, asOf)
  const measured = [...new Set(indicators.map((one) => measuredBy(ctx, one, asOf)))].filter(isOverCases)
  const wanted = measured.flatMap(({ code }) => [
    { indicator: code, period, asOf }, ...(earlier ? [{ indicator: code, period, asOf: earlier }] : []), ...ends.map((end): Wanted => ({ indicator: code, period: 'month', asOf: end })),
  ])
  const kept = await snapshots(ctx, wanted)
  const names = whole ? undefined : tree.namesUnder(unit.code, asOf)!
  const lines = whole ? undefined : await linesOf(ctx, wanted, names)

  return indicators.map((indicator) => {
    const over = measuredBy(ctx, indicator, asOf)
    const sumOf = (on: Day, over_: Period): Sum => {
      if (over.measure.of === 'procedures') return catalogueShare(ctx, over.measure as ProcedureMeasure, unit.code, on)
      const one = { indicator: over.code, period: over_, asOf: on }
      // Names are those of today's unit, so lines of before a merger count for what it was made of.
      return lines ? linesFor(lines, one).reduce((sum, line) => ({ numerator: sum.numerator + line.numerator, denominator: sum.denominator + line.denominator }), { numerator: 0, denominator: 0 }) : (kept.get(one) ?? { numerator: 0, denominator: 0 })
    }
    const now = sumOf(asOf, period)
    const value = valueOf(indicator, now)
    const before = earlier === undefined ? undefined : valueOf(indicator, sumOf(earlier, period))
    const point = (day: Day, sum: Sum) => {
      const v = valueOf(indicator, sum)
      const { plan } = standingOf(indicator, v, day, roadmap)
      return { day, numerator: sum.numerator, denominator: sum.denominator, ...(v !== undefined ? { value: v } : {}), ...(plan !== undefined ? { plan } : {}) }
    }
    return {
      indicator, measured: over, numerator: now.numerator, denominator: now.denominator,
      ...(value !== undefined ? { value } : {}),
      ...(value !== undefined && before !== undefined ? { change: value - before } : {}),
      standing: standingOf(indicator, value, asOf, roadmap),
      trend: trend ? [...ends.map((end) => point(end, sumOf(end, 'month'))), point(asOf, now)] : [],
      measuredAt: measuredAt(ctx, kept, over, period, asOf),
    }
  })
}

const measuredAt = (ctx: Ctx, kept: Snapshots, over: Indicator, period: Period, asOf: Day): Date => kept.get({ indicator: over.code, period, asOf })?.measuredAt ?? ctx.now

/** The same figure for every commune and department of the province; those without cases too. */
export async function byPlace(ctx: Ctx, { asOf, period }: Pick<Sight, 'asOf' | 'period'>, indicator: Indicator): Promise<PlaceFigure[]> {
  const tree = ctx.take(unitTreeShelf)
  const over = measuredBy(ctx, rankedBy(ctx, indicator, asOf), asOf)
  const shown = indicator.ranksBy ? rankedBy(ctx, indicator, asOf) : indicator
  const places = tree.places(asOf)
  const wanted = [asOf, comparedWith(period, asOf) ?? []].flat().map((on): Wanted => ({ indicator: over.code, period, asOf: on }))
  await snapshots(ctx, wanted)
  const lines = await linesOf(ctx, wanted)
  const [now, before] = wanted.map((one) => tree.byPlace(linesFor(lines, one), asOf))
  return places.map((place) => {
    const sum = now!.get(place.code) ?? { numerator: 0, denominator: 0 }
    const earlier = before?.get(place.code)
    const value = valueOf(shown, sum)
    const was = earlier && valueOf(shown, earlier)
    return {
      unit: place.code, name: place.full, commune: place.level === 'commune', ...sum,
      ...(value !== undefined ? { value } : {}), ...(value !== undefined && was !== undefined ? { change: value - was } : {}),
    }
  })
}
