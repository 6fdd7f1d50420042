/** What a PDF is made of (ISO 32000-2, 7.3). Names and strings are wrapped, so that nothing is taken for something else. */
export class Name {
  readonly name: string
  constructor(name: string) { this.name = name }
}
export class Ref {
  readonly n: number
  readonly gen: number
  constructor(n: number, gen = 0) { this.n = n; this.gen = gen }
}
/** A string; `hex` when it was written in hexadecimal. `at` is where it stood. */
export class Text {
  readonly bytes: Buffer
  readonly hex: boolean
  readonly at: number
  readonly end: number
  constructor(bytes: Buffer, { hex = false, at = -1, end = -1 } = {}) { this.bytes = bytes; this.hex = hex; this.at = at; this.end = end }
}
export type Dict = Map<string, Value>
export class Stream {
  readonly dict: Dict
  /** As it lies in the file, packed. */
  readonly raw: Buffer
  constructor(dict: Dict, raw: Buffer) { this.dict = dict; this.raw = raw }
}
export type Value = null | boolean | number | Name | Ref | Text | Value[] | Dict | Stream

export const isDict = (value: Value | undefined): value is Dict => value instanceof Map
export const nameOf = (value: Value | undefined): string | undefined => (value instanceof Name ? value.name : undefined)
export const dict = (entries: Record<string, Value | undefined>): Dict => new Map(Object.entries(entries).filter((entry): entry is [string, Value] => entry[1] !== undefined))

/** Written text: plain where it is plain, UTF-16 with its mark otherwise (7.9.2.2). */
export function textOf(words: string): Text {
  const normal = words.normalize('NFC')
  return /^[\x20-\x7e]*$/.test(normal) ? new Text(Buffer.from(normal, 'latin1')) : new Text(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(normal, 'utf16le').swap16()]), { hex: true })
}
export function wordsOf(value: Value | undefined): string | undefined {
  if (!(value instanceof Text)) return undefined
  const { bytes } = value
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16().toString('utf16le')
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8')
  return bytes.toString('latin1')
}

const number = (n: number): string => (Number.isInteger(n) ? String(n) : n.toFixed(4).replace(/\.?0+$/, ''))
const names = new Map<string, string>()
/** Few names, written often: each is escaped once. */
function written(name: string): string {
  let known = names.get(name)
  if (known === undefined) {
    known = `/${name.replace(/[^A-Za-z0-9_.+:*@^$&'"!,;=?~|`\\-]/g, (c) => [...Buffer.from(c, 'latin1')].map((b) => `#${b.toString(16).padStart(2, '0')}`).join(''))}`
    if (names.size < 2000) names.set(name, known)
  }
  return known
}

/** A value as it is written into a file; streams are written by whoever writes objects. */
export function write(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return number(value)
  if (value instanceof Name) return written(value.name)
  if (value instanceof Ref) return `${value.n} ${value.gen} R`
  if (value instanceof Text) return value.hex || value.bytes.some((b) => b < 0x20 || b > 0x7e) ? `<${value.bytes.toString('hex').toUpperCase()}>` : `(${value.bytes.toString('latin1').replace(/[()\\]/g, '\\$&')})`
  if (Array.isArray(value)) return `[${value.map(write).join(' ')}]`
  if (value instanceof Stream) throw new Error('a stream stands in an object of its own')
  let out = '<<'
  for (const [key, one] of value) out += `${written(key)} ${write(one)} `
  return `${out}>>`
}

/** Two values that mean the same, streams by their bytes. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined || a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  if (a instanceof Name) return b instanceof Name && a.name === b.name
  if (a instanceof Ref) return b instanceof Ref && a.n === b.n && a.gen === b.gen
  if (a instanceof Text) return b instanceof Text && a.bytes.equals(b.bytes)
  if (a instanceof Stream) return b instanceof Stream && same(a.dict, b.dict) && a.raw.equals(b.raw)
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]))
  return isDict(b) && a.size === b.size && [...a].every(([key, one]) => same(one, b.get(key)))
}
