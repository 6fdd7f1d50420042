import type { Happened } from '#platform/events'

export const outcomes = ['granted', 'partly', 'refused'] as const
export type Outcome = (typeof outcomes)[number]
/** What a person asked about her own data. `right` and `about` are keys of the country pack and of what is held. */
export type Asked = { id: string; person: string; personName: string; right: string; about: string; words: string; unit: string; acknowledgeBy: string; dueAt: string; dueOn: string }
export type RequestEvent =
  | { type: 'privacy.asked'; data: Asked }
  | { type: 'privacy.taken-up'; data: Record<string, never> }
  | { type: 'privacy.answered'; data: { outcome: Outcome; words: string } }
  | { type: 'privacy.request-withdrawn'; data: Record<string, never> }

export type RequestState = Asked & {
  askedAt: Date
  standing:
    | { state: 'waiting' }
    | { state: 'taken-up'; by: string; byName: string; at: Date }
    | { state: 'answered'; by: string; byName: string; at: Date; outcome: Outcome; words: string }
    | { state: 'withdrawn'; at: Date }
}

export function evolveRequest(before: RequestState | undefined, event: Happened<RequestEvent>): RequestState {
  const at = new Date(event.at)
  if (event.type === 'privacy.asked') return { ...event.data, askedAt: at, standing: { state: 'waiting' } }
  if (!before) throw new Error(`${event.type} before anything was asked`)
  switch (event.type) {
    case 'privacy.taken-up': return { ...before, standing: { state: 'taken-up', by: event.actor, byName: event.actorName, at } }
    case 'privacy.answered': return { ...before, standing: { state: 'answered', by: event.actor, byName: event.actorName, at, ...event.data } }
    case 'privacy.request-withdrawn': return { ...before, standing: { state: 'withdrawn', at } }
  }
}

export const isOpen = ({ standing }: RequestState): boolean => standing.state === 'waiting' || standing.state === 'taken-up'
