import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '#platform/ctx'
import type { House } from '#platform/house'
import type { Round } from '#platform/module'
import { leafInSql } from './domain/leaf.ts'
import { type Hash, type Range } from './domain/merkle.ts'
import { edgeOf, grow, hashFrom, nameOf, type TileName, tilesFor } from './domain/tiles.ts'

/** Events that enter the tree in one transaction: a fifth of a second of work. */
const portion = 5000

/**
 * Lets the tree grow by every event that is not in it yet. Follows the log below the oldest transaction that is still open:
 * of those all is written that will ever be, so that their order, by transaction and then by position, stays as it is.
 * Nobody waits for it. Answers how many events came in.
 */
export async function follow(house: Pick<House, 'pool'>): Promise<number> {
  const client = await house.pool.connect()
  try {
    let all = 0
    for (;;) {
      const some = await followSome(client)
      all += some
      if (some < portion) return all
    }
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** Another process that is at it is left to it: skip locked. */
async function followSome(client: pg.PoolClient): Promise<number> {
  await client.query('begin')
  await client.query('insert into evidence_tree (size, upto_position) values (0, 0) on conflict do nothing')
  const { rows: [tree] } = await client.query<{ size: number; xid: string | null; position: number }>(
    'select size, upto_xid::text as xid, upto_position as position from evidence_tree for update skip locked')
  const events = tree ? await nextEvents(client, tree) : []
  if (!tree || !events.length) {
    await client.query('commit')
    return 0
  }
  const edge = await readTiles(client, edgeOf(tree.size))
  const tiles = grow(tree.size, edge, events.map((e) => e.hash))
  const positions = await positionsOf(client, tree.size)
  const first = tree.size - positions.length
  const placed = [...positions, ...events.map((e) => e.position)]
  for (const { level, n, hashes } of tiles) {
    const at = level === 0 ? n * 256 - first : 0
    const theirs = level === 0 ? placed.slice(at, at + hashes.length) : null
    await client.query({
      name: 'evidence-tile', text: `insert into evidence_tiles (level, n, hashes, positions, low, high) values ($1, $2, $3, $4, $5, $6)
        on conflict (level, n) do update set hashes = excluded.hashes, positions = excluded.positions, low = excluded.low, high = excluded.high`,
      values: [level, n, Buffer.concat(hashes), theirs, theirs && Math.min(...theirs), theirs && Math.max(...theirs)],
    })
  }
  const last = events.at(-1)!
  await client.query('update evidence_tree set size = size + $1, upto_xid = $2::xid8, upto_position = $3', [events.length, last.xid, last.position])
  await client.query('commit')
  return events.length
}

type NewLeaf = { position: number; xid: string; hash: Hash }

/** The events that come next, in the order of the tree; hashed where they lie. */
async function nextEvents(client: pg.PoolClient, tree: { size: number; xid: string | null; position: number }): Promise<NewLeaf[]> {
  const settled = 'e.written_by < pg_snapshot_xmin(pg_current_snapshot())'
  const columns = `e.position, e.written_by::text as xid, ${leafInSql()} as hash`
  const { rows } = tree.xid === null && tree.size > 0
    // After a restore the numbers of transactions are new ones: what is missing is looked for among all, once.
    ? await client.query<NewLeaf>(`select ${columns} from events e where ${settled} and not exists (select from (select unnest(positions) as position from evidence_tiles where level = 0) t where t.position = e.position) order by e.written_by, e.position limit ${portion}`)
    : await client.query<NewLeaf>({ name: 'evidence-next', text: `select ${columns} from events e where (e.written_by, e.position) > ($1::xid8, $2) and ${settled} order by e.written_by, e.position limit ${portion}`, values: [tree.xid ?? '0', tree.position] })
  return rows
}

/** Which events stand in the last row of leaves, while it is not full. */
async function positionsOf(client: pg.PoolClient, size: number): Promise<number[]> {
  if (size % 256 === 0) return []
  const { rows: [row] } = await client.query<{ positions: number[] }>('select positions from evidence_tiles where level = 0 and n = $1', [Math.floor(size / 256)])
  return row!.positions.map(Number)
}

async function readTiles(client: Pick<pg.PoolClient, 'query'>, names: readonly TileName[]): Promise<Map<string, Hash[]>> {
  if (!names.length) return new Map()
  const { rows } = await client.query<{ level: number; n: number; hashes: Buffer }>('select level, n, hashes from evidence_tiles where (level, n) in (select * from unnest($1::smallint[], $2::bigint[]))', [names.map((t) => t.level), names.map((t) => t.n)])
  return new Map(rows.map((row) => [nameOf(row), split(row.hashes)]))
}

export const split = (bytes: Buffer): Hash[] => Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32))

/** Hashes of ranges of the tree as it stands in the database, in one question. Throws when the tree has not grown so far. */
export async function hashesOf(db: Db, ranges: readonly Range[]): Promise<Hash[]> {
  const names = tilesFor(ranges)
  const { rows } = names.length
    ? await sql<{ level: number; n: number; hashes: Buffer }>`select level, n, hashes from evidence_tiles where (level, n) in (select * from unnest(${names.map((t) => t.level)}::smallint[], ${names.map((t) => t.n)}::bigint[]))`.execute(db)
    : { rows: [] }
  const tiles = new Map(rows.map((row) => [nameOf(row), split(row.hashes)]))
  return ranges.map((range) => hashFrom(tiles, range))
}

/** How far the tree has grown, and the greatest position in it. */
export async function treeOf(db: Db): Promise<{ size: number; top: number }> {
  const { rows: [row] } = await sql<{ size: number; top: number | null }>`select size, (select max(high) from evidence_tiles where level = 0 and n >= (select size from evidence_tree) / 256 - 64) as top from evidence_tree`.execute(db)
  return { size: row?.size ?? 0, top: row?.top ?? 0 }
}

export const followTheLog: Round = { name: 'evidence.follow-the-log', everySeconds: 2, run: async (ctx) => { await follow(ctx.house) } }
