import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { openCase, record, takeNumber } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake, type Signer } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

/** The one who may decide, decides. A delegate signs in the name of the one who delegated, and the record says so. */
export const approveResult = defineAction({
  name: 'cases.approve',
  summary: 'Approve and issue the drafted result',
  may: 'decide',
  proof: true,
  input: Type.Object({ caseId: Id }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'approve', limitsOn(ctx))
    const draft = opened.state.draft
    // A drawing could let it be signed before anything was drafted.
    if (!draft) throw new Refusal('conflict', 'no-draft-yet')
    const year = day(ctx.now).slice(0, 4)
    const number = await takeNumber(ctx, `${opened.state.procedure.code} ${opened.state.competentUnit}`, `${year}-01-01`)
    const signer: Signer = {
      name: ctx.actor.name, position: ctx.actor.position ?? '',
      ...(power !== true && power.inNameOf ? { inNameOf: { name: power.inNameOf.name, position: power.inNameOf.position } } : {}),
    }
    record(ctx, opened, power, { type: 'cases.approved', data: { outcome: draft.outcome, number: `${number}/${year}`, signer, ...(draft.reason ? { reason: draft.reason } : {}) } })
  },
})
