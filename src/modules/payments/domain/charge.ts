import type { Happened } from '#platform/events'
import { Refusal } from '#platform/refusal'

export type Names = { vi: string; en: string }
/** One fee of a charge. `amount` in whole VND, above zero. */
export type Line = { code: string; names: Names; amount: number }

/** Money that came in. `id` says where from, so that the same news heard again is the same money. `at` is when the payer paid. */
export type Payment = { id: string; amount: number; online: boolean; at: string; by?: string }

/** Why a charge no longer holds. */
export type Ending = 'case-withdrawn' | 'case-refused'
/** Why money must go back: the charge ended, or more came than was asked. */
export type RefundReason = Ending | 'charge-cancelled' | 'paid-already' | 'overpaid'

type About = { caseId: string; charge: string }
export type Charged = {
  id: string
  caseId: string
  caseCode: string
  /** Which of the case's charges: the version of the event in the case's stream that asked for it. */
  n: number
  payer: { id: string; name: string }
  /** The unit that received the case collects; the competent one may look. */
  unit: string
  competentUnit: string
  procedure: { code: string; names: Names }
  lines: Line[]
  /** Sum of the lines, whole VND. */
  amount: number
  /** What the payer writes on the transfer. */
  reference: string
}

export type ChargeEvent =
  | { type: 'payments.charged'; data: Charged }
  | { type: 'payments.part-paid'; data: About & { amount: number; rest: number; payment: Payment } }
  /** `amount` is the whole charge; `online` when all of it came by transfer. */
  | { type: 'payments.paid'; data: About & { amount: number; online: boolean; receipt: string; payment: Payment } }
  | { type: 'payments.cancelled'; data: About & { amount: number; reason: Ending } }
  | { type: 'payments.refund-due'; data: About & { amount: number; reason: RefundReason; payment?: Payment } }
  | { type: 'payments.refunded'; data: About & { amount: number; note: string } }

export type ChargeStatus = 'due' | 'paid' | 'refunded' | 'cancelled'

export type Charge = Charged & {
  payments: Payment[]
  /** Sums of what came in and what went back, whole VND. */
  received: number
  refunded: number
  /** Set when the case ended before its time: nothing is owed any more. */
  ended?: { reason: Ending; at: Date }
  chargedAt: Date
  paidAt?: Date
  touchedAt: Date
}

export const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.amount, 0)

/** What is still owed, whole VND. */
export const restOf = (charge: Charge): number => (charge.ended ? 0 : Math.max(0, charge.amount - charge.received))
/** What we hold and must give back, whole VND. */
export const refundDueOf = (charge: Charge): number => Math.max(0, charge.received - (charge.ended ? 0 : charge.amount)) - charge.refunded

/** A function of sums, not of the order in which news came: that is why notices may come late, twice and out of order. */
export function statusOf(charge: Charge): ChargeStatus {
  if (charge.ended) return charge.received > 0 && charge.refunded === charge.received ? 'refunded' : 'cancelled'
  return charge.received >= charge.amount ? 'paid' : 'due'
}

/** Printed on the receipt: the case's code and which of its charges, so that whoever holds it finds the case. */
export const receiptNumber = (charge: Pick<Charged, 'caseCode' | 'n'>): string => `${charge.caseCode}/${charge.n}`

/** True when all that was needed came by transfer: what indicator 3.6 of Decision 766/QD-TTg counts. */
export const paidOnline = (payments: readonly Payment[]): boolean => payments.length > 0 && payments.every((p) => p.online)

/** What follows from money coming in. Nothing, when this money is known already. */
export function takePayment(charge: Charge, payment: Payment): ChargeEvent[] {
  if (!Number.isSafeInteger(payment.amount) || payment.amount <= 0) throw new Refusal('invalid', 'amount-not-whole')
  if (charge.payments.some((known) => known.id === payment.id)) return []
  const about = { caseId: charge.caseId, charge: charge.id }
  const rest = restOf(charge)
  if (rest === 0) return [{ type: 'payments.refund-due', data: { ...about, amount: payment.amount, reason: charge.ended ? 'charge-cancelled' : 'paid-already', payment } }]
  if (payment.amount < rest) return [{ type: 'payments.part-paid', data: { ...about, amount: payment.amount, rest: rest - payment.amount, payment } }]
  const paid: ChargeEvent = { type: 'payments.paid', data: { ...about, amount: charge.amount, online: paidOnline([...charge.payments, payment]), receipt: receiptNumber(charge), payment } }
  const surplus = payment.amount - rest
  return surplus === 0 ? [paid] : [paid, { type: 'payments.refund-due', data: { ...about, amount: surplus, reason: 'overpaid' } }]
}

/** The case was withdrawn or not accepted: what was not paid falls away, what was paid goes back. Twice is once. */
export function endCharge(charge: Charge, reason: Ending): ChargeEvent[] {
  if (charge.ended) return []
  const about = { caseId: charge.caseId, charge: charge.id }
  const back = charge.received - charge.refunded - Math.max(0, refundDueOf(charge))
  const refund: ChargeEvent[] = back > 0 ? [{ type: 'payments.refund-due', data: { ...about, amount: back, reason } }] : []
  return statusOf(charge) === 'paid' ? refund : [{ type: 'payments.cancelled', data: { ...about, amount: charge.amount, reason } }, ...refund]
}

/** Cash at the counter is taken for the whole rest, never for a part. */
export function collectCash(charge: Charge, payment: Omit<Payment, 'amount' | 'online'>): ChargeEvent[] {
  const rest = restOf(charge)
  if (rest === 0) throw new Refusal('conflict', charge.ended ? 'charge-cancelled' : 'charge-paid-already')
  return takePayment(charge, { ...payment, amount: rest, online: false })
}

/** The treasury has given back what was due: all of it at once. */
export function noteRefund(charge: Charge, note: string): ChargeEvent[] {
  const amount = refundDueOf(charge)
  if (amount <= 0) throw new Refusal('conflict', 'nothing-to-refund')
  return [{ type: 'payments.refunded', data: { caseId: charge.caseId, charge: charge.id, amount, note } }]
}

export function evolve(charge: Charge | undefined, event: Happened<ChargeEvent>): Charge {
  const at = new Date(event.at)
  if (event.type === 'payments.charged') return { ...event.data, payments: [], received: 0, refunded: 0, chargedAt: at, touchedAt: at }
  if (!charge) throw new Error(`${event.type} before anything was charged`)
  const next = { ...charge, touchedAt: at }
  const withPayment = (payment: Payment) => ({ ...next, payments: [...charge.payments, payment], received: charge.received + payment.amount })
  switch (event.type) {
    case 'payments.part-paid': return withPayment(event.data.payment)
    case 'payments.paid': return { ...withPayment(event.data.payment), paidAt: at }
    case 'payments.cancelled': return { ...next, ended: { reason: event.data.reason, at } }
    case 'payments.refund-due': {
      const { payment, reason } = event.data
      if (payment) return withPayment(payment)
      return reason === 'case-withdrawn' || reason === 'case-refused' ? { ...next, ended: charge.ended ?? { reason, at } } : next
    }
    case 'payments.refunded': return { ...next, refunded: charge.refunded + event.data.amount }
  }
}
