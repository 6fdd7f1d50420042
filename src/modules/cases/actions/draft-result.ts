import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { draftValues } from '../result.ts'
import { Id } from '../shapes.ts'

/** The specialist proposes: grant with what the result shall say, or decline with the reason (form 03 within the time limit). */
export const draftResult = defineAction({
  name: 'cases.draft-result',
  summary: 'Draft the result from the case and pass it up for decision',
  may: 'process',
  input: Type.Object({
    caseId: Id,
    outcome: Type.Enum(['grant', 'decline']),
    reason: Type.Optional(Type.String({ maxLength: 2000 })),
    values: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2000 }))),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, outcome, reason, values = {}, note }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'draft', limitsOn(ctx))
    if (outcome === 'decline' && (reason?.trim().length ?? 0) < 3) throw new Refusal('invalid', 'check-the-form', { reason: 'say-why' })
    const said = await draftValues(ctx, opened.state, values, outcome, reason?.trim())
    record(ctx, opened, power,
      // Whoever drafts it has it: nobody need be asked whose it is.
      ...(opened.state.handler ? [] : [{ type: 'cases.assigned' as const, data: { to: { id: ctx.actor.id, name: ctx.actor.name } } }]),
      { type: 'cases.drafted', data: { outcome, values: said, ...(reason?.trim() ? { reason: reason.trim() } : {}), ...(note?.trim() ? { note: note.trim() } : {}) } })
  },
})
