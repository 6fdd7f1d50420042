import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as f from './format.tsx'

test('a moment is written as people in Việt Nam say it', () => {
  const at = new Date('2026-11-20T02:41:00Z')
  assert.equal(f.date(at), '20/11/2026')
  assert.equal(f.hour(at), '09:41')
  assert.equal(f.momentWithDay('vi', at), '09:41, thứ Sáu 20/11/2026')
  assert.equal(f.momentWithDay('en', at), '09:41, Friday 20/11/2026')
  assert.equal(f.promise('vi', '2026-11-26', true), 'thứ Năm 26/11')
  assert.equal(f.promise('vi', '2026-11-22'), 'Chủ nhật 22/11/2026')
  assert.equal(f.letterDate('2026-11-20'), 'ngày 20 tháng 11 năm 2026')
  assert.equal(f.letterDate('2026-02-05'), 'ngày 05 tháng 02 năm 2026')
  assert.equal(f.machineTime(at), '2026-11-20T09:41+07:00')
})

test('late in the evening the day is that of Việt Nam, not of Greenwich', () => {
  assert.equal(f.date(new Date('2026-12-31T17:30:00Z')), '01/01/2027')
  assert.equal(f.isoDay(new Date('2026-12-31T17:30:00Z')), '2027-01-01')
})

test('numbers, shares, differences and money', () => {
  assert.equal(f.number(18406), '18.406')
  assert.equal(f.number(-1234567.891, 2), '−1.234.567,89')
  assert.equal(f.number(-0.04, 1), '0,0')
  assert.equal(f.percent(0.936), '93,6%')
  assert.equal(f.difference(1.1), '+1,1')
  assert.equal(f.difference(-2.4), '−2,4')
  assert.equal(f.difference(0.04), '0,0')
  assert.equal(f.money(24000), '24.000 đồng')
  assert.equal(f.money(0), 'miễn phí')
  assert.equal(f.fileSize(180_000), '180 KB')
  assert.equal(f.fileSize(2_400_000), '2,4 MB')
})

test('numbers that name a person are masked', () => {
  assert.equal(f.maskedId('027194000318'), '027 194 ••• 318')
  assert.equal(f.maskedPhone('0912 345 627'), '•••• ••• 627')
  assert.equal(f.maskedEmail('lan.nguyen@thu.example'), 'lan•••@thu.example')
})

test('a day is understood however it was typed', () => {
  for (const typed of ['14/06/1994', '14-6-1994', '14 06 1994', '14061994', '14.6.1994', '1994-06-14', ' 14/06/1994 ']) assert.equal(f.readDate(typed), '1994-06-14', typed)
  for (const typed of ['31/11/2026', '29/02/2025', '14/06/94', 'mai', '', '00/01/2026', '2026']) assert.equal(f.readDate(typed), undefined, typed)
})

test('an amount is understood however it was typed, and words are not guessed', () => {
  for (const typed of ['50.000.000', '50000000', '50,000,000', '50 000 000 đồng', '50.000.000đ']) assert.equal(f.readMoney(typed), 50_000_000, typed)
  for (const typed of ['năm mươi triệu', '50.00', '1,5', '-3', '', '50tr']) assert.equal(f.readMoney(typed), undefined, typed)
  assert.equal(f.readNumber('112,4'), 112.4)
  assert.equal(f.readNumber('1.234,5'), 1234.5)
  assert.equal(f.readNumber('rộng'), undefined)
})

test('what is written can be read back', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (amount) => f.readMoney(f.money(amount)) === amount))
  fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (at) => f.readDate(f.date(at)) === f.isoDay(at)))
  fc.assert(fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), (n) => f.readNumber(f.number(n / 100, 2)) === n / 100))
})

test('a name of a place begins small inside a sentence', () => {
  assert.equal(f.inSentence('Thành phố Bắc Ninh'), 'thành phố Bắc Ninh')
  assert.equal(f.inSentence('Bắc Ninh'), 'Bắc Ninh')
  assert.equal(f.inSentence('Ủy ban nhân dân xã Kép'), 'ủy ban nhân dân xã Kép')
})
