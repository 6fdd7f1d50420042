import type { Expression } from './expression.ts'

/** When a timer rings, as the model says it: a text of ISO 8601, or FEEL that gives one. */
export type TimerText = {
  readonly kind: 'date' | 'duration' | 'cycle'
  readonly text: string | undefined
  readonly expression: Expression | undefined
  /** The calendar it is counted on, by the extension attribute `calendar` ('working'); undefined for the clock on the wall. */
  readonly calendar: string | undefined
}

/**
 * When a time written as text comes, counted from `from`; instants in milliseconds. Throws a RangeError for a text that is
 * no time. A house that counts on working days passes its own and falls back on `clockDue`.
 */
export type Due = (text: string, from: number, calendar: string | undefined) => number

const duration = /^([+-])?P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const date = /^[+-]?\d{4,}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

export const isDuration = (text: string): boolean => duration.test(text) && /\d[YMWDHS]/.test(text)
export const isDate = (text: string): boolean => date.test(text) && !Number.isNaN(instantOf(text))

/** A text without zone is read in UTC, so that the same model says the same on every machine. */
function instantOf(text: string): number {
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) ? text : text.length > 10 ? `${text}Z` : `${text}T00:00:00Z`
  return Date.parse(zoned)
}

/** Durations and dates by the clock: a day is 24 hours, months and years are those of the calendar in UTC. */
export const clockDue: Due = (text, from) => {
  if (isDate(text)) return instantOf(text)
  const parts = isDuration(text) ? duration.exec(text) : null
  if (!parts) throw new RangeError(text)
  const sign = parts[1] === '-' ? -1 : 1
  const [years, months, weeks, days, hours, minutes, seconds] = parts.slice(2).map((it) => Number(it ?? 0) * sign) as [number, number, number, number, number, number, number]
  let at = from
  if (years || months) {
    const day = new Date(from)
    const wanted = day.getUTCDate()
    day.setUTCDate(1)
    day.setUTCMonth(day.getUTCMonth() + Math.trunc(years * 12 + months))
    // The 31st of a month that has none is its last day.
    day.setUTCDate(Math.min(wanted, new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()))
    at = day.getTime()
  }
  const result = at + (weeks * 7 + days) * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000)
  if (!Number.isFinite(result) || Math.abs(result) > 8.64e15) throw new RangeError(text)
  return result
}

export type Cycle = { readonly times: number; readonly start: string | undefined; readonly every: string; readonly end: string | undefined }

/** `R3/PT10M`, `R/2026-01-01T08:00:00Z/P1D`, `R5/P1D/2026-02-01`, or a bare interval that never ends; undefined for what is none of these. */
export function cycleOf(text: string): Cycle | undefined {
  const parts = text.split('/')
  if (parts.length === 1) return isDuration(text) ? { times: Infinity, start: undefined, every: text, end: undefined } : undefined
  const head = /^R(-?\d*)$/.exec(parts[0]!)
  if (!head) return undefined
  const times = head[1] === '' || head[1] === '-1' ? Infinity : Number(head[1])
  const rest = parts.slice(1)
  const every = rest.find(isDuration)
  if (every === undefined || rest.length > 2 || times < 0) return undefined
  const day = rest.find((it) => it !== every)
  if (day !== undefined && !isDate(day)) return undefined
  return { times, every, start: rest[0] === day ? day : undefined, end: rest[1] === day ? day : undefined }
}

export const isTime = (kind: TimerText['kind'], text: string): boolean => (kind === 'cycle' ? cycleOf(text) !== undefined : kind === 'duration' ? isDuration(text) : isDate(text) || isDuration(text))

/** When it rings first, how often after that (-1 without end), and the interval; undefined when it never rings. */
export function firstRing(timer: TimerText, text: string, now: number, due: Due): { at: number; left: number } | undefined {
  if (timer.kind !== 'cycle') return { at: due(text, now, timer.calendar), left: 0 }
  const cycle = cycleOf(text)
  if (!cycle) throw new RangeError(text)
  if (cycle.times === 0) return undefined
  const left = cycle.times === Infinity ? -1 : cycle.times - 1
  // With a start the first ring is at the start itself (ISO 8601: the interval recurs from there).
  const at = cycle.start ? due(cycle.start, now, timer.calendar) : due(cycle.every, now, timer.calendar)
  return cycle.end && at > due(cycle.end, now, timer.calendar) ? undefined : { at, left }
}

/** The ring after the one at `last`. */
export function nextRing(timer: TimerText, text: string, last: number, left: number, due: Due): { at: number; left: number } | undefined {
  const cycle = timer.kind === 'cycle' && left !== 0 ? cycleOf(text) : undefined
  if (!cycle) return undefined
  const at = due(cycle.every, last, timer.calendar)
  return cycle.end && at > due(cycle.end, last, timer.calendar) ? undefined : { at, left: left < 0 ? -1 : left - 1 }
}
