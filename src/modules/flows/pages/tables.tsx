import type { PageInfo } from '#platform/page'
import { Vi } from '#ui/layout'
import { Table } from '#ui/table'
import type { DecisionShown, DecisionsShown, Rule } from '../drawing/of-dmn.ts'
import { textsOf } from '../saying.ts'

type TableShown = Extract<DecisionShown, { kind: 'table' }>

/** One decision of a file: its table, or its text. */
export const DecisionView = ({ it, p, matched, wrong }: { it: DecisionShown; p: PageInfo; matched?: ReadonlySet<string>; wrong?: ReadonlyMap<string, string> }) => (
  <>
    {it.says && <p class="quiet"><Vi p={p}>{it.says}</Vi></p>}
    {it.kind === 'table' ? <DecisionTable p={p} table={it} {...(matched && { matched })} {...(wrong && { wrong })} /> : <pre class="panel scroll" tabindex={0} aria-label={it.name}><code>{it.text}</code></pre>}
  </>
)

/** A decision table as it is drawn; on a phone each rule is a card. `matched` are the rules that held just now, `wrong` what is amiss with a rule. */
export const DecisionTable = ({ p, table, matched, wrong }: { p: PageInfo; table: TableShown; matched?: ReadonlySet<string>; wrong?: ReadonlyMap<string, string> }) => {
  const d = textsOf(p.lang).decision
  const inputs = table.inputs.flatMap((it, i) => (it.expression === 'true' ? [] : [{ ...it, i }]))
  const notes = table.rules.some((rule) => rule.notes.some(Boolean))
  return (
    <>
      <p class="hint">{d.hitPolicies[table.hitPolicy] ?? table.hitPolicy}</p>
      <Table p={p} caption={table.name} columns={[
        { label: d.rule, head: true, cell: (rule: Rule) => <>{table.rules.indexOf(rule) + 1}{matched?.has(rule.id) && <> <span class="tag good">{d.held}</span></>}{wrong && [rule.id, ...rule.cells].flatMap((id) => wrong.get(id) ?? []).map((say) => <span class="hint">{say}</span>)}</> },
        ...inputs.map(({ label, expression, i }) => ({ label: d.when(d.inputs[expression] ?? (p.lang === 'vi' ? label : expression)), cell: (rule: Rule) => ((rule.tests[i] ?? '-') === '-' ? d.any : <code>{rule.tests[i]}</code>) })),
        // The file speaks Vietnamese: what it calls a column of its own is said in English by the name it has in the expressions.
        ...table.outputs.map(({ name, label }, i) => ({ label: p.lang === 'vi' ? label : (d.outputs[name] ?? name ?? label), cell: (rule: Rule) => <b><code>{rule.outputs[i]}</code></b> })),
        ...(notes ? [{ label: d.note, cell: (rule: Rule) => <span lang="vi">{rule.notes.filter(Boolean).join('; ')}</span> }] : []),
      ]} rows={table.rules} />
    </>
  )
}

export type Reason = { decision: string; inputs: Record<string, unknown>; rules: readonly { rule: string; gives: Record<string, unknown> }[] }

/** Why something was decided: for each table the values it looked at and the rules that held, with what the file notes beside them. */
export const Matched = ({ p, reasons, shown }: { p: PageInfo; reasons: readonly Reason[]; shown?: DecisionsShown }) => {
  const d = textsOf(p.lang).decision
  const noteOf = (name: string, id: string): string => { const table = shown?.decisions.find((it) => it.name === name); return table?.kind === 'table' ? (table.rules.find((it) => it.id === id)?.notes.filter(Boolean).join('; ') ?? '') : '' }
  return (
    <ul class="rows panel">
      {reasons.map((it) => (
        <li>
          <b>{d.names[it.decision] ?? it.decision}</b>
          {Object.keys(it.inputs).length > 0 && <p class="hint">{d.looked}: {Object.entries(it.inputs).map(([name, value]) => `${d.inputs[name] ?? name} = ${value === null ? d.unanswered : JSON.stringify(value)}`).join('; ')}</p>}
          {it.rules.length ? <ul>{it.rules.map((rule) => <li><code>{rule.rule}</code>: {Object.entries(rule.gives).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')}{noteOf(it.decision, rule.rule) && <span lang="vi"> ({noteOf(it.decision, rule.rule)})</span>}</li>)}</ul> : <p>{d.nothingHeld}</p>}
        </li>
      ))}
    </ul>
  )
}
