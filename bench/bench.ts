import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readSettings } from '#platform/settings'
import { openEverything } from '../src/apps/serve.ts'
import { benchAuthority } from './authority.ts'
import { evidence } from './evidence.ts'
import { finding } from './finding.ts'
import { benchDecisions } from './decisions.ts'
import { benchSigning } from './signing.ts'
import { submissions } from './submissions.ts'
import { pagesAtVolume } from './volume.ts'
import { servicePage } from './service-page.ts'
import { startServer } from './server.ts'

/**
 * `npm run bench`, or `npm run bench -- submissions`: each figure beside a ceiling taken in the same run, because machines
 * are noisy and ratios are not. Nothing here is a test.
 */
export async function bench(args: string[]): Promise<number> {
  const wanted = (name: string): boolean => !args.length || args.includes(name)
  const folder = mkdtempSync(join(tmpdir(), 'sen-bench-'))
  console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}, Node ${process.version}`)
  try {
    if (wanted('start')) await start(folder)
    if (wanted('service-page') || wanted('submissions') || wanted('evidence')) {
      const server = await startServer(folder)
      try {
        if (wanted('service-page')) await servicePage(server.port)
        if (wanted('submissions')) await submissions(server, folder)
        if (wanted('evidence')) await evidence(server, folder)
      } finally {
        await server.kill('SIGTERM')
      }
    }
    if (wanted('lives')) await (await import('./lives.ts')).lives(folder)
    if (wanted('finding')) finding()
    if (wanted('decisions')) benchDecisions()
    if (wanted('authority')) benchAuthority()
    if (wanted('catalogue')) await (await import('./catalogue.ts')).importOfTheCatalogue(folder)
    if (wanted('signing')) await benchSigning()
    if (wanted('volume')) await pagesAtVolume(folder)
    if (wanted('flow-steps')) await (await import('./flow-steps.ts')).flowSteps()
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** From nothing to ready: the first start with the sample made, and one after it. */
async function start(folder: string): Promise<void> {
  const first = await startServer(folder)
  await first.kill('SIGTERM')
  const again = await startServer(folder)
  await again.kill('SIGTERM')
  console.log(`\nStart to ready: first ${(first.readyAfter / 1000).toFixed(1)} s with the sample province made; installed ${(again.readyAfter / 1000).toFixed(1)} s (aim 5 s).`)
  console.log('  Limited by: reading the code and the country pack on one core; the database is up in a fraction of a second.')
}

export const settingsFor = (folder: string) => readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' })
export { openEverything, pg }
