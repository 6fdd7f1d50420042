import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import Type from 'typebox'
import { lan, official, town } from '../testing/town.ts'
import { defineAction, perform } from './action.ts'
import { system } from './actor.ts'
import { openCtx } from './ctx.ts'
import { emptyPending, type Pending } from './events.ts'
import { settle } from './jobs.ts'
import { Refusal } from './refusal.ts'

const written = (stream: string, seen: number, ...types: string[]): Pending => ({
  ...emptyPending(), events: [{ stream, seen, list: types.map((type) => ({ type, data: { note: 'tờ khai' } })), actor: 'p-lan', actorName: 'Lan', inNameOf: null, at: new Date('2026-09-09T02:00:00Z') }],
})

test('of two who decide on the same version, one is asked to look again', async (t) => {
  const vu = await town(t)
  const { writer } = vu.house
  await writer.write(written('thing-1', 0, 'things.begun'))
  const both = await Promise.allSettled([writer.write(written('thing-1', 1, 'things.changed')), writer.write(written('thing-1', 1, 'things.changed'))])
  assert.deepEqual(both.map((b) => b.status).sort(), ['fulfilled', 'rejected'])
  const refused = both.find((b) => b.status === 'rejected')!
  assert.ok(refused.reason instanceof Refusal)
  assert.equal(refused.reason.code, 'changed-meanwhile')
})

test('one that is refused does not take along those that shared its commit', async (t) => {
  const vu = await town(t)
  await vu.house.writer.write(written('thing-0', 0, 'things.begun'))
  const all = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => vu.house.writer.write(i === 25 ? written('thing-0', 0, 'things.begun') : written(`thing-${i + 1}`, 0, 'things.begun', 'things.changed'))))
  assert.deepEqual(all.flatMap((one, i) => (one.status === 'rejected' ? [i] : [])), [25])
  const { rows: [count] } = await sql<{ n: number }>`select count(*) as n from events where stream like 'thing-%'`.execute(vu.house.db)
  assert.equal(count!.n, 1 + 49 * 2)
})

test('the application cannot change or remove what happened', async (t) => {
  const vu = await town(t)
  await vu.house.writer.write(written('thing-1', 0, 'things.begun'))
  for (const attempt of ["update events set actor = 'somebody else'", 'delete from events', 'truncate events', 'alter table events add column x int', 'drop table events'])
    await assert.rejects(sql.raw(attempt).execute(vu.house.db), /permission denied|must be owner/, attempt)
})

test('a request with a key that was seen gets the first answer and does nothing', async (t) => {
  const vu = await town(t)
  let times = 0
  const begin = defineAction({
    name: 'things.begin', summary: 'Begin a thing', may: 'person', input: Type.Object({}, { additionalProperties: false }),
    async run(ctx) {
      times++
      const id = ctx.newId()
      ctx.pending.events.push(...written(`thing-${id}`, 0, 'things.begun').events)
      return { id }
    },
  })
  const first = await perform(vu.house, lan, begin, {}, { key: 'k' })
  const second = await perform(vu.house, lan, begin, {}, { key: 'k' })
  assert.deepEqual(second, first)
  const at_once = await Promise.all(Array.from({ length: 8 }, () => perform(vu.house, lan, begin, {}, { key: 'at-once' })))
  assert.equal(new Set(at_once.map((a) => a.id)).size, 1)
  const { rows: [count] } = await sql<{ n: number }>`select count(*) as n from events where type = 'things.begun'`.execute(vu.house.db)
  assert.equal(count!.n, 2)
  assert.ok(times >= 2)
})

test('input that does not fit is refused with every field named', async (t) => {
  const vu = await town(t)
  const thing = defineAction({ name: 'things.x', summary: '', may: 'anyone', input: Type.Object({ name: Type.String({ minLength: 2 }), n: Type.Integer({ minimum: 1 }), inner: Type.Object({ a: Type.String() }) }, { additionalProperties: false }), run: async () => {} })
  await assert.rejects(perform(vu.house, lan, thing, { name: 'x', n: 0, inner: {}, more: 1 }), (error: Refusal) => {
    assert.equal(error.kind, 'invalid')
    assert.deepEqual(Object.keys(error.fields).sort(), ['inner.a', 'more', 'n', 'name'])
    return true
  })
})

test('a job that fails is tried again later and given up in the end, and never stops the others', async (t) => {
  const vu = await town(t)
  const ctx = openCtx(vu.house, system)
  ctx.later({ name: 'nobody-knows-this', dueAt: ctx.now, data: {} })
  ctx.later({ name: 'nobody-knows-this', dueAt: ctx.now, data: {}, unique: 'once' })
  ctx.later({ name: 'nobody-knows-this', dueAt: ctx.now, data: {}, unique: 'once' })
  await vu.house.writer.write(ctx.pending)
  await settle(vu.house)
  const { rows } = await sql<{ tries: number; last_error: string; waits: boolean }>`select tries, last_error, taken_until > now() as waits from jobs where name = 'nobody-knows-this'`.execute(vu.house.db)
  assert.equal(rows.length, 2)
  for (const row of rows) assert.match(row.last_error, /no room knows/)
  assert.ok(rows.every((r) => r.tries === 1 && r.waits))
  await sql`update jobs set tries = 19, taken_until = null`.execute(vu.house.db)
  await settle(vu.house)
  const { rows: over } = await sql<{ given_up: boolean }>`select given_up_at is not null as given_up from jobs`.execute(vu.house.db)
  assert.ok(over.every((r) => r.given_up))

  const admin = official('o-admin', 'Phan Phương Thảo', 'Quản trị', '24', 'admin')
  const shown = await vu.as(admin).get('/officer/work-left')
  assert.match(shown.body, /nobody-knows-this/)
  const job = /name="job" value="(\d+)"/.exec(shown.body)![1]!
  assert.equal((await vu.as(admin).press('/officer/work-left', 'again', { job })).status, 303)
  assert.equal((await vu.as(admin).press('/officer/work-left', 'again', { job })).status, 404)
  assert.equal((await vu.as(lan).get('/officer/work-left')).status, 403)
})
