import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { lan, mustBeAsDescribed, official, town, vuNinh } from '../testing/town.ts'
import { rooms } from '../apps/rooms.ts'
import { openApi } from './openapi.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')

test('a form that was not shown by us is not acted on', async (t) => {
  const vu = await town(t)
  vu.as(lan)
  const post = (payload: string, headers: Record<string, string> = {}) => vu.app.inject({ method: 'POST', url: '/services/1.004873/start', headers: { cookie: 'sen=p-lan', accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers }, payload })
  assert.equal((await post('_submit=start')).statusCode, 403)
  assert.equal((await post('_submit=start&_csrf=guessed')).statusCode, 403)
  const token = /name="_csrf" value="([^"]+)"/.exec((await vu.as(lan).get('/services/1.004873/start')).body)![1]!
  assert.equal((await post(`_submit=start&_csrf=${token}`, { origin: 'https://elsewhere.example' })).statusCode, 403)
  assert.equal((await post(`_submit=start&_csrf=${token}`)).statusCode, 303)
  assert.equal((await post(`_submit=no-such&_csrf=${token}`)).statusCode, 400)
})

test("the API does not take a page's cookie", async (t) => {
  const vu = await town(t)
  vu.as(lan)
  const asked = await vu.app.inject({ url: '/api/cases.mine', headers: { cookie: 'sen=p-lan' } })
  assert.equal(asked.statusCode, 401)
  assert.equal(asked.json().code, 'sign-in-first')
})

test('whoever must sign in first comes back to where he wanted to be', async (t) => {
  const vu = await town(t)
  const asked = await vu.app.inject({ url: '/en/cases?page=2', headers: { accept: 'text/html' } })
  assert.equal(asked.statusCode, 303)
  assert.equal(asked.headers.location, '/en/sign-in?to=%2Fen%2Fcases%3Fpage%3D2')
})

test('a program that asks for a file is told in JSON to sign in, not sent to a page', async (t) => {
  const vu = await town(t)
  for (const [headers, code] of [[{ authorization: 'Bearer worn-out' }, 'token-does-not-hold'], [{ accept: 'application/json' }, 'sign-in-first']] as const) {
    const asked = await vu.app.inject({ url: '/files/some-file', headers })
    assert.deepEqual([asked.statusCode, asked.json().code], [401, code])
  }
})

test('what is not there, not allowed or not understood is said in a sentence with a number, never a 500', async (t) => {
  const vu = await town(t)
  const visitor = vu.as(minh)
  assert.equal((await visitor.get('/no-such-page')).status, 404)
  assert.equal((await visitor.get('/cases')).status, 403)
  for (const path of ['/officer/cases/%00', "/officer/cases/'; drop table events; --", '/officer?page=-5&sort=nonsense&view=%F0%9F%92%A9', '/officer?q=%25%25%5C_', `/officer/cases/${'x'.repeat(150)}`, '/services/..%2f..%2fetc%2fpasswd', '/files/..%2f..%2fsecret', '/check/%27%22%3Cscript%3E', '/services?q=%00'])
    for (const prefix of ['', '/en']) assert.ok((await visitor.get(prefix + path)).status < 500, prefix + path)
  const broken = await vu.app.inject({ method: 'POST', url: '/api/cases.submit', headers: { authorization: 'Bearer o-minh', 'content-type': 'application/json' }, payload: '{"procedure":' })
  assert.equal(broken.statusCode, 400)
  assert.ok(broken.json().message && broken.json().number)
  const xml = await vu.app.inject({ method: 'POST', url: '/api/cases.submit', headers: { authorization: 'Bearer o-minh', 'content-type': 'text/xml' }, payload: '<a/>' })
  assert.equal(xml.statusCode, 415)
  for (const body of [[], 'text', 5, null, { procedure: { $gt: '' } }, { procedure: '1.004873', answers: { __proto__: {}, constructor: 1 }, papers: [{}], competentUnit: '' }]) {
    const refused = await vu.app.inject({ method: 'POST', url: '/api/cases.submit', headers: { authorization: `Bearer ${lan.id}`, 'content-type': 'application/json' }, payload: JSON.stringify(body) })
    assert.ok(refused.statusCode >= 400 && refused.statusCode < 500, `${JSON.stringify(body)}: ${refused.statusCode}`)
  }
})

test('every page says what a browser may do with it', async (t) => {
  const vu = await town(t)
  const { headers } = await vu.as(lan).get('/')
  assert.match(String(headers['content-security-policy']), /default-src 'none'.*script-src 'self'/)
  assert.match(String(headers['content-security-policy']), /require-trusted-types-for 'script'/)
  assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
})

test('the description of the API is valid OpenAPI 3.1 and names every action', async () => {
  const described = openApi(rooms, { title: 'Sen', url: 'http://town.test', version: '0' })
  const { valid, errors } = await new Validator().validate(structuredClone(described))
  assert.ok(valid, JSON.stringify(errors))
  for (const action of rooms.flatMap((r) => r.actions ?? [])) assert.ok((described['paths'] as any)[`/api/${action.name}`]?.post, action.name)
})

test('every refusal has a sentence in both languages, and both languages have the same', async (t) => {
  const vu = await town(t)
  for (const room of rooms) {
    if (!room.texts) continue
    assert.deepEqual(Object.keys(room.texts.en.refusals).sort(), Object.keys(room.texts.vi.refusals).sort(), room.name)
  }
  const { globSync, readFileSync } = await import('node:fs')
  const missing = new Set<string>()
  for (const file of globSync('src/**/*.{ts,tsx}').filter((f) => !/test\.tsx?$/.test(f)))
    for (const [, code] of readFileSync(file, 'utf8').matchAll(/new Refusal\('[a-z-]+', '([a-z0-9-]+)'/g)) if (vu.house.say('vi', code!) === code || vu.house.say('en', code!) === code) missing.add(`${code} (${file})`)
  assert.deepEqual([...missing], [])
})

test('the calls that another system needs say what they answer', () => {
  const { paths } = openApi(rooms, { title: 'Sen', url: 'http://town.test', version: '0' }) as any
  const needed = [
    'procedures.search', 'documents.upload', 'cases.submit', 'cases.start-draft', 'cases.save-step', 'cases.submit-draft', 'cases.mine', 'cases.open', 'cases.worklist', 'cases.accept', 'cases.ask-for-papers', 'cases.supply-papers',
    'cases.draft-result', 'cases.approve', 'cases.return', 'cases.rate', 'documents.mine', 'payments.charges-of', 'notifications.inbox', 'indicators.wall', 'indicators.measure', 'identity.my-account',
  ]
  for (const name of needed) {
    const { post, get } = paths[`/api/${name}`]
    const { schema } = (post ?? get).responses[200].content['application/json']
    assert.ok(schema.properties && (Object.keys(schema.properties).length || schema.description), `${name} says what it answers`)
  }
  assert.deepEqual(paths['/api/cases.submit'].post.responses[200].content['application/json'].schema.required, ['id', 'code', 'checkCode'])
})

test('a story that gets an answer its description does not know is told so', async (t) => {
  const vu = await town(t)
  assert.throws(() => mustBeAsDescribed(vu.house, 'cases.submit', 200, { id: 'a', code: 'b', checkCode: 'c', more: true }), /cases\.submit does not answer what it describes/)
  assert.throws(() => mustBeAsDescribed(vu.house, 'cases.mine', 200, { rows: [{ id: 'a' }], page: 1, more: false }), /cases\.mine does not answer/)
  mustBeAsDescribed(vu.house, 'cases.mine', 200, { rows: [], page: 1, more: false })
})
