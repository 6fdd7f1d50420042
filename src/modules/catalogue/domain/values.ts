import type { Reading, Said } from './reading.ts'
import { plain } from './words.ts'

/**
 * Every value of a reading under a path that does not depend on where in the page it stood ("bases/33_2026_NĐ-CP/date"):
 * what an official edited, and what differs between two imports, is found again when rows move.
 */
export interface Value { path: string; said: Said<unknown> }

const isSaid = (thing: unknown): thing is Said<unknown> => typeof thing === 'object' && thing !== null && 'value' in thing && 'span' in thing && 'confidence' in thing
const slug = (words: string): string => plain(words.normalize('NFC')).trim().toLowerCase().replace(/[\s/]+/g, '_').slice(0, 80)

export function valuesOf(reading: Reading): Value[] {
  const values: Value[] = []
  walk(reading, '', values)
  return values
}

function walk(thing: unknown, path: string, into: Value[]): void {
  if (isSaid(thing)) {
    into.push({ path, said: thing })
    // A case time or an amount carries more than its value; none of that is a value of its own.
    return
  }
  if (Array.isArray(thing)) {
    const seen = new Map<string, number>()
    for (const [i, item] of thing.entries()) {
      const base = nameOf(item) ?? String(i + 1)
      const again = (seen.get(base) ?? 0) + 1
      seen.set(base, again)
      walk(item, `${path}/${base}${again > 1 ? `~${again}` : ''}`, into)
    }
    return
  }
  if (typeof thing !== 'object' || thing === null) return
  for (const [key, inner] of Object.entries(thing)) if (key !== 'unread' && key !== 'span' && !key.endsWith('Span')) walk(inner, path ? `${path}/${key}` : key, into)
}

/** By what a row is known: its channel, number, result code, case or name. */
function nameOf(item: any): string | undefined {
  if (isSaid(item)) return typeof item.value === 'string' && item.value.length < 60 ? slug(item.value) : undefined
  for (const key of ['channel', 'number', 'code', 'case', 'name'] as const) if (isSaid(item?.[key])) return slug(String(item[key].value))
  return Array.isArray(item?.papers) ? '--' : undefined
}

/** A value as one line, for a form field and for comparing. */
export function printValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const { min, max, unit } = value as { min?: number; max?: number; unit?: string }
    if (unit !== undefined) return `${min === undefined ? '' : `${min}-`}${max} ${unit}`
    return JSON.stringify(value)
  }
  return String(value)
}

/** What was typed, in the kind of the value it replaces. undefined when it is not of that kind. */
export function parseLike(was: unknown, typed: string): unknown {
  const text = typed.trim()
  if (typeof was === 'number') return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined
  if (typeof was === 'boolean') return text === 'true' ? true : undefined
  if (typeof was === 'object' && was !== null && 'unit' in was) {
    const match = /^(?:(\d+(?:\.\d+)?)\s*-\s*)?(\d+(?:\.\d+)?)\s+(working-days|days|hours|working-hours|months|weeks|years|minutes|immediate|unstated)$/.exec(text)
    return match ? { ...(match[1] ? { min: Number(match[1]) } : {}), max: Number(match[2]), unit: match[3] } : undefined
  }
  return text.length >= 1 && text.length <= 4000 ? text : undefined
}

export interface Edit { path: string; was: string; value: string; reason: string; by: string; at: string }

/** The reading as officials corrected it. An edit whose value is no longer there is handed back: it must be looked at again. */
export function withEdits(reading: Reading, edits: readonly Edit[]): { reading: Reading; lost: Edit[] } {
  if (!edits.length) return { reading, lost: [] }
  const copy = structuredClone(reading)
  const byPath = new Map(valuesOf(copy).map((value) => [value.path, value.said]))
  const lost: Edit[] = []
  for (const edit of edits) {
    const said = byPath.get(edit.path)
    const value = said && parseLike(said.value, edit.value)
    if (!said || value === undefined) { lost.push(edit); continue }
    said.value = value
    said.confidence = 1
  }
  return { reading: copy, lost }
}

export type Difference = { path: string; kind: 'added' | 'removed' | 'changed'; before?: string; after?: string }

/** What two readings of one procedure say differently, value by value. */
export function differencesOf(before: Reading, after: Reading): Difference[] {
  const [old, now] = [before, after].map((reading) => new Map(valuesOf(reading).map(({ path, said }) => [path, printValue(said.value)])))
  const found: Difference[] = []
  for (const [path, value] of old!) {
    const other = now!.get(path)
    if (other === undefined) found.push({ path, kind: 'removed', before: value })
    else if (other !== value) found.push({ path, kind: 'changed', before: value, after: other })
  }
  for (const [path, value] of now!) if (!old!.has(path)) found.push({ path, kind: 'added', after: value })
  return found
}
