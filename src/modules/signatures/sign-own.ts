import { createHash } from 'node:crypto'
import type { Signer } from '#certification'
import { readCertificate, serialHex } from '#certification'
import type { Ctx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { NotPdf } from './pdf/read.ts'
import { signPdf } from './pdf/sign.ts'
import { atLeast, signingRules } from './rules.ts'
import { type SignatureState, signatureStream } from './signature-store.ts'
import { stamperOf } from './stamping.ts'

/**
 * A person signs a paper of her own, with whichever signer she has unlocked: her key here, or one at a remote service. Not
 * seen on the page: what she hands in is read by an office, and what is checked is the signature. Refuses with
 * `pdf-not-readable` and `pdf-encrypted`.
 */
export async function signOwn(ctx: Ctx, pdf: Buffer, signer: Signer, { file }: { file?: string } = {}): Promise<Buffer> {
  const { level } = ctx.take(signingRules).citizens
  try {
    const { bytes, signature } = await signPdf(pdf, signer, { at: ctx.now, name: ctx.actor.name }, atLeast(level, 'B-T') ? await stamperOf(ctx.house) : undefined)
    const id = ctx.newId()
    ctx.record(signatureStream, unopened<SignatureState>(id), [{
      type: 'signatures.made',
      data: { id, digest: createHash('sha256').update(signature).digest('hex'), kind: 'citizen', format: 'pades', level, signer: { id: ctx.actor.id, name: ctx.actor.name }, certificate: serialHex(readCertificate(signer.chain[0]!).serial), ...(file ? { file } : {}) },
    }])
    return bytes
  } catch (error) {
    if (error instanceof NotPdf) throw new Refusal('invalid', 'check-the-form', { file: error.code })
    throw error
  }
}
