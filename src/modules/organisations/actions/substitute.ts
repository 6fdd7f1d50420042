import Type from 'typebox'
import { defineAction } from '#platform/action'
import { findPower } from '#platform/actor'
import { day } from '#platform/clock'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { type DelegationState, delegationStream } from '../office-store.ts'
import { mustAdminister } from '../queries/may-administer.ts'
import { officialsOf, readAuthority } from '../queries/officials.ts'
import { DayInput, Id } from '../shapes.ts'
import { posts } from '../shelves.ts'

/** Whoever leads a unit names who stands in for somebody who is away: with everything the other may do there that the law lets be lent. */
export const substitute = defineAction({
  name: 'organisations.substitute',
  summary: 'Name who stands in for an absent official of your unit for some days',
  may: ['lead', 'admin'],
  proof: true,
  input: Type.Object({
    absent: Id, to: Id, unit: Id, validFrom: DayInput, validTo: DayInput, reason: Type.String({ minLength: 3, maxLength: 500 }),
  }, { additionalProperties: false }),
  async run(ctx, { absent, to, unit, validFrom, validTo, reason }) {
    if (!findPower(ctx.actor, 'lead', unit)) mustAdminister(ctx, unit)
    const [{ authority }, colleagues] = await Promise.all([readAuthority(ctx, absent, validFrom), officialsOf(ctx, unit, validFrom)])
    const [away, standIn] = [colleagues.find(({ id }) => id === absent), colleagues.find(({ id }) => id === to && id !== absent)]
    const lent = ctx.take(posts).delegation.acts
    const acts = [...new Set(authority.powersOn(absent, validFrom).filter((power) => !power.inNameOf && power.unit === unit && lent.includes(power.act)).map(({ act }) => act))]
    const faults = {
      ...((!away || !acts.length) && { absent: 'choose-absent' }),
      ...(!standIn && { to: 'choose-colleague' }),
      ...(validFrom < day(ctx.now) && { validFrom: 'not-in-the-past' }),
      ...(validTo < validFrom && { validTo: 'ends-before-it-begins' }),
    }
    if (!away || !standIn || Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
    const id = ctx.newId()
    ctx.record(delegationStream, unopened<DelegationState>(id), [{
      type: 'organisations.authority-delegated',
      data: { id, kind: 'substitution', givenBy: { id: ctx.actor.id, name: ctx.actor.name }, from: absent, fromName: away.name, to, toName: standIn.name, unit, acts, validFrom, validTo, reason },
    }])
    return { delegation: id }
  },
})
