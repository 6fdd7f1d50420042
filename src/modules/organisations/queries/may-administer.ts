import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { isBelow } from './units.ts'

/** Refuses unless the actor keeps officials in `unit` or somewhere above it. The worker, which fills the sample, may. */
export function mustAdminister(ctx: Ctx, unit: string): void {
  if (ctx.actor.kind === 'system') return
  if (!ctx.actor.powers.some((power) => power.act === 'admin' && isBelow(ctx, unit, power.unit))) throw new Refusal('forbidden', 'not-your-unit')
}
