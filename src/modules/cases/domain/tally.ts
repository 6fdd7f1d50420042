import type { CaseFile } from './case-file.ts'
import { states } from './steps.ts'

/**
 * What the figures must know of a case's past, and no page of its present: when it stood overdue, and how long it waited
 * for the citizen. With it "overdue on the evening of 3 September" can still be answered after the case was extended or ended.
 */
export type Tally = {
  /** Spells of standing overdue that are over. */
  late: readonly { from: Date; to: Date }[]
  /** Milliseconds the clock stood still, waiting for papers or a payment. */
  waited: number
}

export const nothingYet: Tally = { late: [], waited: 0 }

/** The tally after an event at `at` led from `before` to `after`. */
export function tallyAfter(before: CaseFile | undefined, after: CaseFile, at: Date): Tally {
  const tally = before?.tally ?? nothingYet
  if (!before) return tally
  const from = overdueFrom(before)
  const over = from !== undefined && from < at && overdueFrom(after)?.getTime() !== from.getTime()
  const waits = before.pausedAt && !after.pausedAt ? at.getTime() - before.pausedAt.getTime() : 0
  return over || waits ? { late: over ? [...tally.late, { from, to: at }] : tally.late, waited: tally.waited + waits } : tally
}

/**
 * From when on the case stands overdue if nothing more happens to it; undefined when it cannot become so by itself.
 * A clock that stands still does not run into lateness, but stopping it does not mend lateness either: Index 766 takes
 * the day papers were asked for as the end, and compares that.
 */
export function overdueFrom(file: CaseFile): Date | undefined {
  if (!file.dueAt) return undefined
  const clock = states[file.state].clock
  if (clock === 'running') return file.dueAt
  return clock === 'paused' && file.pausedAt && file.dueAt < file.pausedAt ? file.dueAt : undefined
}

/** All spells, the one that is still open without an end, as PostgreSQL writes a tstzmultirange; null when there is none. */
export function lateSpells(file: CaseFile): string | null {
  const open = overdueFrom(file)
  const spells = [...(file.tally?.late ?? []).map(({ from, to }) => `[${from.toISOString()},${to.toISOString()})`), ...(open ? [`[${open.toISOString()},)`] : [])]
  return spells.length ? `{${spells.join(',')}}` : null
}
