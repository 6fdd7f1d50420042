import { type House } from '#platform/house'
import { type Act, type Actor } from '#platform/actor'
import { samplePeople } from '#identity'
import type { NewAccount } from '#identity'
import { posts, provinceOf, unitRegister } from '#organisations'
import { catalogue } from '#procedures'
import { defineShelf } from '#platform/shelf'
import { chanceOf } from './domain/chance.ts'
import { inventDay, inventName, inventNumber, inventPhone, names, type Place } from './domain/invent.ts'
import { beginning, year } from './year.ts'

const seed = 'sen'

export type Official = { id: string; name: string; post: string; unit: string; over: string; acts: readonly Act[]; position: string; account?: NewAccount & { id: string } }

/** The communes of the province, with how many live there by a rough guess: wards are fuller, and no two are alike. */
export const places = defineShelf('sample places', (house): Place[] =>
  house.take(unitRegister).communesOf(provinceOf({ house }), beginning).map((unit) => {
    const chance = chanceOf(seed, 'place', unit.code)
    const ward = unit.kind === 'ward'
    return { code: unit.code, ward, weight: unit.code === house.take(year).busyDesk ? 16 : (ward ? 3 : 1.6) * chance.about(1.9) }
  }))

/**
 * Who works where: the people of people.yaml first, then as many invented as every commune, every department that a
 * procedure names, and the province's own centre need.
 */
export const roster = defineShelf('sample officials', (house): Official[] => {
  const register = house.take(unitRegister)
  const book = house.take(posts).posts
  const from = house.take(names)
  const province = provinceOf({ house })
  const official = (id: string, name: string, post: string, unit: string, account?: Official['account']): Official => {
    const standing = register.get(unit, beginning)
    const { acts, title } = book.get(post)!
    return { id, name, post, unit, over: standing.serves ?? unit, acts, position: title.vi.replace('{unit}', standing.formal.vi), ...(account ? { account } : {}) }
  }
  const named = house.take(samplePeople).flatMap((person) => (person.positions ?? []).map((held) => official(person.key, person.name, held.post, held.unit)))

  let serial = 0
  const invented = (post: string, unit: string, nth: number): Official => {
    const chance = chanceOf(seed, 'official', unit, post, nth)
    const sex = chance.often(/officer|specialist/.test(post) ? 0.55 : 0.28) ? 'female' as const : 'male' as const
    const bornOn = inventDay(chance, /officer|specialist/.test(post) ? 1975 : 1966, /officer|specialist/.test(post) ? 2000 : 1986)
    const name = inventName(chance, from, sex, Number(bornOn.slice(0, 4)))
    const id = `${unit}-${post}-${nth}`.toLowerCase()
    return official(id, name, post, unit, {
      id, name, nationalId: inventNumber(sex, bornOn, 10_000 + serial++), birthDate: bornOn, sex, official: true, assurance: 2, phone: inventPhone(chance), email: `${id}@canbo.example`,
    })
  }
  const staffed = (unit: string, wanted: Record<string, number>): Official[] =>
    Object.entries(wanted).flatMap(([post, many]) => Array.from({ length: Math.max(0, many - named.filter((one) => one.unit === unit && one.post === post).length) }, (_, i) => invented(post, unit, i + 1)))

  const communes = house.take(places).flatMap(({ code, weight }) => {
    const centre = register.centreOf(code, beginning)!.code
    return [
      ...staffed(code, { 'commune-chair': 1, 'commune-vice-chair': weight > 4 ? 2 : 1, 'civil-status-officer': 1, 'commune-specialist': weight > 3 ? 3 : 2 }),
      ...staffed(centre, { 'centre-director': 1, 'one-stop-officer': weight > 3 ? 2 : 1 }),
    ]
  })
  const departments = [...new Set(house.take(catalogue).list().flatMap((procedure) => procedure.department ?? []))]
    .flatMap((department) => staffed(department, { 'department-director': 1, 'department-deputy': 1, 'department-specialist': 3 }))
  return [...named, ...communes, ...departments, ...staffed(register.centreOf(province, beginning)!.code, { 'centre-director': 1, 'one-stop-officer': 4 }), ...staffed(province, { 'province-vice-chair': 2 })]
})

/** The departments that somebody works in: whom one can ask for an opinion. */
export const agencies = defineShelf('sample agencies', (house): string[] => [...new Set(house.take(catalogue).list().flatMap((procedure) => procedure.department ?? []))])

/** Who may do what over which unit, first the heads of their lists. */
export const staff = defineShelf('sample staff', (house) => {
  const byUnit = new Map<string, Official[]>()
  for (const one of house.take(roster)) byUnit.set(one.over, [...(byUnit.get(one.over) ?? []), one])
  return (unit: string, act: Act): Official[] => (byUnit.get(unit) ?? []).filter((one) => one.acts.includes(act))
})

/** Officials as they stand before an action: with the powers of their posts. */
const actors = defineShelf('sample actors', (house): ReadonlyMap<string, Actor> =>
  new Map([...Map.groupBy(house.take(roster), (one) => one.id)].map(([id, held]) => [id, {
    id, kind: 'official', name: held[0]!.name, unit: held[0]!.unit, position: held[0]!.position,
    powers: held.flatMap((one) => one.acts.map((act) => ({ act, unit: one.over, source: `position ${one.post}` }))),
  }])))

export function asActor(house: Pick<House, 'take'>, id: string): Actor {
  const actor = house.take(actors).get(id)
  if (!actor) throw new Error(`The sample has no official ${id}`)
  // Who tells the sample's story confirms for everybody in it.
  return { ...actor, provedAt: new Date() }
}
