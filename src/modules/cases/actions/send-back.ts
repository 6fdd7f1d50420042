import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id, Words } from '../shapes.ts'

export const sendBack = defineAction({
  name: 'cases.send-back',
  summary: 'Send a draft back with a remark',
  may: 'decide',
  input: Type.Object({ caseId: Id, remark: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, remark }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'send-back', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.sent-back', data: { remark } })
  },
})
