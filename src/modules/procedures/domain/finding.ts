import type { Procedure } from './procedure.ts'

/**
 * Finding a procedure by what people call it. Without tones or with, with the tone on either vowel (hòa, hoà), d for đ,
 * words run together, sounds confused (s and x, tr and ch), a letter wrong: what is left decides, and says why.
 */
export type Why = { kind: 'name' | 'synonym' | 'everyday' | 'life-event' | 'field' | 'initials' | 'code'; text: string }
export type Hit = { procedure: Procedure; score: number; why: Why }
export type Found = {
  hits: Hit[]
  /** Nothing matched well enough; these are the closest there are. */
  nearest: boolean
  /** Set when the best hit was found by an everyday word for it rather than by its official name. */
  understood?: { as: string; officially: string }
}

export type Finder = (query: string, options?: { limit?: number; accept?: (procedure: Procedure) => boolean }) => Found

export type Named = { procedure: Procedure; lifeEvents: readonly string[]; field: readonly string[] }

/** Lower case without tones and marks, đ as d; anything else than letters and digits becomes one space. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

// Words of asking. They say that something is wanted, not what.
const asking = new Set('toi minh em muon can xin cho cua la va o thi de nao the nhu duoc lam sao gi a i want to how do my for the of'.split(' '))

const weights: Record<Why['kind'], number> = { code: 2, name: 1, synonym: 0.97, initials: 0.7, everyday: 0.5, 'life-event': 0.5, field: 0.42 }
const enough = 0.42

type Phrase = { at: number; kind: Why['kind']; text: string; folded: string; words: number[]; weight: number; rarity: number }

/** Built once; asking then touches only the phrases that share a word with the question. */
export function finderOf(named: readonly Named[]): Finder {
  const words: string[] = []
  const numberOf = new Map<string, number>()
  const phrases: Phrase[] = []
  const word = (text: string) => {
    let number = numberOf.get(text)
    if (number === undefined) numberOf.set(text, (number = words.push(text) - 1))
    return number
  }
  named.forEach(({ procedure, lifeEvents, field }, at) => {
    const add = (kind: Why['kind'], text: string) => {
      const folded = fold(text)
      if (folded) phrases.push({ at, kind, text, folded, words: folded.split(' ').map(word), weight: weights[kind], rarity: 0 })
    }
    add('code', procedure.code)
    add('name', procedure.names.vi)
    add('name', procedure.names.en)
    add('initials', fold(procedure.names.vi).split(' ').map((part) => part[0]).join(''))
    procedure.synonyms.forEach((text) => add('synonym', text))
    add('everyday', procedure.everyday.vi)
    add('everyday', procedure.everyday.en)
    lifeEvents.forEach((text) => add('life-event', text))
    field.forEach((text) => add('field', text))
  })

  // Where each word stands, and how telling it is: a word of few procedures tells more than "đăng ký".
  const postings: number[][] = words.map(() => [])
  const lastPhrase: number[] = words.map(() => -1)
  const joined = new Map<string, Set<number>>()
  phrases.forEach((phrase, index) => {
    phrase.words.forEach((number, place) => {
      if (lastPhrase[number] !== index) postings[number]?.push(index)
      lastPhrase[number] = index
      const next = phrase.words[place + 1]
      // People leave out the space: "khaisinh" is the pair khai + sinh.
      if (next !== undefined && (phrase.kind === 'name' || phrase.kind === 'synonym')) {
        const pair = `${words[number]}${words[next]}`
        joined.set(pair, (joined.get(pair) ?? new Set()).add(number).add(next))
      }
    })
  })
  const rarity = postings.map((list) => Math.log(1 + phrases.length / list.length))
  const rarest = Math.log(1 + phrases.length)
  for (const phrase of phrases) phrase.rarity = phrase.words.reduce((sum, number) => sum + (rarity[number] ?? 0), 0)

  const sorted = words.map((_, number) => number).sort((one, other) => (words[one]! < words[other]! ? -1 : 1))
  const bySound = new Map<string, number[]>()
  words.forEach((text, number) => bySound.set(sound(text), [...(bySound.get(sound(text)) ?? []), number]))
  const byLength: number[][] = []
  words.forEach((text, number) => (byLength[text.length] ??= []).push(number))

  function readings(asked: string, last: boolean): Map<number, number> {
    const found = new Map<number, number>()
    const exact = numberOf.get(asked)
    if (exact !== undefined) found.set(exact, 1)
    if (asked.length >= (last ? 2 : 3)) {
      for (let place = lowest(asked); place < sorted.length; place++) {
        const number = sorted[place]!
        if (!words[number]!.startsWith(asked)) break
        if (number !== exact) found.set(number, last ? 0.8 : 0.55)
      }
    }
    for (const number of joined.get(asked) ?? []) if (!found.has(number)) found.set(number, 0.9)
    if (exact !== undefined) return found
    for (const number of bySound.get(sound(asked)) ?? []) if (!found.has(number)) found.set(number, 0.75)
    const allowed = asked.length >= 7 ? 2 : asked.length >= 3 ? 1 : 0
    for (let length = asked.length - allowed; length <= asked.length + allowed && allowed > 0; length++)
      for (const number of byLength[length] ?? []) {
        if (found.has(number)) continue
        const steps = distance(asked, words[number]!, allowed)
        if (steps <= allowed) found.set(number, (asked.length === 3 ? 0.5 : 0.7) / steps)
      }
    return found
  }

  function lowest(prefix: string): number {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (words[sorted[middle]!]! < prefix) low = middle + 1
      else high = middle
    }
    return low
  }

  const scores = new Float64Array(phrases.length)
  const covered = new Float64Array(phrases.length)
  const best = new Float64Array(phrases.length)
  const bestCover = new Float64Array(phrases.length)

  return (query, { limit = 20, accept = () => true } = {}) => {
    const folded = fold(query).slice(0, 200)
    const all = folded ? folded.split(' ').slice(0, 12) : []
    const telling = all.filter((text) => !asking.has(text))
    const asked = telling.length > 0 ? telling : all
    const touched = new Set<number>()
    let possible = 0
    asked.forEach((text, place) => {
      const found = readings(text, place === asked.length - 1)
      // A word counts by how telling its best reading is; a word nobody knows counts little, or one stray word would sink the rest.
      let counts = 0
      for (const [number, quality] of found) counts = Math.max(counts, (rarity[number] ?? 0) * (quality === 1 ? 1 : 0.85))
      if (found.size === 0) counts = rarest * 0.4
      possible += counts
      const here = new Set<number>()
      for (const [number, quality] of found)
        for (const index of postings[number]!) {
          here.add(index)
          const gain = quality * counts
          if (gain > best[index]!) {
            best[index] = gain
            bestCover[index] = quality * rarity[number]!
          }
          if (quality === 0.9) bestCover[index] = Math.max(bestCover[index]!, rarity[number]! * 2)
        }
      for (const index of here) {
        touched.add(index)
        scores[index]! += best[index]!
        covered[index]! += bestCover[index]!
        best[index] = 0
        bestCover[index] = 0
      }
    })
    const together = asked.join(' ')
    const byProcedure = new Map<number, Hit>()
    for (const index of touched) {
      const phrase = phrases[index]!
      const share = possible > 0 ? scores[index]! / possible : 0
      const ofPhrase = Math.min(1, covered[index]! / phrase.rarity)
      scores[index] = 0
      covered[index] = 0
      if (share < 0.25) continue
      let score = share * 0.7 + ofPhrase * 0.3
      if (phrase.folded === folded || phrase.folded === together) score += 1
      else if (share > 0.6) {
        if (phrase.folded.startsWith(together)) score += 0.5
        else if (` ${phrase.folded} `.includes(` ${together} `)) score += 0.35
        else score += 0.15 * inOrder(asked, phrase.folded)
      }
      // Typed with tones: "khai tử" means tử, not tự.
      if (share > 0.6 && query.normalize('NFC').toLowerCase().trim() === phrase.text.normalize('NFC').toLowerCase()) score += 0.1
      score *= phrase.weight
      const procedure = named[phrase.at]!.procedure
      if (procedure.popular) score += 0.02
      const before = byProcedure.get(phrase.at)
      if ((before && before.score >= score) || !accept(procedure)) continue
      byProcedure.set(phrase.at, { procedure, score, why: { kind: phrase.kind, text: phrase.text } })
    }
    const ranked = [...byProcedure.values()].sort((one, other) => other.score - one.score || one.procedure.names.vi.length - other.procedure.names.vi.length || (one.procedure.code < other.procedure.code ? -1 : 1))
    const top = ranked[0]
    // Far below the best answer is noise: the same frequent word in another name.
    const hits = top && top.score >= enough ? ranked.filter((hit) => hit.score >= Math.max(enough, top.score * 0.4)) : []
    if (hits.length === 0) return { hits: ranked.slice(0, Math.min(limit, 3)), nearest: true }
    const first = hits[0]!
    return {
      hits: hits.slice(0, limit),
      nearest: false,
      ...(first.why.kind === 'synonym' && fold(first.why.text) !== fold(first.procedure.names.vi) && { understood: { as: first.why.text, officially: first.procedure.names.vi } }),
    }
  }
}

/** Share of neighbouring words of the question that stand in this order in the phrase. */
function inOrder(asked: readonly string[], phrase: string): number {
  if (asked.length < 2) return 0
  let pairs = 0
  for (let place = 1; place < asked.length; place++) if (` ${phrase} `.includes(` ${asked[place - 1]} ${asked[place]} `)) pairs++
  return pairs / (asked.length - 1)
}

/** What sounds alike somewhere in the country is written alike here. */
function sound(word: string): string {
  return word.replace(/^(tr|ch)/, 'c').replace(/^(ngh|ng)/, 'ng').replace(/^gh/, 'g').replace(/^(gi|r|d|v)/, 'z').replace(/^(s|x)/, 's').replace(/^(l|n)(?!g|h)/, 'l').replace(/^(k|q|c)(?!h)/, 'k').replace(/y/g, 'i').replace(/ng$/, 'n').replace(/t$/, 'c')
}

/** Letters to change, add, leave out or swap with the neighbour, counted up to `most` + 1. */
function distance(one: string, other: string, most: number): number {
  let before: number[] = []
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    let smallest = row
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1]
      let steps = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) steps = Math.min(steps, before[column - 2]! + 1)
      current.push(steps)
      smallest = Math.min(smallest, steps)
    }
    if (smallest > most) return most + 1
    before = previous
    previous = current
  }
  return previous[other.length]!
}
