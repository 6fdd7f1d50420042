import { createHash } from 'node:crypto'
import { type Certificate, certificateOf, faultOf, fingerprint, type HashName, hashOf, ids, readStamp, type SignedMessage, type SignerInfo, serialHex } from '#certification'
import type { Fault, Remark, SignatureReport } from './report.ts'
import { believe, type Belief, type Evidence, type Trust } from './trust.ts'

export type Judging = { trust: Trust; evidence: Evidence; now: Date
  /** The moment at which the signature is known to have been there, by a time stamp over the whole file. */
  provenAt?: Date }

/** What is found about the time stamp of a signature. */
export function judgeStamp(token: Buffer, digestOf: (hash: HashName) => Buffer, { trust, evidence, now, provenAt }: Judging): { at?: Date; faults: Fault[]; belief?: Belief; certificate?: Certificate } {
  const stamp = readStamp(token)
  if ('fault' in stamp) return { faults: ['stamp-broken'] }
  if (!digestOf(stamp.hash).equals(stamp.imprint)) return { faults: ['stamp-for-something-else'] }
  const certificate = stamp.certificate!
  const with_ = { ...evidence, certificates: [...evidence.certificates, ...stamp.message.certificates] }
  // A time stamp counts as long as its own certificate does, or as a later stamp over it shows that it did.
  const belief = believe(certificate, { trust, evidence: with_, at: provenAt ?? now, use: 'stamping' })
  const atItsTime = believe(certificate, { trust, evidence: with_, at: stamp.at, use: 'stamping' })
  const faults = new Set<Fault>()
  if (belief.faults.includes('certificate-foreign')) faults.add('stamp-foreign')
  else if (atItsTime.faults.includes('certificate-expired') || atItsTime.faults.includes('certificate-not-yet') || belief.faults.includes('certificate-expired')) faults.add('stamp-expired')
  else if (belief.faults.includes('certificate-revoked')) faults.add('stamp-revoked')
  else if (belief.faults.length) faults.add('stamp-broken')
  return { faults: [...faults], belief, certificate, ...(faults.size ? {} : { at: stamp.at }) }
}

export type MessageJudgement = Pick<SignatureReport, 'faults' | 'remarks' | 'signer' | 'at' | 'atProven' | 'certificate' | 'algorithm'> & { stamped: boolean; belief?: Belief; stampBelief?: Belief; digest: string; own?: Certificate }

/** Judges the first signature of a message: does it hold, over what, by whom, and could he be believed then? */
export function judgeMessage(message: SignedMessage, signer: SignerInfo, digestOf: (hash: HashName) => Buffer, judging: Judging): MessageJudgement {
  const faults = new Set<Fault>()
  const remarks = new Set<Remark>()
  const fault = faultOf(message, signer, digestOf)
  if (fault) faults.add(fault)
  const evidence = { ...judging.evidence, certificates: [...message.certificates, ...judging.evidence.certificates] }
  const token = signer.unsigned.get(ids.signatureTimeStamp)?.[0]
  const stamp = token && judgeStamp(token.raw, (hash) => createHash(hash).update(signer.signature).digest(), { ...judging, evidence })
  for (const one of stamp?.faults ?? []) faults.add(one)
  const at = stamp?.at ?? judging.provenAt
  if (!at) remarks.add('no-stamp')
  const own = certificateOf(message, signer)
  const belief = own && believe(own, { trust: judging.trust, evidence, at: at ?? judging.now, use: 'signing' })
  for (const one of belief?.faults ?? []) faults.add(one)
  if (belief?.known === 'unknown' && !belief.faults.includes('certificate-foreign')) remarks.add('revocation-unknown')
  if (belief?.revoked && !belief.faults.includes('certificate-revoked')) remarks.add('revoked-later')
  if (own && at && judging.now > own.notAfter && !faults.has('certificate-expired')) remarks.add('expired-since')
  return {
    faults: [...faults], remarks: [...remarks], atProven: at !== undefined, stamped: stamp?.at !== undefined, digest: hashOf('sha256', message.der).toString('hex'),
    ...(at ? { at: at.toISOString() } : {}), ...(belief ? { belief } : {}), ...(stamp?.belief ? { stampBelief: stamp.belief } : {}), ...(own ? { own, ...toldOf(own, belief) } : {}),
    ...('kind' in signer.scheme ? { algorithm: algorithmIn(own, signer.scheme) } : {}),
  }
}

export const algorithmIn = (own: Certificate | undefined, scheme: { kind: string; hash: string }): string => {
  const key = own && 'kind' in own.key ? (own.key.kind === 'rsa' ? `RSA ${own.key.bits}` : own.key.curve) : ''
  return `${key} ${({ ecdsa: 'ECDSA', 'rsa-pkcs1': 'PKCS#1 v1.5', 'rsa-pss': 'PSS' } as Record<string, string>)[scheme.kind]} ${scheme.hash.toUpperCase().replace('SHA', 'SHA-')}`.trim()
}

/** What is said of whoever signed, from the certificate. */
export function toldOf(own: Certificate, belief: Belief | undefined): Required<Pick<SignatureReport, 'signer' | 'certificate'>> {
  const { commonName, title, organisation } = own.name
  return {
    signer: { name: commonName, ...(title ? { title } : {}), ...(organisation ? { organisation } : {}) },
    certificate: {
      number: serialHex(own.serial), issuer: own.issuerName.commonName, from: own.notBefore.toISOString(), to: own.notAfter.toISOString(), fingerprint: fingerprint(own.der),
      ...(belief?.revoked ? { revokedAt: belief.revoked.at.toISOString() } : {}), ...(belief && belief.chain.length > 1 ? { root: belief.chain.at(-1)!.name.commonName } : {}),
    },
  }
}
