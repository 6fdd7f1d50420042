import { answering, apologyBy, calendarOf, clockRules, decidersHearAt, dueAfterPause, dueAt, forwardBy, receivedAt, remaining, type Remaining, supplementBy, waitingOn } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { CaseEvent, CaseFile, Limits, TimeLimit } from './domain/case-file.ts'

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

/**
 * What follows for a case when the charge that its `charge`-th event asked for was paid. Waiting for a financial duty is
 * outside the clock (Decree 61/2018 art. 19, Index 766): if the case stood still for this duty, it goes on with the time it
 * had left, where papers begin the time anew. Paid for something else, it waits on.
 */
export function paid(ctx: Pick<Ctx, 'take' | 'now'>, file: CaseFile, charge: number, { amount, online }: { amount: number; online: boolean }): CaseEvent {
  if (file.state !== 'fee-asked') return { type: 'cases.fee-paid', data: { amount, online, charge } }
  const waitsFor = file.fees.findLast((fee) => fee.at === 'asked')
  if (waitsFor && waitsFor.code !== askedCode(charge)) return { type: 'cases.fee-paid', data: { amount, online, charge, waits: true } }
  if (!file.dueAt || !file.pausedAt) return { type: 'cases.fee-paid', data: { amount, online, charge } }
  const { calendar, rules } = clockOn(ctx, file.pausedAt, file.competentUnit)
  const due = dueAfterPause(file.dueAt, file.pausedAt, countsFrom(ctx, ctx.now, online ? 2 : 1, file.competentUnit), file.extension ? 'working-day' : file.time.unit, calendar, rules)
  return { type: 'cases.fee-paid', data: { amount, online, charge, dueAt: due.dueAt.toISOString(), dueOn: due.dueOn } }
}

/** How the fee is called that event `n` of a case asks for. */
export const askedCode = (n: number): string => `asked-${n}`

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

/** When those who decide hear that a case due at `due` is still late. */
export function decidersHear(ctx: Pick<Ctx, 'take'>, due: Date, unit: string): Date {
  const { calendar, rules } = clockOn(ctx, due, unit)
  return decidersHearAt(due, calendar, rules)
}

/** How often a thing may be done to a case, today. */
export function limitsOn(ctx: Pick<Ctx, 'take' | 'now'>): Limits {
  const { supplement, apology, rating } = ctx.take(clockRules).on(day(ctx.now))
  return { requests: supplement.requests, reappointments: apology.reappointments, rateEndedSince: new Date(ctx.now.getTime() - rating.within.amount * 86_400_000) }
}

/** Until which day papers asked for now are waited for, and when the worker reminds. */
export function waitFor(ctx: Pick<Ctx, 'take' | 'now'>, file: Pick<CaseFile, 'receivingUnit' | 'procedure'>): { until: string; remindAt: string } {
  const { calendar, rules } = clockOn(ctx, ctx.now, file.receivingUnit)
  const { until, remindAt } = answering(ctx.now, file.procedure.code, calendar, rules)
  return { until, remindAt: remindAt.toISOString() }
}

/** What the reminder says: until when, and when the case ends. */
export function reminder(ctx: Pick<Ctx, 'take' | 'now'>, file: CaseFile): CaseEvent {
  const { calendar, rules } = clockOn(ctx, ctx.now, file.receivingUnit)
  const { until, endsAt } = waitingOn(file.request!.until!, ctx.now, calendar, rules)
  return { type: 'cases.papers-reminded', data: { items: file.request!.items, until, endsAt: endsAt.toISOString() } }
}

/** How many working days away a new appointment may lie, today. */
export const longestReappointment = (ctx: Pick<Ctx, 'take' | 'now'>): number => ctx.take(clockRules).on(day(ctx.now)).apology.longest.amount

/**
 * The new appointment when the papers have come: the time begins anew, in full (Decree 61/2018 art. 19). Nothing where the
 * clock had not begun. A case that was late when papers were asked for stays late, if the rule of that day says so.
 */
export function restarted(ctx: Pick<Ctx, 'take' | 'now'>, file: CaseFile): Partial<Promised> & { staysLate?: true } {
  if (!file.dueAt) return {}
  const { rules } = clockOn(ctx, ctx.now, file.competentUnit)
  const late = file.pausedAt !== undefined && file.dueAt < file.pausedAt
  return {
    ...promise(ctx, countsFrom(ctx, ctx.now, file.channel, file.competentUnit), file.time, file.competentUnit),
    ...(late && rules.supplement.restart.lateAlready === 'stays-late' ? { staysLate: true as const } : {}),
  }
}

/** Where a running clock stands now. */
export const left = (ctx: Pick<Ctx, 'take' | 'now'>, due: Date, unit: string): Remaining => remaining(ctx.now, due, calendarOf(ctx, unit, day(ctx.now)))
