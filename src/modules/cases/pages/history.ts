import type { Ctx } from '#platform/ctx'
import type { StoredEvent } from '#platform/events'
import { date, money } from '#ui/format'
import type { Happening } from '#ui/timeline'
import { type CaseEvent, type CaseFile, isOpen } from '../domain/case-file.ts'
import { clockOf, deskName, textsOf, unitName } from './words.tsx'
import { day } from '#platform/clock'

/** How the work is shared out inside the administration is not the applicant's affair; what it comes to is said to her. */
const amongOfficials = new Set(['cases.task-late', 'cases.flow-moved', 'cases.opinion-given'])

/** What happened to a case, newest first, in sentences that name who did it and in whose name. */
export function historyOf(ctx: Ctx, file: CaseFile, events: StoredEvent[]): Happening[] {
  const t = textsOf(ctx.lang).history
  const f = textsOf(ctx.lang).flow.history
  const happened = events.filter(({ type }) => ctx.actor.kind === 'official' || !amongOfficials.has(type)).map((stored): Happening => {
    const event = stored as unknown as CaseEvent
    const on = day(stored.at)
    const who = event.type === 'cases.fee-paid' ? (event.data.online ? t.byBank : undefined) : stored.actor === 'system' ? t.bySen : stored.actor === file.applicant.id ? (ctx.actor.id === file.applicant.id ? t.you : t.byApplicant) : stored.inNameOf ? t.inNameOf(stored.actorName, stored.inNameOf === file.applicant.id ? file.applicant.name : nameOf(event)) : stored.actorName
    return { when: stored.at, ...(who ? { who } : {}), state: 'done', ...sentence(event, on) }
  })
  const items = happened.reverse()
  return isOpen(file) ? [{ whenWords: t.now, what: t.stands[file.state], state: 'now', who: standsWith(ctx, file) }, ...items] : items

  function sentence(event: CaseEvent, on: string): { what: string; note?: string } {
    switch (event.type) {
      case 'cases.submitted': return { what: t.submitted(deskName(ctx, event.data.receivingUnit, on)) }
      case 'cases.registered': return { what: t.registered(deskName(ctx, event.data.receivingUnit, on), date(event.data.dueOn!)), ...(event.data.cash ? { note: t.feePaid(money(event.data.cash, ctx.lang)) } : {}) }
      case 'cases.accepted': return { what: t.accepted(date(event.data.dueOn)) }
      case 'cases.refused': return { what: t.refused, note: event.data.reason }
      case 'cases.papers-asked': return { what: t.papersAsked(event.data.items.join('; ')), note: event.data.reason }
      case 'cases.papers-supplied': return { what: event.data.dueOn ? t.papersSuppliedRestart(date(event.data.dueOn)) : t.papersSupplied, ...(event.data.answer ? { note: event.data.answer } : {}) }
      case 'cases.papers-reminded': return { what: t.papersReminded(date(event.data.until)) }
      case 'cases.lapsed': return { what: t.lapsed(date(event.data.until)) }
      case 'cases.resumed': return { what: t.resumed(date(event.data.until)), note: event.data.reason }
      case 'cases.forwarded': return { what: t.forwarded(unitName(ctx, event.data.to, on)) }
      case 'cases.assigned': return { what: t.assigned(event.data.to.name) }
      case 'cases.fee-asked': return { what: t.feeAsked(money(event.data.fee.amount, ctx.lang)), note: event.data.reason }
      case 'cases.fee-paid': return { what: (event.data.online ? t.feePaidOnline : t.feePaid)(money(event.data.amount, ctx.lang)) }
      // What is proposed stays among officials until it is decided.
      case 'cases.drafted': return { what: t.drafted, ...(event.data.note && ctx.actor.kind === 'official' ? { note: event.data.note } : {}) }
      case 'cases.sent-back': return { what: t.sentBack, ...(ctx.actor.kind === 'official' ? { note: event.data.remark } : {}) }
      case 'cases.approved': return { what: event.data.outcome === 'grant' ? t.approved(event.data.number) : t.declined(event.data.number), ...(event.data.reason ? { note: event.data.reason } : {}) }
      case 'cases.task-done': return { what: f.taskDone(event.data.names[ctx.lang]), ...(event.data.note && ctx.actor.kind === 'official' ? { note: event.data.note } : {}) }
      case 'cases.consulted': return { what: f.consulted(event.data.units.map((unit) => unitName(ctx, unit, on)).join(', ')), ...(event.data.question && ctx.actor.kind === 'official' ? { note: event.data.question } : {}) }
      case 'cases.opinion-given': return { what: f.opinion(unitName(ctx, event.data.unit, on), event.data.agrees), ...(event.data.words ? { note: event.data.words } : {}) }
      case 'cases.task-skipped': return { what: f.skipped(event.data.names[ctx.lang]), ...(ctx.actor.kind === 'official' ? { note: event.data.reason } : {}) }
      case 'cases.taken-over': return { what: f.takenOver(event.data.from?.name ?? ''), ...(ctx.actor.kind === 'official' ? { note: event.data.reason } : {}) }
      case 'cases.task-late': return { what: f.taskLate(event.data.names[ctx.lang]) }
      case 'cases.timer-rang': return { what: f.rang(event.data.names[ctx.lang]) }
      case 'cases.flow-moved': return { what: f.moved(event.data.to.version), note: event.data.reason }
      case 'cases.competence-moved': return { what: f.belongs(unitName(ctx, event.data.to.competentUnit, on)), note: event.data.source }
      case 'cases.sealed': return { what: t.sealed }
      case 'cases.result-issued': return { what: t.resultIssued }
      case 'cases.returned': return { what: t.returned[event.data.how], ...(event.data.to ? { note: event.data.to } : {}) }
      case 'cases.withdrawn': return { what: t.withdrawn, ...(event.data.reason ? { note: event.data.reason } : {}) }
      case 'cases.apology-prepared': return { what: t.apologyPrepared(date(event.data.dueOn)) }
      case 'cases.extended': return { what: t.extended(date(event.data.fromDueOn), date(event.data.dueOn)), note: event.data.reason }
      case 'cases.overdue': return { what: t.overdue(event.data.level) }
      case 'cases.rated': return { what: t.rated(event.data.stars), ...(event.data.words ? { note: event.data.words } : {}) }
    }
  }
}

const nameOf = (event: CaseEvent): string => (event.type === 'cases.approved' ? (event.data.signer.inNameOf?.name ?? '') : '')

/** Who has the case now: what waits for a signature is with those who sign, whoever drafted it. */
export function standsWith(ctx: Ctx, file: CaseFile): string {
  const t = textsOf(ctx.lang).history
  const today = day(ctx.now)
  if (file.state === 'submitted' || file.state === 'finished') return deskName(ctx, file.receivingUnit, today)
  if (file.state === 'papers-asked' || file.state === 'fee-asked') return ctx.actor.id === file.applicant.id ? t.you : file.applicant.name
  if (file.state === 'for-decision') return t.leaders(unitName(ctx, file.competentUnit, today))
  return handlerOf(ctx, file)
}

/** Whose work the case is in the unit that decides; the unit where nobody has taken it. */
export function handlerOf(ctx: Ctx, file: CaseFile): string {
  const today = day(ctx.now)
  return file.handler ? `${file.handler.name}, ${unitName(ctx, file.competentUnit, today)}` : unitName(ctx, file.competentUnit, today)
}

/** The clock of an opened case. */
export const clockOfFile = (ctx: Ctx, file: CaseFile, how: { brief?: boolean; toApplicant?: boolean } = {}) =>
  clockOf(ctx, {
    state: file.state, competent_unit: file.competentUnit, due_at: file.dueAt ?? null, due_on: file.dueOn ?? null, accepted_at: file.acceptedAt ?? null, filed_at: file.filedAt,
    finished_at: file.finishedAt ?? null, ended_at: file.endedAt ?? null, paused_at: file.pausedAt ?? null,
    on_time: file.finishedAt && file.dueAt ? file.finishedAt <= file.dueAt : null, fee_due: file.state === 'submitted' ? Math.max(0, file.fees.reduce((s, f) => s + (f.at === 'filing' ? f.amount : 0), 0) - file.paid) : 0,
  }, how)
