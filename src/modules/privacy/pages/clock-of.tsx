import type { PageInfo } from '#platform/page'
import { Clock, clockWords } from '#ui/clock'
import { dayNumber } from '#organisations'
import { day } from '#platform/clock'
import type { RequestRow } from '../queries/my-data.ts'

/** Days to the day that was told; over when it has passed. */
export function RequestClock({ p, row, brief = false }: { p: PageInfo; row: Pick<RequestRow, 'state' | 'due_at' | 'due_on' | 'ended_at'>; brief?: boolean }) {
  if (row.ended_at) return <Clock {...clockWords(p.lang, row.state === 'answered' ? { state: row.ended_at <= row.due_at ? 'done' : 'done-late', at: row.ended_at } : { state: 'ended', at: row.ended_at }, brief)} />
  const days = dayNumber(row.due_on) - dayNumber(day(p.now))
  const state = p.now > row.due_at ? 'late' : days === 0 ? 'today' : 'running'
  return <Clock {...clockWords(p.lang, { state, days: Math.abs(days), dueOn: row.due_on }, brief)} />
}
