import { type Remaining, unitRegister } from '#organisations'
import { catalogue } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx, Lang } from '#platform/ctx'
import { clockWords, type ClockState } from '#ui/clock'
import { left } from '../counting.ts'
import { type CaseState, states } from '../domain/steps.ts'
import { textsOf } from '../texts/texts.ts'

export { textsOf }

type Clocked = {
  state: CaseState; competent_unit: string; due_at: Date | null; due_on: string | null; accepted_at: Date | null; filed_at: Date
  finished_at?: Date | null; ended_at?: Date | null; on_time?: boolean | null; paused_at: Date | null; fee_due: number
}

export type ClockShown = { words: ReturnType<typeof clockWords>; share?: number }

/** The clock of a case in words, and how much of its time is used. */
export function clockOf(ctx: Pick<Ctx, 'take' | 'now' | 'lang'>, row: Clocked, { brief = false, toApplicant = false }: { brief?: boolean; toApplicant?: boolean } = {}): ClockShown {
  const { clock } = states[row.state]
  if (clock === 'not-yet') return { words: clockWords(ctx.lang, row.fee_due > 0 ? { state: 'paused', waitsFor: 'fee' } : { state: 'not-yet' }, brief) }
  if (clock === 'paused') return { words: clockWords(ctx.lang, { state: 'paused', waitsFor: row.state === 'fee-asked' ? 'fee' : toApplicant ? 'you' : 'applicant' }, brief) }
  if (clock === 'ended' || !row.due_at) {
    const at = row.finished_at ?? row.ended_at ?? undefined
    const state = row.state === 'finished' || row.state === 'returned' || row.state === 'stopped' ? (row.on_time === false ? 'done-late' : 'done') : 'ended'
    return { words: clockWords(ctx.lang, { state, ...(at ? { at } : {}) }, brief) }
  }
  const r = left(ctx, row.due_at, row.competent_unit)
  const begun = (row.accepted_at ?? row.filed_at).getTime()
  const share = Math.min(1, Math.max(0, (ctx.now.getTime() - begun) / Math.max(1, row.due_at.getTime() - begun)))
  return { words: clockWords(ctx.lang, remainingInWords(ctx.lang, r, row.due_at), brief), share }
}

function remainingInWords(lang: Lang, r: Remaining, due: Date): Parameters<typeof clockWords>[1] {
  const skipped = r.skipped.map((s) => ({ day: s.day, name: s.reason[lang] }))
  switch (r.state) {
    case 'in-time': return { state: 'running' as ClockState, workingDays: r.workingDays, dueOn: day(due), skipped }
    case 'today': return { state: 'today', dueOn: due }
    case 'late': return r.workingDays > 0 ? { state: 'late', workingDays: r.workingDays, dueOn: day(due) } : { state: 'late', hours: Math.max(1, Math.round(r.workingMinutes / 60)), dueOn: day(due) }
  }
}

/** A unit's name on a day, as its authority signs; a unit that is no more keeps the name it had. */
export function unitName(ctx: Pick<Ctx, 'take' | 'lang'>, code: string, on: string, form: 'formal' | 'name' | 'full' | 'place' = 'formal'): string {
  const register = ctx.take(unitRegister)
  const unit = register.find(code, on) ?? register.versionsOf(code).at(-1)
  return unit ? unit[form][ctx.lang] : code
}

/** The one-stop desk that receives for a unit. */
export function deskName(ctx: Pick<Ctx, 'take' | 'lang'>, unit: string, on: string): string {
  return ctx.take(unitRegister).centreOf(unit, on)?.formal[ctx.lang] ?? unitName(ctx, unit, on)
}

/** What became of a unit that is no more, to be said beside its old name. */
export function unitNow(ctx: Pick<Ctx, 'take' | 'lang' | 'now'>, code: string, on: string): string | undefined {
  const register = ctx.take(unitRegister)
  const today = day(ctx.now)
  const before = register.find(code, on)
  const now = register.find(code, today)
  if (before && now && before.formal.vi !== now.formal.vi) return now.formal[ctx.lang]
  if (before && !now) return register.successorsOf(code, on, today).map((s) => s.unit.formal[ctx.lang]).join(', ') || undefined
  return undefined
}

export const procedureName = (ctx: Pick<Ctx, 'take' | 'lang'>, code: string, version: number): string => ctx.take(catalogue).get(code, version).names[ctx.lang]
