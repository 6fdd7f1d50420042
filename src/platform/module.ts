import type { FastifyInstance } from 'fastify'
import type { Action, Query } from './action.ts'
import type { Ctx, Lang } from './ctx.ts'
import type { RowWrite, Stream, StoredEvent } from './events.ts'
import type { House } from './house.ts'
import type { Page } from './page.ts'

/** What a room does when something happened elsewhere, or when the time has come. Runs in the worker, at least once; its writes and its own ending are one write. */
export type Reaction = { name: string; on: Record<string, (ctx: Ctx, event: StoredEvent) => Promise<unknown>> }
export type TimedJob = { name: string; run(ctx: Ctx, data: any): Promise<unknown> }
/** Something that comes round: every so many seconds of real time, by whichever process gets to it first. */
export type Round = { name: string; everySeconds: number; run(ctx: Ctx): Promise<unknown> }

/** What a room keeps of one person: where she sees it, and in what she takes with her. */
export type Holding = {
  title: { vi: string; en: string }
  /** Which register or system says so, and the day it stands at. */
  from?: { vi: string; en: string }
  asOf?: string
  href?: string
  items: { name: { vi: string; en: string }; value: string }[]
  /** The same, whole, for a machine. */
  data: unknown
}
export type Whom = { account: string; nationalId?: string }

export type RoomTexts = { refusals: Record<string, string> } & Record<string, unknown>

/** Something that goes by a flow or a decision: a procedure, a kind of document. `href` without language. */
export type Follower = {
  flow?: string; decision?: string; code: string; names: { vi: string; en: string }; href: string
  /** What does not agree with it in a changed file of decisions (DMN), by element, in the language asked for. */
  disagrees?: (xml: string, lang: Lang) => { element: string; say: string }[]
  /** Takes a changed file of decisions into its own draft, within the action that asks; answers where the draft is. */
  takes?: (ctx: Ctx, xml: string) => Promise<string>
}

/** A procedure that is known by its official record only: it can be found and read about; it is done where its agency is. `href` without language. */
export type KnownProcedure = { code: string; name: string; field: string; level: 'ministry' | 'province' | 'district' | 'commune' | 'other'; agency: string; who: readonly string[]; href: string; /** When its record last came in anew, as an instant. */ changedAt?: string }

/** All that a room offers the house. */
export type Module = {
  name: string
  actions?: readonly Action<any, any>[]
  queries?: readonly Query<any, any>[]
  pages?: readonly Page<any>[]
  streams?: readonly Stream<any, any>[]
  reactions?: readonly Reaction[]
  jobs?: readonly TimedJob[]
  rounds?: readonly Round[]
  /** Key columns of every table the room writes, read tables and own tables alike. */
  tables?: Record<string, readonly string[]>
  /** Addresses that are not pages: downloads, pictures, protocols. */
  routes?: (app: FastifyInstance, house: House) => void | Promise<void>
  /** Those of the addresses above that give a file to a bearer token too; `{name}` in the path is asked for. */
  downloads?: readonly { path: string; summary: string; types: readonly string[] }[]
  texts?: { vi: RoomTexts; en: RoomTexts }
  /** What the room keeps of a person, for herself. Law 91/2025/QH15: she may see all of it. */
  holds?: (ctx: Ctx, whom: Whom) => Promise<Holding[]>
  /** Rows of the room's own that go when a stream is erased by rule; the rows of the stream itself go anyway. */
  forgets?: (ctx: Ctx, stream: string) => Promise<RowWrite[]>
  /** What of this room goes by which flow or decision, so that their pages can say so without knowing the room. */
  follows?: (ctx: Ctx) => readonly Follower[]
  /** What a process keeps in its memory of what others change in the database: looked after before it serves, and every second after. Costs one small question. */
  keepsFresh?: (house: House) => Promise<void>
  /** Procedures beyond the services that are done here, for whoever searches. `stamp` changes whenever the list does. */
  knows?: { stamp(ctx: Ctx): Promise<string>; list(ctx: Ctx): Promise<readonly KnownProcedure[]> }
}
