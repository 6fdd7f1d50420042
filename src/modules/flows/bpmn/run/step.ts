import { Refusal } from '#platform/refusal'
import { broadcast, deliver, beginBy, hold, ringTimer } from './events.ts'
import { raise } from './errors.ts'
import { callOff, drain, finish, openActivity, openProcess } from './tokens.ts'
import { K, type EventDefinition, type Flow } from './flow.ts'
import { limits, type Effect, type Frame, type Happening, type State, type Surroundings, type Variables } from './state.ts'
import { copyState, find, hasInside, isRoot, openRun, removeInside, seen, write, type Run } from './run.ts'

export const emptyState = (): State => ({ n: 0, f: [] })

/**
 * What a happening makes of a running flow. Pure: `state` is not changed, and the same three give the same answer.
 * Throws a Refusal for what cannot happen (a step that is over, an element that is not there) and for what would never
 * rest or grow without end; the state is then as it was.
 */
export function step(flow: Flow, state: State, happening: Happening, around: Surroundings = {}): { state: State; effects: Effect[] } {
  const run = openRun(flow, copyState(state), happening.at, around)
  happen(run, happening)
  return { state: run.s, effects: run.fx }
}

/** The same on a state that belongs to the caller. */
export function stepInPlace(flow: Flow, state: State, happening: Happening, around: Surroundings & { begin?: Variables } = {}): Effect[] {
  const run = openRun(flow, state, happening.at, around)
  happen(run, happening)
  return run.fx
}

function happen(run: Run, it: Happening): void {
  if ('set' in it && it.set) mustFit(it.set)
  switch (it.kind) {
    case 'start': start(run, it); break
    case 'done': {
      const frame = openWork(run, it.frame)
      if (it.set) writeAll(run, frame, it.set)
      const result = run.nodes[frame.at]!.work?.result
      if (result !== undefined && it.result !== undefined) write(run, frame, result, it.result)
      finish(run, frame)
      break
    }
    case 'error': {
      const frame = openWork(run, it.frame)
      raise(run, frame, 'activity', { kind: 'error', element: run.nodes[frame.at]!.id, ref: undefined, name: undefined, code: it.code, also: it.also ?? [], message: it.message, set: it.set })
      break
    }
    case 'escalation': {
      const frame = openWork(run, it.frame)
      raise(run, frame, 'activity', { kind: 'escalation', element: run.nodes[frame.at]!.id, ref: undefined, name: undefined, code: it.code, also: [], message: undefined, set: it.set })
      break
    }
    case 'message': {
      const element = it.element === undefined ? undefined : elementOf(run, it.element)
      const hears = (def: EventDefinition): boolean => def.ref === it.message || def.name === it.message
      const only = (f: Frame): boolean => (it.frame === undefined || f.id === it.frame) && (!it.keys || correlates(run, f, it.keys))
      if (!deliver(run, { to: element, hears, only }, it.set)) {
        if (it.frame !== undefined) throw new Refusal('conflict', 'flow-step-is-over')
        hold(run, { ref: it.message, name: it.message, ...(element !== undefined && { to: element }), ...(it.set && { set: it.set }) })
      }
      break
    }
    case 'signal':
      broadcast(run, (def) => def.ref === it.signal || def.name === it.signal, it.set)
      break
    case 'timer':
      ringTimer(run, it.timer)
      break
    case 'variables': {
      const frame = it.frame === undefined ? run.s.f[0] : find(run, it.frame)
      if (!frame) throw new Refusal('conflict', 'flow-step-is-over')
      writeAll(run, frame, it.set)
      run.dirty = true
      break
    }
    case 'enable': {
      const scope = openAdHoc(run, it.frame)
      const node = run.nodes[scope.at]!
      const ix = elementOf(run, it.element)
      if (!node.starts.includes(ix)) throw new Refusal('invalid', 'flow-element-not-here', {}, { element: it.element })
      if (node.adHoc!.sequential && hasInside(run, scope)) throw new Refusal('conflict', 'flow-one-at-a-time', {}, { element: it.element })
      const started = run.nodes[ix]!
      if (started.k >= K.sub && started.k <= K.receive) openActivity(run, started, scope)
      else run.queue.push({ op: 'enter', node: ix, scope: scope.id, edge: -1 })
      break
    }
    case 'finish': {
      const scope = openAdHoc(run, it.frame)
      if (run.nodes[scope.at]!.adHoc!.cancelsRest) removeInside(run, scope)
      scope.x = 2
      run.checks.push(scope.id)
      break
    }
    case 'cancel': {
      const roots = run.s.f.filter((f) => f.in < 0 && (it.frame === undefined || f.id === it.frame))
      if (!roots.length) throw new Refusal('conflict', 'flow-step-is-over')
      for (const root of roots) callOff(run, root)
      break
    }
  }
  drain(run)
}

function start(run: Run, it: Extract<Happening, { kind: 'start' }>): void {
  const { flow } = run
  const event = it.event === undefined ? undefined : elementOf(run, it.event)
  const ix = it.process !== undefined ? elementOf(run, it.process) : event !== undefined ? run.nodes[event]!.process : flow.processes.find((p) => run.nodes[p]!.starts.length || flow.begins.some((ear) => run.nodes[ear.node]!.process === p))
  const process = ix === undefined ? undefined : run.nodes[ix]
  if (!process || process.k !== K.process) throw new Refusal('invalid', 'flow-element-not-here', {}, { element: it.process ?? it.event ?? flow.id })
  const ears = flow.begins.filter((ear) => run.nodes[ear.node]!.process === process.ix && (event === undefined || ear.node === event))
  if (event === undefined ? !process.starts.length && ears.length : ears.length) {
    const begun: Run = Object.assign(run, { begin: { ...it.set } })
    // All that one start needs, at once; of several ways to begin, the first.
    const node = run.nodes[ears[0]!.node]!
    for (const ear of node.every ? ears.filter((it) => it.node === node.ix) : ears.slice(0, 1)) beginBy(begun, ear, undefined)
    return
  }
  const root = openProcess(run, process, { ...it.set }, -1, event === undefined)
  if (event !== undefined) run.queue.push({ op: 'enter', node: event, scope: root.id, edge: -1 })
}

function elementOf(run: Run, id: string): number {
  const ix = run.flow.byId.get(id)
  if (ix === undefined) throw new Refusal('invalid', 'flow-element-not-here', {}, { element: id })
  return ix
}

/** Work that waits for somebody. Of two who say that it is done, the second is told that it is over. */
function openWork(run: Run, id: number): Frame {
  const frame = find(run, id)
  const node = frame && run.nodes[frame.at]!
  if (!frame || !node || frame.l || frame.x === 5 || !(node.k === K.work || (node.k === K.call && node.called < 0))) throw new Refusal('conflict', 'flow-step-is-over')
  return frame
}

function openAdHoc(run: Run, id: number): Frame {
  const frame = find(run, id)
  if (!frame || !run.nodes[frame.at]!.adHoc || frame.l || frame.x !== undefined) throw new Refusal('conflict', 'flow-step-is-over')
  return frame
}

const correlates = (run: Run, f: Frame, keys: Variables): boolean => {
  const variables = seen(run, f)
  return Object.keys(keys).every((name) => variables[name] === keys[name])
}

function writeAll(run: Run, frame: Frame, set: Variables): void {
  for (const name of Object.keys(set)) {
    // Outputs are names, never paths.
    if (name.includes('.')) {
      let f = frame
      while (!isRoot(run, f) && !(f.v && Object.hasOwn(f.v, name))) f = find(run, f.in)!
      ;(f.v ??= {})[name] = set[name]
      run.dirty = true
    } else write(run, frame, name, set[name])
  }
}

/** Variables come from forms, other systems and formulas: what could fill the disk is refused at the door. */
function mustFit(set: Variables): void {
  if (lengthOf(set, 0, 0) > limits.variables) throw new Refusal('too-many', 'flow-variables-too-large', {}, { most: limits.variables })
}

/** About how long it is as JSON; stops counting where it is too long or too deep to be kept. */
function lengthOf(value: unknown, sum: number, depth: number): number {
  if (depth > 60 || sum > limits.variables) return Infinity
  if (typeof value === 'string') return sum + value.length + 2
  if (typeof value !== 'object' || value === null) return sum + 4
  if (Array.isArray(value)) for (const it of value) sum = lengthOf(it, sum + 1, depth + 1)
  else for (const name in value) sum = lengthOf((value as Variables)[name], sum + name.length + 4, depth + 1)
  return sum
}
