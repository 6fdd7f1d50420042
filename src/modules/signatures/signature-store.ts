import { defineStream, type Happened } from '#platform/events'
import type { Db } from '#platform/ctx'
import type { Level } from './rules.ts'

/** A signature that the platform made. `digest` is the SHA-256 of the signature, by which it is found again. */
export type Made = {
  id: string
  digest: string
  file?: string
  kind: 'personal' | 'seal' | 'citizen' | 'copy'
  format: 'pades' | 'xades' | 'jws'
  level: Level
  signer: { id: string; name: string; position?: string }
  unit?: { code: string; name: string }
  /** Whose power it was, and the delegation that lent it. */
  inNameOf?: { name: string; position: string; delegation?: string }
  /** Number of the certificate, hexadecimal. */
  certificate: string
  /** The event by which the signer said yes. */
  authorised?: string
}
export type SignatureEvent = { type: 'signatures.made'; data: Made }
export type SignatureState = Made & { at: Date }

export const signatureStream = defineStream<SignatureState, SignatureEvent>({
  prefix: 'signature', tables: ['signatures_made'],
  evolve: (_state, event: Happened<SignatureEvent>) => ({ ...event.data, at: new Date(event.at) }),
  rows: (s) => [{
    table: 'signatures_made',
    row: {
      id: s.id, digest: s.digest, file: s.file ?? null, kind: s.kind, format: s.format, level: s.level, signer: s.signer.id, signer_name: s.signer.name, position: s.signer.position ?? null, unit: s.unit?.code ?? null, agency: s.unit?.name ?? null,
      in_name_of: s.inNameOf?.name ?? null, their_post: s.inNameOf?.position ?? null, delegation: s.inNameOf?.delegation ?? null, certificate: s.certificate, authorised: s.authorised ?? null, signed_at: s.at,
    },
  }],
})

/** What our records say of a signature: more than its certificate can. */
export type OurRecord = { kind: Made['kind']; level: Level; signerName: string; position?: string; agency?: string; inNameOf?: { name: string; position: string; delegation?: string; from?: string; to?: string; ended?: string }; at: Date }

/** The signatures with these digests that we made. */
export async function recordsOf(asking: { db: Db }, digests: readonly string[]): Promise<Map<string, OurRecord>> {
  if (!digests.length) return new Map()
  const rows = await asking.db.selectFrom('signatures_made as s').leftJoin('delegations as d', 'd.id', 's.delegation')
    .select(['s.digest', 's.kind', 's.level', 's.signer_name', 's.position', 's.agency', 's.in_name_of', 's.their_post', 's.delegation', 's.signed_at', 'd.valid_from', 'd.valid_to', 'd.ended_on']).where('s.digest', 'in', digests).execute()
  return new Map(rows.map((row: any) => [row.digest, {
    kind: row.kind, level: row.level, signerName: row.signer_name, at: row.signed_at, ...(row.position ? { position: row.position } : {}), ...(row.agency ? { agency: row.agency } : {}),
    ...(row.in_name_of ? { inNameOf: { name: row.in_name_of, position: row.their_post ?? '', ...(row.delegation ? { delegation: row.delegation } : {}), ...(row.valid_from ? { from: row.valid_from, to: row.valid_to } : {}), ...(row.ended_on ? { ended: row.ended_on } : {}) } } : {}),
  }]))
}
