import { Refusal } from '#platform/refusal'
import type { PortalField } from '../domain/reading.ts'
import { fieldNamed } from './field-names.ts'
import type { WordPart } from './word-file.ts'

/**
 * One procedure from its Word export. Fields stand as rows of two cells or as a bold line with what follows; the tables of
 * channels, papers and laws keep their own heads. They are written in the page's form, a cell a line, so one reader reads both.
 */
export function recordOfWord(parts: readonly WordPart[]): Partial<Record<PortalField, string>> {
  const record: Partial<Record<PortalField, string>> = {}
  let open: PortalField | undefined
  const add = (field: PortalField, text: string) => { if (text.trim()) record[field] = record[field] ? `${record[field]}\n${text.trim()}` : text.trim() }
  for (const part of parts) {
    if (part.kind === 'line') {
      const [label, rest] = labelled(part.text)
      if (label) { open = label; if (rest) add(open, rest) } else if (open) add(open, part.text)
      continue
    }
    const head = (part.rows[0] ?? []).map(keyOf)
    if (head.some((cell) => /^hinh thuc nop/.test(cell))) { add('cach_thuc_thuc_hien', channelsTable(part.rows)); continue }
    if (head.some((cell) => /^ten giay to/.test(cell))) { record.thanh_phan_ho_so = join(record.thanh_phan_ho_so, papersTable(part.rows)); continue }
    if (head.some((cell) => /^so ky hieu|^ten van ban/.test(cell))) { add('can_cu_phap_ly', lawsTable(part.rows)); continue }
    for (const row of part.rows) {
      const field = fieldNamed(row[0] ?? '')
      if (field) { open = field; if (row.length > 1) add(field, row.slice(1).join('\n')) } else if (open && row.join('').trim()) add(open, row.join(' '))
    }
  }
  if (!record.ma_thu_tuc && !record.ten_thu_tuc) throw new Refusal('invalid', 'word-file-no-procedure')
  return record
}

const join = (before: string | undefined, more: string): string => (before ? `${before}\n${more}` : more)
const keyOf = (cell: string): string => cell.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().trim()

function labelled(line: string): [PortalField | undefined, string] {
  const colon = line.indexOf(':')
  const field = fieldNamed(colon > 0 ? line.slice(0, colon) : line)
  return field ? [field, colon > 0 ? line.slice(colon + 1).trim() : ''] : [undefined, '']
}

function channelsTable(rows: readonly string[][]): string {
  return `Hình thức nộpThời gianPhí, lệ phíMô tả${rows.slice(1).map(([channel = '', time = '', fee = '', says = '']) => {
    const money = fee.split('\n').map((line) => line.replace(/^(?:Phí|Lệ phí)\s*:\s*/iu, '').replace(/(\d)\.(?=\d{3}(?!\d))/g, '$1,').replace(/\s+(?=\()/g, '').replace(/(?<=\d)\s*Đồng/u, ' VNĐ').trim()).filter(Boolean).join('')
    return `${channel.trim()}${time.trim() || 'Không có thông tin'}${money || 'Không có thông tin'}${says.trim()}\n`
  }).join('')}`
}

/** "Bản chính: 1 / Bản sao: 0" in the count's cell is the page's "1 bản chính". */
function papersTable(rows: readonly string[][]): string {
  return `Tên giấy tờMẫu đơn, tờ khaiSố lượng\n${rows.slice(1).map(([name = '', form = '', amount = '']) => {
    const counted = (what: string) => (new RegExp(`${what}\\s*:\\s*(\\d+)`, 'iu').exec(amount) ?? new RegExp(`(\\d+)[ \\t]*${what}`, 'iu').exec(amount))?.[1]
    const o = counted('bản chính'), c = counted('bản sao')
    return `${name.trim()}\n${form.trim() ? `${form.trim()}\n` : ''}${o === undefined && c === undefined ? '' : `${o ?? 0} bản chính${c && c !== '0' ? `,${c} bản sao` : ''}`}`
  }).join('\n')}`
}

/** "Số ký hiệu | Trích yếu | Ngày ban hành | Cơ quan ban hành", or the page's two columns. */
function lawsTable(rows: readonly string[][]): string {
  const head = (rows[0] ?? []).map(keyOf)
  const number = head.findIndex((cell) => /^so ky hieu|^ma van ban/.test(cell)), title = head.findIndex((cell) => /^trich yeu|^ten van ban/.test(cell)), day = head.findIndex((cell) => /^ngay/.test(cell))
  return `Tên văn bản pháp lýMã văn bản${rows.slice(1).map((row) => {
    const on = /(\d{1,2})[-/](\d{1,2})[-/](\d{4})/.exec(row[day] ?? '')
    return `${(row[title] ?? '').replace(/\s+/g, ' ').trim()}${on ? ` ngày ${on[1]}/${on[2]}/${on[3]}` : ''}\n${(row[number] ?? '').trim()}\n`
  }).join('')}`
}
