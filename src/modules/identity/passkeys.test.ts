import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { chromium } from 'playwright-core'
import { sql } from 'kysely'
import { appointOfficial } from '#organisations'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { town } from '../../testing/town.ts'
import { hashOf } from './domain/session.ts'
import { registerAccounts, sampleAccounts, samplePeople, tokenFor } from './index.ts'
import { softwareAuthenticator } from './testing/authenticator.ts'
import { browser } from './testing/browser.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const skip = existsSync(executablePath) ? false : `no Chromium at ${executablePath}; set CHROMIUM`

/** A town where Minh works at the one-stop desk, Thịnh is the vice-chair, and Lan is a citizen. */
async function peopled(t: TestContext) {
  const place = await town(t)
  const people = place.house.take(samplePeople)
  await registerAccounts(place.house, sampleAccounts(people))
  await Promise.all(people.filter(({ key }) => ['minh', 'thinh'].includes(key)).flatMap((person) => (person.positions ?? []).map(({ post, unit, validFrom }) =>
    perform(place.house, system, appointOfficial, { official: person.key, name: person.name, post, unit, validFrom }))))
  return place
}

const here = { origin: 'http://town.test', rpId: 'town.test' }
type Visitor = ReturnType<typeof browser>

/** What the site asks a passkey to sign, as the island asks for it. */
const asked = async (visitor: Visitor, at: '/account/passkeys' | '/sign-in/passkey'): Promise<any> => JSON.parse((await visitor.send('POST', at, {}, { accept: 'application/json' })).body)

/** Minh signs in as the sample lets him, and adds a passkey. */
async function withPasskey(t: TestContext) {
  const place = await peopled(t)
  const desk = browser(place.app)
  await desk.choose('minh')
  const key = softwareAuthenticator()
  const { challenge } = await asked(desk, '/account/passkeys')
  const added = await desk.post('/account', { _submit: 'add-passkey', name: 'Máy ở bàn làm việc', made: key.make({ ...here, challenge }) })
  assert.equal(added.status, 303)
  const signIn = async (visitor: Visitor, bent: { origin?: string; rpId?: string; challenge?: string; counter?: number; userVerified?: boolean; account?: string } = {}) => {
    const { challenge } = await asked(visitor, '/sign-in/passkey')
    const { origin = here.origin, rpId = here.rpId, counter = 1, userVerified = true, account = 'minh' } = bent
    return visitor.post('/sign-in', { passkey: key.sign({ origin, rpId, challenge: bent.challenge ?? challenge }, { account, counter, userVerified }) })
  }
  return { ...place, desk, key, signIn }
}

test('Minh adds a passkey, and signs in with it in another browser, in office and by two factors', async (t) => {
  const { app, house, desk, signIn } = await withPasskey(t)
  const page = await desk.get('/en/account')
  assert.match(page.body, /Máy ở bàn làm việc/)
  const phone = browser(app)
  const inside = await signIn(phone)
  assert.equal(inside.status, 303)
  assert.equal(inside.location, '/officer')
  assert.match((await phone.get('/en/account')).body, /two factors/)
  const { rows } = await sql<{ through: string; assurance: number }>`select e.data->>'through' as through, s.assurance from sessions s join events e on e.stream = 'session-' || s.id order by s.assurance`.execute(house.db)
  assert.deepEqual(rows, [{ through: 'sample', assurance: 1 }, { through: 'passkey', assurance: 2 }])
  assert.equal(Number((await sql<{ n: number }>`select count(*) as n from passkey_challenges`.execute(house.db)).rows[0]!.n), 0)
})

test('an answer that was seen on its way is worth nothing a second time', async (t) => {
  const { app, key } = await withPasskey(t)
  const [phone, thief] = [browser(app), browser(app, { ip: '198.51.100.4' })]
  const { challenge } = await asked(phone, '/sign-in/passkey')
  const passkey = key.sign({ ...here, challenge }, { account: 'minh', counter: 5 })
  assert.equal((await phone.post('/sign-in', { passkey })).location, '/officer')
  assert.match((await thief.post('/sign-in', { passkey })).location!, /why=passkey-too-late/)
  assert.match((await thief.get('/account')).location!, /^\/sign-in/)
})

test('what was signed for another site, without the user, with a challenge of another purpose or time, or by a copy of the key, is not accepted', async (t) => {
  const { app, house, desk, signIn } = await withPasskey(t)
  const stranger = browser(app)
  assert.equal((await signIn(stranger, { counter: 7 })).location, '/officer')
  for (const bent of [{ origin: 'http://town.test.evil.example' }, { origin: 'https://town.test' }, { rpId: 'evil.example' }, { userVerified: false }, { counter: 7 }, { counter: 3 }, { account: 'thinh' }])
    assert.match((await signIn(browser(app), { counter: 8, ...bent })).location!, /why=passkey-not-accepted/, JSON.stringify(bent))
  assert.match((await signIn(browser(app), { counter: 8, challenge: 'AAAAAAAAAAAAAAAAAAAAAAAA' })).location!, /why=passkey-too-late/)
  assert.match((await signIn(browser(app), { counter: 8, challenge: (await asked(desk, '/account/passkeys')).challenge })).location!, /why=passkey-too-late/)
  const late = 'asked-six-minutes-ago'
  await sql`insert into passkey_challenges (hash, purpose, ends_at) values (${hashOf(late)}, 'sign-in', now() - interval '1 second')`.execute(house.db)
  assert.match((await signIn(browser(app), { counter: 8, challenge: late })).location!, /why=passkey-too-late/)
  for (const passkey of ['', '{', 'null', '[]', '{"id":"x"}', '{"id":"x","response":{"clientDataJSON":"bnVsbA"}}', 'x'.repeat(50_000)])
    assert.match((await browser(app).post('/sign-in', { passkey })).location!, /why=passkey-not-accepted/)
  assert.equal((await signIn(browser(app), { counter: 8 })).location, '/officer', 'none of it locked Minh out')
})

test('a removed passkey opens nothing, and nobody removes another’s', async (t) => {
  const { app, house, desk, signIn } = await withPasskey(t)
  const id = (await sql<{ id: string }>`select id from passkeys`.execute(house.db)).rows[0]!.id
  const chair = browser(app)
  await chair.choose('thinh')
  assert.equal((await chair.post('/account', { _submit: 'remove-passkey', passkey: id })).status, 404)
  assert.equal((await desk.post('/account', { _submit: 'remove-passkey', passkey: id })).status, 303)
  const refused = await signIn(browser(app))
  assert.match(refused.location!, /^\/sign-in\/passkey\?why=passkey-unknown/)
  assert.match((await desk.get(`/en${refused.location}`)).body, /was removed/)
  assert.doesNotMatch((await desk.get('/sign-in/passkey?why=constructor')).body, /notice soon/)
})

test('a passkey is added by an official, in the browser that was asked, once', async (t) => {
  const { app, house, key } = await withPasskey(t)
  const [lan, chair] = [browser(app), browser(app)]
  await lan.choose('lan')
  assert.equal((await lan.send('POST', '/account/passkeys', {}, { accept: 'application/json' })).status, 403)
  assert.doesNotMatch((await lan.get('/account')).body, /<script/)
  await chair.choose('thinh')
  const told = { ...here, challenge: (await asked(chair, '/account/passkeys')).challenge as string }
  assert.equal((await chair.send('POST', '/account/passkeys', {}, { origin: 'https://evil.example' })).status, 403)
  // A token that was stolen leaves no key behind.
  const token = await tokenFor(house, 'approver')
  const byToken = await app.inject({ method: 'POST', url: '/api/identity.add-passkey', headers: { authorization: `Bearer ${token}` }, payload: { name: 'x', made: softwareAuthenticator().make(told) } })
  assert.deepEqual([byToken.statusCode, byToken.json().code], [409, 'passkey-too-late'])
  const add = async (made: string, name = 'Khoá') => chair.post('/account', { _submit: 'add-passkey', name, made })
  assert.match((await add(key.make(told))).body, /đã có rồi/, 'the same key cannot be two people’s')
  const again = { ...here, challenge: (await asked(chair, '/account/passkeys')).challenge as string }
  assert.equal((await add(softwareAuthenticator().make(again, { userVerified: false }))).status, 400)
  const good = { ...here, challenge: (await asked(chair, '/account/passkeys')).challenge as string }
  const made = softwareAuthenticator().make(good)
  assert.equal((await add(made, '')).status, 400)
  assert.equal((await add(made)).status, 303, 'a name that was missing costs no second try')
})

test('in Chromium Minh adds a passkey under the strict policy, signs out, and signs in with it; without scripts the page says what to do instead', { skip }, async (t) => {
  const { app, house } = await peopled(t)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://localhost:${(app.server.address() as AddressInfo).port}`
  Object.assign(house.settings, { publicUrl: url })
  const chrome = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  t.after(() => chrome.close())
  const context = await chrome.newContext({ locale: 'vi-VN' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const troubles: string[] = []
  page.on('console', (line) => { if (/Content Security Policy|Uncaught/.test(line.text())) troubles.push(line.text()) })
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })

  await page.goto(`${url}/sign-in?q=Minh`)
  await page.click('button[value=minh]')
  await page.waitForURL(/officer/)
  await page.goto(`${url}/account`)
  await page.fill('[name=name]', 'Máy ở bàn làm việc')
  await page.click('text=Thêm khoá truy cập')
  await page.waitForSelector('th:has-text("Máy ở bàn làm việc")')
  if (process.env['SEN_SHOTS']) await page.screenshot({ path: `${process.env['SEN_SHOTS']}/account-passkey.png`, fullPage: true })
  await page.click('text=Thêm khoá truy cập')
  await page.waitForFunction(() => /đã có khoá/.test(document.querySelector('[data-passkey] [role=status]')?.textContent ?? ''))

  await context.clearCookies()
  await page.goto(`${url}/sign-in`)
  await page.click('text=đăng nhập bằng khoá truy cập')
  await page.waitForURL(/sign-in\/passkey/)
  if (process.env['SEN_SHOTS']) await page.screenshot({ path: `${process.env['SEN_SHOTS']}/sign-in-passkey.png`, fullPage: true })
  await page.click('text=Dùng khoá truy cập')
  await page.waitForURL(`${url}/officer`)
  assert.deepEqual((await sql<{ assurance: number }>`select assurance from sessions order by assurance`.execute(house.db)).rows.map((r) => r.assurance), [1, 2])
  assert.deepEqual(troubles, [])

  // At 127.0.0.1 no browser gives the passkey of localhost: the page says where it works.
  await page.goto(`${url.replace('localhost', '127.0.0.1')}/sign-in/passkey`)
  assert.ok(await page.isVisible(`a[href="${url}"]`))
  assert.ok(!(await page.isVisible('text=Dùng khoá truy cập')))
  const plain = await chrome.newContext({ javaScriptEnabled: false })
  const old = await plain.newPage()
  await old.goto(`${url}/sign-in/passkey`)
  assert.ok(await old.isVisible('text=cần bật JavaScript'))
  assert.ok(!(await old.isVisible('text=Dùng khoá truy cập')))
})
