import type { Ctx } from '#platform/ctx'
import type { Indicator, Scorecard } from '../domain/indicator.ts'
import { fillScorecard, type Group } from '../domain/standing.ts'
import { keptFresh } from '../measuring/snapshots.ts'
import { indicatorsShelf } from '../shelves.ts'
import { type CaseBehind, casesBehind, mostBehind, type PlaceCount } from './cases-behind.ts'
import { byPlace, type Figure, figures, type PlaceFigure, rankedBy } from './figures.ts'
import type { Sight } from './sight.ts'

export type Wall = {
  sight: Sight
  meters: Figure[]
  /** Everything that is measured, meters first. */
  all: Figure[]
  scorecards: { card: Scorecard; groups: Group[] }[]
  /** What the map shows, its places, and what else it could show; only where there are places below. */
  map?: { indicator: Indicator; shown: Indicator; places: PlaceFigure[]; choices: Indicator[] }
  /** Those waiting longest beyond their day, how many there are, and where there are most of the very same. */
  overdue?: { indicator: Indicator; part: string; total: number; rows: CaseBehind[]; worst?: PlaceCount }
  measuredAt: Date
  /** Refreshed by itself while somebody looks. */
  live: boolean
}

const longest = 5

export async function wall(ctx: Ctx, sight: Sight, { map }: { map?: string | undefined } = {}): Promise<Wall> {
  const book = ctx.take(indicatorsShelf)
  const indicators = book.all(sight.asOf)
  const all = await figures(ctx, sight, indicators)
  const meters = all.filter((figure) => figure.indicator.place !== undefined)
  // A score says what its share says, and of days nobody can tell where the end of the scale is.
  const choices = indicators.filter((one) => one.place !== undefined && one.measure.of === 'cases' && one.unit === 'share')
  const chosen = choices.find((one) => one.code === map) ?? choices.find((one) => one.mapFirst) ?? choices[0]
  const late = indicators.find((one) => one.measure.of === 'cases' && one.measure.also?.some((also) => also.key === 'overdue'))
  const [places, overdue, worst] = await Promise.all([
    sight.whole && chosen ? byPlace(ctx, sight, chosen) : undefined,
    late ? casesBehind(ctx, sight, late, { part: 'overdue', most: longest }) : undefined,
    sight.whole && late ? mostBehind(ctx, sight, late, 'overdue') : undefined,
  ])
  const percent = new Map(all.filter((figure) => figure.indicator.unit === 'share').map((figure) => [figure.indicator.code, figure.value]))
  return {
    sight, meters, all,
    scorecards: book.scorecards.filter((card) => card.validFrom <= sight.asOf).map((card) => ({ card, groups: fillScorecard(card, (code) => percent.get(code)) })),
    ...(places && chosen ? { map: { indicator: chosen, shown: rankedBy(ctx, chosen, sight.asOf), places, choices } } : {}),
    ...(late && overdue?.of === 'cases' ? { overdue: { indicator: late, part: 'overdue', total: overdue.total, rows: overdue.rows, ...(worst && { worst }) } } : {}),
    measuredAt: new Date(Math.min(...all.map((figure) => figure.measuredAt.getTime()))),
    live: sight.today && keptFresh.includes(sight.period),
  }
}
