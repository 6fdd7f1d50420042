import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#platform/refusal'
import { checkMigration, migrate } from './migrate.ts'
import type { Effect, State } from './state.ts'
import { emptyState, step } from './step.ts'
import { flowOf } from './testing/played.ts'

const day = 86_400_000
const started = (model: string, ...done: string[]): { state: State; work: Map<string, number> } => {
  const flow = flowOf(model)
  let { state, effects } = step(flow, emptyState(), { kind: 'start', at: 0 })
  const work = new Map<string, number>()
  const note = (list: readonly Effect[]): void => list.forEach((it) => it.kind === 'work' && work.set(it.element, it.frame))
  note(effects)
  for (const element of done) {
    ;({ state, effects } = step(flow, state, { kind: 'done', at: 0, frame: work.get(element)! }))
    note(effects)
  }
  return { state, work }
}

const old = 'start s\nuser receive\nuser examine\nboundary late on:examine timer:P10D\nuser sign\nuser remind\nend e\ns > receive > examine > sign > e\nlate > remind > e'

test('a case on the second step moves to a version with a step before it and a shorter term', () => {
  const fresh = 'start s\nuser receive\nuser check\nuser examine\nboundary late on:examine timer:P5D\nboundary warn on:examine timer:P3D keep\nuser sign\nuser remind\nend e\ns > receive > check > examine > sign > e\nlate > remind > e\nwarn > remind'
  const { state, work } = started(old, 'receive')
  const [from, to] = [flowOf(old), flowOf(fresh)]
  const preview = checkMigration(from, to, state)
  assert.deepEqual(preview.problems, [])
  assert.deepEqual(preview.moves.map((it) => `${it.from} ${it.to}`), ['P P', 'examine examine'])
  assert.deepEqual(preview.timersNew, ['warn'])
  const moved = migrate(from, to, state, 2 * day)
  // The term that runs keeps its day; the new one counts from the move.
  assert.deepEqual(moved.state.t?.map((it) => [to.nodes[it[1]]!.id, it[3] / day]), [['late', 10], ['warn', 5]])
  const after = step(to, moved.state, { kind: 'done', at: 3 * day, frame: work.get('examine')! })
  assert.deepEqual(after.effects.flatMap((it) => (it.kind === 'work' ? [it.element] : [])), ['sign'])
})

test('a step that is gone stops the move until somebody says where its cases go', () => {
  const fresh = 'start s\nuser receive\nuser assess\nuser sign\nend e\ns > receive > assess > sign > e'
  const { state } = started(old, 'receive')
  const [from, to] = [flowOf(old), flowOf(fresh)]
  assert.deepEqual(checkMigration(from, to, state).problems, [{ element: 'examine', why: 'no-such-element', to: 'examine' }])
  assert.throws(() => migrate(from, to, state, day), (error) => error instanceof Refusal && error.code === 'flow-cannot-move' && error.fields.examine === 'flow-move-no-such-element')
  const preview = checkMigration(from, to, state, { examine: 'assess' })
  assert.deepEqual([preview.problems, preview.timersGone], [[], ['late']])
  const moved = migrate(from, to, state, day, { examine: 'assess' })
  assert.ok(moved.effects.some((it) => it.kind === 'timer-cancel'))
  assert.equal(moved.state.t, undefined)
})

test('a branch that waits at a gateway keeps its token', () => {
  const two = 'start s\nand g\nuser a\nuser b\nand j\nuser c\nend e\ns > g > a >#fa j > c > e\ng > b >#fb j'
  const changed = 'start s\nuser first\nand g\nuser a\nuser b\nand j\nuser c\nend e\ns > first > g > a >#fa j > c > e\ng > b >#fb j'
  const { state, work } = started(two, 'a')
  const moved = migrate(flowOf(two), flowOf(changed), state, 0)
  const after = step(flowOf(changed), moved.state, { kind: 'done', at: 0, frame: work.get('b')! })
  assert.deepEqual(after.effects.flatMap((it) => (it.kind === 'work' ? [it.element] : [])), ['c'])
  const merged = 'start s\nuser a\nuser b\nuser c\nend e\ns > a > b > c > e'
  assert.deepEqual(checkMigration(flowOf(two), flowOf(merged), state).problems.map((it) => it.why), ['no-such-way'])
})

test('a step that became something else, or went into a sub-process, is said so', () => {
  const { state } = started(old, 'receive')
  const from = flowOf(old)
  assert.deepEqual(checkMigration(from, flowOf('start s\nuser receive\nscript examine\nend e\ns > receive > examine > e'), state).problems.map((it) => it.why), ['other-kind'])
  assert.deepEqual(checkMigration(from, flowOf('start s\nuser receive\nsub S {\nuser examine\n}\nend e\ns > receive > S > e'), state).problems.map((it) => it.why), ['other-scope'])
})

test('a move to the same version changes nothing', () => {
  const { state } = started(old, 'receive')
  const same = migrate(flowOf(old), flowOf(old), state, day)
  assert.deepEqual([same.state, same.effects], [state, []])
})
