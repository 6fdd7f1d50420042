import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunOptions, RunOutcome } from '../run-flow.ts'
import { faultsOf } from '../../read/index.ts'
import { played } from './played.ts'
import { sketch } from './sketch.ts'

/** One run of a model: what it is given, the log it must write, and how it must end (`completed` unless said). */
export type Play = readonly [given: string | Record<string, unknown>, log: string, state?: RunOutcome['state'] | 'escalated', options?: RunOptions]

/** A model that keeps the rules of the standard, and its runs. A text as given is the variable `test`. */
export function plays(name: string, model: string, ...runs: Play[]): void {
  test(name, async () => {
    assert.deepEqual(faultsOf(sketch(model)).map((it) => `${it.element} ${it.rule}`), [])
    await play(model, runs)
  })
}

/** The same for a model that would be refused, and is run nonetheless as far as it makes sense. */
export function playsAnyway(name: string, model: string, ...runs: Play[]): void {
  test(name, () => play(model, runs))
}

async function play(model: string, runs: readonly Play[]): Promise<void> {
  for (const [given, log, state = 'completed', options] of runs) {
    const said = JSON.stringify(given)
    const run = await played(model, typeof given === 'string' ? { test: given } : given, options)
    const about = `${said}: ${run.outcome.sentence ?? run.outcome.errors.map((it) => `${it.element} ${it.code}`).join()} at ${run.outcome.waiting.join()}`
    assert.equal(run.log.join(' '), log, about)
    if (state === 'escalated') assert.equal(run.outcome.escalations.length, 1, about)
    assert.equal(run.outcome.state, state === 'escalated' ? 'completed' : state, about)
  }
}
