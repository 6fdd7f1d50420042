import { officeOf } from '#organisations'
import { type Act, type Actor, nobody } from '#platform/actor'
import { acr } from '#platform/proof'
import { day } from '#platform/clock'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { hashOf, seenEvery } from './domain/session.ts'
import { justChanged, representsColumn } from './mandates.ts'
import { justEnded, provedJustNow } from './sessions.ts'

/**
 * How long the answer to "who is this?" is kept in this process. An ended session is felt here at once, in other processes after it, as an ended delegation is;
 * 4,000 requests a second with one token ask the database once in it. Milliseconds.
 */
const keptFor = 2000
/** Beyond this many the oldest answer is dropped; some 10 MB. */
const mostKept = 20_000

/** What somebody shows: a cookie, or a token, and with it the certificate it may be bound to (its thumbprint). */
export type Credential = { bearer?: string; session?: string; certificate?: string }

type Kept = { until: number; actor: Promise<Actor> }
const kept = new WeakMap<House, Map<string, Kept>>()

/**
 * Who bears this session cookie or this bearer token. A cookie that no longer holds makes its bearer nobody, who may
 * still read what is public and is asked to sign in where that is needed. A token that does not hold is refused with
 * `sign-in`, because a program that sends one means to be somebody.
 */
export async function identify(house: House, credential: Credential): Promise<Actor> {
  let found = await remembered(house, credential)
  // A mandate that was given or ended here a moment ago counts at once.
  if (justChanged(house, found.id)) found = await remembered(house, credential, true)
  if (!found.session) return found
  if (!justEnded(house, found.session)) {
    const provedAt = provedJustNow(house, found.session)
    return provedAt ? { ...found, provedAt } : found
  }
  if (credential.bearer) throw new Refusal('sign-in', 'token-does-not-hold')
  return nobody
}

function remembered(house: House, { bearer, session, certificate }: Credential, anew = false): Promise<Actor> {
  const key = bearer ? `bearer ${certificate ?? ''} ${bearer}` : session ? `cookie ${session}` : undefined
  // Longer than anything that was ever given out: not worth remembering or asking for.
  if (!key || key.length > 400) return bearer ? Promise.reject(new Refusal('sign-in', 'token-does-not-hold')) : Promise.resolve(nobody)
  let mine = kept.get(house)
  if (!mine) kept.set(house, (mine = new Map()))
  const now = performance.now()
  const known = mine.get(key)
  if (known && known.until > now && !anew) return known.actor
  const actor = bearer ? byBearer(house, bearer, certificate) : bySession(house, 'cookie', session!)
  mine.delete(key)
  mine.set(key, { until: now + keptFor, actor })
  if (mine.size > mostKept) mine.delete(mine.keys().next().value!)
  // What is not known is not kept: a stranger who tries secrets must not push the known ones out.
  const forget = () => { if (mine.get(key)?.actor === actor) mine.delete(key) }
  actor.then((found) => { if (found.kind === 'nobody') forget() }, forget)
  return actor
}

async function byBearer(house: House, bearer: string, certificate?: string): Promise<Actor> {
  const actor = bearer.startsWith('sen_') ? await bySession(house, 'bearer', bearer) : await byAccessToken(house, bearer, certificate)
  if (actor.kind === 'nobody') throw new Refusal('sign-in', 'token-does-not-hold')
  return actor
}

async function bySession(house: House, carrier: 'cookie' | 'bearer', secret: string): Promise<Actor> {
  const { rows: [row] } = await house.pool.query({
    name: 'identity session',
    text: `select s.id as session, s.capacity, s.seen_at, s.proved_at, a.id, a.name, a.official, a.national_id, a.phone, a.email,
           ${representsColumn('a.id', '$3::date')}
           from sessions s join accounts a on a.id = s.account
           where s.hash = $1 and s.carrier = $2 and s.ended_at is null and s.ends_at > now()`,
    values: [hashOf(secret), carrier, day(house.clock())],
  })
  if (!row) return nobody
  noteSeen(house, row.session, row.seen_at)
  return actorOf(house, row, row.session)
}

/** A token that the provider inside gave to a program of somebody else, with the person's leave to act for her: scope `api`, or `office` for an official's office. */
async function byAccessToken(house: House, token: string, certificate?: string): Promise<Actor> {
  const { rows: [row] } = await house.pool.query({
    name: 'identity access token',
    text: `select t.payload->>'scope' as scope, t.payload->>'x5t#S256' as bound, t.payload->'extra' as extra, a.id, a.name, a.official, a.national_id, a.phone, a.email,
           ${representsColumn('a.id', '$2::date')}
           from oidc_things t join accounts a on a.id = t.payload->>'accountId'
           where t.kind = 'AccessToken' and t.id = $1 and t.expires_at > now()`,
    values: [hashOf(token), day(house.clock())],
  })
  if (!row) return byMachineToken(house, token, certificate)
  if (row.bound && row.bound !== certificate) return nobody
  const scopes = new Set(String(row.scope ?? '').split(' '))
  if (!scopes.has('api') && !scopes.has('office')) throw new Refusal('forbidden', 'token-without-leave')
  const proved = row.extra?.acr === acr(2) ? new Date(Number(row.extra.auth_time) * 1000) : undefined
  return actorOf(house, { ...row, proved_at: proved, capacity: scopes.has('office') ? 'official' : 'person' })
}

/** A token that a machine was given for itself: what it may do, and where, an administrator said when he let it in; it decides and signs nothing. */
async function byMachineToken(house: House, token: string, certificate: string | undefined): Promise<Actor> {
  const { rows: [row] } = await house.pool.query({
    name: 'identity machine token',
    text: `select c.id, c.payload->>'client_name' as name, c.payload->>'sen_unit' as unit, c.payload->'sen_acts' as acts, t.payload->>'x5t#S256' as bound
           from oidc_things t join oidc_things c on c.kind = 'Client' and c.id = t.payload->>'clientId'
           where t.kind = 'ClientCredentials' and t.id = $1 and t.expires_at > now()`,
    values: [hashOf(token)],
  })
  if (!row || (row.bound && row.bound !== certificate)) return nobody
  return { id: `service-${row.id}`, kind: 'service', name: row.name, unit: row.unit, powers: (row.acts ?? []).map((act: Act) => ({ act, unit: row.unit, source: `service ${row.id}` })) }
}

async function actorOf(house: House, row: any, session?: string): Promise<Actor> {
  const self = { id: row.id, name: row.name, ...(row.national_id && { nationalId: row.national_id }), ...(session && { session }), ...(row.proved_at && { provedAt: new Date(row.proved_at) }) }
  if (row.capacity !== 'official' || !row.official) return { ...self, kind: 'person', powers: [], ...(row.represents && { represents: row.represents }) }
  const office = await officeOf(house, row.id, day(house.clock()))
  return { ...self, kind: 'official', powers: office?.powers ?? [], ...(office?.unit && { unit: office.unit }), ...(office?.position && { position: office.position.vi }) }
}

/** Written beside the request, not in it: when this fails, "last seen" is old and nothing else. */
function noteSeen(house: House, session: string, seenAt: Date): void {
  const now = house.clock()
  if (Math.abs(now.getTime() - seenAt.getTime()) < seenEvery) return
  house.pool.query('update sessions set seen_at = $2 where id = $1', [session, now]).catch((error) => house.log.warn({ error }, 'when a session was last seen could not be noted'))
}
