// What `npm test` runs: the type check, then every test on a real PostgreSQL and, where one can be had, a real Chromium.
//   npm test                          everything
//   npm test -- src/modules/cases     the tests below a folder, or one file, without the type check; --flags go to `node --test`
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CannotStart, projectRoot } from '#platform/settings'
import { openDatabase } from '#platform/postgres'
import { findChromium } from './chromium.ts'
import { installOthers } from './others.ts'

process.chdir(projectRoot)
const begun = Date.now()
const args = process.argv.slice(2)
const flags = args.filter((arg) => arg.startsWith('--'))
const places = args.filter((arg) => !arg.startsWith('--'))
const files = testFiles(places)

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'sen-test-'))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())

try {
  process.exitCode = await everything()
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exitCode = 1
} finally {
  fs.rmSync(temporary, { recursive: true, force: true })
  console.log(`${process.exitCode === 0 ? 'Passed' : 'Failed'} after ${((Date.now() - begun) / 1000).toFixed(1)} s.`)
}

async function everything(): Promise<number> {
  if (files.length === 0) {
    console.error(`There is no test ${places.length > 0 ? `below ${places.join(', ')}` : 'here'}.`)
    return 1
  }
  // Beside the start of the database, and told at the end.
  const typesHold = places.length > 0 ? undefined : run([path.join('node_modules', '.bin', 'tsc'), '--noEmit', '-p', '.'])
  const database = await openDatabase({ dataDir: path.join(temporary, 'db'), url: process.env['DATABASE_URL'], throwaway: true })
  try {
    const browser = await findChromium({ mayInstall: places.length === 0 })
    if (places.length === 0) installOthers()
    console.log(`Database: ${process.env['DATABASE_URL'] ? 'DATABASE_URL' : 'PostgreSQL of its own, thrown away afterwards'}. Browser: ${browser?.executable ?? 'none; the tests in the browser are skipped'}.`)
    console.log(`${files.length} test file${files.length === 1 ? '' : 's'} …`)
    const tests = await run([process.execPath, '--import', 'tsx', '--test', '--test-concurrency=2', '--test-timeout=900000', '--test-force-exit', ...flags, ...inFewProcesses(files)], {
      NODE_ENV: 'test',
      SEN_TEST_DATABASE_URL: database.url,
      // Whatever the person at this machine has set for his own server must not leak into the tests.
      DATABASE_URL: undefined,
      SEN_DATA: path.join(temporary, 'data'),
      CHROMIUM: browser?.executable,
      ...browser?.env,
    })
    if (typesHold === undefined) return tests
    const types = await typesHold
    console.log(types === 0 ? 'The types hold.' : 'The types do not hold; see above.')
    return tests || types
  } finally {
    await database.stop()
  }
}

/**
 * Reading the whole platform costs a process more than most files of tests do: files share a handful of processes. A file
 * with hooks of its own at the top, which would be everybody's, has a process for itself, and those go first: they take longest.
 */
function inFewProcesses(files: string[]): string[] {
  const alone = files.filter((file) => /^(before|after)(Each)?\(/m.test(fs.readFileSync(file, 'utf8')))
  const shared = files.filter((file) => !alone.includes(file))
  const handful = Math.min(Math.ceil(shared.length / 4), 8)
  return [...alone.reverse(), ...Array.from({ length: handful }, (_, i) => {
    const entry = path.join(temporary, `tests-${i + 1}.mjs`)
    fs.writeFileSync(entry, shared.filter((_, n) => n % handful === i).map((file) => `import ${JSON.stringify(pathToFileURL(path.resolve(file)).href)}\n`).join(''))
    return entry
  })]
}

function run([program, ...args]: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    if (stopping.signal.aborted) return resolve(130)
    const child = spawn(program!, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    stopping.signal.addEventListener('abort', () => child.kill('SIGTERM'))
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code, signal) => resolve(signal ? 130 : (code ?? 1)))
  })
}

function testFiles(places: string[]): string[] {
  const roots = places.length > 0 ? places : ['src', 'test', 'scripts', 'bench']
  return roots
    .flatMap((place) => (fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() ? fs.globSync(`${place}/**/*.test.{ts,tsx}`) : fs.globSync(place)))
    .sort()
}
