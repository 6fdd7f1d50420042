import type { Ctx } from '#platform/ctx'
import { readStream, type StoredEvent } from '#platform/events'
import type { Reaction } from '#platform/module'
import { chargeId, openCharge, record } from '../charge-store.ts'
import { chargesAsked, filedBy } from '../domain/asked.ts'
import { endCharge, type Ending } from '../domain/charge.ts'

/** Every charge the case asked for ends with it. One that is still being made is waited for: the job comes again. */
const end = (reason: Ending) => async (ctx: Ctx, event: StoredEvent): Promise<void> => {
  const events = await readStream(ctx.db, event.stream)
  const filed = filedBy(events)
  if (!filed) throw new Error(`${event.stream} does not begin with a filing`)
  for (const n of chargesAsked(events, event.version)) {
    const opened = await openCharge(ctx, chargeId(filed.id, n))
    const what = endCharge(opened.state, reason)
    if (what.length) record(ctx, opened, what)
  }
}

export const endChargesWithTheCase: Reaction = {
  name: 'payments.end-charges-with-the-case',
  on: { 'cases.withdrawn': end('case-withdrawn'), 'cases.refused': end('case-refused') },
}
