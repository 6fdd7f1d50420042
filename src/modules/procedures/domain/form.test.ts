import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readProcedures } from '../reading/read-procedures.ts'
import { answersOf } from '../testing/answers-of.ts'
import { checkAnswers, checkStep, coerceAnswers, dropHidden, fieldsOf, printAnswer, sayFault, shownFields, stepsOf, typedAt, typedFrom } from './form.ts'
import { isPhone, isTaxCode, statedBy } from './identifiers.ts'

const catalogue = readProcedures(resolve(import.meta.dirname, '../../../../countries/vn'), '24')
const today = '2026-11-21'
const birth = catalogue.get('1.001193')
const business = catalogue.get('1.001612')
const single = catalogue.get('1.004873')
const all = catalogue.list()

test('every procedure has answers that its own check accepts, and a form whose steps show them', () => {
  for (const procedure of all)
    fc.assert(
      fc.property(answersOf(procedure, today), (answers) => {
        assert.deepEqual(checkAnswers(procedure, answers, today), [], procedure.code)
        for (const step of stepsOf(procedure, answers)) assert.deepEqual(checkStep(procedure, step.id, answers, 'vi', today), {})
      }),
      { numRuns: procedure.depth === 'full' ? 60 : 15 },
    )
})

test('what is typed, shown and typed again stays the same answer', () => {
  for (const procedure of all)
    fc.assert(
      fc.property(answersOf(procedure, today), (answers) => {
        const { properties } = procedure.form.schema
        const typed = Object.fromEntries(Object.entries(answers).flatMap(([field, answer]) => typedAt(properties[field]!, field, answer)))
        assert.deepEqual(coerceAnswers(procedure, typed), answers)
      }),
      { numRuns: 20 },
    )
})

test('an answer to a question that is not asked never counts', () => {
  for (const procedure of all)
    fc.assert(
      fc.property(answersOf(procedure, today), answersOf(procedure, today), (answers, others) => {
        const shown = shownFields(procedure, answers)
        const hidden = Object.fromEntries(Object.entries({ ...others, ...Object.fromEntries(Object.keys(procedure.form.schema.properties).map((field) => [field, 'nonsense'])) }).filter(([field]) => !shown.has(field)))
        const mixed = { ...hidden, ...answers }
        assert.deepEqual(dropHidden(procedure, mixed), answers)
        assert.deepEqual(checkAnswers(procedure, mixed, today), [])
      }),
      { numRuns: 20 },
    )
})

test('amounts are understood as people write them', () => {
  const capital = (text: string) => coerceAnswers(business, { capital: text })['capital']
  for (const text of ['50.000.000', '50000000', '50 000 000', '50,000,000', '50.000.000 đồng', '50.000.000đ', ' 50.000.000 VND ']) assert.equal(capital(text), 50_000_000, text)
  assert.equal(capital('năm mươi triệu'), 'năm mươi triệu')
  const area = (text: string) => coerceAnswers(catalogue.get('1.013225'), { landArea: text })['landArea']
  for (const [text, number] of [['72,5', 72.5], ['72.5', 72.5], ['1.250,5', 1250.5], ['1.250', 1250], ['60 m²', 60]] as const) assert.equal(area(text), number, text)
  fc.assert(fc.property(fc.nat({ max: 10 ** 12 }), (amount) => capital(String(typedFrom(business.form.schema.properties['capital']!, amount))) === amount))
})

test('days are understood with dots, strokes, hyphens, in one go or in three boxes', () => {
  const born = (typed: Record<string, string>) => coerceAnswers(birth, typed)['childBorn']
  for (const text of ['05/11/2026', '5/11/2026', '5-11-2026', '05.11.2026', '5 11 2026', '05112026', '2026-11-05']) assert.equal(born({ childBorn: text }), '2026-11-05', text)
  assert.equal(born({ 'childBorn-day': '5', 'childBorn-month': '11', 'childBorn-year': '2026' }), '2026-11-05')
  assert.equal(born({ childBorn: '31/02/2026' }), '31/02/2026')
  assert.equal(born({ childBorn: ' ' }), undefined)
})

test('a wrong answer is told what to do, in both languages, and what was typed is kept', () => {
  const answers = coerceAnswers(birth, { childName: 'A', childBorn: '31/02/2026', childSex: 'x', bornAtFacility: 'true', birthPlace: 'BV', surrogacy: 'false', childEthnicity: 'Kinh', childNationality: 'VN', childHomeTown: 'Phường Vũ Ninh, Bắc Ninh' })
  assert.deepEqual(checkStep(birth, 'child', answers, 'vi', today), {
    childName: 'Viết họ, chữ đệm, tên của con đầy đủ hơn, ít nhất 2 ký tự',
    childBorn: 'Nhập ngày sinh của con theo dạng ngày/tháng/năm, ví dụ 05/11/2026',
    childSex: 'Chọn giới tính của con trong danh sách',
    birthPlace: 'Viết nơi sinh đầy đủ hơn, ít nhất 5 ký tự',
  })
  assert.equal(checkStep(birth, 'child', {}, 'en', today)['childBorn'], "Enter the child's day of birth as day/month/year, for example 05/11/2026")
  assert.equal(checkStep(birth, 'child', { ...answers, childBorn: '2026-11-22' }, 'vi', today)['childBorn'], 'Nhập ngày sinh của con là hôm nay hoặc một ngày đã qua')
  assert.equal(checkStep(business, 'place', coerceAnswers(business, { capital: 'năm mươi triệu' }), 'vi', today)['capital'], 'Nhập vốn kinh doanh bằng chữ số, ví dụ 50.000.000')
  assert.equal(fieldsOf(birth, 'child', answers, 'vi').find((field) => field.name === 'childBorn')?.value, '31/02/2026')
})

test('every fault has a sentence in both languages, for every field of every form', () => {
  for (const procedure of all)
    for (const lang of ['vi', 'en'] as const)
      for (const fault of checkAnswers(procedure, Object.fromEntries(Object.keys(procedure.form.schema.properties).map((field) => [field, { wrong: true }])), today)) assert.match(sayFault(procedure, fault, lang), /\S{2,} \S/)
})

test('the personal number must agree with the day of birth', () => {
  assert.deepEqual(statedBy('027194002318'), { sex: 'female', year: 1994 })
  assert.deepEqual(statedBy('027226000318'), { sex: 'male', year: 2026 })
  const lan = { applicantName: 'Nguyễn Thu Lan', applicantPersonalId: '027194002318', applicantBorn: '1994-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18 đường Hoàng Quốc Việt', applicantPhone: '0912345678' }
  assert.deepEqual(checkStep(single, 'applicant', lan, 'vi', today), {})
  assert.equal(checkStep(single, 'applicant', { ...lan, applicantBorn: '1995-06-14' }, 'vi', today)['applicantPersonalId'], 'Xem lại số định danh cá nhân và ngày sinh: hai chữ số thứ năm, thứ sáu phải là năm sinh')
  assert.equal(checkStep(single, 'applicant', { ...lan, applicantPersonalId: '0271940' }, 'vi', today)['applicantPersonalId'], 'Nhập số định danh cá nhân đủ 12 chữ số, như trên thẻ căn cước')
})

test('the bridegroom must be twenty, the bride eighteen, on the day', () => {
  const marriage = catalogue.get('1.000894')
  const faultOf = (field: string, day: string) => checkAnswers(marriage, { [field]: day }, today).find((fault) => fault.field === field)?.code
  assert.equal(faultOf('manBorn', '2006-11-22'), 'too-young')
  assert.equal(faultOf('manBorn', '2006-11-21'), undefined)
  assert.equal(faultOf('womanBorn', '2008-11-22'), 'too-young')
  assert.equal(faultOf('womanBorn', '2008-11-21'), undefined)
})

test('tax codes and telephone numbers', () => {
  assert.equal(isTaxCode('0100109106'), true)
  assert.equal(isTaxCode('0100109107'), false)
  assert.equal(isTaxCode('0100109106-001'), true)
  assert.equal(isTaxCode('027194002318'), true)
  assert.equal(isPhone('0912345678'), true)
  assert.equal(isPhone('+84912345678'), true)
  assert.equal(isPhone('12345'), false)
  assert.equal(coerceAnswers(birth, { applicantPhone: '0912 345.678' })['applicantPhone'], '0912345678')
})

test('a field that the procedure does not have is refused, with its name', () => {
  assert.deepEqual(checkAnswers(birth, { winner: 'me' }, today).filter((fault) => fault.code === 'unknown').map((fault) => fault.field), ['winner'])
})

test('fields hang on fields: what is hidden hides what hangs on it', () => {
  assert.deepEqual(stepsOf(single, { period: 'past' }).find((step) => step.id === 'purpose')?.fields, ['purpose', 'period', 'residedFrom', 'residedTo', 'residedAt'])
  assert.equal(shownFields(business, { ownedBy: 'family' }).has('memberCount'), true)
  assert.equal(shownFields(business, { ownedBy: 'person' }).has('memberCount'), false)
})

test('answers are printed as people read them', () => {
  const { properties } = business.form.schema
  assert.equal(printAnswer(properties['capital']!, 50_000_000, 'vi'), '50.000.000 đồng')
  assert.equal(printAnswer(properties['lines']!, ['1071', '5630'], 'vi'), 'Làm bánh; Quán cà phê, giải khát')
  assert.equal(printAnswer(properties['ownedBy']!, 'person', 'en'), 'You alone')
  assert.equal(printAnswer(birth.form.schema.properties['childBorn']!, '2026-11-05', 'vi'), '05/11/2026')
  assert.equal(printAnswer(birth.form.schema.properties['bornAtFacility']!, true, 'vi'), 'Có')
})
