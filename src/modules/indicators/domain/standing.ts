import { type Day, dayNumber } from '#organisations'
import type { Indicator, Roadmap, Scorecard } from './indicator.ts'
import type { Sum } from './unit-tree.ts'

/** On the scale of its unit: percent of a share, points of a score, days. Undefined when there was nothing to measure. */
export function valueOf(indicator: Indicator, { numerator, denominator }: Sum): number | undefined {
  if (denominator === 0) return undefined
  if (indicator.unit === 'days') return numerator / denominator
  const percent = (numerator / denominator) * 100
  return indicator.measure.of === 'score' ? points(percent, indicator.measure) : percent
}

/** Generic score of Index 766: the most, times the share over the share that earns it all; two decimals. */
export const points = (percent: number, { max, fullAt }: { max: number; fullAt: number }): number => Math.round(max * Math.min(1, percent / fullAt) * 100) / 100

export type Tone = 'good' | 'soon' | 'late' | 'calm'
/**
 * reached       the target of the law, or all points
 * on-track      at or above the province's own plan for the day
 * behind        below the plan by `gap`
 * to-go         a target, but no plan: `gap` is what is missing
 * informative   nothing was promised
 * unmeasured    there was nothing to measure
 */
export type Standing = { word: 'reached' | 'on-track' | 'behind' | 'to-go' | 'informative' | 'unmeasured'; tone: Tone; gap?: number; target?: number; targetBy?: Day; plan?: number }

/** How a value stands on `day` against what the law asks and the province planned. */
export function standingOf(indicator: Indicator, value: number | undefined, day: Day, roadmap: Roadmap | undefined): Standing {
  const due = indicator.targets?.find((one) => one.by >= day) ?? indicator.targets?.at(-1)
  const target = due?.value ?? indicator.fullMarks
  const plan = planOn(roadmap?.points[indicator.code], day)
  const base = { ...(target !== undefined ? { target } : {}), ...(due ? { targetBy: due.by } : {}), ...(plan !== undefined ? { plan } : {}) }
  if (value === undefined) return { ...base, word: 'unmeasured', tone: 'calm' }
  const short = (from: number): number => (indicator.better === 'higher' ? from - value : value - from)
  // A figure is printed with one decimal; what rounds to the target has reached it.
  const nothing = 0.05
  if (target === undefined) return { ...base, word: 'informative', tone: 'calm' }
  if (short(target) < nothing) return { ...base, word: 'reached', tone: 'good' }
  if (plan === undefined) return { ...base, word: 'to-go', gap: short(target), tone: toneOfClass(classOf(indicator, value)) }
  if (short(plan) < nothing) return { ...base, word: 'on-track', tone: 'good' }
  return { ...base, word: 'behind', gap: short(plan), tone: short(plan) > (roadmap?.lateFrom ?? 0) ? 'late' : 'soon' }
}

/** Where the plan wants to be on a day: on the straight line between its points, level before the first and after the last. */
export function planOn(plan: readonly { on: Day; value: number }[] | undefined, day: Day): number | undefined {
  if (!plan?.length) return undefined
  const next = plan.findIndex((point) => point.on >= day)
  if (next === 0) return plan[0]!.value
  if (next < 0) return plan.at(-1)!.value
  const [a, b] = [plan[next - 1]!, plan[next]!]
  return a.value + ((b.value - a.value) * (dayNumber(day) - dayNumber(a.on))) / (dayNumber(b.on) - dayNumber(a.on))
}

/** 1 the worst class of the map to 4 the best. */
export function classOf({ classes, better }: Pick<Indicator, 'classes' | 'better'>, value: number): 1 | 2 | 3 | 4 {
  const above = classes.filter((bound) => value >= bound).length
  return (better === 'higher' ? above + 1 : 4 - above) as 1 | 2 | 3 | 4
}
export const toneOfClass = (one: 1 | 2 | 3 | 4): Tone => ({ 1: 'late', 2: 'soon', 3: 'good', 4: 'good' } as const)[one]

export type Group = { names: Scorecard['groups'][number]['names']; max: number; measured: number; points: number; why?: Scorecard['groups'][number]['names'] }

/** A scorecard filled from indicators' values; what is not measured is said, not guessed. */
export function fillScorecard(card: Scorecard, percentOf: (indicator: string) => number | undefined): Group[] {
  return card.groups.map((group) => {
    const parts = (group.parts ?? []).flatMap((part) => { const percent = percentOf(part.indicator); return percent === undefined ? [] : [{ max: part.max, points: points(percent, part) }] })
    const sum = (pick: (part: (typeof parts)[number]) => number) => Math.round(parts.reduce((all, part) => all + pick(part), 0) * 100) / 100
    const why = group.notYet ?? group.rest
    return { names: group.names, max: group.max, measured: sum((p) => p.max), points: sum((p) => p.points), ...(why ? { why } : {}) }
  })
}
