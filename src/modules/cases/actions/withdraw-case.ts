import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

export const withdrawCase = defineAction({
  name: 'cases.withdraw',
  summary: 'Take back a case of your own that is not finished',
  may: 'person',
  input: Type.Object({ caseId: Id, reason: Type.Optional(Type.String({ maxLength: 1000 })) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, reason = '' }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'withdraw', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.withdrawn', data: { reason: reason.trim() } })
  },
})
