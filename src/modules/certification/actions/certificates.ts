import Type from 'typebox'
import { isBelow, mustFindUnit, officeOf } from '#organisations'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { openStream, unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { issueCertificate } from '../authority.ts'
import { certificateStream, openCertificate, trustId, trustStream, type TrustState } from '../certificate-store.ts'
import { certificateFrom } from '../domain/certificate.ts'
import { reasons, type Reason } from '../domain/revocation.ts'
import { officialHolder, sealHolder } from '../holders.ts'

const Id = Type.String({ minLength: 1, maxLength: 160 })

/** Is the unit one of those the actor keeps? */
export function keeps(ctx: Pick<Ctx, 'actor' | 'take' | 'now'>, unit: string): boolean {
  return ctx.actor.kind === 'system' || ctx.actor.powers.some((power) => power.act === 'admin' && (power.unit === unit || isBelow(ctx, unit, power.unit)))
}
function mustKeep(ctx: Pick<Ctx, 'actor' | 'take' | 'now'>, unit: string): void {
  if (!keeps(ctx, unit)) throw new Refusal('forbidden', 'not-your-certificate')
}

/** Gives an official of the unit, or the unit itself, a key and a certificate; one that is there goes on counting until it ends. */
export const giveCertificate = defineAction({
  name: 'certification.issue',
  summary: 'Give an official, or an agency for its seal, a certificate to sign with',
  may: 'admin',
  input: Type.Object({ unit: Id, official: Type.Optional(Id) }, { additionalProperties: false }),
  async run(ctx, { unit, official }): Promise<{ id: string }> {
    mustKeep(ctx, unit)
    const agency = { unit, name: mustFindUnit(ctx, unit, day(ctx.now)).formal.vi }
    if (!official) return { id: (await issueCertificate(ctx, sealHolder(agency))).id }
    const office = await officeOf(ctx, official, day(ctx.now))
    if (!office?.position || !office.powers.some((power) => power.unit === unit)) throw new Refusal('invalid', 'check-the-form', { official: 'choose-colleague' })
    return { id: (await issueCertificate(ctx, officialHolder({ id: official, name: office.name, position: office.position.vi }, agency))).id }
  },
})

/** From now on the certificate counts no more; what was signed with it before stays signed, because time stamps show that it was before. */
export const revokeCertificate = defineAction({
  name: 'certification.revoke',
  summary: 'Revoke a certificate of one’s own or of one’s agency',
  may: 'official',
  input: Type.Object({ id: Id, reason: Type.Enum(Object.keys(reasons) as Reason[]), remark: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  async run(ctx, { id, reason, remark }) {
    const opened = await openCertificate(ctx, id)
    if (!['official', 'seal', 'citizen'].includes(opened.state.profile)) throw new Refusal('forbidden', 'not-your-certificate')
    // Whoever has lost his key need not ask an administrator first.
    if (opened.state.holder.id !== ctx.actor.id) mustKeep(ctx, opened.state.unit ?? '')
    if (opened.state.revoked) throw new Refusal('conflict', 'certificate-revoked-already')
    ctx.record(certificateStream, opened, [{ type: 'certification.revoked', data: { reason, ...(remark ? { remark } : {}) } }])
  },
})

/** Believes certificates of an authority elsewhere from now on. */
export const trustAuthority = defineAction({
  name: 'certification.trust',
  summary: 'Believe the certificates of an authority elsewhere',
  may: 'admin',
  input: Type.Object({ certificate: Type.String({ minLength: 1, maxLength: 20_000, description: 'Its root certificate, as PEM' }), why: Type.String({ minLength: 3, maxLength: 500, description: 'Whence it was taken and how its fingerprint was compared' }) }, { additionalProperties: false }),
  async run(ctx, { certificate, why }): Promise<{ id: string }> {
    const read = certificateFrom(Buffer.from(certificate))
    if (!read) throw new Refusal('invalid', 'check-the-form', { certificate: 'certificate-not-readable' })
    if (!read.authority) throw new Refusal('invalid', 'check-the-form', { certificate: 'certificate-not-of-an-authority' })
    const id = trustId(read.der)
    const there = await ctx.db.selectFrom('trusted_authorities').select('state').where('id', '=', id).executeTakeFirst()
    if (there?.state === 'trusted') throw new Refusal('conflict', 'authority-trusted-already')
    const opened = there ? await openStream(ctx, trustStream, id) : unopened<TrustState>(id)
    ctx.record(trustStream, opened, [{ type: 'certification.authority-trusted', data: { id, name: read.name.commonName || read.name.organisation || id, der: read.der.toString('base64'), why } }])
    return { id }
  },
})

export const endTrust = defineAction({
  name: 'certification.end-trust',
  summary: 'Believe the certificates of that authority no more',
  may: 'admin',
  input: Type.Object({ id: Id, why: Type.String({ maxLength: 500 }) }, { additionalProperties: false }),
  async run(ctx, { id, why }) {
    const there = await ctx.db.selectFrom('trusted_authorities').select('state').where('id', '=', id).executeTakeFirst()
    if (there?.state !== 'trusted') throw new Refusal('not-found', 'no-such-authority')
    ctx.record(trustStream, await openStream(ctx, trustStream, id), [{ type: 'certification.trust-ended', data: { why } }])
  },
})
