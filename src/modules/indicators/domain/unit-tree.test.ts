import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import fc from 'fast-check'
import { unitRegister } from '#organisations'
import { projectRoot } from '#platform/settings'
import { type Line, UnitTree } from './unit-tree.ts'

const register = unitRegister.load({ countryDir: join(projectRoot, 'countries/vn') } as any)
const tree = new UnitTree(register, '24', '2025-07-01')
const days = ['2025-03-01', '2025-07-01', '2025-12-31', '2026-09-19', '2026-09-20', '2026-11-20']

/** Lines as cases may name them: units of any time under Bắc Ninh or Bắc Giang, and some that nobody knows. */
const lines = fc.array(fc.tuple(fc.constantFrom(...tree.readings), fc.nat(), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { maxLength: 60 }).map((drawn) => drawn.map(([reading, pick, numerator, more]): Line => {
  const standing = [...register.communesOf('24', reading), ...register.communesOf('27', reading), ...register.childrenOf('24', reading)]
  return { unit: pick % 17 === 0 ? 'nobody' : (standing[pick % standing.length]?.code ?? '24'), reading, numerator, denominator: numerator + more }
}))

test('the communes and departments add up to the province, on every day and across the merger', () => {
  fc.assert(fc.property(lines, fc.constantFrom(...days), (of, asOf) => {
    const whole = tree.sum(of, '24', asOf)
    const parts = [...tree.byPlace(of, asOf).values()].reduce((sum, part) => ({ numerator: sum.numerator + part.numerator, denominator: sum.denominator + part.denominator }), { numerator: 0, denominator: 0 })
    assert.deepEqual(parts, whole)
  }))
})

test('a place has the same figure alone as among the others', () => {
  fc.assert(fc.property(lines, fc.constantFrom(...days), (of, asOf) => {
    for (const [place, sum] of tree.byPlace(of, asOf)) if (place !== '24') assert.deepEqual(tree.sum(of, place, asOf), sum)
  }))
})

test('the names under a unit are those whose lines count for it: the list behind a figure is the figure', () => {
  fc.assert(fc.property(lines, fc.constantFrom(...days), (of, asOf) => {
    for (const [place, sum] of tree.byPlace(of, asOf)) {
      const names = tree.namesUnder(place, asOf)
      if (!names) continue
      const named = of.filter((line) => names.some((name) => name.unit === line.unit && tree.readings[name.reading - 1] === line.reading))
      assert.equal(named.reduce((all, line) => all + line.denominator, 0), sum.denominator)
    }
  }), { numRuns: 30 })
})

test('a case of a ward that is no more counts for the ward it went into', () => {
  const old = register.find('09166', '2025-03-01')!
  assert.equal(tree.resolve(old.code, '2025-01-01', tree.treeDay('2026-11-20'))?.full.vi, 'Phường Vũ Ninh')
  assert.equal(tree.byPlace([{ unit: old.code, reading: '2025-01-01', numerator: 1, denominator: 1 }], '2026-11-20').get('09169')?.denominator, 1)
})
