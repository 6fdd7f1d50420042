import { issueDocument, letterPress, type Issue } from '#documents'
import { entrusted, mustFindUnit, unitRegister } from '#organisations'
import { catalogue } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { StoredEvent } from '#platform/events'
import type { Reaction } from '#platform/module'
import { openCase, record } from '../case-store.ts'
import { resultLetter } from '../result.ts'
import { type CaseEvent, type CaseFile, feesBeforeResult, feesDueAtReturn } from '../domain/case-file.ts'

/**
 * The signed result becomes a file in the person's own store, where the next procedure finds it. Whoever asked for it
 * electronically has it with that; on paper it waits at the desk. What is to be paid first is waited for: the news of the
 * payment comes here as well.
 */
const issue = async (ctx: Ctx, event: StoredEvent): Promise<void> => {
  const opened = await openCase(ctx, event.stream.slice('case-'.length))
  const file = opened.state
  const { result, handOver } = whatFollows(ctx, file)
  const events: CaseEvent[] = []
  if (result) events.push({ type: 'cases.result-issued', data: await issueDocument(ctx, { ...resultOf(ctx, file), signing: signingOf(ctx, opened) }) })
  if (handOver) events.push({ type: 'cases.returned', data: { how: 'online' } })
  if (events.length) record(ctx, opened, true, ...events)
}

/** To approve is to sign: the approval is what lets the official's key be used, once, on this paper. */
function signingOf(ctx: Ctx, { state: file, events }: Awaited<ReturnType<typeof openCase>>): NonNullable<Issue['signing']> {
  const approval = events.findLast((event) => event.type === 'cases.approved')!
  const seal = events.findLast((event) => event.type === 'cases.sealed') ?? approval
  const { name, position, inNameOf } = file.decision!.signer
  const on = day(file.decision!.at)
  const unit = mustFindUnit(ctx, file.competentUnit, on)
  return { official: { id: approval.actor, name, position, ...(inNameOf ? { inNameOf } : {}) }, agency: { unit: file.competentUnit, name: unit.formal.vi, place: ctx.take(unitRegister).datedFrom(unit.code, on)!.vi }, authorised: `${approval.stream} ${approval.version}`, sealAuthorised: `${seal.stream} ${seal.version}` }
}

export const issueResult: Reaction = {
  name: 'cases.issue-result',
  on: { 'cases.approved': issue, 'cases.sealed': issue, 'cases.fee-paid': issue },
}

/** Whether the result of a case that was decided is issued now, and whether with that it is handed over. The seal is the clerk's, or the agency has let the platform set it. */
export function whatFollows(ctx: Pick<Ctx, 'take' | 'now'>, file: CaseFile): { result: boolean; handOver: boolean } {
  if (!file.decision || !file.draft || (file.state !== 'finished' && file.state !== 'stopped')) return { result: false, handOver: false }
  const mayBeSealed = file.sealed !== undefined || entrusted(ctx, 'seal', { unit: file.competentUnit, procedure: file.procedure.code }, day(ctx.now)) !== undefined
  if (file.decision.outcome === 'decline') return { result: !file.result && mayBeSealed, handOver: false }
  const ready = feesBeforeResult(file) === 0 && (file.result !== undefined || mayBeSealed)
  return { result: !file.result && ready, handOver: ready && file.delivery === 'online' && feesDueAtReturn(file) === 0 }
}

/** What is issued for a case that was decided: the document in the person's store, and the letter it is printed from. */
export function resultOf(ctx: Pick<Ctx, 'take' | 'now'>, file: CaseFile): Issue & { id: string } {
  const decision = file.decision!
  const draft = file.draft!
  const on = day(decision.at)
  const procedure = ctx.take(catalogue).get(file.procedure.code, file.procedure.version)
  const declined = decision.outcome === 'decline'
  const subject = declined ? undefined : draft.values[ctx.take(letterPress).letters[procedure.result.template]?.about ?? '']
  return {
    id: `result-${file.id}`,
    owner: { id: file.applicant.id, name: file.applicant.name },
    resultCode: declined ? 'refusal' : procedure.result.code,
    documentType: declined ? 'refusal' : procedure.result.documentType,
    title: declined ? { vi: `Từ chối giải quyết: ${procedure.names.vi}`, en: `Refusal: ${procedure.names.en}` } : procedure.result.names,
    ...(subject && subject !== file.applicant.name ? { subject } : {}),
    number: decision.number,
    issuedOn: on,
    issuedBy: { unit: file.competentUnit, name: mustFindUnit(ctx, file.competentUnit, on).formal.vi },
    signedBy: decision.signer.name,
    caseId: file.id,
    data: { ...file.answers, ...draft.values },
    letter: resultLetter(ctx, file, { ...draft, outcome: decision.outcome }, { number: decision.number, signer: decision.signer, at: decision.at }),
  }
}
