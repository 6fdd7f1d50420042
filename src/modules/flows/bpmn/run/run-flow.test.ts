import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { hold, runFlow } from './run-flow.ts'
import { flowOf } from './testing/played.ts'

const both = flowOf('start s\nand g\nscript a\nscript b\nand j\nscript c\nend e\ns > g > a > j > c > e\ng > b > j')

test('scripts that take their time overlap, and what comes after them waits for both', async () => {
  const log: string[] = []
  const run = await runFlow(both, {
    script: async (body) => {
      log.push(`${body} begins`)
      await sleep(15)
      log.push(`${body} ends`)
    },
  })
  assert.deepEqual(log, ['SCRIPT_a begins', 'SCRIPT_b begins', 'SCRIPT_a ends', 'SCRIPT_b ends', 'SCRIPT_c begins', 'SCRIPT_c ends'])
  assert.equal(run.outcome.state, 'completed')
})

test('the trace tells what happened in order, on the virtual clock', async () => {
  const run = await runFlow(flowOf('start s\nscript a\ncatch t timer:PT1H\nend e\ns > a > t > e'), { clock: '2026-09-02T08:00:00Z', script: () => undefined })
  assert.deepEqual(run.trace.filter((it) => it.kind !== 'taken').map((it) => `${it.time.slice(11, 16)} ${it.kind} ${it.element}`), [
    '08:00 entered P', '08:00 entered s', '08:00 left s', '08:00 entered a', '08:00 started a', '08:00 done a', '08:00 left a', '08:00 entered t', '09:00 rang t', '09:00 caught t', '09:00 left t', '09:00 entered e', '09:00 left e', '09:00 left P',
  ])
})

test('without a script, bodies are FEEL and a context is what changes', async () => {
  const run = await runFlow(flowOf('start s\nscript a body:"{ total: price * 2, seen: true }"\nscript b body:"1 + 1"\nend e\ns > a > b > e'), { variables: { price: 4 } })
  assert.deepEqual(run.variables, { price: 4, total: 8, seen: true })
})

test('the caller keeps its variables', async () => {
  const mine = { n: 1 }
  const run = await runFlow(flowOf('start s\nscript a\nend e\ns > a > e'), { variables: mine, script: (_, live) => void (live.n = 2) })
  assert.deepEqual([mine, run.variables], [{ n: 1 }, { n: 2 }])
})

test('variables of an inner scope can be read, copied, listed and changed like any object', async () => {
  const seen: unknown[] = []
  const run = await runFlow(flowOf('start s\nsub S {\nproperty p\nstart t\nscript a\nscript b\nend u\nt > a > b > u\n}\nend e\ns > S > e'), {
    variables: { n: 1, list: ['x'] },
    script: (body, live) => {
      if (body === 'SCRIPT_a') {
        live.p = 5
        live.n++
        live.list.push('y')
        live.fresh = true
        Object.assign(live, { more: 1 })
      }
      seen.push(structuredClone(live), JSON.parse(JSON.stringify(live)), { ...live }, Object.keys(live).sort().join(), 'n' in live)
    },
  })
  const inside = { p: 5, n: 2, list: ['x', 'y'], fresh: true, more: 1 }
  assert.deepEqual(seen.slice(5), [inside, inside, inside, 'fresh,list,more,n,p', true])
  assert.deepEqual(run.variables, { n: 2, list: ['x', 'y'], fresh: true, more: 1 })
})

test('tasks are done by `work`, left open, or go wrong', async () => {
  const flow = flowOf('start s\nuser u\nboundary b on:u error:late\nservice v\nuser w\nend e\ns > u > v > w > e\nb > w')
  const asked: string[] = []
  const run = await runFlow(flow, {
    work: ({ element, kind }) => {
      asked.push(`${element} ${kind}`)
      if (element === 'u') throw Object.assign(new Error(), { code: 'late' })
      return element === 'w' ? hold : { done: element }
    },
  })
  assert.deepEqual(asked, ['u user', 'w user'])
  assert.deepEqual([run.outcome.state, run.outcome.waiting], ['waiting', ['w']])
  const fine = await runFlow(flow, { work: async ({ element }) => ({ [element]: true }) })
  assert.deepEqual(fine.variables, { u: true, v: true, w: true })
})

test('a business rule task gets its decision', async () => {
  const xml = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sen="urn:sen:flow:1" id="D" targetNamespace="urn:t"><process id="P"><startEvent id="s"/><businessRuleTask id="fee" sen:decision="fee of a permit" sen:result="fee"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="fee"/><sequenceFlow id="g" sourceRef="fee" targetRef="e"/></process></definitions>'
  const run = await runFlow(flowOf(xml), { variables: { area: 80 }, decide: (name, { area }) => (name === 'fee of a permit' ? area * 10 : null) })
  assert.deepEqual(run.variables, { area: 80, fee: 800 })
})

test('an error nobody catches is told, never thrown', async () => {
  const flow = flowOf('start s\nscript a\nend e\ns > a > e')
  const thrown = async (error: unknown) => (await runFlow(flow, { script: () => { throw error } })).outcome
  assert.deepEqual((await thrown(Object.assign(new Error('no such parcel'), { code: 'P1' }))).errors, [{ element: 'a', code: 'P1', name: undefined, message: 'no such parcel' }])
  assert.equal((await thrown(new Error('boom'))).errors[0]?.code, 'boom')
  assert.equal((await thrown(new TypeError('x'))).errors[0]?.code, 'TypeError')
  assert.equal((await thrown('text')).errors[0]?.code, 'text')
  assert.equal((await thrown(undefined)).state, 'failed')
  const later = await runFlow(flow, { script: async () => { await sleep(1); throw Object.assign(new Error(), { errorCode: 7 }) } })
  assert.deepEqual([later.outcome.state, later.outcome.errors[0]?.code], ['failed', '7'])
})

test('a clock of the caller that goes on rings what became due meanwhile, before what was done at the end of it', async () => {
  let now = Date.UTC(2026, 0, 1)
  const log: string[] = []
  await runFlow(flowOf('start s\nscript a\nboundary b on:a timer:PT1M keep\nscript x\nscript c\nend e\ns > a > c > e\nb > x > e'), {
    clock: () => now,
    script: (body) => {
      log.push(body.slice(7))
      if (body === 'SCRIPT_a') now += 120_000
    },
  })
  assert.deepEqual(log, ['a', 'x', 'c'])
})

test('a script that takes real time is overtaken by a timer that is due before', async () => {
  const log: string[] = []
  const run = await runFlow(flowOf('start s\nscript a\nboundary b on:a timer:PT0.02S\nscript x\nscript c\nend e\ns > a > c > e\nb > x > e'), {
    script: async (body) => {
      if (body === 'SCRIPT_a') await sleep(120)
      log.push(body.slice(7))
    },
  })
  assert.deepEqual([log[0], run.outcome.state], ['x', 'completed'])
  assert.ok(!log.includes('c'))
})

test('a process or a start may be chosen', async () => {
  const flow = flowOf('pool A {\nstart s\nstart m message:M\nscript a\nscript b\nend e\ns > a > e\nm > b > e\n}\npool B {\nstart t\nscript c\nend f\nt > c > f\n}')
  const ran = async (options: object) => (await runFlow(flow, { script: () => undefined, ...options })).trace.filter((it) => it.kind === 'started').map((it) => it.element).join()
  assert.deepEqual([await ran({}), await ran({ process: 'B' }), await ran({ event: 'm' }), await ran({ event: 's' })], ['a,c', 'c', 'b', 'a'])
})

test('the same run again gives the same trace', async () => {
  const flow = flowOf('start s\nand g\nsub S many:3 {\nstart t\nscript a\ncatch w timer:PT5S\nend u\nt > a > w > u\n}\nboundary b on:S timer:PT3S keep\nscript x\neventgw q\ncatch q1 timer:PT2S\ncatch q2 signal:S\nor j\nend e\ns > g > S > j > e\ng > q > q1 > j\nq > q2 > j\nb > x > j')
  const once = () => runFlow(flow, { clock: 0, script: (_, live) => void (live.n = (live.n ?? 0) + 1) })
  assert.deepEqual(await once(), await once())
})

test('readFlow takes what is right and tells everything that is wrong', async () => {
  const { FlowRefusal, readFlow } = await import('../index.ts')
  const { sketch } = await import('./testing/sketch.ts')
  assert.ok(readFlow(sketch('start s\nscript a\ns > a')).nodes.length)
  assert.throws(() => readFlow(sketch('start s\nxor g\nscript a\nscript b\ncatch t timer:PT5S\ns > g\ng > a ? ;;\ng >* b > t').replace('PT5S', 'P5')), (error) => error instanceof FlowRefusal && error.faults.map((it) => it.rule).sort().join() === 'not-a-time,not-feel')
})
