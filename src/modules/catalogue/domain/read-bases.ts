import type { BasisRead, PortalField, Span, Unread } from './reading.ts'
import { plain, saysNothing, trimmed } from './words.ts'

/**
 * The portal's table "Tên văn bản pháp lý | Mã văn bản", run together: title, number, title, number …
 * A number inside a title ("sửa đổi Thông tư số 13/2019/TT-BGTVT ngày …") is a mention and no row of its own.
 */
const header = /^\s*Tên văn bản pháp lý\s*Mã văn bản\s*/iu
/** Who issues: the abbreviations of the organs of state. Where text runs on without a space, the longest known one ends the number. */
export const issuers = ['UBTƯMTTQVN', 'ĐCTUBTƯMTTQVN', 'BNNPTNT', 'BNN&PTNT', 'BLĐTBXH', 'BLĐTB&XH', 'BVHTTDL', 'BVHTT&DL', 'BHXHVN', 'VKSNDTC', 'TANDTC', 'BKHCNMT', 'BTNMT', 'BGTVT', 'BNNMT', 'BTTTT', 'BKHCN', 'BKHĐT', 'BKH&ĐT', 'BGDĐT', 'BGD&ĐT', 'BDTTG', 'BCHTW', 'UBTVQH', 'BVHTT', 'VPCP', 'VPQH', 'NHNN', 'TTCP', 'HĐND', 'UBND', 'HĐTP', 'HĐBT', 'UBDT', 'KTNN', 'BHXH', 'TCHQ', 'UBCK', 'UBTV', 'MTTQ', 'BTDTG', 'BCĐ', 'TLĐ', 'BCA', 'BQP', 'BNG', 'BNV', 'BTP', 'BTC', 'BCT', 'BNN', 'BXD', 'BYT', 'BKH', 'BTM', 'BTS', 'BVG', 'CTN', 'TTg', 'TTG', 'TW', 'CP']
const kinds = ['NQLT', 'TTLT', 'VBHN', 'TTLN', 'QCVN', 'NĐ', 'ND', 'NQ', 'TT', 'QĐ', 'QD', 'PL', 'CT', 'SL', 'TB', 'KH', 'CV', 'HD', 'L', 'QC', 'TL']
const numberStart = new RegExp(`(\\d{1,9}(?:\\.\\d{1,2})?(?:\\.?[a-z])?)\\s?/\\s?(?:((?:19|20)\\d{2})\\s?/\\s?)?(UBTVQH\\d{1,2}|QH\\d{1,2}|(?:CP|HĐBT|TTg)(?![\\p{L}-])|(?:CP|HĐBT)(?=\\p{Lu}\\p{Ll})|(?:${kinds.join('|')})\\s?[-_/]\\s?(?=\\p{Lu}))`, 'gu')

interface Found { number: string; start: number; end: number; kind: string; issuer: string; year?: string }

export function readBases(source: string, field: PortalField, unread: Unread[]): BasisRead[] {
  const text = plain(source)
  const leak = text.search(/Cơ quan thực hiện(?=\p{Lu})/u)
  const to = leak >= 0 ? leak : text.length
  if (saysNothing(text.slice(0, to))) return []
  const from = header.exec(text)?.[0].length ?? 0
  const numbers = numbersIn(text, from, to)
  const rows: { title: [number, number]; found: Found }[] = []
  let titleFrom = from
  for (const [i, found] of numbers.entries()) {
    const next = numbers[i + 1]
    const repeated = numbers.slice(i + 1, i + 3).some((later) => later.number === found.number)
    // "Luật 08/2017/QH1408/2017/QH14": the title ends in the number that the next cell says again; or in another law,
    // when the next cell says what the title began with.
    if (next && next.start === found.end && (next.number === found.number || numbers.some((n) => n.start >= titleFrom && n.start < found.start && n.number === next.number))) continue
    const saidBefore = numbers.some((n) => n.start >= titleFrom && n.start < found.start && n.number === found.number) && /\S/.test(text[found.start - 1] ?? ' ')
    if (!saidBefore && !isRow(text, found, to, repeated)) continue
    rows.push({ title: trimmed(text, titleFrom, found.start), found })
    titleFrom = found.end
  }
  const read: BasisRead[] = []
  for (const row of rows) {
    // A code cell that holds only "08/2026" or "Luật số 58": its full number stands in its title.
    const full = numbers.find((n) => n.start >= row.title[0] && n.start < row.title[0] + 60 && n.end <= row.title[1] && n.number !== row.found.number && n.year)
    const short = full ? shortCodeAfter(text, full, row.title[1]) : undefined
    if (full && short) { read.push(basisOf(source, text, field, full, [row.title[0], short[0]])); row.title = trimmed(text, short[1], row.title[1]) }
    read.push(basisOf(source, text, field, row.found, row.title))
  }
  const [restFrom, restTo] = trimmed(text, titleFrom, to)
  const mention = numbers.filter(({ start }) => start >= restFrom).at(0)
  if (mention) read.push(basisOf(source, text, field, mention, [restFrom, restTo]))
  else if (restTo > restFrom) unread.push({ span: { field, start: restFrom, end: restTo }, why: 'no-legal-number' })
  const seen = new Set<string>()
  return read.filter(({ number }) => !seen.has(number.value) && seen.add(number.value))
}

function shortCodeAfter(text: string, { number, year, end }: Found, to: number): [number, number] | undefined {
  const head = number.slice(0, number.indexOf('/'))
  for (const code of [`${head}/${year}`, `số ${head}`]) {
    for (let at = text.indexOf(code, end); at >= 0 && at < to; at = text.indexOf(code, at + 1)) if (/^\p{Lu}/u.test(text.slice(at + code.length))) return [at, at + code.length]
  }
  return undefined
}

/** Every legal number in a text, normalised, also those that stand in the middle of a sentence. */
export function numbersIn(text: string, from: number, to: number): Found[] {
  const found: Found[] = []
  numberStart.lastIndex = from
  for (let match = numberStart.exec(text); match && match.index < to; match = numberStart.exec(text)) {
    let end = match.index + match[0].length
    let suffix = match[3]!.replace(/\s/g, '').replace(/[_/]$/, '-')
    const parts: string[] = []
    if (/^(?:CP|HĐBT|TTg)$/.test(suffix)) parts.push(suffix)
    else if (!/QH\d/.test(suffix)) {
      const kind = suffix.slice(0, -1)
      for (;;) {
        const issuer = issuerAt(text, end)
        if (!issuer) break
        parts.push(issuer)
        end += issuer.length
        const joint = /^\s?[-_,]\s?(?=\p{Lu})/u.exec(text.slice(end, end + 3))
        // "TT-BXD- Nghị định": the hyphen opens the next title, not another issuer.
        if (!joint || (/\s$/.test(joint[0]) && !issuers.some((name) => text.startsWith(name, end + joint[0].length))) || !issuerAt(text, end + joint[0].length) || !joins(text, end + joint[0].length)) break
        end += joint[0].length
      }
      if (!parts.length) continue
      // The Government alone issues decrees: "NĐ-C" is its name cut short.
      if (/^N[ĐD]$/.test(kind) && parts.length === 1 && parts[0] === 'C') parts[0] = 'CP'
      suffix = `${kind === 'ND' ? 'NĐ' : kind === 'QD' ? 'QĐ' : kind}-${parts.join('-')}`
    } else {
      // "QH1560/2024": the term of the National Assembly has two digits.
      const term = /^(UBTVQH|QH)(\d{1,2})/.exec(suffix)!
      suffix = `${term[1]}${term[2]}`
    }
    let head = match[1]!, start = match.index
    // "29/6/202443/2024/QH15", "Luật Cư trú 202068/2020/QH14": a year ran into the number.
    const year = /^(?:19|20)\d\d\.?(?=\d)/.exec(head)
    if (year && (/^\d+/.exec(head)![0].length >= 5 || head[4] === '.')) { start += year[0].length; head = head.slice(year[0].length) }
    const digits = head.replace(/^0+(?=\d{2})/, '')
    found.push({ number: `${pad(digits)}${match[2] ? `/${match[2]}` : ''}/${suffix}`, start, end, kind: parts[0] === suffix ? '' : suffix.split('-')[0]!, issuer: parts.join('-') || 'QH', ...(match[2] ? { year: match[2] } : {}) })
    numberStart.lastIndex = end
  }
  return found
}

/** Numbers below ten are written with a nought, as in the Official Gazette. */
const pad = (head: string): string => (/^\d(?!\d)/.test(head) && !head.includes('.') ? `0${head}` : head)

/** A joint circular's next issuer is a known one, or an abbreviation with nothing of a sentence in it. */
const joins = (text: string, at: number): boolean => issuers.some((name) => text.startsWith(name, at)) || /^[A-ZĐƯ]\d{2}(?!\d)/u.test(text.slice(at)) || /^[\p{Lu}&]{2,12}(?!\p{Ll})/u.test(text.slice(at, at + 14))

function issuerAt(text: string, at: number): string | undefined {
  const known = issuers.filter((name) => text.startsWith(name, at)).sort((a, b) => b.length - a.length)[0]
  const run = /^[\p{Lu}&]+(?:\d{1,2}(?![\d/]))?/u.exec(text.slice(at, at + 24))?.[0]
  if (known && !(run && run.length > known.length && issuers.includes(run))) return known
  if (!run) return undefined
  // "NĐ-CQuy định": the last capital belongs to the next word.
  const cut = /\p{Lu}$/u.test(run) && /^\p{Ll}/u.test(text.slice(at + run.length)) ? run.slice(0, -1) : run
  return cut || undefined
}

function isRow(text: string, { end }: Found, to: number, repeated: boolean): boolean {
  const rest = text.slice(end, to)
  if (!rest.trim()) return true
  if (/^ngày\s+\d/u.test(rest)) return false
  if (/^[\p{L}\d“"(]/u.test(rest)) return !(rest[0] === '(' && repeated)
  if (/^-?\s+\p{Lu}/u.test(rest) && !/^\s*-\s/u.test(rest)) return !repeated && !/^\s+(?:Quốc hội|Chính phủ|Bộ|Thủ tướng)/u.test(rest)
  if (/^\s*[-–+]\s*\t?\s*(?:Nghị định|Thông tư|Luật|Nghị quyết|Quyết định|Pháp lệnh|Bộ luật)/u.test(rest)) return !repeated
  if (/^\s*-\s/u.test(rest) || /^\s*\n/u.test(rest)) return !repeated && /^[\s-]*\p{Lu}/u.test(rest)
  if (/^\s+\d+[./]/u.test(rest)) return !repeated
  return false
}

const dates = /ngày\s*(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})/iu

function basisOf(source: string, text: string, field: PortalField, found: Found, title: [number, number]): BasisRead {
  const [a, b] = trimmed(text, ...title)
  const words = text.slice(a, b)
  const span: Span = { field, start: found.start, end: found.end }
  const basis: BasisRead = { number: { value: found.number, span, confidence: 0.97 }, kind: kindOf(found, words), issuer: found.issuer }
  const date = dates.exec(words)
  if (date) {
    // The first date is the law's own unless another law was named before it.
    const others = numbersIn(words, 0, date.index).filter(({ number }) => number !== found.number)
    const year = found.year ?? date[3]!
    if (!others.length && date[3] === year) basis.date = { value: `${date[3]}-${date[2]!.padStart(2, '0')}-${date[1]!.padStart(2, '0')}`, span: { field, start: a + date.index, end: a + date.index + date[0].length }, confidence: 0.9 }
  }
  const name = source.slice(a, b).replace(/\s+/g, ' ').replace(/^[-+*•\s]+|(?:\s*(?:Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)?\s*số\s*:?)?[\s;,.\-]*$/giu, '').replace(/(?<=[\p{Ll}.)])(?:Bộ luật|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)$/u, '').trim()
  if (name) basis.title = { value: name, span: { field, start: a, end: b }, confidence: 0.85 }
  return basis
}

function kindOf({ kind, number }: Found, title: string): string {
  const names: Record<string, string> = { NĐ: 'decree', TT: 'circular', TTLT: 'joint-circular', TTLN: 'joint-circular', QĐ: 'decision', NQ: 'resolution', NQLT: 'joint-resolution', PL: 'ordinance', CT: 'directive', VBHN: 'consolidated', L: 'order', SL: 'order' }
  if (/UBTVQH/.test(number)) return /nghị quyết/iu.test(title) || kind === 'NQ' ? 'resolution' : 'ordinance'
  if (/\/QH\d/.test(number)) return /^\W*nghị quyết/iu.test(title) ? 'resolution' : 'law'
  return names[kind] ?? 'other'
}
