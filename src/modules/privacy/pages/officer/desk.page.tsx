import { definePage } from '#platform/page'
import { ActLink } from '#ui/button'
import { Empty } from '#ui/empty'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Table } from '#ui/table'
import { privacyLaw } from '../../definitions.ts'
import { type RequestRow, requestsToAnswer } from '../../queries/my-data.ts'
import { breaches, processingRegister } from '../../queries/officer.ts'
import { textsOf } from '../../texts/texts.ts'
import { RequestClock } from '../clock-of.tsx'

type Data = { open: RequestRow[]; over: RequestRow[]; untold: number; lateImpacts: number; names: Record<string, { vi: string; en: string }> }

/** The desk of whoever protects personal data: what people wait for, and the books. */
export const privacyDeskPage = definePage<Data>({
  path: '/officer/privacy', face: 'officer', may: 'protect',
  async load(ctx) {
    const [open, over, all, { activities }] = await Promise.all([requestsToAnswer(ctx), requestsToAnswer(ctx, { over: true }), breaches(ctx), processingRegister(ctx)])
    return {
      open, over: over.slice(0, 20), untold: all.filter((one) => !one.told_authority_at && !one.closed_at).length, lateImpacts: activities.filter((one) => one.late).length,
      names: Object.fromEntries(ctx.take(privacyLaw).rights.rights.map((one) => [one.key, one.names])),
    }
  },
  view({ data: { open, over, untold, lateImpacts, names }, p }) {
    const t = textsOf(p.lang).desk
    const r = textsOf(p.lang).requests
    const columns = [
      { label: t.due, cell: (row: RequestRow) => <RequestClock p={p} row={row} brief /> },
      { label: t.what, head: true, cell: (row: RequestRow) => <a href={p.href(`/officer/privacy/requests/${row.id}`)}>{names[row.asked]?.[p.lang] ?? row.asked}</a> },
      { label: t.who, cell: (row: RequestRow) => <Vi p={p}>{row.person_name}</Vi> },
      { label: r.state, cell: (row: RequestRow) => (row.outcome ? r.outcomes[row.outcome] : r.states[row.state]) },
      { label: r.by, cell: (row: RequestRow) => row.handler_name && <Vi p={p}>{row.handler_name}</Vi> },
    ]
    return (
      <Layout p={p} title={t.title} current="privacy">
        <Heading below={t.lead}>{t.title}</Heading>
        <Section id="open" title={t.open}>{open.length ? <Table p={p} caption={t.open} rows={open} columns={columns} /> : <Empty title={t.none}>{t.noneWhat}</Empty>}</Section>
        <Section id="books" title={t.registers}>
          <ul class="rows plain">
            <li><ActLink href={p.href('/officer/privacy/breaches')}>{t.breaches}</ActLink><span class="hint">{t.breachesOpen(untold)}</span></li>
            <li><ActLink href={p.href('/officer/privacy/processing')}>{t.processing}</ActLink><span class="hint">{t.impactsLate(lateImpacts)}</span></li>
            <li><ActLink href={p.href('/officer/privacy/retention')}>{t.retention}</ActLink><span class="hint">{t.retentionWhat}</span></li>
          </ul>
        </Section>
        {over.length > 0 && <Section id="over" title={t.over}><Table p={p} caption={t.over} rows={over} columns={columns} /></Section>}
      </Layout>
    )
  },
})
