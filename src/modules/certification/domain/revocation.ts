import { createHash } from 'node:crypto'
import { bits, childOf, enumerated, generalizedTime, integer, nul, NotDer, octets, oid, plainTagged, readDer, readOid, readTime, seq, tagged, time, type Der } from '#platform/der'
import { type Certificate, isIssuedBy, readCertificate, serialHex } from './certificate.ts'
import { ids } from './oids.ts'
import { readScheme, type Scheme, signatureAlgorithm, signatureHolds } from './scheme.ts'

/** Why a certificate counts no more (RFC 5280, 5.3.1). */
export const reasons = { unspecified: 0, 'key-compromise': 1, 'affiliation-changed': 3, superseded: 4, 'cessation-of-operation': 5, 'privilege-withdrawn': 9 } as const
export type Reason = keyof typeof reasons
const reasonOf = (n: number): Reason => (Object.keys(reasons) as Reason[]).find((one) => reasons[one] === n) ?? 'unspecified'

export type Revoked = { serial: Buffer; at: Date; reason: Reason }

const extension = (id: string, value: Buffer): Buffer => seq(oid(id), octets(value))

/** What the issuer signs: the list of all it has revoked (RFC 5280, 5.1). */
export function writeCrl({ issuer, keyId, number, from, until, revoked }: { issuer: Buffer; keyId: Buffer; number: number; from: Date; until: Date; revoked: readonly Revoked[] }, scheme: Scheme): Buffer {
  const entries = revoked.map((one) => seq(integer(one.serial), time(one.at), ...(one.reason === 'unspecified' ? [] : [seq(extension(ids.reasonCode, enumerated(reasons[one.reason])))])))
  return seq(integer(1), signatureAlgorithm(scheme), issuer, time(from), time(until), ...(entries.length ? [seq(...entries)] : []),
    tagged(0, seq(extension(ids.authorityKeyId, seq(plainTagged(0, keyId))), extension(ids.crlNumber, integer(number)))))
}

export type Crl = { der: Buffer; issuer: Buffer; from: Date; until?: Date; revoked: ReadonlyMap<string, { at: Date; reason: Reason }> }

/** A list that `issuer` really made; undefined otherwise. */
export function readCrl(der: Buffer, issuer: Certificate): Crl | undefined {
  try {
    const whole = readDer(der)
    const tbs = childOf(whole, 0, 0x30)
    const scheme = readScheme(childOf(whole, 1))
    if (!('kind' in scheme) || (issuer.keyUsage && !issuer.keyUsage.includes('cRLSign')) || !signatureHolds(tbs.raw, childOf(whole, 2).content.subarray(1), issuer.spki, scheme)) return undefined
    const parts = tbs.children[0]?.tag === 0x02 ? tbs.children.slice(1) : tbs.children
    const name = childOf({ children: parts } as Der, 1)
    if (!name.raw.equals(issuer.subject)) return undefined
    const hasUntil = parts[3] && (parts[3].tag === 0x17 || parts[3].tag === 0x18)
    const list = parts.slice(hasUntil ? 4 : 3).find((one) => one.tag === 0x30)
    const revoked = new Map<string, { at: Date; reason: Reason }>()
    for (const entry of list?.children ?? []) {
      const code = entry.children[2]?.children.find((one) => readOid(childOf(one, 0)) === ids.reasonCode)
      revoked.set(serialHex(childOf(entry, 0, 0x02).content), { at: readTime(childOf(entry, 1)), reason: reasonOf(code ? (readDer(code.children.at(-1)!.content).content[0] ?? 0) : 0) })
    }
    return { der: whole.raw, issuer: name.raw, from: readTime(parts[2]!), ...(hasUntil ? { until: readTime(parts[3]!) } : {}), revoked }
  } catch {
    return undefined
  }
}

/** Whose standing is asked for: the issuer's name and key by their hashes, and the number (RFC 6960, 4.1.1). */
export type Asked = { raw: Buffer; hash: 'sha1' | 'sha256'; name: Buffer; key: Buffer; serial: Buffer }
export type OcspQuestion = { asked: Asked[]; nonce?: Buffer }

/** Throws NotDer for what is no question. */
export function readOcspQuestion(der: Buffer): OcspQuestion {
  const tbs = childOf(readDer(der), 0, 0x30)
  const list = tbs.children.find((one) => one.tag === 0x30)
  const nonce = tbs.children.find((one) => one.tag === 0xa2)?.children[0]?.children.find((one) => readOid(childOf(one, 0)) === ids.ocspNonce)
  return { asked: (list?.children ?? []).map((one) => readCertId(childOf(one, 0, 0x30))), ...(nonce ? { nonce: nonce.children.at(-1)!.content } : {}) }
}

function readCertId(id: Der): Asked {
  const algorithm = readOid(childOf(childOf(id, 0), 0))
  if (algorithm !== ids.sha1 && algorithm !== ids.sha256) throw new NotDer('an unknown hash')
  return { raw: id.raw, hash: algorithm === ids.sha1 ? 'sha1' : 'sha256', name: childOf(id, 1).content, key: childOf(id, 2).content, serial: childOf(id, 3, 0x02).content }
}

/** The question about one certificate; its id is what an answer repeats. */
export function writeCertId(certificate: Pick<Certificate, 'serial'>, issuer: Pick<Certificate, 'subject' | 'spki'>): Buffer {
  const hash = (bytes: Buffer): Buffer => createHash('sha1').update(bytes).digest()
  return seq(seq(oid(ids.sha1), nul), octets(hash(issuer.subject)), octets(hash(keyBits(issuer.spki))), integer(certificate.serial))
}
export const writeOcspQuestion = (id: Buffer): Buffer => seq(seq(seq(seq(id))))

const keyBits = (spki: Buffer): Buffer => childOf(readDer(spki), 1, 0x03).content.subarray(1)
export const isAskedOf = ({ hash, name, key }: Asked, issuer: Pick<Certificate, 'subject' | 'spki'>): boolean =>
  createHash(hash).update(issuer.subject).digest().equals(name) && createHash(hash).update(keyBits(issuer.spki)).digest().equals(key)

export type Standing = { state: 'good' } | { state: 'revoked'; at: Date; reason: Reason } | { state: 'unknown' }

/** What the responder signs, and the answer around it. */
export function writeOcspAnswer(answers: readonly { id: Buffer; standing: Standing; from: Date; until: Date }[], { responderKeyId, at, nonce }: { responderKeyId: Buffer; at: Date; nonce?: Buffer }): Buffer {
  return seq(tagged(2, octets(responderKeyId)), generalizedTime(at),
    seq(...answers.map(({ id, standing, from, until }) => seq(id,
      standing.state === 'good' ? plainTagged(0, Buffer.alloc(0)) : standing.state === 'unknown' ? plainTagged(2, Buffer.alloc(0)) : tagged(1, generalizedTime(standing.at), tagged(0, enumerated(reasons[standing.reason]))),
      generalizedTime(from), tagged(0, generalizedTime(until))))),
    ...(nonce ? [tagged(1, seq(extension(ids.ocspNonce, nonce)))] : []))
}
export const aroundOcsp = (toBeSigned: Buffer, scheme: Scheme, signature: Buffer, certificates: readonly Buffer[]): Buffer =>
  seq(enumerated(0), tagged(0, seq(oid(ids.ocspBasic), octets(seq(toBeSigned, signatureAlgorithm(scheme), bits(signature), tagged(0, seq(...certificates)))))))
/** malformedRequest 1, internalError 2, tryLater 3, unauthorized 6. */
export const ocspRefusal = (status: 1 | 2 | 3 | 6): Buffer => seq(enumerated(status))

export type OcspAnswer = { der: Buffer; producedAt: Date; from: Date; until?: Date; standing: Standing; responder: Certificate }

/** What an OCSP answer says of `certificate`, when `issuer` or somebody it empowered really said so; undefined otherwise. */
export function readOcspAnswer(der: Buffer, certificate: Certificate, issuer: Certificate): OcspAnswer | undefined {
  try {
    const whole = readDer(der)
    if (childOf(whole, 0, 0x0a).content[0] !== 0) return undefined
    const bytes = childOf(childOf(childOf(whole, 1, 0xa0), 0), 1, 0x04).content
    const basic = readDer(bytes)
    const tbs = childOf(basic, 0, 0x30)
    const scheme = readScheme(childOf(basic, 1))
    const signature = childOf(basic, 2, 0x03).content.subarray(1)
    if (!('kind' in scheme)) return undefined
    const sent = basic.children.find((one) => one.tag === 0xa0)?.children[0]?.children.map((one) => readCertificate(one.raw)) ?? []
    const responder = [issuer, ...sent].find((one) => {
      const empowered = one === issuer || one.der.equals(issuer.der) || (one.extendedUsage?.includes(ids.forOcsp) && isIssuedBy(one, issuer))
      return empowered && signatureHolds(tbs.raw, signature, one.spki, scheme)
    })
    if (!responder) return undefined
    const parts = tbs.children.filter((one) => one.tag !== 0xa0)
    const producedAt = readTime(parts.find((one) => one.tag === 0x18)!)
    if (responder !== issuer && (producedAt < responder.notBefore || producedAt > responder.notAfter)) return undefined
    const answers = parts.find((one) => one.tag === 0x30)
    for (const answer of answers?.children ?? []) {
      const asked = readCertId(childOf(answer, 0, 0x30))
      if (!isAskedOf(asked, issuer) || serialHex(asked.serial) !== serialHex(certificate.serial)) continue
      const status = childOf(answer, 1)
      const standing: Standing = status.tag === 0x80 ? { state: 'good' }
        : status.tag === 0xa1 ? { state: 'revoked', at: readTime(childOf(status, 0)), reason: reasonOf(status.children[1]?.children[0]?.content[0] ?? 0) } : { state: 'unknown' }
      const until = answer.children.find((one) => one.tag === 0xa0)
      return { der: whole.raw, producedAt, from: readTime(childOf(answer, 2, 0x18)), ...(until ? { until: readTime(childOf(until, 0)) } : {}), standing, responder }
    }
    return undefined
  } catch {
    return undefined
  }
}
