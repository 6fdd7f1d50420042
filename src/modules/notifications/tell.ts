import { mandateHolds } from '#identity'
import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { readStream, type StoredEvent } from '#platform/events'
import { wordings } from './definitions/wordings.ts'
import { type CaseFacts, caseFacts } from './domain/case-facts.ts'
import { type Both, type Channel, fill, type Kind, kinds, messageId, plain, type Recipient, recipientKey, smsMost, type Words } from './domain/message.ts'

/** What a case was like when the event happened. Events of other rooms name the case in their data. */
export async function factsAt(ctx: Ctx, event: StoredEvent): Promise<CaseFacts> {
  const ofCase = event.type.startsWith('cases.')
  const stream = ofCase ? event.stream : `case-${event.data.caseId}`
  // What began a case is all that had happened to it by then.
  const facts = caseFacts(event.type === 'cases.submitted' || event.type === 'cases.registered' ? [event] : await readStream(ctx.db, stream), ofCase ? event.version : undefined)
  if (!facts) throw new Error(`${stream} does not begin with a filing`)
  return facts
}

/**
 * Puts down a message on every channel the recipient has, and the jobs that send them. A message that stands already, because
 * the event was heard before, is left as it is: it may have been read.
 */
export async function tell<K extends Kind>(ctx: Ctx, event: StoredEvent, facts: CaseFacts, kind: K, to: Recipient, words: Words<K>): Promise<void> {
  const { filedBy, ...hers } = facts
  // Who acts for her is told too, here on the platform, while the mandate holds.
  if (filedBy && 'person' in to && to.person === facts.applicant.id && (await mandateHolds(ctx, filedBy.mandate))) await tell(ctx, event, { ...hers, applicant: { id: filedBy.id, name: hers.applicant.name } }, kind, { person: filedBy.id, name: filedBy.name }, words)
  const wording = ctx.take(wordings)[kind]
  const unit = ctx.take(unitRegister).find(facts.competentUnit, day(event.at))
  const all: Record<string, string | Both> = { code: facts.code, procedure: facts.procedure.names, unit: unit?.formal ?? facts.competentUnit, applicant: facts.applicant.name, ...words }
  const inLang = (lang: 'vi' | 'en') => Object.fromEntries(Object.entries(all).map(([name, word]) => [name, typeof word === 'string' ? word : word[lang]]))
  const [vi, en] = [inLang('vi'), inLang('en')]
  const official = kinds[kind].to === 'official'

  const { settings } = ctx.house
  const message = (channel: Channel, more: { address: string | null; subject: string; body: string; failed: string | null }) => ({
    id: messageId(event, kind, to, channel), recipient: recipientKey(to), recipient_name: 'name' in to ? to.name : '', channel, kind, ...more,
    subject_en: fill(wording.subject.en, en), body_en: fill(wording.body.en, en),
    about: facts.id, link: kind === 'fee-paid' ? receiptOf(event.data) : linkOf(kind, facts.id), procedure: facts.procedure.code, receiving_unit: facts.receivingUnit, competent_unit: facts.competentUnit,
    made_at: ctx.now, sent_at: null, tries: 0, next_try_at: null, read_at: null, read_by: null,
  })
  const subject = fill(wording.subject.vi, vi)
  const body = fill(wording.body.vi, vi)
  const made = [message('inbox', { address: null, subject, body, failed: null })]
  const { email, phone } = official ? {} : facts.applicant
  if (email) made.push(message('email', { address: email, subject, body, failed: settings.smtpUrl ? null : 'no-mail-server' }))
  if (phone && wording.sms) made.push(message('sms', { address: phone.replace(/[\s.-]/g, ''), subject: '', body: plain(fill(wording.sms, vi)).slice(0, smsMost), failed: settings.smsUrl ? null : 'no-sms-gateway' }))

  for (const one of made) {
    ctx.write({ table: 'messages', row: one, unlessThere: true })
    if (one.channel !== 'inbox' && !one.failed) ctx.later({ name: 'notifications.send', dueAt: ctx.now, data: { id: one.id }, unique: `send ${one.id}` })
  }
}

/** Where the message is acted on, without language. */
function linkOf(kind: Kind, caseId: string): string {
  if (kinds[kind].to === 'official') return kind === 'official-refund-due' ? `/officer/cases/${caseId}/payments` : `/officer/cases/${caseId}`
  switch (kind) {
    case 'fee-asked': case 'fee-part-paid': case 'refund-due': case 'refunded': return `/cases/${caseId}/pay`
    default: return `/cases/${caseId}`
  }
}

/** The receipt of a charge that was paid: a charge is named by its case and the number of the event that asked for it. */
const receiptOf = ({ caseId, charge }: { caseId: string; charge: string }): string => `/cases/${caseId}/receipts/${charge.slice(caseId.length + 1)}`

export const applicantOf = (facts: CaseFacts): Recipient => ({ person: facts.applicant.id, name: facts.applicant.name })

/** Whoever handles the case; while nobody does, everybody who examines cases there, or the desk that received it. */
export const handlerOf = (facts: CaseFacts): Recipient =>
  facts.handler ? { official: facts.handler.id, name: facts.handler.name } : facts.forwarded ? { desk: facts.competentUnit, act: 'process' } : { desk: facts.receivingUnit, act: 'receive' }
