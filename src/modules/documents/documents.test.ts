import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { openCtx } from '#platform/ctx'
import { system } from '#platform/actor'
import type { Refusal } from '#platform/refusal'
import { hung, lan, official, town, type Town, vuNinh } from '../../testing/town.ts'
import { readCheckCode } from './domain/check-code.ts'
import { initials, validityOn } from './domain/document.ts'
import { issueDocument, notePaperUse } from './document-store.ts'
import { documentsHeldBy, everyDocumentOf, findHeldResult } from './queries/documents-of.ts'
import { takeUploads } from './queries/files.ts'
import { letterSamples } from './testing/letter-samples.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

const trang = official('o-trang', 'Lê Thu Trang', 'Công chức tư pháp – hộ tịch', vuNinh, 'process')
const nguyet = official('o-nguyet', 'Trần Thị Minh Nguyệt', 'Phó Chủ tịch', vuNinh, 'decide')
const khoi = official('o-khoi', 'Vũ Đình Khôi', 'Công chức', '09172', 'process', 'decide')
const photo = () => sharp({ create: { width: 400, height: 600, channels: 3, background: '#eee' } }).jpeg().toBuffer()

/** Lan's birth certificate of her child, issued by the ward. */
async function issueToLan({ house }: Town, more: object = {}) {
  const ctx = openCtx(house, system)
  const issued = await issueDocument(ctx, {
    owner: { id: lan.id, name: lan.name }, resultCode: 'KQ.G01.000001', documentType: 'birth-certificate', title: { vi: 'Giấy khai sinh', en: 'Birth certificate' }, subject: 'Phạm Nguyễn Minh An',
    number: '261/2026', issuedOn: '2026-09-09', issuedBy: { unit: vuNinh, name: 'Ủy ban nhân dân phường Vũ Ninh' }, signedBy: nguyet.name, caseId: 'case-1',
    data: { childName: 'Phạm Nguyễn Minh An' }, letter: { template: 'birth-certificate', data: letterSamples['birth-certificate'] as any }, ...more,
  })
  await house.writer.write(ctx.pending)
  return issued
}

test('Lan uploads a photo once, though her line broke and she sent it twice', async (t) => {
  const place = await town(t)
  const content = (await photo()).toString('base64')
  const first = await place.as(lan).api('documents.upload', { name: 'IMG_2041.jpeg', content }, { key: 'k1' })
  assert.equal(first.status, 200, JSON.stringify(first.body))
  assert.deepEqual({ label: first.body.label, type: first.body.type }, { label: 'IMG_2041.jpg', type: 'image/jpeg' })
  const second = await place.as(lan).api('documents.upload', { name: 'IMG_2041.jpeg', content }, { key: 'k1' })
  assert.deepEqual(second.body, first.body)
  const file = await place.as(lan).get(`/files/${first.body.id}`)
  assert.equal(file.status, 200)
  assert.equal(file.headers['content-type'], 'image/jpeg')
  assert.equal(file.headers['x-content-type-options'], 'nosniff')
  assert.equal(file.headers['cache-control'], 'private, no-store')
  assert.match(String(file.headers['content-security-policy']), /default-src 'none'.*sandbox/)
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="IMG_2041\.jpg"/)
})

test('what cannot be taken is refused at its field, with what to do, in the language of the person', async (t) => {
  const place = await town(t)
  const send = (bytes: Buffer) => place.as(lan).api('documents.upload', { name: 'giay.pdf', content: bytes.toString('base64') })
  const refused = await send(Buffer.from('MZ not a paper'))
  assert.equal(refused.status, 400)
  assert.deepEqual(refused.body.fields, { content: 'Chỉ nhận ảnh chụp hoặc PDF, tối đa 10 MB. Chụp ảnh giấy tờ rồi gửi ảnh đó.' })
  assert.equal((await place.as(lan).api('documents.upload', { name: 'x', content: '***' })).body.fields.content, vi.refusals['upload-not-base64'])
  assert.equal((await place.app.inject({ method: 'POST', url: '/api/documents.upload', payload: { name: 'x', content: '' } })).statusCode, 401)
})

test('a file is there for who brought it, and for nobody else it is as if it were not', async (t) => {
  const place = await town(t)
  const { body } = await place.as(lan).api('documents.upload', { name: 'a.jpg', content: (await photo()).toString('base64') })
  for (const other of [hung, trang, nguyet]) assert.equal((await place.as(other).get(`/files/${body.id}`)).status, 404, other.name)
  const away = await place.app.inject({ url: `/files/${body.id}`, headers: { accept: 'text/html' } })
  assert.equal(away.statusCode, 303, 'who is not signed in is asked to')
  for (const path of ['/files/nothing', '/files/..%2f..%2fetc%2fpasswd', `/files/${'a'.repeat(64)}`]) assert.equal((await place.as(lan).get(path)).status, 404)
  const hers = openCtx(place.house, lan)
  assert.deepEqual([...(await takeUploads(hers, [body.id, 'nothing'])).keys()], [body.id])
  assert.equal((await takeUploads(openCtx(place.house, hung), [body.id])).size, 0, 'and cannot be put to another person\'s case')
})

test('what Trang took in at her desk she does not open at home, where she is a citizen like any other', async (t) => {
  const place = await town(t)
  const { body } = await place.as(trang).api('documents.upload', { name: 'giay cua Lan.jpg', content: (await photo()).toString('base64') })
  assert.equal((await place.as(trang).get(`/files/${body.id}`)).status, 200)
  assert.equal((await place.as({ id: trang.id, kind: 'person', name: trang.name, powers: [] }).get(`/files/${body.id}`)).status, 404)
})

test('a result lies in its owner\'s own store, opens as PDF, and counts its uses', async (t) => {
  const place = await town(t)
  const issued = await issueToLan(place)
  const page = await place.as(lan).get('/documents')
  assert.equal(page.status, 200)
  assert.match(page.body, /Giấy khai sinh của Phạm Nguyễn Minh An/)
  assert.match(page.body, /chưa dùng lại/)
  const pdf = await place.as(lan).get(`/files/${issued.file}?show`)
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.match(String(pdf.headers['content-disposition']), /^inline; filename="Giay khai sinh Pham Nguyen Minh An 261-2026\.pdf"; filename\*=UTF-8''Gi%E1%BA%A5y/)
  assert.ok(pdf.body.startsWith('%PDF-'))

  const ctx = openCtx(place.house, lan)
  notePaperUse(ctx, 'case-2', [{ document: issued.document }])
  notePaperUse(ctx, 'case-3', [{ document: issued.document }])
  await place.house.writer.write(ctx.pending)
  assert.match((await place.as(lan).get('/documents')).body, /dùng lại 2 lần/)
  assert.match((await place.as(lan).get('/en/documents')).body, /reused 2 times/)
  assert.ok(!(await place.as(hung).get('/documents')).body.includes('Giấy khai sinh'))
  assert.equal((await place.as(lan).ask('documents.mine')).body.documents[0].data.childName, 'Phạm Nguyễn Minh An')
  assert.equal((await place.as(trang).get('/documents')).status, 403)
})

test('an official of the unit that issued it may open it, and Lan sees that he did; others may not', async (t) => {
  const place = await town(t)
  const issued = await issueToLan(place)
  assert.equal((await place.as(khoi).get(`/files/${issued.file}`)).status, 404)
  assert.equal((await place.as(trang).get(`/files/${issued.file}`)).status, 200)
  const page = (await place.as(lan).get('/documents')).body
  assert.match(page, /Lê Thu Trang/)
  assert.ok(!page.includes('Vũ Đình Khôi'))
})

test('what is held and still counts need not be asked for again', async (t) => {
  const place = await town(t)
  await issueToLan(place, { validTo: '2026-09-20' })
  const on = (now: string) => { place.time.now = new Date(now); return openCtx(place.house, lan) }
  assert.equal((await findHeldResult(on('2026-09-20T16:59:00Z'), lan.id, 'KQ.G01.000001'))?.number, '261/2026', 'the last day still counts')
  assert.equal(await findHeldResult(on('2026-09-20T17:01:00Z'), lan.id, 'KQ.G01.000001'), undefined)
  assert.equal((await documentsHeldBy(on('2026-09-21T02:00:00Z'), lan.id)).length, 0)
  assert.equal((await everyDocumentOf(on('2026-09-21T02:00:00Z'), lan.id))[0]!.validity, 'expired')
  assert.equal((await documentsHeldBy(openCtx(place.house, hung), hung.id)).length, 0)
})

test('the same result is not issued twice', async (t) => {
  const place = await town(t)
  await issueToLan(place, { id: 'result-of-case-1' })
  await assert.rejects(issueToLan(place, { id: 'result-of-case-1' }), (error: Refusal) => error.code === 'changed-meanwhile')
})

test('anyone who holds a paper can check it by its code, and learns no more than is needed', async (t) => {
  const place = await town(t)
  const { checkCode } = await issueToLan(place)
  for (const typed of [checkCode, checkCode.toLowerCase().replaceAll('-', ' '), checkCode.replaceAll('0', 'o')]) {
    const page = await place.app.inject({ url: `/check?code=${encodeURIComponent(typed)}` })
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /Có thật và còn giá trị/)
    assert.match(page.body, /P\. N\. M\. A\./)
    for (const secret of ['Nguyễn Thu Lan', 'Phạm Nguyễn Minh An', '261/2026', lan.nationalId!, lan.id]) assert.ok(!page.body.includes(secret), `${secret} is not told`)
  }
  assert.match((await place.app.inject({ url: `/check/${checkCode}` })).body, /Giấy khai sinh/)
  assert.match((await place.app.inject({ url: `/en/check/${checkCode}` })).body, /Real and valid/)
  assert.match((await place.app.inject({ url: '/check/AAAA-AAAA-AAAA' })).body, /Không có giấy tờ nào mang mã này/)
  assert.match((await place.app.inject({ url: '/check?code=<script>' })).body, /&lt;script/)
  const { answer } = (await place.app.inject({ url: `/api/documents.check?code=${checkCode}` })).json()
  assert.deepEqual(answer.facts[2], { name: { vi: 'Tên người trên giấy (chữ đầu)', en: 'Name on the paper (initials)' }, value: 'P. N. M. A.' }, 'whose name stands on the paper, not her mother’s')
  assert.deepEqual(answer.title, { vi: 'Giấy khai sinh', en: 'Birth certificate' })
  assert.deepEqual((await place.app.inject({ url: '/api/documents.check?code=nothing' })).json(), {})
})

test('a document withdrawn by who issued it stays in the store and says so to everyone', async (t) => {
  const place = await town(t)
  const issued = await issueToLan(place)
  const withdraw = (who: typeof nguyet) => place.as(who).api('documents.withdraw', { documentId: issued.document, reason: 'Cấp sai thẩm quyền' })
  assert.equal((await withdraw(trang)).status, 403, 'she may not decide')
  assert.equal((await withdraw(khoi)).status, 403, 'another ward')
  assert.equal((await withdraw(nguyet)).status, 200)
  assert.equal((await withdraw(nguyet)).status, 409)
  const page = (await place.as(lan).get('/documents')).body
  assert.match(page, /Đã thu hồi/)
  assert.match(page, /Cấp sai thẩm quyền/)
  assert.match((await place.app.inject({ url: `/check/${issued.checkCode}` })).body, /Có thật nhưng đã bị thu hồi/)
  assert.equal(await findHeldResult(openCtx(place.house, lan), lan.id, 'KQ.G01.000001'), undefined)
})

test('a code is read as people type it', () => {
  assert.equal(readCheckCode('k7px 3mqd 9trw'), 'K7PX-3MQD-9TRW')
  assert.equal(readCheckCode('K7PX-3MQD-9TRO'), 'K7PX-3MQD-9TR0')
  for (const wrong of ['', 'K7PX-3MQD', 'K7PX-3MQD-9TRW-1', 'K7PX-3MQD-9TRU']) assert.equal(readCheckCode(wrong), undefined)
})

test('a name is told by its initials', () => {
  assert.equal(initials('Nguyễn Thu Lan'), 'N. T. L.')
  assert.equal(initials(' đỗ  minh quân '), 'Đ. M. Q.')
})

test('withdrawn stays withdrawn, whatever the date', () => {
  assert.equal(validityOn('2026-09-01', { state: 'withdrawn', validTo: '2027-01-01' }), 'withdrawn')
  assert.equal(validityOn('2026-09-01', { state: 'valid', validTo: null }), 'valid')
  assert.equal(validityOn('2026-09-02', { state: 'valid', validTo: '2026-09-01' }), 'expired')
})

test('every sentence exists in both languages', () => {
  assert.deepEqual(Object.keys(en.refusals).sort(), Object.keys(vi.refusals).sort())
})
