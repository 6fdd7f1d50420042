import { definePage, type PageInfo } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AsWritten } from '#ui/as-written'
import { ActLink, Button } from '#ui/button'
import { NumberField, Select, TextField, Tick } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { editDesign } from '../../actions/edit-design.ts'
import type { DesignDraft } from '../../design-store.ts'
import { checkDraft, openDraftDesign } from '../../designing.ts'
import type { DecisionTable } from '../../domain/decision-tables.ts'
import { partOfFault, sayDesignFault } from '../../domain/design-faults.ts'
import { shownPart } from '../../domain/editing.ts'
import { type Part, type PartName, parts } from '../../domain/parts.ts'
import { boxesOf, choosing, type Choosing, EditBox, PartViews, Seen, seenIn, SourceSide, wordsOf } from './pieces.tsx'

type Data = { code: string; name: PartName; draft: DesignDraft; seen: number; from: Choosing; faults: string[]; remarks: DesignDraft['remarks'] }

/** Which remarks of a proposal belong beside which part. */
const about: Partial<Record<PartName, readonly string[]>> = { names: ['names', 'field', 'code', 'version'], who: ['level', 'department', 'applicants', 'fullProcess'], papers: ['components'], time: ['time'], fees: ['fees'], result: ['result'], law: ['legalBases', 'law'], validity: ['unread'] }

/** One part of a draft, edited in boxes; no code and no scripts. What the source says of it stands beside. */
export const designPartPage = definePage<Data>({
  path: '/officer/procedures/:code/edit/:part',
  face: 'officer',
  may: ['admin', 'decide', 'oversee', 'lead'],
  async load(ctx, { params }) {
    const code = params['code']!
    if (!Object.hasOwn(parts, params['part']!)) throw new Refusal('not-found', 'no-such-page')
    const name = params['part'] as PartName
    const { draft, version } = await openDraftDesign(ctx, code)
    return { code, name, draft, seen: version, from: choosing(ctx, draft), faults: checkDraft(ctx, draft).faults.filter((it) => partOfFault(it) === name).map((it) => sayDesignFault(it, ctx.lang)), remarks: draft.remarks.filter((it) => about[name]?.includes(it.about) && !it.settled) }
  },
  submits: {
    save: { action: editDesign, input: (typed, { params }) => ({ code: params['code'], part: params['part'], typed: boxesOf(typed), ...seenIn(typed) }), then: (_r, { params }) => `/officer/procedures/${params['code']}/edit/${params['part']}` },
  },
  view({ data: { code, name, draft, seen, from, faults, remarks }, p }) {
    const t = wordsOf(p)
    const part: Part = parts[name]
    const shown = shownPart(draft.definition, part)
    const at = `/officer/procedures/${code}`
    const entries: { code?: string }[] = part.list && Array.isArray(draft.definition[part.list.at]) ? draft.definition[part.list.at] : []
    return (
      <Layout p={p} title={`${t.parts[name]}: ${code}`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.title }, { href: at, label: code }]} views={<PartViews p={p} code={code} now={name} />} {...(draft.sources.length ? { side: <SourceSide p={p} sources={draft.sources} /> } : {})}>
        <Heading above={<span class="code">{code}</span>} below={t.hints[name]}>{t.parts[name]}</Heading>
        {draft.state === 'waiting' && <Notice tone="pause"><p>{t.edit.notNow}</p></Notice>}
        {faults.length > 0 && <Notice tone="soon" title={t.overview.wrong(faults.length)}><ul>{faults.map((it) => <li><AsWritten p={p}>{it}</AsWritten></li>)}</ul></Notice>}
        {remarks.length > 0 && <Notice tone="calm" title={t.overview.remarks(remarks.length)}><ul>{remarks.map((it) => <li><Vi p={p}>{it.say}</Vi>{it.source && <>{' '}<a href={`#f-${it.source}`} class="small">{t.overview.wordsOf}</a></>}</li>)}</ul></Notice>}
        <Form p={p} submit="save">
          <Seen seen={seen} />
          {part.boxes.map((box) => <EditBox p={p} box={box} shown={shown} from={from} />)}
          {name === 'names' && <TextField p={p} name="newField" label={t.boxes['newField']} optional />}
          {name === 'flow' && <p><ActLink href={p.href(`/officer/flows/${draft.definition['flow']}`)}>{t.edit.drawing}</ActLink></p>}
          {part.list && (
            <>
              {entries.map((entry, n) => (
                <fieldset class="panel flow">
                  <legend>{t.edit.entry(n + 1)}{entry.code && <> <span class="code small">{entry.code}</span></>}</legend>
                  {part.list!.boxes.map((box) => <EditBox p={p} box={box} shown={shown} from={from} before={`${part.list!.at}.${n}.`} />)}
                  <NumberField p={p} name={`${part.list!.at}.${n}._place`} label={t.edit.place} value={n + 1} />
                  <Tick p={p} name={`${part.list!.at}.${n}._gone`} label={t.edit.gone} />
                </fieldset>
              ))}
              <details class="panel flow" open={entries.length === 0}><summary>{t.edit.fresh}</summary>
                <fieldset class="flow"><legend class="hide">{t.edit.fresh}</legend>{part.list.boxes.map((box) => <EditBox p={p} box={box} shown={{}} from={from} before={`${part.list!.at}.${entries.length}.`} />)}</fieldset>
              </details>
            </>
          )}
          {part.tables && ('tables' in draft.decisions ? draft.decisions.tables.filter((it) => part.tables!.includes(it.name)).map((table) => <Rules p={p} table={table} from={from} />) : <p>{t.edit.own}</p>)}
          {draft.state === 'draft' && <Actions sticky><Button>{t.edit.save}</Button></Actions>}
        </Form>
      </Layout>
    )
  },
})

/** A decision table as boxes: a row for each rule, below one another on a phone. */
const Rules = ({ p, table, from }: { p: PageInfo; table: DecisionTable; from: Choosing }) => {
  const t = wordsOf(p)
  const label = (name: string): string => from['questions']?.find((it) => it.value === name)?.label ?? name
  const values = (name: string): string | undefined => from['values']?.find((it) => it.value === name)?.label
  const row = (n: number, rule: DecisionTable['rules'][number] | undefined) => (
    <>
      <div class="grid">
        {table.outputs.map((output, at) => <Given p={p} name={`t.${table.name}.${n}.give.${at}`} output={output} value={rule?.gives[at]} from={from} />)}
        {table.inputs.map((input, at) => <TextField p={p} name={`t.${table.name}.${n}.test.${at}`} label={<AsWritten p={p}>{label(input.name)}</AsWritten>} {...(values(input.name) ? { hint: <AsWritten p={p}>{values(input.name)}</AsWritten> } : {})} value={rule?.tests[at] ?? '-'} />)}
      </div>
      <TextField p={p} name={`t.${table.name}.${n}.note`} label={t.edit.note} value={rule?.note ?? ''} optional />
    </>
  )
  return (
    <Section id={`table-${table.name}`} title={t.edit.tables[table.name] ?? table.name}>
      <p class="hint">{t.edit.tableHint}</p>
      {table.rules.map((rule, n) => <fieldset class="panel flow"><legend>{t.edit.rule(n + 1)}</legend>{row(n, rule)}<Tick p={p} name={`t.${table.name}.${n}._gone`} label={t.edit.goneRule} /></fieldset>)}
      <details class="panel flow"><summary>{t.edit.freshRule}</summary><fieldset class="flow"><legend class="hide">{t.edit.freshRule}</legend>{row(table.rules.length, undefined)}</fieldset></details>
      <div class="panel flow">
        <Select p={p} name={`t.${table.name}.column`} label={t.edit.addColumn} options={(from['questions'] ?? []).filter((it) => !table.inputs.some((input) => input.name === it.value))} empty={t.choices.none} optional />
        {table.inputs.map((input, at) => <Tick p={p} name={`t.${table.name}.column.${at}._gone`} label={<AsWritten p={p}>{t.edit.dropColumn(label(input.name))}</AsWritten>} />)}
      </div>
    </Section>
  )
}

/** What a rule gives: a paper, a fee or a unit by its name, anything else as it is written. */
const Given = ({ p, name, output, value, from }: { p: PageInfo; name: string; output: DecisionTable['outputs'][number]; value: string | undefined; from: Choosing }) => {
  const options = from[output.name]
  const plain = value && /^"(?:[^"\\]|\\.)*"$/.test(value) ? (JSON.parse(value) as string) : value
  return options && output.type === 'string' && (!plain || options.some((it) => it.value === plain))
    ? <Select p={p} name={name} label={<AsWritten p={p}>{output.label}</AsWritten>} value={plain} options={options} {...(value ? { empty: false as const } : {})} />
    : <TextField p={p} name={name} label={<AsWritten p={p}>{output.label}</AsWritten>} value={value ?? ''} />
}
