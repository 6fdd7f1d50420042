import { type Answers, holds } from './condition.ts'
import type { Channel, Component, Exemption, Fee, Procedure } from './procedure.ts'
import { dropHidden, printAnswer, propertyOf } from './form.ts'

export type Needs = {
  /** To be handed in or shown. */
  needed: Component[]
  /** Asked by law, but the State already holds what they prove; not asked of her (once-only). */
  held: Component[]
}

/**
 * Which papers this person needs now. `held` names what is already there: 'population' when the population register
 * answered for her, and the result codes (KQ…) in her own document store.
 */
export function componentsFor(procedure: Procedure, answers: Answers, held: Iterable<string> = []): Needs {
  const counted = dropHidden(procedure, answers)
  const there = new Set(held)
  const asked = procedure.components.filter((component) => holds(component.when, counted))
  return {
    needed: asked.filter((component) => !component.heldAs || !there.has(component.heldAs)),
    held: asked.filter((component) => component.heldAs && there.has(component.heldAs)),
  }
}

export type Due = {
  code: string
  names: Fee['names']
  at: Fee['at']
  holds?: NonNullable<Fee['holds']>
  /** Whole đồng to be paid, after exemptions. */
  amount: number
  /** Whole đồng before exemptions. */
  full: number
  exemption?: Exemption
}

/** What is to be paid for these answers through this channel on this day ('YYYY-MM-DD'). A fee that no unit was counted for yet counts as one unit. */
export function feesFor(procedure: Procedure, answers: Answers, channel: Channel, day: string): Due[] {
  const counted = dropHidden(procedure, answers)
  return procedure.fees
    .filter((fee) => (!fee.channel || fee.channel === channel) && holds(fee.when, counted))
    .map((fee) => {
      const full = fee.amount === 0 ? 0 : counting(fee, counted)
      const exemption = fee.exemptions
        .filter((it) => (!it.channel || it.channel === channel) && (!it.validFrom || it.validFrom <= day) && (!it.validTo || day <= it.validTo) && holds(it.when, counted))
        .sort((one, other) => (other.off ?? 100) - (one.off ?? 100))[0]
      const amount = exemption ? Math.round((full * (100 - (exemption.off ?? 100))) / 100) : full
      return { code: fee.code, names: fee.names, at: fee.at, ...(fee.holds && { holds: fee.holds }), amount, full, ...(exemption && { exemption }) }
    })
    .filter((due) => due.full > 0)
}

function counting(fee: Fee, answers: Answers): number {
  const factors = (fee.times ?? []).map(({ field, from = 1, to = Infinity }) => {
    const units = typeof answers[field] === 'number' ? (answers[field] as number) : 1
    return Math.max(0, Math.min(units, to) - from + 1)
  })
  const [first = 1, ...others] = factors
  return others.reduce((total, factor) => total * factor, Math.min(fee.amount * first, fee.most ?? Infinity))
}

/** The unit that decides: the department of the definition, or the commune named in the form; undefined while unanswered. */
export function competentUnitOf(procedure: Procedure, answers: Answers): string | undefined {
  if (procedure.department) return procedure.department
  const named = procedure.competentUnit ? answers[procedure.competentUnit] : undefined
  return typeof named === 'string' ? named : undefined
}

/** The fields of the result's letter that the answers fill, as a tree by path; the office adds number, place and signature. */
export function resultFields(procedure: Procedure, answers: Answers): Record<string, unknown> {
  const counted = dropHidden(procedure, answers)
  const tree: Record<string, any> = {}
  for (const [path, sentence] of Object.entries(procedure.result.fill ?? {})) {
    const whole = /^\{(\w+)\}$/.exec(sentence)?.[1]
    const asked = placeholders(sentence)
    if (asked.some((field) => counted[field] === undefined)) continue
    const print = (field: string) => printAnswer(propertyOf(procedure, field), counted[field], 'vi')
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
