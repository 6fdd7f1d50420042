import type { Reaction } from '#platform/module'
import { due } from '../in-words.ts'
import { factsAt, handlerOf, tell } from '../tell.ts'

/** Work that came to somebody: given, sent back, or going on again. What one does oneself one need not be told. */
export const tellOfficialsWhatWaits: Reaction = {
  name: 'notifications.tell-officials-what-waits',
  on: {
    'cases.assigned': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      if (event.data.to.id !== event.actor) await tell(ctx, event, facts, 'official-assigned', handlerOf(facts), { by: event.actorName, due: due(facts.dueOn) })
    },
    'cases.sent-back': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'official-sent-back', handlerOf(facts), { by: event.actorName, reason: event.data.remark, due: due(facts.dueOn) })
    },
    'cases.papers-supplied': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'official-papers-supplied', handlerOf(facts), { due: due(facts.dueOn) })
    },
  },
}
