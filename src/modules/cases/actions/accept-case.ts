import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { forwarding, limitsOn, promise } from '../counting.ts'
import { feesDue, mustTake } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

export const acceptCase = defineAction({
  name: 'cases.accept',
  summary: 'Take a case in and start its clock',
  may: 'receive',
  input: Type.Object({ caseId: Id }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'accept', limitsOn(ctx))
    if (feesDue(opened.state) > 0) throw new Refusal('conflict', 'fee-not-paid-yet')
    // Filed after hours it counts from the next working morning, also when somebody accepts it the same evening.
    const start = new Date(Math.max(ctx.now.getTime(), new Date(opened.state.countsFrom).getTime()))
    const received = opened.state.channel === 2 ? new Date(opened.state.countsFrom) : ctx.now
    const unit = opened.state.competentUnit
    const { forwardAt, today } = forwarding(ctx, start, unit)
    record(ctx, opened, power,
      { type: 'cases.accepted', data: { receivedAt: received.toISOString(), ...promise(ctx, start, opened.state.time, unit), forwardAt } },
      ...(today && start <= ctx.now ? [{ type: 'cases.forwarded' as const, data: { to: opened.state.competentUnit } }] : []))
  },
})
