import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { face } from './outline.ts'
import type { Update } from './update.ts'
import { dict, Name, type Ref, Stream, type Value } from './values.ts'

/** What a signature looks like: `draw` is a content stream in a field of `width` by `height` points. */
export type Appearance = { width: number; height: number; draw: string; picture?: { rgb: Buffer; alpha: Buffer; width: number; height: number }; says: string }

export const mm = (n: number): number => (n * 72) / 25.4
const blue = '0.07 0.20 0.62'
const red = '0.83 0.05 0.09'

/** A picture with a see-through ground, as the annex of Decree 30/2020 asks of signature and seal, at its size in points. */
export async function pictured(png: Buffer, width: number, height: number, says: string): Promise<Appearance> {
  const { data, info } = await sharp(png, { limitInputPixels: 16_000_000 }).resize({ width: 1200, height: 1200, fit: 'inside', withoutEnlargement: true }).ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const pixels = info.width * info.height
  const rgb = Buffer.alloc(pixels * 3)
  const alpha = Buffer.alloc(pixels)
  for (let i = 0; i < pixels; i++) { data.copy(rgb, i * 3, i * 4, i * 4 + 3); alpha[i] = data[i * 4 + 3]! }
  return { width, height, says, draw: `q ${width.toFixed(2)} 0 0 ${height.toFixed(2)} 0 0 cm /Im Do Q`, picture: { rgb: deflateSync(rgb), alpha: deflateSync(alpha), width: info.width, height: info.height } }
}

/** The hand of somebody invented: a line in blue that is always the same for the same name. For the sample, where nobody's hand is at hand. */
export function scrawled(name: string, width = mm(42), height = mm(16)): Appearance {
  const seed = createHash('sha256').update(`hand ${name}`).digest()
  let i = 0
  const chance = (): number => seed[i++ % seed.length]! / 255
  const turns = 5 + Math.floor(chance() * 3)
  const step = (width * 0.86) / turns
  const y = (share: number): string => (height * share).toFixed(2)
  const x = (n: number): string => n.toFixed(2)
  let at = width * 0.05
  const parts = [`${x(at)} ${y(0.35 + 0.2 * chance())} m`]
  for (let n = 0; n < turns; n++) {
    const high = n === 0 || chance() > 0.6 ? 0.85 + 0.14 * chance() : 0.5 + 0.2 * chance()
    parts.push(`${x(at + step * 0.2)} ${y(high)} ${x(at + step * (0.5 + 0.4 * chance()))} ${y(high)} ${x(at + step * 0.6)} ${y(0.25 + 0.2 * chance())} c`)
    parts.push(`${x(at + step * 0.5)} ${y(0.02 + 0.2 * chance())} ${x(at + step * 0.9)} ${y(0.1 + 0.1 * chance())} ${x(at + step)} ${y(0.35 + 0.2 * chance())} c`)
    at += step
  }
  parts.push(`S 0.9 w ${x(width * 0.12)} ${y(0.2)} m ${x(width * 0.4)} ${y(0.05)} ${x(width * 0.7)} ${y(0.12)} ${x(width * 0.98)} ${y(0.3)} c S`)
  return { width, height, says: name, draw: `q ${blue} RG 1.5 w 1 J 1 j ${parts.join(' ')} Q` }
}

/** A round seal in red with the agency's name around a star: the sample's, for a real one is a picture that the agency hands in. */
export function sealed(agency: string, place: string, diameter = mm(36)): Appearance {
  const r = diameter / 2
  const bold = face('700Bold')
  const circle = (radius: number, line: number): string => {
    const k = radius * 0.5523
    const p = (dx: number, dy: number): string => `${(r + dx).toFixed(2)} ${(r + dy).toFixed(2)}`
    return `${line} w ${p(radius, 0)} m ${p(radius, k)} ${p(k, radius)} ${p(0, radius)} c ${p(-k, radius)} ${p(-radius, k)} ${p(-radius, 0)} c ${p(-radius, -k)} ${p(-k, -radius)} ${p(0, -radius)} c ${p(k, -radius)} ${p(radius, -k)} ${p(radius, 0)} c S`
  }
  const star = Array.from({ length: 10 }, (_, n) => { const [a, l] = [Math.PI / 2 + (n * Math.PI) / 5, r * (n % 2 ? 0.15 : 0.38)]; return `${(r + l * Math.cos(a)).toFixed(2)} ${(r + l * Math.sin(a)).toFixed(2)} ${n ? 'l' : 'm'}` }).join(' ')
  // The name runs over the top, from nine o'clock to three; what is below reads from the left as well.
  const around = (text: string, radius: number, most: number, above: boolean): string => {
    let size = r * 0.19
    while (bold.width(text, size) > most * radius) size *= 0.96
    const total = bold.width(text, size)
    let along = -total / 2
    return [...text].map((letter) => {
      const w = bold.width(letter, size)
      const angle = (along + w / 2) / radius
      along += w
      const turn = above ? -angle : angle
      const a = above ? Math.PI / 2 - angle : -Math.PI / 2 + angle
      const base = above ? radius : radius + size * 0.68
      const [cx, cy] = [r + base * Math.cos(a), r + base * Math.sin(a)]
      return bold.path(letter, cx - (w / 2) * Math.cos(turn), cy - (w / 2) * Math.sin(turn), size, turn)
    }).join(' ')
  }
  return {
    width: diameter, height: diameter, says: agency,
    draw: `q ${red} RG ${red} rg ${circle(r * 0.96, 1.6)} ${circle(r * 0.9, 0.5)} ${circle(r * 0.56, 0.5)} ${star} h f ${around(agency.toLocaleUpperCase('vi'), r * 0.66, 3.9, true)} f ${around(place.toLocaleUpperCase('vi'), r * 0.66, 1.6, false)} f Q`,
  }
}

/** Lines of text, right-aligned, 10 points upright in black: what a copy and a separate annex show instead of a seal (Decree 30/2020, annex I). */
export function lined(lines: readonly string[], size = 10): Appearance {
  const upright = face('400Regular')
  const width = Math.max(...lines.map((line) => upright.width(line, size))) + 2
  const height = lines.length * size * 1.25 + 2
  const paths = lines.map((line, i) => upright.path(line, width - 1 - upright.width(line, size), height - (i + 1) * size * 1.2, size))
  return { width, height, says: lines.join('. '), draw: `q 0 g ${paths.join(' ')} f Q` }
}

/** Puts an appearance into a file as a form that a signature field shows. */
export function embed(update: Update, { width, height, draw, picture }: Appearance): Ref {
  let resources: Value = dict({})
  if (picture) {
    const image = { Type: new Name('XObject'), Subtype: new Name('Image'), Width: picture.width, Height: picture.height, BitsPerComponent: 8, Filter: new Name('FlateDecode') }
    const mask = update.add(new Stream(dict({ ...image, ColorSpace: new Name('DeviceGray') }), picture.alpha))
    resources = dict({ XObject: dict({ Im: update.add(new Stream(dict({ ...image, ColorSpace: new Name('DeviceRGB'), SMask: mask }), picture.rgb)) }) })
  }
  return update.add(new Stream(dict({ Type: new Name('XObject'), Subtype: new Name('Form'), FormType: 1, BBox: [0, 0, width, height], Resources: resources, Filter: new Name('FlateDecode') }), deflateSync(Buffer.from(draw))))
}
