import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { proposeFromFile, putProposed } from '#catalogue'
import { projectRoot, readSettings } from '#platform/settings'
import { printScore, scoreReader } from '../../modules/catalogue/testing/score.ts'
import { noSample, samplePath, sampleRecords } from '../../modules/catalogue/testing/shared-sample.ts'

const usage = `npm run sen -- catalogue score
npm run sen -- catalogue propose CODE [--records FILE] [--into FOLDER]`

/**
 * `sen catalogue score` and `sen catalogue propose`. The latter prints the files of a service proposed from one official
 * record, or writes them below a folder that has the form of a country pack; remarks go to the error output. Publishes nothing.
 */
export async function catalogueCommand([what, ...args]: string[]): Promise<number> {
  if (what === 'propose') return proposeCommand(args)
  if (what !== 'score') {
    console.error(usage)
    return 2
  }
  if (noSample) {
    console.log(`Nothing was scored: the real records are not beside this checkout (${noSample}).`)
    return 0
  }
  const score = scoreReader(sampleRecords())
  console.log(printScore(score))
  return score.right >= 0.98 * score.stated && score.invented === 0 ? 0 : 1
}

function proposeCommand(args: string[]): number {
  const { values, positionals: [code] } = parseArgs({ args, allowPositionals: true, options: { records: { type: 'string' }, into: { type: 'string' } } })
  const file = values.records ?? (noSample ? undefined : samplePath)
  if (!code || !file) {
    console.error(usage)
    return 2
  }
  const countryDir = join(projectRoot, 'countries', readSettings({ ...process.env, SEN_SAMPLE: 'on' }).jurisdiction.split('-')[0]!)
  const proposal = proposeFromFile(countryDir, readFileSync(file), code, new Date().toISOString().slice(0, 10))
  if (!proposal) {
    console.error(`${file} has no record ${code} that can be read.`)
    return 1
  }
  for (const { about, say, settle } of proposal.remarks) console.error(`${settle ? 'to settle' : 'to look at'}  ${about}: ${say}`)
  if (values.into) putProposed(values.into, proposal.files)
  for (const { path, content, adds } of proposal.files) console.log(values.into ? join(values.into, path) : `=== ${path}${adds ? ' (lines to add)' : ''}\n${content}`)
  return 0
}
