import Type from 'typebox'
import { mustFindUnit } from '#organisations'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTakeTask } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

/** The unit that decides leads: it says which agencies are asked at once, and what. None at all is an answer too. */
export const consult = defineAction({
  name: 'cases.consult',
  summary: 'Ask several agencies for their opinion at once, or say that none need be asked',
  may: ['process', 'lead'],
  input: Type.Object({ caseId: Id, units: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 12, uniqueItems: true }), question: Type.Optional(Type.String({ maxLength: 4000 })) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, units, question }) {
    const opened = await openCase(ctx, caseId)
    const { power } = mustTakeTask(ctx.actor, opened.state, 'consult', limitsOn(ctx))
    for (const unit of units) mustFindUnit(ctx, unit, day(ctx.now))
    if (units.includes(opened.state.competentUnit)) throw new Refusal('invalid', 'check-the-form', { units: 'ask-others' })
    if (units.length && (question?.trim().length ?? 0) < 3) throw new Refusal('invalid', 'check-the-form', { question: 'say-what-is-asked' })
    record(ctx, opened, power, { type: 'cases.consulted', data: { units, ...(question?.trim() ? { question: question.trim() } : {}) } })
  },
})
