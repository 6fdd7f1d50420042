import type { ComponentChildren } from 'preact'
import { date, hour, promise, shortDate, type Day, type Lang } from './format.tsx'
import type { Tone } from './tag.tsx'

export type ClockState = 'not-yet' | 'running' | 'today' | 'late' | 'paused' | 'done' | 'done-late' | 'ended'

const tones: Record<ClockState, Tone> = { 'not-yet': 'calm', running: 'good', today: 'soon', late: 'late', paused: 'pause', done: 'good', 'done-late': 'soon', ended: 'calm' }

const ring = (share: number) => {
  const spent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return `<circle class="track" cx="10" cy="10" r="8"/><circle class="spent" cx="10" cy="10" r="8" pathLength="100" stroke-dasharray="${spent} 100" transform="rotate(-90 10 10)"/>`
}
const tick = '<circle class="sign" cx="10" cy="10" r="9.5"/><path class="tick" d="M5.5 10.5l3 3 6-6.5"/>'
const signOf = (state: ClockState, share: number): string => {
  switch (state) {
    case 'not-yet': return '<circle class="spent" cx="10" cy="10" r="8" stroke-dasharray="2.5 3.8"/>'
    case 'running': return ring(share)
    case 'today': return `${ring(share)}<path class="sign" d="M9 5.5h2v5.5H9zM9 12.5h2v2H9z"/>`
    case 'late': return '<path class="sign" fill-rule="evenodd" d="M10 0l10 10-10 10L0 10zM9 4.5v7h2v-7zM9 13.5v2.5h2v-2.5z"/>'
    case 'paused': return '<circle class="spent" cx="10" cy="10" r="8"/><path class="sign" d="M6.5 6h2.5v8H6.5zM11 6h2.5v8H11z"/>'
    case 'done': return tick
    case 'done-late': return tick
    case 'ended': return '<circle class="spent" cx="10" cy="10" r="8"/><path class="sign" d="M6.5 6.5h7v7h-7z"/>'
  }
}

/** A sign, words and a date; the colour only helps. `share` is the part of the time already spent, 0 to 1; `small` the second line. */
export const Clock = ({ state, words, small, share = state === 'today' ? 0.9 : 0 }: { state: ClockState; words: ComponentChildren; small?: ComponentChildren; share?: number }) => (
  <span class={`clock ${tones[state]}`}>
    <svg viewBox="0 0 20 20" aria-hidden="true" dangerouslySetInnerHTML={{ __html: signOf(state, share) }} />
    <span>
      {words}
      {small ? <> <small>{small}</small></> : null}
    </span>
  </span>
)

/** What is left of the time, as the calendar of the unit counted it. Quantities are whole and never negative: `late` says how far over. */
export type Remaining = {
  state: ClockState
  /** Left, or over when late, or early/late by when done. One of the three, by how the procedure counts. */
  workingDays?: number
  days?: number
  hours?: number
  dueOn?: Day
  /** Days off on the way that people would not guess: "24/11, Ngày Văn hóa Việt Nam". */
  skipped?: readonly { day: string; name?: string }[]
  /** Paused: whom it waits for, as the reader sees it. */
  waitsFor?: 'you' | 'applicant' | 'fee'
  /** Done: when. */
  at?: Day
  /** Not yet: when the clock will start. */
  startsAt?: Day
}

/** The words of a clock, to be spread into it: <Clock {...clockWords(lang, remaining)} share={…} />. `brief` for tables. */
export const clockWords = (lang: Lang, r: Remaining, brief = false): { state: ClockState; words: string; small?: string } => {
  const vi = lang === 'vi'
  const n = r.workingDays ?? r.days ?? r.hours ?? 0
  const unit = (long: boolean) => {
    if (r.hours !== undefined) return vi ? (long ? 'giờ làm việc' : 'giờ') : `${long ? 'working ' : ''}hour${n === 1 ? '' : 's'}`
    if (r.workingDays !== undefined && long) return vi ? 'ngày làm việc' : `working day${n === 1 ? '' : 's'}`
    return vi ? 'ngày' : `day${n === 1 ? '' : 's'}`
  }
  const known = r.workingDays !== undefined || r.days !== undefined || r.hours !== undefined
  const skipped = r.skipped?.length ? `${vi ? 'không tính' : 'not counting'} ${r.skipped.map((s) => (s.name ? `${shortDate(s.day)}, ${s.name}` : shortDate(s.day))).join('; ')}` : undefined
  const due = r.dueOn === undefined ? undefined : brief ? shortDate(r.dueOn) : `${vi ? 'hẹn' : 'due'} ${promise(lang, r.dueOn, true)}`
  const both = (a?: string, b?: string) => [a, b].filter(Boolean).join('; ') || undefined
  const with_ = (words: string, small?: string) => (small === undefined ? { state: r.state, words } : { state: r.state, words, small })
  switch (r.state) {
    case 'not-yet': return with_(vi ? (brief ? 'Chờ tiếp nhận' : 'Chưa tính hạn, chờ tiếp nhận') : brief ? 'Not accepted yet' : 'Not running yet, waiting to be accepted', r.startsAt === undefined ? undefined : vi ? `bắt đầu ${hour(r.startsAt)} ${promise(lang, r.startsAt, true)}` : `starts ${hour(r.startsAt)} ${promise(lang, r.startsAt, true)}`)
    case 'running': return with_(vi ? `Còn ${n} ${unit(!brief)}` : `${n} ${unit(!brief)} left`, both(due, brief ? undefined : skipped))
    case 'today': return with_(`${vi ? 'Hôm nay' : 'Today'}${r.dueOn instanceof Date || (typeof r.dueOn === 'string' && r.dueOn.length > 10) ? `, ${hour(r.dueOn)}` : ''}`)
    case 'late': return with_(vi ? `Quá ${n} ${unit(!brief && r.hours !== undefined)}` : `${n} ${unit(!brief && r.hours !== undefined)} overdue`, due)
    case 'paused': {
      const why = { you: vi ? 'chờ bạn bổ sung' : 'waiting for you', applicant: vi ? 'chờ người nộp bổ sung' : 'waiting for the applicant', fee: vi ? 'chờ nộp phí' : 'waiting for the fee' }
      const left = known ? (vi ? `còn ${n} ${unit(!brief)}` : `${n} ${unit(!brief)} left`) : undefined
      return with_(brief || !r.waitsFor ? (vi ? 'Tạm dừng' : 'Paused') : `${vi ? 'Tạm dừng' : 'Paused'}, ${why[r.waitsFor]}`, left)
    }
    case 'done': return with_(n > 0 && known ? (vi ? `Xong sớm ${n} ${unit(false)}` : `Done ${n} ${unit(false)} early`) : vi ? 'Xong đúng hẹn' : 'Done on time', r.at === undefined ? undefined : date(r.at))
    case 'done-late': return with_(known && n > 0 ? (vi ? `Xong muộn ${n} ${unit(false)}` : `Done ${n} ${unit(false)} late`) : vi ? 'Xong muộn' : 'Done late', r.at === undefined ? undefined : date(r.at))
    case 'ended': return with_(vi ? 'Đã kết thúc' : 'Ended', r.at === undefined ? undefined : date(r.at))
  }
}
