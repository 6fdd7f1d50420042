import { join } from 'node:path'
import { checkCountry } from '#procedures'
import { projectRoot, type Settings } from '#platform/settings'

/** Reads every definition of the country pack as the platform would, and says what contradicts what: file, line, what to do. */
export async function check(settings: Settings): Promise<number> {
  const countryDir = join(projectRoot, 'countries', settings.jurisdiction.split('-')[0]!)
  const faults = checkCountry(countryDir)
  for (const fault of faults) console.error(fault)
  if (!faults.length) console.log('The definitions hold.')
  return faults.length ? 1 : 0
}
