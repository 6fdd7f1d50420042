import Type from 'typebox'
import { addDays, provinceOf } from '#organisations'
import { orderErasure } from '#evidence'
import { defineAction } from '#platform/action'
import { findPower } from '#platform/actor'
import { day, instant } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { openStream, readStream, unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { privacyLaw } from '../definitions.ts'
import { type BreachState, tellBy } from '../domain/breach.ts'
import { isOpen, outcomes } from '../domain/request.ts'
import { dueForErasure } from '../queries/due-for-erasure.ts'
import { breachStream, impactStream, requestStream } from '../store.ts'

const exact = { additionalProperties: false } as const
const Key = Type.String({ minLength: 1, maxLength: 60 })
const Words = Type.String({ minLength: 10, maxLength: 8000 })
const may = 'protect' as const

const mustProtect = (ctx: Ctx, unit: string): { inNameOf?: string } => {
  const power = findPower(ctx.actor, 'protect', unit)
  if (!power) throw new Refusal('forbidden', 'not-your-role')
  return power.inNameOf ? { inNameOf: power.inNameOf.id } : {}
}
const openRequest = async (ctx: Ctx, id: string) => {
  const opened = await openStream(ctx, requestStream, id, 'no-such-request')
  if (!findPower(ctx.actor, 'protect', opened.state.unit)) throw new Refusal('not-found', 'no-such-request')
  // Nobody answers himself.
  if (opened.state.person === ctx.actor.id) throw new Refusal('forbidden', 'own-request')
  if (!isOpen(opened.state)) throw new Refusal('conflict', 'request-is-over')
  return opened
}

export const takeUp = defineAction({
  name: 'privacy.take-up', summary: 'Take up what a person asked about her data', may,
  input: Type.Object({ request: Key }, exact),
  async run(ctx, { request }) {
    const opened = await openRequest(ctx, request)
    if (opened.state.standing.state !== 'waiting') throw new Refusal('conflict', 'taken-up-already')
    ctx.record(requestStream, opened, [{ type: 'privacy.taken-up', data: {} }], mustProtect(ctx, opened.state.unit))
  },
})

/** What is refused or granted in part says by which rule. */
export const answerRequest = defineAction({
  name: 'privacy.answer', summary: 'Answer what a person asked about her data', may,
  input: Type.Object({ request: Key, outcome: Type.Enum([...outcomes]), words: Words }, exact),
  async run(ctx, { request, outcome, words }) {
    const opened = await openRequest(ctx, request)
    ctx.record(requestStream, opened, [{ type: 'privacy.answered', data: { outcome, words: words.trim() } }], mustProtect(ctx, opened.state.unit))
  },
})

export const noteBreach = defineAction({
  name: 'privacy.note-breach', summary: 'Note a breach of personal data; the 72 hours run from when it was noticed', may,
  input: Type.Object({
    title: Type.String({ minLength: 5, maxLength: 200 }), day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), hour: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), what: Words, categories: Type.String({ minLength: 3, maxLength: 1000 }),
    people: Type.Integer({ minimum: 0, maximum: 200_000_000 }), cause: Type.String({ minLength: 3, maxLength: 4000 }), harm: Type.String({ minLength: 3, maxLength: 4000 }),
  }, exact),
  async run(ctx, { day: on, hour, ...rest }) {
    const unit = provinceOf(ctx)
    const how = mustProtect(ctx, unit)
    const detected = instant(on, hour)
    if (Number.isNaN(detected.getTime()) || detected > ctx.now) throw new Refusal('invalid', 'check-the-form', { day: 'noticed-in-the-past' })
    const id = ctx.newId()
    ctx.record(breachStream, unopened<BreachState>(id), [{ type: 'privacy.breach-noted', data: { id, unit, ...rest, detectedAt: detected.toISOString(), tellBy: tellBy(detected, ctx.take(privacyLaw).processing.breach.tellWithinHours).toISOString() } }], how)
    return { id }
  },
})

const openBreach = async (ctx: Ctx, id: string) => {
  const opened = await openStream(ctx, breachStream, id, 'no-such-breach')
  const how = mustProtect(ctx, opened.state.unit)
  if (opened.state.closed) throw new Refusal('conflict', 'breach-is-closed')
  return { opened, how }
}

export const tellAuthority = defineAction({
  name: 'privacy.tell-authority', summary: 'Note that the authority was told of a breach', may,
  input: Type.Object({ breach: Key, number: Type.String({ minLength: 1, maxLength: 100 }) }, exact),
  async run(ctx, { breach, number }) {
    const { opened, how } = await openBreach(ctx, breach)
    if (opened.state.toldAuthority) throw new Refusal('conflict', 'told-already')
    ctx.record(breachStream, opened, [{ type: 'privacy.authority-told', data: { number } }], how)
  },
})

export const tellPeople = defineAction({
  name: 'privacy.tell-people', summary: 'Note that the people concerned were told of a breach, and how', may,
  input: Type.Object({ breach: Key, how: Type.String({ minLength: 5, maxLength: 2000 }) }, exact),
  async run(ctx, { breach, how: words }) {
    const { opened, how } = await openBreach(ctx, breach)
    if (opened.state.toldPeople) throw new Refusal('conflict', 'told-already')
    ctx.record(breachStream, opened, [{ type: 'privacy.people-told', data: { how: words } }], how)
  },
})

/** Closed when the authority was told: that is what the law asks of every breach. */
export const closeBreach = defineAction({
  name: 'privacy.close-breach', summary: 'Close a breach with what was done about it', may,
  input: Type.Object({ breach: Key, measures: Words }, exact),
  async run(ctx, { breach, measures }) {
    const { opened, how } = await openBreach(ctx, breach)
    if (!opened.state.toldAuthority) throw new Refusal('conflict', 'tell-the-authority-first')
    ctx.record(breachStream, opened, [{ type: 'privacy.breach-closed', data: { measures } }], how)
  },
})

export const fileImpact = defineAction({
  name: 'privacy.file-impact', summary: 'Note that the impact file of an activity was made or looked at again', may,
  input: Type.Object({ activity: Key, words: Words }, exact),
  async run(ctx, { activity, words }) {
    const how = mustProtect(ctx, provinceOf(ctx))
    const { activities, impact } = ctx.take(privacyLaw).processing
    if (!activities.some((one) => one.key === activity)) throw new Refusal('not-found', 'no-such-activity')
    const on = day(ctx.now)
    const opened = (await readStream(ctx.db, `${impactStream.prefix}-${activity}`)).length ? await openStream(ctx, impactStream, activity) : unopened<never>(activity)
    ctx.record(impactStream, opened, [{ type: 'privacy.impact-filed', data: { activity, on, nextOn: addDays(on, impact.again.amount), words: words.trim() } }], how)
  },
})

/** At most so many at once: an order is one event, and it names them all. */
const mostAtOnce = 500

/** `expected` is the number that the dry run showed: nobody orders more to be erased than he has seen. */
export const orderErasureByRule = defineAction({
  name: 'privacy.order-erasure', summary: 'Have what a rule of retention says is over erased; the log keeps that it was there', may,
  input: Type.Object({ rule: Key, expected: Type.Integer({ minimum: 1 }), reason: Type.String({ minLength: 10, maxLength: 2000 }) }, exact),
  async run(ctx, { rule: key, expected, reason }) {
    mustProtect(ctx, provinceOf(ctx))
    const rule = ctx.take(privacyLaw).retention.rules.find((one) => one.key === key)
    if (!rule || rule.then !== 'delete') throw new Refusal('not-found', 'no-such-rule')
    const due = await dueForErasure(ctx, rule, { most: mostAtOnce })
    if (due.count !== expected) throw new Refusal('conflict', 'more-is-due-than-you-saw', {}, { count: due.count })
    return { erasure: orderErasure(ctx, { rule: key, reason: reason.trim(), streams: due.streams }), streams: due.streams.length }
  },
})
