import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { readCalendars } from './read-calendars.ts'
import { readClockRules } from './read-clock-rules.ts'
import { readPosts } from './read-posts.ts'
import { readUnits } from './read-units.ts'

/** The country pack with a few things changed in it. */
function changed(t: TestContext, ...changes: [file: string, what: string, by: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sen-country-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const part of ['units', 'calendars', 'rules']) cpSync(join(projectRoot, 'countries/vn', part), join(folder, part), { recursive: true })
  for (const [file, what, by] of changes) {
    const text = readFileSync(join(folder, file), 'utf8')
    assert.ok(text.includes(what), `${file} has ${what}`)
    writeFileSync(join(folder, file), text.replace(what, by))
  }
  return folder
}

const wrong: { story: string; file: string; what: string; by: string; read(countryDir: string): unknown; says: RegExp }[] = [
  { story: 'a kind that is none', file: 'units/amendments.yaml', what: "['75'], kind: city", by: "['75'], kind: kingdom", read: readUnits, says: /Đồng Nai \(75\) is a "kingdom", which is no kind of place/ },
  { story: 'an amendment to a unit that is not there', file: 'units/amendments.yaml', what: "['22']", by: "['23']", read: readUnits, says: /the amendment of 2026-09-01 names 23, which does not stand on that day/ },
  { story: 'an amendment before the unit began', file: 'units/amendments.yaml', what: 'day: 2026-09-01', by: 'day: 2025-07-01', read: readUnits, says: /2025-07-01 to 22 is not later than the one before it/ },
  { story: 'a day that is none', file: 'units/amendments.yaml', what: 'day: 2026-09-01', by: 'day: 1/9/2026', read: readUnits, says: /units\/amendments\.yaml:\d+: amendments\.2\.day/ },
  { story: 'a successor that does not stand', file: 'units/bac-ninh-bac-giang-before-2025-07-01.csv', what: ',213,07210', by: ',213,99999', read: readUnits, says: /goes into 99999, which does not stand on the day after/ },
  { story: 'a line of a table with a cell missing', file: 'units/bac-ninh-bac-giang-before-2025-07-01.csv', what: '07201,ward,', by: '07201,', read: readUnits, says: /before-2025-07-01\.csv:2: a line has 5 cells/ },
  { story: 'a commune without number', file: 'units/administration-24-communes.csv', what: '07228,102,Đa Mai\n', by: '', read: readUnits, says: /phường Đa Mai \(07228\) has no number/ },
  { story: 'a number given twice', file: 'units/administration-24-communes.csv', what: '07228,102', by: '07228,101', read: readUnits, says: /has the agency code H05\.101/ },
  { story: 'a department under an office that is not there', file: 'units/administration-24.yaml', what: 'under: VP', by: 'under: VPX', read: readUnits, says: /stands under 24-VPX/ },
  { story: 'a reason nobody explained', file: 'calendars/vn-state.yaml', what: 'off: culture', by: 'off: carnival', read: readCalendars, says: /2026-11-24 gives the reason "carnival"/ },
  { story: 'a day named twice', file: 'calendars/vn-state.yaml', what: 'day: 2026-09-01', by: 'day: 2026-09-02', read: readCalendars, says: /2026-09-02 is named twice/ },
  { story: 'a make-up for a day that is worked', file: 'calendars/vn-state.yaml', what: 'for: 2026-08-31', by: 'for: 2026-08-28', read: readCalendars, says: /2026-08-22 makes up for 2026-08-28, which is not a day off/ },
  { story: 'an hour that is none', file: 'rules/clock.yaml', what: "lastFiling: '17:00'", by: "lastFiling: '27:00'", read: readClockRules, says: /rules\/clock\.yaml:\d+: versions\.0\.online\.lastFiling/ },
  { story: 'a post with an act that is none', file: 'rules/powers.yaml', what: '[admin]', by: '[rule]', read: readPosts, says: /rules\/powers\.yaml:\d+: powers\.\d+\.acts/ },
]

for (const { story, file, what, by, read, says } of wrong) {
  test(`${story} is refused with a sentence`, (t) => assert.throws(() => read(changed(t, [file, what, by])), says))
}

test('a merger by amendment ends the old units and begins the new one', (t) => {
  const register = readUnits(changed(t, ['units/amendments.yaml', 'amendments:\n  - day', `amendments:
  - day: 2026-01-01
    source: a resolution of this test
    end: [{ code: '09169', into: ['09187'] }, { code: '09190', into: ['09187?', '09200?'] }]
    begin: [{ code: '09200', kind: ward, name: Thành Cổ, parent: '24' }]
  - day`], ['units/administration-24-communes.csv', '09529,199', '09200,200,Thành Cổ\n09529,199']))
  assert.equal(register.find('09169', '2026-01-01'), undefined)
  assert.deepEqual(register.successorsOf('09169', '2025-12-31').map(({ unit, part }) => [unit.full.vi, part]), [['Phường Kinh Bắc', false]])
  assert.deepEqual(register.successorsOf('09190', '2025-12-31').map(({ unit, part }) => [unit.full.vi, part]), [['Phường Kinh Bắc', true], ['Phường Thành Cổ', true]])
  assert.deepEqual(register.successorsOf('09169-PVHCC', '2025-12-31').map(({ unit }) => unit.code), ['09187-PVHCC'])
  assert.equal(register.get('09200', '2026-01-01').formal.vi, 'Ủy ban nhân dân phường Thành Cổ')
})

const transfer = (more = '') => `transfers:
  - key: lawyers
    names: { vi: Luật sư, en: Lawyers }
    day: 2027-01-01
    ${more || 'fields: [lawyers]'}
    acts: [process, decide, sign]
    from: { level: province, units: ['24-STP'] }
    to: { level: commune }
    running: move
    source: a decree of this test
`
for (const [story, what, by, says] of [
  ['a power of a post that is none', 'posts: [centre-director]', 'posts: [centre-king]', /rules\/powers\.yaml:\d+: the power directing-a-centre names the post centre-king/],
  ['a power given twice', 'key: one-stop-desk', 'key: directing-a-centre', /rules\/powers\.yaml:\d+: the power directing-a-centre is there twice/],
  ['a power without a source', '    source: Nghị định 30/2020/NĐ-CP Điều 32, 33\n', '', /rules\/powers\.yaml:\d+: powers\.8/],
  ['a post that could do nothing', 'posts: [records-clerk]', 'posts: [administrator]', /no power names the post records-clerk/],
  ['a transfer within a level', 'transfers: []', transfer().replace('to: { level: commune }', "to: { level: province, units: ['24-SNV'] }"), /rules\/powers\.yaml:\d+: the transfer lawyers goes from one level to the same/],
  ['a transfer that does not say what becomes of running cases', 'transfers: []', transfer().replace('    running: move\n', ''), /rules\/powers\.yaml:\d+: transfers\.0/],
  ['a transfer of nothing', 'transfers: []', transfer('place: decidingUnit'), /says neither procedures nor fields/],
] as const) test(`${story} is refused at its line`, (t) => assert.throws(() => readPosts(changed(t, ['rules/powers.yaml', what, by])), says))

test('a field in the law of powers stands for its procedures', (t) => {
  const folder = changed(t, ['rules/powers.yaml', 'transfers: []', transfer()])
  cpSync(join(projectRoot, 'countries/vn/procedures'), join(folder, 'procedures'), { recursive: true })
  assert.deepEqual(readPosts(folder).transfers.map(({ day, procedures }) => [day, procedures]), [['2027-01-01', ['1.008628']]])
})
