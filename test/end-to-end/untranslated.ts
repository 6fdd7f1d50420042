/** Words that an English page of Viet Nam uses as they are. */
const known = ['đồng']

/**
 * Lines of an English page in which a Vietnamese word stands that is no name: text that was not translated, or not said to
 * be Vietnamese. Short enough to be shown.
 */
export function vietnameseOnly(text: string): string[] {
  const isWord = (word: string): boolean => !known.includes(word) && /[^\u0000-\u007f]/.test(word.normalize('NFD').replace(/[\u02bc\u2019]/g, ''))
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => (line.match(/(?<!\p{L})\p{Ll}\p{L}*/gu) ?? []).some(isWord))
  return [...new Set(lines)].slice(0, 6).map((line) => line.slice(0, 100))
}
