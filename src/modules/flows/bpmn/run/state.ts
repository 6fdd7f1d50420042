import type { WorkKind } from './flow.ts'
import type { Due } from './timer.ts'

/**
 * Everything a running flow is: plain JSON, small, and the same whenever the same happenings are folded. Elements are
 * named by their numbers in the compiled flow.
 */
export type State = {
  /** The next frame's number. */
  n: number
  /** Where tokens are, and the scopes around them; parents before children. */
  f: Frame[]
  /** Timers that are set: frame, node, definition, due (ms), rings left after it (-1 without end). */
  t?: [frame: number, node: number, def: number, due: number, left: number][]
  /** Messages sent to somebody who does not wait yet. */
  m?: Held[]
  /** What has happened already of events that need several things; frame -1 for the begin of a process. */
  g?: [frame: number, node: number, def: number][]
  /** Conditions that were true when last looked at, and ring again only after they were false. */
  k?: [frame: number, node: number, def: number][]
}

export type Held = { ref?: string | undefined; name?: string | undefined; to?: number; set?: Variables }
export type Variables = Record<string, unknown>

/** One token that waits, or one scope that runs. */
export type Frame = {
  id: number
  /** The node. */
  at: number
  /** The frame around it; -1 for a process that nobody called. */
  in: number
  /** Variables that live here. */
  v?: Variables
  /** Tokens that wait at gateways of this scope: flow number → how many; `n<node>` for an activity that needs several. */
  j?: Record<string, number>
  /** Of an activity done several times: how many began, are done, and shall be (-1: as long as the condition says). */
  l?: [begun: number, done: number, of: number]
  /** What its instances gave, in their order. */
  r?: unknown[]
  /** Activities done here that can be undone, in the order they were done. */
  c?: Done[]
  /** To be undone, the last first. */
  q?: Done[]
  /** The frame that waits until this one is undone. */
  w?: number
  /** Complex gateways of this scope between their start and their reset: node → flows that gave a token. */
  z?: Record<string, number[]>
  /** Of a process: what its messages are known by, key → values. */
  y?: Record<string, string>
  /** 1: an interrupting event sub-process has taken over. 2: an ad-hoc sub-process takes no more. 3: a transaction is being cancelled. 4: undone without anybody waiting. 5: an activity waits for its data. */
  x?: number
}

/** An activity that is done and can be undone: its node, the data it kept, what was done inside it. */
export type Done = { at: number; v?: Variables; c?: Done[] }

/** `at`: when, in milliseconds. */
export type Happening = { readonly at: number } & (
  /** A process begins: the first of the model unless named, at its plain start events unless one is named. */
  | { readonly kind: 'start'; readonly process?: string; readonly event?: string; readonly set?: Variables }
  /** Work that was offered is done, with its results. */
  | { readonly kind: 'done'; readonly frame: number; readonly set?: Variables; readonly result?: unknown }
  /** Work that was offered went wrong in a way the model may know. `also` are other names the error may be known by. */
  | { readonly kind: 'error'; readonly frame: number; readonly code?: string; readonly also?: readonly string[]; readonly message?: string; readonly set?: Variables }
  | { readonly kind: 'escalation'; readonly frame: number; readonly code?: string; readonly set?: Variables }
  /** A message has come, by name or id; for one frame, or for those whose variables have these values. */
  | { readonly kind: 'message'; readonly message: string; readonly set?: Variables; readonly frame?: number; readonly element?: string; readonly keys?: Variables }
  | { readonly kind: 'signal'; readonly signal: string; readonly set?: Variables }
  /** A timer rang; its name is in the effect that set it. */
  | { readonly kind: 'timer'; readonly timer: string }
  /** Variables changed from outside; conditions are looked at again. */
  | { readonly kind: 'variables'; readonly frame?: number; readonly set: Variables }
  /** An activity of an ad-hoc sub-process is begun; the whole is declared done. */
  | { readonly kind: 'enable'; readonly frame: number; readonly element: string }
  | { readonly kind: 'finish'; readonly frame: number }
  /** The flow, or one process of it, is called off. Nothing is undone. */
  | { readonly kind: 'cancel'; readonly frame?: number }
)

export type Effect =
  /** Work for somebody outside; answered by `done`, `error` or `escalation` with this frame. */
  | { readonly kind: 'work'; readonly frame: number; readonly element: string; readonly work: WorkKind; readonly attributes: Readonly<Record<string, string>> }
  /** Another model's process is called; answered like work. */
  | { readonly kind: 'call'; readonly frame: number; readonly element: string; readonly flow: string }
  /** Work or a call that is no longer wanted. */
  | { readonly kind: 'withdraw'; readonly frame: number; readonly element: string }
  /** To be sent to somebody outside the model. */
  | { readonly kind: 'message'; readonly element: string; readonly message: string | undefined; readonly name: string | undefined; readonly set: Variables }
  | { readonly kind: 'signal'; readonly element: string; readonly signal: string | undefined; readonly set: Variables }
  | { readonly kind: 'timer'; readonly timer: string; readonly frame: number; readonly element: string; readonly due: number }
  | { readonly kind: 'timer-cancel'; readonly timer: string }
  /** Which activities of an ad-hoc sub-process may be begun. `idle`: nothing is being done in it just now. */
  | { readonly kind: 'ad-hoc'; readonly frame: number; readonly element: string; readonly may: readonly string[]; readonly sequential: boolean; readonly idle: boolean }
  /** Nobody in the model caught it; the flow goes on. */
  | { readonly kind: 'escalated'; readonly element: string; readonly code: string | undefined; readonly name: string | undefined }
  /** A process that nobody called begins, and is over. */
  | { readonly kind: 'began'; readonly frame: number; readonly process: string }
  | { readonly kind: 'ended'; readonly frame: number; readonly process: string; readonly outcome: Ending; readonly variables: Variables }
  | { readonly kind: 'trace'; readonly what: TraceKind; readonly element: string; readonly frame: number }

export type Ending = { readonly state: 'completed' | 'terminated' | 'cancelled' } | { readonly state: 'failed'; readonly error: Uncaught }
export type Uncaught = { readonly element: string; readonly code: string | undefined; readonly name: string | undefined; readonly message: string | undefined }

/** What happened to an element: a token came, left, a flow was taken; an event was thrown, was caught; work was cancelled or undone. */
export type TraceKind = 'entered' | 'left' | 'taken' | 'thrown' | 'caught' | 'cancelled' | 'undoing'

export type Surroundings = {
  /** How the house counts to a date; the clock on the wall by default. */
  readonly due?: Due
  /** Off when only state and effects are wanted. */
  readonly trace?: boolean
}

export const limits = {
  /** Elements passed for one happening: more is a circle that never waits. */
  steps: 20_000,
  /** Tokens and scopes at once. */
  frames: 10_000,
  /** Instances of one activity. */
  instances: 5_000,
  /** Calls and sub-processes inside each other. */
  depth: 100,
  /** Characters of all variables as JSON. */
  variables: 2_000_000,
  /** Messages that nobody has waited for yet. */
  held: 1_000,
} as const
