import { issueDocument, type Issue } from '#documents'
import { mustFindUnit } from '#organisations'
import { catalogue } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { Reaction } from '#platform/module'
import { openCase, record } from '../case-store.ts'
import { resultLetter } from '../result.ts'
import type { CaseEvent, CaseFile } from '../domain/case-file.ts'

/**
 * The signed result becomes a file in the person's own store, where the next procedure finds it. Whoever asked for it
 * electronically has it with that; on paper it waits at the desk.
 */
export const issueResult: Reaction = {
  name: 'cases.issue-result',
  on: {
    'cases.approved': async (ctx, event) => {
      const opened = await openCase(ctx, event.stream.slice('case-'.length))
      const file = opened.state
      if (file.result || !file.decision || !file.draft) return
      const declined = file.decision.outcome === 'decline'
      const issued = await issueDocument(ctx, resultOf(ctx, file))
      const events: CaseEvent[] = [{ type: 'cases.result-issued', data: issued }]
      if (file.delivery === 'online' && !declined) events.push({ type: 'cases.returned', data: { how: 'online' } })
      record(ctx, opened, true, ...events)
    },
  },
}

/** What is issued for a case that was decided: the document in the person's store, and the letter it is printed from. */
export function resultOf(ctx: Pick<Ctx, 'take' | 'now'>, file: CaseFile): Issue & { id: string } {
  const decision = file.decision!
  const draft = file.draft!
  const on = day(decision.at)
  const procedure = ctx.take(catalogue).get(file.procedure.code, file.procedure.version)
  const declined = decision.outcome === 'decline'
  return {
    id: `result-${file.id}`,
    owner: { id: file.applicant.id, name: file.applicant.name },
    resultCode: declined ? 'refusal' : procedure.result.code,
    documentType: declined ? 'refusal' : procedure.result.documentType,
    title: declined ? { vi: `Từ chối giải quyết: ${procedure.names.vi}`, en: `Refusal: ${procedure.names.en}` } : procedure.result.names,
    number: decision.number,
    issuedOn: on,
    issuedBy: { unit: file.competentUnit, name: mustFindUnit(ctx, file.competentUnit, on).formal.vi },
    signedBy: decision.signer.name,
    caseId: file.id,
    data: { ...file.answers, ...draft.values },
    letter: resultLetter(ctx, file, { ...draft, outcome: decision.outcome }, { number: decision.number, signer: decision.signer, at: decision.at }),
  }
}
