import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Tag } from '#ui/tag'
import { giveConsent, withdrawConsent } from '../../actions/of-people.ts'
import { privacyLaw } from '../../definitions.ts'
import { type ConsentStanding, consentsOf } from '../../queries/my-data.ts'
import { textsOf } from '../../texts/texts.ts'

type Data = { consents: ConsentStanding[]; source: string; done?: 'yes' | 'no' }

/** One panel and one button for each purpose: nothing is ticked before she comes, and nothing is agreed to together. */
export const consentsPage = definePage<Data>({
  path: '/my-data/consents', face: 'portal', may: 'person',
  load: async (ctx, { query }) => ({ consents: await consentsOf(ctx), source: ctx.take(privacyLaw).consentSource, ...(query['done'] === 'yes' || query['done'] === 'no' ? { done: query['done'] } : {}) }),
  submits: {
    give: { action: giveConsent, input: ({ purpose, version }) => ({ purpose, version: Number(version), agreed: 'yes' }), then: () => '/my-data/consents?done=yes' },
    withdraw: { action: withdrawConsent, input: ({ purpose }) => ({ purpose }), then: () => '/my-data/consents?done=no' },
  },
  view({ data: { consents, source, done }, p }) {
    const t = textsOf(p.lang).consents
    return (
      <Layout p={p} title={t.title} narrow crumbs={[{ href: '/my-data', label: textsOf(p.lang).mine.title }]}>
        <Heading below={t.lead}>{t.title}</Heading>
        {done && <Notice tone="good" title={t.done[done]} />}
        {consents.map((one) => (
          <Section id={one.key} title={one.names[p.lang]} panel end={<Tag tone={one.givenAt ? 'good' : 'calm'}>{one.givenAt ? t.tags.yes : t.tags.no}</Tag>}>
            <blockquote><p>{one.text[p.lang]}</p></blockquote>
            <Facts p={p} bare tight items={[{ name: t.data, value: one.data[p.lang] }, { name: t.without, value: one.without[p.lang] }, { name: t.version, value: String(one.version) }]} />
            <p class="hint">{one.givenAt ? t.given(moment(one.givenAt)) : one.withdrawnAt ? t.withdrawn(moment(one.withdrawnAt)) : one.earlier ? t.earlier(one.earlier) : t.not}</p>
            <Form p={p} submit={one.givenAt ? 'withdraw' : 'give'}>
              <input type="hidden" name="purpose" value={one.key} />
              <input type="hidden" name="version" value={one.version} />
              <Button kind="second">{one.givenAt ? t.withdraw : t.give}<span class="hide">: {one.names[p.lang]}</span></Button>
            </Form>
          </Section>
        ))}
        <p class="hint">{t.source}: <Vi p={p}>{source}</Vi></p>
      </Layout>
    )
  },
})
