import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hung, official, town, vuNinh } from '../../testing/town.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const cuong = official('o-cuong', 'Nguyễn Văn Cường', 'Quản trị', '24', 'admin')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch', vuNinh, 'process')

test('Minh at the desk gives a case to Phương; the work of an official who left waits for somebody as if nobody had it', async (t) => {
  const vu = await town(t)
  const appoint = async (): Promise<string> => {
    const { status, body } = await vu.as(cuong).api('organisations.appoint-official', { official: 'o-phuong', name: 'Hoàng Thị Phương', unit: vuNinh, post: 'commune-specialist' })
    assert.equal(status, 200, JSON.stringify(body))
    return body.position
  }
  const { body: { id: caseId } } = await vu.as(minh).api('cases.register', {
    procedure: '1.004873', competentUnit: vuNinh, receivingUnit: vuNinh, papers: [], applicant: { name: hung.name, nationalId: hung.nationalId },
    answers: { applicantName: hung.name, applicantPersonalId: hung.nationalId, applicantBorn: '1985-03-02', sex: 'male', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'phường Vũ Ninh', applicantPhone: '0900000427', status: 'never-married', period: 'now', purpose: 'loan', decidingUnit: vuNinh },
  })
  const position = await appoint()
  // The desk hands it to her from its list, and is told so; from then on it is hers and her colleagues' to pass on.
  const given = await vu.as(minh).press('/officer?view=unassigned', 'assign', { case: caseId, to: 'o-phuong' })
  assert.equal(given.location, '/officer?view=unassigned&given=1&to=o-phuong')
  assert.match((await vu.as(minh).get(given.location)).body, /Đã giao 1 hồ sơ cho Hoàng Thị Phương/)
  assert.equal((await vu.as(minh).api('cases.assign', { caseIds: [caseId], to: 'o-phuong' })).status, 403)
  const waiting = async (): Promise<any> => (await vu.as(trang).ask('cases.worklist', { view: 'unassigned' })).body
  assert.equal((await waiting()).rows.length, 0)

  assert.equal((await vu.as(cuong).api('organisations.end-position', { official: 'o-phuong', position })).status, 200)
  const { rows, counts } = await waiting()
  assert.deepEqual([rows.length, counts.unassigned, rows[0].handler_left], [1, 1, true])
  assert.match((await vu.as(trang).get('/officer?view=unassigned')).body, /Hoàng Thị Phương, đã thôi việc ở đơn vị/)

  // She came back to another post of the unit: the work is hers again.
  await appoint()
  assert.equal((await waiting()).rows.length, 0)
})
