import Type from 'typebox'
import { notePaperUse } from '#documents'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { openCtx } from '#platform/ctx'
import { findPower } from '#platform/actor'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { applicantAtCounter } from '#identity'
import { money } from '#ui/format'
import { Begun } from '../answers.ts'
import { record } from '../case-store.ts'
import { feesAtFiling } from '../domain/case-file.ts'
import { forwarding, promise } from '../counting.ts'
import { file, procedureOn } from '../filing.ts'
import { heldAgainst } from '../known.ts'
import { Handing, Id } from '../shapes.ts'

/**
 * Enters a case for a person at the counter and accepts it: the papers lie on the desk. Any one-stop unit of the province
 * may do so for any other (Decree 118/2025): who receives and who decides are two fields. What the registers know of the
 * person need not be written again, and cannot be written otherwise; fees taken in cash are on the slip as paid.
 */
export const registerCase = defineAction({
  name: 'cases.register',
  summary: 'Enter a case for a person at the counter, accepted at once',
  may: 'receive',
  input: Type.Object({
    ...Handing,
    receivingUnit: Id,
    channel: Type.Optional(Type.Enum([1, 3])),
    cash: Type.Optional(Type.Integer({ minimum: 1, description: 'Taken in cash as the case was entered, whole VND: all fees of filing, or nothing' })),
    applicant: Type.Object({
      name: Type.String({ minLength: 2, maxLength: 200 }),
      nationalId: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
      phone: Type.Optional(Type.String({ maxLength: 20 })),
      email: Type.Optional(Type.String({ maxLength: 200 })),
    }, { additionalProperties: false }),
  }, { additionalProperties: false }),
  answer: Begun,
  async run(ctx, { receivingUnit, applicant, channel = 1, cash, ...handed }) {
    const power = findPower(ctx.actor, 'receive', receivingUnit, handed.procedure)
    if (!power) throw new Refusal('forbidden', 'not-your-desk')
    const id = ctx.newId()
    const who = await applicantAtCounter(ctx, applicant)
    // In a piece of work of its own: what the desk looked up is noted, also when it then finds that it cannot enter the case.
    const looking = openCtx(ctx.house, ctx.actor, ctx.lang)
    const { found, ...held } = await heldAgainst(looking, procedureOn(ctx, handed.procedure, day(ctx.now)), handed.answers, { ...who, case: id }).finally(() => ctx.house.writer.write(looking.pending))
    const filed = await file(ctx, { ...handed, ...held }, { applicant: who, channel, receivingUnit }, id).catch((error: unknown) => {
      throw error instanceof Refusal ? new Refusal(error.kind, error.code, error.fields, error.params, found()) : error
    })
    const asked = feesAtFiling(filed)
    if (cash !== undefined && cash !== asked) throw new Refusal('invalid', 'check-the-form', { cash: asked ? 'cash-differs' : 'nothing-to-collect' }, { asked: money(asked, ctx.lang) }, found())
    notePaperUse(ctx, filed.id, filed.papers)
    const { forwardAt, today } = forwarding(ctx, ctx.now, filed.competentUnit)
    record(ctx, unopened(filed.id), power,
      { type: 'cases.registered', data: { ...filed, ...(cash !== undefined && { cash }), ...promise(ctx, ctx.now, filed.time, filed.competentUnit), forwardAt } },
      ...(today ? [{ type: 'cases.forwarded' as const, data: { to: filed.competentUnit } }] : []))
    return { id: filed.id, code: filed.code, checkCode: filed.checkCode }
  },
})
