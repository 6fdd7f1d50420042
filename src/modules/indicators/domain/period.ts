import { type Day, addDays } from '#organisations'

/** What a figure looks back over. `rolling-30` are the 30 days that end with the day of the wall; the others run from their beginning to it. */
export const periods = ['rolling-30', 'month', 'quarter', 'year'] as const
export type Period = (typeof periods)[number]

/** First and last day of the period that `asOf` lies in, cut off at `asOf`: figures never look ahead. */
export function spanOf(period: Period, asOf: Day): { first: Day; last: Day } {
  const [year, month] = [asOf.slice(0, 4), Number(asOf.slice(5, 7))]
  const two = (n: number) => String(n).padStart(2, '0')
  switch (period) {
    case 'rolling-30': return { first: addDays(asOf, -29), last: asOf }
    case 'month': return { first: `${year}-${two(month)}-01`, last: asOf }
    case 'quarter': return { first: `${year}-${two(month - ((month - 1) % 3))}-01`, last: asOf }
    case 'year': return { first: `${year}-01-01`, last: asOf }
  }
}

/** The last days of the months that ended before the month of `asOf`, oldest first. */
export function monthEndsBefore(asOf: Day, many: number): Day[] {
  const ends: Day[] = []
  for (let first = `${asOf.slice(0, 7)}-01`; ends.length < many; first = `${ends[0]!.slice(0, 7)}-01`) ends.unshift(addDays(first, -1))
  return ends
}

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
