import { day } from '#platform/clock'
import { definePage, type PageInfo, type Typed } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { asset } from '#ui/assets'
import { date, readDate } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Table } from '#ui/table'
import { proposeDecision } from '../../actions/propose-decision.ts'
import { publishFlow, rejectFlow } from '../../actions/publish.ts'
import { type Change, changesOf, type DecisionsShown, decisionsShown } from '../../drawing/of-dmn.ts'
import { type Proposal, proposalsFor } from '../../queries/flows.ts'
import type { DecisionFile } from '../../reading/decisions.ts'
import { countryDecisions } from '../../shelf.ts'
import { textsOf } from '../../saying.ts'
import { DrawingPlace, Faults, Propose, Proposed, xmlToDraw } from '../drawing.tsx'
import { DecisionView } from '../tables.tsx'

type Data = { file: DecisionFile; proposals: Proposal[]; today: string }
const one = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat()[0])

/**
 * Where decisions are drawn. With scripts the modeller lies over the tables; without them the file is fetched, changed in any
 * modeller and sent back. What is approved here is law when it lies in the country's files with the next version of its procedure.
 */
export const drawDecisionPage = definePage<Data>({
  path: '/officer/decisions/:key/draw',
  face: 'officer',
  libraryDraws: true,
  may: 'admin',
  async load(ctx, { params }) {
    const file = ctx.take(countryDecisions).get(params['key']!)
    if (!file) throw new Refusal('not-found', 'no-such-decision')
    return { file, proposals: await proposalsFor(ctx, file.key), today: day(ctx.now) }
  },
  submits: {
    propose: {
      action: proposeDecision,
      input(typed, { params }, ctx, files) {
        const sent = files.find((it) => it.bytes.length)
        return { key: params['key'], xml: sent ? sent.bytes.toString('utf8') : one(typed, 'xml'), validFrom: readDate(one(typed, 'validFrom')) ?? day(ctx.now), note: one(typed, 'note') }
      },
      then: (_r, { params }) => `/officer/decisions/${params['key']}/draw`,
    },
    publish: { action: publishFlow, input: (typed, { params }) => ({ key: params['key'], version: Number(one(typed, 'version')) }), then: (_r, { params }) => `/officer/decisions/${params['key']}/draw` },
    reject: { action: rejectFlow, input: (typed, { params }) => ({ key: params['key'], version: Number(one(typed, 'version')), reason: one(typed, 'reason') }), then: (_r, { params }) => `/officer/decisions/${params['key']}/draw` },
  },
  view({ data: { file, proposals, today }, p }) {
    const t = textsOf(p.lang)
    const d = { ...t.draw, ...t.drawDecision }
    const xml = xmlToDraw(p, proposals, file.xml)
    const shown = read(xml)
    const faults = p.refusal?.code === 'decision-has-faults' ? Object.entries(p.refusal.fields) : []
    const changes = (of: string) => { const other = read(of); return other ? <Changes p={p} changes={changesOf(file.shown, other)} /> : <></> }
    const approved = proposals.find((it) => it.state === 'published')
    return (
      <Layout p={p} title={`${d.title}: ${file.shown.name}`} current="flows" crumbs={[{ href: '/officer/flows', label: t.list.title }, { href: `/officer/decisions/${file.key}`, label: p.lang === 'vi' ? file.shown.name : file.key }]} islands={['dmn-modeler', 'draw']}>
        <link rel="stylesheet" href={asset('dmn-modeler.css')} />
        <Heading below={d.lead}>{d.title}: <Vi p={p}>{file.shown.name}</Vi></Heading>
        {proposals.filter((it) => it.state === 'proposed').map((it) => <Proposed p={p} d={d} it={it}>{changes(it.xml)}</Proposed>)}
        {approved && (
          <Section id={`version-${approved.version}`} title={d.approved(approved.version, date(approved.valid_from))} panel>
            <p>{d.approvedSays}</p>
            {changes(approved.xml)}
            <p><a class="act" href={p.href(`/officer/decisions/${file.key}/${approved.version}.dmn`)}>{t.decision.file}</a></p>
          </Section>
        )}
        <Faults d={d} faults={faults} names={shown ? namesIn(shown, t.decision) : new Map()} />
        <DrawingPlace p={p} kind="dmn" title={d.tables} words={{ notRead: d.notRead, views: d.views, names: t.decision.names, say: d.modeller }} wrong={faults.map(([id]) => id)} saveAs={`${file.key}.dmn`} file={{ href: `/officer/decisions/${file.key}.dmn`, label: t.decision.file }}>
          {shown ? <div class="flow">{shown.decisions.map((it) => <section class="flow"><h3>{t.decision.names[it.name] ?? it.name}</h3><DecisionView p={p} it={it} wrong={new Map(faults)} /></section>)}</div> : <p>{d.notRead}</p>}
        </DrawingPlace>
        <Propose p={p} d={d} xml={xml} today={today} accept=".dmn,.xml" />
      </Layout>
    )
  },
})

/** Null: what was sent cannot even be shown. */
function read(xml: string): DecisionsShown | null {
  try { return decisionsShown(xml) } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

type Words = ReturnType<typeof textsOf>['decision']
/** What the elements of a file are called, down to the rule. */
const namesIn = ({ decisions }: DecisionsShown, { names, rule }: Words): Map<string, string> =>
  new Map(decisions.flatMap((it) => { const name = names[it.name] ?? it.name; return [[it.id, name] as const, ...(it.kind === 'table' ? it.rules.flatMap((one, i) => [one.id, ...one.cells].map((id) => [id, `${name}, ${rule.toLowerCase()} ${i + 1}`] as const)) : [])] }))

const Changes = ({ p, changes }: { p: PageInfo; changes: readonly Change[] }) => {
  const { draw, drawDecision, decision } = textsOf(p.lang)
  if (!changes.length) return <p>{drawDecision.same}</p>
  return (
    <Table p={p} caption={draw.note} columns={[
      { label: decision.which, head: true, cell: (it: Change) => <>{decision.names[it.decision] ?? it.decision}{it.rule && <span class="hint">{decision.rule} {it.rule}</span>}</> },
      { label: drawDecision.was, cell: (it) => (it.was === undefined ? '–' : <code>{it.was}</code>) },
      { label: drawDecision.becomes, cell: (it) => (it.now === undefined ? '–' : <b><code>{it.now}</code></b>) },
    ]} rows={[...changes]} />
  )
}
