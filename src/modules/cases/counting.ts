import { apologyBy, calendarOf, clockRules, dueAt, forwardBy, receivedAt, remaining, type Remaining, supplementBy } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { CaseFile, TimeLimit } from './domain/case-file.ts'

/** The unit's calendar and the rules of counting that hold on the day of `at`. */
const clockOn = (ctx: Pick<Ctx, 'take'>, at: Date, unit: string) => ({ calendar: calendarOf(ctx, unit, day(at)), rules: ctx.take(clockRules).on(day(at)) })

/** When something handed in at `at` counts as received: at the counter at once, online by the rule of hours. */
export function countsFrom(ctx: Pick<Ctx, 'take'>, at: Date, channel: CaseFile['channel'], unit: string): Date {
  const { calendar, rules } = clockOn(ctx, at, unit)
  return channel === 2 ? receivedAt(at, calendar, rules) : at
}

export type Promised = { dueAt: string; dueOn: string }

/** The due date of a case whose clock starts at `start`. */
export function promise(ctx: Pick<Ctx, 'take'>, start: Date, time: TimeLimit, unit: string): Promised {
  const { calendar, rules } = clockOn(ctx, start, unit)
  const due = dueAt(start, time, calendar, rules)
  return { dueAt: due.dueAt.toISOString(), dueOn: due.dueOn }
}

/** Until when the desk must have passed on a case received at `received` (Decree 61/2018 art. 18), and whether that is still today. */
export function forwarding(ctx: Pick<Ctx, 'take'>, received: Date, unit: string): { forwardAt: string; today: boolean } {
  const { calendar, rules } = clockOn(ctx, received, unit)
  const by = forwardBy(received, calendar, rules)
  return { forwardAt: by.toISOString(), today: day(by) === day(received) }
}

/** The last moment at which papers may be asked for. */
export function lastAsking(ctx: Pick<Ctx, 'take'>, received: Date, unit: string): Date {
  const { calendar, rules } = clockOn(ctx, received, unit)
  return supplementBy(received, calendar, rules).dueAt
}

/** The last moment for the apology. */
export function lastApology(ctx: Pick<Ctx, 'take'>, due: Date, unit: string): Date {
  const { calendar, rules } = clockOn(ctx, due, unit)
  return apologyBy(due, calendar, rules)
}

/** Where a running clock stands now. */
export const left = (ctx: Pick<Ctx, 'take' | 'now'>, due: Date, unit: string): Remaining => remaining(ctx.now, due, calendarOf(ctx, unit, day(ctx.now)))
