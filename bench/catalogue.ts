import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importRecords, readRecord, recordText } from '#catalogue'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { projectRoot } from '#platform/settings'
import { settingsFor } from './bench.ts'
import { openEverything } from '../src/apps/serve.ts'

const path = join(projectRoot, '../shared/data/procedures/national-sample.jsonl')
const wanted = 2600

/** The real records repeated under other codes to 2,600: how long one import takes, beside reading them without storing anything. */
export async function importOfTheCatalogue(folder: string): Promise<void> {
  if (!existsSync(path)) return console.log('\nImport of the catalogue: not measured, the real records are not beside this checkout.')
  const sample = readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, string>)
  const records = Array.from({ length: wanted }, (_, i) => ({ ...sample[i % sample.length]!, ma_thu_tuc: `9.${String(i).padStart(6, '0')}` }))
  for (const record of sample) readRecord(recordText(record))
  const readFrom = performance.now()
  for (const record of records) readRecord(recordText(record))
  const reading = performance.now() - readFrom
  const { house, close } = await openEverything(settingsFor(join(folder, 'catalogue')))
  try {
    const content = Buffer.from(records.map((record) => JSON.stringify(record)).join('\n')).toString('base64')
    const from = performance.now()
    const cpu = process.cpuUsage()
    const result = await perform(house, system, importRecords, { file: 'bench.jsonl', content })
    const took = performance.now() - from, used = process.cpuUsage(cpu)
    console.log(`\nImport of the catalogue: ${result.new} records in ${(took / 1000).toFixed(1)} s (aim 15 s), ${((used.user + used.system) / 1e6).toFixed(1)} s of processor; reading alone ${(reading / 1000).toFixed(1)} s.`)
    const again = performance.now()
    const same = await perform(house, system, importRecords, { file: 'bench.jsonl', content })
    console.log(`  The same again: ${same.same} unchanged, ${((performance.now() - again) / 1000).toFixed(1)} s.`)
  } finally {
    await close()
  }
}
