import type { Reaction } from '#platform/module'
import { applicantOf, factsAt, tell } from '../tell.ts'

export const tellApplicantCaseRefused: Reaction = {
  name: 'notifications.tell-applicant-case-refused',
  on: {
    'cases.refused': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'case-refused', applicantOf(facts), { reason: event.data.reason, number: String(event.data.number) })
    },
  },
}
