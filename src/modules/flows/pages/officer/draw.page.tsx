import { day } from '#platform/clock'
import { definePage, type PageInfo, type Typed } from '#platform/page'
import { asset } from '#ui/assets'
import { Diagram, type Drawing } from '#ui/diagram'
import { readDate } from '#ui/format'
import { Heading, Layout } from '#ui/layout'
import { Refusal } from '#platform/refusal'
import { proposeFlow } from '../../actions/propose.ts'
import { publishFlow, rejectFlow } from '../../actions/publish.ts'
import { FlowRefusal, readModel } from '../../bpmn/index.ts'
import type { FlowDefinition } from '../../domain/definition.ts'
import { drawingsOf } from '../../drawing/of-bpmn.ts'
import { flowsOf, mustFindFlow, type Proposal, proposalsFor } from '../../queries/flows.ts'
import { textsOf } from '../../saying.ts'
import { DrawingPlace, Faults, Propose, Proposed, xmlSent, xmlToDraw } from '../drawing.tsx'

type Data = { shown: FlowDefinition; proposals: Proposal[]; today: string }
const one = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat()[0])

/**
 * Where a flow is drawn. With scripts the modeller lies over the picture; without them the file is fetched, changed in any
 * modeller and sent back. What is proposed is looked over by another administrator before it holds.
 */
export const drawFlowPage = definePage<Data>({
  path: '/officer/flows/:key/draw',
  face: 'officer',
  libraryDraws: true,
  may: 'admin',
  async load(ctx, { params }) {
    return { shown: mustFindFlow(await flowsOf(ctx), params['key']!, { day: day(ctx.now) }), proposals: await proposalsFor(ctx, params['key']!), today: day(ctx.now) }
  },
  submits: {
    propose: {
      action: proposeFlow,
      input(typed, _asked, ctx, files) {
        return { xml: xmlSent(typed, files), validFrom: readDate(one(typed, 'validFrom')) ?? day(ctx.now), note: one(typed, 'note') }
      },
      then: (result: { key: string }) => `/officer/flows/${result.key}/draw`,
    },
    publish: { action: publishFlow, input: (typed, { params }) => ({ key: params['key'], version: Number(one(typed, 'version')) }), then: (_r, { params }) => `/officer/flows/${params['key']}` },
    reject: { action: rejectFlow, input: (typed, { params }) => ({ key: params['key'], version: Number(one(typed, 'version')), reason: one(typed, 'reason') }), then: (_r, { params }) => `/officer/flows/${params['key']}/draw` },
  },
  view({ data: { shown, proposals, today }, p }) {
    const t = textsOf(p.lang)
    const d = t.draw
    const name = shown.names[p.lang]
    const xml = xmlToDraw(p, proposals, shown.xml)
    const faults = p.refusal?.code === 'flow-has-faults' ? Object.entries(p.refusal.fields) : []
    return (
      <Layout p={p} title={`${d.title}: ${name}`} current="flows" crumbs={[{ href: '/officer/flows', label: t.list.title }, { href: `/officer/flows/${shown.key}`, label: name }]} islands={['bpmn-modeler', 'draw']}>
        <link rel="stylesheet" href={asset('bpmn-modeler.css')} />
        <Heading below={d.lead}>{d.title}: {name}</Heading>
        {proposals.filter((it) => it.state === 'proposed').map((it) => <Proposed p={p} d={d} it={it}><div lang="vi"><Picture p={p} xml={it.xml} name={it.name} wrong={new Map()} /></div></Proposed>)}
        <Faults d={d} faults={faults} names={namesIn(xml)} />
        <DrawingPlace p={p} kind="bpmn" title={t.flow.drawing} words={{ notRead: d.notRead, fields: d.fields }} wrong={faults.map(([id]) => id)} saveAs={`${shown.key}.bpmn`} file={{ href: `/officer/flows/${shown.key}/${shown.version}.bpmn`, label: t.flow.file }}>
          <div lang="vi"><Picture p={p} xml={xml} name={name} wrong={new Map(faults)} /></div>
        </DrawingPlace>
        <Propose p={p} d={d} xml={xml} today={today} accept=".bpmn,.xml" />
      </Layout>
    )
  },
})

const drawn = (xml: string): Drawing[] => {
  try { return drawingsOf(readModel(xml).definitions.xml) } catch (error) {
    if (error instanceof FlowRefusal || error instanceof Refusal) return []
    throw error
  }
}

const Picture = ({ p, xml, name, wrong }: { p: PageInfo; xml: string; name: string; wrong: Map<string, string> }) => (
  <>{drawn(xml).map((drawing, i) => <Diagram p={p} id={`drawn-${i}`} drawing={drawing} says={textsOf(p.lang).flow.drawingOf(name)} marks={{ done: new Set(), here: new Map(), wrong }} />)}</>
)

/** What the elements of a drawing are called. */
const namesIn = (xml: string): Map<string, string> => new Map(drawn(xml).flatMap((it) => [...it.shapes, ...it.lines].flatMap((one) => (one.name ? [[one.id, one.name] as const] : []))))
