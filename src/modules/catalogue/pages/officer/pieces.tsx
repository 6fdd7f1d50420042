import { holds } from '#platform/actor'
import type { PageInfo } from '#platform/page'
import type { Duration } from '../../domain/reading.ts'
import { parseLike, printValue } from '../../domain/values.ts'
import { en } from '../../texts/en.ts'
import { type vi as Vi, vi } from '../../texts/vi.ts'

export type Texts = typeof Vi
export const textsOf = (p: { lang: string }): Texts => (p.lang === 'en' ? en : vi)

export type View = keyof Texts['views']
const homes: Record<View, string> = { list: '/officer/catalogue', import: '/officer/catalogue/import', readiness: '/officer/catalogue/readiness', onceOnly: '/officer/catalogue/once-only' }

/** The parts of the catalogue, beside every page of it. */
export const Views = ({ p, now }: { p: PageInfo; now?: View }) => {
  const t = textsOf(p)
  return (
    <nav class="views" aria-label={t.viewsLabel}>
      <ul>{(Object.keys(homes) as View[]).filter((view) => view !== 'import' || holds(p.actor, 'admin')).map((view) => <li><a href={p.href(homes[view])} aria-current={view === now ? 'page' : undefined}>{t.views[view]}</a></li>)}</ul>
    </nav>
  )
}

export const time = (t: Texts, { min, max, unit }: Duration): string => (unit === 'immediate' ? t.units.immediate : `${min === undefined ? '' : `${min}–`}${max} ${t.units[unit]}`)

const wordOf = (t: Texts, value: string): string | undefined => (t.channels as Record<string, string>)[value] ?? (t.levels as Record<string, string>)[value] ?? (t.applicants as Record<string, string>)[value]

/** A value in words: kinds by their name, times with their unit. Takes a value as it is, or as it was printed for comparing. */
export function inWords(t: Texts, value: unknown): string {
  if (typeof value === 'object' && value !== null && 'unit' in value) return time(t, value as Duration)
  const printed = printValue(value)
  const duration = parseLike({ unit: '' }, printed) as Duration | undefined
  return duration ? time(t, duration) : wordOf(t, printed) ?? (t.fees as Record<string, string>)[printed] ?? printed
}

/** A path of a value in words: "Giấy tờ › đối với cấp mới › đơn đề nghị… › bản chính". */
export function pathInWords(t: Texts, path: string): string {
  return path.split('/').map((part, i) => (i === 0 ? t.parts[part] : t.words[part] ?? wordOf(t, part)) ?? part.replaceAll('_', ' ')).filter((part) => part !== '--').join(' › ')
}

export const one = (typed: string | string[] | undefined): string => [typed].flat()[0] ?? ''
