import { Refusal } from '#platform/refusal'
import { arm, throwOne } from './events.ts'
import { activityDone, begin, bring, doneOf } from './tokens.ts'
import { raise } from './errors.ts'
import type { Loop, Node } from './flow.ts'
import { limits, type Frame, type Variables } from './state.ts'
import { addFrame, find, removeFrame, removeTree, seen, write, type Run } from './run.ts'

type Each = Extract<Loop, { kind: 'each' }>

/** An activity that is done several times: `body` is the whole, its instances are frames inside it. */
export function openLoop(run: Run, body: Frame, node: Node, scope: Frame): void {
  const loop = node.loop!
  if (loop.kind === 'while') {
    body.l = [0, 0, -1]
    if (node.outer.length) arm(run, body, node.outer)
    if (loop.before && !again(run, body, node)) activityDone(run, body)
    else startInstance(run, body, node)
    return
  }
  const count = howMany(run, loop, node, scope)
  if (count === undefined) {
    removeFrame(run, body)
    raise(run, scope, 'scope', { kind: 'error', element: node.id, ref: undefined, name: undefined, code: 'no-number-of-instances', also: [], message: undefined, set: undefined })
    return
  }
  if (count > limits.instances) throw new Refusal('too-many', 'flow-has-too-many-instances', {}, { most: limits.instances })
  body.l = [0, 0, count]
  if (node.outer.length) arm(run, body, node.outer)
  if (count === 0) return allDone(run, body, node)
  const at_once = loop.sequential ? 1 : count
  for (let i = 0; i < at_once; i++) startInstance(run, body, node)
}

function howMany(run: Run, loop: Each, node: Node, scope: Frame): number | undefined {
  if (loop.cardinality) {
    const said = loop.cardinality.of(seen(run, scope), run.now)
    const count = said === null || said === undefined || said === '' ? NaN : Math.trunc(Number(said))
    return Number.isFinite(count) && count >= 0 ? count : undefined
  }
  const list = collection(run, loop, node, scope)
  return Array.isArray(list) ? list.length : list === null || list === undefined ? (loop.over ? 0 : 1) : 1
}

/** The collection may be an input of the activity itself, which is brought to it from elsewhere. */
function collection(run: Run, loop: Each, node: Node, scope: Frame): unknown {
  if (loop.over === undefined) return undefined
  let found: unknown
  for (const it of node.inputs) if (it.to === loop.over) bring(run, it, scope, (_, value) => (found = value))
  return found ?? seen(run, scope)[loop.over]
}

export function startInstance(run: Run, body: Frame, node: Node): void {
  const loop = node.loop!
  const [begun] = body.l!
  body.l![0]++
  const frame = addFrame(run, node.ix, body.id)
  frame.v = { loopCounter: begun + 1 }
  if (loop.kind === 'each') {
    if (loop.over !== undefined && loop.item !== undefined) {
      const list = collection(run, loop, node, find(run, body.in)!)
      frame.v[loop.item] = Array.isArray(list) ? (list[begun] ?? null) : (list ?? null)
    }
    if (loop.result !== undefined && loop.into !== undefined) frame.v[loop.result] ??= null
  }
  begin(run, frame, node)
}

function again(run: Run, body: Frame, node: Node): boolean {
  const loop = node.loop as Extract<Loop, { kind: 'while' }>
  const done = body.l![1]
  if (done >= loop.most) return false
  return !loop.condition || loop.condition.of({ ...seen(run, body), loopCounter: done }, run.now) === true
}

/** What a completion condition may ask: table 10.31 of the standard, and the same by the names other engines use. */
function counts(body: Frame, node: Node): Variables {
  const [begun, done, of] = body.l!
  const sequential = node.loop?.kind === 'each' && node.loop.sequential
  const all = of < 0 ? begun : of
  return {
    loopCounter: done, numberOfInstances: all, numberOfActiveInstances: begun - done, numberOfCompletedInstances: done, numberOfTerminatedInstances: sequential ? 0 : all - begun,
    nrOfInstances: all, nrOfActiveInstances: begun - done, nrOfCompletedInstances: done,
  }
}

export function instanceDone(run: Run, body: Frame, f: Frame): void {
  const node = run.nodes[f.at]!
  const loop = node.loop!
  const l = body.l!
  l[1]++
  if (node.undoable && body.w === undefined) (body.c ??= []).push(doneOf(node, f))
  if (loop.kind === 'each' && loop.into !== undefined) {
    const results = (body.r ??= [])
    const ordinal = Number(f.v?.loopCounter ?? l[1]) - 1
    while (results.length <= ordinal) results.push(null)
    results[ordinal] = (loop.result !== undefined ? f.v?.[loop.result] : undefined) ?? null
  }
  removeFrame(run, f)
  if (loop.kind === 'while') {
    if (again(run, body, node)) run.queue.push({ op: 'next', frame: body.id })
    else activityDone(run, body)
    return
  }
  for (const it of loop.throws) {
    const now = it.when === 'each' || (it.when === 'first' ? l[1] === 1 : it.when.of({ ...seen(run, body), ...counts(body, node) }, run.now) === true)
    if (now) throwOne(run, node, it.event, body, 'activity')
    if (find(run, body.id) !== body) return
  }
  if (loop.until?.of({ ...seen(run, body), ...counts(body, node) }, run.now) === true) {
    for (const it of run.s.f.filter((other) => other.in === body.id)) removeTree(run, it)
    return allDone(run, body, node)
  }
  if (l[1] >= l[2]) allDone(run, body, node)
  else if (loop.sequential) run.queue.push({ op: 'next', frame: body.id })
}

function allDone(run: Run, body: Frame, node: Node): void {
  const loop = node.loop as Each
  if (loop.into !== undefined) {
    const { into } = loop
    const scope = find(run, body.in)!
    const results = body.r ?? []
    const onwards = node.outputs.filter((it) => it.from.includes(into))
    // The collection may be an output of the activity, which is brought on from there.
    if (onwards.length) for (const it of onwards) bring(run, it, scope, (to, value) => write(run, scope, to, value), { [into]: results })
    else write(run, scope, into, results)
  }
  activityDone(run, body)
}
