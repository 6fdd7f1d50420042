import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { LongText } from '#ui/field'
import { Form } from '#ui/form'
import { date } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Tag } from '#ui/tag'
import { fileImpact } from '../../actions/of-officers.ts'
import { type ActivityShown, processingRegister, type Undescribed } from '../../queries/officer.ts'
import { textsOf } from '../../texts/texts.ts'

/** What is done with personal data, as described, beside what truly lies there; and the impact file of each. */
export const processingPage = definePage<{ activities: ActivityShown[]; undescribed: Undescribed[] }>({
  path: '/officer/privacy/processing', face: 'officer', may: 'protect',
  load: (ctx) => processingRegister(ctx),
  submits: { file: { action: fileImpact, input: ({ activity, words }) => ({ activity, words }), then: (_r, _a, { activity }) => `/officer/privacy/processing#${activity}` } },
  view({ data: { activities, undescribed }, p }) {
    const t = textsOf(p.lang).processing
    return (
      <Layout p={p} title={t.title} current="privacy" crumbs={[{ href: '/officer/privacy', label: textsOf(p.lang).desk.title }]}>
        <Heading below={t.lead}>{t.title}</Heading>
        {undescribed.length > 0 && <Notice tone="soon" title={t.undescribed}><p class="code">{undescribed.map((one) => one.table).join(', ')}</p><p>{t.undescribedWhat}</p></Notice>}
        {activities.map((one) => (
          <Section id={one.key} title={one.names[p.lang]} panel end={<Tag tone={one.late ? 'late' : 'good'}>{one.late ? t.late(date(one.dueOn)) : t.due(date(one.dueOn))}</Tag>}>
            <Facts p={p} bare items={[
              { name: t.purpose, value: one.purpose[p.lang] }, { name: t.basis, value: <Vi p={p}>{one.basis}</Vi> }, { name: t.categories, value: one.categories.map((kind) => t.kinds[kind]).join(', ') },
              { name: t.people, value: one.people[p.lang] }, { name: t.recipients, value: one.recipients[p.lang] },
              { name: t.impact, value: one.impact ? <>{t.filed(date(one.impact.filedOn), one.impact.byName)}<span class="hint"><Vi p={p}>{one.impact.words}</Vi></span></> : one.late ? t.late(date(one.dueOn)) : t.due(date(one.dueOn)) },
            ]} />
            <details><summary>{t.tables}: {one.columns.map((table) => table.table).join(', ')}</summary>
              <ul class="prose">{one.columns.map((table) => <li><span class="code">{table.table}</span> ({t.columns(table.columns.length)}): <span class="small">{table.columns.join(', ')}</span></li>)}</ul>
            </details>
            <details open={p.typed['activity'] === one.key}><summary>{t.file}<span class="hide">: {one.names[p.lang]}</span></summary>
              <Form p={p} submit="file">
                <input type="hidden" name="activity" value={one.key} />
                {/* One form of many on the page: only the one that was sent shows what was typed, under the one name. */}
                <LongText p={p.typed['activity'] === one.key ? p : { ...p, typed: {} }} name="words" label={t.words} rows={3} />
                <p><Button kind="second">{t.file}</Button></p>
              </Form>
            </details>
          </Section>
        ))}
      </Layout>
    )
  },
})
