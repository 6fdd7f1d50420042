import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { readHeld } from '#procedures'
import { projectRoot } from '#platform/settings'
import { factsOf } from '../domain/facts.ts'
import { readRecord, recordText } from '../domain/read-record.ts'
import { type ReadinessRules, checkReadinessRules } from '../rules.ts'
import { noSample, sampleRecords } from '../testing/shared-sample.ts'
import { type Entry, assess, burdenTotals, byHolder, totalsBy, within } from './assessed.ts'

const country = join(projectRoot, 'countries/vn')
const rules = parse(readFileSync(join(country, 'catalogue/readiness.yaml'), 'utf8')) as ReadinessRules

test('the rules of readiness hold', () => assert.deepEqual(checkReadinessRules(country), []))

test('every number of the reports over the sample opens into as many procedures', { skip: noSample }, () => {
  const entries = sampleRecords().map((raw): Entry => { const text = recordText(raw); return { ...factsOf(readRecord(text), text.trinh_tu_thuc_hien), source: raw['nguon']! } })
  const all = assess(entries, rules, readHeld(country), () => ({ offered: 'none' }))
  for (const by of ['source', 'field', 'level'] as const) {
    const { whole, rows } = totalsBy(all, by)
    assert.equal(whole.all, all.length)
    for (const row of rows) for (const show of ['all', 'qualifies', 'offered', 'complete'] as const) assert.equal(within(all, { [by]: row.name, show }).length, row[show], `${by} ${row.name} ${show}`)
  }
  const { whole } = totalsBy(all, 'source')
  assert.ok(whole.qualifies > 0 && whole.qualifies < whole.all)
  const totals = burdenTotals(all)
  assert.ok(totals.papersIfAll < totals.papersNow && totals.papersNow < totals.papers)
  for (const holder of byHolder(all)) assert.equal(within(all, { holder: holder.holder }).length, holder.procedures)
})
