import assert from 'node:assert/strict'
import test from 'node:test'
import type { Db } from './ctx.ts'
import { together } from './together.ts'

const here = {} as Db

test('what is asked in one turn goes as one question, and everybody gets his own answer', async () => {
  const journeys: (readonly number[])[] = []
  const double = together<number, number>(async (_, keys) => { journeys.push(keys); return keys.map((k) => k * 2) })
  assert.deepEqual(await Promise.all([double(here, 1), double(here, 2), double(here, 2)]), [2, 4, 4])
  assert.equal(await double(here, 5), 10)
  assert.deepEqual(journeys, [[1, 2, 2], [5]])
})

test('two databases are never asked together', async () => {
  const there = {} as Db
  const journeys: Db[] = []
  const name = together<string, string>(async (db, keys) => { journeys.push(db); return keys.map((k) => (db === here ? `here ${k}` : `there ${k}`)) })
  assert.deepEqual(await Promise.all([name(here, 'a'), name(there, 'a')]), ['here a', 'there a'])
  assert.equal(journeys.length, 2)
})

test('more than one journey carries is asked in several, and one that fails fails for those on it alone', async () => {
  let journeys = 0
  const ask = together<number, number>(async (_, keys) => { journeys++; if (keys.includes(3)) throw new Error('lost'); return [...keys] })
  const answers = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => ask(here, i)))
  assert.equal(journeys, 2)
  assert.deepEqual(answers.map((a) => a.status), Array.from({ length: 200 }, (_, i) => (i < 128 ? 'rejected' : 'fulfilled')))
})

test('while two journeys are on their way, those who come gather and go as one', async () => {
  const journeys: number[][] = []
  const back: (() => void)[] = []
  const ask = together<number, number>(async (_, keys) => { journeys.push([...keys]); await new Promise<void>((done) => back.push(done)); return [...keys] })
  const turn = (): Promise<void> => new Promise((done) => setImmediate(() => setImmediate(done)))
  const all: Promise<number>[] = []
  for (const key of [1, 2, 3, 4, 5]) { all.push(ask(here, key)); await turn() }
  assert.deepEqual(journeys, [[1], [2]])
  while (back.length) { back.shift()!(); await turn() }
  assert.deepEqual(await Promise.all(all), [1, 2, 3, 4, 5])
  assert.deepEqual(journeys, [[1], [2], [3, 4, 5]])
})
