import type { PageInfo } from '#platform/page'
import { DateField, Select } from '#ui/field'
import { FilterForm } from '#ui/form'
import { date, hour, number } from '#ui/format'
import { Meter } from '#ui/gauge'
import { Notice } from '#ui/notice'
import { Clock, clockWords } from '#ui/clock'
import { spanOf, periods } from '../../domain/period.ts'
import type { Indicator } from '../../domain/indicator.ts'
import type { Standing } from '../../domain/standing.ts'
import type { CaseBehind } from '../../queries/cases-behind.ts'
import type { Figure } from '../../queries/figures.ts'
import type { Sight } from '../../queries/sight.ts'
import { en } from '../../texts/en.ts'
import { type Texts, vi } from '../../texts/vi.ts'
import { casesAddress, indicatorAddress } from './addresses.ts'

export const textsOf = (p: Pick<PageInfo, 'lang'>): Texts => (p.lang === 'en' ? en : vi)

/** A value as it is printed: 93,6% · 19,45 · 4,2 ngày. */
export const written = (t: Texts, { unit }: Pick<Indicator, 'unit'>, value: number): string => `${t.number(value, Number.isInteger(value) && unit !== 'days' ? 0 : unit === 'score' ? 2 : 1)}${t.unit[unit]}`

export const stateWords = (t: Texts, { word, gap = 0 }: Standing): string => {
  const said = t.state[word]
  return typeof said === 'string' ? said : said(gap)
}

export const changeWords = (t: Texts, { indicator, change }: Pick<Figure, 'indicator' | 'change'>): string | undefined => {
  if (change === undefined) return undefined
  if (Math.abs(change) < 0.05) return t.change.same
  const amount = indicator.unit === 'days' ? t.change.days(Math.abs(change)) : t.change.points(Math.abs(change))
  return change > 0 ? t.change.up(amount) : t.change.down(amount)
}

/** When a figure was measured: the hour today, the day for a wall of the past. */
export const whenWords = (t: Texts, { today, asOf }: Sight, at: Date): string => (today ? t.basisAt(hour(at)) : t.basisUntil(date(asOf)))

export const FigureMeter = ({ p, sight, figure }: { p: PageInfo; sight: Sight; figure: Figure }) => {
  const t = textsOf(p)
  const { indicator, measured, value, standing } = figure
  // Days have no natural end of their scale: what the map calls worst fills most of it.
  const max = indicator.unit === 'score' && indicator.measure.of === 'score' ? indicator.measure.max : indicator.unit === 'days' ? Math.max(indicator.classes[2] * 1.5, value ?? 0) : 100
  const trend = figure.trend.flatMap((point) => point.value ?? [])
  const href = p.href(casesAddress(indicator.code, sight, { part: 'denominator' }))
  const noun = measured.measure.of === 'score' ? '' : measured.measure.denominator.names[p.lang]
  return (
    <Meter p={p} code={indicator.code} name={indicator.names[p.lang]} href={p.href(indicatorAddress(indicator.code, sight))}
      {...(value !== undefined ? { value } : {})} {...(standing.target !== undefined ? { target: standing.target } : {})} max={max} unit={t.unit[indicator.unit]} tone={standing.tone}
      state={stateWords(t, standing)} trend={trend} {...(figure.change !== undefined ? { change: changeWords(t, figure)! } : {})} why={t.whyUnmeasured}
      basis={<><a href={href}>{number(figure.denominator, 0, p.lang)} {noun}</a>, {whenWords(t, sight, figure.measuredAt)}</>} />
  )
}

/** Day and period of the page, asked for by GET and folded away: a wall is first of all about today. The unit and the rest of the address stay. */
export const SightForm = ({ p, sight, action, keep = {} }: { p: PageInfo; sight: Sight; action: string; keep?: Record<string, string | undefined> }) => {
  const t = textsOf(p)
  return (
    <details class="no-print" open={!sight.today}>
      <summary>{t.filter.other}</summary>
      <FilterForm p={p} action={p.href(action)} words={t.filter.see}>
        {Object.entries({ ...(sight.whole ? {} : { unit: sight.unit.code }), ...keep }).map(([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />)}
        <DateField p={p} name="asOf" label={t.filter.asOf} hint={t.filter.asOfHint} value={sight.asOf} />
        <Select p={p} name="period" label={t.filter.period} empty={false} short value={sight.period} options={periods.map((period) => ({ value: period, label: t.period[period] }))} />
      </FilterForm>
    </details>
  )
}

/** Says which day this is, when it is not what was asked for, or not today. */
export const PastDay = ({ p, sight, today }: { p: PageInfo; sight: Sight; today: string }) => {
  const t = textsOf(p)
  if (sight.unread) return <Notice tone="soon">{t.unreadDay(sight.unread, sight.asOf)}</Notice>
  if (sight.ahead) return <Notice tone="soon">{t.notYet(sight.ahead, sight.asOf)}</Notice>
  if (sight.today) return null
  return <Notice tone="pause">{t.pastDay(sight.asOf)} <a href={p.href(today)}>{t.filter.today}</a></Notice>
}

/** Over which days was counted; of the catalogue, on which day it was looked at. */
export const spanWords = (t: Texts, sight: Sight, measured?: Indicator): string => {
  if (measured?.measure.of === 'procedures') return t.onDay(sight.asOf)
  const { first, last } = spanOf(sight.period, sight.asOf)
  return t.span(first, last)
}

/** How a case stands, on the day of the wall. */
export const CaseClock = ({ p, sight, row }: { p: PageInfo; sight: Sight; row: CaseBehind }) => {
  const ended = row.closedOn && row.closedOn <= sight.asOf
  const stopped = sight.today && (row.nationalCode === 5 || row.nationalCode === 6)
  const state = stopped ? 'paused' : ended ? (row.onTime === null ? 'ended' : row.onTime ? 'done' : 'done-late') : !row.dueOn ? 'not-yet' : row.late ? 'late' : row.dueOn === sight.asOf ? 'today' : 'running'
  // Appointed for that very day: there is no day to count yet.
  if (state === 'late' && row.lateBy === 0) return <Clock state="late" words={textsOf(p).cases.pastHour} small={date(row.dueOn!)} />
  return <Clock {...clockWords(p.lang, { state, ...(state === 'late' || state === 'done-late' ? { workingDays: row.lateBy } : state === 'running' ? { workingDays: row.left } : {}), ...(row.dueOn ? { dueOn: row.dueOn } : {}), ...(ended ? { at: row.closedOn! } : {}) }, true)} />
}
