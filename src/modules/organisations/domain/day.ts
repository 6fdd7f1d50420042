/** A day of law, 'YYYY-MM-DD'. Not an instant: it has no hour and no zone until a calendar gives it both. */
export type Day = string

const milliseconds = 86_400_000

/** Days since 1 January 1970: what counting is done in. */
export function dayNumber(day: Day): number {
  const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
  if (Number.isNaN(at)) throw new RangeError(`"${day}" is not a day written as YYYY-MM-DD`)
  return at / milliseconds
}

export const dayFromNumber = (number: number): Day => new Date(number * milliseconds).toISOString().slice(0, 10)
export const addDays = (day: Day, amount: number): Day => dayFromNumber(dayNumber(day) + amount)

/** 1 is Monday, 7 is Sunday. 1 January 1970 was a Thursday. */
export const weekday = (day: Day): number => weekdayOfNumber(dayNumber(day))
export const weekdayOfNumber = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1

/** Is `day` within a period whose both ends belong to it? An end left open never comes. */
export const within = (day: Day, period: { validFrom: Day; validTo?: Day }): boolean => period.validFrom <= day && (period.validTo === undefined || day <= period.validTo)
