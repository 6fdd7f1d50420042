import { type EverydayWords, inOfficialWords, noEverydayWords } from './everyday-words.ts'
import type { Words } from './procedure.ts'
import { fold, sound } from './spelling.ts'

/**
 * Finding a procedure by what people call it. Without tones or with, with the tone on either vowel (hòa, hoà), d for đ,
 * words run together, sounds confused (s and x, tr and ch), a letter wrong: what is left decides, and says why.
 */
export type Why = { kind: 'name' | 'synonym' | 'everyday' | 'life-event' | 'field' | 'initials' | 'code'; text: string }
/** What can be found: a service in full, or a procedure that is only known by its official record. */
export type Findable = { code: string; names: Words; synonyms: readonly string[]; everyday?: Words; popular?: number }
export type Hit<T extends Findable> = { procedure: T; score: number; why: Why }
export type Found<T extends Findable> = {
  hits: Hit<T>[]
  /** Nothing matched well enough; these are the closest there are. */
  nearest: boolean
  /** Set when the best hit was found by an everyday word for it rather than by its official name. */
  understood?: { as: string; officially: string }
}

export type Finder<T extends Findable> = (query: string, options?: { limit?: number; accept?: (procedure: T) => boolean }) => Found<T>

export type Named<T extends Findable> = { procedure: T; lifeEvents: readonly string[]; field: readonly string[] }

const weights: Record<Why['kind'], number> = { code: 2, name: 1, synonym: 0.97, initials: 0.7, everyday: 0.5, 'life-event': 0.5, field: 0.42 }
const enough = 0.48
// How well two words written as one read as two.
const joining = 0.9
// Somebody who says what it is called is understood before somebody who says what it is like.
const inOtherWords = 0.97
// A special case that nobody asked for stands behind the ordinary one.
const unaskedSpecial = 0.88
// A sentence is long; what the law calls a thing is often longer.
const mostWords = 20

type Phrase = { at: number; kind: Why['kind']; text: string; folded: string; words: number[]; weight: number; rarity: number }

/** Built once; asking then touches only the phrases that share a word with the question. */
export function finderOf<T extends Findable>(named: readonly Named<T>[], everyday: EverydayWords = noEverydayWords): Finder<T> {
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
    if (procedure.names.en !== procedure.names.vi) add('name', procedure.names.en)
    add('initials', fold(procedure.names.vi).split(' ').map((part) => part[0]).join(''))
    procedure.synonyms.forEach((text) => add('synonym', text))
    if (procedure.everyday) add('everyday', procedure.everyday.vi)
    if (procedure.everyday) add('everyday', procedure.everyday.en)
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
  // A number typed wrong is another number, not a misspelt one.
  words.forEach((text, number) => /^\d+$/.test(text) || (byLength[text.length] ??= []).push(number))
  const letters = Int32Array.from(words, lettersOf)
  const lists = postings.map((list) => Int32Array.from(list))
  const phraseWeight = Float64Array.from(phrases, (phrase) => phrase.weight)
  const phraseRarity = Float64Array.from(phrases, (phrase) => phrase.rarity)

  /** What a typed word may be, and how well it is that. `asWritten`: the law's own words are not misspelt. */
  function readings(asked: string, last: boolean, asWritten: boolean): Map<number, number> {
    const found = new Map<number, number>()
    const exact = numberOf.get(asked)
    if (exact !== undefined) found.set(exact, 1)
    if (exact !== undefined && asWritten) return found
    if (asked.length >= (last ? 2 : 3)) {
      for (let place = lowest(asked); place < sorted.length; place++) {
        const number = sorted[place]!
        if (!words[number]!.startsWith(asked)) break
        if (number !== exact) found.set(number, last ? 0.8 : 0.55)
      }
    }
    for (const number of joined.get(asked) ?? []) if (!found.has(number)) found.set(number, joining)
    if (exact !== undefined) return found
    for (const number of bySound.get(sound(asked)) ?? []) if (!found.has(number)) found.set(number, 0.75)
    const allowed = asked.length >= 7 ? 2 : asked.length >= 3 ? 1 : 0
    for (let length = asked.length - allowed; length <= asked.length + allowed && allowed > 0; length++)
      for (const number of byLength[length] ?? []) {
        if (found.has(number) || unlike(letters[number]!, lettersOf(asked)) > 2 * allowed) continue
        const steps = distance(asked, words[number]!, allowed)
        if (steps <= allowed) found.set(number, (asked.length <= 4 ? 0.5 : 0.7) / steps)
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

  // Scratch for one question at a time: what each touched phrase has won so far, and from which word of the question.
  const won = new Float64Array(phrases.length)
  const covered = new Float64Array(phrases.length)
  const best = new Float64Array(phrases.length)
  const bestCover = new Float64Array(phrases.length)
  const ofWord = new Int32Array(phrases.length)
  let wordOf = 0

  const special = everyday.special.map(fold)
  // Without tones an asking word may be another word (căn, cần), so it counts little rather than not at all.
  const asking = new Set(everyday.asking.flatMap((text) => [text, fold(text)]))
  const specialOf = named.map(({ procedure }) => special.filter((text) => within(fold(procedure.names.vi), text)))

  /** The best reading of every procedure that `typed` comes near to. */
  function look(typed: string, accept: (procedure: T) => boolean, asWritten = false): Map<number, Hit<T>> {
    const folded = fold(typed)
    const asked = folded ? folded.split(' ').slice(0, mostWords) : []
    const toned = new Set(typed.split(/[^\p{L}\p{N}]+/u))
    const touched: number[] = []
    let possible = 0
    asked.forEach((text, place) => {
      const found = readings(text, place === asked.length - 1, asWritten)
      // A word counts by how telling its best reading is; a word nobody knows counts little, or one stray word would sink the rest.
      let counts = 0
      for (const [number, quality] of found) counts = Math.max(counts, (rarity[number] ?? 0) * (quality === 1 ? 1 : 0.85))
      if (found.size === 0) counts = rarest * 0.4
      if (asking.has(text) && [...toned].some((word) => fold(word) === text && asking.has(word))) counts *= 0.15
      possible += counts
      wordOf++
      const here: number[] = []
      for (const [number, quality] of found) {
        const gain = quality * counts
        const cover = quality === joining ? rarity[number]! * 2 : quality * rarity[number]!
        const list = lists[number]!
        for (let at = 0; at < list.length; at++) {
          const index = list[at]!
          if (ofWord[index] !== wordOf) {
            ofWord[index] = wordOf
            best[index] = 0
            bestCover[index] = 0
            here.push(index)
          }
          if (gain > best[index]!) best[index] = gain
          if (cover > bestCover[index]!) bestCover[index] = cover
        }
      }
      for (const index of here) {
        if (won[index] === 0) touched.push(index)
        won[index]! += best[index]!
        covered[index]! += bestCover[index]!
      }
    })

    // First by words alone. Only what comes near the best is looked at letter by letter.
    const shares = new Map<number, number>()
    let bar = 0
    for (const index of touched) {
      const share = won[index]! / possible
      const cover = covered[index]! / phraseRarity[index]!
      let score = (share * 0.7 + Math.min(1, cover) * 0.3) * phraseWeight[index]!
      won[index] = 0
      covered[index] = 0
      // Somewhere in a long story stands the whole name of a thing: that is what it is about.
      if (cover > 0.99 && share < 0.7 && phrases[index]!.words.length > 1 && phraseWeight[index]! > 0.9 && within(folded, phrases[index]!.folded)) score = Math.max(score, (0.5 + 0.04 * phrases[index]!.words.length) * phraseWeight[index]!)
      else if (share < 0.25) continue
      if (score < bar * 0.35) continue
      bar = Math.max(bar, score)
      shares.set(index, share)
      best[index] = score
    }
    const byProcedure = new Map<number, Hit<T>>()
    for (const [index, share] of shares) {
      const phrase = phrases[index]!
      let score = best[index]!
      if (score < bar * 0.35 || !accept(named[phrase.at]!.procedure)) continue
      if (phrase.folded === folded) score += phrase.weight
      else if (share > 0.6) {
        if (phrase.folded.startsWith(folded)) score += 0.5 * phrase.weight
        else if (phrase.folded.includes(folded) && ` ${phrase.folded} `.includes(` ${folded} `)) score += 0.45 * phrase.weight
        else score += 0.15 * inOrder(asked, phrase.folded) * phrase.weight
      }
      // Typed with tones: "khai tử" means tử, not tự.
      if (share > 0.6 && typed.trim() === phrase.text.normalize('NFC').toLowerCase()) score += 0.1
      if (specialOf[phrase.at]!.some((text) => !within(folded, text))) score *= unaskedSpecial
      const before = byProcedure.get(phrase.at)
      if (!before || before.score < score) byProcedure.set(phrase.at, { procedure: named[phrase.at]!.procedure, score, why: { kind: phrase.kind, text: phrase.text } })
    }
    return byProcedure
  }

  return (query, { limit = 20, accept = () => true } = {}) => {
    const typed = query.normalize('NFC').toLowerCase().slice(0, 200)
    const byProcedure = look(typed, accept)
    // The same again in the law's own words, where the everyday ones are known.
    for (const { text, said } of inOfficialWords(everyday, typed))
      for (const [at, hit] of look(text, accept, true)) {
        const before = byProcedure.get(at)
        const score = hit.score * inOtherWords
        if (!before || before.score < score) byProcedure.set(at, { ...hit, score, why: { kind: 'synonym', text: said } })
      }
    // Between equals, what more people need.
    const wanted = (hit: Hit<T>) => hit.score + (hit.procedure.popular ? 0.1 * Math.max(0, 1 - hit.procedure.popular / 20) : 0)
    const ranked = [...byProcedure.values()]
      .map((hit) => ({ hit, by: wanted(hit) }))
      .sort((one, other) => other.by - one.by || one.hit.procedure.names.vi.length - other.hit.procedure.names.vi.length || (one.hit.procedure.code < other.hit.procedure.code ? -1 : 1))
      .map(({ hit }) => hit)
    const top = ranked.reduce((most, hit) => Math.max(most, hit.score), 0)
    // Far below the best answer is noise: the same frequent word in another name.
    const hits = top >= enough ? ranked.filter((hit) => hit.score >= Math.max(enough, top * 0.4)) : []
    if (hits.length === 0) return { hits: ranked.slice(0, Math.min(limit, 3)), nearest: true }
    const first = hits[0]!
    return {
      hits: hits.slice(0, limit),
      nearest: false,
      ...(first.why.kind === 'synonym' && fold(first.why.text) !== fold(first.procedure.names.vi) && { understood: { as: first.why.text, officially: first.procedure.names.vi } }),
    }
  }
}

const within = (text: string, part: string): boolean => ` ${text} `.includes(` ${part} `)

/** Share of neighbouring words of the question that stand in this order in the phrase. */
function inOrder(asked: readonly string[], phrase: string): number {
  if (asked.length < 2) return 0
  let pairs = 0
  for (let place = 1; place < asked.length; place++) if (` ${phrase} `.includes(` ${asked[place - 1]} ${asked[place]} `)) pairs++
  return pairs / (asked.length - 1)
}

/** Which letters a word has, one bit each: words that differ in many of them need not be compared. */
function lettersOf(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) - 97)
  return bits
}

function unlike(one: number, other: number): number {
  let bits = one ^ other
  let count = 0
  for (; bits !== 0; bits &= bits - 1) count++
  return count
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
