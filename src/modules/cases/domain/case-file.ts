import { type Actor, findPower, isOrRepresents, type Power } from '#platform/actor'
import { day } from '#platform/clock'
import type { Happened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { follow, type Mark, type Running, type Waiting } from '#flows'
import { isByFlow, powerOnTask, standing, tasksFor, unitsAsked } from './flowing.ts'
import { sightOf } from './narrowing.ts'
import { type CaseState, ruleOf, states, type Step, stepNames } from './steps.ts'
import type { Reasons } from '#procedures'
import type { Tally } from './tally.ts'

/** 1 at the counter, 2 online, 3 by post: the national codes of KenhThucHien. */
export type Channel = 1 | 2 | 3
export type Paper = { component: string; file?: string; document?: string; label: string; kind: 'upload' | 'reused' | 'paper'; digitised: boolean }
export type Fee = { code: string; amount: number; at: 'filing' | 'return' | 'asked'; names: { vi: string; en: string }; /** `copies`: the result itself does not wait for it. */ holds?: 'result' | 'copies' }
export type TimeLimit = { amount: number; unit: 'working-day' | 'day' | 'hour' | 'immediate' }
export type Applicant = { id: string; name: string; nationalId?: string; phone?: string; email?: string }
export type Delivery = 'online' | 'desk' | 'post'

/** What happened to a case; what moved its flow carries what became of that (`flow`, written by `marked`). */
export type CaseEvent = { [E in Deed as E['type']]: { type: E['type']; data: E['data'] & { flow?: Mark } } }[Deed['type']]

type Deed =
  | { type: 'cases.submitted'; data: Filed }
  | { type: 'cases.registered'; data: Filed }
  | { type: 'cases.accepted'; data: { receivedAt: string; dueAt: string; dueOn: string; forwardAt: string } }
  | { type: 'cases.refused'; data: { reason: string; number: number } }
  | { type: 'cases.papers-asked'; data: { items: string[]; reason: string; number: number; /** Until which day they are waited for, and when the worker reminds. */ until?: string; remindAt?: string } }
  | { type: 'cases.papers-reminded'; data: { items: string[]; until: string; endsAt: string } }
  | { type: 'cases.lapsed'; data: { until: string } }
  | { type: 'cases.resumed'; data: { items: string[]; reason: string; until: string; remindAt: string } }
  | { type: 'cases.papers-supplied'; data: { papers: Paper[]; answer?: string; dueAt?: string; dueOn?: string; /** Its day had passed when papers were asked for, and by the rule of the day it stays late. */ staysLate?: true } }
  | { type: 'cases.forwarded'; data: { to: string } }
  | { type: 'cases.assigned'; data: { to: { id: string; name: string } } }
  | { type: 'cases.fee-asked'; data: { fee: Fee; reason: string } }
  | { type: 'cases.fee-paid'; data: { amount: number; online: boolean; /** Its number among the charges of the case: that of the event that asked for it. */ charge?: number; dueAt?: string; dueOn?: string; /** Not what the case stands still for. */ waits?: true } }
  | { type: 'cases.drafted'; data: { outcome: 'grant' | 'decline'; reason?: string; values: Record<string, string>; note?: string } }
  | { type: 'cases.sent-back'; data: { remark: string; /** Which task sends back to which. */ task?: string; to?: string } }
  | { type: 'cases.task-done'; data: { task: string; names: Names; note?: string } }
  | { type: 'cases.consulted'; data: { units: string[]; question?: string } }
  | { type: 'cases.opinion-given'; data: { unit: string; agrees: boolean; words: string } }
  | { type: 'cases.task-skipped'; data: { task: string; names: Names; reason: string } }
  | { type: 'cases.taken-over'; data: { from?: { id: string; name: string }; to: { id: string; name: string }; reason: string } }
  | { type: 'cases.task-late'; data: { task: string; names: Names; unit: string; frame: number; dueAt: string } }
  | { type: 'cases.timer-rang'; data: { timer: string; element: string; names: Names } }
  | { type: 'cases.flow-moved'; data: { from: { key: string; version: number }; to: { key: string; version: number }; reason: string; passed: string[] } }
  | { type: 'cases.competence-moved'; data: { from: { competentUnit: string; receivingUnit: string }; to: { competentUnit: string; receivingUnit: string }; why: 'merger' | 'transfer'; source: string } }
  | { type: 'cases.approved'; data: { outcome: 'grant' | 'decline'; number: string; signer: Signer; reason?: string } }
  | { type: 'cases.sealed'; data: Record<never, never> }
  | { type: 'cases.result-issued'; data: { document: string; file: string; checkCode: string } }
  | { type: 'cases.returned'; data: { how: Delivery; to?: string } }
  | { type: 'cases.withdrawn'; data: { reason: string } }
  | { type: 'cases.apology-prepared'; data: { dueOn: string } }
  | { type: 'cases.extended'; data: { reason: string; fromDueOn: string; dueAt: string; dueOn: string; number: number } }
  | { type: 'cases.overdue'; data: { dueOn: string; level: number } }
  | { type: 'cases.rated'; data: { stars: number; words?: string } }

type Names = { vi: string; en: string }

export type Filed = {
  id: string
  code: string
  checkCode: string
  procedure: { code: string; version: number; field: string; names: { vi: string; en: string } }
  channel: Channel
  applicant: Applicant
  /** Who handed it in for her, by which mandate, on which basis; absent: she herself. */
  filedBy?: { id: string; name: string; mandate: string; basis: string }
  receivingUnit: string
  competentUnit: string
  answers: Record<string, unknown>
  /** Where each answer came from that the person did not type: the register, or a result she already holds. */
  from: Record<string, { source: string; on: string }>
  papers: Paper[]
  fees: Fee[]
  /** Of these, taken in cash at the counter as the case was entered, whole VND: all fees of filing, or absent. */
  cash?: number
  time: TimeLimit
  delivery: Delivery
  /** Set when the procedure qualifies as full-process on that day: the basis of indicator A1. */
  fullProcess: boolean
  /** How much it is about, and of what kind, where the procedure says so: powers have limits. */
  matter?: { amount?: number; kind?: string }
  /** Filed online after hours it counts from the next working morning; this is that moment. */
  countsFrom: string
  /** Which rules of which decision said what papers, fees and time it has (the file in countries/vn/decisions); absent for older cases. */
  decided?: { by: string; reasons: Reasons }
  /** A counter case is accepted as it is entered, and says its dates at once. */
  dueAt?: string
  dueOn?: string
  forwardAt?: string
}

/** How the signer signs: in his own office, or in the name of the one who delegated. */
export type Signer = { name: string; position: string; inNameOf?: { name: string; position: string } }

export type CaseFile = Omit<Filed, 'dueAt' | 'dueOn' | 'forwardAt'> & {
  state: CaseState
  filedAt: Date
  receivedAt?: Date
  acceptedAt?: Date
  forwardAt?: Date
  dueAt?: Date
  dueOn?: string
  /** The first due day: an extension does not make a late case punctual in the figures that ask for the first promise. */
  firstDueOn?: string
  pausedAt?: Date
  pausedFrom?: CaseState
  handler?: { id: string; name: string }
  request?: { items: string[]; reason: string; number: number; at: Date; by: string; until?: string; remindAt?: Date; endsAt?: Date; answeredAt?: Date; answer?: string }
  supplements: number
  refusal?: { reason: string; number: number; at: Date }
  paid: number
  paidOnline: boolean
  draft?: { outcome: 'grant' | 'decline'; reason?: string; values: Record<string, string>; note?: string; by: string; at: Date }
  /** Its flow, from being accepted on; absent for a case accepted before there were flows. */
  flow?: Running
  /** Agencies that were asked, and what they said. */
  consultation?: { units: string[]; question?: string; by: string; at: Date; opinions: { unit: string; agrees: boolean; words: string; by: string; at: Date }[] }
  remark?: { text: string; by: string; at: Date }
  decision?: { outcome: 'grant' | 'decline'; number: string; signer: Signer; reason?: string; at: Date }
  /** Who set the agency's seal; absent where the platform is let do it. */
  sealed?: { by: string; at: Date }
  result?: { document: string; file: string; checkCode: string; at: Date }
  extension?: { reason: string; fromDueOn: string; dueOn: string; number: number; at: Date }
  /** How often it was given a new appointment. */
  extensions: number
  /** Late before papers were asked for; the new day did not mend it. */
  lateBefore?: true
  apologyPreparedAt?: Date
  overdueLevel: number
  finishedAt?: Date
  returnedAt?: Date
  endedAt?: Date
  /** It ended while the clock stood still, since then: what came after was not the office's time. */
  clockStoppedAt?: Date
  /** Ended because the papers that were asked for never came. */
  lapsedAt?: Date
  rating?: { stars: number; words?: string; at: Date }
  /** Kept by the stream beside the fold (tally.ts), for the figures. */
  tally?: Tally
  touchedAt: Date
}

/** What is to be paid as a case is handed in. */
export const feesAtFiling = (file: Pick<CaseFile, 'fees'>): number => file.fees.filter((f) => f.at === 'filing').reduce((sum, f) => sum + f.amount, 0)
export const feesDue = (file: Pick<CaseFile, 'fees' | 'paid'>): number => Math.max(0, file.fees.filter((f) => f.at !== 'return').reduce((sum, f) => sum + f.amount, 0) - file.paid)
/** What is still to be paid before the result is handed over: fees of returning, and what was left unpaid before. */
export const feesDueAtReturn = (file: Pick<CaseFile, 'fees' | 'paid'>): number => Math.max(0, file.fees.reduce((sum, f) => sum + f.amount, 0) - file.paid)
/** What keeps the result from being issued: everything unpaid but what is for copies beside it. */
export const feesBeforeResult = (file: Pick<CaseFile, 'fees' | 'paid'>): number => Math.max(0, file.fees.filter((f) => f.holds !== 'copies').reduce((sum, f) => sum + f.amount, 0) - file.paid)
/** What the applicant has to pay now, so that it goes on. */
export const feesDueNow = (file: Pick<CaseFile, 'state' | 'fees' | 'paid'>): number => (states[file.state].clock !== 'ended' ? feesDue(file) : file.state === 'finished' ? feesDueAtReturn(file) : 0)
/** Signed and paid for; what is missing is the agency's seal, and with it the result. */
export const readyToSeal = (file: CaseFile): boolean =>
  file.decision !== undefined && !file.sealed && !file.result && (file.state === 'stopped' ? file.decision.outcome === 'decline' : file.state === 'finished' && feesBeforeResult(file) === 0)
export const isOpen = (file: CaseFile): boolean => states[file.state].clock !== 'ended' || file.state === 'finished'
export const nationalCode = (file: CaseFile): number => states[file.state].code

/** How often a thing may be done to a case, by the rules of the day (countries/vn/rules/clock.yaml; `limitsOn` reads them). */
export type Limits = {
  /** Requests for papers: Decree 61/2018 art. 17, what is missing is asked for once, and completely. */
  requests: number
  /** New appointments (form 04). */
  reappointments: number
  /** A case that ended before this is rated no more. */
  rateEndedSince: Date
}

/** Steps that the state of the case allows; who is asking is another matter. */
export const possibleSteps = (file: CaseFile, limits: Limits): Step[] => stepNames.filter((step) => stateAllows(file, step, limits))

function stateAllows(file: CaseFile, step: Step, limits: Limits): boolean {
  if (file.flow && isByFlow(step)) return tasksFor(file, step).length > 0
  if (!ruleOf(step).from.includes(file.state)) return false
  switch (step) {
    case 'ask-papers': return file.supplements < limits.requests
    case 'extend': return file.extensions < limits.reappointments && file.dueAt !== undefined
    case 'prepare-apology': return !file.apologyPreparedAt && file.extensions < limits.reappointments
    case 'seal': return readyToSeal(file)
    case 'issue-result': return !file.result && file.decision !== undefined && (file.state !== 'finished' || feesBeforeResult(file) === 0)
    // Before it is paid for there is no result yet; whoever hands over is told of the fee.
    case 'return': return file.result !== undefined || feesBeforeResult(file) > 0
    case 'rate': return !file.rating && ratable(file, limits)
    case 'remind': return file.request?.until !== undefined && !file.request.endsAt
    case 'lapse': return file.request?.endsAt !== undefined
    case 'resume': return file.lapsedAt !== undefined
    default: return true
  }
}

const ratable = (file: CaseFile, limits: Limits): boolean => !file.endedAt || file.endedAt >= limits.rateEndedSince

/** The power by which `actor` may take `step` now, `true` for the applicant and the worker, or undefined. */
export const powerFor = (actor: Actor, file: CaseFile, step: Step): Power | true | undefined => (file.flow && isByFlow(step) ? powerOnTask(actor, file, step)?.power : powerByTable(actor, file, step))

/** The same by the table alone: whoever could take `step`, did the case stand where it is taken. */
function powerByTable(actor: Actor, file: CaseFile, step: Step): Power | true | undefined {
  const rule = ruleOf(step)
  for (const who of rule.by) {
    if (who === 'applicant') { if (isOrRepresents(actor, file.applicant.id, file.procedure.code)) return true }
    else if (who === 'system') { if (actor.kind === 'system') return true }
    // Only a case that goes by a flow has tasks of its own.
    else if (who === 'whom-the-flow-names') continue
    else {
      // Nobody handles or decides his own application (Anti-Corruption Law 36/2018 art. 23, conflict of interest).
      if (actor.id === file.applicant.id) continue
      const unit = rule.where === 'receiving' || (rule.where === 'own-side' && who === 'receive') ? file.receivingUnit : file.competentUnit
      const power = findPower(actor, who, unit, file.procedure.code, { filedOn: day(file.filedAt), ...file.matter }, rule.with)
      // Before it was forwarded a case is the desk's; a specialist cannot reach into it.
      // The desk of the unit that decides hands a case to whoever is to handle it; from then on it is theirs to pass on.
      if (step === 'assign' && who === 'receive' && file.handler) continue
      if (power && !(rule.where === 'own-side' && who === 'process' && file.state === 'submitted')) return power
    }
  }
  return undefined
}

/** Steps this actor may take now: the buttons of the page. */
export const stepsFor = (actor: Actor, file: CaseFile, limits: Limits): Step[] => possibleSteps(file, limits).filter((step) => powerFor(actor, file, step))

/** Refuses when the actor may not take the step, or when the state does not allow it: whose it is, but not now, is told that. Answers in whose name he acts. */
export function mustTake(actor: Actor, file: CaseFile, step: Step, limits: Limits): Power | true {
  const power = powerFor(actor, file, step)
  const possible = stateAllows(file, step, limits)
  if (!power && (possible || !powerByTable(actor, file, step))) throw new Refusal('forbidden', 'not-your-case')
  if (!power || !possible) throw new Refusal('conflict', whyNot(file, step, limits))
  return power
}

/** The same for a step on a task of the flow, `node` when it is named; answers which task it is. */
export function mustTakeTask(actor: Actor, file: CaseFile, step: Step, limits: Limits, node?: string): { power: Power | true; task: Waiting } {
  if (!tasksFor(file, step).some((it) => node === undefined || it.node === node)) throw new Refusal('conflict', 'no-such-task-now')
  const taken = powerOnTask(actor, file, step, node)
  if (!taken) throw new Refusal('forbidden', 'not-your-case')
  if (!stateAllows(file, step, limits)) throw new Refusal('conflict', whyNot(file, step, limits))
  return taken
}

function whyNot(file: CaseFile, step: Step, limits: Limits): string {
  if (step === 'ask-papers' && file.supplements >= limits.requests) return 'papers-asked-once-already'
  if (step === 'extend' && file.extensions >= limits.reappointments) return 'extended-once-already'
  if (step === 'rate' && file.rating) return 'rated-already'
  if (step === 'rate' && !ratable(file, limits)) return 'rating-over'
  if (step === 'return' && file.state === 'finished') return 'result-not-ready'
  if ((step === 'draft' || step === 'ask-fee') && file.state === 'accepted') return 'not-forwarded-yet'
  return `not-possible-now`
}

/** Whoever may look: the applicant, the worker, officials as far as their worklist goes (narrowing.ts), and those who oversee. */
export function maySee(actor: Actor, file: Pick<CaseFile, 'applicant' | 'receivingUnit' | 'competentUnit' | 'procedure' | 'flow' | 'consultation' | 'decision'>, isBelow: (unit: string, top: string) => boolean): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'person') return isOrRepresents(actor, file.applicant.id, file.procedure.code)
  const asked = unitsAsked(file)
  return sightOf(actor).some(({ side, unit, procedures }) =>
    ((side !== 'competent' && unit === file.receivingUnit) || (side !== 'receiving' && (unit === file.competentUnit || asked.includes(unit)))) && (!procedures || procedures.includes(file.procedure.code)))
    // Before it is decided there is nothing for the seal.
    || (file.decision !== undefined && findPower(actor, 'seal', file.competentUnit, file.procedure.code) !== undefined)
    || actor.powers.some((p) => p.act === 'oversee' && (isBelow(file.receivingUnit, p.unit) || isBelow(file.competentUnit, p.unit)))
}

/** A new appointment: what was done about the old one, an apology or a word to those above, may have to be done again. */
function dueAnew(file: CaseFile, { dueAt, dueOn }: { dueAt?: string; dueOn?: string }): CaseFile {
  if (!dueAt || file.dueAt?.toISOString() === dueAt) return file
  const { apologyPreparedAt, ...rest } = file
  return { ...rest, dueAt: new Date(dueAt), dueOn: dueOn!, overdueLevel: 0 }
}

const waitsFor = ({ until, remindAt }: { until?: string; remindAt?: string }): { until?: string; remindAt?: Date } => (until && remindAt ? { until, remindAt: new Date(remindAt) } : {})

export function evolve(file: CaseFile | undefined, { data: { flow: mark, ...data }, ...event }: Happened<CaseEvent>): CaseFile {
  const after = evolved(file, { ...event, data } as Happened<Deed>)
  if (!mark) return after
  const flow = follow(file?.flow, mark)
  const running = after.state === 'accepted' || after.state === 'in-process' || after.state === 'for-decision'
  return { ...after, flow, ...(running && flow.waits.length ? { state: standing(flow) } : {}) }
}

function evolved(file: CaseFile | undefined, event: Happened<Deed>): CaseFile {
  const at = new Date(event.at)
  if (event.type === 'cases.submitted' || event.type === 'cases.registered') {
    const { dueAt, dueOn, forwardAt, ...filed } = event.data
    const begun: CaseFile = { ...filed, state: 'submitted', filedAt: at, supplements: 0, extensions: 0, paid: filed.cash ?? 0, paidOnline: false, overdueLevel: 0, touchedAt: at }
    if (event.type === 'cases.submitted') return begun
    return { ...begun, state: 'accepted', receivedAt: new Date(filed.countsFrom), acceptedAt: at, dueAt: new Date(dueAt!), dueOn: dueOn!, firstDueOn: dueOn!, forwardAt: new Date(forwardAt!) }
  }
  if (!file) throw new Error(`${event.type} before the case was filed`)
  const next = { ...file, touchedAt: at }
  switch (event.type) {
    case 'cases.accepted':
      return { ...next, state: 'accepted', receivedAt: new Date(event.data.receivedAt), acceptedAt: at, dueAt: new Date(event.data.dueAt), dueOn: event.data.dueOn, firstDueOn: event.data.dueOn, forwardAt: new Date(event.data.forwardAt) }
    case 'cases.refused':
      return { ...next, state: 'not-accepted', refusal: { ...event.data, at }, endedAt: at }
    case 'cases.papers-asked':
      return { ...next, state: 'papers-asked', pausedAt: at, pausedFrom: file.state, supplements: file.supplements + 1, request: { items: event.data.items, reason: event.data.reason, number: event.data.number, at, by: event.actorName, ...waitsFor(event.data) } }
    case 'cases.papers-reminded':
      return { ...next, request: { ...file.request!, until: event.data.until, endsAt: new Date(event.data.endsAt) } }
    case 'cases.lapsed':
      return { ...next, state: 'stopped', lapsedAt: at, endedAt: at, ...(file.pausedAt ? { clockStoppedAt: file.pausedAt } : {}) }
    case 'cases.resumed': {
      const { lapsedAt, endedAt, clockStoppedAt, rating, ...rest } = next
      const { endsAt, ...request } = file.request!
      return { ...rest, state: 'papers-asked', request: { ...request, ...waitsFor(event.data) } }
    }
    case 'cases.papers-supplied': {
      const { pausedAt, pausedFrom = 'submitted', ...rest } = next
      // The clock starts again in full; whether a case that was late stays late was decided with it (rules/clock.yaml, restart).
      return {
        ...dueAnew(rest, event.data), state: pausedFrom, papers: [...file.papers, ...event.data.papers],
        ...(file.request ? { request: { ...file.request, answeredAt: at, ...(event.data.answer ? { answer: event.data.answer } : {}) } } : {}),
        ...(event.data.dueOn ? { firstDueOn: event.data.dueOn } : {}), ...(event.data.staysLate ? { lateBefore: true as const } : {}),
      }
    }
    case 'cases.forwarded':
      return { ...next, state: 'in-process' }
    case 'cases.assigned':
      return { ...next, handler: event.data.to }
    case 'cases.fee-asked':
      return { ...next, state: 'fee-asked', pausedAt: at, pausedFrom: file.state, fees: [...file.fees, event.data.fee] }
    case 'cases.fee-paid': {
      const paid = { ...next, paid: file.paid + event.data.amount, paidOnline: file.paidOnline || event.data.online }
      if (file.state !== 'fee-asked' || event.data.waits) return paid
      const { pausedAt, pausedFrom = 'in-process', ...rest } = paid
      return { ...dueAnew(rest, event.data), state: pausedFrom, ...(event.data.dueOn && !file.extension ? { firstDueOn: event.data.dueOn } : {}) }
    }
    case 'cases.drafted': {
      const { remark, ...rest } = next
      return { ...rest, state: 'for-decision', draft: { ...event.data, by: event.actorName, at } }
    }
    case 'cases.sent-back':
      return { ...next, state: 'in-process', remark: { text: event.data.remark, by: event.actorName, at } }
    case 'cases.approved':
      return { ...next, state: event.data.outcome === 'grant' ? 'finished' : 'stopped', decision: { ...event.data, at }, finishedAt: at, ...(event.data.outcome === 'decline' ? { endedAt: at } : {}) }
    case 'cases.task-done':
    case 'cases.task-skipped':
    case 'cases.timer-rang':
    case 'cases.flow-moved':
      return next
    case 'cases.consulted':
      return event.data.units.length ? { ...next, consultation: { units: event.data.units, ...(event.data.question ? { question: event.data.question } : {}), by: event.actorName, at, opinions: [] } } : next
    case 'cases.opinion-given':
      return file.consultation ? { ...next, consultation: { ...file.consultation, opinions: [...file.consultation.opinions, { ...event.data, by: event.actorName, at }] } } : next
    case 'cases.taken-over':
      return { ...next, handler: event.data.to }
    case 'cases.task-late':
      return file.flow ? { ...next, flow: { ...file.flow, waits: file.flow.waits.map((it) => (it.frame === event.data.frame ? { ...it, late: true } : it)) } } : next
    // Whoever had it is no longer competent for it; whoever leads the other unit gives it to somebody there.
    case 'cases.competence-moved': {
      const { from, to } = event.data
      const { handler, ...rest } = next
      const there = (unit: string): string => (unit === from.competentUnit ? to.competentUnit : unit === from.receivingUnit ? to.receivingUnit : unit)
      return {
        ...rest, ...to, ...(handler && event.data.why === 'merger' && { handler }),
        ...(file.flow && { flow: { ...file.flow, waits: file.flow.waits.map((it) => ({ ...it, unit: there(it.unit) })) } }),
      }
    }
    case 'cases.sealed':
      return { ...next, sealed: { by: event.actorName, at } }
    case 'cases.result-issued':
      return { ...next, result: { ...event.data, at } }
    case 'cases.returned':
      return { ...next, state: 'returned', returnedAt: at, endedAt: at }
    case 'cases.withdrawn': {
      const { pausedAt, pausedFrom, ...rest } = next
      return { ...rest, state: 'withdrawn', endedAt: at, ...(pausedAt ? { clockStoppedAt: pausedAt } : {}) }
    }
    case 'cases.apology-prepared':
      return { ...next, apologyPreparedAt: at }
    case 'cases.extended':
      return { ...dueAnew(next, event.data), extension: { ...event.data, at }, extensions: file.extensions + 1 }
    case 'cases.overdue':
      return { ...next, overdueLevel: event.data.level }
    case 'cases.rated':
      return { ...next, rating: { ...event.data, at } }
  }
}

/**
 * Settled in time: the end of handling not later than the appointed day, waiting for the citizen not counted. What an
 * index holds against a case besides its days (more than one request for papers) stands in the index's own definition.
 */
export function settledOnTime(file: CaseFile): boolean | undefined {
  const end = file.finishedAt ?? file.clockStoppedAt ?? file.endedAt
  if (!end || !file.dueAt) return undefined
  return end.getTime() <= file.dueAt.getTime() && !file.lateBefore
}
