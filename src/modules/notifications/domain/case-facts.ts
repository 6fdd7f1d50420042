import type { StoredEvent } from '#platform/events'

/** What messages need to know of a case, in the words of the events that tell it. */
type Filed = {
  id: string; code: string
  applicant: { id: string; name: string; phone?: string; email?: string }
  /** Who handed it in for her, and by which mandate. */
  filedBy?: { id: string; name: string; mandate: string }
  receivingUnit: string; competentUnit: string
  procedure: { code: string; names: { vi: string; en: string } }
  delivery: 'online' | 'desk' | 'post'
}
export type CaseFacts = Filed & {
  dueOn?: string
  handler?: { id: string; name: string }
  /** Examined already, or still at the desk that received it. */
  forwarded: boolean
  /** The clock stands still for a fee. */
  feeAsked: boolean
  toldOverdue: boolean
  /** The result is signed; a fee that is due now is what keeps it. */
  granted: boolean
}

/** Folds what had happened to a case up to and with `until` (a version). Undefined when it was never filed. */
export function caseFacts(events: readonly StoredEvent[], until = Number.POSITIVE_INFINITY): CaseFacts | undefined {
  const first = events[0]
  if (!first || (first.type !== 'cases.submitted' && first.type !== 'cases.registered')) return undefined
  const filed = first.data as Filed
  const facts: CaseFacts = { ...filed, forwarded: false, feeAsked: false, toldOverdue: false, granted: false }
  for (const { type, data, version } of events) {
    if (version > until) break
    if (typeof data.dueOn === 'string') facts.dueOn = data.dueOn
    switch (type) {
      case 'cases.forwarded': facts.forwarded = true; break
      case 'cases.assigned': case 'cases.taken-over': facts.handler = data.to; break
      case 'cases.fee-asked': facts.feeAsked = true; break
      case 'cases.fee-paid': facts.feeAsked &&= data.waits === true; break
      // A new appointment can be missed anew.
      case 'cases.extended': case 'cases.papers-supplied': facts.toldOverdue = false; break
      case 'cases.approved': facts.granted = data.outcome === 'grant'; break
      // The event being told now does not count as told.
      case 'cases.overdue': if (version < until) facts.toldOverdue = true; break
    }
  }
  return facts
}
