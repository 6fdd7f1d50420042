import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { K, type Flow } from './flow.ts'
import type { Effect, Happening, State, Variables } from './state.ts'
import { emptyState, step } from './step.ts'
import { flowOf } from './testing/played.ts'

/** A flow of blocks, and how its choices fall: what must be done is then known beforehand. */
type Block =
  | { kind: 'task' }
  | { kind: 'row'; inside: Block[] }
  | { kind: 'one'; inside: Block[]; way: number }
  | { kind: 'all'; inside: Block[] }
  | { kind: 'some'; inside: Block[]; ways: boolean[] }
  | { kind: 'sub'; inside: Block }
  | { kind: 'times'; times: number; sequential: boolean; whole: boolean }
  | { kind: 'again'; inside: Block; times: number }

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const branches = fc.array(tie('block'), { minLength: 2, maxLength: 3 })
  return {
    block: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constant<Block>({ kind: 'task' }),
      fc.record({ kind: fc.constant('times' as const), times: fc.integer({ min: 0, max: 3 }), sequential: fc.boolean(), whole: fc.boolean() }),
      fc.record({ kind: fc.constant('row' as const), inside: fc.array(tie('block'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('one' as const), inside: branches, way: fc.nat(2) }),
      fc.record({ kind: fc.constant('all' as const), inside: branches }),
      fc.record({ kind: fc.constant('some' as const), inside: branches, ways: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('sub' as const), inside: tie('block') }),
      fc.record({ kind: fc.constant('again' as const), inside: tie('block'), times: fc.integer({ min: 1, max: 2 }) }),
    ),
  }
})

/** The block as a sketch, with the variables that decide its ways, and how often each task must be done. */
function drawn(whole: Block): { model: string; variables: Variables; due: Map<string, number>; counters: Map<string, string> } {
  const lines: string[] = []
  const variables: Variables = {}
  const due = new Map<string, number>()
  const counters = new Map<string, string>()
  let n = 0
  const draw = (it: Block, from: string, times: number): string => {
    const id = `x${++n}`
    switch (it.kind) {
      case 'task':
        lines.push(`user ${id}`, `${from} > ${id}`)
        due.set(id, times)
        return id
      case 'times': {
        const loop = `many:${it.times}${it.sequential ? ' seq' : ''}`
        if (it.whole) lines.push(`sub ${id} ${loop} {`, `start ${id}s`, `user ${id}u`, `${id}s > ${id}u`, '}', `${from} > ${id}`)
        else lines.push(`user ${id} ${loop}`, `${from} > ${id}`)
        due.set(it.whole ? `${id}u` : id, times * it.times)
        return id
      }
      case 'row': return it.inside.reduce((last, part) => draw(part, last, times), from)
      case 'one': {
        const way = it.way % it.inside.length
        variables[id] = way
        lines.push(`xor ${id}`, `xor ${id}j`, `${from} > ${id}`)
        it.inside.forEach((part, i) => {
          lines.push(`task ${id}w${i}`, i === it.inside.length - 1 ? `${id} >* ${id}w${i}` : `${id} > ${id}w${i} ? ${id} = ${i}`)
          lines.push(`${draw(part, `${id}w${i}`, way === i ? times : 0)} > ${id}j`)
        })
        return `${id}j`
      }
      case 'all':
        lines.push(`and ${id}`, `and ${id}j`, `${from} > ${id}`)
        it.inside.forEach((part) => lines.push(`${draw(part, id, times)} > ${id}j`))
        return `${id}j`
      case 'some': {
        const ways = it.inside.map((_, i) => it.ways[i]!)
        variables[id] = ways.flatMap((open, i) => (open ? [i] : []))
        const none = !ways.some(Boolean)
        lines.push(`or ${id}`, `or ${id}j`, `task ${id}d`, `${from} > ${id}`, `${id} >* ${id}d`, `${id}d > ${id}j`)
        it.inside.forEach((part, i) => {
          lines.push(`task ${id}w${i}`, `${id} > ${id}w${i} ? list contains(${id}, ${i})`)
          lines.push(`${draw(part, `${id}w${i}`, !none && ways[i] ? times : 0)} > ${id}j`)
        })
        return `${id}j`
      }
      case 'sub': {
        const at = lines.length
        const last = draw(it.inside, `${id}s`, times)
        const inside = lines.splice(at)
        lines.push(`sub ${id} {`, `start ${id}s`, ...inside, `end ${id}e`, `${last} > ${id}e`, '}', `${from} > ${id}`)
        return id
      }
      case 'again': {
        lines.push(`xor ${id}`, `${from} > ${id}`, `user ${id}c`, `xor ${id}x`, `task ${id}o`)
        variables[`${id}n`] = 0
        counters.set(`${id}c`, `${id}n`)
        due.set(`${id}c`, times * it.times)
        lines.push(`${draw(it.inside, id, times * it.times)} > ${id}c > ${id}x`, `${id}x > ${id} ? ${id}n < ${it.times}`, `${id}x >* ${id}o`)
        return `${id}o`
      }
    }
  }
  const last = draw(whole, 's', 1)
  lines.unshift('start s')
  lines.push('end e', `${last} > e`)
  return { model: lines.join('\n'), variables, due, counters }
}

const sound = (flow: Flow, state: State): void => {
  const ids = new Set<number>()
  let last = -1
  for (const f of state.f) {
    assert.ok(f.id > last, 'frames stand in the order of their numbers')
    assert.ok(f.in < 0 || ids.has(f.in), 'the frame around a frame is there')
    assert.ok(flow.nodes[f.at], 'a frame stands on a node')
    for (const key in f.j) assert.ok(f.j[key]! > 0)
    ids.add((last = f.id))
  }
  for (const it of state.t ?? []) assert.ok(ids.has(it[0]), 'a timer belongs to a frame')
  assert.deepEqual(JSON.parse(JSON.stringify(state)), state, 'the state is plain JSON')
}

/** Does the open work in the order that `picks` says, as somebody would who may take any of it. */
function lived(flow: Flow, variables: Variables, picks: readonly number[], most: number, result: (element: string, state: State) => Variables): { state: State; happenings: Happening[]; effects: Effect[] } {
  const happenings: Happening[] = []
  const effects: Effect[] = []
  let state = emptyState()
  let open: { frame: number; element: string }[] = []
  const happen = (it: Happening): void => {
    const before = JSON.stringify(state)
    const after = step(flow, state, it)
    assert.equal(JSON.stringify(state), before, 'the state handed in is not changed')
    sound(flow, after.state)
    state = after.state
    happenings.push(it)
    effects.push(...after.effects)
    for (const effect of after.effects) {
      if (effect.kind === 'work') open.push(effect)
      else if (effect.kind === 'withdraw') open = open.filter((work) => work.frame !== effect.frame)
    }
  }
  happen({ kind: 'start', at: 0, set: variables })
  for (let i = 0; open.length && i < most; i++) {
    const [work] = open.splice(picks[i % picks.length]! % open.length, 1)
    happen({ kind: 'done', at: i, frame: work!.frame, set: result(work!.element, state) })
    // Whoever says it a second time is told that it is over, and nothing happens.
    assert.throws(() => step(flow, state, { kind: 'done', at: i, frame: work!.frame }), (error) => error instanceof Refusal && error.code === 'flow-step-is-over')
  }
  return { state, happenings, effects }
}

const replayed = (flow: Flow, happenings: readonly Happening[]): State => happenings.reduce((state, it) => step(flow, JSON.parse(JSON.stringify(state)) as State, it).state, emptyState())

test('in whatever order work is done, each task is done exactly as often as it must, and nothing is left', () => {
  fc.assert(
    fc.property(block, fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }), (whole, picks) => {
      const { model, variables, due, counters } = drawn(whole)
      const flow = flowOf(model)
      const { state, happenings, effects } = lived(flow, variables, picks, 2000, (element, now) => {
        const counter = counters.get(element)
        // The inner circle begins anew with each turn of the outer one.
        return counter ? nextCount(now.f[0]!.v!, counter, model) : {}
      })
      const done = new Map<string, number>()
      for (const it of effects) if (it.kind === 'work') done.set(it.element, (done.get(it.element) ?? 0) + 1)
      for (const [task, times] of due) assert.equal(done.get(task) ?? 0, times, `${task} in\n${model}`)
      assert.deepEqual(state.f, [], 'no token is left')
      assert.deepEqual(effects.filter((it) => it.kind === 'ended').map((it) => it.outcome.state), ['completed'])
      assert.deepEqual(replayed(flow, happenings), state)
    }),
    { numRuns: 100 },
  )
})

/** One more turn; at the last the counter goes back to nothing, so that a circle around it finds it so. */
function nextCount(variables: Variables, counter: string, model: string): Variables {
  const times = Number(new RegExp(`${counter} < (\\d+)`).exec(model)![1])
  const now = Number(variables[counter]) % times
  return { [counter]: now + 1 }
}

test('in any graph, what goes into an element comes out of it, once', () => {
  const graph = fc.record({
    kinds: fc.array(fc.constantFrom('user', 'user', 'task', 'xor', 'and', 'or', 'complex'), { minLength: 2, maxLength: 9 }),
    edges: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 2, maxLength: 16 }),
    picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
  })
  let ran = 0
  fc.assert(
    fc.property(graph, ({ kinds, edges, picks }) => {
      const lines = ['start s', 'end e', ...kinds.map((kind, i) => `${kind} n${i}`), 's > n0']
      const pairs = new Set(edges.map(([from, to]) => `n${from % kinds.length} > n${to % kinds.length}`))
      const flow = flowOf([...lines, ...pairs].join('\n'))
      let life: ReturnType<typeof lived>
      try {
        life = lived(flow, {}, picks, 40, () => ({}))
      } catch (error) {
        // Circles without waiting are stopped; nothing else may be.
        if (error instanceof Refusal && ['flow-never-rests', 'flow-has-too-many-tokens'].includes(error.code)) return
        throw error
      }
      ran++
      const count = (what: string, id: string): number => life.effects.filter((it) => it.kind === 'trace' && it.what === what && it.element === id).length
      const root = life.state.f.find((f) => f.in < 0)
      for (const node of flow.nodes) {
        if (node.k === K.process || node.k === K.start) continue
        const came = node.in.map((edge) => count('taken', flow.edges[edge]!.id))
        const waits = node.in.map((edge) => root?.j?.[edge] ?? 0)
        const entered = count('entered', node.id)
        const all = came.reduce((sum, it) => sum + it, 0)
        if (node.k === K.parallel && node.in.length > 1) came.forEach((it, i) => assert.equal(it - waits[i]!, entered, `${node.id}: one from each way`))
        else if (node.merges && node.in.length > 1) came.forEach((it, i) => assert.ok(it - waits[i]! >= 0 && it - waits[i]! <= all, `${node.id}: at most one from each way`))
        else assert.equal(entered, all, `${node.id}: each token enters`)
        const inside = life.state.f.filter((f) => f.at === node.ix).length
        const left = count('left', node.id)
        if (root) assert.equal(left, entered - inside, `${node.id}: what entered leaves or is inside`)
        if (root && node.k !== K.exclusive && node.k !== K.complex) for (const edge of node.out) assert.equal(count('taken', flow.edges[edge]!.id), left, `${node.id}: by every way`)
        if (root && node.k === K.exclusive && node.out.length) assert.equal(node.out.reduce((sum, edge) => sum + count('taken', flow.edges[edge]!.id), 0), left, `${node.id}: by one way`)
      }
      assert.deepEqual(replayed(flow, life.happenings), life.state)
    }),
    { numRuns: 25 },
  )
  assert.ok(ran > 3)
})

test('whatever happens, and in whatever order, the state stays sound and the same happenings give the same state', () => {
  const flow = flowOf(
    'event H {\nstart h signal:stop\nuser hu\nh > hu\n}\nevent B {\nstart bm message:beside keep\nuser bu\nbm > bu\n}\nstart s\nand g\nsub S over:list item:it {\nstart t\nuser a\nboundary ba on:a compensate\nuser ua handler\nba ~ ua\nthrow up escalation:X\nt > a > up\n}\nboundary late on:S timer:PT5S keep\nboundary esc on:S escalation:X keep\nboundary err on:S error:\nuser w1\nuser w2\nuser w3\neventgw eg\ncatch em message:M\ncatch et timer:PT9S\ntransaction T {\nstart t2\nuser b\nboundary bb on:b compensate\nuser ub handler\nbb ~ ub\nxor x\nend no cancel\nend yes\nt2 > b > x\nx > no ? bad = true\nx >* yes\n}\nboundary can on:T cancel\nor j\ncatch c cond:"n > 2"\nend e\nthrow undo compensate\ns > g > S > j\ng > eg > em > T > j\neg > et > c > j\nj > undo > e\nlate > w1\nesc > w2\nerr > w3 > j\ncan > e',
  )
  const happening = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('done' as const), pick: fc.nat(12), set: fc.constantFrom<Variables>({}, {}, { n: 3 }, { n: 1 }, { bad: true }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('timer' as const), pick: fc.nat(6), set: fc.constant<Variables>({}) }) },
    fc.record({ kind: fc.constantFrom('error' as const, 'message' as const, 'beside' as const, 'signal' as const, 'variables' as const), pick: fc.nat(12), set: fc.constantFrom<Variables>({}, { n: 5 }) }),
  )
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 30 }), fc.integer({ min: 0, max: 3 }), (list, size) => {
      const happenings: Happening[] = []
      let state = emptyState()
      const happen = (it: Happening): void => {
        try {
          const [first, second] = [step(flow, state, it), step(flow, state, it)]
          assert.deepEqual(first, second, 'interpreting is deterministic')
          sound(flow, first.state)
          state = first.state
          happenings.push(it)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          assert.ok(['flow-step-is-over', 'flow-element-not-here'].includes(error.code), error.code)
        }
      }
      happen({ kind: 'start', at: 0, set: { list: Array.from({ length: size }, (_, i) => i) } })
      list.forEach((it, at) => {
        const work = state.f.filter((f) => flow.nodes[f.at]!.k === K.work && !f.l)
        const timer = state.t?.[it.pick % state.t.length]
        if (it.kind === 'done' || it.kind === 'error') happen({ kind: it.kind, at, frame: work[it.pick % (work.length || 1)]?.id ?? 999, set: it.set })
        else if (it.kind === 'timer') happen({ kind: 'timer', at, timer: timer ? `${timer[0]}.${timer[1]}.${timer[2]}` : '1.2.3' })
        else if (it.kind === 'signal') happen({ kind: 'signal', at, signal: it.pick === 0 ? 'stop' : 'other' })
        else if (it.kind === 'variables') happen({ kind: 'variables', at, set: it.set })
        else happen({ kind: 'message', at, message: it.kind === 'message' ? 'M' : 'beside' })
      })
      assert.deepEqual(replayed(flow, happenings), state)
      // Whatever is done with it afterwards, it comes to an end.
      for (let i = 0; i < 400 && state.f.length; i++) {
        const work = state.f.find((f) => flow.nodes[f.at]!.k === K.work && !f.l)
        const timer = state.t?.[0]
        if (work) happen({ kind: 'done', at: 1000 + i, frame: work.id, set: { n: 9 } })
        else if (timer) happen({ kind: 'timer', at: 1000 + i, timer: `${timer[0]}.${timer[1]}.${timer[2]}` })
        else happen({ kind: 'variables', at: 1000 + i, set: { n: 9 } })
      }
      assert.deepEqual(state.f.map((f) => flow.nodes[f.at]!.id), [], 'it comes to an end')
    }),
    { numRuns: 100 },
  )
})
