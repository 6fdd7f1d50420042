import { type Act, type Exception, type Limits, type Matter, type Power, covers, excepted, withinLimits } from '#platform/actor'
import type { Names } from './calendar.ts'
import { type Day, addDays } from './day.ts'

/** A post of `units/positions.yaml`. `acts` is everything that `rules/powers.yaml` ever gives it. */
export type Post = { readonly key: string; readonly in: readonly string[]; readonly acts: readonly Act[]; readonly title: Names; /** A unit has one who holds it. */ readonly single?: boolean }

/** A power as `rules/powers.yaml` gives it: which posts may do which acts, since when, by which article. */
export type Grant = {
  readonly key: string
  readonly posts: readonly string[]
  readonly acts: readonly Act[]
  /** Absent: every procedure. Fields are written out as their procedures when the file is read. */
  readonly procedures?: readonly string[]
  readonly limits?: Limits
  readonly validFrom: Day
  readonly validTo?: Day
  readonly source: string
}

export type Side = { readonly level: 'province' | 'commune'; readonly units?: readonly string[] }

/** The competence for some procedures goes from one level to the other on a day; `running` says what becomes of cases under way. */
export type Transfer = {
  readonly key: string
  readonly names: Names
  readonly day: Day
  readonly procedures: readonly string[]
  readonly acts: readonly Act[]
  readonly from: Side
  readonly to: Side
  readonly running: 'stay' | 'move'
  /** The field of the form that names the commune; absent: the one that took the case in. */
  readonly place?: string
  readonly source: string
}

/** What an agency lets the platform itself do, by a written permission of its own. */
export type Entrusted = { readonly key: string; readonly acts: readonly Act[]; readonly units?: readonly string[]; readonly procedures?: readonly string[]; readonly validFrom: Day; readonly validTo?: Day; readonly source: string }

export type PostBook = {
  readonly entrusted: readonly Entrusted[]
  readonly posts: ReadonlyMap<string, Post>
  readonly grants: readonly Grant[]
  readonly transfers: readonly Transfer[]
  /** What may be delegated at all, which acts give the right to delegate, and what of it may be lent on. */
  readonly delegation: { readonly acts: readonly Act[]; readonly mayBeGivenBy: readonly Act[]; readonly mayBeLentOn: readonly Act[]; readonly source: string }
}

/** Where a post is while the unit is as it is; after a merger it goes on in the unit that took its own over. Both days with it. */
export type Standing = {
  readonly from: Day
  readonly to: Day
  readonly unit: string
  /** Where its powers hold: the unit itself, or the one its service centre receives for. */
  readonly over: string
  readonly level: 'province' | 'commune'
  readonly title: Names
  readonly grants: readonly Grant[]
  /** The unit it was appointed to, when a merger carried it here, and the act that merged. */
  readonly carried?: { readonly from: string; readonly source: string }
}

/** Someone holds a post, both days with it. `ended`: from that day on no more, whatever was planned. */
export type Position = {
  readonly id: string
  readonly official: string
  readonly officialName: string
  readonly post: string
  readonly procedures?: readonly string[]
  readonly validFrom: Day
  readonly validTo?: Day
  readonly ended?: Day
  readonly stands: readonly Standing[]
}

/**
 * One official lends what he may do in a unit to another: named acts, all or named procedures, for a time. A substitution is
 * the same, arranged for somebody who is away. `lentOn` is the loan it was made from, when it was lent on.
 */
export type Delegation = {
  readonly id: string
  readonly kind: 'delegation' | 'substitution'
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly toName: string
  readonly unit: string
  readonly acts: readonly Act[]
  readonly procedures?: readonly string[]
  readonly mayLendOn?: boolean
  readonly lentOn?: string
  readonly validFrom: Day
  readonly validTo: Day
  readonly ended?: Day
  readonly reason: string
}

type Lasting = { readonly validFrom: Day; readonly validTo?: Day; readonly ended?: Day }
const forever: Day = '9999-12-31'
type Span = { from: Day; to: Day }

/** In force on `day`? What was ended "at once" is out of force on that very day. */
export const inForce = (thing: Lasting, day: Day): boolean =>
  thing.validFrom <= day && (thing.validTo === undefined || day <= thing.validTo) && (thing.ended === undefined || day < thing.ended)

const spanOf = ({ validFrom, validTo = forever, ended }: Lasting): Span => ({ from: validFrom, to: ended !== undefined && ended <= validTo ? addDays(ended, -1) : validTo })
const both = (a: Span, b: Span): Span => ({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to })
const some = ({ from, to }: Span): boolean => from <= to

/** Procedures in both lists; a list that is absent means all. */
const shared = (a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined =>
  a && b ? a.filter((procedure) => b.includes(procedure)) : (a ?? b)

/** The post as it stands on a day, when it is held then. */
export const standingOn = (position: Position, day: Day): Standing | undefined =>
  inForce(position, day) ? position.stands.find(({ from, to }) => from <= day && day <= to) : undefined

/** A power with everything it rests on: the post that holds it, where, by which line of the law, and through whose hands it went. */
export type Entry = { readonly from: Day; readonly to: Day; readonly power: Power; readonly position: Position; readonly standing: Standing; readonly grant: Grant; readonly via: readonly Delegation[] }

export type Question = Matter & { official: string; day: Day }

/**
 * Why it is so, link by link: the post held, the merger that carried it, the law that gives the power, the loans it passed
 * through; or what stands against it. Words are made of it by the texts of this room.
 */
export type Reason =
  | { say: 'post'; position: Position; standing: Standing }
  | { say: 'carried'; standing: Standing }
  | { say: 'law'; entry: Entry }
  | { say: 'came'; transfer: Transfer }
  | { say: 'lent'; delegation: Delegation }
  | { say: 'no-post' | 'act-not-given' }
  | { say: 'elsewhere'; units: readonly string[] }
  | { say: 'when'; from: Day; to: Day; official?: string; way: 'not-yet' | 'over' }
  | { say: 'other-procedures'; procedures: readonly string[] }
  | { say: 'went'; transfer: Transfer; filed?: 'from' | 'before' }
  | { say: 'too-much'; limits: Limits }
  | { say: 'loan-empty'; delegation: Delegation }

export type Answer = { readonly may: boolean; readonly entry?: Entry }

/** Compiled once from posts, loans and the law, asked as often as one likes: every question finds its few entries by one look-up. */
export class Authority {
  private readonly byUnit = new Map<string, Map<string, Partial<Record<Act, Entry[]>>>>()
  private readonly byOfficial = new Map<string, Entry[]>()
  private readonly delegations: readonly Delegation[]
  private readonly transfers: ReadonlyMap<string, Transfer>

  /** `carry`: what a unit's code stands for over a span of days, as mergers carry it on. */
  constructor({ positions, delegations = [], book, carry }: {
    positions: readonly Position[]; delegations?: readonly Delegation[]; book: Pick<PostBook, 'transfers' | 'delegation'>
    carry?: (unit: string, span: Span) => readonly (Span & { unit: string })[]
  }) {
    this.delegations = delegations
    this.transfers = new Map(book.transfers.map((one) => [one.key, one]))
    const own = Map.groupBy(positions.flatMap((position) => entriesOf(position, book.transfers)), ({ position }) => position.official)
    const byId = new Map(delegations.map((one) => [one.id, one]))
    const lent = new Map<string, readonly Entry[]>()
    const lentBy = (given: Delegation, seen: readonly string[]): readonly Entry[] => {
      const known = lent.get(given.id)
      if (known) return known
      if (seen.includes(given.id)) return []
      const before = given.lentOn === undefined ? undefined : byId.get(given.lentOn)
      const from = given.lentOn === undefined ? (own.get(given.from) ?? [])
        : before?.mayLendOn && before.to === given.from ? lentBy(before, [...seen, given.id]).filter(({ power }) => book.delegation.mayBeLentOn.includes(power.act)) : []
      const span = spanOf(given)
      const places = carry ? carry(given.unit, span) : [{ ...span, unit: given.unit }]
      const entries = some(span) ? from.flatMap((entry) => places.flatMap((place): Entry[] => {
        const when = both(both(entry, span), place)
        const procedures = shared(entry.power.procedures, given.procedures)
        if (entry.power.unit !== place.unit || !given.acts.includes(entry.power.act) || !some(when) || procedures?.length === 0) return []
        const { id, name, position } = entry.power.inNameOf ?? { id: entry.position.official, name: entry.position.officialName, position: entry.standing.title.vi }
        return [{ ...entry, ...when, via: [...entry.via, given], power: { ...entry.power, ...(procedures && { procedures }), inNameOf: { id, name, position }, source: given.id } }]
      })) : []
      lent.set(given.id, entries)
      return entries
    }
    for (const [official, entries] of own) for (const entry of entries) this.add(official, entry)
    for (const given of delegations) for (const entry of lentBy(given, [])) this.add(given.to, entry)
  }

  private add(official: string, entry: Entry): void {
    const units = this.byUnit.get(official) ?? new Map<string, Partial<Record<Act, Entry[]>>>()
    this.byUnit.set(official, units)
    const here = units.get(entry.power.unit) ?? {}
    units.set(entry.power.unit, here)
    ;(here[entry.power.act] ??= []).push(entry)
    const his = this.byOfficial.get(official)
    if (his) his.push(entry)
    else this.byOfficial.set(official, [entry])
  }

  /** Might this official do this on that day? His own power before a lent one. */
  may(asked: Question): Answer {
    const entries = this.byUnit.get(asked.official)?.get(asked.unit)?.[asked.act]
    if (!entries) return no
    for (const entry of entries) if (entry.from <= asked.day && asked.day <= entry.to && covers(entry.power, asked)) return { may: true, entry }
    return no
  }

  /** Everything the official may do on a day: his own powers, then those lent to him. What requests carry, buttons ask and lists are narrowed by. */
  powersOn(official: string, day: Day): Power[] {
    return this.entriesOn(official, day).map(({ power }) => power)
  }

  entriesOn(official: string, day: Day): Entry[] {
    return (this.byOfficial.get(official) ?? []).filter(({ from, to }) => from <= day && day <= to)
  }

  /** Who ever held or will hold anything in a unit, by id. */
  everIn(unit: string): string[] {
    return [...this.byUnit].filter(([, units]) => units.has(unit)).map(([official]) => official)
  }

  /** Every power in force on a day, held by whom. */
  *allOn(day: Day): Generator<{ official: string; entry: Entry }> {
    for (const [official, entries] of this.byOfficial) for (const entry of entries) if (entry.from <= day && day <= entry.to) yield { official, entry }
  }

  /** The answer with its reasons, for whoever checks it later. */
  why(asked: Question): Answer & { reasons: Reason[] } {
    const answer = this.may(asked)
    return { ...answer, reasons: answer.entry ? this.becauseOf(answer.entry, asked) : this.whyNot(asked) }
  }

  private becauseOf(entry: Entry, { procedure, day }: Question): Reason[] {
    const came = [...this.transfers.values()].findLast((one) => procedure !== undefined && one.procedures.includes(procedure) && one.day <= day && one.acts.includes(entry.power.act) && isSide(one.to, entry.standing))
    return [
      { say: 'post', position: entry.position, standing: entry.standing }, ...(entry.standing.carried ? [{ say: 'carried' as const, standing: entry.standing }] : []),
      { say: 'law', entry }, ...(came ? [{ say: 'came' as const, transfer: came }] : []),
      ...entry.via.map((delegation) => ({ say: 'lent' as const, delegation })),
    ]
  }

  private whyNot(asked: Question): Reason[] {
    const { official, act, unit, procedure, day } = asked
    const all = this.byOfficial.get(official) ?? []
    const here = this.byUnit.get(official)?.get(unit)?.[act] ?? []
    const then = here.filter(({ from, to }) => from <= day && day <= to)
    const reasons: Reason[] = []
    for (const { power } of then) {
      const taken = excepted(power, procedure, asked.filedOn)
      const transfer = taken && this.transfers.get(taken.by)
      if (transfer) reasons.push({ say: 'went', transfer, ...(taken.filedFrom ? { filed: 'from' as const } : taken.filedBefore ? { filed: 'before' as const } : {}) })
      else if (power.procedures && !(procedure !== undefined && power.procedures.includes(procedure))) reasons.push({ say: 'other-procedures', procedures: power.procedures })
      else if (!withinLimits(power, asked)) reasons.push({ say: 'too-much', limits: power.limits! })
    }
    if (!then.length) for (const { from, to, via } of here) reasons.push({ say: 'when', from, to, way: day < from ? 'not-yet' : 'over', ...(via[0] && { official: via[0].fromName }) })
    const lent = this.delegations.filter((one) => one.to === official && one.acts.includes(act) && one.unit === unit && inForce(one, day))
    for (const delegation of lent) if (!then.some(({ via }) => via.includes(delegation))) reasons.push({ say: 'loan-empty', delegation })
    if (reasons.length) return reasons.filter((one, i) => reasons.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i)
    const today = all.filter(({ from, to }) => from <= day && day <= to)
    if (!today.length) return [{ say: 'no-post' }]
    const units = [...new Set(today.filter(({ power }) => power.act === act).map(({ power }) => power.unit))]
    return [...posted(today), units.length ? { say: 'elsewhere', units } : { say: 'act-not-given' }]
  }
}

const no: Answer = { may: false }
const posted = (entries: readonly Entry[]): Reason[] =>
  [...new Map(entries.filter(({ via }) => !via.length).map(({ position, standing }) => [position.id, { say: 'post' as const, position, standing }])).values()]

export const isSide = (side: Side, { level, over }: Pick<Standing, 'level' | 'over'>): boolean => side.level === level && (!side.units || side.units.includes(over))

/** What a position holds, cut where the post, its unit, the law or a competence changes. */
function entriesOf(position: Position, transfers: readonly Transfer[]): Entry[] {
  const held = spanOf(position)
  return position.stands.flatMap((standing) => standing.grants.flatMap((grant) => {
    const when = both(both(held, standing), { from: grant.validFrom, to: grant.validTo ?? forever })
    const procedures = shared(grant.procedures, position.procedures)
    if (!some(when) || procedures?.length === 0) return []
    return grant.acts.flatMap((act) => {
      const touching = transfers.filter((one) => one.acts.includes(act) && (isSide(one.from, standing) || isSide(one.to, standing)))
      const cuts = [...new Set([when.from, ...touching.map(({ day }) => day).filter((day) => when.from < day && day <= when.to)])].sort()
      return cuts.map((from, i): Entry => {
        const except = exceptions(touching, standing, from)
        return {
          from, to: cuts[i + 1] === undefined ? when.to : addDays(cuts[i + 1]!, -1), position, standing, grant, via: [],
          power: { act, unit: standing.over, ...(procedures && { procedures }), ...(except.length && { except }), ...(grant.limits && { limits: grant.limits }), source: position.id },
        }
      })
    })
  }))
}

/** Of each procedure the last change that has come decides; before the first, where it will come it is not yet. */
function exceptions(transfers: readonly Transfer[], standing: Standing, day: Day): Exception[] {
  const inOrder = transfers.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const governing = new Map<Transfer, string[]>()
  for (const procedure of new Set(inOrder.flatMap((one) => one.procedures))) {
    const of = inOrder.filter((one) => one.procedures.includes(procedure))
    const one = of.findLast((it) => it.day <= day) ?? of[0]!
    governing.set(one, [...(governing.get(one) ?? []), procedure])
  }
  return [...governing].flatMap(([one, procedures]): Exception[] => {
    const come = one.day <= day
    if (isSide(one.from, standing)) return come ? [{ procedures, by: one.key, ...(one.running === 'stay' && { filedFrom: one.day }) }] : []
    if (!come) return [{ procedures, by: one.key }]
    return one.running === 'stay' ? [{ procedures, by: one.key, filedBefore: one.day }] : []
  })
}

/**
 * The powers `official` may lend in `unit` on `day`: his own, of the kinds the law lets be lent, and only when one of them is a leader's.
 * Empty: nothing to lend there.
 */
export function lendable(official: string, unit: string, authority: Authority, book: Pick<PostBook, 'delegation'>, day: Day): Power[] {
  const own = authority.powersOn(official, day).filter((power) => !power.inNameOf && power.unit === unit)
  if (!own.some((power) => book.delegation.mayBeGivenBy.includes(power.act))) return []
  return own.filter((power) => book.delegation.acts.includes(power.act))
}

/** What may be lent on in `unit` on `day` of one loan to `official`: what it carries, when both its giver and the law allow it. */
export const lendableOn = (official: string, unit: string, loan: string, authority: Authority, book: Pick<PostBook, 'delegation'>, day: Day): Power[] =>
  authority.entriesOn(official, day).filter(({ power, via }) => power.unit === unit && via.at(-1)?.id === loan && via.at(-1)?.mayLendOn === true && book.delegation.mayBeLentOn.includes(power.act)).map(({ power }) => power)

/** Which of the wanted acts and procedures go beyond what is `lendable`. Empty: the delegation stands. */
export function beyond(wanted: { acts: readonly Act[]; procedures?: readonly string[] }, powers: readonly Power[]): { acts: Act[]; procedures: string[] } {
  const acts = wanted.acts.filter((act) => !powers.some((power) => power.act === act))
  const procedures = (wanted.procedures ?? []).filter((procedure) => !wanted.acts.every((act) => acts.includes(act) || powers.some((power) => power.act === act && (!power.procedures || power.procedures.includes(procedure)))))
  return { acts, procedures }
}
