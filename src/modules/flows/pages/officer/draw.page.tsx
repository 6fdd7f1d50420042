import { day } from '#platform/clock'
import { definePage, type PageInfo, type Typed } from '#platform/page'
import { asset } from '#ui/assets'
import { Button } from '#ui/button'
import { Diagram, type Drawing } from '#ui/diagram'
import { DateField, FileField, LongText } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, readDate } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Refusal } from '#platform/refusal'
import { proposeFlow } from '../../actions/propose.ts'
import { publishFlow, rejectFlow } from '../../actions/publish.ts'
import { FlowRefusal, readModel } from '../../bpmn/index.ts'
import type { FlowDefinition } from '../../domain/definition.ts'
import { drawingsOf } from '../../drawing/of-bpmn.ts'
import { flowsOf, mustFindFlow, type Proposal, proposalsFor } from '../../queries/flows.ts'
import { textsOf } from '../../saying.ts'

type Data = { shown: FlowDefinition; proposals: Proposal[]; today: string }
const one = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat()[0])

/**
 * Where a flow is drawn. With scripts the modeller lies over the picture; without them the file is fetched, changed in any
 * modeller and sent back. What is proposed is looked over by another administrator before it holds.
 */
export const drawFlowPage = definePage<Data>({
  path: '/officer/flows/:key/draw',
  face: 'officer',
  may: 'admin',
  async load(ctx, { params }) {
    return { shown: mustFindFlow(await flowsOf(ctx), params['key']!, { day: day(ctx.now) }), proposals: await proposalsFor(ctx, params['key']!), today: day(ctx.now) }
  },
  submits: {
    propose: {
      action: proposeFlow,
      input(typed, _asked, ctx, files) {
        const file = files.find((it) => it.bytes.length)
        return { xml: file ? file.bytes.toString('utf8') : one(typed, 'xml'), validFrom: readDate(one(typed, 'validFrom')) ?? day(ctx.now), note: one(typed, 'note') }
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
    const typed = typeof p.typed['xml'] === 'string' && p.typed['xml'].trim() ? p.typed['xml'] : undefined
    const xml = typed ?? proposals.find((it) => it.state === 'rejected' || it.proposed_by === p.actor.id)?.xml ?? shown.xml
    const faults = p.refusal?.code === 'flow-has-faults' ? Object.entries(p.refusal.fields) : []
    return (
      <Layout p={p} title={`${d.title}: ${name}`} current="flows" crumbs={[{ href: '/officer/flows', label: t.list.title }, { href: `/officer/flows/${shown.key}`, label: name }]} islands={['bpmn-modeler', 'draw']}>
        <link rel="stylesheet" href={asset('bpmn-modeler.css')} />
        <Heading below={d.lead}>{d.title}: {name}</Heading>
        {proposals.filter((it) => it.state === 'proposed').map((it) => <Proposed p={p} it={it} />)}
        {faults.length > 0 && <Faults p={p} faults={faults} xml={xml} />}
        <Section id="drawing" title={t.flow.drawing}>
          <div class="draw" lang="vi" hidden data-draw="bpmn" data-words={JSON.stringify({ notRead: d.notRead, fields: d.fields })} data-wrong={JSON.stringify(faults.map(([id]) => id))} />
          <p role="status" data-draw-said />
          <div class="panel draw-panel" lang={p.lang} hidden data-draw-panel />
          <div data-draw-instead lang="vi"><Picture p={p} xml={xml} name={name} wrong={new Map(faults)} /></div>
          <p class="row"><button type="button" class="button second" hidden data-draw-file={`${shown.key}.bpmn`}>{d.download}</button> <a class="act" href={`/officer/flows/${shown.key}/${shown.version}.bpmn`}>{t.flow.file}</a></p>
        </Section>
        <Section id="propose" title={d.propose}>
          <Form p={p} submit="propose" multipart>
            <p>{d.proposeSays}</p>
            <div data-draw-instead><FileField p={p} name="file" label={d.file} accept=".bpmn,.xml" optional /></div>
            <textarea name="xml" lang="vi" hidden data-draw-xml aria-label={d.file}>{xml}</textarea>
            <DateField p={p} name="validFrom" label={d.validFrom} value={today} />
            <LongText p={p} name="note" label={d.note} optional rows={2} />
            <Actions><Button>{d.proposeNow}</Button></Actions>
          </Form>
        </Section>
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

/** Every fault beside its element: marked in the drawing, and listed with what to do. */
const Faults = ({ p, faults, xml }: { p: PageInfo; faults: [string, string][]; xml: string }) => {
  const names = new Map(drawn(xml).flatMap((it) => [...it.shapes, ...it.lines].flatMap((one) => (one.name ? [[one.id, one.name] as const] : []))))
  return <Notice tone="late" title={textsOf(p.lang).draw.faults(faults.length)} id="faults"><ul>{faults.map(([id, say]) => <li><b>{names.get(id) ?? id}</b> <code>{id}</code>: {say}</li>)}</ul></Notice>
}

/** What another has drawn, for a second pair of eyes. */
const Proposed = ({ p, it }: { p: PageInfo; it: Proposal }) => {
  const d = textsOf(p.lang).draw
  return (
    <Section id={`version-${it.version}`} title={d.waits(it.version, date(it.valid_from))} panel="petal">
      <p>{d.by(it.proposed_by_name, date(it.proposed_at))}{it.note && <>: “{it.note}”</>}</p>
      <div lang="vi"><Picture p={p} xml={it.xml} name={it.name} wrong={new Map()} /></div>
      {it.proposed_by === p.actor.id ? <p class="quiet">{d.anotherLooks}</p> : (
        <>
          <Form p={p} submit="publish"><input type="hidden" name="version" value={String(it.version)} /><Actions><Button>{d.publish}</Button></Actions></Form>
          <details><summary>{d.reject}</summary><Form p={p} submit="reject"><input type="hidden" name="version" value={String(it.version)} /><LongText p={p} name="reason" label={d.why} rows={2} /><Actions><Button kind="back">{d.rejectNow}</Button></Actions></Form></details>
        </>
      )}
    </Section>
  )
}
