import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { exportJWK, generateKeyPair } from 'jose'
import { sql } from 'kysely'
import * as client from 'openid-client'
import { appointOfficial } from '#organisations'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { buildApp } from '#platform/http'
import { roof } from '../../../apps/roof.ts'
import { official, town, vuNinh } from '../../../testing/town.ts'
import { endOtherSessions } from '../actions/end-session.ts'
import { registerClient, registerService } from '../actions/register-client.ts'
import { identify, registerAccounts, sampleAccounts, samplePeople } from '../index.ts'
import { browser } from '../testing/browser.ts'
import { isRefusal } from '../testing/refusal.ts'
import { signingKey } from './signing-key.ts'
import { unseal } from './relying-party.ts'

/** A town that listens, so that a program can reach its provider. */
async function listening(t: TestContext, who: 'everybody' | 'officials' = 'everybody') {
  const { house } = await town(t)
  await registerAccounts(house, sampleAccounts(house.take(samplePeople)).filter((account) => who === 'everybody' || account.official))
  await perform(house, system, appointOfficial, { official: 'minh', name: 'Ngô Quang Minh', post: 'one-stop-officer', unit: '09169-PVHCC', validFrom: '2025-07-01' })
  const app = await buildApp(house, roof)
  t.after(() => app.close())
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  Object.assign(house.settings, { publicUrl: url })
  return { house, app, url, host: new URL(url).host }
}

/** Somebody else's program that sends people here to sign in. */
async function program(house: Awaited<ReturnType<typeof listening>>['house'], scopes: string[], more: { public?: boolean; postLogoutRedirectUris?: string[]; backchannelLogoutUri?: string } = {}) {
  const { clientId, clientSecret } = await perform(house, system, registerClient, { name: 'Ví của Lan', redirectUris: ['https://wallet.example/back'], scopes, ...more } as any)
  const config = await client.discovery(new URL(`${house.settings.publicUrl}/oidc`), clientId, clientSecret, clientSecret ? client.ClientSecretBasic(clientSecret) : client.None(), { execute: [client.allowInsecureRequests] })
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const ask = async (scope = ['openid', ...scopes].join(' '), extra: Record<string, string> = {}) =>
    client.buildAuthorizationUrl(config, { redirect_uri: 'https://wallet.example/back', scope, state, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...extra }).href
  const take = (back: string) => client.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier: verifier, expectedState: state })
  return { config, ask, take, clientId }
}

test('Lan signs in to a program through Sen, and the program may act for her as far as it was let', async (t) => {
  const { house, app, host } = await listening(t)
  const { config, ask, take } = await program(house, ['profile', 'phone', 'national_id', 'api'])
  const phone = browser(app, { host })
  const asked = await phone.follow(await phone.get(await ask()))
  assert.match(asked.body, /Chọn một nhân vật của bản mẫu/)
  const to = /name="to" value="([^"]+)"/.exec(asked.body)![1]!
  assert.match(to, /^\/sign-in\/continue\//)
  const between = await phone.choose('lan', to)
  assert.equal(between.status, 200, 'a page in between ends the form, so that form-action does not hold the way to the other site')
  assert.equal(between.headers['refresh'], `0; url=${to}`)
  const back = await phone.follow(await phone.get(to))
  assert.match(back.location!, /^https:\/\/wallet\.example\/back\?code=/)
  const tokens = await take(back.location!)
  assert.equal(tokens.claims()!.sub, 'lan')
  const who = await client.fetchUserInfo(config, tokens.access_token, 'lan')
  assert.deepEqual([who.name, who['national_id'], who['assurance_level'], who.phone_number, who.email], ['Nguyễn Thu Lan', '099194000318', 2, '0900000318', undefined])

  const actor = await identify(house, { bearer: tokens.access_token })
  assert.deepEqual([actor.id, actor.kind], ['lan', 'person'])
  assert.equal((await app.inject({ url: '/api/identity.my-account', headers: { authorization: `Bearer ${tokens.access_token}` } })).statusCode, 200)
  const kept = await sql<{ all: string }>`select jsonb_agg(to_jsonb(o))::text as all from oidc_things o`.execute(house.db)
  for (const secret of [tokens.access_token, new URL(back.location!).searchParams.get('code')!]) assert.equal(kept.rows[0]!.all.includes(secret), false, 'kept by hash alone')
  await assert.rejects(take(back.location!), 'a code is good once')

  const again = await phone.follow(await phone.get(await ask()))
  assert.match(again.location!, /^https:\/\/wallet\.example/, 'signed in already: no page in between')
})

test('the administrator of a ward lets no program into the whole province', async (t) => {
  const vu = await town(t)
  const program = { name: 'Ví của phường', redirectUris: ['https://ward.example/back'], scopes: ['api', 'office'] }
  const ofWard = official('o-ward', 'Đỗ Văn Tú', 'Quản trị hệ thống phường', vuNinh, 'admin')
  const ofProvince = official('o-province', 'Nguyễn Văn Cường', 'Quản trị hệ thống tỉnh', '24', 'admin')
  assert.equal((await vu.as(ofWard).api('identity.register-client', program)).status, 403)
  assert.equal((await vu.as(ofProvince).api('identity.register-client', program)).status, 200)
})

test('a token that only says who somebody is may not act for her', async (t) => {
  const { house, app, host } = await listening(t)
  const { ask, take } = await program(house, ['profile'], { public: true })
  const phone = browser(app, { host })
  await phone.choose('lan')
  const { access_token: token } = await take((await phone.follow(await phone.get(await ask()))).location!)
  await assert.rejects(identify(house, { bearer: token }), isRefusal('forbidden', 'token-without-leave'))
  const more = await phone.follow(await phone.get(await ask('openid profile api')))
  assert.match(more.location ?? more.body, /invalid_scope/, 'nor ask for more than it was let')
})

test('an official is in office for a program only where it was let into the office', async (t) => {
  const { house, app, host } = await listening(t)
  const phone = browser(app, { host })
  await phone.choose('minh')
  const [citizen, office] = [await program(house, ['api']), await program(house, ['office'])]
  const tokenOf = async ({ ask, take }: typeof citizen) => (await take((await phone.follow(await phone.get(await ask()))).location!)).access_token
  assert.equal((await identify(house, { bearer: await tokenOf(citizen) })).kind, 'person')
  const actor = await identify(house, { bearer: await tokenOf(office) })
  assert.equal(actor.kind, 'official')
  assert.deepEqual(actor.powers.map((p) => p.act), ['receive'])
})

test('who signed out of Sen and lets another sign in is not mistaken for the first', async (t) => {
  const { house, app, host } = await listening(t)
  const { ask, take } = await program(house, ['profile'])
  const phone = browser(app, { host })
  await phone.choose('lan')
  assert.equal((await take((await phone.follow(await phone.get(await ask()))).location!)).claims()!.sub, 'lan')
  await phone.choose('duc')
  assert.equal((await take((await phone.follow(await phone.get(await ask()))).location!)).claims()!.sub, 'duc')
})

test('a program nobody let in, a wrong way back and a request without PKCE get no answer about anybody', async (t) => {
  const { house, app, host } = await listening(t)
  const { ask } = await program(house, ['profile'])
  const phone = browser(app, { host })
  await phone.choose('lan')
  const url = new URL(await ask())
  for (const [name, value] of [['client_id', 'nobody'], ['redirect_uri', 'https://evil.example/back']] as const) {
    const wrong = new URL(url)
    wrong.searchParams.set(name, value)
    const answer = await phone.follow(await phone.get(wrong.href))
    assert.equal(answer.status, 400)
    assert.equal(answer.location, undefined)
    assert.match(answer.body, /Chương trình gọi đến chưa đúng cách/)
  }
  url.searchParams.delete('code_challenge')
  url.searchParams.delete('code_challenge_method')
  assert.match((await phone.follow(await phone.get(url.href))).location!, /error=invalid_request/)
  assert.equal((await phone.get('/sign-in/continue/made-up')).location, '/sign-in?why=late')
})

test('Sen signs people in through an issuer outside: here, through another Sen', async (t) => {
  const outside = await listening(t)
  const { house, app, url } = await listening(t, 'officials')
  const { clientId, clientSecret } = await perform(outside.house, system, registerClient, { name: 'Bắc Ninh', redirectUris: [`${url}/sign-in/return`], scopes: ['profile', 'phone', 'email', 'national_id'] })
  Object.assign(house.settings, {
    sample: false, oidcIssuer: `${outside.url}/oidc`, oidcClientId: clientId, oidcClientSecret: clientSecret,
    oidcClaims: { id: 'sub', name: 'name', nationalId: 'national_id', birthDate: 'birthdate', sex: 'gender', level: 'assurance_level' },
  })
  // The same person under another id here, known from the counter by number alone.
  await sql`insert into accounts (id, kind, official, name, national_id, search, registered_at) values ('from-counter', 'person', false, 'Nguyễn Thu Lan', '099194000318', 'nguyen thu lan 099194000318', now())`.execute(house.db)

  const there = browser(outside.app, { host: outside.host })
  const here = browser(app, { host: new URL(url).host })
  const throughIssuer = async (person: string, to?: string) => {
    await there.choose(person)
    const page = await here.get(`/sign-in${to ? `?to=${encodeURIComponent(to)}` : ''}`)
    const start = /href="(\/sign-in\/start[^"]*)"/.exec(page.body)![1]!
    const out = await here.get(start)
    assert.match(out.location!, new RegExp(`^${outside.url}/oidc/auth\\?`))
    const back = await there.follow(await there.get(out.location!))
    assert.match(back.location!, new RegExp(`^${url}/sign-in/return\\?code=`))
    return { back: back.location!, answer: await here.get(back.location!) }
  }

  const lan = await throughIssuer('lan', '/account')
  assert.equal(lan.answer.location, '/account')
  assert.match((await here.get('/account')).body, /Nguyễn Thu Lan/)
  assert.equal((await identify(house, { session: here.jar.get('sen')!.value })).id, 'from-counter')
  const account = await sql`select phone, sex, birth_date, assurance from accounts where id = 'from-counter'`.execute(house.db)
  assert.deepEqual(account.rows[0], { phone: '0900000318', sex: 'female', birth_date: '1994-06-14', assurance: 2 })
  assert.equal((await here.get(lan.back)).location, '/sign-in?why=late', 'coming back twice is too late')

  const again = await throughIssuer('lan')
  assert.equal(again.answer.location, '/cases')
  await throughIssuer('duc')
  assert.equal((await sql`select 1 from accounts where national_id = '099092004471'`.execute(house.db)).rows.length, 1, 'whom nobody knew is registered')
  assert.equal((await throughIssuer('minh')).answer.location, '/officer')
  assert.equal((await throughIssuer('minh', '/account')).answer.location, '/account')
  assert.equal((await identify(house, { session: here.jar.get('sen')!.value })).kind, 'official')
  assert.equal((await throughIssuer('minh', '/services/1.001193')).answer.location, '/services/1.001193')
  assert.equal((await identify(house, { session: here.jar.get('sen')!.value })).kind, 'person', 'an official is a citizen too')

  const declined = await here.get('/sign-in/start')
  const state = new URL(declined.location!).searchParams.get('state')!
  assert.equal((await here.get(`/sign-in/return?error=access_denied&state=${state}&iss=${encodeURIComponent(`${outside.url}/oidc`)}`)).location, '/sign-in?why=declined')
  const forged = await here.get('/sign-in/start')
  assert.equal((await here.get(`/sign-in/return?code=x&state=forged&iss=${encodeURIComponent(new URL(forged.location!).origin)}`)).location, '/sign-in?why=line')
})

test('an issuer that does not answer is told about in words', async (t) => {
  const { house, app, host } = await listening(t)
  const silent = createServer((_, res) => res.writeHead(500).end()).listen(0, '127.0.0.1')
  t.after(() => silent.close())
  await new Promise((resolve) => silent.once('listening', resolve))
  Object.assign(house.settings, { oidcIssuer: `http://127.0.0.1:${(silent.address() as { port: number }).port}`, oidcClientId: 'x', oidcClientSecret: 'y' })
  const phone = browser(app, { host })
  const sent = await phone.get('/en/sign-in/start?to=/en/cases')
  assert.equal(sent.location, '/en/sign-in?why=line&to=%2Fen%2Fcases')
  assert.match((await phone.get(sent.location!)).body, /cannot be reached/)
})

test('what the browser brings back from the issuer is believed only as we gave it', async (t) => {
  const { house } = await listening(t)
  for (const made of [undefined, '', 'x', 'x.y', `${Buffer.from('{"to":"//evil.example","until":9e15}').toString('base64url')}.AAAA`]) assert.equal(unseal(house, made), undefined)
})

test('the signing key is the same in every process and another for another secret', () => {
  assert.deepEqual(signingKey('a secret of some length'), signingKey('a secret of some length'))
  assert.notEqual(signingKey('a secret of some length')['x'], signingKey('another secret')['x'])
})

test('a program acts for Lan while she is away, as she allowed; a copied refresh token takes everything with it; signing out everywhere is told', async (t) => {
  const { house, app, host } = await listening(t)
  const told: string[] = []
  const there = createServer((req, res) => { let body = ''; req.on('data', (part) => (body += part)).on('end', () => { told.push(body); res.end() }) }).listen(0, '127.0.0.1')
  t.after(() => there.close())
  await new Promise((resolve) => there.once('listening', resolve))
  const { port } = there.address() as { port: number }
  Object.assign(house.settings, { outboundInside: [`127.0.0.1:${port}`] })
  const { config, ask, take, clientId } = await program(house, ['api', 'offline_access'], { postLogoutRedirectUris: ['https://wallet.example/bye'], backchannelLogoutUri: `http://127.0.0.1:${port}/out` })
  const phone = browser(app, { host })
  await phone.choose('lan')
  const asked = await phone.follow(await phone.get(await ask('openid api offline_access', { prompt: 'consent' })))
  assert.match(asked.body, /Ví của Lan[\s\S]*nộp và theo dõi hồ sơ thay bạn/)
  const csrf = /name="_csrf" value="([^"]*)"/.exec(asked.body)![1]!
  const agreed = await phone.send('POST', asked.at!, { _csrf: csrf, answer: 'yes' })
  const back = await phone.follow(await phone.get(String(agreed.headers['refresh']).replace('0; url=', '')))
  const first = await take(back.location!)
  assert.equal((await identify(house, { bearer: first.access_token })).id, 'lan')
  const second = await client.refreshTokenGrant(config, first.refresh_token!)
  assert.notEqual(second.refresh_token, first.refresh_token)
  await assert.rejects(client.refreshTokenGrant(config, first.refresh_token!), 'a refresh token is good once')
  await assert.rejects(client.refreshTokenGrant(config, second.refresh_token!), 'and what was given with a copied one is gone')

  // Signing out there is signing out here; and she can be told everywhere.
  await perform(house, (await identify(house, { session: phone.jar.get('sen')!.value })), endOtherSessions, {})
  const again = await take((await phone.follow(await phone.get(await ask('openid api')))).location!)
  await perform(house, (await identify(house, { session: phone.jar.get('sen')!.value })), endOtherSessions, {})
  const { settle } = await import('#platform/jobs')
  await settle(house)
  const claims = JSON.parse(Buffer.from(new URLSearchParams(told.at(-1)!).get('logout_token')!.split('.')[1]!, 'base64url').toString())
  assert.deepEqual([claims.sub, claims.aud, Object.keys(claims.events)], ['lan', clientId, ['http://schemas.openid.net/event/backchannel-logout']])
  await assert.rejects(identify(house, { bearer: again.access_token }), isRefusal('sign-in', 'token-does-not-hold'))

  const last = await take((await phone.follow(await phone.get(await ask('openid api')))).location!)
  const end = client.buildEndSessionUrl(config, { id_token_hint: last.id_token!, post_logout_redirect_uri: 'https://wallet.example/bye' })
  const page = await phone.get(end.href)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1]
  const out = xsrf ? await phone.send('POST', '/oidc/session/end/confirm', { xsrf, logout: 'yes' }) : page
  assert.match(out.location ?? '', /^https:\/\/wallet\.example\/bye/)
  assert.match((await phone.get('/account')).location!, /^\/sign-in/, 'signed out here too')
})

test('a program that needs to be surer sends her to confirm, and its token says how sure and since when', async (t) => {
  const { house, app, host } = await listening(t)
  const { ask, take } = await program(house, ['api'])
  const phone = browser(app, { host })
  await phone.choose('lan')
  const plain = await take((await phone.follow(await phone.get(await ask()))).location!)
  assert.equal((await identify(house, { bearer: plain.access_token })).provedAt, undefined)
  const sent = await phone.follow(await phone.get(await ask('openid api', { acr_values: 'urn:sen:acr:2' })))
  assert.match(sent.body, /Xác nhận lại là bạn/)
  const to = /name="to" value="([^"]+)"/.exec(sent.body)![1]!
  const _code = /<p class="h1 num">(\d{6})</.exec((await phone.get('/sample-telephone')).body)![1]!
  const on = await phone.post('/account/confirm', { _submit: 'confirm', to, _proof: 'code', _code })
  const surer = await take((await phone.follow(on)).location!)
  assert.equal(surer.claims()!['acr'], 'urn:sen:acr:2')
  const { provedAt } = await identify(house, { bearer: surer.access_token })
  assert.ok(provedAt && Date.now() - provedAt.getTime() < 60_000)
})

test('a machine of another agency signs in by its key or by its certificate, does what it was given, and decides nothing', async (t) => {
  const { house, app, url } = await listening(t)
  Object.assign(house.settings, { clientCertificateHeader: 'Client-Cert', trustProxy: '127.0.0.1' })
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const stranger = await generateKeyPair('ES256')
  const { clientId } = await perform(house, system, registerService, { name: 'Thuế tỉnh', unit: vuNinh, acts: ['receive'], by: 'private_key_jwt', keys: [{ ...(await exportJWK(publicKey)), use: 'sig', alg: 'ES256' }] })
  await assert.rejects(perform(house, system, registerService, { name: 'Thuế tỉnh', unit: vuNinh, acts: ['receive'], by: 'private_key_jwt', keys: [{ ...(await exportJWK(privateKey)) }] }), isRefusal('invalid', 'check-the-form'))
  const tokenBy = async (key: CryptoKey) => client.clientCredentialsGrant(await client.discovery(new URL(`${url}/oidc`), clientId, undefined, client.PrivateKeyJwt(key), { execute: [client.allowInsecureRequests] }), { scope: 'api' })
  await assert.rejects(tokenBy(stranger.privateKey))
  const { access_token: token } = await tokenBy(privateKey)
  const machine = await identify(house, { bearer: token })
  assert.deepEqual([machine.kind, machine.name, machine.powers.map(({ act, unit }) => [act, unit])], ['service', 'Thuế tỉnh', [['receive', vuNinh]]])
  const call = (name: string, bearer: string, headers = {}) => fetch(`${url}/api/${name}`, { method: 'POST', headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers }, body: JSON.stringify({ caseId: 'none' }) }).then((answer) => answer.status)
  assert.deepEqual([await call('cases.accept', token), await call('cases.approve', token), await call('cases.withdraw', token)], [404, 403, 403])

  // By certificate: the header of a proxy that is believed, and a token that is worth nothing without it.
  const folder = mkdtempSync(join(tmpdir(), 'sen-mtls-'))
  t.after(() => rmSync(folder, { recursive: true }))
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', join(folder, 'k'), '-out', join(folder, 'c'), '-days', '2', '-subj', '/CN=machine'], { stdio: 'ignore' })
  const certificate = new X509Certificate(readFileSync(join(folder, 'c')))
  const shown = { 'client-cert': `:${certificate.raw.toString('base64')}:` }
  const { clientId: tls } = await perform(house, system, registerService, { name: 'Kho bạc', unit: vuNinh, acts: ['receive'], by: 'self_signed_tls_client_auth', keys: [{ ...(certificate.publicKey.export({ format: 'jwk' }) as object), x5c: [certificate.raw.toString('base64')], use: 'sig' }] })
  const ask = (headers = {}) => fetch(`${url}/oidc/token`, { method: 'POST', headers, body: new URLSearchParams({ grant_type: 'client_credentials', client_id: tls, scope: 'api' }) })
  assert.equal((await ask()).status, 401)
  const bound = ((await (await ask(shown)).json()) as { access_token: string }).access_token
  assert.deepEqual([await call('cases.accept', bound, shown), await call('cases.accept', bound)], [404, 401])
  Object.assign(house.settings, { trustProxy: '10.0.0.0/8' })
  assert.equal((await ask(shown)).status, 401, 'whoever is no proxy of ours has shown nothing')
  await app.close()
})
