import type { StoredEvent } from '#platform/events'
import type { Charged, Line } from './charge.ts'

/** What this room needs to know of a case, in the words of the events that tell it. */
type Fee = Line & { at: 'filing' | 'return' | 'asked' }
type Filed = {
  id: string
  code: string
  applicant: { id: string; name: string }
  receivingUnit: string
  competentUnit: string
  procedure: { code: string; names: { vi: string; en: string } }
  fees: Fee[]
  /** Fees of filing that the desk took in cash as it entered the case, whole VND. */
  cash?: number
}

/** Who filed the case, where, for what: its first event. */
export const filedBy = (events: readonly StoredEvent[]): Filed | undefined => {
  const first = events[0]
  return first && (first.type === 'cases.submitted' || first.type === 'cases.registered') ? (first.data as Filed) : undefined
}

/**
 * The lines that one event of a case asks to be paid: fees of filing when it is filed, those of returning when the result
 * is granted, a duty found later when it is asked. Fees that somebody is exempt from are not in the event, or are zero.
 */
export function linesAskedBy(event: Pick<StoredEvent, 'type' | 'data'>, filed: Pick<Filed, 'fees'>): Line[] {
  const of = (fees: readonly Fee[]): Line[] => fees.filter((fee) => fee.amount > 0).map(({ code, names, amount }) => ({ code, names, amount }))
  switch (event.type) {
    case 'cases.submitted': case 'cases.registered': return of(filed.fees.filter((fee) => fee.at === 'filing'))
    case 'cases.approved': return event.data.outcome === 'grant' ? of(filed.fees.filter((fee) => fee.at === 'return')) : []
    case 'cases.fee-asked': return of([event.data.fee])
    default: return []
  }
}

/** Every event of a case, up to and without `before`, that asked for money: the numbers of its charges. */
export const chargesAsked = (events: readonly StoredEvent[], before = Number.POSITIVE_INFINITY): number[] => {
  const filed = filedBy(events)
  return filed ? events.filter((event) => event.version < before && linesAskedBy(event, filed).length > 0).map((event) => event.version) : []
}

export const chargeFor = (filed: Filed, n: number, lines: Line[], id: string, reference: string): Charged => ({
  id, caseId: filed.id, caseCode: filed.code, n, payer: { id: filed.applicant.id, name: filed.applicant.name },
  unit: filed.receivingUnit, competentUnit: filed.competentUnit, procedure: { code: filed.procedure.code, names: filed.procedure.names },
  lines, amount: lines.reduce((sum, line) => sum + line.amount, 0), reference,
})
