import Type from 'typebox'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { openStream } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { officialStream } from '../office-store.ts'
import { mustAdminister } from '../queries/may-administer.ts'
import { DayInput, Id } from '../shapes.ts'

/** Ends a post, at once when no day is said. What was lent by virtue of it ends with it, because a loan is never more than what the lender holds. */
export const endPosition = defineAction({
  name: 'organisations.end-position',
  summary: 'End a post that an official holds',
  may: 'admin',
  input: Type.Object({ official: Id, position: Id, on: Type.Optional(DayInput) }, { additionalProperties: false }),
  async run(ctx, { official, position, on = day(ctx.now) }) {
    const opened = await openStream(ctx, officialStream, official, 'no-such-official')
    const held = opened.state.positions.find((one) => one.id === position)
    if (!held) throw new Refusal('not-found', 'no-such-position')
    mustAdminister(ctx, held.unit)
    if (held.ended !== undefined || (held.validTo !== undefined && held.validTo < on)) throw new Refusal('conflict', 'position-ended-already')
    if (on < day(ctx.now)) throw new Refusal('invalid', 'check-the-form', { on: 'not-in-the-past' })
    ctx.record(officialStream, opened, [{ type: 'organisations.position-ended', data: { official, position, unit: held.unit, on } }])
  },
})
