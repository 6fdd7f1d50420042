import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { contentFrom } from '../designing.ts'
import { readSharedDefinitions } from '../reading/read-procedures.ts'
import { changesBetween, differencesBetween, withChanges } from './changes.ts'
import { editField, editForm, editPart, editStep, fieldNamesIn, propertyIn, shownIn, shownPart, stepsIn } from './editing.ts'
import { fieldBoxes, type Part, type PartName, parts, stepBoxes } from './parts.ts'

const country = resolve(import.meta.dirname, '../../../../countries/vn')
const shared = readSharedDefinitions(country).parts
const written = readdirSync(join(country, 'procedures')).filter((name) => !name.startsWith('_')).map((name) => contentFrom(readFileSync(join(country, 'procedures', name), 'utf8'), readFileSync(join(country, 'decisions', name.replace('.yaml', '.dmn')), 'utf8')))
const birth = written.find(({ definition }) => definition['code'] === '1.001193')!
const names = (content = birth) => fieldNamesIn(content.definition, shared)

test('a part that is saved as it stands changes nothing, in every procedure there is', () => {
  for (const content of written) {
    const code = content.definition['code']
    for (const [name, part] of Object.entries(parts) as [PartName, Part][])
      assert.deepEqual(changesBetween(content, editPart(content, name, shownPart(content.definition, part), names(content))), [], `${code} ${name}`)
    for (const step of stepsIn(content.definition, shared)) {
      if (step.shared) continue
      const raw = content.definition['form'].steps.find((it: { id?: string }) => it.id === step.id)
      assert.deepEqual(changesBetween(content, editStep(content, step.id, Object.assign({}, ...stepBoxes.map((box) => shownIn(box, raw))), shared)), [], `${code} ${step.id}`)
      for (const field of step.fields) {
        const property = propertyIn(content.definition, shared, field)!
        const typed = Object.assign({}, ...fieldBoxes(property['x-widget']).map((box) => shownIn(box, property)))
        const saved = editField(content, field, typed, shared)
        assert.deepEqual(changesBetween(content.definition, saved.definition), [], `${code} ${field}`)
      }
    }
  }
})

test('what was changed makes the one out of the other, whatever it was', () => {
  const json = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), fc.letrec((tie) => ({ value: fc.oneof(fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }), fc.dictionary(fc.constantFrom('x', 'y'), tie('value'), { maxKeys: 2 })) })).value)
  fc.assert(fc.property(json, json, (before, after) => {
    const plain = (it: unknown) => JSON.parse(JSON.stringify(it))
    assert.deepEqual(plain(withChanges(before, changesBetween(before, after))), plain(after))
    assert.equal(differencesBetween(before, before).length, 0)
  }))
  assert.equal(({} as Record<string, unknown>)['x'], undefined)
  assert.deepEqual(changesBetween(birth, editPart(birth, 'names', { minutes: '9' }, names())), [{ at: ['definition', 'minutes'], value: 9 }], 'a small edit is a small event')
})

test('a paper that is added is in the table, and one that is taken away is not', () => {
  const typed = shownPart(birth.definition, parts.papers)
  const count = birth.definition['components'].length
  const added = editPart(birth, 'papers', { ...typed, [`components.${count}.names.vi`]: 'Giấy xác nhận của thôn', [`components.${count}.names.en`]: 'Note of the hamlet', [`components.${count}.originals`]: '1', [`components.${count}.copies`]: '0', [`components.${count}.need`]: 'submit', 'components.0._gone': 'true' }, names())
  const codes = added.definition['components'].map((it: { code: string }) => it.code)
  assert.deepEqual(codes, [...birth.definition['components'].slice(1).map((it: { code: string }) => it.code), 'giay-xac-nhan-cua-thon'])
  assert.ok('tables' in added.decisions)
  const given = new Set(added.decisions.tables.find(({ name }) => name === 'papers')!.rules.map(({ gives }) => JSON.parse(gives[0]!)))
  assert.deepEqual([...given].sort(), [...codes].sort())
})

test('a question of a shared step becomes the form’s own before it is changed; others keep the shared one', () => {
  const before = JSON.stringify(shared)
  const { content } = editForm(birth, { do: 'remove', field: 'applicantPhone' }, shared)
  assert.equal(content.definition['form'].steps[0].use, undefined)
  assert.ok(!fieldNamesIn(content.definition, shared).has('applicantPhone'))
  assert.equal(content.definition['form'].schema.properties.applicantName['x-from'], 'population.self.name')
  assert.equal(JSON.stringify(shared), before)
  const moved = editForm(birth, { do: 'down', field: 'copies' }, shared)
  assert.deepEqual(changesBetween(birth, editForm(moved.content, { do: 'up', field: 'copies' }, shared).content).filter(({ at }) => at.at(-1) !== 'steps'), [])
  for (const wrong of [{ do: 'remove', field: 'nothing' }, { do: 'add-field', step: 'nothing', widget: 'text', label: 'Gì đó' }, { do: 'take-step', use: '__proto__' }] as const) assert.throws(() => editForm(birth, wrong, shared), { code: 'no-such-field' })
})

test('what is typed wrong is said at its box, and nothing is half-done', () => {
  const before = JSON.stringify(birth)
  assert.throws(() => editPart(birth, 'names', { 'names.vi': 'Khai sinh', 'names.en': '', minutes: 'vài' }, names()), (error: any) => error.fields['names.en'] === 'field-missing' && error.fields['minutes'] === 'field-type')
  assert.throws(() => editField(birth, 'childSex', { 'x-options': 'a' }, shared).definition && editField(birth, 'childSex', { 'x-options': 'một\n' + ' | | ' }, shared), { code: 'check-the-form' })
  assert.throws(() => editField(birth, 'childName', { 'x-when': 'relation = "mother" and (' }, shared), (error: any) => error.fields['x-when'] === 'not-feel')
  assert.equal(JSON.stringify(birth), before)
})

test('files that are no definitions are refused, and nothing in them is run', () => {
  for (const yaml of ['', '- a', 'code: 1', 'a: &a [*a, *a]', `code: '1.000001'\n${'a: &x [1]\n'.repeat(1)}b: [${'*x,'.repeat(200)}]`.replace('1.000001', 'x'), '{{{', '\u0000', 'code: !!js/function "function(){}"'])
    assert.throws(() => contentFrom(yaml, undefined), { code: 'not-a-definition' }, yaml)
  const read = contentFrom("code: '1.000001'\n__proto__: { admin: true }\nnames: { vi: '<script>', en: x }", undefined)
  assert.equal((read.definition as { admin?: boolean }).admin, undefined)
  assert.equal(({} as { admin?: boolean }).admin, undefined)
  for (const odd of ['components: { a: 1 }', 'form: { steps: đầu }', 'form: { schema: { properties: { a: chữ } } }', 'fees: [{ exemptions: 5 }]', 'names: Khai sinh', "form: { steps: [{ when: 'x = ' }] }"]) assert.throws(() => contentFrom(`code: '1.000001'\n${odd}`, undefined), { code: 'not-a-definition' }, odd)
  assert.throws(() => contentFrom("code: '1.000001'", '<definitions'), { code: 'not-decisions' })
})
