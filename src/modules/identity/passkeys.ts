import { isIP } from 'node:net'
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { defineStream } from '#platform/events'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import type { PasskeyEvent } from './domain/account.ts'
import { hashOf } from './domain/session.ts'

/** Which passkeys came and went. The key itself is a row: it must be able to go. */
export const passkeyStream = defineStream<true, PasskeyEvent>({ prefix: 'passkey', evolve: () => true, rows: () => [], tables: [] })

export type Passkey = { id: string; name: string; madeAt: Date; usedAt: Date | null; synced: boolean }

/** As long as WebAuthn (level 3, 15.1) lets somebody look for his key; longer would only help who has stolen the challenge. Milliseconds. */
const challengeStays = 5 * 60_000
/** One for each device and one in the drawer, many times over. */
export const mostPasskeys = 20

/** Whose passkeys these are: the host of the public address, and the one origin they may be used from. */
export function relyingParty({ settings }: House): { id: string; origin: string } {
  const { hostname, origin } = new URL(settings.publicUrl)
  return { id: hostname, origin }
}

/** WebAuthn knows domains only: at a bare IP address (127.0.0.1 too) no browser gives a passkey. */
export const passkeysPossible = (house: House): boolean => isIP(relyingParty(house).id.replace(/^\[|\]$/g, '')) === 0

export async function passkeysOf(ctx: Pick<Ctx, 'db'>, account: string): Promise<Passkey[]> {
  const rows = await ctx.db.selectFrom('passkeys').select(['id', 'name', 'made_at', 'used_at', 'synced']).where('account', '=', account).orderBy('made_at').orderBy('id').limit(mostPasskeys).execute()
  return rows.map((row) => ({ id: row['id'], name: row['name'], madeAt: row['made_at'], usedAt: row['used_at'], synced: row['synced'] }))
}

/** What the browser needs to make a passkey for whoever is signed in here. What he has already makes no second one. */
export async function askToAdd(house: House, actor: Actor): Promise<object> {
  const known = await house.db.selectFrom('passkeys').select(['credential', 'transports']).where('account', '=', actor.id).execute()
  const options = await generateRegistrationOptions({
    rpName: 'Sen', rpID: relyingParty(house).id, userName: actor.name, userDisplayName: actor.name, userID: new TextEncoder().encode(actor.id), timeout: challengeStays, attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map((key) => ({ id: key['credential'], transports: listed(key['transports']) })),
  })
  await keep(house, options.challenge, 'add', actor.session)
  return options
}

/** What the browser needs to find a passkey of this site by itself: nobody is named, so nobody's keys are told to a stranger. */
export async function askToSignIn(house: House): Promise<object> {
  const options = await generateAuthenticationOptions({ rpID: relyingParty(house).id, userVerification: 'required', timeout: challengeStays, allowCredentials: [] })
  await keep(house, options.challenge, 'sign-in', undefined)
  return options
}

export type NewPasskey = { credential: string; public_key: string; counter: number; transports: string; synced: boolean }

/**
 * The passkey that a browser says it made in the actor's session. `sent` is its RegistrationResponseJSON as text. Attestation is not asked for:
 * the official's own device is trusted because he is, and which make it is, is not ours to know.
 * Refuses with conflict `passkey-too-late` (used or run out), invalid `passkey-not-accepted`.
 */
export async function readNewPasskey(house: House, actor: Actor, sent: string): Promise<NewPasskey> {
  const response = understood<RegistrationResponseJSON>(sent)
  const challenge = await spend(house, response, 'add', actor.session)
  const party = relyingParty(house)
  const { verified, registrationInfo: made } = await accepted(house, () => verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true }))
  if (!verified) throw notAccepted()
  return {
    credential: made.credential.id, public_key: Buffer.from(made.credential.publicKey).toString('base64url'), counter: made.credential.counter,
    transports: (made.credential.transports ?? []).join(',').slice(0, 200), synced: made.credentialBackedUp,
  }
}

/** What the browser needs to let whoever is signed in here show, by a passkey of his, that it is still he. */
export async function askToProve(house: House, actor: Actor): Promise<object> {
  const known = await house.db.selectFrom('passkeys').select(['credential', 'transports']).where('account', '=', actor.id).execute()
  const options = await generateAuthenticationOptions({ rpID: relyingParty(house).id, userVerification: 'required', timeout: challengeStays, allowCredentials: known.map((key) => ({ id: key['credential'], transports: listed(key['transports']) })) })
  await keep(house, options.challenge, 'prove', actor.session)
  return options
}

/**
 * The account whose passkey signed what we asked, to sign in or, in a session, to prove that it is he; the passkey's count moves on. `sent` is an AuthenticationResponseJSON as text.
 * Refuses with conflict `passkey-too-late`, not-found `passkey-unknown` (removed, or never added here), invalid `passkey-not-accepted`:
 * another origin, no verification of the user, a count that does not rise (a copy of the key is about), a wrong signature.
 */
export async function accountByPasskey(house: House, sent: string, session?: string): Promise<string> {
  const response = understood<AuthenticationResponseJSON>(sent)
  const challenge = await spend(house, response, session ? 'prove' : 'sign-in', session)
  const key = await house.db.selectFrom('passkeys').select(['id', 'account', 'credential', 'public_key', 'counter']).where('credential', '=', response.id).executeTakeFirst()
  if (!key) throw new Refusal('not-found', 'passkey-unknown')
  const handle = Buffer.from(key['account']).toString('base64url')
  // Asked for by its name, a key need not say whose it is.
  if (response.response.userHandle !== handle && !(session && response.response.userHandle == null)) throw notAccepted()
  const party = relyingParty(house)
  const { verified, authenticationInfo } = await accepted(house, () => verifyAuthenticationResponse({
    response, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true,
    credential: { id: key['credential'], publicKey: Buffer.from(key['public_key'], 'base64url'), counter: Number(key['counter']) },
  }))
  if (!verified) throw notAccepted()
  // By the count it was judged on: of two answers of one key at the same moment, one holds; and a key removed meanwhile is not put back.
  const { rows } = await sql`update passkeys set counter = ${authenticationInfo.newCounter}, used_at = ${house.clock()} where id = ${key['id']} and counter = ${key['counter']} returning id`.execute(house.db)
  if (!rows.length) throw notAccepted()
  return key['account']
}

const listed = (transports: string) => transports.split(',').filter(Boolean) as any[]
const notAccepted = (): Refusal => new Refusal('invalid', 'passkey-not-accepted')

/** What a browser sent, so far that it can be looked at; the library holds the rest against the standard. */
function understood<R extends { id: string; response: { clientDataJSON: string } }>(sent: string): R {
  try {
    const response = JSON.parse(sent) as R
    if (typeof response.id === 'string' && typeof response.response.clientDataJSON === 'string') return response
  } catch { /* said below */ }
  throw notAccepted()
}

/** The library tells what is wrong by throwing. The person is told what to do; the operator reads why. */
async function accepted<T>(house: House, verify: () => Promise<T>): Promise<T> {
  try {
    return await verify()
  } catch (error) {
    house.log.warn({ why: (error as Error).message }, 'a passkey was not accepted')
    throw notAccepted()
  }
}

async function keep(house: House, challenge: string, purpose: 'add' | 'sign-in' | 'prove', session: string | undefined): Promise<void> {
  await sql`insert into passkey_challenges (hash, purpose, session, ends_at) values (${hashOf(challenge)}, ${purpose}, ${session ?? null}, ${new Date(Date.now() + challengeStays)})`.execute(house.db)
}

/** Takes the challenge away before anything is judged, so that whatever follows it was good for one try. At once and not with the work's write: a refusal spends it too. */
async function spend(house: House, response: { response: { clientDataJSON: string } }, purpose: 'add' | 'sign-in' | 'prove', session: string | undefined): Promise<string> {
  let challenge: unknown
  try {
    challenge = (JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString()) as { challenge?: unknown } | null)?.challenge
  } catch { /* said below */ }
  if (typeof challenge !== 'string') throw notAccepted()
  const { rows } = await sql`delete from passkey_challenges where hash = ${hashOf(challenge)} and purpose = ${purpose} and session is not distinct from ${session ?? null} and ends_at > now() returning hash`.execute(house.db)
  if (!rows.length) throw new Refusal('conflict', 'passkey-too-late')
  return challenge
}
