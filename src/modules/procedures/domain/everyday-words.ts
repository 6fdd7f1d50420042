import { fold, sound } from './spelling.ts'

/** What people say, and what the national catalogue calls it: countries/vn/words. */
export type EverydayWords = {
  phrases: readonly { say: readonly string[]; mean: readonly string[] }[]
  /** Words that make a procedure the special case of another. */
  special: readonly string[]
  /** Words that only say that something is wanted, or what happened around it. */
  asking: readonly string[]
}
export const noEverydayWords: EverydayWords = { phrases: [], special: [], asking: [] }

type Phrase = { said: string; words: string[]; toned: string[]; mean: readonly string[] }

// Read once for each list of words, by the first word as it sounds; the longest phrase first.
const books = new WeakMap<EverydayWords, Map<string, Phrase[]>>()
function bookOf(everyday: EverydayWords): Map<string, Phrase[]> {
  let book = books.get(everyday)
  if (book) return book
  const phrases = everyday.phrases.flatMap(({ say, mean }) => say.map((said): Phrase => ({ said, words: fold(said).split(' '), toned: tonedWords(said), mean })))
  book = Map.groupBy(phrases, (phrase) => sound(phrase.words[0]!))
  for (const list of book.values()) list.sort((one, other) => other.words.length - one.words.length)
  books.set(everyday, book)
  return book
}

/** At most so many readings of one question: each is looked up on its own. */
const mostReadings = 4

/**
 * The question again in official words, each known phrase put into what it means; nothing when it holds none. Where a phrase
 * means several things there is a reading for each. `said` is the first phrase that was understood, as it is written in the list.
 */
export function inOfficialWords(everyday: EverydayWords, typed: string): { text: string; said: string }[] {
  const book = bookOf(everyday)
  const words = fold(typed).split(' ')
  const toned = tonedWords(typed)
  // Tones are held against the list only where there are as many words with them as without, and any are typed at all.
  const mind = toned.length === words.length
  const parts: (string | Phrase)[] = []
  for (let at = 0; at < words.length; ) {
    const phrase = (book.get(sound(words[at]!)) ?? []).find((one) => one.words.every((word, i) => same(word, one, i, words[at + i], mind ? toned[at + i] : undefined)))
    parts.push(phrase ?? words[at]!)
    at += phrase ? phrase.words.length : 1
  }
  const known = parts.filter((part) => typeof part !== 'string')
  if (!known.length) return []
  const text = (choose: (phrase: Phrase) => string): string => parts.map((part) => (typeof part === 'string' ? part : choose(part))).join(' ')
  const readings = [text((phrase) => phrase.mean[0]!)]
  // In a long story what was understood is the matter; the rest is how it came about.
  if (parts.length > known.length) readings.push(known.map((phrase) => phrase.mean[0]!).join(' '))
  for (const other of known) for (const mean of other.mean.slice(1)) readings.push(text((phrase) => (phrase === other ? mean : phrase.mean[0]!)))
  return readings.slice(0, mostReadings).map((reading) => ({ text: reading, said: known[0]!.said }))
}

function same(word: string, phrase: Phrase, at: number, asked: string | undefined, askedToned: string | undefined): boolean {
  if (asked === undefined) return false
  // A single short word that only sounds alike is another word.
  if (asked !== word && (phrase.words.length < 2 || word.length < 3 || sound(asked) !== sound(word))) return false
  return !askedToned || !hasMarks(askedToned) || asked !== word || marks(askedToned) === marks(phrase.toned[at] ?? '')
}

const tonedWords = (text: string): string[] => text.normalize('NFC').toLowerCase().split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean)
const hasMarks = (word: string): boolean => /[^\x00-\x7f]/.test(word)
/** The marks of a word wherever they stand: hòa and hoà are one. */
const marks = (word: string): string => `${/đ/.test(word) ? 'd' : ''}${(word.normalize('NFD').match(/\p{M}/gu) ?? []).sort().join('')}`
