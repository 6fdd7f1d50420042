import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { openCase, record, takeNumber } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id, Words } from '../shapes.ts'

export const refuseCase = defineAction({
  name: 'cases.refuse',
  summary: 'Refuse to take a case in, with the reason (form 03)',
  may: 'receive',
  input: Type.Object({ caseId: Id, reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, reason }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'refuse', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.refused', data: { reason, number: await takeNumber(ctx, `form-03 ${opened.state.receivingUnit}`, `${day(ctx.now).slice(0, 4)}-01-01`) } })
  },
})
