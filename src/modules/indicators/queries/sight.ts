import type { Day, Unit } from '#organisations'
import type { Actor } from '#platform/actor'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { isDay, type Period, periods } from '../domain/period.ts'
import { unitTreeShelf } from '../shelves.ts'

/** What was asked of a wall, as an address carries it. */
export type Asked = { unit?: string; asOf?: string; period?: string }
/** A wall somebody may see: of this unit, as it was on that day. `whole`: of the province, with its communes. */
export type Sight = { unit: Unit; whole: boolean; asOf: Day; today: boolean; /** The day that was asked for, when it has not come yet: a wall does not look ahead, so this is today. */ ahead?: Day; /** What was asked for as a day and is none: a page shows today and says so. */ unread?: string; period: Period }

/**
 * Whose figures `actor` may see: who oversees, a unit with all below it; who leads or decides in a unit, that unit. Powers for
 * named procedures only do not count: the figures are of all of a unit's work.
 */
export const seats = (actor: Actor): { unit: string; below: boolean }[] =>
  actor.powers.filter((p) => !p.procedures && (p.act === 'oversee' || p.act === 'lead' || p.act === 'decide')).map((p) => ({ unit: p.unit, below: p.act === 'oversee' }))
    .sort((a, b) => Number(b.below) - Number(a.below))

/** Refuses with forbidden `not-your-figures`, not-found `no-such-unit`, invalid `no-such-day` or `no-such-period`. */
export function mustSee(ctx: Ctx, asked: Asked): Sight {
  const tree = ctx.take(unitTreeShelf)
  const now = day(ctx.now)
  if (asked.asOf && !isDay(asked.asOf)) throw new Refusal('invalid', 'no-such-day')
  const asOf = asked.asOf && asked.asOf < now ? asked.asOf : now
  const period = asked.period || 'rolling-30'
  if (!periods.includes(period as Period)) throw new Refusal('invalid', 'no-such-period')
  const mine = ctx.actor.kind === 'system' ? [{ unit: tree.province, below: true }] : seats(ctx.actor)
  const code = asked.unit || mine[0]?.unit
  if (!code || !mine.some((seat) => seat.unit === code || (seat.below && tree.isUnder(code, seat.unit, asOf)))) throw new Refusal('forbidden', 'not-your-figures')
  const unit = tree.find(code, asOf) ?? tree.find(code, now)
  if (!unit) throw new Refusal('not-found', 'no-such-unit', {}, { unit: code })
  return { unit, whole: unit.code === tree.province, asOf, today: asOf === now, ...(asked.asOf && asked.asOf > now && { ahead: asked.asOf }), period: period as Period }
}
