import { countryDecisions, countryFlows, type DecisionFile, type FlowDefinition, type UnitRule, type Within } from '#flows'
import { indicatorsShelf } from '#indicators'
import { catalogue, decisionsOf, type Procedure } from '#procedures'
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

/** What the flows and tables of the country say, and which procedures go by them. */
export function flowsPage(house: House): string {
  const book = house.take(countryFlows)
  const files = [...house.take(countryDecisions).values()]
  const procedures = house.take(catalogue).list()
  const used = (by: (procedure: Procedure) => boolean): string => procedures.filter(by).map((it) => code(it.code)).sort().join(', ') || 'nothing'
  const flows = book.keys.flatMap((key) => book.versions(key))
  return page('Flows and decisions', `How cases go (\`countries/vn/flows\`, BPMN 2.0) and what is decided by tables (\`countries/vn/decisions\`, DMN): ${flows.length} flows, ${files.length} files of decisions with ${files.reduce((sum, file) => sum + rulesIn(file), 0)} rules.`,
    '## Flows', ...flows.map((flow) => flowSays(flow, used((it) => it.flow === flow.key))),
    '## Decisions',
    table(['File', 'Decision', 'Hit policy', 'Asks', 'Gives', 'Rules', 'Used by'], files.flatMap((file) => {
      const by = used((it) => it[decisionsOf]?.key === file.key)
      return file.shown.decisions.map((it, i) => [i ? '' : `${code(`${file.key}.dmn`)}<br>${file.shown.name}`, code(it.name), ...(it.kind === 'table'
        ? [it.hitPolicy, it.inputs.filter(({ expression }) => expression !== 'true').map(({ expression }) => code(expression)).join(', ') || 'nothing', it.outputs.map(({ name }) => code(name)).join(', '), String(it.rules.length)]
        : ['an expression', it.needs.map(code).join(', ') || 'nothing', '', '']), i ? '' : by])
    })))
}

const rulesIn = ({ shown }: DecisionFile): number => shown.decisions.reduce((sum, it) => sum + (it.kind === 'table' ? it.rules.length : 0), 0)
const withinOf = (within: Within | undefined): string => (!within ? '' : 'share' in within ? `${Math.round(within.share * 100)} % of the case’s time` : `${within.amount} ${within.unit.replace('-', ' ')}${within.amount === 1 ? '' : 's'}`)
const unitOf = (unit: UnitRule): string => (typeof unit === 'string' ? unit : `department ${unit.department}`)
const flowSays = ({ key, version, validFrom, names, source, tasks }: FlowDefinition, by: string): string =>
  `### ${names.vi} · ${names.en}\n\n${code(`${key}.bpmn`)}, version ${version} from ${validFrom}. ${source} Used by ${by}.\n\n${table(['Step', 'Name', 'Kind', 'Who may', 'Where', 'Within', 'Back to'], [...tasks.values()].map((it) => [code(it.node), `${it.names.vi}<br>${it.names.en}`, it.step, it.acts.join(', '), unitOf(it.unit), withinOf(it.within), it.backTo.map(code).join(', ')]))}`
