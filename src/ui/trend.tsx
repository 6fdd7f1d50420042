import type { PageInfo } from '#platform/page'
import { number } from './format.tsx'
import type { Tone } from './tag.tsx'
import { words } from './texts.ts'

/** `label` as the axis writes it (12/25, 1, 2 …), `long` as the table writes it; a value missing leaves a gap. `plan` where it should have been. */
export type TrendPoint = { label: string; long?: string; value?: number; plan?: number; href?: string }

const width = 760, left = 64, right = 724, top = 14, bottom = 206

const niceStep = (range: number) => {
  const rough = range / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find((s) => s * power >= rough) ?? 10) * power
}

/** A line over periods, its plan dashed, the numbers in a table below. `says` is the sentence that tells the curve, `name` a short one for the scrolling region. Lines need not start at zero; the axis says where. */
export const Trend = ({ p, says, points, unit = '%', tone, decimals = 1, most = unit === '%' ? 100 : undefined, name = says }: { p: PageInfo; says: string; points: readonly TrendPoint[]; unit?: string; tone?: Tone; decimals?: number; most?: number; name?: string }) => {
  const t = words(p.lang)
  const values = points.flatMap((q) => [q.value, q.plan]).filter((v) => v !== undefined)
  const high = Math.max(...values, 0)
  const low = Math.min(...values, high)
  const step = niceStep(high - low || Math.max(1, high / 4))
  const floor = Math.max(0, Math.floor(low / step) * step)
  const ceiling = Math.max(floor + step, most !== undefined ? Math.min(most, Math.ceil(high / step) * step) : Math.ceil(high / step) * step)
  const x = (i: number) => (points.length < 2 ? (left + right) / 2 : left + ((right - left) * i) / (points.length - 1)).toFixed(1)
  const y = (v: number) => (top + ((ceiling - v) / (ceiling - floor)) * (bottom - top)).toFixed(1)
  const line = (pick: (q: TrendPoint) => number | undefined) => {
    let d = ''
    let pen = 'M'
    points.forEach((q, i) => {
      const v = pick(q)
      if (v === undefined) return void (pen = 'M')
      d += `${pen}${x(i)} ${y(v)}`
      pen = 'L'
    })
    return d
  }
  const ticks: number[] = []
  for (let v = floor; v <= ceiling + step / 1000; v += step) ticks.push(v)
  const last = points.findLastIndex((q) => q.value !== undefined)
  const plan = points.some((q) => q.plan !== undefined)
  const lastPlan = points.findLastIndex((q) => q.plan !== undefined)
  const planValue = points[lastPlan]?.plan
  const lastValue = points[last]?.value
  return (
    <>
      <div class="scroll" tabindex={0} role="region" aria-label={`${name}, ${t.scrollable}`}>
        <svg class={`chart trend ${tone ?? 'good'}`} viewBox={`0 0 ${width} 236`} role="img" aria-label={says}>
          {ticks.map((v) => (
            <>
              <path class="grid-line" d={`M40 ${y(v)}H${width}`} />
              <text class="q" x="32" y={Number(y(v)) + 4} text-anchor="end">{number(v, step < 1 ? 1 : 0, p.lang)}</text>
            </>
          ))}
          {plan && <path class="plan" d={line((q) => q.plan)} />}
          {planValue !== undefined && <text class="q" x={x(lastPlan)} y={Number(y(planValue)) - 8} text-anchor="end">{t.plan} {number(planValue, 0, p.lang)}</text>}
          <path class="value" stroke-width="2.5" d={line((q) => q.value)} />
          {points.map((q, i) => q.value !== undefined && <circle class="fill" cx={x(i)} cy={y(q.value)} r={i === last ? 5 : 3} />)}
          {lastValue !== undefined && <text class="b" x={x(last)} y={Number(y(lastValue)) + 22 > bottom ? Number(y(lastValue)) - 12 : Number(y(lastValue)) + 22} text-anchor="middle">{number(lastValue, decimals, p.lang)}</text>}
          {points.map((q, i) => <text class="q" x={x(i)} y="228" text-anchor="middle">{q.label}</text>)}
        </svg>
      </div>
      <details>
        <summary>{t.asTable}</summary>
        <div class="scroll" tabindex={0} role="region" aria-label={`${name}, ${t.tableScrolls}`}>
        <table>
          <caption class="hide">{says}</caption>
          <thead><tr><th scope="col">{t.period}</th><th scope="col" class="num">{t.value}</th>{plan && <th scope="col" class="num">{t.planHead}</th>}</tr></thead>
          <tbody>
            {points.map((q) => (
              <tr>
                <th scope="row">{q.href ? <a href={q.href}>{q.long ?? q.label}</a> : (q.long ?? q.label)}</th>
                <td class="num">{q.value === undefined ? t.notMeasured : `${number(q.value, decimals, p.lang)}${unit}`}</td>
                {plan && <td class="num">{q.plan === undefined ? '' : `${number(q.plan, decimals, p.lang)}${unit}`}</td>}
              </tr>
            ))}
          </tbody>
        </table>
        </div>
      </details>
    </>
  )
}
