import type { Reaction } from '#platform/module'
import { amount, refundReason } from '../in-words.ts'
import { applicantOf, factsAt, handlerOf, tell } from '../tell.ts'

/** Money that came, came in part, must go back or went back. */
export const tellApplicantPaid: Reaction = {
  name: 'notifications.tell-applicant-paid',
  on: {
    'payments.paid': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'fee-paid', applicantOf(facts), { amount: amount(event.data.amount), number: event.data.receipt })
    },
    'payments.part-paid': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      const { reference } = (await ctx.db.selectFrom('events').select('data').where('stream', '=', event.stream).where('version', '=', 1).executeTakeFirstOrThrow()).data
      await tell(ctx, event, facts, 'fee-part-paid', applicantOf(facts), { amount: amount(event.data.amount), rest: amount(event.data.rest), reference })
    },
    'payments.refund-due': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      const words = { amount: amount(event.data.amount), reason: refundReason(event.data.reason) }
      await tell(ctx, event, facts, 'refund-due', applicantOf(facts), words)
      await tell(ctx, event, facts, 'official-refund-due', { desk: facts.receivingUnit, act: 'receive' }, words)
    },
    'payments.refunded': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'refunded', applicantOf(facts), { amount: amount(event.data.amount), reason: event.data.note })
    },
    // The case hears of the payment itself; when its clock had stopped for it, whoever handles it goes on.
    'cases.fee-paid': async (ctx, event) => {
      const facts = await factsAt(ctx, { ...event, version: event.version - 1 })
      if (facts.feeAsked && !event.data.waits) await tell(ctx, event, facts, 'official-fee-paid', handlerOf(facts), { amount: amount(event.data.amount) })
    },
  },
}
