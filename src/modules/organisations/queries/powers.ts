import { ask } from '#platform/action'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { Transfer } from '../domain/authority.ts'
import type { Day } from '../domain/day.ts'
import { emptyLoans, twice, unheld, whatIf, type WhatIf } from '../domain/reports.ts'
import { posts, unitRegister } from '../shelves.ts'
import { readAllAuthority } from './officials.ts'
import { isBelow, provinceOf } from './units.ts'

/** Where the reader may ask: the units he administers or oversees. */
export const topOf = (ctx: Ctx): string => ctx.actor.powers.find((power) => power.act === 'admin' || power.act === 'oversee')?.unit ?? provinceOf(ctx)
export const mayAsk = (ctx: Ctx, unit: string): boolean =>
  ctx.actor.kind === 'system' || ctx.actor.powers.some((power) => (power.act === 'admin' || power.act === 'oversee') && isBelow(ctx, unit, power.unit))

/** Refuses with forbidden `not-your-unit` who neither administers nor oversees the unit. */
export function mustAsk(ctx: Ctx, unit: string): void {
  if (!mayAsk(ctx, unit)) throw new Refusal('forbidden', 'not-your-unit')
}

/** The acts by which cases go through a unit: a place needs all of them, a body of it those of its posts. */
const needed = ['receive', 'process', 'decide', 'sign', 'lead', 'oversee', 'admin', 'seal'] as const

/** What is wrong with the powers below a unit on a day: held by nobody, by too many, by people who left. */
export async function powerReports(ctx: Ctx, top: string, on: Day) {
  const { authority, positions, delegations } = await readAllAuthority(ctx)
  const register = ctx.take(unitRegister)
  const book = ctx.take(posts)
  const communes = register.communesOf(top, on)
  // A place is staffed once somebody is appointed there; units that do not use the platform yet are nobody's omission.
  const staffed = new Set([...authority.allOn(on)].map(({ entry }) => entry.power.unit))
  const places = [...register.ancestryOf(top, on).slice(0, 1), ...register.bodiesUnder(top, on), ...communes].filter(({ code, serves }) => serves === undefined && staffed.has(code))
  const within = ({ unit }: { unit: string }): boolean => isBelow(ctx, unit, top)
  const offered = (kind: string, centre: boolean) => new Set([...book.posts.values()].filter((post) => post.in.includes(kind) || (centre && post.in.includes('service-centre'))).flatMap(({ acts }) => acts))
  return {
    unheld: unheld(authority, places.map(({ code, kind }) => {
      const acts = offered(kind, register.bodiesUnder(code, on).some(({ serves }) => serves === code))
      return { code, acts: needed.filter((act) => acts.has(act)) }
    }), on),
    twice: twice(positions, book, on).filter(within),
    left: emptyLoans(authority, delegations, on).filter(within),
  }
}

/** A change that somebody only asks about. */
export const transferOf = ({ procedure, unit, down, day, running }: { procedure: string; unit: string; down: boolean; day: Day; running: 'stay' | 'move' }): Transfer => {
  const province = { level: 'province' as const, units: [unit] }
  return {
    key: 'asked', names: { vi: '', en: '' }, day, procedures: [procedure], acts: ['process', 'decide', 'sign'], running, source: '',
    ...(down ? { from: province, to: { level: 'commune' } } : { from: { level: 'commune' }, to: province }),
  }
}

/** Asked before a power is moved: who gains, who loses, where nobody could do it, and how many running cases it concerns. */
export async function whatWould(ctx: Ctx, transfer: Transfer): Promise<WhatIf & { cases: number }> {
  const { positions, delegations } = await readAllAuthority(ctx)
  const { to, from } = transfer
  const register = ctx.take(unitRegister)
  const receiving = to.units ?? register.communesOf(provinceOf(ctx), transfer.day).map(({ code }) => code)
  // Cases are kept in a room above this one: it is asked as an integrator would ask.
  const query = ctx.house.modules.flatMap((module) => module.queries ?? []).find(({ name }) => name === 'cases.running')
  const running = query ? (await ask(ctx.house, ctx.actor, query, { procedure: transfer.procedures[0]! }, ctx.lang) as { units: readonly { unit: string; cases: number }[] }).units : []
  const leaves = (unit: string): boolean => (from.units ? from.units.includes(unit) : (register.find(unit, transfer.day)?.level === 'commune') === (from.level === 'commune'))
  return { ...whatIf({ positions, delegations, book: ctx.take(posts) }, transfer, receiving), cases: running.filter(({ unit }) => leaves(unit)).reduce((sum, { cases }) => sum + cases, 0) }
}
