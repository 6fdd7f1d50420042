import type { Pdf } from './read.ts'
import { type Dict, Name, Ref, Stream, type Value, write } from './values.ts'

/**
 * Adds to a PDF without touching a byte of it (ISO 32000-2, 7.5.6): what was signed before stays signed. The new cross
 * references are of the kind the file has, because readers that know only one would lose the other.
 */
export class Update {
  private readonly pdf: Pdf
  private readonly objects = new Map<number, Value | Buffer>()
  private next: number
  private readonly places = new Map<number, number>()
  private readonly trailer: Dict

  constructor(pdf: Pdf) {
    this.pdf = pdf
    this.next = pdf.size
    this.trailer = new Map(['Root', 'Info', 'ID'].flatMap((key) => { const value = pdf.sections.map((one) => one.trailer.get(key)).find((one) => one !== undefined); return value === undefined ? [] : [[key, value] as const] }))
  }

  /** A new object. Bytes are written as they are, between `obj` and `endobj`. */
  add(value: Value | Buffer): Ref {
    const n = this.next++
    this.objects.set(n, value)
    return new Ref(n)
  }
  /** Says anew what stands at `ref`. */
  put(ref: Ref, value: Value): void {
    this.objects.set(ref.n, value)
  }
  /** Where an object lies in what `bytes` answered. */
  placeOf(ref: Ref): number {
    return this.places.get(ref.n)! - this.pdf.bytes.length
  }

  /** What is to be written behind the file. */
  bytes(): Buffer {
    const start = this.pdf.bytes.length
    const pieces: Buffer[] = [Buffer.from('\n')]
    let at = start + 1
    const places: [number, number, number][] = []
    const put = (piece: Buffer): void => { pieces.push(piece); at += piece.length }
    for (const [n, value] of [...this.objects].sort(([a], [b]) => a - b)) {
      const entry = this.pdf.entryOf(n)
      const gen = entry && 'gen' in entry ? entry.gen : 0
      places.push([n, at, gen])
      this.places.set(n, at)
      if (Buffer.isBuffer(value)) put(Buffer.concat([Buffer.from(`${n} ${gen} obj\n`), value, Buffer.from('\nendobj\n')]))
      else if (value instanceof Stream) put(Buffer.concat([Buffer.from(`${n} ${gen} obj\n${write(new Map([...value.dict, ['Length', value.raw.length]]))}\nstream\n`), value.raw, Buffer.from('\nendstream\nendobj\n')]))
      else put(Buffer.from(`${n} ${gen} obj\n${write(value)}\nendobj\n`))
    }
    const newest = this.pdf.sections[0]!
    const references = at
    if (newest.kind === 'stream') put(this.packed(places, references, newest.at))
    else put(this.table(places, newest.at))
    put(Buffer.from(`startxref\n${references}\n%%EOF\n`))
    return Buffer.concat(pieces)
  }

  private table(places: [number, number, number][], before: number): Buffer {
    const runs = runsOf(places)
    const lines = runs.map((run) => `${run[0]![0]} ${run.length}\n${run.map(([, at, gen]) => `${String(at).padStart(10, '0')} ${String(gen).padStart(5, '0')} n \n`).join('')}`)
    return Buffer.from(`xref\n${lines.join('')}trailer\n${write(new Map<string, Value>([...this.trailer, ['Size', this.next], ['Prev', before]]))}\n`)
  }

  private packed(places: [number, number, number][], at: number, before: number): Buffer {
    const n = this.next
    const all = [...places, [n, at, 0] as [number, number, number]]
    const rows = Buffer.alloc(all.length * 8)
    all.forEach(([, place, gen], i) => { rows[i * 8] = 1; rows.writeUIntBE(place, i * 8 + 1, 5); rows.writeUInt16BE(gen, i * 8 + 6) })
    const of = new Map<string, Value>([
      ['Type', new Name('XRef')], ['Size', n + 1], ['W', [1, 5, 2]], ['Index', runsOf(all).flatMap((run) => [run[0]![0], run.length])], ...this.trailer, ['Prev', before], ['Length', rows.length],
    ])
    return Buffer.concat([Buffer.from(`${n} 0 obj\n${write(of)}\nstream\n`), rows, Buffer.from('\nendstream\nendobj\n')])
  }
}

function runsOf(places: [number, number, number][]): [number, number, number][][] {
  const runs: [number, number, number][][] = []
  for (const place of places) {
    const last = runs.at(-1)
    if (last && last.at(-1)![0] === place[0] - 1) last.push(place)
    else runs.push([place])
  }
  return runs
}
