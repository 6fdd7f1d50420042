import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { AsWritten } from './as-written.tsx'
import { number } from './format.tsx'
import { Cell, ColumnHead, type Column } from './table.tsx'
import { words } from './texts.ts'

export type WorklistGroup<R> = { title: string; count?: number; rows: readonly R[] }

/**
 * Dense rows of 44 px, grouped by urgency. On a phone each row becomes a card, whose first lines are the first three columns: give them
 * as clock, case code (`head`, `code`), procedure. `pick` puts a tick box before each row that has a `value`, sent as `pick.name`; the Form stands around.
 */
export const Worklist = <R,>({ p, caption, columns, groups, pick }: { p: PageInfo; caption: string; columns: readonly Column<R>[]; groups: readonly WorklistGroup<R>[]; pick?: { name: string; value(row: R): string | undefined; label(row: R): string } }) => {
  const t = words(p.lang)
  const span = columns.length + (pick ? 1 : 0)
  const typed = pick && p.typed[pick.name]
  const picked = new Set(typed === undefined ? [] : Array.isArray(typed) ? typed : [typed])
  return (
    <div class="panel rows sheet">
      <table class={pick ? 'worklist stack' : 'worklist stack no-pick'} data-worklist>
        <caption class="hide">{caption}</caption>
        <thead>
          <tr>
            {pick && <th scope="col"><span class="hide">{t.select}</span></th>}
            {columns.map((c) => <ColumnHead t={t} c={c} />)}
          </tr>
        </thead>
        {groups.map((g) => g.rows.length > 0 && (
          <tbody>
            {g.title && <tr class="group"><th colspan={span} scope="rowgroup">{g.title} <span class="quiet num">{number(g.count ?? g.rows.length, 0, p.lang)}</span></th></tr>}
            {g.rows.map((row) => (
              <tr>
                {pick && (
                  <td class="pick-cell">
                    {pick.value(row) !== undefined && <label><input class="pick" type="checkbox" name={pick.name} value={pick.value(row)} checked={picked.has(pick.value(row)!)} /><span class="hide">{t.select} {pick.label(row)}</span></label>}
                  </td>
                )}
                {columns.map((c, i) => <Cell c={c} row={row} plain={i < 3} />)}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

/** Under a worklist: how many are picked (counted by the stylesheet, no script) and what can be done with them at once. */
export const BulkBar = ({ p, children }: { p: PageInfo; children: ComponentChildren }) => {
  const t = words(p.lang)
  return (
    <div class="actions row">
      <b>{t.picked} <span class="picked" /> {t.pickedUnit}</b>
      {children}
    </div>
  )
}

export type View = { href: string; label: string; count?: number; current?: boolean }

/** The saved views at the left of a worklist, in groups: of the unit, mine, saved. */
export const Views = ({ p, groups, children }: { p: PageInfo; groups: readonly { title: string; views: readonly View[] }[]; children?: ComponentChildren }) => (
  <nav class="views" aria-label={words(p.lang).views}>
    {groups.map((g) => (
      <>
        <h2>{g.title}</h2>
        <ul>
          {g.views.map((v) => (
            <li><a href={v.href} aria-current={v.current ? 'page' : undefined}><AsWritten p={p}>{v.label}</AsWritten> {v.count !== undefined && <span class="num quiet">{number(v.count, 0, p.lang)}</span>}</a></li>
          ))}
        </ul>
      </>
    ))}
    {children}
  </nav>
)

/** Which keys the island 'worklist-keys' knows; it shows this line only when it runs, and the button turns it off for this browser. */
export const KeysHint = ({ p }: { p: PageInfo }) => {
  const k = words(p.lang).keys
  return (
    <p class="only-wide small quiet" data-keys hidden>
      <span data-keys-list><kbd>J</kbd> <kbd>K</kbd> {k.updown} · <kbd>X</kbd> {k.pick} · <kbd>O</kbd> {k.open} · <kbd>/</kbd> {k.search} · </span>
      <button type="button" class="linklike" data-keys-off data-off={k.off} data-on={k.on}>{k.off}</button>
    </p>
  )
}
