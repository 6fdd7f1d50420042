import type { House } from './house.ts'
import { Refusal } from './refusal.ts'

type Bucket = { left: number; at: number }

/** More keys than this are not remembered: the one not asked for longest is forgotten, which costs a stranger a fresh start and us no memory. */
const mostKeys = 50_000

const buckets = new WeakMap<House, Map<string, Bucket>>()

/**
 * Refuses with `too-many` (`too-many-requests`, and `seconds` to wait) when `key` was used more than `most` times in
 * `perSeconds`. A full bucket may be emptied at once; it fills again evenly. The key begins with what is limited:
 * 'sign-in 203.0.113.7 lan'. Counted in this process only: n processes let n times as much through.
 */
export function mustNotHurry(house: House, key: string, { most, perSeconds }: { most: number; perSeconds: number }, now = performance.now()): void {
  let mine = buckets.get(house)
  if (!mine) buckets.set(house, (mine = new Map()))
  const before = mine.get(key)
  const perMillisecond = most / (perSeconds * 1000)
  const left = before ? Math.min(most, before.left + (now - before.at) * perMillisecond) : most
  // Taken out and put back: the order of a Map is the order of putting, so the first is the one not asked for longest.
  mine.delete(key)
  mine.set(key, { left: left >= 1 ? left - 1 : left, at: now })
  if (mine.size > mostKeys) mine.delete(mine.keys().next().value!)
  if (left < 1) throw new Refusal('too-many', 'too-many-requests', {}, { seconds: Math.max(1, Math.ceil((1 - left) / perMillisecond / 1000)) })
}
