import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appointOfficial } from '#organisations'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { lan, official, town, type Town, vuNinh } from '../../testing/town.ts'
import { caseStream } from './case-store.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch', vuNinh, 'process')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')

const single = {
  procedure: '1.004873', competentUnit: vuNinh, papers: [], delivery: 'desk',
  answers: {
    applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', applicantPhone: '0900000318',
    status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh,
  },
}

/** In process, with a fee that is paid when the result is fetched. */
async function withFeeAtReturn(vu: Town, more: object = {}, fee: object = {}): Promise<string> {
  const { body: { id } } = await vu.as(lan).api('cases.submit', single)
  const { data } = await vu.house.db.selectFrom('events').select('data').where('stream', '=', `case-${id}`).executeTakeFirstOrThrow()
  const caseId = `${id}-again`
  const ctx = openCtx(vu.house, lan)
  ctx.record(caseStream, unopened(caseId), [{ type: 'cases.submitted', data: { ...data, id: caseId, code: `${data.code}9`, checkCode: 'AAAA-AAAA-AAAA', ...more, fees: [{ code: 'extracts', amount: 16_000, at: 'return', names: { vi: 'Lệ phí bản sao', en: 'Extracts' }, ...fee }] } }])
  await vu.house.writer.write(ctx.pending)
  assert.equal((await vu.as(minh).api('cases.accept', { caseId })).status, 200)
  return caseId
}

test('Lan comes for her result: it is handed over when the fee of returning is paid, and not before', async (t) => {
  const vu = await town(t)
  const caseId = await withFeeAtReturn(vu)
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  await vu.as(thinh).api('cases.approve', { caseId })
  await vu.settle()
  const page = await vu.as(minh).get(`/officer/cases/${caseId}`)
  assert.match(page.body, /Còn 16\.000 đồng phải nộp khi nhận kết quả/)
  assert.doesNotMatch(page.body, /name="to-whom"/)
  const refused = await vu.as(minh).api('cases.return', { caseId })
  assert.deepEqual([refused.status, refused.body.code], [409, 'fee-due-at-return'])
  const { charges } = (await vu.as(minh).ask('payments.charges-of', { caseId })).body
  assert.equal((await vu.as(minh).api('payments.collect-cash', { charge: charges[0].id })).status, 200)
  await vu.settle()
  assert.equal((await vu.as(minh).press(`/officer/cases/${caseId}`, 'return', { how: 'desk' })).status, 303)
})

test('a case is given to nobody who may not handle its procedure', async (t) => {
  const vu = await town(t)
  const caseId = await withFeeAtReturn(vu)
  await perform(vu.house, system, appointOfficial, { official: 'o-ha', name: 'Ngô Thu Hà', unit: vuNinh, post: 'civil-status-officer', procedures: ['2.000635'], validFrom: '2026-01-01' })
  const given = await vu.as(thinh).api('cases.assign', { caseIds: [caseId], to: 'o-ha' })
  assert.deepEqual([given.status, Object.keys(given.body.fields ?? {})], [400, ['to']])
  await perform(vu.house, system, appointOfficial, { official: 'o-ha', name: 'Ngô Thu Hà', unit: vuNinh, post: 'civil-status-officer', procedures: ['1.004873'], validFrom: '2026-01-01' })
  assert.equal((await vu.as(thinh).api('cases.assign', { caseIds: [caseId], to: 'o-ha' })).status, 200)
})

test('asked for electronically, a result that costs a fee is issued by the payment and by nothing else', async (t) => {
  const vu = await town(t)
  const caseId = await withFeeAtReturn(vu, { delivery: 'online' })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  await vu.as(thinh).api('cases.approve', { caseId })
  await vu.settle()
  const documents = async () => (await vu.as(lan).ask('documents.mine')).body.documents.length
  assert.deepEqual([(await vu.as(lan).ask('cases.open', { caseId })).body.file.state, await documents()], ['finished', 0])
  const page = await vu.as(lan).get(`/cases/${caseId}`)
  assert.match(page.body, /Một việc đang chờ bạn/)
  assert.match(page.body, /Nộp 16\.000 đồng/)
  assert.match(page.body, /chúng tôi trả kết quả ngay khi nhận được tiền/)
  assert.match((await vu.as(lan).get('/cases')).body, /Chờ bạn nộp lệ phí/)
  const asked = (await vu.as(lan).ask('notifications.inbox')).body.rows.find((row: any) => row.kind === 'fee-asked')
  assert.match(asked.body, /Kết quả đã được ký; chúng tôi trả ngay khi nhận đủ tiền/)

  const { charges } = (await vu.as(minh).ask('payments.charges-of', { caseId })).body
  await vu.as(minh).api('payments.collect-cash', { charge: charges[0].id })
  await vu.settle()
  assert.deepEqual([(await vu.as(lan).ask('cases.open', { caseId })).body.file.state, await documents()], ['returned', 1])
})

test('a fee for copies keeps the copies, not the result', async (t) => {
  const vu = await town(t)
  const caseId = await withFeeAtReturn(vu, { delivery: 'online' }, { holds: 'copies' })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  await vu.as(thinh).api('cases.approve', { caseId })
  await vu.settle()
  const state = async () => (await vu.as(lan).ask('cases.open', { caseId })).body.file.state
  assert.deepEqual([await state(), (await vu.as(lan).ask('documents.mine')).body.documents.length], ['finished', 1])
  const { charges } = (await vu.as(minh).ask('payments.charges-of', { caseId })).body
  await vu.as(minh).api('payments.collect-cash', { charge: charges[0].id })
  await vu.settle()
  assert.equal(await state(), 'returned')
})
