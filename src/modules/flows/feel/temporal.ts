import { Dec, num, type Num } from './numbers.ts'

/** Years of FEEL: nine digits before and after our era. */
const maxYear = 999_999_999
const billion = 1_000_000_000n
const dayNanos = 86_400n * billion

export class FeelDate {
  readonly year: number
  readonly month: number
  readonly day: number
  constructor(year: number, month: number, day: number) { this.year = year; this.month = month; this.day = day }
  toString(): string { return dateText(this) }
}

/** Of the two ways to say where, at most one is set: an offset in seconds, or the name of a zone. Neither: local time. */
export type Where = { readonly offset: number | null; readonly zone: string | null }

export class FeelTime implements Where {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nano: number
  readonly offset: number | null
  readonly zone: string | null
  constructor(hour: number, minute: number, second: number, nano: number, offset: number | null = null, zone: string | null = null) {
    this.hour = hour; this.minute = minute; this.second = second; this.nano = nano; this.offset = offset; this.zone = zone
  }
  toString(): string { return clockText(this) + whereText(this) }
}

export class FeelDateTime implements Where {
  readonly date: FeelDate
  readonly time: FeelTime
  constructor(date: FeelDate, time: FeelTime) { this.date = date; this.time = time }
  get offset(): number | null { return this.time.offset }
  get zone(): string | null { return this.time.zone }
  toString(): string { return `${dateText(this.date)}T${this.time.toString()}` }
}

/** Years and months duration. */
export class Months {
  readonly months: number
  constructor(months: number) { this.months = months === 0 ? 0 : months }
  toString(): string {
    const years = Math.trunc(Math.abs(this.months) / 12)
    const months = Math.abs(this.months) % 12
    return `${this.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${months || !years ? `${months}M` : ''}`
  }
}

/** Days and time duration, in nanoseconds. */
export class Nanos {
  readonly nanos: bigint
  constructor(nanos: bigint) { this.nanos = nanos }
  toString(): string {
    const size = this.nanos < 0n ? -this.nanos : this.nanos
    const days = size / dayNanos
    const rest = size % dayNanos
    const seconds = Number(rest / billion)
    const h = Math.floor(seconds / 3600)
    const m = Math.floor(seconds / 60) % 60
    const s = `${seconds % 60}${fraction(Number(rest % billion))}`
    const time = `${h ? `${h}H` : ''}${m ? `${m}M` : ''}${s !== '0' ? `${s}S` : ''}`
    return `${this.nanos < 0n ? '-' : ''}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}${!days && !time ? 'T0S' : ''}`
  }
}

export type Temporal = FeelDate | FeelTime | FeelDateTime | Months | Nanos

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))
const fraction = (nano: number): string => (nano ? `.${String(nano).padStart(9, '0').replace(/0+$/, '')}` : '')
const dateText = (d: FeelDate): string => `${d.year < 0 ? '-' : ''}${String(Math.abs(d.year)).padStart(4, '0')}-${two(d.month)}-${two(d.day)}`
const clockText = (t: FeelTime): string => `${two(t.hour)}:${two(t.minute)}:${two(t.second)}${fraction(t.nano)}`
function whereText(w: Where): string {
  if (w.zone !== null) return `@${w.zone}`
  if (w.offset === null) return ''
  if (w.offset === 0) return 'Z'
  const size = Math.abs(w.offset)
  return `${w.offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${size % 60 ? `:${two(size % 60)}` : ''}`
}

// ---------------------------------------------------------------- making and reading

const leap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
export const monthLength = (year: number, month: number): number => (month === 2 && leap(year) ? 29 : lengths[month - 1]!)

export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isInteger(year) || Math.abs(year) > maxYear || !(month >= 1 && month <= 12) || !(day >= 1 && day <= monthLength(year, month))) return null
  return new FeelDate(year, month, day)
}

export function makeTime(hour: number, minute: number, second: number, nano = 0, offset: number | null = null, zone: string | null = null): FeelTime | null {
  if (!(hour >= 0 && hour <= 23) || !(minute >= 0 && minute <= 59) || !(second >= 0 && second <= 59) || (offset !== null && Math.abs(offset) > 18 * 3600)) return null
  return new FeelTime(hour, minute, second, nano, offset, zone)
}

const dateForm = '(-?(?:[1-9]\\d{4,8}|\\d{4}))-(\\d{2})-(\\d{2})'
const timeForm = '(\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?(?:([Zz])|([+-])(\\d{2}):(\\d{2})(?::(\\d{2}))?|@([A-Za-z][A-Za-z0-9_+\\-/]*))?'
const dateOnly = new RegExp(`^${dateForm}$`)
const timeOnly = new RegExp(`^${timeForm}$`)
const both = new RegExp(`^${dateForm}T${timeForm}$`)

export function parseDate(text: string): FeelDate | null {
  const m = dateOnly.exec(text)
  return m && makeDate(Number(m[1]), Number(m[2]), Number(m[3]))
}

export function parseTime(text: string): FeelTime | null {
  const m = timeOnly.exec(text)
  return m && timeOf(m, 1)
}

/** A date alone is its midnight, local. */
export function parseDateTime(text: string): FeelDateTime | null {
  const m = both.exec(text)
  if (!m) {
    const date = parseDate(text)
    return date && new FeelDateTime(date, new FeelTime(0, 0, 0, 0))
  }
  const date = makeDate(Number(m[1]), Number(m[2]), Number(m[3]))
  const time = timeOf(m, 4)
  return date && time && new FeelDateTime(date, time)
}

function timeOf(m: RegExpExecArray, at: number): FeelTime | null {
  let offset: number | null = m[at + 4] ? 0 : null
  if (m[at + 5]) {
    const minutes = Number(m[at + 7])
    const seconds = Number(m[at + 8] ?? 0)
    if (minutes > 59 || seconds > 59) return null
    offset = (m[at + 5] === '-' ? -1 : 1) * (Number(m[at + 6]) * 3600 + minutes * 60 + seconds)
    if (offset === 0) offset = 0
  }
  const zone = m[at + 9] ?? null
  if (zone !== null && !isZone(zone)) return null
  return makeTime(Number(m[at]), Number(m[at + 1]), Number(m[at + 2]), Number((m[at + 3] ?? '').padEnd(9, '0')), offset, zone)
}

/** As XML Schema writes durations; one that has both years or months and days or time is neither kind, and null. */
export function parseDuration(text: string): Months | Nanos | null {
  const months = /^(-?)P(?=\d)(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/.exec(text)
  if (months) return makeMonths((months[1] ? -1 : 1) * (Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0)))
  const m = /^(-?)P(?=.)(?:(\d{1,15})D)?(?:T(?=\d|\.)(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,9})\d*)?S)?)?$/.exec(text)
  if (!m) return null
  const seconds = BigInt(m[2] ?? 0) * 86_400n + BigInt(m[3] ?? 0) * 3600n + BigInt(m[4] ?? 0) * 60n + BigInt(m[5] ?? 0)
  const nanos = seconds * billion + BigInt((m[6] ?? '').padEnd(9, '0'))
  return new Nanos(m[1] ? -nanos : nanos)
}

export const makeMonths = (months: number): Months | null => (Number.isSafeInteger(months) ? new Months(months) : null)

/** A bound for sums of durations: past it nothing can be added to a date any more. */
const maxNanos = BigInt(maxYear) * 4n * 366n * dayNanos
export const makeNanos = (nanos: bigint): Nanos | null => (nanos > maxNanos || nanos < -maxNanos ? null : new Nanos(nanos))

/** What stands after `@`. */
export const parseAtLiteral = (text: string): Temporal | null =>
  parseDate(text) ?? (text.includes('T') && !/^-?P/.test(text) ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text)

// ---------------------------------------------------------------- days, instants, zones

/** Days since 1970-01-01, proleptic Gregorian (H. Hinnant's algorithm). */
export function daysOf(d: FeelDate): number {
  const y = d.month <= 2 ? d.year - 1 : d.year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5) + d.day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

export function dateOfDays(days: number): FeelDate | null {
  if (!(Math.abs(days) < 4e11)) return null
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const ofEra = z - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * ofYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return makeDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * mp + 2) / 5) + 1)
}

/** Monday is 1. */
export const weekday = (d: FeelDate): number => ((((daysOf(d) + 3) % 7) + 7) % 7) + 1
export const dayOfYear = (d: FeelDate): number => daysOf(d) - daysOf(new FeelDate(d.year, 1, 1)) + 1

/** ISO 8601: weeks begin on Monday, the first has the year's first Thursday. */
export function weekOfYear(d: FeelDate): number {
  const thursday = dateOfDays(daysOf(d) + 4 - weekday(d)) ?? d
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}

export const nanosOfDay = (t: FeelTime): bigint => BigInt(t.hour * 3600 + t.minute * 60 + t.second) * billion + BigInt(t.nano)

const clocks = new Map<string, Intl.DateTimeFormat>()
const clockOf = (zone: string): Intl.DateTimeFormat => {
  let clock = clocks.get(zone)
  if (!clock) clocks.set(zone, (clock = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })))
  return clock
}

const known = new Map<string, boolean>()
function isZone(zone: string): boolean {
  let is = known.get(zone)
  if (is === undefined) {
    try { clockOf(zone); is = true } catch { is = false }
    if (known.size < 2000) known.set(zone, is)
  }
  return is
}

/** Seconds a zone is ahead of UTC at an instant (seconds of the epoch). */
function zoneOffset(zone: string, epoch: number): number {
  // Zones begin in the nineteenth century, before it is the sun's time of the place; and a Date ends after 275,000 years.
  const clamped = Math.max(-4e9, Math.min(8e12, epoch))
  const parts: Record<string, number> = {}
  for (const { type, value } of clockOf(zone).formatToParts(new Date(clamped * 1000))) parts[type] = Number(value)
  const days = daysOf(new FeelDate(parts['year']!, parts['month']!, parts['day']!))
  return days * 86_400 + parts['hour']! * 3600 + parts['minute']! * 60 + parts['second']! - Math.floor(clamped)
}

/** The offset that holds at a local time in a zone: the earlier one where the hour comes twice, as before the gap where it is missing. */
function localOffset(zone: string, local: number): number {
  const before = zoneOffset(zone, local - 86_400)
  if (zoneOffset(zone, local - before) === before) return before
  const after = zoneOffset(zone, local + 86_400)
  return zoneOffset(zone, local - after) === after ? after : before
}

/** Seconds ahead of UTC, or null for local time. A time in a zone without its day is taken in the winter of 2000. */
export function offsetOf(value: FeelTime | FeelDateTime): number | null {
  if (value.zone === null) return value.offset
  const date = value instanceof FeelDateTime ? value.date : new FeelDate(2000, 1, 1)
  const time = value instanceof FeelDateTime ? value.time : value
  return localOffset(value.zone, daysOf(date) * 86_400 + time.hour * 3600 + time.minute * 60 + time.second)
}

/** Nanoseconds since the epoch; local time is read as UTC. */
export function instantOf(value: FeelDateTime | FeelDate): bigint {
  if (value instanceof FeelDate) return BigInt(daysOf(value)) * dayNanos
  return BigInt(daysOf(value.date)) * dayNanos + nanosOfDay(value.time) - BigInt(offsetOf(value) ?? 0) * billion
}

/** The moment at the same place (zone, offset or local) as `like`. */
export function atInstant(nanos: bigint, like: Where): FeelDateTime | null {
  const offset = like.zone !== null ? zoneOffset(like.zone, Number(floorDiv(nanos, billion))) : (like.offset ?? 0)
  const local = nanos + BigInt(offset) * billion
  const days = floorDiv(local, dayNanos)
  const date = dateOfDays(Number(days))
  return date && new FeelDateTime(date, timeOfNanos(local - days * dayNanos, like))
}

export const atClock = (clock: Date): FeelDateTime => atInstant(BigInt(clock.getTime()) * 1_000_000n, { offset: 0, zone: null })!

function timeOfNanos(nanos: bigint, where: Where): FeelTime {
  const seconds = Number(nanos / billion)
  return new FeelTime(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, Number(nanos % billion), where.offset, where.zone)
}

const floorDiv = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b))
export const isLocal = (value: Where): boolean => value.offset === null && value.zone === null

/** Seconds since midnight UTC, for comparing times. */
export const timeValue = (t: FeelTime): bigint => nanosOfDay(t) - BigInt(offsetOf(t) ?? 0) * billion

// ---------------------------------------------------------------- arithmetic (tables of 10.3.2.3 and "addition and subtraction")

export function addMonths(date: FeelDate, months: number): FeelDate | null {
  const total = date.year * 12 + (date.month - 1) + months
  const year = Math.floor(total / 12)
  if (Math.abs(year) > maxYear) return null
  const month = total - year * 12 + 1
  return new FeelDate(year, month, Math.min(date.day, monthLength(year, month)))
}

export function addToDateTime(value: FeelDateTime, duration: Months | Nanos): FeelDateTime | null {
  if (duration instanceof Nanos) return atInstant(instantOf(value) + duration.nanos, value)
  const date = addMonths(value.date, duration.months)
  return date && new FeelDateTime(date, value.time)
}

export function addToDate(value: FeelDate, duration: Months | Nanos): FeelDate | null {
  if (duration instanceof Months) return addMonths(value, duration.months)
  return dateOfDays(daysOf(value) + Number(floorDiv(duration.nanos, dayNanos)))
}

export const addToTime = (value: FeelTime, duration: Nanos): FeelTime =>
  timeOfNanos((((nanosOfDay(value) + duration.nanos) % dayNanos) + dayNanos) % dayNanos, value)

/** Null when one is local and the other is not; a day beside a moment is its midnight in UTC, so never local (table 57). */
export function between(a: FeelDateTime | FeelDate, b: FeelDateTime | FeelDate): Nanos | null {
  const local = (one: FeelDateTime | FeelDate): boolean => one instanceof FeelDateTime && isLocal(one)
  if (local(a) !== local(b)) return null
  return new Nanos(instantOf(a) - instantOf(b))
}

export function betweenTimes(a: FeelTime, b: FeelTime): Nanos | null {
  return isLocal(a) !== isLocal(b) ? null : new Nanos(timeValue(a) - timeValue(b))
}

/** Whole months from one day to the other, towards zero; the time of day does not count. */
export function monthsBetween(from: FeelDateTime | FeelDate, to: FeelDateTime | FeelDate): Months {
  const a = from instanceof FeelDateTime ? from.date : from
  const b = to instanceof FeelDateTime ? to.date : to
  const months = (b.year - a.year) * 12 + b.month - a.month
  if (months > 0 && b.day < a.day) return new Months(months - 1)
  return new Months(months < 0 && b.day > a.day ? months + 1 : months)
}

export function scaleNanos(value: Nanos, by: Num, inverse: boolean): Nanos | null {
  const size = new (Dec.clone({ precision: 60 }))(value.nanos.toString())
  const scaled = (inverse ? size.div(by) : size.times(by)).trunc()
  return scaled.isFinite() ? makeNanos(BigInt(scaled.toFixed())) : null
}

export function scaleMonths(value: Months, by: Num, inverse: boolean): Months | null {
  const scaled = (inverse ? new Dec(value.months).div(by) : new Dec(value.months).times(by)).trunc()
  return scaled.isFinite() ? makeMonths(scaled.toNumber()) : null
}

export const ratio = (a: bigint | number, b: bigint | number): Num | null => (BigInt(b) === 0n ? null : num(new Dec(String(a)).div(String(b))))

// ---------------------------------------------------------------- properties

/** Undefined: there is no such property on this kind. */
export function temporalProperty(value: Temporal, name: string): Num | string | Nanos | null | undefined {
  if (value instanceof FeelDate) {
    if (name === 'year') return value.year
    if (name === 'month') return value.month
    if (name === 'day') return value.day
    return name === 'weekday' ? weekday(value) : undefined
  }
  if (value instanceof FeelDateTime) return temporalProperty(value.date, name) ?? timeProperty(value.time, value, name)
  if (value instanceof FeelTime) return timeProperty(value, value, name)
  if (value instanceof Months) {
    if (name === 'years') return Math.trunc(value.months / 12) + 0
    return name === 'months' ? (value.months % 12) + 0 : undefined
  }
  const part = (nanos: bigint): number => Number(nanos) + 0
  if (name === 'days') return part(value.nanos / dayNanos)
  if (name === 'hours') return part((value.nanos / (3600n * billion)) % 24n)
  if (name === 'minutes') return part((value.nanos / (60n * billion)) % 60n)
  return name === 'seconds' ? num(new Dec((value.nanos % (60n * billion)).toString()).div(1e9)) : undefined
}

function timeProperty(time: FeelTime, whole: FeelTime | FeelDateTime, name: string): Num | string | Nanos | null | undefined {
  if (name === 'hour') return time.hour
  if (name === 'minute') return time.minute
  if (name === 'second') return time.nano ? num(new Dec(time.nano).div(1e9).plus(time.second)) : time.second
  if (name === 'timezone') return time.zone
  if (name !== 'time offset') return undefined
  const offset = offsetOf(whole)
  return offset === null ? null : new Nanos(BigInt(offset) * billion)
}
