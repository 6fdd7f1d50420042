import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { unitRegister } from '#organisations'
import { catalogue, type Known, type Procedure } from '#procedures'
import { knownOf } from '#registers'
import type { House } from '#platform/house'
import { defineShelf } from '#platform/shelf'
import type { Writing } from './domain/answers.ts'
import { type Citizen, names } from './domain/invent.ts'
import { beginning } from './roster.ts'

type Range = { from: number; to: number }
/** How a year goes: countries/vn/sample/year.yaml, which says what each of these is. */
export type Year = {
  procedures: Record<string, number>; toDepartments: number; elsewhere: number; online: Range; byPost: number; late: Range
  ways: Record<'refused' | 'withdrawn' | 'papersBefore' | 'papersAfter' | 'neverAnswered' | 'sentBack' | 'declined' | 'extended' | 'rated' | 'paidLate' | 'cashOnline' | 'fetchedLate', number>
  dutyFor: Record<string, number>; duties: number[]; usually: Record<string, number>
  words: Record<'request' | 'refusals' | 'papers' | 'papersWhy' | 'answers' | 'withdrawals' | 'sentBack' | 'declines' | 'extensions' | 'duties' | 'praise' | 'blame', string[]>
  fields: Record<string, string[]>
}
export const year = defineShelf('sample year', (house): Year => parse(readFileSync(join(house.countryDir, 'sample/year.yaml'), 'utf8')))

/** An address with the names that its places have on `day`. */
export const addressOn = (house: Pick<House, 'take'>, day: string) => ({ unit, line }: { unit: string; line: string }): string =>
  [line, ...house.take(unitRegister).ancestryOf(unit, day).map((one) => one.place.vi)].join(', ')

export const writingOn = (house: House, day: string): Writing => {
  const { usually, fields, words } = house.take(year)
  return { names: house.take(names), usually, fields, request: words.request, addressOf: addressOn(house, day) }
}

/** What the registers and her account know of a citizen, as a form would be told on `day`. */
export const knownTo = (house: House, { person, family, phone, email }: Citizen, day: string): Known[] => [
  ...knownOf(person, family, [], addressOn(house, day), day),
  { source: 'account', register: { vi: '', en: '' }, date: beginning, values: { name: person.name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) } },
]

export type Common = { weight: number; value: Procedure }
/** Procedures by how common they are, on each of the two levels. */
export const common = defineShelf('sample procedures', (house): Record<'commune' | 'province', Common[]> => {
  const weights = house.take(year).procedures
  const of = (level: 'commune' | 'province') => house.take(catalogue).list({ level }).map((value) => ({ value, weight: weights[value.code] ?? 1 }))
  return { commune: of('commune'), province: of('province') }
})
