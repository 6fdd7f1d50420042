import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTakeTask } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

/** An agency that was asked says what it thinks, for itself: the others are still waited for. */
export const giveOpinion = defineAction({
  name: 'cases.give-opinion',
  summary: 'Give the opinion of an agency that was asked about a case',
  may: ['process', 'decide', 'lead'],
  input: Type.Object({ caseId: Id, agrees: Type.Boolean(), words: Type.Optional(Type.String({ maxLength: 4000 })) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, agrees, words = '' }) {
    const opened = await openCase(ctx, caseId)
    const { power, task } = mustTakeTask(ctx.actor, opened.state, 'give-opinion', limitsOn(ctx))
    if (!agrees && words.trim().length < 3) throw new Refusal('invalid', 'check-the-form', { words: 'say-why' })
    record(ctx, opened, power, { type: 'cases.opinion-given', data: { unit: task.unit, agrees, words: words.trim() } })
  },
})
