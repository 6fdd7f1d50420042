import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { askedCode, limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id, Words } from '../shapes.ts'

export const askFee = defineAction({
  name: 'cases.ask-fee',
  summary: 'Ask for a financial duty that arose while the case was examined; the clock stops',
  may: 'process',
  input: Type.Object({ caseId: Id, amount: Type.Integer({ minimum: 1000, maximum: 2_000_000_000 }), reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, amount, reason }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'ask-fee', limitsOn(ctx))
    const fee = { code: askedCode(opened.version + 1), amount, at: 'asked' as const, names: { vi: reason, en: reason } }
    record(ctx, opened, power, { type: 'cases.fee-asked', data: { fee, reason } })
  },
})
