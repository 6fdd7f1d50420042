import type { Reaction } from '#platform/module'
import { applicantOf, factsAt, handlerOf, tell } from '../tell.ts'

export const tellWithdrawn: Reaction = {
  name: 'notifications.tell-withdrawn',
  on: {
    'cases.withdrawn': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'case-withdrawn', applicantOf(facts), {})
      if (facts.handler) await tell(ctx, event, facts, 'official-withdrawn', handlerOf(facts), {})
    },
  },
}
