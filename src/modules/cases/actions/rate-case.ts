import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

export const rateCase = defineAction({
  name: 'cases.rate',
  summary: 'Say how content you are with how your case was handled',
  may: 'person',
  input: Type.Object({ caseId: Id, stars: Type.Integer({ minimum: 1, maximum: 5 }), words: Type.Optional(Type.String({ maxLength: 2000 })) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, stars, words }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'rate', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.rated', data: { stars, ...(words?.trim() ? { words: words.trim() } : {}) } })
  },
})
