import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import pg from 'pg'
import { backup, restore } from '#platform/backup'
import { emptyPending } from '#platform/events'
import { stampHeads } from '../../apps/stamped-heads.ts'
import { hung, lan, official, type Town, town, vuNinh } from '../../testing/town.ts'
import { fileCase } from '../payments/testing/case-in-town.ts'
import { type Head, openNote, readNotes, readVerifier } from './domain/checkpoint.ts'
import { isConsistent } from './domain/merkle.ts'
import { signNow, signingKey } from './heads.ts'
import { checkReceipt, type Receipt } from './proofs.ts'
import { follow, treeOf } from './tree.ts'
import { type Finding, verifyLog } from './verify.ts'

const quan = official('o-quan', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')

/** Whoever owns the database may do anything with it. */
async function owner(t: TestContext, vu: Town, schema = vu.house.settings.schema): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: vu.house.pool.options.connectionString!, options: `-c search_path=${schema} -c timezone=UTC` })
  // The town's database goes before its connections do.
  client.on('error', () => {})
  await client.connect()
  t.after(() => client.end())
  return client
}

/** Everything is in the tree: tests beside this one may hold transactions open for a moment. */
async function allIn(vu: Town): Promise<number> {
  for (let tries = 0; ; tries++) {
    await follow(vu.house)
    const { size } = await treeOf(vu.house.db)
    const { n } = await vu.house.db.selectFrom('events').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    if (size === Number(n)) return size
    assert.ok(tries < 200, `${size} of ${n} events are in the tree`)
    await sleep(25)
  }
}

/** Something that happens to nobody, often enough to fill more than one tile. */
async function muchHappens(vu: Town, name: string, times: number): Promise<void> {
  for (let at = 0; at < times; at += 100)
    await vu.house.writer.write({ ...emptyPending(), events: Array.from({ length: Math.min(100, times - at) }, (_, i) => ({ stream: `${name}-${at + i}`, seen: 0, list: [{ type: 'things.begun', data: { note: 'tờ khai', n: at + i } }], actor: 'p-lan', actorName: 'Nguyễn Thu Lan', inNameOf: null, at: vu.time.now })) })
}

const feed = (vu: Town, file: string): string => readFileSync(join(vu.house.settings.dataDir, 'log', file), 'utf8')
const headsOf = (vu: Town): Head[] => readNotes(feed(vu, 'heads')).map((note) => openNote(note, signingKey(vu.house.settings)!.verifier)).map((head) => { assert.ok(typeof head === 'object', String(head)); return head })

test('every event enters the tree, once, in whatever portions; a witness follows it by address', async (t) => {
  const vu = await town(t)
  await fileCase(vu, 'case-1')
  await allIn(vu)
  await signNow(vu.house)
  await muchHappens(vu, 'thing', 700)
  await allIn(vu)
  await signNow(vu.house)
  assert.equal(await signNow(vu.house), undefined, 'nothing new, nothing signed')
  await muchHappens(vu, 'more', 3)
  await allIn(vu)
  await signNow(vu.house)

  const heads = headsOf(vu)
  assert.equal(heads.length, 3)
  const verifier = readVerifier((await vu.app.inject('/log/key')).body)
  assert.equal((await vu.app.inject('/log/checkpoint')).body, feed(vu, 'checkpoint'))
  assert.equal((await vu.app.inject('/log/heads')).body, feed(vu, 'heads'))
  const last = openNote((await vu.app.inject('/log/checkpoint')).body, verifier) as Head
  for (const head of heads.slice(0, 2)) {
    const { body } = await vu.as(hung).ask('evidence.consistency', { first: String(head.size), second: String(last.size) })
    assert.ok(isConsistent(head.size, head.root, last.size, last.root, body.proof.map((hash: string) => Buffer.from(hash, 'base64'))))
  }
  assert.equal((await vu.as(hung).ask('evidence.consistency', { first: '1', second: String(last.size + 1) })).status, 400)

  for (const path of ['tile/0/000', 'tile/0/001']) assert.deepEqual((await vu.app.inject(`/log/${path}`)).rawPayload, readFileSync(join(vu.house.settings.dataDir, 'log', path)), path)
  const part = `tile/0/00${Math.floor(last.size / 256)}.p/${last.size % 256}`
  assert.deepEqual((await vu.app.inject(`/log/${part}`)).rawPayload, readFileSync(join(vu.house.settings.dataDir, 'log', part)))
  for (const nothing of ['tile/0/009', 'tile/0/000.p/300', 'tile/x', 'tile/0/../0']) assert.equal((await vu.app.inject(`/log/${nothing}`)).statusCode, 404, nothing)
  for (const path of ['/log', '/en/log']) assert.match((await vu.as(hung).get(path)).body, new RegExp(last.root.toString('base64').slice(0, 12).replaceAll('+', '(\\+|&#43;)')))

  const verdict = await verifyLog(await owner(t, vu), { heads })
  assert.deepEqual([verdict.findings, verdict.events, verdict.heads], [[], last.size, 3])
})

test('a transaction that is open for long loses nothing: what it wrote comes in when it has ended', async (t) => {
  const vu = await town(t)
  const slow = await owner(t, vu)
  await slow.query('begin')
  await slow.query(`insert into events (stream, version, type, data, actor, actor_name, at) values ('slow-1', 1, 'things.begun', '{}', 'p-lan', 'Lan', now())`)
  await muchHappens(vu, 'thing', 20)
  assert.equal(await follow(vu.house), 0, 'nothing comes in before it')
  await slow.query('commit')
  assert.equal(await allIn(vu), 21)
  await signNow(vu.house)
  assert.deepEqual((await verifyLog(slow, { heads: headsOf(vu) })).findings, [])
})

test('two processes that follow at once put nothing in twice', async (t) => {
  const vu = await town(t)
  await Promise.all([muchHappens(vu, 'thing', 900), ...Array.from({ length: 6 }, async (_, i) => { await sleep(i * 10); await follow(vu.house) })])
  assert.equal(await allIn(vu), 900)
  await signNow(vu.house)
  const verdict = await verifyLog(await owner(t, vu), { heads: headsOf(vu) })
  assert.deepEqual([verdict.findings, verdict.events], [[], 900])
})

test('whoever owns the database and changes, deletes, moves or slips in an event is found out, and the event is named', async (t) => {
  const vu = await town(t)
  await muchHappens(vu, 'before', 300)
  await fileCase(vu, 'case-7')
  await muchHappens(vu, 'after', 30)
  await allIn(vu)
  await signNow(vu.house)
  await muchHappens(vu, 'later', 10)
  await allIn(vu)
  await signNow(vu.house)
  await muchHappens(vu, 'latest', 10)
  await allIn(vu)
  await signNow(vu.house)
  const db = await owner(t, vu)
  const heads = headsOf(vu)
  const { rows: tops } = await db.query('select size, top from evidence_heads order by size').then(({ rows }) => ({ rows: rows.map((r) => ({ size: Number(r.size), top: Number(r.top) })) }))
  const { rows: [lans] } = await db.query(`select position from events where stream = 'case-case-7'`)
  const p = Number(lans.position)
  await db.query('alter table events alter column position set generated by default')
  for (const table of ['events', 'evidence_tiles']) await db.query(`create table kept_${table} as select * from ${table}`)
  const putBack = async (): Promise<void> => { for (const table of ['events', 'evidence_tiles']) await db.query(`delete from ${table}; insert into ${table} overriding system value select * from kept_${table}`) }

  const crimes: { does: string; sql: string; first: Partial<Finding>; told?: string }[] = [
    { does: 'lets another name stand in the case', sql: `update events set data = jsonb_set(data, '{applicant,name}', '"Trần Văn Hùng"') where position = ${p}`, first: { what: 'changed', position: p } },
    { does: 'lets another official have done it', sql: `update events set actor_name = 'Người khác' where position = ${p}`, first: { what: 'changed', position: p } },
    { does: 'makes it a day earlier', sql: `update events set at = at - interval '1 day' where position = ${p}`, first: { what: 'changed', position: p } },
    { does: 'changes it by a microsecond', sql: `update events set at = at + interval '1 microsecond' where position = ${p}`, first: { what: 'changed', position: p } },
    { does: 'gives it a new salt', sql: `update events set salt = uuid_send(gen_random_uuid()) where position = ${p}`, first: { what: 'changed', position: p } },
    { does: 'removes it', sql: `delete from events where position = ${p}`, first: { what: 'removed', position: p } },
    { does: 'moves it behind another', sql: `update events set position = -1 where position = ${p}; update events set position = ${p} where position = ${p + 3}; update events set position = ${p + 3} where position = -1`, first: { what: 'reordered', position: p, moved: p + 3 } },
    { does: 'lets two events change places in their streams', sql: `update events set stream = 'x' where position = ${p - 2}; update events set stream = (select stream from kept_events where position = ${p - 2}), version = 1 where position = ${p - 1}; update events set stream = (select stream from kept_events where position = ${p - 1}) where position = ${p - 2}`, first: { what: 'reordered', position: p - 2 } },
    { does: 'slips one in with the number of a transaction of long ago', sql: `insert into events (position, stream, version, type, data, actor, actor_name, at, written_by) overriding system value select -5, 'case-case-8', 1, type, data, actor, actor_name, at, written_by from events where position = ${p}`, first: { what: 'added', position: -5 } },
    { does: 'deletes its content and says nothing', sql: `update events set data = '{}', actor_name = '', commitment = sha256('guess'), salt = null where position = ${p}`, first: { what: 'changed', position: p } },
    {
      does: 'deletes its content, knows the commitment, and says nothing',
      sql: `update events set commitment = sha256(salt || convert_to(concat('["sen-payload/1",', to_json(actor_name), ',', data::text, ']'), 'UTF8')) where position = ${p}; update events set data = '{}', actor_name = '', salt = null where position = ${p}`,
      first: { what: 'unordered', position: p },
    },
  ]
  for (const { does, sql, first } of crimes) {
    await db.query(sql)
    const { findings, all } = await verifyLog(db, { heads, tops })
    assert.ok(all >= 1, does)
    assert.deepEqual({ ...first, ...findings[0] }, findings[0], `who ${does}: ${JSON.stringify(findings)}`)
    await putBack()
  }

  // One who also makes the tree fit: a head that was published does not, and a witness's copy still names the event.
  await db.query(`update events set data = '{"another": "past"}' where position = ${p}`)
  await db.query(`truncate evidence_tiles; update evidence_tree set size = 0, upto_xid = '0', upto_position = 0`)
  await allIn(vu)
  const rewritten = await verifyLog(db, { heads, tops })
  assert.deepEqual(rewritten.findings.map(({ what, from, leaf }) => [what, from, leaf]), [['rewritten', 0, heads[0]!.size - 1]])
  const exactly = await verifyLog(db, { heads, tops, tiles: join(vu.house.settings.dataDir, 'log', 'tile') })
  assert.deepEqual([exactly.findings[0]!.what, exactly.findings[0]!.position], ['changed', p])
  await muchHappens(vu, 'hurry', 1)
  await allIn(vu)
  await assert.rejects(signNow(vu.house), /no longer begins with the head/, 'and such a tree is not signed')
  await putBack()

  // One who cuts off the end.
  await db.query(`delete from events where position > ${p + 5}; update evidence_tree set size = 0, upto_xid = '0', upto_position = 0; truncate evidence_tiles`)
  await follow(vu.house)
  assert.ok((await verifyLog(db, { heads, tops })).findings.some(({ what }) => what === 'shortened' || what === 'rewritten'))
  await putBack()

  // One who files an old event anew: it comes in at the end, and its number gives it away.
  await db.query(`update evidence_tree set size = ${heads.at(-1)!.size}, upto_xid = (select max(written_by) from kept_events), upto_position = (select max(position) from kept_events)`)
  await db.query(`insert into events (position, stream, version, type, data, actor, actor_name, at) overriding system value values (-6, 'case-case-9', 1, 'cases.submitted', '{}', 'p-lan', 'Lan', '2026-01-05')`)
  await allIn(vu)
  const late = await verifyLog(db, { heads, tops })
  assert.deepEqual(late.findings.map(({ what, position }) => [what, position]), [['added', -6]])
  await db.query(`delete from events where position = -6`)
})

test('whatever column of whatever event is touched, the first that was touched is named first', async (t) => {
  const vu = await town(t)
  await muchHappens(vu, 'thing', 300)
  await allIn(vu)
  await signNow(vu.house)
  const db = await owner(t, vu)
  const heads = headsOf(vu)
  await db.query('create table kept as select * from events')
  const ways = [`data = data || '{"n": -1}'`, `type = 'things.ended'`, `actor = 'p-hung'`, `actor_name = 'Hùng'`, `in_name_of = 'o-quan'`, `version = 9`, `stream = stream || 'x'`, `at = at + interval '1 second'`, undefined] as const
  await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom(...ways)), { selector: ([p]) => p, minLength: 1, maxLength: 4 }), async (touched) => {
    for (const [n, way] of touched) await db.query(way ? `update events set ${way} where position = (select position from kept order by position offset ${n - 1} limit 1)` : `delete from events where position = (select position from kept order by position offset ${n - 1} limit 1)`)
    const { findings, all } = await verifyLog(db, { heads })
    assert.equal(all, touched.length)
    const [n, way] = touched.sort(([a], [b]) => a - b)[0]!
    assert.deepEqual([findings[0]!.leaf, findings[0]!.what], [n - 1, way ? 'changed' : 'removed'])
    await db.query('delete from events; insert into events overriding system value select * from kept')
  }), { numRuns: 15 })
})

test('Lan downloads the receipt of her case and checks it without us; a word changed in it shows', async (t) => {
  const vu = await town(t)
  await fileCase(vu, 'case-7')
  await allIn(vu)
  assert.equal((await vu.as(lan).ask('cases.proof', { caseId: 'case-7' })).status, 404, 'no head yet')
  await signNow(vu.house)
  const { status, body } = await vu.as(lan).ask('cases.proof', { caseId: 'case-7' })
  assert.equal(status, 200)
  const receipt = body as Receipt
  const key = (await vu.app.inject('/log/key')).body
  assert.deepEqual(checkReceipt(receipt, key).faults, [])
  assert.match(receipt.events[0]!.payload!, /Nguyễn Thu Lan/)
  assert.equal((await vu.as(hung).ask('cases.proof', { caseId: 'case-7' })).status, 404)

  const [event] = receipt.events as [Receipt['events'][0]]
  const faults = (changed: Partial<typeof event>) => checkReceipt({ ...receipt, events: [{ ...event, ...changed }] }, key).faults.map((fault) => fault.why)
  assert.deepEqual(faults({ payload: event.payload!.replace('Lan', 'Hoa') }), ['payload-is-another'])
  assert.deepEqual(faults({ entry: event.entry.replace('p-lan', 'p-hoa') }), ['not-in-the-tree'])
  assert.deepEqual(faults({ leaf: event.leaf + 1 }), ['not-in-the-tree'])
  assert.deepEqual(faults({ entry: '{}' }), ['not-readable'])
  assert.deepEqual(checkReceipt({ ...receipt, head: receipt.head.replace(/time .*/, 'time 2020-01-01T00:00:00.000Z') }, key).faults, [{ what: 'head', why: 'signature-wrong' }])

  // An official who has the case before him looks into it: that, too, is an event, and stands in the tree.
  await vu.as(quan).get('/officer/cases/case-7')
  const { rows: [read] } = await vu.house.pool.query(`select subject, reader_name, reader_unit, reader_position, kind, purpose, case_id from reads`)
  assert.deepEqual(read, { subject: 'p-lan', reader_name: 'Đỗ Minh Quân', reader_unit: vuNinh, reader_position: 'Công chức một cửa', kind: 'case', purpose: 'case', case_id: 'case-7' })
  await allIn(vu)
  await signNow(vu.house)
  assert.deepEqual((await verifyLog(await owner(t, vu), { heads: headsOf(vu) })).findings, [])
})

test('a head carries the time of the authority that stamps signatures, and openssl believes it', { skip: spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed here' }, async (t) => {
  const vu = await town(t)
  stampHeads(vu.house)
  await muchHappens(vu, 'thing', 3)
  await allIn(vu)
  await signNow(vu.house)
  const log = join(vu.house.settings.dataDir, 'log')
  const root = join(log, 'root.pem')
  writeFileSync(root, (await vu.app.inject('/pki/root.pem')).body)
  const issuing = join(log, 'issuing.pem')
  writeFileSync(issuing, (await vu.app.inject('/pki/issuing.pem')).body)
  const asked = (data: string) => spawnSync('openssl', ['ts', '-verify', '-token_in', '-in', join(log, 'checkpoint.tst'), '-data', data, '-CAfile', root, '-untrusted', issuing, '-attime', String(vu.time.now.getTime() / 1000)], { encoding: 'utf8' })
  const verified = asked(join(log, 'checkpoint'))
  assert.match(verified.stdout + verified.stderr, /Verification: OK/)
  assert.notEqual(asked(join(log, 'heads')).status, 0)
  assert.deepEqual((await vu.app.inject('/log/checkpoint.tst')).rawPayload, readFileSync(join(log, 'checkpoint.tst')))
})

test('after a restore from a backup the tree goes on where it was, and the heads that were published still hold', async (t) => {
  const vu = await town(t)
  await muchHappens(vu, 'thing', 300)
  await allIn(vu)
  await signNow(vu.house)
  // Written, and not yet in the tree when the backup is taken.
  await muchHappens(vu, 'late', 5)
  const folder = mkdtempSync(join(tmpdir(), 'sen-evidence-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const url = vu.house.pool.options.connectionString!
  await backup({ url, schema: vu.house.settings.schema, to: join(folder, 'b') })
  await restore({ url, schema: 'drill', from: join(folder, 'b') })
  const pool = new pg.Pool({ connectionString: url, options: '-c role=sen_app -c search_path=drill -c timezone=UTC', types: vu.house.pool.options.types! })
  pool.on('error', () => {})
  t.after(() => pool.end())
  for (let tries = 0; tries < 100 && !(await follow({ pool })); tries++) await sleep(25)
  await pool.query(`insert into events (stream, version, type, data, actor, actor_name, at) values ('new-1', 1, 'things.begun', '{}', 'p-lan', 'Lan', now())`)
  for (let tries = 0; tries < 100 && !(await follow({ pool })); tries++) await sleep(25)
  const verdict = await verifyLog(await owner(t, vu, 'drill'), { heads: headsOf(vu) })
  assert.deepEqual([verdict.findings, verdict.events], [[], 306])
})

test('the application may add to what proves, and not take away', async (t) => {
  const vu = await town(t)
  await muchHappens(vu, 'thing', 3)
  await allIn(vu)
  await signNow(vu.house)
  for (const attempt of ['update evidence_heads set at = now()', 'delete from evidence_heads', 'delete from evidence_tiles', 'update events set salt = null'])
    await assert.rejects(vu.house.pool.query(attempt), /permission denied/, attempt)
})
