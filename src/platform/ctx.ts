import type { Kysely } from 'kysely'
import type { Actor } from './actor.ts'
import type { House } from './house.ts'
import type { Shelf } from './shelf.ts'
import { type NewEvent, type Opened, type Pending, type RowWrite, type Stream, emptyPending } from './events.ts'

export type Lang = 'vi' | 'en'
export type Db = Kysely<any>

/**
 * What a piece of work is given, and its only way to the world. `db` reads; `record` and `write` put down what shall be
 * true afterwards. Nothing is written until the work has ended well, then all of it at once, in one statement.
 */
export type Ctx = {
  readonly house: House
  readonly db: Db
  readonly actor: Actor
  readonly now: Date
  readonly lang: Lang
  readonly pending: Pending
  newId(): string
  take<T>(shelf: Shelf<T>): T
  /** Writes what happened to one stream, decided on version `opened.version`; answers the state that follows. */
  record<S, E extends NewEvent>(stream: Stream<S, E>, opened: Opened<S>, events: E[], how?: { inNameOf?: string }): S
  /** Changes rows of own tables in the same write. */
  write(...rows: RowWrite[]): void
  /** Something that shall be done later: a reaction's name, when, and what it needs. `unique` makes a second one a no-op. */
  later(job: { name: string; dueAt: Date; data: object; unique?: string }): void
}

/** `part` of another piece of work: what it leaves behind is written with that one, at the same moment. */
export function openCtx(house: House, actor: Actor, lang: Lang = 'vi', part?: Pick<Ctx, 'pending' | 'now'>): Ctx {
  const pending = part?.pending ?? emptyPending()
  const now = part?.now ?? house.clock()
  const who = actor.by ?? actor
  return {
    house, db: house.db, actor, now, lang, pending,
    newId: house.newId,
    take: house.take,
    record(stream, opened, events, how) {
      const after = events.reduce<any>((state, event) => stream.evolve(state, { ...event, at: now, actor: who.id, actorName: who.name }), opened.state)
      pending.events.push({ stream: `${stream.prefix}-${opened.id}`, seen: opened.version, list: events, actor: who.id, actorName: who.name, inNameOf: how?.inNameOf ?? (actor.by ? actor.id : null), at: now })
      pending.rows.push(...stream.rows(after))
      opened.state = after
      opened.version += events.length
      return after
    },
    write: (...rows) => void pending.rows.push(...rows),
    later: (job) => void pending.jobs.push(job),
  }
}
