/** A person as the population register has her. Family and household by personal number. */
export type Person = {
  nationalId: string
  name: string
  birthDate: string
  sex: 'female' | 'male'
  ethnicity: string
  /** 'VN', or 'other'. */
  nationality: string
  birthPlace?: string
  origin?: string
  residence: { unit: string; line: string }
  /** Where she lives when not at her residence. */
  currentAddress?: string
  maritalStatus: 'never-married' | 'married' | 'divorced' | 'widowed'
  spouse?: string
  father?: string
  mother?: string
  children: readonly string[]
  householdHead?: string
  /** The day her identity card was issued. */
  issuedOn?: string
  /** The day the register last confirmed all this. */
  confirmedOn: string
}

export type Business = { taxCode: string; name: string; registrationNumber: string; address: string; owner: string; confirmedOn: string }

/** Under age on `day`, where one is of age from `majority` years on (countries/vn/rules/persons.yaml): the birthday itself already counts as of age. Born on 29 February one comes of age on 1 March. */
export function isMinor(birthDate: string, day: string, majority: number): boolean {
  const [year, rest] = [Number(birthDate.slice(0, 4)), birthDate.slice(4)]
  return day < `${year + majority}${rest}`
}

export const isParentOf = (nationalId: string, child: Person): boolean => child.father === nationalId || child.mother === nationalId
