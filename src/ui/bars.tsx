import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { difference, number } from './format.tsx'
import { Table } from './table.tsx'
import type { Tone } from './tag.tsx'
import { words } from './texts.ts'

/** A bar from zero; `share` 0 to 1. `label` says the value to whoever does not see it. */
export const Bar = ({ share, tone, label }: { share: number; tone?: Tone; label: string }) => (
  <svg class={tone ? `chart bar ${tone}` : 'chart bar'} viewBox="0 0 200 10" preserveAspectRatio="none" role="img" aria-label={label}>
    <rect class="well" width="200" height="10" />
    <rect class="fill" width={(Math.min(1, Math.max(0, share)) * 200).toFixed(1)} height="10" />
  </svg>
)

/** Parts of a score or a sum, each with its bar. `value` as written, `of` quietly after it ("/ 18"). */
export const Bars = ({ items }: { items: readonly { name: ComponentChildren; value: string; of?: string; share: number; tone?: Tone; href?: string }[] }) => (
  <dl class="bars">
    {items.map((i) => (
      <div>
        <dt>{i.href ? <a href={i.href}>{i.name}</a> : i.name}</dt>
        <dd class="num">{i.value}{i.of && <span class="quiet"> / {i.of}</span>}</dd>
        <dd class="line"><Bar share={i.share} tone={i.tone} label={i.of ? `${i.value} / ${i.of}` : i.value} /></dd>
      </div>
    ))}
  </dl>
)

/** One place in a ranking: value in percent, part of whole, change in points over 30 days. */
export type RankedPlace = { name: string; href?: string; value?: number; part?: number; partHref?: string; whole?: number; change?: number; tone?: Tone }

/** Places compared, with bars. `words` name the columns; `sort` gives the link of a column and how it is sorted. */
export const Ranking = ({ p, caption, rows, words: said, sort, unit = '%' }: { p: PageInfo; caption: string; rows: readonly RankedPlace[]; words: { name: string; value: string; part: string; whole: string; change: string }; sort?: Partial<Record<'name' | 'value' | 'part' | 'whole' | 'change', { href: string; now?: 'up' | 'down' }>>; unit?: string }) => {
  const t = words(p.lang)
  const has = (key: 'part' | 'whole' | 'change') => rows.some((r) => r[key] !== undefined)
  return (
    <Table<RankedPlace> p={p} caption={caption} rows={rows} columns={[
      { label: said.name, head: true, sort: sort?.name, cell: (r) => (r.href ? <a href={r.href} lang={p.lang === 'en' ? 'vi' : undefined}>{r.name}</a> : r.name) },
      { label: said.value, num: true, sort: sort?.value, cell: (r) => (r.value === undefined ? <span class="quiet">{t.notMeasured}</span> : <b>{number(r.value, 1, p.lang)}{unit}</b>) },
      { label: t.chart, quietHead: true, bar: true, cell: (r) => r.value !== undefined && <Bar share={r.value / 100} tone={r.tone} label={`${number(r.value, 1, p.lang)}${unit}`} /> },
      ...(has('part') ? [{ label: said.part, num: true, sort: sort?.part, cell: (r: RankedPlace) => r.part !== undefined && (r.partHref ? <a href={r.partHref}>{number(r.part, 0, p.lang)}</a> : number(r.part, 0, p.lang)) }] : []),
      ...(has('whole') ? [{ label: said.whole, num: true, sort: sort?.whole, cell: (r: RankedPlace) => r.whole !== undefined && number(r.whole, 0, p.lang) }] : []),
      ...(has('change') ? [{ label: said.change, num: true, sort: sort?.change, cell: (r: RankedPlace) => r.change !== undefined && difference(r.change, 1, p.lang) }] : []),
    ]} />
  )
}
