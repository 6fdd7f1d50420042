import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { openRecord, readingOf } from '../record-store.ts'
import { Code } from '../shapes.ts'
import { records, recordTotals } from './records.ts'

const Filter = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), source: Type.Optional(Type.String()), field: Type.Optional(Type.String()), level: Type.Optional(Type.String()), status: Type.Optional(Type.String()), from: Type.Optional(Type.String({ pattern: '^\\d{1,6}$' })) }, { additionalProperties: false })

export const catalogueQueries = [
  defineQuery({
    name: 'catalogue.records', summary: 'The records of the official catalogue, with totals', may: ['oversee', 'lead', 'decide', 'admin'], input: Filter,
    async run(ctx, { from, ...filter }) {
      const [rows, totals] = await Promise.all([records(ctx, filter, Number(from ?? 0)), recordTotals(ctx, filter)])
      return { totals, records: rows }
    },
  }),
  defineQuery({
    name: 'catalogue.record', summary: 'What was read from one official record, with the words it was read from', may: ['oversee', 'lead', 'decide', 'admin'],
    input: Type.Object({ code: Code }, { additionalProperties: false }),
    async run(ctx, { code }) {
      const { state } = await openRecord(ctx, code)
      return { code, hash: state.hash, importedAt: state.importedAt, edits: state.edits, waiting: state.proposal !== undefined, ...readingOf(state) }
    },
  }),
]
