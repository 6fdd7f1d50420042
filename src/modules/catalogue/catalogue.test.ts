import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import type { Actor } from '#platform/actor'
import { perform } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { town } from '../../testing/town.ts'
import { importRecords } from './index.ts'
import { jsonLines, madeUp } from './testing/records.ts'
import { noSample, samplePath, sampleRecords } from './testing/shared-sample.ts'

const thao: Actor = { id: 'thao', kind: 'official', name: 'Phan Phương Thảo', powers: [{ act: 'admin', unit: '24', source: 'position-thao' }] }
const son: Actor = { id: 'son', kind: 'official', name: 'Nguyễn Trường Sơn', powers: [{ act: 'oversee', unit: '24', source: 'position-son' }] }
const han: Actor = { id: 'han', kind: 'official', name: 'Lê Hân', powers: [{ act: 'admin', unit: '09169', source: 'position-han' }] }

const here = async (t: TestContext) => {
  const { house, as } = await town(t)
  return { house, thao: as(thao), son: as(son), lan: as({ id: 'lan', kind: 'person', name: 'Nguyễn Thị Lan', powers: [] }), take: (content: string, file = 'records.jsonl', by = thao) => perform(house, by, importRecords, { file, content }) }
}
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const address = '/officer/catalogue/records/9.000101'

test('all the records of the sample are imported, and importing them again is nothing', { skip: noSample }, async (t) => {
  const { take, thao } = await here(t)
  const content = readFileSync(samplePath).toString('base64')
  const first = await take(content)
  assert.deepEqual({ ...first, import: '' }, { import: '', new: sampleRecords().length, changed: 0, same: 0, refused: 0 })
  const again = await take(content)
  assert.deepEqual({ ...again, import: '' }, { import: '', new: 0, changed: 0, same: sampleRecords().length, refused: 0 })
  const { body } = await thao.ask('catalogue.records', { field: 'Hộ tịch' })
  assert.equal(body.totals.all, 3)
  const page = await thao.get('/officer/catalogue/records/1.003583')
  assert.equal(page.status, 200)
  assert.match(page.body, /<mark id="s1">/)
})

test('Thảo uploads a record, reads it beside its words, corrects a value and confirms; Sơn looks on and may not', async (t) => {
  const { take, thao, son } = await here(t)
  await take(jsonLines(madeUp()))
  const page = await son.get(address)
  assert.match(page.body, /Mẫu số 13/)
  assert.doesNotMatch(page.body, /Sửa một giá trị|Xác nhận đọc đúng/)
  const path = 'channels/direct/time'
  const edited = await thao.press(`${address}?edit=${path}`, 'edit', { path, value: '6 working-days', reason: 'Quyết định mới của tỉnh' })
  assert.equal(edited.status, 303)
  assert.match((await thao.get(address)).body, /6 ngày làm việc[^]*Phan Phương Thảo sửa/)
  const hash = (await thao.ask('catalogue.record', { code: '9.000101' })).body.hash
  await thao.press(address, 'confirm', { hash })
  assert.match((await thao.get(address)).body, /xác nhận đọc đúng/)
})

test('a changed record waits with its differences, keeps what Thảo edited, and is accepted or put aside', async (t) => {
  const { take, thao } = await here(t)
  await take(jsonLines(madeUp()))
  const path = 'channels/direct/time'
  await thao.press(`${address}?edit=${path}`, 'edit', { path, value: '6 working-days', reason: 'Quyết định của tỉnh' })
  const changed = madeUp({ cach_thuc_thuc_hien: madeUp()['cach_thuc_thuc_hien']!.replace('5 Ngày làm việc', '3 Ngày làm việc') })
  assert.equal((await take(jsonLines(changed))).changed, 1)
  assert.equal((await take(jsonLines(changed))).same, 1)
  const page = await thao.get(address)
  assert.match(page.body, /Cổng có bản mới[^]*5 ngày làm việc[^]*3 ngày làm việc/)
  const proposal = /name="hash" value="([0-9a-f]{64})"/.exec(page.body)![1]!
  await thao.press(address, 'accept', { hash: proposal })
  const { body } = await thao.ask('catalogue.record', { code: '9.000101' })
  assert.deepEqual(body.reading.channels.map((c: any) => c.time.value.max), [3, 6])
  assert.equal(body.edits.length, 1)
  const stale = await thao.press(address, 'accept', { hash: proposal })
  assert.equal(stale.status, 409)
})

test('duplicates, contradictions and records without a code are named one by one; the rest is imported', async (t) => {
  const { take, thao } = await here(t)
  const other = (code: string, more = {}) => madeUp({ ma_thu_tuc: code, ...more })
  const result = await take(jsonLines(other('9.000201'), other('9.000201'), other('9.000202'), other('9.000202', { ten_thu_tuc: 'Tên khác' }), other(''), other('abc'), other('9.000203', { ten_thu_tuc: 'Nghá»‹ Ä‘á»‹nh' }), other('9.000204', { yeu_cau_dieu_kien: '=HYPERLINK("http://x","<script>alert(1)</script>")' })))
  assert.deepEqual({ ...result, import: '' }, { import: '', new: 2, changed: 0, same: 0, refused: 6 })
  const report = (await thao.get(`/officer/catalogue/imports/${result.import}`)).body
  for (const sentence of ['Không bản nào được nhập', 'nội dung như nhau', 'không có mã', 'không đúng dạng', 'sai bảng mã', 'không chạy']) assert.ok(report.includes(sentence), sentence)
  const shown = (await thao.get('/officer/catalogue/records/9.000204')).body
  assert.ok(shown.includes('&lt;script>') && !shown.includes('<script>alert'))
  assert.equal((await thao.get('/officer/catalogue/records/9.000202')).status, 404)
})

test('only who administers the whole province imports', async (t) => {
  const { take } = await here(t)
  await assert.rejects(take(jsonLines(madeUp()), 'x', han), refused('not-your-catalogue'))
  await assert.rejects(take(jsonLines(madeUp()), 'x', son), refused('not-your-role'))
})

test('a file is uploaded on the page, and a file that is none is refused with a sentence', async (t) => {
  const { thao } = await here(t)
  assert.equal((await thao.get('/officer/catalogue/import')).status, 200)
  const none = await thao.press('/officer/catalogue/import', 'import', {})
  assert.match(none.body, /Chọn một tệp để nhập/)
})

test('Sơn sees why a procedure is held back; Thảo decides that the reason does not hold, cites the law, and the number moves', async (t) => {
  const { take, thao, son } = await here(t)
  await take(jsonLines(madeUp(), madeUp({ ma_thu_tuc: '9.000105', trinh_tu_thuc_hien: 'Bước 1: Người nuôi ong nộp hồ sơ.' })))
  const page = (await son.get('/officer/catalogue/readiness?show=flag:site-check')).body
  assert.match(page, /Phải kiểm tra tại chỗ theo luật[^]*kiểm tra thực tế tại vườn/)
  assert.doesNotMatch(page, /9\.000105/)
  assert.match((await son.get('/officer/catalogue/readiness?show=qualifies')).body, /9\.000105/)
  const empty = await thao.press(address, 'settle', { flag: 'site-check', 'holds-site-check': 'false', 'basis-site-check': '' })
  assert.match(empty.body, /Ghi tên văn bản và điều/)
  await thao.press(address, 'settle', { flag: 'site-check', 'holds-site-check': 'false', 'basis-site-check': 'Nghị định mẫu, Điều 3' })
  assert.match((await son.get('/officer/catalogue/readiness?show=qualifies')).body, /9\.000101[^]*9\.000105/)
})

test('the once-only report says what falls away, and which register to connect next', async (t) => {
  const { take, son } = await here(t)
  const rows = 'Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị1 bản chínhThẻ căn cước1 bản chínhGiấy chứng nhận đăng ký doanh nghiệp1 bản chínhGiấy phép nuôi ong trong vườn nhà1 bản chính'
  await take(jsonLines(madeUp(), madeUp({ ma_thu_tuc: '9.000106', thanh_phan_ho_so: `--${rows}`, ket_qua_xu_ly: 'Quyết định khenMã: KQ.G10.009998' }), madeUp({ ma_thu_tuc: '9.000107', ket_qua_xu_ly: 'Giấy phép nuôi ong trong vườn nhàMã: KQ.G10.009997' })))
  const { body } = await son.get('/officer/catalogue/once-only')
  assert.match(body, /Nên nối tiếp theo: Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp/)
  assert.match(body, /Kết quả của thủ tục khác trong danh mục/)
  assert.match(body, /9\.000106[^]*?4 → 3/)
})

test('Sơn looks at the service proposed from a record and takes its files; Lan, who is no official, may not', async (t) => {
  const { take, son, lan } = await here(t)
  await take(jsonLines(madeUp()))
  const page = await son.get(`${address}/proposal`)
  assert.equal(page.status, 200)
  assert.match(page.body, /Không gì ở đây tự được công bố/)
  assert.match(page.body, /Hồ sơ của bạn thuộc trường hợp nào/)
  const yaml = await son.get(`${address}/proposal.yaml`)
  assert.equal(yaml.status, 200)
  assert.match(yaml.body, /^code: "9\.000101"$/m)
  assert.match((await son.get(`${address}/proposal.dmn`)).body, /<decision id="papers"/)
  assert.notEqual((await lan.get(`${address}/proposal.yaml`)).status, 200)
})
