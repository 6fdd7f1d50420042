import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { backup, restore } from '#platform/backup'
import { folderStore } from '#platform/files'
import { migrate, type Migration } from '#platform/migrate'

const url = process.env['SEN_TEST_DATABASE_URL']!
const file = (name: string, sql: string): Migration => ({ name, sql, hash: createHash('sha256').update(sql).digest('hex') })

const shape = file(
  '20260901-0900-shape.sql',
  `create table people (
     id text primary key, name text not null, folded text generated always as (lower(name)) stored,
     mother text references people, favourite bigint);
   create table events (
     position bigint generated always as identity primary key, stream text not null, data jsonb not null, at timestamptz not null,
     amount numeric, photo bytea, tags text[], day date, written_by xid8 not null default pg_current_xact_id());
   alter table people add foreign key (favourite) references events;
   create table loud (said text);
   create function shout() returns trigger language plpgsql as $$ begin new.said := upper(new.said); return new; end $$;
   create trigger shout before insert on loud for each row execute function shout();
   create table seeds (word text primary key);
   insert into seeds values ('from the migration');
   create sequence receipts start 41;
   grant select, insert on people, events to sen_app;`,
)
const later = file('20260902-0900-later.sql', 'alter table people add column nickname text')

async function province(t: TestContext) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sen-backup-'))
  const names = ['a', 'b'].map((letter) => `t_backup_${process.pid}_${t.name.length}_${letter}`) as [string, string]
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.after(async () => {
    for (const name of names) await client.query(`drop schema if exists ${name} cascade`)
    await client.end()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  const [schema, other] = names
  const files = folderStore(path.join(folder, 'files'))
  const photo = await files.put(Buffer.from('a photo of the birth paper'), { type: 'image/jpeg' })
  await files.put(Buffer.from('nobody speaks of this one'), { type: 'text/plain' })
  await migrate({ ownerUrl: url, schema, files: [shape] })
  await client.query(`set search_path = ${schema};
    insert into events (stream, data, at, amount, photo, tags, day) values
      ('case-1', '{"said": "Tiếp nhận\\nhồ sơ\\t\\\\", "file": "${photo.hash}"}', '2026-09-01T08:00:00.123456+07:00', 12345.6789, '\\xdeadbeef', '{"một, hai",NULL,"ba\\"b"}', '2026-09-03'),
      ('case-2', '{"n": 1.5}', 'infinity', null, null, null, null);
    insert into people values ('an', 'Nguyễn Minh An', default, 'lan', 2), ('lan', 'Nguyễn Thu Lan', default, null, null);
    insert into loud values ('hello'); update loud set said = 'quietly';
    insert into seeds values ('from a person');
    select nextval('receipts')`)
  return { folder, client, schema, other, files, photo, to: path.join(folder, 'backup') }
}

async function rows(client: pg.Client, schema: string) {
  const found: Record<string, string[]> = {}
  for (const table of ['people', 'events', 'loud', 'seeds']) found[table] = (await client.query(`select (to_jsonb(x) - 'written_by')::text as row from ${schema}.${table} x order by 1`)).rows
  return found
}

test('what is restored is what was there: rows, files, and the numbers that come next', async (t) => {
  const { client, schema, other, files, photo, to, folder } = await province(t)
  const manifest = await backup({ url, schema, files, to })
  assert.deepEqual([manifest.tables['events']!.rows, manifest.files], [2, [photo.hash]])

  const newFiles = folderStore(path.join(folder, 'new-files'))
  await restore({ url, schema: other, files: newFiles, from: to, migrations: [shape] })
  assert.deepEqual(await rows(client, other), await rows(client, schema))
  assert.equal(String(await newFiles.read(photo.hash)), 'a photo of the birth paper')

  await client.query(`set search_path = ${other}`)
  assert.equal((await client.query(`insert into events (stream, data, at) values ('case-3', '{}', now()) returning position::int`)).rows[0].position, 3)
  assert.equal((await client.query(`select nextval('receipts')::int as n`)).rows[0].n, 42)
  // Followers read below the oldest open transaction: restored events must be behind every one to come.
  assert.equal((await client.query(`select bool_and(written_by < pg_current_xact_id()) as behind from events where position < 3`)).rows[0].behind, true)
  await assert.rejects(client.query(`insert into people values ('x', 'X', default, 'nobody')`), /foreign key/)
  await client.query(`insert into loud values ('again')`)
  assert.equal((await client.query(`select count(*)::int as n from loud where said = 'AGAIN'`)).rows[0].n, 1, 'triggers are back')
})

test('a backup of before a migration is restored and then brought up to date', async (t) => {
  const { client, schema, other, to } = await province(t)
  await backup({ url, schema, to })
  await restore({ url, schema: other, from: to, migrations: [shape, later] })
  assert.equal((await client.query(`select count(nickname)::int as nicknamed, count(*)::int as people from ${other}.people`)).rows[0].people, 2)
})

test('a schema that holds something is not overwritten, and one that is only shaped is filled', async (t) => {
  const { client, schema, other, to } = await province(t)
  await backup({ url, schema, to })
  await assert.rejects(restore({ url, schema, from: to, migrations: [shape] }), /is not empty \(there are rows in events\)/)
  const bare = file('20260831-0900-bare.sql', 'create table empty ()')
  await migrate({ ownerUrl: url, schema: other, files: [bare] })
  await restore({ url, schema: other, from: to, migrations: [shape] })
  assert.deepEqual(await rows(client, other), await rows(client, schema))
})

test('a backup from a newer version is refused by the name of the migration', async (t) => {
  const { schema, other, to } = await province(t)
  await backup({ url, schema, to })
  await assert.rejects(restore({ url, schema: other, from: to, migrations: [] }), /20260901-0900-shape\.sql, which this program does not know/)
})

test('a damaged backup is refused, and nothing of it stays', async (t) => {
  const { client, schema, other, files, photo, to } = await province(t)
  await backup({ url, schema, files, to })
  const table = path.join(to, 'tables/people.copy.gz')
  const whole = fs.readFileSync(table)
  fs.writeFileSync(table, gzipSync(gunzipSync(whole).toString().replace('Minh An', 'Minh Anh')))
  await assert.rejects(restore({ url, schema: other, from: to, migrations: [shape] }), /tables\/people\.copy\.gz is not what was written/)
  fs.writeFileSync(table, whole.subarray(0, whole.length - 12))
  await assert.rejects(restore({ url, schema: other, from: to, migrations: [shape] }), /tables\/people\.copy\.gz cannot be read/)
  assert.equal((await client.query('select to_regnamespace($1) as schema', [other])).rows[0].schema, null)

  fs.writeFileSync(table, whole)
  fs.writeFileSync(path.join(to, 'files', photo.hash.slice(0, 2), photo.hash.slice(2, 4), photo.hash), 'another photo')
  await assert.rejects(restore({ url, schema: other, files, from: to, migrations: [shape] }), /is not what was written/)
})

test('work goes on while a backup is taken, and is not half in it', async (t) => {
  const { client, schema, other, to } = await province(t)
  await client.query(`set search_path = ${schema}`)
  let going = true
  const writer = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` })
  await writer.connect()
  const writing = (async () => {
    for (let n = 0; going; n++) await writer.query(`with e as (insert into events (stream, data, at) values ('case-x${n}', '{}', now()) returning position) insert into people (id, name, favourite) select 'x${n}', 'X', position from e`)
  })()
  await backup({ url, schema, to })
  going = false
  await writing
  await writer.end()
  assert.equal(await client.query(`select count(*)::int as n from people where favourite is not null`).then(({ rows }) => rows[0].n > 1), true)
  await restore({ url, schema: other, from: to, migrations: [shape] })
  const { rows: [counts] } = await client.query(`select (select count(*) from ${other}.events) as events, (select count(*) from ${other}.people) as people`)
  assert.equal(counts.events, counts.people)
})

test('a backup never overwrites one', async (t) => {
  const { schema, to } = await province(t)
  await backup({ url, schema, to })
  await assert.rejects(backup({ url, schema, to }), /is there already/)
  assert.equal(fs.statSync(to).mode & 0o077, 0)
})
