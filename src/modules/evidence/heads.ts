import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from '#platform/ctx'
import type { House } from '#platform/house'
import type { Round } from '#platform/module'
import type { Settings } from '#platform/settings'
import { newKey, openNote, readKey, signHead, type SigningKey, verifierText } from './domain/checkpoint.ts'
import type { Hash } from './domain/merkle.ts'
import { publishTiles, readPublished, writeFeed } from './feed.ts'
import { hashesOf, treeOf } from './tree.ts'

export type HeadRow = { size: number; root: Buffer; top: number; at: Date; note: string; stamp: Buffer | null }

// ——— the key

const keyFile = (settings: Pick<Settings, 'logKey' | 'dataDir'>): string => settings.logKey ?? path.join(settings.dataDir, 'keys', 'log.key')
/** Host and jurisdiction: two provinces behind one name have two logs. */
export const originOf = (settings: Pick<Settings, 'publicUrl' | 'schema'>): string => `${new URL(settings.publicUrl).host}/log/${settings.schema}`

/** The key this log signs with, or undefined where the ceremony was not held yet. In the sample the first who asks holds it. */
export function signingKey(settings: Settings): SigningKey | undefined {
  const file = keyFile(settings)
  if (!fs.existsSync(file)) {
    if (!settings.sample) return undefined
    makeKey(settings)
  }
  return readKey(fs.readFileSync(file, 'utf8'))
}

/** Makes the key and keeps it in its file, which the database never sees. Never over one that is there. */
export function makeKey(settings: Settings): { file: string; verifier: string } {
  const file = keyFile(settings)
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    fs.writeFileSync(file, `${newKey(originOf(settings))}\n`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    // Two processes that start together: the one that came second uses what the first made.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !settings.sample) throw error
  }
  return { file, verifier: verifierText(readKey(fs.readFileSync(file, 'utf8')).verifier) }
}

// ——— outside time

/** Answers a time stamp (RFC 3161, DER) over the bytes, or undefined when the authority cannot be reached. */
export type Stamper = (bytes: Buffer) => Promise<Buffer | undefined>
const stampers = new WeakMap<House, Stamper>()
/** Whoever has a time-stamping authority gives it to the heads of this house. */
export const stampHeadsWith = (house: House, stamper: Stamper): void => void stampers.set(house, stamper)

// ——— signing

/**
 * Signs the tree as it stands, keeps the head and lays it out for witnesses. What was published once is held against the
 * tree first: a tree that no longer begins with it is not signed.
 * Answers the head, or undefined when there was nothing new or there is no key.
 */
export async function signNow(house: House): Promise<HeadRow | undefined> {
  const key = signingKey(house.settings)
  if (!key) return undefined
  const tree = await treeOf(house.db)
  const last = await lastHead(house.db)
  if ((last?.size ?? 0) === tree.size) return undefined
  await mustContinue(house, key, last)
  const [root] = await hashesOf(house.db, [[0, tree.size]])
  const at = house.clock()
  const note = signHead({ origin: key.name, size: tree.size, root: root!, at }, key)
  const head: HeadRow = { size: tree.size, root: root!, top: tree.top, at, note, stamp: await stampOf(house, note) }
  await sql`insert into evidence_heads (size, root, top, at, note, stamp) values (${head.size}, ${head.root}, ${head.top}, ${head.at}, ${head.note}, ${head.stamp}) on conflict do nothing`.execute(house.db)
  await publishTiles(house, tree.size)
  writeFeed(house, note, head.stamp)
  return head
}

/** An authority that does not answer holds up no head: one of the next will be stamped. */
async function stampOf(house: House, note: string): Promise<Buffer | null> {
  try {
    return (await stampers.get(house)?.(Buffer.from(note))) ?? null
  } catch (error) {
    house.log.warn({ error }, 'a head of the log got no time stamp')
    return null
  }
}

/** The last head of the database, and the last one that left the house: neither may have been forgotten. */
async function mustContinue(house: House, key: SigningKey, last: HeadRow | undefined): Promise<void> {
  const published = readPublished(house)
  const opened = published === undefined ? undefined : openNote(published, key.verifier)
  if (typeof opened === 'string') house.log.warn({ why: opened }, 'the published head is not one of this key')
  for (const head of [last, typeof opened === 'object' ? opened : undefined]) {
    if (!head) continue
    let root: Hash | undefined
    try {
      [root] = await hashesOf(house.db, [[0, head.size]])
    } catch {
      root = undefined
    }
    if (!root?.equals(head.root)) throw new Error(`the tree of the log no longer begins with the head of ${head.size} events that was published; \`sen evidence verify\` names what was changed`)
  }
}

export const lastHead = async (db: Db): Promise<HeadRow | undefined> =>
  (await db.selectFrom('evidence_heads').select(['size', 'root', 'top', 'at', 'note', 'stamp']).orderBy('size', 'desc').limit(1).executeTakeFirst()) as HeadRow | undefined

/** Heads after that of `after` events, oldest first. */
export const headsAfter = async (db: Db, after: number, most = 100): Promise<HeadRow[]> =>
  (await db.selectFrom('evidence_heads').select(['size', 'root', 'top', 'at', 'note', 'stamp']).where('size', '>', after).orderBy('size').limit(most).execute()) as HeadRow[]

export const latestHeads = async (db: Db, most: number): Promise<HeadRow[]> =>
  (await db.selectFrom('evidence_heads').select(['size', 'root', 'top', 'at', 'note', 'stamp']).orderBy('size', 'desc').limit(most).execute()) as HeadRow[]

/** Every minute at most: a head a minute is half a million a year, and a minute is what can be undone unseen. */
export const signHeads: Round = { name: 'evidence.sign-heads', everySeconds: 60, run: async (ctx) => { await signNow(ctx.house) } }
