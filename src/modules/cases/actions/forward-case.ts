import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

export const forwardCase = defineAction({
  name: 'cases.forward',
  summary: 'Pass an accepted case on to the unit that decides',
  may: 'receive',
  input: Type.Object({ caseId: Id }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'forward', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.forwarded', data: { to: opened.state.competentUnit } })
  },
})
