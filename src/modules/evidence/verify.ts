import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import type { Head } from './domain/checkpoint.ts'
import { commitmentOf, type Entry, entryHash, momentInSql, payloadText } from './domain/leaf.ts'
import { emptyRoot, type Hash, nodeHash } from './domain/merkle.ts'
import { pathOf, width } from './domain/tiles.ts'
import { split } from './tree.ts'

/**
 * What is wrong, and with which event. `leaf` is its number in the tree, `position` its number in the log.
 *   changed    the event says something else than when it entered the tree
 *   removed    there is no event any more
 *   reordered  it stands where another stood (`moved`: where it stands now)
 *   added      it was put in behind the log's back
 *   unordered  its payload was deleted without an order to delete that the log holds
 *   rewritten  the tree itself was changed: the first event that was touched is among the leaves `from` to `leaf`
 *   shortened  the tree holds fewer events than a published head
 */
export type Finding = {
  what: 'changed' | 'removed' | 'reordered' | 'added' | 'unordered' | 'rewritten' | 'shortened'
  leaf?: number
  from?: number
  position?: number
  moved?: number
  event?: { stream: string; version: number; type: string; at: string }
}
export type Verdict = { events: number; erased: number; heads: number; size: number; findings: Finding[]; all: number }

export type Against = {
  /** Heads from outside, opened with the key: what was published counts, not what the database says was. */
  heads: readonly Head[]
  /** A witness's copy of the tiles, as `tile/` of the feed. */
  tiles?: string
  /** The greatest position in the tree at each head, as the database kept it. */
  tops?: readonly { size: number; top: number }[]
}

/** More than this many are counted and not named. */
const mostNamed = 1000
const atOnce = 40

type Row = { position: number; stream: string; version: number; type: string; data: string; actor: string; actor_name: string; in_name_of: string | null; at: string; salt: Buffer | null; commitment: Buffer | null; xid: string }
const columns = `e.position, e.stream, e.version, e.type, e.data::text as data, e.actor, e.actor_name, e.in_name_of, ${momentInSql('e.at')} as at, e.salt, e.commitment, e.written_by::text as xid`

/** Hashed here from the rows and not where they lie: whoever owns the database could have its functions say what he likes. */
const commitmentIn = (row: Row): Hash => (row.salt ? commitmentOf(row.salt, payloadText(row.actor_name, row.data)) : row.commitment!)
const entryOf = (row: Row): Entry => ({ position: Number(row.position), stream: row.stream, version: row.version, type: row.type, actor: row.actor, inNameOf: row.in_name_of, at: row.at, commitment: commitmentIn(row) })

/**
 * Holds every event of the database against the tree, and the tree against the heads that were published. Findings are in
 * the order of the tree: the first is the first event that was touched. Reads everything once, some 100,000 events a second.
 */
export async function verifyLog(client: Pick<pg.ClientBase, 'query'>, against: Against): Promise<Verdict> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await verifyIn(client, against)
  } finally {
    await client.query('commit')
  }
}

async function verifyIn(client: Pick<pg.ClientBase, 'query'>, { heads, tiles, tops = [] }: Against): Promise<Verdict> {
  const { rows: [tree] } = await client.query<{ size: number; xid: string | null; position: number }>('select size, upto_xid::text as xid, upto_position as position from evidence_tree')
  const size = Number(tree?.size ?? 0)
  const wanted = new Map([...heads].sort((a, b) => a.size - b.size).map((head) => [head.size, head]))
  const wrong: Wrong[] = []
  const findings: Finding[] = []
  const positions: number[] = []
  const grown = growing()
  let erased = 0
  let all = 0
  let lastGood = 0
  let rewritten = false

  for (let n = 0; n * width < size; n += atOnce) {
    const { rows } = await client.query<{ n: number; hashes: Buffer; positions: string[] }>('select n, hashes, positions from evidence_tiles where level = 0 and n >= $1 and n < $2 order by n', [n, n + atOnce])
    const leaves = rows.flatMap((row) => {
      const copied = copyOf(tiles, Number(row.n))
      return split(row.hashes).map((hash, i) => ({ leaf: Number(row.n) * width + i, position: Number(row.positions[i]), hash: copied?.[i] ?? hash, kept: hash }))
    }).filter((one) => one.leaf < size)
    const events = await eventsAt(client, leaves.map((one) => one.position))
    for (const { leaf, position, hash, kept } of leaves) {
      positions.push(position)
      grown.add(kept)
      const head = wanted.get(leaf + 1)
      if (head && !rewritten) {
        if (grown.root().equals(head.root)) lastGood = leaf + 1
        else { rewritten = true; findings.push({ what: 'rewritten', from: lastGood, leaf }) }
      }
      const row = events.get(position)
      if (row && !row.salt) erased++
      if (row && entryHash(entryOf(row)).equals(hash)) continue
      all++
      if (wrong.length < mostNamed) wrong.push({ leaf, position, hash, row })
    }
  }
  findings.push(...named(wrong))
  for (const head of wanted.values()) if (head.size > size) { findings.push({ what: 'shortened', leaf: size, from: lastGood }); all++; break }
  if (rewritten) all++

  const added = [...await notInTree(client, positions, tree), ...await cameLate(client, positions, tops)]
  const unordered = await erasedWithoutOrder(client)
  all += added.length + unordered.length
  const inTree = new Map(added.length + unordered.length ? positions.map((position, leaf) => [position, leaf]) : [])
  const place = (one: Finding): Finding => { const leaf = inTree.get(one.position!); return leaf === undefined ? one : { ...one, leaf } }
  findings.push(...added.map(place), ...unordered.map(place))
  // Where an outside copy names the event, that comes before the word that the tree was rewritten thereabouts.
  const exact = (f: Finding): boolean => findings.some((one) => one.what !== 'rewritten' && one.leaf !== undefined && one.leaf >= f.from! && one.leaf <= f.leaf!)
  const order = (f: Finding): number => (f.what !== 'rewritten' ? f.leaf ?? Infinity : exact(f) ? f.leaf! : f.from!)
  return { events: positions.length, erased, heads: wanted.size, size, all, findings: findings.map((one) => ({ one, at: order(one) })).sort((a, b) => a.at - b.at || Number(a.one.what === 'rewritten') - Number(b.one.what === 'rewritten')).map(({ one }) => one).slice(0, mostNamed) }
}

type Wrong = { leaf: number; position: number; hash: Hash; row: Row | undefined }

/** An event that is found at another place, or under another number of its stream, was moved and not changed. */
function named(wrong: readonly Wrong[]): Finding[] {
  const found = wrong.flatMap((one) => (one.row ? [one.row] : []))
  return wrong.map(({ leaf, position, hash, row }) => {
    const event = row && { stream: row.stream, version: row.version, type: row.type, at: row.at }
    const moved = found.find((other) => other !== row && entryHash({ ...entryOf(other), position }).equals(hash))
      ?? found.find((other) => found.some((third) => entryHash({ ...entryOf(other), position, stream: third.stream, version: third.version }).equals(hash)))
    if (moved) return { what: 'reordered', leaf, position, moved: Number(moved.position), event: { stream: moved.stream, version: moved.version, type: moved.type, at: moved.at } }
    return { what: row ? 'changed' : 'removed', leaf, position, ...(event ? { event } : {}) }
  })
}

async function eventsAt(client: Pick<pg.ClientBase, 'query'>, positions: readonly number[]): Promise<Map<number, Row>> {
  const { rows } = await client.query<Row>(`select ${columns} from events e where e.position = any($1::bigint[])`, [positions])
  return new Map(rows.map((row) => [Number(row.position), row]))
}

/** Events before the point that the tree has reached, and not in it. */
async function notInTree(client: Pick<pg.ClientBase, 'query'>, positions: readonly number[], tree: { xid: string | null; position: number } | undefined): Promise<Finding[]> {
  if (!tree || tree.xid === null) return []
  const known = new Set(positions)
  const found: Finding[] = []
  for (let after = -Infinity; ; ) {
    const { rows } = await client.query<{ position: number; stream: string; version: number; type: string; at: string }>(`select e.position, e.stream, e.version, e.type, ${momentInSql('e.at')} as at from events e where e.position > $1::numeric and (e.written_by, e.position) <= ($2::xid8, $3) order by e.position limit 50000`, [after, tree.xid, tree.position])
    for (const { position, ...event } of rows) if (!known.has(Number(position))) found.push({ what: 'added', position: Number(position), event })
    if (!rows.length) return found
    after = Number(rows.at(-1)!.position)
  }
}

/**
 * Numbers rise. One that is smaller than the greatest of a head, and came only after the head that followed that one, was
 * not given out by the log: no piece of work stays open from one head over the next.
 */
async function cameLate(client: Pick<pg.ClientBase, 'query'>, positions: readonly number[], tops: readonly { size: number; top: number }[]): Promise<Finding[]> {
  const late: number[] = []
  let at = 0
  for (let leaf = tops[1]?.size ?? Infinity; leaf < positions.length; leaf++) {
    while (at + 2 < tops.length && tops[at + 2]!.size <= leaf) at++
    if (positions[leaf]! <= tops[at]!.top) late.push(positions[leaf]!)
  }
  const events = late.length ? await eventsAt(client, late.slice(0, mostNamed)) : new Map<number, Row>()
  return late.map((position) => { const row = events.get(position); return { what: 'added' as const, position, ...(row ? { event: { stream: row.stream, version: row.version, type: row.type, at: row.at } } : {}) } })
}

/** An order to delete names its streams; it is an event itself, so that nobody deletes without saying so. */
async function erasedWithoutOrder(client: Pick<pg.ClientBase, 'query'>): Promise<Finding[]> {
  const { rows } = await client.query<{ position: number; stream: string; version: number; type: string; at: string }>(`select e.position, e.stream, e.version, e.type, ${momentInSql('e.at')} as at from events e
    where e.salt is null and not exists (select from events o where o.type = 'evidence.erasure-ordered' and o.data->'streams' ? e.stream) order by e.position limit ${mostNamed}`)
  return rows.map(({ position, ...event }) => ({ what: 'unordered', position: Number(position), event }))
}

function copyOf(folder: string | undefined, n: number): Hash[] | undefined {
  if (!folder) return undefined
  const full = path.join(folder, pathOf({ level: 0, n }))
  if (fs.existsSync(full)) return split(fs.readFileSync(full))
  const parts = `${full}.p`
  const longest = fs.existsSync(parts) ? Math.max(0, ...fs.readdirSync(parts).map(Number).filter(Number.isFinite)) : 0
  return longest ? split(fs.readFileSync(path.join(parts, String(longest)))) : undefined
}

/** A tree that only remembers the perfect subtrees at its right edge. */
function growing(): { add(leaf: Hash): void; root(): Hash } {
  const edge: { height: number; hash: Hash }[] = []
  return {
    add(leaf) {
      let one = { height: 0, hash: leaf }
      while (edge.at(-1)?.height === one.height) one = { height: one.height + 1, hash: nodeHash(edge.pop()!.hash, one.hash) }
      edge.push(one)
    },
    root: () => (edge.length ? edge.map((e) => e.hash).reduceRight((right, left) => nodeHash(left, right)) : emptyRoot),
  }
}
