import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { powerOnTask } from '../domain/flowing.ts'
import { Id, Words } from '../shapes.ts'

/** Back to the draft, or to another task that the flow allows: `to` names it. */
export const sendBack = defineAction({
  name: 'cases.send-back',
  summary: 'Send a draft back with a remark, to the task that the flow allows',
  may: ['decide', 'lead'],
  input: Type.Object({ caseId: Id, remark: Words, to: Type.Optional(Id) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, remark, to }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'send-back', limitsOn(ctx))
    const task = powerOnTask(ctx.actor, opened.state, 'send-back')?.task
    const back = to ?? task?.backTo?.[0]
    if (task && to !== undefined && !task.backTo?.includes(to)) throw new Refusal('invalid', 'check-the-form', { to: 'not-back-to-there' })
    record(ctx, opened, power, { type: 'cases.sent-back', data: { remark, ...(task ? { task: task.node } : {}), ...(task && back ? { to: back } : {}) } })
  },
})
