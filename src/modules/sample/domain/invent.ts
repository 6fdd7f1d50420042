import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Person } from '#registers'
import { defineShelf } from '#platform/shelf'
import { type Chance, chanceOf } from './chance.ts'

export type Sex = Person['sex']
type Given = { middle: string[]; given: string[] }
export type Names = { families: { weight: number; value: string }[]; female: Given; male: Given; streets: string[]; villages: string[] }

/** What names are drawn from: countries/vn/sample/names.yaml. */
export const names = defineShelf('sample names', (house): Names => {
  const read = parse(readFileSync(join(house.countryDir, 'sample/names.yaml'), 'utf8')) as Omit<Names, 'families'> & { families: Record<string, number> }
  return { ...read, families: Object.entries(read.families).map(([value, weight]) => ({ value, weight })) }
})

/** A name as its bearer's generation has it: the old middle names Thị and Văn are seldom given now. */
export function inventName(chance: Chance, from: Names, sex: Sex, bornIn: number, family = chance.weighted(from.families)): string {
  const { middle, given } = from[sex]
  const own = chance.often(bornIn < 1985 ? 0.5 : 0.12) ? middle[0]! : chance.pick(middle)
  return `${family} ${own} ${chance.pick(given.filter((one) => !own.endsWith(one)))}`
}

/**
 * A personal number of form (Decree 137/2015, article 13): 099 was given to no province and no country, then century and
 * sex, then the year; the last six are `serial`, which makes it single.
 */
export const inventNumber = (sex: Sex, bornOn: string, serial: number): string =>
  `099${Math.floor((Number(bornOn.slice(0, 4)) - 1900) / 100) * 2 + (sex === 'female' ? 1 : 0)}${bornOn.slice(2, 4)}${String(serial).padStart(6, '0')}`

export const inventDay = (chance: Chance, fromYear: number, toYear: number): string =>
  `${chance.whole(fromYear, toYear)}-${String(chance.whole(1, 12)).padStart(2, '0')}-${String(chance.whole(1, 28)).padStart(2, '0')}`

/** 0900 and six more: a block that is not given out, so that no message of the sample rings anywhere. */
export const inventPhone = (chance: Chance): string => `0900${String(chance.whole(100_000, 999_999))}`

export const inventLine = (chance: Chance, from: Names, ward: boolean): string =>
  ward ? `Số ${chance.whole(2, 198)}, đường ${chance.pick(from.streets)}` : `Thôn ${chance.pick(from.villages)}`

export type Place = { code: string; ward: boolean; weight: number }
/** One who is of age, with an account, and who lives with her. */
export type Citizen = { id: string; person: Person; family: Person[]; phone: string; email?: string }

/**
 * A household: a couple or one alone, children, sometimes an old parent. Drawn from its number alone, so that the same
 * number is the same family whenever it is asked for. Serials from 100000 on; below are officials and those of people.yaml.
 */
export function inventHousehold(seed: string, number: number, from: Names, places: readonly Place[], confirmedOn: string): { people: Person[]; citizens: Citizen[] } {
  const chance = chanceOf(seed, 'household', number)
  const place = chance.weighted(places.map((value) => ({ weight: value.weight, value })))
  const residence = { unit: place.code, line: inventLine(chance, from, place.ward) }
  const year = Number(confirmedOn.slice(0, 4))
  let member = 0
  const one = (sex: Sex, bornOn: string, family?: string): Person => ({
    // 7919 and 900000 have no common divisor: every number of a member gets a serial of its own, and neighbours do not look it.
    nationalId: inventNumber(sex, bornOn, 100_000 + (((number * 8 + member++) * 7919) % 900_000)),
    name: inventName(chance, from, sex, Number(bornOn.slice(0, 4)), family), birthDate: bornOn, sex,
    ethnicity: chance.often(0.94) ? 'Kinh' : chance.pick(['Tày', 'Nùng', 'Sán Dìu', 'Sán Chay']), nationality: 'VN', origin: `Bắc Ninh`,
    residence, maritalStatus: 'never-married', children: [], confirmedOn,
  })

  const headYear = chance.whole(year - 72, year - 21)
  const alone = chance.often(0.22)
  const man = alone && chance.often(0.5) ? undefined : one('male', inventDay(chance, headYear, headYear))
  const woman = alone && man ? undefined : one('female', inventDay(chance, Math.min(headYear + chance.whole(-2, 5), year - 20), Math.min(headYear + 5, year - 20)))
  const couple = [man, woman].filter((p) => p !== undefined)
  if (man && woman) {
    Object.assign(man, { maritalStatus: 'married', spouse: woman.nationalId })
    Object.assign(woman, { maritalStatus: 'married', spouse: man.nationalId })
  } else if (headYear < year - 50 && chance.often(0.6)) couple[0]!.maritalStatus = 'widowed'
  const children: Person[] = []
  const first = (woman ? Number(woman.birthDate.slice(0, 4)) : headYear) + chance.whole(22, 29)
  if (!alone || chance.often(0.3)) for (let born = first; born < year && children.length < 3 && chance.often(0.82); born += chance.whole(2, 5)) {
    const child = one(chance.often(0.52) ? 'male' : 'female', inventDay(chance, born, born), (man ?? woman)!.name.split(' ')[0])
    children.push({ ...child, ...(man ? { father: man.nationalId } : {}), ...(woman ? { mother: woman.nationalId } : {}) })
  }
  for (const parent of couple) Object.assign(parent, { children: children.map((child) => child.nationalId) })
  // Grown children have moved out when they are past thirty: those of other households.
  const people = [...couple, ...children.filter((child) => Number(child.birthDate.slice(0, 4)) > year - 31)].map((p) => ({ ...p, householdHead: couple[0]!.nationalId }))
  const citizens = people.filter((p) => Number(p.birthDate.slice(0, 4)) < year - 18).map((person, at): Citizen => ({
    id: `p${number}-${at + 1}`, person, family: people.filter((other) => other !== person), phone: inventPhone(chance),
    ...(chance.often(0.4) ? { email: `p${number}.${at + 1}@dan.example` } : {}),
  }))
  return { people, citizens }
}
