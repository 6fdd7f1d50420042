import type { PortalField, ResultRead, Said, Unread } from './reading.ts'
import { plain, saysNothing, trimmed } from './words.ts'

const code = /Mã\s*:\s*(KQ[.-][A-Z]\d{2}[.-]\d{6}|(?:000\.00\.00\.)?[A-Z]\d{2}-KQ\.?\d{3,6}|[A-Z]{2}-[A-Z]\d{2}\.KQ\.?\d{3}|[A-ZĐ0-9][A-ZĐ0-9.\-_]*\d|[A-ZĐ]{2,10}(?=$|\s|Từ khóa|\p{Lu}\p{Ll}))/gu
const tail = /Từ khóa/u
const afterDescription = /Chọn cơ quan thực hiện\s*Tỉnh/u

/** "tên kết quả Mã: KQ.…" repeated, then the page's key words, description and the buttons below them. */
export function readResults(source: string, field: PortalField, unread: Unread[]): { results: ResultRead[]; keywords?: Said<string>; description?: Said<string> } {
  const text = plain(source)
  const keyAt = tail.exec(text)?.index
  const to = keyAt ?? (afterDescription.exec(text)?.index ?? text.length)
  const results: ResultRead[] = []
  let from = 0
  for (const match of text.slice(0, to).matchAll(code)) {
    const [start, end] = trimmed(text, from, match.index)
    const codeStart = match.index + match[0].length - match[1]!.length
    if (end > start) {
      const name = nameOf(source.slice(start, end))
      results.push({ name: { value: name, span: { field, start, end }, confidence: 0.97 }, code: { value: match[1]!, span: { field, start: codeStart, end: codeStart + match[1]!.length }, confidence: /^KQ\./.test(match[1]!) ? 1 : 0.9 } })
    }
    from = match.index + match[0].length
  }
  const [start, end] = trimmed(text, from, to)
  if (end > start && !saysNothing(text.slice(start, end))) {
    if (!results.length) results.push({ name: { value: nameOf(source.slice(start, end)), span: { field, start, end }, confidence: 0.8 } })
    unread.push({ span: { field, start, end }, why: 'no-result-code' })
  }
  if (keyAt === undefined) return { results }
  const described = text.indexOf('Mô tả', keyAt)
  const stop = afterDescription.exec(text.slice(keyAt)) ? keyAt + afterDescription.exec(text.slice(keyAt))!.index : text.length
  const said = (a: number, b: number): Said<string> | undefined => {
    const [x, y] = trimmed(text, a, b)
    return y <= x || saysNothing(text.slice(x, y)) ? undefined : { value: source.slice(x, y), span: { field, start: x, end: y }, confidence: 1 }
  }
  const keywords = said(keyAt + 'Từ khóa'.length, described >= 0 ? described : stop)
  const description = described >= 0 ? said(described + 'Mô tả'.length, stop) : undefined
  return { results, ...(keywords ? { keywords } : {}), ...(description ? { description } : {}) }
}

const nameOf = (words: string): string => words.replace(/\s+/g, ' ').replace(/^[-+*•\s]+/, '').replace(/[\s;.,]+$/, '')
