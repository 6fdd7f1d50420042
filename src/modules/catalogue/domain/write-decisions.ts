/** DMN 1.3 files as the designers of decisions open them, for the tables papers, fees, exemptions and time of one procedure. */
export interface TableToWrite {
  name: string
  description: string
  hit: 'UNIQUE' | 'COLLECT'
  /** What is asked: the name of an answer, or `channel`. Without any, the table asks nothing. */
  inputs: readonly { name: string; label: string; type: 'string' | 'boolean' }[]
  outputs: readonly { name: string; label: string; type: 'string' | 'number' }[]
  /** `tests` in the order of the inputs, `-` for any; `gives` in the order of the outputs; FEEL both. */
  rules: readonly { tests: readonly string[]; gives: readonly string[]; note: string }[]
}

const escape = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replace(/\s+/g, ' ').trim()
const types: Record<string, string> = { time: 'tTime', papers: 'tPapers' }

const dueWith = `for f in (if fees = null then [] else fees) return {
  fee: f.fee,
  full: f.rate,
  mine: sort((if exemptions = null then [] else exemptions)[item.fee = f.fee], function(a, b) a.off &gt; b.off),
  off: if count(mine) = 0 then 0 else mine[1].off,
  exemption: if count(mine) = 0 then null else mine[1].exemption,
  amount: round half up(full * (100 - off) / 100, 0)
}`
const dueWithout = `for f in (if fees = null then [] else fees) return {
  fee: f.fee,
  full: f.rate,
  amount: round half up(full, 0)
}`

export function writeDecisions(code: string, name: string, tables: readonly TableToWrite[]): string {
  const asked = [...new Map(tables.flatMap(({ inputs }) => inputs).map((input) => [input.name, input])).values()]
  const needs = (table: TableToWrite) => table.inputs.map((input) => ({ id: `${table.name}-needs-${input.name}`, from: input.name, to: table.name }))
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
${asked.map((input) => `  <inputData id="${input.name}" name="${input.name}"><variable id="${input.name}-value" name="${input.name}" typeRef="${input.type}" /></inputData>`).join('\n')}
${tables.map((table) => tableOf(table, needs(table))).join('\n')}
${paid.length ? `  <decision id="due" name="due">
    <description>Số phải nộp: mỗi khoản lấy mức giảm cao nhất được hưởng, làm tròn đến đồng.</description>
    <variable id="due-value" name="due" typeRef="Any" />
${paid.map(({ id, from }) => `    <informationRequirement id="${id}"><requiredDecision href="#${from}" /></informationRequirement>`).join('\n')}
    <literalExpression id="due-text">
      <text>${paid.length > 1 ? dueWith : dueWithout}</text>
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

function tableOf({ name, description, hit, inputs, outputs, rules }: TableToWrite, needs: readonly { id: string; from: string }[]): string {
  const columns = inputs.length ? inputs : [{ name: 'always', label: 'Mọi trường hợp', type: 'boolean' as const }]
  return `  <decision id="${name}" name="${name}">
    <description>${escape(description)}</description>
    <variable id="${name}-value" name="${name}" typeRef="${types[name] ?? 'Any'}" />
${needs.map(({ id, from }) => `    <informationRequirement id="${id}"><requiredInput href="#${from}" /></informationRequirement>`).join('\n')}
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
