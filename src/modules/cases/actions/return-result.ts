import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { feesDueAtReturn, mustTake } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

export const returnResult = defineAction({
  name: 'cases.return',
  summary: 'Hand the result to the person, or to whom she sent',
  may: 'receive',
  input: Type.Object({ caseId: Id, how: Type.Optional(Type.Enum(['desk', 'post'])), to: Type.Optional(Type.String({ maxLength: 200 })) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, how = 'desk', to }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'return', limitsOn(ctx))
    if (feesDueAtReturn(opened.state) > 0) throw new Refusal('conflict', 'fee-due-at-return')
    record(ctx, opened, power, { type: 'cases.returned', data: { how, ...(to?.trim() ? { to: to.trim() } : {}) } })
  },
})
