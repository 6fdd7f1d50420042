import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fitLetter, printable, type Letter, type Letters } from './letter.ts'

const letters: Letters = {
  timeZone: 'Asia/Ho_Chi_Minh',
  shapes: { paper: { name: 'text', 'copies?': 'count' } },
  letters: {},
}
const slip: Letter = { template: 'slip', names: { vi: 'Phiếu', en: 'Slip' }, page: 'a5', source: { what: 'test', readOn: '2026-11-21' }, fields: { who: 'text', born: 'birth', on: 'day', at: 'moment', papers: ['paper'], 'remarks?': ['text'] } }
const lan = { who: 'Nguyễn Thu Lan', born: '1994', on: '2026-11-03', at: '2026-11-20T02:41:00Z', papers: [{ name: 'Tờ khai' }] }
const faults = (data: object) => { const answer = fitLetter(letters, slip, data); return 'faults' in answer ? answer.faults : undefined }

test('what fits is taken apart for the template, in the country\'s time zone', () => {
  const answer = fitLetter(letters, slip, { ...lan, unasked: 'is left out' })
  assert.deepEqual(answer, { fit: {
    who: 'Nguyễn Thu Lan', born: { year: 1994, month: null, day: null },
    on: { year: 2026, month: 11, day: 3, words: 'Ngày ba tháng mười một năm hai nghìn không trăm hai mươi sáu' },
    at: { year: 2026, month: 11, day: 20, hour: 9, minute: 41, words: 'Chín giờ bốn mươi mốt phút, ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu' },
    papers: [{ name: 'Tờ khai' }],
  } })
  assert.deepEqual(fitLetter(letters, slip, { ...lan, at: new Date('2026-11-20T02:41:00Z') }), answer)
})

test('every missing or wrong field is told at once, by its name', () => {
  assert.deepEqual(faults({}), { who: 'letter-field-missing', born: 'letter-field-missing', on: 'letter-field-missing', at: 'letter-field-missing', papers: 'letter-field-missing' })
  assert.deepEqual(faults({ ...lan, who: '  ', papers: [{ name: 'Tờ khai', copies: 1.5 }, { copies: 1 }] }), { who: 'letter-field-missing', 'papers.0.copies': 'letter-field-not-a-count', 'papers.1.name': 'letter-field-missing' })
  assert.deepEqual(faults({ ...lan, on: '2026-02-30', born: '1994-13', at: '09:41', papers: 'Tờ khai' }), { on: 'letter-field-not-a-day', born: 'letter-field-not-a-day', at: 'letter-field-not-a-moment', papers: 'letter-field-not-a-list' })
  assert.deepEqual(faults({ ...lan, papers: [] }), { papers: 'letter-field-missing' }, 'a list that is asked for has at least one item')
  assert.deepEqual(faults({ ...lan, remarks: [] }), undefined)
})

test('a time without its offset is refused, because it would mean another moment on every machine', () => {
  assert.deepEqual(faults({ ...lan, at: '2026-11-20T09:41' }), { at: 'letter-field-not-a-moment' })
  assert.equal(faults({ ...lan, at: '2026-11-20T09:41:00+07:00' }), undefined)
  assert.equal(faults({ ...lan, at: '2026-11-20' }), undefined, 'a day alone may stand for a moment whose hour is not kept')
})

test('a name is printed in NFC, and one that the face cannot print is refused instead of leaving an empty box', () => {
  assert.equal(printable('  Nguye\u0302\u0303n\u200b \u202eThu\n\tLan '), 'Nguyễn Thu Lan')
  assert.deepEqual(faults({ ...lan, who: 'Lan 🌸' }), { who: 'letter-field-unprintable' })
  assert.deepEqual(faults({ ...lan, who: '阮秋蘭' }), { who: 'letter-field-unprintable' })
  assert.equal(faults({ ...lan, who: "H'Hen Niê; Ðinh Ayă; Žofia Łukasz – «№ 5» 73,6 m² ≤ 3 ½ €" }), undefined)
})

test('no data, however strange, makes the check fail in another way than by its answer', () => {
  fc.assert(fc.property(fc.object({ maxDepth: 3 }), (data) => { fitLetter(letters, slip, data) }))
  fc.assert(fc.property(fc.record({ who: fc.anything(), born: fc.anything(), on: fc.anything(), at: fc.anything(), papers: fc.anything() }, { requiredKeys: [] }), (data) => { fitLetter(letters, slip, data) }))
})
