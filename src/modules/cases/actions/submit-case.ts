import Type from 'typebox'
import { notePaperUse } from '#documents'
import { defineAction } from '#platform/action'
import { unopened } from '#platform/events'
import { applicantOf } from '#identity'
import { record } from '../case-store.ts'
import { file } from '../filing.ts'
import { Handing } from '../shapes.ts'

/** Hands in a case at once, with everything: how another system files for the person whose token it bears. */
export const submitCase = defineAction({
  name: 'cases.submit',
  summary: 'Hand in a case for a procedure, complete',
  may: 'person',
  input: Type.Object({ ...Handing }, { additionalProperties: false }),
  async run(ctx, input) {
    const filed = await file(ctx, input, { applicant: await applicantOf(ctx), channel: 2 })
    notePaperUse(ctx, filed.id, filed.papers)
    record(ctx, unopened(filed.id), true, { type: 'cases.submitted', data: filed })
    return { id: filed.id, code: filed.code, checkCode: filed.checkCode }
  },
})
