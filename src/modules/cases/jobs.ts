import type { TimedJob } from '#platform/module'
import { openCase, record } from './case-store.ts'
import { limitsOn } from './counting.ts'
import { mustTake } from './domain/case-file.ts'
import { states } from './domain/steps.ts'
import { namesOfElement } from './flowing.ts'

/** A timer of a case's flow rings. While the clock of the case stands still its timers do too: they are looked at again in an hour. */
export const ring: TimedJob = {
  name: 'cases.ring',
  async run(ctx, { caseId, timer, due }: { caseId: string; timer: string; due: string }) {
    const opened = await openCase(ctx, caseId)
    const file = opened.state
    const set = file.flow?.rings.find((it) => it.timer === timer && it.due === due)
    if (!set || states[file.state].clock === 'ended') return
    if (states[file.state].clock === 'paused') {
      ctx.later({ name: 'cases.ring', dueAt: new Date(ctx.now.getTime() + 3_600_000), data: { caseId, timer, due } })
      return
    }
    const power = mustTake(ctx.actor, file, 'ring', limitsOn(ctx))
    record(ctx, opened, power, { type: 'cases.timer-rang', data: { timer, element: set.node, names: namesOfElement(ctx, file, set.node) } })
  },
}
