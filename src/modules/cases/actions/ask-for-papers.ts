import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { openCase, record, takeNumber } from '../case-store.ts'
import { lastAsking, limitsOn, waitFor } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id, Words } from '../shapes.ts'

/** Form 02: once, and completely. The clock stops; after a case was accepted it may be asked only within the days the rule gives. */
export const askForPapers = defineAction({
  name: 'cases.ask-for-papers',
  summary: 'Ask the applicant for all that is missing, once (form 02)',
  may: ['receive', 'process'],
  input: Type.Object({ caseId: Id, items: Type.Array(Type.String({ minLength: 2, maxLength: 500 }), { minItems: 1, maxItems: 30 }), reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, items, reason }) {
    const opened = await openCase(ctx, caseId)
    const file = opened.state
    const power = mustTake(ctx.actor, file, 'ask-papers', limitsOn(ctx))
    if (file.receivedAt && ctx.now > lastAsking(ctx, file.receivedAt, file.competentUnit)) throw new Refusal('conflict', 'too-late-to-ask-for-papers')
    record(ctx, opened, power, { type: 'cases.papers-asked', data: { items, reason, ...waitFor(ctx, file), number: await takeNumber(ctx, `form-02 ${file.receivingUnit}`, `${day(ctx.now).slice(0, 4)}-01-01`) } })
  },
})
