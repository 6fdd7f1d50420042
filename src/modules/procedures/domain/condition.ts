/**
 * When a step, a field, a paper or an exemption applies: a question about the answers, kept as data so that
 * the form, the check of the form, the list of papers and the fee all ask the same one.
 */
export type Condition =
  | { field: string; is: string | number | boolean }
  | { field: string; in: readonly (string | number | boolean)[] }
  | { field: string; not: string | number | boolean }
  | { field: string; above: number }
  /** A question that only the decision itself understands, in its own words. */
  | { field: string; says: string }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }

export type Answers = Readonly<Record<string, unknown>>

/** An unanswered field satisfies no condition, `not` included: nothing is shown or waived because of a silence. */
export function holds(condition: Condition | undefined, answers: Answers): boolean {
  if (!condition) return true
  if ('all' in condition) return condition.all.every((part) => holds(part, answers))
  if ('any' in condition) return condition.any.some((part) => holds(part, answers))
  if ('says' in condition) return false
  const answer = answers[condition.field]
  if (answer === undefined || answer === null || answer === '') return false
  if ('above' in condition) return typeof answer === 'number' && answer > condition.above
  const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer]
  if ('is' in condition) return given.includes(condition.is)
  if ('in' in condition) return condition.in.some((value) => given.includes(value))
  return !given.includes(condition.not)
}

/** The fields a condition asks about, each with the values it compares with. */
export function askedBy(condition: Condition | undefined): { field: string; values: readonly unknown[] }[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(askedBy)
  if ('any' in condition) return condition.any.flatMap(askedBy)
  if ('above' in condition || 'says' in condition) return [{ field: condition.field, values: [] }]
  if ('in' in condition) return [{ field: condition.field, values: condition.in }]
  return [{ field: condition.field, values: ['is' in condition ? condition.is : condition.not] }]
}
