import { dayInWords, momentInWords } from './day-in-words.ts'

/** What a definition says a letter needs to know: `text`, `[paper]`, or the name of a shape. */
export type Kind = string | readonly [string]
export type Shape = { readonly [name: string]: Kind }
export type Source = { what: string; readOn: string }

export type Letter = {
  template: string
  /** Number of the national form, for the slips of the one-stop shop. */
  form?: string
  names: { vi: string; en: string }
  page: 'a4' | 'a5' | 'a4-landscape'
  source: Source
  /** The field that says whom the paper is about: `child.name`. */
  about?: string
  fields: Shape
}
export type Letters = { timeZone: string; shapes: Record<string, Shape>; letters: Record<string, Letter> }

/** Why a field cannot be printed. The codes have sentences in the room's texts. */
export type FieldFault = 'letter-field-missing' | 'letter-field-not-text' | 'letter-field-not-a-day' | 'letter-field-not-a-moment' | 'letter-field-not-a-count' | 'letter-field-not-a-list' | 'letter-field-unprintable' | 'letter-field-too-long'

export type Day = { year: number; month: number; day: number; words: string }
export type Birth = { year: number; month: number | null; day: number | null }
export type Moment = Day & { hour: number | null; minute: number | null }

/** A page of text; longer belongs into an attachment. Keeps a mistaken megabyte from becoming a thousand pages. */
const longestText = 4000
const longestList = 5000

/**
 * The data of a letter as its template may use it: only what the definition names, texts in NFC, days and moments taken
 * apart in the country's time zone. Every fault is told at once, by the name of its field (`components.2.name`).
 */
export function fitLetter(letters: Letters, letter: Letter, data: object): { fit: Record<string, unknown> } | { faults: Record<string, FieldFault> } {
  const faults: Record<string, FieldFault> = {}

  const byShape = (shape: Shape, given: unknown, at: string): unknown => {
    const fit: Record<string, unknown> = {}
    for (const [written, kind] of Object.entries(shape)) {
      const optional = written.endsWith('?')
      const name = optional ? written.slice(0, -1) : written
      const path = at ? `${at}.${name}` : name
      const value = typeof given === 'object' && given !== null && Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined
      const absent = value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
      if (absent) {
        if (!optional) faults[path] = 'letter-field-missing'
        continue
      }
      fit[name] = typeof kind === 'string' ? byKind(kind, value, path) : byList(kind[0], value, path)
    }
    return fit
  }

  const byList = (kind: string, value: unknown, path: string): unknown => {
    if (!Array.isArray(value)) return fault(path, 'letter-field-not-a-list')
    if (value.length > longestList) return fault(path, 'letter-field-too-long')
    return value.map((item, i) => byKind(kind, item, `${path}.${i}`))
  }

  const byKind = (kind: string, value: unknown, path: string): unknown => {
    switch (kind) {
      case 'text': {
        if (typeof value !== 'string') return fault(path, 'letter-field-not-text')
        const text = printable(value)
        if (text.length > longestText) return fault(path, 'letter-field-too-long')
        return unprintable.test(text) ? fault(path, 'letter-field-unprintable') : text
      }
      case 'count':
        return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : fault(path, 'letter-field-not-a-count')
      case 'day':
        return readDay(value) ?? fault(path, 'letter-field-not-a-day')
      case 'birth':
        return readBirth(value) ?? fault(path, 'letter-field-not-a-day')
      case 'moment':
        return readMoment(value, letters.timeZone) ?? fault(path, 'letter-field-not-a-moment')
      default: {
        const shape = letters.shapes[kind]
        if (!shape) throw new Error(`letters.yaml names a kind that is nowhere described: ${kind}`)
        return byShape(shape, value, path)
      }
    }
  }

  const fault = (path: string, code: FieldFault): undefined => void (faults[path] = code)

  const fit = byShape(letter.fields, data, '') as Record<string, unknown>
  return Object.keys(faults).length ? { faults } : { fit }
}

/** NFC, one space for many, no control or direction marks: what was typed, as it should stand on paper. */
export const printable = (text: string): string =>
  text.normalize('NFC').replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').replace(/[\s\p{Cc}]+/gu, ' ').trim()

// The embedded face knows the scripts of Europe; a letter with an empty box in a name must not leave the house.
const unprintable = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{P}\p{M}\p{Zs}\u0024-\u00bf×÷€₫•→−≤≥≠°№]/u

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

function readDay(value: unknown): Day | undefined {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(asText(value)) ?? []
  const [year, month, day] = [Number(y), Number(m), Number(d)]
  const date = new Date(Date.UTC(year, month - 1, day))
  if (!d || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return { year, month, day, words: dayInWords(year, month, day) }
}

function readBirth(value: unknown): Birth | undefined {
  const [whole, y, m, d] = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/.exec(asText(value)) ?? []
  if (!whole || (d && !readDay(whole))) return undefined
  return { year: Number(y), month: m ? Number(m) : null, day: d ? Number(d) : null }
}

function readMoment(value: unknown, timeZone: string): Moment | undefined {
  const day = readDay(value)
  if (day) return { ...day, hour: null, minute: null }
  // An instant needs its offset: a bare '09:41' would mean another moment on every machine.
  if (!(value instanceof Date) && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(asText(value))) return undefined
  const instant = new Date(value as string | Date)
  if (Number.isNaN(instant.getTime())) return undefined
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(instant).map((p) => [p.type, Number(p.value)]))
  const { year, month, day: date, hour, minute } = parts as Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>
  return { year, month, day: date, hour, minute, words: momentInWords(year, month, date, hour, minute) }
}
