import { resolve } from 'node:path'
import { backup as carryAway, type Manifest, restore as setUpAgain } from '#platform/backup'
import { fileStoreOf } from '#platform/files'
import { openDatabase } from '#platform/postgres'
import type { Settings } from '#platform/settings'
import { join } from 'node:path'
import { migrate } from '#platform/migrate'

const withDatabase = async (settings: Settings, work: (url: string) => Promise<void>): Promise<number> => {
  const database = await openDatabase({ dataDir: join(settings.dataDir, 'db'), url: settings.databaseUrl })
  try {
    await work(database.url)
    return 0
  } finally {
    await database.stop()
  }
}

const inside = ({ tables, files }: Manifest): string =>
  `${Object.keys(tables).length} tables, ${Object.values(tables).reduce((sum, table) => sum + table.rows, 0)} rows, ${files ? `${files.length} files` : 'files kept in the other store'}`

/** Everything of the jurisdiction into a folder, as of one moment; the platform may go on working meanwhile. */
export async function backup(settings: Settings, [to]: string[]): Promise<number> {
  if (!to) {
    console.error('Say where to: npm run sen -- backup FOLDER')
    return 1
  }
  return withDatabase(settings, async (url) => {
    await migrate({ ownerUrl: url, schema: settings.schema })
    const manifest = await carryAway({ url, schema: settings.schema, files: fileStoreOf(settings), to: resolve(to) })
    console.log(`Carried away to ${resolve(to)}: ${inside(manifest)}, as of ${manifest.takenAt}. The secret of the platform (SEN_SECRET, or the file "secret" in SEN_DATA) is not inside: keep it apart.`)
  })
}

export async function restore(settings: Settings, [from]: string[]): Promise<number> {
  if (!from) {
    console.error('Say where from: npm run sen -- restore FOLDER')
    return 1
  }
  return withDatabase(settings, async (url) => {
    const manifest = await setUpAgain({ url, schema: settings.schema, files: fileStoreOf(settings), from: resolve(from) })
    console.log(`Set up again from ${resolve(from)}: ${inside(manifest)}, as of ${manifest.takenAt}. Start it with npm start.`)
  })
}
