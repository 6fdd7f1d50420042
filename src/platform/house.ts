import { randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Lang } from './ctx.ts'
import { type StoredEvent, type Stream, type TableKeys, Writer } from './events.ts'
import type { FileStore } from './files.ts'
import type { Module, Reaction, TimedJob } from './module.ts'
import type { Settings } from './settings.ts'
import type { Shelf } from './shelf.ts'

/** Everything a running platform is made of. Made once by the roof (or a test), passed on, never looked up. */
export type House = {
  settings: Settings
  modules: readonly Module[]
  /** Reads, as the application's role, bound to the jurisdiction's schema. */
  db: Kysely<any>
  pool: pg.Pool
  writer: Writer
  files: FileStore
  log: Logger
  /** The platform's time. In the sample it can be set, and moves. */
  clock(): Date
  newId(): string
  /** Where the country pack lies. */
  countryDir: string
  take<T>(shelf: Shelf<T>): T
  /** The sentence of a refusal code, in the person's language. */
  say(lang: Lang, code: string, params?: Record<string, string | number>): string
  reactions: ReadonlyMap<string, Reaction>
  jobs: ReadonlyMap<string, TimedJob>
  streams: readonly Stream[]
  measure(action: string, outcome: string, milliseconds: number): void
  /** Requests that this process is answering now: the worker steps back while there are many. */
  inHand: { requests: number }
  /** Called after a commit that left work behind, so that the worker need not wait for its next look. */
  onWork: Set<() => void>
  close(): Promise<void>
}

export type HouseParts = {
  settings: Settings
  modules: readonly Module[]
  url: string
  schema: string
  files: FileStore
  log: Logger
  clock?: () => Date
  newId?: () => string
  countryDir: string
  measure?: House['measure']
  connections?: number
  /** Definitions read before, for houses of one process that stand on the same country pack. */
  shelves?: Map<Shelf<any>, unknown>
}

/** Days stay days ('2026-09-03'), and counts are numbers: 2^53 events are enough. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: any) =>
    oid === 1082 ? (day: string) => day : oid === 20 ? Number : oid === 1700 ? Number : pg.types.getTypeParser(oid, format)) as any,
}

export function openHouse(parts: HouseParts): House {
  const { settings, modules, files, log, countryDir } = parts
  const pool = new pg.Pool({
    connectionString: parts.url,
    // The application works as a role that may not change or remove events, and sees one jurisdiction's schema.
    options: `-c role=sen_app -c search_path=${parts.schema} -c timezone=UTC`,
    max: parts.connections ?? 12,
    types,
  })
  // A connection that breaks while idle is replaced at its next use; without a listener it would end the process.
  pool.on('error', ({ message, code }: Error & { code?: string }) => log.warn({ message, code }, 'an idle database connection broke'))

  const keys: TableKeys = Object.assign({}, ...modules.map((m) => m.tables ?? {}))
  const reactions = new Map(modules.flatMap((m) => m.reactions ?? []).map((r) => [r.name, r]))
  const jobs = new Map(modules.flatMap((m) => m.jobs ?? []).map((j) => [j.name, j]))
  const byType = new Map<string, string[]>()
  for (const reaction of reactions.values()) for (const type of Object.keys(reaction.on)) byType.set(type, [...(byType.get(type) ?? []), reaction.name])
  const none: string[] = []

  const sentences = {
    vi: Object.assign({}, ...modules.map((m) => m.texts?.vi.refusals ?? {})) as Record<string, string>,
    en: Object.assign({}, ...modules.map((m) => m.texts?.en.refusals ?? {})) as Record<string, string>,
  }
  const shelves = parts.shelves ?? new Map<Shelf<any>, unknown>()
  const onWork = new Set<() => void>()

  const house: House = {
    settings, modules, files, log, countryDir, pool, reactions, jobs, onWork, inHand: { requests: 0 },
    db: new Kysely<any>({ dialect: new PostgresDialect({ pool }) }),
    writer: new Writer(pool, keys, (type) => byType.get(type) ?? none, (pendings) => {
      if (pendings.some((p) => p.jobs.length || !p.quiet && p.events.some((e) => e.list.some((n) => byType.has(n.type))))) for (const wake of onWork) wake()
    }),
    clock: parts.clock ?? (() => new Date()),
    newId: parts.newId ?? randomUUID,
    take(shelf) {
      if (shelf.living) return shelf.load(house)
      if (!shelves.has(shelf)) shelves.set(shelf, shelf.load(house))
      return shelves.get(shelf) as any
    },
    say: (lang, code, params = {}) => {
      // What a schema bounds comes with its bound: 'field-maxLength 500'.
      const [, bounded, limit] = /^(field-\w+) (-?[\d.]+)$/.exec(code) ?? []
      return bounded ? fill(sentences[lang][bounded] ?? bounded, { limit: Number(limit).toLocaleString(lang) }) : fill(sentences[lang][code] ?? sentences.vi[code] ?? code, params)
    },
    streams: modules.flatMap((m) => m.streams ?? []),
    measure: parts.measure ?? (() => {}),
    async close() {
      await pool.end()
    },
  }
  return house
}

/** Looks after what this process keeps in memory, now and every second until it is told to stop. */
export async function stayFresh(house: House): Promise<() => void> {
  const look = async (): Promise<void> => { for (const { keepsFresh } of house.modules) await keepsFresh?.(house) }
  await look()
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    look().catch((error: Error) => house.log.warn({ message: error.message }, 'could not look after what changed')).finally(() => { looking = false })
  }, 1000)
  timer.unref()
  return () => clearInterval(timer)
}

const fill = (sentence: string, params: Record<string, string | number>): string => sentence.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? `{${name}}`))

export type { StoredEvent }
