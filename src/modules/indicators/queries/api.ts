import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { Both, DayText, Moment } from '#platform/answers'
import { periods } from '../domain/period.ts'
import { casesBehind } from './cases-behind.ts'
import { byPlace, type Figure, figures, mustFindIndicator } from './figures.ts'
import { indicatorsShelf } from '../shelves.ts'
import { mustSee, type Sight } from './sight.ts'

const Sighted = {
  unit: Type.Optional(Type.String({ maxLength: 60, description: 'Code of a unit you lead or oversee; your highest when left out' })),
  asOf: Type.Optional(Type.String({ format: 'date', description: 'The wall as it was when this day ended; today when left out' })),
  period: Type.Optional(Type.Enum([...periods], { description: 'What the figures look back over; 30 days when left out' })),
}
const IndicatorCode = Type.String({ maxLength: 20, description: 'A1, C4, 766-2.1 …' })
const may = ['oversee', 'lead', 'decide'] as const

const About = { unit: Type.Object({ code: Type.String(), name: Both }), asOf: DayText, period: Type.Enum([...periods]) }
const Value = Type.Optional(Type.Number({ description: 'A share in percent, a score in points, or days; absent when there is nothing to measure' }))
const Figured = {
  indicator: Type.String(), version: Type.Integer(), name: Both, unit: Type.Enum(['share', 'score', 'days']), value: Value, numerator: Type.Number(), denominator: Type.Number(),
  target: Type.Optional(Type.Number()), targetBy: Type.Optional(DayText), plan: Type.Optional(Type.Number({ description: 'Where the province planned to be on that day' })),
  state: Type.Enum(['reached', 'on-track', 'behind', 'to-go', 'informative', 'unmeasured']), gap: Type.Optional(Type.Number()), change: Type.Optional(Type.Number({ description: 'Since 30 days before' })),
  trend: Type.Array(Type.Object({ day: DayText, value: Value, numerator: Type.Number(), denominator: Type.Number(), plan: Type.Optional(Type.Number()) })), measuredAt: Moment,
}

const about = ({ unit, asOf, period }: Sight) => ({ unit: { code: unit.code, name: unit.full }, asOf, period })
const said = ({ indicator, value, numerator, denominator, standing, change, trend, measuredAt }: Figure) => ({
  indicator: indicator.code, version: indicator.version, name: indicator.names, unit: indicator.unit, value, numerator, denominator,
  target: standing.target, targetBy: standing.targetBy, plan: standing.plan, state: standing.word, gap: standing.gap, change, trend, measuredAt,
})

/** The wall for other systems and the command line: the same questions the pages ask. */
export const indicatorQueries = [
  defineQuery({
    name: 'indicators.wall', summary: 'Every indicator of a unit on a day, with target and trend', may,
    input: Type.Object(Sighted, { additionalProperties: false }),
    answer: Type.Object({ ...About, figures: Type.Array(Type.Object(Figured)) }),
    async run(ctx, asked) {
      const sight = mustSee(ctx, asked)
      return { ...about(sight), figures: (await figures(ctx, sight, ctx.take(indicatorsShelf).all(sight.asOf))).map(said) }
    },
  }),
  defineQuery({
    name: 'indicators.measure', summary: 'One indicator: its definition, value, trend, and the same for every commune and department below', may,
    input: Type.Object({ indicator: IndicatorCode, ...Sighted }, { additionalProperties: false }),
    answer: Type.Object({
      ...About, ...Figured, unit: Type.Enum(['share', 'score', 'days']),
      definition: Type.Record(Type.String(), Type.Unknown(), { description: 'The definition as it is written, with its source' }),
      places: Type.Array(Type.Object({ unit: Type.String(), name: Both, commune: Type.Boolean(), value: Value, numerator: Type.Number(), denominator: Type.Number(), change: Type.Optional(Type.Number()) })),
    }),
    async run(ctx, { indicator: code, ...asked }) {
      const sight = mustSee(ctx, asked)
      const indicator = mustFindIndicator(ctx, code, sight.asOf)
      const [[figure], places] = await Promise.all([figures(ctx, sight, [indicator]), sight.whole ? byPlace(ctx, sight, indicator) : []])
      return { ...about(sight), ...said(figure!), definition: indicator, places }
    },
  }),
  defineQuery({
    name: 'indicators.cases', summary: 'The cases (or procedures) that were counted in a figure', may,
    input: Type.Object({
      indicator: IndicatorCode, ...Sighted, part: Type.Optional(Type.String({ maxLength: 20, description: 'numerator, missing or denominator' })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })), most: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    }, { additionalProperties: false }),
    async run(ctx, { indicator: code, part, page, most, ...asked }) {
      const sight = mustSee(ctx, asked)
      return { ...about(sight), ...(await casesBehind(ctx, sight, mustFindIndicator(ctx, code, sight.asOf), { part, ...(page ? { page } : {}), ...(most ? { most } : {}) })) }
    },
  }),
]
