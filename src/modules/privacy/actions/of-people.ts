import Type from 'typebox'
import { calendarOf, clockRules, dueAt, provinceOf } from '#organisations'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { openStream, readStream, unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { privacyLaw } from '../definitions.ts'
import { isOpen, type RequestState } from '../domain/request.ts'
import { consentId, type ConsentState, consentStream, requestStream } from '../store.ts'

const exact = { additionalProperties: false } as const
const Key = Type.String({ minLength: 1, maxLength: 60 })

/** A person asks about her own data. The clock begins at once; both days are told to her (Law 91/2025/QH15, Decree 356/2025/ND-CP). */
export const askAboutData = defineAction({
  name: 'privacy.ask', summary: 'Use a right you have about your own data', may: 'person',
  input: Type.Object({ right: Key, about: Type.Optional(Type.String({ maxLength: 200 })), words: Type.String({ minLength: 10, maxLength: 4000 }) }, exact),
  async run(ctx, { right: key, about = '', words }) {
    const { rights, acknowledge } = ctx.take(privacyLaw).rights
    const right = rights.find((one) => one.key === key)
    if (!right) throw new Refusal('invalid', 'check-the-form', { right: 'field-enum' })
    const unit = provinceOf(ctx)
    const calendar = calendarOf(ctx, unit, day(ctx.now))
    const rules = ctx.take(clockRules).on(day(ctx.now))
    const due = dueAt(ctx.now, right.within, calendar, rules)
    const id = ctx.newId()
    ctx.record(requestStream, unopened<RequestState>(id), [{
      type: 'privacy.asked',
      data: { id, person: ctx.actor.id, personName: ctx.actor.name, right: key, about: about.trim(), words: words.trim(), unit, acknowledgeBy: dueAt(ctx.now, acknowledge, calendar, rules).dueAt.toISOString(), dueAt: due.dueAt.toISOString(), dueOn: due.dueOn },
    }])
    return { id, dueOn: due.dueOn }
  },
})

/** A request of her own; to others it is as if it were not there. */
export async function openOwnRequest(ctx: Ctx, id: string) {
  const opened = await openStream(ctx, requestStream, id, 'no-such-request')
  if (opened.state.person !== ctx.actor.id) throw new Refusal('not-found', 'no-such-request')
  return opened
}

export const withdrawRequest = defineAction({
  name: 'privacy.withdraw-request', summary: 'Take back what you asked about your data', may: 'person',
  input: Type.Object({ request: Key }, exact),
  async run(ctx, { request }) {
    const opened = await openOwnRequest(ctx, request)
    if (!isOpen(opened.state)) throw new Refusal('conflict', 'request-is-over')
    ctx.record(requestStream, opened, [{ type: 'privacy.request-withdrawn', data: {} }])
  },
})

const openConsent = async (ctx: Ctx, purpose: string) => {
  const id = consentId(ctx.actor.id, purpose)
  const events = await readStream(ctx.db, `${consentStream.prefix}-${id}`)
  return events.length ? await openStream(ctx, consentStream, id) : unopened<ConsentState>(id)
}

/** One purpose, one text, by a button of its own: nothing is agreed to by saying nothing (Law 91/2025/QH15 art. 9). */
export const giveConsent = defineAction({
  name: 'privacy.give-consent', summary: 'Agree to one purpose, in the words of one version', may: 'person',
  input: Type.Object({ purpose: Key, version: Type.Integer({ minimum: 1 }), agreed: Type.Literal('yes') }, exact),
  async run(ctx, { purpose: key, version }) {
    const purpose = ctx.take(privacyLaw).purposesOn(day(ctx.now)).find((one) => one.key === key)
    if (!purpose) throw new Refusal('not-found', 'no-such-purpose')
    // What was on her screen may have been replaced meanwhile.
    if (purpose.version !== version) throw new Refusal('conflict', 'consent-text-changed')
    const opened = await openConsent(ctx, key)
    if (opened.state && !opened.state.withdrawnAt && opened.state.version === version) return
    ctx.record(consentStream, opened, [{ type: 'privacy.consent-given', data: { person: ctx.actor.id, purpose: key, version, hash: purpose.hash, lang: ctx.lang, text: purpose.text[ctx.lang] } }])
  },
})

/** As easy as giving it, and without a reason. */
export const withdrawConsent = defineAction({
  name: 'privacy.withdraw-consent', summary: 'Take back what you agreed to', may: 'person',
  input: Type.Object({ purpose: Key }, exact),
  async run(ctx, { purpose }) {
    const opened = await openConsent(ctx, purpose)
    if (!opened.state || opened.state.withdrawnAt) throw new Refusal('conflict', 'no-consent-given')
    ctx.record(consentStream, opened, [{ type: 'privacy.consent-withdrawn', data: {} }])
  },
})

/** May this be done with her data today? Only where she agreed to the very text that holds, and has not taken it back. */
export async function hasConsent(ctx: Pick<Ctx, 'db' | 'take' | 'now'>, person: string, purpose: string): Promise<boolean> {
  const text = ctx.take(privacyLaw).purposesOn(day(ctx.now)).find((one) => one.key === purpose)
  if (!text) return false
  const row = await ctx.db.selectFrom('privacy_consents').select('text_hash').where('person', '=', person).where('purpose', '=', purpose).where('withdrawn_at', 'is', null).executeTakeFirst()
  return row?.['text_hash'] === text.hash
}
