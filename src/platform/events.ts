import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Ctx, Db } from './ctx.ts'
import { Refusal } from './refusal.ts'
import { together } from './together.ts'

/** Something that happened, past tense; its shape only ever grows. */
export type NewEvent = { type: string; data: any }
/** An event as a fold sees it. */
export type Happened<E extends NewEvent = NewEvent> = E & { at: Date; actor: string; actorName: string }
export type StoredEvent = { position: number; stream: string; version: number; type: string; data: any; actor: string; actorName: string; inNameOf: string | null; at: Date }

/**
 * A row that shall stand in a table, by the table's key (insert or replace), or shall be gone. With `unlessThere` a row that
 * stands already is left as it is: it may have been changed since.
 */
export type RowWrite = { table: string; row: Record<string, unknown>; unlessThere?: true } | { table: string; remove: Record<string, unknown> }

/**
 * A thing whose truth is the list of what happened to it. `evolve` folds; `rows` says what pages may read of the state.
 * Because rows are a function of the state alone, the read tables can be thrown away and filled again at any time.
 */
export type Stream<S = any, E extends NewEvent = any> = {
  prefix: string
  evolve(state: S | undefined, event: Happened<E>): S
  rows(state: S): RowWrite[]
  /** The read tables that `rows` fills. */
  tables: readonly string[]
}
export const defineStream = <S, E extends NewEvent>(stream: Stream<S, E>): Stream<S, E> => stream

export type Opened<S> = { id: string; state: S; version: number }
/** A stream that has not begun. */
export const unopened = <S>(id: string): Opened<S> => ({ id, state: undefined as S, version: 0 })

export type Pending = {
  events: { stream: string; seen: number; list: NewEvent[]; actor: string; actorName: string; inNameOf: string | null; at: Date }[]
  rows: RowWrite[]
  jobs: { name: string; dueAt: Date; data: object; unique?: string }[]
  jobsDone: number[]
  /** What is told of the past, for the sample: nobody shall be told of it now, and nothing follows from it. */
  quiet?: true
  key?: { actor: string; key: string; action: string; answer: unknown; at: Date }
}
export const emptyPending = (): Pending => ({ events: [], rows: [], jobs: [], jobsDone: [] })
export const isEmpty = (p: Pending): boolean => !p.events.length && !p.rows.length && !p.jobs.length && !p.jobsDone.length

const named = ({ position, stream, version, type, data, actor, actor_name, in_name_of, at }: any): StoredEvent =>
  ({ position: Number(position), stream, version, type, data, actor, actorName: actor_name, inNameOf: in_name_of, at })

const whatEventsSay = ['position', 'stream', 'version', 'type', 'data', 'actor', 'actor_name', 'in_name_of', 'at'] as const

/** Everything that happened to one thing, in order; empty when nothing did, or when a rule had it erased. */
export const readStream: (db: Db, stream: string) => Promise<StoredEvent[]> = together(async (db, streams) => {
  const events = (await db.selectFrom('events').select(whatEventsSay).where('stream', '=', sql<string>`any(${[...new Set(streams)]}::text[])`).where('salt', 'is not', null).orderBy('stream').orderBy('version').execute()).map(named)
  const found = Map.groupBy(events, (event) => event.stream)
  return streams.map((stream) => found.get(stream) ?? [])
})

/** Folds a stream. Refuses with `not-found` when nothing ever happened to `id`. */
export async function openStream<S, E extends NewEvent>(ctx: Pick<Ctx, 'db'>, stream: Stream<S, E>, id: string, missing = 'no-such-thing'): Promise<Opened<S> & { events: StoredEvent[] }> {
  const events = await readStream(ctx.db, `${stream.prefix}-${id}`)
  if (!events.length) throw new Refusal('not-found', missing)
  const state = events.reduce<S | undefined>((s, e) => stream.evolve(s, e as any), undefined)!
  return { id, state, version: events.length, events }
}

/** Key columns of every table that rows are written to; gathered from the rooms. */
export type TableKeys = Record<string, readonly string[]>

/**
 * Puts down everything that pieces of work leave behind. One piece is one statement; pieces that end at the same moment
 * share one statement and one commit, which is where the speed comes from. Still durable: nobody is answered before the commit.
 */
export class Writer {
  private readonly waiting: { pending: Pending; done: () => void; failed: (error: unknown) => void }[] = []
  private flying = 0
  private readonly pool: pg.Pool
  private readonly keys: TableKeys
  private readonly reactionsTo: (type: string) => readonly string[]
  private readonly afterCommit: (pendings: Pending[]) => void
  /** Two at once: while one waits for the disk, the other is being built. More only makes smaller batches. */
  private readonly atOnce = 2
  private readonly most = 128

  constructor(pool: pg.Pool, keys: TableKeys, reactionsTo: (type: string) => readonly string[], afterCommit: (pendings: Pending[]) => void) {
    this.pool = pool
    this.keys = keys
    this.reactionsTo = reactionsTo
    this.afterCommit = afterCommit
  }

  /** Resolves after the commit. Refuses with `changed-meanwhile` when another decided first, `seen-key` when the key was used. */
  write(pending: Pending): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ pending, done, failed })
      if (this.flying < this.atOnce) this.fly()
    })
  }

  /** More is waiting to be written than one commit carries at once. */
  busy(): boolean {
    return this.flying >= this.atOnce && this.waiting.length > 8
  }

  private fly(): void {
    this.flying++
    // Let the other pieces of work that end in this turn of the loop come along.
    setImmediate(async () => {
      while (this.waiting.length) await this.flush(this.nextBatch())
      this.flying--
    })
  }

  /** Pieces that touch the same stream never travel together: the second would spoil the first. */
  private nextBatch() {
    const streams = new Set<string>()
    const batch: typeof this.waiting = []
    for (let i = 0; i < this.waiting.length && batch.length < this.most; ) {
      const piece = this.waiting[i]!
      const own = [...piece.pending.events.map((e) => e.stream), ...(piece.pending.key ? [`key ${piece.pending.key.actor} ${piece.pending.key.key}`] : [])]
      if (own.some((s) => streams.has(s))) { i++; continue }
      own.forEach((s) => streams.add(s))
      batch.push(piece)
      this.waiting.splice(i, 1)
    }
    return batch
  }

  private async flush(batch: typeof this.waiting): Promise<void> {
    try {
      await this.put(batch.map((b) => b.pending))
      batch.forEach((b) => b.done())
    } catch (error) {
      if (batch.length === 1) return batch[0]!.failed(asRefusal(error))
      // One of them was refused; the others must not suffer for it.
      for (const piece of batch) await this.flush([piece])
    }
  }

  private async put(pendings: Pending[]): Promise<void> {
    const { text, values } = this.statement(pendings)
    await this.pool.query({ name: createHash('sha1').update(text).digest('base64'), text, values })
    this.afterCommit(pendings)
  }

  private statement(pendings: Pending[]): { text: string; values: unknown[] } {
    const parts: string[] = []
    const values: unknown[] = []
    const columns = (rows: unknown[][], types: string[]): string =>
      `unnest(${types.map((type, c) => { values.push(rows.map((r) => r[c])); return `$${values.length}::${type}[]` }).join(', ')})`

    const events = pendings.flatMap((p) => p.events.flatMap((e) => e.list.map((n, i) => [e.stream, e.seen + i + 1, n.type, JSON.stringify(n.data), e.actor, e.actorName, e.inNameOf, e.at])))
    if (events.length) parts.push(`insert into events (stream, version, type, data, actor, actor_name, in_name_of, at) select s, v, t, d::jsonb, a, n, i, w from ${columns(events, ['text', 'int', 'text', 'text', 'text', 'text', 'text', 'timestamptz'])} as x(s, v, t, d, a, n, i, w)`)

    const reactions = pendings.flatMap((p) => (p.quiet ? [] : p.events).flatMap((e) => e.list.flatMap((n, i) => this.reactionsTo(n.type).map((name) => [name, e.at, JSON.stringify({ stream: e.stream, version: e.seen + i + 1 }), null]))))
    const jobs = [...reactions, ...pendings.flatMap((p) => p.jobs.map((j) => [j.name, j.dueAt, JSON.stringify(j.data), j.unique ?? null]))]
    if (jobs.length) parts.push(`insert into jobs (name, due_at, data, unique_key) select n, w, d::jsonb, u from ${columns(jobs, ['text', 'timestamptz', 'text', 'text'])} as x(n, w, d, u) on conflict (unique_key) do nothing`)

    const done = pendings.flatMap((p) => p.jobsDone)
    if (done.length) { values.push(done); parts.push(`update jobs set done_at = now(), taken_until = null where id = any($${values.length}::bigint[])`) }

    const keys = pendings.flatMap((p) => (p.key ? [[p.key.actor, p.key.key, p.key.action, JSON.stringify(p.key.answer ?? {}), p.key.at]] : []))
    if (keys.length) parts.push(`insert into request_keys (actor, key, action, answer, at) select a, k, n, r::jsonb, w from ${columns(keys, ['text', 'text', 'text', 'text', 'timestamptz'])} as x(a, k, n, r, w)`)

    for (const [table, { put, keep, remove }] of this.byTable(pendings.flatMap((p) => p.rows))) {
      const key = this.keys[table]
      if (!key) throw new Error(`no room declares table ${table}`)
      for (const [rows, replace] of [[put, true], [keep, false]] as const) {
        if (!rows.length) continue
        const names = Object.keys(rows[0]!)
        values.push(JSON.stringify(rows))
        const rest = names.filter((n) => !key.includes(n))
        const clash = replace && rest.length ? `do update set ${rest.map((n) => `"${n}" = excluded."${n}"`).join(', ')}` : 'do nothing'
        parts.push(`insert into ${table} (${names.map((n) => `"${n}"`).join(', ')}) select ${names.map((n) => `"${n}"`).join(', ')} from jsonb_populate_recordset(null::${table}, $${values.length}::jsonb) on conflict (${key.join(', ')}) ${clash}`)
      }
      if (remove.length) {
        values.push(JSON.stringify(remove))
        parts.push(`delete from ${table} x using jsonb_populate_recordset(null::${table}, $${values.length}::jsonb) g where ${key.map((k) => `x.${k} = g.${k}`).join(' and ')}`)
      }
    }
    const last = parts.pop()!
    return { text: parts.length ? `with ${parts.map((p, i) => `p${i} as (${p})`).join(', ')} ${last}` : last, values }
  }

  /** The last word about a row wins; a row is named by its key. */
  private byTable(rows: RowWrite[]): Map<string, { put: Record<string, unknown>[]; keep: Record<string, unknown>[]; remove: Record<string, unknown>[] }> {
    const tables = new Map<string, Map<string, RowWrite>>()
    for (const write of rows) {
      const key = this.keys[write.table] ?? []
      const of = 'row' in write ? write.row : write.remove
      let table = tables.get(write.table)
      if (!table) tables.set(write.table, (table = new Map()))
      table.set(JSON.stringify(key.map((k) => of[k])), write)
    }
    // One order of tables, so that the same set of tables is the same prepared statement.
    return new Map([...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([table, last]) => [table, {
      put: [...last.values()].flatMap((w) => ('row' in w && !w.unlessThere ? [w.row] : [])),
      keep: [...last.values()].flatMap((w) => ('row' in w && w.unlessThere ? [w.row] : [])),
      remove: [...last.values()].flatMap((w) => ('remove' in w ? [w.remove] : [])),
    }]))
  }
}

/** A violated constraint carries a shard's number behind its name on Citus: the beginning is what counts. */
function asRefusal(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505') return error
  if (constraint?.startsWith('events_stream_version')) return new Refusal('conflict', 'changed-meanwhile')
  if (constraint?.startsWith('request_keys_pkey')) return new Refusal('conflict', 'seen-key')
  return error
}

/** Fills the read tables again from the events, stream by stream. Must change nothing; the tests hold us to that. */
export async function rebuild(db: Db, writer: Pick<Writer, 'write'>, streams: readonly Stream[]): Promise<void> {
  // All first: streams of several rooms may fill one table, each with rows of its own.
  for (const table of new Set(streams.flatMap((stream) => stream.tables))) await db.deleteFrom(table).execute()
  for (const stream of streams) {
    for (let after = ''; ; ) {
      const ids = await db.selectFrom('events').select('stream').distinct().where('stream', 'like', `${stream.prefix}-%`).where('stream', '>', after).orderBy('stream').limit(500).execute()
      if (!ids.length) break
      after = ids.at(-1)!.stream
      const events = (await db.selectFrom('events').select(whatEventsSay).where('stream', 'in', ids.map((i) => i.stream)).where('salt', 'is not', null).orderBy('stream').orderBy('version').execute()).map(named)
      const states = new Map<string, unknown>()
      for (const event of events) states.set(event.stream, stream.evolve(states.get(event.stream) as any, event as any))
      const rows = [...states.values()].flatMap((state) => stream.rows(state as any))
      if (rows.length) await writer.write({ ...emptyPending(), rows })
    }
  }
}
