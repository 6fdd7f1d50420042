import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { House } from '#platform/house'
import type { KnownProcedure } from '#platform/module'
import { type Catalogue, type Filter, fits } from '../domain/catalogue.ts'
import { type Findable, type Finder, type Found, finderOf } from '../domain/finding.ts'
import type { Procedure } from '../domain/procedure.ts'
import { catalogue } from '../shelf.ts'

/** Something found: a service that is done here, or a procedure that is known by its record only. */
export type Findee = Findable & ({ service: Procedure } | { known: KnownProcedure })

/** So long a list of records is taken to be the newest: an import is seen by searchers within it. */
const fresh = 10_000

type Kept = { stamp: string; /** The services there were. */ book: Catalogue; day: string; at: number; find: Finder<Findee>; known: readonly KnownProcedure[] }
const kept = new WeakMap<House, Kept>()

/** Finds among the services of today and all that other rooms know of. Filters hold for both; a record is in no life event. */
export async function findEverything(ctx: Ctx, query: string, { limit, day: _, ...filter }: Filter & { limit?: number } = {}): Promise<Found<Findee>> {
  const { find } = await finder(ctx)
  const fields = ctx.take(catalogue).fields
  return find(query, {
    ...(limit !== undefined && { limit }),
    accept: (it) => ('service' in it ? fits(it.service, filter) : knownFits(it.known, filter, fields.find((one) => one.key === filter.field)?.names.vi)),
  })
}

/** Every procedure that is known here by its record only. */
export const everyKnownProcedure = async (ctx: Ctx): Promise<readonly KnownProcedure[]> => (await finder(ctx)).known

async function finder(ctx: Ctx): Promise<Kept> {
  const today = day(ctx.now)
  const before = kept.get(ctx.house)
  const now = performance.now()
  const book = ctx.take(catalogue)
  const same = before?.day === today && before.book === book
  if (same && now - before.at < fresh) return before
  const rooms = ctx.house.modules.flatMap((room) => room.knows ?? [])
  const stamp = (await Promise.all(rooms.map((room) => room.stamp(ctx)))).join(' ')
  if (same && before.stamp === stamp) return Object.assign(before, { at: now })
  const { list, fields, lifeEvents, everyday } = book
  const services = list({ day: today })
  const live = new Set(services.map((it) => it.code))
  const known = (await Promise.all(rooms.map((room) => room.list(ctx)))).flat().filter((it) => !live.has(it.code))
  const words = (all: readonly { key: string; names: { vi: string; en: string } }[], keys: readonly string[]) => all.filter((it) => keys.includes(it.key)).flatMap((it) => [it.names.vi, it.names.en])
  const find = finderOf<Findee>([
    ...services.map((service) => ({ procedure: { ...service, service }, lifeEvents: words(lifeEvents, service.lifeEvents), field: words(fields, [service.field]) })),
    ...known.map((it) => ({ procedure: { code: it.code, names: { vi: it.name, en: it.name }, synonyms: [], known: it }, lifeEvents: [], field: [it.field] })),
  ], everyday)
  const made: Kept = { stamp, book, day: today, at: now, find, known }
  kept.set(ctx.house, made)
  return made
}

/** Who a record says may apply, in the words of the portal's filter. */
const kinds: Record<NonNullable<Filter['applicant']>, readonly string[]> = {
  citizen: ['citizen', 'overseas-vietnamese', 'official'], foreigner: ['foreigner'], 'household-business': ['citizen', 'enterprise', 'vietnamese-enterprise'],
  enterprise: ['enterprise', 'vietnamese-enterprise', 'foreign-invested-enterprise', 'cooperative'], organisation: ['organisation', 'foreign-organisation', 'party-organisation'],
}

const knownFits = (known: KnownProcedure, { level, field, applicant, lifeEvent, fullProcess }: Filter, fieldName: string | undefined): boolean =>
  lifeEvent === undefined && fullProcess !== true && (level === undefined || known.level === level) && (field === undefined || known.field === fieldName) && (applicant === undefined || kinds[applicant].some((kind) => known.who.includes(kind)))
