import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { type HeldDocument, myDocuments } from './documents-of.ts'

export const listMyDocuments = defineQuery({
  name: 'documents.mine',
  summary: 'The documents in my own store, newest first',
  may: 'person',
  input: Type.Object({}, { additionalProperties: false }),
  run: async (ctx): Promise<{ documents: HeldDocument[] }> => ({ documents: await myDocuments(ctx) }),
})
