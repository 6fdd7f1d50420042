import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { House } from './house.ts'
import { mustNotHurry } from './limits.ts'
import { Refusal } from './refusal.ts'

const house = () => ({}) as House
const tooMany = (seconds: number) => (error: unknown) => error instanceof Refusal && error.kind === 'too-many' && error.params['seconds'] === seconds

test('three tries are free, the fourth waits until a new one has grown', () => {
  const here = house()
  const rule = { most: 3, perSeconds: 60 }
  for (let i = 0; i < 3; i++) mustNotHurry(here, 'sign-in lan', rule, 1000)
  assert.throws(() => mustNotHurry(here, 'sign-in lan', rule, 1000), tooMany(20))
  assert.throws(() => mustNotHurry(here, 'sign-in lan', rule, 16_000), tooMany(5))
  mustNotHurry(here, 'sign-in lan', rule, 21_000)
  assert.throws(() => mustNotHurry(here, 'sign-in lan', rule, 21_000), tooMany(20))
})

test('a stranger who hurries does not lock Lan out', () => {
  const here = house()
  const rule = { most: 1, perSeconds: 60 }
  mustNotHurry(here, 'sign-in 203.0.113.7 lan', rule, 0)
  assert.throws(() => mustNotHurry(here, 'sign-in 203.0.113.7 lan', rule, 1))
  mustNotHurry(here, 'sign-in 198.51.100.4 lan', rule, 1)
})

test('a hundred thousand names leave the memory bounded, and the one in use remembered', () => {
  const here = house()
  const rule = { most: 1, perSeconds: 3600 }
  mustNotHurry(here, 'busy', rule, 0)
  for (let i = 0; i < 100_000; i++) {
    mustNotHurry(here, `other ${i}`, rule, 0)
    if (i % 10_000 === 0) assert.throws(() => mustNotHurry(here, 'busy', rule, 0))
  }
  assert.throws(() => mustNotHurry(here, 'busy', rule, 0))
})
