import type { Ctx } from '#platform/ctx'
import { calendars, clockRules, dueAt, forwardBy, receivedAt } from '#organisations'
import { day } from '#platform/clock'
import type { CaseFile, TimeLimit } from './domain/case-file.ts'

/** The calendar and the rules of counting that hold on the day of `at`. */
export const clockOn = (ctx: Pick<Ctx, 'take'>, at: Date) => {
  const calendar = ctx.take(calendars).forUnits()
  return { calendar, rules: ctx.take(clockRules).on(day(at)) }
}

/** When something handed in at `at` counts as received: at the counter at once, online by the rule of hours. */
export function countsFrom(ctx: Ctx, at: Date, channel: CaseFile['channel']): Date {
  const { calendar, rules } = clockOn(ctx, at)
  return channel === 2 ? receivedAt(at, calendar, rules) : at
}

/** Due date and the moment of forwarding for a case whose clock starts at `start`. */
export function promise(ctx: Ctx, start: Date, time: TimeLimit): { dueAt: string; dueOn: string; forwardAt: string } {
  const { calendar, rules } = clockOn(ctx, start)
  const due = dueAt(start, time, calendar, rules)
  return { dueAt: due.dueAt.toISOString(), dueOn: due.dueOn, forwardAt: forwardBy(start, calendar, rules).toISOString() }
}

/** Received in time for it, a case goes on the same day; else it waits for the next working morning (Decree 61/2018 art. 18). */
export const goesOnToday = (forwardAt: string, now: Date): boolean => day(new Date(forwardAt)) === day(now)
