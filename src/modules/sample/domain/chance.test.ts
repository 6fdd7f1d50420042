import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceOf } from './chance.ts'

test('the same name draws the same, another name something else', () => {
  const draw = (name: string) => { const chance = chanceOf('sen', name); return [chance.next(), chance.whole(1, 6), chance.pick('abcdef'.split(''))] }
  assert.deepEqual(draw('lan'), draw('lan'))
  assert.notDeepEqual(draw('lan'), draw('hoa'))
})

test('weights are kept, and what is drawn stays within its ends', () => {
  const chance = chanceOf('sen', 'weights')
  const drawn = Array.from({ length: 20_000 }, () => chance.weighted([{ weight: 9, value: 'often' }, { weight: 1, value: 'seldom' }]))
  const seldom = drawn.filter((one) => one === 'seldom').length / drawn.length
  assert.ok(seldom > 0.085 && seldom < 0.115, `${seldom}`)
  for (let i = 0; i < 1000; i++) { const n = chance.whole(3, 5); assert.ok(n >= 3 && n <= 5); const a = chance.about(2); assert.ok(a >= 0.5 && a <= 2) }
})
