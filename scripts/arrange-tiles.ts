import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Arranges the communes of a province on a grid, one tile each, so that who borders on whom on the ground mostly does so
 * on the grid, and north stays up. Run once when communes change; what is kept is its result.
 *
 *   tsx scripts/arrange-tiles.ts communes.geojson 15 10 countries/vn/maps/bac-ninh-tiles.yaml
 *
 * The boundaries are only read; the grid is our own arrangement and holds no geometry.
 */
type Place = { code: string; name: string; x: number; y: number; corners: Set<string> }

const [file, columnsText = '15', linesText = '10', out] = process.argv.slice(2)
if (!file) throw new Error('Name the GeoJSON file with a polygon for each commune (properties code, name).')
const columns = Number(columnsText)
const lines = Number(linesText)
const places = readPlaces(file)
if (places.length > columns * lines) throw new Error(`${places.length} places do not fit on ${columns} by ${lines} tiles.`)

const neighbours = places.map((place, i) => places.flatMap((other, j) => (i !== j && sharesBorder(place, other) ? [j] : [])))
const target = spread(places)
const at = settle(assign(target))
const kept = keptBorders(at)
console.log(`${places.length} places, ${kept.kept} of ${kept.all} borders kept, mean distance ${meanDistance(at).toFixed(2)} tiles`)

const grid = Array.from({ length: lines }, () => Array<number>(columns).fill(-1))
at.forEach((cell, i) => (grid[Math.floor(cell / columns)]![cell % columns] = i))
for (const line of grid) console.log(line.map((i) => (i < 0 ? '.' : places[i]!.name).padEnd(11).slice(0, 11)).join(' '))
if (out) writeFileSync(out, written())

function readPlaces(path: string): Place[] {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: { geometry: { type: string; coordinates: any }; properties: { code: string; name: string } }[] }
  return features.map(({ geometry, properties }) => {
    const rings: [number, number][][] = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
    const largest = rings.toSorted((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0]!
    const [x, y] = centre(largest)
    return { code: properties.code, name: properties.name, x, y, corners: new Set(rings.flat().map((p) => p.join())) }
  }).sort((a, b) => (a.code < b.code ? -1 : 1))
}

function area(ring: [number, number][]): number {
  return ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]!; return sum + x * v - u * y }, 0) / 2
}
function centre(ring: [number, number][]): [number, number] {
  const a = area(ring) * 6
  return ring.reduce(([cx, cy], [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]!; const w = (x * v - u * y) / a; return [cx + (x + u) * w, cy + (y + v) * w] }, [0, 0])
}
function sharesBorder(a: Place, b: Place): boolean {
  let common = 0
  for (const corner of a.corners) if (b.corners.has(corner) && ++common === 2) return true
  return false
}

/** Where each place would like to stand: its position, with crowded towns pushed apart and empty hills drawn together. */
function spread(of: Place[]): { x: number; y: number }[] {
  const axis = (pick: (p: Place) => number, size: number) => {
    const values = of.map(pick)
    const sorted = values.toSorted((a, b) => a - b)
    const low = sorted[0]!
    const range = sorted.at(-1)! - low
    // Half true position, half rank.
    return values.map((v) => (0.5 * ((v - low) / range) + 0.5 * (sorted.indexOf(v) / (of.length - 1))) * (size - 1))
  }
  const xs = axis((p) => p.x, columns)
  const ys = axis((p) => -p.y, lines)
  return of.map((_, i) => ({ x: xs[i]!, y: ys[i]! }))
}

/** Each place to the nearest free tile, the sum of squares smallest (Hungarian method). */
function assign(wish: { x: number; y: number }[]): number[] {
  const n = wish.length, m = columns * lines
  const cost = wish.map(({ x, y }) => Array.from({ length: m }, (_, c) => (c % columns - x) ** 2 + (Math.floor(c / columns) - y) ** 2))
  const u = new Float64Array(n + 1), v = new Float64Array(m + 1), match = new Int32Array(m + 1), way = new Int32Array(m + 1)
  for (let i = 1; i <= n; i++) {
    match[0] = i
    let j0 = 0
    const least = new Float64Array(m + 1).fill(Infinity)
    const used = new Uint8Array(m + 1)
    do {
      used[j0] = 1
      const i0 = match[j0]!
      let delta = Infinity, j1 = 0
      for (let j = 1; j <= m; j++) {
        if (used[j]) continue
        const now = cost[i0 - 1]![j - 1]! - u[i0]! - v[j]!
        if (now < least[j]!) { least[j] = now; way[j] = j0 }
        if (least[j]! < delta) { delta = least[j]!; j1 = j }
      }
      for (let j = 0; j <= m; j++) if (used[j]) { u[match[j]!]! += delta; v[j]! -= delta } else least[j]! -= delta
      j0 = j1
    } while (match[j0] !== 0)
    do { const j1 = way[j0]!; match[j0] = match[j1]!; j0 = j1 } while (j0)
  }
  const cells = Array<number>(n)
  for (let j = 1; j <= m; j++) if (match[j]) cells[match[j]! - 1] = j - 1
  return cells
}

/** Then small moves and swaps, worse ones less and less often, until no border more can be kept. Same result at every run. */
function settle(start: number[]): number[] {
  let seed = 24
  const random = () => { seed = (seed * 1664525 + 1013904223) % 4294967296; return seed / 4294967296 }
  const cells = [...start]
  const holder = new Int32Array(columns * lines).fill(-1)
  cells.forEach((cell, i) => (holder[cell] = i))
  const worth = (i: number): number => {
    const x = cells[i]! % columns, y = Math.floor(cells[i]! / columns)
    let sum = 0.12 * ((x - target[i]!.x) ** 2 + (y - target[i]!.y) ** 2)
    for (const j of neighbours[i]!) {
      const dx = Math.abs(cells[j]! % columns - x), dy = Math.abs(Math.floor(cells[j]! / columns) - y)
      sum += dx + dy === 1 ? -1 : dx === 1 && dy === 1 ? -0.45 : 0.12 * (dx * dx + dy * dy)
      // Who lies clearly west stays west, who lies clearly north stays north.
      const ex = places[j]!.x - places[i]!.x, ey = places[i]!.y - places[j]!.y
      if ((cells[j]! % columns - x) * ex < 0 && Math.abs(ex) > 0.03) sum += 0.6
      if ((Math.floor(cells[j]! / columns) - y) * ey < 0 && Math.abs(ey) > 0.03) sum += 0.6
    }
    // A hole inside the province is a lake that is not there; a tile alone outside is an island that is not there.
    let beside = 0
    for (const [ax, ay] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) if (x + ax >= 0 && x + ax < columns && y + ay >= 0 && y + ay < lines && holder[cells[i]! + ax + ay * columns]! >= 0) beside++
    return sum - 0.35 * beside
  }
  let best = [...cells], bestWorth = Infinity
  const rounds = 900_000
  for (let round = 0; round < rounds; round++) {
    const heat = 1.6 * (1 - round / rounds) ** 2 + 0.002
    const i = Math.floor(random() * cells.length)
    const reach = random() < 0.8 ? 1 : 2
    const x = cells[i]! % columns + Math.round((random() * 2 - 1) * reach), y = Math.floor(cells[i]! / columns) + Math.round((random() * 2 - 1) * reach)
    if (x < 0 || y < 0 || x >= columns || y >= lines) continue
    const cell = y * columns + x, from = cells[i]!, other = holder[cell]!
    if (cell === from) continue
    const touched = new Set([i, ...neighbours[i]!, ...(other >= 0 ? [other, ...neighbours[other]!] : [])])
    for (const c of [cell, from]) for (const d of [1, -1, columns, -columns]) if ((holder[c + d] ?? -1) >= 0) touched.add(holder[c + d]!)
    const sum = () => { let all = 0; for (const t of touched) all += worth(t); return all }
    const before = sum()
    const put = (who: number, where: number) => { if (who >= 0) cells[who] = where; holder[where] = who }
    put(i, cell); put(other, from)
    if (sum() - before > 0 && random() >= Math.exp((before - sum()) / heat)) { put(i, from); put(other, cell) }
    if (round % 2000 === 0 && round > rounds / 2) {
      const all = cells.reduce((total, _, k) => total + worth(k), 0)
      if (all < bestWorth) { bestWorth = all; best = [...cells] }
    }
  }
  const all = cells.reduce((total, _, k) => total + worth(k), 0)
  return all <= bestWorth ? cells : best
}

function keptBorders(cells: number[]): { kept: number; all: number } {
  let kept = 0, all = 0
  neighbours.forEach((list, i) => { for (const j of list) if (j > i) { all++; if (Math.abs(cells[i]! % columns - cells[j]! % columns) <= 1 && Math.abs(Math.floor(cells[i]! / columns) - Math.floor(cells[j]! / columns)) <= 1) kept++ } })
  return { kept, all }
}
function meanDistance(cells: number[]): number {
  return cells.reduce((sum, cell, i) => sum + Math.hypot(cell % columns - target[i]!.x, Math.floor(cell / columns) - target[i]!.y), 0) / cells.length
}

function written(): string {
  const used = grid.map((line, y) => ({ line, y })).filter(({ line }) => line.some((i) => i >= 0))
  return [
    '# The 99 communes of Bắc Ninh on a grid: one tile a commune, neighbours kept as far as a grid allows, north up.',
    '# Each line is a row of tiles from west to east, by the code of the commune; ----- is no tile.',
    "province: '24'",
    'validFrom: 2025-07-01',
    'source: Our own arrangement, computed by scripts/arrange-tiles.ts from which communes border on each other; the 99 communes are those of 1 July 2025.',
    'rows:',
    ...used.flatMap(({ line }) => [`  # ${line.map((i) => (i < 0 ? '–' : places[i]!.name)).join(' · ').replace(/( · –)+$/, '')}`, `  - '${line.map((i) => (i < 0 ? '-----' : places[i]!.code)).join(' ')}'`]),
    '',
  ].join('\n')
}
