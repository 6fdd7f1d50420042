import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { words, type Words } from './texts.ts'

/**
 * One column. `cell` draws it from the row. `head` marks the one that names the row. `num` sets numbers right. `quietHead` keeps
 * the heading for screen readers only. `sort` is the link that sorts by it, with how it is sorted now.
 */
export type Column<R> = {
  label: string
  cell(row: R): ComponentChildren
  head?: boolean
  num?: boolean
  code?: boolean
  quietHead?: boolean
  /** Holds a bar: keeps room for it. */
  bar?: boolean
  sort?: { href: string; now?: 'up' | 'down' }
}

export const ColumnHead = <R,>({ t, c }: { t: Words; c: Column<R> }) => (
  <th scope="col" class={[c.num && 'num', c.sort && 'sort'].filter(Boolean).join(' ') || undefined} aria-sort={c.sort?.now && (c.sort.now === 'up' ? 'ascending' : 'descending')}>
    {c.sort ? <a href={c.sort.href}>{c.label}{c.sort.now && <>{c.sort.now === 'up' ? ' ↑' : ' ↓'}<span class="hide">, {c.sort.now === 'up' ? t.sortedUp : t.sortedDown}</span></>}</a> : c.quietHead ? <span class="hide">{c.label}</span> : c.label}
  </th>
)

/** `plain` leaves the label out where the folded row is clear without it. */
export const Cell = <R,>({ c, row, plain }: { c: Column<R>; row: R; plain?: boolean }) => {
  const look = [c.num && 'num', c.code && 'code nowrap', c.bar && 'bar-cell'].filter(Boolean).join(' ') || undefined
  return c.head ? <th scope="row" class={look}>{c.cell(row)}</th> : <td class={look} data-l={plain || c.quietHead ? undefined : c.label}>{c.cell(row)}</td>
}

/** Rows with columns to compare; folds into cards on a phone. `caption` names it (said to screen readers; shown with `showCaption`). `rowId` makes rows findable by #. */
export const Table = <R,>({ p, caption, showCaption, columns, rows, sheet = true, rowId, empty }: { p: PageInfo; caption: string; showCaption?: boolean; columns: readonly Column<R>[]; rows: readonly R[]; sheet?: boolean; rowId?(row: R): string; empty?: ComponentChildren }) => {
  if (!rows.length && empty) return <>{empty}</>
  const t = words(p.lang)
  const table = (
    <table class="stack">
      <caption class={showCaption ? undefined : 'hide'}>{caption}</caption>
      <thead><tr>{columns.map((c) => <ColumnHead t={t} c={c} />)}</tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr id={rowId?.(row)}>{columns.map((c) => <Cell c={c} row={row} />)}</tr>
        ))}
      </tbody>
    </table>
  )
  return sheet ? <div class="panel rows sheet">{table}</div> : table
}
