import { defineStream } from '#platform/events'
import { type BreachEvent, type BreachState, evolveBreach } from './domain/breach.ts'
import { evolveRequest, type RequestEvent, type RequestState } from './domain/request.ts'

export const requestStream = defineStream<RequestState, RequestEvent>({
  prefix: 'privacy-request', evolve: evolveRequest, tables: ['privacy_requests'],
  rows: ({ standing, ...one }) => [{
    table: 'privacy_requests',
    row: {
      id: one.id, person: one.person, person_name: one.personName, asked: one.right, about: one.about, words: one.words, unit: one.unit, state: standing.state,
      asked_at: one.askedAt, acknowledge_by: one.acknowledgeBy, due_at: one.dueAt, due_on: one.dueOn,
      handler: 'by' in standing ? standing.by : null, handler_name: 'byName' in standing ? standing.byName : null,
      outcome: 'outcome' in standing ? standing.outcome : null, answer: 'words' in standing ? standing.words : null, ended_at: standing.state === 'answered' || standing.state === 'withdrawn' ? standing.at : null,
    },
  }],
})

/** The words she agreed to stand in the event itself: what is proved is what she read. */
export type ConsentEvent =
  | { type: 'privacy.consent-given'; data: { person: string; purpose: string; version: number; hash: string; lang: string; text: string } }
  | { type: 'privacy.consent-withdrawn'; data: { reason?: string } }
export type ConsentState = { person: string; purpose: string; version: number; hash: string; givenAt: Date; withdrawnAt?: Date }
export const consentStream = defineStream<ConsentState, ConsentEvent>({
  prefix: 'consent', tables: ['privacy_consents'],
  evolve(before, event) {
    if (event.type === 'privacy.consent-withdrawn') return { ...before!, withdrawnAt: new Date(event.at) }
    const { person, purpose, version, hash } = event.data
    return { person, purpose, version, hash, givenAt: new Date(event.at) }
  },
  rows: (one) => [{ table: 'privacy_consents', row: { person: one.person, purpose: one.purpose, version: one.version, text_hash: one.hash, given_at: one.givenAt, withdrawn_at: one.withdrawnAt ?? null } }],
})
export const consentId = (person: string, purpose: string): string => `${person}.${purpose}`

export const breachStream = defineStream<BreachState, BreachEvent>({
  prefix: 'breach', evolve: evolveBreach, tables: ['privacy_breaches'],
  rows: (one) => [{
    table: 'privacy_breaches',
    row: {
      id: one.id, title: one.title, what: one.what, categories: one.categories, people: one.people, cause: one.cause, harm: one.harm, unit: one.unit, detected_at: one.detectedAt, tell_by: one.tellBy,
      told_authority_at: one.toldAuthority?.at ?? null, authority_number: one.toldAuthority?.number ?? null, told_people_at: one.toldPeople?.at ?? null, told_people_how: one.toldPeople?.how ?? null,
      measures: one.closed?.measures ?? null, closed_at: one.closed?.at ?? null, noted_by_name: one.notedBy,
    },
  }],
})

export type ImpactEvent = { type: 'privacy.impact-filed'; data: { activity: string; on: string; nextOn: string; words: string } }
type ImpactState = ImpactEvent['data'] & { byName: string }
export const impactStream = defineStream<ImpactState, ImpactEvent>({
  prefix: 'impact', tables: ['privacy_impacts'],
  evolve: (_before, event) => ({ ...event.data, byName: event.actorName }),
  rows: ({ activity, on, nextOn, words, byName }) => [{ table: 'privacy_impacts', row: { activity, filed_on: on, next_on: nextOn, words, by_name: byName } }],
})
