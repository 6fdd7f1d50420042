import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { collecting } from '../definitions/collecting.ts'
import { desksOf } from '../domain/sight.ts'

export type StrayNotice = { provider: string; id: string; account: string; amount: number; currency: string; content: string; paidAt: Date; outcome: string; times: number }

/** Money that came to an account which the actor's desks collect on, and that fits no charge; newest first. */
export async function strayNotices(ctx: Ctx, most = 50): Promise<StrayNotice[]> {
  const units = new Set(desksOf(ctx.actor).flatMap((desk) => ctx.take(unitRegister).ancestryOf(desk.unit, day(ctx.now)).map((unit) => unit.code)))
  const accounts = [...ctx.take(collecting).values()].filter((account) => units.has(account.unit)).map((account) => account.number)
  if (!accounts.length) return []
  const rows = await ctx.db.selectFrom('payment_notices').select(['provider', 'id', 'account', 'amount', 'currency', 'content', 'paid_at', 'outcome', 'times'])
    .where('charge', 'is', null).where('account', 'in', accounts).orderBy('first_at', 'desc').orderBy('id').limit(most).execute()
  return rows.map((r) => ({ provider: r.provider, id: r.id, account: r.account, amount: r.amount, currency: r.currency, content: r.content, paidAt: r.paid_at, outcome: r.outcome, times: r.times }))
}
