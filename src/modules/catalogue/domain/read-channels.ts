import { durationsIn, unitOf } from './durations.ts'
import { addDescribed, readMoney } from './read-fees.ts'
import type { CaseTime, Channel, ChannelReading, Duration, Fee, PortalField, Said, Span, Unread } from './reading.ts'
import { plain, trimmed, wholeNumber } from './words.ts'

/**
 * The portal's table "Hình thức nộp | Thời gian | Phí, lệ phí | Mô tả", run together without separators:
 *   row = channel  time  fee*  description
 *   time = number unit | number | words | "Không có thông tin"
 *   fee = (number currency | "Miễn phí" | "Không có thông tin") ["(" note ")"]
 * A channel's name opens a row only where a time and a fee follow it: the same words stand in descriptions.
 */
const header = /^\s*Hình thức nộp\s*Thời (?:gian|hạn)(?: giải quyết)?\s*Phí, lệ phí\s*Mô tả\s*/iu
const names: Record<string, Channel> = { 'trực tuyến': 'online', 'trực tiếp': 'direct', 'dịch vụ bưu chính': 'post', 'qua bưu chính': 'post', 'bưu chính công ích': 'post' }
const channelName = /(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính(?: công ích)?|Qua bưu chính|Bưu chính công ích)/gu
const currency = '(?:VNĐ|VND|Việt Nam Đồng|Việt Nam đồng|Đồng|đồng|USD|Đô la Mỹ|EUR|Euro)'
const feeCell = new RegExp(`(?:(?:Phí|Lệ phí|Khác)\\s*:\\s*)?(?:(\\d{1,3}(?:[.,]\\d{3})+|\\d+)\\s*(${currency})|(Miễn phí)|(Không có thông tin)|(\\d+(?:[.,]\\d+)?)\\s*%(?!\\d))`, 'uy')
/** A number without unit and a fee behind it, as digits in one run: how many belong to which is settled when the whole table is read. */
const runTogether = new RegExp(`([\\d]+(?:[.,]\\d{3})*)\\s*(${currency})`, 'uy')
const timeUnit = /\s*(Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Tuần|Năm|Phút)/uy

interface Cells { channel: Channel; nameEnd: number; time?: Said<Duration>; timeSpan: [number, number]; timeWords: 'unit' | 'bare' | 'words' | 'nothing' | 'together'; feesFrom: number }

export function readChannels(source: string, field: PortalField, unread: Unread[], from = 0): ChannelReading[] {
  const text = plain(source)
  const at = (start: number, end: number): Span => ({ field, start, end })
  const body = Math.max(from, header.exec(text)?.[0].length ?? 0)
  const rows: { start: number; cells: Cells }[] = []
  channelName.lastIndex = body
  for (let match = channelName.exec(text); match; match = channelName.exec(text)) {
    // A row's name is glued to the cell before it; inside a sentence a space or a bracket stands there.
    const before = text[match.index - 1]
    if (match.index > body && before === '(') continue
    const cells = cellsAt(text, match.index, match[0], at)
    if (cells) { rows.push({ start: match.index, cells }); channelName.lastIndex = cells.feesFrom }
  }
  if (!rows.length) {
    const [start, end] = trimmed(text, body, text.length)
    if (end > start) unread.push({ span: at(start, end), why: 'no-table' })
    return []
  }
  if (text.slice(body, rows[0]!.start).trim()) unread.push({ span: at(...trimmed(text, body, rows[0]!.start)), why: 'outside-the-table' })
  const read = rows.map(({ start, cells }, i) => readRow(text, field, start, cells, rows[i + 1]?.start ?? text.length, unread))
  settleRunTogether(text, field, rows, read, unread)
  return read
}

function cellsAt(text: string, start: number, name: string, at: (start: number, end: number) => Span): Cells | undefined {
  const channel = names[name.toLowerCase()] ?? 'post'
  const from = start + name.length
  const feeAt = (position: number) => { feeCell.lastIndex = position; return feeCell.exec(text) }
  const number = /\d+(?:[.,]\d{1,2}(?!\d))?/uy
  number.lastIndex = from
  const digits = number.exec(text)
  if (digits) {
    const end = from + digits[0].length
    timeUnit.lastIndex = end
    const unit = timeUnit.exec(text)
    if (unit) {
      const feesFrom = end + unit[0].length
      if (!feeAt(feesFrom) && !endsRow(text, feesFrom)) return undefined
      const value: Duration = { max: Number(digits[0].replace(',', '.')), unit: unitOf(unit[1]!)! }
      return { channel, nameEnd: from, time: { value, span: at(from, feesFrom), confidence: 1 }, timeSpan: [from, feesFrom], timeWords: 'unit', feesFrom }
    }
    const fee = feeAt(end)
    if (fee && !fee[1] && !fee[5]) return { channel, nameEnd: from, timeSpan: [from, end], timeWords: 'bare', feesFrom: end }
    // "1100 VNĐ": a time without unit and a fee, run together.
    runTogether.lastIndex = from
    if (runTogether.test(text)) return { channel, nameEnd: from, timeSpan: [from, from], timeWords: 'together', feesFrom: from }
    return undefined
  }
  if (text.startsWith('Không có thông tin', from)) {
    const end = from + 'Không có thông tin'.length
    if (feeAt(end) || endsRow(text, end)) return { channel, nameEnd: from, timeSpan: [from, end], timeWords: 'nothing', feesFrom: end }
  }
  // Words in the time cell: they begin in upper case right behind the channel, and a fee cell is glued to their end.
  if (/\p{Lu}/u.test(text[from] ?? '')) {
    const free = /(?<=[^\s(])(?:Miễn phí|Không có thông tin|\d{1,3}(?:[.,]\d{3})+\s*(?:VNĐ|VND|Việt Nam Đồng))/gu
    // Bounded: a time in words is a sentence at most, and the table may be long.
    const near = text.slice(from, from + 440)
    free.lastIndex = 1
    const fee = free.exec(near)
    if (fee && fee.index <= 400 && !/Trực tuyến|Trực tiếp|Dịch vụ bưu chính/u.test(near.slice(0, fee.index))) {
      return { channel, nameEnd: from, timeSpan: [from, from + fee.index], timeWords: 'words', feesFrom: from + fee.index }
    }
  }
  return undefined
}

const endsRow = (text: string, position: number) => position === text.length || /^(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính)/u.test(text.slice(position))

function readRow(text: string, field: PortalField, start: number, cells: Cells, end: number, unread: Unread[]): ChannelReading {
  const at = (a: number, b: number): Span => ({ field, start: a, end: b })
  const row: ChannelReading = { channel: { value: cells.channel, span: at(start, cells.nameEnd), confidence: 1 }, fees: [], times: [] }
  if (cells.time) row.time = cells.time
  else if (cells.timeWords === 'bare') {
    row.time = bareTime(text, at(...cells.timeSpan))
    unread.push({ span: at(...cells.timeSpan), why: 'time-without-unit' })
  }
  else if (cells.timeWords === 'words') {
    const [time] = durationsIn(text.slice(...cells.timeSpan))
    if (time) row.time = { value: time.value, span: at(cells.timeSpan[0] + time.start, cells.timeSpan[0] + time.end), confidence: 0.8 }
    else unread.push({ span: at(...cells.timeSpan), why: 'time-in-words' })
  }
  let position = cells.feesFrom
  if (cells.timeWords === 'together') {
    runTogether.lastIndex = position
    const run = runTogether.exec(text)!
    const cellEnd = position + run[0].length
    const note = noteAt(text, cellEnd, end)
    const cell = Object.assign([run[0], run[1], run[2]], { index: position, input: text }) as unknown as RegExpExecArray
    row.fees.push(readMoney(text, field, cell, position, note, []))
    position = note ? note.outerEnd : cellEnd
  }
  for (;;) {
    feeCell.lastIndex = position
    const cell = feeCell.exec(text)
    if (!cell || position >= end) break
    const cellEnd = position + cell[0].length
    const note = noteAt(text, cellEnd, end)
    row.fees.push(readMoney(text, field, cell, position, note, unread))
    position = note ? note.outerEnd : cellEnd
    // What else the description says about money is description: one fee cell is followed by another only when glued.
  }
  const [from, to] = trimmed(text, position, end)
  if (to > from) {
    row.description = at(from, to)
    const last = row.fees.at(-1)
    if (last) addDescribed(last, text, field, from, to)
    row.times = caseTimes(text, field, from, to).map((time) => ({ ...time, channel: cells.channel }))
  }
  return row
}

/** The portal shows some times as a number alone. The number stands; which unit it counts is not said, and not guessed. */
const bareTime = (text: string, span: Span): Said<Duration> => ({ value: { max: Number(text.slice(span.start, span.end).replace(',', '.')), unit: 'unstated' }, span, confidence: 0.5 })

/** The bracket behind a fee: balanced, or else up to the last closing bracket of the row. */
function noteAt(text: string, position: number, end: number): { start: number; end: number; outerEnd: number } | undefined {
  if (text[position] !== '(') return undefined
  let depth = 0
  for (let i = position; i < end; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return { start: position + 1, end: i, outerEnd: i + 1 }
  }
  const last = text.lastIndexOf(')', end - 1)
  return last > position ? { start: position + 1, end: last, outerEnd: last + 1 } : { start: position + 1, end, outerEnd: end }
}

/** The times of single cases and stages that a description states, each with the words that name its case. */
export function caseTimes(text: string, field: PortalField, from: number, to: number): CaseTime[] {
  const times: CaseTime[] = []
  let heading: { start: number; end: number } | undefined
  for (const [start, end] of clauses(text, from, to)) {
    const clause = text.slice(start, end)
    const durations = durationsIn(clause)
    if (!durations.length) {
      heading = /^(?:[-+*•]\s*)?(?:Trường hợp|Đối với)[^]*:\s*$/iu.test(clause) ? { start, end } : /^[-*•]/.test(clause) ? undefined : heading
      continue
    }
    for (const [i, duration] of durations.entries()) {
      // Two limits in one clause ("… 07 ngày …, trường hợp khác 10 ngày"): each has the words around it.
      const left = i === 0 ? 0 : durations[i - 1]!.end
      const right = durations[i + 1]?.start ?? clause.length
      const own = caseWords(clause, left, right, duration.start, duration.end)
      const span = own ? { start: start + own[0], end: start + own[1] } : heading
      times.push({
        value: duration.value, confidence: duration.confidence,
        span: { field, start, end },
        ...(span ? { case: caseOf(text.slice(span.start, span.end)), caseSpan: { field, ...span } } : {}),
      })
    }
  }
  return times
}

const caseOf = (words: string): string => {
  const bare = words.replace(/^[-+*•\s]+|[\s:,]+$/g, '').replace(/,?\s*(?:kể từ|tính từ|thời hạn|trong thời hạn)\s[^]*$/iu, '')
  return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1) : bare
}

/** The words in a clause that say for whom or when its limit holds: before a colon, behind the limit, or ahead of it. */
function caseWords(clause: string, left: number, right: number, start: number, end: number): [number, number] | undefined {
  const before = clause.slice(left, start)
  const colon = /^(?:[-+*•\s]*)((?:Trường hợp|Đối với)[^:]*?):/iu.exec(before)
  if (colon) { const a = left + before.indexOf(colon[1]!); return [a, a + colon[1]!.length] }
  const after = clause.slice(end, right)
  const behind = /(?:đối với|trong trường hợp|trường hợp)\s[^;.:]*/iu.exec(after)
  // A bracket that opens behind this limit and holds another one speaks of that other one.
  if (behind && !(right < clause.length && after.slice(0, behind.index).includes('('))) return trimmed(clause, end + behind.index, end + behind.index + behind[0].length)
  const ahead = /(?:Trường hợp|Đối với)\s[^,;:]*/iu.exec(before)
  if (ahead) return trimmed(clause, left + ahead.index, left + ahead.index + ahead[0].length)
  const deed = /^[-+*•\s]*((?:cấp|gia hạn|đăng ký|điều chỉnh|thay đổi|sửa đổi|thu hồi|xác nhận|chấp thuận|chuyển|đổi)\s[^,:;]{0,50}?)\s*(?:là|thì|trong thời hạn|:)\s*(?:không quá\s*|tối đa\s*)?$/iu.exec(before)
  if (deed) { const a = left + before.indexOf(deed[1]!); return [a, a + deed[1]!.length] }
  return undefined
}

/** Lines, and sentences within lines; a bullet or a semicolon opens a new one. Brackets are kept whole. */
export function clauses(text: string, from: number, to: number): [number, number][] {
  const found: [number, number][] = []
  let start = from, depth = 0
  const push = (end: number) => { const [a, b] = trimmed(text, start, end); if (b > a) found.push([a, b]) }
  for (let i = from; i < to; i++) {
    const c = text[i]!
    if (c === '(') depth++
    else if (c === ')') depth = Math.max(0, depth - 1)
    if (c === '\n') depth = 0
    const bullet = (c === '-' || c === '+' || c === '*' || c === '•') && /\s/.test(text[i - 1] ?? ' ') && /\s/.test(text[i + 1] ?? '') && /[\s.;:]$/.test(text.slice(Math.max(from, i - 2), i))
    if (c === '\n' && /^\s*\((?:đối với|trường hợp|áp dụng)/iu.test(text.slice(i + 1, i + 30))) continue
    if (c === '\n' || (depth === 0 && (c === ';' || (c === '.' && /^\s+[\p{Lu}\-+*]/u.test(text.slice(i + 1, i + 4)))))) { push(i + 1); start = i + 1 }
    else if (bullet && depth === 0 && i > start) { push(i); start = i }
  }
  push(to)
  return found
}

/**
 * "1100 VNĐ" is a time "1" without unit and "100 VNĐ": neither number begins with a nought, and groups have three digits.
 * Where more than one division is left, the note that names the amount decides, or the bare time of the other rows;
 * otherwise it stays unread.
 */
function settleRunTogether(text: string, field: PortalField, rows: { cells: Cells }[], read: ChannelReading[], unread: Unread[]): void {
  const divisions = rows.map(({ cells }, i) => (cells.timeWords === 'together' && read[i]!.fees[0] ? divisionsOf(/^[\d.,]+/.exec(text.slice(read[i]!.fees[0]!.printed.span.start))![0]) : []))
  const bare = rows.filter(({ cells }) => cells.timeWords === 'bare').map(({ cells }) => text.slice(...cells.timeSpan))
  const sure = [...bare, ...divisions.filter((list) => list.length === 1).map(([only]) => only!.time)]
  for (const [i, { cells }] of rows.entries()) {
    const fee = read[i]!.fees[0]
    if (cells.timeWords !== 'together' || !fee) continue
    const { start, end } = fee.printed.span
    const list = divisions[i]!
    const stated = fee.amounts.filter((amount) => amount.span.start !== start)
    const chosen = list.find(({ amount }) => stated.some(({ value }) => value === amount || value === amount * 1000)) ?? (list.length === 1 ? list[0] : list.find(({ time }) => sure.includes(time)))
    if (!chosen) {
      unread.push({ span: { field, start, end }, why: 'digits-run-together' })
      read[i]!.fees = read[i]!.fees.slice(1)
      continue
    }
    read[i]!.fees[0] = settle(fee, chosen.amount, { field, start: start + chosen.time.length, end }, unread)
    const timeSpan: Span = { field, start, end: start + chosen.time.length }
    read[i]!.time = bareTime(text, timeSpan)
    unread.push({ span: timeSpan, why: 'time-without-unit' })
  }
}

function divisionsOf(run: string): { time: string; amount: number }[] {
  const found: { time: string; amount: number }[] = []
  for (let at = 1; at <= 3 && at < run.length; at++) {
    const [time, rest] = [run.slice(0, at), run.slice(at)]
    if (/^[1-9]\d*$/.test(time) && /^[1-9]/.test(rest)) { const amount = wholeNumber(rest); if (amount !== undefined) found.push({ time, amount }) }
  }
  return found
}

function settle(fee: Fee, printed: number, span: Span, unread: Unread[]): Fee {
  const stated = fee.amounts.filter((amount) => amount.span !== fee.printed.span && amount.span.start !== fee.printed.span.start)
  if (!stated.length) {
    if (printed < 1000) unread.push({ span, why: 'fee-below-a-thousand' })
    return { ...fee, printed: { value: printed, span, confidence: 0.6 }, amounts: [{ value: printed, currency: fee.currency, span, confidence: 0.5 }] }
  }
  return { ...fee, kind: stated.length > 1 ? 'tiers' : 'amount', printed: { value: printed, span, confidence: 0.8 }, amounts: stated, contradicts: !stated.some(({ value }) => value === printed || value === printed * 1000) }
}
