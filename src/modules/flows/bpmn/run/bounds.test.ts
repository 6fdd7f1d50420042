import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { Refusal } from '#platform/refusal'
import { readFlow, readModel } from '../index.ts'
import { compileFlow } from './compile.ts'
import { expressionOf } from './expression.ts'
import { compileExpression } from './feel.ts'
import { hold, runFlow } from './run-flow.ts'
import { emptyState, step } from './step.ts'
import { flowOf, played } from './testing/played.ts'
import { sketch } from './testing/sketch.ts'

const stopped = async (model: string, variables: Record<string, unknown> = {}): Promise<string> => {
  const run = await played(model, variables)
  assert.equal(run.outcome.state, 'stopped')
  return run.outcome.sentence!
}

test('a circle that never waits is stopped, with a sentence', async () => {
  assert.match(await stopped('start s\nxor m\ntask a\ns > m > a > m'), /20000/)
})

test('a circle of scripts is stopped too', async () => {
  assert.match(await stopped('start s\nxor m\nscript a\ns > m > a > m'), /without end/)
})

test('a circle that makes more and more tokens is stopped', async () => {
  assert.match(await stopped('start s\nxor m\nand g\nuser u\ns > m > g > m\ng > u'), /10000|20000/)
})

test('a timer that rings for ever is stopped', async () => {
  const run = await played('start s\nuser u\nboundary b on:u timer:R/PT1S keep\nscript x\ns > u\nb > x', {}, { work: () => hold, most: 500 })
  assert.equal(run.outcome.state, 'stopped')
})

test('more instances than anybody could do are refused', async () => {
  assert.match(await stopped('start s\nuser u many:1000000000\ns > u'), /5000/)
})

test('a flow that calls itself without end is stopped', async () => {
  assert.match(await stopped('pool Q {\nstart s\ncall k calls:Q\ns > k\n}'), /100/)
})

test('variables that double with every turn are stopped before they fill the memory', async () => {
  const run = await runFlow(flowOf('start s\nxor m\nscript a body:"{ t: t + t }"\ns > m > a > m'), { variables: { t: 'x'.repeat(1000) } })
  assert.equal(run.outcome.state, 'failed')
  assert.match(run.outcome.errors[0]!.code!, /^feel-/)
  const flow = flowOf('start s\nuser u\ns > u')
  const { state } = step(flow, emptyState(), { kind: 'start', at: 0 })
  assert.throws(() => step(flow, state, { kind: 'variables', at: 0, set: { t: 'x'.repeat(3_000_000) } }), (error) => error instanceof Refusal && error.code === 'flow-variables-too-large')
})

test('a script of another language is not run: its text is looked at as FEEL, and that it is not', async () => {
  const run = await runFlow(flowOf('start s\nscript a body:"process.exit(1); while (true) {}"\ns > a'), {})
  assert.equal(run.outcome.state, 'failed')
  assert.equal(run.outcome.errors[0]?.code, 'not-feel')
})

test('an expression of another language is refused with its element', () => {
  for (const text of ['function() { return true }', 'x => x', '${execution.setVariable("a")}', 'a; b', '#{bean.doIt()}']) {
    assert.throws(() => readFlow(sketch(`start s\nxor g\nscript a\nscript b\ns > g\ng >#way a ? ${text}\ng >* b`)), (error) => error instanceof Refusal && (error as Refusal & { faults: { element: string; rule: string }[] }).faults.some((it) => it.element === 'way' && it.rule === 'not-feel'), text)
  }
})

test('a time that is none is refused with its element', () => {
  for (const text of ['PT', 'P1X', 'R3/P', '0 0 12 * * ?']) assert.throws(() => flowOf(sketch('start s\ncatch t timer:PT1S\nscript a\ns > t > a').replace('PT1S', text)), (error) => error instanceof Refusal, text)
})

test('names of the language itself are only names', () => {
  const flow = flowOf('start s\nuser u\ns > u')
  const set = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "toString": 2}') as Record<string, unknown>
  const { state } = step(flow, emptyState(), { kind: 'start', at: 0, set: {} })
  const after = step(flow, state, { kind: 'variables', at: 0, set })
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
  assert.deepEqual(Object.keys(after.state.f[0]!.v!), ['constructor', 'toString'])
})

test('what cannot happen is refused, and nothing changes', () => {
  const flow = flowOf('start s\nuser u\nadhoc A sequential {\nuser a\nuser b\n}\ns > u > A')
  const { state } = step(flow, emptyState(), { kind: 'start', at: 0 })
  const picture = JSON.stringify(state)
  const refused = (it: Parameters<typeof step>[2], code: string): void => assert.throws(() => step(flow, state, it), (error) => error instanceof Refusal && error.code === code)
  refused({ kind: 'done', at: 0, frame: 77 }, 'flow-step-is-over')
  refused({ kind: 'done', at: 0, frame: 0 }, 'flow-step-is-over')
  refused({ kind: 'start', at: 0, process: 'nowhere' }, 'flow-element-not-here')
  refused({ kind: 'start', at: 0, event: 'u0' }, 'flow-element-not-here')
  refused({ kind: 'enable', at: 0, frame: 1, element: 'a' }, 'flow-step-is-over')
  assert.deepEqual(step(flow, state, { kind: 'timer', at: 0, timer: '1.2.3' }).state, state)
  assert.deepEqual(step(flow, state, { kind: 'timer', at: 0, timer: 'x' }).state, state)
  assert.deepEqual(step(flow, state, { kind: 'signal', at: 0, signal: 'nobody' }).state, state)
  const work = state.f[1]!.id
  const inside = step(flow, state, { kind: 'done', at: 0, frame: work })
  const adHoc = inside.effects.find((it) => it.kind === 'ad-hoc')!.frame
  const begun = step(flow, inside.state, { kind: 'enable', at: 0, frame: adHoc, element: 'b' })
  assert.throws(() => step(flow, begun.state, { kind: 'enable', at: 0, frame: adHoc, element: 'a' }), (error) => error instanceof Refusal && error.code === 'flow-one-at-a-time')
  assert.equal(JSON.stringify(state), picture)
})

test('a model of many thousand elements is compiled and run', async () => {
  const tasks = Array.from({ length: 12_000 }, (_, i) => `t${i}`)
  const ids = ['s', ...tasks, 'e']
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/"><process id="P"><startEvent id="s"/>${tasks.map((id) => `<task id="${id}"/>`).join('')}<endEvent id="e"/>${ids.slice(1).map((id, i) => `<sequenceFlow id="f${i}" sourceRef="${ids[i]}" targetRef="${id}"/>`).join('')}</process></definitions>`
  const began = performance.now()
  const run = await runFlow(flowOf(xml))
  assert.ok(performance.now() - began < 20_000)
  assert.ok(['completed', 'stopped'].includes(run.outcome.state))
})

const interchange = join(projectRoot, '../shared/data/conformance/bpmn-miwg')
test('models that others drew, most of them not to be run, come to rest or are stopped with a sentence', { skip: existsSync(interchange) ? false : 'the interchange models are not beside this folder' }, async () => {
  for (const name of readdirSync(interchange).filter((it) => it.endsWith('.bpmn'))) {
    const { flow } = compileFlow(readModel(readFileSync(join(interchange, name))), compileExpression)
    const { outcome } = await runFlow(flow, { script: () => undefined, most: 1000 })
    assert.ok(outcome.state !== 'stopped' || outcome.sentence, name)
  }
})

test('expressions that nest, repeat or never close are refused soon', () => {
  const n = 50_000
  for (const text of ['('.repeat(n) + '1' + ')'.repeat(n) + ' == 1', `${'!'.repeat(n)}a`, `${'a ? b : '.repeat(n)}c`, '${'.repeat(n), '${a}'.repeat(n), `a${'.b'.repeat(n)} == 'x'`, `'${"\\'".repeat(n)}`, 'f('.repeat(n), `a${'[1]'.repeat(n)} == 1`, `${'a || '.repeat(n)}b`, `${'if a then b else '.repeat(n)}c`]) {
    const started = performance.now()
    assert.throws(() => expressionOf(text, compileExpression), Error, text.slice(0, 20))
    assert.ok(performance.now() - started < 5000, text.slice(0, 20))
  }
})
