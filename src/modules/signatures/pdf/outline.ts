import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Text as outlines: an appearance that carries its letters as shapes needs no font in the file, and looks the same in every
 * reader. Reads the tables of a TrueType font (ISO/IEC 14496-22) that are needed for it.
 */
export type Face = { width(text: string, size: number): number; path(text: string, x: number, y: number, size: number, turn?: number): string }

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
const faces = new Map<string, Face>()
/** Tinos has the measures of Times New Roman, which Decree 30/2020 asks for. */
export function face(weight: '400Regular' | '700Bold'): Face {
  let known = faces.get(weight)
  if (!known) faces.set(weight, (known = openFace(readFileSync(join(folder, weight, `Tinos_${weight}.ttf`)))))
  return known
}

type Point = { x: number; y: number; on: boolean }
type Matrix = [number, number, number, number, number, number]

function openFace(font: Buffer): Face {
  const tables = new Map<string, number>()
  for (let i = 0; i < font.readUInt16BE(4); i++) tables.set(font.toString('latin1', 12 + i * 16, 16 + i * 16), font.readUInt32BE(20 + i * 16))
  const at = (name: string): number => tables.get(name)!
  const units = font.readUInt16BE(at('head') + 18)
  const longPlaces = font.readInt16BE(at('head') + 50) === 1
  const widths = font.readUInt16BE(at('hhea') + 34)
  const glyphOf = readCmap(font, at('cmap'))
  const place = (glyph: number): number => (longPlaces ? font.readUInt32BE(at('loca') + glyph * 4) : font.readUInt16BE(at('loca') + glyph * 2) * 2)
  const advance = (glyph: number): number => font.readUInt16BE(at('hmtx') + Math.min(glyph, widths - 1) * 4)

  const contours = (glyph: number, depth = 0): Point[][] => {
    const start = at('glyf') + place(glyph)
    if (place(glyph) === place(glyph + 1) || depth > 6) return []
    const count = font.readInt16BE(start)
    return count >= 0 ? simple(font, start, count) : composite(font, start + 10).flatMap(({ part, m }) => contours(part, depth + 1).map((line) => line.map(({ x, y, on }) => ({ x: m[0] * x + m[2] * y + m[4], y: m[1] * x + m[3] * y + m[5], on }))))
  }
  const cache = new Map<number, Point[][]>()
  const of = (glyph: number): Point[][] => { let known = cache.get(glyph); if (!known) cache.set(glyph, (known = contours(glyph))); return known }
  const glyphs = (text: string): number[] => [...text.normalize('NFC')].map((c) => glyphOf(c.codePointAt(0)!))

  return {
    width: (text, size) => (glyphs(text).reduce((sum, glyph) => sum + advance(glyph), 0) * size) / units,
    path(text, x, y, size, turn = 0) {
      const [cos, sin, scale] = [Math.cos(turn), Math.sin(turn), size / units]
      let along = 0
      const out: string[] = []
      for (const glyph of glyphs(text)) {
        const to = (p: { x: number; y: number }): string => {
          const [px, py] = [(along + p.x) * scale, p.y * scale]
          return `${(x + px * cos - py * sin).toFixed(2)} ${(y + px * sin + py * cos).toFixed(2)}`
        }
        for (const line of of(glyph)) out.push(drawn(line, to))
        along += advance(glyph)
      }
      return out.join(' ')
    },
  }
}

/** A contour of quadratic curves as the cubic ones that PDF has. */
function drawn(line: Point[], to: (p: { x: number; y: number }) => string): string {
  if (line.length < 2) return ''
  const first = line.findIndex((p) => p.on)
  const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true })
  const points = first < 0 ? [middle(line[0]!, line.at(-1)!), ...line] : [...line.slice(first), ...line.slice(0, first)]
  const out = [`${to(points[0]!)} m`]
  let from = points[0]!
  for (let i = 1; i <= points.length; i++) {
    const p = points[i % points.length]!
    if (p.on) { if (i < points.length) out.push(`${to(p)} l`); from = p; continue }
    const after = points[(i + 1) % points.length]!
    const end = after.on ? after : middle(p, after)
    const control = (a: Point): { x: number; y: number } => ({ x: a.x + (2 / 3) * (p.x - a.x), y: a.y + (2 / 3) * (p.y - a.y) })
    out.push(`${to(control(from))} ${to(control(end))} ${to(end)} c`)
    from = end
    if (after.on) i++
  }
  return `${out.join(' ')} h`
}

function simple(font: Buffer, start: number, count: number): Point[][] {
  const ends = Array.from({ length: count }, (_, i) => font.readUInt16BE(start + 10 + i * 2))
  const total = (ends.at(-1) ?? -1) + 1
  let at = start + 10 + count * 2
  at += 2 + font.readUInt16BE(at)
  const flags: number[] = []
  while (flags.length < total) {
    const flag = font[at++]!
    flags.push(flag)
    if (flag & 8) for (let n = font[at++]!; n > 0; n--) flags.push(flag)
  }
  const axis = (short: number, sameSign: number): number[] => {
    let value = 0
    return flags.slice(0, total).map((flag) => {
      if (flag & short) value += flag & sameSign ? font[at++]! : -font[at++]!
      else if (!(flag & sameSign)) { value += font.readInt16BE(at); at += 2 }
      return value
    })
  }
  const xs = axis(2, 16)
  const ys = axis(4, 32)
  return ends.map((end, i) => Array.from({ length: end - (i ? ends[i - 1]! + 1 : 0) + 1 }, (_, k) => { const n = (i ? ends[i - 1]! + 1 : 0) + k; return { x: xs[n]!, y: ys[n]!, on: (flags[n]! & 1) === 1 } }))
}

function composite(font: Buffer, start: number): { part: number; m: Matrix }[] {
  const parts: { part: number; m: Matrix }[] = []
  for (let at = start, flags = 0x20; flags & 0x20; ) {
    flags = font.readUInt16BE(at)
    const part = font.readUInt16BE(at + 2)
    at += 4
    const [dx, dy] = flags & 1 ? [font.readInt16BE(at), font.readInt16BE(at + 2)] : [font.readInt8(at), font.readInt8(at + 1)]
    at += flags & 1 ? 4 : 2
    const fixed = (): number => { const n = font.readInt16BE(at) / 16384; at += 2; return n }
    let [a, b, c, d] = [1, 0, 0, 1]
    if (flags & 8) a = d = fixed()
    else if (flags & 0x40) { a = fixed(); d = fixed() } else if (flags & 0x80) { a = fixed(); b = fixed(); c = fixed(); d = fixed() }
    parts.push({ part, m: [a, b, c, d, flags & 2 ? dx : 0, flags & 2 ? dy : 0] })
  }
  return parts
}

/** Which glyph stands for a character: the table for Windows, which every font has. */
function readCmap(font: Buffer, start: number): (code: number) => number {
  for (let i = 0; i < font.readUInt16BE(start + 2); i++) {
    const table = start + font.readUInt32BE(start + 8 + i * 8)
    if (font.readUInt16BE(start + 4 + i * 8) !== 3 || font.readUInt16BE(table) !== 4) continue
    const segments = font.readUInt16BE(table + 6) / 2
    const [ends, starts] = [table + 14, table + 16 + segments * 2]
    return (code) => {
      for (let s = 0; s < segments; s++) {
        if (code > font.readUInt16BE(ends + s * 2)) continue
        const first = font.readUInt16BE(starts + s * 2)
        if (code < first) return 0
        const delta = font.readUInt16BE(starts + segments * 2 + s * 2)
        const range = starts + segments * 4 + s * 2
        const offset = font.readUInt16BE(range)
        if (!offset) return (code + delta) & 0xffff
        const glyph = font.readUInt16BE(range + offset + (code - first) * 2)
        return glyph ? (glyph + delta) & 0xffff : 0
      }
      return 0
    }
  }
  throw new Error('the font has no table of characters that we read')
}
