import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { sql } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import type { Act, Actor } from '#platform/actor'
import { nobody } from '#platform/actor'
import { rebuild } from '#platform/events'
import { folderStore } from '#platform/files'
import { buildApp, csrfToken } from '#platform/http'
import { type House, openHouse } from '#platform/house'
import { goRounds, settle } from '#platform/jobs'
import { listMigrations, migrate } from '#platform/migrate'
import { projectRoot, readSettings } from '#platform/settings'
import type { Shelf } from '#platform/shelf'
import { rooms } from '../apps/rooms.ts'
import { roof } from '../apps/roof.ts'

/** Vũ Ninh, a ward of Bắc Ninh, where most stories play; Kinh Bắc is its neighbour. */
export const vuNinh = '09169'
const schema = 'vn_24'
// Definitions do not change while tests run; reading them once a process saves seconds.
const shelves = new Map<Shelf<any>, unknown>()

/** An official at his desk, who has just shown that it is he. Who decides signs too, as the law of powers gives both together. */
const official = (id: string, name: string, position: string, unit: string, ...acts: Act[]): Actor =>
  ({ id, kind: 'official', name, position, unit, provedAt: new Date(), powers: [...new Set(acts.flatMap((act): Act[] => (act === 'decide' ? ['decide', 'sign'] : [act])))].map((act) => ({ act, unit, source: `position-${id}` })) })
const person = (id: string, name: string, nationalId: string): Actor => ({ id, kind: 'person', name, nationalId, powers: [], provedAt: new Date() })

export const lan = person('p-lan', 'Nguyễn Thu Lan', '000195000318')
export const hung = person('p-hung', 'Trần Văn Hùng', '000085000427')

export type Town = {
  house: House
  app: FastifyInstance
  people: Record<string, Actor>
  /** The town's clock; set it to move time. */
  time: { now: Date }
  /** Does the work the worker would do, and goes the rounds once. */
  settle(): Promise<void>
  /** A visitor who keeps cookies: reads pages and presses buttons as a browser without scripts does. */
  as(actor: Actor): Visitor
}

export type Visitor = {
  get(path: string): Promise<{ status: number; body: string; headers: Record<string, unknown> }>
  /** Presses `button` on the page at `path`, with what was typed. */
  press(path: string, button: string, typed?: Record<string, string | string[]>, options?: { key?: string }): Promise<{ status: number; body: string; location?: string }>
  api(name: string, input?: object, options?: { key?: string }): Promise<{ status: number; body: any }>
  ask(name: string, query?: Record<string, string>): Promise<{ status: number; body: any }>
}

/** A small town with a database of its own, real from the form to the table. What the read tables say is held against the events after every test. */
export async function town(t: TestContext, { now = '2026-09-09T02:00:00Z', country }: { now?: string; /** Another country folder than countries/vn: its law with a change in it. */ country?: string } = {}): Promise<Town> {
  const { url, drop } = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'sen-town-'))
  const time = { now: new Date(now) }
  const settings = readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test', SEN_PUBLIC_URL: 'http://town.test' })
  let n = 0
  const house = openHouse({
    settings, modules: rooms, url, schema, files: folderStore(join(folder, 'files')), log: pino({ level: 'silent' }) as any,
    countryDir: country ?? join(projectRoot, 'countries/vn'), clock: () => new Date(time.now), newId: () => `id-${++n}`, connections: 6, shelves: country ? new Map() : shelves,
  })
  const people: Record<string, Actor> = { [lan.id]: lan, [hung.id]: hung }
  const app = await buildApp(house, {
    ...roof,
    async identify(h, credential) {
      const known = people[credential.session ?? credential.bearer ?? '']
      return known ? { ...known, session: `session-${known.id}` } : credential.bearer || credential.session ? roof.identify(h, credential) : nobody
    },
  })
  t.after(async () => {
    try {
      const live = await readTables(house)
      await rebuild(house.db, house.writer, house.streams)
      assert.deepEqual(await readTables(house), live, 'filling the read tables again from the events changed them')
    } finally {
      await app.close()
      await house.close()
      await drop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
  return {
    house, app, people, time,
    async settle() {
      await settle(house)
      await goRounds(house, { now: true })
      await settle(house)
    },
    as(actor) {
      people[actor.id] = actor
      return visitor(app, house, actor)
    },
  }
}

function visitor(app: FastifyInstance, house: House, actor: Actor): Visitor {
  const cookie = { cookie: `sen=${actor.id}` }
  const bearer = { authorization: `Bearer ${actor.id}` }
  return {
    async get(path) {
      const r = await app.inject({ url: path, headers: { ...cookie, accept: 'text/html' } })
      return { status: r.statusCode, body: r.body, headers: r.headers }
    },
    async press(path, button, typed = {}, { key } = {}) {
      const form = new URLSearchParams()
      const csrf = csrfToken(house.settings.secret, { ...actor, session: `session-${actor.id}` })
      for (const [name, value] of Object.entries({ _csrf: csrf, _key: key ?? randomBytes(8).toString('hex'), _submit: button, ...typed })) for (const one of [value].flat()) form.append(name, one)
      const r = await app.inject({ method: 'POST', url: path, headers: { ...cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: form.toString() })
      return { status: r.statusCode, body: r.body, ...(r.headers.location ? { location: String(r.headers.location) } : {}) }
    },
    async api(name, input = {}, { key } = {}) {
      const r = await app.inject({ method: 'POST', url: `/api/${name}`, headers: { ...bearer, ...(key ? { 'idempotency-key': key } : {}) }, payload: input })
      mustBeAsDescribed(house, name, r.statusCode, r.json())
      return { status: r.statusCode, body: r.json() }
    },
    async ask(name, query = {}) {
      const r = await app.inject({ url: `/api/${name}?${new URLSearchParams(query)}`, headers: bearer })
      mustBeAsDescribed(house, name, r.statusCode, r.json())
      return { status: r.statusCode, body: r.json() }
    },
  }
}

const validators = new Map<string, Validator>()

/** Every answer that a story gets is what its description says, and says nothing that the description does not. */
export function mustBeAsDescribed(house: House, name: string, status: number, answer: unknown): void {
  const it = house.modules.flatMap((m) => [...(m.actions ?? []), ...(m.queries ?? [])]).find((one) => one.name === name)
  if (status !== 200 || !it?.answer) return
  let validator = validators.get(name)
  if (!validator) validators.set(name, (validator = Compile(closed(it.answer) as TSchema) as unknown as Validator))
  assert.ok(validator.Check(answer), `${name} does not answer what it describes: ${JSON.stringify(validator.Errors(answer).slice(0, 3))}\n${JSON.stringify(answer).slice(0, 2000)}`)
}

/** The schema as a closed one: what clients are told may grow, what we send today is all written down. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  return 'properties' in inside && !('additionalProperties' in inside) ? { ...inside, additionalProperties: false } : inside
}

async function readTables(house: House): Promise<Record<string, unknown[]>> {
  const tables = [...new Set(house.streams.flatMap((s) => s.tables))]
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, (await sql<{ row: unknown }>`select to_jsonb(x) as row from ${sql.table(table)} x order by to_jsonb(x)::text`.execute(house.db)).rows])))
}

/** A copy of a database that was migrated once: some 40 ms instead of a migration for every test. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const base = process.env['SEN_TEST_DATABASE_URL']
  if (!base) throw new Error('Run the tests by `npm test -- <file>`: it starts the database they need.')
  const name = (database: string): string => { const url = new URL(base); url.pathname = `/${database}`; return url.href }
  const hash = listMigrations().map((m) => m.hash).join('').split('').reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7).toString(36)
  const template = `sen_template_${hash}`
  const mine = `sen_town_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client(base)
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock(7305)')
    if (!(await admin.query('select 1 from pg_database where datname = $1', [template])).rowCount) {
      const making = `${template}_making`
      await admin.query(`drop database if exists ${making}`)
      await admin.query(`create database ${making}`)
      await migrate({ ownerUrl: name(making), schema })
      await admin.query(`alter database ${making} rename to ${template}`)
    }
    await admin.query(`create database ${mine} template ${template}`)
    await admin.query('select pg_advisory_unlock(7305)')
  } finally {
    await admin.end()
  }
  return {
    url: name(mine),
    async drop() {
      const admin = new pg.Client(base)
      await admin.connect()
      await admin.query(`drop database if exists ${mine} with (force)`).finally(() => admin.end())
    },
  }
}

export { official, person }
