import type { Ctx } from '#platform/ctx'
import type { StoredEvent } from '#platform/events'
import type { Reaction } from '#platform/module'
import type { CaseFacts } from '../domain/case-facts.ts'
import { handlerNamed, promised } from '../in-words.ts'
import { factsAt, handlerOf, tell } from '../tell.ts'

const leaders = (facts: CaseFacts) => ({ desk: facts.competentUnit, act: 'lead' }) as const

async function overdue(ctx: Ctx, event: StoredEvent): Promise<void> {
  const facts = await factsAt(ctx, event)
  const words = { dueDay: promised(event.data.dueOn), handler: handlerNamed(facts.handler?.name) }
  // Whoever handles it and who leads hear first; when the first step was missed, they hear with the second.
  if (!facts.toldOverdue) for (const to of [handlerOf(facts), leaders(facts)]) await tell(ctx, event, facts, 'official-overdue', to, words)
  if (event.data.level >= 2) await tell(ctx, event, facts, 'official-overdue-again', { desk: facts.competentUnit, act: 'decide' }, words)
}

/** A case that may become late, became late, and stays late: each time further up. */
export const tellOfficialsLate: Reaction = {
  name: 'notifications.tell-officials-late',
  on: {
    'cases.apology-prepared': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      for (const to of [handlerOf(facts), leaders(facts)]) await tell(ctx, event, facts, 'official-apology-prepared', to, { dueDay: promised(event.data.dueOn) })
    },
    'cases.overdue': overdue,
  },
}
