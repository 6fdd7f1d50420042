import { indicatorsShelf } from '#indicators'
import { catalogue, type Procedure } from '#procedures'
import type { House } from '#platform/house'
import { code, page, table } from './markdown.ts'

/** A day after which nothing in the country pack changes yet: the list shows what is defined, not what holds today. */
const lastDay = '9999-12-31'

export function proceduresPage(house: House): string {
  const shelf = house.take(catalogue)
  const all = shelf.list()
  return page('Procedures', `The administrative procedures (thủ tục hành chính) defined in \`countries/vn/procedures\`: ${all.length}, of which ${all.filter((p) => p.depth === 'full').length} in full depth, the others with what people must know and a plain form. “Partial” gives the reason that Decree 224/2026 art. 14 wants published.`,
    ...shelf.fields.filter((field) => all.some((p) => p.field === field.key)).map((field) =>
      `## ${field.names.vi} · ${field.names.en}\n\n${table(['Code', 'Name', 'Level', 'Depth', 'Time', 'Fee', 'Full-process'], all.filter((p) => p.field === field.key).sort((a, b) => (a.code < b.code ? -1 : 1)).map((p) => [code(p.code), `${p.names.vi}<br>${p.names.en}`, p.department ? `province (${p.department})` : p.level, p.depth, timeOf(p), feeOf(p), fullProcessOf(p)]))}`))
}

const timeOf = ({ time }: Procedure): string =>
  (time.unit === 'immediate' ? 'the same day' : `${time.amount} ${time.unit.replace('-', ' ')}${time.amount === 1 ? '' : 's'}`) + (time.longer ? ` (${time.longer.amount} ${time.longer.unit.replace('-', ' ')}s: ${time.longer.names.en})` : '')
const feeOf = ({ fees }: Procedure): string => (fees.length ? fees.map((f) => `${f.amount.toLocaleString('de-DE')} đ${f.per ? ` ${f.per.en}` : ''}${f.channel ? ` (${f.channel})` : ''}`).join('<br>') : 'none')
const fullProcessOf = ({ fullProcess }: Procedure): string => (fullProcess === true ? 'yes' : `partial: ${fullProcess.partial.names.en} (${fullProcess.partial.basis})`)

export function indicatorsPage(house: House): string {
  const book = house.take(indicatorsShelf)
  return page('Indicators', 'What is measured, as the definitions in `countries/vn/indicators` say it. Each is a share (or a mean) of cases or procedures; the wall shows the share, the target, and the cases behind it.',
    table(['Code', 'Name', 'Measured', 'Law'], book.all(lastDay).map((i) => [code(i.code), `${i.names.vi}<br>${i.names.en}`, i.means.en, i.source.law.en])))
}
