import type { Ctx, Db } from '#platform/ctx'
import { defineStream, type Happened, type Opened, openStream } from '#platform/events'
import { type Certificate, fingerprint, readCertificate, serialHex } from './domain/certificate.ts'
import type { Reason } from './domain/revocation.ts'
import type { ProfileName } from './profiles.ts'

/** A certificate as it was given out. `der` is base64. */
export type Issued = { id: string; profile: ProfileName; holder: { id: string; name: string }; unit?: string; position?: string; key: string; der: string; replaces?: string }
export type CertificateEvent =
  | { type: 'certification.issued'; data: Issued }
  | { type: 'certification.revoked'; data: { reason: Reason; remark?: string } }
  /** A root's list of revoked authorities was signed anew. */
  | { type: 'certification.list-signed'; data: { list: string } }
export type CertificateState = Issued & { issuedAt: Date; revoked?: { at: Date; reason: Reason; remark?: string }; list?: string }

function evolve(state: CertificateState | undefined, event: Happened<CertificateEvent>): CertificateState {
  if (event.type === 'certification.issued') return { ...event.data, issuedAt: new Date(event.at) }
  if (!state) throw new Error(`${event.type} before the certificate was issued`)
  switch (event.type) {
    case 'certification.revoked': return { ...state, revoked: { at: new Date(event.at), ...event.data } }
    case 'certification.list-signed': return { ...state, list: event.data.list }
  }
}

export const certificateStream = defineStream<CertificateState, CertificateEvent>({
  prefix: 'certificate', evolve, tables: ['certificates'],
  rows(c) {
    const read = readCertificate(Buffer.from(c.der, 'base64'))
    return [{
      table: 'certificates',
      row: {
        id: c.id, serial: serialHex(read.serial), profile: c.profile, holder: c.holder.id, holder_name: c.holder.name, unit: c.unit ?? null, position: c.position ?? null, key_name: c.key, der: c.der,
        not_before: read.notBefore, not_after: read.notAfter, issued_at: c.issuedAt, revoked_at: c.revoked?.at ?? null, reason: c.revoked?.reason ?? null, remark: c.revoked?.remark ?? null, list: c.list ?? null,
      },
    }]
  },
})

export const openCertificate = (ctx: Pick<Ctx, 'db'>, id: string): Promise<Opened<CertificateState>> => openStream(ctx, certificateStream, id, 'no-such-certificate')

/** A certificate of ours as pages and signers read it. */
export type CertificateRow = {
  id: string; serial: string; profile: ProfileName; holder: string; holderName: string; unit: string | null; position: string | null; key: string
  certificate: Certificate; issuedAt: Date; revokedAt: Date | null; reason: Reason | null; remark: string | null; list: Buffer | null
}
const columns = ['id', 'serial', 'profile', 'holder', 'holder_name', 'unit', 'position', 'key_name', 'der', 'issued_at', 'revoked_at', 'reason', 'remark', 'list'] as const
const named = (row: any): CertificateRow => ({
  id: row.id, serial: row.serial, profile: row.profile, holder: row.holder, holderName: row.holder_name, unit: row.unit, position: row.position, key: row.key_name,
  certificate: readCertificate(Buffer.from(row.der, 'base64')), issuedAt: row.issued_at, revokedAt: row.revoked_at, reason: row.reason, remark: row.remark, list: row.list && Buffer.from(row.list, 'base64'),
})

/** The certificates of one holder under one profile, newest first. */
export async function certificatesOf(asking: { db: Db }, profile: ProfileName, holder: string): Promise<CertificateRow[]> {
  return (await asking.db.selectFrom('certificates').select(columns).where('profile', '=', profile).where('holder', '=', holder).orderBy('not_before', 'desc').orderBy('id', 'desc').limit(100).execute()).map(named)
}

/** Ours with that number (hexadecimal), if there is one. */
export async function findBySerial(asking: { db: Db }, serial: string): Promise<CertificateRow | undefined> {
  const row = await asking.db.selectFrom('certificates').select(columns).where('serial', '=', serial).executeTakeFirst()
  return row && named(row)
}

/** The service's own certificates, newest first: one root and what stands under it, and those before. */
export async function ownCertificates(asking: { db: Db }): Promise<CertificateRow[]> {
  return (await asking.db.selectFrom('certificates').select(columns).where('profile', 'in', ['root', 'issuing', 'ocsp', 'tsa']).orderBy('not_before', 'desc').orderBy('id', 'desc').limit(200).execute()).map(named)
}

/** Certificates of people and agencies that sit in one of `units`, newest first; at most 500. */
export async function certificatesIn(asking: { db: Db }, units: readonly string[]): Promise<CertificateRow[]> {
  return (await asking.db.selectFrom('certificates').select(columns).where('unit', 'in', ['', ...units]).where('profile', 'in', ['official', 'seal']).orderBy('not_after', 'desc').orderBy('id').limit(500).execute()).map(named)
}

/** All that the issuing authority has revoked and that would still count otherwise. */
export async function revokedOn(asking: { db: Db }, at: Date): Promise<{ serial: string; at: Date; reason: Reason }[]> {
  const rows = await asking.db.selectFrom('certificates').select(['serial', 'revoked_at', 'reason']).where('revoked_at', 'is not', null).where('not_after', '>=', at).where('profile', '<>', 'issuing').where('profile', '<>', 'root').orderBy('revoked_at').execute()
  return rows.map((row: any) => ({ serial: row.serial, at: row.revoked_at, reason: row.reason }))
}

export type TrustEvent =
  | { type: 'certification.authority-trusted'; data: { id: string; name: string; der: string; why: string } }
  | { type: 'certification.trust-ended'; data: { why: string } }
export type TrustState = { id: string; name: string; der: string; why: string; at: Date; by: string; ended?: Date }
export const trustStream = defineStream<TrustState, TrustEvent>({
  prefix: 'trust', tables: ['trusted_authorities'],
  evolve(state, event) {
    if (event.type === 'certification.authority-trusted') return { ...event.data, at: new Date(event.at), by: event.actorName }
    return { ...state!, ended: new Date(event.at) }
  },
  rows: (t) => [{ table: 'trusted_authorities', row: { id: t.id, name: t.name, der: t.der, why: t.why, state: t.ended ? 'ended' : 'trusted', added_at: t.at, added_by: t.by, ended_at: t.ended ?? null } }],
})
export const trustId = (der: Buffer): string => fingerprint(der).slice(0, 32)
