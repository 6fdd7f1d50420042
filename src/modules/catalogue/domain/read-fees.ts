import type { Fee, FeeAmount, PortalField, Said, Span, Unread } from './reading.ts'
import { clauses } from './read-channels.ts'
import { trimmed, wholeNumber } from './words.ts'

const moneyIn = /(?<![\p{L}\d/.,])(\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?)\s*(nghìn đồng|ngàn đồng|triệu đồng|tỷ đồng|tỉ đồng|triệu|đồng|đ(?![\p{L}])|vnđ|vnd|USD|đô la Mỹ|EUR|euro)(?:\s*\/\s*([^\s,;.():][^,;.():\n]{0,60}?)(?=\s*(?:$|[,;.():\n]|\s(?:từ|kể|trừ|đối|áp|theo|và|hoặc|khi|tại)\s)))?/giu
const times: Record<string, number> = { 'nghìn đồng': 1e3, 'ngàn đồng': 1e3, 'triệu đồng': 1e6, triệu: 1e6, 'tỷ đồng': 1e9, 'tỉ đồng': 1e9 }
const currencyOf = (words: string): string => (/usd|đô la/iu.test(words) ? 'USD' : /eur/iu.test(words) ? 'EUR' : 'VND')

/** One fee cell and the note in its bracket. The cell alone is not believed where the note says more. */
export function readMoney(text: string, field: PortalField, cell: RegExpExecArray, position: number, note: { start: number; end: number } | undefined, unread: Unread[]): Fee {
  const at = (start: number, end: number): Span => ({ field, start, end })
  const cellSpan = at(position, position + cell[0].length)
  const printed: Said<number | 'free' | 'unstated'> = { value: cell[3] ? 'free' : cell[4] || cell[5] ? 'unstated' : wholeNumber(cell[1]!) || (wholeNumber(cell[1]!) === 0 ? 'free' : 'unstated'), span: cellSpan, confidence: 1 }
  const currency = cell[2] ? currencyOf(cell[2]) : 'VND'
  const words = note ? text.slice(note.start, note.end) : ''
  const stated = note ? moneyOf(text, field, note.start, note.end, currency) : []
  const percents: Said<number>[] = cell[5] ? [{ value: Number(cell[5].replace(',', '.')), span: cellSpan, confidence: 1 }] : []
  for (const match of words.matchAll(/(\d{1,3}(?:[.,]\d+)?)\s*%/gu)) percents.push({ value: Number(match[1]!.replace(',', '.')), span: at(note!.start + match.index, note!.start + match.index + match[0].length), confidence: 0.9 })
  const exemptions: Said<string>[] = []
  if (note) {
    for (const [start, end] of clauses(text, note.start, note.end)) {
      const clause = text.slice(start, end)
      if (/(?:được\s+miễn|miễn\s+(?:thu|nộp|lệ phí|phí)|không\s+(?:phải\s+nộp|thu)\s+(?:lệ\s+)?phí)/iu.test(clause) && !/quy định mức thu, miễn/iu.test(clause)) exemptions.push({ value: clause, span: at(start, end), confidence: 0.85 })
    }
  }
  const council = /Hội đồng nhân dân|HĐND/iu.test(words)
  const law = /(?:Thông tư|Nghị định|Luật|Nghị quyết|Quyết định|theo quy định)/iu.test(words)
  const saysNone = /^\s*\(?(?:không quy định|không có|không|không thu|miễn phí)\.?\)?\s*$/iu.test(words)

  let amounts: FeeAmount[] = stated
  let contradicts = false
  if (typeof printed.value === 'number') {
    const own: FeeAmount = { value: printed.value, currency, span: cellSpan, confidence: 1, ...perOf(words) }
    const thousandfold = currency === 'VND' && printed.value < 1000
    if (!stated.length) {
      amounts = [own]
      if (thousandfold) { own.confidence = 0.4; unread.push({ span: cellSpan, why: 'fee-below-a-thousand' }) }
    } else if (thousandfold && stated.some(({ value }) => value === (printed.value as number) * 1000)) amounts = stated
    else if (stated.some(({ value, currency: c }) => value === printed.value && c === currency)) amounts = stated
    else {
      // The cell holds one amount, the note others (a reduced rate, a second part of the examination): all stand.
      if (thousandfold) { own.confidence = 0.4; unread.push({ span: cellSpan, why: 'fee-below-a-thousand' }) }
      amounts = [own, ...stated]
    }
  } else if (printed.value === 'free' && (stated.length || council || percents.length || (law && !saysNone && words.trim()))) contradicts = stated.length > 0 || percents.length > 0 || council

  const kind: Fee['kind'] = council ? 'council'
    : amounts.length > 1 ? 'tiers'
      : amounts.length === 1 ? 'amount'
        : percents.length ? 'percent'
          : printed.value === 'free' ? (law && !saysNone && words.trim() ? 'by-law' : 'free')
            : law && !saysNone && words.trim() ? 'by-law' : 'unstated'
  return { kind, printed, currency, amounts, percents, exemptions, contradicts, ...(note ? { note: at(...trimmed(text, note.start, note.end)) } : {}) }
}

/** The amounts that a note states, each with what it is paid for, for whom, and from when to when. */
function moneyOf(text: string, field: PortalField, from: number, to: number, fallback: string): FeeAmount[] {
  const found: FeeAmount[] = []
  for (const [start, end] of clauses(text, from, to)) {
    const clause = text.slice(start, end)
    const matches = [...clause.matchAll(moneyIn)]
    for (const [i, match] of matches.entries()) {
      const unit = match[2]!.toLowerCase()
      const value = times[unit] ? Number(match[1]!.replace(/\.(?=\d{3})/g, '').replace(',', '.')) * times[unit] : wholeNumber(match[1]!)
      if (value === undefined || Number.isNaN(value) || (unit === 'triệu' && /^\s*đến|^\s*trở/iu.test(clause.slice(match.index + match[0].length)))) continue
      const left = clause.slice(i === 0 ? 0 : matches[i - 1]!.index + matches[i - 1]![0].length, match.index)
      // "vốn từ 50 triệu đồng trở lên": a threshold, not a fee.
      const right = clause.slice(match.index + match[0].length, match.index + match[0].length + 20)
      if (/^\s*(?:trở lên|trở xuống|đến dưới)/iu.test(right) || /(?:dưới|trên|từ|vượt|hơn)\s*$/iu.test(left)) continue
      const condition = /([^:;]{3,160}):\s*$/u.exec(left)?.[1]?.replace(/^[-+*•\s,.]+/u, '')
      const from_ = /(?:kể\s+)?từ\s+ngày\s+(\d{1,2})[/-](\d{1,2})[/-](\d{4})/iu.exec(clause), to_ = /đến\s+(?:hết\s+)?ngày\s+(\d{1,2})[/-](\d{1,2})[/-](\d{4})/iu.exec(clause)
      const day = (m: RegExpExecArray | null) => (m ? `${m[3]}-${m[2]!.padStart(2, '0')}-${m[1]!.padStart(2, '0')}` : undefined)
      const [fromDay, toDay] = [day(from_), day(to_)]
      const a = start + match.index
      found.push({
        value, currency: times[unit] || /^(?:đồng|đ|vnđ|vnd)$/u.test(unit) ? 'VND' : currencyOf(unit) || fallback,
        span: { field, start: a, end: a + match[0].length }, confidence: 0.95,
        ...(match[3] ? { per: match[3].trim() } : {}), ...(condition ? { condition } : {}), ...(fromDay ? { from: fromDay } : {}), ...(toDay ? { to: toDay } : {}),
      })
    }
  }
  // "Phí: 1,700,000 Sát hạch thực hành": an amount whose currency the writer left out.
  for (const match of text.slice(from, to).matchAll(/phí\s*:\s*(\d{1,3}(?:[.,]\d{3})+)(?!\s*(?:đồng|đ(?!\p{L})|vn|usd|triệu))(?:\s+([^(),;.]{3,60}))?/giu)) {
    const a = from + match.index + match[0].indexOf(match[1]!)
    found.push({ value: wholeNumber(match[1]!)!, currency: fallback, span: { field, start: a, end: a + match[1]!.length }, confidence: 0.7, ...(match[2] ? { condition: match[2].trim() } : {}) })
  }
  return found
}

/** Some write the reduced rate beside the table's cell, in the description: sentences that speak of a fee count there too. */
export function addDescribed(fee: Fee, text: string, field: PortalField, from: number, to: number): void {
  for (const [start, end] of clauses(text, from, to)) {
    if (!/(?:mức (?:thu|phí|lệ phí)|lệ phí|(?<!\p{L})phí(?!\p{L}))/iu.test(text.slice(start, end))) continue
    for (const amount of moneyOf(text, field, start, end, fee.currency)) {
      if (fee.amounts.some(({ value }) => value === amount.value)) continue
      fee.amounts.push({ ...amount, confidence: 0.8 })
      fee.kind = fee.amounts.length > 1 ? 'tiers' : 'amount'
      if (fee.printed.value === 'free') fee.contradicts = true
    }
  }
}

const perOf = (note: string): { per?: string } => { const per = /^\s*(?:đồng\s*)?\/\s*([^\s(),;][^(),;]{0,40}?)\s*(?:$|[(),;])/iu.exec(note)?.[1]; return per ? { per } : {} }
