import type { Duration, TimeUnit } from './reading.ts'
import { numberOfWords, numberWords } from './words.ts'

export interface DurationAt { value: Duration; start: number; end: number; confidence: number }

const units: [RegExp, TimeUnit][] = [
  [/^ngày\s+làm\s+việc/iu, 'working-days'], [/^ngày(?:\s+lịch)?/iu, 'days'], [/^giờ\s+làm\s+việc/iu, 'working-hours'], [/^(?:giờ|tiếng)/iu, 'hours'],
  [/^tháng/iu, 'months'], [/^tuần/iu, 'weeks'], [/^năm/iu, 'years'], [/^phút/iu, 'minutes'],
]
export const unitOf = (words: string): TimeUnit | undefined => units.find(([pattern]) => pattern.test(words.trim()))?.[1]

const unitWords = '(?:ngày\\s+làm\\s+việc|ngày(?:\\s+lịch)?|giờ\\s+làm\\s+việc|giờ|tháng|tuần|phút)'
const amount = `(?:\\d{1,3}(?:[.,]5)?|${numberWords})`
const stated = new RegExp(
  `(?<![\\p{L}\\d/.,])(${amount})(?:\\s*\\(\\s*(?:${numberWords}|\\d{1,3})\\s*\\))?(?:\\s*(?:-|đến|tới)\\s*(${amount})(?:\\s*\\(\\s*${numberWords}\\s*\\))?)?\\s*(${unitWords})(?![\\p{L}])`, 'giu')
const atOnce = /(?:ngay\s+trong\s+ngày(?:\s+làm\s+việc)?|trong\s+ngày\s+(?:làm\s+việc(?!\s+(?:tiếp|kế|sau|thứ))|tiếp\s+nhận|nhận)|giải\s+quyết\s+ngay(?:\s+trong\s+ngày(?:\s+làm\s+việc)?)?|(?<!\p{L})trả\s+(?:kết\s+quả\s+)?ngay(?!\s+(?:sau|khi)))/giu

/** Every span of time in a sentence. Dates ("ngày 05/3"), hours of the clock ("sau 15 giờ cùng ngày") and ages are not times. */
export function durationsIn(text: string): DurationAt[] {
  const found: DurationAt[] = []
  for (const match of text.matchAll(stated)) {
    const start = match.index, end = start + match[0].length
    const before = text.slice(Math.max(0, start - 14), start), after = text.slice(end, end + 14)
    const unit = unitOf(match[3]!)!
    if (unit === 'days' && /^\s*\d/.test(after)) continue
    if (unit === 'hours' && (/^\s*(?:cùng|hàng|\d|sáng|chiều|,?\s*ngày)/iu.test(after) || /(?:trước|sau|lúc|từ|hồi)\s+$/iu.test(before))) continue
    if (/(?:thứ|quý|Điều|khoản|điểm|số|lần)\s+$/iu.test(before)) continue
    const read = (words: string | undefined) => (words === undefined ? undefined : /^\d/.test(words) ? Number(words.replace(',', '.')) : numberOfWords(words))
    const first = read(match[1]), second = read(match[2])
    if (first === undefined || Number.isNaN(first) || (second !== undefined && (Number.isNaN(second) || second < first))) continue
    // "năm tháng" and "ba năm" are also ages and seasons: words without a digit weigh less.
    const confidence = /^\d/.test(match[1]!) ? 0.95 : 0.7
    found.push({ value: second === undefined ? { max: first, unit } : { min: first, max: second, unit }, start, end, confidence })
  }
  for (const match of text.matchAll(atOnce)) found.push({ value: { max: 0, unit: 'immediate' }, start: match.index, end: match.index + match[0].length, confidence: 0.85 })
  return found.sort((a, b) => a.start - b.start)
}
