import { createHash } from 'node:crypto'
import { type Der, NotDer, childOf, generalizedTime, integer, nul, octets, oid, readDer, readOctets, readOid, readTime, seq, setOf, tagged, tlv } from '#platform/der'
import { type Certificate, readCertificate, serialHex } from './certificate.ts'
import { ids } from './oids.ts'
import { hashAlgorithm, type HashName, readHash, readScheme, type ReadScheme, type Scheme, signatureAlgorithm, signatureHolds } from './scheme.ts'

/** Whoever can sign: a key somewhere (a file of the sample, a token, a service far away) and the certificates that say whose it is, its own first. */
export type Signer = {
  chain: readonly Buffer[]
  scheme: Scheme
  /** Signs the bytes; hashing is the signer's part, because a token does it itself and a service is sent the hash. ECDSA in DER. */
  sign(bytes: Buffer): Buffer | Promise<Buffer>
}

type Prepared = { certificates: Buffer; identifier: Buffer; signingCertificate: Buffer; digestAlgorithm: Buffer; algorithm: Buffer; attribute: Map<string, Buffer> }
// What stays the same from one signature to the next is written once: half of the work of a small signature.
const prepared = new WeakMap<Signer, Prepared>()
function prepare(signer: Signer): Prepared {
  const known = prepared.get(signer)
  if (known) return known
  const own = readCertificate(signer.chain[0]!)
  const made: Prepared = {
    certificates: tagged(0, ...signer.chain), identifier: seq(own.issuer, tlv(0x02, own.serial)), digestAlgorithm: hashAlgorithm(signer.scheme.hash), algorithm: signatureAlgorithm(signer.scheme),
    // RFC 5035: which certificate was meant, by its SHA-256, so that it cannot be exchanged for another of the same key.
    signingCertificate: seq(oid(ids.signingCertificateV2), setOf(seq(seq(seq(octets(createHash('sha256').update(own.der).digest())))))),
    attribute: new Map([ids.data, ids.timeStampInfo].map((type) => [type as string, seq(oid(ids.contentType), setOf(oid(type)))])),
  }
  prepared.set(signer, made)
  return made
}

const messageDigestId = oid(ids.messageDigest)
const one = integer(1)
const three = integer(3)

export type MessageParts = {
  /** Hash of the content under the signer's hash. */
  digest: Buffer
  /** The content itself, when it travels inside: a time stamp's. */
  inside?: { type: string; bytes: Buffer }
  /** Given the signature's value, answers a time-stamp token over it (RFC 3161, appendix A). */
  stamp?: (signature: Buffer) => Buffer | Promise<Buffer>
}

/**
 * A signed message (CMS, RFC 5652) as PAdES and CAdES want it: content type, digest and signing certificate are signed, and
 * no time, because what a signer says of the time proves nothing (EN 319 142-1, 6.3).
 */
export async function signMessage(signer: Signer, { digest, inside, stamp }: MessageParts): Promise<Buffer> {
  const known = prepare(signer)
  const attributes = [known.attribute.get(inside?.type ?? ids.data)!, seq(messageDigestId, tlv(0x31, octets(digest))), known.signingCertificate].sort(Buffer.compare)
  const signed = signer.sign(tlv(0x31, ...attributes))
  const signature = Buffer.isBuffer(signed) ? signed : await signed
  const stamped = stamp?.(signature)
  const token = stamped === undefined || Buffer.isBuffer(stamped) ? stamped : await stamped
  const info = seq(one, known.identifier, known.digestAlgorithm, tagged(0, ...attributes), known.algorithm, octets(signature), ...(token ? [tagged(1, seq(oid(ids.signatureTimeStamp), tlv(0x31, token)))] : []))
  const content = inside ? seq(oid(inside.type), tagged(0, octets(inside.bytes))) : seq(oid(ids.data))
  return seq(oid(ids.signedData), tagged(0, seq(inside ? three : one, tlv(0x31, known.digestAlgorithm), content, known.certificates, tlv(0x31, info))))
}

export type SignerInfo = {
  issuer?: Buffer
  serial?: Buffer
  keyId?: Buffer
  digest: ReturnType<typeof readHash>
  scheme: ReadScheme
  signature: Buffer
  /** What the signature is over: the attributes as a set; absent where the content was signed directly. */
  signed?: Buffer
  attributes: ReadonlyMap<string, Der[]>
  unsigned: ReadonlyMap<string, Der[]>
}
export type SignedMessage = { der: Buffer; contentType: string; inside?: Buffer; certificates: Certificate[]; signers: SignerInfo[] }

/** Reads a signed message. Throws NotDer for anything else. What stands behind it (the zeros of a reserved place) is not its. */
export function readSignedMessage(der: Buffer): SignedMessage {
  const whole = readDer(der, { rest: true })
  if (readOid(childOf(whole, 0)) !== ids.signedData) throw new NotDer('not a signed message')
  const data = childOf(childOf(whole, 1, 0xa0), 0, 0x30)
  const content = childOf(data, 2, 0x30)
  const inside = content.children[1]?.children[0]
  const rest = data.children.slice(3)
  const certificates = (rest.find((part) => part.tag === 0xa0)?.children ?? []).flatMap((part) => {
    try { return [readCertificate(part.raw)] } catch { return [] }
  })
  const signers = (rest.find((part) => part.tag === 0x31)?.children ?? []).map(readSigner)
  return { der: whole.raw, contentType: readOid(childOf(content, 0)), ...(inside ? { inside: readOctets(inside) } : {}), certificates, signers }
}

function readSigner(info: Der): SignerInfo {
  const who = childOf(info, 1)
  const digest = readHash(childOf(info, 2))
  const attributes = info.children.find((part, i) => i > 2 && part.tag === 0xa0)
  const at = attributes ? 4 : 3
  const unsigned = info.children.slice(at).find((part) => part.tag === 0xa1)
  return {
    ...(who.tag === 0x30 ? { issuer: childOf(who, 0).raw, serial: childOf(who, 1).content } : { keyId: who.content }),
    digest, scheme: readScheme(childOf(info, at), 'hash' in digest ? digest.hash : undefined), signature: readOctets(childOf(info, at + 1)),
    ...(attributes ? { signed: tlv(0x31, attributes.content) } : {}), attributes: attributesIn(attributes), unsigned: attributesIn(unsigned),
  }
}

const attributesIn = (value: Der | undefined): Map<string, Der[]> => new Map((value?.children ?? []).map((part) => [readOid(childOf(part, 0)), childOf(part, 1).children]))

/** The signer's certificate among those that came along. */
export const certificateOf = (message: SignedMessage, signer: SignerInfo): Certificate | undefined =>
  message.certificates.find((c) => (signer.keyId ? c.keyId?.equals(signer.keyId) : signer.issuer && c.issuer.equals(signer.issuer) && serialHex(c.serial) === serialHex(signer.serial!)))

/** What is wrong with one signature of a message, apart from whom the certificate belongs to. Each code has its sentence in the rooms' texts. */
export type MessageFault = 'weak-digest' | 'unknown-algorithm' | 'content-changed' | 'no-certificate' | 'signature-broken' | 'certificate-exchanged' | 'algorithms-disagree'

/** Checks one signature of a message over content whose hashes `digestOf` answers. The first fault that is found; undefined when it holds. */
export function faultOf(message: SignedMessage, signer: SignerInfo, digestOf: (hash: HashName) => Buffer): MessageFault | undefined {
  if ('weak' in signer.digest || 'weak' in signer.scheme) return 'weak-digest'
  if (!('hash' in signer.digest) || !('kind' in signer.scheme)) return 'unknown-algorithm'
  const certificate = certificateOf(message, signer)
  if (!certificate) return 'no-certificate'
  const digest = signer.attributes.get(ids.messageDigest)?.[0]
  if (!signer.signed || !digest || readOid(childOf({ children: signer.attributes.get(ids.contentType) ?? [] } as unknown as Der, 0)) !== message.contentType) return 'signature-broken'
  if (!signatureHolds(signer.signed, signer.signature, certificate.spki, signer.scheme)) {
    return signer.scheme.hash === signer.digest.hash ? 'signature-broken' : 'algorithms-disagree'
  }
  if (signer.scheme.hash !== signer.digest.hash) return 'algorithms-disagree'
  if (!digestOf(signer.digest.hash).equals(digest.content)) return 'content-changed'
  return meansAnother(signer, certificate) ? 'certificate-exchanged' : undefined
}

/** Does the signed attribute name another certificate than the one that came along? */
function meansAnother(signer: SignerInfo, certificate: Certificate): boolean {
  const v2 = signer.attributes.get(ids.signingCertificateV2)?.[0]
  const v1 = signer.attributes.get(ids.signingCertificate)?.[0]
  const first = (v2 ?? v1)?.children[0]?.children[0]
  if (!first) return false
  const algorithm = v2 && first.children[0]?.tag === 0x30 ? readHash(first.children[0]) : { hash: 'sha256' as const }
  const hash = v2 ? ('hash' in algorithm ? algorithm.hash : 'sha1') : 'sha1'
  const named = first.children.find((part) => part.tag === 0x04)?.content
  return !named || !createHash(hash).update(certificate.der).digest().equals(named)
}

// ── Time stamps (RFC 3161) ───────────────────────────────────────────────────────────────────────────────────────────

export type StampQuestion = { hash: HashName; imprint: Buffer; nonce?: Buffer; policy?: string; wantsCertificates: boolean }

/** Throws NotDer for what is no question, with `weak` in its message for a hash that is no longer taken. */
export function readStampQuestion(der: Buffer): StampQuestion {
  const whole = readDer(der)
  const imprint = childOf(whole, 1, 0x30)
  const named = readHash(childOf(imprint, 0))
  if (!('hash' in named)) throw new NotDer('weak or unknown hash')
  const digest = childOf(imprint, 1, 0x04).content
  if (digest.length !== createHash(named.hash).digest().length) throw new NotDer('the imprint has the wrong length')
  const rest = whole.children.slice(2)
  const policy = rest.find((part) => part.tag === 0x06)
  const nonce = rest.find((part) => part.tag === 0x02)
  return { hash: named.hash, imprint: digest, wantsCertificates: rest.some((part) => part.tag === 0x01 && part.content[0] !== 0), ...(policy ? { policy: readOid(policy) } : {}), ...(nonce ? { nonce: nonce.content } : {}) }
}

export const writeStampQuestion = ({ hash, imprint, nonce }: { hash: HashName; imprint: Buffer; nonce?: Buffer }): Buffer =>
  seq(one, seq(seq(oid({ sha256: ids.sha256, sha384: ids.sha384, sha512: ids.sha512 }[hash]), nul), octets(imprint)), ...(nonce ? [integer(nonce)] : []), Buffer.from([0x01, 0x01, 0xff]))

/** What a time stamp says, before it is signed: this hash was there at this moment. */
export const writeStampInfo = ({ policy, hash, imprint, serial, at, nonce }: { policy: string; hash: HashName; imprint: Buffer; serial: Buffer; at: Date; nonce?: Buffer }): Buffer =>
  seq(one, oid(policy), seq(hashAlgorithm(hash), octets(imprint)), integer(serial), generalizedTime(at), accuracy, ...(nonce ? [tlv(0x02, nonce)] : []))

// Within one second: what the clocks of a machine that keeps time by the network hold.
const accuracy = seq(integer(1))

export type Stamp = { at: Date; hash: HashName; imprint: Buffer; policy: string; serial: Buffer; message: SignedMessage; certificate?: Certificate }
export type StampFault = 'stamp-unreadable' | 'stamp-for-something-else' | MessageFault | 'stamp-certificate-wrong'

/** Reads a time-stamp token and checks it by itself: its signature, and that its certificate is for time stamps only. */
export function readStamp(der: Buffer): Stamp | { fault: StampFault } {
  try {
    const message = readSignedMessage(der)
    const signer = message.signers[0]
    if (message.contentType !== ids.timeStampInfo || !message.inside || !signer) return { fault: 'stamp-unreadable' }
    const info = readDer(message.inside)
    const imprint = childOf(info, 2, 0x30)
    const named = readHash(childOf(imprint, 0))
    if (!('hash' in named)) return { fault: 'weak' in named ? 'weak-digest' : 'unknown-algorithm' }
    const inside = message.inside
    const fault = faultOf(message, signer, (hash) => createHash(hash).update(inside).digest())
    if (fault) return { fault }
    const certificate = certificateOf(message, signer)!
    if (!certificate.extendedUsage?.includes(ids.forTimeStamps) || certificate.extendedUsage.length !== 1) return { fault: 'stamp-certificate-wrong' }
    return { at: readTime(childOf(info, 4)), hash: named.hash, imprint: childOf(imprint, 1).content, policy: readOid(childOf(info, 1)), serial: childOf(info, 3).content, message, certificate }
  } catch (error) {
    if (error instanceof NotDer) return { fault: 'stamp-unreadable' }
    throw error
  }
}

/** The answer of a time-stamp authority around a token; or its no, with the reason's bit (RFC 3161, 2.4.2): badAlg 0, badRequest 2, badDataFormat 5, unacceptedPolicy 15. */
export const aroundStamp = (token: Buffer): Buffer => seq(seq(integer(0)), token)
export function stampRefusal(bit: number): Buffer {
  const bytes = Buffer.alloc(Math.floor(bit / 8) + 1)
  bytes[bytes.length - 1] = 0x80 >> (bit % 8)
  return seq(seq(integer(2), tlv(0x03, Buffer.from([7 - (bit % 8)]), bytes)))
}

/** The token in an answer; undefined when the authority refused. */
export function tokenIn(answer: Buffer): Buffer | undefined {
  const whole = readDer(answer)
  const status = childOf(childOf(whole, 0), 0, 0x02).content
  return status[0] === 0 || status[0] === 1 ? whole.children[1]?.raw : undefined
}
