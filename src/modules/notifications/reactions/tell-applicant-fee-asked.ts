import type { Reaction } from '#platform/module'
import { amount, linesOf, whatFollowsPaying } from '../in-words.ts'
import { applicantOf, factsAt, tell } from '../tell.ts'

/** Heard from the charge, not from the case: only the charge knows the sum and what to write on the transfer. */
export const tellApplicantFeeAsked: Reaction = {
  name: 'notifications.tell-applicant-fee-asked',
  on: {
    'payments.charged': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'fee-asked', applicantOf(facts), { amount: amount(event.data.amount), items: linesOf(event.data.lines), what: whatFollowsPaying(facts.granted), reference: event.data.reference })
    },
  },
}
