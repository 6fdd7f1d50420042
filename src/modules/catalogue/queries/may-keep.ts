import { isBelow, provinceOf } from '#organisations'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'

/** The catalogue is the whole province's: only who administers the province itself changes it. */
export function mustKeepCatalogue(ctx: Ctx): void {
  if (!mayKeepCatalogue(ctx)) throw new Refusal('forbidden', 'not-your-catalogue')
}

export function mayKeepCatalogue(ctx: Ctx): boolean {
  if (ctx.actor.kind === 'system') return true
  const province = provinceOf(ctx)
  return ctx.actor.powers.some((power) => power.act === 'admin' && isBelow(ctx, province, power.unit))
}
