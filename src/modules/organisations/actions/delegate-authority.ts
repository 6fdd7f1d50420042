import Type from 'typebox'
import { defineAction } from '#platform/action'
import { acts } from '#platform/actor'
import { day } from '#platform/clock'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { beyond, lendable, lendableOn } from '../domain/authority.ts'
import { type DelegationState, delegationStream } from '../office-store.ts'
import { officialsOf, readAuthority } from '../queries/officials.ts'
import { DayInput, Id, Procedures } from '../shapes.ts'
import { posts } from '../shelves.ts'

/**
 * Lends some of what one may do in a unit to a colleague there, for a time: all procedures of the unit, or named ones.
 * One's own; or what was lent, `of` a loan whose giver and whose law let it be lent on. Who was appointed to a unit by nobody lends nothing there.
 */
export const delegateAuthority = defineAction({
  name: 'organisations.delegate-authority',
  summary: 'Delegate your authority to a colleague for a time',
  may: ['lead', 'decide'],
  proof: true,
  input: Type.Object({
    to: Id, unit: Id, acts: Type.Array(Type.Enum([...acts]), { minItems: 1, uniqueItems: true }), procedures: Type.Optional(Procedures),
    mayLendOn: Type.Optional(Type.Boolean({ description: 'The colleague may lend it on, as far as the law lets it be lent on' })),
    of: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'The delegation to you that is lent on; absent: your own authority' })),
    validFrom: DayInput, validTo: DayInput, reason: Type.String({ minLength: 3, maxLength: 500 }),
  }, { additionalProperties: false }),
  async run(ctx, { to, unit, acts, procedures, mayLendOn, of, validFrom, validTo, reason }) {
    const from = ctx.actor
    const book = ctx.take(posts)
    const [{ authority, delegations, names }, colleagues] = await Promise.all([readAuthority(ctx, from.id, validFrom), officialsOf(ctx, unit, validFrom)])
    const before = of === undefined ? undefined : delegations.find((one) => one.id === of && one.to === from.id)
    if (of !== undefined && !before) throw new Refusal('not-found', 'no-such-delegation')
    const powers = before ? lendableOn(from.id, unit, before.id, authority, book, validFrom) : lendable(from.id, unit, authority, book, validFrom)
    if (!powers.length) throw new Refusal('forbidden', before ? 'not-lent-on' : 'nothing-to-delegate')
    const colleague = colleagues.find((one) => one.id === to && one.id !== from.id)
    const over = beyond({ acts, ...(procedures?.length && { procedures }) }, powers)
    const faults = {
      ...(!colleague ? { to: 'choose-colleague' } : colleague.heads && { to: 'not-upwards' }),
      ...(over.acts.length && { acts: 'acts-beyond-yours' }),
      ...(over.procedures.length && { procedures: 'procedures-beyond-yours' }),
      ...(validFrom < day(ctx.now) && { validFrom: 'not-in-the-past' }),
      ...(validTo < validFrom && { validTo: 'ends-before-it-begins' }),
      ...(before && validTo > before.validTo && { validTo: 'ends-after-the-loan' }),
    }
    if (!colleague || Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults, { procedures: over.procedures.join(', ') })
    const id = ctx.newId()
    ctx.record(delegationStream, unopened<DelegationState>(id), [{
      type: 'organisations.authority-delegated',
      data: { id, from: from.id, fromName: names.get(from.id) ?? from.name, to, toName: colleague.name, unit, acts, ...(procedures?.length && { procedures }), validFrom, validTo, reason, ...(mayLendOn && { mayLendOn: true as const }), ...(before && { lentOn: before.id }) },
    }])
    return { delegation: id }
  },
})
