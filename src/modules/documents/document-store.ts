import { canSign, type ResultToSign, signResult } from '#signatures'
import { readRow } from '#evidence'
import type { Ctx } from '#platform/ctx'
import { defineStream, openStream, unopened, type Opened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { newCheckCode } from './domain/check-code.ts'
import { documentRows, evolveDocument, evolveFile, evolveReading, fileRows, readingRows, type DocumentEvent, type DocumentState, type FileEvent, type FileState, type Issued, type Names, type ReadingEvent, type ReadingState, type StoredFile } from './domain/document.ts'
import { inspect, labelFor } from './domain/inspect.ts'
import { renderLetterToSign } from './letter-press.ts'
import { scan } from './scan.ts'
import { uploadRulesOn } from './upload-rules.ts'

export const fileStream = defineStream<FileState, FileEvent>({ prefix: 'file', evolve: evolveFile, rows: fileRows, tables: ['stored_files'] })
export const documentStream = defineStream<DocumentState, DocumentEvent>({ prefix: 'document', evolve: evolveDocument, rows: documentRows, tables: ['stored_documents'] })
/** One stream a reading: two officials who open the same paper at once do not stand in each other's way. */
export const readingStream = defineStream<ReadingState, ReadingEvent>({
  prefix: 'reading', evolve: evolveReading, tables: ['document_readings', 'reads'],
  rows: (r) => [...readingRows(r), readRow({ id: r.id, subject: r.owner ?? '', reader: r.reader, readerName: r.readerName, readerUnit: r.unit, readerPosition: r.position, kind: 'paper', thing: r.document ?? r.file, purpose: r.why.split(' ')[0]!, caseId: r.caseId, at: r.at })],
})

/**
 * Takes in what somebody handed over: looked at, made safe, and kept. It is nobody's paper yet; a case says which it is.
 * Refuses with what to do instead, at the field `field`.
 */
export async function keepUpload(ctx: Ctx, { name, bytes }: { name: string; bytes: Buffer }, field = 'file'): Promise<StoredFile> {
  const rules = uploadRulesOn(ctx)
  if (bytes.length && bytes.length <= rules.mostBytes) await mustBeClean(ctx, bytes, field)
  const seen = await inspect(bytes, name, rules)
  if ('fault' in seen) throw new Refusal('invalid', seen.fault, { [field]: seen.fault }, { most: Math.floor(rules.mostBytes / 1_000_000), pages: rules.mostPages })
  const { hash, size, type } = await ctx.house.files.put(seen.bytes, { type: seen.type })
  const file: StoredFile = { id: ctx.newId(), hash, size, type, label: seen.label, ...(seen.pages ? { pages: seen.pages } : {}), ...(ctx.actor.kind === 'person' ? { owner: ctx.actor.id } : {}) }
  ctx.record(fileStream, unopened<FileState>(file.id), [{ type: 'documents.uploaded', data: file }])
  return file
}

/** Before anything of ours reads it. A scanner that does not answer lets nothing by: what nobody looked at is not kept. */
async function mustBeClean(ctx: Ctx, bytes: Buffer, field: string): Promise<void> {
  const { clamd } = ctx.house.settings
  if (!clamd) return
  let found: string | undefined
  try {
    found = await scan(clamd, bytes)
  } catch (error) {
    ctx.house.log.error({ error }, 'an upload could not be scanned')
    throw new Refusal('conflict', 'upload-not-scanned', { [field]: 'upload-not-scanned' })
  }
  if (found) {
    ctx.house.log.warn({ found, actor: ctx.actor.id }, 'an upload was refused by the scanner')
    throw new Refusal('invalid', 'upload-infected', { [field]: 'upload-infected' })
  }
}

export type Issue = Omit<Issued, 'id' | 'file' | 'checkCode' | 'data'> & {
  /** Given, it keeps the same thing from being issued twice: a second attempt is refused as `changed-meanwhile`. */
  id?: string
  data?: Record<string, unknown>
  /** What is printed: a template of countries/vn/letters and its data, without `head.check`, which is added here. */
  letter: { template: string; data: { head: object } & Record<string, unknown> }
  /** Whose signature and seal it bears; without it the paper is printed unsigned. */
  signing?: Pick<ResultToSign, 'official' | 'agency' | 'authorised' | 'sealAuthorised'>
}

/** Prints a result, has it signed and sealed, puts it into its owner's own store and gives it a code by which anyone can check it. */
export async function issueDocument(ctx: Ctx, { letter, signing, data = {}, id = ctx.newId(), ...issue }: Issue): Promise<{ document: string; file: string; checkCode: string }> {
  const checkCode = newCheckCode()
  const { pdf, places } = await renderLetterToSign(ctx, letter.template, { ...letter.data, head: { ...letter.data.head, check: checkLine(ctx, checkCode) } })
  const fileId = ctx.newId()
  // The last place is that of whoever decides: beside it, on a few slips, whoever takes the paper signs by hand.
  const place = places.at(-1)
  const signed = signing && (await canSign(ctx)) ? await signResult(ctx, { pdf, ...signing, file: fileId, ...(place ? { place } : {}) }) : pdf
  const { hash, size, type } = await ctx.house.files.put(signed, { type: 'application/pdf' })
  const file: StoredFile = { id: fileId, hash, size, type, label: labelFor(`${issue.title.vi} ${issue.subject ?? ''} ${issue.number.replaceAll('/', '-')}`, 'pdf'), owner: issue.owner.id }
  ctx.record(fileStream, unopened<FileState>(file.id), [{ type: 'documents.printed', data: file }])
  ctx.record(documentStream, unopened<DocumentState>(id), [{ type: 'documents.issued', data: { ...issue, id, data, file: file.id, checkCode } }])
  return { document: id, file: file.id, checkCode }
}

/** What the foot of a letter needs: the short address, the code, and what its QR code opens. */
export function checkLine(ctx: Pick<Ctx, 'house'>, code: string): { address: string; code: string; url: string } {
  const base = ctx.house.settings.publicUrl.replace(/\/+$/, '')
  return { address: `${base.replace(/^https?:\/\//, '')}/check`, code, url: `${base}/check/${code}` }
}

export const openDocument = (ctx: Pick<Ctx, 'db'>, id: string): Promise<Opened<DocumentState>> => openStream(ctx, documentStream, id, 'no-such-document')

/** Puts down that these files and documents became papers of a case; in the same write as the case itself. */
export function notePaperUse(ctx: Ctx, caseId: string, papers: readonly { file?: string; document?: string }[]): void {
  for (const { file, document } of papers) {
    if (file) ctx.write({ table: 'paper_uses', row: { kind: 'file', id: file, case_id: caseId, used_at: ctx.now } })
    if (document) ctx.write({ table: 'paper_uses', row: { kind: 'document', id: document, case_id: caseId, used_at: ctx.now } })
  }
}

/** Law 91/2025: whoever opens another's personal data leaves a trace. `why` is `case` and the code of the case it was opened for. */
export function noteReading(ctx: Ctx, file: { id: string; owner: string | null; document?: string }, why: string, caseId?: string): void {
  if (ctx.actor.kind === 'system' || ctx.actor.id === file.owner) return
  const id = ctx.newId()
  ctx.record(readingStream, unopened<ReadingState>(id), [{
    type: 'documents.read',
    data: { id, file: file.id, why, ...(file.document ? { document: file.document } : {}), ...(file.owner ? { owner: file.owner } : {}), ...(ctx.actor.unit ? { unit: ctx.actor.unit } : {}), ...(ctx.actor.position ? { position: ctx.actor.position } : {}), ...(caseId ? { caseId } : {}) },
  }])
}

export type { Names }
