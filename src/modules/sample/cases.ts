import { createHash } from 'node:crypto'
import type { CaseFile } from '#cases'
import { receptionFor } from '#organisations'
import { day } from '#platform/clock'
import { emptyPending } from '#platform/events'
import type { House } from '#platform/house'
import { chanceOf } from './domain/chance.ts'
import type { Citizen } from './domain/invent.ts'
import { openSpecimens } from './specimens.ts'
import { stateRow } from './state.ts'
import type { Deed, Filing } from './telling/deeds.ts'
import { imagineFiling, imagineLife, type Span, type Wish } from './telling/imagine.ts'
import { Numbers } from './telling/numbers.ts'
import { type Specimens, Tale } from './telling/tale.ts'

/** Cases written in one statement: enough that the way to the database hardly counts, few enough that a statement stays small. */
const together = 200

/** One case to be imagined: drawn from its name, with what is wished of it, and how far it may come. */
type Plan = { name: string; wish?: Wish; before?: Deed['do'] }
type Scene = { house: House; now: Date; citizensOf: (unit: string) => readonly Citizen[]; specimens: Specimens }

/** The year that ends at `now`, as far as the two-level government has existed. */
export const yearBefore = (now: Date): Span => ({ from: new Date(Math.max(now.getTime() - 365 * 86_400_000, Date.parse('2025-07-02T01:00:00Z'))), to: now })

export type ManyCases = {
  /** Numbers of the cases: each is imagined from its own number, so that `from` can be where an earlier run stopped. */
  from: number
  to: number
  /** The moment the year ends. */
  now: Date
  citizens: readonly Citizen[]
  /** What shall be remembered when all cases up to `done` are written, in the same write. */
  remember?: (done: number) => object
  onBatch?: (done: number) => void
}

/** Imagines cases and writes them, many in one statement. Sets nothing off: what would have followed has been told with them. */
export async function tellCases(house: House, { from, to, now, citizens, remember, onBatch }: ManyCases): Promise<void> {
  const scene = await openScene(house, now, citizens)
  const numbers = new Numbers(house)
  let writing: Promise<void> = Promise.resolve()
  for (let first = from; first < to; first += together) {
    const plans = Array.from({ length: Math.min(together, to - first) }, (_, i): Plan => ({ name: `case ${first + i}` }))
    const pending = await tellAll(scene, numbers, plans)
    const done = first + plans.length
    if (remember) pending.rows.push(stateRow('filled', remember(done)))
    // The next are imagined while these are written.
    await writing
    writing = house.writer.write(pending).then(() => onBatch?.(done))
    writing.catch(() => {})
  }
  await writing
}

/** A desk as it looks on a busy morning: so many cases in each view of the worklist of one commune. */
export async function tellBusyDesk(house: House, unit: string, now: Date, citizens: readonly Citizen[], remember: object): Promise<void> {
  const scene = await openScene(house, now, citizens)
  const today = day(now)
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const running = (file: CaseFile) => ['accepted', 'in-process', 'for-decision'].includes(file.state)
  const views: { many: number; before: Deed['do']; days: [number, number]; fits: (file: CaseFile) => boolean; wish?: Wish }[] = [
    { many: 6, before: 'accept', days: [0.02, 1.5], wish: { online: true }, fits: (file) => file.state === 'submitted' },
    { many: 4, before: 'draft', days: [3, 16], fits: (file) => running(file) && file.dueAt! < now },
    { many: 4, before: 'draft', days: [0.5, 12], fits: (file) => running(file) && file.dueOn === today && file.dueAt! > now },
    { many: 4, before: 'supply-papers', days: [0.5, 7], fits: (file) => file.state === 'papers-asked' },
    { many: 5, before: 'approve', days: [0.5, 6], fits: (file) => file.state === 'for-decision' && file.dueAt! > now },
    { many: 5, before: 'return', days: [1, 9], fits: (file) => file.state === 'finished' },
    { many: 8, before: 'draft', days: [0.5, 7], fits: (file) => running(file) && file.dueAt! > now },
  ]
  const plans: Plan[] = []
  const look = async (name: string, wish: Wish, before: Deed['do'], fits: (file: CaseFile) => boolean): Promise<void> => {
    const plan: Plan = { name, wish, before }
    if (fits((await tellOne(scene, { take: async () => 1 }, plan, imagineFiling(house, chanceOf('sen', name, 'filing'), yearBefore(now), scene.citizensOf, wish))).file)) plans.push(plan)
  }
  for (const [v, { many, before, days: [soonest, longest], fits, wish }] of views.entries())
    for (let found = plans.length, attempt = 0; plans.length < found + many && attempt < 250; attempt++) {
      const name = `desk ${unit} ${v} ${attempt}`
      await look(name, { unit, at: daysAgo(soonest + (longest - soonest) * chanceOf('sen', name, 'when').next()), ...wish }, before, fits)
    }
  // Taken in here for another commune: whoever lives there has work in this one.
  const others = [...new Set(citizens.map((one) => one.person.residence.unit))].filter((one) => one !== unit)
  for (let found = plans.length, attempt = 0; plans.length < found + 3 && attempt < 60; attempt++) {
    const name = `desk ${unit} others ${attempt}`
    await look(name, { unit: chanceOf('sen', name, 'where').pick(others), receivingUnit: unit, online: false, at: daysAgo(1 + 4 * chanceOf('sen', name, 'when').next()) }, attempt % 2 ? 'draft' : 'return', (file) => file.state === 'finished' || running(file))
  }
  const pending = await tellAll(scene, new Numbers(house), plans)
  pending.rows.push(stateRow('filled', remember))
  await house.writer.write(pending)
}

async function openScene(house: House, now: Date, citizens: readonly Citizen[]): Promise<Scene> {
  const living = Map.groupBy(citizens, (one) => one.person.residence.unit)
  return { house, now, specimens: await openSpecimens(house), citizensOf: (unit) => living.get(unit) ?? citizens }
}

async function tellAll(scene: Scene, numbers: Numbers, plans: readonly Plan[]) {
  const { house, now, citizensOf } = scene
  const filings = plans.map(({ name, wish }) => imagineFiling(house, chanceOf('sen', name, 'filing'), yearBefore(now), citizensOf, wish))
  await numbers.reserve(filings.flatMap((filing) => seriesOf(house, filing)))
  const pending = { ...emptyPending(), quiet: true as const }
  for (const [i, plan] of plans.entries()) {
    const { events, rows, jobs } = (await tellOne(scene, numbers, plan, filings[i]!)).pending()
    pending.events.push(...events)
    pending.rows.push(...rows)
    pending.jobs.push(...jobs)
  }
  return pending
}

async function tellOne({ house, now, specimens }: Scene, numbers: Pick<Numbers, 'take'>, { name, before }: Plan, filing: Filing): Promise<Tale> {
  let made = 0
  const tale = await Tale.begin({ house, numbers, specimens, newId: () => idFor(name, made++) }, filing, idFor(name))
  await imagineLife(house, chanceOf('sen', name, 'life'), tale, now, before ? { before } : {})
  return tale
}

/** The series of numbers that a case will most likely take from. */
function seriesOf(house: House, filing: Filing): { unit: string; day: string }[] {
  const on = day(filing.at)
  return [{ unit: filing.receivingUnit ?? receptionFor(house, filing.competentUnit, on), day: on }, { unit: `${filing.procedure} ${filing.competentUnit}`, day: `${on.slice(0, 4)}-01-01` }]
}

/** An id that looks like any other and is the same whenever the same case is imagined. */
const idFor = (...name: (string | number)[]): string => {
  const hex = createHash('sha256').update(name.join(' ')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
