import type { Reaction } from '#platform/module'
import { listed, promised } from '../in-words.ts'
import { applicantOf, factsAt, handlerOf, tell } from '../tell.ts'

/** Papers that were asked for and do not come: the reminder, the end, and the case being taken up again. */
export const tellPapersDoNotCome: Reaction = {
  name: 'notifications.tell-papers-do-not-come',
  on: {
    'cases.papers-reminded': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'papers-reminder', applicantOf(facts), { items: listed(event.data.items), untilDay: promised(event.data.until) })
    },
    'cases.lapsed': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'case-lapsed', applicantOf(facts), { untilDay: promised(event.data.until) })
      await tell(ctx, event, facts, 'official-lapsed', handlerOf(facts), { untilDay: promised(event.data.until) })
    },
    'cases.resumed': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'case-resumed', applicantOf(facts), { items: listed(event.data.items), reason: event.data.reason, untilDay: promised(event.data.until) })
    },
  },
}
