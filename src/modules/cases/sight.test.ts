import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#platform/actor'
import { hung, lan, official, town, type Town, vuNinh } from '../../testing/town.ts'

const kinhBac = '09187'
const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch', vuNinh, 'process')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')
const bich = official('o-bich', 'Lê Ngọc Bích', 'Công chức một cửa', kinhBac, 'receive')
const quang = official('o-quang', 'Trần Quang', 'Công chức Tư pháp – Hộ tịch', kinhBac, 'process')
const chair = official('o-chair', 'Trần Văn Bình', 'Chủ tịch tỉnh', '24', 'oversee')
const admin = official('o-quan-tri', 'Nguyễn Văn Cường', 'Quản trị', '24', 'admin')
/** Was lent the right to decide, for another procedure. */
const bao: Actor = { ...official('o-bao', 'Ngô Gia Bảo', 'Chuyên viên', vuNinh), powers: [{ act: 'decide', unit: vuNinh, procedures: ['2.000635'], source: 'lent' }] }

const single = {
  procedure: '1.004873', competentUnit: vuNinh, papers: [],
  answers: {
    applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', applicantPhone: '0900000318',
    status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh,
  },
}

async function drafted(vu: Town): Promise<string> {
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', single)
  await vu.as(minh).api('cases.accept', { caseId })
  assert.equal((await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'decline', reason: 'Chưa đủ căn cứ', note: 'Gọi hỏi nơi cũ' })).status, 200)
  return caseId
}

test('a case that Kinh Bắc took in for Vũ Ninh is opened by exactly those in whose worklist it can stand', async (t) => {
  const vu = await town(t)
  const { body: { id: caseId } } = await vu.as(bich).api('cases.register', { ...single, receivingUnit: kinhBac, applicant: { name: 'Nguyễn Thu Lan', nationalId: lan.nationalId } })
  for (const [who, opens, lists] of [[bich, true, true], [quang, false, false], [minh, false, false], [trang, true, true], [thinh, true, true], [bao, false, false], [chair, true, false], [admin, false, false]] as const) {
    const status = opens ? 200 : 404
    const listed = (await vu.as(who).ask('cases.worklist')).body.rows.map((r: { id: string }) => r.id)
    assert.deepEqual(listed, lists ? [caseId] : [], `${who.name}: worklist`)
    assert.equal((await vu.as(who).ask('cases.open', { caseId })).status, status, `${who.name}: API`)
    for (const address of [`/officer/cases/${caseId}`, `/cases/${caseId}/forms/05.pdf`, `/officer/cases/${caseId}/payments`]) assert.equal((await vu.as(who).get(address)).status, status, `${who.name}: ${address}`)
    assert.equal((await vu.as(who).ask('notifications.about', { caseId })).status, status, `${who.name}: messages`)
  }
})

test('the slip that Kinh Bắc hands out for Vũ Ninh is dated from Kinh Bắc; a paper that lay at the counter is named once', async (t) => {
  const vu = await town(t)
  const { body: { id: caseId } } = await vu.as(bich).api('cases.register', { ...single, receivingUnit: kinhBac, applicant: { name: 'Nguyễn Thu Lan', nationalId: lan.nationalId } })
  const slip = (await vu.as(bich).get(`/cases/${caseId}/slip`)).body
  assert.match(slip, /Kinh Bắc, ngày \d/)
  assert.doesNotMatch(slip, /Vũ Ninh, ngày/)
  const papers = /aria-labelledby="papers">([\s\S]*?)<\/section>/.exec((await vu.as(bich).get(`/officer/cases/${caseId}`)).body)![1]!
  assert.equal(papers.split('Giấy tờ tùy thân').length, 2)
})

test('what waits for a signature is what one may sign: a power lent for one procedure does not list the others', async (t) => {
  const vu = await town(t)
  const caseId = await drafted(vu)
  const lent = (procedure: string): Actor => ({ ...trang, id: 'o-lent', powers: [...trang.powers, ...(['decide', 'sign'] as const).map((act) => ({ act, unit: vuNinh, procedures: [procedure], source: 'lent' }))] })
  const waiting = async (who: Actor): Promise<string[]> => (await vu.as(who).ask('cases.worklist', { view: 'to-decide' })).body.rows.map((r: { id: string }) => r.id)
  assert.deepEqual(await waiting(thinh), [caseId])
  assert.deepEqual(await waiting(lent('1.004873')), [caseId])
  assert.deepEqual(await waiting(lent('2.000635')), [])
  assert.deepEqual(await waiting(trang), [])
})

test('who was lent a power for one procedure opens no result of another, by whatever address', async (t) => {
  const vu = await town(t)
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', single)
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  await vu.as(thinh).api('cases.approve', { caseId })
  await vu.settle()
  const { file } = (await vu.as(lan).ask('cases.open', { caseId })).body.file.result
  assert.equal((await vu.as(lan).get(`/files/${file}`)).status, 200)
  assert.equal((await vu.as(thinh).get(`/files/${file}`)).status, 200)
  assert.equal((await vu.as(bao).get(`/files/${file}`)).status, 404)
  assert.equal((await vu.as(bao).get(`/officer/cases/${caseId}/papers/${file}`)).status, 404)
})

test('what Trang proposes Lan does not read before it is decided, by the API no more than on the page', async (t) => {
  const vu = await town(t)
  const caseId = await drafted(vu)
  await vu.as(thinh).api('cases.send-back', { caseId, remark: 'Xem lại căn cứ' })
  const answer = await vu.as(lan).ask('cases.open', { caseId })
  const page = await vu.as(lan).get(`/cases/${caseId}`)
  for (const secret of ['Chưa đủ căn cứ', 'Gọi hỏi nơi cũ', 'Xem lại căn cứ', 'decline']) for (const seen of [JSON.stringify(answer.body), page.body]) assert.ok(!seen.includes(secret), secret)
  assert.equal((await vu.as(trang).ask('cases.open', { caseId })).body.file.remark.text, 'Xem lại căn cứ')
})

test('Lan sees who opened her case; looking again within the hour is once, and who was refused left no trace', async (t) => {
  const vu = await town(t)
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', single)
  assert.doesNotMatch((await vu.as(lan).get(`/cases/${caseId}`)).body, /Ai đã mở hồ sơ này/)
  await Promise.all([vu.as(minh).get(`/officer/cases/${caseId}`), vu.as(chair).ask('cases.open', { caseId })])
  await vu.as(minh).get(`/officer/cases/${caseId}`)
  await vu.as(minh).get(`/cases/${caseId}/slip`)
  assert.equal((await vu.as(quang).get(`/officer/cases/${caseId}`)).status, 404)
  assert.equal((await vu.as(hung).get(`/cases/${caseId}`)).status, 404)
  vu.time.now = new Date(vu.time.now.getTime() + 61 * 60_000)
  await vu.as(minh).get(`/officer/cases/${caseId}`)
  const openings = await vu.house.db.selectFrom('case_openings').select(['reader_name']).execute()
  assert.deepEqual(openings.map((o) => o['reader_name']).sort(), ['Trần Văn Bình', 'Đỗ Minh Quân', 'Đỗ Minh Quân'].sort())
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /Ai đã mở hồ sơ này \(3\)/)
})

test('handed in from two windows at once, or again later, a draft becomes one case', async (t) => {
  const vu = await town(t)
  const { draftId } = (await vu.as(lan).api('cases.start-draft', { procedure: '1.004873' })).body
  const fill = () => vu.house.db.updateTable('case_drafts').set({ answers: JSON.stringify(single.answers) }).where('id', '=', draftId).execute()
  await fill()
  const both = await Promise.all(['one', 'two'].map((key) => vu.as(lan).api('cases.submit-draft', { draftId }, { key })))
  assert.deepEqual(both.map((b) => b.status).sort(), [200, 409])
  const made = both.find((b) => b.status === 200)!.body
  const again = await vu.as(lan).api('cases.submit-draft', { draftId }, { key: 'three' })
  assert.deepEqual([again.status, again.body], [200, made])
  assert.equal((await vu.as(hung).api('cases.submit-draft', { draftId })).status, 404)
  assert.equal((await vu.as(lan).ask('cases.mine')).body.rows.length, 1)
  assert.deepEqual((await vu.as(lan).ask('cases.drafts')).body.drafts, [])
})
