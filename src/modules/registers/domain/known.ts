import { type Business, isMinor, type Person } from './person.ts'

/** One thing a register knows, as forms ask for it (see procedures: what may be known, and under which name). */
export type Known = {
  source: string
  register: { vi: string; en: string }
  /** The day the register last confirmed it. */
  date: string
  values: Readonly<Record<string, unknown>>
}

const population = { vi: 'CSDL quốc gia về dân cư', en: 'the national population database' }
const businessRegister = { vi: 'CSDL về đăng ký hộ kinh doanh', en: 'the register of household businesses' }

/** The residence as a line of an address; units have names of their own day. */
type AddressOf = (residence: Person['residence']) => string

/**
 * What forms can be filled in with for `self`: she, her spouse, her parents, her child, her household, her business.
 * Of several children under age none is guessed: `child` says for which.
 */
export function knownOf(self: Person, relatives: readonly Person[], businesses: readonly Business[], addressOf: AddressOf, day: string, majority: number, child?: string): Known[] {
  const byId = new Map([self, ...relatives].map((person) => [person.nationalId, person]))
  const find = (id: string | undefined): Person | undefined => (id === undefined ? undefined : byId.get(id))
  const minors = self.children.flatMap((id) => find(id) ?? []).filter((one) => isMinor(one.birthDate, day, majority))
  const meant = child === undefined ? (minors.length === 1 ? minors[0] : undefined) : minors.find((one) => one.nationalId === child)
  const head = find(self.householdHead)

  const known = (source: string, person: Person | undefined, values: (person: Person) => Record<string, unknown>): Known[] =>
    person ? [{ source: `population.${source}`, register: population, date: person.confirmedOn, values: values(person) }] : []
  const outline = (person: Person) => ({
    name: person.name, personalId: person.nationalId, born: person.birthDate, sex: person.sex, ethnicity: person.ethnicity, nationality: person.nationality,
    residence: addressOf(person.residence), residenceUnit: person.residence.unit,
    ...(person.birthPlace && { birthPlace: person.birthPlace }), ...(person.origin && { origin: person.origin }),
  })
  return [
    ...known('self', self, (person) => ({
      ...outline(person), maritalStatus: person.maritalStatus, currentAddress: person.currentAddress ?? addressOf(person.residence),
      ...(person.issuedOn && { issuedOn: person.issuedOn }),
    })),
    ...known('spouse', find(self.spouse), outline),
    ...known('father', find(self.father), outline),
    ...known('mother', find(self.mother), outline),
    ...known('child', meant, outline),
    ...known('household', head, (person) => ({ headName: person.name, headPersonalId: person.nationalId, address: addressOf(person.residence), unit: person.residence.unit })),
    // As with children: with two businesses the form has to ask which.
    ...(businesses.length === 1 ? businesses : []).map((business) => ({
      source: 'business', register: businessRegister, date: business.confirmedOn,
      values: { name: business.name, taxCode: business.taxCode, address: business.address, registrationNumber: business.registrationNumber, representative: self.name },
    })),
  ]
}
