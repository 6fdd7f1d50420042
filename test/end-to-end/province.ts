import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pino from 'pino'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { day } from '#platform/clock'
import { folderStore } from '#platform/files'
import { buildApp } from '#platform/http'
import { type House, openHouse } from '#platform/house'
import { goRounds, startWorker } from '#platform/jobs'
import { openDatabase } from '#platform/postgres'
import { projectRoot, readSettings } from '#platform/settings'
import { sampleClock } from '#sample'
import { roof } from '../../src/apps/roof.ts'
import { rooms } from '../../src/apps/rooms.ts'
import { tellBusyDesk, tellCases } from '../../src/modules/sample/cases.ts'
import { fillPeople, inventCitizens } from '../../src/modules/sample/people.ts'
import { freshDatabase } from '../../src/testing/town.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
/** Why the tests in the browser cannot run, or false. */
export const skip = existsSync(executablePath) ? false : `no Chromium at ${executablePath}; set CHROMIUM`

/** Phường Vũ Ninh of Bắc Ninh, where the story plays. */
export const vuNinh = '09169'
export type Lang = 'vi' | 'en'

/** The whole platform in this process, as `npm start` runs it, over a small sample; and a browser before it. */
export type Province = {
  house: House
  url: string
  browser: Browser
  /** Sets the clock of the sample; what falls due is done before this returns. */
  itIs(moment: string): Promise<void>
  /** Waits until the worker has done all that is due. */
  settled(): Promise<void>
  /** A browser window of its own. Without scripts unless asked for; signed in as somebody when `as` names him. */
  window(options?: { width?: number; height?: number; scripts?: boolean; as?: string; beside?: boolean }): Promise<Page>
  /** Signs a window in as somebody else, by a session that began as every session begins. */
  become(context: BrowserContext, who: string | undefined): Promise<void>
  close(): Promise<void>
}

const now = '2026-09-09T09:00:00+07:00'
/** Few stand for the year all over the province; the desk of the story is as busy as in the sample, so that its lists are full. */
const cases = 60
const households = 20

export async function openProvince(): Promise<Province> {
  const closing: (() => unknown)[] = []
  const close = async (): Promise<void> => { for (const step of closing.reverse()) await step() }
  try {
    const folder = mkdtempSync(join(tmpdir(), 'sen-province-'))
    closing.push(() => rmSync(folder, { recursive: true, force: true }))
    if (!process.env['SEN_TEST_DATABASE_URL']) {
      const database = await openDatabase({ dataDir: join(folder, 'db'), url: process.env['DATABASE_URL'], throwaway: true })
      process.env['SEN_TEST_DATABASE_URL'] = database.url
      closing.push(() => database.stop())
    }
    const { url: databaseUrl, drop } = await freshDatabase()
    closing.push(drop)
    const port = await freePort()
    const url = `http://localhost:${port}`
    const settings = readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test', SEN_PUBLIC_URL: url, SEN_CLOCK: now, PORT: String(port) })
    const clock = sampleClock(settings) as (() => Date) & { ahead: number }
    const house = openHouse({ settings, modules: rooms, url: databaseUrl, schema: settings.schema, files: folderStore(join(folder, 'files')), log: pino({ level: process.env['SEN_LOG_LEVEL'] ?? 'silent' }) as never, countryDir: join(projectRoot, 'countries/vn'), clock, connections: 8 })
    closing.push(() => house.close())
    await fill(house)
    const app = await buildApp(house, roof)
    closing.push(() => { app.server.closeAllConnections(); return app.close() })
    await app.listen({ port, host: settings.host })
    const worker = startWorker(house)
    closing.push(() => worker.stop())
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
    closing.push(() => browser.close())

    const settled = async (): Promise<void> => {
      for (const until = Date.now() + 20_000; Date.now() < until; await new Promise((go) => setTimeout(go, 25))) {
        const { rows: [left] } = await sql<{ n: number }>`select count(*)::int as n from jobs where done_at is null and given_up_at is null and due_at <= ${house.clock()}`.execute(house.db)
        if (!left!.n) return
      }
      const { rows } = await sql<{ name: string; last_error: string }>`select name, last_error from jobs where done_at is null`.execute(house.db)
      throw new Error(`The worker did not come to an end: ${JSON.stringify(rows)}`)
    }
    const become = async (context: BrowserContext, who: string | undefined): Promise<void> => {
      await context.clearCookies()
      if (who === undefined) return
      // The form on the page carries what keeps other sites out; a visitor without a session gets the same one.
      const page = await (await fetch(`${url}/sign-in`)).text()
      const csrf = /name="_csrf" value="([^"]+)"/.exec(page)![1]!
      const answer = await fetch(`${url}/sign-in`, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ _csrf: csrf, person: who }) })
      const [name, value] = (answer.headers.get('set-cookie') ?? '').split(';')[0]!.split('=')
      if (answer.status !== 303 || !value) throw new Error(`${who} could not sign in: ${answer.status}`)
      await context.addCookies([{ name: name!, value, url }])
    }
    return {
      house, url, browser, settled, become, close,
      async itIs(moment) {
        clock.ahead = Date.parse(moment) - Date.now()
        await goRounds(house, { now: true })
        for (const wake of house.onWork) wake()
        await settled()
      },
      async window({ width = 360, height = 780, scripts = false, as, beside = false } = {}) {
        const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: scripts, bypassCSP: beside, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce', baseURL: url, acceptDownloads: true })
        context.setDefaultTimeout(30_000)
        if (as !== undefined) await become(context, as)
        return context.newPage()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function fill(house: House): Promise<void> {
  const on = day(house.clock())
  await fillPeople(house, on, households)
  const { citizens } = inventCitizens(house, 0, households, on)
  await tellBusyDesk(house, vuNinh, house.clock(), citizens, {})
  await tellCases(house, { from: 0, to: cases, now: house.clock(), citizens })
  await goRounds(house, { now: true })
}

const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => { const { port } = server.address() as { port: number }; server.close(() => resolve(port)) })
})
