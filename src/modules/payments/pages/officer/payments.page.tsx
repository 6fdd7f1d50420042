import { seatOf } from '#organisations'
import { definePage } from '#platform/page'
import type { PageInfo } from '#platform/page'
import { date, moment, money, number } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { Table } from '#ui/table'
import { type ChargeRow, moneyAtMyDesks } from '../../queries/charges.ts'
import { type StrayNotice, strayNotices } from '../../queries/stray-notices.ts'
import { textsOf } from '../../texts/texts.ts'

/** What waits at the desk: money to give back, money not yet come, money nobody can place. */
export const paymentsPage = definePage<{ seat?: string; refunds: ChargeRow[]; due: ChargeRow[]; strays: StrayNotice[] }>({
  path: '/officer/payments',
  face: 'officer',
  may: 'receive',
  async load(ctx) {
    const [{ refunds, due }, strays] = await Promise.all([moneyAtMyDesks(ctx), strayNotices(ctx)])
    return { ...seatOf(ctx), refunds, due, strays }
  },
  view({ data, p }) {
    const t = textsOf(p.lang).officer
    return (
      <Layout p={p} title={t.title} unit={data.seat} current="payments" crumbs={[{ href: '/officer', label: t.worklist }]}>
        <Heading>{t.title}</Heading>
        <Section id="refunds" title={t.toRefund}>
          <Charges p={p} caption={t.toRefund} sum={t.refundDue} rows={data.refunds} amount={(row) => row.refundDue} since={(row) => row.touchedAt} empty={t.noRefunds} />
        </Section>
        <Section id="due" title={t.due}>
          <Charges p={p} caption={t.due} sum={t.rest} rows={data.due} amount={(row) => row.rest} since={(row) => row.chargedAt} empty={t.noDue} />
        </Section>
        {data.strays.length > 0 && (
          <Section id="strays" title={t.strays}>
            <p class="hint">{t.straysSays}</p>
            <Table p={p} caption={t.strays} rows={data.strays} columns={[
              { label: t.content, head: true, cell: (row) => <span class="code">{row.content}</span> },
              { label: t.received, num: true, cell: (row) => `${number(row.amount, 0, p.lang)} ${row.currency === 'VND' ? 'đồng' : row.currency}` },
              { label: t.at, cell: (row) => moment(row.paidAt) },
              { label: t.why, cell: (row) => t.outcomes[row.outcome] ?? row.outcome },
              { label: t.times, num: true, cell: (row) => number(row.times, 0, p.lang) },
            ]} />
          </Section>
        )}
      </Layout>
    )
  },
})

const Charges = ({ p, caption, sum, rows, amount, since, empty }: { p: PageInfo; caption: string; sum: string; rows: ChargeRow[]; amount(row: ChargeRow): number; since(row: ChargeRow): Date; empty: string }) => {
  const t = textsOf(p.lang).officer
  return (
    <Table p={p} caption={caption} rows={rows} empty={<p class="quiet">{empty}</p>} columns={[
      { label: t.case, head: true, cell: (row) => <a class="code" href={p.href(`/officer/cases/${row.caseId}/payments`)}>{row.caseCode}</a> },
      { label: t.payer, cell: (row) => <span lang="vi">{row.payerName}</span> },
      { label: t.procedure, cell: (row) => row.procedureNames[p.lang] },
      { label: sum, num: true, cell: (row) => money(amount(row), p.lang) },
      { label: t.since, cell: (row) => date(since(row)) },
    ]} />
  )
}
