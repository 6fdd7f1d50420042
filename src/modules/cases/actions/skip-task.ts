import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTakeTask } from '../domain/case-file.ts'
import { namesOfTask } from '../flowing.ts'
import { Id, Words } from '../shapes.ts'

/** Whoever the flow names may leave a task out, and says why. */
export const skipTask = defineAction({
  name: 'cases.skip-task',
  summary: "Leave a task of the case's flow out, by the authority that the flow names, with the reason",
  may: ['lead', 'decide'],
  input: Type.Object({ caseId: Id, task: Id, reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, task, reason }) {
    const opened = await openCase(ctx, caseId)
    const { power } = mustTakeTask(ctx.actor, opened.state, 'skip-task', limitsOn(ctx), task)
    record(ctx, opened, power, { type: 'cases.task-skipped', data: { task, names: namesOfTask(ctx, opened.state, task), reason } })
  },
})
