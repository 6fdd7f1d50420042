import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFile, type Report } from '#signatures'
import { appointOfficial, delegateAuthority, type Entrusted, posts } from '#organisations'
import { perform } from '#platform/action'
import { nobody, system } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import { csrfToken } from '#platform/http'
import { lan, official, town, type Town, vuNinh } from '../../testing/town.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch', vuNinh, 'process')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')

const single = {
  procedure: '1.004873', competentUnit: vuNinh, papers: [], delivery: 'online',
  answers: {
    applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', applicantPhone: '0900000318',
    status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh,
  },
}

/** Lan's confirmation, signed by whoever approves; the bytes that lie in her store. */
async function result(vu: Town, approver = thinh): Promise<Buffer> {
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', single)
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  assert.equal((await vu.as(approver).api('cases.approve', { caseId })).status, 200)
  await vu.settle()
  const { hash } = await vu.house.db.selectFrom('stored_files as f').innerJoin('stored_documents as d', 'd.file', 'f.id').select('f.hash').where('d.case_id', '=', caseId).executeTakeFirstOrThrow()
  return vu.house.files.read(hash)
}

/** A stranger without an account drops a file on the page, as a browser does. */
async function drop(vu: Town, name: string, bytes: Buffer): Promise<{ page: string; report: Report }> {
  const form = new FormData()
  form.append('_csrf', csrfToken(vu.house.settings.secret, nobody))
  form.append('_submit', 'verify')
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const sent = new Response(form)
  const answer = await vu.app.inject({ method: 'POST', url: '/en/verify', headers: { 'content-type': sent.headers.get('content-type')!, accept: 'text/html' }, payload: Buffer.from(await sent.arrayBuffer()) })
  assert.equal(answer.statusCode, 303, answer.body)
  const at = String(answer.headers.location)
  const page = await vu.app.inject({ url: at, headers: { accept: 'text/html' } })
  return { page: page.body, report: (await vu.app.inject(`${at.replace(/^\/en/, '')}/report.json`)).json() }
}

test('what Lan gets is signed by Thịnh and sealed by the ward, and a stranger is told so in plain words', async (t) => {
  const vu = await town(t)
  const pdf = await result(vu)
  const { page, report } = await drop(vu, 'xac-nhan.pdf', pdf)
  assert.deepEqual([report.verdict, report.signatures.map((one) => [one.kind, one.level, one.signer?.name, one.record?.kind, one.atProven])], ['good', [
    ['signature', 'B-LTA', 'Vũ Đức Thịnh', 'personal', true], ['signature', 'B-LTA', 'Ủy ban nhân dân phường Vũ Ninh', 'seal', true], ['time-stamp', undefined, 'Sen certification service VN-24 time-stamp authority 1', undefined, true],
  ]])
  for (const words of [/The signatures hold, nothing was changed/, /Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh/, /Agency seal/, /by a time stamp/]) assert.match(page, words)
  // Nothing of what the paper says is kept or told.
  assert.doesNotMatch(JSON.stringify(report), /Nguyễn Thu Lan/)

  const changed = Buffer.from(pdf)
  changed[2000]! ^= 1
  const worse = await drop(vu, 'xac-nhan.pdf', changed)
  assert.equal(worse.report.verdict, 'broken')
  assert.match(worse.page, /The content was changed after it was signed/)

  // Cut off behind the seal: signed still, and less than what was handed out.
  const seal = [...pdf.toString('latin1').matchAll(/%%EOF/g)].at(-3)!
  const cut = await drop(vu, 'cut.pdf', pdf.subarray(0, seal.index + 6))
  assert.deepEqual([cut.report.verdict, cut.report.signatures[0]!.faults], ['broken', ['proofs-removed']])

  vu.time.now = new Date(vu.time.now.getTime() + 25 * 3600_000)
  const old = (await vu.house.db.selectFrom('verifications').select('id').executeTakeFirstOrThrow()).id
  assert.equal((await vu.app.inject(`/verify/${old}/report.json`)).statusCode, 404)
  await vu.settle()
  assert.equal((await vu.house.db.selectFrom('verifications').select('id').execute()).length, 0)
})

test('who signs by delegation is named with whose power it was, and from when to when he had it', async (t) => {
  const vu = await town(t)
  for (const [id, name, post] of [['o-son', 'Nguyễn Văn Sơn', 'commune-chair'], ['o-ha', 'Ngô Thu Hà', 'civil-status-officer']] as const)
    await perform(vu.house, system, appointOfficial, { official: id, name, unit: vuNinh, post, validFrom: '2026-01-01' })
  const son = official('o-son', 'Nguyễn Văn Sơn', 'Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')
  await perform(vu.house, son, delegateAuthority, { to: 'o-ha', unit: vuNinh, acts: ['decide', 'sign'], validFrom: '2026-09-09', validTo: '2026-09-30', reason: 'Đi công tác' })
  const ha = { ...official('o-ha', 'Ngô Thu Hà', 'Công chức Tư pháp – Hộ tịch', vuNinh), powers: (['decide', 'sign'] as const).map((act) => ({ act, unit: vuNinh, inNameOf: { id: 'o-son', name: 'Nguyễn Văn Sơn', position: 'Chủ tịch Ủy ban nhân dân phường Vũ Ninh' }, source: 'd' })) }
  const report = await checkFile(openCtx(vu.house, nobody), 'x.pdf', await result(vu, ha))
  const { inNameOf } = report.signatures[0]!.record!
  assert.deepEqual([report.verdict, inNameOf?.name, inNameOf?.from, inNameOf?.to], ['good', 'Nguyễn Văn Sơn', '2026-09-09', '2026-09-30'])
  assert.match(report.signatures[0]!.reason!, /thừa ủy quyền của Chủ tịch/)
})

test('revoked, Thịnh signs no more; what he signed before stays signed, and the page that checks codes names him', async (t) => {
  const vu = await town(t)
  const pdf = await result(vu)
  const { check_code: code } = await vu.house.db.selectFrom('stored_documents').select('check_code').executeTakeFirstOrThrow()
  assert.match((await vu.app.inject(`/check/${code}`)).body, /Vũ Đức Thịnh, Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh, 09\/09\/2026/)
  const thao = official('o-thao', 'Phan Phương Thảo', 'Quản trị hệ thống', vuNinh, 'admin')
  const far = official('o-far', 'Lê Văn Xa', 'Quản trị hệ thống', '09193', 'admin')
  const { id } = await vu.house.db.selectFrom('certificates').select('id').where('profile', '=', 'official').executeTakeFirstOrThrow()
  vu.time.now = new Date(vu.time.now.getTime() + 3600_000)
  assert.equal((await vu.as(far).api('certification.revoke', { id, reason: 'key-compromise' })).status, 403, 'another agency')
  assert.equal((await vu.as(thao).press(`/officer/certificates?unit=${vuNinh}`, 'revoke', { id, reason: 'key-compromise' })).status, 303)
  assert.match((await vu.as(thao).get(`/officer/certificates?unit=${vuNinh}`)).body, /Đã thu hồi[\s\S]*mất hoặc lộ khóa/)
  assert.equal((await vu.as(thao).api('certification.revoke', { id, reason: 'key-compromise' })).status, 409)

  const { report } = await drop(vu, 'x.pdf', pdf)
  assert.deepEqual([report.verdict, report.signatures[0]!.remarks], ['good', ['revoked-later']])
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', { ...single, answers: { ...single.answers, otherPurpose: 'Bổ sung hồ sơ xin việc' } })
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  await vu.as(thinh).api('cases.approve', { caseId })
  await vu.settle()
  const waits = await vu.house.db.selectFrom('jobs').select(['name', 'last_error']).where('done_at', 'is', null).where('name', '=', 'cases.issue-result').executeTakeFirstOrThrow()
  assert.match(String(waits.last_error), /signing-no-certificate/)
  assert.equal((await vu.house.db.selectFrom('stored_documents').select('id').execute()).length, 1, 'nothing goes out unsigned')
})

test('where the agency keeps its seal in its own hands, the clerk sets it, and only then is the result there', async (t) => {
  const vu = await town(t)
  const permissions = vu.house.take(posts).entrusted as Entrusted[]
  const kept = permissions.splice(0)
  t.after(() => { permissions.push(...kept) })
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', single)
  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  const clerk = official('o-van-thu', 'Bùi Thị Thơm', 'Văn thư', vuNinh, 'seal')
  assert.equal((await vu.as(clerk).get(`/officer/cases/${caseId}`)).status, 404, 'before it is signed the case is none of her business')
  await vu.as(thinh).api('cases.approve', { caseId })
  await vu.settle()
  assert.equal((await vu.as(lan).ask('cases.open', { caseId })).body.file.state, 'finished')
  assert.equal((await vu.as(lan).ask('documents.mine')).body.documents.length, 0)
  assert.equal((await vu.as(thinh).api('cases.seal', { caseId })).status, 403)
  assert.equal((await vu.as(official('o-far', 'Văn Thư Xa', 'Văn thư', '09187', 'seal')).api('cases.seal', { caseId })).status, 403)
  const { body } = await vu.as(clerk).ask('cases.worklist', { view: 'to-seal' })
  assert.deepEqual([body.rows.map((row: { id: string }) => row.id), body.counts['to-seal']], [[caseId], 1])
  assert.match((await vu.as(clerk).get('/officer?view=to-seal')).body, /Chờ đóng dấu/)
  assert.equal((await vu.as(clerk).press(`/officer/cases/${caseId}`, 'seal')).status, 303)
  await vu.settle()
  assert.equal((await vu.as(lan).ask('documents.mine')).body.documents.length, 1)
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /Đã đóng dấu của cơ quan/)
  const made = await vu.house.db.selectFrom('events').select(['data']).where('type', '=', 'signatures.made').orderBy('position').execute()
  assert.deepEqual(made.map(({ data }) => [data.kind, data.authorised.startsWith(`case-${caseId} `)]), [['personal', true], ['seal', true]])
  assert.notEqual(made[0]!.data.authorised, made[1]!.data.authorised)
  assert.equal((await vu.as(clerk).api('cases.seal', { caseId })).status, 409)
})

test('whatever is dropped is answered: nothing, a picture, half a paper', async (t) => {
  const vu = await town(t)
  for (const bytes of [Buffer.from('x'), Buffer.from('%PDF-1.7\n'), Buffer.from('<a/>'), Buffer.from('{"payload":"e30"}'), Buffer.alloc(5000, 0x28)])
    assert.ok(['unreadable', 'unsigned'].includes((await vu.as(nobody).api('signatures.verify', { name: 'x', content: bytes.toString('base64') })).body.report.verdict))
  assert.equal((await vu.as(nobody).api('signatures.verify', { name: 'x', content: '!' })).status, 400)
})
