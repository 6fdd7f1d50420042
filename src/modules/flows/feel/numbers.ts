import { Decimal } from 'decimal.js'

/** Decimal128 as FEEL asks: 34 digits, ties to even, exponents to 6144. Never written with an exponent. */
export const Dec = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, minE: -6176, maxE: 6144, toExpNeg: -9e15, toExpPos: 9e15, modulo: Decimal.ROUND_FLOOR })

/**
 * A number of FEEL. Whole numbers that a double holds exactly are plain numbers, because nearly all are and they cost
 * nothing; everything else is a decimal. The two never hold the same value, so a whole number is recognised by its type.
 */
export type Num = number | Decimal

export const isNum = (value: unknown): value is Num => typeof value === 'number' || value instanceof Dec

/** Into the form above; null for what is no number (overflow, 0/0). */
export function num(value: Decimal): Num | null {
  if (!value.isFinite()) return null
  if (value.e < 16 && value.isInteger()) {
    const small = value.toNumber()
    if (Number.isSafeInteger(small)) return small === 0 ? 0 : small
  }
  return value
}

/** A double as people wrote it: 0.1 is one tenth. */
export function fromDouble(value: number): Num | null {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  return Number.isFinite(value) ? num(new Dec(value)) : null
}

/** A number as FEEL writes it, or null. More than 34 digits are rounded. */
export const parseNumber = (text: string): Num | null =>
  /^[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,6})?$/.test(text) ? num(new Dec(text).toSignificantDigits(34)) : null

export const dec = (value: Num): Decimal => (typeof value === 'number' ? new Dec(value) : value)

export function add(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return num(dec(a).plus(b))
}

export function subtract(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b
    if (Number.isSafeInteger(difference)) return difference
  }
  return num(dec(a).minus(b))
}

export function multiply(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product
  }
  return num(dec(a).times(b))
}

export function divide(a: Num, b: Num): Num | null {
  if (b === 0) return null
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b
    if (Number.isInteger(quotient) && quotient * b === a) return quotient === 0 ? 0 : quotient
  }
  return num(dec(a).div(b))
}

export const power = (a: Num, b: Num): Num | null => num(dec(a).pow(b))

export const negate = (a: Num): Num => (typeof a === 'number' ? (a === 0 ? 0 : -a) : a.neg())

export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  return dec(a).cmp(b)
}

export const sameNumber = (a: Num, b: Num): boolean => a === b || (typeof a !== 'number' && typeof b !== 'number' && a.eq(b))

export const numberText = (value: Num): string => (typeof value === 'number' ? String(value) : value.toFixed())

/** What a double can hold of it. */
export const toDouble = (value: Num): number => (typeof value === 'number' ? value : value.toNumber())

/** The whole part, towards zero. */
export const truncated = (value: Num): number => (typeof value === 'number' ? value : value.trunc().toNumber())

export type Rounding = 'up' | 'down' | 'half up' | 'half down' | 'half even' | 'floor' | 'ceiling'
const modes: Record<Rounding, Decimal.Rounding> = { up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN, 'half up': Decimal.ROUND_HALF_UP, 'half down': Decimal.ROUND_HALF_DOWN, 'half even': Decimal.ROUND_HALF_EVEN, floor: Decimal.ROUND_FLOOR, ceiling: Decimal.ROUND_CEIL }

/** To so many decimals (negative: to tens, hundreds). Null outside the scales of Decimal128. */
export function round(value: Num, scale: Num, how: Rounding): Num | null {
  const places = truncated(scale)
  if (places < -6111 || places > 6176) return null
  if (typeof value === 'number' && places >= 0) return value
  const d = dec(value)
  if (places >= 0) return d.decimalPlaces() <= places ? num(d) : num(d.toDecimalPlaces(places, modes[how]))
  const unit = new Dec(10).pow(-places)
  // Divided exactly: an ordinary division would round to 34 digits before we do.
  const Wide = Dec.clone({ precision: 80 + d.precision(true) })
  return num(new Dec(new Wide(d).div(unit).toDecimalPlaces(0, modes[how]).times(unit)))
}
