import type { Reaction } from '#platform/module'
import { openCase, record } from '../case-store.ts'
import { limitsOn, paid } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'

/** A charge of a case was paid. If the clock stood still for it, it goes on with the time the case had left. */
export const noteFeePaid: Reaction = {
  name: 'cases.note-fee-paid',
  on: {
    'payments.paid': async (ctx, event) => {
      // A charge is named by its case and the number of the event that asked for it.
      const { caseId, charge, amount, online } = event.data as { caseId: string; charge: string; amount: number; online: boolean }
      const opened = await openCase(ctx, caseId)
      const asked = Number(charge.slice(caseId.length + 1))
      // Taken at the counter as the case was entered: that event said it already.
      if (asked === 1 && opened.state.cash) return
      const power = mustTake(ctx.actor, opened.state, 'note-payment', limitsOn(ctx))
      record(ctx, opened, power, paid(ctx, opened.state, asked, { amount, online }))
    },
  },
}
