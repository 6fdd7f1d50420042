import { goRounds } from '#platform/jobs'
import type { House } from '#platform/house'
import type { Settings } from '#platform/settings'
import { readState } from './state.ts'

/** A clock that runs as the real one does, so many milliseconds ahead of it. */
export type SampleClock = (() => Date) & { ahead: number; begunAt: number; setAtStart: boolean }
/** What `sample_state` keeps under `clock`: how far the sample is ahead, and when (in real time) somebody said so. */
export type KeptClock = { ahead: number; setAt: string }

/** The platform's time: the real one; in the sample what was set. SEN_CLOCK says where it begins when the server starts. */
export function sampleClock(settings: Settings): () => Date {
  if (!settings.sample) return () => new Date()
  const clock: SampleClock = Object.assign(() => new Date(Date.now() + clock.ahead), {
    ahead: settings.clock ? settings.clock.getTime() - Date.now() : 0, begunAt: Date.now(), setAtStart: settings.clock !== undefined,
  })
  return clock
}

export const isSampleClock = (clock: () => Date): clock is SampleClock => 'ahead' in clock

/** What was set on the page, here or in another process, now holds here. SEN_CLOCK is the word of whoever started this one: older words do not count against it. */
export async function catchUp(house: House): Promise<boolean> {
  const { clock } = house
  if (!isSampleClock(clock)) return false
  const kept = await readState<KeptClock>(house, 'clock')
  if (!kept || kept.ahead === clock.ahead || (clock.setAtStart && Date.parse(kept.setAt) < clock.begunAt)) return false
  clock.ahead = kept.ahead
  return true
}

/**
 * Looks every second whether somebody has moved the time, and then goes the rounds at once: apologies, what is overdue.
 * `stop` waits for the look under way.
 */
export function followClock(house: House): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  const loop = (async () => {
    while (!stopped) {
      try {
        const moved = await catchUp(house)
        if (moved || roundsAsked.delete(house)) {
          await goRounds(house, { now: true })
          for (const wakeWorker of house.onWork) wakeWorker()
        }
      } catch (error) {
        house.log.warn({ error }, 'the sample could not look at its clock')
      }
      if (!stopped) await new Promise<void>((resolve) => { const timer = setTimeout(resolve, 1000); wake = () => { clearTimeout(timer); resolve() } })
    }
  })()
  return { async stop() { stopped = true; wake(); await loop } }
}

/** Houses whose time was moved in this very process: the page has caught up before the follower could see it. */
const roundsAsked = new WeakSet<House>()
export const askForRounds = (house: House): void => void roundsAsked.add(house)

/** How far a house is ahead of the real time, in milliseconds. */
export function aheadOf({ clock }: House): number {
  return isSampleClock(clock) ? clock.ahead : 0
}
