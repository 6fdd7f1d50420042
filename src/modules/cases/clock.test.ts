import assert from 'node:assert/strict'
import { test } from 'node:test'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { addPeople } from '#registers'
import { appointOfficial, clockRules, delegateAuthority, endDelegation, officeOf } from '#organisations'
import { caseStream, openCase } from './case-store.ts'
import { possibleSteps } from './domain/case-file.ts'
import { escalateOverdue } from './rounds.ts'
import { lan, hung, official, town, type Town, vuNinh } from '../../testing/town.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'process')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')
const kinhBac = '09187'
const bich = official('o-bich', 'Lê Ngọc Bích', 'Công chức một cửa', kinhBac, 'receive')

const answers = {
  applicantName: 'Nguyễn Thu Lan', applicantPersonalId: '000195000318', applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, phường Vũ Ninh', applicantPhone: '0900000318',
  status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh,
}
const single = { procedure: '1.004873', competentUnit: vuNinh, papers: [], answers }

async function submitted(vu: Town, more: object = {}): Promise<string> {
  const filed = await vu.as(lan).api('cases.submit', { ...single, ...more })
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  return filed.body.id
}
const fileOf = async (vu: Town, caseId: string) => (await vu.as(lan).ask('cases.open', { caseId })).body.file

test('filed online on a Saturday night, it counts from eight on Monday, also when somebody accepts it on Sunday', async (t) => {
  const vu = await town(t, { now: '2026-09-12T14:30:00Z' })
  const caseId = await submitted(vu)
  vu.time.now = new Date('2026-09-13T03:00:00Z')
  assert.equal((await vu.as(minh).api('cases.accept', { caseId })).status, 200)
  const file = await fileOf(vu, caseId)
  assert.equal(file.receivedAt, '2026-09-14T01:00:00.000Z')
  assert.equal(file.dueOn, '2026-09-17')
  assert.equal(file.state, 'accepted')
})

test('accepted after three in the afternoon, it goes on first thing the next working day', async (t) => {
  const vu = await town(t, { now: '2026-09-11T08:30:00Z' })
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).state, 'accepted')
  vu.time.now = new Date('2026-09-14T01:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).state, 'in-process')
})

test('papers are asked for once; the clock stops, and starts again in full', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-10T03:00:00Z')
  const asked = await vu.as(trang).press(`/officer/cases/${caseId}`, 'ask-papers', { items: 'Bản án ly hôn\nẢnh chụp hộ chiếu', 'ask-reason': 'Tờ khai ghi đã ly hôn' })
  assert.equal(asked.status, 303)
  assert.deepEqual((await fileOf(vu, caseId)).request.items, ['Bản án ly hôn', 'Ảnh chụp hộ chiếu'])

  vu.time.now = new Date('2026-09-16T03:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).overdueLevel, 0, 'a stopped clock is not overdue')
  assert.equal((await vu.as(lan).press(`/cases/${caseId}`, 'supply', { answer: 'Tôi chưa từng kết hôn' })).status, 303)
  const file = await fileOf(vu, caseId)
  assert.equal(file.state, 'in-process')
  assert.equal(file.dueOn, '2026-09-21')

  const again = await vu.as(trang).press(`/officer/cases/${caseId}`, 'ask-papers', { items: 'Một giấy nữa', 'ask-reason': 'Quên hỏi' })
  assert.equal(again.status, 409)
  assert.match(again.body, /Pháp luật chỉ cho yêu cầu một lần/)
  assert.match(again.body, /Quên hỏi/, 'what was typed is kept')
})

test('a working day before it is due the apology is prepared; the one new appointment is made; a second is refused', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-11T09:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).apologyPreparedAt, undefined)
  vu.time.now = new Date('2026-09-11T10:00:01Z')
  await vu.settle()
  assert.ok((await fileOf(vu, caseId)).apologyPreparedAt, 'due Monday 17:00, so Friday 17:00 is the last moment')
  assert.equal((await vu.as(trang).api('cases.extend', { caseId, workingDays: 2, reason: 'Chờ nơi cư trú cũ trả lời' })).status, 200)
  assert.equal((await fileOf(vu, caseId)).dueOn, '2026-09-16')
  const second = await vu.as(trang).api('cases.extend', { caseId, workingDays: 2, reason: 'Vẫn chờ' })
  assert.equal(second.status, 409)
  assert.equal(second.body.code, 'extended-once-already')
  const form = await vu.as(lan).get(`/cases/${caseId}/forms/04.pdf`)
  assert.match(form.body, /^%PDF/)
})

test('overdue, it is escalated to whoever leads, and a day later to those who decide', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-14T10:30:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).overdueLevel, 1)
  vu.time.now = new Date('2026-09-15T11:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).overdueLevel, 2)
  const late = await vu.as(trang).get('/officer?view=late')
  assert.match(late.body, /Quá 1 ngày/)
})

test('the vice chair is away: her colleague signs in her name for a week, and not a day longer', async (t) => {
  const vu = await town(t)
  const appoint = (id: string, name: string, post: string) => perform(vu.house, system, appointOfficial, { official: id, name, unit: vuNinh, post, validFrom: '2026-01-01' })
  await appoint('o-nguyet', 'Trần Thị Minh Nguyệt', 'commune-vice-chair')
  await appoint('o-son', 'Phạm Văn Sơn', 'civil-status-officer')
  const asOf = async (id: string, name: string) => {
    const office = (await officeOf(vu.house, id, new Date(vu.time.now.getTime() + 7 * 3600_000).toISOString().slice(0, 10)))!
    return { id, kind: 'official' as const, name, unit: vuNinh, position: office.position!.vi, powers: office.powers, provedAt: new Date() }
  }
  const nguyet = await asOf('o-nguyet', 'Trần Thị Minh Nguyệt')
  const { delegation } = (await perform(vu.house, nguyet, delegateAuthority, { to: 'o-son', unit: vuNinh, acts: ['decide', 'sign'], procedures: ['1.004873'], validFrom: '2026-09-09', validTo: '2026-09-15', reason: 'Đi công tác' })) as { delegation: string }

  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  const son = await asOf('o-son', 'Phạm Văn Sơn')
  assert.match((await vu.as(son).get(`/officer/cases/${caseId}`)).body, /theo ủy quyền của Trần Thị Minh Nguyệt/)
  assert.equal((await vu.as(son).api('cases.approve', { caseId })).status, 200)
  const seen = await vu.as(thinh).ask('cases.open', { caseId })
  const approved = seen.body.history.find((h: any) => h.type === 'cases.approved')
  assert.equal(approved.actor, 'Phạm Văn Sơn')
  assert.equal(approved.inNameOf, 'o-nguyet')
  assert.equal(approved.data.signer.inNameOf.name, 'Trần Thị Minh Nguyệt')

  await perform(vu.house, nguyet, endDelegation, { delegation })
  const other = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId: other })
  await vu.as(trang).api('cases.draft-result', { caseId: other, outcome: 'grant' })
  const without = await asOf('o-son', 'Phạm Văn Sơn')
  assert.equal((await vu.as(without).api('cases.approve', { caseId: other })).status, 403)
})

test('Kinh Bắc takes in at its counter what Vũ Ninh decides: what the register knows it need not write, and the fee it took stands on the slip', async (t) => {
  const vu = await town(t)
  await addPeople(vu.house, [{ nationalId: lan.nationalId!, name: 'Nguyễn Thu Lan', birthDate: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', residence: { unit: vuNinh, line: 'Số 18, ngõ 42' }, maritalStatus: 'never-married', children: [], confirmedOn: '2026-08-01' },
    { nationalId: '027148000129', name: 'Trần Thị Bưởi', birthDate: '1948-02-03', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', residence: { unit: vuNinh, line: 'Số 3, ngõ 7' }, maritalStatus: 'widowed', children: [], confirmedOn: '2026-08-01' }])
  const { applicantName, applicantPersonalId, applicantBorn, sex, ethnicity, nationality, applicantAddress, status, ...unknown } = answers
  const written = { desk: kinhBac, applicantName, applicantPersonalId: '000 195 000 318', ...unknown, delivery: 'desk' }
  const counter = (more: Record<string, string>) => vu.as(bich).press('/officer/counter/1.004873', 'register', { ...written, ...more })
  const divorced = await counter({ status: 'divorced', divorceDecision: '45/2024/QĐST-HNGĐ', divorceDate: '01/02/2024' })
  assert.match(divorced.body, /Mục “Tình trạng hôn nhân hiện nay” khác với [^<]*dân cư/)
  assert.match(divorced.body, /value="never-married" checked[\s\S]*?Đã ghi lại theo [^<]*dân cư/, 'a choice cannot be emptied: it comes back as the register has it')
  const widow = await counter({ applicantName: 'Trần Thị Bưởi', applicantPersonalId: '027148000129' })
  assert.equal(widow.status, 400)
  assert.match(widow.body, /value="widowed" checked[\s\S]*?Từ [^<]*dân cư/)
  for (const [, field] of widow.body.matchAll(/<a href="#([\w-]+)">[^<]*<\/a><\/li>/g)) assert.match(widow.body, new RegExp(`id="${field}"`), `the summary leads to ${field}`)
  assert.match(widow.body, /href="#paper-spouse-death">Nhận giấy “Trích lục khai tử của vợ, chồng” rồi đánh dấu\./)
  assert.equal((await counter({ applicantName: 'Trần Thị Bưởi', applicantPersonalId: '027148000129', status: 'widowed', spouseDeathPaper: '12/2019', spouseDiedOn: '03/04/2019', 'paper-spouse-death': 'true' })).status, 303)
  assert.match((await counter({ applicantName: 'Nguyễn Thu Lành' })).body, /thuộc người có tên khác/)
  assert.match((await counter({ cash: '8.000' })).body, /Lệ phí của hồ sơ này là 15\.000 đồng/)
  const entered = await counter({ cash: '15.000' })
  assert.equal(entered.status, 303, String(entered.body.match(/class="error"[\s\S]{0,400}/)))
  assert.match((await vu.as(bich).get(entered.location!)).body, /15\.000 đồng, đã nộp[\s\S]*Lê Ngọc Bích/)
  const caseId = entered.location!.split('/')[2]!
  const file = async () => (await vu.as(bich).ask('cases.open', { caseId })).body.file
  assert.deepEqual([(await file()).receivingUnit, (await file()).competentUnit, (await file()).state, (await file()).answers.status, (await file()).from.applicantBorn.on], [kinhBac, vuNinh, 'in-process', 'never-married', '2026-08-01'])
  await vu.settle()
  assert.equal((await file()).paid, 15_000, 'what the desk took is counted once')
  const { body: { charges } } = await vu.as(bich).ask('payments.charges-of', { caseId })
  assert.deepEqual(charges.map((charge: any) => [charge.status, charge.received, charge.online]), [['paid', 15_000, false]])
  const { code } = await file()
  assert.match((await vu.as(bich).get('/officer?view=for-others')).body, new RegExp(code))
  assert.match((await vu.as(trang).get('/officer')).body, new RegExp(code))
  assert.equal((await vu.as(bich).api('cases.draft-result', { caseId, outcome: 'grant' })).status, 403)

  const owing = await counter({})
  assert.match((await vu.as(bich).get(owing.location!)).body, /15\.000 đồng, chưa nộp/)
})

test('what is not hers is not there: by page, by API and in the worklist', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  assert.equal((await vu.as(hung).get(`/cases/${caseId}`)).status, 404)
  assert.equal((await vu.as(hung).ask('cases.open', { caseId })).status, 404)
  assert.equal((await vu.as(hung).api('cases.withdraw', { caseId })).status, 403)
  assert.equal((await vu.as(bich).get(`/officer/cases/${caseId}`)).status, 404)
  assert.equal((await vu.as(bich).ask('cases.worklist')).body.matching, 0)
  assert.equal((await vu.as(hung).get('/officer')).status, 403)
})

test('a form that lacks something comes back with every fault in words, and a bare 400 never does', async (t) => {
  const vu = await town(t)
  const refused = await vu.as(lan).api('cases.submit', { ...single, answers: { ...answers, applicantBorn: 'hôm qua', otherPurpose: undefined } })
  assert.equal(refused.status, 400)
  assert.match(refused.body.fields.applicantBorn, /ngày/)
  assert.ok(refused.body.fields.otherPurpose)
  const nonsense = await vu.as(lan).api('cases.submit', { procedure: 5 } as object)
  assert.equal(nonsense.status, 400)
  assert.ok(nonsense.body.message)
})

test('an official files for himself like anybody, and others handle it', async (t) => {
  const vu = await town(t)
  const namAtHome = { ...lan, id: 'o-nam', name: 'Đỗ Hải Nam' }
  const nam = official('o-nam', 'Đỗ Hải Nam', 'Công chức một cửa', vuNinh, 'receive', 'process', 'decide')
  const filed = await vu.as(namAtHome).api('cases.submit', single)
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  const caseId = filed.body.id
  assert.equal((await vu.as(nam).api('cases.accept', { caseId })).status, 403)
  assert.equal((await vu.as(minh).api('cases.accept', { caseId })).status, 200)
  assert.equal((await vu.as(nam).api('cases.draft-result', { caseId, outcome: 'grant' })).status, 403)
})

test('Lan withdraws, and nobody goes on with it', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  assert.equal((await vu.as(lan).press(`/cases/${caseId}`, 'withdraw', { reason: 'Không cần nữa' })).status, 303)
  assert.equal((await vu.as(minh).api('cases.accept', { caseId })).status, 409)
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /Đã rút/)
})

test('a draft is begun from the registers, kept between devices, and handed in once', async (t) => {
  const vu = await town(t)
  const begun = await vu.as(lan).press('/services/1.004873/start', 'start')
  assert.equal(begun.status, 303)
  const [, , draftId, first] = begun.location!.split('/')
  assert.equal((await vu.as(lan).get(begun.location!)).status, 200)
  const wrong = await vu.as(lan).press(begun.location!, 'next', { applicantName: '' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.body, /<title>Lỗi:/)
  const typed: Record<string, string> = { ...(answers as Record<string, string>), applicantBorn: '14/06/1995' }
  let at = first!
  for (let i = 0; i < 8 && at !== 'check'; i++) {
    if (at === 'papers') { at = 'check'; break }
    const saved = await vu.as(lan).press(`/drafts/${draftId}/${at}`, 'next', typed)
    assert.equal(saved.status, 303, `${at}: ${saved.body.match(/class="error"[\s\S]{0,300}/)?.[0]}`)
    at = saved.location!.split('/')[3]!
  }
  const check = await vu.as(lan).get(`/drafts/${draftId}/check`)
  assert.match(check.body, /Bổ sung hồ sơ vay vốn/)
  assert.match((await vu.as(lan).get('/cases')).body, /Đang khai dở/)
  assert.equal((await vu.as(hung).get(`/drafts/${draftId}/check`)).status, 404)
  const key = 'double-click'
  const sent = await Promise.all([1, 2].map(() => vu.as(lan).press(`/drafts/${draftId}/check`, 'submit', { delivery: 'online' }, { key })))
  assert.deepEqual(sent.map((s) => s.status), [303, 303])
  assert.equal(sent[0]!.location, sent[1]!.location)
  // The line broke before she saw the answer; she sends it once more.
  assert.equal((await vu.as(lan).press(`/drafts/${draftId}/check`, 'submit', { delivery: 'online' }, { key })).location, sent[0]!.location)
  assert.equal((await vu.as(lan).ask('cases.mine')).body.rows.length, 1)
})

const collect = async (vu: Town, caseId: string, which = 0) => {
  await vu.settle()
  const { charges } = (await vu.as(minh).ask('payments.charges-of', { caseId })).body
  const done = await vu.as(minh).api('payments.collect-cash', { charge: charges[which].id })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  await vu.settle()
}

test('the tax was asked for with two of three days left, and paid a week later: two days are left, not three', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  assert.equal((await fileOf(vu, caseId)).dueOn, '2026-09-14')
  vu.time.now = new Date('2026-09-10T03:00:00Z')
  assert.equal((await vu.as(trang).api('cases.ask-fee', { caseId, amount: 50_000, reason: 'Thuế trước bạ' })).status, 200)
  vu.time.now = new Date('2026-09-17T03:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).overdueLevel, 0, 'a stopped clock is not overdue')
  await collect(vu, caseId)
  const file = await fileOf(vu, caseId)
  assert.deepEqual([file.state, file.dueOn, file.firstDueOn, file.dueAt], ['in-process', '2026-09-21', '2026-09-21', '2026-09-21T10:00:00.000Z'])
})

test('the tax was asked for when the case was late already: paying does not make it punctual', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-16T03:00:00Z')
  await vu.settle()
  await vu.as(trang).api('cases.ask-fee', { caseId, amount: 50_000, reason: 'Thuế trước bạ' })
  vu.time.now = new Date('2026-09-18T03:00:00Z')
  await collect(vu, caseId)
  assert.deepEqual([(await fileOf(vu, caseId)).state, (await fileOf(vu, caseId)).dueOn], ['in-process', '2026-09-14'])
})

test('Lan pays the fee of filing while the case waits for the tax: it waits on until the tax has come', async (t) => {
  const vu = await town(t)
  // Entered at the counter, where the fee of filing was not collected at once.
  const { stream, data } = await vu.house.db.selectFrom('events').select(['stream', 'data']).where('stream', '=', `case-${await submitted(vu)}`).executeTakeFirstOrThrow()
  const caseId = `${stream.slice('case-'.length)}-again`
  const ctx = openCtx(vu.house, system)
  ctx.record(caseStream, unopened(caseId), [
    { type: 'cases.registered', data: { ...data, id: caseId, code: `${data.code}9`, checkCode: 'AAAA-AAAA-AAAA', channel: 1, fees: [{ code: 'filing', amount: 8000, at: 'filing', names: { vi: 'Lệ phí', en: 'Fee' } }], dueAt: '2026-09-14T10:00:00.000Z', dueOn: '2026-09-14', forwardAt: '2026-09-10T01:00:00.000Z' } },
    { type: 'cases.forwarded', data: { to: vuNinh } },
  ])
  await vu.house.writer.write(ctx.pending)
  await vu.as(trang).api('cases.ask-fee', { caseId, amount: 50_000, reason: 'Thuế trước bạ' })
  await collect(vu, caseId, 0)
  assert.deepEqual([(await fileOf(vu, caseId)).state, (await fileOf(vu, caseId)).paid], ['fee-asked', 8000])
  await collect(vu, caseId, 1)
  assert.deepEqual([(await fileOf(vu, caseId)).state, (await fileOf(vu, caseId)).paid], ['in-process', 58_000])
})

test('after the new appointment was missed as well, those above hear of it again', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-15T11:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).overdueLevel, 2)
  await vu.as(trang).api('cases.extend', { caseId, workingDays: 2, reason: 'Chờ nơi cư trú cũ trả lời' })
  assert.equal((await fileOf(vu, caseId)).overdueLevel, 0)
  vu.time.now = new Date('2026-09-17T11:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).overdueLevel, 1)
})

test('papers began the time anew: the apology is prepared before the new appointment too', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-11T10:00:01Z')
  await vu.settle()
  assert.ok((await fileOf(vu, caseId)).apologyPreparedAt)
  assert.equal((await vu.as(trang).api('cases.ask-for-papers', { caseId, items: ['Bản án ly hôn'], reason: 'Tờ khai ghi đã ly hôn' })).status, 200)
  vu.time.now = new Date('2026-09-16T03:00:00Z')
  await vu.as(lan).press(`/cases/${caseId}`, 'supply', { answer: 'Tôi chưa từng kết hôn' })
  assert.equal((await fileOf(vu, caseId)).apologyPreparedAt, undefined)
  vu.time.now = new Date('2026-09-18T10:00:01Z')
  await vu.settle()
  assert.ok((await fileOf(vu, caseId)).apologyPreparedAt, 'due Monday the 21st, so Friday 17:00 is the last moment')
})

test('money that comes after the case was withdrawn is noted, and no job tries for ever', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.ask-fee', { caseId, amount: 50_000, reason: 'Thuế trước bạ' })
  await vu.settle()
  const { charges } = (await vu.as(minh).ask('payments.charges-of', { caseId })).body
  assert.equal((await vu.as(minh).api('payments.collect-cash', { charge: charges[0].id })).status, 200)
  assert.equal((await vu.as(lan).api('cases.withdraw', { caseId })).status, 200)
  await vu.settle()
  const file = await fileOf(vu, caseId)
  assert.deepEqual([file.state, file.paid], ['withdrawn', 50_000])
  assert.deepEqual(await vu.house.db.selectFrom('jobs').select(['name', 'last_error']).where('done_at', 'is', null).execute(), [])
  assert.equal((await vu.as(minh).ask('payments.charges-of', { caseId })).body.charges[0].refundDue, 50_000)
})

test('Lan never sends the papers and withdraws weeks later: Vũ Ninh, which asked in time, was not late', async (t) => {
  const vu = await town(t)
  const [inTime, late] = [await submitted(vu), await submitted(vu)]
  for (const caseId of [inTime, late]) await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-10T03:00:00Z')
  await vu.as(trang).api('cases.ask-for-papers', { caseId: inTime, items: ['Bản án ly hôn'], reason: 'Tờ khai ghi đã ly hôn' })
  vu.time.now = new Date('2026-09-30T03:00:00Z')
  for (const caseId of [inTime, late]) assert.equal((await vu.as(lan).api('cases.withdraw', { caseId })).status, 200)
  const rows = await vu.house.db.selectFrom('case_rows').select(['id', 'on_time', 'closed_on']).execute()
  assert.deepEqual([inTime, late].map((id) => rows.find((row) => row['id'] === id)).map((row) => [row!['on_time'], row!['closed_on']]), [[true, '2026-09-30'], [false, '2026-09-30']])
})

test('papers asked for when the day had passed: a new day is promised, and the case stays late', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu, { delivery: 'desk' })
  await vu.as(minh).api('cases.accept', { caseId })
  // A time limit of one working day, so that the three days for asking go beyond it.
  const short = await shorter(vu, caseId)
  vu.time.now = new Date('2026-09-11T03:00:00Z')
  assert.equal((await vu.as(trang).api('cases.ask-for-papers', { caseId: short, items: ['Bản án ly hôn'], reason: 'Tờ khai ghi đã ly hôn' })).status, 200)
  vu.time.now = new Date('2026-09-16T03:00:00Z')
  assert.equal((await vu.as(lan).api('cases.supply-papers', { caseId: short, uploads: [], answer: 'Tôi chưa từng kết hôn' })).status, 200)
  assert.equal((await fileOf(vu, short)).dueOn, '2026-09-17', 'the whole time limit anew')
  await vu.as(trang).api('cases.draft-result', { caseId: short, outcome: 'grant' })
  await vu.as(thinh).api('cases.approve', { caseId: short })
  const row = await vu.house.db.selectFrom('case_rows').select(['on_time', 'late_spells']).where('id', '=', short).executeTakeFirstOrThrow()
  assert.equal(row['on_time'], false)
  assert.match(row['late_spells'], /^\{\["2026-09-10/)
})

/** The same case again, accepted with a day to decide in. */
async function shorter(vu: Town, caseId: string): Promise<string> {
  const { data } = await vu.house.db.selectFrom('events').select('data').where('stream', '=', `case-${caseId}`).where('version', '=', 1).executeTakeFirstOrThrow()
  const id = `${caseId}-short`
  const ctx = openCtx(vu.house, lan)
  ctx.record(caseStream, unopened(id), [{ type: 'cases.submitted', data: { ...data, id, code: `${data.code}9`, checkCode: 'AAAA-AAAA-AAAA', time: { amount: 1, unit: 'working-day' } } }])
  await vu.house.writer.write(ctx.pending)
  assert.equal((await vu.as(minh).api('cases.accept', { caseId: id })).status, 200)
  return id
}

test('over a weekend nobody opens a case of which those who decide hear on Monday', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  const short = await shorter(vu, caseId)
  vu.time.now = new Date('2026-09-10T10:30:00Z')
  await vu.settle()
  // Late on Thursday evening; told those who decide on Friday evening. The other one is due on Monday: late then, and told on Tuesday.
  vu.time.now = new Date('2026-09-11T10:30:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, short)).overdueLevel, 2)
  const friday = `${caseId}-friday`
  const ctx = openCtx(vu.house, system)
  const { data } = await vu.house.db.selectFrom('events').select('data').where('stream', '=', `case-${caseId}`).where('version', '=', 1).executeTakeFirstOrThrow()
  ctx.record(caseStream, unopened(friday), [
    { type: 'cases.submitted', data: { ...data, id: friday, code: `${data.code}8`, checkCode: 'BBBB-AAAA-AAAA' } },
    { type: 'cases.accepted', data: { receivedAt: '2026-09-08T02:00:00.000Z', dueAt: '2026-09-11T10:00:00.000Z', dueOn: '2026-09-11', forwardAt: '2026-09-08T10:00:00.000Z' } },
    { type: 'cases.overdue', data: { dueOn: '2026-09-11', level: 1 } },
  ])
  await vu.house.writer.write(ctx.pending)
  vu.time.now = new Date('2026-09-13T03:00:00Z')
  const opened: string[] = []
  const watched = openCtx(vu.house, system)
  await escalateOverdue.run({ ...watched, house: { ...vu.house, writer: vu.house.writer, db: vu.house.db.withPlugin({ transformQuery: ({ node }) => (opened.push(JSON.stringify(node)), node), transformResult: async ({ result }) => result }) } } as never)
  assert.deepEqual(opened.filter((query) => query.includes('case-')), [])
  vu.time.now = new Date('2026-09-14T10:30:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, friday)).overdueLevel, 2)
})

test('how often papers are asked for, how often a day is named anew and how far away: as the rules say', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  const far = await vu.as(trang).api('cases.extend', { caseId, workingDays: 31, reason: 'Chờ nơi cư trú cũ trả lời' })
  assert.deepEqual([far.status, far.body.fields.workingDays], [400, 'Ngày hẹn mới xa nhất là 30 ngày làm việc nữa. Ghi số ngày nhỏ hơn.'])

  const rules = vu.house.take(clockRules).on('2026-09-09')
  const file = (await openCase(openCtx(vu.house, system), caseId)).state
  const once = { requests: rules.supplement.requests, reappointments: rules.apology.reappointments, rateEndedSince: new Date(0) }
  const had = { ...file, supplements: 1, extensions: 1, state: 'in-process' as const }
  assert.deepEqual(possibleSteps(had, once).filter((step) => ['ask-papers', 'extend', 'prepare-apology'].includes(step)), [])
  assert.deepEqual(possibleSteps(had, { ...once, requests: 2, reappointments: 2 }).filter((step) => ['ask-papers', 'extend', 'prepare-apology'].includes(step)), ['ask-papers', 'extend', 'prepare-apology'])
})

test('papers that never come: Lan is reminded, the case ends, and the vice chair takes it up again', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  vu.time.now = new Date('2026-09-10T03:00:00Z')
  await vu.as(trang).api('cases.ask-for-papers', { caseId, items: ['Bản án ly hôn'], reason: 'Tờ khai ghi đã ly hôn' })
  const asked = await fileOf(vu, caseId)
  assert.deepEqual([asked.request.until, asked.request.remindAt], ['2026-10-12', '2026-10-05T00:30:00.000Z'], 'thirty days end on a Saturday, so on the Monday after')
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /Gửi chậm nhất thứ Hai 12\/10\/2026/)

  vu.time.now = new Date('2026-10-04T03:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).request.endsAt, undefined)
  vu.time.now = new Date('2026-10-05T00:31:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).request.endsAt, '2026-10-13T00:30:00.000Z')
  const told = async () => (await vu.as(lan).ask('notifications.inbox')).body.rows.map((row: any) => row.kind)
  assert.ok((await told()).includes('papers-reminder'))
  vu.time.now = new Date('2026-10-12T15:00:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).state, 'papers-asked', 'she has the whole of the last day')
  vu.time.now = new Date('2026-10-13T00:31:00Z')
  await vu.settle()
  assert.equal((await fileOf(vu, caseId)).state, 'stopped')
  assert.ok((await told()).includes('case-lapsed'))
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /Hồ sơ đã dừng vì chưa nhận được giấy tờ bổ sung/)
  assert.equal((await vu.as(lan).api('cases.supply-papers', { caseId, uploads: [], answer: 'Đây' })).status, 409)
  const row = await vu.house.db.selectFrom('case_rows').select(['national_code', 'open', 'on_time', 'settled_on', 'chase_at']).where('id', '=', caseId).executeTakeFirstOrThrow()
  assert.deepEqual(row, { national_code: 8, open: false, on_time: true, settled_on: null, chase_at: null })

  assert.equal((await vu.as(trang).api('cases.resume', { caseId, reason: 'Lan nằm viện' })).status, 403)
  assert.equal((await vu.as(thinh).press(`/officer/cases/${caseId}`, 'resume', { 'resume-reason': 'Lan nằm viện, có giấy ra viện' })).status, 303)
  assert.deepEqual([(await fileOf(vu, caseId)).state, (await fileOf(vu, caseId)).request.until], ['papers-asked', '2026-11-12'])
  await vu.settle()
  assert.ok((await told()).includes('case-resumed'))
  assert.equal((await vu.as(lan).api('cases.supply-papers', { caseId, uploads: [], answer: 'Tôi chưa từng kết hôn' })).status, 200)
  assert.deepEqual([(await fileOf(vu, caseId)).state, (await fileOf(vu, caseId)).dueOn], ['in-process', '2026-10-16'])
})

test('a refused case is not taken up again, and neither is one that Lan withdrew', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'decline', reason: 'Chưa đủ điều kiện' })
  await vu.as(thinh).api('cases.approve', { caseId })
  const again = await vu.as(thinh).api('cases.resume', { caseId, reason: 'Xem lại' })
  assert.deepEqual([again.status, again.body.code], [409, 'not-possible-now'])
  const other = await submitted(vu)
  await vu.as(lan).api('cases.withdraw', { caseId: other })
  assert.equal((await vu.as(thinh).api('cases.resume', { caseId: other, reason: 'Xem lại' })).status, 409)
})

test('three months after she has her result Lan may still say how it went, and a day later no more', async (t) => {
  const vu = await town(t)
  const cases = [await submitted(vu), await submitted(vu)]
  for (const caseId of cases) {
    await vu.as(minh).api('cases.accept', { caseId })
    await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
    await vu.as(thinh).api('cases.approve', { caseId })
  }
  await vu.settle()
  vu.time.now = new Date('2026-12-08T02:00:00Z')
  assert.match((await vu.as(lan).press(`/cases/${cases[0]}`, 'rate', { words: 'Nhanh' })).body, /href="#stars">Chọn một trong năm mức hài lòng\./)
  assert.equal((await vu.as(lan).api('cases.rate', { caseId: cases[0], stars: 5 })).status, 200)
  vu.time.now = new Date('2026-12-08T02:00:01Z')
  const late = await vu.as(lan).api('cases.rate', { caseId: cases[1], stars: 5 })
  assert.deepEqual([late.status, late.body.code], [409, 'rating-over'])
  assert.doesNotMatch((await vu.as(lan).get(`/cases/${cases[1]}`)).body, /Bạn có hài lòng không/)
})

test('what is wrong in one of the forms of a case is said at its field', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  const page = `/officer/cases/${caseId}`
  const refused = await vu.as(minh).press(page, 'refuse', { 'refuse-reason': '' })
  assert.match(refused.body, /href="#refuse-reason"/)
  assert.match((await vu.as(minh).press(page, 'ask-papers', { items: 'x', 'ask-reason': 'Thiếu ảnh' })).body, /href="#items"/)
  assert.match((await vu.as(minh).press(page, 'ask-papers', { items: 'Ảnh', 'ask-reason': 'Thiếu '.repeat(2000) })).body, /href="#ask-reason">Lý do: viết ngắn lại, không quá \d\.\d{3} ký tự\.</)
  await vu.as(minh).api('cases.accept', { caseId })
  const far = await vu.as(trang).press(page, 'extend', { days: '99', 'extend-reason': 'Chờ xác minh' })
  assert.match(far.body, /href="#days"/)
  assert.match(far.body, /id="days"[^>]*aria-invalid|aria-invalid[^>]*id="days"/)
})

test('what is over stands latest first: nobody is offered to sort or to assign it', async (t) => {
  const vu = await town(t)
  const caseId = await submitted(vu)
  await vu.as(lan).api('cases.withdraw', { caseId })
  const list = (await vu.as(thinh).get('/officer?view=closed')).body
  assert.match(list, /Hồ sơ đã kết thúc, mới nhất trước/)
  assert.doesNotMatch(list, /sort=|name="case"/)
})
