import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import type { KeptClock } from '../clock.ts'
import { stateRow } from '../state.ts'

const aMinute = 60_000
const furthest = 5 * 366 * 86_400_000

/**
 * Moves the time of the sample: to a moment, by so many minutes, or back to the real time. Whoever is signed in may: in the
 * sample that is anybody, and nobody in it is real. Forward only, because nothing that happened can be made not to have
 * happened; going back to the real time is the one exception, and the page says what it means.
 */
export const setClock = defineAction({
  name: 'sample.set-clock',
  summary: 'In the sample only: move the time forward, or back to the real time',
  may: 'signed-in',
  input: Type.Object({
    to: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d$', description: 'Day and time in Vietnam, 2026-12-05T08:30' })),
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_635_200, description: 'So many minutes on from now' })),
    real: Type.Optional(Type.Literal(true, { description: 'Back to the real time' })),
  }, { additionalProperties: false }),
  async run(ctx, { to, minutes, real }) {
    if (!ctx.house.settings.sample) throw new Refusal('forbidden', 'only-in-sample')
    const moment = real ? new Date() : to !== undefined ? readMoment(to) : new Date(ctx.now.getTime() + (minutes ?? 0) * aMinute)
    if (!real && moment <= ctx.now) throw new Refusal('invalid', 'check-the-form', { day: 'time-goes-forward' })
    if (moment.getTime() - Date.now() > furthest) throw new Refusal('invalid', 'check-the-form', { day: 'too-far-ahead' })
    const kept: KeptClock = { ahead: real ? 0 : moment.getTime() - Date.now(), setAt: new Date().toISOString() }
    ctx.write(stateRow('clock', kept))
    return { now: moment.toISOString() }
  },
})

function readMoment(text: string): Date {
  const moment = new Date(`${text}:00+07:00`)
  if (Number.isNaN(moment.getTime())) throw new Refusal('invalid', 'check-the-form', { day: 'choose-day' })
  return moment
}
