import Type from 'typebox'
import { defineAction } from '#platform/action'
import type { Actor } from '#platform/actor'
import { DayText, Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { openStream, unopened } from '#platform/events'
import { mustNotHurry } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { fold } from '#platform/words'
import { findAccount } from '../accounts.ts'
import { basisOn, changedFor, endOf, type MandateState, mandateStream, mustBeSide } from '../mandates.ts'

const Id = Type.String({ minLength: 1, maxLength: 80 })

/** Whom he heads by law, and may therefore let others represent: his businesses. */
export const headedBy = (actor: Actor): string[] => (actor.represents ?? []).filter(({ basis }) => basis === 'owner').map(({ id }) => id)

/** Civil Code 91/2015/QH13 art. 138: a person, or an organisation through its head, authorises another; it counts when the other accepts. */
export const giveMandate = defineAction({
  name: 'identity.give-mandate',
  summary: 'Let somebody act in your name, or in the name of your business, when he accepts it',
  may: 'person',
  proof: true,
  input: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 120 }), nationalId: Type.String({ pattern: '^[0-9]{12}$' }),
    of: Type.Optional(Type.String({ minLength: 1, maxLength: 80, description: 'The business that is represented; absent: you' })),
    procedures: Type.Optional(Type.Array(Type.String({ pattern: '^\\d\\.\\d{6}$' }), { minItems: 1, maxItems: 100, uniqueItems: true })),
    validTo: Type.Optional(DayText), reason: Type.String({ minLength: 3, maxLength: 500 }),
  }, { additionalProperties: false }),
  answer: Type.Object({ mandate: Type.String() }),
  async run(ctx, { name, nationalId, of, procedures, validTo, reason }) {
    mustNotHurry(ctx.house, `mandate ${ctx.actor.id}`, { most: 20, perSeconds: 3600 })
    const today = day(ctx.now)
    const rule = basisOn(ctx, 'authorised', today)
    if (of !== undefined && !headedBy(ctx.actor).includes(of)) throw new Refusal('forbidden', 'not-yours-to-mandate')
    const other = await findAccount(ctx, { nationalId })
    const last = validTo ?? endOf(today, rule.whenNoTermIsSaid!)
    const known = other !== undefined && fold(other.name) === fold(name) && other.id !== ctx.actor.id
    const grown = other?.birthDate !== undefined && endOf(other.birthDate, { years: rule.leastAge! }) < today
    const faults = {
      ...(!known ? { nationalId: 'representative-unknown' } : !grown && { nationalId: 'representative-under-age' }),
      ...(last < today && { validTo: 'not-in-the-past' }), ...(last > endOf(today, rule.longest!) && { validTo: 'mandate-too-long' }),
    }
    if (!known || Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults, { years: rule.longest!.years, age: rule.leastAge! })
    const id = ctx.newId()
    ctx.record(mandateStream, unopened<MandateState>(id), [{
      type: 'identity.mandate-offered', data: { id, principal: of ?? ctx.actor.id, representative: other.id, basis: 'authorised', ...(procedures && { procedures }), validFrom: today, validTo: last, reason, source: rule.source },
    }])
    return { mandate: id }
  },
})

export const answerMandate = defineAction({
  name: 'identity.answer-mandate',
  summary: 'Accept or decline to act in somebody’s name',
  may: 'person',
  input: Type.Object({ mandate: Id, accept: Type.Boolean() }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { mandate, accept }) {
    const opened = await openStream(ctx, mandateStream, mandate, 'no-such-mandate')
    if (opened.state.representative !== ctx.actor.id) throw new Refusal('not-found', 'no-such-mandate')
    if (opened.state.state !== 'offered' || (opened.state.validTo !== undefined && opened.state.validTo < day(ctx.now))) throw new Refusal('conflict', 'mandate-over')
    ctx.record(mandateStream, opened, [accept ? { type: 'identity.mandate-accepted', data: {} } : { type: 'identity.mandate-declined', data: {} }])
    changedFor(ctx.house, ctx.actor.id)
  },
})

/** Either side, at any time, without a reason (art. 140.3.d): from now on the representative is a stranger to what was hers. */
export const endMandate = defineAction({
  name: 'identity.end-mandate',
  summary: 'End a mandate at once, as whom it was given by or as who holds it',
  may: 'person',
  input: Type.Object({ mandate: Id }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { mandate }) {
    const opened = await openStream(ctx, mandateStream, mandate, 'no-such-mandate')
    const by = mustBeSide(opened.state, ctx.actor.id, headedBy(ctx.actor))
    if (opened.state.state !== 'in-force' && opened.state.state !== 'offered') throw new Refusal('conflict', 'mandate-over')
    ctx.record(mandateStream, opened, [{ type: 'identity.mandate-ended', data: { by } }])
    changedFor(ctx.house, opened.state.representative)
  },
})
