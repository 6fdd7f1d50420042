import { Type } from 'typebox'
import type { ClockRules } from '../domain/clock.ts'
import { type Day, within } from '../domain/day.ts'
import { WrongDefinition, readDefinition } from './read-definition.ts'
import { DayText, HourText, exact, minutes } from './shapes.ts'

/** The rules of counting as they changed over time. */
export type ClockBook = {
  /** The rules in force on `day`; the oldest known before the first. */
  on(day: Day): ClockRules
}

const Limit = Type.Object({ amount: Type.Integer({ minimum: 0 }), unit: Type.Union([Type.Literal('working-day'), Type.Literal('day'), Type.Literal('hour')]) }, exact)
const WorkingDays = Type.Object({ amount: Type.Integer({ minimum: 0 }), unit: Type.Literal('working-day') }, exact)
const Days = Type.Object({ amount: Type.Integer({ minimum: 1 }), unit: Type.Literal('day') }, exact)
const Sureness = Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')])
const SameDay = Type.Object({ sameDayUntil: HourText, source: Type.String() }, exact)
const ClockFile = Type.Object({
  versions: Type.Array(Type.Object({
    validFrom: DayText, validTo: Type.Optional(DayText),
    counting: Type.Object({ startDayCounts: Type.Boolean(), endOnDayOff: Type.Union([Type.Literal('next-working-day'), Type.Literal('same-day')]), source: Type.String() }, exact),
    online: Type.Object({ lastFiling: HourText, countsFrom: HourText, source: Type.String() }, exact),
    forwarding: SameDay, immediate: SameDay,
    supplement: Type.Object({
      within: Limit, requests: Type.Integer({ minimum: 0 }), source: Type.String(),
      answer: Type.Object({
        within: Days, remindBefore: Days, source: Type.String(), sureness: Sureness,
        of: Type.Array(Type.Object({ procedures: Type.Array(Type.String(), { minItems: 1 }), within: Days, source: Type.String(), sureness: Sureness }, exact)),
      }, exact),
      restart: Type.Object({ clock: Type.Literal('in-full'), lateAlready: Type.Union([Type.Literal('stays-late'), Type.Literal('in-full')]), source: Type.String(), sureness: Sureness }, exact),
    }, exact),
    apology: Type.Object({ before: WorkingDays, reappointments: Type.Integer({ minimum: 0 }), longest: WorkingDays, longestSource: Type.String(), source: Type.String() }, exact),
    overdue: Type.Object({ tellDecidersAfter: WorkingDays, source: Type.String() }, exact),
    rating: Type.Object({ within: Days, source: Type.String(), sureness: Sureness }, exact),
  }, exact), { minItems: 1 }),
}, exact)

export function readClockRules(countryDir: string): ClockBook {
  const file = 'rules/clock.yaml'
  const versions = readDefinition(countryDir, file, ClockFile).versions.map((read): ClockRules => ({
    ...read,
    online: { ...read.online, lastFiling: minutes(read.online.lastFiling), countsFrom: minutes(read.online.countsFrom) },
    forwarding: { ...read.forwarding, sameDayUntil: minutes(read.forwarding.sameDayUntil) },
    immediate: { ...read.immediate, sameDayUntil: minutes(read.immediate.sameDayUntil) },
  }))
  versions.forEach((version, i) => {
    const before = versions[i - 1]
    if (before && !(before.validTo && before.validTo < version.validFrom)) throw new WrongDefinition(file, `the version of ${version.validFrom} begins before the one of ${before.validFrom} has ended`)
  })
  return { on: (day) => versions.find((version) => within(day, version)) ?? versions[0]! }
}
