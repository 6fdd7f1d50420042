import type { Run } from '../limits.ts'
import { FeelDate, FeelDateTime, FeelTime } from '../temporal.ts'
import { FeelFunction, kindOf, type Kind, type Value } from '../values.ts'

type Parameter = { name: string; kinds: readonly Kind[] | null; optional: boolean; nullable: boolean }
// The signature says what arrives; the compiler cannot follow a text.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = (run: Run, ...args: any[]) => Value
export type Form = { params: readonly Parameter[]; many: boolean; body: Body }

const kinds: Record<string, readonly Kind[] | null> = {
  any: null,
  duration: ['years and months duration', 'days and time duration'],
}

/**
 * One form of a built-in function. `start position: number, length?: number|Null` reads as the tables of the standard:
 * a parameter with `?` may be left out, one with `|Null` may be null, any other null makes the result null.
 * `...list: list` also takes the items one by one.
 */
export function form(signature: string, body: Body): Form {
  const many = signature.startsWith('...')
  const params = signature.replace(/^\.\.\./, '').split(/,\s*/).filter(Boolean).map((one) => {
    const [, name, optional, said] = /^(.+?)(\?)?: (.+)$/.exec(one)!
    const names = said!.split('|')
    const listed = names.some((kind) => kinds[kind] === null) ? null : names.flatMap((kind) => kinds[kind] ?? [kind as Kind])
    return { name: name!, kinds: listed, optional: Boolean(optional), nullable: listed === null || listed.includes('Null') }
  })
  return { params, many, body }
}

export function define(name: string, ...forms: Form[]): FeelFunction {
  const first = forms[0]!
  return new FeelFunction(name, first.params, (args, run) => choose(name, forms, args, null, run), undefined, (args, names, run) => choose(name, forms, args, names, run))
}

/** The first form that the arguments fit. */
function choose(name: string, forms: readonly Form[], args: Value[], names: readonly string[] | null, run: Run): Value {
  // `before(range: …, point: …)` and `before(point: …, range: …)` differ in their order alone.
  const written = names && forms.length > 1 ? forms.find(({ params }) => params.length === names.length && params.every((param, i) => param.name === names[i])) : undefined
  for (const one of written ? [written, ...forms] : forms) {
    const laid = lay(one, args, names)
    if (laid) return one.body(run, ...laid)
  }
  return run.nothing(`${name} does not take these arguments: ${args.map(kindOf).join(', ')}`)
}

function lay(form: Form, args: Value[], names: readonly string[] | null): (Value | undefined)[] | null {
  const { params } = form
  if (names) {
    if (names.some((name, i) => !params.some((param) => param.name === name) || names.indexOf(name) !== i)) return null
    args = params.map((param) => { const i = names.indexOf(param.name); return i < 0 ? (undefined as unknown as Value) : args[i]! })
  } else if (form.many && (args.length !== 1 || !Array.isArray(args[0]))) {
    // min(1, 2, 3)
    if (!args.length || (args.length === 1 && args[0] === null)) return null
    return [args]
  } else if (args.length > params.length) return null
  const laid: (Value | undefined)[] = []
  for (let i = 0; i < params.length; i++) {
    const param = params[i]!
    const value = args[i]
    if (value === undefined) {
      if (!param.optional) return null
      laid.push(undefined)
      continue
    }
    const fitting = fit(value, param)
    if (fitting === undefined) return null
    laid.push(fitting)
  }
  return laid
}

/** The implicit conversions: a thing for a list of it, a list of one for the thing, a date for its midnight. */
function fit(value: Value, { kinds, nullable }: Parameter): Value | undefined {
  if (kinds === null) return value
  if (value === null) return nullable ? null : undefined
  const kind = kindOf(value)
  if (kinds.includes(kind)) return value
  if (kinds.includes('list')) return [value]
  if (kind === 'list' && (value as Value[]).length === 1) return fit((value as Value[])[0]!, { kinds, nullable: false, name: '', optional: false })
  if (value instanceof FeelDate && kinds.includes('date and time')) return new FeelDateTime(value, new FeelTime(0, 0, 0, 0, 0, null))
  return undefined
}
