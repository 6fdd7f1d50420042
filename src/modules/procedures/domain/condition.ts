import { compileFeel } from '#flows'

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
  /** An expression over the answers, for what the kinds above cannot say. */
  | { feel: string }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }

export type Answers = Readonly<Record<string, unknown>>

/** An unanswered field satisfies no condition, `not` included: nothing is shown or waived because of a silence. */
export function holds(condition: Condition | undefined, answers: Answers): boolean {
  if (!condition) return true
  if ('all' in condition) return condition.all.every((part) => holds(part, answers))
  if ('any' in condition) return condition.any.some((part) => holds(part, answers))
  if ('says' in condition) return false
  if ('feel' in condition) return evaluate(condition.feel, answers) === true
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
  if ('feel' in condition) return namesIn(condition.feel).map((field) => ({ field, values: [] }))
  if ('above' in condition || 'says' in condition) return [{ field: condition.field, values: [] }]
  if ('in' in condition) return [{ field: condition.field, values: condition.in }]
  return [{ field: condition.field, values: ['is' in condition ? condition.is : condition.not] }]
}

const compiled = new Map<string, ReturnType<typeof compileFeel>>()
function evaluate(text: string, answers: Answers): unknown {
  let code = compiled.get(text)
  if (!code) compiled.set(text, (code = compileFeel(text)))
  return code({ ...answers })
}

const feelWords = new Set(['and', 'or', 'not', 'in', 'if', 'then', 'else', 'for', 'return', 'some', 'every', 'satisfies', 'between', 'instance', 'of', 'true', 'false', 'null', 'function', 'date', 'time', 'duration', 'item', 'string', 'number', 'boolean', 'list', 'context'])

/** The answers that an expression of FEEL asks for: its names, apart from texts, functions, paths and the names it binds itself. */
export function namesIn(feel: string): string[] {
  const plain = feel.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  const bound = new Set([...plain.matchAll(/\b(?:for|some|every|,)\s*([a-z]\w*)\s+in\b/g)].map((it) => it[1]!))
  return [...new Set([...plain.matchAll(/(?<![\w.])([a-z][A-Za-z0-9]*)\b(?!\s*\()/g)].map((it) => it[1]!).filter((name) => !feelWords.has(name) && !bound.has(name)))]
}

const quoted = (value: string | number | boolean): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

/** A condition as an expression that an official reads and writes. */
export function feelOf(condition: Condition | undefined): string {
  if (!condition) return ''
  if ('feel' in condition) return condition.feel
  if ('says' in condition) return condition.says
  if ('all' in condition) return condition.all.map((one) => ('any' in one ? `(${feelOf(one)})` : feelOf(one))).join(' and ')
  if ('any' in condition) return condition.any.map(feelOf).join(' or ')
  if ('in' in condition) return `${condition.field} in (${condition.in.map(quoted).join(', ')})`
  return 'above' in condition ? `${condition.field} > ${condition.above}` : 'is' in condition ? `${condition.field} = ${quoted(condition.is)}` : `${condition.field} != ${quoted(condition.not)}`
}

/** What was typed as a condition; in the plain words of definitions where they can say it, so that pages can explain it. Throws Refusal `feel-syntax` when it is no FEEL. */
export function conditionIn(text: string): Condition | undefined {
  const whole = text.trim()
  if (!whole) return undefined
  compileFeel(whole)
  if (!/[("]/.test(whole.replace(/"(?:[^"\\]|\\.)*"|\bin \(/g, '')) && !/\bor\b/.test(whole.replace(/"(?:[^"\\]|\\.)*"/g, ''))) {
    const parts = whole.split(/\s+and\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/).map(simple)
    if (parts.every((one) => one !== undefined)) return parts.length > 1 ? { all: parts } : parts[0]
  }
  return { feel: whole }
}

function simple(text: string): Condition | undefined {
  const value = (cell: string): string | number | boolean | undefined => (cell === 'true' ? true : cell === 'false' ? false : /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : /^"(?:[^"\\]|\\.)*"$/.test(cell) ? (JSON.parse(cell) as string) : undefined)
  const plain = /^([a-z][A-Za-z0-9]*)\s*(=|!=|>)\s*(\S.*)$/.exec(text)
  const among = /^([a-z][A-Za-z0-9]*)\s+in\s*\((.*)\)$/.exec(text)
  if (among) { const values = among[2]!.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((one) => value(one.trim())); return values.every((one) => one !== undefined) ? { field: among[1]!, in: values } : undefined }
  const compared = plain && value(plain[3]!.trim())
  if (!plain || compared === undefined || compared === null) return undefined
  return plain[2] === '=' ? { field: plain[1]!, is: compared } : plain[2] === '!=' ? { field: plain[1]!, not: compared } : typeof compared === 'number' ? { field: plain[1]!, above: compared } : undefined
}
