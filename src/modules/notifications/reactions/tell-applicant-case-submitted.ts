import type { Reaction } from '#platform/module'
import { applicantOf, factsAt, tell } from '../tell.ts'

export const tellApplicantCaseSubmitted: Reaction = {
  name: 'notifications.tell-applicant-case-submitted',
  on: {
    'cases.submitted': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'case-submitted', applicantOf(facts), {})
    },
  },
}
