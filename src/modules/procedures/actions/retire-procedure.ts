import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { designOf, designStream } from '../design-store.ts'
import { mustBeAnother, mustDesign } from '../designing.ts'
import { catalogue, lookForPublished } from '../shelf.ts'
import { Code } from './shapes.ts'

/** A procedure ends on a day, with that day; what takes its place is named, so that its page leads there. Cases under way are finished. */
export const proposeRetirement = defineAction({
  name: 'procedures.propose-retirement',
  summary: 'Propose that a procedure ends: its last day, why, and what takes its place',
  may: 'admin',
  input: Type.Object({ code: Code, lastDay: Type.String({ format: 'date' }), successor: Type.Optional(Code), reason: Type.String({ minLength: 5, maxLength: 2000 }) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { code, lastDay, successor, reason }) {
    mustDesign(ctx)
    await lookForPublished(ctx.house)
    const served = ctx.take(catalogue)
    if (!served.find(code)) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
    if (lastDay < day(ctx.now)) throw new Refusal('invalid', 'check-the-form', { lastDay: 'not-before-today' })
    if (successor && (successor === code || !served.find(successor))) throw new Refusal('invalid', 'check-the-form', { successor: 'no-such-successor' })
    const opened = await designOf(ctx, code)
    if (opened.state?.retiring) throw new Refusal('conflict', 'retirement-waits')
    ctx.record(designStream, opened, [{ type: 'procedures.retirement-proposed', data: { code, lastDay, ...(successor ? { successor } : {}), reason } }])
  },
})

export const retireProcedure = defineAction({
  name: 'procedures.retire',
  summary: 'Confirm that a procedure ends as proposed; not by whoever proposed it',
  may: ['admin', 'decide'],
  input: Type.Object({ code: Code }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { code }) {
    const opened = await designOf(ctx, code)
    if (!opened.state?.retiring) throw new Refusal('conflict', 'no-retirement-waits')
    mustBeAnother(ctx, [opened.state.retiring.by])
    ctx.record(designStream, opened, [{ type: 'procedures.retired', data: { code } }])
  },
})

export const declineRetirement = defineAction({
  name: 'procedures.decline-retirement',
  summary: 'Say no to ending a procedure, or take the proposal back',
  may: ['admin', 'decide'],
  input: Type.Object({ code: Code, reason: Type.String({ minLength: 3, maxLength: 2000 }) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { code, reason }) {
    const opened = await designOf(ctx, code)
    if (!opened.state?.retiring) throw new Refusal('conflict', 'no-retirement-waits')
    if (opened.state.retiring.by.id !== ctx.actor.id) mustBeAnother(ctx, [])
    ctx.record(designStream, opened, [{ type: 'procedures.retirement-declined', data: { code, reason } }])
  },
})
