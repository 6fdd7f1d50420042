import { Decimal } from 'decimal.js'
import { Refusal } from '#platform/refusal'
import { look, type Run } from './limits.ts'
import { compareNumbers, Dec, fromDouble, isNum, num, numberText, sameNumber, toDouble, type Num } from './numbers.ts'
import { daysOf, FeelDate, FeelDateTime, FeelTime, instantOf, atClock, isLocal, Months, Nanos, timeValue, type Temporal } from './temporal.ts'
import type { FeelType } from './types.ts'

/** A context is a Map and a list is an array: what is asked of them most is quick. */
export type Value = null | boolean | Num | string | Temporal | FeelRange | FeelFunction | Value[] | Context
export type Context = Map<string, Value>

export type Param = { readonly name: string; readonly type?: FeelType }

export class FeelFunction {
  readonly name: string
  readonly params: readonly Param[]
  readonly result: FeelType | undefined
  /** Arguments in the order of the parameters; the length is that of the parameters. */
  readonly invoke: (args: Value[], run: Run) => Value
  /** How arguments are laid out when they are not one for each parameter: built-in functions with several forms. */
  readonly call: ((args: Value[], names: readonly string[] | null, run: Run) => Value) | undefined
  constructor(name: string, params: readonly Param[], invoke: (args: Value[], run: Run) => Value, result?: FeelType, call?: (args: Value[], names: readonly string[] | null, run: Run) => Value) {
    this.name = name; this.params = params; this.invoke = invoke; this.result = result; this.call = call
  }
}

/** An end that is undefined is open to infinity, as in `< 5`. */
export class FeelRange {
  readonly start: Value | undefined
  readonly end: Value | undefined
  readonly startIncluded: boolean
  readonly endIncluded: boolean
  constructor(start: Value | undefined, end: Value | undefined, startIncluded: boolean, endIncluded: boolean) {
    this.start = start; this.end = end; this.startIncluded = startIncluded; this.endIncluded = endIncluded
  }
}

export const isTemporal = (value: unknown): value is Temporal =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || value instanceof Months || value instanceof Nanos

export type Kind = 'Null' | 'boolean' | 'number' | 'string' | 'date' | 'time' | 'date and time' | 'years and months duration' | 'days and time duration' | 'list' | 'context' | 'range' | 'function'

export function kindOf(value: Value): Kind {
  if (value === null) return 'Null'
  switch (typeof value) {
    case 'number': return 'number'
    case 'string': return 'string'
    case 'boolean': return 'boolean'
  }
  if (value instanceof Dec) return 'number'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Map) return 'context'
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof FeelTime) return 'time'
  if (value instanceof Months) return 'years and months duration'
  if (value instanceof Nanos) return 'days and time duration'
  return value instanceof FeelRange ? 'range' : 'function'
}

/**
 * Equality of FEEL (DMN 1.5, table 53). Null: the two cannot be compared. A list of one thing equals that thing. Times
 * of day and moments are compared by where they stand on the time line; a local one never equals one with a zone.
 */
export function equal(a: Value, b: Value): boolean | null {
  if (a === null || b === null) return a === b
  if (typeof a === 'object' || typeof b === 'object') {
    if (Array.isArray(a) !== Array.isArray(b)) {
      if (Array.isArray(a) && a.length === 1) return equal(a[0]!, b)
      if (Array.isArray(b) && b.length === 1) return equal(a, b[0]!)
      return null
    }
    if (isNum(a)) return isNum(b) ? sameNumber(a, b) : null
    if (Array.isArray(a)) {
      const list = b as Value[]
      if (a.length !== list.length) return false
      look(a.length)
      for (let i = 0; i < a.length; i++) if (equal(a[i]!, list[i]!) !== true) return false
      return true
    }
    if (a instanceof Map) {
      if (!(b instanceof Map)) return null
      if (a.size !== b.size) return false
      look(a.size)
      for (const [key, value] of a) {
        const other = b.get(key)
        if (other === undefined || equal(value, other) !== true) return false
      }
      return true
    }
    if (a instanceof FeelDate) return b instanceof FeelDate ? a.year === b.year && a.month === b.month && a.day === b.day : null
    if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? isLocal(a) === isLocal(b) && instantOf(a) === instantOf(b) : null
    if (a instanceof FeelTime) return b instanceof FeelTime ? isLocal(a) === isLocal(b) && timeValue(a) === timeValue(b) : null
    if (a instanceof Months) return b instanceof Months ? a.months === b.months : null
    if (a instanceof Nanos) return b instanceof Nanos ? a.nanos === b.nanos : null
    if (a instanceof FeelRange) return b instanceof FeelRange ? sameRange(a, b) : null
    return a === b ? true : null
  }
  return typeof a === typeof b ? a === b : null
}

const sameEnd = (a: Value | undefined, b: Value | undefined): boolean => (a === undefined || b === undefined ? a === b : equal(a, b) === true)
const sameRange = (a: FeelRange, b: FeelRange): boolean =>
  a.startIncluded === b.startIncluded && a.endIncluded === b.endIncluded && sameEnd(a.start, b.start) && sameEnd(a.end, b.end)

/** Less than, the same, more than: -1, 0, 1. Null: these have no order. */
export function order(a: Value, b: Value): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  if (isNum(a)) return isNum(b) ? compareNumbers(a, b) : null
  if (typeof a === 'string') return typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : null
  if (a instanceof FeelDate) return b instanceof FeelDate ? Math.sign(daysOf(a) - daysOf(b)) : null
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime && isLocal(a) === isLocal(b) ? sign(instantOf(a) - instantOf(b)) : null
  if (a instanceof FeelTime) return b instanceof FeelTime && isLocal(a) === isLocal(b) ? sign(timeValue(a) - timeValue(b)) : null
  if (a instanceof Months) return b instanceof Months ? Math.sign(a.months - b.months) : null
  if (a instanceof Nanos) return b instanceof Nanos ? sign(a.nanos - b.nanos) : null
  return null
}

const sign = (n: bigint): number => (n < 0n ? -1 : n > 0n ? 1 : 0)

/** The value as the same thing in the domain, not only equal: a date is not its midnight, a zone not its offset. */
export function identical(a: Value, b: Value): boolean {
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return false
  if (a instanceof FeelTime || a instanceof FeelDateTime) {
    const [x, y] = [a, b as FeelTime | FeelDateTime]
    return x.offset === y.offset && x.zone === y.zone && equal(a, b) === true
  }
  look(1)
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => identical(item, b[i]!))
  if (a instanceof Map && b instanceof Map) return a.size === b.size && [...a].every(([key, value]) => b.has(key) && identical(value, b.get(key)!))
  return a === b || equal(a, b) === true
}

/** In the range, or null when the value cannot be held against its ends. */
export function within(value: Value, range: FeelRange): boolean | null {
  let result: boolean | null = true
  if (range.start !== undefined) {
    const low = order(value, range.start)
    if (low === null) return null
    result = low > 0 || (low === 0 && range.startIncluded)
  }
  if (range.end !== undefined) {
    const high = order(value, range.end)
    if (high === null) return null
    result &&= high < 0 || (high === 0 && range.endIncluded)
  }
  return result
}

// ---------------------------------------------------------------- as text

/** What `string()` says; texts inside of lists and contexts are quoted. Null for null. */
export const toText = (value: Value): string | null => (value === null ? null : typeof value === 'string' ? value : inside(value))

function inside(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`
  if (isNum(value)) return numberText(value)
  look(1)
  if (Array.isArray(value)) return `[${value.map(inside).join(', ')}]`
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${plainKey.test(key) ? key : inside(key)}: ${inside(item)}`).join(', ')}}`
  if (value instanceof FeelRange) return rangeText(value)
  if (value instanceof FeelFunction) return `function(${value.params.map((p) => p.name).join(', ')})`
  return String(value)
}

const plainKey = /^[\p{L}_?][\p{L}\p{N}\p{M}_ ]*$/u

function rangeText(range: FeelRange): string {
  const end = (value: Value): string => (isTemporal(value) ? `@"${String(value)}"` : inside(value))
  if (range.start === undefined) return `(${range.endIncluded ? '<=' : '<'} ${end(range.end ?? null)})`
  if (range.end === undefined) return `(${range.startIncluded ? '>=' : '>'} ${end(range.start)})`
  return `${range.startIncluded ? '[' : '('}${end(range.start)} .. ${end(range.end)}${range.endIncluded ? ']' : ')'}`
}

// ---------------------------------------------------------------- from and to plain JavaScript

const deepest = 100

/** Values as programs have them. Strings stay strings; a type tells later that one is a date. What FEEL does not know is null. */
export function fromJson(value: unknown, depth = 0): Value {
  switch (typeof value) {
    case 'string': case 'boolean': return value
    case 'number': return fromDouble(value)
    case 'bigint': return num(new Dec(value.toString()))
    case 'object': break
    default: return null
  }
  if (value === null) return null
  if (depth > deepest) throw new Refusal('invalid', 'feel-input-too-deep', {}, { limit: deepest })
  if (Array.isArray(value)) return value.map((item) => fromJson(item, depth + 1))
  if (isTemporal(value) || value instanceof FeelRange || value instanceof FeelFunction || value instanceof Dec) return value as Value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : atClock(value)
  if (Decimal.isDecimal(value)) return num(new Dec(value.toString()))
  const context: Context = new Map()
  if (value instanceof Map) for (const [key, item] of value) context.set(String(key).normalize(), fromJson(item, depth + 1))
  else for (const key of Object.keys(value)) context.set(key.normalize(), fromJson((value as Record<string, unknown>)[key], depth + 1))
  return context
}

/** Plain JSON: numbers as doubles, dates, times and durations as FEEL writes them, ranges and functions as their text. */
export function toJson(value: Value): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (value instanceof Dec) {
    const double = toDouble(value)
    // What no double holds is given as its digits.
    return Number.isFinite(double) ? double : value.toExponential()
  }
  look(1)
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Map) {
    const object: Record<string, unknown> = {}
    for (const [key, item] of value)
      // A plain assignment would change the object's kind.
      if (key === '__proto__') Object.defineProperty(object, key, { value: toJson(item), enumerable: true, configurable: true, writable: true })
      else object[key] = toJson(item)
    return object
  }
  return isTemporal(value) ? String(value) : inside(value)
}
