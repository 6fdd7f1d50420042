import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkFieldGroups, checkReadinessRules, reportOf } from '#catalogue'
import { checkFlows } from '#flows'
import { readPrivacyLaw } from '#privacy'
import { readPosts, WrongDefinition } from '#organisations'
import { checkCountry } from '#procedures'
import { CannotStart, projectRoot, type Settings } from '#platform/settings'

/**
 * Reads every definition of the country pack as the platform would, and says what contradicts what: file, line, what to do.
 * With files of the national catalogue, also what the once-only check and the readiness of each procedure come to.
 */
export async function check(settings: Settings, files: readonly string[] = []): Promise<number> {
  const countryDir = join(projectRoot, 'countries', settings.jurisdiction.split('-')[0]!)
  const faults = [...checkCountry(countryDir), ...faultsOf(() => readPosts(countryDir)), ...checkFlows(countryDir), ...checkReadinessRules(countryDir), ...checkFieldGroups(countryDir), ...faultsOf(() => readPrivacyLaw(countryDir))]
  for (const fault of faults) console.error(fault)
  if (!faults.length) console.log('The definitions hold.')
  if (!faults.length) for (const file of files) console.log(`\n${reportOf(countryDir, file, readFileSync(file))}`)
  return faults.length ? 1 : 0
}

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof CannotStart) return error.sentences
    if (error instanceof WrongDefinition) return [error.message]
    throw error
  }
}
