import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lan, official, town, vuNinh } from '../../testing/town.ts'
import { monthOf } from './queries/register.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const elsewhere = official('o-hoa', 'Vũ Thị Hoa', 'Công chức một cửa', '09187', 'receive')

test('a month is its first and its last day, also in February and December', () => {
  assert.deepEqual(monthOf('2026-02'), { from: '2026-02-01', to: '2026-02-28' })
  assert.deepEqual(monthOf('2028-02'), { from: '2028-02-01', to: '2028-02-29' })
  assert.deepEqual(monthOf('2026-12'), { from: '2026-12-01', to: '2026-12-31' })
})

test('Minh prints the register of his desk; another desk cannot; an ended case is found again', async (t) => {
  const vu = await town(t)
  const answers = { applicantName: 'Nguyễn Thu Lan', applicantPersonalId: '000195000318', applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, phường Vũ Ninh', applicantPhone: '0900000318', status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Vay vốn', decidingUnit: vuNinh }
  assert.equal((await vu.as(minh).get(`/officer/register.pdf?unit=${vuNinh}&month=2026-09`)).status, 404)
  const filed = await vu.as(lan).api('cases.submit', { procedure: '1.004873', competentUnit: vuNinh, papers: [], answers })
  await vu.as(minh).api('cases.refuse', { caseId: filed.body.id, reason: 'Nộp sai nơi thường trú' })
  const book = await vu.as(minh).get(`/officer/register.pdf?unit=${vuNinh}&month=2026-09`)
  assert.equal(book.status, 200)
  assert.match(book.body, /^%PDF/)
  assert.equal((await vu.as(elsewhere).get(`/officer/register.pdf?unit=${vuNinh}&month=2026-09`)).status, 403)
  assert.equal((await vu.as(minh).get(`/officer/register.pdf?unit=${vuNinh}&month=nonsense`)).status, 400)
  assert.doesNotMatch((await vu.as(minh).get('/officer')).body, new RegExp(filed.body.code))
  assert.match((await vu.as(minh).get('/officer?view=closed&q=thu lan')).body, new RegExp(filed.body.code))
  assert.doesNotMatch((await vu.as(elsewhere).get('/officer?view=closed')).body, new RegExp(filed.body.code))
})
