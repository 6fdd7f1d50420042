import { type CaseColumn, type CaseMeasure, type Condition, type Group, type Part, type ProcedureSet, caseColumns, procedureColumns } from './indicator.ts'

/** A piece of SQL and the values it refers to as $1, $2 …; only values come from outside, never names. */
export type Compiled = { text: string; values: unknown[] }

/** The procedures of a set, each as code and version. */
export type SetMembers = (set: ProcedureSet) => readonly { code: string; version: number }[]

/**
 * Turns the conditions of a definition into SQL over `case_rows c` and a window `w (first, last, at)`: first and last day of
 * the period, and the moment of the wall (the end of `last`, or now). Every name is looked up in the vocabulary and every
 * value is handed over beside the text. Throws RangeError for a name or a kind that is not in the vocabulary: the reader of
 * definitions has refused that long before.
 */
export class MeasureCompiler {
  readonly values: unknown[] = []
  private readonly members: SetMembers

  constructor(members: SetMembers) {
    this.members = members
  }

  /** Hands a value over; answers how the text refers to it. */
  value(value: unknown, type: string): string {
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }

  group(group: Pick<Group, 'where' | 'any'>): string {
    if (group.any) return `(${group.any.map((all) => this.all(all)).join(' or ')})`
    return this.all(group.where ?? [])
  }

  all(conditions: readonly Condition[]): string {
    return conditions.length ? `(${conditions.map((condition) => this.condition(condition)).join(' and ')})` : 'true'
  }

  condition(condition: Condition): string {
    const wrong = wrongCondition('cases', condition)
    if (wrong) throw new RangeError(wrong)
    if ('anyOf' in condition) return `(${condition.anyOf.map((one) => this.condition(one)).join(' or ')})`
    // The first two are for the index case_rows_late; the third decides.
    if ('late' in condition) return `((c.closed_on is null or c.closed_on >= w.last) and c.late_spells is not null and c.late_spells @> w.at)`
    const column = `c.${condition.column as CaseColumn}`
    if ('in' in condition) return `${column} between w.first and w.last`
    if ('by' in condition) return `${column} <= w.last`
    if ('known' in condition) return `${column} is ${condition.known ? 'not ' : ''}null`
    if ('among' in condition) {
      const set = this.members(condition.among)
      return `(c.procedure, c.procedure_version) in (select * from unnest(${this.value(set.map((p) => p.code), 'text[]')}, ${this.value(set.map((p) => p.version), 'int[]')}))`
    }
    const kind = caseColumns[condition.column as CaseColumn]
    if ('is' in condition) return kind === 'truth' ? `${column} is ${condition.is ? 'true' : 'false'}` : `${column} = ${this.value(condition.is, kind === 'number' ? 'numeric' : 'text')}`
    if ('notIn' in condition) return `(${column} is null or ${column} <> all(${this.value(condition.notIn, kind === 'number' ? 'numeric[]' : 'text[]')}))`
    const [sign, bound] = 'atLeast' in condition ? (['>=', condition.atLeast] as const) : (['<=', condition.atMost] as const)
    return `${column} ${sign} ${typeof bound === 'string' ? `c.${bound}` : this.value(bound, 'numeric')}`
  }
}

/** What is added up, where a numerator is a sum and not a count. Days from receipt to the decision, waiting for the citizen left out. */
const sums = { handling_days: `greatest(0, extract(epoch from c.finished_at - c.received_at) - c.waited_seconds) / 86400` } as const

export type Window = { first: string; last: string; at: Date }

/**
 * One question for any number of indicators and windows, answered by one pass over the cases: a row for each window, unit and
 * reading, with numerator `n1` and denominator `d1` of the first indicator, and so on. `readings` are the days on which codes
 * of units changed their meaning, oldest first; a case's unit is to be read on the last of them before it was filed.
 */
export function compileMeasures(measures: readonly CaseMeasure[], windows: readonly Window[], readings: readonly string[], members: SetMembers): Compiled {
  const sql = new MeasureCompiler(members)
  const from = `unnest(${sql.value(windows.map((w) => w.first), 'date[]')}, ${sql.value(windows.map((w) => w.last), 'date[]')}, ${sql.value(windows.map((w) => w.at), 'timestamptz[]')})`
  const reading = sql.value(readings, 'date[]')
  const parts = measures.map((measure, i) => {
    const denominator = sql.group(measure.denominator)
    const { total, where = [] } = measure.numerator
    const numerator = total
      ? `coalesce(sum(${sums[total as keyof typeof sums]}) filter (where ${denominator}), 0)::float8`
      : `count(*) filter (where ${denominator} and ${sql.all(where)})`
    return { denominator, columns: `${numerator} as n${i + 1}, count(*) filter (where ${denominator}) as d${i + 1}` }
  })
  return {
    text: `select w.n::int as "window", g.*
from ${from} with ordinality as w (first, last, at, n)
cross join lateral (
  select c.competent_unit as unit, greatest(1, width_bucket(c.filed_on, ${reading})) as reading,
    ${parts.map((part) => part.columns).join(',\n    ')}
  from case_rows c where ${[...new Set(parts.map((part) => part.denominator))].join('\n    or ')} group by 1, 2
) g`,
    values: sql.values,
  }
}

/** The cases of one part of an indicator, for the list behind a figure: a condition to select by, and how many there are of it. */
export function compileCases(measure: CaseMeasure, part: Part, window: Window, members: SetMembers): { sql: MeasureCompiler; from: string; where: string } {
  const sql = new MeasureCompiler(members)
  const from = `case_rows c cross join (select ${sql.value(window.first, 'date')} as first, ${sql.value(window.last, 'date')} as last, ${sql.value(window.at, 'timestamptz')} as at) w`
  const also = measure.also?.find((one) => one.key === part)
  if (also) return { sql, from, where: sql.all(also.where) }
  const denominator = sql.group(measure.denominator)
  const numerator = measure.numerator.where
  if (part === 'denominator' || !numerator) return { sql, from, where: denominator }
  const counted = sql.all(numerator)
  // What is unknown does not count, so it is missing.
  return { sql, from, where: part === 'numerator' ? `${denominator} and ${counted}` : `${denominator} and ${counted} is not true` }
}

/** The sentence that says why a condition cannot stand; undefined when it can. */
export function wrongCondition(of: 'cases' | 'procedures', condition: Condition): string | undefined {
  if ('anyOf' in condition) return condition.anyOf.map((one) => wrongCondition(of, one)).find((sentence) => sentence)
  if ('late' in condition) return of === 'cases' ? undefined : 'a procedure is never late: ask that of cases'
  const columns: Record<string, string> = of === 'cases' ? caseColumns : procedureColumns
  if (!Object.hasOwn(columns, condition.column)) return `there is no column ${condition.column}: use one of ${Object.keys(columns).join(', ')}`
  const kind = columns[condition.column]!
  const mustBe = (wanted: string, verb: string) => (kind === wanted ? undefined : `${condition.column} is a ${kind}, and ${verb} asks for a ${wanted}`)
  if ('in' in condition) return mustBe('day', 'in: period')
  if ('by' in condition) return mustBe('day', 'by: as-of')
  if ('known' in condition || 'among' in condition) return of === 'cases' ? undefined : 'a procedure is asked with is and notIn only'
  if ('is' in condition) return kind === 'day' ? `${condition.column} is a day: use in: period or by: as-of` : mustBe({ string: 'word', number: 'number', boolean: 'truth' }[typeof condition.is as 'string']!, `is: ${condition.is}`)
  if ('notIn' in condition) return kind === 'day' || kind === 'truth' ? `${condition.column} is a ${kind}: notIn asks for a word or a number` : undefined
  const bound = 'atLeast' in condition ? condition.atLeast : condition.atMost
  if (typeof bound === 'string' && columns[bound] !== 'number') return `${bound} is no number of a case: compare with one of ${Object.keys(columns).filter((name) => columns[name] === 'number').join(', ')}`
  return mustBe('number', 'atLeast and atMost')
}
