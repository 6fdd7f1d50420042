import type { Reaction } from '#platform/module'
import { howReturned, pickup } from '../in-words.ts'
import { applicantOf, factsAt, tell } from '../tell.ts'
import { readStream } from '#platform/events'

/**
 * The end of a case, once for the person: declined, with the reason; or the result, when it lies ready. Handing over is told
 * only when it happened away from the screen: an electronic result is handed over by being there.
 */
export const tellApplicantResult: Reaction = {
  name: 'notifications.tell-applicant-result',
  on: {
    'cases.approved': async (ctx, event) => {
      if (event.data.outcome !== 'decline') return
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'case-stopped', applicantOf(facts), { reason: event.data.reason ?? '', number: event.data.number })
    },
    'cases.result-issued': async (ctx, event) => {
      const approved = (await readStream(ctx.db, event.stream)).findLast((one) => one.type === 'cases.approved')
      if (approved?.data.outcome === 'decline') return
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'result-issued', applicantOf(facts), { pickup: pickup(facts.delivery) })
    },
    'cases.returned': async (ctx, event) => {
      if (event.data.how === 'online') return
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'result-returned', applicantOf(facts), { how: howReturned(event.data.how, event.data.to) })
    },
  },
}
