import Type from 'typebox'
import { defineAction } from '#platform/action'
import { mustNotHurry } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { keepUpload } from '../document-store.ts'

/** One file, in base64 because the API speaks JSON; a page's form sends it as it is and its submit encodes it. */
export const upload = defineAction({
  name: 'documents.upload',
  summary: 'Upload a photo or PDF, to be put to a case afterwards',
  may: 'signed-in',
  input: Type.Object({
    name: Type.String({ maxLength: 500, description: 'What the file was called; kept as a label only' }),
    content: Type.String({ maxLength: 16_000_000, description: 'The bytes in base64' }),
  }, { additionalProperties: false }),
  answer: Type.Object({ id: Type.String(), label: Type.String(), size: Type.Integer(), type: Type.String(), pages: Type.Optional(Type.Integer()) }),
  async run(ctx, { name, content }) {
    // Far more than a person needs for one case; a program that fills the disk is slowed down.
    mustNotHurry(ctx.house, `upload ${ctx.actor.id}`, { most: 120, perSeconds: 600 })
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) throw new Refusal('invalid', 'check-the-form', { content: 'upload-not-base64' })
    const { id, label, size, type, pages } = await keepUpload(ctx, { name, bytes: Buffer.from(content, 'base64') }, 'content')
    return { id, label, size, type, ...(pages ? { pages } : {}) }
  },
})
