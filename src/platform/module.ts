import type { FastifyInstance } from 'fastify'
import type { Action, Query } from './action.ts'
import type { Ctx } from './ctx.ts'
import type { Stream, StoredEvent } from './events.ts'
import type { House } from './house.ts'
import type { Page } from './page.ts'

/** What a room does when something happened elsewhere, or when the time has come. Runs in the worker, at least once; its writes and its own ending are one write. */
export type Reaction = { name: string; on: Record<string, (ctx: Ctx, event: StoredEvent) => Promise<unknown>> }
export type TimedJob = { name: string; run(ctx: Ctx, data: any): Promise<unknown> }
/** Something that comes round: every so many seconds of real time, by whichever process gets to it first. */
export type Round = { name: string; everySeconds: number; run(ctx: Ctx): Promise<unknown> }

export type RoomTexts = { refusals: Record<string, string> } & Record<string, unknown>

/** Something that goes by a flow or a decision: a procedure, a kind of document. `href` without language. */
export type Follower = { flow?: string; decision?: string; code: string; names: { vi: string; en: string }; href: string }

/** A procedure that is known by its official record only: it can be found and read about; it is done where its agency is. `href` without language. */
export type KnownProcedure = { code: string; name: string; field: string; level: 'ministry' | 'province' | 'district' | 'commune' | 'other'; agency: string; who: readonly string[]; href: string }

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
  /** What of this room goes by which flow or decision, so that their pages can say so without knowing the room. */
  follows?: (ctx: Ctx) => readonly Follower[]
  /** Procedures beyond the services that are done here, for whoever searches. `stamp` changes whenever the list does. */
  knows?: { stamp(ctx: Ctx): Promise<string>; list(ctx: Ctx): Promise<readonly KnownProcedure[]> }
}
