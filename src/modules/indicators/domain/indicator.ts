import Type, { type Static } from 'typebox'

/**
 * An indicator as the law words it, with how it is measured written as data: which cases (or procedures) make the
 * denominator, and which of those make the numerator. There is no SQL in a definition: its conditions come from the small
 * vocabulary below and are compiled by compile-measure.ts. `description` is the sentence a wrong definition gets back.
 */
const say = (description: string) => ({ additionalProperties: false as const, description })

export const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, say('write { vi: …, en: … }, both filled'))
export type Words = Static<typeof Words>
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'write a day as YYYY-MM-DD' })
const Code = Type.String({ pattern: '^[A-Z0-9][A-Za-z0-9.-]{0,19}$', description: 'use letters, digits, dots and hyphens: A1, 766-2.1' })

/** What is known of a case, and of which kind. The names of the columns of `case_rows`, and two that are computed from them. */
export const caseColumns = {
  filed_on: 'day', settled_on: 'day', closed_on: 'day', rated_on: 'day', result_on: 'day',
  channel: 'number', rating: 'number', supplements: 'number', papers: 'number', papers_digital: 'number', papers_reused: 'number', values_reused: 'number', fee_total: 'number',
  on_time: 'truth', full_process: 'truth', paid_online: 'truth', extended: 'truth',
  outcome: 'word', field: 'word', procedure: 'word', receiving_unit: 'word', competent_unit: 'word',
} as const satisfies Record<string, 'day' | 'number' | 'truth' | 'word'>
export type CaseColumn = keyof typeof caseColumns

/** What is known of a procedure in the catalogue. `blocked_by`: why it is only partly online, '' when it is not. */
export const procedureColumns = { full_process: 'truth', blocked_by: 'word', level: 'word', field: 'word', depth: 'word', has_fee: 'truth' } as const satisfies Record<string, 'truth' | 'word'>

/** Sets of procedures that the catalogue knows: `reusing`, something of it is held by the State already. */
export const procedureSets = ['reusing', 'with-fee', 'full-process'] as const
export type ProcedureSet = (typeof procedureSets)[number]

const conditionSentence = 'write one of { column, in: period }, { column, by: as-of }, { column, is }, { column, notIn: [] }, { column, atLeast }, { column, atMost }, { column, known: true }, { column: procedure, among }, { late: as-of }, { anyOf: [] }'
const Column = Type.String()
const Plain = Type.Union([
  Type.Object({ column: Column, in: Type.Literal('period') }, { additionalProperties: false }),
  Type.Object({ column: Column, by: Type.Literal('as-of') }, { additionalProperties: false }),
  Type.Object({ column: Column, is: Type.Union([Type.String(), Type.Number(), Type.Boolean()]) }, { additionalProperties: false }),
  Type.Object({ column: Column, notIn: Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 1 }) }, { additionalProperties: false }),
  /** A number, or the name of another number. */
  Type.Object({ column: Column, atLeast: Type.Union([Type.Number(), Type.String()]) }, { additionalProperties: false }),
  Type.Object({ column: Column, atMost: Type.Union([Type.Number(), Type.String()]) }, { additionalProperties: false }),
  Type.Object({ column: Column, known: Type.Boolean() }, { additionalProperties: false }),
  Type.Object({ column: Type.Literal('procedure'), among: Type.Enum([...procedureSets]) }, { additionalProperties: false }),
  /** It stood overdue at the end of the day of the wall (now, when that is today). */
  Type.Object({ late: Type.Literal('as-of') }, { additionalProperties: false }),
], { description: conditionSentence })
const ConditionShape = Type.Union([Plain, Type.Object({ anyOf: Type.Array(Plain, { minItems: 2 }) }, { additionalProperties: false })], { description: conditionSentence })
export type Condition = Static<typeof ConditionShape>

const Group = Type.Object({
  names: Words,
  where: Type.Optional(Type.Array(ConditionShape)),
  /** Several kinds that exclude each other; each is a list of conditions. */
  any: Type.Optional(Type.Array(Type.Array(ConditionShape, { minItems: 1 }), { minItems: 2 })),
}, say('write { names, where: [] } or { names, any: [[…], […]] }'))
export type Group = Static<typeof Group>

export const totals = ['handling_days'] as const
const CaseMeasure = Type.Object({
  of: Type.Literal('cases'),
  denominator: Group,
  /** Which of the denominator count; or what is added up over all of it. */
  numerator: Type.Object({ names: Words, where: Type.Optional(Type.Array(ConditionShape, { minItems: 1 })), total: Type.Optional(Type.Enum([...totals], { description: `add up one of ${totals.join(', ')}` })) }, say('write { names, where: [] } or { names, total }')),
  missing: Type.Optional(Type.Object({ names: Words }, say('write { names }'))),
  /** Further lists worth opening, by a key of their own. */
  also: Type.Optional(Type.Array(Type.Object({ key: Type.String({ pattern: '^[a-z-]+$' }), names: Words, where: Type.Array(ConditionShape, { minItems: 1 }) }, say('write { key, names, where }')))),
}, say('write { of, denominator, numerator }'))
export type CaseMeasure = Static<typeof CaseMeasure>
const ProcedureMeasure = Type.Object({ of: Type.Literal('procedures'), denominator: Group, numerator: Group, missing: Type.Object({ names: Words }, say('write { names }')) }, say('write { of, denominator, numerator, missing }'))
export type ProcedureMeasure = Static<typeof ProcedureMeasure>
const ScoreMeasure = Type.Object({ of: Type.Literal('score'), from: Code, max: Type.Number({ exclusiveMinimum: 0 }), fullAt: Type.Number({ exclusiveMinimum: 0, maximum: 100 }) }, say('write { of: score, from, max, fullAt }'))

export const Indicator = Type.Object({
  code: Code,
  version: Type.Integer({ minimum: 1, description: 'count versions from 1' }),
  /** Days before the first version are measured by the first. */
  validFrom: Day,
  validTo: Type.Optional(Day),
  /** Place among the meters of the wall; absent: it is measured and has its page, but no meter. */
  place: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The one the map of the wall shows when nobody chose. */
  mapFirst: Type.Optional(Type.Literal(true)),
  names: Words,
  /** As the first sentence of the wall says it, in lower case. */
  short: Words,
  means: Words,
  source: Type.Object({ law: Words, readOn: Day, note: Type.Optional(Type.String({ minLength: 1 })) }, say('write { law, readOn }')),
  unit: Type.Enum(['share', 'score', 'days'], { description: 'write share, score or days' }),
  better: Type.Enum(['higher', 'lower'], { description: 'write higher or lower' }),
  targets: Type.Optional(Type.Array(Type.Object({ by: Day, value: Type.Number(), source: Type.String({ minLength: 1 }) }, say('write { by, value, source }')), { minItems: 1 })),
  /** Where there is no target by a day, but a value that earns all points. */
  fullMarks: Type.Optional(Type.Number()),
  measure: Type.Union([CaseMeasure, ProcedureMeasure, ScoreMeasure], { description: 'write measure: { of: cases | procedures | score, … }' }),
  /** Places are compared by this other indicator, because this one is the same everywhere. */
  ranksBy: Type.Optional(Code),
  /** Which cases are listed first, and how they are ordered. */
  list: Type.Optional(Type.Object({
    first: Type.Enum(['missing', 'numerator', 'denominator'], { description: 'write missing, numerator or denominator' }),
    order: Type.Enum(['newest', 'due', 'rating', 'slowest'], { description: 'write newest, due, rating or slowest' }),
  }, say('write { first, order }'))),
  /** The three bounds between the four classes of the map, from low to high. */
  classes: Type.Tuple([Type.Number(), Type.Number(), Type.Number()], { description: 'write the three bounds between the four classes, from low to high' }),
}, { additionalProperties: false })
export type Indicator = Static<typeof Indicator>
/** numerator, missing, denominator, or the key of one of `also`. */
export type Part = string

const Point = Type.Object({ on: Day, value: Type.Number() }, say('write { on, value }'))
export const RoadmapsFile = Type.Object({
  roadmaps: Type.Array(Type.Object({
    province: Type.String(), source: Type.String({ minLength: 1 }), lateFrom: Type.Number({ minimum: 0 }),
    points: Type.Record(Type.String(), Type.Array(Point, { minItems: 1 })),
  }, say('write { province, source, lateFrom, points }'))),
}, { additionalProperties: false })
export type Roadmap = Static<typeof RoadmapsFile>['roadmaps'][number]

const ScoreGroup = Type.Object({
  names: Words, max: Type.Number({ exclusiveMinimum: 0 }),
  parts: Type.Optional(Type.Array(Type.Object({ indicator: Code, max: Type.Number({ exclusiveMinimum: 0 }), fullAt: Type.Number({ exclusiveMinimum: 0, maximum: 100 }) }, say('write { indicator, max, fullAt }')), { minItems: 1 })),
  rest: Type.Optional(Words),
  notYet: Type.Optional(Words),
}, say('write { names, max, parts } or { names, max, notYet }'))
export const ScorecardsFile = Type.Object({
  scorecards: Type.Array(Type.Object({ code: Type.String(), validFrom: Day, names: Words, short: Words, source: Type.String({ minLength: 1 }), groups: Type.Array(ScoreGroup, { minItems: 1 }) }, say('write { code, names, short, source, groups }'))),
}, { additionalProperties: false })
export type Scorecard = Static<typeof ScorecardsFile>['scorecards'][number]

export const TilesFile = Type.Object({ province: Type.String(), validFrom: Day, source: Type.String({ minLength: 1 }), rows: Type.Array(Type.String(), { minItems: 1 }) }, { additionalProperties: false })
/** Where each commune's tile lies, by its code; whole tiles from the left top. */
export type TileMap = { province: string; validFrom: string; tiles: readonly { unit: string; x: number; y: number }[] }
