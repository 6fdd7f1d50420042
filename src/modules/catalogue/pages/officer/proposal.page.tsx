import { completeDefinition, fieldsOf, type Procedure, Question } from '#procedures'
import { holds } from '#platform/actor'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { AsWritten } from '#ui/as-written'
import { Button } from '#ui/button'
import { Actions, Form } from '#ui/form'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Tag } from '#ui/tag'
import { designService } from '../../actions/design-service.ts'
import { type Means, type Proposal, propose } from '../../domain/propose.ts'
import { type RecordText, portalFields } from '../../domain/reading.ts'
import { meansOf } from '../../proposing.ts'
import { type CatalogueRecord, openRecord, readingOf } from '../../record-store.ts'
import { type Texts, Views, textsOf } from './pieces.tsx'

type Data = { record: CatalogueRecord; text: RecordText; proposal: Proposal; form: Procedure; means: Means }

/** A service proposed from one record, beside the words it was read from. It looks; it publishes nothing. */
export const proposalPage = definePage<Data>({
  path: '/officer/catalogue/records/:code/proposal', face: 'officer', may: ['oversee', 'lead', 'decide', 'admin'],
  async load(ctx, { params }) {
    const { state: record } = await openRecord(ctx, params['code']!)
    const { text, reading } = readingOf(record)
    const means = meansOf(ctx, day(ctx.now))
    const proposal = propose(reading, text, means, record.settled)
    // Every step is shown, also those that only some applicants are asked.
    const whole = completeDefinition(proposal.definition, means.shared) as Procedure
    return { record, text, proposal, means, form: { ...whole, form: { ...whole.form, steps: whole.form.steps.map(({ when: _, ...step }) => step) } } }
  },
  submits: { design: { action: designService, input: (_typed, { params }) => ({ code: params['code'] }), then: ({ code }) => `/officer/procedures/${code}` } },
  view({ data: { record, text, proposal, form, means }, p }) {
    const t = textsOf(p)
    const words = t.proposal
    const { definition, remarks, files } = proposal
    const at = `/officer/catalogue/records/${record.code}`
    const settle = remarks.filter((one) => one.settle), look = remarks.filter((one) => !one.settle)
    const rulesOf = (name: string) => proposal.tables.find((table) => table.name === name)?.rules ?? []
    const heldBy = (as: string): string => (as === 'population' ? means.held?.holders['population']?.names[p.lang] : means.shared.results[as]?.[p.lang]) ?? as
    return (
      <Layout p={p} title={`${words.title}: ${record.code}`} current="catalogue" views={<Views p={p} now="list" />} crumbs={[{ href: '/officer/catalogue', label: t.title }, { href: at, label: record.code }]} side={<Source t={t} text={text} />}>
        <Heading above={<span class="code">{record.code}</span>} below={<Vi p={p}>{text.ten_thu_tuc}</Vi>}>{words.title}</Heading>
        <Notice tone="calm">{words.lead}</Notice>
        {holds(p.actor, 'admin') && <Form p={p} submit="design"><Actions><Button>{words.design}</Button></Actions></Form>}
        <Section id="remarks" title={words.remarks(remarks.length)}>
          {[...settle, ...look].length === 0 && <p class="quiet">{words.none}</p>}
          <ul>{[...settle, ...look].map((one) => <li>{one.settle && <><Tag tone="soon">{words.settle}</Tag>{' '}</>}<Vi p={p}>{one.say}</Vi>{one.span && <>{' '}<a href={`#f-${one.span.field}`} class="small">{t.fields[one.span.field]}</a></>}</li>)}</ul>
        </Section>
        <Section id="form" title={words.form}>
          {form.form.steps.map((step) => (
            <fieldset class="panel flow" disabled>
              <legend><AsWritten p={p}>{step.title[p.lang]}</AsWritten></legend>
              {fieldsOf(form, step.id, {}, p.lang).map((f) => <Question p={p} f={f} communes={[]} />)}
            </fieldset>
          ))}
        </Section>
        <Section id="papers" title={words.papers}>
          {definition['components'].length === 0 ? <p class="quiet">{words.noPapers}</p> : (
            <ul>{definition['components'].map((one: any) => <li><Vi p={p}>{one.names.vi}</Vi> <span class="quiet small">{words.counts(one.originals, one.copies)}{one.optional && `, ${words.optional}`}</span>{one.heldAs && <>{' '}<Tag tone="good">{words.held(heldBy(one.heldAs))}</Tag></>}</li>)}</ul>
          )}
        </Section>
        <Section id="time" title={words.time}>
          <ul>{rulesOf('time').map(({ gives: [amount, unit], note }) => <li>{unit === '"immediate"' ? words.timeUnits['immediate'] : `${amount} ${words.timeUnits[JSON.parse(unit!)]}`}{note && <> <span class="quiet small"><Vi p={p}>{note}</Vi></span></>}</li>)}</ul>
        </Section>
        <Section id="fees" title={words.fees}>
          {rulesOf('fees').length === 0 ? <p class="quiet">{words.noFees}</p> : <ul>{rulesOf('fees').map(({ note }) => <li><Vi p={p}>{note}</Vi></li>)}{rulesOf('exemptions').map(({ gives, note }) => <li>−{gives[2]} %: <Vi p={p}>{note}</Vi></li>)}</ul>}
        </Section>
        <Section id="files" title={words.files}>
          <p>{words.flow}: <code>{definition['flow']}</code></p>
          <ul>
            <li><a href={p.href(`${at}/proposal.yaml`)}>{words.yaml}</a></li>
            <li><a href={p.href(`${at}/proposal.dmn`)}>{words.dmn}</a></li>
          </ul>
          {files.some(({ adds }) => adds) && <><p>{words.adds}</p>{files.filter(({ adds }) => adds).map(({ path, content }) => <p class="source-words"><code>{path}</code>: <span lang="vi">{content}</span></p>)}</>}
        </Section>
      </Layout>
    )
  },
})

const Source = ({ t, text }: { t: Texts; text: RecordText }) => (
  <aside class="side" aria-labelledby="source"><div class="flow">
    <h2 id="source">{t.record.source}</h2>
    {portalFields.filter((field) => text[field].trim()).map((field) => <div><h3 id={`f-${field}`}>{t.fields[field]}</h3><p class="source-words" lang="vi">{text[field]}</p></div>)}
  </div></aside>
)
