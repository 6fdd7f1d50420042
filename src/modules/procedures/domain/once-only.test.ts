import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { readHeld, readProcedures } from '../reading/read-procedures.ts'
import { heldBookFaults, heldThing, onceOnlyChecks } from './once-only.ts'

const country = resolve(import.meta.dirname, '../../../../countries/vn')
const book = readHeld(country)!
const birth = readProcedures(country, '24').get('1.001193')
const withPaper = (vi: string, more = {}) => ({ ...birth, components: [{ code: 'paper', names: { vi, en: 'A paper' }, originals: 1, copies: 0, need: 'submit' as const, ...more }] })

test('a definition that asks for what the State holds is refused, and told what to use instead', () => {
  const [remark] = onceOnlyChecks(withPaper('Bản sao trích lục khai tử của vợ'), book)
  assert.match(remark!.say, /heldAs: KQ\.G15\.000034/)
  assert.deepEqual(onceOnlyChecks(withPaper('Bản sao trích lục khai tử của vợ', { heldAs: 'KQ.G15.000034' }), book), [])
})

test('a law that lets it be asked again is cited, and then it may be asked', () => {
  assert.deepEqual(onceOnlyChecks(withPaper('Sổ hộ khẩu', { askAgain: { basis: 'Luật mẫu, Điều 1' } }), book), [])
})

test('what no connected register holds may be asked, and so may what the procedure itself gives', () => {
  assert.deepEqual(onceOnlyChecks(withPaper('Phiếu lý lịch tư pháp'), book), [])
  assert.deepEqual(onceOnlyChecks(withPaper('Giấy khai sinh bản cũ'), book), [])
})

test('a form that asks for the applicant’s own data names the source', () => {
  const { 'x-from': _, ...asked } = birth.form.schema.properties['applicantName']!
  const remarks = onceOnlyChecks({ ...birth, form: { ...birth.form, schema: { ...birth.form.schema, properties: { ...birth.form.schema.properties, applicantName: asked } } } }, book)
  assert.match(remarks.map(({ say }) => say).join(), /population\.self\.name/)
})

test('papers are known by whole words, and not by what only looks like them', () => {
  assert.equal(heldThing(book, 'Bản chụp thẻ Căn cước hoặc Hộ chiếu')?.key, 'identity')
  assert.equal(heldThing(book, 'Tờ khai xác nhận tình trạng hôn nhân'), undefined)
  assert.equal(heldThing(book, 'Bản sao Giấy chứng nhận đăng ký doanh nghiệp')?.holder, 'enterprises')
  assert.equal(heldThing(book, 'Phương án sử dụng đất'), undefined)
})

test('a book that names nobody is wrong', () => {
  assert.deepEqual(heldBookFaults(book, () => true), [])
  const broken = { ...book, things: { x: { ...book.things['birth']!, holder: 'nobody' }, y: { ...book.things['birth']!, as: 'KQ.NOT' }, z: { ...book.things['identity']!, as: 'elsewhere' } } }
  assert.equal(heldBookFaults(broken, () => false).length, 3)
})
