import { Refusal } from '#platform/refusal'
import { K, type Ear, type Flow, type Node } from './flow.ts'
import type { Effect, Ending, Frame, Happening, State, TraceKind, Uncaught, Variables } from './state.ts'
import { runRefusalsEn } from '../../texts/run.en.ts'
import { emptyState, stepInPlace } from './step.ts'
import { earsOf, openRun } from './run.ts'
import { clockDue, firstRing, type Due } from './timer.ts'

/** One thing that happened, in the order it happened. `time` is that of the virtual clock. */
export type TraceEntry = { readonly element: string; readonly kind: TraceKind | 'started' | 'done' | 'rang' | 'failed'; readonly time: string; readonly frame: number }

export type RunOutcome = {
  /**
   * `completed` all tokens came to an end; `terminated` by a terminate event; `failed` by an error that nobody caught;
   * `waiting` nothing more can happen by itself: see `waiting`; `stopped` it would never have rested: see `sentence`;
   * `cancelled` called off.
   */
  readonly state: 'completed' | 'terminated' | 'failed' | 'waiting' | 'stopped' | 'cancelled'
  /** Errors that nobody caught, of all processes that ran. */
  readonly errors: readonly Uncaught[]
  /** Escalations that nobody caught. They end nothing. */
  readonly escalations: readonly { readonly element: string; readonly code: string | undefined; readonly name: string | undefined }[]
  /** Elements where tokens still stand. */
  readonly waiting: readonly string[]
  /** Every process that ran, in the order they began. */
  readonly processes: readonly { readonly process: string; readonly state: RunOutcome['state']; readonly variables: Variables }[]
  /** Why it was stopped. */
  readonly sentence: string | undefined
}

export type FlowRun = { readonly trace: readonly TraceEntry[]; readonly variables: Variables; readonly outcome: RunOutcome }

/** What a script may know besides its body and the variables. `wait` waits on the virtual clock: milliseconds, or a duration of ISO 8601. */
export type ScriptPlace = { readonly element: string; readonly time: Date; readonly wait: (time: number | string) => Promise<void> }

/**
 * Runs the body of a script task. It may change the variables it is given (they are the living ones), or return an object
 * of changes, now or later. What it throws is an error of BPMN, caught by events of its code: `code`, `errorCode`,
 * `name` or `message` of what was thrown.
 */
export type Script = (body: string, variables: Record<string, any>, at: ScriptPlace) => unknown

export type RunOptions = {
  /** What the process knows when it begins. */
  readonly variables?: Readonly<Variables>
  /** Without one, bodies are FEEL, and a context they give is taken as changes. */
  readonly script?: Script
  /** When it begins: an instant, or a clock that is looked at again after each script. Now, unless given. */
  readonly clock?: Date | string | number | (() => Date | number)
  /** Which process begins, or with which start event. Otherwise every process of the model that begins by itself. */
  readonly process?: string
  readonly event?: string
  /** User, manual, service, send and decision tasks: done at once unless this says otherwise. Throwing is an error as in scripts. */
  readonly work?: (work: { readonly element: string; readonly kind: string; readonly attributes: Readonly<Record<string, string>> }, variables: Record<string, any>) => unknown
  /** Decides a business rule task by the name in its attributes; its answer goes to the task's result variable, or its parts to theirs. */
  readonly decide?: (decision: string, variables: Record<string, any>) => unknown
  /** How dates are counted. */
  readonly due?: Due
  /** False: nothing is delivered for somebody outside the model, and message and signal starts do not begin by themselves. */
  readonly outside?: boolean
  /** How many happenings at most. */
  readonly most?: number
}

/** Returned by `work` to leave a task open. */
export const hold: unique symbol = Symbol('hold')

/**
 * Runs one instance to rest: until it is over, or only somebody outside could go on. Timers do not take time, the clock
 * jumps to the next one when nothing else can happen. Tasks that are ready together begin together, and take turns.
 *
 * Pools of one model run beside each other, each with its own variables; messages and signals go between them. Processes
 * begin at their plain start events (or where nothing leads in); those that begin only with a message or a signal begin
 * when one is thrown in the model, or by themselves when nobody in the model can throw it. A message that only somebody
 * outside the model can send (a pool without content) comes when nothing else can happen.
 *
 * Never throws for what happens in the flow: errors and escalations that nobody caught are in `outcome`. `variables` are
 * those of the first process that began.
 */
export async function runFlow(flow: Flow, options: RunOptions = {}): Promise<FlowRun> {
  const runner = new Runner(flow, options)
  await runner.run()
  return runner.result()
}

class Runner {
  readonly flow: Flow
  readonly options: RunOptions
  readonly state: State = emptyState()
  readonly trace: TraceEntry[] = []
  readonly effects: Effect[] = []
  readonly todo: Happening[] = []
  readonly timers = new Map<string, number>()
  readonly busy = new Map<number, { asleep: number; promise: Promise<void> }>()
  readonly sleepers: { at: number; wake: () => void }[] = []
  readonly settled: (() => void)[] = []
  readonly ended = new Map<number, { outcome: Ending; variables: Variables }>()
  readonly roots: { id: number; process: string }[] = []
  readonly escalations: { element: string; code: string | undefined; name: string | undefined }[] = []
  readonly adHocs = new Map<number, { next: number; rounds: number; before: string }>()
  now: number
  steps = 0
  sentence: string | undefined
  wake: (() => void) | undefined
  initial: Variables

  constructor(flow: Flow, options: RunOptions) {
    this.flow = flow
    this.options = options
    this.initial = { ...options.variables }
    this.now = readClock(options.clock) ?? Date.now()
  }

  async run(): Promise<void> {
    this.begin()
    while (this.sentence === undefined) {
      this.tick()
      const effect = this.effects.shift()
      if (effect) {
        this.act(effect)
        continue
      }
      const happening = this.todo.shift()
      if (happening) {
        this.happen(happening)
        continue
      }
      if (this.settled.length) {
        for (const it of this.settled.splice(0)) it()
        continue
      }
      if (this.busy.size) {
        await this.waitForScripts()
        continue
      }
      if (this.jump()) continue
      if (this.comeFromOutside()) continue
      return
    }
  }

  /** Which processes begin by themselves. */
  begin(): void {
    const { flow, options } = this
    if (options.process !== undefined || options.event !== undefined) {
      this.todo.push({ kind: 'start', at: this.now, set: this.copied(), ...(options.process !== undefined && { process: options.process }), ...(options.event !== undefined && { event: options.event }) })
      return
    }
    // What others call begins when it is called; one that calls itself must begin first.
    const called = new Set(flow.nodes.flatMap((it) => (it.called >= 0 && it.called !== it.process ? [it.called] : [])))
    const free = flow.processes.filter((ix) => !called.has(ix))
    const candidates = free.length ? free : flow.processes.slice(0, 1)
    const plain = candidates.filter((ix) => flow.nodes[ix]!.starts.length && flow.nodes[ix]!.type === 'process')
    for (const ix of plain) this.todo.push({ kind: 'start', at: this.now, process: flow.nodes[ix]!.id, set: this.copied() })
    if (options.outside === false && plain.length) return
    const waiting: Happening[] = []
    for (const ix of candidates) {
      if (plain.includes(ix)) continue
      const ears = flow.begins.filter((ear) => flow.nodes[ear.node]!.process === ix)
      const first = ears[0]
      if (!first) continue
      // Somebody in the model will throw it: it begins then.
      const comes = ears.some((ear) => {
        const def = flow.nodes[ear.node]!.events[ear.def]!
        return flow.thrown.has(`node:${ear.node}`) || ((def.kind === 'message' || def.kind === 'signal') && def.ref !== undefined && flow.thrown.has(`${def.kind}:${def.ref}`))
      })
      if (comes && plain.length) continue
      // A condition that does not hold begins nothing.
      if (ears.every((ear) => ear.kind === 'conditional' && flow.nodes[ear.node]!.events[ear.def]!.condition?.of(this.initial, this.now) !== true)) continue
      waiting.push({ kind: 'start', at: this.now, process: flow.nodes[ix]!.id, event: flow.nodes[this.firstOf(ears)]!.id, set: this.copied() })
    }
    const begins = plain.length ? waiting : waiting.slice(0, 1)
    const global = candidates.find((ix) => flow.nodes[ix]!.starts.length && flow.nodes[ix]!.type !== 'process')
    if (!plain.length && !begins.length && global !== undefined) begins.push({ kind: 'start', at: this.now, process: flow.nodes[global]!.id, set: this.copied() })
    this.todo.push(...begins)
    // The clock jumps to starts that wait for a time.
    for (const it of begins) {
      const due = it.kind === 'start' && it.event !== undefined ? this.dueOf(flow.byId.get(it.event)!) : undefined
      if (due !== undefined && due > this.now) this.now = due
    }
  }

  /** Of several ways to begin: a condition that holds, else the earliest timer, else the first that is drawn. */
  firstOf(ears: readonly Ear[]): number {
    const holds = ears.find((ear) => this.flow.nodes[ear.node]!.events[ear.def]!.condition?.of(this.initial, this.now) === true)
    if (holds) return holds.node
    const timers = ears.flatMap((ear) => {
      const due = this.dueOf(ear.node)
      return due === undefined ? [] : [{ node: ear.node, due }]
    })
    return timers.sort((a, b) => a.due - b.due)[0]?.node ?? ears[0]!.node
  }

  dueOf(start: number): number | undefined {
    const node = this.flow.nodes[start]!
    const timer = node.events.find((def) => def.kind === 'timer')?.timer
    if (!timer) return undefined
    const text = timer.text ?? String(timer.expression?.of(this.initial, this.now) ?? '')
    try {
      return firstRing(timer, text, this.now, this.options.due ?? clockDue)?.at
    } catch {
      this.stop(runRefusalsEn['flow-time-not-understood'].replace('{text}', text).replace('{element}', node.id))
      return undefined
    }
  }

  copied(): Variables {
    return { ...this.initial }
  }

  stop(sentence: string): void {
    this.sentence ??= sentence
  }

  happen(it: Happening): void {
    if (++this.steps > (this.options.most ?? 20_000)) return this.stop(`The flow was stopped after ${this.steps - 1} steps: it goes round without end.`)
    try {
      const effects = stepInPlace(this.flow, this.state, { ...it, at: this.now }, { ...(this.options.due && { due: this.options.due }), begin: this.initial })
      for (const effect of effects) {
        if (effect.kind === 'trace') this.trace.push({ element: effect.element, kind: effect.what, time: this.time(), frame: effect.frame })
        else if (effect.kind === 'began') this.roots.push({ id: effect.frame, process: effect.process })
        else if (effect.kind === 'timer') this.timers.set(effect.timer, effect.due)
        else if (effect.kind === 'timer-cancel') this.timers.delete(effect.timer)
        else if (effect.kind === 'ended') this.ended.set(effect.frame, { outcome: effect.outcome, variables: effect.variables })
        else if (effect.kind === 'escalated') this.escalations.push({ element: effect.element, code: effect.code, name: effect.name })
        else this.effects.push(effect)
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.code === 'flow-step-is-over') return
      this.stop((runRefusalsEn[error.code as keyof typeof runRefusalsEn] ?? error.code).replace(/\{(\w+)\}/g, (_, name: string) => String(error.params[name] ?? '')))
    }
  }

  act(effect: Effect): void {
    switch (effect.kind) {
      case 'work': return this.work(effect)
      case 'call':
        return this.attempt(effect.frame, effect.element, () => this.options.work?.({ element: effect.element, kind: 'call', attributes: { flow: effect.flow } }, this.variablesFor(effect.frame)))
      case 'ad-hoc': return this.adHoc(effect)
      default: return
    }
  }

  work(effect: Extract<Effect, { kind: 'work' }>): void {
    const frame = this.frame(effect.frame)
    if (!frame) return
    const node = this.flow.nodes[frame.at]!
    const work = node.work!
    this.note('started', node.id, frame.id)
    if (work.kind === 'script') {
      const { script } = this.options
      const body = work.script ?? ''
      if (script) return this.attempt(frame.id, node.id, (variables, at) => script(body, variables, at))
      return this.attempt(frame.id, node.id, (variables) => {
        if (!body.trim()) return undefined
        if (!work.feel) throw Object.assign(new Error(`The script of ${node.id} is not FEEL.`), { code: 'not-feel' })
        return work.feel.of(variables, this.now)
      })
    }
    const asked = { element: node.id, kind: work.kind, attributes: node.attributes }
    if (work.kind === 'decision' && work.decision !== undefined && this.options.decide) return this.attempt(frame.id, node.id, (variables) => this.options.decide!(work.decision!, variables))
    this.attempt(frame.id, node.id, (variables) => this.options.work?.(asked, variables))
  }

  /** Runs something that may change variables, take its time, or throw. */
  attempt(frame: number, element: string, run: (variables: Record<string, any>, at: ScriptPlace) => unknown): void {
    const live = this.variablesFor(frame)
    const known = { ...live }
    const job = { asleep: 0, promise: Promise.resolve() }
    const place: ScriptPlace = {
      element, time: new Date(this.now),
      wait: (time) =>
        new Promise<void>((resolve) => {
          const at = typeof time === 'number' ? this.now + time : clockDue(time, this.now, undefined)
          job.asleep++
          this.sleepers.push({ at, wake: () => { job.asleep--; resolve() } })
          this.wake?.()
        }),
    }
    const done = (value: unknown): void => {
      if (value === hold) return
      this.note('done', element, frame)
      const changes = this.changes(frame, live, known)
      if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)) Object.assign(changes, value)
      this.todo.push({ kind: 'done', at: this.now, frame, set: changes, result: value })
    }
    const failed = (error: unknown): void => {
      this.note('failed', element, frame)
      const { code, also, message } = errorOf(error)
      const set = this.changes(frame, live, known)
      if (Object.keys(set).length) this.todo.push({ kind: 'variables', at: this.now, frame, set })
      this.todo.push({ kind: 'error', at: this.now, frame, also, ...(code !== undefined && { code }), ...(message !== undefined && { message }) })
    }
    let value: unknown
    try {
      value = run(live, place)
    } catch (error) {
      return failed(error)
    }
    this.settle(frame, live)
    if (!(typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function')) return done(value)
    this.busy.set(frame, job)
    // What it changed before it began to wait can be seen at once, also by conditions.
    this.todo.push({ kind: 'variables', at: this.now, frame, set: this.changes(frame, live, known) })
    const after = (what: () => void) => (): void => {
      this.busy.delete(frame)
      this.settled.push(what)
      this.wake?.()
    }
    job.promise = Promise.resolve(value as PromiseLike<unknown>).then((it) => after(() => done(it))(), (error: unknown) => after(() => failed(error))())
  }

  /**
   * The variables seen from a frame, to be changed in place. Where everything lives in the process it is the process's own
   * object; else an object whose properties lead to where each of them lives, and what is new goes to the process.
   */
  variablesFor(frame: number): Record<string, any> {
    let f = this.frame(frame)
    const chain: Variables[] = []
    for (; f; f = f.in < 0 ? undefined : this.frame(f.in)) {
      if (this.flow.nodes[f.at]!.k === K.process) {
        chain.push((f.v ??= {}))
        break
      }
      if (f.v) chain.push(f.v)
    }
    if (chain.length <= 1) return chain[0] ?? {}
    const view: Record<string, any> = {}
    for (const home of chain) {
      for (const name of Object.keys(home)) {
        if (Object.hasOwn(view, name)) continue
        Object.defineProperty(view, name, { enumerable: true, configurable: true, get: () => home[name], set: (value: unknown) => (home[name] = value) })
      }
    }
    return view
  }

  /** New names that a script gave go to the process at once, so that scripts beside it find them. */
  settle(frame: number, live: Record<string, any>): void {
    let f = this.frame(frame)
    while (f && this.flow.nodes[f.at]!.k !== K.process) f = f.in < 0 ? undefined : this.frame(f.in)
    const home = f?.v
    if (!home || home === live) return
    for (const name of Object.keys(live)) {
      if (name === '__proto__' || !Object.hasOwn(Object.getOwnPropertyDescriptor(live, name)!, 'value')) continue
      home[name] = live[name]
      Object.defineProperty(live, name, { enumerable: true, configurable: true, get: () => home[name], set: (value: unknown) => (home[name] = value) })
    }
  }

  /** What a script changed, so that it becomes part of what happened. */
  changes(frame: number, live: Record<string, any>, known: Record<string, any>): Variables {
    const set: Variables = {}
    for (const name of Object.keys(live)) {
      if (name === '__proto__' || (Object.hasOwn(known, name) && known[name] === live[name] && typeof live[name] !== 'object')) continue
      known[name] = set[name] = live[name]
    }
    return set
  }

  adHoc(effect: Extract<Effect, { kind: 'ad-hoc' }>): void {
    if (!this.frame(effect.frame)) return
    const picture = JSON.stringify(this.variablesFor(effect.frame)) ?? ''
    const known = this.adHocs.get(effect.frame)
    const round = known ?? { next: 0, rounds: 0, before: picture }
    this.adHocs.set(effect.frame, round)
    const node = this.flow.nodes[this.frame(effect.frame)!.at]!
    if (round.next >= effect.may.length) {
      if (!effect.idle) return
      // All was done once. Without a condition that is enough; with one it is done again as long as that changes something.
      if (!node.adHoc!.condition) return void this.todo.push({ kind: 'finish', at: this.now, frame: effect.frame })
      if (picture === round.before || ++round.rounds > 100) return
      Object.assign(round, { next: 0, before: picture })
    }
    if (!effect.sequential) {
      while (round.next < effect.may.length) this.todo.push({ kind: 'enable', at: this.now, frame: effect.frame, element: effect.may[round.next++]! })
    } else if (effect.idle) this.todo.push({ kind: 'enable', at: this.now, frame: effect.frame, element: effect.may[round.next++]! })
  }

  /** The clock jumps to the next timer. */
  jump(): boolean {
    let next: string | undefined
    for (const [name, due] of this.timers) if (next === undefined || due < this.timers.get(next)!) next = name
    const sleeper = this.sleepers.reduce<{ at: number; wake: () => void } | undefined>((first, it) => (!first || it.at < first.at ? it : first), undefined)
    if (sleeper && (next === undefined || sleeper.at <= this.timers.get(next)!)) {
      this.now = Math.max(this.now, sleeper.at)
      this.sleepers.splice(this.sleepers.indexOf(sleeper), 1)
      sleeper.wake()
      return true
    }
    if (next === undefined) return false
    this.now = Math.max(this.now, this.timers.get(next)!)
    this.ring(next)
    return true
  }

  ring(name: string): void {
    this.timers.delete(name)
    const node = this.flow.nodes[Number(name.split('.')[1])]
    if (node) this.note('rang', node.id, Number(name.split('.')[0]))
    this.todo.push({ kind: 'timer', at: this.now, timer: name })
  }

  /** A clock of the caller's that has gone on rings what became due meanwhile. */
  tick(): void {
    if (typeof this.options.clock !== 'function') return
    const now = readClock(this.options.clock)!
    if (now <= this.now) return
    const due = [...this.timers].filter(([, at]) => at <= now).sort((a, b) => a[1] - b[1])
    for (const [name] of due) this.ring(name)
    // What was due before comes before what was done at the end of it.
    if (due.length) this.todo.unshift(...this.todo.splice(-due.length))
    this.now = now
  }

  /** Scripts take real time, and that is time on the virtual clock too; one that waits on the virtual clock takes none. */
  async waitForScripts(): Promise<void> {
    // Promises that are settled already come first.
    for (let i = 0; i < 3 && !this.settled.length; i++) await new Promise<void>((resolve) => setImmediate(resolve))
    if (this.settled.length) return
    const awake = [...this.busy.values()].some((it) => it.asleep === 0)
    if (!awake && this.jump()) return
    const next = Math.min(...this.timers.values(), ...this.sleepers.map((it) => it.at))
    const began = performance.now()
    const from = this.now
    let timeout: ReturnType<typeof setTimeout> | undefined
    await new Promise<void>((resolve) => {
      this.wake = resolve
      if (next - from < 2 ** 31) timeout = setTimeout(resolve, Math.max(0, next - from))
    })
    clearTimeout(timeout)
    this.wake = undefined
    this.now = Math.max(this.now, from + Math.round(performance.now() - began))
    if (this.settled.length === 0 && this.now >= next) this.jump()
  }

  /** Nothing more can happen in the model: what only somebody outside can send comes now. */
  comeFromOutside(): boolean {
    if (this.options.outside === false) return false
    const run = openRun(this.flow, this.state, this.now, { trace: false })
    for (const f of this.state.f) {
      for (const ear of earsOf(run, f)) {
        const node = this.flow.nodes[ear.node]!
        if (ear.kind !== 'message' || this.state.g?.some((it) => it[0] === f.id && it[1] === ear.node && it[2] === ear.def)) continue
        const def = node.events[ear.def]!
        if (!(node.fromOutside || this.begunByParallel(node)) || this.flow.thrown.has(`node:${node.ix}`) || (def.ref !== undefined && this.flow.thrown.has(`message:${def.ref}`))) continue
        const before = this.steps
        this.happen({ kind: 'message', at: this.now, message: def.ref ?? '', frame: f.id, element: node.id })
        return this.steps > before && this.sentence === undefined
      }
    }
    return false
  }

  begunByParallel(node: Node): boolean {
    return node.in.some((edge) => {
      const gateway = this.flow.nodes[this.flow.edges[edge]!.from]!
      return gateway.k === K.eventGateway && gateway.instantiates && gateway.every
    })
  }

  frame(id: number): Frame | undefined {
    return this.state.f.find((f) => f.id === id)
  }

  note(kind: TraceEntry['kind'], element: string, frame: number): void {
    this.trace.push({ element, kind, time: this.time(), frame })
  }

  time(): string {
    return new Date(this.now).toISOString()
  }

  result(): FlowRun {
    const processes = this.roots.map(({ id, process }) => {
      const ended = this.ended.get(id)
      const state: RunOutcome['state'] = ended ? ended.outcome.state : this.sentence !== undefined ? 'stopped' : 'waiting'
      return { process, state, variables: ended?.variables ?? this.frame(id)?.v ?? {} }
    })
    const errors = this.roots.flatMap(({ id }) => {
      const outcome = this.ended.get(id)?.outcome
      return outcome?.state === 'failed' ? [outcome.error] : []
    })
    const waiting: string[] = []
    for (const f of this.state.f) {
      const node = this.flow.nodes[f.at]!
      if (node.k !== K.process && !this.state.f.some((it) => it.in === f.id) && !f.j) waiting.push(node.id)
      for (const key in f.j) {
        const at = key[0] === 'n' ? Number(key.slice(1)) : this.flow.edges[Number(key)]!.to
        if (!waiting.includes(this.flow.nodes[at]!.id)) waiting.push(this.flow.nodes[at]!.id)
      }
    }
    const states = processes.map((it) => it.state)
    const state =
      this.sentence !== undefined ? 'stopped'
      : states.includes('failed') ? 'failed'
      : states.includes('waiting') || !states.length ? 'waiting'
      : (states.find((it) => it !== 'completed') ?? 'completed')
    return { trace: this.trace, variables: processes[0]?.variables ?? this.copied(), outcome: { state, errors, escalations: this.escalations, waiting, processes, sentence: this.sentence } }
  }
}

function readClock(clock: RunOptions['clock']): number | undefined {
  if (clock === undefined) return undefined
  const said = typeof clock === 'function' ? clock() : clock
  const at = typeof said === 'number' ? said : new Date(said).getTime()
  return Number.isNaN(at) ? undefined : at
}

/** By which names an error may be known that a script threw. */
function errorOf(error: unknown): { code: string | undefined; also: string[]; message: string | undefined } {
  if (typeof error !== 'object' || error === null) return { code: error === undefined ? undefined : String(error), also: [], message: undefined }
  const it = error as Record<string, unknown>
  const said = [it.code, it.errorCode, it.name, it.message].filter((one) => typeof one === 'string' || typeof one === 'number').map(String)
  // An error of the language has a name of its own that says nothing.
  const code = [it.code, it.errorCode].find((one) => typeof one === 'string' || typeof one === 'number') ?? said.find((one) => one !== 'Error')
  return { code: code === undefined ? undefined : String(code), also: said, message: typeof it.message === 'string' ? it.message : undefined }
}
