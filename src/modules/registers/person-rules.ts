import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defineShelf } from '#platform/shelf'

export type PersonRules = { validFrom: string; validTo?: string; majority: { years: number; source: string } }

/** What the law says of persons as such, as it changed over time: `ctx.take(personRules)`. */
export const personRules = defineShelf('person rules', (house) => readPersonRules(join(house.countryDir, 'rules/persons.yaml')))

/** From how many years on a person is of age on `day`. */
export const majorityOn = (versions: readonly PersonRules[], day: string): number =>
  (versions.findLast((one) => one.validFrom <= day && (!one.validTo || day <= one.validTo)) ?? versions[0]!).majority.years

/** Oldest first; what is wrong is refused with a sentence. */
export function readPersonRules(path: string): PersonRules[] {
  const { versions } = parse(readFileSync(path, 'utf8')) as { versions: PersonRules[] }
  for (const { validFrom, majority } of versions)
    if (!Number.isInteger(majority?.years) || majority.years < 1 || !majority.source) throw new Error(`${path}: majority of the version from ${validFrom} needs whole years and a source`)
  return [...versions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
}
