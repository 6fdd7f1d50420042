import Type from 'typebox'
import { notePaperUse } from '#documents'
import { defineAction } from '#platform/action'
import { findPower } from '#platform/actor'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { applicantAtCounter } from '#identity'
import { Begun } from '../answers.ts'
import { record } from '../case-store.ts'
import { forwarding, promise } from '../counting.ts'
import { file } from '../filing.ts'
import { Handing, Id } from '../shapes.ts'

/**
 * Enters a case for a person at the counter and accepts it: the papers lie on the desk. Any one-stop unit of the province
 * may do so for any other (Decree 118/2025): who receives and who decides are two fields.
 */
export const registerCase = defineAction({
  name: 'cases.register',
  summary: 'Enter a case for a person at the counter, accepted at once',
  may: 'receive',
  input: Type.Object({
    ...Handing,
    receivingUnit: Id,
    channel: Type.Optional(Type.Enum([1, 3])),
    applicant: Type.Object({
      name: Type.String({ minLength: 2, maxLength: 200 }),
      nationalId: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
      phone: Type.Optional(Type.String({ maxLength: 20 })),
      email: Type.Optional(Type.String({ maxLength: 200 })),
    }, { additionalProperties: false }),
  }, { additionalProperties: false }),
  answer: Begun,
  async run(ctx, { receivingUnit, applicant, channel = 1, ...handed }) {
    const power = findPower(ctx.actor, 'receive', receivingUnit, handed.procedure)
    if (!power) throw new Refusal('forbidden', 'not-your-desk')
    const filed = await file(ctx, handed, { applicant: await applicantAtCounter(ctx, applicant), channel, receivingUnit })
    notePaperUse(ctx, filed.id, filed.papers)
    const { forwardAt, today } = forwarding(ctx, ctx.now, filed.competentUnit)
    record(ctx, unopened(filed.id), power,
      { type: 'cases.registered', data: { ...filed, ...promise(ctx, ctx.now, filed.time, filed.competentUnit), forwardAt } },
      ...(today ? [{ type: 'cases.forwarded' as const, data: { to: filed.competentUnit } }] : []))
    return { id: filed.id, code: filed.code, checkCode: filed.checkCode }
  },
})
