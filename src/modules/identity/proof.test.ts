import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { appointOfficial } from '#organisations'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { town, vuNinh } from '../../testing/town.ts'
import { registerAccounts, sampleAccounts, samplePeople, tokenFor } from './index.ts'
import { softwareAuthenticator } from './testing/authenticator.ts'
import { browser } from './testing/browser.ts'

const lends = { _submit: 'give', unit: vuNinh, to: 'nam', acts: 'decide', scope: 'all', validFrom: '10/09/2026', validTo: '12/09/2026', reason: 'Đi công tác ở Hà Nội' }
const page = '/officer/delegations'
const field = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

test('Thịnh lends what he signs by: he is asked whether it is he, and what he typed is still there', async (t) => {
  const { app, house } = await town(t)
  await registerAccounts(house, sampleAccounts(house.take(samplePeople)))
  for (const person of house.take(samplePeople).filter(({ key }) => ['thinh', 'nam'].includes(key)))
    for (const { post, unit, validFrom } of person.positions!) await perform(house, system, appointOfficial, { official: person.key, name: person.name, post, unit, validFrom })
  const desk = browser(app)
  await desk.choose('thinh')
  const lent = async () => Number((await sql<{ n: number }>`select count(*) as n from delegations`.execute(house.db)).rows[0]!.n)

  const asked = await desk.post(page, lends)
  assert.equal(asked.status, 401)
  assert.match(asked.body, /Xác nhận lại là bạn/)
  assert.equal(field(asked.body, 'reason'), 'Đi công tác ở Hà Nội')
  assert.equal(await lent(), 0)

  // Another's telephone shows nothing of it; a wrong code is counted, and after five the right one is worth nothing.
  const codeOn = async (phone: typeof desk) => /<p class="h1 num">(\d{6})</.exec((await phone.get('/sample-telephone')).body)?.[1]
  const code = (await codeOn(desk))!
  const stranger = browser(app)
  await stranger.choose('lan')
  assert.equal(await codeOn(stranger), undefined)
  for (let n = 0; n < 5; n++) {
    const wrong = await desk.post(page, { ...lends, _proof: 'code', _code: code === '000000' ? '000001' : '000000' })
    assert.equal(wrong.status, 401)
    assert.match(wrong.body, /Mã không đúng hoặc đã hết hạn/)
  }
  assert.equal((await desk.post(page, { ...lends, _proof: 'code', _code: code })).status, 401)
  const fresh = (await codeOn(desk))!
  assert.equal((await stranger.post('/account/confirm', { _submit: 'confirm', _proof: 'code', _code: fresh })).status, 401, 'a code belongs to one session')
  assert.equal((await desk.post(page, { ...lends, _proof: 'code', _code: ` ${fresh.slice(0, 3)} ${fresh.slice(3)}` })).status, 303)
  assert.equal(await lent(), 1)
  // For some minutes nothing more is asked; then again.
  assert.equal((await desk.post(page, { ...lends, validFrom: '13/09/2026', validTo: '14/09/2026' })).status, 303)
  Object.assign(house.settings, { proofMinutes: 0 })
  assert.equal((await desk.post(page, { ...lends, validFrom: '15/09/2026', validTo: '16/09/2026' })).status, 401)
  assert.deepEqual((await sql<{ by: string }>`select data->>'by' as by from events where type = 'identity.proved'`.execute(house.db)).rows, [{ by: 'code' }])
  Object.assign(house.settings, { proofMinutes: 15 })

  // By a passkey: one that he added, in this session, for this purpose.
  const other = browser(app)
  await other.choose('thinh')
  const key = softwareAuthenticator()
  const told = async (at: string) => ({ origin: 'http://town.test', rpId: 'town.test', challenge: JSON.parse((await other.send('POST', at, {}, { accept: 'application/json' })).body).challenge as string })
  await other.post('/account', { _submit: 'add-passkey', name: 'Khoá', made: key.make(await told('/account/passkeys')) })
  const foreign = key.sign(await told('/sign-in/passkey'), { account: 'thinh', counter: 1 })
  assert.match((await other.post(page, { ...lends, validFrom: '17/09/2026', validTo: '18/09/2026', _proof: foreign })).body, /quá 5 phút hoặc đã dùng rồi/, 'what was asked for signing in proves nothing here')
  const shown = await other.post('/en/account/confirm', { _submit: 'confirm', to: '/en/officer', _proof: key.sign(await told('/account/proof'), { account: 'thinh', counter: 2 }) })
  assert.deepEqual([shown.status, shown.location], [303, '/en/officer'])
  assert.equal((await other.post(page, { ...lends, validFrom: '17/09/2026', validTo: '18/09/2026' })).status, 303)
})

test('a program is told which token would do; the token of the terminal does, while it is fresh', async (t) => {
  const { app, house } = await town(t)
  const people = house.take(samplePeople)
  await registerAccounts(house, sampleAccounts(people))
  const thinh = people.find(({ role }) => role === 'approver')!
  for (const { post, unit, validFrom } of thinh.positions!) await perform(house, system, appointOfficial, { official: thinh.key, name: thinh.name, post, unit, validFrom })
  const token = await tokenFor(house, 'approver')
  const approve = () => app.inject({ method: 'POST', url: '/api/cases.approve', headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' }, payload: { caseId: 'none' } })
  assert.equal((await approve()).statusCode, 404, 'nothing stands in the way but that there is no such case')
  Object.assign(house.settings, { proofMinutes: 0 })
  const refused = await approve()
  assert.deepEqual([refused.statusCode, refused.json().code], [401, 'prove-it-is-you'])
  assert.equal(refused.headers['www-authenticate'], 'Bearer error="insufficient_user_authentication", error_description="prove-it-is-you", acr_values="urn:sen:acr:2", max_age="0"')
})
