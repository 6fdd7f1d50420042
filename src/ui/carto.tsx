import type { PageInfo } from '#platform/page'
import { number } from './format.tsx'
import { words } from './texts.ts'

/** One place. `x`, `y` whole tiles from the left top; `value` undefined when nothing was measured there; `href` opens the cases behind it. */
export type Tile = { id: string; name: string; x: number; y: number; value?: number; count?: number; href: string }

// Kinds are cut from the tile for room; the spoken name keeps them.
const short = (name: string): [string, string] => {
  const parts = name.replace(/^(Xã|Phường|Đặc khu|Thị trấn) /, '').split(' ')
  return parts.length < 3 ? [parts[0] ?? '', parts[1] ?? ''] : [parts.slice(0, -2).join(' ').length > 6 ? parts[0]! : parts.slice(0, 2).join(' '), (parts.slice(0, -2).join(' ').length > 6 ? parts.slice(1) : parts.slice(2)).join(' ')]
}

const classOf = (value: number | undefined, limits: readonly [number, number, number]) => (value === undefined ? 'bin0' : value < limits[0] ? 'bin1' : value < limits[1] ? 'bin2' : value < limits[2] ? 'bin3' : 'bin4')

/**
 * The province as one tile a commune, neighbours kept, the value printed in each; only the worst class is bright. `limits` are the three
 * bounds between the four classes. Below: how many places in each class, and the table, worst first.
 */
export const Carto = ({ p, says, tiles, limits, unit = '%', noun, all, show = 20 }: { p: PageInfo; says: string; tiles: readonly Tile[]; limits: readonly [number, number, number]; unit?: string; noun?: string; all?: { href: string; words: string }; show?: number }) => {
  const t = words(p.lang)
  const of = noun ?? t.count.toLowerCase()
  const columns = Math.max(...tiles.map((q) => q.x), 0) + 1
  const lines = Math.max(...tiles.map((q) => q.y), 0) + 1
  const said = (q: Tile) => `${q.name}: ${q.value === undefined ? t.notMeasured : `${number(q.value, 1, p.lang)}${unit}`}${q.count === undefined ? '' : `, ${number(q.count, 0, p.lang)} ${of}`}`
  const inClass = (name: string) => tiles.filter((q) => classOf(q.value, limits) === name).length
  const [a, b, c] = limits
  const vi = p.lang === 'vi'
  const legend: [string, string][] = [
    ['bin4', vi ? `từ ${number(c, 0, p.lang)}${unit}` : `${number(c, 0, p.lang)}${unit} and more`],
    ['bin3', vi ? `${number(b, 0, p.lang)} đến dưới ${number(c, 0, p.lang)}${unit}` : `${number(b, 0, p.lang)} to ${number(c, 0, p.lang)}${unit}`],
    ['bin2', vi ? `${number(a, 0, p.lang)} đến dưới ${number(b, 0, p.lang)}${unit}` : `${number(a, 0, p.lang)} to ${number(b, 0, p.lang)}${unit}`],
    ['bin1', vi ? `dưới ${number(a, 0, p.lang)}${unit}` : `below ${number(a, 0, p.lang)}${unit}`],
    ...(inClass('bin0') ? ([['bin0', t.notMeasured]] as [string, string][]) : []),
  ]
  const worst = [...tiles].sort((q, r) => (q.value ?? 1e9) - (r.value ?? 1e9)).slice(0, show)
  return (
    <>
      <div class="scroll" tabindex={0} role="region" aria-label={`${says}, ${t.scrollable}`}>
        <svg class="chart carto" viewBox={`0 0 ${columns * 56} ${lines * 56}`} role="group" aria-label={says}>
          {tiles.map((q) => {
            const [first, second] = short(q.name)
            const x = q.x * 56 + 1
            const y = q.y * 56 + 1
            return (
              <a href={q.href} class={classOf(q.value, limits)} aria-label={said(q)} lang={vi ? undefined : 'vi'}>
                <rect x={x} y={y} width="53" height="53" rx="2" />
                <text x={x + 5} y={y + 14}>{first}</text> <text x={x + 5} y={y + 26}>{second}</text> <text class="v" x={x + 48} y={y + 45} text-anchor="end">{q.value === undefined ? '–' : q.value === 100 ? '100' : number(q.value, 1, p.lang)}</text>
              </a>
            )
          })}
        </svg>
      </div>
      <ul class="legend plain row small">
        {legend.map(([bin, says]) => (
          <li>
            <svg class="chart" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><g class={bin}><rect x="1" y="1" width="12" height="12" /></g></svg> {says}: <span class="num">{inClass(bin)}</span> {t.places}
          </li>
        ))}
      </ul>
      <details>
        <summary>{vi ? 'Xem dạng bảng, thấp nhất trước' : 'View as a table, lowest first'}</summary>
        <div class="scroll" tabindex={0} role="region" aria-label={`${says}, ${t.tableScrolls}`}>
          <table>
            <caption class="hide">{says}</caption>
            <thead><tr><th scope="col">{t.place}</th><th scope="col" class="num">{t.value}</th><th scope="col" class="num">{t.count}</th></tr></thead>
            <tbody>
              {worst.map((q) => (
                <tr><th scope="row"><a href={q.href} lang={vi ? undefined : 'vi'}>{q.name}</a></th><td class="num">{q.value === undefined ? t.notMeasured : `${number(q.value, 1, p.lang)}${unit}`}</td><td class="num">{q.count === undefined ? '' : number(q.count, 0, p.lang)}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
        {all && tiles.length > show && <p><a class="act" href={all.href}>{all.words}</a></p>}
      </details>
    </>
  )
}
