import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { town } from '../../testing/town.ts'
import { setUpWord } from './index.ts'
import { browser } from './testing/browser.ts'

const thao = { name: 'Phan Phương Thảo', nationalId: '099189006305', email: 'thao@bacninh.example', password: 'sen hong quan ho' }

async function emptyProvince(t: TestContext) {
  const made = await town(t)
  Object.assign(made.house.settings, { sample: false })
  return { ...made, visitor: browser(made.app), word: setUpWord(made.house) }
}

test('an empty province says on its first page that it must be set up, and Thảo sets it up with the word of the terminal', async (t) => {
  const { app, house, visitor, word } = await emptyProvince(t)
  assert.match((await visitor.get('/')).body, /href="\/set-up"/)
  assert.match((await visitor.get('/sign-in')).body, /href="\/set-up"/)

  const wrong = await visitor.post('/set-up', { _submit: 'make', ...thao, word: 'sesame' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.body, /Mã này không đúng/)
  assert.ok(!wrong.body.includes(thao.password), 'a password is never sent back')
  const short = await visitor.post('/set-up', { _submit: 'make', ...thao, word, password: 'sen' })
  assert.match(short.body, /ít nhất 12 ký tự/)

  assert.equal((await visitor.post('/set-up', { _submit: 'make', ...thao, word })).status, 303)
  const home = (await visitor.get('/')).body
  assert.ok(!home.includes('/set-up'))
  assert.match(home, /Chưa có cán bộ tiếp nhận/)
  const again = await app.inject({ method: 'POST', url: '/api/identity.set-up', payload: { ...thao, nationalId: '099189006306', word } })
  assert.equal(again.statusCode, 409, 'the word is worth nothing any more')

  // She signs in with the password, and nobody else does.
  const stranger = browser(app, { ip: '203.0.113.9' })
  assert.match((await stranger.post('/sign-in', { nationalId: thao.nationalId, password: 'hoa sen hoa sen' })).location ?? '', /why=password/)
  assert.match((await stranger.post('/sign-in', { nationalId: '099189006399', password: thao.password })).location ?? '', /why=password/)
  const inside = await visitor.post('/sign-in', { nationalId: thao.nationalId, password: thao.password })
  assert.equal(inside.location, '/officer/officials')
  assert.match((await visitor.get('/officer/officials')).body, /Quản trị hệ thống/)
  const { rows } = await house.pool.query(`select data::text from events where data::text like '%sen hong%' union all select hash from passwords where hash like '%sen hong%'`)
  assert.deepEqual(rows, [], 'the password is kept nowhere')
})

test('whoever guesses passwords is asked to wait', async (t) => {
  const { visitor, word } = await emptyProvince(t)
  await visitor.post('/set-up', { _submit: 'make', ...thao, word })
  const answers = []
  for (let i = 0; i < 12; i++) answers.push((await visitor.post('/sign-in', { nationalId: thao.nationalId, password: `guess number ${i}` })).status)
  assert.equal(answers.at(-1), 429)
})

test('the administrator appoints by personal number, and ends a post again', async (t) => {
  const { app, house, visitor, word } = await emptyProvince(t)
  await visitor.post('/set-up', { _submit: 'make', ...thao, word })
  await visitor.post('/sign-in', { nationalId: thao.nationalId, password: thao.password })
  const page = '/officer/officials?unit=09169'
  assert.match((await visitor.get(page)).body, /09169-PVHCC\|one-stop-officer/)

  const form = { _submit: 'appoint', name: 'Ngô Quang Minh', nationalId: '099 090 006 101', post: '09169-PVHCC|one-stop-officer' }
  const bare = await visitor.post('/officer/officials', { ...form, nationalId: '12', post: '' })
  assert.equal(bare.status, 400)
  const appointed = await visitor.post('/officer/officials', form)
  assert.equal(appointed.status, 303, appointed.body)
  assert.doesNotMatch((await visitor.get('/')).body, /Chưa có cán bộ tiếp nhận/)
  const list = (await visitor.get(page)).body
  assert.match(list, /Ngô Quang Minh/)
  const account = await house.db.selectFrom('accounts').selectAll().where('national_id', '=', '099090006101').executeTakeFirstOrThrow()
  assert.equal(account.official, true)
  const disagrees = await visitor.post('/officer/officials', { ...form, name: 'Ai Đó' })
  assert.equal(disagrees.status, 400)
  assert.match(disagrees.body, /thuộc người có tên khác/)

  const [, position] = /name="position" value="([^"]+)"/.exec(list)!
  assert.equal((await visitor.post('/officer/officials', { _submit: 'end', official: account.id, position: position! })).status, 303)
  assert.ok(!(await visitor.get(page)).body.includes('Ngô Quang Minh</'))

  // A citizen who takes office keeps his account.
  const before = await house.pool.query(`select count(*)::int as n from accounts`)
  await house.pool.query(`insert into accounts (id, kind, official, name, national_id, search, registered_at) values ('quan', 'person', false, 'Hoàng Minh Quân', '099091006202', '', now())`)
  assert.equal((await visitor.post('/officer/officials', { ...form, name: 'Hoàng Minh Quân', nationalId: '099091006202', post: '09169|civil-status-officer' })).status, 303)
  assert.equal((await house.pool.query(`select count(*)::int as n from accounts`)).rows[0].n, before.rows[0].n + 1)
  assert.equal((await house.pool.query(`select official from accounts where id = 'quan'`)).rows[0].official, true)
  assert.equal((await browser(app).get('/officer/officials')).status, 303, 'others are asked to sign in')
})
