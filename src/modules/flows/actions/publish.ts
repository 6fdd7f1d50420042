import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { Refusal } from '#platform/refusal'
import { flowStream, openVersion } from '../flow-store.ts'
import { lookAgain } from '../queries/flows.ts'

const Which = { key: Type.String({ minLength: 1, maxLength: 100 }), version: Type.Integer({ minimum: 1 }) }

/** Four eyes: what one drew, another puts in force. Cases accepted from its day on go by it; running ones stay where they are. */
export const publishFlow = defineAction({
  name: 'flows.publish',
  summary: 'Put a proposed version of a flow in force; not by whoever proposed it',
  may: 'admin',
  input: Type.Object(Which, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { key, version }) {
    const opened = await openVersion(ctx, key, version)
    if (opened.state.state !== 'proposed') throw new Refusal('conflict', 'not-proposed-now')
    if (opened.state.proposedBy.id === ctx.actor.id) throw new Refusal('forbidden', 'needs-another-pair-of-eyes')
    ctx.record(flowStream, opened, [{ type: 'flows.published', data: { key, version } }])
    lookAgain(ctx.house)
  },
})

export const rejectFlow = defineAction({
  name: 'flows.reject',
  summary: 'Send a proposed version of a flow back, with the reason',
  may: 'admin',
  input: Type.Object({ ...Which, reason: Type.String({ minLength: 3, maxLength: 2000 }) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { key, version, reason }) {
    const opened = await openVersion(ctx, key, version)
    if (opened.state.state !== 'proposed') throw new Refusal('conflict', 'not-proposed-now')
    ctx.record(flowStream, opened, [{ type: 'flows.rejected', data: { key, version, reason } }])
  },
})
