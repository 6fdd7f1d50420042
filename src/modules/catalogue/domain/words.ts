/** Vietnamese as it is really typed: the same words in several encodings, tone places, spaces and number forms. */

/** Tone on the first letter (hòa, thủy) for tone on the second (hoà, thuỷ). Only where the vowel pair ends the syllable. */
const pairs: Record<string, string> = {}
for (const [first, second] of [['òóỏõọ', 'a'], ['òóỏõọ', 'e'], ['ùúủũụ', 'y']] as const) {
  const seconds = second === 'a' ? 'àáảãạ' : second === 'e' ? 'èéẻẽẹ' : 'ỳýỷỹỵ'
  const base = second === 'y' ? 'u' : 'o'
  for (let tone = 0; tone < 5; tone++) {
    const [from, to] = [base + seconds[tone], first[tone]! + second]
    pairs[from] = to
    pairs[from.toUpperCase()] = to.toUpperCase()
    pairs[from[0]!.toUpperCase() + from[1]] = to[0]!.toUpperCase() + to[1]
  }
}
const pairAtEnd = /(?<![qQ])([oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?![\p{L}])/gu

/** The form in which rules compare text. Expects NFC; keeps every position, so that spans found here hold in the source. */
export function plain(nfc: string): string {
  return nfc.replace(/[\u00a0\u2007\u202f\u2002-\u200a\u3000]/g, ' ').replace(/[‐‑‒–—−]/g, '-').replace(pairAtEnd, (pair) => pairs[pair] ?? pair)
}

/** Marks of a text that went through the wrong code table on its way here ("Nghá»‹ Ä‘á»‹nh", "�"). */
export const looksBroken = (text: string): boolean => /\ufffd|á»[\u0080-\u00bf‹›‘’“”•–—˜™š]|Ã[\u0080-\u00bf¡-¿]|Ä[‘\u0090\u0091]|Æ[°¡]/.test(text)

const digits: Record<string, number> = { không: 0, một: 1, mốt: 1, hai: 2, ba: 3, bốn: 4, tư: 4, năm: 5, lăm: 5, nhăm: 5, sáu: 6, bảy: 7, bẩy: 7, tám: 8, chín: 9 }
const wordOf = Object.keys(digits).join('|')
/** "mười lăm", "ba mươi", "hai mươi mốt", "bảy": 0 to 99, as a piece of a pattern. */
export const numberWords = `(?:(?:${wordOf})\\s+(?:mươi|chục)(?:\\s+(?:${wordOf}))?|mười(?:\\s+(?:${wordOf}))?|(?:${wordOf}))`

export function numberOfWords(words: string): number | undefined {
  const parts = words.toLowerCase().trim().split(/\s+/)
  if (parts[0] === 'mười') return 10 + (parts[1] ? digits[parts[1]] ?? NaN : 0)
  const first = digits[parts[0] ?? '']
  if (first === undefined) return undefined
  if (parts[1] === 'mươi' || parts[1] === 'chục') return first * 10 + (parts[2] ? digits[parts[2]] ?? NaN : 0)
  return parts.length === 1 ? first : undefined
}

/** "1.500.000", "1,500,000", "70 000": a count of whole đồng. undefined when the groups are not of three. */
export function wholeNumber(printed: string): number | undefined {
  if (/^\d+$/.test(printed)) return Number(printed)
  return /^\d{1,3}(?:[.,\s]\d{3})+$/.test(printed) ? Number(printed.replace(/[.,\s]/g, '')) : undefined
}

const onset = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?'
const nucleus = '[aăâeêioôơuưyàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ]{1,3}'
const coda = '(?:ng|nh|ch|[cmnpt])?'
const syllable = new RegExp(`^${onset}${nucleus}${coda}$`, 'u')
const marked = /[àằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵăâêôơưđ]/u

/** Where two Vietnamese syllables were run together in lower case ("mẫuvăn" → 3); undefined when it is one word. */
export function runTogetherAt(token: string): number | undefined {
  if (!/^\p{Ll}+$/u.test(token) || token.length < 4 || syllable.test(token) || !marked.test(token)) return undefined
  for (let at = token.length - 2; at >= 2; at--) {
    if (syllable.test(token.slice(0, at)) && syllable.test(token.slice(at)) && /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])/.test(token.slice(at))) return at
  }
  return undefined
}

/** Start and end without the spaces around, within a text. */
export function trimmed(text: string, start: number, end: number): [number, number] {
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  return [start, end]
}

/** The portal's words for an empty field. */
export const saysNothing = (text: string): boolean => /^(?:không có thông tin|không có|không|không quy định|--?|không yêu cầu)?[\s.;]*$/iu.test(plain(text).trim())
