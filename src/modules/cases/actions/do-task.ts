import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { mustTakeTask } from '../domain/case-file.ts'
import { limitsOn } from '../counting.ts'
import { namesOfTask } from '../flowing.ts'
import { Id } from '../shapes.ts'

/** A task that the case's flow has beside drafting and signing: a visit on site, a look by the head of the division. */
export const doTask = defineAction({
  name: 'cases.do-task',
  summary: "Say that a task of the case's flow is done, with what came of it",
  may: ['receive', 'process', 'lead', 'decide'],
  input: Type.Object({ caseId: Id, task: Id, note: Type.Optional(Type.String({ maxLength: 4000 })) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, task, note }) {
    const opened = await openCase(ctx, caseId)
    const taken = mustTakeTask(ctx.actor, opened.state, 'do-task', limitsOn(ctx), task)
    record(ctx, opened, taken.power, { type: 'cases.task-done', data: { task, names: namesOfTask(ctx, opened.state, task), ...(note?.trim() ? { note: note.trim() } : {}) } })
  },
})
