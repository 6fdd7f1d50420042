import { constants, createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, privateEncrypt, randomBytes, randomUUID, sign } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { nul, octets, oid, seq } from '#platform/der'
import { ids } from '../domain/oids.ts'
import { type HashName, saltOf, type Scheme } from '../domain/scheme.ts'
import { isKeyName, type KeySpec, type KeyStore } from './key-store.ts'

const generate = promisify(generateKeyPair) as (type: string, options: object) => Promise<{ privateKey: KeyObject; publicKey: KeyObject }>
const spki = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' })

/** Keys in files of a folder that only its owner reads. For the sample: production does not start with it. */
export function softwareKeys(folder: string): KeyStore {
  const open = new Map<string, KeyObject>()
  const pathOf = (name: string): string => {
    if (!isKeyName(name)) throw new TypeError('a key is named by small letters, digits, dots and hyphens')
    return join(folder, `${name}.key`)
  }
  const read = (name: string): KeyObject | undefined => {
    const known = open.get(name)
    if (known) return known
    try {
      const key = createPrivateKey(readFileSync(pathOf(name)))
      open.set(name, key)
      return key
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  const must = (name: string): KeyObject => {
    const key = read(name)
    if (!key) throw new Error(`there is no key ${name} in the key folder`)
    return key
  }
  return {
    kind: 'software',
    async find(name) {
      const key = read(name)
      return key && spki(key)
    },
    async make(name, spec: KeySpec) {
      const path = pathOf(name)
      const there = read(name)
      if (there) return spki(there)
      const { privateKey } = spec.startsWith('RSA-') ? await generate('rsa', { modulusLength: Number(spec.slice(4)) }) : await generate('ec', { namedCurve: spec })
      const draft = `${path}.${randomUUID()}`
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
      try {
        // A name can be linked only once: of two who make the key at once, both go on with the same.
        linkSync(draft, path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      } finally {
        rmSync(draft, { force: true })
      }
      return spki(must(name))
    },
    sign: (name, scheme, bytes) => signWith(must(name), scheme, bytes),
    signHash(name, scheme, hash) {
      const key = must(name)
      if (scheme.kind === 'ecdsa') throw new Error('a key in a file cannot sign a hash on a curve; keep it in a token')
      return scheme.kind === 'rsa-pkcs1'
        ? privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, seq(seq(oid(hashId[scheme.hash]), nul), octets(hash)))
        : privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, pssPadded(hash, scheme.hash, key.asymmetricKeyDetails!.modulusLength!))
    },
    async close() {
      open.clear()
    },
  }
}

const hashId: Record<HashName, string> = { sha256: ids.sha256, sha384: ids.sha384, sha512: ids.sha512 }

export function signWith(key: KeyObject, { kind, hash }: Scheme, bytes: Buffer): Buffer {
  switch (kind) {
    case 'ecdsa': return sign(hash, bytes, key)
    case 'rsa-pkcs1': return sign(hash, bytes, key)
    case 'rsa-pss': return sign(hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltOf(hash) })
  }
}

/** EMSA-PSS (RFC 8017, 9.1.1) around a hash. */
function pssPadded(hash: Buffer, name: HashName, modulusBits: number): Buffer {
  const length = Math.ceil((modulusBits - 1) / 8)
  const salt = randomBytes(hash.length)
  const h = createHash(name).update(Buffer.alloc(8)).update(hash).update(salt).digest()
  const block = Buffer.concat([Buffer.alloc(length - 2 * hash.length - 2), Buffer.from([1]), salt])
  for (let at = 0, counter = 0; at < block.length; counter++) {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    for (const byte of createHash(name).update(h).update(count).digest()) if (at < block.length) block[at++]! ^= byte
  }
  block[0]! &= 0xff >> (8 * length - (modulusBits - 1))
  const padded = Buffer.concat([block, h, Buffer.from([0xbc])])
  return padded.length < modulusBits / 8 ? Buffer.concat([Buffer.alloc(modulusBits / 8 - padded.length), padded]) : padded
}
