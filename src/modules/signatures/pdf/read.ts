import { inflateSync } from 'node:zlib'
import { type Dict, isDict, Name, nameOf, Ref, Stream, Text, type Value } from './values.ts'

/** What is thrown for bytes that are no PDF we can read. `code` has its sentence in the texts. */
export class NotPdf extends Error {
  readonly code: 'pdf-not-readable' | 'pdf-encrypted'
  constructor(why: string, code: NotPdf['code'] = 'pdf-not-readable') {
    super(why)
    this.code = code
  }
}

/** More than a paper has: who wrote the file may want us to work for ever. */
const most = { unfolded: 128_000_000, objects: 1_000_000, sections: 5_000, depth: 60 }

const white = new Uint8Array(256)
for (const c of [0, 9, 10, 12, 13, 32]) white[c] = 1
const delimiter = new Uint8Array(256)
for (const c of '()<>[]{}/%') delimiter[c.charCodeAt(0)] = 1
const digit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57

/** Reads values from bytes, one after the other. */
export class Reader {
  readonly bytes: Buffer
  at: number
  constructor(bytes: Buffer, at = 0) { this.bytes = bytes; this.at = at }

  skip(): void {
    for (;;) {
      const c = this.bytes[this.at]
      if (c === undefined) return
      if (white[c]) this.at++
      else if (c === 0x25) while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++
      else return
    }
  }
  word(): string {
    this.skip()
    const from = this.at
    while (this.at < this.bytes.length && !white[this.bytes[this.at]!] && !delimiter[this.bytes[this.at]!]) this.at++
    return this.bytes.toString('latin1', from, this.at)
  }
  whole(): number {
    this.skip()
    const from = this.at
    let n = 0
    for (let c = this.bytes[this.at]; digit(c); c = this.bytes[this.at]) { n = n * 10 + c! - 48; this.at++ }
    const after = this.bytes[this.at]
    if (this.at === from || this.at - from > 12 || (after !== undefined && !white[after] && !delimiter[after])) throw new NotPdf(`a number was expected at ${this.at}`)
    return n
  }
  comesNext(word: string): boolean {
    this.skip()
    for (let i = 0; i < word.length; i++) if (this.bytes[this.at + i] !== word.charCodeAt(i)) return false
    return true
  }
  must(word: string): void {
    if (!this.comesNext(word)) throw new NotPdf(`${word} was expected at ${this.at}`)
    this.at += word.length
  }

  value(depth = 0): Value {
    if (depth > most.depth) throw new NotPdf('nested too deeply')
    this.skip()
    const c = this.bytes[this.at]
    switch (c) {
      case undefined: throw new NotPdf('cut off')
      case 0x2f: return this.name()
      case 0x28: return this.literal()
      case 0x5b: {
        this.at++
        const list: Value[] = []
        for (;;) {
          this.skip()
          if (this.bytes[this.at] === 0x5d) { this.at++; return list }
          list.push(this.value(depth + 1))
        }
      }
      case 0x3c: return this.bytes[this.at + 1] === 0x3c ? this.dict(depth) : this.hex()
    }
    if (digit(c)) {
      const ref = this.ref()
      if (ref) return ref
    }
    const word = this.word()
    if (word === 'true') return true
    if (word === 'false') return false
    if (word === 'null') return null
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return Number(word)
    throw new NotPdf(`nothing that a PDF has at ${this.at}`)
  }

  /** `12 0 R`, looked at byte by byte: most of what is in a file is numbers and references. */
  private ref(): Ref | undefined {
    const { bytes } = this
    let at = this.at
    let n = 0
    for (let c = bytes[at]; digit(c); c = bytes[at]) { n = n * 10 + c! - 48; if (++at - this.at > 10) return undefined }
    if (!white[bytes[at] ?? 1]) return undefined
    while (at < bytes.length && white[bytes[at]!]) at++
    const second = at
    let gen = 0
    for (let c = bytes[at]; digit(c); c = bytes[at]) { gen = gen * 10 + c! - 48; if (++at - second > 5) return undefined }
    if (at === second || !white[bytes[at] ?? 1]) return undefined
    while (at < bytes.length && white[bytes[at]!]) at++
    const after = bytes[at + 1]
    if (bytes[at] !== 0x52 || (after !== undefined && !white[after] && !delimiter[after])) return undefined
    this.at = at + 1
    return new Ref(n, gen)
  }
  private name(): Name {
    this.at++
    const from = this.at
    while (this.at < this.bytes.length && !white[this.bytes[this.at]!] && !delimiter[this.bytes[this.at]!]) this.at++
    const text = this.bytes.toString('latin1', from, this.at)
    return new Name(text.includes('#') ? text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text)
  }
  private hex(): Text {
    const at = this.at
    const end = this.bytes.indexOf(0x3e, at)
    if (end < 0) throw new NotPdf('a string without end')
    const digits = this.bytes.toString('latin1', at + 1, end).replace(/[\0\t\n\f\r ]/g, '')
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw new NotPdf('a string that is not hexadecimal')
    this.at = end + 1
    return new Text(Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'), { hex: true, at, end: this.at })
  }
  private literal(): Text {
    const at = this.at++
    const out: number[] = []
    for (let open = 1; ; ) {
      const c = this.bytes[this.at++]
      if (c === undefined) throw new NotPdf('a string without end')
      if (c === 0x28) open++
      if (c === 0x29 && --open === 0) break
      if (c !== 0x5c) { out.push(c); continue }
      const e = this.bytes[this.at++]
      if (e === undefined) throw new NotPdf('a string without end')
      if (e >= 48 && e <= 55) {
        let n = e - 48
        for (let i = 0; i < 2 && this.bytes[this.at]! >= 48 && this.bytes[this.at]! <= 55; i++) n = n * 8 + this.bytes[this.at++]! - 48
        out.push(n & 0xff)
      } else if (e === 13) { if (this.bytes[this.at] === 10) this.at++ } else if (e !== 10) out.push(({ n: 10, r: 13, t: 9, b: 8, f: 12 } as Record<string, number>)[String.fromCharCode(e)] ?? e)
    }
    return new Text(Buffer.from(out), { at, end: this.at })
  }
  private dict(depth: number): Dict {
    this.at += 2
    const entries: Dict = new Map()
    for (;;) {
      this.skip()
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) { this.at += 2; return entries }
      if (this.bytes[this.at] !== 0x2f) throw new NotPdf(`a name was expected at ${this.at}`)
      const key = this.name().name
      entries.set(key, this.value(depth + 1))
    }
  }
}

type Entry = { offset: number; gen: number } | { inside: number; index: number } | { free: true }
type Section = { at: number; kind: 'table' | 'stream'; entries: Map<number, Entry>; trailer: Dict; hybrid: boolean }

/** A PDF as it stands at the end of `bytes`: its newest cross references, and everything that can be reached from them. */
export class Pdf {
  readonly bytes: Buffer
  /** Newest first. */
  readonly sections: readonly Section[]
  readonly trailer: Dict
  private readonly entries = new Map<number, Entry>()
  private readonly cache = new Map<number, Value>()
  private readonly packed = new Map<number, { bytes: Buffer; places: Map<number, number> }>()
  private readonly opening = new Set<number>()
  private room = most.unfolded

  constructor(bytes: Buffer) {
    this.bytes = bytes
    if (!/^%PDF-\d\.\d/.test(bytes.toString('latin1', 0, 16))) throw new NotPdf('it does not begin as a PDF')
    // The last in the last two thousand bytes, as readers look for it.
    const last = bytes.lastIndexOf('startxref')
    const start = last < bytes.length - 2048 ? null : /^startxref\s+(\d{1,12})\s+%%EOF/.exec(bytes.toString('latin1', last, last + 60))
    if (!start) throw new NotPdf('there is no end')
    this.sections = this.readSections(Number(start[1]))
    for (const { entries } of this.sections) for (const [n, entry] of entries) if (!this.entries.has(n)) this.entries.set(n, entry)
    this.trailer = this.sections[0]!.trailer
    if (this.sections.some(({ trailer }) => trailer.has('Encrypt'))) throw new NotPdf('it is encrypted', 'pdf-encrypted')
    if (!isDict(this.get(this.trailer.get('Root')))) throw new NotPdf('there is no catalogue')
  }

  get catalog(): Dict { return this.get(this.trailer.get('Root')) as Dict }
  get size(): number {
    const said = this.trailer.get('Size')
    let next = typeof said === 'number' ? said : 0
    for (const n of this.entries.keys()) if (n >= next) next = n + 1
    return next
  }
  /** Every object there is, by number. */
  numbers(): number[] { return [...this.entries].filter(([, entry]) => !('free' in entry)).map(([n]) => n) }
  entryOf(n: number): Entry | undefined { return this.entries.get(n) }

  /** What a value or a reference stands for; null for what is not there. */
  get(value: Value | undefined): Value {
    for (let hops = 0; value instanceof Ref; hops++) {
      if (hops > 20) throw new NotPdf('references in a circle')
      value = this.object(value.n)
    }
    return value ?? null
  }
  dictAt(value: Value | undefined): Dict | undefined {
    const found = this.get(value)
    return isDict(found) ? found : undefined
  }
  listAt(value: Value | undefined): Value[] {
    const found = this.get(value)
    return Array.isArray(found) ? found : []
  }

  object(n: number): Value {
    const known = this.cache.get(n)
    if (known !== undefined) return known
    const entry = this.entries.get(n)
    if (!entry || 'free' in entry) return null
    if (this.opening.has(n)) throw new NotPdf('an object inside itself')
    this.opening.add(n)
    try {
      const value = 'offset' in entry ? this.at(entry.offset, n) : this.inside(entry.inside, n)
      this.cache.set(n, value)
      return value
    } finally {
      this.opening.delete(n)
    }
  }

  private at(offset: number, n: number): Value {
    if (offset >= this.bytes.length) throw new NotPdf('a reference behind the end')
    const reader = new Reader(this.bytes, offset)
    if (reader.whole() !== n) throw new NotPdf(`object ${n} is not where it is said to be`)
    reader.whole()
    reader.must('obj')
    const value = reader.value()
    if (!isDict(value) || !reader.comesNext('stream')) return value
    return this.stream(reader, value)
  }

  private stream(reader: Reader, of: Dict): Stream {
    reader.must('stream')
    if (this.bytes[reader.at] === 13) reader.at++
    if (this.bytes[reader.at] === 10) reader.at++
    const length = this.get(of.get('Length'))
    if (typeof length !== 'number' || length < 0 || reader.at + length > this.bytes.length) throw new NotPdf('a stream of unknown length')
    const raw = this.bytes.subarray(reader.at, reader.at + length)
    reader.at += length
    reader.must('endstream')
    return new Stream(of, raw)
  }

  private inside(container: number, n: number): Value {
    let packed = this.packed.get(container)
    if (!packed) {
      const stream = this.object(container)
      if (!(stream instanceof Stream)) throw new NotPdf('objects in something that is no stream')
      const bytes = this.unfold(stream)
      const [count, first] = [this.get(stream.dict.get('N')), this.get(stream.dict.get('First'))]
      if (typeof count !== 'number' || typeof first !== 'number' || count > most.objects) throw new NotPdf('an object stream without its numbers')
      const reader = new Reader(bytes)
      const places = new Map<number, number>()
      for (let i = 0; i < count; i++) places.set(reader.whole(), first + reader.whole())
      packed = { bytes, places }
      this.packed.set(container, packed)
    }
    const place = packed.places.get(n)
    return place === undefined ? null : new Reader(packed.bytes, place).value()
  }

  /** The content of a stream packed by Flate, or not at all; other ways are for pictures, which nobody here needs to look into. */
  unfold(stream: Stream): Buffer {
    const filters = this.get(stream.dict.get('Filter'))
    const names = (Array.isArray(filters) ? filters : filters === null ? [] : [filters]).map((one) => nameOf(this.get(one)))
    if (!names.length) return stream.raw
    if (names.length > 1 || (names[0] !== 'FlateDecode' && names[0] !== 'Fl')) throw new NotPdf('packed in a way that is not used for objects')
    let bytes: Buffer
    try {
      bytes = inflateSync(stream.raw, { maxOutputLength: Math.max(1, this.room) })
    } catch {
      throw new NotPdf('a stream that does not unfold')
    }
    this.room -= bytes.length
    const parms = this.get(stream.dict.get('DecodeParms'))
    const how = this.dictAt(Array.isArray(parms) ? parms[0] : parms)
    const predictor = how ? Number(this.get(how.get('Predictor')) ?? 1) : 1
    if (predictor < 2) return bytes
    if (predictor < 10) throw new NotPdf('a predictor that is not used for objects')
    return unpredicted(bytes, Number(this.get(how!.get('Columns')) ?? 1), Math.max(1, Math.ceil((Number(this.get(how!.get('Colors')) ?? 1) * Number(this.get(how!.get('BitsPerComponent')) ?? 8)) / 8)))
  }

  private readSections(start: number): Section[] {
    const sections: Section[] = []
    const seen = new Set<number>()
    for (let at: number | undefined = start; at !== undefined; ) {
      if (seen.has(at) || sections.length > most.sections) throw new NotPdf('cross references in a circle')
      seen.add(at)
      const section = this.readSection(at)
      sections.push(section)
      const hybrid = section.trailer.get('XRefStm')
      if (section.kind === 'table' && typeof hybrid === 'number') {
        // Readers that know streams look there before they look further back (7.5.8.4).
        sections.push({ ...this.readSection(hybrid), trailer: section.trailer, kind: 'table', hybrid: true })
      }
      const before = section.trailer.get('Prev')
      at = typeof before === 'number' ? before : undefined
    }
    return sections
  }

  private readSection(at: number): Section {
    if (at >= this.bytes.length) throw new NotPdf('cross references behind the end')
    const reader = new Reader(this.bytes, at)
    const entries = new Map<number, Entry>()
    if (!reader.comesNext('xref')) {
      reader.whole()
      reader.whole()
      reader.must('obj')
      const of = reader.value()
      if (!isDict(of) || nameOf(of.get('Type')) !== 'XRef' || !reader.comesNext('stream')) throw new NotPdf('no cross references where they are said to be')
      this.readPacked(this.stream(reader, of), entries)
      return { at, kind: 'stream', entries, trailer: of, hybrid: false }
    }
    reader.must('xref')
    while (!reader.comesNext('trailer')) {
      const first = reader.whole()
      const count = reader.whole()
      if (count > most.objects || entries.size > most.objects) throw new NotPdf('too many objects')
      for (let i = 0; i < count; i++) {
        const offset = reader.whole()
        const gen = reader.whole()
        reader.skip()
        const kind = this.bytes[reader.at++]
        if (kind !== 0x6e && kind !== 0x66) throw new NotPdf('a broken table of cross references')
        if (!entries.has(first + i)) entries.set(first + i, kind === 0x6e ? { offset, gen } : { free: true })
      }
    }
    reader.must('trailer')
    const trailer = reader.value()
    if (!isDict(trailer)) throw new NotPdf('no trailer')
    return { at, kind: 'table', entries, trailer, hybrid: false }
  }

  private readPacked(stream: Stream, entries: Map<number, Entry>): void {
    const bytes = this.unfold(stream)
    const widths = stream.dict.get('W')
    const size = stream.dict.get('Size')
    if (!Array.isArray(widths) || widths.length !== 3 || !widths.every((w): w is number => typeof w === 'number' && w >= 0 && w <= 7) || typeof size !== 'number') throw new NotPdf('cross references without widths')
    const [a, b, c] = widths as [number, number, number]
    const index = stream.dict.get('Index')
    const ranges = Array.isArray(index) ? (index as number[]) : [0, size]
    const take = (at: number, width: number): number => { let n = 0; for (let i = 0; i < width; i++) n = n * 256 + bytes[at + i]!; return n }
    let at = 0
    for (let r = 0; r + 1 < ranges.length; r += 2) {
      const [first, count] = [ranges[r]!, ranges[r + 1]!]
      if (typeof first !== 'number' || typeof count !== 'number' || count > most.objects) throw new NotPdf('too many objects')
      for (let i = 0; i < count; i++, at += a + b + c) {
        if (at + a + b + c > bytes.length) throw new NotPdf('cross references cut off')
        const kind = a ? take(at, a) : 1
        const [two, three] = [take(at + a, b), take(at + a + b, c)]
        if (!entries.has(first + i)) entries.set(first + i, kind === 1 ? { offset: two, gen: three } : kind === 2 ? { inside: two, index: three } : { free: true })
      }
    }
  }

  /** The references of the pages, in their order. */
  pages(): Ref[] {
    const found: Ref[] = []
    const seen = new Set<number>()
    const go = (at: Value | undefined, depth: number): void => {
      const node = this.dictAt(at)
      if (!node || depth > most.depth) return
      if (at instanceof Ref) { if (seen.has(at.n)) return; seen.add(at.n) }
      const kids = this.get(node.get('Kids'))
      if (Array.isArray(kids)) for (const kid of kids) go(kid, depth + 1)
      else if (at instanceof Ref) found.push(at)
    }
    go(this.catalog.get('Pages'), 0)
    return found
  }

  /** A value of a page or of what it inherits from. */
  inherited(page: Dict, key: string): Value {
    for (let node: Dict | undefined = page, hops = 0; node && hops < most.depth; node = this.dictAt(node.get('Parent')), hops++) if (node.has(key)) return this.get(node.get(key))
    return null
  }
}

/** PNG predictors (ISO 15948, 9): each row says how it was foretold from the one above. */
function unpredicted(bytes: Buffer, columns: number, pixel: number): Buffer {
  const row = columns * pixel
  const rows = Math.floor(bytes.length / (row + 1))
  const out = Buffer.alloc(rows * row)
  for (let r = 0; r < rows; r++) {
    const kind = bytes[r * (row + 1)]
    for (let i = 0; i < row; i++) {
      const raw = bytes[r * (row + 1) + 1 + i]!
      const left = i >= pixel ? out[r * row + i - pixel]! : 0
      const up = r ? out[(r - 1) * row + i]! : 0
      const corner = r && i >= pixel ? out[(r - 1) * row + i - pixel]! : 0
      let foretold = 0
      if (kind === 1) foretold = left
      else if (kind === 2) foretold = up
      else if (kind === 3) foretold = (left + up) >> 1
      else if (kind === 4) {
        const p = left + up - corner
        const [pl, pu, pc] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)]
        foretold = pl <= pu && pl <= pc ? left : pu <= pc ? up : corner
      }
      out[r * row + i] = (raw + foretold) & 0xff
    }
  }
  return out
}
