import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import type { Hash } from './merkle.ts'

/** The state of the tree at one time. */
export type Head = { origin: string; size: number; root: Hash; at: Date }

/** A key that signs heads, and the one that checks them. `name` is the origin of the log, as C2SP asks for. */
export type SigningKey = { name: string; key: KeyObject; verifier: Verifier }
export type Verifier = { name: string; id: Buffer; key: KeyObject }

const ed25519 = 1
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const spki = Buffer.from('302a300506032b6570032100', 'hex')
const rawPublic = (key: KeyObject): Buffer => (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' }).subarray(spki.length)
const keyId = (name: string, raw: Buffer): Buffer => createHash('sha256').update(`${name}\n`).update(Buffer.from([ed25519])).update(raw).digest().subarray(0, 4)
const isName = (name: string): boolean => /^[^\s+]+$/u.test(name)

/** A new key for a log of that name, as the one line that its file holds (C2SP signed-note, the form of Go's `note`). */
export function newKey(name: string): string {
  if (!isName(name)) throw new Error('the name of a log has no spaces and no plus')
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8.length)
  return `PRIVATE+KEY+${name}+${keyId(name, rawPublic(privateKey)).toString('hex')}+${Buffer.concat([Buffer.from([ed25519]), seed]).toString('base64')}`
}

/** @throws Error when the line is no Ed25519 key of this form, or its number is not that of its name and key */
export function readKey(line: string): SigningKey {
  const [, name = '', id = '', data = ''] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line.trim()) ?? []
  const bytes = Buffer.from(data, 'base64')
  if (bytes[0] !== ed25519 || bytes.length !== 33) throw new Error('this is not a key of a log')
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, bytes.subarray(1)]), format: 'der', type: 'pkcs8' })
  const raw = rawPublic(key)
  if (keyId(name, raw).toString('hex') !== id) throw new Error('the number of the key is not that of its name and content')
  return { name, key, verifier: { name, id: keyId(name, raw), key: createPublicKey(key) } }
}

/** What others check heads with: `name+number+key` (C2SP vkey). */
export const verifierText = ({ name, id, key }: Verifier): string => `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([ed25519]), rawPublic(key)]).toString('base64')}`

/** @throws Error when the text is no such key */
export function readVerifier(text: string): Verifier {
  const [, name = '', id = '', data = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? []
  const bytes = Buffer.from(data, 'base64')
  if (bytes[0] !== ed25519 || bytes.length !== 33 || keyId(name, bytes.subarray(1)).toString('hex') !== id) throw new Error('this is not a key to check a log with')
  return { name, id: Buffer.from(id, 'hex'), key: createPublicKey({ key: Buffer.concat([spki, bytes.subarray(1)]), format: 'der', type: 'spki' }) }
}

/** A head as a C2SP checkpoint, the time as its one extension line, signed as a C2SP note. */
export function signHead(head: Head, { name, key, verifier }: SigningKey): string {
  const text = `${head.origin}\n${head.size}\n${head.root.toString('base64')}\ntime ${head.at.toISOString()}\n`
  return `${text}\n— ${name} ${Buffer.concat([verifier.id, sign(null, Buffer.from(text), key)]).toString('base64')}\n`
}

export type NoteFault = 'not-a-note' | 'other-log' | 'not-signed-by-this-key' | 'signature-wrong'

/** The head of a note, if `verifier` signed it; signatures of witnesses under it are passed over. */
export function openNote(note: string, verifier: Verifier): Head | NoteFault {
  const signed = signedText(note, verifier)
  if ('fault' in signed) return signed.fault
  const [origin, size, root, ...more] = signed.text.slice(0, -1).split('\n')
  const at = new Date(more.find((line) => line.startsWith('time '))?.slice(5) ?? NaN)
  if (!/^(0|[1-9]\d{0,15})$/.test(size ?? '') || Buffer.from(root ?? '', 'base64').length !== 32 || Number.isNaN(at.getTime())) return 'not-a-note'
  return origin === verifier.name ? { origin, size: Number(size), root: Buffer.from(root!, 'base64'), at } : 'other-log'
}

/** The text of a C2SP note that `verifier` signed, with the line that ends it. */
export function signedText(note: string, verifier: Verifier): { text: string } | { fault: NoteFault } {
  const split = note.lastIndexOf('\n\n')
  if (split < 0) return { fault: 'not-a-note' }
  const text = note.slice(0, split + 1)
  for (const line of note.slice(split + 2).split('\n')) {
    const [, name, data = ''] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    const bytes = Buffer.from(data, 'base64')
    if (name !== verifier.name || !bytes.subarray(0, 4).equals(verifier.id)) continue
    return verify(null, Buffer.from(text), verifier.key, bytes.subarray(4)) ? { text } : { fault: 'signature-wrong' }
  }
  return { fault: 'not-signed-by-this-key' }
}

/** Notes one after another, as the feed keeps them: each ends with its signatures and an empty line. */
export const readNotes = (feed: string): string[] => [...feed.matchAll(/(?:[^\n—][^\n]*\n)+\n(?:— [^\n]+\n)+/g)].map(([note]) => note)
