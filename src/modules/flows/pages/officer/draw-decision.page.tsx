import { definePage, type Typed } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { asset } from '#ui/assets'
import { Heading, Layout, Vi } from '#ui/layout'
import { proposeDecision } from '../../actions/propose-decision.ts'
import { type DecisionsShown, decisionsShown } from '../../drawing/of-dmn.ts'
import type { DecisionFile } from '../../reading/decisions.ts'
import { countryDecisions } from '../../shelf.ts'
import { textsOf } from '../../saying.ts'
import { DrawingPlace, Faults, Propose, xmlSent, xmlToDraw } from '../drawing.tsx'
import { DecisionView } from '../tables.tsx'

/**
 * Where decisions are drawn. With scripts the modeller lies over the tables; without them the file is fetched, changed in any
 * modeller and sent back. It goes into the draft of its procedure: the two are one version.
 */
export const drawDecisionPage = definePage<DecisionFile>({
  path: '/officer/decisions/:key/draw',
  face: 'officer',
  may: 'admin',
  libraryDraws: true,
  async load(ctx, { params }) {
    const file = ctx.take(countryDecisions).get(params['key']!)
    if (!file) throw new Refusal('not-found', 'no-such-decision')
    return file
  },
  submits: { propose: { action: proposeDecision, input: (typed: Typed, { params }, _ctx, files) => ({ key: params['key'], xml: xmlSent(typed, files) }), then: (result: { draft: string }) => result.draft } },
  view({ data: file, p }) {
    const t = textsOf(p.lang)
    const d = { ...t.draw, ...t.drawDecision }
    const xml = xmlToDraw(p, [], file.xml)
    const shown = read(xml)
    const faults = p.refusal?.code === 'decision-has-faults' ? Object.entries(p.refusal.fields) : []
    return (
      <Layout p={p} title={`${d.title}: ${file.shown.name}`} current="flows" crumbs={[{ href: '/officer/flows', label: t.list.title }, { href: `/officer/decisions/${file.key}`, label: p.lang === 'vi' ? file.shown.name : file.key }]} islands={['dmn-modeler', 'draw']}>
        <link rel="stylesheet" href={asset('dmn-modeler.css')} />
        <Heading below={d.lead}>{d.title}: <Vi p={p}>{file.shown.name}</Vi></Heading>
        <Faults d={d} faults={faults} names={shown ? namesIn(shown, t.decision) : new Map()} />
        <DrawingPlace p={p} kind="dmn" title={d.tables} words={{ notRead: d.notRead, views: d.views, names: t.decision.names, say: d.modeller }} wrong={faults.map(([id]) => id)} saveAs={`${file.key}.dmn`} file={{ href: `/officer/decisions/${file.key}.dmn`, label: t.decision.file }}>
          {shown ? <div class="flow">{shown.decisions.map((it) => <section class="flow"><h3>{t.decision.names[it.name] ?? it.name}</h3><DecisionView p={p} it={it} wrong={new Map(faults)} /></section>)}</div> : <p>{d.notRead}</p>}
        </DrawingPlace>
        <Propose p={p} d={d} xml={xml} accept=".dmn,.xml" />
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
