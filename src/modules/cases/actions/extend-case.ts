import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { openCase, record, takeNumber } from '../case-store.ts'
import { limitsOn, longestReappointment, promise } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id, Words } from '../shapes.ts'

/** Form 04: an apology with its reason and the one new appointment that the law allows. */
export const extendCase = defineAction({
  name: 'cases.extend',
  summary: 'Apologise and make the one new appointment (form 04)',
  may: ['process', 'lead'],
  input: Type.Object({ caseId: Id, workingDays: Type.Integer({ minimum: 1 }), reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, workingDays, reason }) {
    const opened = await openCase(ctx, caseId)
    const file = opened.state
    const power = mustTake(ctx.actor, file, 'extend', limitsOn(ctx))
    const longest = longestReappointment(ctx)
    if (workingDays > longest) throw new Refusal('invalid', 'check-the-form', { workingDays: 'new-day-too-far' }, { longest })
    const start = new Date(Math.max(ctx.now.getTime(), file.dueAt!.getTime()))
    const due = promise(ctx, start, { amount: workingDays, unit: 'working-day' }, file.competentUnit)
    const number = await takeNumber(ctx, `form-04 ${file.receivingUnit}`, `${day(ctx.now).slice(0, 4)}-01-01`)
    record(ctx, opened, power, { type: 'cases.extended', data: { reason, fromDueOn: file.dueOn!, ...due, number } })
  },
})
