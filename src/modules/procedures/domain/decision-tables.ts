import type { DecisionShown, DecisionsShown } from '#flows'

/** One of the tables papers, fees, exemptions and time of one procedure, in DMN 1.3 as the designers of decisions open it. */
export interface DecisionTable {
  name: string
  description: string
  hit: 'UNIQUE' | 'COLLECT'
  /** What is asked: the name of an answer, or `channel`. Without any, the table asks nothing. */
  inputs: { name: string; label: string; type: string }[]
  outputs: { name: string; label: string; type: 'string' | 'number' }[]
  /** `tests` in the order of the inputs, `-` for any; `gives` in the order of the outputs; FEEL both. */
  rules: { tests: string[]; gives: string[]; note: string }[]
}
/** The decisions of a procedure as they are edited. `due`: how what is to be paid follows from the tables, where it is not one of the usual ways. */
export interface DecisionTables { tables: DecisionTable[]; /** Answers that only what is given asks for: `counted(copies)`. */ more?: { name: string; type: string }[]; due?: string }

const texts = new Set(['fee', 'paper', 'exemption', 'unit'])

/** A file of decisions as tables to edit; undefined when there is more in it than the tables and the sum of a procedure. */
export function tablesIn(shown: DecisionsShown): DecisionTables | undefined {
  const types = new Map(shown.inputs.map(({ name, type }) => [name, type]))
  const tables: DecisionTable[] = []
  let due: string | undefined
  for (const one of shown.decisions) {
    if (one.kind === 'table' && ['time', 'papers', 'fees', 'exemptions'].includes(one.name)) tables.push(editable(one, types))
    else if (one.kind === 'text' && one.name === 'due') due = one.text
    else if (one.kind !== 'text' || one.name !== 'counted') return undefined
  }
  const columns = new Set(tables.flatMap(({ inputs }) => inputs.map(({ name }) => name)))
  const more = shown.inputs.filter(({ name }) => !columns.has(name))
  return { tables, ...(more.length ? { more } : {}), ...(due !== undefined && due.trim() !== usualDue(tables) ? { due: due.trim() } : {}) }
}

function editable(table: Extract<DecisionShown, { kind: 'table' }>, types: ReadonlyMap<string, string>): DecisionTable {
  // A table that asks nothing has one column that is always true.
  const asked = table.inputs.flatMap((it, at) => (it.expression === 'true' ? [] : [at]))
  return {
    name: table.name, description: table.says, hit: table.hitPolicy === 'COLLECT' ? 'COLLECT' : 'UNIQUE',
    inputs: asked.map((at) => { const { expression, label } = table.inputs[at]!; return { name: expression, label, type: types.get(expression) ?? 'Any' } }),
    outputs: table.outputs.map(({ name, label }) => ({ name, label, type: texts.has(name) ? 'string' : 'number' })),
    rules: table.rules.map((rule) => ({ tests: asked.map((at) => rule.tests[at] ?? '-'), gives: rule.outputs, note: rule.notes[0] ?? '' })),
  }
}

const cell = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').trim()
const escape = (text: string): string => cell(text).replace(/\s+/g, ' ')
const types: Record<string, string> = { time: 'tTime', papers: 'tPapers' }

const usualDue = (tables: readonly DecisionTable[]): string => {
  const counted = tables.some(({ name, outputs }) => name === 'fees' && outputs.some((it) => it.name === 'units'))
  const full = counted ? 'f.rate * f.units' : 'f.rate'
  return tables.some(({ name }) => name === 'exemptions')
    ? `for f in (if fees = null then [] else fees) return {
  fee: f.fee,
  full: ${full},
  mine: sort((if exemptions = null then [] else exemptions)[item.fee = f.fee], function(a, b) a.off > b.off),
  off: if count(mine) = 0 then 0 else mine[1].off,
  exemption: if count(mine) = 0 then null else mine[1].exemption,
  amount: round half up(full * (100 - off) / 100, 0)
}`
    : `for f in (if fees = null then [] else fees) return {
  fee: f.fee,
  full: ${full},
  amount: round half up(full, 0)
}`
}

const counted = `  <businessKnowledgeModel id="counted" name="counted">
    <description>Chưa ghi số lượng thì tính là một.</description>
    <variable id="counted-value" name="counted" />
    <encapsulatedLogic id="counted-logic">
      <formalParameter id="counted-n" name="n" typeRef="number" />
      <literalExpression id="counted-text"><text>if n = null then 1 else n</text></literalExpression>
    </encapsulatedLogic>
  </businessKnowledgeModel>
`

/** The file: every table with what it asks, and what is to be paid when there are fees. */
export function writeDecisions(code: string, name: string, { tables, more = [], due }: DecisionTables): string {
  const counts = tables.filter(({ rules }) => rules.some(({ gives, tests }) => [...gives, ...tests].some((cell) => cell.includes('counted('))))
  const mentioned = (table: DecisionTable) => more.filter(({ name: one }) => table.rules.some(({ gives, tests }) => [...gives, ...tests].some((cell) => new RegExp(`\\b${one}\\b`).test(cell))))
  const asked = [...new Map(tables.flatMap((table) => [...table.inputs, ...mentioned(table)]).map((input) => [input.name, input])).values()]
  const needs = (table: DecisionTable) => [...new Set([...table.inputs, ...mentioned(table)].map((input) => input.name))].map((input) => ({ id: `${table.name}-needs-${input}`, from: input, to: table.name }))
  const paid = tables.filter(({ name: one }) => one === 'fees' || one === 'exemptions').map(({ name: one }) => ({ id: `due-needs-${one}`, from: one, to: 'due' }))
  const places = new Map<string, { x: number; y: number; w: number; h: number }>([...tables.map(({ name: one }, at) => [one, { x: 60 + at * 220, y: 180, w: 180, h: 80 }] as const), ...asked.map((one, at) => [one.name, { x: 60 + at * 200, y: 340, w: 160, h: 46 }] as const), ...(paid.length ? [['due', { x: 500, y: 40, w: 180, h: 80 }] as const] : [])])
  const edge = ({ id, from, to }: { id: string; from: string; to: string }): string => {
    const [a, b] = [places.get(from)!, places.get(to)!]
    return `      <dmndi:DMNEdge id="${id}-edge" dmnElementRef="${id}"><di:waypoint x="${a.x + a.w / 2}" y="${a.y}" /><di:waypoint x="${b.x + b.w / 2}" y="${b.y + b.h}" /></dmndi:DMNEdge>`
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/" id="decisions-${code.replaceAll('.', '-')}" name="${escape(name)}" namespace="urn:sen:vn:decisions:${code}">
  <itemDefinition id="tTime" name="tTime">
    <itemComponent id="tTime-amount" name="amount"><typeRef>number</typeRef></itemComponent>
    <itemComponent id="tTime-unit" name="unit"><typeRef>string</typeRef></itemComponent>
  </itemDefinition>
  <itemDefinition id="tPapers" name="tPapers" isCollection="true"><typeRef>string</typeRef></itemDefinition>
${counts.length ? counted : ''}${asked.map((input) => `  <inputData id="${input.name}" name="${input.name}"><variable id="${input.name}-value" name="${input.name}" typeRef="${input.type}" /></inputData>`).join('\n')}
${tables.map((table) => tableOf(table, needs(table), counts.includes(table))).join('\n')}
${paid.length ? `  <decision id="due" name="due">
    <description>Số phải nộp: mỗi khoản lấy mức giảm cao nhất được hưởng, làm tròn đến đồng.</description>
    <variable id="due-value" name="due" typeRef="Any" />
${paid.map(({ id, from }) => `    <informationRequirement id="${id}"><requiredDecision href="#${from}" /></informationRequirement>`).join('\n')}
    <literalExpression id="due-text">
      <text>${cell(due ?? usualDue(tables))}</text>
    </literalExpression>
  </decision>
` : ''}  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="diagram">
${[...places].map(([id, { x, y, w, h }]) => `      <dmndi:DMNShape id="${id}-shape" dmnElementRef="${id}"><dc:Bounds height="${h}" width="${w}" x="${x}" y="${y}" /></dmndi:DMNShape>`).join('\n')}
${[...tables.flatMap(needs), ...paid].map(edge).join('\n')}
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`.replace(/\n{2,}/g, '\n')
}

function tableOf({ name, description, hit, inputs, outputs, rules }: DecisionTable, needs: readonly { id: string; from: string }[], counts: boolean): string {
  const columns = inputs.length ? inputs : [{ name: 'always', label: 'Mọi trường hợp', type: 'boolean' as const }]
  return `  <decision id="${name}" name="${name}">
    <description>${escape(description)}</description>
    <variable id="${name}-value" name="${name}" typeRef="${types[name] ?? 'Any'}" />
${needs.map(({ id, from }) => `    <informationRequirement id="${id}"><requiredInput href="#${from}" /></informationRequirement>`).join('\n')}
${counts ? `    <knowledgeRequirement id="${name}-knows-counted"><requiredKnowledge href="#counted" /></knowledgeRequirement>` : ''}
    <decisionTable id="${name}-table" hitPolicy="${hit}">
${columns.map((column) => `      <input id="${name}-${column.name}" label="${escape(column.label)}"><inputExpression id="${name}-${column.name}-expression" typeRef="${column.type}"><text>${inputs.length ? column.name : 'true'}</text></inputExpression></input>`).join('\n')}
${outputs.map((output) => `      <output id="${name}-out-${output.name}" name="${output.name}" label="${escape(output.label)}" typeRef="${output.type}" />`).join('\n')}
      <annotation name="Ghi chú" />
${rules.map((rule, at) => `      <rule id="${name}-${at + 1}">
${columns.map((column, i) => `        <inputEntry id="${name}-${at + 1}-${column.name}"><text>${escape(inputs.length ? rule.tests[i] ?? '-' : '-')}</text></inputEntry>`).join('\n')}
${outputs.map((output, i) => `        <outputEntry id="${name}-${at + 1}-${output.name}"><text>${escape(rule.gives[i]!)}</text></outputEntry>`).join('\n')}
        <annotationEntry><text>${escape(rule.note)}</text></annotationEntry>
      </rule>`).join('\n')}
    </decisionTable>
  </decision>`
}
