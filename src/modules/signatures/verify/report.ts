import type { Level } from '../rules.ts'
import type { OurRecord } from '../signature-store.ts'
import type { CertificateFault } from './trust.ts'
import type { Change } from './changes.ts'

/** What can be wrong with a signature. Each has its sentence in the texts. */
export type Fault =
  | 'byte-range-wrong' | 'signature-unreadable' | 'content-changed' | 'signature-broken' | 'weak-digest' | 'unknown-algorithm' | 'no-certificate' | 'certificate-exchanged' | 'algorithms-disagree' | 'changed-after-signing'
  | CertificateFault
  | 'stamp-broken' | 'stamp-for-something-else' | 'stamp-foreign' | 'stamp-expired' | 'stamp-revoked'
  | 'proofs-removed'
/** What a reader should know and that is no fault. */
export type Remark = 'no-stamp' | 'revocation-unknown' | 'revoked-later' | 'expired-since'

export type SignatureReport = {
  kind: 'signature' | 'time-stamp'
  /** Name of the field, or of the place in XML. */
  field: string
  verdict: 'good' | 'broken' | 'unknown'
  level?: Level
  faults: Fault[]
  changes: Change[]
  remarks: Remark[]
  signer?: { name: string; title?: string; organisation?: string }
  /** What our own records say, when the signature was made by this platform. */
  record?: OurRecord
  reason?: string
  /** By the time stamp; by the signer's own word where there is none. */
  at?: string
  atProven: boolean
  certificate?: { number: string; issuer: string; from: string; to: string; fingerprint: string; revokedAt?: string; root?: string }
  algorithm?: string
}

export type Report = {
  file: { name: string; bytes: number; sha256: string; kind: 'pdf' | 'xml' | 'jws' | 'unknown' }
  checkedAt: string
  /** good: all signatures hold and nothing was changed. broken: something is wrong. unknown: cannot be decided. unsigned: there is none. */
  verdict: 'good' | 'broken' | 'unknown' | 'unsigned' | 'unreadable'
  signatures: SignatureReport[]
}

/** One word for the whole file: the worst that was found. */
export const verdictOf = (signatures: readonly Pick<SignatureReport, 'verdict'>[]): Report['verdict'] =>
  !signatures.length ? 'unsigned' : signatures.some((one) => one.verdict === 'broken') ? 'broken' : signatures.some((one) => one.verdict === 'unknown') ? 'unknown' : 'good'
