import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { Choice, LongText, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { Refusal } from '#platform/refusal'
import { askAboutData, openOwnRequest, withdrawRequest } from '../../actions/of-people.ts'
import { type PrivacyLaw, privacyLaw } from '../../definitions.ts'
import { type RequestRow, requestsOf } from '../../queries/my-data.ts'
import { textsOf } from '../../texts/texts.ts'
import { RequestClock } from '../clock-of.tsx'

type Data = { requests: RequestRow[]; law: PrivacyLaw['rights']; right?: string }

/** What she asked, how it stands, and asking anew. */
export const requestsPage = definePage<Data>({
  path: '/my-data/requests', face: 'portal', may: 'person',
  load: async (ctx, { query }) => ({ requests: await requestsOf(ctx), law: ctx.take(privacyLaw).rights, ...(typeof query['right'] === 'string' ? { right: query['right'] } : {}) }),
  submits: { ask: { action: askAboutData, input: ({ right, about, words }) => ({ right, words, ...(about ? { about } : {}) }), then: ({ id }) => `/my-data/requests/${id}?sent=1` } },
  view({ data: { requests, law, right }, p }) {
    const t = textsOf(p.lang).requests
    const nameOf = (key: string): string => law.rights.find((one) => one.key === key)?.names[p.lang] ?? key
    return (
      <Layout p={p} title={t.title} narrow crumbs={[{ href: '/my-data', label: textsOf(p.lang).mine.title }]}>
        <Heading below={t.lead}>{t.title}</Heading>
        {requests.length > 0 && (
          <Table p={p} caption={t.title} rows={requests} columns={[
            { label: t.asked, head: true, cell: (r) => <a href={p.href(`/my-data/requests/${r.id}`)}>{nameOf(r.asked)}</a> },
            { label: t.askedAt, cell: (r) => date(r.asked_at) },
            { label: t.state, cell: (r) => (r.outcome ? t.outcomes[r.outcome] : t.states[r.state]) },
            { label: t.due, cell: (r) => <RequestClock p={p} row={r} brief /> },
          ]} />
        )}
        <Section id="new" title={t.new} panel>
          <Form p={p}>
            <Choice p={p} name="right" label={t.which} value={right} options={law.rights.map((one) => ({ value: one.key, label: one.names[p.lang], hint: `${one.says[p.lang]} ${t.within(one.within.amount, one.within.unit)}` }))} />
            <TextField p={p} name="about" label={t.about} hint={t.aboutHint} optional />
            <LongText p={p} name="words" label={t.words} rows={5} />
            <Actions><Button value="ask">{t.send}</Button></Actions>
          </Form>
          <p class="hint">{t.law}: <Vi p={p}>{law.source}</Vi></p>
        </Section>
      </Layout>
    )
  },
})

type OneData = { row: RequestRow; right: string; sent: boolean }

export const requestPage = definePage<OneData>({
  path: '/my-data/requests/:request', face: 'portal', may: 'person',
  async load(ctx, { params, query }) {
    const { state } = await openOwnRequest(ctx, params['request']!)
    const row = (await requestsOf(ctx)).find((one) => one.id === state.id)
    if (!row) throw new Refusal('not-found', 'no-such-request')
    return { row, right: ctx.take(privacyLaw).rights.rights.find((one) => one.key === state.right)?.names[ctx.lang] ?? state.right, sent: query['sent'] !== undefined }
  },
  submits: { withdraw: { action: withdrawRequest, input: (_typed, { params }) => ({ request: params['request'] }), then: (_r, { params }) => `/my-data/requests/${params['request']}` } },
  view({ data: { row, right, sent }, p }) {
    const t = textsOf(p.lang).requests
    return (
      <Layout p={p} title={right} narrow crumbs={[{ href: '/my-data', label: textsOf(p.lang).mine.title }, { href: '/my-data/requests', label: t.title }]}>
        <Heading above={t.asked}>{right}</Heading>
        {sent && <Notice tone="good" title={t.sent}>{t.sentWhat(date(row.due_on))}</Notice>}
        {row.answer && <Notice id="answer" tone={row.outcome === 'refused' ? 'pause' : 'good'} title={t.outcomes[row.outcome!]}><p><Vi p={p}>{row.answer}</Vi></p></Notice>}
        <Facts p={p} items={[
          { name: t.state, value: t.states[row.state] }, { name: t.due, value: <RequestClock p={p} row={row} /> },
          ...(row.state === 'waiting' ? [{ name: t.acknowledge, value: moment(row.acknowledge_by) }] : []),
          ...(row.handler_name ? [{ name: t.by, value: <Vi p={p}>{row.handler_name}</Vi> }] : []),
          { name: t.askedAt, value: moment(row.asked_at) }, ...(row.about ? [{ name: t.about, value: <Vi p={p}>{row.about}</Vi> }] : []), { name: t.what, value: <Vi p={p}>{row.words}</Vi> },
        ]} />
        {!row.ended_at && <Form p={p} submit="withdraw"><p><Button kind="second">{t.withdraw}</Button></p></Form>}
      </Layout>
    )
  },
})
