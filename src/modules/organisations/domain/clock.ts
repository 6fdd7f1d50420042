import { type Calendar, type Minute, type Names, closesAt, dayOf, hoursOn, instantAt, isWorkingDay, minuteOf, nextWorkingDay, opensAt, previousWorkingDay, worked, workingDayOnOrAfter } from './calendar.ts'
import { type Day, addDays, dayFromNumber, dayNumber } from './day.ts'

/** A time limit as a procedure states it. `hour` counts working hours; `immediate` is "ngay trong ngày" and its amount means nothing. */
export type Period = { amount: number; unit: 'working-day' | 'day' | 'hour' | 'immediate' }
export type Due = { dueOn: Day; dueAt: Date }

export type WorkingDays = { amount: number; unit: 'working-day' }
export type CalendarDays = { amount: number; unit: 'day' }
/** How well a rule is known: read in the text, known from its kind, or our own reading. */
export type Sureness = 'high' | 'medium' | 'low'

/** The numbers of `countries/vn/rules/clock.yaml` in force on a day. */
export type ClockRules = {
  readonly validFrom: Day
  readonly validTo?: Day
  readonly online: { lastFiling: Minute; countsFrom: Minute; source: string }
  readonly forwarding: { sameDayUntil: Minute; source: string }
  readonly immediate: { sameDayUntil: Minute; source: string }
  readonly counting: { startDayCounts: boolean; endOnDayOff: 'next-working-day' | 'same-day'; source: string }
  readonly supplement: {
    within: Period; requests: number; source: string
    /** How long whoever was asked has; `of` names procedures whose own law says otherwise. */
    answer: { within: CalendarDays; remindBefore: CalendarDays; source: string; sureness: Sureness; of: readonly { procedures: readonly string[]; within: CalendarDays; source: string; sureness: Sureness }[] }
    restart: { clock: 'in-full'; lateAlready: 'stays-late' | 'in-full'; source: string; sureness: Sureness }
  }
  readonly apology: { before: WorkingDays; reappointments: number; longest: WorkingDays; longestSource: string; source: string }
  readonly overdue: { tellDecidersAfter: WorkingDays; source: string }
  readonly rating: { within: CalendarDays; source: string; sureness: Sureness }
}

/** When something filed online counts as received: at once within the hours, else the next working day at the hour of the rule. */
export function receivedAt(filed: Date, calendar: Calendar, rules: ClockRules): Date {
  const day = dayOf(filed, calendar)
  if (isWorkingDay(calendar, day) && minuteOf(filed, calendar) <= rules.online.lastFiling) return filed
  return instantAt(calendar, nextWorkingDay(calendar, day), rules.online.countsFrom)
}

/** Until when the counter must have passed a case on: the close of the same day, or the opening of the next working day. */
export function forwardBy(received: Date, calendar: Calendar, rules: ClockRules): Date {
  const day = dayOf(received, calendar)
  const today = isWorkingDay(calendar, day) && minuteOf(received, calendar) <= rules.forwarding.sameDayUntil
  return today ? closesAt(calendar, day) : opensAt(calendar, nextWorkingDay(calendar, day))
}

/**
 * When something begun at `start` is due (Civil Code 2015 art. 147, 148).
 * Days end when the offices close; hours end on the minute. Refuses with RangeError an amount below zero or not whole.
 */
export function dueAt(start: Date, period: Period, calendar: Calendar, rules: ClockRules): Due {
  if (period.unit !== 'immediate' && !(Number.isInteger(period.amount) && period.amount >= 0)) throw new RangeError(`A time limit is a whole number from zero, not ${period.amount}`)
  const day = dayOf(start, calendar)
  switch (period.unit) {
    case 'immediate': {
      const today = isWorkingDay(calendar, day) && minuteOf(start, calendar) <= rules.immediate.sameDayUntil
      return endOf(calendar, today ? day : nextWorkingDay(calendar, day))
    }
    case 'hour': {
      const at = addWorkingMinutes(start, period.amount * 60, calendar)
      return { dueOn: dayOf(at, calendar), dueAt: at }
    }
    case 'working-day': {
      const amount = rules.counting.startDayCounts && isWorkingDay(calendar, day) ? period.amount - 1 : period.amount
      return endOf(calendar, addWorkingDays(day, amount, calendar))
    }
    case 'day': {
      const last = addDays(day, rules.counting.startDayCounts ? period.amount - 1 : period.amount)
      return endOf(calendar, rules.counting.endOnDayOff === 'next-working-day' ? workingDayOnOrAfter(calendar, last) : last)
    }
  }
}

/**
 * When something is due whose clock stood still from `stopped` until `resumed`: what was left goes on, no more and no less.
 * Hours go on to the minute; days by the whole days that were left, to the close of the last. Stopped on its last day, the
 * hours of that day that were left must fit in. Late already when it was stopped, it stays as late as it was.
 */
export function dueAfterPause(due: Date, stopped: Date, resumed: Date, unit: Period['unit'], calendar: Calendar, rules: ClockRules): Due {
  const [last, stop, go] = [dayOf(due, calendar), dayOf(stopped, calendar), dayOf(resumed, calendar)]
  if (due <= stopped || resumed <= stopped) return { dueOn: last, dueAt: due }
  const minutes = (): Date => addWorkingMinutes(resumed, workingMinutesBetween(stopped, due, calendar), calendar)
  if (unit === 'hour') {
    const at = minutes()
    return { dueOn: dayOf(at, calendar), dueAt: at }
  }
  if (last === stop) return endOf(calendar, dayOf(minutes(), calendar))
  if (unit !== 'day') return endOf(calendar, addWorkingDays(go, workingDaysBetween(stop, last, calendar), calendar))
  const end = addDays(go, dayNumber(last) - dayNumber(stop))
  return endOf(calendar, rules.counting.endOnDayOff === 'next-working-day' ? workingDayOnOrAfter(calendar, end) : end)
}

const endOf = (calendar: Calendar, day: Day): Due => ({ dueOn: day, dueAt: closesAt(calendar, day) })

/** By when the one request for papers must be out, counted from receipt. */
export const supplementBy = (received: Date, calendar: Calendar, rules: ClockRules): Due => dueAt(received, rules.supplement.within, calendar, rules)

/** Papers were asked for at `asked`: until which day they are waited for, and when the worker reminds. */
export function answering(asked: Date, procedure: string, calendar: Calendar, rules: ClockRules): { until: Day; remindAt: Date } {
  const { answer } = rules.supplement
  const { dueOn: until } = dueAt(asked, answer.of.find((own) => own.procedures.includes(procedure))?.within ?? answer.within, calendar, rules)
  return { until, remindAt: opensAt(calendar, previousWorkingDay(calendar, addDays(until, 1 - answer.remindBefore.amount))) }
}

/**
 * Reminded at `now` of papers that are waited for until `until`: when the case ends, the next working morning after. Whoever
 * is reminded late, because the worker stood still, has as long as whoever was reminded in time.
 */
export function waitingOn(until: Day, now: Date, calendar: Calendar, rules: ClockRules): { until: Day; endsAt: Date } {
  const atLeast = workingDayOnOrAfter(calendar, addDays(dayOf(now, calendar), rules.supplement.answer.remindBefore.amount))
  const later = atLeast > until ? atLeast : until
  return { until: later, endsAt: opensAt(calendar, nextWorkingDay(calendar, later)) }
}

/** The last moment for the apology and the new appointment: so many working days before the old one, at the same hour. */
export function apologyBy(due: Date, calendar: Calendar, rules: ClockRules): Date {
  return instantAt(calendar, addWorkingDays(dayOf(due, calendar), -rules.apology.before.amount, calendar), minuteOf(due, calendar))
}

/** When those who decide hear that a case due at `due` is still late: so many working days after, at the same hour. */
export const decidersHearAt = (due: Date, calendar: Calendar, rules: ClockRules): Date =>
  instantAt(calendar, addWorkingDays(dayOf(due, calendar), rules.overdue.tellDecidersAfter.amount, calendar), minuteOf(due, calendar))

/** The `amount`-th working day after `day` (before it, when negative). Zero gives `day`, or the first working day after a day off. */
export function addWorkingDays(day: Day, amount: number, calendar: Calendar): Day {
  if (amount === 0) return workingDayOnOrAfter(calendar, day)
  let at = dayNumber(day)
  const step = amount < 0 ? -1 : 1
  for (let left = Math.abs(amount); left > 0; ) {
    at += step
    if (worked(calendar, at)) left--
  }
  return dayFromNumber(at)
}

/** How many working days lie after `from` up to and with `to`; negative when `to` comes first. */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar)
  let count = 0
  for (let at = dayNumber(from) + 1, last = dayNumber(to); at <= last; at++) if (worked(calendar, at)) count++
  return count
}

/** Adds time during which the offices are open. Begun outside the hours, it starts when they open. */
export function addWorkingMinutes(start: Date, minutes: number, calendar: Calendar): Date {
  let day = dayOf(start, calendar)
  let from = minuteOf(start, calendar)
  for (let left = minutes; ; day = nextWorkingDay(calendar, day), from = 0) {
    for (const [opens, closes] of hoursOn(calendar, day)) {
      const begin = Math.max(opens, from)
      if (begin > closes || (begin === closes && left > 0)) continue
      if (left <= closes - begin) return instantAt(calendar, day, begin + left)
      left -= closes - begin
    }
  }
}

/** Minutes during which the offices are open between two instants; 0 when `to` comes first. */
export function workingMinutesBetween(from: Date, to: Date, calendar: Calendar): number {
  const [first, last] = [dayNumber(dayOf(from, calendar)), dayNumber(dayOf(to, calendar))]
  let sum = 0
  for (let at = first; at <= last; at++) {
    if (!worked(calendar, at)) continue
    const begin = at === first ? minuteOf(from, calendar) : 0
    const end = at === last ? minuteOf(to, calendar) : 1440
    for (const [opens, closes] of hoursOn(calendar, dayFromNumber(at))) sum += Math.max(0, Math.min(end, closes) - Math.max(begin, opens))
  }
  return sum
}

export type SkippedDay = { day: Day; reason: Names }

/**
 * Where a clock stands, in what an official and a person count with.
 * `skipped` names the days that are not counted and would otherwise have been ("không tính 24/11, Ngày Văn hóa Việt Nam");
 * Saturdays and Sundays are not among them, nobody expects those.
 */
export type Remaining =
  | { state: 'in-time'; workingDays: number; skipped: SkippedDay[] }
  | { state: 'today'; workingMinutes: number; skipped: SkippedDay[] }
  | { state: 'late'; workingDays: number; workingMinutes: number; skipped: SkippedDay[] }

export function remaining(now: Date, due: Date, calendar: Calendar): Remaining {
  const today = dayOf(now, calendar)
  const dueOn = dayOf(due, calendar)
  if (now > due) return { state: 'late', workingDays: workingDaysBetween(dueOn, today, calendar), workingMinutes: workingMinutesBetween(due, now, calendar), skipped: skippedBetween(dueOn, today, calendar) }
  if (today === dueOn) return { state: 'today', workingMinutes: workingMinutesBetween(now, due, calendar), skipped: [] }
  return { state: 'in-time', workingDays: workingDaysBetween(today, dueOn, calendar), skipped: skippedBetween(today, dueOn, calendar) }
}

/** Days off after `from` up to and with `to` that are no weekly rest: holidays, days in lieu, swapped days. */
export function skippedBetween(from: Day, to: Day, calendar: Calendar): SkippedDay[] {
  const skipped: SkippedDay[] = []
  for (let at = dayNumber(from) + 1, last = dayNumber(to); at <= last; at++) {
    const day = calendar.named.get(at)
    if (day && !day.working && !day.weeklyRest && day.reason) skipped.push({ day: day.day, reason: day.reason })
  }
  return skipped
}
