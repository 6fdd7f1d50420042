import { Type } from 'typebox'
import { defineAction } from '#platform/action'
import { findPower } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { openCharge, record } from '../charge-store.ts'
import { type Charge, collectCash, receiptNumber } from '../domain/charge.ts'
import { mustSee } from '../queries/charges.ts'

/** The power by which an official takes or gives back money at the desk that received the case. */
export function mustCollect(ctx: Ctx, charge: Charge) {
  mustSee(ctx, charge)
  const power = findPower(ctx.actor, 'receive', charge.unit, charge.procedure.code)
  if (!power) throw new Refusal('forbidden', 'not-your-charge')
  return power
}

export const collectCashAtDesk = defineAction({
  name: 'payments.collect-cash',
  summary: 'Note that the whole rest of a charge was paid in cash at the desk that received the case',
  may: 'receive',
  input: Type.Object({ charge: Type.String({ minLength: 1, maxLength: 120 }) }, { additionalProperties: false }),
  async run(ctx, { charge: id }) {
    const opened = await openCharge(ctx, id)
    const power = mustCollect(ctx, opened.state)
    const after = record(ctx, opened, collectCash(opened.state, { id: `cash:${ctx.newId()}`, at: ctx.now.toISOString(), by: ctx.actor.name }), power)
    return { caseId: after.caseId, receipt: receiptNumber(after) }
  },
})
