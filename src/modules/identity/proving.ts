import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Db } from '#platform/ctx'
import type { House } from '#platform/house'
import { mustNotHurry } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import type { Typed } from '#platform/page'
import { accountByPasskey } from './passkeys.ts'
import { noteProved } from './sessions.ts'

/** Long enough to pick the telephone up. Milliseconds. */
const codeStays = 5 * 60_000
const mostWrong = 5

/**
 * Whoever sent a proof with his form, as the actor who has proved it. `_proof` is what his passkey signed, or `code`: then
 * `_code` is what stands on the sample's telephone. Refuses with prove; a proof is good for one try.
 */
export async function prove(house: House, actor: Actor, typed: Typed): Promise<Actor> {
  if (!actor.session) throw new Refusal('sign-in', 'sign-in-first')
  // By account, not by address: who tries codes does it as one who is signed in.
  mustNotHurry(house, `proof ${actor.id}`, { most: 20, perSeconds: 300 })
  const sent = String(typed['_proof'])
  try {
    // Pressed to go on, after he confirmed in another window: the work itself asks whether that is so.
    if (sent === '') return actor
    if (sent !== 'code') {
      if ((await accountByPasskey(house, sent, actor.session)) !== actor.id) throw new Refusal('invalid', 'passkey-not-accepted')
      return { ...actor, provedAt: await noteProved(house, actor, 'passkey') }
    }
    if (!house.settings.sample) throw new Refusal('forbidden', 'sample-only')
    if (!(await isRightCode(house, actor.session, String(typed['_code'] ?? '')))) throw new Refusal('invalid', 'check-the-form', { _code: 'code-wrong' })
    return { ...actor, provedAt: await noteProved(house, actor, 'code') }
  } catch (error) {
    throw error instanceof Refusal ? new Refusal('prove', error.code, error.fields, error.params) : error
  }
}

/** Six digits, another for every asking. */
const codeOf = (house: House, session: string, madeAt: Date): string =>
  String(createHmac('sha256', house.settings.secret).update(`proof code ${session} ${madeAt.getTime()}`).digest().readUInt32BE() % 1_000_000).padStart(6, '0')

/** Sends a code to the sample's telephone, unless one lies there that is still good. */
export async function sendCode(house: House, session: string): Promise<void> {
  const now = new Date()
  await sql`insert into proof_codes (session, made_at, ends_at) values (${session}, ${now}, ${new Date(now.getTime() + codeStays)})
    on conflict (session) do update set made_at = excluded.made_at, ends_at = excluded.ends_at, wrong = 0
    where proof_codes.ends_at < ${now} or proof_codes.wrong >= ${mostWrong}`.execute(house.db)
}

export type Code = { code: string; until: Date }

/** The codes on the telephone of somebody of the sample, newest first. */
export async function codesOf({ db, house }: { db: Db; house: House }, account: string): Promise<Code[]> {
  const rows = await db.selectFrom('proof_codes as c').innerJoin('sessions as s', 's.id', 'c.session').select(['c.session', 'c.made_at', 'c.ends_at'])
    .where('s.account', '=', account).where('s.ended_at', 'is', null).where('c.ends_at', '>', new Date()).where('c.wrong', '<', mostWrong).orderBy('c.made_at', 'desc').limit(5).execute()
  return rows.map((row) => ({ code: codeOf(house, row['session'], row['made_at']), until: row['ends_at'] }))
}

async function isRightCode(house: House, session: string, typed: string): Promise<boolean> {
  // Counted before it is judged: of many tries at one moment no more than five are looked at.
  const { rows: [row] } = await sql<{ made_at: Date }>`update proof_codes set wrong = wrong + 1 where session = ${session} and wrong < ${mostWrong} and ends_at > ${new Date()} returning made_at`.execute(house.db)
  if (!row) return false
  const [meant, sent] = [Buffer.from(codeOf(house, session, row.made_at)), Buffer.from(typed.replace(/\s/g, ''))]
  if (meant.length !== sent.length || !timingSafeEqual(meant, sent)) return false
  return (await sql`delete from proof_codes where session = ${session} and made_at = ${row.made_at} returning session`.execute(house.db)).rows.length === 1
}
