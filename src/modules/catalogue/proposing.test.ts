import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkAnswers, checkCountry, componentsFor, feesFor, readProcedures, timeFor } from '#procedures'
import { projectRoot } from '#platform/settings'
import { answersOf } from '../procedures/testing/answers-of.ts'
import { type Means, type Proposal, propose } from './domain/propose.ts'
import { readRecord, recordText } from './domain/read-record.ts'
import { putProposed, readMeans } from './proposing.ts'
import { checkFieldGroups } from './rules.ts'
import { madeUp } from './testing/records.ts'
import { noSample, sampleRecords } from './testing/shared-sample.ts'

const country = join(projectRoot, 'countries/vn')
const today = '2026-11-22'
const means: Means = { ...readMeans(country), today, served: new Map() }
const proposed = (raw: Record<string, string>): Proposal => { const text = recordText(raw); return propose(readRecord(text), text, means) }

/** A copy of the country pack with these proposals in it, in place of what it serves under the same code. */
function withProposals<T>(proposals: readonly Proposal[], look: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'sen-proposals-'))
  try {
    cpSync(country, dir, { recursive: true })
    for (const folder of ['procedures', 'decisions']) for (const file of readdirSync(join(dir, folder))) if (proposals.some(({ code }) => file.startsWith(`${code}-`))) rmSync(join(dir, folder, file))
    for (const { files } of proposals) putProposed(dir, files)
    return look(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function hold(proposals: readonly Proposal[]): void {
  withProposals(proposals, (dir) => {
    assert.deepEqual(checkCountry(dir).slice(0, 20), [])
    const served = readProcedures(dir, '24')
    for (const { code } of proposals) {
      const procedure = served.get(code)
      fc.assert(fc.property(answersOf(procedure, today), (answers) => {
        assert.deepEqual(checkAnswers(procedure, answers, today), [], code)
        assert.ok(Array.isArray(componentsFor(procedure, answers, ['population']).needed))
        for (const channel of ['online', 'direct'] as const) { assert.ok(timeFor(procedure, answers, channel, today).unit); for (const { amount } of feesFor(procedure, answers, channel, today)) assert.ok(Number.isInteger(amount)) }
      }), { numRuns: 5 })
    }
  })
}

test('records made up for tests become services that the country pack would take', () => {
  const bees = proposed(madeUp())
  hold([
    bees, proposed(madeUp({ ma_thu_tuc: '9.000102', can_cu_phap_ly: '', ket_qua_xu_ly: '', linh_vuc: '', doi_tuong_thuc_hien: '', cap_thuc_hien: '', cach_thuc_thuc_hien: '', thanh_phan_ho_so: '' })),
    proposed(madeUp({ ma_thu_tuc: '9.000103', ten_thu_tuc: 'Cấp <script>alert("1")</script> & {x}: # - "giấy"', cap_thuc_hien: 'Cấp tỉnh' })),
  ])
  assert.deepEqual(bees.definition['form'].schema.properties.applicationCase['x-options'].map((one: { vi: string }) => one.vi), ['Cấp mới', 'Cấp lại'], 'the case of the application is a question')
  assert.equal(bees.definition['flow'], 'verify-review-decide', 'the check in the garden stands in the flow')
  const identity = bees.definition['components'].find((one: any) => /thẻ căn cước/u.test(one.names.vi))
  assert.equal(identity.heldAs, 'population', 'what the population register holds is looked up')
  withProposals([bees], (dir) => {
    const procedure = readProcedures(dir, '24').get('9.000101')
    assert.deepEqual([timeFor(procedure, {}, 'online', today), timeFor(procedure, {}, 'direct', today)], [{ amount: 5, unit: 'working-day' }, { amount: 7, unit: 'working-day' }])
    assert.deepEqual([feesFor(procedure, {}, 'online', today).map(({ amount }) => amount), feesFor(procedure, {}, 'direct', today)], [[50_000], []])
  })
})

test('wrong groups of fields are refused with what to do', () => {
  assert.deepEqual(checkFieldGroups(country), [])
  const path = 'catalogue/field-groups.yaml'
  const wrong = (from: string, to: string): string => withProposals([], (dir) => { const text = readFileSync(join(dir, path), 'utf8'); assert.ok(text.includes(from)); writeFileSync(join(dir, path), text.replace(from, to)); return checkFieldGroups(dir).join(' ') })
  assert.match(wrong('required: [subjectName]', 'required: [subjectNam]'), /requires subjectNam, which it does not ask/)
  assert.match(wrong('subjectSex: { x-widget: choice', 'subjectSex: { x-widget: chose'), /groups.0.properties.subjectSex.x-widget/)
  assert.match(wrong('{ flow: receive-process-decide, when: always }', '{ flow: receive-process-decide, when: site-check }'), /must be for always/)
})

test('what a record does not say is said to the official, never made up', () => {
  const empty = proposed(madeUp({ cach_thuc_thuc_hien: '', ket_qua_xu_ly: '', can_cu_phap_ly: '', thanh_phan_ho_so: '' }))
  for (const about of ['time', 'result', 'legalBases', 'components']) assert.ok(empty.remarks.some((one) => one.about === about && one.settle && one.say.startsWith('chưa đọc được')), about)
  assert.deepEqual([empty.definition['fees'], empty.definition['components']], [[], []])
})

test('every real record becomes a service that passes the checks of the country pack', { skip: noSample }, () => {
  const proposals = sampleRecords().map(proposed)
  assert.equal(new Set(proposals.map(({ code }) => code)).size, 139)
  hold(proposals)
})
