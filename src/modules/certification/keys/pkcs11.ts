import { createHash, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { bits, integer, nul, octets, oid, readDer, seq } from '#platform/der'
import { CannotStart } from '#platform/settings'
import { ids } from '../domain/oids.ts'
import { type HashName, saltOf, type Scheme } from '../domain/scheme.ts'
import { isKeyName, type KeySpec, type KeyStore } from './key-store.ts'

/** Numbers of PKCS#11 v2.40, as its headers give them. */
const ck = {
  rsaGenerate: 0x0n, rsaPkcs: 0x1n, rsaPss: 0xdn, ecGenerate: 0x1040n, ecdsa: 0x1041n, sha256: 0x250n, sha384: 0x260n, sha512: 0x270n, mgf256: 2n, mgf384: 3n, mgf512: 4n,
  class: 0x0n, token: 0x1n, private: 0x2n, label: 0x3n, keyType: 0x100n, id: 0x102n, sensitive: 0x103n, sign: 0x108n, verify: 0x10an, modulus: 0x120n, modulusBits: 0x121n, publicExponent: 0x122n, extractable: 0x162n, ecParams: 0x180n, ecPoint: 0x181n,
  publicKey: 2n, privateKey: 3n, rsa: 0n, ec: 3n, serial: 4n, readWrite: 2n, user: 1n, alreadyLoggedIn: 0x100, alreadyInitialized: 0x191, sessionInvalid: [0xb3, 0xe0, 0x101],
} as const

/** The functions of a module, called through koffi. Every number is a C `unsigned long`; structures are laid out by hand, 8 bytes a field, as on every 64-bit system but Windows. */
type Module = { call(name: string, ...args: unknown[]): number; slots: Map<string, bigint> }
const modules = new Map<string, Module>()

const word = (value: bigint | number): Buffer => { const out = Buffer.alloc(8); out.writeBigUInt64LE(BigInt(value)); return out }

function loadModule(path: string): Module {
  const known = modules.get(path)
  if (known) return known
  let koffi: typeof import('koffi')
  try {
    koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi')
  } catch {
    throw new CannotStart('SEN_KEYS names a token, but the package koffi, which speaks to tokens, is not installed for this machine. Install the packages without --omit=optional.')
  }
  if (process.platform === 'win32') throw new CannotStart('Tokens by PKCS#11 are not reached from Windows yet; run Sen on Linux or macOS.')
  const shapes: Record<string, string> = {
    C_Initialize: 'void *', C_GetSlotList: 'uint8_t, uint8_t *, uint8_t *', C_GetTokenInfo: 'unsigned long, uint8_t *', C_OpenSession: 'unsigned long, unsigned long, void *, void *, uint8_t *', C_CloseSession: 'unsigned long', C_Login: 'unsigned long, unsigned long, uint8_t *, unsigned long',
    C_FindObjectsInit: 'unsigned long, uint8_t *, unsigned long', C_FindObjects: 'unsigned long, uint8_t *, unsigned long, uint8_t *', C_FindObjectsFinal: 'unsigned long', C_GetAttributeValue: 'unsigned long, unsigned long, uint8_t *, unsigned long',
    C_GenerateKeyPair: 'unsigned long, uint8_t *, uint8_t *, unsigned long, uint8_t *, unsigned long, uint8_t *, uint8_t *', C_SignInit: 'unsigned long, uint8_t *, unsigned long', C_Sign: 'unsigned long, uint8_t *, unsigned long, uint8_t *, uint8_t *',
  }
  let functions: Record<string, (...args: unknown[]) => number>
  try {
    const library = koffi.load(path)
    functions = Object.fromEntries(Object.entries(shapes).map(([name, args]) => [name, library.func(`unsigned long ${name}(${args})`) as never]))
  } catch (error) {
    throw new CannotStart(`The PKCS#11 module ${path} cannot be loaded: ${(error as Error).message}.`)
  }
  // Where a buffer is, for structures that point at others.
  const call = (name: string, ...args: unknown[]): number => Number(functions[name]!(...args))
  const begun = call('C_Initialize', null)
  if (begun !== 0 && begun !== ck.alreadyInitialized) throw new CannotStart(`The PKCS#11 module ${path} does not start (0x${begun.toString(16)}).`)
  const count = word(0)
  call('C_GetSlotList', 1, null, count)
  const list = Buffer.alloc(8 * Math.max(1, Number(count.readBigUInt64LE())))
  call('C_GetSlotList', 1, list, count)
  const slots = new Map<string, bigint>()
  for (let i = 0; i < Number(count.readBigUInt64LE()); i++) {
    const slot = list.readBigUInt64LE(i * 8)
    const info = Buffer.alloc(512)
    if (call('C_GetTokenInfo', slot, info) === 0) slots.set(info.toString('utf8', 0, 32).trimEnd(), slot)
  }
  const made: Module = { call, slots }
  modules.set(path, made)
  return made
}

type Attribute = [type: bigint, value: Buffer]

/** Keys in a token: made there, used there, never taken out. `at` is pkcs11:/path/to/module.so?token=LABEL. */
export function pkcs11Keys(at: string, pin: string): KeyStore {
  const [, path, token] = /^pkcs11:([^?]+)\?token=(.+)$/.exec(at)!
  const module = loadModule(path!)
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi')
  const address = (buffer: Buffer): bigint => BigInt(koffi.address(buffer))
  /** Held until the call is over: the structures only point at the values. */
  const template = (attributes: readonly Attribute[]): Buffer => Buffer.concat(attributes.flatMap(([type, value]) => [word(type), word(value.length ? address(value) : 0n), word(value.length)]))
  const mechanism = (type: bigint, parameter?: Buffer): Buffer => Buffer.concat([word(type), word(parameter ? address(parameter) : 0n), word(parameter?.length ?? 0)])
  let session: bigint | undefined
  const handles = new Map<string, bigint>()
  const must = (name: string, ...args: unknown[]): void => {
    const code = module.call(name, ...args)
    if (code !== 0) throw Object.assign(new Error(`the token answered ${name} with 0x${code.toString(16)}`), { code })
  }
  const open = (): bigint => {
    if (session !== undefined) return session
    const slot = module.slots.get(decodeURIComponent(token!))
    if (slot === undefined) throw new CannotStart(`There is no token "${token}" at ${path}.`)
    const handle = word(0)
    must('C_OpenSession', slot, ck.serial | ck.readWrite, null, null, handle)
    const secret = Buffer.from(pin)
    const code = module.call('C_Login', handle.readBigUInt64LE(), ck.user, secret, secret.length)
    if (code !== 0 && code !== ck.alreadyLoggedIn) throw new CannotStart(`The token "${token}" does not accept SEN_KEYS_PIN (0x${code.toString(16)}).`)
    return (session = handle.readBigUInt64LE())
  }
  const findHandle = (name: string, kind: bigint): bigint | undefined => {
    if (!isKeyName(name)) throw new TypeError('a key is named by small letters, digits, dots and hyphens')
    const known = handles.get(`${kind} ${name}`)
    if (known !== undefined) return known
    const values: Attribute[] = [[ck.class, word(kind)], [ck.label, Buffer.from(name)]]
    const asked = template(values)
    must('C_FindObjectsInit', open(), asked, values.length)
    const found = word(0)
    const count = word(0)
    try { must('C_FindObjects', open(), found, 1, count) } finally { module.call('C_FindObjectsFinal', open()) }
    if (count.readBigUInt64LE() === 0n) return undefined
    const handle = found.readBigUInt64LE()
    handles.set(`${kind} ${name}`, handle)
    return handle
  }
  const read = (handle: bigint, type: bigint): Buffer => {
    const asked = Buffer.concat([word(type), word(0), word(0)])
    must('C_GetAttributeValue', open(), handle, asked, 1)
    const value = Buffer.alloc(Number(asked.readBigUInt64LE(16)))
    asked.writeBigUInt64LE(address(value), 8)
    must('C_GetAttributeValue', open(), handle, asked, 1)
    return value
  }
  const publicHalf = (handle: bigint): Buffer =>
    read(handle, ck.keyType).readBigUInt64LE() === ck.rsa
      ? seq(seq(oid(ids.rsa), nul), bits(seq(integer(read(handle, ck.modulus)), integer(read(handle, ck.publicExponent)))))
      : seq(seq(oid(ids.ec), read(handle, ck.ecParams)), bits(readDer(read(handle, ck.ecPoint)).content))

  const signRaw = (name: string, scheme: Scheme, hash: Buffer): Buffer => {
    for (let again = false; ; again = true) {
      try {
        const key = findHandle(name, ck.privateKey)
        if (key === undefined) throw new Error(`there is no key ${name} in the token`)
        const parameter = scheme.kind === 'rsa-pss' ? Buffer.concat([word(ck[scheme.hash]), word({ sha256: ck.mgf256, sha384: ck.mgf384, sha512: ck.mgf512 }[scheme.hash]), word(saltOf(scheme.hash))]) : undefined
        // Hashed here: of ECDSA with a hash built in, not every token knows.
        const data = scheme.kind === 'rsa-pkcs1' ? seq(seq(oid(hashId[scheme.hash]), nul), octets(hash)) : hash
        const how = mechanism({ ecdsa: ck.ecdsa, 'rsa-pkcs1': ck.rsaPkcs, 'rsa-pss': ck.rsaPss }[scheme.kind], parameter)
        must('C_SignInit', open(), how, key)
        const out = Buffer.alloc(1024)
        const length = word(out.length)
        must('C_Sign', open(), data, data.length, out, length)
        const raw = out.subarray(0, Number(length.readBigUInt64LE()))
        return scheme.kind === 'ecdsa' ? seq(integer(raw.subarray(0, raw.length / 2)), integer(raw.subarray(raw.length / 2))) : Buffer.from(raw)
      } catch (error) {
        // The token was taken out and put in again: once more with a new session.
        if (again || !(ck.sessionInvalid as readonly number[]).includes((error as { code?: number }).code ?? 0)) throw error
        session = undefined
        handles.clear()
      }
    }
  }

  return {
    kind: 'pkcs11',
    async find(name) {
      const handle = findHandle(name, ck.publicKey)
      return handle === undefined ? undefined : publicHalf(handle)
    },
    async make(name, spec: KeySpec) {
      const there = findHandle(name, ck.publicKey)
      if (there !== undefined) return publicHalf(there)
      const yes = Buffer.from([1])
      const no = Buffer.from([0])
      const label = Buffer.from(name)
      const id = randomBytes(16)
      const isRsa = spec.startsWith('RSA-')
      const of: Attribute[] = [[ck.token, yes], [ck.verify, yes], [ck.label, label], [ck.id, id], ...(isRsa ? [[ck.modulusBits, word(Number(spec.slice(4)))] as Attribute, [ck.publicExponent, Buffer.from([1, 0, 1])] as Attribute] : [[ck.ecParams, oid(spec === 'P-384' ? ids.p384 : ids.p256)] as Attribute])]
      // Never leaves: neither in the clear nor wrapped.
      const secret: Attribute[] = [[ck.token, yes], [ck.private, yes], [ck.sensitive, yes], [ck.extractable, no], [ck.sign, yes], [ck.label, label], [ck.id, id]]
      const [publicHandle, privateHandle] = [word(0), word(0)]
      const how = mechanism(isRsa ? ck.rsaGenerate : ck.ecGenerate)
      must('C_GenerateKeyPair', open(), how, template(of), of.length, template(secret), secret.length, publicHandle, privateHandle)
      return publicHalf(publicHandle.readBigUInt64LE())
    },
    sign: (name, scheme, bytes) => signRaw(name, scheme, createHash(scheme.hash).update(bytes).digest()),
    signHash: (name, scheme, hash) => signRaw(name, scheme, hash),
    async close() {
      if (session !== undefined) module.call('C_CloseSession', session)
      session = undefined
      handles.clear()
    },
  }
}

const hashId: Record<HashName, string> = { sha256: ids.sha256, sha384: ids.sha384, sha512: ids.sha512 }
