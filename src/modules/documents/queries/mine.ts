import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { Both, DayText, orNull } from '#platform/answers'
import { validities } from '../domain/document.ts'
import { type HeldDocument, myDocuments } from './documents-of.ts'

export const listMyDocuments = defineQuery({
  name: 'documents.mine',
  summary: 'The documents in my own store, newest first',
  may: 'person',
  input: Type.Object({}, { additionalProperties: false }),
  answer: Type.Object({
    documents: Type.Array(Type.Object({
      id: Type.String(), resultCode: Type.String(), documentType: Type.String(), title: Both, subject: orNull(Type.String()), number: Type.String(),
      issuedOn: DayText, issuedBy: Type.Object({ unit: Type.String(), name: Type.String() }), signedBy: orNull(Type.String()), validTo: orNull(DayText),
      validity: Type.Enum([...validities]), reason: orNull(Type.String()), caseId: orNull(Type.String()), file: Type.String({ description: 'GET /files/{file} gives the PDF' }), checkCode: Type.String(),
      data: Type.Record(Type.String(), Type.Unknown()), uses: Type.Integer({ description: 'How often it was used in a later case instead of being brought again' }),
    })),
  }),
  run: async (ctx): Promise<{ documents: HeldDocument[] }> => ({ documents: await myDocuments(ctx) }),
})
