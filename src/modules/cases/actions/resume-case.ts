import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn, waitFor } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id, Words } from '../shapes.ts'

/** The worker ended a case because papers never came; whoever leads or decides there waits for them once more. */
export const resumeCase = defineAction({
  name: 'cases.resume',
  summary: 'Take up again a case that ended because papers never came, and wait for them once more',
  may: ['lead', 'decide'],
  input: Type.Object({ caseId: Id, reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, reason }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'resume', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.resumed', data: { items: opened.state.request!.items, reason, ...waitFor(ctx, opened.state) } })
  },
})
