import type { Ctx } from '#platform/ctx'
import type { StoredEvent } from '#platform/events'
import type { Reaction } from '#platform/module'
import { applicantOf, factsAt, tell } from '../tell.ts'
import { date, promised } from '../in-words.ts'

const accepted = async (ctx: Ctx, event: StoredEvent): Promise<void> => {
  const facts = await factsAt(ctx, event)
  await tell(ctx, event, facts, 'case-accepted', applicantOf(facts), { dueOn: date(event.data.dueOn), dueDay: promised(event.data.dueOn) })
}

/** Entered at the counter a case is accepted at once: the same words. */
export const tellApplicantCaseAccepted: Reaction = { name: 'notifications.tell-applicant-case-accepted', on: { 'cases.accepted': accepted, 'cases.registered': accepted } }
