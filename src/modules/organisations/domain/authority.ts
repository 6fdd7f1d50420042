import type { Act, Power } from '#platform/actor'
import type { Names } from './calendar.ts'
import type { Day } from './day.ts'

/** A post of `units/positions.yaml`: what whoever holds it may do by itself. */
export type Post = { readonly key: string; readonly in: readonly string[]; readonly acts: readonly Act[]; readonly title: Names }

export type PostBook = {
  readonly posts: ReadonlyMap<string, Post>
  /** What may be delegated at all, and which acts give the right to delegate. */
  readonly delegation: { readonly acts: readonly Act[]; readonly mayBeGivenBy: readonly Act[]; readonly source: string }
}

/** Someone holds a post in a unit, both days with it. `ended`: from that day on no more, whatever was planned. */
export type Position = {
  readonly id: string
  readonly official: string
  readonly officialName: string
  readonly post: string
  readonly unit: string
  /** Where its powers hold: the unit itself, or the one its service centre receives for. */
  readonly over: string
  readonly title: Names
  readonly acts: readonly Act[]
  readonly procedures?: readonly string[]
  readonly validFrom: Day
  readonly validTo?: Day
  readonly ended?: Day
}

/** One official lends what he may do in a unit to another: named acts, all or named procedures, for a time. */
export type Delegation = {
  readonly id: string
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly toName: string
  readonly unit: string
  readonly acts: readonly Act[]
  readonly procedures?: readonly string[]
  readonly validFrom: Day
  readonly validTo: Day
  readonly ended?: Day
  readonly reason: string
}

type Lasting = { readonly validFrom: Day; readonly validTo?: Day; readonly ended?: Day }

/** In force on `day`? What was ended "at once" is out of force on that very day. */
export const inForce = (thing: Lasting, day: Day): boolean =>
  thing.validFrom <= day && (thing.validTo === undefined || day <= thing.validTo) && (thing.ended === undefined || day < thing.ended)

/** What the official's own posts allow on `day`. */
export const ownPowersOf = (official: string, positions: readonly Position[], day: Day): Power[] =>
  positions.filter((position) => position.official === official && inForce(position, day)).flatMap((position) =>
    position.acts.map((act): Power => ({ act, unit: position.over, ...(position.procedures && { procedures: position.procedures }), source: position.id })))

/**
 * Everything `official` may do on `day`: his own powers, then those lent to him.
 * A lent power is never more than the lender himself holds by his own posts on that day: when he leaves, it is gone,
 * and what was lent to him is not lent on.
 */
export function powersOf(official: string, positions: readonly Position[], delegations: readonly Delegation[], day: Day): Power[] {
  const lent = delegations.filter((delegation) => delegation.to === official && inForce(delegation, day)).flatMap((delegation) =>
    ownPowersOf(delegation.from, positions, day)
      .filter((own) => own.unit === delegation.unit && delegation.acts.includes(own.act))
      .flatMap((own): Power[] => {
        const procedures = shared(own.procedures, delegation.procedures)
        if (procedures?.length === 0) return []
        const position = positions.find((one) => one.id === own.source)?.title.vi ?? ''
        return [{ act: own.act, unit: own.unit, ...(procedures && { procedures }), inNameOf: { id: delegation.from, name: delegation.fromName, position }, source: delegation.id }]
      }))
  return [...ownPowersOf(official, positions, day), ...lent]
}

/** Procedures in both lists; a list that is absent means all. */
const shared = (a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined =>
  a && b ? a.filter((procedure) => b.includes(procedure)) : (a ?? b)

/**
 * The powers `official` may lend in `unit` on `day`: his own, of the kinds the law lets be lent, and only when one of them is a leader's.
 * Empty: nothing to lend there.
 */
export function lendable(official: string, unit: string, positions: readonly Position[], book: PostBook, day: Day): Power[] {
  const own = ownPowersOf(official, positions, day).filter((power) => power.unit === unit)
  if (!own.some((power) => book.delegation.mayBeGivenBy.includes(power.act))) return []
  return own.filter((power) => book.delegation.acts.includes(power.act))
}

/** Which of the wanted acts and procedures go beyond what is `lendable`. Empty: the delegation stands. */
export function beyond(wanted: { acts: readonly Act[]; procedures?: readonly string[] }, powers: readonly Power[]): { acts: Act[]; procedures: string[] } {
  const acts = wanted.acts.filter((act) => !powers.some((power) => power.act === act))
  const procedures = (wanted.procedures ?? []).filter((procedure) => !wanted.acts.every((act) => acts.includes(act) || powers.some((power) => power.act === act && (!power.procedures || power.procedures.includes(procedure)))))
  return { acts, procedures }
}
