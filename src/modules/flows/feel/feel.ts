import type { Node } from './ast.ts'
import { compileNode, Scope, type Code, type Types } from './compile.ts'
import { guarded, Run, type Limits } from './limits.ts'
import { FeelSyntaxError, Names, normalName, parseExpression, parseUnaryTests, type Reading } from './parser.ts'
import { Refusal } from '#platform/refusal'
import { fromJson, toJson, type Context, type Value } from './values.ts'

/**
 * FEEL, the language of DMN 1.5 (chapter 10), as a library: no database, no clock but the one handed in.
 * The rest of the room needs `compileFeel`; the decisions of `dmn/` are built of the finer parts.
 */
export { FeelSyntaxError, parseExpression, parseUnaryTests, type Reading } from './parser.ts'
export { compileNode, compileTests, Scope, type Code, type TestCode, type Types } from './compile.ts'
export { defaultLimits, guarded, Run, type Limits } from './limits.ts'
export { fromJson, toJson, kindOf, toText, type Context, type Kind, type Value } from './values.ts'
export { builtIns } from './functions.ts'

export type FeelOptions = {
  /** What `now()` and `today()` say; the real time without it. */
  clock?: Date
  limits?: Partial<Limits>
  /** Receives why results are null. */
  note?: (notes: readonly string[]) => void
}

/**
 * Reads an expression once, to be evaluated often with plain values in and a plain value out: numbers, texts, booleans,
 * null, arrays, objects, `Date`; dates, times and durations come out as FEEL writes them. An error of FEEL is null.
 * Refuses a text that is no FEEL (`feel-syntax`, at once), and what goes on without end (`feel-too-many-steps` and its like).
 * `reading` names the variables beforehand; only those with operators or keywords in them have to be named.
 */
export function compileFeel(text: string, reading: Reading = {}): (vars?: Record<string, unknown>, options?: FeelOptions) => unknown {
  // Names that need to be known to be read are only known with the variables: `a-b` may be one.
  const readings = new Map<string, Code>()
  const plain = read(text, reading)
  readings.set('', plain)
  return (vars = {}, options = {}) => {
    const context = inputContext(vars)
    const names = specialNames(context)
    const key = names.join('\u0000')
    let code = readings.get(key)
    if (!code) {
      if (readings.size >= 50) readings.clear()
      readings.set(key, (code = read(text, withNames(reading, names))))
    }
    return evaluate(code, context, options)
  }
}

const withNames = (reading: Reading, names: string[]): Reading => {
  const more = (known: Reading['names']): Names => (known instanceof Names ? new Names(names, known) : new Names([...names, ...(known ?? [])]))
  return { ...reading, names: more(reading.names), properties: more(reading.properties) }
}

/** Variables as programs have them, under names as FEEL reads them. */
export function inputContext(vars: Record<string, unknown>): Context {
  const context = fromJson(vars)
  if (!(context instanceof Map)) throw new Refusal('invalid', 'feel-input-no-context')
  for (const [name, value] of context) {
    const normal = normalName(name)
    if (normal !== name) { context.delete(name); context.set(normal, value) }
  }
  return context
}

/** Evaluates a compiled expression; `vars` are values of FEEL. */
function evaluate(code: Code, vars: Context, options: FeelOptions): unknown {
  const run = new Run(options)
  const value = guarded(() => toJson(code(new Scope(vars, run))))
  options.note?.(run.notes)
  return value
}

function read(text: string, reading: Reading = {}, types?: Types): Code {
  let node: Node
  try {
    node = guarded(() => parseExpression(text, reading))
  } catch (error) {
    if (error instanceof FeelSyntaxError) throw new Refusal('invalid', 'feel-syntax', {}, { at: error.at + 1, reason: error.message, text: text.slice(0, 200) })
    throw error
  }
  return guarded(() => compileNode(node, types))
}

/** The names in the variables, at any depth, that cannot be read without being known. */
function specialNames(value: Value, found = new Set<string>(), depth = 0): string[] {
  if (Array.isArray(value)) for (const item of value.slice(0, 20)) specialNames(item, found, depth + 1)
  else if (value instanceof Map && depth < 10)
    for (const [key, item] of value) {
      if (Names.needs(key)) found.add(normalName(key))
      if (typeof item === 'object') specialNames(item, found, depth + 1)
    }
  return depth ? [] : [...found].sort()
}
