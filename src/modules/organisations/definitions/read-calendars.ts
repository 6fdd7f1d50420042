import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import type { Calendar, CalendarDay, Span } from '../domain/calendar.ts'
import { dayNumber, weekday } from '../domain/day.ts'
import { WrongDefinition, readDefinition } from './read-definition.ts'
import { DayText, NamesShape, exact, minutes } from './shapes.ts'

export type Calendars = {
  /** Refuses with an Error a calendar that the country does not have. */
  get(id: string): Calendar
  /** Kept where no unit says otherwise. */
  readonly default: Calendar
}

const CalendarFile = Type.Object({
  calendar: Type.String(), names: NamesShape, default: Type.Optional(Type.Boolean()),
  timeZone: Type.String(), offset: Type.String({ pattern: '^[+-]\\d{2}:\\d{2}$' }),
  rest: Type.Array(Type.Integer({ minimum: 1, maximum: 7 })), restReason: NamesShape, restSource: Type.String(),
  known: Type.Object({ from: DayText, to: DayText }, exact),
  hours: Type.Array(Type.Object({
    validFrom: DayText, validTo: Type.Optional(DayText), source: Type.String(),
    spans: Type.Array(Type.String({ pattern: '^\\d{2}:\\d{2}-\\d{2}:\\d{2}$' }), { minItems: 1 }),
  }, exact), { minItems: 1 }),
  reasons: Type.Record(Type.String(), NamesShape),
  sources: Type.Record(Type.String(), Type.String()),
  days: Type.Array(Type.Object({
    day: DayText, off: Type.Optional(Type.String()), on: Type.Optional(Type.String()), of: Type.Optional(Type.String()), for: Type.Optional(DayText),
    to: Type.Optional(Type.Literal('civil-servants')), provisional: Type.Optional(Type.Boolean()), source: Type.String(),
  }, exact)),
}, exact)

/** Every calendar of `countries/…/calendars`. */
export function readCalendars(countryDir: string): Calendars {
  const read = readdirSync(join(countryDir, 'calendars')).filter((file) => file.endsWith('.yaml')).map((file) => readCalendar(countryDir, `calendars/${file}`))
  const byId = new Map(read.map(({ calendar }) => [calendar.id, calendar]))
  const usual = read.find((one) => one.isDefault)?.calendar ?? read[0]?.calendar
  if (!usual) throw new WrongDefinition('calendars', 'the country has no calendar')
  return {
    default: usual,
    get(id) {
      const found = byId.get(id)
      if (!found) throw new Error(`The country has no calendar "${id}"`)
      return found
    },
  }
}

function readCalendar(countryDir: string, file: string): { calendar: Calendar; isDefault: boolean } {
  const read = readDefinition(countryDir, file, CalendarFile)
  const must = <T>(found: T | undefined, sentence: string): T => {
    if (found === undefined) throw new WrongDefinition(file, sentence)
    return found
  }
  const rest = new Set(read.rest)
  const named = new Map<number, CalendarDay>()
  for (const entry of read.days) {
    const key = must(entry.off ?? entry.on, `${entry.day} says neither off nor on`)
    const reason = must(read.reasons[key], `${entry.day} gives the reason "${key}", which is not among the reasons`)
    const of = entry.of === undefined ? undefined : must(read.reasons[entry.of], `${entry.day} stands for "${entry.of}", which is not among the reasons`)
    if (named.has(dayNumber(entry.day))) throw new WrongDefinition(file, `${entry.day} is named twice`)
    named.set(dayNumber(entry.day), {
      day: entry.day, working: entry.on !== undefined, weeklyRest: entry.off !== undefined && rest.has(weekday(entry.day)),
      reason: of ? { vi: `${reason.vi} ${of.vi}`, en: `${reason.en}: ${of.en}` } : reason,
      ...(entry.for && { makeUpFor: entry.for }),
      appliesTo: entry.to ?? 'all', provisional: entry.provisional ?? false,
      source: must(read.sources[entry.source], `${entry.day} names the source "${entry.source}", which is not among the sources`),
    })
  }
  for (const day of named.values()) {
    if (day.working && !rest.has(weekday(day.day))) throw new WrongDefinition(file, `${day.day} is worked in any case; a day to make up for another is a weekly rest day`)
    if (day.makeUpFor && named.get(dayNumber(day.makeUpFor))?.working !== false) throw new WrongDefinition(file, `${day.day} makes up for ${day.makeUpFor}, which is not a day off`)
  }
  const sign = read.offset.startsWith('-') ? -1 : 1
  const calendar: Calendar = {
    id: read.calendar, names: read.names, timeZone: read.timeZone, offsetMinutes: sign * minutes(read.offset.slice(1)),
    rest, restReason: read.restReason, restSource: read.restSource, known: read.known, named,
    hours: read.hours.map(({ spans, ...hours }) => ({ ...hours, spans: spans.map((span): Span => [minutes(span.slice(0, 5)), minutes(span.slice(6))]) })),
  }
  return { calendar, isDefault: read.default ?? false }
}
