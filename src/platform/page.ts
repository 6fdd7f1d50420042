import type { JSX } from 'preact'
import type { Action, May } from './action.ts'
import type { Actor } from './actor.ts'
import type { Ctx, Lang } from './ctx.ts'
import type { Refusal } from './refusal.ts'

export type Face = 'portal' | 'officer' | 'operations'
/** What a form sent, as it was typed. */
export type Typed = Record<string, string | string[]>
export type Uploaded = { field: string; name: string; bytes: Buffer }

/** What every page knows besides its own data. */
export type PageInfo = {
  lang: Lang
  face: Face
  /** Address within the language, with its question: what the language switch keeps. */
  path: string
  actor: Actor
  now: Date
  csrf: string
  /** Fresh for every form shown: two posts with one key are one act. */
  key: string
  refusal?: Refusal
  /** What the fields of a refused form are called. The fields say it as they are drawn; the summary above them needs it. */
  labels?: Map<string, string>
  typed: Typed
  place: { name: string; nameEn: string; short: string }
  sample: boolean
  /** How many things wait for the actor, for the mark in the masthead. */
  waiting: number
  href(path: string): string
  say(code: string, params?: Record<string, string | number>): string
}

export type Asked = { params: Record<string, string>; query: Record<string, string | string[]> }

export type Submit = {
  action: Action<any, any>
  /** From what was typed to the action's input. Absent: the typed fields and the address's own parts, as they are. */
  input?(typed: Typed, asked: Asked, ctx: Ctx, files: Uploaded[]): object | Promise<object>
  /** Fields of the action that the form calls otherwise (two forms of one page both ask for a reason): what the action says of one is shown at the other. */
  named?: Record<string, string>
  /** Where to go when it was done: an address without language. */
  then(result: any, asked: Asked, typed: Typed): string
  /** A form that only moves on (a filter, a step back) asks for nothing to be kept by key. */
}

/** One address a person can open. `load` asks, `submits` are the buttons, `view` shows and is a function of its data. */
export type Page<D = any> = {
  path: string
  face: Face
  may: May
  load(ctx: Ctx, asked: Asked): Promise<D>
  submits?: Record<string, Submit>
  view(props: { data: D; p: PageInfo }): JSX.Element
  /** Whoever is not signed in may send files too; absent: a stranger's are not even read. */
  filesFromAnyone?: true
  /** A library of others draws on it that makes documents of texts (innerHTML): Trusted Types are not asked for on this page, scripts stay ours. */
  libraryDraws?: true
  /** Seconds a public page may be kept by the browser; absent: not at all. */
  keep?: number
}
export const definePage = <D>(page: Page<D>): Page<D> => page
