import { type DecisionFile, type DecisionShown, type Rule } from '#flows'
import type { Lang } from '#platform/ctx'
import type { Condition } from '../domain/condition.ts'
import { en } from '../texts/en.ts'
import { vi } from '../texts/vi.ts'

type Table = Extract<DecisionShown, { kind: 'table' }>
/** Of which only one of the two speaks; `why` has a sentence in both languages. */
export type Remark = { element: string; why: keyof typeof en.disagrees; names: readonly string[] }

/** Sentence of a remark. */
export const sayRemark = ({ why, names }: Remark, lang: Lang): string => (lang === 'en' ? en : vi).disagrees[why](names[0] ?? '', names[1] ?? '')

const literal = /^"((?:[^"\\]|\\.)*)"$/
const value = (cell: string): string | number | boolean | undefined =>
  cell === 'true' ? true : cell === 'false' ? false : /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : literal.test(cell) ? (JSON.parse(cell) as string) : undefined

/** The question that a cell asks about an answer, so that a page can say it in the words of the form; what is more than that is quoted. */
export function conditionOf(field: string, cell: string): Condition | undefined {
  if (cell === '-' || cell === '') return undefined
  const plain = value(cell)
  if (plain !== undefined) return { field, is: plain }
  const several = cell.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((one) => value(one.trim()))
  if (several.length > 1 && several.every((one) => one !== undefined)) return { field, in: several }
  const above = /^> (-?\d+(?:\.\d+)?)$/.exec(cell)
  if (above) return { field, above: Number(above[1]) }
  const other = /^not\(null, ?(.+)\)$/.exec(cell)
  const not = other && value(other[1]!)
  if (not !== undefined && not !== null) return { field, not }
  const among = [...cell.matchAll(/list contains\(\?, ("(?:[^"\\]|\\.)*")\)/g)].map((one) => JSON.parse(one[1]!) as string)
  if (among.length && cell.replace(/list contains\(\?, "(?:[^"\\]|\\.)*"\)/g, '').replace(/\s*or\s*/g, '') === '') return among.length === 1 ? { field, is: among[0]! } : { field, in: among }
  return { field, says: cell }
}

const inputs = new Set(['channel', 'day', 'longer', 'true'])
const together = (conditions: Condition[]): Condition | undefined => (conditions.length > 1 ? { all: conditions } : conditions[0])
const conditionsIn = (table: Table, rule: Rule): Condition | undefined => together(table.inputs.flatMap(({ expression }, i) => (inputs.has(expression) ? [] : (conditionOf(expression, rule.tests[i] ?? '-') ?? []))))
const cellOf = (table: Table, rule: Rule, expression: string): string => { const at = table.inputs.findIndex((it) => it.expression === expression); return at < 0 ? '-' : (rule.tests[at] ?? '-') }
const outOf = (table: Table, rule: Rule, name: string): unknown => { const at = table.outputs.findIndex((it) => it.name === name); return at < 0 ? undefined : (value(rule.outputs[at] ?? '') ?? rule.outputs[at]) }

/**
 * Puts into a definition what its decisions say, so that a page can tell before anybody has answered: when a paper is
 * needed, the rates, the exemptions, the time. What is asked for or to be paid in a case is decided by the tables themselves.
 * Adds a remark for each thing of which only one of the two speaks.
 */
export function fromDecisions(raw: any, { shown }: DecisionFile): Remark[] {
  const remarks: Remark[] = []
  const table = (name: string): Table | undefined => shown.decisions.find((it): it is Table => it.name === name && it.kind === 'table')
  const agree = (name: string, column: string, codes: readonly string[]): Table | undefined => {
    const found = table(name)
    if (!found) { if (codes.length) remarks.push({ element: name, why: 'no-table', names: [name, codes.join(', ')] }); return undefined }
    const said = found.rules.map((rule) => String(outOf(found, rule, column)))
    for (const [i, one] of said.entries()) if (!codes.includes(one)) remarks.push({ element: found.rules[i]!.id, why: 'not-listed', names: [one] })
    for (const code of codes) if (!said.includes(code)) remarks.push({ element: found.id, why: 'no-rule', names: [code] })
    return found
  }
  const time = table('time')
  if (!time) remarks.push({ element: 'time', why: 'no-time', names: [] })
  else if (raw.time && typeof raw.time === 'object') {
    for (const rule of time.rules) {
      const of = cellOf(time, rule, 'longer') === 'true' ? (raw.time.longer ??= {}) : raw.time
      of.amount = outOf(time, rule, 'amount')
      of.unit = outOf(time, rule, 'unit')
    }
  }
  const components: any[] = Array.isArray(raw.components) ? raw.components : []
  const papers = agree('papers', 'paper', components.map((it) => it.code))
  for (const component of components) {
    const when = papers?.rules.filter((rule) => outOf(papers, rule, 'paper') === component.code).map((rule) => conditionsIn(papers, rule)) ?? []
    // One rule without a question is enough.
    if (when.length && when.every((it) => it !== undefined)) component.when = when.length > 1 ? { any: when } : when[0]
  }
  const fees: any[] = Array.isArray(raw.fees) ? raw.fees : []
  const rates = agree('fees', 'fee', fees.map((it) => it.code))
  if (fees.length && !shown.decisions.some((it) => it.name === 'due')) remarks.push({ element: 'due', why: 'no-due', names: [] })
  const exemptions = fees.some((it) => it.exemptions?.length) ? table('exemptions') : undefined
  for (const fee of fees) {
    const rule = rates?.rules.find((it) => outOf(rates, it, 'fee') === fee.code)
    if (!rates || !rule) continue
    fee.amount = outOf(rates, rule, 'rate')
    const channel = value(cellOf(rates, rule, 'channel'))
    if (channel !== undefined) fee.channel = channel
    const when = conditionsIn(rates, rule)
    if (when) fee.when = when
    for (const exemption of fee.exemptions ?? []) {
      const row = exemptions?.rules.find((it) => outOf(exemptions, it, 'fee') === fee.code && outOf(exemptions, it, 'exemption') === exemption.code)
      if (!exemptions || !row) { remarks.push({ element: 'exemptions', why: 'no-exemption', names: [exemption.code, fee.code] }); continue }
      const off = Number(outOf(exemptions, row, 'off'))
      if (off !== 100) exemption.off = off
      const through = value(cellOf(exemptions, row, 'channel'))
      if (through !== undefined) exemption.channel = through
      const days = [...cellOf(exemptions, row, 'day').matchAll(/date\("(\d{4}-\d\d-\d\d)"\)/g)].map((it) => it[1]!)
      const cell = cellOf(exemptions, row, 'day')
      if (days.length === 2) [exemption.validFrom, exemption.validTo] = days
      else if (days[0] && cell.startsWith('>')) exemption.validFrom = days[0]
      else if (days[0]) exemption.validTo = days[0]
      const only = conditionsIn(exemptions, row)
      if (only) exemption.when = only
    }
  }
  return remarks
}
