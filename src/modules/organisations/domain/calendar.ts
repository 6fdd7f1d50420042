import { type Day, dayFromNumber, dayNumber, weekdayOfNumber, within } from './day.ts'

export type Names = { readonly vi: string; readonly en: string }

/** What a calendar says of one day: worked or not, why, and on whose word. */
export type CalendarDay = {
  day: Day
  working: boolean
  /** Why a day is not worked, or why a rest day is. Absent on an ordinary working day. */
  reason?: Names
  /** Every week's rest, which nobody needs to be told about. */
  weeklyRest: boolean
  /** The swapped day that this one is worked for. */
  makeUpFor?: Day
  appliesTo: 'all' | 'civil-servants'
  /** Computed, not yet decided by the Government. */
  provisional: boolean
  source: string
}

/** Minutes since midnight. */
export type Minute = number
export type Span = readonly [from: Minute, to: Minute]

export type Calendar = {
  readonly id: string
  readonly names: Names
  readonly timeZone: string
  readonly offsetMinutes: number
  readonly rest: ReadonlySet<number>
  readonly restReason: Names
  readonly restSource: string
  readonly known: { from: Day; to: Day }
  readonly hours: readonly { validFrom: Day; validTo?: Day; spans: readonly Span[]; source: string }[]
  readonly named: ReadonlyMap<number, CalendarDay>
}

/** What `calendar` says of `day`. Past the years it knows, only weekly rest is known, and the answer is provisional. */
export function calendarDay(calendar: Calendar, day: Day): CalendarDay {
  const number = dayNumber(day)
  const named = calendar.named.get(number)
  if (named) return named
  const weeklyRest = calendar.rest.has(weekdayOfNumber(number))
  return {
    day, working: !weeklyRest, weeklyRest, appliesTo: 'all', source: calendar.restSource,
    ...(weeklyRest && { reason: calendar.restReason }),
    provisional: day < calendar.known.from || day > calendar.known.to,
  }
}

export const isWorkingDay = (calendar: Calendar, day: Day): boolean => worked(calendar, dayNumber(day))

/** The same question on a day's number, for loops. */
export const worked = (calendar: Calendar, number: number): boolean => calendar.named.get(number)?.working ?? !calendar.rest.has(weekdayOfNumber(number))

/** The first working day after `day`. */
export const nextWorkingDay = (calendar: Calendar, day: Day): Day => workingDayFrom(calendar, dayNumber(day) + 1, 1)
/** `day` itself when it is worked, else the first that is. */
export const workingDayOnOrAfter = (calendar: Calendar, day: Day): Day => workingDayFrom(calendar, dayNumber(day), 1)
/** The last working day before `day`. */
export const previousWorkingDay = (calendar: Calendar, day: Day): Day => workingDayFrom(calendar, dayNumber(day) - 1, -1)

function workingDayFrom(calendar: Calendar, number: number, step: 1 | -1): Day {
  for (let at = number; Math.abs(at - number) < 366; at += step) if (worked(calendar, at)) return dayFromNumber(at)
  throw new RangeError(`Calendar ${calendar.id} has no working day within a year of ${dayFromNumber(number)}`)
}

/** The spans that are worked, in order; none on a day off. */
export function hoursOn(calendar: Calendar, day: Day): readonly Span[] {
  if (!isWorkingDay(calendar, day)) return []
  return openingHours(calendar, day)
}

function openingHours(calendar: Calendar, day: Day): readonly Span[] {
  const found = calendar.hours.findLast((hours) => within(day, hours)) ?? calendar.hours[0]
  if (!found) throw new RangeError(`Calendar ${calendar.id} has no opening hours`)
  return found.spans
}

/** When the offices open and close on a day; asked of a day off it answers for the hours that would be kept. */
export const opensAt = (calendar: Calendar, day: Day): Date => instantAt(calendar, day, openingHours(calendar, day)[0]![0])
export const closesAt = (calendar: Calendar, day: Day): Date => instantAt(calendar, day, openingHours(calendar, day).at(-1)![1])

/** The day it is on the offices' wall at `instant`. */
export const dayOf = (instant: Date, calendar: Calendar): Day => new Date(instant.getTime() + calendar.offsetMinutes * 60_000).toISOString().slice(0, 10)
/** Minutes since midnight on the offices' wall, seconds as a fraction. */
export const minuteOf = (instant: Date, calendar: Calendar): Minute => {
  const local = (instant.getTime() / 60_000 + calendar.offsetMinutes) % 1440
  return local < 0 ? local + 1440 : local
}
export const instantAt = (calendar: Calendar, day: Day, minute: Minute): Date => new Date((dayNumber(day) * 1440 + minute - calendar.offsetMinutes) * 60_000)
