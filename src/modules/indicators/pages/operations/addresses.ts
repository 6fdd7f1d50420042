import type { Ctx } from '#platform/ctx'
import type { Asked as PageAsked } from '#platform/page'
import { readDate } from '#ui/format'
import { isDay } from '../../domain/period.ts'
import { type Asked, mustSee, type Sight } from '../../queries/sight.ts'

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined

/** What an address asks, with its day as people type it or as links carry it. */
export const askedOf = ({ query }: Pick<PageAsked, 'query'>): Asked & Record<string, string | undefined> => {
  const asked = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, one(value)]))
  return { ...asked, ...(asked['asOf'] ? { asOf: readDate(asked['asOf']) ?? asked['asOf'] } : {}) }
}
/** What a page shows; of a day that cannot be read, today. */
export function sightOf(ctx: Ctx, asked: Pick<PageAsked, 'query'>): Sight {
  const { asOf, ...rest } = askedOf(asked)
  return asOf && !isDay(asOf) ? { ...mustSee(ctx, rest), unread: asOf.slice(0, 40) } : mustSee(ctx, askedOf(asked))
}

/** An address of the wall that keeps unit, day and period. Without language. */
export function addressOf(path: string, { unit, whole, today, asOf, period }: Sight, more: Record<string, string | number | undefined> = {}): string {
  const query = new URLSearchParams()
  if (!whole) query.set('unit', unit.code)
  if (!today) query.set('asOf', asOf)
  if (period !== 'rolling-30') query.set('period', period)
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.set(name, String(value))
  const text = query.toString()
  return text ? `${path}?${text}` : path
}
export const indicatorAddress = (code: string, sight: Sight, more?: Record<string, string | number | undefined>): string => addressOf(`/operations/${encodeURIComponent(code)}`, sight, more)
export const casesAddress = (code: string, sight: Sight, more?: Record<string, string | number | undefined>): string => addressOf(`/operations/${encodeURIComponent(code)}/cases`, sight, more)
