import { Type } from 'typebox'
import { defineAction } from '#platform/action'
import { openCharge, record } from '../charge-store.ts'
import { noteRefund } from '../domain/charge.ts'
import { Refusal } from '#platform/refusal'
import { mustCollect } from './collect-cash.ts'

export const noteRefundAtDesk = defineAction({
  name: 'payments.note-refund',
  summary: 'Note that everything due back on a charge was paid back, and by which voucher',
  may: 'receive',
  input: Type.Object({ charge: Type.String({ minLength: 1, maxLength: 120 }), note: Type.String({ maxLength: 500 }) }, { additionalProperties: false }),
  async run(ctx, { charge: id, note }) {
    const said = note.trim()
    if (said.length < 3) throw new Refusal('invalid', 'check-the-form', { note: 'say-how-refunded' })
    const opened = await openCharge(ctx, id)
    const power = mustCollect(ctx, opened.state)
    const after = record(ctx, opened, noteRefund(opened.state, said), power)
    return { caseId: after.caseId }
  },
})
