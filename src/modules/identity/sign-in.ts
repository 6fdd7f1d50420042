import { type Actor, nobody } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { mustNotHurry } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { accountColumns, accountOf, accountRow, accountStream, findAccount, registerAccount } from './accounts.ts'
import type { Account } from './domain/account.ts'
import type { Profile } from './domain/claims.ts'
import { isForOffice } from './domain/local-path.ts'
import { type Assurance, type Capacity, networkOf } from './domain/session.ts'
import { accountByPasskey } from './passkeys.ts'
import { accountByPassword } from './passwords.ts'
import { mustBeSample } from './sample-people.ts'
import { beginSession, endSession, findLiveSession, noteProved } from './sessions.ts'

export type SignedIn = { secret: string; capacity: Capacity }
/** From where somebody signs in. `before`: whoever this browser was signed in as; he is signed out in the same write. */
export type From = { ip: string; device: string; before: Actor }

/** Ten in a minute is more than a person needs. By address and account together: a stranger elsewhere cannot use up Lan's. */
const pace = { most: 10, perSeconds: 60 }

/** Becomes an invented person. Refuses with forbidden `sample-only`, not-found `no-such-person`, too-many. */
export async function signInAsInvented(house: House, id: string, from: From): Promise<SignedIn> {
  mustBeSample(house)
  mustNotHurry(house, `sign-in ${from.ip} ${id.slice(0, 80)}`, pace)
  const account = await findAccount(house, { id })
  if (!account) throw new Refusal('not-found', 'no-such-person')
  return begin(house, account, account.official ? 'official' : 'person', 'sample', 1, from)
}

/**
 * Signs in by personal number and password: only those who set the province up have one, and only where no issuer is
 * connected. Undefined when they do not belong together; refuses with too-many.
 */
export async function signInByPassword(house: House, nationalId: string, password: string, from: From): Promise<SignedIn | undefined> {
  mustNotHurry(house, `sign-in ${from.ip} ${nationalId.slice(0, 80)}`, pace)
  // Beside it for the number alone: who tries from many addresses is slowed as well.
  mustNotHurry(house, `password ${nationalId.slice(0, 80)}`, { most: 30, perSeconds: 3600 })
  const id = await accountByPassword(house, nationalId, password.slice(0, 200))
  const account = id === undefined ? undefined : await findAccount(house, { id })
  return account && begin(house, account, account.official ? 'official' : 'person', 'password', 1, from)
}

/** Signs an official in, in office, by the passkey on his device. Refuses as `accountByPasskey` does, and with too-many. */
export async function signInByPasskey(house: House, sent: string, from: From): Promise<SignedIn> {
  mustNotHurry(house, `sign-in ${from.ip} passkey`, { most: 60, perSeconds: 60 })
  const account = await findAccount(house, { id: await accountByPasskey(house, sent) })
  if (!account?.official) throw new Refusal('not-found', 'passkey-unknown')
  return begin(house, account, 'official', 'passkey', 2, from)
}

/**
 * Signs in whom the issuer vouches for. Found by the issuer's own name for him, else by his personal number, else
 * registered. An official comes in office when he goes to a place of office, or nowhere in particular; otherwise as the citizen he also is.
 * Refuses with conflict `issuer-contradicts` when name and number lead to two different people.
 */
export async function signInThrough(house: House, issuer: string, profile: Profile, to: string | undefined, from: From): Promise<SignedIn> {
  mustNotHurry(house, `sign-in ${from.ip} ${profile.subject.slice(0, 80)}`, pace)
  const ctx = openCtx(house, nobody)
  const named = await house.db.selectFrom('issuer_names as n').innerJoin('accounts as a', 'a.id', 'n.account').select(accountColumns.map((c) => `a.${c}` as const))
    .where('n.issuer', '=', issuer).where('n.subject', '=', profile.subject).executeTakeFirst()
  const numbered = profile.nationalId ? await findAccount(house, { nationalId: profile.nationalId }) : undefined
  const known = named ? accountOf(named) : numbered
  if (known && profile.nationalId && known.nationalId && known.nationalId !== profile.nationalId) throw new Refusal('conflict', 'issuer-contradicts')
  if (named && numbered && numbered.id !== named['id']) throw new Refusal('conflict', 'issuer-contradicts')

  const { subject, ...facts } = profile
  const account: Account = known ? { ...known, ...facts } : registerAccount(ctx, facts, 'issuer')
  const changed = known ? (Object.keys(facts) as (keyof typeof facts)[]).filter((key) => facts[key] !== known[key]) : []
  if (known && changed.length) {
    const row = await house.db.selectFrom('accounts').select('registered_at').where('id', '=', account.id).executeTakeFirstOrThrow()
    const { version } = await house.db.selectFrom('events').select((eb) => eb.fn.countAll<number>().as('version')).where('stream', '=', `account-${account.id}`).executeTakeFirstOrThrow()
    ctx.write(accountRow(account, row['registered_at']))
    ctx.record(accountStream, { id: account.id, version: Number(version), state: true }, [{ type: 'identity.account-confirmed', data: { issuer, changed } }])
  }
  if (!named) ctx.write({ table: 'issuer_names', row: { issuer, subject, account: account.id, since: ctx.now } })
  return begin(house, account, account.official && (!to || isForOffice(to)) ? 'official' : 'person', issuer, profile.assurance === 2 ? 2 : 1, from, ctx)
}

/** He came back from the issuer to show that it is he: the very person who is signed in here, at level 2, and signed in there just now. */
export async function proveThrough(house: House, actor: Actor, { issuer, profile, authAt }: { issuer: string; profile: Profile; authAt: Date }): Promise<boolean> {
  if (!actor.session || profile.assurance !== 2 || Date.now() - authAt.getTime() > house.settings.proofMinutes * 60_000) return false
  const named = await house.db.selectFrom('issuer_names').select('account').where('issuer', '=', issuer).where('subject', '=', profile.subject).executeTakeFirst()
  if (named?.['account'] !== actor.id) return false
  await noteProved(house, actor, 'issuer')
  return true
}

async function begin(house: House, account: Account, capacity: Capacity, through: string, assurance: Assurance, { before, device, ip }: From, ctx = openCtx(house, nobody)): Promise<SignedIn> {
  const self = openCtx(house, { id: account.id, kind: capacity, name: account.name, powers: [] })
  // What was noted on the way here belongs to the same write.
  self.pending.events.push(...ctx.pending.events)
  self.pending.rows.push(...ctx.pending.rows)
  if (before.session) {
    const old = await findLiveSession(self, before.session, before.id)
    if (old?.carrier === 'cookie') endSession(self, old)
  }
  const { secret } = beginSession(self, account.id, capacity, device, through, assurance, networkOf(ip))
  await house.writer.write(self.pending)
  return { secret, capacity }
}
