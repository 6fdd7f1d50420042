import Type from 'typebox'
import { notePaperUse } from '#documents'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { unopened } from '#platform/events'
import { applicantOf } from '#identity'
import { Begun } from '../answers.ts'
import { record } from '../case-store.ts'
import { behalf } from '../drafts.ts'
import { file, filedBy, procedureOn } from '../filing.ts'
import { heldAgainst } from '../known.ts'
import { Handing } from '../shapes.ts'

/**
 * Hands in a case at once, with everything: how another system files for the person whose token it bears. Her answers are
 * held against the registers as those of a form are.
 */
export const submitCase = defineAction({
  name: 'cases.submit',
  summary: 'Hand in a case for a procedure, complete',
  may: 'person',
  input: Type.Object({ ...Handing, mandate: Type.Optional(Type.String({ maxLength: 80, description: 'The mandate by which it is handed in for somebody else' })) }, { additionalProperties: false }),
  answer: Begun,
  async run(ctx, { mandate, ...input }) {
    // As a form would: what a register knows need not be sent, and cannot be said otherwise.
    const { of, one } = behalf(ctx, procedureOn(ctx, input.procedure, day(ctx.now)), mandate)
    const [applicant, { answers, from }] = await Promise.all([applicantOf(of), heldAgainst(one?.kind === 'organisation' ? ctx : of, procedureOn(ctx, input.procedure, day(ctx.now)), input.answers)])
    const filed = await file(ctx, { ...input, answers, from }, { applicant, channel: 2, ...(one && { filedBy: filedBy(ctx.actor, one) }) })
    notePaperUse(ctx, filed.id, filed.papers)
    record(of, unopened(filed.id), true, { type: 'cases.submitted', data: filed })
    return { id: filed.id, code: filed.code, checkCode: filed.checkCode }
  },
})
