import assert from 'node:assert/strict'
import { type TestContext, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { appointOfficial, delegateAuthority, endDelegation } from '#organisations'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import { csrfToken } from '#platform/http'
import { town } from '../../testing/town.ts'
import { hashOf } from './domain/session.ts'
import { applicantAtCounter, applicantOf, identify, knownFromAccount, registerAccounts, sampleAccounts, samplePeople, tokenFor } from './index.ts'
import { browser } from './testing/browser.ts'
import { isRefusal } from './testing/refusal.ts'

/** A town whose sample people have accounts, and whose officials hold their posts. */
async function peopled(t: TestContext) {
  const place = await town(t)
  const people = place.house.take(samplePeople)
  await registerAccounts(place.house, sampleAccounts(people))
  await Promise.all(people.flatMap((person) => (person.positions ?? []).map(({ post, unit, validFrom }) =>
    perform(place.house, system, appointOfficial, { official: person.key, name: person.name, post, unit, validFrom }))))
  return place
}

test('Lan chooses herself, comes back to where she was, and is known by name', async (t) => {
  const { house, app } = await peopled(t)
  const lan = browser(app)
  const page = await lan.get('/sign-in?to=%2Faccount')
  assert.equal(page.status, 200)
  assert.match(page.body, /Nguyễn Thu Lan/)
  assert.match(page.body, /Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh/)
  assert.doesNotMatch(page.body, /<script/)
  const sent = await lan.choose('lan', '/account')
  assert.equal(sent.status, 303)
  assert.equal(sent.location, '/account')
  assert.match(String(sent.headers['set-cookie']), /^sen=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/)
  const account = await lan.get('/account')
  assert.equal(account.status, 200)
  assert.match(account.body, /Nguyễn Thu Lan/)
  assert.match(account.body, /099 194 ••• 318/)
  assert.doesNotMatch(account.body, /099194000318/)
  assert.match(account.body, /Chrome, Android/)
  const { rows } = await sql<{ type: string; actor: string; data: any }>`select type, actor, data from events where stream like 'session-%'`.execute(house.db)
  assert.deepEqual(rows.map((r) => [r.type, r.actor, r.data.through]), [['identity.signed-in', 'lan', 'sample']])
  assert.equal((await sql`select 1 from sessions where hash = ${lan.jar.get('sen')!.value} or id = ${lan.jar.get('sen')!.value}`.execute(house.db)).rows.length, 0, 'the secret itself is kept nowhere')
})

test('citizens go to their cases, officials to their desk, in the language they read', async (t) => {
  const { app } = await peopled(t)
  assert.equal((await browser(app).choose('lan')).location, '/cases')
  assert.equal((await browser(app).choose('lan', undefined, '/en')).location, '/en/cases')
  assert.equal((await browser(app).choose('minh')).location, '/officer')
  assert.equal((await browser(app).choose('minh', '/cases', '/en')).location, '/en/officer')
  assert.equal((await browser(app).choose('thinh', '/officer/cases/7')).location, '/officer/cases/7')
})

test('a link that leads away leads to the cases', async (t) => {
  const { app } = await peopled(t)
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', '/sign-in?to=//evil.example']) {
    assert.doesNotMatch((await browser(app).get(`/sign-in?to=${encodeURIComponent(to)}`)).body, /name="to"/)
    assert.equal((await browser(app).choose('lan', to)).location, '/cases')
  }
})

test('the list is searched without tones, and shows who an official is', async (t) => {
  const { app } = await peopled(t)
  const { body } = await browser(app).get('/en/sign-in?q=do+hai')
  assert.match(body, /Đỗ Hải Nam/)
  assert.match(body, /Justice and Civil Status Officer/)
  assert.doesNotMatch(body, /Nguyễn Thu Lan/)
  assert.match((await browser(app).get('/sign-in?q=%25')).body, /Không có ai khớp/)
})

test('outside the sample nobody can choose whom to be, nor get a token', async (t) => {
  const { house, app } = await peopled(t)
  const stranger = browser(app)
  Object.assign(house.settings, { sample: false })
  const page = await stranger.get('/sign-in')
  assert.doesNotMatch(page.body, /Nguyễn Thu Lan/)
  assert.match(page.body, /name="password"/)
  const refused = await stranger.post('/sign-out', {})
  assert.equal(refused.status < 500, true)
  const csrf = csrfToken(house.settings.secret, { id: 'nobody', kind: 'nobody', name: '', powers: [] })
  const sent = await app.inject({ method: 'POST', url: '/sign-in', headers: { host: 'town.test', accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: `_csrf=${csrf}&person=lan` })
  assert.equal(sent.statusCode, 403)
  assert.equal(sent.headers['set-cookie'], undefined)
  assert.match(sent.body, /Chỉ bản mẫu mới cho chọn nhân vật/)
  await assert.rejects(tokenFor(house, 'citizen'), isRefusal('forbidden', 'sample-only'))
})

test('a form from another site signs nobody in', async (t) => {
  const { app } = await peopled(t)
  assert.equal((await browser(app).post('/sign-in', { person: 'lan' }, { origin: 'https://evil.example' })).status, 403)
  assert.equal((await browser(app).post('/sign-in', { person: 'lan' }, { origin: 'not an address' })).status, 403)
  assert.equal((await browser(app).post('/sign-in', { person: 'lan' }, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await browser(app).post('/sign-in', { person: 'lan', _csrf: 'made-up' })).status, 403)
  assert.equal((await browser(app).post('/sign-in', { person: 'nobody-of-that-name' })).status, 404)
  assert.equal((await browser(app).post('/sign-in', {})).status, 404)
})

test('who hurries waits; Lan at another address is not held up', async (t) => {
  const { app } = await peopled(t)
  const hasty = browser(app)
  for (let i = 0; i < 10; i++) assert.equal((await hasty.choose('lan')).status, 303)
  const held = await hasty.choose('lan')
  assert.equal(held.status, 429)
  assert.equal(held.headers['retry-after'], '6')
  assert.equal((await hasty.choose('duc')).status, 303)
  assert.equal((await browser(app, { ip: '198.51.100.4' }).choose('lan')).status, 303)
})

test('a session that ran out is nobody’s, and public pages still open', async (t) => {
  const { house, app } = await peopled(t)
  const phone = browser(app)
  await phone.choose('lan')
  await sql`update sessions set ends_at = now() - interval '1 second'`.execute(house.db)
  assert.equal((await phone.get('/sign-in')).status, 200)
  assert.match((await phone.get('/account')).location!, /^\/sign-in/)
})

test('each role of the sample gets a token that says who it is and what he may do', async (t) => {
  const { house, app } = await peopled(t)
  const powers = { citizen: [], officer: ['receive'], specialist: ['process'], approver: ['decide', 'sign', 'lead'], leader: ['decide', 'sign', 'lead', 'oversee'], admin: ['admin'] } as const
  for (const role of Object.keys(powers) as (keyof typeof powers)[]) {
    const token = await tokenFor(house, role)
    const actor = await identify(house, { bearer: token })
    assert.deepEqual(actor.powers.map((p) => p.act), powers[role], role)
    assert.equal(actor.kind, role === 'citizen' ? 'person' : 'official')
    const { statusCode, body } = await app.inject({ url: '/api/identity.my-account', headers: { authorization: `Bearer ${token}` } })
    assert.equal(statusCode, 200)
    assert.equal(JSON.parse(body).account.name, actor.name)
    assert.equal((await identify(house, { session: token })).kind, 'nobody', 'a token is no cookie')
  }
  const officer = await identify(house, { bearer: await tokenFor(house, 'officer') })
  assert.equal(officer.unit, '09169-PVHCC')
  assert.match(officer.position!, /^Công chức một cửa Trung tâm Phục vụ hành chính công/)
  assert.equal(officer.powers[0]!.unit, '09169')
})

test('a token that does not hold is refused with 401, whatever it looks like', async (t) => {
  const { house, app } = await peopled(t)
  for (const token of ['sen_made-up', 'x', 'a.b.c', 'sen_' + 'x'.repeat(5000), "' or 1=1 --"]) {
    await assert.rejects(identify(house, { bearer: token }), isRefusal('sign-in', 'token-does-not-hold'))
    assert.equal((await app.inject({ url: '/api/identity.my-account', headers: { authorization: `Bearer ${token}` } })).statusCode, 401)
  }
  const phone = browser(app)
  await phone.choose('lan')
  await assert.rejects(identify(house, { bearer: phone.jar.get('sen')!.value }), isRefusal('sign-in', 'token-does-not-hold'), 'a cookie is no token')
  assert.equal((await app.inject({ url: '/api/identity.my-account', headers: { cookie: `sen=${phone.jar.get('sen')!.value}` } })).statusCode, 401, 'the API hears no cookies')
})

test('a thousand requests with one token ask the database once', async (t) => {
  const { house } = await peopled(t)
  const token = await tokenFor(house, 'citizen')
  let asked = 0
  const { query } = house.pool
  house.pool.query = function (this: unknown, ...args: any[]) { asked++; return (query as any).apply(house.pool, args) } as any
  await Promise.all(Array.from({ length: 1000 }, () => identify(house, { bearer: token })))
  house.pool.query = query
  assert.equal(asked, 1)
})

test('strangers’ guesses do not push the known out of memory', async (t) => {
  const { house } = await peopled(t)
  const token = await tokenFor(house, 'citizen')
  await identify(house, { bearer: token })
  await Promise.allSettled(Array.from({ length: 300 }, (_, i) => identify(house, { bearer: `sen_guess${i}` })))
  assert.equal((await identify(house, { bearer: token })).id, 'lan')
})

test('the applicant is known with phone and e-mail, at no cost when asked again', async (t) => {
  const { house } = await peopled(t)
  const lan = await identify(house, { bearer: await tokenFor(house, 'citizen') })
  assert.deepEqual(await applicantOf(openCtx(house, lan)), { id: 'lan', name: 'Nguyễn Thu Lan', nationalId: '099194000318', phone: '0900000318', email: 'lan@thu.example' })
  assert.deepEqual((await knownFromAccount(openCtx(house, lan)))[0]?.values, { name: 'Nguyễn Thu Lan', phone: '0900000318', email: 'lan@thu.example' })
  assert.deepEqual(await applicantOf(openCtx(house, { id: 'guest', kind: 'person', name: 'Khách', powers: [] })), { id: 'guest', name: 'Khách' })
})

test('the old man at the counter is the one with that number, and a stranger becomes known once', async (t) => {
  const { house } = await peopled(t)
  const minh = await identify(house, { bearer: await tokenFor(house, 'officer') })
  const at = async (given: Parameters<typeof applicantAtCounter>[1]) => {
    const ctx = openCtx(house, minh)
    const applicant = await applicantAtCounter(ctx, given)
    if (ctx.pending.rows.length) await house.writer.write(ctx.pending)
    return applicant
  }
  assert.equal((await at({ name: 'nguyen huu phuc', nationalId: '099048000129', phone: '0222000111' })).id, 'phuc')
  await assert.rejects(at({ name: 'Trần Văn Tám', nationalId: '099048000129' }), isRefusal('invalid', 'check-the-form'))
  const tam = await at({ name: 'Trần Văn Tám', nationalId: '099060000008' })
  assert.equal((await at({ name: 'Trần Văn Tám', nationalId: '099060000008' })).id, tam.id)
  assert.match((await at({ name: 'Người không nhớ số' })).id, /./)
})

test('registering the sample twice adds nobody twice', async (t) => {
  const { house } = await peopled(t)
  assert.equal(await registerAccounts(house, sampleAccounts(house.take(samplePeople))), 0)
})

test('secrets are kept by their hash alone', async (t) => {
  const { house } = await peopled(t)
  const token = await tokenFor(house, 'admin')
  assert.equal((await sql`select 1 from sessions where hash = ${hashOf(token)}`.execute(house.db)).rows.length, 1)
  const everywhere = await sql<{ all: string }>`select (select jsonb_agg(to_jsonb(e)) from events e)::text || (select jsonb_agg(to_jsonb(s)) from sessions s)::text as all`.execute(house.db)
  assert.equal(everywhere.rows[0]!.all.includes(token), false)
})

test('a session that was ended is nobody’s at once, and the list says from which network each began', async (t) => {
  const { house, app } = await peopled(t)
  const phone = browser(app)
  const cafe = browser(app, { ip: '198.51.100.77' })
  await phone.choose('lan')
  await cafe.choose('lan')
  const token = await tokenFor(house, 'citizen')
  assert.equal((await identify(house, { bearer: token })).id, 'lan')
  const { body } = await phone.get('/en/account')
  assert.match(body, /network 203\.0\.113\.…/)
  assert.match(body, /network 198\.51\.100\.…/)
  assert.doesNotMatch(body, /198\.51\.100\.77/)
  assert.equal((await cafe.get('/account')).status, 200)
  await sql`insert into oidc_things (kind, id, grant_id, payload, expires_at) values ('RefreshToken', 'r1', 'g1', '{"accountId": "lan"}', now() + interval '1 day'), ('Grant', 'g1', null, '{"accountId": "lan"}', now() + interval '1 day'), ('RefreshToken', 'r2', 'g2', '{"accountId": "duc"}', now() + interval '1 day')`.execute(house.db)
  assert.match((await phone.get('/en/account')).body, /Programs of others/)
  assert.equal((await phone.post('/account', { _submit: 'end-others' })).status, 303)
  assert.match((await cafe.get('/account')).location!, /^\/sign-in/)
  await assert.rejects(identify(house, { bearer: token }), isRefusal('sign-in', 'token-does-not-hold'))
  assert.equal((await phone.get('/account')).status, 200)
  assert.deepEqual((await sql<{ id: string }>`select id from oidc_things where kind in ('Grant', 'RefreshToken')`.execute(house.db)).rows, [{ id: 'r2' }])
  const { rows } = await sql<{ data: any }>`select data from events where type = 'identity.programs-signed-out'`.execute(house.db)
  assert.deepEqual(rows.map((r) => r.data), [{ programs: 1 }])
})

// What was ended is felt after the two seconds an answer is kept; they wait side by side.
describe('what was ended is felt within three seconds', { concurrency: true }, () => {
  test('signing in again renews the secret and ends the old session', async (t) => {
    const { house, app } = await peopled(t)
    const phone = browser(app)
    await phone.choose('lan')
    const first = phone.jar.get('sen')!.value
    await phone.choose('duc')
    const second = phone.jar.get('sen')!.value
    assert.notEqual(first, second)
    assert.equal((await identify(house, { session: second })).name, 'Phạm Minh Đức')
    await wait(2100)
    assert.equal((await identify(house, { session: first })).kind, 'nobody')
  })

  test('signing out ends the session for every copy of the cookie, within seconds', async (t) => {
    const { house, app } = await peopled(t)
    const phone = browser(app)
    await phone.choose('lan')
    const secret = phone.jar.get('sen')!.value
    assert.match((await phone.get('/sign-out')).body, /<form method="post"/)
    const out = await phone.post('/sign-out', {})
    assert.equal(out.status, 303)
    assert.equal(out.location, '/')
    assert.equal(phone.jar.has('sen'), false)
    await wait(2100)
    assert.equal((await identify(house, { session: secret })).kind, 'nobody')
    const again = await phone.get('/account')
    assert.equal(again.location, '/sign-in?to=%2Faccount')
  })

  test('Lan sees her other device and signs it out; a stranger cannot', async (t) => {
    const { house, app } = await peopled(t)
    const phone = browser(app)
    const desk = browser(app, { agent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/130.0' })
    const other = browser(app)
    await phone.choose('lan')
    await desk.choose('lan')
    await other.choose('duc')
    const page = await phone.get('/en/account')
    assert.match(page.body, /Firefox, Windows/)
    assert.match(page.body, /this device/)
    const id = (await sql<{ id: string }>`select id from sessions where label = 'Firefox, Windows'`.execute(house.db)).rows[0]!.id
    assert.equal((await other.post('/account', { _submit: 'end', session: id })).status, 404)
    assert.equal((await phone.post('/account', { _submit: 'end', session: id })).status, 303)
    await wait(2100)
    assert.match((await desk.get('/account')).location!, /^\/sign-in/)
    assert.equal((await phone.get('/account')).status, 200)
  })

  test('"sign out everywhere else" leaves this device and no other', async (t) => {
    const { app } = await peopled(t)
    const [phone, tablet, desk] = [browser(app), browser(app), browser(app)]
    for (const device of [phone, tablet, desk]) await device.choose('lan')
    assert.equal((await phone.post('/account', { _submit: 'end-others' })).status, 303)
    await wait(2100)
    assert.equal((await phone.get('/account')).status, 200)
    for (const device of [tablet, desk]) assert.match((await device.get('/account')).location!, /^\/sign-in/)
  })

  test('a token is signed out by itself', async (t) => {
    const { house, app } = await peopled(t)
    const token = await tokenFor(house, 'citizen')
    assert.equal((await app.inject({ method: 'POST', url: '/api/identity.sign-out', headers: { authorization: `Bearer ${token}` }, payload: {} })).statusCode, 200)
    await wait(2100)
    await assert.rejects(identify(house, { bearer: token }), isRefusal('sign-in', 'token-does-not-hold'))
  })

  test('an ended delegation is felt within three seconds', async (t) => {
    const { house, time } = await peopled(t)
    time.now = new Date('2026-09-09T02:00:00Z')
    const chair = await identify(house, { bearer: await tokenFor(house, 'approver') })
    const nam = await tokenFor(house, 'specialist')
    const begun = await perform(house, chair, delegateAuthority, { to: 'nam', unit: '09169', acts: ['decide'], validFrom: '2026-09-09', validTo: '2026-09-15', reason: 'Đi công tác' })
    const decides = async () => (await identify(house, { bearer: nam })).powers.find((p) => p.act === 'decide')
    assert.equal((await decides())?.inNameOf?.id, 'thinh')
    await perform(house, chair, endDelegation, begun)
    await wait(2100)
    assert.equal(await decides(), undefined)
  })
})
