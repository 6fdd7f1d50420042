import { unitRegister } from '#organisations'
import { type Catalogue, catalogue } from '#procedures'
import { defineLivingShelf, defineShelf } from '#platform/shelf'
import { UnitTree } from './domain/unit-tree.ts'
import { readIndicators } from './reading/read-indicators.ts'

/** Indicators, scorecards, roadmaps and tile maps of the country pack. */
export const indicatorsShelf = defineShelf('indicators', (house) => readIndicators(house.countryDir))

/** Which unit a case counts for, on any day. */
export const unitTreeShelf = defineShelf('unit tree', (house) => {
  const province = house.settings.jurisdiction.split('-').at(-1)!
  return new UnitTree(house.take(unitRegister), province, house.take(indicatorsShelf).tilesOf(province)?.validFrom)
})

/** Procedures under which the State already holds something that could be asked: a paper it keeps, or a value of a register. */
export const procedureSetsShelf = defineLivingShelf('procedure sets', (house) => {
  const book = house.take(catalogue)
  let sets = setsOf.get(book)
  if (!sets) setsOf.set(book, (sets = setsIn(book)))
  return sets
})
const setsOf = new WeakMap<Catalogue, ReturnType<typeof setsIn>>()

function setsIn(book: Catalogue) {
  const all = [...new Map(book.list().flatMap((one) => book.versions(one.code)).map((one) => [`${one.code}@${one.version}`, one])).values()]
  const of = (fits: (one: (typeof all)[number]) => boolean) => all.filter(fits).map(({ code, version }) => ({ code, version }))
  return {
    reusing: of((one) => one.components.some((c) => c.heldAs !== undefined) || Object.values(one.form.schema.properties).some((p) => p['x-from'] !== undefined)),
    'with-fee': of((one) => one.fees.some((fee) => fee.amount > 0)),
    'full-process': of((one) => one.fullProcess === true),
  }
}
