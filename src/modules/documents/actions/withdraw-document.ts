import Type from 'typebox'
import { findPower } from '#platform/actor'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { documentStream, openDocument } from '../document-store.ts'

/** The agency takes back what it issued. The document stays in the store and says so; nothing is erased. */
export const withdrawDocument = defineAction({
  name: 'documents.withdraw',
  summary: 'Withdraw a document that was issued, with the reason',
  may: 'decide',
  input: Type.Object({ documentId: Type.String({ minLength: 1, maxLength: 100 }), reason: Type.String({ minLength: 3, maxLength: 2000 }) }, { additionalProperties: false }),
  async run(ctx, { documentId, reason }) {
    const opened = await openDocument(ctx, documentId)
    const power = findPower(ctx.actor, 'decide', opened.state.issuedBy.unit)
    if (!power) throw new Refusal('forbidden', 'not-your-document')
    if (opened.state.standing.state !== 'valid') throw new Refusal('conflict', 'document-ended-already')
    ctx.record(documentStream, opened, [{ type: 'documents.withdrawn', data: { on: day(ctx.now), reason } }], power.inNameOf ? { inNameOf: power.inNameOf.id } : {})
  },
})
