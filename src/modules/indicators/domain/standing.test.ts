import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Indicator, Roadmap } from './indicator.ts'
import { monthEndsBefore, spanOf } from './period.ts'
import { classOf, fillScorecard, planOn, points, standingOf, valueOf } from './standing.ts'

const words = { vi: 'x', en: 'x' }
const satisfaction = {
  code: 'A3', unit: 'share', better: 'higher', classes: [85, 90, 95], measure: { of: 'cases' },
  targets: [{ by: '2027-12-31', value: 95, source: 'A3' }, { by: '2030-12-31', value: 99, source: 'C1' }],
} as unknown as Indicator
const roadmap: Roadmap = { province: '24', source: 'plan', lateFrom: 2, points: { A3: [{ on: '2025-12-31', value: 90 }, { on: '2027-12-31', value: 94 }] } }

test('after 2027 the target is the one for 2030', () => {
  assert.equal(standingOf(satisfaction, 94, '2026-11-20', undefined).target, 95)
  assert.equal(standingOf(satisfaction, 94, '2028-01-01', undefined).target, 99)
  assert.equal(standingOf(satisfaction, 94, '2031-01-01', undefined).target, 99)
})

test('half way in time the plan is half way in value, and who is below by little needs an eye, by more is late', () => {
  assert.equal(planOn(roadmap.points['A3'], '2025-01-01'), 90)
  assert.equal(planOn(roadmap.points['A3'], '2026-12-31'), 92)
  assert.equal(planOn(roadmap.points['A3'], '2030-01-01'), 94)
  assert.deepEqual(['reached', 'on-track', 'behind', 'behind'], [95, 92.5, 91, 88].map((value) => standingOf(satisfaction, value, '2026-12-31', roadmap).word))
  assert.deepEqual(['good', 'good', 'soon', 'late'], [95, 92.5, 91, 88].map((value) => standingOf(satisfaction, value, '2026-12-31', roadmap).tone))
})

test('nothing to measure is said, not drawn as zero', () => {
  assert.equal(valueOf(satisfaction, { numerator: 0, denominator: 0 }), undefined)
  assert.equal(standingOf(satisfaction, undefined, '2026-11-20', roadmap).word, 'unmeasured')
})

test('a score is the most times the share over the share that earns it all, and never more than the most', () => {
  assert.equal(points(97.25, { max: 20, fullAt: 100 }), 19.45)
  assert.equal(points(90, { max: 4, fullAt: 80 }), 4)
  fc.assert(fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 100 }), (percent, max, fullAt) => {
    const earned = points(percent, { max, fullAt })
    return earned >= 0 && earned <= max
  }))
})

test('a scorecard says which points were measured, and does not guess the others', () => {
  const groups = fillScorecard({ code: '766', validFrom: '2026-01-01', names: words, short: words, source: 's', groups: [
    { names: words, max: 20, parts: [{ indicator: '766-2.1', max: 20, fullAt: 100 }] },
    { names: words, max: 10, parts: [{ indicator: '766-3.6', max: 6, fullAt: 100 }], rest: words },
    { names: words, max: 18, notYet: words },
  ] }, (code) => (code === '766-2.1' ? 95 : undefined))
  assert.deepEqual(groups.map((g) => [g.points, g.measured]), [[19, 20], [0, 0], [0, 0]])
})

test('classes of the map go the right way round where less is better', () => {
  assert.deepEqual([84, 85, 90, 95].map((value) => classOf(satisfaction, value)), [1, 2, 3, 4])
  assert.deepEqual([2, 3, 7, 14].map((value) => classOf({ classes: [3, 7, 14], better: 'lower' }, value)), [4, 3, 2, 1])
})

test('periods begin where the calendar says and end with the day of the wall', () => {
  assert.deepEqual(spanOf('rolling-30', '2026-03-01'), { first: '2026-01-31', last: '2026-03-01' })
  assert.deepEqual(spanOf('month', '2026-11-20'), { first: '2026-11-01', last: '2026-11-20' })
  assert.deepEqual(spanOf('quarter', '2026-11-20'), { first: '2026-10-01', last: '2026-11-20' })
  assert.deepEqual(spanOf('year', '2026-11-20'), { first: '2026-01-01', last: '2026-11-20' })
  assert.deepEqual(monthEndsBefore('2026-03-31', 3), ['2025-12-31', '2026-01-31', '2026-02-28'])
})
