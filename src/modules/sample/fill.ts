import { samplePeople as peopleOfPack } from '#identity'
import { posts, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { emptyPending } from '#platform/events'
import type { House } from '#platform/house'
import { tellBusyDesk, tellCases } from './cases.ts'
import { fillCitizens, fillPeople, householdsFor, inventCitizens } from './people.ts'
import { readState, stateRow } from './state.ts'
import { tellDelegations, tellOldCases, tellStories } from './stories.ts'
import { beginning, year } from './year.ts'

/**
 * How far the sample has been filled. `now` is the moment the year ends: kept, so that a start that was killed goes on with
 * the same year. `stories` and `cases` count what is told; `done` when all of it is.
 */
export type Filled = { now: string; people: boolean; before: boolean; stories: number; desk: boolean; cases: number; households: number; done: boolean }

/** What a start fills: small, so that it stays within a minute. */
const home = { people: 2000, cases: 1500 }

export const keepFilled = (house: House, filled: Filled): Promise<void> => house.writer.write({ ...emptyPending(), rows: [stateRow('filled', filled)] })
export const howFilled = (house: House): Promise<Filled | undefined> => readState<Filled>(house, 'filled')

/** Fills the sample province, or what is still missing of it. Returns at once when it stands. */
export async function fillSample(house: House, { people, cases } = home, say: (words: string) => void = () => {}): Promise<void> {
  const filled = (await howFilled(house)) ?? { now: house.clock().toISOString(), people: false, before: false, stories: 0, desk: false, cases: 0, households: householdsFor(people), done: false }
  if (filled.done) return
  say(`The sample province is being made, ${people} invented people and a year of ${cases} cases: less than a minute, the first time only.`)
  const now = new Date(filled.now)
  const step = (done: Partial<Filled>): Promise<void> => keepFilled(house, Object.assign(filled, done))
  await step({})
  if (!filled.people) {
    await fillPeople(house, beginning, filled.households)
    await step({ people: true })
  }
  if (!filled.before) {
    await tellOldCases(house, now)
    await tellDelegations(house, now)
    await step({ before: true })
  }
  await tellStories(house, now, filled.stories, (stories) => step({ stories }))
  const { citizens } = inventCitizens(house, 0, filled.households, beginning)
  if (!filled.desk) await tellBusyDesk(house, house.take(year).busyDesk, now, citizens, Object.assign(filled, { desk: true }))
  await tellCases(house, { from: filled.cases, to: cases, now, citizens, remember: (done) => ({ ...filled, cases: done }) })
  await step({ cases, done: true })
}

/**
 * Makes the year fuller: up to `wanted` cases in all, with a person for every five. For load; what a start fills is small.
 * Goes on where an earlier run stopped.
 */
export async function growSample(house: House, wanted: number, say: (words: string) => void): Promise<{ cases: number; seconds: number; total: number }> {
  const filled = (await howFilled(house))!
  const now = new Date(filled.now)
  const begun = performance.now()
  const from = filled.cases
  if (wanted <= from) return { cases: 0, seconds: 0, total: from }
  for (const all = householdsFor(wanted / 5); filled.households < all; ) {
    const next = Math.min(filled.households + 5000, all)
    await fillCitizens(house, filled.households, next, beginning)
    await keepFilled(house, Object.assign(filled, { households: next }))
    say(`${next} of ${all} households`)
  }
  const { citizens } = inventCitizens(house, 0, filled.households, beginning)
  let told = performance.now()
  await tellCases(house, {
    from, to: wanted, now, citizens, remember: (done) => ({ ...filled, cases: done }),
    onBatch(done) {
      if (performance.now() - told < 5000) return
      told = performance.now()
      say(`${done} of ${wanted} cases, ${Math.round((done - from) / ((told - begun) / 1000))} a second`)
    },
  })
  return { cases: wanted - from, seconds: (performance.now() - begun) / 1000, total: wanted }
}

export type Shown = { key: string; role?: string; name: string; about?: string }
/** Those of people.yaml who can sign in, for the list that a start prints: what is said of them, or the first post they hold. */
export const samplePeople = (house: House): Shown[] =>
  house.take(peopleOfPack).filter((one) => one.account !== false).map(({ key, role, name, about, positions: [first] = [] }) => {
    const unit = first && house.take(unitRegister).find(first.unit, day(house.clock()))
    const says = about?.en ?? (unit && house.take(posts).posts.get(first.post)?.title.en.replace('{unit}', unit.formal.en))
    return { key, name, ...(role ? { role } : {}), ...(says ? { about: says } : {}) }
  })
