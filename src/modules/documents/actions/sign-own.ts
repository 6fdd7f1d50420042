import Type from 'typebox'
import { signOwn, unlock } from '#signatures'
import { defineAction } from '#platform/action'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import type { FileState, StoredFile } from '../domain/document.ts'
import { fileStream } from '../document-store.ts'
import { inspect, labelFor } from '../domain/inspect.ts'
import { uploadRulesOn } from '../upload-rules.ts'

/** She signs a PDF of hers from afar; it is kept as her file, to be put to a case or taken away. */
export const signOwnFile = defineAction({
  name: 'documents.sign',
  summary: 'Sign a PDF of one’s own with one’s key, after typing the PIN',
  may: 'person',
  proof: true,
  input: Type.Object({ name: Type.String({ maxLength: 500 }), content: Type.String({ maxLength: 16_000_000, description: 'The PDF in base64' }), pin: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
  answer: Type.Object({ id: Type.String(), label: Type.String() }),
  async run(ctx, { name, content, pin }): Promise<{ id: string; label: string }> {
    const seen = await inspect(Buffer.from(content, 'base64'), name, uploadRulesOn(ctx))
    if ('fault' in seen) throw new Refusal('invalid', 'check-the-form', { file: seen.fault }, { most: 10, pages: 200 })
    if (seen.type !== 'application/pdf') throw new Refusal('invalid', 'check-the-form', { file: 'sign-a-pdf' })
    const id = ctx.newId()
    const { signer } = await unlock(ctx, ctx.actor.id, pin)
    const signed = await signOwn(ctx, seen.bytes, signer, { file: id })
    const { hash, size, type } = await ctx.house.files.put(signed, { type: 'application/pdf' })
    const file: StoredFile = { id, hash, size, type, label: labelFor(`${seen.label.replace(/\.pdf$/, '')} (đã ký)`, 'pdf'), owner: ctx.actor.id, ...(seen.pages ? { pages: seen.pages } : {}) }
    ctx.record(fileStream, unopened<FileState>(id), [{ type: 'documents.uploaded', data: file }])
    return { id, label: file.label }
  },
})
