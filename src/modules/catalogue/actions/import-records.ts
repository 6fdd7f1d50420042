import { createHash } from 'node:crypto'
import Type from 'typebox'
import { defineAction } from '#platform/action'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { readUpload } from '../reading/read-upload.ts'
import { type CatalogueRecord, type From, type ImportLine, type ImportState, hashOf, importStream, openRecord, readingOf, recordStream } from '../record-store.ts'
import { knownHashes } from '../queries/records.ts'
import { mustKeepCatalogue } from '../queries/may-keep.ts'

/**
 * Takes in official records: the portal's pages as JSON lines, its Word export of one procedure, JSON or CSV. A record that
 * is new is imported; one whose words changed waits as a proposal, and what officials edited stays; the same words again are
 * nothing. What cannot be taken is named record by record. All of it is one write.
 */
export const importRecords = defineAction({
  name: 'catalogue.import-records',
  summary: 'Import records of the national catalogue from a file',
  may: 'admin',
  input: Type.Object({ file: Type.String({ minLength: 1, maxLength: 200 }), content: Type.String({ maxLength: 60_000_000, contentEncoding: 'base64', description: 'The file, in base64' }) }, { additionalProperties: false }),
  async run(ctx, { file, content }) {
    mustKeepCatalogue(ctx)
    const bytes = Buffer.from(content, 'base64')
    const { format, found } = readUpload(bytes)
    const id = ctx.newId()
    const from: From = { import: id, format, file }
    const known = await knownHashes(ctx, found.flatMap(({ raw, fault }) => (fault ? [] : [raw.ma_thu_tuc!])))
    const lines: ImportLine[] = []
    for (const { at, raw, fault, note } of found) {
      const code = raw.ma_thu_tuc
      const line = { at, ...(code ? { code } : {}), ...(raw.ten_thu_tuc ? { name: raw.ten_thu_tuc.slice(0, 300) } : {}), ...(note ? { note } : {}) }
      if (fault) { lines.push({ ...line, outcome: 'refused', why: fault }); continue }
      const hash = hashOf(raw)
      const before = known.get(code!)
      if (!before) {
        const state = ctx.record(recordStream, unopened<CatalogueRecord>(code!), [{ type: 'catalogue.record-imported', data: { code: code!, raw, hash, from } }])
        lines.push({ ...line, outcome: 'new', unread: readingOf(state).reading.unread.length })
        continue
      }
      if (before === hash) { lines.push({ ...line, outcome: 'same' }); continue }
      const opened = await openRecord(ctx, code!)
      if (opened.state.proposal?.hash === hash) { lines.push({ ...line, outcome: 'same' }); continue }
      ctx.record(recordStream, opened, [{ type: 'catalogue.change-found', data: { code: code!, raw, hash, from } }])
      lines.push({ ...line, outcome: 'changed' })
    }
    if (lines.every(({ outcome }) => outcome === 'refused') && lines.length === 1) throw new Refusal('invalid', `record-${lines[0]!.why}`)
    ctx.record(importStream, unopened<ImportState>(id), [{ type: 'catalogue.imported', data: { import: id, file, format, hash: createHash('sha256').update(bytes).digest('hex'), lines } }])
    const count = (outcome: string) => lines.filter((line) => line.outcome === outcome).length
    return { import: id, new: count('new'), changed: count('changed'), same: count('same'), refused: count('refused') }
  },
})
