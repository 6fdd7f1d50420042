import { type Certificate, type CertificationRules, type Crl, fingerprint, ids, isGoodKey, isIssuedBy, type OcspAnswer, readCrl, readOcspAnswer, type Reason } from '#certification'

/** Whom we believe, and what we know by ourselves. */
export type Trust = {
  anchors: readonly Certificate[]
  /** Certificates that may lie between: those of our own service. */
  between: readonly Certificate[]
  rules: Pick<CertificationRules, 'algorithms'>
  /** What our own records say of a certificate of ours; undefined for one of another authority. */
  ours(certificate: Certificate): { revokedAt: Date | null; reason: Reason | null } | undefined
}

/** What came along with a file, to prove certificates with. */
export type Evidence = { certificates: readonly Certificate[]; ocsp: readonly Buffer[]; crls: readonly Buffer[] }

export type CertificateFault = 'certificate-foreign' | 'certificate-expired' | 'certificate-not-yet' | 'certificate-revoked' | 'certificate-wrong-use' | 'certificate-not-understood' | 'key-too-weak' | 'weak-digest'
export type Belief = {
  chain: Certificate[]
  faults: CertificateFault[]
  /** Every certificate of the chain but the root was shown not to be revoked; `inside` when by what lies in the file. */
  known: 'inside' | 'records' | 'unknown'
  revoked?: { at: Date; reason: Reason }
}

/**
 * May `certificate` be believed for `use` at `at`: does it lead to somebody we trust, were all of the chain in force then,
 * and had none been revoked? (RFC 5280, 6.1.) Revocations after `at` are told and are no fault: what was signed before stays signed.
 */
export function believe(certificate: Certificate, { trust, evidence, at, use }: { trust: Trust; evidence: Evidence; at: Date; use: 'signing' | 'stamping' }): Belief {
  const faults = new Set<CertificateFault>()
  if (use === 'signing' && certificate.keyUsage && !certificate.keyUsage.includes('nonRepudiation') && !certificate.keyUsage.includes('digitalSignature')) faults.add('certificate-wrong-use')
  if (use === 'signing' && (certificate.authority || (certificate.extendedUsage?.length && !certificate.extendedUsage.some((id) => forSigning.has(id))))) faults.add('certificate-wrong-use')
  if (use === 'stamping' && !certificate.extendedUsage?.includes(ids.forTimeStamps)) faults.add('certificate-wrong-use')

  const chain = chainOf(certificate, [...evidence.certificates, ...trust.between], trust.anchors)
  if (!chain) faults.add('certificate-foreign')
  const links = chain ?? [certificate]
  for (const [i, link] of links.entries()) {
    if (at < link.notBefore) faults.add('certificate-not-yet')
    if (at > link.notAfter) faults.add('certificate-expired')
    if (link.unknownCritical.length) faults.add('certificate-not-understood')
    if (!isGoodKey(trust.rules, link.key)) faults.add('key-too-weak')
    if (!('kind' in link.scheme) && i < links.length - 1) faults.add('weak-digest')
    if (i > 0 && link.authority?.pathLength !== undefined && link.authority.pathLength < i - 1) faults.add('certificate-wrong-use')
  }

  let known: Belief['known'] = 'inside'
  let revoked: Belief['revoked']
  if (chain) for (let i = 0; i < chain.length - 1; i++) {
    const [link, issuer] = [chain[i]!, chain[i + 1]!]
    if (link.noCheck) continue
    const inside = standingInside(link, issuer, evidence)
    const ours = trust.ours(link)
    const end = ours?.revokedAt ? { at: ours.revokedAt, reason: ours.reason ?? 'unspecified' } : inside && inside.revoked
    if (end) {
      revoked = end
      if (end.at <= at) faults.add('certificate-revoked')
    }
    if (!inside) known = ours ? (known === 'unknown' ? known : 'records') : 'unknown'
  } else known = 'unknown'
  return { chain: links, faults: [...faults], known, ...(revoked ? { revoked } : {}) }
}

/** Uses with which a certificate may sign papers: documents, mail (as many authorities give), any. */
const forSigning = new Set<string>([ids.forDocuments, '1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.2', '1.2.840.113583.1.1.5', '1.3.6.1.4.1.311.10.3.12', '2.5.29.37.0'])

/** From a certificate to somebody trusted, itself first; the shortest way. */
function chainOf(certificate: Certificate, between: readonly Certificate[], anchors: readonly Certificate[]): Certificate[] | undefined {
  const trusted = new Set(anchors.map((one) => fingerprint(one.der)))
  let ways: Certificate[][] = [[certificate]]
  // Longer chains than this exist nowhere; a bound keeps a file from leading us around.
  for (let length = 0; length < 6 && ways.length; length++) {
    const done = ways.find((way) => trusted.has(fingerprint(way.at(-1)!.der)))
    if (done) return done
    ways = ways.flatMap((way) => [...anchors, ...between].filter((one) => one.subject.equals(way.at(-1)!.issuer) && !way.includes(one) && isIssuedBy(way.at(-1)!, one)).map((one) => [...way, one])).slice(0, 50)
  }
  return undefined
}

function standingInside(certificate: Certificate, issuer: Certificate, evidence: Evidence): { revoked?: { at: Date; reason: Reason } } | undefined {
  const answers = evidence.ocsp.map((der) => readOcspAnswer(der, certificate, issuer)).filter((one): one is OcspAnswer => one !== undefined && one.standing.state !== 'unknown')
  const newest = answers.sort((a, b) => b.producedAt.getTime() - a.producedAt.getTime())[0]
  if (newest?.standing.state === 'revoked') return { revoked: { at: newest.standing.at, reason: newest.standing.reason } }
  const lists = evidence.crls.map((der) => readCrl(der, issuer)).filter((one): one is Crl => one !== undefined)
  for (const list of lists) {
    const entry = list.revoked.get(certificate.serial.toString('hex').replace(/^00(?=[89a-f])/, '').toUpperCase())
    if (entry) return { revoked: entry }
  }
  return newest || lists.length ? {} : undefined
}
