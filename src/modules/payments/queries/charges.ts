import { Type } from 'typebox'
import { isBelow } from '#organisations'
import { defineQuery } from '#platform/action'
import { Both, Dong, Moment, orNull } from '#platform/answers'
import type { Ctx } from '#platform/ctx'
import { readStream } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { type Charge, type ChargeStatus, type Line } from '../domain/charge.ts'
import { chargesAsked, filedBy } from '../domain/asked.ts'
import { desksOf, maySeeCharge } from '../domain/sight.ts'

/** A charge as pages and programs read it; amounts in whole VND, `rest` still owed, `refundDue` to be given back. */
export type ChargeRow = {
  id: string; caseId: string; caseCode: string; n: number; payer: string; payerName: string; unit: string; competentUnit: string
  procedure: string; procedureNames: { vi: string; en: string }; lines: Line[]
  amount: number; received: number; rest: number; refundDue: number; refunded: number
  status: ChargeStatus; online: boolean; reference: string; chargedAt: Date; paidAt: Date | null; touchedAt: Date
}

const columns = ['id', 'case_id', 'case_code', 'n', 'payer', 'payer_name', 'unit', 'competent_unit', 'procedure', 'procedure_vi', 'procedure_en', 'lines', 'amount', 'received', 'refund_due', 'refunded', 'status', 'online', 'reference', 'charged_at', 'paid_at', 'touched_at'] as const
const rowOf = (r: any): ChargeRow => ({
  id: r.id, caseId: r.case_id, caseCode: r.case_code, n: r.n, payer: r.payer, payerName: r.payer_name, unit: r.unit, competentUnit: r.competent_unit,
  procedure: r.procedure, procedureNames: { vi: r.procedure_vi, en: r.procedure_en }, lines: r.lines,
  amount: r.amount, received: r.received, rest: r.status === 'due' ? r.amount - r.received : 0, refundDue: r.refund_due, refunded: r.refunded,
  status: r.status, online: r.online, reference: r.reference, chargedAt: r.charged_at, paidAt: r.paid_at, touchedAt: r.touched_at,
})

/** The charges of a case that the actor may see, in the order they were asked for; a case has a handful. */
export async function chargesOf(ctx: Ctx, caseId: string): Promise<ChargeRow[]> {
  const rows = await ctx.db.selectFrom('charges').select(columns).where('case_id', '=', caseId).orderBy('n').limit(50).execute()
  return rows.map(rowOf).filter((row) => maySeeCharge(ctx.actor, row, (unit, top) => isBelow(ctx, unit, top)))
}

/** The charge of a case that waits to be paid, if the actor may see it: the oldest, when there are several. */
export const openChargeOf = async (ctx: Ctx, caseId: string): Promise<ChargeRow | undefined> => (await chargesOf(ctx, caseId)).find((row) => row.status === 'due')

export const chargesOfCase = defineQuery({
  name: 'payments.charges-of',
  summary: 'What was asked to be paid for a case, what came in and what must go back',
  may: 'signed-in',
  input: Type.Object({ caseId: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
  answer: Type.Object({
    charges: Type.Array(Type.Object({
      id: Type.String(), caseId: Type.String(), caseCode: Type.String(), n: Type.Integer(), payer: Type.String(), payerName: Type.String(), unit: Type.String(), competentUnit: Type.String(),
      procedure: Type.String(), procedureNames: Both, lines: Type.Array(Type.Object({ code: Type.String(), names: Both, amount: Dong })),
      amount: Dong, received: Dong, rest: Dong, refundDue: Dong, refunded: Dong,
      status: Type.Enum(['due', 'paid', 'refunded', 'cancelled']), online: Type.Boolean(), reference: Type.String({ description: 'What the payer writes on the transfer' }),
      chargedAt: Moment, paidAt: orNull(Moment), touchedAt: Moment,
    })),
  }),
  run: async (ctx, { caseId }) => ({ charges: await chargesOf(ctx, caseId) }),
})

/** Charges of a case, and whether one is just being made. Refuses when there is no such case, or the actor may not see it. */
export async function paymentsOf(ctx: Ctx, caseId: string): Promise<{ caseCode: string; unit: string; charges: ChargeRow[]; preparing: boolean }> {
  const [charges, events] = await Promise.all([chargesOf(ctx, caseId), readStream(ctx.db, `case-${caseId}`)])
  const filed = filedBy(events)
  const sees = filed && maySeeCharge(ctx.actor, { payer: filed.applicant.id, unit: filed.receivingUnit, competentUnit: filed.competentUnit, procedure: filed.procedure.code }, (unit, top) => isBelow(ctx, unit, top))
  if (!sees) throw new Refusal('not-found', 'no-payments-here')
  return { caseCode: filed.code, unit: filed.receivingUnit, charges, preparing: chargesAsked(events).length > charges.length }
}

export function mustSee(ctx: Ctx, charge: Charge): void {
  const seen = maySeeCharge(ctx.actor, { payer: charge.payer.id, unit: charge.unit, competentUnit: charge.competentUnit, procedure: charge.procedure.code }, (unit, top) => isBelow(ctx, unit, top))
  if (!seen) throw new Refusal('not-found', 'no-such-charge')
}

const most = 100

/** What waits at the actor's own desks: money to be given back first, then charges not paid, oldest first. */
export async function moneyAtMyDesks(ctx: Ctx): Promise<{ refunds: ChargeRow[]; due: ChargeRow[] }> {
  const desks = desksOf(ctx.actor)
  if (!desks.length) return { refunds: [], due: [] }
  const mine = () => ctx.db.selectFrom('charges').select(columns).limit(most).where((eb) => eb.or(desks.map((desk) => {
    const here = eb('unit', '=', desk.unit)
    return desk.procedures ? eb.and([here, eb('procedure', 'in', desk.procedures)]) : here
  })))
  const [refunds, due] = await Promise.all([
    mine().where('refund_due', '>', 0).orderBy('touched_at').orderBy('id').execute(),
    mine().where('status', '=', 'due').orderBy('charged_at').orderBy('id').execute(),
  ])
  return { refunds: refunds.map(rowOf), due: due.map(rowOf) }
}
