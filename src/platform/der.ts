/**
 * ASN.1 in its distinguished encoding (ITU-T X.690), written and read by hand: certificates, signatures and time stamps are
 * made of it, and a general library is some thirty times slower where every result of the province is signed.
 */

const lengthOf = (n: number): Buffer =>
  n < 0x80 ? Buffer.from([n]) : n < 0x100 ? Buffer.from([0x81, n]) : n < 0x10000 ? Buffer.from([0x82, n >> 8, n & 0xff]) : n < 0x1000000 ? Buffer.from([0x83, n >> 16, (n >> 8) & 0xff, n & 0xff]) : Buffer.from([0x84, n >>> 24, (n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff])

/** One value: its tag byte, its length, its content. */
export function tlv(tag: number, ...content: readonly Buffer[]): Buffer {
  let size = 0
  for (const part of content) size += part.length
  return Buffer.concat([Buffer.from([tag]), lengthOf(size), ...content])
}

export const seq = (...parts: readonly Buffer[]): Buffer => tlv(0x30, ...parts)
/** SET OF: its members stand in the order of their bytes. */
export const setOf = (...parts: readonly Buffer[]): Buffer => tlv(0x31, ...[...parts].sort(Buffer.compare))
/** [n] around a whole value (explicit), or in place of the tag of a constructed one (implicit). */
export const tagged = (n: number, ...content: readonly Buffer[]): Buffer => tlv(0xa0 | n, ...content)
/** [n] in place of the tag of a plain value. */
export const plainTagged = (n: number, content: Buffer): Buffer => tlv(0x80 | n, content)
export const octets = (bytes: Buffer): Buffer => tlv(0x04, bytes)
export const bits = (bytes: Buffer, unused = 0): Buffer => tlv(0x03, Buffer.from([unused]), bytes)
export const yes: Buffer = Buffer.from([0x01, 0x01, 0xff])
export const nul: Buffer = Buffer.from([0x05, 0x00])
export const utf8 = (text: string): Buffer => tlv(0x0c, Buffer.from(text.normalize('NFC')))
export const printable = (text: string): Buffer => tlv(0x13, Buffer.from(text, 'ascii'))
export const ia5 = (text: string): Buffer => tlv(0x16, Buffer.from(text, 'ascii'))
export const enumerated = (n: number): Buffer => tlv(0x0a, Buffer.from([n]))

/** A whole number; bytes are taken as a positive one. */
export function integer(value: number | bigint | Buffer): Buffer {
  let bytes: Buffer
  if (Buffer.isBuffer(value)) {
    let from = 0
    while (from < value.length - 1 && value[from] === 0) from++
    bytes = value.subarray(from)
  } else {
    const hex = value.toString(16)
    bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  }
  return bytes[0]! & 0x80 ? tlv(0x02, Buffer.from([0]), bytes) : tlv(0x02, bytes)
}

const oids = new Map<string, Buffer>()
export function oid(dotted: string): Buffer {
  let known = oids.get(dotted)
  if (known) return known
  const [a, b, ...rest] = dotted.split('.').map(Number)
  const bytes: number[] = []
  for (const part of [a! * 40 + b!, ...rest]) {
    const seven = [part % 128]
    for (let n = Math.floor(part / 128); n > 0; n = Math.floor(n / 128)) seven.unshift((n % 128) | 0x80)
    bytes.push(...seven)
  }
  known = tlv(0x06, Buffer.from(bytes))
  oids.set(dotted, known)
  return known
}

const two = (n: number): string => String(n).padStart(2, '0')
const stamp = (at: Date): string => `${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}Z`
export const generalizedTime = (at: Date): Buffer => tlv(0x18, Buffer.from(`${String(at.getUTCFullYear()).padStart(4, '0')}${stamp(at)}`))
/** As certificates write it (RFC 5280, 4.1.2.5): two digits of the year until 2049. */
export const time = (at: Date): Buffer => (at.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(`${two(at.getUTCFullYear() % 100)}${stamp(at)}`)) : generalizedTime(at))

/** One value as it was read. `raw` is all of it, `content` what is inside. */
export type Der = { tag: number; raw: Buffer; content: Buffer; children: Der[] }

/** What is thrown for bytes that are not what they claim to be. */
export class NotDer extends Error {}

const deepest = 40

/** Reads one value that fills `bytes`; indefinite lengths, which old programs write, are understood. Throws NotDer. */
export function readDer(bytes: Buffer, { rest = false } = {}): Der {
  const [value, end] = readAt(bytes, 0, bytes.length, 0)
  if (!rest && end !== bytes.length) throw new NotDer('there is something behind the value')
  return value
}

function readAt(bytes: Buffer, start: number, limit: number, depth: number): [Der, number] {
  if (depth > deepest) throw new NotDer('nested too deeply')
  if (start + 2 > limit) throw new NotDer('cut off')
  const tag = bytes[start]!
  if ((tag & 0x1f) === 0x1f) throw new NotDer('a tag of several bytes')
  let at = start + 1
  let length = bytes[at++]!
  if (length === 0x80) {
    if (!(tag & 0x20)) throw new NotDer('a plain value without length')
    const children: Der[] = []
    const from = at
    for (;;) {
      if (at + 2 > limit) throw new NotDer('cut off')
      if (bytes[at] === 0 && bytes[at + 1] === 0) break
      const [child, next] = readAt(bytes, at, limit, depth + 1)
      children.push(child)
      at = next
    }
    return [{ tag, raw: bytes.subarray(start, at + 2), content: bytes.subarray(from, at), children }, at + 2]
  }
  if (length & 0x80) {
    const count = length & 0x7f
    if (count > 4 || at + count > limit) throw new NotDer('cut off')
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + bytes[at++]!
  }
  const end = at + length
  if (end > limit) throw new NotDer('cut off')
  const children: Der[] = []
  if (tag & 0x20) for (let from = at; from < end; ) {
    const [child, next] = readAt(bytes, from, end, depth + 1)
    children.push(child)
    from = next
  }
  return [{ tag, raw: bytes.subarray(start, end), content: bytes.subarray(at, end), children }, end]
}

/** The child at `index`, of that tag where one is named. Throws NotDer. */
export function childOf(value: Der | undefined, index: number, tag?: number): Der {
  const child = value?.children[index]
  if (!child || (tag !== undefined && child.tag !== tag)) throw new NotDer('something is missing')
  return child
}

export function readOid(value: Der): string {
  if (value.tag !== 0x06 || !value.content.length) throw new NotDer('not an object identifier')
  const parts: number[] = []
  let n = 0
  for (const byte of value.content) {
    n = n * 128 + (byte & 0x7f)
    if (!(byte & 0x80)) { parts.push(n); n = 0 }
  }
  const first = Math.min(2, Math.floor(parts[0]! / 40))
  return [first, parts[0]! - first * 40, ...parts.slice(1)].join('.')
}

export function readTime(value: Der): Date {
  const text = value.content.toString('latin1')
  const found = value.tag === 0x17 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3})\d*)?Z$/.exec(text)
  if (!found) throw new NotDer('not a moment')
  const year = value.tag === 0x17 ? (Number(found[1]) < 50 ? 2000 : 1900) + Number(found[1]) : Number(found[1])
  const at = new Date(Date.UTC(year, Number(found[2]) - 1, Number(found[3]), Number(found[4]), Number(found[5]), Number(found[6]), Number((found[7] ?? '0').padEnd(3, '0'))))
  if (Number.isNaN(at.getTime())) throw new NotDer('not a moment')
  return at
}

/** Text of any of the kinds that names are written in. */
export const readText = (value: Der): string => (value.tag === 0x1e ? Buffer.from(value.content).swap16().toString('utf16le') : value.tag === 0x0c ? value.content.toString('utf8') : value.content.toString('latin1'))

/** The bytes of an OCTET STRING, also of one that an old program wrote in pieces. */
export const readOctets = (value: Der): Buffer => (value.tag & 0x20 ? Buffer.concat(value.children.map(readOctets)) : value.content)
