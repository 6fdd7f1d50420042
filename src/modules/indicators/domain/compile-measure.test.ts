import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileCases, compileMeasures, MeasureCompiler, wrongCondition } from './compile-measure.ts'
import { type CaseMeasure, type Condition, caseColumns } from './indicator.ts'

const names = { vi: 'hồ sơ', en: 'cases' }
const window = { first: '2026-11-01', last: '2026-11-20', at: new Date('2026-11-20T03:00:00Z') }
const none = () => []
const onTime: CaseMeasure = {
  of: 'cases',
  denominator: { names, any: [[{ column: 'closed_on', in: 'period' }, { column: 'on_time', known: true }], [{ late: 'as-of' }]] },
  numerator: { names, where: [{ column: 'closed_on', in: 'period' }, { column: 'on_time', is: true }] },
}

test('the share settled on time counts the ended and the overdue, and takes the day of the wall from the window', () => {
  const { text, values } = compileMeasures([onTime], [window], ['2025-01-01'], none)
  assert.match(text, /from case_rows c where \(\(c\.closed_on between w\.first and w\.last and c\.on_time is not null\) or \(.*c\.late_spells @> w\.at.*\)\)/)
  assert.match(text, /and \(c\.closed_on between w\.first and w\.last and c\.on_time is true\)\) as n1/)
  assert.deepEqual(values, [['2026-11-01'], ['2026-11-20'], [window.at], ['2025-01-01']])
})

test('what is missing is the rest of the denominator, unknown included', () => {
  const missing = compileCases(onTime, 'missing', window, none)
  const counted = compileCases(onTime, 'numerator', window, none)
  assert.match(missing.where, /is not true$/)
  assert.ok(counted.where.startsWith(compileCases(onTime, 'denominator', window, none).where))
})

test('no word of a definition becomes SQL: words are looked up, values stand beside the text', () => {
  const hostile = fc.oneof(fc.string(), fc.constantFrom(`'; drop table case_rows; --`, `outcome) or (true`, '__proto__', 'constructor', 'toString'))
  fc.assert(fc.property(hostile, hostile, (column, value) => {
    const compiler = new MeasureCompiler(none)
    const condition = { column, is: value } as Condition
    if (Object.hasOwn(caseColumns, column)) return
    assert.throws(() => compiler.condition(condition), RangeError)
    const text = new MeasureCompiler(none).condition({ column: 'outcome', is: value })
    assert.equal(text, 'c.outcome = $1::text')
  }))
})

test('a condition that makes no sense is answered with a sentence', () => {
  assert.equal(wrongCondition('cases', { column: 'rating', in: 'period' }), 'rating is a number, and in: period asks for a day')
  assert.equal(wrongCondition('cases', { column: 'filed_on', is: 'today' }), 'filed_on is a day: use in: period or by: as-of')
  assert.match(wrongCondition('cases', { column: 'papers_digital', atLeast: 'applicant_name' })!, /^applicant_name is no number of a case/)
  assert.match(wrongCondition('procedures', { column: 'rating', is: 5 })!, /^there is no column rating: use one of full_process/)
  assert.equal(wrongCondition('cases', { column: 'papers_digital', atLeast: 'papers' }), undefined)
})
