import type { ComponentChildren } from 'preact'
import { hour, machineTime, shortDate, date, type Day } from './format.tsx'

/** `when` an instant, or words ("Bây giờ"); `state` done = happened, now = here, absent = still to come without a promised day. */
export type Happening = { what: ComponentChildren; when?: Day; whenWords?: string; who?: ComponentChildren; note?: ComponentChildren; state?: 'done' | 'now' }

/** What happened, newest first: who and when. Never a future date that nobody promised. `year` when it crosses years. */
export const Timeline = ({ items, panel = true, year }: { items: Happening[]; panel?: boolean; year?: boolean }) => (
  <ol class={panel ? 'timeline panel' : 'timeline'}>
    {items.map((h) => (
      <li class={h.state}>
        {h.when !== undefined ? <time datetime={machineTime(h.when)}>{hour(h.when)}, {year ? date(h.when) : shortDate(h.when)}</time> : h.whenWords && <span class="when">{h.whenWords}</span>}
        <b>{h.what}</b>
        {h.who && <p class="hint">{h.who}</p>}
        {h.note && <p class="hint">“{h.note}”</p>}
      </li>
    ))}
  </ol>
)
