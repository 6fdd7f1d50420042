import type { Reaction } from '#platform/module'
import { deadline, listed } from '../in-words.ts'
import { applicantOf, factsAt, tell } from '../tell.ts'

export const tellApplicantPapersAsked: Reaction = {
  name: 'notifications.tell-applicant-papers-asked',
  on: {
    'cases.papers-asked': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'papers-asked', applicantOf(facts), { items: listed(event.data.items), reason: event.data.reason, deadline: deadline(event.data.until) })
    },
  },
}
