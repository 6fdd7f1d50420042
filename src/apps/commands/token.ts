import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { tokenFor } from '#identity'
import { Refusal } from '#platform/refusal'
import type { Settings } from '#platform/settings'
import { openEverything } from '../serve.ts'

const roles = ['citizen', 'officer', 'specialist', 'approver', 'leader', 'admin'] as const

/** Prints a bearer token of the sample's person in that role. Refused outside the sample. */
export async function token(settings: Settings, [role]: string[]): Promise<number> {
  const known = roles.find((r) => r === role)
  if (!known) {
    console.error(`Say whose: npm run sen -- token ${roles.join(' | ')}`)
    return 1
  }
  // Opened, an empty folder would become a database with nobody in it.
  if (!settings.databaseUrl && !existsSync(join(settings.dataDir, 'db'))) {
    console.error(`There is no sample in ${settings.dataDir}. Start one with npm start, or say where the server keeps its own: SEN_DATA=FOLDER npm run sen -- token ${known}`)
    return 1
  }
  const { house, close } = await openEverything(settings)
  try {
    console.log(await tokenFor(house, known))
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(house.say('en', error.code, error.params))
    return 1
  } finally {
    await close()
  }
}
