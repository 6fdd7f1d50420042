import type { Power } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { defineStream, type Opened, openStream, type RowWrite } from '#platform/events'
import { type Charge, type ChargeEvent, evolve, paidOnline, refundDueOf, statusOf } from './domain/charge.ts'

/** What pages may ask about a charge without opening it. */
function rows(charge: Charge): RowWrite[] {
  return [{
    table: 'charges',
    row: {
      id: charge.id, case_id: charge.caseId, case_code: charge.caseCode, n: charge.n, payer: charge.payer.id, payer_name: charge.payer.name,
      unit: charge.unit, competent_unit: charge.competentUnit, procedure: charge.procedure.code, procedure_vi: charge.procedure.names.vi, procedure_en: charge.procedure.names.en,
      lines: charge.lines, amount: charge.amount, received: charge.received, refund_due: refundDueOf(charge), refunded: charge.refunded, status: statusOf(charge),
      online: paidOnline(charge.payments), reference: charge.reference, charged_at: charge.chargedAt, paid_at: charge.paidAt ?? null, touched_at: charge.touchedAt,
    },
  }]
}

export const chargeStream = defineStream<Charge, ChargeEvent>({ prefix: 'charge', evolve, rows, tables: ['charges'] })

/** The charge that event `n` of a case asked for: one name, so that asking twice is asking once. */
export const chargeId = (caseId: string, n: number): string => `${caseId}-${n}`

export const openCharge = (ctx: Pick<Ctx, 'db'>, id: string): Promise<Opened<Charge>> => openStream(ctx, chargeStream, id, 'no-such-charge')

/** Records what happened; `power` says in whose name, when it was a delegated one. */
export const record = (ctx: Ctx, opened: Opened<Charge>, events: ChargeEvent[], power?: Power): Charge =>
  ctx.record(chargeStream, opened, events, power?.inNameOf ? { inNameOf: power.inNameOf.id } : {})
