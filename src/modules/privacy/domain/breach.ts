import type { Happened } from '#platform/events'

/** A breach of personal data, as it was known when it was noted. Numbers are whole people. */
export type Noted = { id: string; title: string; what: string; categories: string; people: number; cause: string; harm: string; unit: string; detectedAt: string; tellBy: string }
export type BreachEvent =
  | { type: 'privacy.breach-noted'; data: Noted }
  | { type: 'privacy.authority-told'; data: { number: string } }
  | { type: 'privacy.people-told'; data: { how: string } }
  | { type: 'privacy.breach-closed'; data: { measures: string } }
export type BreachState = Noted & { notedBy: string; toldAuthority?: { at: Date; number: string }; toldPeople?: { at: Date; how: string }; closed?: { at: Date; measures: string } }

export function evolveBreach(before: BreachState | undefined, event: Happened<BreachEvent>): BreachState {
  const at = new Date(event.at)
  if (event.type === 'privacy.breach-noted') return { ...event.data, notedBy: event.actorName }
  if (!before) throw new Error(`${event.type} before the breach was noted`)
  switch (event.type) {
    case 'privacy.authority-told': return { ...before, toldAuthority: { at, ...event.data } }
    case 'privacy.people-told': return { ...before, toldPeople: { at, ...event.data } }
    case 'privacy.breach-closed': return { ...before, closed: { at, ...event.data } }
  }
}

/** Law 91/2025/QH15 art. 23: hours go on at night and on days off, from the hour it was noticed. */
export const tellBy = (detected: Date, hours: number): Date => new Date(detected.getTime() + hours * 3600_000)
export const hoursLeft = (by: Date, now: Date): number => Math.floor((by.getTime() - now.getTime()) / 3600_000)
