import type { Answers } from './condition.ts'
import { type Channel, type Component, decisionsOf, type Exemption, type Fee, type Procedure } from './procedure.ts'
import { dropHidden, printAnswer, propertyOf } from './form.ts'

export type Needs = {
  /** To be handed in or shown. */
  needed: Component[]
  /** Asked by law, but the State already holds what they prove; not asked of her (once-only). */
  held: Component[]
}

/** What the decisions are asked with: the answers that count, the channel and the day. */
type Asked = { answers: Answers; channel?: Channel; day?: string }

const mustHaveDecisions = (procedure: Procedure) => {
  const file = procedure[decisionsOf]
  if (!file) throw new Error(`${procedure.code} was not read with its decisions`)
  return file
}

const decided = (procedure: Procedure, decision: string, { answers, channel, day }: Asked): unknown =>
  mustHaveDecisions(procedure).model.decide(decision, { ...dropHidden(procedure, answers), ...(channel ? { channel } : {}), ...(day ? { day } : {}) })

/**
 * Which papers this person needs now, as the table `papers` of the procedure decides. `held` names what is already there:
 * 'population' when the population register answered for her, and the result codes (KQ…) in her own document store.
 */
export const componentsFor = (procedure: Procedure, answers: Answers, held: Iterable<string> = []): Needs =>
  needsOf(procedure, procedure.components.length ? decided(procedure, 'papers', { answers }) : [], held)

function needsOf(procedure: Procedure, papers: unknown, held: Iterable<string>): Needs {
  const there = new Set(held)
  const codes = new Set(papers as string[] | null)
  const asked = procedure.components.filter((component) => codes.has(component.code))
  return {
    needed: asked.filter((component) => !component.heldAs || !there.has(component.heldAs)),
    held: asked.filter((component) => component.heldAs && there.has(component.heldAs)),
  }
}

export type Due = {
  code: string
  names: Fee['names']
  at: Fee['at']
  /** Whole đồng to be paid, after exemptions. */
  amount: number
  /** Whole đồng before exemptions. */
  full: number
  /** What waits until it is paid. */
  holds?: Fee['holds']
  exemption?: Exemption
}

/** What is to be paid for these answers through this channel on this day ('YYYY-MM-DD'), as the decision `due` says. A fee that no unit was counted for yet counts as one unit. */
export const feesFor = (procedure: Procedure, answers: Answers, channel: Channel, day: string): Due[] =>
  procedure.fees.length ? duesOf(procedure, decided(procedure, 'due', { answers, channel, day })) : []

const duesOf = (procedure: Procedure, due: unknown): Due[] =>
  ((due ?? []) as { fee: string; full: number; amount: number; exemption?: string | null }[]).filter((it) => it.full > 0).flatMap((it) => {
    const fee = procedure.fees.find((one) => one.code === it.fee)
    const exemption = fee?.exemptions.find((one) => one.code === it.exemption)
    return fee ? [{ code: fee.code, names: fee.names, at: fee.at, amount: it.amount, full: it.full, ...(fee.holds && { holds: fee.holds }), ...(exemption && { exemption }) }] : []
  })

type Time = Pick<Procedure['time'], 'amount' | 'unit'>

/** How long it takes, as the table `time` decides for these answers and this channel. */
export const timeFor = (procedure: Procedure, answers: Answers, channel: Channel, day: string): Time => decided(procedure, 'time', { answers, channel, day }) as Time

/** Why: which rules of which table held, on which values. What is recorded with a case, so that whoever asks later can be told. */
export type Reasons = { decision: string; inputs: Record<string, unknown>; rules: { rule: string; gives: Record<string, unknown> }[] }[]

/**
 * All that is decided when a case is filed, in one evaluation: papers (`held` as for `componentsFor`), fees and time, with the reasons.
 * `counted`: the answers that count, as `dropHidden` leaves them.
 */
export function decideAll(procedure: Procedure, counted: Answers, channel: Channel, day: string, held: Iterable<string>): { needs: Needs; fees: Due[]; time: Time; reasons: Reasons } {
  const { model } = mustHaveDecisions(procedure)
  const { values, steps } = model.explainAll([...(procedure.components.length ? ['papers'] : []), ...(procedure.fees.length ? ['due'] : []), 'time'], { ...counted, channel, day })
  return {
    needs: needsOf(procedure, values['papers'], held), fees: duesOf(procedure, values['due']), time: values['time'] as Time,
    reasons: steps.flatMap((step) => step.tables ?? []).map((table) => ({
      decision: table.table, inputs: Object.fromEntries(table.inputs.filter(({ expression, value }) => expression !== 'true' && value !== null).map(({ expression, value }) => [expression, value])),
      rules: table.matched.map(({ rule, id, outputs }) => ({ rule: id ?? String(rule), gives: outputs })),
    })),
  }
}

/** The unit that decides: the department of the definition, or the commune named in the form; undefined while unanswered. */
export function competentUnitOf(procedure: Procedure, answers: Answers): string | undefined {
  if (procedure.department) return procedure.department
  const named = procedure.competentUnit ? answers[procedure.competentUnit] : undefined
  return typeof named === 'string' ? named : undefined
}

/** How much a case is about and of what kind, as its definition says where that is answered; powers are limited by it. */
export function matterOf({ matter }: Procedure, answers: Answers): { matter?: { amount?: number; kind?: string } } {
  const [amount, kind] = [matter?.amount && answers[matter.amount], matter?.kind && answers[matter.kind]]
  const known = { ...(typeof amount === 'number' && { amount }), ...(typeof kind === 'string' && { kind }) }
  return Object.keys(known).length ? { matter: known } : {}
}

/** The fields of the result's letter that the answers fill, as a tree by path; the office adds number, place and signature. */
export function resultFields(procedure: Procedure, answers: Answers, unitName?: (code: string) => string | undefined): Record<string, unknown> {
  const counted = dropHidden(procedure, answers)
  const tree: Record<string, any> = {}
  for (const [path, sentence] of Object.entries(procedure.result.fill ?? {})) {
    const whole = /^\{(\w+)\}$/.exec(sentence)?.[1]
    const asked = placeholders(sentence)
    if (asked.some((field) => counted[field] === undefined)) continue
    // A number on a result is read by machines as well: as it was given, without the spaces that help the eye.
    const print = (field: string) => (['person-id', 'phone'].includes(propertyOf(procedure, field)['x-widget']) ? String(counted[field]) : printAnswer(propertyOf(procedure, field), counted[field], 'vi', unitName))
    const value = whole && propertyOf(procedure, whole)['x-widget'] === 'date' ? counted[whole] : sentence.replace(/\{(\w+)\}/g, (_, field) => print(field))
    const keys = path.split('.')
    const holder = keys.slice(0, -1).reduce((inside, key) => (inside[key] ??= {}), tree)
    holder[keys.at(-1)!] = value
  }
  return tree
}

/** The fields of the form that a sentence of `result.fill` asks for. */
export function placeholders(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map((it) => it[1]!)
}
