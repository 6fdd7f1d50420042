import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { mustMove } from '../flowing.ts'
import { Id, Words } from '../shapes.ts'

/** A running case stays on the version of its flow that it began with, unless somebody moves it, having seen what comes of it. */
export const moveFlow = defineAction({
  name: 'cases.move-flow',
  summary: 'Move a running case to another version of its flow; refused when what was done has no place there',
  may: 'lead',
  input: Type.Object({ caseId: Id, version: Type.Integer({ minimum: 1 }), reason: Words }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { caseId, version, reason }) {
    const opened = await openCase(ctx, caseId)
    const power = mustTake(ctx.actor, opened.state, 'move-flow', limitsOn(ctx))
    const from = opened.state.flow!
    const { mark, passed } = mustMove(ctx, opened.state, version)
    record(ctx, opened, power, { type: 'cases.flow-moved', data: { from: { key: from.key, version: from.version }, to: { key: from.key, version }, reason, passed, flow: mark } })
  },
})
