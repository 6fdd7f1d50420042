import Type from 'typebox'
import { beginDesign } from '#procedures'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { propose } from '../domain/propose.ts'
import { portalFields } from '../domain/reading.ts'
import { addsOf, meansOf } from '../proposing.ts'
import { openRecord, readingOf } from '../record-store.ts'
import { Code } from '../shapes.ts'
import { en } from '../texts/en.ts'
import { vi } from '../texts/vi.ts'

/** The proposal of a record becomes a draft that officials go over, beside the words it was read from. It publishes nothing. */
export const designService = defineAction({
  name: 'catalogue.design-service',
  summary: 'Begin to draft a procedure from the proposal of its official record',
  may: 'admin',
  input: Type.Object({ code: Code }, { additionalProperties: false }),
  answer: Type.Object({ code: Type.String() }),
  async run(ctx, { code }) {
    const { state: record } = await openRecord(ctx, code)
    const { text, reading } = readingOf(record)
    const proposal = propose(reading, text, meansOf(ctx, day(ctx.now)), record.settled)
    return beginDesign(ctx, {
      content: { definition: JSON.parse(JSON.stringify(proposal.definition)), decisions: { tables: JSON.parse(JSON.stringify(proposal.tables)) }, adds: addsOf(proposal) },
      from: { kind: 'record', of: record.code },
      remarks: proposal.remarks.map(({ about, say, span, settle }) => ({ about, say, ...(settle ? { settle } : {}), ...(span ? { source: span.field } : {}) })),
      sources: portalFields.filter((field) => text[field].trim()).map((field) => ({ key: field, names: { vi: vi.fields[field], en: en.fields[field] }, text: text[field].slice(0, 20_000) })),
    })
  },
})
