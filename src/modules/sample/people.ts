import { registerAccounts, sampleAccounts, samplePeople } from '#identity'
import { appointOfficial } from '#organisations'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { instant } from '#platform/clock'
import type { House } from '#platform/house'
import { addPeople, type Person, samplePopulation } from '#registers'
import { type Citizen, inventHousehold, names } from './domain/invent.ts'
import { places, roster } from './roster.ts'
import { beginning } from './year.ts'

const seed = 'sen'
/** The same house on another day: what happens in it happens then. */
export const houseAt = (house: House, clock: () => Date): House => ({ ...house, clock })

/** Some three live in a household. */
export const householdsFor = (people: number): number => Math.ceil(people / 2.9)

/** The citizens of households `from` up to and without `to`, as they are known on `confirmedOn`. */
export function inventCitizens(house: House, from: number, to: number, confirmedOn: string): { people: Person[]; citizens: Citizen[] } {
  const households = Array.from({ length: Math.max(0, to - from) }, (_, i) => inventHousehold(seed, from + i, house.take(names), house.take(places), confirmedOn))
  return { people: households.flatMap((one) => one.people), citizens: households.flatMap((one) => one.citizens) }
}

/** Those of people.yaml who have an account, as applicants with their families. */
export function roleCitizens(house: House, confirmedOn: string): Map<string, Citizen> {
  const people = house.take(samplePeople)
  const register = new Map(samplePopulation(people, confirmedOn).people.map((one) => [one.nationalId, one]))
  return new Map(people.filter((one) => one.account !== false).map((one) => {
    const person = register.get(one.nationalId)!
    const family = [person.spouse, person.father, person.mother, person.householdHead, ...person.children].flatMap((id) => (id && id !== person.nationalId ? register.get(id) ?? [] : []))
    return [one.key, { id: one.key, person, family: [...new Set(family)], phone: one.phone ?? '', ...(one.email ? { email: one.email } : {}) }]
  }))
}

/** Accounts, offices and the population register. Can be done again at any time: what is there stays. */
export async function fillPeople(house: House, confirmedOn: string, households: number): Promise<void> {
  const then = houseAt(house, () => instant(beginning, '08:00'))
  const sample = samplePopulation(house.take(samplePeople), confirmedOn)
  const officials = house.take(roster)
  await registerAccounts(then, [...sampleAccounts(house.take(samplePeople)), ...officials.flatMap((one) => one.account ?? [])])
  const appointed = new Map<string, Promise<unknown>>()
  // Two posts of one person wait for each other; different people go side by side and share a commit.
  await Promise.all(officials.map(({ id, name, post, unit }) => {
    const before = appointed.get(id) ?? Promise.resolve()
    const now = before.then(() => perform(then, system, appointOfficial, { official: id, name, post, unit, validFrom: beginning }, { key: `sample ${id} ${post} ${unit}` }))
    appointed.set(id, now)
    return now
  }))
  await addPeople(house, sample.people, sample.businesses)
  await fillCitizens(house, 0, households, confirmedOn)
}

/** Households by their numbers, into accounts and register. */
export async function fillCitizens(house: House, from: number, to: number, confirmedOn: string): Promise<Citizen[]> {
  const { people, citizens } = inventCitizens(house, from, to, confirmedOn)
  const then = houseAt(house, () => instant(beginning, '08:00'))
  await Promise.all([
    addPeople(house, people),
    registerAccounts(then, citizens.map(({ id, person, phone, email }) => ({ id, name: person.name, nationalId: person.nationalId, birthDate: person.birthDate, sex: person.sex, assurance: 2 as const, phone, ...(email ? { email } : {}) }))),
  ])
  return citizens
}
