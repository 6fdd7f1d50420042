import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { CannotStart, projectRoot } from './settings.ts'

export type Migration = {
  /** The name of the file, which is also the order. */
  name: string
  sql: string
  hash: string
}

/** The migrations of all rooms, oldest first: `src/**\/sql/*.sql` by file name. */
export function listMigrations(source = path.join(projectRoot, 'src')): Migration[] {
  const files = fs.globSync('**/sql/*.sql', { cwd: source }).map((file) => path.join(source, file))
  const migrations = files.map((file): Migration => {
    const sql = fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    return { name: path.basename(file), sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
  migrations.sort((a, b) => (a.name < b.name ? -1 : 1))
  migrations.forEach(({ name }, i) => {
    if (name === migrations[i + 1]?.name) throw new CannotStart(`Two migrations are called ${name}; rename one, the name is their order.`)
  })
  return migrations
}

/**
 * Brings one jurisdiction's schema up to date, forward only. Each file runs in a transaction of its own, with names
 * unqualified (search_path is the schema, then public for extensions), and is remembered with its hash. Processes that
 * start together wait for each other. The schema, and the role `sen_app` that the application steps down to, are made
 * when they are missing.
 *
 * @returns the names of what was run now
 * @throws CannotStart when a file that already ran was changed, or when the schema is newer than this program
 */
export async function migrate(options: { ownerUrl: string; schema: string; files?: Migration[] }): Promise<{ applied: string[] }> {
  const { schema, files = listMigrations() } = options
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new CannotStart(`"${schema}" cannot be the name of a schema.`)
  const client = new pg.Client({ connectionString: options.ownerUrl })
  client.on('error', () => {}) // told by the query that fails
  await client.connect()
  try {
    // One at a time in the whole database: roles and extensions are shared by all schemas. Let go when the connection ends.
    await client.query(`select pg_advisory_lock(hashtext('sen migrations'))`)
    await prepareSchema(client, schema)
    const ran = await readMigrations(client)
    mustContinue(files, ran, schema)
    const due = files.filter(({ name }) => !ran.has(name))
    for (const migration of due) await run(client, migration)
    return { applied: due.map(({ name }) => name) }
  } finally {
    await client.end()
  }
}

/** What ran in this schema: name → hash. The connection's search_path must lead to it. */
export async function readMigrations(client: pg.Client | pg.PoolClient): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migrations order by name')
  return new Map(rows.map(({ name, hash }) => [name, hash]))
}

async function prepareSchema(client: pg.Client, schema: string): Promise<void> {
  await client.query('set client_min_messages = warning')
  const { rows } = await client.query<{ app: boolean; member: boolean; ready: boolean; me: string }>(
    `select exists (select from pg_roles where rolname = 'sen_app') as app,
            exists (select from pg_roles where rolname = 'sen_app' and pg_has_role(oid, 'member')) as member,
            to_regclass($1) is not null as ready,
            quote_ident(current_user) as me`,
    [`${schema}.migrations`],
  )
  const { app, member, ready, me } = rows[0]!
  try {
    if (!app) await client.query(`do $$ begin create role sen_app nologin; exception when duplicate_object or unique_violation then null; end $$`)
    if (!member) await client.query('grant sen_app to current_user')
  } catch (error) {
    throw new CannotStart(`The role sen_app cannot be made (${(error as Error).message}). Let an administrator of the database run: create role sen_app; grant sen_app to ${me};`)
  }
  if (!ready) {
    await client.query(`begin;
      create schema if not exists ${schema};
      grant usage on schema ${schema} to sen_app;
      create table ${schema}.migrations (name text primary key, hash text not null, ran_at timestamptz not null default now());
      comment on table ${schema}.migrations is 'Which changes of shape this schema has seen, with the hash of the file that ran. Own table.';
      grant select on ${schema}.migrations to sen_app;
      commit`)
  }
  await client.query(`set search_path = ${schema}, public`)
}

function mustContinue(files: Migration[], ran: Map<string, string>, schema: string): void {
  const known = new Map(files.map((file) => [file.name, file]))
  for (const [name, hash] of ran) {
    const file = known.get(name)
    if (!file) throw new CannotStart(`The schema ${schema} has seen the migration ${name}, which this program does not know: it was used with a newer version. Start that version; migrations do not run backwards.`)
    if (file.hash !== hash) throw new CannotStart(`The migration ${name} was changed after it ran in the schema ${schema}. Put it back as it was and write the change as a new migration.`)
  }
}

async function run(client: pg.Client, { name, sql, hash }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const { message, position } = error as Error & { position?: string }
    const line = position ? `, line ${sql.slice(0, Number(position) - 1).split('\n').length}` : ''
    throw new Error(`${name}${line}: ${message}`, { cause: error })
  }
}
