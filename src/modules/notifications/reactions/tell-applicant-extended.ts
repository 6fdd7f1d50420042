import type { Reaction } from '#platform/module'
import { date, promised } from '../in-words.ts'
import { applicantOf, factsAt, tell } from '../tell.ts'

/** Form 04: the apology, its reason, and the one new day. */
export const tellApplicantExtended: Reaction = {
  name: 'notifications.tell-applicant-extended',
  on: {
    'cases.extended': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      const { reason, fromDueOn, dueOn, number } = event.data
      await tell(ctx, event, facts, 'case-extended', applicantOf(facts), { reason, fromDueDay: promised(fromDueOn), dueOn: date(dueOn), dueDay: promised(dueOn), number: String(number) })
    },
  },
}
