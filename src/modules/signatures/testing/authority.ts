import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import {
  aroundOcsp, type Certificate, type CertificateToBe, type HashName, hashOf, ids, keyIdOf, readCertificate, readOcspQuestion, sealed, signMessage, type Scheme, type Signer, signWith,
  writeCertId, writeCertificate, writeCrl, writeName, writeOcspAnswer, writeOcspQuestion, writeStampInfo,
} from '#certification'
import type { Stamper } from '../pdf/sign.ts'

export type TestKey = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'RSA-1024'
const made = new Map<string, KeyObject>()
/** Keys of one kind are made once a process: RSA takes its time. */
function keyOf(kind: TestKey, name: string): KeyObject {
  const at = kind.startsWith('RSA-') ? kind + (name === 'other' ? name : '') : `${kind} ${name}`
  let key = made.get(at)
  if (!key) made.set(at, (key = (kind.startsWith('RSA-') ? generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }) : generateKeyPairSync('ec', { namedCurve: kind })).privateKey))
  return key
}
const spkiOf = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' })
const aDay = 86_400_000

export type Member = { certificate: Certificate; key: KeyObject; signer: Signer }
export type Wanted = Partial<CertificateToBe> & { kind?: TestKey; scheme?: Scheme; name: string }

/** An authority in memory, for tests that need one with a flaw: root, issuing authority, OCSP responder, time stamps. */
export function testAuthority(now: Date, name = 'Test') {
  const p256: Scheme = { kind: 'ecdsa', hash: 'sha256' }
  const make = (wanted: Wanted, issuer?: { certificate: Certificate; key: KeyObject }): { certificate: Certificate; key: KeyObject } => {
    const key = keyOf(wanted.kind ?? 'P-256', `${name} ${wanted.name}`)
    const tbs = writeCertificate({
      serial: Buffer.concat([Buffer.from([0x41]), randomBytes(11)]), issuer: issuer?.certificate.subject ?? writeName({ country: 'VN', commonName: `${name} ${wanted.name}` }), subject: { country: 'VN', commonName: wanted.name.startsWith('Root') || wanted.name.startsWith('Issuing') ? `${name} ${wanted.name}` : wanted.name },
      spki: spkiOf(key), notBefore: new Date(now.getTime() - 30 * aDay), notAfter: new Date(now.getTime() + 300 * aDay), keyUsage: ['digitalSignature', 'nonRepudiation'], ...(issuer ? { issuerKeyId: keyIdOf(issuer.certificate.spki) } : {}), ...wanted,
    }, p256)
    return { certificate: readCertificate(sealed(tbs, p256, signWith(issuer?.key ?? key, p256, tbs))), key }
  }
  const root = make({ name: 'Root', authority: { pathLength: 1 }, keyUsage: ['keyCertSign', 'cRLSign'], notBefore: new Date(now.getTime() - 900 * aDay), notAfter: new Date(now.getTime() + 3000 * aDay) })
  const issuing = make({ name: 'Issuing', authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'], notBefore: new Date(now.getTime() - 900 * aDay), notAfter: new Date(now.getTime() + 3000 * aDay) }, root)
  const member = (wanted: Wanted): Member => {
    const one = make(wanted, issuing)
    const scheme = wanted.scheme ?? { kind: (wanted.kind ?? 'P-256').startsWith('RSA') ? 'rsa-pkcs1' : 'ecdsa', hash: wanted.kind === 'P-384' ? 'sha384' : 'sha256' }
    return { ...one, signer: { chain: [one.certificate.der, issuing.certificate.der], scheme, sign: (bytes) => signWith(one.key, scheme, bytes) } }
  }
  const tsa = member({ name: 'TSA', keyUsage: ['digitalSignature'], extendedUsage: ['time-stamps'] })
  const responder = member({ name: 'OCSP', keyUsage: ['digitalSignature'], extendedUsage: ['ocsp'], noCheck: true })
  const stamperOf = (by: Member, at: Date): Stamper => ({
    room: 3_000,
    token(hash: HashName, imprint: Buffer) {
      const info = writeStampInfo({ policy: '1.3.6.1.4.1.99999.1', hash, imprint, serial: Buffer.concat([Buffer.from([1]), randomBytes(8)]), at })
      return signMessage(by.signer, { digest: hashOf(by.signer.scheme.hash, info), inside: { type: ids.timeStampInfo, bytes: info } })
    },
  })
  return {
    root, issuing, tsa, responder, member, stamperOf, stamp: stamperOf(tsa, now),
    ocsp(of: Certificate, revokedAt?: Date, at = now): Buffer {
      const { asked } = readOcspQuestion(writeOcspQuestion(writeCertId(of, issuing.certificate)))
      const tbs = writeOcspAnswer([{ id: asked[0]!.raw, standing: revokedAt ? { state: 'revoked', at: revokedAt, reason: 'key-compromise' } : { state: 'good' }, from: at, until: new Date(at.getTime() + aDay) }], { responderKeyId: keyIdOf(responder.certificate.spki), at })
      return aroundOcsp(tbs, responder.signer.scheme, responder.signer.sign(tbs) as Buffer, [responder.certificate.der])
    },
    crl(revoked: { certificate: Certificate; at: Date }[] = [], by: 'root' | 'issuing' = 'issuing'): Buffer {
      const issuer = by === 'root' ? root : issuing
      const tbs = writeCrl({ issuer: issuer.certificate.subject, keyId: keyIdOf(issuer.certificate.spki), number: 7, from: now, until: new Date(now.getTime() + 20 * aDay), revoked: revoked.map(({ certificate, at }) => ({ serial: certificate.serial, at, reason: 'key-compromise' as const })) }, p256)
      return sealed(tbs, p256, signWith(issuer.key, p256, tbs))
    },
  }
}
export type TestAuthority = ReturnType<typeof testAuthority>
