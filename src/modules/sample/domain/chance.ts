/** Chance that comes out the same every time: drawn from a seed and a name, so that any part can be drawn again by itself. */
export type Chance = {
  /** From 0 up to and without 1. */
  next(): number
  /** True so often of 1. */
  often(share: number): boolean
  /** A whole number, both ends with it. */
  whole(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  weighted<T>(list: readonly { weight: number; value: T }[]): T
  /** Around 1, mostly between 1/spread and spread: how long things take beside how long they should. */
  about(spread: number): number
}

export function chanceOf(...seed: (string | number)[]): Chance {
  // FNV-1a over the name, then mulberry32: small, fast, and good enough to draw invented people with.
  let a = 0x811c9dc5
  for (const c of seed.join('\u0000')) a = Math.imul(a ^ c.charCodeAt(0), 0x01000193)
  const next = (): number => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    often: (share) => next() < share,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)]!,
    weighted(list) {
      let at = next() * list.reduce((sum, one) => sum + one.weight, 0)
      for (const one of list) if ((at -= one.weight) < 0) return one.value
      return list.at(-1)!.value
    },
    about: (spread) => spread ** ((next() + next() + next()) * (2 / 3) - 1),
  }
}
