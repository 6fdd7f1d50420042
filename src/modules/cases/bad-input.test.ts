import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csrfToken } from '#platform/http'
import { lan, official, town, vuNinh } from '../../testing/town.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'process')
const admin = official('o-quan-tri', 'Nguyễn Văn Cường', 'Quản trị', '24', 'admin')

const single = {
  procedure: '1.004873', competentUnit: vuNinh, papers: [],
  answers: {
    applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', applicantPhone: '0900000318',
    status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh,
  },
}

test('a program that names fields no letter has is told which, and the house stays as it was', async (t) => {
  const vu = await town(t)
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', single)
  await vu.as(minh).api('cases.accept', { caseId })
  for (const values of [{ '__proto__.polluted': 'x' }, { 'constructor.prototype.polluted': 'x' }, { 'person.__proto__.polluted': 'x' }, { toString: 'x' }, { 'a..b': 'x' }, { note: 'a word', 'note.more': 'and words' }]) {
    const answer = await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant', values })
    assert.equal(({} as { polluted?: string }).polluted, undefined)
    assert.equal(answer.status, 400, JSON.stringify(values))
    assert.deepEqual(Object.keys(answer.body.fields), [`values.${Object.keys(values).at(-1)}`])
  }
  assert.equal((await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })).status, 200)
})

test('what no calendar, no letter and no index knows is refused with what to mend, never as our fault', async (t) => {
  const vu = await town(t)
  const post = { official: 'o-moi', name: 'Trần Thị Hoa', unit: '24', post: 'administrator' }
  for (const validFrom of ['2026-02-30', '0000-01-01', '9999-12-31T00:00']) {
    const answer = await vu.as(admin).api('organisations.appoint-official', { ...post, validFrom })
    assert.deepEqual([answer.status, Object.keys(answer.body.fields)], [400, ['validFrom']], validFrom)
  }
  assert.equal((await vu.as(minh).get(`/officer/register.pdf?unit=${vuNinh}&month=0000-01`)).status, 400)
  // Half of a letter of two halves: no table keeps it.
  const half = await vu.app.inject({ method: 'POST', url: '/api/cases.submit', headers: { authorization: `Bearer ${lan.id}`, 'content-type': 'application/json' }, payload: JSON.stringify({ ...single, answers: { ...single.answers, otherPurpose: 'Bổ sung hồ sơ \ud83d vay vốn' } }) })
  assert.equal(half.statusCode, 400)
  const key = Array.from({ length: 6000 }, (_, i) => (i * 7919 % 36).toString(36)).join('')
  assert.equal((await vu.as(lan).api('cases.submit', single, { key })).status, 400)
})

test('the API hears tokens only, however its address is spelled; an address of nowhere is no reason to break', async (t) => {
  const vu = await town(t)
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', single)
  for (const api of ['api', '%61pi', '%61%70%69']) {
    const who = await vu.app.inject({ url: `/${api}/who-am-i`, headers: { cookie: `sen=${lan.id}` } })
    assert.equal(who.json().kind, 'nobody', api)
    const posted = await vu.app.inject({ method: 'POST', url: `/${api}/cases.withdraw`, headers: { cookie: `sen=${lan.id}`, 'content-type': 'application/x-www-form-urlencoded' }, payload: `caseId=${caseId}` })
    assert.equal(posted.statusCode, 401, api)
  }
  const posted = await vu.app.inject({ method: 'POST', url: `/cases/${caseId}`, headers: { cookie: `sen=${lan.id}`, origin: 'nowhere', 'content-type': 'application/x-www-form-urlencoded' }, payload: '_submit=withdraw' })
  assert.equal(posted.statusCode, 403)
})

test('a button that no page has is refused in words, and a stranger is asked to sign in before his files are read', async (t) => {
  const vu = await town(t)
  for (const button of ['no-such', 'constructor', '__proto__', 'toString']) assert.equal((await vu.as(lan).press('/services/1.004873/start', button)).status, 400, button)
  const posted = await vu.app.inject({ method: 'POST', url: '/set-up', headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload: `--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n${'x'.repeat(100_000)}\r\n--x--\r\n` })
  assert.equal(posted.statusCode, 401)
})

test('behind a proxy that calls the house by a name of its own the form goes through, and one from elsewhere does not', async (t) => {
  const vu = await town(t)
  const send = (origin: string) => {
    const csrf = csrfToken(vu.house.settings.secret, { ...lan, session: `session-${lan.id}` })
    return vu.app.inject({ method: 'POST', url: '/services/1.004873/start', headers: { cookie: `sen=${lan.id}`, host: 'sen-1.internal:8080', origin, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, _submit: 'start' }).toString() })
  }
  assert.equal((await send('http://town.test')).statusCode, 303)
  assert.equal((await send('http://evil.test')).statusCode, 403)
})
