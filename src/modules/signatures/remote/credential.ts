import { hash, verify } from '@node-rs/argon2'
import { type CertificateRow, certificatesOf, citizenHolder, findSigner, issueCertificate, keysOf, type Signer } from '#certification'
import type { Ctx } from '#platform/ctx'
import { emptyPending } from '#platform/events'
import { Refusal } from '#platform/refusal'

/** So many wrong PINs, and the key rests a while: a PIN of six digits is then not found by trying. It wakes by itself, so nobody can lock her out for good. */
const tries = { most: 5, restMinutes: 15 }

export type Credential = { holder: string; lockedTill: Date | null }

/** The signing credential of a person, if she has one. */
export async function findCredential(ctx: Pick<Ctx, 'db'>, holder: string): Promise<Credential | undefined> {
  const row = await ctx.db.selectFrom('signing_credentials').select(['holder', 'locked_till']).where('holder', '=', holder).executeTakeFirst()
  return row && { holder: row['holder'], lockedTill: row['locked_till'] }
}

/** Gives whoever asks a key of her own, a certificate for it, and the PIN she chose as what lets it be used. Refuses with conflict `credential-there`, and a PIN that is guessed at once. */
export async function makeCredential(ctx: Ctx, pin: string): Promise<{ certificate: string }> {
  if (await findCredential(ctx, ctx.actor.id)) throw new Refusal('conflict', 'credential-there')
  if (!/^\d{6,12}$/.test(pin) || /^(\d)\1+$/.test(pin) || '01234567890123456789'.includes(pin)) throw new Refusal('invalid', 'check-the-form', { pin: 'pin-too-plain' })
  const { id } = await issueCertificate(ctx, citizenHolder(ctx.actor))
  ctx.write({ table: 'signing_credentials', row: { holder: ctx.actor.id, pin: await hash(pin), failures: 0, locked_till: null, made_at: ctx.now } })
  return { certificate: id }
}

/**
 * The signer of a person who has shown that it is she, by her PIN: the second thing beside her session. Refuses with
 * `credential-missing`, `pin-wrong` (counted, also when nothing else is written) and `pin-rests`.
 */
export async function unlock(ctx: Pick<Ctx, 'db' | 'house' | 'now'>, holder: string, pin: string): Promise<{ signer: Signer; row: CertificateRow }> {
  const row = await ctx.db.selectFrom('signing_credentials').select(['holder', 'pin', 'failures', 'locked_till', 'made_at']).where('holder', '=', holder).executeTakeFirst()
  if (!row) throw new Refusal('conflict', 'credential-missing')
  const till = row['locked_till'] as Date | null
  if (till && till > ctx.now) throw new Refusal('too-many', 'pin-rests', {}, { minutes: tries.restMinutes, seconds: Math.ceil((till.getTime() - ctx.now.getTime()) / 1000) })
  const right = await verify(row['pin'], pin).catch(() => false)
  if (!right || row['failures']) {
    const failures = right ? 0 : row['failures'] + 1
    const rests = failures >= tries.most
    await ctx.house.writer.write({ ...emptyPending(), rows: [{ table: 'signing_credentials', row: { ...row, failures: rests ? 0 : failures, locked_till: rests ? new Date(ctx.now.getTime() + tries.restMinutes * 60_000) : null } }] })
  }
  if (!right) throw new Refusal('invalid', 'check-the-form', { pin: 'pin-wrong' })
  const found = await findSigner(ctx.house, 'citizen', holder, ctx.now)
  if (!found) throw new Refusal('conflict', 'credential-missing')
  return found
}

/** Signs hashes with the key of a holder; for the remote-signing service, which is sent nothing but hashes. */
export async function signHashes(ctx: Pick<Ctx, 'db' | 'house' | 'now'>, holder: string, scheme: Signer['scheme'], hashes: readonly Buffer[]): Promise<Buffer[]> {
  const keys = keysOf(ctx.house)
  const row = (await certificatesOf(ctx, 'citizen', holder)).find((one) => !one.revokedAt && one.certificate.notAfter >= ctx.now)
  if (!keys || !row) throw new Refusal('conflict', 'credential-missing')
  return Promise.all(hashes.map((one) => keys.signHash(row.key, scheme, one)))
}
