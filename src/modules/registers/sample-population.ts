import type { Business, Person } from './domain/person.ts'

/** What this room needs of an invented person of countries/vn/sample/people.yaml. */
type Invented = {
  key: string; name: string; nationalId: string; birthDate: string; sex: 'female' | 'male'
  address: { unit: string; line: string }
  ethnicity?: string; birthPlace?: string; origin?: string
  family?: { spouse?: string; father?: string; mother?: string; children?: readonly string[] }
  maritalStatus?: Person['maritalStatus']
  headOfHousehold?: boolean
  business?: Omit<Business, 'owner' | 'confirmedOn'>
}

/**
 * The sample's people as the registers have them. Family is said once and holds both ways: who names his daughter is her
 * father. People at one address whose head is said are one household.
 */
export function samplePopulation(people: readonly Invented[], confirmedOn: string): { people: Person[]; businesses: Business[] } {
  const byKey = new Map(people.map((one) => [one.key, one]))
  const number = (key: string | undefined): string | undefined => {
    if (key === undefined) return undefined
    const one = byKey.get(key)
    if (!one) throw new Error(`countries/vn/sample/people.yaml names "${key}" in a family, and has no such person.`)
    return one.nationalId
  }
  const place = (one: Invented): string => `${one.address.unit} ${one.address.line}`
  const heads = new Map(people.filter((one) => one.headOfHousehold).map((one) => [place(one), one.nationalId]))
  const parent = (one: Invented, word: 'father' | 'mother', sex: 'male' | 'female'): string | undefined =>
    number(one.family?.[word]) ?? people.find((other) => other.sex === sex && other.family?.children?.includes(one.key))?.nationalId

  return {
    people: people.map((one): Person => {
      const spouse = number(one.family?.spouse) ?? people.find((other) => other.family?.spouse === one.key)?.nationalId
      const father = parent(one, 'father', 'male')
      const mother = parent(one, 'mother', 'female')
      const children = [...new Set([...(one.family?.children ?? []), ...people.filter((other) => other.family?.father === one.key || other.family?.mother === one.key).map((other) => other.key)])].map((key) => number(key)!)
      const head = heads.get(place(one))
      return {
        nationalId: one.nationalId, name: one.name, birthDate: one.birthDate, sex: one.sex, ethnicity: one.ethnicity ?? 'Kinh', nationality: 'VN',
        ...(one.birthPlace && { birthPlace: one.birthPlace }), ...(one.origin && { origin: one.origin }),
        residence: one.address, maritalStatus: one.maritalStatus ?? (spouse ? 'married' : 'never-married'),
        ...(spouse && { spouse }), ...(father && { father }), ...(mother && { mother }), children, ...(head && { householdHead: head }), confirmedOn,
      }
    }),
    businesses: people.flatMap((one) => (one.business ? [{ ...one.business, owner: one.nationalId, confirmedOn }] : [])),
  }
}
