import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { madeUp } from '../testing/records.ts'
import { scoreReader } from '../testing/score.ts'
import { noSample, sampleRecords } from '../testing/shared-sample.ts'
import { durationsIn } from './durations.ts'
import { readBases } from './read-bases.ts'
import { readChannels } from './read-channels.ts'
import { readAgencies } from './read-lists.ts'
import { readPapers } from './read-papers.ts'
import { readRecord, recordText } from './read-record.ts'
import { readResults } from './read-results.ts'
import type { Unread } from './reading.ts'
import { differencesOf, valuesOf, withEdits } from './values.ts'

const head = 'Hình thức nộpThời gianPhí, lệ phíMô tả'
const channels = (text: string) => readChannels(head + text, 'cach_thuc_thuc_hien', [])
const papers = (text: string) => readPapers(text, 'thanh_phan_ho_so', []).flatMap((group) => group.papers.map((paper) => [paper.name.value, paper.originals.value, paper.copies.value, paper.forms.map(({ value }) => value).join('|')]))
const table = (rows: string) => `--Tên giấy tờMẫu đơn, tờ khaiSố lượng${rows}`
const bases = (text: string) => readBases(`Tên văn bản pháp lýMã văn bản${text}`, 'can_cu_phap_ly', []).map(({ number }) => number.value)

test('the reader says what people read in 44 real records: 98 % at least, and nothing invented', { skip: noSample }, () => {
  const score = scoreReader(sampleRecords())
  assert.ok(score.records >= 40)
  assert.ok(score.right >= 0.98 * score.stated, `${score.right} of ${score.stated}`)
  assert.deepEqual(score.fields.flatMap(({ invented }) => invented), [])
})

test('every value of every record stands at its span, inside its field', { skip: noSample }, () => {
  for (const raw of sampleRecords()) {
    const text = recordText(raw)
    for (const { path, said } of valuesOf(readRecord(text))) {
      const { field, start, end } = said.span
      assert.ok(start >= 0 && start < end && end <= text[field].length, `${raw['ma_thu_tuc']} ${path}`)
      if (typeof said.value === 'number' && said.value >= 1000) assert.match(text[field].slice(start, end), /\d/, path)
    }
  }
})

test('whatever words a field holds, the reader ends, and its spans are true', () => {
  const piece = fc.oneof(fc.constantFrom('Trực tuyến', 'Trực tiếp', 'Dịch vụ bưu chính', '5', '10 Ngày', ' Ngày làm việc', 'Miễn phí', '100,000 VNĐ', '(', ')', 'Không có thông tin', 'Tên giấy tờMẫu đơn, tờ khaiSố lượng', '1 bản chính', ',1 bản sao', '.docx', 'Mẫu số ', 'NĐ-CP', '12/2024/', 'QH15', 'Mã: KQ.G01.000001', 'Bước 1:', 'Từ khóa', 'Mô tả', '\n', '- ', 'đồng', '%'), fc.string({ maxLength: 12 }))
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
    const text = recordText(Object.fromEntries(['cach_thuc_thuc_hien', 'thanh_phan_ho_so', 'can_cu_phap_ly', 'ket_qua_xu_ly', 'trinh_tu_thuc_hien', 'cap_thuc_hien', 'doi_tuong_thuc_hien', 'co_quan_thuc_hien', 'yeu_cau_dieu_kien'].map((field) => [field, pieces.join('')])))
    const reading = readRecord(text)
    for (const { said: { span } } of valuesOf(reading)) assert.ok(span.start < span.end && span.end <= text[span.field].length)
    for (const { span } of reading.unread) assert.ok(span.start <= span.end && span.end <= text[span.field].length)
  }), { numRuns: 300 })
})

test('a table of channels that was made is read back, whatever stands in its descriptions', () => {
  const ways = fc.uniqueArray(fc.record({
    channel: fc.constantFrom('Trực tuyến', 'Trực tiếp', 'Dịch vụ bưu chính'), number: fc.integer({ min: 1, max: 180 }), unit: fc.constantFrom('Ngày', 'Ngày làm việc', 'Giờ', 'Tháng'),
    fee: fc.oneof(fc.constantFrom('Miễn phí', 'Không có thông tin'), fc.integer({ min: 1, max: 90_000 }).map((n) => `${(n * 1000).toLocaleString('en-US')} VNĐ`)),
    says: fc.constantFrom('', 'Trực tiếp tại Bộ phận Một cửa.', '(/hồ sơ)', 'Nộp trực tuyến hoặc Trực tiếp: 05 ngày làm việc', '- Trường hợp khó: không quá 10 ngày.\n- Trường hợp khác: 05 ngày.'),
  }), { selector: ({ channel }) => channel, minLength: 1, maxLength: 3 })
  const names = { 'Trực tuyến': 'online', 'Trực tiếp': 'direct', 'Dịch vụ bưu chính': 'post' } as const
  const units = { Ngày: 'days', 'Ngày làm việc': 'working-days', Giờ: 'hours', Tháng: 'months' } as const
  fc.assert(fc.property(ways, (rows) => {
    const read = channels(rows.map(({ channel, number, unit, fee, says }) => `${channel}${number} ${unit}${fee}${says}`).join(''))
    assert.deepEqual(read.map(({ channel, time }) => [channel.value, time?.value.max, time?.value.unit]), rows.map(({ channel, number, unit }) => [names[channel as keyof typeof names], number, units[unit as keyof typeof units]]))
    for (const [i, { fee }] of rows.entries()) {
      const amount = Number(fee.replace(/\D/g, ''))
      if (amount) assert.ok(read[i]!.fees[0]!.amounts.some(({ value }) => value === amount))
    }
  }))
})

test('papers whose names end in numbers keep them, and the count is what is left', () => {
  assert.deepEqual(papers(table('Đơn theo Mẫu số 131 bản chínhẢnh năm 20262 bản chính,3 bản saoTờ khai12 bản chínhBản kê theo BM.031 bản chính')), [
    ['Đơn theo Mẫu số 13', 1, 0, ''], ['Ảnh năm 2026', 2, 3, ''], ['Tờ khai', 12, 0, ''], ['Bản kê theo BM.03', 1, 0, ''],
  ])
  assert.deepEqual(papers(table('Nộp 01 bản chính hoặc 02 bản sao có chứng thực;1 bản chính')), [['Nộp 01 bản chính hoặc 02 bản sao có chứng thực', 1, 0, '']])
  assert.deepEqual(papers(table('Hợp đồng (01 bản chính)1 bản chínhđơn thường1 bản sao')), [['Hợp đồng (01 bản chính)', 1, 0, ''], ['đơn thường', 0, 1, '']])
})

test('a form’s file is told from the paper’s name where they touch', () => {
  for (const [cell, name, file] of [
    ['Đơn theo mẫu tại Nghị định số 41/2026/NĐ-CPMẫu số 15.docx', 'Đơn theo mẫu tại Nghị định số 41/2026/NĐ-CP', 'Mẫu số 15.docx'],
    ['Đơn đề nghị theo mẫu quy địnhvăn bản đề nghị.docx', 'Đơn đề nghị theo mẫu quy định', 'văn bản đề nghị.docx'],
    ['Tờ khai (theo mẫu);MauBankhaichung.docx', 'Tờ khai (theo mẫu)', 'MauBankhaichung.docx'],
    ['Đơn xinMẫu 1.docxMẫu 2.pdf', 'Đơn xin', 'Mẫu 1.docx|Mẫu 2.pdf'],
    ['Báo cáo theo Thông tư 80/2021/TT-BTC01-LP.docx', 'Báo cáo theo Thông tư 80/2021/TT-BTC', '01-LP.docx'],
  ] as const) assert.deepEqual(papers(table(`${cell}1 bản chính`)), [[name, 1, 0, file]])
})

test('laws are told apart where titles, numbers and years run together; what a title mentions is no row', () => {
  assert.deepEqual(bases('Luật Cư trú 202068/2020/QH14Luật 08/2017/QH1408/2017/QH14Sửa đổi Thông tư số 13/2019/TT-BGTVT ngày 29 tháng 3 năm 2019 của Bộ42/2023/TT-BGTVTNghị định98/2024/NĐ-CPNGHỊ ĐỊNH về nhà ở54/2026/NĐ-CP'), ['68/2020/QH14', '08/2017/QH14', '42/2023/TT-BGTVT', '98/2024/NĐ-CP', '54/2026/NĐ-CP'])
  assert.deepEqual(bases('Thông tư liên tịch 05/2015/TTLT-BTP-BCA-BYT05/2015/TTLT-BTP-BCA-BYTThông tư 08.a/2010/TT-BTP08.a/2010/TT-BTPNghị quyết66.7/2025/NQ-CPquyết định2338/QĐ-BTP'), ['05/2015/TTLT-BTP-BCA-BYT', '08.a/2010/TT-BTP', '66.7/2025/NQ-CP', '2338/QĐ-BTP'])
})

test('times are read in digits, words, ranges and brackets; dates and hours of the clock are no times', () => {
  const read = (text: string) => durationsIn(text).map(({ value }) => [value.min, value.max, value.unit].filter((one) => one !== undefined).join(' '))
  assert.deepEqual(read('không quá 05 (năm) ngày làm việc'), ['5 working-days'])
  assert.deepEqual(read('từ 05 đến 07 ngày'), ['5 7 days'])
  assert.deepEqual(read('trong mười lăm ngày làm việc'), ['15 working-days'])
  assert.deepEqual(read('hai mươi mốt ngày'), ['21 days'])
  assert.deepEqual(read('ngày 05/3/2024, số 16/2025 ngày 30/6, sau 15 giờ cùng ngày, Điều 5 ngày'), [])
  assert.deepEqual(read('giải quyết ngay trong ngày làm việc'), ['0 immediate'])
  assert.deepEqual(read('1,5 ngày làm việc; 03 tháng; 24 giờ'), ['1.5 working-days', '3 months', '24 hours'])
})

test('the letters may come in pieces, with the tone on either vowel and spaces of any kind', () => {
  const source = madeUp()
  const decomposed = Object.fromEntries(Object.entries(source).map(([field, text]) => [field, text.normalize('NFD')]))
  assert.deepEqual(readRecord(recordText(decomposed)), readRecord(recordText(source)))
  assert.deepEqual(readAgencies('Uỷ ban\u00a0nhân dân xã, phường, Toà án nhân dân khu vực', 'co_quan_thuc_hien').map(({ value }) => value), ['Uỷ ban nhân dân xã, phường', 'Toà án nhân dân khu vực'])
})

test('digits that ran together are read only where something says how; otherwise they are listed', () => {
  const said = channels('Trực tuyến1100 VNĐ(100.000 đồng/lần)')[0]!
  assert.deepEqual([said.time!.value, said.fees[0]!.amounts[0]!.value], [{ max: 1, unit: 'unstated' }, 100_000])
  const unread: Unread[] = []
  // Numbers do not begin with a nought: this can be divided in one way only.
  const only = channels('Trực tuyến1200 VNĐ')[0]!
  assert.deepEqual([only.time!.value.max, only.fees[0]!.amounts[0]!.value], [1, 200])
  const grouped = channels('Trực tuyến1500,000 VNĐTrực tiếp1250,000 VNĐ')
  assert.deepEqual(grouped.map(({ time, fees }) => [time!.value.max, fees[0]!.amounts[0]!.value]), [[1, 500_000], [1, 250_000]])
  const [silent] = readChannels(`${head}Trực tuyến1251 VNĐ`, 'cach_thuc_thuc_hien', unread)
  assert.deepEqual([silent!.time, silent!.fees, unread.map(({ why }) => why)], [undefined, [], ['digits-run-together']])
})

test('fees: tiers, shares, exemptions, the People’s Council, and a cell that its note contradicts', () => {
  const fee = (text: string) => channels(`Trực tiếp5 Ngày${text}`)[0]!.fees[0]!
  assert.deepEqual(fee('Miễn phí(- Dưới 5 tấn: 50.000 đồng/giấy; - Trên 5 tấn: 0,1 triệu đồng/giấy)').amounts.map(({ value, condition }) => [value, condition]), [[50_000, 'Dưới 5 tấn'], [100_000, 'Trên 5 tấn']])
  assert.equal(fee('Miễn phí(- Dưới 5 tấn: 50.000 đồng/giấy)').contradicts, true)
  assert.equal(fee('Miễn phí(Theo Nghị quyết của Hội đồng nhân dân tỉnh)').kind, 'council')
  assert.deepEqual(fee('50,000 VNĐ(Bằng 50% mức thu)').percents.map(({ value }) => value), [50])
  assert.equal(fee('50,000 VNĐ(Hộ nghèo được miễn lệ phí)').exemptions.length, 1)
  assert.deepEqual(fee('800,000 VNĐ((áp dụng mức 400.000 đồng/hồ sơ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026))').amounts.map(({ value, from, to }) => [value, from, to]), [[800_000, undefined, undefined], [400_000, '2025-07-01', '2026-12-31']])
})

test('older decrees have no kind in their number, shares stand in the cell, and nothing is nothing', () => {
  assert.deepEqual(bases('Nghị định 12/CP12/CPThông tư 05/2006/TT/BTC05/2006/TT/BTC'), ['12/CP', '05/2006/TT-BTC'])
  const [share, none] = channels('Trực tuyến5 Ngày0,5 %(giá trị hợp đồng)Trực tiếp5 Ngày0 VNĐ')
  assert.deepEqual([share!.fees[0]!.kind, share!.fees[0]!.percents[0]!.value, none!.fees[0]!.kind], ['percent', 0.5, 'free'])
  assert.deepEqual(papers(table('Hợp đồng, nộp 2 bản chính1 bản chính')), [['Hợp đồng, nộp 2 bản chính', 1, 0, '']])
})

test('results have codes of several generations', () => {
  const { results } = readResults('Giấy A.Mã: KQ.G01.000194Giấy BMã: 000.00.00.G15-KQ0108Văn bảnMã: TP-G12.KQ.120+ Từ chốiMã: G19-KQ006097Từ khóaKhông có thông tinMô tảKhông có thông tin', 'ket_qua_xu_ly', [])
  assert.deepEqual(results.map(({ name, code }) => [name.value, code?.value]), [['Giấy A', 'KQ.G01.000194'], ['Giấy B', '000.00.00.G15-KQ0108'], ['Văn bản', 'TP-G12.KQ.120'], ['Từ chối', 'G19-KQ006097']])
})

test('an edit survives rows that move, and is handed back when its value is gone', () => {
  const before = readRecord(recordText(madeUp()))
  const edit = { path: 'bases/13_2020_nđ-cp/date', was: '2020-01-21', value: '2020-01-22', reason: 'x', by: 'x', at: 'x' }
  const path = valuesOf(before).find(({ said }) => said.value === '2020-01-21')!.path
  const moved = readRecord(recordText(madeUp({ can_cu_phap_ly: 'Tên văn bản pháp lýMã văn bảnNghị định số 13/2020/NĐ-CP ngày 21/01/2020 của Chính phủ13/2020/NĐ-CPLuật Chăn nuôi32/2018/QH14' })))
  const kept = withEdits(moved, [{ ...edit, path }])
  assert.equal(kept.reading.bases[0]!.date!.value, '2020-01-22')
  assert.deepEqual(differencesOf(before, moved), [])
  const gone = withEdits(readRecord(recordText(madeUp({ can_cu_phap_ly: 'Không có thông tin' }))), [{ ...edit, path }])
  assert.equal(gone.lost.length, 1)
})

test('no field, however long and however made, keeps the reader busy', () => {
  const heads: Record<string, string> = { thanh_phan_ho_so: '--Tên giấy tờMẫu đơn, tờ khaiSố lượng', cach_thuc_thuc_hien: `${head}Trực tuyến5 NgàyMiễn phí(` }
  for (const unit of ['a ', '((', 'Trường hợp ', 'mươi lăm ', '1,000', '1/2020/NĐ-CP', 'mau.docx', '1 bản chính', 'Trực tuyếnKhông ', 'Bước 1: ', '- ', '\n', 'A'])
    for (const field of ['cach_thuc_thuc_hien', 'thanh_phan_ho_so', 'can_cu_phap_ly', 'ket_qua_xu_ly', 'trinh_tu_thuc_hien', 'doi_tuong_thuc_hien', 'yeu_cau_dieu_kien']) {
      const from = performance.now()
      readRecord(recordText({ [field]: (heads[field] ?? '') + unit.repeat(Math.floor(60_000 / unit.length)) }))
      assert.ok(performance.now() - from < 5_000, `${JSON.stringify(unit)} in ${field}`)
    }
})
