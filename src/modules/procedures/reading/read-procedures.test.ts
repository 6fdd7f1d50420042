import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { checkCountry, checkProcedures, readProcedures } from './read-procedures.ts'

const country = resolve(import.meta.dirname, '../../../../countries/vn')
const birth = '1.001193-dang-ky-khai-sinh.yaml'
const dmnOf = (file: string) => file.replace('.yaml', '.dmn')

/** The shared files, one definition and one changed; answers what the check says. */
function checked(file: string, change: (text: string) => string, decide: (dmn: string) => string = (dmn) => dmn): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sen-procedures-'))
  try {
    for (const name of ['fields.yaml', 'life-events.yaml', 'units', 'letters', ...['_laws', '_options', '_parts', '_results'].map((name) => `procedures/${name}.yaml`), `procedures/${birth}`, `decisions/${dmnOf(birth)}`]) cpSync(join(country, name), join(folder, name), { recursive: true })
    const path = join(folder, 'procedures', file)
    writeFileSync(join(folder, 'decisions', dmnOf(file)), decide(readFileSync(join(country, 'decisions', dmnOf(file === 'copy.yaml' ? birth : file)), 'utf8')))
    const before = readFileSync(join(country, 'procedures', file === 'copy.yaml' ? birth : file), 'utf8')
    const after = change(before)
    assert.ok(after !== before || decide('<x/>') !== '<x/>', 'the change changes something')
    writeFileSync(path, after)
    return checkCountry(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}


test('the definitions of the country pack are right, and say where they come from', () => {
  assert.deepEqual(checkProcedures(country), [])
  const catalogue = readProcedures(country, '24')
  const all = catalogue.list()
  assert.ok(all.length >= 24, `${all.length} procedures`)
  assert.ok(all.filter((procedure) => procedure.depth === 'full').length >= 8)
  for (const procedure of all) assert.ok(procedure.source.sureness && procedure.source.what, procedure.code)
  assert.equal(catalogue.get('1.008628').department, '24-STP')
})

test('a wrong definition is refused with file, line and a sentence that says what to do', () => {
  const wrong: [what: string, change: (text: string) => string, line: string, said: string | RegExp][] = [
    ['an English text is missing', (text) => text.replace('names: { vi: Đăng ký khai sinh, en: Birth registration }', 'names: { vi: Đăng ký khai sinh }'), 'names:', 'names.en is missing: write it in English too'],
    ['a word is misspelt', (text) => text.replace('depth: full', 'dept: full'), 'dept', 'dept is not known here: correct the spelling, or take it out'],
    ['a step asks what is not in the schema', (text) => text.replace('fields: [decidingUnit, copies]', 'fields: [decidingUnit, copies, shoeSize]'), 'fields: [decidingUnit', 'the step asks shoeSize, which is not in form.schema.properties: add it there, or take it out of the step'],
    ['the schema knows what no step asks', (text) => text.replace('fields: [decidingUnit, copies]', 'fields: [decidingUnit]'), 'copies: { x-widget', 'no step asks copies: put it into a step, or take it out of the schema'],
    ['a condition asks about nothing', (text) => text.replace('x-when: { field: bornAtFacility, is: false }', 'x-when: { field: born, is: false }'), 'hasWitness:', 'the condition asks about born, which the form does not have: name a field of form.schema.properties'],
    ['a condition compares with no option', (text) => text.replace('x-from-when: { field: relation, in: [mother, father] }', 'x-from-when: { field: relation, in: [mum, father] }'), 'motherName:', /compares relation with mum, which is not among its options: use one of mother, father/],
    ['a condition of a yes-no field compares with a word', (text) => text.replace('x-when: { field: parentsMarried, is: true }', 'x-when: { field: parentsMarried, is: yes }'), 'fatherName:', /yes-no field parentsMarried with yes: write true or false/],
    ['two components have one code', (text) => text.replace('code: identity', 'code: birth-notice'), '- { code: identity', 'the component birth-notice is there twice: give each its own code'],
    ['the field of public life is unknown', (text) => text.replace('field: civil-status\n', 'field: civil\n'), 'field: civil', /^the field civil is not in fields\.yaml: add it there, or use one of/],
    ['the life event is unknown', (text) => text.replace('lifeEvents: [birth]', 'lifeEvents: [born]'), 'lifeEvents:', /^the life event born is not in life-events\.yaml/],
    ['a paper is held as nothing that exists', (text) => text.replace('heldAs: population, note', 'heldAs: KQ.NOTHING, note'), '- { code: marriage-certificate', /^nothing is issued as KQ\.NOTHING/],
    ['a source is unknown', (text) => text.replace('population.couple.woman.name', 'population.mum.name'), 'motherName:', /^nobody knows population\.mum\.name: use a source such as/],
    ['partial without reason and basis', (text) => text.replace('fullProcess: true', 'fullProcess: { partial: { names: { vi: Vì thế, en: Because } } }'), 'fullProcess', /^fullProcess .*: write true, or \{ partial: \{ reason/],
    ['a fee without exemptions', (text) => text.replace('    exemptions: []\n', ''), '- code: extracts', 'fees.0.exemptions is missing: list the exemptions, [] if the law has none'],
    ['the code is a number', (text) => text.replace("code: '1.001193'", 'code: 1.001193'), 'code:', /^code is 1\.001193: /],
    ['a day is no day', (text) => text.replace('validFrom: 2025-07-01', 'validFrom: 2025-02-30'), 'validFrom', 'validFrom is "2025-02-30": write a day as \'YYYY-MM-DD\', in quotes'],
    ['it ends before it begins', (text) => text.replace('validFrom: 2025-07-01', 'validFrom: 2025-07-01\nvalidTo: 2025-06-30'), 'validTo', /^validTo lies before validFrom/],
    ['an act has no name', (text) => text.replace('number: 04/2020/TT-BTP', 'number: 4/2020/TT-BTP'), '- { number: 4/2020', '4/2020/TT-BTP is not in _laws.yaml: add its name there'],
    ['a shared step does not exist', (text) => text.replace('use: applicant', 'use: aplicant'), '- use:', /^there is no shared step aplicant: use one of applicant,/],
    ['a pattern does not compile', (text) => text.replace('minLength: 2, maxLength: 100', "pattern: '([', x-example: An"), 'childName:', /write a regular expression that compiles/],
    ['the letter does not exist', (text) => text.replace('template: birth-certificate', 'template: birth-paper'), 'template:', /^there is no letter birth-paper: use one of/],
    ['the letter is filled from nothing', (text) => text.replace("'{childSex}'", "'{childGender}'"), 'child.sex', /^the letter is filled from childGender, which the form does not have/],
    ['no department decides a procedure of the province', (text) => text.replace('level: commune\n', 'level: province\n'), 'level', /^a procedure of the province needs a department/],
    ['the commune that decides is not asked', (text) => text.replace('competentUnit: decidingUnit\n', 'competentUnit: place\n'), 'competentUnit', /^the form has no field place/],
    ['it is not YAML', (text) => text.replace('names: { vi:', 'names: { vi: ['), 'names', /^this is not YAML as it should be/],
    ['a circle of conditions', (text) => text.replace("x-label: { vi: 'Con sinh tại bệnh viện, trạm y tế', en: Born in a hospital or health station } }", "x-label: { vi: Sinh ở viện, en: In hospital }, x-when: { field: surrogacy, is: true } }"), 'bornAtFacility:', /depends, in a circle, on itself: break the circle/],
  ]
  for (const [what, change, line, said] of wrong) {
    const faults = checked(birth, change)
    const text = change(readFileSync(join(country, 'procedures', birth), 'utf8'))
    const at = text.split('\n').findIndex((it) => it.trimStart().startsWith(line)) + 1
    const matching = faults.filter((fault) => {
      const [, place, sentence] = /^procedures\/1\.001193-dang-ky-khai-sinh\.yaml:(\d+): (.*)$/s.exec(fault) ?? []
      return sentence !== undefined && (typeof said === 'string' ? sentence === said : said.test(sentence)) && (line === '- { code: identity' || line.startsWith('- use') || Number(place) === at)
    })
    assert.ok(matching.length > 0, `${what}: expected line ${at} ${said}, got\n${faults.join('\n')}`)
  }
})

test('what its decisions say a definition does not say again, and neither speaks of what the other does not know', () => {
  const twice = checked(birth, (text) => text.replace('    at: return\n', '    at: return\n    amount: 9000\n'))
  assert.match(twice.join('\n'), /fees\.0\.amount is decided in decisions\/1\.001193-dang-ky-khai-sinh\.dmn: take it out here/)
  const same = (text: string) => `${text}\n`
  const wrong: [change: (dmn: string) => string, said: RegExp][] = [
    [(dmn) => dmn.replace('&quot;witness-statement&quot;', '&quot;witness&quot;'), /\.dmn:1: papers-2: the table speaks of witness, which the definition does not list/],
    [(dmn) => dmn.replace('&quot;witness-statement&quot;', '&quot;birth-notice&quot;'), /papers: no rule of the table speaks of witness-statement/],
    [(dmn) => dmn.replace('<text>hasWitness</text>', '<text>witness</text>').replaceAll('"hasWitness"', '"witness"').replaceAll('#hasWitness', '#witness'), /the condition asks about witness, which the form does not have/],
    [(dmn) => dmn.replace('decision id="due" name="due"', 'decision id="due" name="sum"'), /there is no decision due/],
    [(dmn) => dmn.replace('<text>8000</text>', '<text>8000 +</text>'), /decisions\/1\.001193-dang-ky-khai-sinh\.dmn:\d+: /],
    [() => '<a/>', /decisions\/1\.001193-dang-ky-khai-sinh\.dmn:1: The file is no DMN model/],
  ]
  for (const [change, said] of wrong) assert.match(checked(birth, same, change).join('\n'), said)
})

test('two versions may follow each other, not stand beside each other', () => {
  assert.match(checked('copy.yaml', (text) => `${text}\n`).join('\n'), /the file is called copy\.yaml but the code is 1\.001193/)
  const second = (from: string) => (text: string) => text.replace('version: 1', 'version: 2').replace('validFrom: 2025-07-01', `validFrom: ${from}`)
  assert.match(checked('copy.yaml', second('2026-07-01')).join('\n'), /are both in force from 2026-07-01: end the older one the day before/)
})

test('a department that no province has is refused', () => {
  assert.match(checked('1.008628-cap-lai-chung-chi-luat-su.yaml', (text) => text.replace('department: STP', 'department: STPX')).join('\n'), /no province has a department STPX/)
})

test('half a law is not served', () => {
  assert.throws(() => readProcedures(join(country, 'procedures'), '24'), /The procedures cannot be published/)
})

test('an old case opens with the version it was filed under', () => {
  const catalogue = readProcedures(country, '24')
  assert.equal(catalogue.get('1.001193', 1).version, 1)
  assert.equal(catalogue.onDay('1.001193', '2024-01-01'), undefined)
  assert.equal(catalogue.onDay('1.001193', '2026-11-21')?.version, 1)
  assert.equal(catalogue.find('9.999999'), undefined)
  assert.throws(() => catalogue.get('9.999999'), { kind: 'not-found', code: 'no-such-procedure' })
})
