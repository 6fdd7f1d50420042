import type { Act } from '#platform/actor'
import { Authority, type Delegation, type Position, type PostBook, type Transfer, inForce, standingOn } from './authority.ts'
import type { Names } from './calendar.ts'
import type { Day } from './day.ts'

/** A power that something is wrong with: in which unit, which act, and who it is about. */
export type Finding = { unit: string; act?: Act; post?: string; title?: Names; names: readonly string[]; delegation?: Delegation }

/** Acts that work in a unit needs, of those its posts could give, which nobody may do there on a day. */
export function unheld(authority: Authority, units: readonly { code: string; acts: readonly Act[] }[], day: Day): Finding[] {
  const held = new Set<string>()
  for (const { entry } of authority.allOn(day)) held.add(`${entry.power.unit} ${entry.power.act}`)
  return units.flatMap(({ code, acts }) => acts.filter((act) => !held.has(`${code} ${act}`)).map((act) => ({ unit: code, act, names: [] })))
}

/** Posts of which a unit has one (`single` in units/positions.yaml) that several people hold on a day, and posts somebody holds twice in one unit. */
export function twice(positions: readonly Position[], book: Pick<PostBook, 'posts'>, day: Day): Finding[] {
  const held = positions.flatMap((position) => {
    const standing = standingOn(position, day)
    return standing ? [{ position, standing }] : []
  })
  return [...Map.groupBy(held, ({ position, standing }) => `${standing.unit} ${position.post}`).values()].flatMap((same) => {
    const [first] = same
    const again = same.filter(({ position }, i) => same.findIndex((one) => one.position.official === position.official) !== i)
    const wrong = book.posts.get(first!.position.post)?.single && same.length > 1 ? same : again.length ? again : []
    return wrong.length ? [{ unit: first!.standing.unit, post: first!.position.post, title: first!.standing.title, names: [...new Set(wrong.map(({ position }) => position.officialName))] }] : []
  })
}

/** Loans in force on a day that come to nothing, because who gave or who has them holds no post any more, or not these powers. */
export function emptyLoans(authority: Authority, delegations: readonly Delegation[], day: Day): Finding[] {
  const carried = new Set<string>()
  const working = new Set<string>()
  for (const { official, entry } of authority.allOn(day)) {
    if (entry.via.length) for (const one of entry.via) carried.add(one.id)
    else working.add(official)
  }
  return delegations.filter((one) => inForce(one, day) && !(carried.has(one.id) && working.has(one.to) && working.has(one.from)))
    .map((delegation) => ({ unit: delegation.unit, names: [delegation.fromName, delegation.toName], delegation }))
}

export type Change = { official: string; name: string; title: Names; unit: string; acts: readonly Act[] }
/** What a change of competence would do on its day, and what would stand open: units that would be competent and where nobody holds an act. */
export type WhatIf = { gains: Change[]; losses: Change[]; open: { unit: string; act: Act }[] }

/** Asked before a transfer is written into the law: the same answer, once with the change still to come and once with it in force. */
export function whatIf(given: { positions: readonly Position[]; delegations: readonly Delegation[]; book: Pick<PostBook, 'transfers' | 'delegation'> }, transfer: Transfer, receiving: readonly string[]): WhatIf {
  const others = given.book.transfers.filter(({ key }) => key !== transfer.key)
  const { day } = transfer
  const [before, after] = [{ ...transfer, day: '9999-12-30' }, transfer].map((one) => new Authority({ ...given, book: { ...given.book, transfers: [...others, one] } }))
  const found = { gains: new Map<string, Change & { acts: Act[] }>(), losses: new Map<string, Change & { acts: Act[] }>() }
  const covered = new Set<string>()
  const asked = new Set<string>()
  for (const { official, entry } of after!.allOn(day)) {
    const { act, unit } = entry.power
    const key = `${official} ${unit}`
    if (!transfer.acts.includes(act) || asked.has(`${key} ${act}`)) continue
    asked.add(`${key} ${act}`)
    const all = transfer.procedures.every((procedure) => after!.may({ official, act, unit, procedure, day, filedOn: day }).may)
    if (all) covered.add(`${unit} ${act}`)
    for (const procedure of transfer.procedures) {
      const [was, is] = [before!, after!].map((authority) => authority.may({ official, act, unit, procedure, day, filedOn: day }).may)
      if (was === is) continue
      const side = is ? found.gains : found.losses
      const known = side.get(key) ?? { official, name: entry.via.at(-1)?.toName ?? entry.position.officialName, title: entry.standing.title, unit, acts: [] }
      if (!known.acts.includes(act)) known.acts.push(act)
      side.set(key, known)
    }
  }
  return {
    gains: [...found.gains.values()], losses: [...found.losses.values()],
    open: receiving.flatMap((unit) => transfer.acts.filter((act) => !covered.has(`${unit} ${act}`)).map((act) => ({ unit, act }))),
  }
}
