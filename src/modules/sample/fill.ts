import { samplePeople as peopleOfPack } from '#identity'
import { day } from '#platform/clock'
import { emptyPending } from '#platform/events'
import type { House } from '#platform/house'
import { catchUp } from './clock.ts'
import { tellCases } from './cases.ts'
import { fillPeople, householdsFor, inventCitizens } from './people.ts'
import { readState, stateRow } from './state.ts'

/** How far the sample has been filled. `now` is the moment the year ends: kept, so that a start that was killed goes on with the same year. */
export type Filled = { now: string; people: boolean; stories: number; cases: number; done: boolean }

const people = 2000
const cases = 1500

export const keepFilled = (house: House, filled: Filled): Promise<void> => house.writer.write({ ...emptyPending(), rows: [stateRow('filled', filled)] })

/** Fills the sample province, or what is still missing of it. Returns at once when it stands. */
export async function fillSample(house: House): Promise<void> {
  await catchUp(house)
  const filled = (await readState<Filled>(house, 'filled')) ?? { now: house.clock().toISOString(), people: false, stories: 0, cases: 0, done: false }
  if (filled.done) return
  const confirmedOn = day(new Date(filled.now))
  await keepFilled(house, filled)
  if (!filled.people) {
    await fillPeople(house, confirmedOn, people)
    await keepFilled(house, Object.assign(filled, { people: true }))
  }
  const { citizens } = inventCitizens(house, 0, householdsFor(people), confirmedOn)
  await tellCases(house, { from: filled.cases, to: cases, now: new Date(filled.now), citizens, remember: (done) => ({ ...filled, cases: done }) })
  await keepFilled(house, Object.assign(filled, { cases, done: true }))
}

export type Shown = { key: string; role?: string; name: string; about?: string }
/** Those of people.yaml who can sign in, for the list that a start prints. */
export const samplePeople = (house: House): Shown[] =>
  house.take(peopleOfPack).filter((one) => one.account !== false).map(({ key, role, name, about }) => ({ key, name, ...(role ? { role } : {}), ...(about ? { about: about.en } : {}) }))
