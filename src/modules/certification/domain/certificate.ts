import { createHash } from 'node:crypto'
import { type Der, NotDer, bits, childOf, ia5, integer, nul, octets, oid, plainTagged, printable, readDer, readOid, readText, readTime, seq, setOf, tagged, time, utf8, yes } from '#platform/der'
import { ids } from './oids.ts'
import { type KeyKind, type ReadScheme, readKeyKind, readScheme, type Scheme, signatureAlgorithm, signatureHolds } from './scheme.ts'

/** Who is named by a certificate. Written in this order; what is absent is not written. */
export type Name = { country?: string; organisation?: string; organisationId?: string; unit?: string; title?: string; commonName: string; serialNumber?: string; userId?: string }
const nameParts = ['country', 'organisation', 'organisationId', 'unit', 'title', 'commonName', 'serialNumber', 'userId'] as const

export const keyUsages = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign'] as const
export type KeyUsage = (typeof keyUsages)[number]
export const extendedUsages = { 'time-stamps': ids.forTimeStamps, ocsp: ids.forOcsp, documents: ids.forDocuments } as const
export type ExtendedUsage = keyof typeof extendedUsages

export type CertificateToBe = {
  serial: Buffer
  issuer: Buffer
  subject: Name
  /** SubjectPublicKeyInfo. */
  spki: Buffer
  notBefore: Date
  notAfter: Date
  /** Present for an authority: how many more may follow below it. */
  authority?: { pathLength?: number }
  keyUsage: readonly KeyUsage[]
  extendedUsage?: readonly ExtendedUsage[]
  policy?: { id: string; page?: string }
  /** Of the issuer's key; absent for a root, whose own it is. */
  issuerKeyId?: Buffer
  crlAt?: string
  ocspAt?: string
  issuerAt?: string
  /** An OCSP responder's own certificate is not asked after (RFC 6960, 4.2.2.2.1). */
  noCheck?: boolean
}

export function writeName(name: Name): Buffer {
  return seq(...nameParts.filter((part) => name[part]).map((part) => setOf(seq(oid(ids[part]), part === 'country' || part === 'serialNumber' ? printable(name[part]!) : utf8(name[part]!)))))
}

/** The key's name by which certificates find their issuer: the SHA-1 that RFC 5280, 4.2.1.2 proposes. It proves nothing and need not. */
export const keyIdOf = (spki: Buffer): Buffer => createHash('sha1').update(childOf(readDer(spki), 1, 0x03).content.subarray(1)).digest()

const extension = (id: string, value: Buffer, critical = false): Buffer => seq(oid(id), ...(critical ? [yes] : []), octets(value))
const addresses = (...of: string[]): Buffer[] => of.map((one) => plainTagged(6, Buffer.from(one, 'ascii')))

/** What the issuer signs (TBSCertificate). */
export function writeCertificate(c: CertificateToBe, scheme: Scheme): Buffer {
  const usage = keyUsages.reduce((sum, name, i) => (c.keyUsage.includes(name) ? sum | (0x80 >> i) : sum), 0)
  const unused = usage ? 31 - Math.clz32(usage & -usage) : 0
  const access = [...(c.ocspAt ? [seq(oid(ids.atOcsp), ...addresses(c.ocspAt))] : []), ...(c.issuerAt ? [seq(oid(ids.atIssuer), ...addresses(c.issuerAt))] : [])]
  const extensions = [
    extension(ids.basicConstraints, c.authority ? seq(yes, ...(c.authority.pathLength === undefined ? [] : [integer(c.authority.pathLength)])) : seq(), true),
    extension(ids.keyUsage, bits(Buffer.from([usage]), unused), true),
    ...(c.extendedUsage?.length ? [extension(ids.extendedKeyUsage, seq(...c.extendedUsage.map((one) => oid(extendedUsages[one]))), c.extendedUsage.includes('time-stamps'))] : []),
    extension(ids.subjectKeyId, octets(keyIdOf(c.spki))),
    extension(ids.authorityKeyId, seq(plainTagged(0, c.issuerKeyId ?? keyIdOf(c.spki)))),
    ...(c.policy ? [extension(ids.policies, seq(seq(oid(c.policy.id), ...(c.policy.page ? [seq(seq(oid(ids.policyPage), ia5(c.policy.page)))] : []))))] : []),
    ...(c.crlAt ? [extension(ids.crlPoints, seq(seq(tagged(0, tagged(0, ...addresses(c.crlAt))))))] : []),
    ...(access.length ? [extension(ids.authorityAccess, seq(...access))] : []),
    ...(c.noCheck ? [extension(ids.ocspNoCheck, nul)] : []),
  ]
  return seq(tagged(0, integer(2)), integer(c.serial), signatureAlgorithm(scheme), c.issuer, seq(time(c.notBefore), time(c.notAfter)), writeName(c.subject), c.spki, tagged(3, seq(...extensions)))
}

/** What was signed, how, and the signature: the shape of certificates, lists and answers alike. */
export const sealed = (toBeSigned: Buffer, scheme: Scheme, signature: Buffer): Buffer => seq(toBeSigned, signatureAlgorithm(scheme), bits(signature))

/** A certificate as it was read, of any authority. */
export type Certificate = {
  der: Buffer
  serial: Buffer
  /** DER of the two names: compared as bytes. */
  issuer: Buffer
  subject: Buffer
  issuerName: Name
  name: Name
  spki: Buffer
  key: KeyKind | { unknown: string }
  notBefore: Date
  notAfter: Date
  authority?: { pathLength?: number }
  keyUsage?: readonly KeyUsage[]
  /** Object identifiers. */
  extendedUsage?: readonly string[]
  keyId?: Buffer
  issuerKeyId?: Buffer
  crlAt: string[]
  ocspAt: string[]
  policies: string[]
  noCheck: boolean
  /** Marked critical and not known to us: such a certificate must not be used (RFC 5280, 4.2). */
  unknownCritical: string[]
  scheme: ReadScheme
  tbs: Buffer
  signature: Buffer
}

const understood = new Set<string>([ids.basicConstraints, ids.keyUsage, ids.extendedKeyUsage, ids.subjectKeyId, ids.authorityKeyId, ids.policies, ids.crlPoints, ids.authorityAccess, ids.ocspNoCheck])

/** Throws NotDer for what is no certificate. */
export function readCertificate(der: Buffer): Certificate {
  const whole = readDer(der)
  const tbs = childOf(whole, 0, 0x30)
  const parts = tbs.children[0]?.tag === 0xa0 ? tbs.children.slice(1) : tbs.children
  const [serial, , issuer, validity, subject, spki] = parts
  if (!serial || !issuer || !validity || !subject || !spki || serial.tag !== 0x02) throw new NotDer('not a certificate')
  const found: Certificate = {
    der: whole.raw, serial: serial.content, issuer: issuer.raw, subject: subject.raw, issuerName: readName(issuer), name: readName(subject), spki: spki.raw, key: readKeyKind(spki.raw),
    notBefore: readTime(childOf(validity, 0)), notAfter: readTime(childOf(validity, 1)), crlAt: [], ocspAt: [], policies: [], noCheck: false, unknownCritical: [],
    scheme: readScheme(childOf(whole, 1)), tbs: tbs.raw, signature: childOf(whole, 2, 0x03).content.subarray(1),
  }
  for (const extension of parts.find((one) => one.tag === 0xa3)?.children[0]?.children ?? []) {
    const id = readOid(childOf(extension, 0))
    const critical = extension.children[1]?.tag === 0x01 && extension.children[1].content[0] !== 0
    const content = extension.children.at(-1)!
    if (!understood.has(id)) { if (critical) found.unknownCritical.push(id); continue }
    const value = readDer(content.content)
    switch (id) {
      case ids.basicConstraints:
        if (value.children[0]?.tag === 0x01 && value.children[0].content[0] !== 0) found.authority = value.children[1] ? { pathLength: value.children[1].content[0]! } : {}
        break
      case ids.keyUsage: found.keyUsage = keyUsages.filter((_, i) => ((value.content[1] ?? 0) & (0x80 >> i)) !== 0); break
      case ids.extendedKeyUsage: found.extendedUsage = value.children.map(readOid); break
      case ids.subjectKeyId: found.keyId = value.content; break
      case ids.authorityKeyId: { const id = value.children.find((one) => one.tag === 0x80); if (id) found.issuerKeyId = id.content; break }
      case ids.policies: found.policies = value.children.map((one) => readOid(childOf(one, 0))); break
      case ids.crlPoints: found.crlAt = addressesIn(value); break
      case ids.authorityAccess: found.ocspAt = value.children.filter((one) => readOid(childOf(one, 0)) === ids.atOcsp).flatMap((one) => addressesIn(one)); break
      case ids.ocspNoCheck: found.noCheck = true; break
    }
  }
  return found
}

function addressesIn(value: Der): string[] {
  return value.tag === 0x86 ? [value.content.toString('latin1')] : value.children.flatMap(addressesIn)
}

function readName(value: Der): Name {
  const name: Name = { commonName: '' }
  for (const one of value.children.flatMap((set) => set.children)) {
    const id = readOid(childOf(one, 0))
    const part = nameParts.find((known) => ids[known] === id)
    if (part) name[part] = readText(childOf(one, 1))
  }
  return name
}

export const serialHex = (serial: Buffer): string => serial.toString('hex').replace(/^00(?=[89a-f])/, '').toUpperCase()
export const fingerprint = (der: Buffer): string => createHash('sha256').update(der).digest('hex')
export const pem = (der: Buffer, what = 'CERTIFICATE'): string => `-----BEGIN ${what}-----\n${der.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${what}-----\n`

/** The certificate in a PEM or a DER file; undefined for anything else. */
export function certificateFrom(bytes: Buffer): Certificate | undefined {
  try {
    const found = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(bytes.toString('latin1'))
    return readCertificate(found ? Buffer.from(found[1]!, 'base64') : bytes)
  } catch {
    return undefined
  }
}

/** Did `issuer`'s key make this certificate, and may it make certificates at all? */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificate.issuer.equals(issuer.subject) || !issuer.authority || (issuer.keyUsage && !issuer.keyUsage.includes('keyCertSign'))) return false
  return 'kind' in certificate.scheme && signatureHolds(certificate.tbs, certificate.signature, issuer.spki, certificate.scheme)
}

