import { type Hash, hashOf, nodeHash, nodesOf, type Range } from './merkle.ts'

/** As in C2SP tlog-tiles: 256 hashes side by side, and one tile above holds the roots of 256 tiles. */
export const width = 256
const height = 8

/** A tile: level 0 holds leaf hashes, level 1 the roots of full tiles of level 0, and so on. */
export type TileName = { level: number; n: number }
export type Tile = TileName & { hashes: Hash[] }
export const nameOf = ({ level, n }: TileName): string => `${level}/${n}`

const placeOf = (node: { height: number; index: number }) => {
  const level = Math.floor(node.height / height)
  const span = 2 ** (node.height % height)
  const first = node.index * span
  return { level, n: Math.floor(first / width), at: first % width, span }
}

/** The tiles that the hashes of these ranges are found in. */
export function tilesFor(ranges: readonly Range[]): TileName[] {
  const names = new Map(ranges.flatMap(nodesOf).map((node) => { const { level, n } = placeOf(node); return [nameOf({ level, n }), { level, n }] }))
  return [...names.values()]
}

/** The hash of a range, out of tiles that are at hand. Throws when one is missing or too short. */
export function hashFrom(tiles: ReadonlyMap<string, readonly Hash[]>, range: Range): Hash {
  return hashOf(range, (h, index) => {
    const { level, n, at, span } = placeOf({ height: h, index })
    const some = tiles.get(nameOf({ level, n }))?.slice(at, at + span)
    if (some?.length !== span) throw new Error(`tile ${nameOf({ level, n })} lacks hashes ${at} to ${at + span}`)
    return perfect(some)
  })
}

function perfect(hashes: readonly Hash[]): Hash {
  let row = hashes
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[2 * i]!, row[2 * i + 1]!))
  return row[0]!
}

/** The tiles at the right edge of a tree that are not full: what a tree that grows has to remember. */
export function edgeOf(size: number): TileName[] {
  const names: TileName[] = []
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / width)) if (count % width) names.push({ level, n: Math.floor(count / width) })
  return names
}

/** Adds leaves to a tree of `size` whose edge is given; answers the tiles that changed, the last state of each. */
export function grow(size: number, edge: ReadonlyMap<string, readonly Hash[]>, leaves: readonly Hash[]): Tile[] {
  const changed = new Map<string, Tile>()
  const open: { n: number; hashes: Hash[] }[] = []
  const at = (level: number) => (open[level] ??= (() => {
    const n = Math.floor(size / width ** (level + 1))
    const filled = Math.floor(size / width ** level) % width
    const hashes = filled ? [...(edge.get(nameOf({ level, n })) ?? [])] : []
    if (hashes.length !== filled) throw new Error(`tile ${nameOf({ level, n })} should hold ${filled} hashes and holds ${hashes.length}`)
    return { n, hashes }
  })())
  const push = (level: number, hash: Hash): void => {
    const tile = at(level)
    tile.hashes.push(hash)
    changed.set(nameOf({ level, n: tile.n }), { level, n: tile.n, hashes: tile.hashes })
    if (tile.hashes.length < width) return
    const root = perfect(tile.hashes)
    open[level] = { n: tile.n + 1, hashes: [] }
    push(level + 1, root)
  }
  for (const leaf of leaves) push(0, leaf)
  return [...changed.values()]
}

/** The path of a tile in an address or a folder, C2SP tlog-tiles: `0/x001/234`, with `.p/17` behind it while it holds 17 of 256. */
export function pathOf({ level, n }: TileName, filled: number = width): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0').match(/.{3}/g)!
  return `${level}/${digits.map((three, i) => (i < digits.length - 1 ? `x${three}` : three)).join('/')}${filled < width ? `.p/${filled}` : ''}`
}

/** The tile that a path names, or undefined. */
export function readPath(path: string): (TileName & { filled: number }) | undefined {
  const found = /^(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (!found) return undefined
  const n = Number(found[2]!.replaceAll(/[x/]/g, ''))
  const filled = found[3] === undefined ? width : Number(found[3])
  return Number.isSafeInteger(n) && filled > 0 && filled <= width ? { level: Number(found[1]), n, filled } : undefined
}
