import type { Expression } from './expression.ts'
import type { CorrelationKey, Subscription } from './correlation.ts'
import type { TimerText } from './timer.ts'

/**
 * A model of BPMN compiled for running: every element that a token can stand on has a number, and whatever the
 * interpreter asks while running is answered by a table. The same model gives the same numbers: running states name them.
 */
export type Flow = {
  /** The id of the model's `definitions`, or of its first process. */
  readonly id: string
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  /** Numbers of the nodes that stand for processes, in the order of the file. */
  readonly processes: readonly number[]
  readonly byId: ReadonlyMap<string, number>
  /** What a new process begins on: message, signal, timer and conditional start events, and what instantiates without one. */
  readonly begins: readonly Ear[]
  /** Whether somebody in the model can send this message or throw this signal (`message:m1`). */
  readonly thrown: ReadonlySet<string>
  /** Whether any gateway joins by what can still come. */
  readonly merges: boolean
  /** Whether any activity waits for data. */
  readonly asks: boolean
  /** By what messages find their instance. */
  readonly keys: readonly CorrelationKey[]
  /** Which kinds of events are listened for anywhere. */
  readonly listens: ReadonlySet<EventKind>
}

/** What a node does when a token comes. */
export const K = {
  process: 0, sub: 1, call: 2, work: 3, pass: 4, receive: 5,
  start: 6, catch: 7, throw: 8, end: 9, boundary: 10,
  exclusive: 11, inclusive: 12, parallel: 13, eventGateway: 14, complex: 15,
} as const
export type K = (typeof K)[keyof typeof K]

/** One thing that can be heard: the event's node and which of its definitions. */
export type Ear = { readonly node: number; readonly def: number; readonly kind: EventKind }

export type EventKind = 'none' | 'message' | 'timer' | 'conditional' | 'signal' | 'error' | 'escalation' | 'compensation' | 'cancel' | 'terminate' | 'link'

export type EventDefinition = {
  readonly kind: EventKind
  /** Of messages, signals, errors and escalations: the id of what is referred to. */
  readonly ref: string | undefined
  readonly name: string | undefined
  /** Of errors and escalations. */
  readonly code: string | undefined
  readonly condition: Expression | undefined
  readonly timer: TimerText | undefined
  /** Of compensation: the activity whose effects are undone, or -1 for the whole scope; and whether the thrower waits. Of a thrown link: where it leads. */
  readonly activity: number
  readonly waits: boolean
}

export type Edge = { readonly id: string; readonly from: number; readonly to: number; readonly condition: Expression | undefined }

export type Node = {
  readonly ix: number
  readonly id: string
  readonly name: string | undefined
  /** As BPMN calls it: 'userTask', 'boundaryEvent', 'process'. */
  readonly type: string
  readonly k: K
  /** The process or sub-process it stands in; -1 for a process. */
  readonly up: number
  readonly process: number
  readonly out: readonly number[]
  readonly in: readonly number[]
  /** The default flow, or -1. */
  readonly fallback: number
  /** No condition on any way out. */
  readonly plain: boolean

  readonly events: readonly EventDefinition[]
  /** Of an event with several definitions: all of them must happen. */
  readonly every: boolean
  /** What a waiting token hears: boundary events for an activity as a whole; own definitions, gateway targets or event sub-processes inside. */
  readonly outer: readonly Ear[]
  readonly inner: readonly Ear[]

  readonly bounds: readonly number[]
  /** Of a boundary event: its activity; whether it interrupts. Of the start of an event sub-process: whether it interrupts. */
  readonly host: number
  readonly interrupts: boolean

  /** Of a process or sub-process: where tokens begin; its event sub-processes. */
  readonly starts: readonly number[]
  readonly reactions: readonly number[]
  /** This sub-process is an event sub-process; the start event it has. */
  readonly reaction: boolean
  readonly trigger: number
  readonly transaction: boolean
  readonly adHoc: AdHoc | undefined

  readonly loop: Loop | undefined
  /** Tokens needed before it starts, tokens given when it is done. */
  readonly needs: number
  readonly gives: number

  /** Its compensation handler, or -1; whether its completion must be remembered; whether it is itself a handler. */
  readonly undo: number
  readonly undoable: boolean
  readonly undoes: boolean
  /** Of a sub-process: its event sub-process for compensation, or -1. */
  readonly undoInside: number

  /** Names that live here and not further out. */
  readonly locals: readonly string[]
  readonly inputs: readonly Association[]
  readonly outputs: readonly Association[]
  /** Of an activity: its input sets, each as the inputs it must have, each as the data that can fill it. */
  readonly asks: readonly (readonly (readonly string[])[])[]

  readonly work: Work | undefined
  /** Of a call activity: the called process in this model, or -1. */
  readonly called: number
  readonly calledName: string | undefined
  /** What an input of the call is named in the called process, and what an output of the process is named in the call, where they differ. */
  readonly handsIn: Readonly<Record<string, string>>
  readonly handsBack: Readonly<Record<string, string>>
  readonly activation: Expression | undefined
  /** Receivers of message flows that begin here: node numbers, -1 for somebody outside the model. */
  readonly sends: readonly number[]
  /** Message flows end here whose sender is not in the model. */
  readonly fromOutside: boolean
  /** It begins a process by itself (a receive task or an event gateway with `instantiate`). */
  readonly instantiates: boolean
  /** Of a process: what it says of the messages that are for it. */
  readonly subscriptions: readonly Subscription[]
  readonly lane: string | undefined
  /** Attributes of other namespaces, as written: `sen:act` → 'decide'. */
  readonly attributes: Readonly<Record<string, string>>
  /** A gateway that joins by what can still come. */
  readonly merges: boolean
}

export type AdHoc = { readonly sequential: boolean; readonly condition: Expression | undefined; readonly cancelsRest: boolean }

export type Loop =
  | { readonly kind: 'while'; readonly before: boolean; readonly most: number; readonly condition: Expression | undefined }
  | {
      readonly kind: 'each'
      readonly sequential: boolean
      readonly cardinality: Expression | undefined
      /** The collection's name, and the local name of one of its items. */
      readonly over: string | undefined
      readonly item: string | undefined
      readonly into: string | undefined
      readonly result: string | undefined
      readonly until: Expression | undefined
      /** Events thrown as instances complete: always, at the first only, or when their condition holds. */
      readonly throws: readonly { readonly when: 'each' | 'first' | Expression; readonly event: EventDefinition }[]
    }

export type Association = {
  readonly from: readonly string[]
  /** Other names that scripts and expressions may use for what goes by a name: ids, mostly. */
  readonly also: readonly (readonly [other: string, name: string])[]
  readonly to: string
  readonly transformation: Expression | undefined
  readonly assignments: readonly { readonly from: Expression; readonly to: string }[]
  /** The state that the data object is in afterwards, kept as the variable `<name> state`. */
  readonly state: string | undefined
}

export type WorkKind = 'user' | 'manual' | 'service' | 'script' | 'decision' | 'send'
export type Work = {
  readonly kind: WorkKind
  readonly script: string | undefined
  readonly format: string | undefined
  /** The same script as FEEL, where it is; undefined where it is not, and only a `script` from outside can run it. */
  readonly feel: Expression | undefined
  readonly implementation: string | undefined
  readonly operation: string | undefined
  readonly decision: string | undefined
  /** Where the answer of a decision or a script goes. */
  readonly result: string | undefined
  /** Who, as the model's performers say it. */
  readonly performers: readonly string[]
  /** Of send tasks. */
  readonly message: EventDefinition | undefined
}

/** What the model says of an element: its work, its lane, its attributes. */
export const nodeOf = (flow: Flow, element: string): Node | undefined => flow.nodes[flow.byId.get(element) ?? -1]
