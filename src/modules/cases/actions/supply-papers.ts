import Type from 'typebox'
import { notePaperUse, takeUploads } from '#documents'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { limitsOn, restarted } from '../counting.ts'
import { mustTake, type Paper } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

/** The applicant answers the request. If the clock had started, it starts again in full from now. */
export const supplyPapers = defineAction({
  name: 'cases.supply-papers',
  summary: 'Answer a request for papers',
  may: 'signed-in',
  input: Type.Object({ caseId: Id, uploads: Type.Array(Id, { maxItems: 30 }), answer: Type.Optional(Type.String({ maxLength: 2000 })) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, uploads, answer }) {
    const opened = await openCase(ctx, caseId)
    const file = opened.state
    const power = mustTake(ctx.actor, file, 'supply-papers', limitsOn(ctx))
    const found = await takeUploads(ctx, uploads)
    if (!found.size && !answer?.trim()) throw new Refusal('invalid', 'check-the-form', { uploads: 'send-something' })
    const papers = [...found.values()].map((u): Paper => ({ component: 'supplement', file: u.id, label: u.label, kind: 'upload', digitised: true }))
    notePaperUse(ctx, file.id, papers)
    record(ctx, opened, power, { type: 'cases.papers-supplied', data: { papers, ...(answer?.trim() ? { answer: answer.trim() } : {}), ...restarted(ctx, file) } })
  },
})
