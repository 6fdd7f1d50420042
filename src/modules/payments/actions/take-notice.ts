import { type Static, Type } from 'typebox'
import { defineAction, perform } from '#platform/action'
import { system } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { defineStream, unopened } from '#platform/events'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { openCharge, record } from '../charge-store.ts'
import { collecting } from '../definitions/collecting.ts'
import { takePayment } from '../domain/charge.ts'
import { findReference } from '../domain/reference.ts'
import type { Notice } from '../providers/provider.ts'

const Heard = Type.Object({
  provider: Type.String(),
  notice: Type.Object({ id: Type.String(), account: Type.String(), amount: Type.Integer({ minimum: 1 }), currency: Type.String(), content: Type.String(), at: Type.String() }),
})

export type NoticeOutcome = 'paid' | 'part-paid' | 'refund-due' | 'unknown-reference' | 'wrong-account' | 'not-vnd'

/** Money that no charge asked for has a stream of its own: the slot keeps it single, the log keeps it for good. */
type StrayEvent = { type: 'payments.notice-ignored'; data: { notice: string; amount: number; currency: string; content: string; reason: NoticeOutcome } }
const strayStream = defineStream<true, StrayEvent>({ prefix: 'stray-notice', evolve: () => true, rows: () => [], tables: [] })

/**
 * Takes in one notice of a provider, whose signature was checked. Not among the room's actions: no person may say that
 * money has come.
 */
const takeNotice = defineAction({
  name: 'payments.take-notice',
  summary: 'Take in a signed notice of money received',
  may: 'admin',
  input: Heard,
  async run(ctx, { provider, notice }) {
    const known = await ctx.db.selectFrom('payment_notices').selectAll().where('provider', '=', provider).where('id', '=', notice.id).executeTakeFirst()
    if (known) {
      ctx.write({ table: 'payment_notices', row: { ...known, times: known.times + 1, last_at: ctx.now } })
      return { outcome: known.outcome as NoticeOutcome, times: known.times + 1 }
    }
    const { charge, outcome } = await settle(ctx, provider, notice)
    ctx.write({
      table: 'payment_notices',
      row: { provider, id: notice.id, charge, account: notice.account, amount: notice.amount, currency: notice.currency, content: notice.content, paid_at: new Date(notice.at), outcome, times: 1, first_at: ctx.now, last_at: ctx.now },
    })
    return { outcome, times: 1 }
  },
})

async function settle(ctx: Ctx, provider: string, notice: Static<typeof Heard>['notice']): Promise<{ charge: string | null; outcome: NoticeOutcome }> {
  const id = `${provider}:${notice.id}`
  const reference = findReference(notice.content)
  const found = reference === undefined ? undefined : (await ctx.db.selectFrom('charges').select('id').where('reference', '=', reference).executeTakeFirst())
  const ours = [...ctx.take(collecting).values()].some((account) => account.number === notice.account)
  const reason = notice.currency !== 'VND' ? 'not-vnd' : !ours ? 'wrong-account' : !found ? 'unknown-reference' : undefined
  if (reason) {
    ctx.record(strayStream, unopened(id), [{ type: 'payments.notice-ignored', data: { notice: id, amount: notice.amount, currency: notice.currency, content: notice.content, reason } }])
    return { charge: null, outcome: reason }
  }
  const opened = await openCharge(ctx, found!.id as string)
  const events = takePayment(opened.state, { id, amount: notice.amount, online: true, at: new Date(notice.at).toISOString() })
  // The charge knows this money although the notice was not there a moment ago: another just heard it. Look again.
  if (!events.length) throw new Refusal('conflict', 'changed-meanwhile')
  record(ctx, opened, events)
  return { charge: opened.id, outcome: events[0]!.type === 'payments.paid' ? 'paid' : events[0]!.type === 'payments.part-paid' ? 'part-paid' : 'refund-due' }
}

/** Answers after the commit. Two notices at one moment: the second looks again at what the first has left. */
export async function hearNotice(house: House, provider: string, notice: Notice): Promise<{ outcome: NoticeOutcome; times: number }> {
  for (let turn = 1; ; turn++) {
    try {
      return await perform(house, system, takeNotice, { provider, notice })
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'changed-meanwhile') || turn === 10) throw error
    }
  }
}
