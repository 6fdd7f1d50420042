import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { type Lang, number } from './format.tsx'
import { Icon } from './icon.tsx'
import type { Tone } from './tag.tsx'
import { words } from './texts.ts'

const point = (angle: number, radius: number) => `${(72 + Math.cos((angle * Math.PI) / 180) * radius).toFixed(1)} ${(70 + Math.sin((angle * Math.PI) / 180) * radius).toFixed(1)}`
const angleOf = (share: number) => 150 + 240 * Math.min(1, Math.max(0, share))
const arc = (share: number) => `M${point(150, 58)}A58 58 0 ${angleOf(share) - 150 > 180 ? 1 : 0} 1 ${point(angleOf(share), 58)}`
const written = (lang: Lang, n: number) => (n === 100 ? '100' : number(n, 1, lang))

/** A value on its way to its target. `value`, `target` on a scale of 0 to `max` (100); undefined value is drawn dashed and says so. */
export const Gauge = ({ p, value, target, max = 100, unit = '%', tone }: { p: PageInfo; value?: number; target?: number; max?: number; unit?: string; tone?: Tone }) => {
  const t = words(p.lang)
  if (value === undefined)
    return (
      <svg class="chart gauge" viewBox="0 0 144 108" width="144" height="108" role="img" aria-label={t.notMeasured}>
        <path class="plan" stroke-width="9" d={arc(1)} />
        <text class="b" x="72" y="76" text-anchor="middle">{t.notMeasured}</text>
      </svg>
    )
  const aim = target === undefined ? undefined : angleOf(target / max)
  return (
    <svg class={`chart gauge ${tone ?? 'good'}`} viewBox="0 0 144 108" width="144" height="108" role="img" aria-label={`${number(value, 1, p.lang)}${unit}${target === undefined ? '' : `, ${t.target} ${number(target, 0, p.lang)}${unit}`}`}>
      <path class="track" stroke-width="9" d={arc(1)} />
      <path class="value" stroke-width="9" d={arc(value / max)} />
      {aim !== undefined && <path class="aim" stroke-width="3" d={`M${point(aim, 48)}L${point(aim, 68)}`} />}
      <text class="xl" x="72" y="78" text-anchor="middle">{written(p.lang, value)}</text>
      {target !== undefined ? <text class="q" x="72" y="97" text-anchor="middle">{t.target} {number(target, 0, p.lang)}</text> : unit !== '%' && <text class="q" x="72" y="97" text-anchor="middle">{unit.trim()}</text>}
    </svg>
  )
}

/** A small line without axes; its meaning stands in the words beside it, so it is decoration to a screen reader. */
export const Spark = ({ values, tone }: { values: readonly number[]; tone?: Tone }) => {
  if (values.length < 2) return null
  const low = Math.min(...values)
  const range = Math.max(...values) - low || 1
  const at = values.map((v, i) => `${(4 + (112 * i) / (values.length - 1)).toFixed(1)} ${(30 - (24 * (v - low)) / range).toFixed(1)}`)
  const [x, y] = at[at.length - 1]!.split(' ')
  return (
    <svg class={`chart ${tone ?? 'good'}`} viewBox="0 0 120 34" width="120" height="34" aria-hidden="true">
      <path class="value" stroke-width="2" d={`M${at.join('L')}`} />
      <circle class="fill" cx={x} cy={y} r="3.5" />
    </svg>
  )
}

export type MeterProps = {
  p: PageInfo
  /** The code people quote: A1, C4. */
  code: string
  name: string
  href: string
  value?: number
  target?: number
  max?: number
  unit?: string
  tone?: Tone
  /** The state against this month's plan, in words: "Đúng lộ trình", "Chậm 2,4 điểm". */
  state: string
  trend?: readonly number[]
  /** "tăng 0,4 trong 30 ngày" */
  change?: string
  /** "18.406 hồ sơ, 2 phút trước": no number without its basis. */
  basis: ComponentChildren
  /** The source is late: a sign beside the basis. */
  stale?: boolean
  /** Why it cannot be measured, when value is missing. */
  why?: ComponentChildren
}

/** One target on the wall: value, target, state against plan, 30 days, what it was measured from. Several stand in <div class="meters">. */
export const Meter = ({ p, code, name, href, value, target, max, unit, tone, state, trend, change, basis, stale, why }: MeterProps) => (
  <article class="meter">
    <h3><a href={href}><span class="code">{code}</span> {name}</a></h3>
    <div class="row">
      <Gauge p={p} value={value} target={target} max={max} unit={unit} tone={tone} />
      <div>
        <span class={`tag ${tone ?? (value === undefined ? 'calm' : 'good')}`}>{state}</span>
        {value === undefined ? why && <p class="small">{why}</p> : <>{trend && <Spark values={trend} tone={tone} />}{change && <p class="small">{change}</p>}</>}
      </div>
    </div>
    <p class="small basis">{stale && <><Icon name="warn" />{'\u00a0'}</>}{words(p.lang).measuredFrom} {basis}</p>
  </article>
)
