import { createHash } from 'node:crypto'
import type { Ctx } from '#platform/ctx'
import { defineStream, openStream } from '#platform/events'
import { type ProcedureFacts, factsOf } from './domain/facts.ts'
import { readRecord, recordText } from './domain/read-record.ts'
import type { PortalField, Reading, RecordText } from './domain/reading.ts'
import { type Edit, withEdits } from './domain/values.ts'

export type Raw = Partial<Record<PortalField, string>>
export type From = { import: string; format: string; file: string }

/** The official record of one procedure: its words as imported, a newer version that waits, and what officials corrected. */
export interface CatalogueRecord {
  code: string
  raw: Raw
  hash: string
  from: From
  importedAt: string
  importedBy: string
  edits: Edit[]
  proposal?: { raw: Raw; hash: string; from: From; at: string }
  /** Flags of readiness on which an official has decided, with the law. */
  settled?: Record<string, { holds: boolean; basis: string }>
  /** The hash of the words that a manager said are read rightly. */
  confirmed?: { hash: string; by: string; at: string }
  version: number
}

export type RecordEvent =
  | { type: 'catalogue.record-imported'; data: { code: string; raw: Raw; hash: string; from: From } }
  | { type: 'catalogue.change-found'; data: { code: string; raw: Raw; hash: string; from: From } }
  | { type: 'catalogue.change-accepted'; data: { code: string; hash: string } }
  | { type: 'catalogue.change-declined'; data: { code: string; hash: string; reason: string } }
  | { type: 'catalogue.value-edited'; data: { code: string; path: string; was: string; value: string; reason: string } }
  | { type: 'catalogue.edit-withdrawn'; data: { code: string; path: string } }
  | { type: 'catalogue.flag-settled'; data: { code: string; flag: string; holds: boolean; basis: string } }
  | { type: 'catalogue.record-confirmed'; data: { code: string; hash: string } }

export const recordStream = defineStream<CatalogueRecord, RecordEvent>({
  prefix: 'catalogue-record',
  tables: ['catalogue_records'],
  evolve(state, event) {
    const at = new Date(event.at).toISOString()
    const next = { ...state!, version: (state?.version ?? 0) + 1 }
    switch (event.type) {
      case 'catalogue.record-imported': {
        const { code, raw, hash, from } = event.data
        return { code, raw, hash, from, importedAt: at, importedBy: event.actorName, edits: [], version: next.version }
      }
      case 'catalogue.change-found': return { ...next, proposal: { raw: event.data.raw, hash: event.data.hash, from: event.data.from, at } }
      case 'catalogue.change-accepted': {
        const { proposal, confirmed: _, ...rest } = next
        return { ...rest, raw: proposal!.raw, hash: proposal!.hash, from: proposal!.from, importedAt: at, importedBy: event.actorName }
      }
      case 'catalogue.change-declined': { const { proposal: _, ...rest } = next; return rest }
      case 'catalogue.value-edited': {
        const { path, was, value, reason } = event.data
        return { ...next, edits: [...next.edits.filter((edit) => edit.path !== path), { path, was, value, reason, by: event.actorName, at }] }
      }
      case 'catalogue.edit-withdrawn': return { ...next, edits: next.edits.filter((edit) => edit.path !== event.data.path) }
      case 'catalogue.flag-settled': return { ...next, settled: { ...next.settled, [event.data.flag]: { holds: event.data.holds, basis: event.data.basis } } }
      case 'catalogue.record-confirmed': return { ...next, confirmed: { hash: event.data.hash, by: event.actorName, at } }
    }
  },
  rows(state) {
    const { text, reading, lost } = readingOf(state)
    const facts: ProcedureFacts = { ...factsOf(reading, text.trinh_tu_thuc_hien), ...(state.settled ? { settled: state.settled } : {}) }
    return [{
      table: 'catalogue_records',
      row: {
        code: state.code, name: facts.name, field: facts.field, source: state.raw.nguon?.trim() || null, levels: facts.levels, hash: state.hash,
        status: statusOf(state, reading, lost.length), unread: reading.unread.length, edited: state.edits.length, waiting: state.proposal !== undefined,
        imported_at: state.importedAt, facts, version: state.version,
      },
    }]
  },
})

export type RecordStatus = 'confirmed' | 'changed' | 'to-look-at' | 'read'
const statusOf = (state: CatalogueRecord, reading: Reading, lost: number): RecordStatus =>
  state.proposal ? 'changed' : state.confirmed?.hash === state.hash ? 'confirmed' : reading.unread.length || lost || reading.channels.some(({ fees }) => fees.some(({ contradicts }) => contradicts)) ? 'to-look-at' : 'read'

export const textOf = (raw: Raw): RecordText => recordText(raw)

/** The reading of a record as it stands now, with what officials corrected. */
export function readingOf(record: Pick<CatalogueRecord, 'raw' | 'edits'>): { text: RecordText; reading: Reading; lost: Edit[] } {
  let known = readings.get(record.raw)
  if (!known) { const text = textOf(record.raw); readings.set(record.raw, (known = { text, reading: readRecord(text) })) }
  return { text: known.text, ...withEdits(known.reading, record.edits) }
}
// One import reads each record for its row and for its report; the words are never changed in place.
const readings = new WeakMap<Raw, { text: RecordText; reading: Reading }>()

/** The words of a record, whatever the order of its fields. */
export const hashOf = (raw: Raw): string => createHash('sha256').update(JSON.stringify(Object.entries(recordText(raw)))).digest('hex')

/** Refuses with `no-such-record`. */
export const openRecord = (ctx: Pick<Ctx, 'db'>, code: string) => openStream(ctx, recordStream, code, 'no-such-record')

export type Outcome = 'new' | 'changed' | 'same' | 'refused'
export interface ImportLine { at: string; code?: string; name?: string; outcome: Outcome; why?: string; note?: string; unread?: number }
export interface ImportState { id: string; file: string; format: string; hash: string; at: string; by: string; lines: ImportLine[] }
export type ImportEvent = { type: 'catalogue.imported'; data: { import: string; file: string; format: string; hash: string; lines: ImportLine[] } }

export const importStream = defineStream<ImportState, ImportEvent>({
  prefix: 'catalogue-import',
  tables: ['catalogue_imports'],
  evolve: (_, event) => ({ id: event.data.import, file: event.data.file, format: event.data.format, hash: event.data.hash, lines: event.data.lines, at: new Date(event.at).toISOString(), by: event.actorName }),
  rows: ({ lines, ...state }) => [{
    table: 'catalogue_imports',
    row: { id: state.id, file: state.file, format: state.format, hash: state.hash, at: state.at, by: state.by, counts: Object.fromEntries((['new', 'changed', 'same', 'refused'] as const).map((outcome) => [outcome, lines.filter((line) => line.outcome === outcome).length])), lines },
  }],
})
export type { ProcedureFacts }
