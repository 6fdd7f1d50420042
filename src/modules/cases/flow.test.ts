import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { begin, countryFlows, done, follow, rang } from '#flows'
import { appointOfficial } from '#organisations'
import { catalogue } from '#procedures'
import { perform } from '#platform/action'
import { type Act, type Actor, system } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { projectRoot } from '#platform/settings'
import { lan, official, town, type Town, vuNinh } from '../../testing/town.ts'
import { caseStream, openCase } from './case-store.ts'
import { definitionOf, aroundCase } from './flowing.ts'
import type { CaseFile, Filed } from './domain/case-file.ts'

const construction = '24-SXD', environment = '24-SNNMT', health = '24-SYT'
const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Chuyên viên', vuNinh, 'process')
const nam = official('o-nam', 'Đỗ Hải Nam', 'Chuyên viên', vuNinh, 'process')
const hoa = official('o-hoa', 'Phạm Thị Hòa', 'Trưởng phòng', vuNinh, 'lead')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide')
const binh = official('o-binh', 'Trần Bình', 'Chuyên viên', construction, 'process')
const yen = official('o-yen', 'Hoàng Yến', 'Chuyên viên', environment, 'process')
const son = official('o-son', 'Lý Sơn', 'Chuyên viên', health, 'process')
const thao = official('o-thao', 'Phan Phương Thảo', 'Quản trị', '24', 'admin')
const cuong = official('o-cuong', 'Nguyễn Văn Cường', 'Quản trị', '24', 'admin')

let n = 0
/** A case of Lan's, handed in on the morning of Wednesday 9 September 2026 and accepted by Minh. */
async function accepted(vu: Town, code: string, days: number): Promise<string> {
  const id = `flow-${++n}`
  const procedure = vu.house.take(catalogue).get(code)
  const filed: Filed = {
    id, code: `code-${n}`, checkCode: `check-${n}`, procedure: { code, version: procedure.version, field: procedure.field, names: procedure.names }, channel: 1, applicant: { id: lan.id, name: lan.name, nationalId: lan.nationalId! },
    receivingUnit: vuNinh, competentUnit: vuNinh, answers: {}, from: {}, papers: [], fees: [], time: { amount: days, unit: 'working-day' }, delivery: 'desk', fullProcess: true, countsFrom: '2026-09-09T02:00:00.000Z',
  }
  const ctx = openCtx(vu.house, lan)
  ctx.record(caseStream, unopened(id), [{ type: 'cases.submitted', data: filed }])
  await vu.house.writer.write(ctx.pending)
  await may(vu, minh, 'cases.accept', { caseId: id })
  return id
}
const may = async (vu: Town, who: Actor, action: string, input: object): Promise<void> => { const { status, body } = await vu.as(who).api(action, input); assert.equal(status, 200, `${who.name}, ${action}: ${JSON.stringify(body)}`) }
/** The same by the buttons of the case's page. */
const presses = async (vu: Town, who: Actor, caseId: string, button: string, typed: Record<string, string | string[]>): Promise<void> => { const { status, body } = await vu.as(who).press(`/officer/cases/${caseId}`, button, typed); assert.equal(status, 303, `${who.name}, ${button}: ${body.slice(0, 2000)}`) }
const told = async (vu: Town, who: Actor, kind: string): Promise<string[]> => (await vu.as(who).ask('notifications.inbox')).body.rows.filter((row: { kind: string }) => row.kind === kind).map((row: { body: string }) => row.body)
const mayNot = async (vu: Town, who: Actor, action: string, input: object, code: string): Promise<void> => assert.equal((await vu.as(who).api(action, input)).body.code, code, `${who.name}, ${action}`)
const stands = async (vu: Town, id: string): Promise<CaseFile> => (await openCase(openCtx(vu.house, thinh), id)).state
const waits = async (vu: Town, id: string): Promise<string[]> => (await stands(vu, id)).flow!.waits.map((it) => (it.step === 'give-opinion' ? `${it.node} ${it.unit}` : it.node))

test('three agencies are asked at once; two answer, the third is late, and after twelve days its silence is consent', async (t) => {
  const vu = await town(t)
  const caseId = await accepted(vu, '1.013225', 15)
  assert.deepEqual(await waits(vu, caseId), ['consult'], 'accepted before three, it was passed on at once')
  await mayNot(vu, trang, 'cases.draft-result', { caseId, outcome: 'grant' }, 'not-possible-now')
  await mayNot(vu, trang, 'cases.consult', { caseId, units: [vuNinh], question: 'Có phù hợp quy hoạch không' }, 'check-the-form')
  await presses(vu, trang, caseId, 'consult', { units: [construction, environment, health], question: 'Có phù hợp quy hoạch không' })
  assert.deepEqual((await waits(vu, caseId)).sort(), [`opinion ${environment}`, `opinion ${construction}`, `opinion ${health}`].sort())
  // Only now do they see it, and it is on their lists.
  for (const who of [binh, yen, son]) {
    assert.deepEqual((await vu.as(who).ask('cases.worklist')).body.rows.map((r: { id: string }) => r.id), [caseId], who.name)
    assert.match((await vu.as(who).get(`/officer/cases/${caseId}`)).body, /Bạn trả lời thay mặt/, who.name)
  }
  assert.equal((await vu.as(official('o-khac', 'Người sở khác', '', '24-STP', 'process')).get(`/officer/cases/${caseId}`)).status, 404)
  await vu.settle()
  for (const who of [binh, yen, son]) assert.match((await told(vu, who, 'official-consulted')).join(), /Lê Thu Trang[\s\S]*Nội dung hỏi: Có phù hợp quy hoạch không[\s\S]*Trả lời chậm nhất/, who.name)
  await presses(vu, binh, caseId, 'give-opinion', { agrees: 'yes' })
  await mayNot(vu, binh, 'cases.give-opinion', { caseId, agrees: true }, 'not-your-case')
  const again = await vu.as(binh).press(`/officer/cases/${caseId}`, 'give-opinion', { agrees: 'no', words: 'Nên xem lại lộ giới' })
  assert.ok(again.status >= 400)
  assert.match(again.body, /Nên xem lại lộ giới/, 'what was typed is not lost')
  await mayNot(vu, yen, 'cases.give-opinion', { caseId, agrees: false }, 'check-the-form')
  await presses(vu, yen, caseId, 'give-opinion', { agrees: 'no', words: 'Cần thêm lối thoát nước' })
  await vu.settle()
  assert.deepEqual((await told(vu, trang, 'official-opinion-given')).map((it) => /Đồng ý\.|Ý kiến khác: Cần thêm/.exec(it)?.[0]).sort(), ['Ý kiến khác: Cần thêm', 'Đồng ý.'])
  assert.deepEqual(await waits(vu, caseId), [`opinion ${health}`])
  const due = (await stands(vu, caseId)).flow!.rings[0]!.due
  vu.time.now = new Date(Date.parse(due) - 60_000)
  await vu.settle()
  assert.deepEqual(await waits(vu, caseId), [`opinion ${health}`], 'a minute before')
  vu.time.now = new Date(Date.parse(due) + 1000)
  await vu.settle()
  assert.deepEqual(await waits(vu, caseId), ['draft'])
  const page = (await vu.as(trang).get(`/officer/cases/${caseId}`)).body
  assert.match(page, /không trả lời trong hạn/)
  assert.match(page, /Cần thêm lối thoát nước/)
  assert.match(page, /12 ngày: coi như đồng ý/)
  await mayNot(vu, son, 'cases.give-opinion', { caseId, agrees: true }, 'no-such-task-now')
  // The one who signs wants one of them asked again.
  await may(vu, trang, 'cases.draft-result', { caseId, outcome: 'decline', reason: 'Chưa đủ căn cứ' })
  await may(vu, thinh, 'cases.send-back', { caseId, remark: 'Hỏi lại Sở Y tế', to: 'consult' })
  assert.deepEqual(await waits(vu, caseId), ['consult'])
  assert.equal((await stands(vu, caseId)).state, 'in-process')
  await may(vu, trang, 'cases.consult', { caseId, units: [health], question: 'Đề nghị trả lời' })
  await may(vu, son, 'cases.give-opinion', { caseId, agrees: true })
  assert.deepEqual(await waits(vu, caseId), ['draft'])
})

test('a visit is left out by whoever leads, the head of the division sends back, and the vice chair signs', async (t) => {
  const vu = await town(t)
  const caseId = await accepted(vu, '1.001699', 25)
  assert.deepEqual(await waits(vu, caseId), ['verify'])
  await mayNot(vu, trang, 'cases.skip-task', { caseId, task: 'verify', reason: 'Đã có biên bản' }, 'not-your-role')
  await mayNot(vu, hoa, 'cases.do-task', { caseId, task: 'verify' }, 'not-your-case')
  assert.match((await vu.as(hoa).press(`/officer/cases/${caseId}`, 'skip-task', { task: 'verify', 'skip-reason': '' })).body, /<details open[^>]*><summary>[^<]*Xác minh/, 'a reason is asked for, where it was forgotten')
  await presses(vu, hoa, caseId, 'skip-task', { task: 'verify', 'skip-reason': 'Đã có biên bản của lần trước' })
  assert.deepEqual((await stands(vu, caseId)).flow!.skipped, ['verify'])
  await may(vu, trang, 'cases.draft-result', { caseId, outcome: 'decline', reason: 'Chưa đủ căn cứ' })
  assert.deepEqual([await waits(vu, caseId), (await stands(vu, caseId)).state], [['review'], 'in-process'], 'not yet before those who sign')
  await mayNot(vu, thinh, 'cases.approve', { caseId }, 'not-possible-now')
  await presses(vu, hoa, caseId, 'send-back', { remark: 'Đi xác minh lại', 'back-to': 'verify' })
  assert.deepEqual(await waits(vu, caseId), ['verify'])
  await mayNot(vu, hoa, 'cases.send-back', { caseId, remark: 'Nữa' }, 'not-your-case')
  await may(vu, trang, 'cases.do-task', { caseId, task: 'verify', note: 'Đã đến nơi' })
  await may(vu, trang, 'cases.draft-result', { caseId, outcome: 'decline', reason: 'Chưa đủ căn cứ' })
  await may(vu, hoa, 'cases.do-task', { caseId, task: 'review' })
  assert.equal((await stands(vu, caseId)).state, 'for-decision')
  await may(vu, thinh, 'cases.approve', { caseId })
  const file = await stands(vu, caseId)
  assert.deepEqual([file.state, file.flow!.over, file.flow!.waits], ['stopped', 'declined', []])
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /Xác minh, kiểm tra thực tế/)
  assert.doesNotMatch((await vu.as(lan).get(`/cases/${caseId}`)).body, /Đã có biên bản của lần trước/, 'reasons stay among officials')
})

test('of two officials who end one task at once, one is asked to look again', async (t) => {
  const vu = await town(t)
  const caseId = await accepted(vu, '1.001699', 25)
  const both = await Promise.all([trang, nam].map((who) => vu.as(who).api('cases.do-task', { caseId, task: 'verify' })))
  assert.deepEqual(both.map((it) => it.status).sort(), [200, 409])
  assert.deepEqual(await waits(vu, caseId), ['draft'])
  assert.match(both.find((it) => it.status === 409)!.body.code, /changed-meanwhile|no-such-task-now/)
})

test('a task over its own time is said once, counted on the working calendar, long before the case is late', async (t) => {
  const vu = await town(t)
  const caseId = await accepted(vu, '1.001699', 25)
  const [task] = (await stands(vu, caseId)).flow!.waits
  // Two fifths of 25 working days, and 2 September and the weekends lie in between.
  assert.ok(task!.dueAt! > '2026-09-22' && task!.dueAt! < '2026-09-25')
  vu.time.now = new Date(Date.parse(task!.dueAt!) + 60_000)
  await vu.settle()
  await vu.settle()
  const events = (await openCase(openCtx(vu.house, thinh), caseId)).events.filter((it) => it.type === 'cases.task-late')
  assert.equal(events.length, 1)
  assert.equal((await stands(vu, caseId)).flow!.waits[0]!.late, true)
  assert.match((await vu.as(trang).get(`/officer/cases/${caseId}`)).body, /đang làm, đã quá hạn/)
  for (const who of [trang, hoa]) assert.match((await told(vu, who, 'official-task-late')).join(), /Bước “Xác minh, kiểm tra thực tế”[\s\S]*chưa xong/, who.name)
  assert.doesNotMatch((await vu.as(lan).get(`/cases/${caseId}`)).body, /đã quá hạn/, 'how the office shares out its time is its own affair')
  // Hòa takes it over from whoever has it.
  await may(vu, trang, 'cases.do-task', { caseId, task: 'verify' })
  await perform(vu.house, system, appointOfficial, { official: trang.id, name: trang.name, unit: vuNinh, post: 'commune-specialist', validFrom: '2026-01-01' })
  await may(vu, hoa, 'cases.assign', { caseIds: [caseId], to: trang.id })
  await presses(vu, hoa, caseId, 'take-over', { 'take-over-reason': 'Trang nghỉ ốm' })
  await vu.settle()
  assert.match((await told(vu, trang, 'official-taken-over')).join(), /Phạm Thị Hòa đã nhận làm tiếp[\s\S]*Trang nghỉ ốm/)
  assert.equal((await stands(vu, caseId)).handler!.name, 'Phạm Thị Hòa')
})

test('papers asked for stop the time of the task too; when they come it is counted anew', async (t) => {
  const vu = await town(t)
  const caseId = await accepted(vu, '1.001699', 25)
  const before = (await stands(vu, caseId)).flow!.waits[0]!.dueAt!
  await may(vu, trang, 'cases.ask-for-papers', { caseId, items: ['Ảnh'], reason: 'Thiếu ảnh' })
  vu.time.now = new Date('2026-09-30T03:00:00Z')
  await vu.settle()
  assert.equal((await openCase(openCtx(vu.house, thinh), caseId)).events.filter((it) => it.type === 'cases.task-late').length, 0)
  await may(vu, lan, 'cases.supply-papers', { caseId, uploads: [], answer: 'Đã gửi' })
  const after = (await stands(vu, caseId)).flow!.waits[0]!.dueAt!
  assert.ok(after > '2026-10-05' && before < '2026-09-25', `${before}, ${after}`)
})

test('a new version is drawn by one and published by another; a running case stays, until it is moved with its eyes open', async (t) => {
  const vu = await town(t)
  const caseId = await accepted(vu, '1.001699', 25)
  const old = readFileSync(join(projectRoot, 'countries/vn/flows/verify-review-decide.bpmn'), 'utf8')
  // A second visit before the first.
  const changed = old
    .replace('<bpmn:userTask id="verify"', '<bpmn:userTask id="call" name="Gọi điện hẹn ngày" sen:step="work" sen:act="process" sen:unit="competent"><bpmn:incoming>to-verify</bpmn:incoming><bpmn:outgoing>called</bpmn:outgoing></bpmn:userTask>\n    <bpmn:sequenceFlow id="called" sourceRef="call" targetRef="verify" />\n    <bpmn:userTask id="verify"')
    .replace('<bpmn:sequenceFlow id="to-verify" sourceRef="forward" targetRef="verify"', '<bpmn:sequenceFlow id="to-verify" sourceRef="forward" targetRef="call"')
    .replace(/(<bpmn:userTask id="verify"[\s\S]*?)<bpmn:incoming>to-verify<\/bpmn:incoming>/, '$1<bpmn:incoming>called</bpmn:incoming>')
  await mayNot(vu, hoa, 'flows.propose', { xml: changed }, 'not-your-role')
  await may(vu, thao, 'flows.propose', { xml: changed, note: 'Hẹn trước khi đến' })
  assert.match((await vu.as(cuong).get('/officer/flows')).body, /Chờ xem và duyệt[\s\S]*\/officer\/flows\/verify-review-decide\/draw/)
  await mayNot(vu, thao, 'flows.publish', { key: 'verify-review-decide', version: 2 }, 'needs-another-pair-of-eyes')
  await may(vu, cuong, 'flows.publish', { key: 'verify-review-decide', version: 2 })
  await mayNot(vu, cuong, 'flows.publish', { key: 'verify-review-decide', version: 2 }, 'not-proposed-now')
  assert.deepEqual([(await stands(vu, caseId)).flow!.version, await waits(vu, caseId)], [1, ['verify']])
  const newer = await accepted(vu, '1.001699', 25)
  assert.deepEqual([(await stands(vu, newer)).flow!.version, await waits(vu, newer)], [2, ['call']])
  // Trang has verified already when Hòa moves the case.
  await may(vu, trang, 'cases.do-task', { caseId, task: 'verify' })
  const preview = (await vu.as(hoa).get(`/officer/cases/${caseId}?move=2`)).body
  assert.match(preview, /Hồ sơ sẽ chờ ở bước: Tổng hợp, dự thảo kết quả/)
  assert.match(preview, /Các bước mới này coi như được bỏ qua: Gọi điện hẹn ngày/)
  await mayNot(vu, trang, 'cases.move-flow', { caseId, version: 2, reason: 'Theo quy trình mới' }, 'not-your-role')
  assert.equal((await vu.as(hoa).press(`/officer/cases/${caseId}?move=2`, 'move-flow', { version: '2', 'move-reason': 'Theo quy trình mới' })).status, 303)
  const moved = await stands(vu, caseId)
  assert.deepEqual([moved.flow!.version, moved.flow!.waits.map((it) => it.node), moved.flow!.skipped], [2, ['draft'], ['call']])
  // The other one has called; version 1 has no such step, so it cannot go back there.
  await may(vu, trang, 'cases.do-task', { caseId: newer, task: 'call' })
  await mayNot(vu, hoa, 'cases.move-flow', { caseId: newer, version: 1, reason: 'Quay lại' }, 'cannot-move-flow')
  assert.match((await vu.as(hoa).get(`/officer/cases/${newer}?move=1`)).body, /Không chuyển được: bước “Gọi điện hẹn ngày”/)
})

test('a drawing or a table with faults is not proposed, and every fault names its element', async (t) => {
  const vu = await town(t)
  const old = readFileSync(join(projectRoot, 'countries/vn/flows/immediate.bpmn'), 'utf8')
  const { status, body } = await vu.as(thao).api('flows.propose', { xml: old.replace('sen:act="decide"', 'sen:act="boss"').replace('sen:within="4 hours"', 'sen:within="soon"') })
  assert.deepEqual([status, body.code, Object.keys(body.fields).sort()], [400, 'flow-has-faults', ['approve', 'draft']])
  assert.match(body.fields.approve, /Không có quyền boss/)
  const broken = await vu.as(thao).api('flows.propose', { xml: old.replace('targetRef="draft"', 'targetRef="nowhere"') })
  assert.deepEqual([broken.status, broken.body.code], [400, 'flow-has-faults'])
  assert.match(Object.values(broken.body.fields as Record<string, string>).join(), /nowhere/)
  assert.equal((await vu.as(thao).api('flows.propose', { xml: '<a/>' })).status, 400)

  // So with decisions: they are read as the country's own are, and speak of the papers and fees that the procedure has.
  const key = '1.000656-dang-ky-khai-tu'
  const tables = readFileSync(join(projectRoot, `countries/vn/decisions/${key}.dmn`), 'utf8')
  const faultsOf = async (xml: string): Promise<Record<string, string>> => { const { status: s, body: b } = await vu.as(thao).api('flows.propose-decision', { key, xml }); assert.deepEqual([s, b.code], [400, 'decision-has-faults']); return b.fields }
  assert.deepEqual(Object.keys(await faultsOf(tables.replace('police-report', 'police-letter'))).sort(), ['papers', 'papers-2'])
  assert.match((await faultsOf(tables.replace('<text>8000</text>', '<text>8000 +</text>')))['fees-1-rate']!, /không đúng cú pháp/)
  assert.match((await faultsOf('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))['xml']!, /DOCTYPE/)
  const costlier = tables.replace('<text>8000</text>', '<text>10000</text>')
  await mayNot(vu, hoa, 'flows.propose-decision', { key, xml: costlier }, 'not-your-role')
  const { body: taken } = await vu.as(thao).api('flows.propose-decision', { key, xml: costlier })
  assert.equal(taken.draft, '/officer/procedures/1.000656')
  assert.match((await vu.as(cuong).get(`${taken.draft}/files/draft.dmn`)).body, /10000/)
  // Once more, it is the same draft that changes.
  await may(vu, thao, 'flows.propose-decision', { key, xml: tables.replace('<text>8000</text>', '<text>12000</text>') })
  assert.match((await vu.as(cuong).get(`${taken.draft}/files/draft.dmn`)).body, /12000/)
})

test('what is recorded of a flow is what follows from what was done: replayed, it comes to the same', async (t) => {
  const vu = await town(t)
  const caseId = await accepted(vu, '1.013225', 15)
  await may(vu, trang, 'cases.consult', { caseId, units: [construction, environment], question: 'Có ý kiến gì không' })
  await may(vu, yen, 'cases.give-opinion', { caseId, agrees: true })
  vu.time.now = new Date('2026-09-24T03:00:00Z')
  await vu.settle()
  await may(vu, trang, 'cases.draft-result', { caseId, outcome: 'decline', reason: 'Chưa đủ căn cứ' })
  const { state: file, events } = await openCase(openCtx(vu.house, thinh), caseId)
  const definition = definitionOf({ take: vu.house.take, house: vu.house }, file)!
  let running: CaseFile['flow']
  for (const event of events) {
    const mark = event.data.flow
    if (!mark) continue
    const around = aroundCase({ take: vu.house.take, house: vu.house }, file, event.at)
    for (const did of mark.did) {
      const again = did.do === 'begin' ? begin(definition, did.set, around)
        : did.do === 'ring' ? rang(definition, running!, running!.rings.find((it) => it.node === did.node)!, around)
        : done(definition, running!, running!.waits.find((it) => it.node === did.node && (did.unit === undefined || it.unit === did.unit))!, did.set ?? {}, around)
      running = follow(running, again)
    }
    assert.deepEqual(JSON.parse(JSON.stringify(running!.at)), mark.at, event.type)
    assert.deepEqual(running!.waits.map((it) => [it.frame, it.node, it.unit]), mark.waits.map((it: { frame: number; node: string; unit: string }) => [it.frame, it.node, it.unit]), event.type)
  }
  assert.ok(JSON.stringify(file.flow!.at).length < 400, 'small')
})

test('every flow: each task may be done by whom the drawing names, where it says, and by nobody else', async (t) => {
  const vu = await town(t)
  const everybody = (['receive', 'process', 'decide', 'lead', 'oversee', 'admin'] as Act[]).flatMap((act) => [vuNinh, construction, '09187'].map((unit) => ({ act, unit, actor: official(`m-${act}-${unit}`, `${act} ${unit}`, '', unit, act) })))
  const flows = vu.house.take(countryFlows)
  const procedures = new Map(vu.house.take(catalogue).list().map((it) => [it.flow, it.code]))
  assert.deepEqual(flows.keys.filter((key) => !procedures.has(key)), [], 'a flow that no procedure goes by')
  const { powerOnTask } = await import('./domain/flowing.ts')
  const stepOf = { work: 'do-task', forward: 'forward', draft: 'draft', approve: 'approve', consult: 'consult', 'give-opinion': 'give-opinion' } as const
  for (const key of flows.keys) {
    const definition = flows.versions(key).at(-1)!
    const file = await stands(vu, await accepted(vu, procedures.get(key)!, 10))
    const around = aroundCase({ take: vu.house.take, house: vu.house }, file, vu.time.now)
    let running = follow(undefined, begin(definition, { outcome: null, backTo: null, agencies: [], channel: 'direct' }, around))
    for (let steps = 0; running.waits.length && steps < 20; steps++) {
      const task = running.waits[0]!
      const rule = definition.tasks.get(task.node)!
      for (const { act, unit, actor } of everybody) {
        const expected = rule.acts.includes(act) && unit === task.unit
        assert.equal(Boolean(powerOnTask(actor, { ...file, flow: running }, stepOf[task.step], task.node)), expected, `${key}, ${task.node}: ${act} of ${unit}`)
      }
      running = follow(running, done(definition, running, task, task.step === 'consult' ? { agencies: [construction] } : task.step === 'approve' ? { outcome: 'grant', backTo: null } : { backTo: null }, around))
    }
    assert.equal(running.over, 'granted', key)
  }
})
