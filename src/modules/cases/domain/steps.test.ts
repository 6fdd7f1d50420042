import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseStates, ruleOf, states, stepNames } from './steps.ts'

test('every state but the first is reached, and every open one can be left', () => {
  for (const step of stepNames) for (const from of ruleOf(step).from) assert.ok(caseStates.includes(from), `${step} starts from ${from}`)
  for (const state of caseStates) if (states[state].clock !== 'ended') assert.ok(stepNames.some((s) => ruleOf(s).from.includes(state)), `${state} is a dead end`)
})

test('the national codes 1 to 10 are all there', () => {
  assert.deepEqual([...new Set(Object.values(states).map((s) => s.code))].sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})
