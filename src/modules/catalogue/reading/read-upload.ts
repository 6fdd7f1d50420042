import { Refusal } from '#platform/refusal'
import { type PortalField, portalFields } from '../domain/reading.ts'
import { looksBroken } from '../domain/words.ts'
import { fieldNamed } from './field-names.ts'
import { recordOfWord } from './from-word.ts'
import { readWordFile } from './word-file.ts'

/** One record of an upload, as found: where it stood, its fields, or why it cannot be taken. */
export type Found = { at: string; raw: Partial<Record<PortalField, string>>; fault?: UploadFault; note?: 'formula' }
export const uploadFaults = ['no-code', 'no-name', 'not-a-code', 'not-an-object', 'broken-json', 'broken-characters', 'field-too-long', 'twice-in-file', 'contradicts-in-file'] as const
export type UploadFault = (typeof uploadFaults)[number]
export type Format = 'word' | 'json' | 'csv'

/** 40 MB is four times all procedures of one ministry; one field of 200,000 letters is four times the longest found. */
const mostBytes = 40_000_000
const mostRecords = 10_000
const longestField = 200_000

/** Tells by the content, not by the name, what was uploaded. Refuses a file as a whole only where no record can be told from another. */
export function readUpload(bytes: Uint8Array): { format: Format; found: Found[] } {
  if (!bytes.length) throw new Refusal('invalid', 'upload-empty')
  if (bytes.length > mostBytes) throw new Refusal('invalid', 'upload-too-large')
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { format: 'word', found: checked([{ at: '1', raw: recordOfWord(readWordFile(bytes)) }]) }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new Refusal('invalid', 'word-file-old')
  const text = textOf(bytes)
  if (/^\s*[[{]/.test(text)) return { format: 'json', found: checked(jsonRecords(text)) }
  return { format: 'csv', found: checked(csvRecords(text)) }
}

function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (text.includes('\u0000')) throw new Refusal('invalid', 'upload-not-text')
    return text
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('invalid', 'upload-not-utf8')
  }
}

function jsonRecords(text: string): Found[] {
  const whole = parsed(text)
  if (Array.isArray(whole)) return whole.map((item, i) => recordOf(item, String(i + 1)))
  if (whole !== undefined) {
    const list = typeof whole === 'object' && whole !== null ? Object.values(whole).find(Array.isArray) : undefined
    return list && !('ma_thu_tuc' in (whole as object)) ? list.map((item, i) => recordOf(item, String(i + 1))) : [recordOf(whole, '1')]
  }
  const lines = text.split(/\r?\n/).map((line, i) => ({ line: line.trim(), at: String(i + 1) })).filter(({ line }) => line)
  if (lines.length < 2) throw new Refusal('invalid', 'upload-not-json')
  return lines.map(({ line, at }) => { const item = parsed(line); return item === undefined ? { at, raw: {}, fault: 'broken-json' as const } : recordOf(item, at) })
}

const parsed = (text: string): unknown => { try { return JSON.parse(text) } catch { return undefined } }

function recordOf(item: unknown, at: string): Found {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { at, raw: {}, fault: 'not-an-object' }
  const raw: Partial<Record<PortalField, string>> = {}
  for (const [key, value] of Object.entries(item)) {
    const field = fieldNamed(key)
    if (field && (typeof value === 'string' || typeof value === 'number')) raw[field] = String(value)
  }
  return { at, raw }
}

/** RFC 4180 with the separator that the head line uses. */
function csvRecords(text: string): Found[] {
  const first = text.slice(text.charCodeAt(0) === 0xfeff ? 1 : 0).split(/\r?\n/, 1)[0] ?? ''
  const separator = [';', '\t', ','].find((mark) => first.split(mark).filter((cell) => fieldNamed(cell.replace(/^"|"$/g, ''))).length >= 2)
  if (!separator) throw new Refusal('invalid', 'upload-no-columns')
  const rows = csvRows(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, separator)
  const fields = rows[0]!.cells.map((cell) => fieldNamed(cell))
  return rows.slice(1).filter(({ cells }) => cells.some((cell) => cell.trim())).map(({ cells, line }) => {
    const raw: Partial<Record<PortalField, string>> = {}
    cells.forEach((cell, i) => { const field = fields[i]; if (field) raw[field] = cell })
    return { at: String(line), raw }
  })
}

function csvRows(text: string, separator: string): { cells: string[]; line: number }[] {
  const rows: { cells: string[]; line: number }[] = []
  let cells: string[] = [], cell = '', quoted = false, line = 1, from = 1
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '\n') line++
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') { cell += '"'; i++ } else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === separator) { cells.push(cell); cell = '' }
    else if (c === '\n' || (c === '\r' && text[i + 1] === '\n')) {
      if (c === '\r') { i++; line++ }
      cells.push(cell); rows.push({ cells, line: from }); cells = []; cell = ''; from = line
    } else cell += c
  }
  if (quoted) throw new Refusal('invalid', 'upload-quote-open', {}, { line: from })
  if (cell || cells.length) rows.push({ cells: [...cells, cell], line: from })
  return rows
}

/** A spreadsheet would run these; here they are words like any other, and the report says that they stand there. */
const formula = /^\s*(?:=|@\w|\+\w+[(|]|-\w+[(|])/

function checked(found: Found[]): Found[] {
  if (!found.length) throw new Refusal('invalid', 'upload-empty')
  if (found.length > mostRecords) throw new Refusal('invalid', 'upload-too-many', {}, { most: mostRecords })
  for (const one of found) {
    if (one.fault) continue
    for (const field of portalFields) if (one.raw[field] !== undefined) one.raw[field] = tidy(one.raw[field])
    const code = one.raw.ma_thu_tuc?.trim() ?? ''
    one.raw.ma_thu_tuc = code
    if (Object.values(one.raw).some((text) => formula.test(text))) one.note = 'formula'
    one.fault = !code ? 'no-code'
      : !/^\d\.\d{6}(?:\.[\w.]{1,20})?$/.test(code) ? 'not-a-code'
        : !one.raw.ten_thu_tuc?.trim() ? 'no-name'
          : Object.values(one.raw).some((text) => text.length > longestField) ? 'field-too-long'
            : Object.values(one.raw).some(looksBroken) ? 'broken-characters' : undefined
    if (!one.fault) delete one.fault
  }
  const byCode = new Map<string, Found[]>()
  for (const one of found) if (!one.fault) byCode.set(one.raw.ma_thu_tuc!, [...(byCode.get(one.raw.ma_thu_tuc!) ?? []), one])
  for (const same of byCode.values()) {
    if (same.length < 2) continue
    const alike = same.every((one) => portalFields.every((field) => (one.raw[field] ?? '') === (same[0]!.raw[field] ?? '')))
    // Which of two that contradict each other is right is not ours to choose: neither is taken.
    for (const one of alike ? same.slice(1) : same) one.fault = alike ? 'twice-in-file' : 'contradicts-in-file'
  }
  return found
}

/** Control characters have no meaning in a field and no place in a database; line ends are one kind. */
const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
