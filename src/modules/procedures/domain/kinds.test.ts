import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { everyKind } from '../testing/every-kind.ts'
import { answersOf } from '../testing/answers-of.ts'
import { conditionIn, feelOf, holds } from './condition.ts'
import { checkAnswers, coerceAnswers, dropHidden, fieldsOf, printAnswer, sayFault, typedAt } from './form.ts'
import { kinds } from './kinds.ts'

const today = '2026-11-21'
const form = everyKind()
const { properties } = form.form.schema

test('a form may ask in at least 25 kinds, and each is said in both languages', () => {
  assert.ok(Object.keys(kinds).length >= 25)
  assert.deepEqual(new Set(Object.values(properties).map((it) => it['x-widget'])), new Set(Object.keys(kinds)), 'the form of this test asks in every kind')
})

test('what is answered in any kind passes its check and its JSON Schema, and comes back from the boxes as it was', () => {
  const schema = Compile(form.form.schema as never)
  fc.assert(fc.property(answersOf(form, today), (answers) => {
    assert.deepEqual(checkAnswers(form, answers, today), [])
    assert.ok(schema.Check(answers), JSON.stringify(schema.Errors(answers)[0]))
    const typed = Object.fromEntries(Object.entries(answers).flatMap(([field, answer]) => typedAt(properties[field]!, field, answer)))
    assert.deepEqual(coerceAnswers(form, typed), answers)
    for (const [field, answer] of Object.entries(dropHidden(form, answers))) {
      const said = printAnswer(properties[field]!, answer, 'vi', () => 'phường Vũ Ninh')
      assert.ok(said && !said.includes('[object') && !said.includes('undefined'), `${field}: ${said}`)
    }
  }), { numRuns: 40 })
})

test('nonsense in any box is said at that box, and never breaks', () => {
  fc.assert(fc.property(fc.constantFrom(...Object.keys(properties)), fc.jsonValue(), (field, value) => {
    for (const fault of checkAnswers(form, { [field]: value }, today)) for (const lang of ['vi', 'en'] as const) assert.ok(sayFault(form, fault, lang).length > 5)
  }))
  const said = (typed: Record<string, string>) => checkAnswers(form, coerceAnswers(form, typed), today).filter(({ field }) => field in typed).map((fault) => sayFault(form, fault, 'vi'))
  assert.deepEqual(said({ 'period-from': '10/02/2026', 'period-to': '01/02/2026' }), ['Nhập đến hết ngày (một khoảng thời gian) không sớm hơn từ ngày (một khoảng thời gian) (10/02/2026)'])
  assert.deepEqual(said({ 'group-0-name': 'Lan', 'group-0-born': '35/13/2026' }), ['Nhập ngày sinh (người cùng ở, dòng 1) theo dạng ngày/tháng/năm, ví dụ 05/11/2026'])
  assert.deepEqual(said({ time: '25:10' }), ['Nhập giờ hẹn theo dạng giờ:phút, ví dụ 08:30'])
  assert.deepEqual(said({ mapPoint: 'gần chợ' }), ['Nhập vị trí gồm vĩ độ và kinh độ, ví dụ 21.1861, 106.0763'])
  assert.deepEqual(said({ text: 'Nguyễn Thu Lan', signature: 'Thu Lan' }), ['Gõ chữ ký đúng như họ tên'])
})

test('people write times and places in many ways', () => {
  const answer = (field: string, typed: string) => coerceAnswers(form, { [field]: typed })[field]
  for (const typed of ['8:30', '08.30', '8h30', '0830', '8 giờ 30'.replace(' giờ ', 'g')]) assert.equal(answer('time', typed), '08:30', typed)
  for (const typed of ['21.1861, 106.0763', '21.1861 106.0763', '21,1861; 106,0763']) assert.deepEqual(answer('mapPoint', typed), { lat: 21.1861, lng: 106.0763 }, typed)
})

test('what is computed is never typed, follows the answers, and may decide what is asked', () => {
  const answers = coerceAnswers(form, { number: '3', money: '50.000', computed: '7' })
  assert.equal(answers['computed'], undefined)
  assert.equal(dropHidden(form, { ...answers, computed: 1 })['computed'], 150000)
  assert.equal(fieldsOf(form, 'all', answers, 'vi').find(({ name }) => name === 'computed')!.value, '150.000')
  const asked = (number: string) => fieldsOf(form, 'all', coerceAnswers(form, { number, money: '50.000' }), 'vi').some(({ name }) => name === 'longText')
  assert.deepEqual([asked('1'), asked('3')], [false, true])
})

test('a condition typed as FEEL becomes the plain words of definitions where they can say it', () => {
  for (const [typed, is] of [
    ['yesNo = true', { field: 'yesNo', is: true }], ['choice in ("a", "b, c")', { field: 'choice', in: ['a', 'b, c'] }], ['number > 3 and choice != "a"', { all: [{ field: 'number', above: 3 }, { field: 'choice', not: 'a' }] }],
    ['number > 3 or yesNo', { feel: 'number > 3 or yesNo' }], ['count(group) > 1', { feel: 'count(group) > 1' }],
  ] as const) { assert.deepEqual(conditionIn(typed), is); assert.deepEqual(conditionIn(feelOf(is as never)), is) }
  assert.throws(() => conditionIn('number >'), { code: 'feel-syntax' })
  assert.ok(holds({ feel: 'count(group) > 1 and number < 5' }, { group: [1, 2], number: 3 }))
  assert.ok(!holds({ feel: 'number > 1' }, {}), 'nothing is shown because of a silence')
})
