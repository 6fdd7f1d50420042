import type { ComponentChildren } from 'preact'
import { AsWritten } from './as-written.tsx'
import { hour, machineTime, shortDate, date, type Day } from './format.tsx'

/** `when` an instant, or words ("Bây giờ"); `state` done = happened, now = here, absent = still to come without a promised day. */
export type Happening = { what: ComponentChildren; when?: Day; whenWords?: string; who?: ComponentChildren; note?: ComponentChildren; state?: 'done' | 'now' }

/** What happened, newest first: who and when. Never a future date that nobody promised. `year` when it crosses years. */
export const Timeline = ({ p, items, panel = true, year }: { p: { lang: string }; items: Happening[]; panel?: boolean; year?: boolean }) => (
  <ol class={panel ? 'timeline panel' : 'timeline'}>
    {items.map((h) => (
      <li class={h.state}>
        {h.when !== undefined ? <time datetime={machineTime(h.when)}>{hour(h.when)}, {year ? date(h.when) : shortDate(h.when)}</time> : h.whenWords && <span class="when">{h.whenWords}</span>}
        <b><AsWritten p={p}>{h.what}</AsWritten></b>
        {h.who && <p class="hint">{h.who}</p>}
        {h.note && <p class="hint">“<AsWritten p={p}>{h.note}</AsWritten>”</p>}
      </li>
    ))}
  </ol>
)
