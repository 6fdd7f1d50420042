import { unitRegister } from '#organisations'
import { catalogue, type Known, type Procedure } from '#procedures'
import { knownOf, majorityOn, personRules } from '#registers'
import type { House } from '#platform/house'
import { defineShelf } from '#platform/shelf'
import type { Writing } from './domain/answers.ts'
import { type Citizen, names } from './domain/invent.ts'
import { beginning, year } from './year.ts'

/** An address with the names that its places have on `day`. */
export const addressOn = (house: Pick<House, 'take'>, day: string) => ({ unit, line }: { unit: string; line: string }): string =>
  [line, ...house.take(unitRegister).ancestryOf(unit, day).map((one) => one.place.vi)].join(', ')

export const writingOn = (house: House, day: string): Writing => {
  const { usually, fields, words } = house.take(year)
  return { names: house.take(names), usually, fields, request: words.request, addressOf: addressOn(house, day) }
}

/** What the registers and her account know of a citizen, as a form would be told on `day`. */
export const knownTo = (house: House, { person, family, phone, email }: Citizen, day: string): Known[] => [
  ...knownOf(person, family, [], addressOn(house, day), day, majorityOn(house.take(personRules), day)),
  { source: 'account', register: { vi: '', en: '' }, date: beginning, values: { name: person.name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) } },
]

export type Common = { weight: number; value: Procedure }
/** Procedures by how common they are, on each of the two levels. */
export const common = defineShelf('sample procedures', (house): Record<'commune' | 'province', Common[]> => {
  const weights = house.take(year).procedures
  const of = (level: 'commune' | 'province') => house.take(catalogue).list({ level }).map((value) => ({ value, weight: weights[value.code] ?? 1 }))
  return { commune: of('commune'), province: of('province') }
})
