import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readDecisions } from '#flows'
import { readProcedures } from '../reading/read-procedures.ts'
import { answersOf } from '../testing/answers-of.ts'
import { tablesIn, writeDecisions } from './decision-tables.ts'
import { componentsFor, feesFor, timeFor } from './needs.ts'
import { decisionsOf, type Procedure } from './procedure.ts'

const country = resolve(import.meta.dirname, '../../../../countries/vn')
const today = '2026-11-21'

test('the decisions of every procedure can be taken apart into tables to edit, and written again decide the same', () => {
  const catalogue = readProcedures(country, '24')
  for (const name of readdirSync(join(country, 'decisions')).filter((it) => it.endsWith('.dmn'))) {
    const procedure = catalogue.get(name.slice(0, 8))
    const read = readDecisions(readFileSync(join(country, 'decisions', name), 'utf8'), name)
    assert.ok('decisions' in read)
    const tables = tablesIn(read.decisions.shown)
    assert.ok(tables, name)
    const again = readDecisions(writeDecisions(procedure.code, procedure.names.vi, tables), name)
    assert.ok('decisions' in again, `${name}: ${JSON.stringify(again)}`)
    assert.deepEqual(tablesIn(again.decisions.shown), tables)
    const other: Procedure = { ...procedure, [decisionsOf]: again.decisions }
    fc.assert(fc.property(answersOf(procedure, today), (answers) => {
      for (const channel of ['online', 'direct'] as const) {
        assert.deepEqual(feesFor(other, answers, channel, today), feesFor(procedure, answers, channel, today), name)
        assert.deepEqual(timeFor(other, answers, channel, today), timeFor(procedure, answers, channel, today))
      }
      assert.deepEqual(componentsFor(other, answers), componentsFor(procedure, answers))
    }), { numRuns: 8 })
  }
})
