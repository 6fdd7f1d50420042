import { createHash } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { FileStore } from './files.ts'
import { listMigrations, migrate, readMigrations, type Migration } from './migrate.ts'
import { CannotStart } from './settings.ts'

/** What a backup says about itself, in manifest.json. */
export type Manifest = {
  format: 1
  takenAt: string
  schema: string
  server: string
  /** The shape of the tables: name of the file → hash. */
  migrations: Record<string, string>
  /** Rows and the SHA-256 of the uncompressed text of COPY. */
  tables: Record<string, { columns: string[]; rows: number; sha256: string }>
  sequences: Record<string, { value: string; called: boolean }>
  /** Hashes of the files that are inside; undefined when files are kept elsewhere (a store with its own copies). */
  files?: string[]
}

/**
 * Writes a jurisdiction's tables, as they are at one moment, into the new folder `to`, with the files they speak of.
 * Work goes on meanwhile. No dump tool is needed, here or to read it: `tables/*.copy.gz` is what COPY prints.
 *
 * A file is inside when its hash stands in any table and it is in the store. Secrets (SEN_SECRET, keys) are not inside.
 *
 * @throws CannotStart when `to` is there already
 */
export async function backup(options: { url: string; schema: string; files?: FileStore; to: string }): Promise<Manifest> {
  const to = path.resolve(options.to)
  if (fs.existsSync(to)) throw new CannotStart(`${to} is there already. A backup never overwrites; choose a new name.`)
  // Under another name until it is whole, so that nobody trusts half a backup.
  const draft = `${to}.unfinished`
  fs.rmSync(draft, { recursive: true, force: true })
  fs.mkdirSync(path.join(draft, 'tables'), { recursive: true, mode: 0o700 })

  const client = await connect(options.url, options.schema)
  try {
    await client.query('begin isolation level repeatable read read only')
    const takenAt = new Date().toISOString()
    const { rows: [about] } = await client.query(`select to_regclass('migrations') is not null as ready, current_setting('server_version') as server`)
    if (!about.ready) throw new CannotStart(`There is no schema ${options.schema} to take a backup of.`)
    const migrations = Object.fromEntries(await readMigrations(client))
    const hashes = new Set<string>()
    const tables: Manifest['tables'] = {}
    for (const { table, columns } of await listTables(client)) tables[table] = { columns, ...(await copyOut(client, table, columns, path.join(draft, tableFile(table)), hashes)) }
    // Last: a sequence knows no snapshot, and must be past every number that was copied.
    const sequences = await readSequences(client)
    await client.query('commit')
    const files = options.files && (await copyFiles(options.files, hashes, draft))
    const manifest: Manifest = { format: 1, takenAt, schema: options.schema, server: about.server, migrations, tables, sequences, ...(files ? { files } : {}) }
    writeDurably(path.join(draft, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
    fs.renameSync(draft, to)
    return manifest
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    throw error
  } finally {
    await client.end()
  }
}

/**
 * Fills an empty schema from a backup: the shape it had, the rows (each table checked against its count and hash),
 * the numbers that come next, the files; then the migrations that are newer. All of it or nothing.
 *
 * @throws CannotStart when the schema holds rows, when the backup is damaged, or when it comes from a newer program
 */
export async function restore(options: { url: string; schema: string; files?: FileStore; from: string; migrations?: Migration[] }): Promise<Manifest> {
  const { url, schema, from, migrations = listMigrations() } = options
  const manifest = readManifest(from)
  const shape = shapeOf(manifest, migrations)
  // Files first: they are named by what they contain, so a restore that fails later leaves nothing wrong behind.
  if (options.files) await putFiles(options.files, manifest, from)

  const client = await connect(url, schema)
  try {
    await mustBeEmpty(client, schema)
    // Empty, but perhaps shaped by this program already; the backup brings its own shape.
    await client.query(`drop schema if exists ${schema} cascade`)
    await migrate({ ownerUrl: url, schema, files: shape })
    try {
      await fill(client, manifest, from)
      await migrate({ ownerUrl: url, schema, files: migrations })
    } catch (error) {
      await client.query('rollback')
      await client.query(`drop schema if exists ${schema} cascade`)
      throw error
    }
  } finally {
    await client.end()
  }
  return manifest
}

async function connect(url: string, schema: string): Promise<pg.Client> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new CannotStart(`"${schema}" cannot be the name of a schema.`)
  // The text of a row must not depend on the settings of a server.
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema},public -c datestyle=iso -c intervalstyle=postgres -c timezone=UTC -c bytea_output=hex -c extra_float_digits=1` })
  client.on('error', () => {}) // told by the query that fails
  await client.connect()
  return client
}

const tableFile = (table: string) => path.join('tables', `${table}.copy.gz`)
const quoted = pg.escapeIdentifier

/**
 * The tables and the columns that are copied. Left out: what is computed from other columns, and numbers of
 * transactions, which mean something only on the server that gave them (the restored rows get that of the restore).
 */
async function listTables(client: pg.Client): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await client.query(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
     group by c.relname order by c.relname`,
  )
  return rows
}

async function readSequences(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query(`select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname`)
  const sequences: Manifest['sequences'] = {}
  for (const { name } of rows) {
    const { rows: [at] } = await client.query(`select last_value::text as value, is_called as called from ${quoted(name)}`)
    sequences[name] = at
  }
  return sequences
}

// ——— out

async function copyOut(client: pg.Client, table: string, columns: string[], file: string, hashes: Set<string>): Promise<{ rows: number; sha256: string }> {
  const seen = createHash('sha256')
  let rest = ''
  const look = new Transform({
    transform(piece: Buffer, _encoding, done) {
      seen.update(piece)
      const text = rest + piece.toString('latin1')
      const end = text.lastIndexOf('\n') + 1
      for (const [hash] of text.slice(0, end).matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)) hashes.add(hash)
      rest = text.slice(end)
      done(null, piece)
    },
  })
  const ready = idle(client)
  const rows = client.query(copyTo(`copy (select ${columns.map(quoted).join(', ')} from ${quoted(table)}) to stdout`))
  const out = fs.createWriteStream(file, { mode: 0o600, flush: true })
  await pipeline(rows, look, createGzip({ level: 3 }), out)
  await ready
  return { rows: rows.rowCount, sha256: seen.digest('hex') }
}

async function copyFiles(store: FileStore, hashes: Set<string>, draft: string): Promise<string[]> {
  const inside: string[] = []
  await besideEachOther(8, hashes, async (hash) => {
    if (!(await store.has(hash))) return // the hash of something else
    const file = path.join(draft, fileAt(hash))
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    await pipeline(await store.get(hash), fs.createWriteStream(file, { mode: 0o600, flush: true }))
    inside.push(hash)
  })
  return inside.sort()
}

/** The stream of a COPY ends a moment before the server says that it is done. */
function idle(client: pg.Client): Promise<unknown> {
  const drained = once(client, 'drain')
  drained.catch(() => {}) // a connection that breaks is told by the stream
  return drained
}

const fileAt = (hash: string) => path.join('files', hash.slice(0, 2), hash.slice(2, 4), hash)

function writeDurably(file: string, text: string): void {
  fs.writeFileSync(file, text, { mode: 0o600, flush: true })
}

// ——— in

function readManifest(from: string): Manifest {
  let manifest: Manifest
  try {
    manifest = JSON.parse(fs.readFileSync(path.join(from, 'manifest.json'), 'utf8'))
  } catch (error) {
    throw new CannotStart(`${from} is not a backup of Sen: ${(error as Error).message}`)
  }
  if (manifest.format !== 1) throw new CannotStart(`${from} was written in format ${manifest.format}, which this program does not know. Use a newer version.`)
  return manifest
}

function shapeOf(manifest: Manifest, migrations: Migration[]): Migration[] {
  return Object.entries(manifest.migrations).map(([name, hash]) => {
    const known = migrations.find((migration) => migration.name === name)
    if (!known) throw new CannotStart(`The backup has seen the migration ${name}, which this program does not know: it was taken by a newer version. Restore it with that version.`)
    if (known.hash !== hash) throw new CannotStart(`The migration ${name} of the backup is not the one of this program. Restore it with the version that took it.`)
    return known
  })
}

async function mustBeEmpty(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query(`select relname as table from pg_class where relnamespace = to_regnamespace($1) and relkind = 'r' and relname <> 'migrations' order by relname`, [schema])
  for (const { table } of rows) {
    const { rowCount } = await client.query(`select from ${schema}.${quoted(table)} limit 1`)
    if (rowCount) throw new CannotStart(`The schema ${schema} is not empty (there are rows in ${table}). A restore never overwrites: use an empty database or another SEN_DATA.`)
  }
}

async function fill(client: pg.Client, manifest: Manifest, from: string): Promise<void> {
  await client.query('begin')
  const present = new Map((await listTables(client)).map(({ table, columns }) => [table, columns]))
  for (const table of present.keys()) if (!manifest.tables[table]) throw new CannotStart(`The backup is damaged: it lacks the table ${table}.`)
  // Rows come table by table, in no order that foreign keys or triggers would accept; the keys are checked when they are put back.
  const keys = await dropForeignKeys(client)
  for (const table of present.keys()) await client.query(`alter table ${quoted(table)} disable trigger user; truncate ${quoted(table)}`)
  for (const [table, about] of Object.entries(manifest.tables)) {
    if (!present.has(table)) throw new CannotStart(`The backup is damaged: its migrations make no table ${table}.`)
    const found = await copyIn(client, table, about.columns, path.join(from, tableFile(table)))
    if (found.sha256 !== about.sha256 || found.rows !== about.rows) throw new CannotStart(`The backup is damaged: ${tableFile(table)} is not what was written (${found.rows} rows of ${about.rows}).`)
  }
  for (const table of present.keys()) await client.query(`alter table ${quoted(table)} enable trigger user`)
  for (const { table, name, definition } of keys) await client.query(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`)
  for (const [name, { value, called }] of Object.entries(manifest.sequences)) await client.query('select setval($1::regclass, $2, $3)', [quoted(name), value, called])
  await client.query('commit')
  await client.query('analyze')
}

async function dropForeignKeys(client: pg.Client): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await client.query(
    `select t.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_class t on t.oid = c.conrelid
     where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace and c.conparentid = 0`,
  )
  for (const { table, name } of rows) await client.query(`alter table ${quoted(table)} drop constraint ${quoted(name)}`)
  return rows
}

async function copyIn(client: pg.Client, table: string, columns: string[], file: string): Promise<{ rows: number; sha256: string }> {
  const seen = createHash('sha256')
  const look = new Transform({
    transform(piece: Buffer, _encoding, done) {
      seen.update(piece)
      done(null, piece)
    },
  })
  const ready = idle(client)
  const into = client.query(copyFrom(`copy ${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`))
  try {
    await pipeline(fs.createReadStream(file), createGunzip(), look, into)
    await ready
  } catch (error) {
    throw new CannotStart(`The backup is damaged: ${tableFile(table)} cannot be read (${(error as Error).message}).`)
  }
  return { rows: into.rowCount, sha256: seen.digest('hex') }
}

async function putFiles(store: FileStore, manifest: Manifest, from: string): Promise<void> {
  await besideEachOther(8, manifest.files ?? [], async (hash) => {
    const stream = fs.createReadStream(path.join(from, fileAt(hash)))
    await once(stream, 'open').catch((error) => {
      throw new CannotStart(`The backup is damaged: the file ${hash} cannot be read (${error.message}).`)
    })
    const put = await store.put(stream, { type: 'application/octet-stream' })
    if (put.hash !== hash) throw new CannotStart(`The backup is damaged: the file ${hash} is not what was written.`)
  })
}

async function besideEachOther<T>(most: number, things: Iterable<T>, work: (thing: T) => Promise<void>): Promise<void> {
  const queue = things[Symbol.iterator]()
  const take = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: most }, take))
}
