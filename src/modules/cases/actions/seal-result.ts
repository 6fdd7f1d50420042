import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

/** The clerk who keeps the agency's seal sets it under what was signed (Decree 30/2020 art. 32); with that it is issued. */
export const sealResult = defineAction({
  name: 'cases.seal',
  summary: 'Set the agency’s seal under a signed result and issue it',
  may: 'seal',
  proof: true,
  input: Type.Object({ caseId: Id }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'seal', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.sealed', data: {} })
  },
})
