import Type from 'typebox'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { openStream } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { delegationStream } from '../office-store.ts'
import { mustAdminister } from '../queries/may-administer.ts'
import { Id } from '../shapes.ts'

/** Takes back what was lent, at once: the next thing the other does, he does by his own powers only. */
export const endDelegation = defineAction({
  name: 'organisations.end-delegation',
  summary: 'End a delegation at once',
  may: ['lead', 'decide', 'admin'],
  input: Type.Object({ delegation: Id }, { additionalProperties: false }),
  async run(ctx, { delegation }) {
    const opened = await openStream(ctx, delegationStream, delegation, 'no-such-delegation')
    const given = opened.state
    if (given.from !== ctx.actor.id && given.givenBy?.id !== ctx.actor.id) mustAdminister(ctx, given.unit)
    const today = day(ctx.now)
    if (given.ended !== undefined || given.validTo < today) throw new Refusal('conflict', 'delegation-ended-already')
    ctx.record(delegationStream, opened, [{ type: 'organisations.delegation-ended', data: { delegation, to: given.to, toName: given.toName, on: today } }])
  },
})
