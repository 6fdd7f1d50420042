import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import pg from 'pg'
import { listMigrations, migrate, type Migration } from '#platform/migrate'
import { CannotStart } from '#platform/settings'

const ownerUrl = process.env['SEN_TEST_DATABASE_URL']!
let n = 0

async function emptySchema(t: TestContext) {
  const schema = `t_migrate_${process.pid}_${++n}`
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  t.after(async () => {
    await client.query(`reset role; drop schema if exists ${schema} cascade`)
    await client.end()
  })
  return { schema, client }
}

const file = (name: string, sql: string): Migration => ({ name, sql, hash: createHash('sha256').update(sql).digest('hex') })
const wards = file('20260901-0900-wards.sql', 'create table wards (id int primary key, name text not null); grant select on wards to sen_app;')
const names = file('20260902-0900-names.sql', `insert into wards values (1, 'Kinh Bắc')`)

test('a new schema gets everything, the next start nothing', async (t) => {
  const { schema, client } = await emptySchema(t)
  assert.deepEqual(await migrate({ ownerUrl, schema, files: [wards, names] }), { applied: [wards.name, names.name] })
  assert.deepEqual(await migrate({ ownerUrl, schema, files: [wards, names] }), { applied: [] })
  await client.query(`set search_path = ${schema}; set role sen_app`)
  assert.deepEqual((await client.query('select name from wards')).rows, [{ name: 'Kinh Bắc' }])
  await assert.rejects(client.query(`insert into wards values (2, 'Võ Cường')`), /permission denied/)
})

test('a file that was changed after it ran is refused by name', async (t) => {
  const { schema } = await emptySchema(t)
  await migrate({ ownerUrl, schema, files: [wards] })
  await assert.rejects(migrate({ ownerUrl, schema, files: [file(wards.name, wards.sql + ' ')] }), (error) => error instanceof CannotStart && /20260901-0900-wards\.sql was changed after it ran/.test(error.message))
})

test('an older program does not touch a newer schema', async (t) => {
  const { schema } = await emptySchema(t)
  await migrate({ ownerUrl, schema, files: [wards, names] })
  await assert.rejects(migrate({ ownerUrl, schema, files: [wards] }), /used with a newer version/)
})

test('a file that fails leaves nothing behind, names its line, and runs once it is mended', async (t) => {
  const { schema, client } = await emptySchema(t)
  const broken = file('20260903-0900-broken.sql', 'create table half ();\n\nselect nothing_like_it();')
  await assert.rejects(migrate({ ownerUrl, schema, files: [wards, broken] }), /20260903-0900-broken\.sql, line 3: function nothing_like_it\(\) does not exist/)
  assert.equal((await client.query('select to_regclass($1) as half', [`${schema}.half`])).rows[0].half, null)
  assert.deepEqual(await migrate({ ownerUrl, schema, files: [wards, file(broken.name, 'create table half ()')] }), { applied: [broken.name] })
})

test('of two processes that start together one migrates and the other waits', async (t) => {
  const { schema } = await emptySchema(t)
  const results = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, schema, files: [wards, names] })))
  assert.deepEqual(results.map(({ applied }) => applied.length).sort(), [0, 0, 2])
})

test('the files of all rooms are in the order of their names, each name once', () => {
  const all = listMigrations().map(({ name }) => name)
  assert.deepEqual(all, [...new Set(all)].sort())
})
