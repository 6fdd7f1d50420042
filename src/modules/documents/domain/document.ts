import type { Happened, RowWrite } from '#platform/events'

export type Names = { vi: string; en: string }

/** A file somebody handed in, or the platform printed. Its bytes lie in the file store under their hash. */
export type StoredFile = { id: string; hash: string; size: number; type: string; label: string; pages?: number; owner?: string }
export type FileEvent = { type: 'documents.uploaded'; data: StoredFile } | { type: 'documents.printed'; data: StoredFile }
export type FileState = StoredFile & { by: string; at: Date }

export const evolveFile = (_state: FileState | undefined, event: Happened<FileEvent>): FileState => ({ ...event.data, by: event.actor, at: new Date(event.at) })

export const fileRows = ({ id, hash, size, type, label, pages, owner, by, at }: FileState): RowWrite[] =>
  [{ table: 'stored_files', row: { id, hash, size, type, label, pages: pages ?? null, owner: owner ?? null, uploaded_by: by, uploaded_at: at } }]

/** What the State gave a person, as it was on the day it was given. */
export type Issued = {
  id: string
  owner: { id: string; name: string }
  /** Code of the kind of result (KQ…) that a procedure names when it reuses it. */
  resultCode: string
  documentType: string
  /** The kind of paper, told to anyone who checks it. */
  title: Names
  /** Whom it is about when that is not its owner (the child of a birth certificate): told to its owner, and by its initials to whoever checks the paper. */
  subject?: string
  number: string
  /** Days of law, '2026-11-23'. */
  issuedOn: string
  validTo?: string
  issuedBy: { unit: string; name: string }
  signedBy?: string
  caseId?: string
  file: string
  checkCode: string
  data: Record<string, unknown>
}
export type DocumentEvent =
  | { type: 'documents.issued'; data: Issued }
  | { type: 'documents.withdrawn'; data: { on: string; reason: string } }
  | { type: 'documents.replaced'; data: { on: string; by: string; reason: string } }

type Standing = { state: 'valid' } | { state: 'withdrawn'; on: string; reason: string } | { state: 'replaced'; on: string; by: string; reason: string }
export type DocumentState = Issued & { standing: Standing; storedAt: Date }

export function evolveDocument(document: DocumentState | undefined, event: Happened<DocumentEvent>): DocumentState {
  if (event.type === 'documents.issued') return { ...event.data, standing: { state: 'valid' }, storedAt: new Date(event.at) }
  if (!document) throw new Error(`${event.type} before the document was issued`)
  switch (event.type) {
    case 'documents.withdrawn':
      return { ...document, standing: { state: 'withdrawn', ...event.data } }
    case 'documents.replaced':
      return { ...document, standing: { state: 'replaced', ...event.data } }
  }
}

export const documentRows = (d: DocumentState): RowWrite[] => {
  const ended = d.standing.state === 'valid' ? undefined : d.standing
  return [{
    table: 'stored_documents',
    row: {
      id: d.id, owner: d.owner.id, owner_name: d.owner.name, result_code: d.resultCode, document_type: d.documentType, title_vi: d.title.vi, title_en: d.title.en, subject: d.subject ?? null,
      number: d.number, issued_on: d.issuedOn, issued_unit: d.issuedBy.unit, issued_by: d.issuedBy.name, signed_by: d.signedBy ?? null, valid_to: d.validTo ?? null,
      case_id: d.caseId ?? null, file: d.file, check_code: d.checkCode, data: d.data,
      state: d.standing.state, ended_on: ended?.on ?? null, reason: ended?.reason ?? null, replaced_by: d.standing.state === 'replaced' ? d.standing.by : null, stored_at: d.storedAt,
    },
  }]
}

export type Reading = {
  id: string; file: string; document?: string; owner?: string; unit?: string; position?: string; caseId?: string
  /** `issued-here`, `uploaded`, or `case` and the code of the case it was opened for. */
  why: string
}
export type ReadingEvent = { type: 'documents.read'; data: Reading }
export type ReadingState = Reading & { reader: string; readerName: string; at: Date }
export const evolveReading = (_state: ReadingState | undefined, event: Happened<ReadingEvent>): ReadingState => ({ ...event.data, reader: event.actor, readerName: event.actorName, at: new Date(event.at) })
export const readingRows = (r: ReadingState): RowWrite[] =>
  [{ table: 'document_readings', row: { id: r.id, file: r.file, document: r.document ?? null, owner: r.owner ?? null, reader: r.reader, reader_name: r.readerName, reader_unit: r.unit ?? null, why: r.why, read_at: r.at } }]

export const validities = ['valid', 'expired', 'withdrawn', 'replaced'] as const
export type Validity = (typeof validities)[number]
/** How a document stands on a day of law. The last day of its validity still counts. */
export const validityOn = (today: string, d: { state: 'valid' | 'withdrawn' | 'replaced'; validTo: string | null | undefined }): Validity =>
  d.state !== 'valid' ? d.state : d.validTo && d.validTo < today ? 'expired' : 'valid'

/** "Nguyễn Thu Lan" becomes "N. T. L.": who holds the paper can compare, who guesses learns nothing. */
export const initials = (name: string): string => name.normalize('NFC').trim().split(/\s+/).map((part) => `${[...part][0]?.toUpperCase() ?? ''}.`).join(' ')
