import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { LongText } from '#ui/field'
import { Form } from '#ui/form'
import { date, moment, number } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { orderErasureByRule } from '../../actions/of-officers.ts'
import { privacyLaw } from '../../definitions.ts'
import { type ErasureRow, retention, type RuleShown } from '../../queries/officer.ts'
import { textsOf } from '../../texts/texts.ts'

type Data = { rules: RuleShown[]; done: ErasureRow[]; doubts?: string; ordered: boolean }

/** Each rule with what it would erase today. A deletion is ordered rule by rule, for the number that was seen. */
export const retentionPage = definePage<Data>({
  path: '/officer/privacy/retention', face: 'officer', may: 'protect',
  async load(ctx, { query }) {
    const { doubts } = ctx.take(privacyLaw).retention
    return { ...(await retention(ctx)), ...(doubts ? { doubts } : {}), ordered: query['ordered'] !== undefined }
  },
  submits: { order: { action: orderErasureByRule, input: ({ rule, expected, reason }) => ({ rule, expected: Number(expected), reason }), then: () => '/officer/privacy/retention?ordered=1' } },
  view({ data: { rules, done, doubts, ordered }, p }) {
    const t = textsOf(p.lang).retention
    return (
      <Layout p={p} title={t.title} current="privacy" crumbs={[{ href: '/officer/privacy', label: textsOf(p.lang).desk.title }]}>
        <Heading below={t.lead}>{t.title}</Heading>
        {ordered && <Notice tone="good" title={t.ordered} />}
        {doubts && <Notice tone="soon" id="doubts" title={t.sure}><p><Vi p={p}>{doubts}</Vi></p></Notice>}
        {rules.map((rule) => (
          <Section id={rule.key} title={rule.names[p.lang]} panel>
            <Facts p={p} bare items={[
              { name: t.after, value: `${t.days(rule.after.amount)}, ${t.then[rule.then]}. ${rule.why[p.lang]}` }, { name: t.source, value: <Vi p={p}>{rule.source}</Vi> },
              ...(rule.due ? [{ name: t.due, value: rule.due.count ? `${number(rule.due.count, 0, p.lang)}${rule.due.oldest ? `; ${t.oldest}: ${date(rule.due.oldest)}` : ''}` : t.none }] : []),
            ]} />
            {rule.due && rule.due.count > 0 && (
              <details open={p.typed['rule'] === rule.key}><summary>{t.order}<span class="hide">: {rule.names[p.lang]}</span></summary>
                <Form p={p} submit="order">
                  <p>{t.orderWhat(Math.min(rule.due.count, rule.due.streams.length), rule.due.streams.length)}</p>
                  <input type="hidden" name="rule" value={rule.key} />
                  <input type="hidden" name="expected" value={rule.due.count} />
                  <LongText p={p.typed['rule'] === rule.key ? p : { ...p, typed: {} }} name="reason" label={t.reason} rows={2} />
                  <p><Button>{t.order}</Button></p>
                </Form>
              </details>
            )}
          </Section>
        ))}
        {done.length > 0 && (
          <Section id="orders" title={t.orders}>
            <Table p={p} caption={t.orders} rows={done} columns={[
              { label: t.rule, head: true, cell: (row) => rules.find((rule) => rule.key === row.rule)?.names[p.lang] ?? row.rule },
              { label: t.reason, cell: (row) => <Vi p={p}>{row.reason}</Vi> },
              { label: t.streams, num: true, cell: (row) => number(row.streams, 0, p.lang) },
              { label: t.by, cell: (row) => <><Vi p={p}>{row.ordered_by_name}</Vi>, {moment(row.ordered_at)}</> },
              { label: t.done, cell: (row) => (row.done_at ? moment(row.done_at) : t.waiting) },
            ]} />
          </Section>
        )}
      </Layout>
    )
  },
})
