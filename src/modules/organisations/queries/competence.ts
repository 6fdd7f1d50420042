import { type Expression, type SqlBool, sql } from 'kysely'
import type { Act, Actor, Power } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { type Entrusted, type Transfer, isSide } from '../domain/authority.ts'
import { type Day, within } from '../domain/day.ts'
import { levelOf } from '../domain/standing.ts'
import type { Unit } from '../domain/unit-register.ts'
import { posts, unitRegister } from '../shelves.ts'
import { provinceOf } from './units.ts'

type Asking = Pick<Ctx, 'take' | 'house'>
/** What a case says about where it belongs: what its form answered, and who took it in. */
export type Placed = { answers: Record<string, unknown>; receivingUnit?: string; asked?: string }

/** The change that says, by `on`, where a procedure is decided; undefined when it never moved. */
export const changeOf = (transfers: readonly Transfer[], procedure: string, on: Day): Transfer | undefined =>
  transfers.filter((one) => one.day <= on && one.acts.includes('decide') && one.procedures.includes(procedure)).toSorted((a, b) => (a.day < b.day ? -1 : 1)).at(-1)

/**
 * The unit that is competent for a new case because the power moved; undefined when it did not move, 'nowhere' when it went to
 * the communes and the case names none.
 */
export function competentSince(ctx: Asking, procedure: string, placed: Placed, on: Day): string | 'nowhere' | undefined {
  const change = changeOf(ctx.take(posts).transfers, procedure, on)
  return change && (target(ctx, change, placed, on) ?? 'nowhere')
}

function target(ctx: Asking, { to, place }: Transfer, { asked, answers, receivingUnit }: Placed, on: Day): string | undefined {
  if (to.level === 'province') return to.units?.[0]
  const register = ctx.take(unitRegister)
  return [asked, place === undefined ? undefined : answers[place], receivingUnit]
    .find((code): code is string => typeof code === 'string' && register.find(code, on)?.level === 'commune' && register.isUnder(code, provinceOf(ctx), on) && (!to.units || to.units.includes(code)))
}

export type Moved = { competentUnit: string; receivingUnit: string; why: 'merger' | 'transfer'; source: string }

export type Running = { procedure: string; competentUnit: string; receivingUnit: string; filedOn: Day }

/** What moves a running case on `on`: units of it that went whole into another, and the change that took it along. Undefined: nothing does. */
export function leaving(ctx: Asking, one: Running, on: Day, transfers: readonly Transfer[] = ctx.take(posts).transfers): { competent?: Unit; receiving?: Unit; change?: Transfer } | undefined {
  const register = ctx.take(unitRegister)
  const whole = (code: string): Unit | undefined => {
    if (register.find(code, on)) return undefined
    const since = register.find(code, one.filedOn) ? one.filedOn : register.versionsOf(code).at(-1)?.validFrom
    const into = since === undefined ? [] : register.successorsOf(code, since, on)
    return into.length === 1 ? into[0]!.unit : undefined
  }
  const [competent, receiving] = [whole(one.competentUnit), whole(one.receivingUnit)]
  const change = changeOf(transfers, one.procedure, on)
  const unit = competent ?? register.find(one.competentUnit, on)
  const taken = change?.running === 'move' && one.filedOn < change.day && unit && isSide(change.from, { level: levelOf(register, unit), over: unit.code })
  return competent || receiving || taken ? { ...(competent && { competent }), ...(receiving && { receiving }), ...(taken && { change }) } : undefined
}

/**
 * Where a running case belongs on `on`, when that is no longer where it is. Undefined: it stays; also when a unit was cut up, or
 * the case names no commune, and somebody has to be asked.
 */
export function belongsTo(ctx: Asking, one: Running & { answers: Record<string, unknown> }, on: Day, transfers?: readonly Transfer[]): Moved | undefined {
  const leaves = leaving(ctx, one, on, transfers)
  if (!leaves) return undefined
  const { competent, receiving, change } = leaves
  const units = { competentUnit: competent?.code ?? one.competentUnit, receivingUnit: receiving?.code ?? one.receivingUnit }
  const to = change && target(ctx, change, { answers: one.answers, receivingUnit: units.receivingUnit }, on)
  if (to !== undefined) return { ...units, competentUnit: to, why: 'transfer', source: change!.source }
  return competent || receiving ? { ...units, why: 'merger', source: (competent ?? receiving)!.source } : undefined
}

/** Does the agency let the platform itself do this on that day? Answers by which permission. */
export const entrusted = (ctx: Pick<Ctx, 'take'>, act: Act, { unit, procedure }: { unit: string; procedure: string }, on: Day): Entrusted | undefined =>
  ctx.take(posts).entrusted.find((one) => one.acts.includes(act) && within(on, one) && (!one.units || one.units.includes(unit)) && (!one.procedures || one.procedures.includes(procedure)))

/**
 * The rows of a table for which the actor holds `act`, or all of several acts in one name: the same powers that actions ask, as
 * a condition. Columns are named by the caller: the unit in which the power must lie, the code of the procedure, the day the case
 * was filed, and what it is about (null: not known, and then no limit stands in the way).
 */
export function holdsFor(actor: Pick<Actor, 'powers'>, act: Act | readonly Act[], columns: { unit: string; procedure: string; filedOn: string; amount?: string; kind?: string }): Expression<SqlBool> {
  const [unit, procedure, filedOn] = [sql.ref(columns.unit), sql.ref(columns.procedure), sql.ref(columns.filedOn)]
  const reach = (power: Power) => sql<SqlBool>`(${sql.join([
    sql`${unit} = ${power.unit}`,
    ...(power.procedures ? [sql`${procedure} = any(${power.procedures})`] : []),
    ...(power.except ?? []).map((one) => sql`not (${sql.join([
      sql`${procedure} = any(${one.procedures})`,
      ...(one.filedFrom === undefined ? [] : [sql`${filedOn} >= ${one.filedFrom}::date`]),
      ...(one.filedBefore === undefined ? [] : [sql`${filedOn} < ${one.filedBefore}::date`]),
    ], sql` and `)})`),
    ...(power.limits?.amount !== undefined && columns.amount ? [sql`coalesce(${sql.ref(columns.amount)}, 0) <= ${power.limits.amount}`] : []),
    ...(power.limits?.kinds && columns.kind ? [sql`(${sql.ref(columns.kind)} is null or ${sql.ref(columns.kind)} = any(${power.limits.kinds}))`] : []),
  ], sql` and `)})`
  const any = (arms: readonly Expression<SqlBool>[]) => (arms.length ? sql<SqlBool>`(${sql.join(arms, sql` or `)})` : sql<SqlBool>`false`)
  const acts = [act].flat()
  const names = Map.groupBy(actor.powers.filter((power) => acts.includes(power.act)), (power) => (acts.length === 1 ? '' : (power.inNameOf?.id ?? '')))
  return any([...names.values()].map((powers) => sql<SqlBool>`(${sql.join(acts.map((one) => any(powers.filter((power) => power.act === one).map(reach))), sql` and `)})`))
}
