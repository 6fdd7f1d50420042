import { addDays, provinceOf } from '#organisations'
import type { House } from '#platform/house'
import { defineLivingShelf, defineShelf } from '#platform/shelf'
import { type Catalogue, catalogueOf } from './domain/catalogue.ts'
import type { Procedure, Words } from './domain/procedure.ts'
import { readDefinitionBook, readHeld, readProcedures, readPublished } from './reading/read-procedures.ts'

/** What the State already holds of what forms and papers ask for (once-only). */
export const heldShelf = defineShelf('held', (house) => readHeld(house.countryDir))

/** What definitions stand on: shared steps and lists, acts, results, letters. */
export const definitionBook = defineShelf('definition book', (house) => readDefinitionBook(house.countryDir).book)

/** The procedures of the country pack alone. */
export const countryCatalogue = defineShelf('procedures of the country', (house) => readProcedures(house.countryDir, provinceOf({ house })))

/** What was published here, as this process last saw it. A version never changes; what ends may be said later. */
type Seen = { stamp: string; versions: Map<string, Procedure>; fields: Map<string, { names: Words }>; ends: Map<string, { lastDay: string; successor?: string }>; all?: Catalogue }
const seen = new WeakMap<House, Seen>()

/** Every procedure there is: `ctx.take(catalogue).onDay('1.001193', today)`. Those that officials published here stand beside the files of the country. */
export const catalogue = defineLivingShelf('procedures', (house): Catalogue => {
  const country = house.take(countryCatalogue)
  const mine = seen.get(house)
  return mine?.versions.size || mine?.ends.size ? (mine.all ??= together(country, mine)) : country
})

function together(country: Catalogue, { versions, fields, ends }: Seen): Catalogue {
  const ofCountry = country.list().flatMap(({ code }) => country.versions(code)).filter((it) => !versions.has(`${it.code} ${it.version}`))
  const byCode = Map.groupBy([...ofCountry, ...versions.values()], ({ code }) => code)
  const dated = [...byCode.values()].flatMap((all) => all.sort((one, other) => one.validFrom.localeCompare(other.validFrom) || one.version - other.version).map((it, at) => ended(it, all[at + 1], ends.get(it.code))))
  return catalogueOf(dated, [...country.fields, ...[...fields].filter(([key]) => !country.fields.some((it) => it.key === key)).map(([key, it]) => ({ key, ...it }))], country.lifeEvents, country.everyday)
}

/** A version ends the day before the next begins, and all of them on the last day of what was retired. */
function ended(it: Procedure, next: Procedure | undefined, end: { lastDay: string; successor?: string } | undefined): Procedure {
  const last = [it.validTo, next && addDays(next.validFrom, -1), end?.lastDay].filter((day) => day !== undefined).sort()[0]
  if (last === it.validTo && !end?.successor) return it
  return { ...it, ...(last !== undefined && { validTo: last }), ...(end?.successor && { successor: end.successor }) }
}

/**
 * Looks whether officials published or retired something since this process last looked. One small question where nothing
 * did; asked before the process serves, every second after, and by the pages on which they do it: never by a request of others.
 */
export async function lookForPublished(house: House): Promise<void> {
  const counted = await house.db.selectFrom('procedure_designs').select((of) => of.fn.sum<string>('changes').as('changes')).executeTakeFirstOrThrow()
  const stamp = String(counted.changes)
  const before = seen.get(house)
  if (before?.stamp === stamp) return
  const [rows, ends] = await Promise.all([
    house.db.selectFrom('procedure_versions').select(['code', 'version']).execute(),
    house.db.selectFrom('procedure_designs').select(['code', 'last_day', 'successor']).where('last_day', 'is not', null).execute(),
  ])
  const versions = new Map(before?.versions)
  const fields = new Map(before?.fields)
  const fresh = rows.filter(({ code, version }) => !versions.has(`${code} ${version}`))
  const province = provinceOf({ house })
  for (const { code, version } of fresh) {
    const row = await house.db.selectFrom('procedure_versions').select(['definition', 'decisions', 'adds']).where('code', '=', code).where('version', '=', version).executeTakeFirstOrThrow()
    const adds = row['adds'] as { fields?: Record<string, { names: Words }>; results?: Record<string, Words> }
    versions.set(`${code} ${version}`, readPublished({ code, version, yaml: row['definition'], dmn: row['decisions'], results: adds.results ?? {} }, house.take(definitionBook), province))
    for (const [key, field] of Object.entries(adds.fields ?? {})) fields.set(key, field)
  }
  const endsNow = new Map(ends.map((it) => [it['code'] as string, { lastDay: it['last_day'] as string, ...(it['successor'] ? { successor: it['successor'] as string } : {}) }]))
  // What is drafted touches the same table; the catalogue itself is made anew only when it changed.
  const unchanged = before && !fresh.length && JSON.stringify([...endsNow]) === JSON.stringify([...before.ends])
  seen.set(house, unchanged ? { ...before, stamp } : { stamp, versions, fields, ends: endsNow })
}

