import type { Reaction } from '#platform/module'
import { openCase, record } from '../case-store.ts'
import { promise } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'

/** A charge of a case was paid. If the clock stood still for it, it goes on: with the time the case had left, counted in full again. */
export const noteFeePaid: Reaction = {
  name: 'cases.note-fee-paid',
  on: {
    'payments.paid': async (ctx, event) => {
      const { caseId, amount, online } = event.data as { caseId: string; amount: number; online: boolean }
      const opened = await openCase(ctx, caseId)
      const power = mustTake(ctx.actor, opened.state, 'note-payment')
      const restarted = opened.state.state === 'fee-asked' && opened.state.dueAt ? promise(ctx, ctx.now, opened.state.time, opened.state.competentUnit) : {}
      record(ctx, opened, power, { type: 'cases.fee-paid', data: { amount, online, ...restarted } })
    },
  },
}
