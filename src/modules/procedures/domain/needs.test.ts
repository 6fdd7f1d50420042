import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readProcedures } from '../reading/read-procedures.ts'
import { answersOf } from '../testing/answers-of.ts'
import { competentUnitOf, componentsFor, feesFor, resultFields } from './needs.ts'
import { type Known, prefill, prefillAgain } from './prefill.ts'

const catalogue = readProcedures(resolve(import.meta.dirname, '../../../../countries/vn'), '24')
const today = '2026-11-21'
const birth = catalogue.get('1.001193')
const codes = (list: readonly { code: string }[]) => list.map((it) => it.code)

test('born in hospital: the birth notification; born at home without witness: a declaration', () => {
  assert.deepEqual(codes(componentsFor(birth, { bornAtFacility: true, surrogacy: false }, ['population']).needed), ['birth-notice'])
  assert.deepEqual(codes(componentsFor(birth, { bornAtFacility: false, hasWitness: false }, ['population']).needed), ['birth-declaration'])
})

test('what the State holds is not asked of her again', () => {
  const married = { bornAtFacility: true, surrogacy: false, parentsMarried: true }
  assert.deepEqual(codes(componentsFor(birth, married).needed), ['birth-notice', 'marriage-certificate', 'identity'])
  const reused = componentsFor(birth, married, ['population'])
  assert.deepEqual(codes(reused.held), ['marriage-certificate', 'identity'])
  assert.deepEqual(codes(componentsFor(catalogue.get('1.001731'), {}, ['population', 'KQ.G15.000034']).held), ['death-extract', 'identity'])
})

test('every paper of every procedure is needed, held or not asked, never two of them', () => {
  for (const procedure of catalogue.list())
    fc.assert(
      fc.property(answersOf(procedure, today), fc.subarray(['population', 'KQ.G15.000031', 'KQ.G15.000034', 'KQ.SEN.000015']), (answers, held) => {
        const needs = componentsFor(procedure, answers, held)
        assert.equal(new Set([...codes(needs.needed), ...codes(needs.held)]).size, needs.needed.length + needs.held.length)
      }),
      { numRuns: 10 },
    )
})

test('fees are those of the day, the channel and the answers', () => {
  const lawyer = catalogue.get('1.008628')
  assert.deepEqual(feesFor(lawyer, {}, 'online', '2026-11-21').map((due) => [due.amount, due.full, due.exemption?.code]), [[400_000, 800_000, 'support-2026']])
  assert.equal(feesFor(lawyer, {}, 'online', '2027-01-04')[0]?.amount, 800_000)
  const business = catalogue.get('1.001612')
  assert.equal(feesFor(business, {}, 'direct', today)[0]?.amount, 100_000)
  assert.equal(feesFor(business, {}, 'online', today)[0]?.amount, 0)
  assert.deepEqual(feesFor(birth, {}, 'online', today), [])
  assert.equal(feesFor(birth, { copies: 3 }, 'online', today)[0]?.amount, 24_000)
})

test('certified copies cost 2,000 a page, 1,000 from the third, at most 200,000 a copy', () => {
  const copies = catalogue.get('2.000815')
  const total = (pages: number, count: number) => feesFor(copies, { paperName: 'Bằng', pages, copies: count, electronic: false }, 'direct', today).reduce((sum, due) => sum + due.amount, 0)
  assert.equal(total(1, 1), 2_000)
  assert.equal(total(2, 3), 12_000)
  assert.equal(total(5, 1), 7_000)
  assert.equal(total(400, 2), 400_000)
})

test('no fee is below zero or above its full amount', () => {
  for (const procedure of catalogue.list())
    fc.assert(fc.property(answersOf(procedure, today), fc.constantFrom('online' as const, 'direct' as const), (answers, channel) => feesFor(procedure, answers, channel, today).every((due) => due.amount >= 0 && due.amount <= due.full && Number.isInteger(due.amount))), { numRuns: 10 })
})

test('who decides: the commune in the form, or the department of this province', () => {
  assert.equal(competentUnitOf(birth, { decidingUnit: '09169' }), '09169')
  assert.equal(competentUnitOf(birth, {}), undefined)
  assert.equal(competentUnitOf(catalogue.get('1.008628'), {}), '24-STP')
})

const register = { vi: 'CSDL quốc gia về dân cư', en: 'National population database' }
const lan: Known = { source: 'population.self', register, date: '2026-03-12', values: { name: 'Nguyễn Thu Lan', personalId: '027194002318', born: '1994-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', residence: 'Số 18 đường Hoàng Quốc Việt, phường Vũ Ninh', residenceUnit: '09169' } }
const hung: Known = { source: 'population.spouse', register, date: '2026-03-12', values: { name: 'Phạm Văn Hùng', personalId: '027092001111', born: '1992-01-05', sex: 'male', ethnicity: 'Kinh', nationality: 'VN', residence: 'Số 18 đường Hoàng Quốc Việt, phường Vũ Ninh' } }

test('what the register knows of Lan and her husband is filled in, with its source', () => {
  const before = prefill(birth, [lan, hung])
  assert.equal(before.values['applicantName'], 'Nguyễn Thu Lan')
  assert.equal(before.values['motherName'], undefined, 'whose mother she is, she has not said yet')
  const { values, from } = prefill(birth, [lan, hung], { relation: 'mother' })
  assert.equal(values['motherName'], 'Nguyễn Thu Lan')
  assert.equal(values['fatherName'], 'Phạm Văn Hùng')
  assert.deepEqual(from['fatherName'], { source: 'population.couple.man', register, date: '2026-03-12', editable: false })
  assert.equal(from['decidingUnit']?.editable, true)
  assert.equal(prefill(birth, [hung, lan], { relation: 'grandparent' }).values['motherName'], undefined)
})

test('saying who she is opens a source; taking it back closes it; what she typed stays', () => {
  const sources = [lan, hung]
  const first = prefillAgain(birth, sources, { relation: 'mother', applicantPhone: '0912345678' }, [])
  assert.equal(first.answers['motherName'], 'Nguyễn Thu Lan')
  assert.equal(first.answers['applicantPhone'], '0912345678')
  const second = prefillAgain(birth, sources, { ...first.answers, relation: 'grandparent', fatherResidence: 'Xã Phù Lãng' }, Object.keys(first.from).filter((field) => field !== 'fatherResidence'))
  assert.equal(second.answers['motherName'], undefined)
  assert.equal(second.answers['fatherResidence'], 'Xã Phù Lãng')
  assert.equal(second.answers['applicantName'], 'Nguyễn Thu Lan')
  assert.deepEqual(Object.keys(second.from).filter((field) => field.startsWith('mother')), [])
})

test('a word of the register that the form does not offer is asked', () => {
  assert.equal(prefill(birth, [{ ...lan, values: { ...lan.values, ethnicity: 'Không rõ' } }], { relation: 'mother' }).values['motherEthnicity'], undefined)
})

test('the letter is filled from the answers; what was not answered is left out', () => {
  const fields = resultFields(birth, { childName: 'Phạm Nguyễn Minh An', childBorn: '2026-11-05', childSex: 'female', applicantPersonalId: '027194002318', relation: 'mother', fatherName: 'Không hỏi' }) as any
  assert.deepEqual(fields.child, { name: 'Phạm Nguyễn Minh An', born: '2026-11-05', sex: 'Nữ' })
  assert.deepEqual(fields.declarant, { relation: 'Mẹ', identity: 'Số định danh cá nhân 027194002318' })
  assert.equal(fields.father, undefined)
})
