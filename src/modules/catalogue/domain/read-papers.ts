import { numberOfWords, numberWords, plain, runTogetherAt, saysNothing, trimmed } from './words.ts'
import { issuers } from './read-bases.ts'
import type { Paper, PaperGroup, PortalField, Said, Span, Unread } from './reading.ts'

/**
 * The portal's tables of papers, run together:
 *   table = [case | "--"] "Tên giấy tờ" "Mẫu đơn, tờ khai" "Số lượng" row*
 *   row = name  form-file*  count
 *   count = number "bản chính" ["," number "bản sao"]
 * What follows the last count of a table and stands before the next head is the next table's case.
 */
const head = /Tên giấy tờ\s*Mẫu đơn,\s*tờ khai\s*Số lượng\s*/gu
const count = /(\d+)\s?bản chính(?:\s?,\s?(\d+)\s?bản sao)?|(\d+)\s?bản sao/gu

export function readPapers(source: string, field: PortalField, unread: Unread[]): PaperGroup[] {
  const text = plain(source)
  const heads = [...text.matchAll(head)]
  if (!heads.length) {
    if (!saysNothing(text)) unread.push({ span: { field, start: 0, end: text.length }, why: 'no-table' })
    return []
  }
  const groups: PaperGroup[] = []
  let caseFrom = 0
  for (const [i, match] of heads.entries()) {
    const [a, b] = trimmed(text, caseFrom, match.index)
    const start = match.index + match[0].length, end = heads[i + 1]?.index ?? text.length
    const rows = countsIn(text, start, end)
    const papers: Paper[] = []
    let from = start
    for (const row of rows) {
      const paper = paperOf(text, source, field, from, row, unread)
      if (paper) papers.push(paper)
      else unread.push({ span: { field, start: row.start, end: row.end }, why: 'outside-the-table' })
      from = row.end
    }
    const group: PaperGroup = { papers }
    if (b > a && !/^-+$/.test(text.slice(a, b))) group.case = { value: caseName(source.slice(a, b)), span: { field, start: a, end: b }, confidence: 0.95 }
    groups.push(group)
    caseFrom = from
    if (!rows.length && i === heads.length - 1 && text.slice(start, end).trim()) unread.push({ span: { field, start, end }, why: 'no-count' })
  }
  const [restFrom, restTo] = trimmed(text, caseFrom, text.length)
  if (restTo > restFrom && !/^[-\s.]*$/.test(text.slice(restFrom, restTo)) && groups.at(-1)!.papers.length) unread.push({ span: { field, start: restFrom, end: restTo }, why: 'outside-the-table' })
  markHeadings(groups, text)
  return groups
}

const caseName = (words: string): string => words.replace(/\s+/g, ' ').replace(/^[-+*•\s]+/, '').replace(/[\s:]+$/, '')

interface Count { start: number; end: number; originals: number; copies: number; confidence: number }

/**
 * The counts of a table. In a sentence ("nộp 01 bản chính") a space stands before the number or it begins with 0;
 * in the table the number is glued to the name. Digits of the name run into it: "Mẫu số 131 bản chính" is form 13, one original.
 */
function countsIn(text: string, from: number, to: number): Count[] {
  const found: Count[] = []
  count.lastIndex = from
  for (let match = count.exec(text); match && match.index < to; match = count.exec(text)) {
    const digits = match[1] ?? match[3]!
    const end = match.index + match[0].length
    const before = text.slice(Math.max(from, match.index - 40), match.index)
    const after = text.slice(end, end + 14)
    const goesOn = /^(?:\s+(?:\p{Ll}|\()|\s*[)/;]|\.(?:\s|\d)|,\s)/u.test(after) && !/^\s+(?:đối với|trường hợp|a\)|b\))/u.test(after)
    if (before && (/\(\s*$/.test(before) || (goesOn && !/^\s*[;)]?\s*$/.test(after)))) continue
    if (/\s$/.test(before) && /(?:\p{L}|[,:;])\s+$/u.test(before) && (digits.startsWith('0') && digits.length > 1 || goesOn)) continue
    // "nộp 2 bản chính1 bản chính": of two counts in a row the one behind a space belongs to the sentence.
    if (/\s$/.test(before) && /^\d+\s?bản (?:chính|sao)/u.test(after)) continue
    let originalDigits = digits, confidence = 1
    if (digits.length > 1 || /(?<=\d[.,/])$/.test(before)) {
      const split = splitCount(before, digits)
      if (split === undefined) continue
      originalDigits = split.digits
      confidence = split.confidence
    }
    const start = match.index + digits.length - originalDigits.length
    if (/[\d]$/.test(before) && start === match.index) continue
    const isCopy = match[3] !== undefined
    found.push({ start, end, originals: isCopy ? 0 : Number(originalDigits), copies: isCopy ? Number(originalDigits) : Number(match[2] ?? 0), confidence })
  }
  return found
}

/** Which of the digits before "bản chính" are the count: a name that must end in a number ("Mẫu số …", "ngày 01/01/…") keeps the rest. */
function splitCount(before: string, digits: string): { digits: string; confidence: number } | undefined {
  const wantsNumber = /(?:số|mẫu|lục|khoản|điều|điểm|mục|bảng|biểu|phần|chương|năm|ngày|tháng|[/.\-_]\s*\p{L}*)\s*$/iu.test(before)
  if (/^(?:19|20)\d\d\d{1,2}$/.test(digits)) return { digits: digits.slice(4), confidence: 0.95 }
  if (wantsNumber) return digits.length > 1 ? { digits: digits.slice(-1), confidence: 0.85 } : { digits, confidence: 0.7 }
  if (digits.length === 1) return { digits, confidence: 1 }
  if (/^0\d+$/.test(digits)) return { digits: digits.slice(-1), confidence: digits.length > 2 ? 0.8 : 0.9 }
  return { digits, confidence: digits.length === 2 ? 0.9 : 0.6 }
}

const extension = /\.(?:docx?|pdf|xlsx?|rar|zip|jpe?g|png|rtf|pptx?|odt)/giu
const note = /^[\s\-+*•(]*(?:Lưu ý|Ghi chú|Chú ý|Trường hợp|Trong trường hợp|Ngoài các|Đối với|Nếu|Khi|Hồ sơ (?:được|gồm|nộp)|Số lượng|Thành phần|Người|Đơn vị|Chi phí)/iu
const conditionWords = /\((?:[^()]*?(?:nếu có|trường hợp|đối với|nếu|khi|áp dụng)[^()]*?)\)|(?:(?<=^[\s\-+*•]*(?:\d+[.)]|[a-zđ]\))?\s*)(?:Trường hợp|Đối với|Riêng đối với|Nếu)\s[^,:;]+(?=[,:]))|(?:trong trường hợp|đối với trường hợp)\s[^,;.()]+/giu

function paperOf(text: string, source: string, field: PortalField, from: number, row: Count, unread: Unread[]): Paper | undefined {
  const at = (start: number, end: number): Span => ({ field, start, end })
  const [nameFrom, cellEnd] = trimmed(text, from, row.start)
  const files = formsIn(text, nameFrom, cellEnd)
  let [start, end] = trimmed(text, nameFrom, files.from)
  // Some put only the form and leave its name to speak for the paper.
  if (end <= start && files.spans[0]) [start, end] = files.spans[0]
  if (end <= start) return undefined
  const forms: Said<string>[] = files.spans.map(([a, b]) => ({ value: source.slice(a, b), span: at(a, b), confidence: files.confidence }))
  if (files.unknown) unread.push({ span: at(...files.unknown), why: 'unknown-form-name' })
  const name = text.slice(start, end)
  const countSpan = at(row.start, row.end)
  const kind: Paper['kind'] = row.originals + row.copies > 0 ? 'paper' : note.test(name) ? 'note' : /:\s*$/.test(name) ? 'heading' : 'paper'
  const paper: Paper = {
    name: { value: paperName(source.slice(start, end)), span: at(start, end), confidence: files.unknown ? 0.6 : 0.97 }, kind,
    originals: { value: row.originals, span: countSpan, confidence: row.confidence }, copies: { value: row.copies, span: countSpan, confidence: row.confidence },
    forms, conditions: [],
  }
  const present = /(?:xuất trình|để đối chiếu|chỉ xuất trình)/iu.exec(name)
  if (present && /^[\s\-+*•()\d.a-zđ]*(?:Xuất trình|Giấy tờ (?:phải )?xuất trình)/iu.test(name)) paper.presentOnly = { value: true, span: at(start + present.index, start + present.index + present[0].length), confidence: 0.9 }
  for (const match of name.matchAll(conditionWords)) {
    const [a, b] = trimmed(text, start + match.index, start + match.index + match[0].length)
    if (b > a) paper.conditions.push({ value: source.slice(a, b).replace(/^\(|\)$/g, ''), span: at(a, b), confidence: 0.85 })
  }
  return paper
}

const paperName = (words: string): string => words.replace(/\s+/g, ' ').replace(/^[\s\-+*•]+/, '').replace(/[\s;.,]+$/, '').trim()

/** The form files at the end of a row; the first begins where the name was glued to it. */
function formsIn(text: string, from: number, to: number): { from: number; spans: [number, number][]; confidence: number; unknown?: [number, number] } {
  const cell = text.slice(from, to)
  const ends = [...cell.matchAll(extension)].map((match) => match.index + match[0].length).filter((end) => end === cell.length || !/^[\s),;]|^\p{Ll}/u.test(cell.slice(end)))
  if (!ends.length || ends.at(-1) !== cell.trimEnd().length) return { from: to, spans: [], confidence: 1 }
  const spans: [number, number][] = []
  let last = cell.length
  // Files stand behind one another; walk back from the end while the piece between two extensions looks like a file name.
  const stops = [...ends].reverse()
  let first: number | undefined
  for (const [i, end] of stops.entries()) {
    const previous = stops[i + 1]
    const lower = previous ?? 0
    if (previous !== undefined && end - previous <= 140) { spans.unshift([from + previous, from + end]); last = previous; continue }
    first = fileStart(cell, lower, end)
    if (first !== undefined) { spans.unshift([from + first, from + end]); last = first }
    break
  }
  if (first === undefined) {
    const end = stops.at(-1)!
    const bare = cell.lastIndexOf(' ', end) + 1
    // The whole cell is a file name: a form without a paper's name.
    if (!/\s/.test(cell.slice(0, end)) || bare === 0) return { from, spans: [[from, from + end], ...spans.filter(([a]) => a >= from + end)], confidence: 0.6 }
    return { from: spans.length ? spans[0]![0] : from + last, spans, confidence: 0.5, unknown: [from + bare, from + end] }
  }
  return { from: from + last, spans, confidence: 0.9 }
}

const afterNumber = new RegExp(`(?:NĐ|NQ|TT|TTLT|QĐ)(?:-(?:${issuers.join('|')}))+[.;,)]{0,2}$`, 'u')

/** Where the first file's name begins in `cell[lower, end)`: the earliest place, not too far, where two words touch that no writer would join. */
function fileStart(cell: string, lower: number, end: number): number | undefined {
  const earliest = Math.max(lower, end - 130)
  for (let i = Math.max(earliest, 1); i < end - 4; i++) {
    const a = cell[i - 1]!, b = cell[i]!
    if (/\s/.test(b)) continue
    // From a file with cells: the form has a line of its own.
    if (a === '\n' && !cell.slice(i, end).includes('\n')) return i
    const upperWord = /\p{Lu}/u.test(b)
    // "… Nghị định số 43/2026/NĐ-CPBC. danh gia.docx", "… Thông tư 98/2020/TT-BTC.315Phụ lục.docx": behind a law's number.
    if (/[\p{L}\d]/u.test(b) && !/^\d*\s/u.test(cell.slice(i)) && afterNumber.test(cell.slice(Math.max(0, i - 24), i)) && !issuers.some((name) => /\p{Lu}/u.test(a) && cell.slice(0, i + 8).match(new RegExp(`-${name}`, 'u')) && cell.indexOf(`-${name}`, i - 12) >= 0 && cell.indexOf(`-${name}`, i - 12) + name.length + 1 > i)) return i
    if (/\d/.test(b) && /(?:^|\s)\p{Ll}+\.?$/u.test(cell.slice(0, i))) return i
    if (upperWord && /\/\d{4}\.$/.test(cell.slice(0, i))) return i
    if (upperWord && /[\p{Ll})”"\]]/u.test(a)) return i
    if ((upperWord || /\d/.test(b)) && /[;]/.test(a)) return i
    if (upperWord && a === '.' && !/\d$/.test(cell.slice(0, i - 1)) && !/(?:^|\s)[A-ZĐ]\.$/u.test(cell.slice(0, i)) && /[\p{L})”.]\.$/u.test(cell.slice(0, i)) && !/(?:\p{Lu}{2,}|số \d+)\.$/u.test(cell.slice(0, i).replace(/CP\.$/, 'Cp.'))) return i
    // "NĐ-CPMẫu": an abbreviation runs into a word with a capital.
    if (upperWord && /\p{Lu}/u.test(a) && /\p{Ll}/u.test(cell[i + 1] ?? '') && /\p{Lu}{2}$/u.test(cell.slice(0, i))) return i
    if (upperWord && /\d/.test(a) && /\p{L}{2}/u.test(cell.slice(i, i + 2)) && /(?:\d{4}|QH\d\d|(?:số|Mẫu|lục)\s+\d+)$/u.test(cell.slice(0, i))) return i
    // "BTC01-LP.docx", "DNTN)01": an abbreviation runs into a numbered form.
    if (/\d/.test(b) && /\p{Lu}{2}$/u.test(cell.slice(0, i)) && /^\d+[-_]/.test(cell.slice(i))) return i
    // "theo mẫuvăn bản": two syllables in lower case.
    if (/\p{Ll}/u.test(b) && /[\s(]/.test(cell[i - 1]!)) {
      const token = /^\p{Ll}+/u.exec(cell.slice(i))![0]
      const at = runTogetherAt(token)
      if (at !== undefined && i + token.length <= end) return i + at
    }
    // "GMSGMS - Gia hạn": the abbreviation said twice.
    const twice = /^(\p{Lu}{3,})\1(?=[\s\-_])/u.exec(cell.slice(i - 1))
    if (twice && /\s/.test(cell[i - 2] ?? ' ')) return i - 1 + twice[1]!.length
  }
  return undefined
}

/** A heading ("… phải bổ sung:") names the case of the rows with "+" under it. */
function markHeadings(groups: PaperGroup[], text: string): void {
  for (const group of groups) {
    let open: Paper | undefined
    const presentGroup = group.case && /(?:phải\s+)?xuất trình/iu.test(group.case.value) && !/phải nộp/iu.test(group.case.value) ? group.case : undefined
    for (const paper of group.papers) {
      if (presentGroup && paper.kind === 'paper' && !paper.presentOnly) paper.presentOnly = { value: true, span: presentGroup.span, confidence: 0.9 }
      const words = text.slice(paper.name.span.start, paper.name.span.end)
      if (/(?:bổ sung|gồm|sau đây|sau)\s*:$/iu.test(words)) { paper.kind = 'heading'; open = paper; continue }
      if (open && /^\+/.test(words)) paper.conditions.push({ value: open.name.value.replace(/[\s:]+$/, ''), span: open.name.span, confidence: 0.8 })
    }
  }
}

const setsIn = new RegExp(`(?:số lượng(?: hồ sơ)?\\s{0,9}:?\\s{0,9}|nộp\\s+|gửi\\s+|lập\\s+)?(\\d{1,2}|${numberWords})(?:\\s*\\(\\s*${numberWords}\\s*\\))?\\s+bộ(?:\\s+hồ sơ)?(?!\\s*(?:phận|trưởng|môn|công|luật))`, 'iu')

/** "Số lượng hồ sơ: 01 bộ", "nộp 02 (hai) bộ hồ sơ". */
export function readSets(source: string, field: PortalField): Said<number> | undefined {
  const match = setsIn.exec(plain(source))
  if (!match) return undefined
  const value = /^\d/.test(match[1]!) ? Number(match[1]) : numberOfWords(match[1]!)
  return value ? { value, span: { field, start: match.index, end: match.index + match[0].length }, confidence: 0.85 } : undefined
}
