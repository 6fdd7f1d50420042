import Type from 'typebox'
import { defineAction } from '#platform/action'
import { makeCredential } from '../remote/credential.ts'

/** A key of one's own to sign from afar with; the PIN is typed once more whenever it is used. */
export const enrolForSigning = defineAction({
  name: 'signatures.enrol',
  summary: 'Get a key and a certificate to sign one’s own papers with, under a PIN',
  may: 'person',
  input: Type.Object({ pin: Type.String({ maxLength: 20, description: 'Six to twelve digits' }) }, { additionalProperties: false }),
  answer: Type.Object({ certificate: Type.String() }),
  run: (ctx, { pin }): Promise<{ certificate: string }> => makeCredential(ctx, pin),
})
