import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id, Words } from '../shapes.ts'

/** Where the flow allows it, whoever leads takes a case from the one who has it. */
export const takeOver = defineAction({
  name: 'cases.take-over',
  summary: 'Take a case over from whoever handles it, where its flow allows it, with the reason',
  may: ['lead', 'decide', 'process'],
  input: Type.Object({ caseId: Id, reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, reason }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'take-over', limitsOn(ctx))
    const { handler } = opened.state
    if (handler?.id === ctx.actor.id) throw new Refusal('conflict', 'yours-already')
    record(ctx, opened, power, { type: 'cases.taken-over', data: { ...(handler ? { from: handler } : {}), to: { id: ctx.actor.id, name: ctx.actor.name }, reason } })
  },
})
