import { rebuild } from '#platform/events'
import type { Settings } from '#platform/settings'
import { openEverything } from '../serve.ts'

/** Empties the read tables and fills them again from the events. */
export async function rebuildTables(settings: Settings): Promise<void> {
  const { house, close } = await openEverything(settings)
  try {
    await rebuild(house.db, house.writer, house.streams)
    console.log('The read tables are what the events say.')
  } finally {
    await close()
  }
}
