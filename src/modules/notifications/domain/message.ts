import { createHash } from 'node:crypto'
import type { Act, Actor } from '#platform/actor'

export type Channel = 'inbox' | 'email' | 'sms'
export type Both = { vi: string; en: string }

/** Every message there is, to whom, and which words its text may use besides code, procedure, unit and applicant. */
export const kinds = {
  'case-submitted': { to: 'applicant', words: [] },
  'case-accepted': { to: 'applicant', words: ['dueOn', 'dueDay'] },
  'case-refused': { to: 'applicant', words: ['reason', 'number'] },
  'papers-asked': { to: 'applicant', words: ['items', 'reason', 'deadline'] },
  'papers-reminder': { to: 'applicant', words: ['items', 'untilDay'] },
  'case-lapsed': { to: 'applicant', words: ['untilDay'] },
  'case-resumed': { to: 'applicant', words: ['items', 'reason', 'untilDay'] },
  'fee-asked': { to: 'applicant', words: ['amount', 'items', 'what', 'reference'] },
  'fee-paid': { to: 'applicant', words: ['amount', 'number'] },
  'fee-part-paid': { to: 'applicant', words: ['amount', 'rest', 'reference'] },
  'refund-due': { to: 'applicant', words: ['amount', 'reason'] },
  refunded: { to: 'applicant', words: ['amount', 'reason'] },
  'case-extended': { to: 'applicant', words: ['fromDueDay', 'dueOn', 'dueDay', 'reason', 'number'] },
  'case-stopped': { to: 'applicant', words: ['reason', 'number'] },
  'result-issued': { to: 'applicant', words: ['pickup'] },
  'result-returned': { to: 'applicant', words: ['how'] },
  'case-withdrawn': { to: 'applicant', words: [] },
  'official-assigned': { to: 'official', words: ['by', 'due'] },
  'official-sent-back': { to: 'official', words: ['by', 'reason', 'due'] },
  'official-papers-supplied': { to: 'official', words: ['due'] },
  'official-consulted': { to: 'official', words: ['by', 'question', 'until'] },
  'official-opinion-given': { to: 'official', words: ['agency', 'opinion'] },
  'official-task-late': { to: 'official', words: ['task', 'agency', 'dueDay'] },
  'official-taken-over': { to: 'official', words: ['by', 'reason'] },
  'official-fee-paid': { to: 'official', words: ['amount'] },
  'official-apology-prepared': { to: 'official', words: ['dueDay'] },
  'official-overdue': { to: 'official', words: ['dueDay', 'handler'] },
  'official-overdue-again': { to: 'official', words: ['dueDay', 'handler'] },
  'official-lapsed': { to: 'official', words: ['untilDay'] },
  'official-withdrawn': { to: 'official', words: [] },
  'official-refund-due': { to: 'official', words: ['amount', 'reason'] },
} as const satisfies Record<string, { to: 'applicant' | 'official'; words: readonly string[] }>

export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as Kind[]
const always = ['code', 'procedure', 'unit', 'applicant'] as const
export const wordsOf = (kind: Kind): readonly string[] => [...always, ...kinds[kind].words]

/** Words of a kind must all be given; a word that is the same in both languages is given once. */
export type Words<K extends Kind> = Record<(typeof kinds)[K]['words'][number], string | Both>

/** To a person, to one official, or to everybody who holds an act in a unit. */
export type Recipient = { person: string; name: string } | { official: string; name: string } | { desk: string; act: Act }
export const recipientKey = (to: Recipient): string => ('person' in to ? `person:${to.person}` : 'official' in to ? `official:${to.official}` : `desk:${to.desk}:${to.act}`)

/** Where the actor's messages lie. A power for some procedures opens a desk's messages about those only. */
export type Tray = { recipient: string; procedures?: readonly string[] }
export function traysOf(actor: Actor): Tray[] {
  if (actor.kind === 'person') return [{ recipient: `person:${actor.id}` }]
  if (actor.kind !== 'official') return []
  const desks = new Map<string, readonly string[] | undefined>()
  for (const { act, unit, procedures } of actor.powers) {
    const key = recipientKey({ desk: unit, act })
    // Two powers in one place open together what either opens.
    desks.set(key, procedures && desks.has(key) ? desks.get(key) && [...desks.get(key)!, ...procedures] : procedures)
  }
  return [{ recipient: `official:${actor.id}` }, ...[...desks].map(([recipient, procedures]) => ({ recipient, ...(procedures && { procedures }) }))]
}
export const opensTray = (trays: readonly Tray[], message: { recipient: string; procedure: string }): boolean =>
  trays.some((tray) => tray.recipient === message.recipient && (!tray.procedures || tray.procedures.includes(message.procedure)))

/** One event, one kind, one recipient, one channel: one message, however often the event is heard. */
export const messageId = (event: { stream: string; version: number }, kind: Kind, to: Recipient, channel: Channel): string =>
  createHash('sha256').update(`${event.stream} ${event.version} ${kind} ${recipientKey(to)} ${channel}`).digest('base64url').slice(0, 22)

export const placeholdersIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!)

/** The text with its words. A word that is missing is a bug: the shelf has checked the text, the types the words. */
export const fill = (text: string, words: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`a message needs the word {${name}}`)
    return word
  }).replace(/[ \t]+$/gm, '').trim()

/** As old telephones take it: no tones, đ as d, nothing outside the plain alphabet of GSM. */
export const plain = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').replace(/[^\x20-\x7e]/g, '')

/** How long the words of a text message can become; only these may stand in one. */
export const smsLengths: Record<string, number> = { code: 32, amount: 20, rest: 20, dueOn: 10 }
export const smsMost = 160

/** How long to wait before the next try, in minutes: 1, 2, 4 … at most 6 hours; undefined when it is enough (some two days). */
export const waitAfter = (tries: number): number | undefined => (tries >= 16 ? undefined : Math.min(2 ** (tries - 1), 360))
