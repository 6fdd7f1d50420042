import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { K } from './flow.ts'
import type { Happening, State } from './state.ts'
import { emptyState, step } from './step.ts'
import { flowOf } from './testing/played.ts'

/** What is drawn: a kind of element, how its ways and events fall, and what stands in it. Not every drawing keeps the rules; all of them run. */
type Part = { kind: number; a: number; b: number; keep: boolean; inside: Part[] }
const { part } = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.record({ kind: fc.nat(30), a: fc.nat(9), b: fc.nat(9), keep: fc.boolean(), inside: fc.oneof({ maxDepth: 2, depthSize: 'small' }, fc.constant<Part[]>([]), fc.array(tie('part'), { minLength: 1, maxLength: 5 })) }),
}))

/** Elements of every kind in a row, with flows between them and events on their borders and beside them. */
function drawn(parts: Part[]): string {
  let n = 0
  const scope = (list: Part[], pad: string): string[] => {
    const ids: string[] = []
    const out: string[] = []
    const events: string[] = []
    out.push(`start ${pad}s`)
    const hosts: string[] = []
    for (const it of list) {
      const id = `x${++n}`
      const inner = (head: string): void => {
        out.push(`${head} {`, ...scope(it.inside, id), '}')
      }
      const trigger = ['signal:S', 'timer:PT5S', 'message:M', 'cond:"n > 2"', 'escalation:X', 'error:E', 'signal:T timer:PT3S', 'signal:S signal:T all'][it.a % 8]!
      const mi = ['', '', 'many:2', 'many:2 seq', 'loop:"n < 3" max:3', 'many:3 until:"numberOfCompletedInstances >= 2"', 'many:2 behavior:None eventref:signal/S'][it.b % 7]!
      switch (it.kind % 24) {
        case 0: case 1: case 2: out.push(`user ${id} ${mi}`); hosts.push(id); break
        case 3: out.push(`task ${id} ${mi}`); hosts.push(id); break
        case 4: out.push(`xor ${id}`); break
        case 5: out.push(`and ${id}`); break
        case 6: out.push(`or ${id}`); break
        case 7: out.push(`complex ${id} when:"activationCount >= 1"`); break
        case 8: case 9: inner(`sub ${id} ${mi}`); hosts.push(id); break
        case 10: inner(`transaction ${id} ${mi}`); hosts.push(id); break
        case 11: {
          events.push(`event ${id} {`, `start ${id}t ${it.a % 9 === 8 ? 'compensate' : trigger}${it.keep ? ' keep' : ''}`, `user ${id}u`, `${id}t > ${id}u`, '}')
          continue
        }
        case 12: out.push(`throw ${id} ${['signal:S', 'signal:T', 'escalation:X', 'compensate', 'message:M', 'signal:S message:M'][it.a % 6]}`); break
        case 13: out.push(`catch ${id} ${['signal:S', 'timer:PT2S', 'message:M', 'cond:"n > 1"'][it.a % 4]}`); break
        case 14: out.push(`end ${id} ${['error:E', 'escalation:X', 'terminate', 'cancel', 'compensate', 'signal:S'][it.a % 6]}`); break
        case 15: case 16: case 17: {
          if (!hosts.length) { out.push(`user ${id}`); hosts.push(id); break }
          const host = hosts[it.b % hosts.length]!
          if (it.a % 9 === 8 || it.kind % 24 === 17) {
            if (out.some((line) => line.startsWith('boundary') && line.includes(`on:${host} `) && line.includes('compensate'))) continue
            out.push(`boundary ${id} on:${host} compensate`, `user ${id}h handler`, `${id} ~ ${id}h`)
            continue
          }
          out.push(`boundary ${id} on:${host} ${trigger}${it.keep && !/error/.test(trigger) ? ' keep' : ''}`)
          break
        }
        case 18: out.push(`eventgw ${id}`, `catch ${id}a signal:S`, `catch ${id}b timer:PT4S`, `${id} > ${id}a`, `${id} > ${id}b`); ids.push(`${id}a`, `${id}b`); break
        case 19: out.push(`receive ${id} msg:M`); hosts.push(id); break
        case 20: if (it.inside.length) { out.push(`adhoc ${id}${it.keep ? ' sequential' : ''} when:"n > 0" {`, ...it.inside.map((_, i) => `user ${id}i${i}`), '}'); hosts.push(id) } else { out.push(`manual ${id}`); hosts.push(id) } break
        case 21: out.push(`call ${id} calls:Q ${mi}`); hosts.push(id); break
        case 22: out.push(`service ${id} in:n>y`); hosts.push(id); break
        default: out.push(`service ${id}`); hosts.push(id)
      }
      ids.push(id)
    }
    const flows: string[] = []
    const free = ids.filter((id) => !out.some((line) => line.startsWith(`boundary ${id} `)) && !/[0-9](a|b)$/.test(id))
    if (free[0]) flows.push(`${pad}s > ${free[0]}`)
    list.forEach((it, i) => {
      const from = ids[i % (ids.length || 1)]
      if (!from || out.some((line) => line.startsWith(`end ${from} `)) || out.some((line) => line.startsWith(`eventgw ${from}`))) return
      const forward = free.filter((id) => Number(/\d+/.exec(id)![0]) > Number(/\d+/.exec(from)![0]))
      const to = forward[it.b % (forward.length || 1)]
      if (to) flows.push(`${from} > ${to}`)
      if (it.keep && free.length && /^(xor|user|and)/.test(out.find((line) => line.split(' ')[1] === from) ?? '')) {
        const back = free[it.a % free.length]!
        if (!flows.includes(`${from} > ${back}`)) flows.push(`${from} > ${back}`)
      }
    })
    return [...out, ...events, ...new Set(flows)]
  }
  return [...scope(parts, 'p'), 'pool Q {', 'start qs', 'user qu', 'boundary qb on:qu compensate', 'user qh handler', 'qb ~ qh', 'qs > qu', '}'].join('\n')
}

test('whatever is drawn and whatever happens, the state stays sound, nothing is left behind, and only what waits stands still', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), fc.array(fc.tuple(fc.nat(11), fc.nat(20), fc.nat(5)), { maxLength: 25 }), (parts, picks) => {
      const model = drawn(parts)
      const flow = flowOf(model)
      let state = emptyState()
      const done: Happening[] = []
      const happen = (it: Happening): boolean => {
        const before = JSON.stringify(state)
        try {
          const [one, two] = [step(flow, state, it), step(flow, state, it)]
          assert.deepEqual(one, two)
          sound(one.state)
          assert.equal(JSON.stringify(state), before)
          state = one.state
          done.push(it)
          return true
        } catch (error) {
          assert.equal(JSON.stringify(state), before)
          if (!(error instanceof Refusal)) throw error
          if (['flow-never-rests', 'flow-has-too-many-tokens', 'flow-is-too-deep'].includes(error.code)) return false
          assert.ok(['flow-step-is-over', 'flow-element-not-here', 'flow-one-at-a-time'].includes(error.code), error.code)
          return true
        }
      }
      const sound = (s: State): void => {
        const ids = new Map<number, number>()
        let last = -1
        for (const f of s.f) {
          assert.ok(f.id > last && f.id < s.n)
          assert.ok(f.in < 0 || ids.has(f.in), 'parent')
          const node = flow.nodes[f.at]!
          if (f.in >= 0) {
            const parent = flow.nodes[ids.get(f.in)!]!
            assert.ok(parent === node || parent.ix === node.up || (node.k === K.process && (parent.k === K.call || f.w !== undefined)), `${node.id} in ${parent.id}`)
          }
          for (const key in f.j) assert.ok(f.j[key]! > 0)
          if (f.l) assert.ok(f.l[1] <= f.l[0])
          ids.set((last = f.id), f.at)
        }
        for (const list of [s.t, s.k, s.g?.filter((it) => it[0] >= 0)]) for (const it of list ?? []) assert.ok(ids.has(it[0]), 'belongs')
        for (const f of s.f) if (f.w !== undefined) assert.ok(ids.has(f.w), `${flow.nodes[f.at]!.id}: who waits is there`)
        assert.deepEqual(JSON.parse(JSON.stringify(s)), s)
        // A scope that runs has something inside, or is done.
        for (const f of s.f) {
          const node = flow.nodes[f.at]!
          if (node.k !== K.process && node.k !== K.sub) continue
          assert.ok(f.j || s.f.some((it) => it.in === f.id) || (node.adHoc && !f.l), `${node.id} is empty and goes on`)
        }
      }
      if (!happen({ kind: 'start', at: 0, process: 'P', set: {} })) return
      picks.forEach(([what, pick, n], at) => {
        const work = state.f.filter((f) => flow.nodes[f.at]!.k === K.work && !f.l && f.x !== 5)
        const timer = state.t?.[pick % state.t.length]
        const adhoc = state.f.filter((f) => flow.nodes[f.at]!.adHoc && !f.l)
        if (what < 5 && work.length) happen({ kind: 'done', at, frame: work[pick % work.length]!.id, set: n ? { n } : {} })
        else if (what === 5 && timer) happen({ kind: 'timer', at, timer: `${timer[0]}.${timer[1]}.${timer[2]}` })
        else if (what === 6) happen({ kind: 'signal', at, signal: pick % 2 ? 'S' : 'T' })
        else if (what === 7) happen({ kind: 'message', at, message: 'M' })
        else if (what === 8 && work.length) happen({ kind: 'error', at, frame: work[pick % work.length]!.id, code: 'E' })
        else if (what === 9 && work.length) happen({ kind: 'escalation', at, frame: work[pick % work.length]!.id, code: 'X' })
        else if (what === 10 && state.f.length) happen({ kind: 'variables', at, set: { n } })
        else if (adhoc.length) {
          const it = adhoc[pick % adhoc.length]!
          const may = flow.nodes[it.at]!.starts
          if (may.length) happen(n ? { kind: 'enable', at, frame: it.id, element: flow.nodes[may[pick % may.length]!]!.id } : { kind: 'finish', at, frame: it.id })
        }
      })
      let rested = false
      for (let i = 0; i < 300 && state.f.length; i++) {
        const work = state.f.find((f) => flow.nodes[f.at]!.k === K.work && !f.l && f.x !== 5)
        const timer = state.t?.[0]
        const adhoc = state.f.find((f) => flow.nodes[f.at]!.adHoc && !f.l && f.x === undefined)
        const at = 1000 + i
        if (work) { if (!happen({ kind: 'done', at, frame: work.id, set: { n: 9 } })) return }
        else if (timer) { if (!happen({ kind: 'timer', at, timer: `${timer[0]}.${timer[1]}.${timer[2]}` })) return }
        else if (adhoc) { if (!happen({ kind: 'finish', at, frame: adhoc.id })) return }
        else if (i % 4 === 0) { if (!happen({ kind: 'signal', at, signal: 'S' })) return }
        else if (i % 4 === 1) { if (!happen({ kind: 'message', at, message: 'M' })) return }
        else if (i % 4 === 2) { if (!happen({ kind: 'signal', at, signal: 'T' })) return }
        else { rested = true; break }
      }
      if (!state.f.length) {
        assert.deepEqual([state.t, state.k, state.g?.filter((it) => it[0] >= 0)].filter((it) => it?.length), [], 'nothing is left behind')
      } else {
        // Whatever still stands waits at something: a join, or for an event.
        for (const f of state.f) {
          const node = flow.nodes[f.at]!
          const leaf = !f.j && !state.f.some((it) => it.in === f.id)
          if (leaf && rested) assert.ok([K.catch, K.eventGateway, K.receive].includes(node.k as never) || f.x === 5, `${node.id} (${node.type}) stands still in\n${model}`)
        }
      }
      assert.deepEqual(done.reduce((s, it) => step(flow, JSON.parse(JSON.stringify(s)), it).state, emptyState()), state)
    }),
    { numRuns: 25 },
  )
})
