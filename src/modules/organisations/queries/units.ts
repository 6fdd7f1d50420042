import { day } from '#platform/clock'
import type { Ctx, Lang } from '#platform/ctx'
import type { House } from '#platform/house'
import type { PageInfo } from '#platform/page'
import { Refusal } from '#platform/refusal'
import type { Day } from '../domain/day.ts'
import type { Unit } from '../domain/unit-register.ts'
import { calendars, posts, unitRegister } from '../shelves.ts'

/** The code of the province whose platform this is: '24' of the jurisdiction vn-24. */
export const provinceOf = (ctx: Pick<Ctx, 'house'>): string => ctx.house.settings.jurisdiction.split('-').at(-1)!

/** The unit of that code on that day. Refuses with not-found `no-such-unit`. */
export function mustFindUnit(ctx: Pick<Ctx, 'take'>, code: string, on: Day): Unit {
  const unit = ctx.take(unitRegister).find(code, on)
  if (!unit) throw new Refusal('not-found', 'no-such-unit', {}, { unit: code })
  return unit
}

/**
 * The unit that takes in a case for `competent` when nobody says otherwise: the commune itself, the province for its departments.
 * Their service centres (`centreOf`) do the work. Refuses with not-found `no-reception`.
 */
export function receptionFor(ctx: Pick<Ctx, 'take'>, competent: string, on: Day): string {
  const serves = ctx.take(unitRegister).centreOf(competent, on)?.serves
  if (serves === undefined) throw new Refusal('not-found', 'no-reception', {}, { unit: competent })
  return serves
}

/** Whose platform this is, for the masthead. */
export function placeOf(house: House, now: Date): PageInfo['place'] {
  const { full, name } = house.take(unitRegister).get(provinceOf({ house }), day(now))
  return { name: full.vi, nameEn: full.en, short: name.vi }
}

/**
 * A post's title and a unit's name as records keep them, in Vietnamese, read in a language: "Phó Chủ tịch Ủy ban nhân dân phường
 * Vũ Ninh". What is no name of that unit on that day, nor the title of a post in it or its centre, stays as it was written.
 */
export function calledIn(ctx: Pick<Ctx, 'take'>, lang: Lang, words: string, unit: string, on: Day): string {
  if (lang === 'vi') return words
  const register = ctx.take(unitRegister)
  const places = [register.find(unit, on), register.centreOf(unit, on)].flatMap((place) => place ?? [])
  const titles = [...ctx.take(posts).posts.values()].map(({ title }) => title)
  return places.flatMap(({ formal }) => [...titles, { vi: '{unit}', en: '{unit}' }].filter((title) => title.vi.replace('{unit}', formal.vi) === words).map((title) => title.en.replace('{unit}', formal.en)))[0] ?? words
}

/** The unit where the official sits, for the masthead; absent for others. */
export function seatOf(ctx: Pick<Ctx, 'take' | 'now' | 'lang' | 'actor'>): { seat?: string } {
  const unit = ctx.actor.unit && ctx.take(unitRegister).find(ctx.actor.unit, day(ctx.now))
  return unit ? { seat: unit.full[ctx.lang] } : {}
}

/**
 * Does `unit` belong under `top` today? A unit that is no more is asked for by what became of it,
 * so that an old case opens under its new unit.
 */
export function isBelow(ctx: Pick<Ctx, 'take' | 'now'>, unit: string, top: string): boolean {
  const register = ctx.take(unitRegister)
  const today = day(ctx.now)
  if (register.find(unit, today)) return register.isUnder(unit, top, today)
  const last = register.versionsOf(unit).at(-1)
  return last !== undefined && register.successorsOf(unit, last.validFrom, today).some((successor) => register.isUnder(successor.unit.code, top, today))
}

/** The calendar a unit keeps, by its province; the country's own where the province says nothing. */
export function calendarOf(ctx: Pick<Ctx, 'take'>, unit: string, on: Day) {
  const id = ctx.take(unitRegister).find(unit, on)?.calendar
  return id === undefined ? ctx.take(calendars).default : ctx.take(calendars).get(id)
}
