import { createHash } from 'node:crypto'
import { receptionFor } from '#organisations'
import { day } from '#platform/clock'
import { emptyPending } from '#platform/events'
import type { House } from '#platform/house'
import { chanceOf } from './domain/chance.ts'
import type { Citizen } from './domain/invent.ts'
import { openSpecimens } from './specimens.ts'
import { stateRow } from './state.ts'
import type { Filing } from './telling/deeds.ts'
import { imagineFiling, imagineLife, type Span, type Wish } from './telling/imagine.ts'
import { Numbers } from './telling/numbers.ts'
import { Tale, type Telling } from './telling/tale.ts'

/** Cases written in one statement: enough that the way to the database hardly counts, few enough that a statement stays small. */
const together = 200

/** An id that looks like any other and is the same whenever the same case is imagined. */
const idFor = (...name: (string | number)[]): string => {
  const hex = createHash('sha256').update(name.join(' ')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export type ManyCases = {
  /** Numbers of the cases: each is imagined from its own number, so that `from` can be where an earlier run stopped. */
  from: number
  to: number
  /** The moment the year ends. */
  now: Date
  citizens: readonly Citizen[]
  /** What a case shall be besides chance. */
  wish?: (number: number) => Wish
  /** What shall be remembered when all cases up to `done` are written, in the same write. */
  remember?: (done: number) => object
  onBatch?: (done: number) => void
}

/** The year that ends at `now`, as far as the two-level government has existed. */
export const yearBefore = (now: Date): Span => ({ from: new Date(Math.max(now.getTime() - 365 * 86_400_000, Date.parse('2025-07-02T01:00:00Z'))), to: now })

/** Imagines cases and writes them, many in one statement. Sets nothing off: what would have followed has been told with them. */
export async function tellCases(house: House, { from, to, now, citizens, wish = () => ({}), remember, onBatch }: ManyCases): Promise<void> {
  const specimens = await openSpecimens(house)
  const numbers = new Numbers(house)
  const living = Map.groupBy(citizens, (one) => one.person.residence.unit)
  const citizensOf = (unit: string): readonly Citizen[] => living.get(unit) ?? citizens
  const span = yearBefore(now)
  let writing: Promise<void> = Promise.resolve()
  for (let first = from; first < to; first += together) {
    const some = Array.from({ length: Math.min(together, to - first) }, (_, i) => {
      const chance = chanceOf('sen', 'case', first + i)
      return { number: first + i, chance, filing: imagineFiling(house, chance, span, citizensOf, wish(first + i)) }
    })
    await numbers.reserve(some.flatMap(({ filing }) => seriesOf(house, filing)))
    const pending = { ...emptyPending(), quiet: true as const }
    for (const { number, chance, filing } of some) {
      let made = 0
      const telling: Telling = { house, numbers, specimens, newId: () => idFor('sen', 'of case', number, made++) }
      const tale = await Tale.begin(telling, filing, idFor('sen', 'case', number))
      await imagineLife(house, chance, tale, now)
      const { events, rows } = tale.pending()
      pending.events.push(...events)
      pending.rows.push(...rows)
    }
    const done = first + some.length
    if (remember) pending.rows.push(stateRow('filled', remember(done)))
    // The next are imagined while these are written.
    await writing
    writing = house.writer.write(pending).then(() => onBatch?.(done))
    writing.catch(() => {})
  }
  await writing
}

/** The series of numbers that a case will most likely take from. */
function seriesOf(house: House, filing: Filing): { unit: string; day: string }[] {
  const on = day(filing.at)
  return [{ unit: filing.receivingUnit ?? receptionFor(house, filing.competentUnit, on), day: on }, { unit: `${filing.procedure} ${filing.competentUnit}`, day: `${on.slice(0, 4)}-01-01` }]
}
