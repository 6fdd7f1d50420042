import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { openNote, readVerifier, verifierText, type Head } from './domain/checkpoint.ts'
import { commitmentOf, entryText, momentInSql, payloadText } from './domain/leaf.ts'
import { consistencyRanges, type Hash, inclusionRanges, leafHash, rootByInclusion } from './domain/merkle.ts'
import { lastHead, signingKey } from './heads.ts'
import { hashesOf } from './tree.ts'

/** Proof that an event stands in the log. Hashes and salt in base64; `entry` and `payload` are the very bytes that are hashed. */
export type EventProof = { leaf: number; entry: string; payload?: string; salt?: string; path: string[] }
/** All that somebody needs to prove, without us, what the log holds: a key, a signed head, and events with their paths to it. */
export type Receipt = { key: string; head: string; stamp?: string; events: EventProof[]; waiting: number }

/**
 * The proofs of a stream's events under the latest signed head. Whoever asks has asked whether the actor may see them;
 * of events that are `open` the payload is handed out, of others only that they happened. Events that no head covers yet
 * are counted as waiting. Refuses with not-found `log-not-signed` where no head was ever signed.
 */
export async function proveStream(ctx: Ctx, stream: string, open: (type: string) => boolean): Promise<Receipt> {
  const key = signingKey(ctx.house.settings)
  const head = key && (await lastHead(ctx.db))
  if (!head) throw new Refusal('not-found', 'log-not-signed')
  const { rows } = await sql<{ position: number; version: number; type: string; actor: string; actor_name: string; in_name_of: string | null; at: string; data: string; salt: Buffer | null; commitment: Buffer | null; leaf: number | null }>`
    select e.position, e.version, e.type, e.actor, e.actor_name, e.in_name_of, ${sql.raw(momentInSql('e.at'))} as at, e.data::text as data, e.salt, e.commitment, t.leaf
    from events e left join lateral (
      select n * 256 + array_position(positions, e.position) - 1 as leaf from evidence_tiles
      where level = 0 and low <= e.position and high >= e.position and array_position(positions, e.position) is not null limit 1) t on true
    where e.stream = ${stream} order by e.version`.execute(ctx.db)
  const inside = rows.filter((row) => row.leaf !== null && row.leaf < head.size)
  const wanted = inside.map((row) => inclusionRanges(row.leaf!, head.size))
  const hashes = await hashesOf(ctx.db, wanted.flat())
  let at = 0
  const events = inside.map((row, i): EventProof => {
    const payload = row.salt ? payloadText(row.actor_name, row.data) : undefined
    const commitment = payload !== undefined ? commitmentOf(row.salt!, payload) : row.commitment!
    const shown = payload !== undefined && open(row.type)
    return {
      leaf: row.leaf!, entry: entryText({ position: row.position, stream, version: row.version, type: row.type, actor: row.actor, inNameOf: row.in_name_of, at: row.at, commitment }),
      ...(shown ? { payload, salt: row.salt!.toString('base64') } : {}), path: hashes.slice(at, (at += wanted[i]!.length)).map(base64),
    }
  })
  return { key: verifierText(key.verifier), head: head.note, ...(head.stamp ? { stamp: head.stamp.toString('base64') } : {}), events, waiting: rows.length - inside.length }
}

/** Proof that the tree of `second` events begins with the tree of `first`. Refuses sizes that the log never had. */
export async function proveConsistency(ctx: Pick<Ctx, 'db'>, first: number, second: number): Promise<string[]> {
  const head = await lastHead(ctx.db)
  if (!head || first > second || second > head.size) throw new Refusal('invalid', 'check-the-form', { [first > second ? 'first' : 'second']: 'log-not-so-long' })
  return (await hashesOf(ctx.db, consistencyRanges(first, second))).map(base64)
}

const base64 = (hash: Hash): string => hash.toString('base64')

export type ReceiptFault = { what: 'head'; why: string } | { what: 'event'; entry: string; why: 'not-in-the-tree' | 'payload-is-another' | 'not-readable' }

/** Checks a receipt with nothing but itself and a key that came another way. Answers the head, and every fault there is. */
export function checkReceipt(receipt: Receipt, key = receipt.key): { head?: Head; faults: ReceiptFault[] } {
  let head: ReturnType<typeof openNote>
  try {
    head = openNote(String(receipt.head), readVerifier(String(key)))
  } catch (error) {
    return { faults: [{ what: 'head', why: (error as Error).message }] }
  }
  if (typeof head === 'string') return { faults: [{ what: 'head', why: head }] }
  const { size, root } = head
  const faults = receipt.events.flatMap((event): ReceiptFault[] => {
    const told = parsed(event.entry)
    if (told?.[0] !== 'sen-event/1') return [{ what: 'event', entry: event.entry, why: 'not-readable' }]
    const found = rootByInclusion(leafHash(Buffer.from(event.entry)), event.leaf, size, event.path.map((hash) => Buffer.from(hash, 'base64')))
    if (!found?.equals(root)) return [{ what: 'event', entry: event.entry, why: 'not-in-the-tree' }]
    const said = event.payload !== undefined && event.salt !== undefined ? commitmentOf(Buffer.from(event.salt, 'base64'), event.payload).toString('hex') : told[8]
    return said === told[8] ? [] : [{ what: 'event', entry: event.entry, why: 'payload-is-another' }]
  })
  return { head, faults }
}

function parsed(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && JSON.stringify(value) === text ? value : undefined
  } catch {
    return undefined
  }
}
