import { constants, createPublicKey, createVerify, type KeyObject, verify } from 'node:crypto'
import { type Der, NotDer, childOf, integer, nul, oid, readDer, readOid, seq, tagged } from '#platform/der'
import { ids } from './oids.ts'

export type HashName = 'sha256' | 'sha384' | 'sha512'
/** How a signature is made. RSA-PSS uses the same hash for the mask and a salt of the hash's length (RFC 4055). */
export type Scheme = { kind: 'ecdsa' | 'rsa-pkcs1' | 'rsa-pss'; hash: HashName }

const hashIds: Record<HashName, string> = { sha256: ids.sha256, sha384: ids.sha384, sha512: ids.sha512 }
const lengths: Record<HashName, number> = { sha256: 32, sha384: 48, sha512: 64 }
export const hashAlgorithm = (hash: HashName): Buffer => hashAlgorithms[hash]
const hashAlgorithms: Record<HashName, Buffer> = { sha256: seq(oid(ids.sha256)), sha384: seq(oid(ids.sha384)), sha512: seq(oid(ids.sha512)) }
export const saltOf = (hash: HashName): number => lengths[hash]

export function signatureAlgorithm({ kind, hash }: Scheme): Buffer {
  switch (kind) {
    case 'ecdsa': return seq(oid({ sha256: ids.ecdsaSha256, sha384: ids.ecdsaSha384, sha512: ids.ecdsaSha512 }[hash]))
    case 'rsa-pkcs1': return seq(oid({ sha256: ids.rsaSha256, sha384: ids.rsaSha384, sha512: ids.rsaSha512 }[hash]), nul)
    case 'rsa-pss': {
      const digest = seq(oid(hashIds[hash]), nul)
      return seq(oid(ids.pss), seq(tagged(0, digest), tagged(1, seq(oid(ids.mgf1), digest)), tagged(2, integer(lengths[hash]))))
    }
  }
}

/** What a reader makes of an algorithm it met. `weak`: known, and no longer to be trusted. */
export type ReadScheme = { kind: Scheme['kind']; hash: HashName; salt?: number } | { weak: string } | { unknown: string }

/** The hash named by an AlgorithmIdentifier. */
export function readHash(value: Der): { hash: HashName } | { weak: string } | { unknown: string } {
  const id = readOid(childOf(value, 0))
  const hash = (Object.keys(hashIds) as HashName[]).find((name) => hashIds[name] === id)
  return hash ? { hash } : id === ids.sha1 || id === ids.md5 ? { weak: id === ids.md5 ? 'MD5' : 'SHA-1' } : { unknown: id }
}

/** The scheme named by an AlgorithmIdentifier; `digest` is the hash a signed message names beside it, where rsaEncryption or ecPublicKey stands alone. */
export function readScheme(value: Der, digest?: HashName): ReadScheme {
  const id = readOid(childOf(value, 0))
  const table: Record<string, Scheme> = {
    [ids.ecdsaSha256]: { kind: 'ecdsa', hash: 'sha256' }, [ids.ecdsaSha384]: { kind: 'ecdsa', hash: 'sha384' }, [ids.ecdsaSha512]: { kind: 'ecdsa', hash: 'sha512' },
    [ids.rsaSha256]: { kind: 'rsa-pkcs1', hash: 'sha256' }, [ids.rsaSha384]: { kind: 'rsa-pkcs1', hash: 'sha384' }, [ids.rsaSha512]: { kind: 'rsa-pkcs1', hash: 'sha512' },
  }
  if (table[id]) return table[id]
  if (id === ids.rsa && digest) return { kind: 'rsa-pkcs1', hash: digest }
  if (id === ids.ec && digest) return { kind: 'ecdsa', hash: digest }
  if (id === ids.rsaSha1 || id === ids.ecdsaSha1) return { weak: 'SHA-1' }
  if (id === ids.rsaMd5) return { weak: 'MD5' }
  if (id === ids.pss) {
    const fields = value.children[1]?.children ?? []
    const inside = (n: number): Der | undefined => fields.find((one) => one.tag === (0xa0 | n))?.children[0]
    const [hash, mask, salt] = [inside(0), inside(1), inside(2)]
    if (!hash || !mask) return { weak: 'SHA-1' }
    const named = readHash(hash)
    if (!('hash' in named)) return named
    const masked = readOid(childOf(mask, 0)) === ids.mgf1 ? readHash(childOf(mask, 1)) : { unknown: 'mask' }
    if (!('hash' in masked) || masked.hash !== named.hash) return { unknown: `${id} with two hashes` }
    return { kind: 'rsa-pss', hash: named.hash, salt: salt ? salt.content.reduce((n, byte) => n * 256 + byte, 0) : 20 }
  }
  return { unknown: id }
}

/** Does `signature` hold over `bytes` under this key (a SubjectPublicKeyInfo)? A key of another kind than the scheme never fits. */
export function signatureHolds(bytes: Buffer, signature: Buffer, spki: Buffer | KeyObject, scheme: { kind: Scheme['kind']; hash: HashName; salt?: number }): boolean {
  try {
    const key = Buffer.isBuffer(spki) ? createPublicKey({ key: plainRsa(spki), format: 'der', type: 'spki' }) : spki
    if ((scheme.kind === 'ecdsa') !== (key.asymmetricKeyType === 'ec')) return false
    switch (scheme.kind) {
      case 'ecdsa': return verify(scheme.hash, bytes, { key, dsaEncoding: 'der' }, signature)
      case 'rsa-pkcs1': return createVerify(scheme.hash).update(bytes).verify(key, signature)
      case 'rsa-pss': return verify(scheme.hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.salt ?? saltOf(scheme.hash) }, signature)
    }
  } catch {
    return false
  }
}

/** An RSA key that says it is for PSS is an RSA key: the parameters are those of the signature. */
function plainRsa(spki: Buffer): Buffer {
  const value = readDer(spki)
  const algorithm = childOf(value, 0)
  return readOid(childOf(algorithm, 0)) === ids.pss ? seq(seq(oid(ids.rsa), nul), childOf(value, 1).raw) : spki
}

export type KeyKind = { kind: 'rsa'; bits: number } | { kind: 'ec'; curve: 'P-256' | 'P-384' | 'P-521' }
export function readKeyKind(spki: Buffer): KeyKind | { unknown: string } {
  const value = readDer(spki)
  const algorithm = childOf(value, 0)
  const id = readOid(childOf(algorithm, 0))
  if (id === ids.rsa || id === ids.pss) {
    const bytes = childOf(readDer(childOf(value, 1, 0x03).content.subarray(1)), 0, 0x02).content
    const from = bytes.findIndex((byte) => byte !== 0)
    if (from < 0) throw new NotDer('an empty modulus')
    return { kind: 'rsa', bits: (bytes.length - from) * 8 - Math.clz32(bytes[from]!) + 24 }
  }
  if (id === ids.ec) {
    const curve = ({ [ids.p256]: 'P-256', [ids.p384]: 'P-384', [ids.p521]: 'P-521' } as const)[readOid(childOf(algorithm, 1)) as never]
    return curve ? { kind: 'ec', curve } : { unknown: readOid(childOf(algorithm, 1)) }
  }
  return { unknown: id }
}
