import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import { type Ctx, openCtx } from '#platform/ctx'
import { defineStream, unopened } from '#platform/events'
import { sessionCookie } from '#platform/http'
import type { House } from '#platform/house'
import type { ProofEvent, SessionEvent } from './domain/account.ts'
import { type Assurance, browserStays, type Capacity, hashOf, newSecret, tokenStays } from './domain/session.ts'

/** Who signed in and out, and when. Whether a session still holds is asked of its row, at every request. */
export const sessionStream = defineStream<true, SessionEvent>({ prefix: 'session', evolve: () => true, rows: () => [], tables: [] })

/** When somebody showed that it is he, and by what: what a signature rests on can be asked for later. */
export const proofStream = defineStream<true, ProofEvent>({ prefix: 'proof', evolve: () => true, rows: () => [], tables: [] })

export type SessionRow = { id: string; hash: string; carrier: 'cookie' | 'bearer'; account: string; capacity: Capacity; label: string; assurance: Assurance; network: string | null; proved_at: Date | null; made_at: Date; seen_at: Date; ends_at: Date; ended_at: Date | null }
export const sessionColumns = ['id', 'hash', 'carrier', 'account', 'capacity', 'label', 'assurance', 'network', 'proved_at', 'made_at', 'seen_at', 'ends_at', 'ended_at'] as const

/** Begins a browser's session as part of the piece of work at hand, always under a new secret. `through`: 'sample', 'password', 'passkey' or the issuer. */
export function beginSession(ctx: Ctx, account: string, capacity: Capacity, device: string, through: string, assurance: Assurance, network: string | undefined): { id: string; secret: string } {
  const begun = begin(ctx, { carrier: 'cookie', account, capacity, label: device, assurance, network: network ?? null, proved_at: assurance === 2 ? new Date() : null, ends_at: new Date(Date.now() + browserStays[capacity]) })
  ctx.record(sessionStream, { id: begun.id, version: 0, state: true }, [{ type: 'identity.signed-in', data: { account, capacity, through } }])
  return begun
}

/**
 * Makes a bearer token for whoever sits at the sample's terminal; it is answered once and kept nowhere. Reading that terminal is
 * his second factor, as fresh as the token.
 */
export function makeToken(ctx: Ctx, account: string, capacity: Capacity, label: string): { id: string; secret: string } {
  const begun = begin(ctx, { carrier: 'bearer', account, capacity, label, assurance: 2, network: null, proved_at: new Date(), ends_at: new Date(Date.now() + tokenStays) })
  ctx.record(sessionStream, { id: begun.id, version: 0, state: true }, [{ type: 'identity.token-made', data: { account, capacity, label } }])
  return begun
}

function begin(ctx: Ctx, session: Pick<SessionRow, 'carrier' | 'account' | 'capacity' | 'label' | 'assurance' | 'network' | 'proved_at' | 'ends_at'>): { id: string; secret: string } {
  const id = ctx.newId()
  const secret = newSecret(session.carrier)
  ctx.write({ table: 'sessions', row: { id, hash: hashOf(secret), ...session, made_at: ctx.now, seen_at: ctx.now, ended_at: null } })
  return { id, secret }
}

export function endSession(ctx: Ctx, session: SessionRow): void {
  nobodyFromNow(ctx.house, session.id)
  ctx.write({ table: 'sessions', row: { ...session, ended_at: new Date() } })
  ctx.record(sessionStream, { id: session.id, version: 1, state: true }, [{ type: 'identity.session-ended', data: { account: session.account } }])
}

// Sessions that ended in this process, and until when an answer given before may still be kept: see `identify`. Milliseconds of performance.now().
const ended = new WeakMap<House, Map<string, number>>()
const keptAtMost = 10_000

function nobodyFromNow(house: House, session: string): void {
  let mine = ended.get(house)
  if (!mine) ended.set(house, (mine = new Map()))
  const now = performance.now()
  for (const [id, until] of mine) if (until < now) mine.delete(id)
  mine.set(session, now + keptAtMost)
}

/** Did it end here just now? What is remembered of its bearer elsewhere in this process counts no more. */
export const justEnded = (house: House, session: string): boolean => (ended.get(house)?.get(session) ?? 0) > performance.now()

/** What was proved in this process counts at once, whatever was remembered of its bearer before. */
const proved = new WeakMap<House, Map<string, Date>>()

/** He has shown by two factors that it is he, in this session, now. At once and not with the work's write: what follows may be refused for another reason. */
export async function noteProved(house: House, { id, kind, name, session }: Actor, by: 'passkey' | 'code' | 'issuer'): Promise<Date> {
  const ctx = openCtx(house, { id, kind, name, powers: [] })
  const at = new Date()
  ctx.record(proofStream, unopened(ctx.newId()), [{ type: 'identity.proved', data: { account: id, session: session!, by } }])
  await sql`update sessions set proved_at = ${at} where id = ${session!} and account = ${id} and ended_at is null`.execute(house.db)
  await house.writer.write(ctx.pending)
  let mine = proved.get(house)
  if (!mine) proved.set(house, (mine = new Map()))
  mine.set(session!, at)
  if (mine.size > 20_000) mine.delete(mine.keys().next().value!)
  return at
}

export const provedJustNow = (house: House, session: string): Date | undefined => proved.get(house)?.get(session)

/** The sessions of an account that still hold, latest first. */
export const liveSessions = (ctx: Pick<Ctx, 'db'>, account: string): Promise<SessionRow[]> =>
  ctx.db.selectFrom('sessions').select(sessionColumns).where('account', '=', account).where('ended_at', 'is', null).where('ends_at', '>', new Date())
    .orderBy('seen_at', 'desc').orderBy('id').limit(200).execute() as Promise<SessionRow[]>

export const findLiveSession = async (ctx: Pick<Ctx, 'db'>, id: string, account: string): Promise<SessionRow | undefined> =>
  (await ctx.db.selectFrom('sessions').select(sessionColumns).where('id', '=', id).where('account', '=', account).where('ended_at', 'is', null).executeTakeFirst()) as SessionRow | undefined

/** Lax: a link in a letter or on another site may lead in, but no other site can post with it, nor a script read it. */
export const cookieFor = (house: House, secret: string, capacity: Capacity): string => cookieLine(house, secret, Math.floor(browserStays[capacity] / 1000))
export const noCookie = (house: House): string => cookieLine(house, '', 0)

function cookieLine(house: House, value: string, seconds: number): string {
  const secure = house.settings.publicUrl.startsWith('https:')
  return `${sessionCookie(secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`
}
