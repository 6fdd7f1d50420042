import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hung, lan, official, town, vuNinh } from '../../testing/town.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'process')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')

/** Confirmation of marital status: three working days, no papers that the State does not hold. */
const single = {
  procedure: '1.004873',
  competentUnit: vuNinh,
  papers: [],
  answers: {
    applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', applicantPhone: '0900000318',
    status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh,
  },
}

test('Lan files online, Minh accepts, Trang drafts, Thịnh signs, and the result lies in her store', async (t) => {
  const vu = await town(t)
  const filed = await vu.as(lan).api('cases.submit', single)
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  assert.match(filed.body.code, /^H05\.\d{3}\.\d{2}-260909-0001$/)
  const caseId = filed.body.id
  // Sent, and not accepted: nobody has received it yet, and no day is promised.
  const notice = (await vu.as(lan).get(`/cases/${caseId}/slip`)).body
  assert.match(notice, /<h2>GIẤY XÁC NHẬN ĐÃ GỬI HỒ SƠ<\/h2>/)
  assert.match(notice, /mẫu số 01/)
  assert.doesNotMatch(notice, /VÀ HẸN TRẢ KẾT QUẢ|NGƯỜI TIẾP NHẬN/)
  assert.match((await vu.as(lan).get(`/check/${filed.body.checkCode}`)).body, /Giấy xác nhận đã gửi hồ sơ/)
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /in giấy xác nhận đã gửi/)

  const list = await vu.as(minh).get('/officer')
  assert.equal(list.status, 200)
  assert.match(list.body, new RegExp(filed.body.code))

  const accepted = await vu.as(minh).press(`/officer/cases/${caseId}`, 'accept')
  assert.equal(accepted.status, 303)
  const slip = (await vu.as(lan).get(`/cases/${caseId}/slip`)).body
  assert.match(slip, /<h2>GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ<\/h2>/)
  assert.match(slip, /NGƯỜI TIẾP NHẬN/)
  // Accepted Wednesday 9 September 2026 with three working days: Monday 14 September.
  const open = await vu.as(minh).ask('cases.open', { caseId })
  assert.equal(open.body.file.dueOn, '2026-09-14')
  assert.equal(open.body.file.state, 'in-process')

  assert.equal((await vu.as(trang).press(`/officer/cases/${caseId}`, 'draft', { outcome: 'grant' })).status, 303)
  assert.equal((await vu.as(thinh).press(`/officer/cases/${caseId}`, 'approve')).status, 303)
  await vu.settle()

  const page = await vu.as(lan).get(`/cases/${caseId}`)
  assert.equal(page.status, 200)
  assert.match(page.body, /Đã trả kết quả/)
  const done = await vu.as(lan).ask('cases.open', { caseId })
  assert.equal(done.body.file.state, 'returned')
  const pdf = await vu.as(lan).get(`/files/${done.body.file.result.file}`)
  assert.equal(pdf.status, 200)
  assert.match(pdf.body, /^%PDF-1\.7/)
  assert.equal((await vu.as(hung).get(`/cases/${caseId}`)).status, 404)
})

test('a double click makes one case', async (t) => {
  const vu = await town(t)
  const both = await Promise.all([1, 2].map(() => vu.as(lan).api('cases.submit', single, { key: 'the-same' })))
  assert.equal(both[0]!.status, 200, JSON.stringify(both[0]!.body))
  assert.deepEqual(both[0]!.body, both[1]!.body)
  const mine = await vu.as(lan).ask('cases.mine')
  assert.equal(mine.body.rows.length, 1)
})
