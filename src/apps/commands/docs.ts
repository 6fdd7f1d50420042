import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { folderStore } from '#platform/files'
import { openHouse } from '#platform/house'
import { projectRoot, readSettings } from '#platform/settings'
import { rooms } from '../rooms.ts'
import { flowsPage, indicatorsPage, proceduresPage } from './written/country.ts'
import { actionsPage, addressesPage, eventsPage, permissionsPage, settingsPage } from './written/rooms.ts'
import { stepsDiagram } from './written/steps.ts'
import { tablesPage } from './written/tables.ts'

const folder = 'docs/generated'
const casesReadme = 'src/modules/cases/README.md'

/** `npm run docs` writes what the code says about itself; with `--check` it names what is not in step and ends with 1. */
export async function docs(args: string[]): Promise<number> {
  const pages = await writtenFromCode()
  if (args.includes('--check')) {
    const behind = outOfStep(pages)
    for (const sentence of behind) console.error(sentence)
    console.log(behind.length ? '`npm run docs` brings them into step.' : `${pages.size} documents are in step with the code.`)
    return behind.length ? 1 : 0
  }
  for (const file of leftOver(pages)) rmSync(join(projectRoot, file))
  for (const [file, text] of pages) {
    mkdirSync(dirname(join(projectRoot, file)), { recursive: true })
    writeFileSync(join(projectRoot, file), text)
  }
  console.log(`${pages.size} documents written.`)
  return 0
}

/** Every document that is written from the code, by its path from the root. Opens no database. */
export async function writtenFromCode(): Promise<Map<string, string>> {
  // A house that nobody lives in: rooms, definitions and addresses are there; the database is never asked.
  const settings = readSettings({ SEN_SECRET: 'nothing is signed while documents are written', NODE_ENV: 'test' })
  const house = openHouse({
    settings, modules: rooms, url: 'postgres://nobody@localhost/nothing', schema: settings.schema, files: folderStore(settings.files),
    log: pino({ level: 'silent' }) as never, countryDir: join(projectRoot, 'countries', settings.jurisdiction.split('-')[0]!),
  })
  try {
    return new Map([
      [`${folder}/actions.md`, actionsPage(rooms)],
      [`${folder}/events.md`, eventsPage(house)],
      [`${folder}/permissions.md`, permissionsPage(house)],
      [`${folder}/addresses.md`, await addressesPage(house)],
      [`${folder}/tables.md`, tablesPage(house)],
      [`${folder}/settings.md`, settingsPage()],
      [`${folder}/procedures.md`, proceduresPage(house)],
      [`${folder}/flows.md`, flowsPage(house)],
      [`${folder}/indicators.md`, indicatorsPage(house)],
      [casesReadme, between(readFileSync(join(projectRoot, casesReadme), 'utf8'), stepsDiagram())],
    ])
  } finally {
    await house.close()
  }
}

/** One sentence for each document that does not say what the code says. */
export function outOfStep(pages: Map<string, string>): string[] {
  const read = (file: string): string | undefined => {
    try { return readFileSync(join(projectRoot, file), 'utf8').replaceAll('\r\n', '\n') } catch { return undefined }
  }
  return [
    ...[...pages].flatMap(([file, text]) => {
      const there = read(file)
      return there === text ? [] : [there === undefined ? `${file} is not there.` : `${file} is not in step with the code, first in line ${firstDifference(there, text)}.`]
    }),
    ...leftOver(pages).map((file) => `${file} is written by nothing any more.`),
  ]
}

const firstDifference = (one: string, other: string): number => {
  const [a, b] = [one.split('\n'), other.split('\n')]
  return a.findIndex((line, i) => line !== b[i]) + 1 || a.length + 1
}

const leftOver = (pages: Map<string, string>): string[] => {
  mkdirSync(join(projectRoot, folder), { recursive: true })
  return readdirSync(join(projectRoot, folder)).map((name) => `${folder}/${name}`).filter((file) => !pages.has(file))
}

/** Replaces what stands between the two marks; the rest of the page is written by people. */
function between(page: string, text: string): string {
  const marks = /(<!-- written by `npm run docs` -->\n)[\s\S]*?(<!-- end -->)/
  if (!marks.test(page)) throw new Error(`${casesReadme} has lost the marks between which the diagram stands`)
  return page.replace(marks, (_, before: string, after: string) => `${before}${text}\n${after}`)
}
