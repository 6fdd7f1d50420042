import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { Refusal } from '#platform/refusal'
import { readRecord, recordText } from '../domain/read-record.ts'
import { madeUp } from '../testing/records.ts'
import { wordExport, wordFile } from '../testing/word-export.ts'
import { readUpload } from './read-upload.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const bytes = (text: string) => new TextEncoder().encode(text)

test('the Word export of a procedure gives the same structure as its page', () => {
  const file = wordExport({
    fields: { 'Mã thủ tục': '9.000301', 'Tên thủ tục': 'Đăng ký thả diều', 'Cấp thực hiện': 'Cấp Xã', 'Lĩnh vực': 'Văn hóa', 'Đối tượng thực hiện': 'Công dân Việt Nam, Cán bộ, công chức, viên chức', 'Cơ quan thực hiện': 'Ủy ban nhân dân xã, phường', 'Trình tự thực hiện': 'Bước 1: Người thả diều nộp tờ khai.\nBước 2: Ủy ban nhân dân xã xem xét.', 'Kết quả thực hiện': 'Giấy xác nhậnMã: KQ.G07.000123', 'Yêu cầu, điều kiện thực hiện': 'Không' },
    ways: [{ channel: 'Trực tuyến', time: '3 Ngày làm việc', fee: 'Lệ phí : 50.000 Đồng (50.000 đồng/lần)', says: 'Nộp trên Cổng.' }, { channel: 'Trực tiếp', time: '5 Ngày làm việc', fee: '' }],
    groups: [{ papers: [{ name: 'Tờ khai theo Mẫu số 13', form: 'Mau so 13.docx', originals: 1, copies: 0 }, { name: 'Ảnh chụp con diều năm 2026', originals: 0, copies: 2 }] }],
    laws: [{ number: '38/2021/NĐ-CP', title: 'Nghị định xử phạt vi phạm hành chính trong lĩnh vực văn hóa', day: '29-03-2021', by: 'Chính phủ' }],
  })
  const { format, found } = readUpload(file)
  assert.equal(format, 'word')
  const reading = readRecord(recordText(found[0]!.raw))
  assert.deepEqual(reading.channels.map(({ channel, time, fees }) => [channel.value, time!.value.max, time!.value.unit, fees[0]!.kind, fees[0]!.amounts[0]?.value]), [['online', 3, 'working-days', 'amount', 50000], ['direct', 5, 'working-days', 'unstated', undefined]])
  assert.deepEqual(reading.groups[0]!.papers.map(({ name, originals, copies, forms }) => [name.value, originals.value, copies.value, forms.map(({ value }) => value)]), [['Tờ khai theo Mẫu số 13', 1, 0, ['Mau so 13.docx']], ['Ảnh chụp con diều năm 2026', 0, 2, []]])
  assert.deepEqual(reading.bases.map(({ number, date }) => [number.value, date?.value]), [['38/2021/NĐ-CP', '2021-03-29']])
  assert.deepEqual(reading.results.map(({ code }) => code?.value), ['KQ.G07.000123'])
  assert.deepEqual(reading.steps.length, 2)
  assert.deepEqual(reading.unread, [])
})

test('JSON, JSON lines and CSV give the same record; a formula in a cell is words, and is pointed out', () => {
  const record = madeUp({ yeu_cau_dieu_kien: '=cmd|\'/c calc\'!A0' })
  const csv = [Object.keys(record).join(';'), Object.values(record).map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')].join('\r\n')
  for (const text of [JSON.stringify([record]), JSON.stringify(record), `${JSON.stringify(record)}\n${JSON.stringify(madeUp({ ma_thu_tuc: '9.000999' }))}`, csv, `\ufeff${csv}`]) {
    const [first] = readUpload(bytes(text)).found
    assert.equal(first!.raw.ten_thu_tuc, record['ten_thu_tuc'])
    assert.equal(first!.raw.trinh_tu_thuc_hien, record['trinh_tu_thuc_hien'])
    assert.equal(first!.note, 'formula')
  }
  const vietnamese = readUpload(bytes(`Mã thủ tục,Tên thủ tục,Lĩnh vực\n1.000001,"Tên, có phẩy",Hộ tịch`)).found
  assert.deepEqual(vietnamese[0]!.raw, { ma_thu_tuc: '1.000001', ten_thu_tuc: 'Tên, có phẩy', linh_vuc: 'Hộ tịch' })
})

test('files that are not what they say are refused with a sentence, and none takes the memory', () => {
  assert.throws(() => readUpload(new Uint8Array()), refused('upload-empty'))
  assert.throws(() => readUpload(new Uint8Array(40_000_001)), refused('upload-too-large'))
  assert.throws(() => readUpload(bytes('PK\u0003\u0004 and nothing more')), refused('word-file-broken'))
  assert.throws(() => readUpload(zipSync({ 'xl/workbook.xml': strToU8('<x/>') })), refused('word-file-broken'))
  assert.throws(() => readUpload(wordFile('<w:p><w:r><w:t>Một lá thư</w:t></w:r></w:p>')), refused('word-file-no-procedure'))
  assert.throws(() => readUpload(zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>') })), refused('word-file-broken'))
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(60_000_000) }, { level: 9 })
  assert.ok(bomb.length < 100_000)
  assert.throws(() => readUpload(bomb), refused('word-file-too-large'))
  assert.throws(() => readUpload(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])), refused('word-file-old'))
  assert.throws(() => readUpload(new Uint8Array([0x31, 0xe1, 0xbb, 0x20])), refused('upload-not-utf8'))
  assert.throws(() => readUpload(bytes('Mã thủ tục;Tên thủ tục\n"1.000001;x')), refused('upload-quote-open'))
  assert.throws(() => readUpload(bytes('xin chào')), refused('upload-no-columns'))
  assert.throws(() => readUpload(bytes('{"a":')), refused('upload-not-json'))
  const utf16 = Buffer.from(`\ufeff${JSON.stringify([madeUp()])}`, 'utf16le')
  assert.equal(readUpload(utf16).found[0]!.raw.ma_thu_tuc, '9.000101')
})

test('what cannot be taken is named, and the rest stands', () => {
  const { found } = readUpload(bytes([JSON.stringify(madeUp()), '{broken', '[1]', JSON.stringify(madeUp({ ma_thu_tuc: '' })), JSON.stringify(madeUp({ ma_thu_tuc: '9.000102', trinh_tu_thuc_hien: 'x'.repeat(200_001) }))].join('\n')))
  assert.deepEqual(found.map(({ fault }) => fault), [undefined, 'broken-json', 'not-an-object', 'no-code', 'field-too-long'])
})
