import { definePage, type PageInfo } from '#platform/page'
import { Facts } from '#ui/facts'
import { date, money } from '#ui/format'
import { AsWritten } from '#ui/as-written'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import type { ChannelReading, Fee, Paper, Reading } from '../../domain/reading.ts'
import { type CatalogueRecord, openRecord, readingOf } from '../../record-store.ts'
import { listedTexts } from '../../texts/listed.ts'
import { textsOf, time } from '../officer/pieces.tsx'

type Data = { record: CatalogueRecord; reading: Reading }

/** A procedure that is not done here yet, as its official record tells it: where to go, with what, how long, how much. */
export const knownPage = definePage<Data>({
  path: '/catalogue/:code', face: 'portal', may: 'anyone',
  async load(ctx, { params }) {
    const { state: record } = await openRecord(ctx, params['code']!)
    return { record, reading: readingOf(record).reading }
  },
  view({ data: { record, reading }, p }) {
    const t = listedTexts[p.lang]
    const words = textsOf(p)
    const name = reading.name?.value ?? record.code
    const say = (list: readonly { value: string }[]) => [...new Set(list.map(({ value }) => value))].join('; ')
    const facts = [
      { name: t.agency, value: say([...reading.competent, ...reading.performing]) },
      { name: t.level, value: [...new Set(reading.levels.map(({ value }) => words.levels[value]))].join(', ') },
      { name: t.who, value: [...new Set(reading.applicants.map(({ value }) => words.applicants[value]))].join(', ') },
      { name: t.gets, value: say(reading.results.map((it) => it.name)) },
      { name: t.field, value: reading.field?.value ?? '' },
    ].filter((fact) => fact.value)
    return (
      <Layout p={p} title={name} current="services" crumbs={[{ href: '/services', label: t.crumb }]}>
        <Heading below={t.of(record.code, date(record.importedAt))}><Vi p={p}>{name}</Vi></Heading>
        <Notice tone="calm" title={t.notHereTitle}><p>{t.notHere} <a href="tel:1022">1022</a>.</p></Notice>
        <Facts p={p} items={facts.map((fact) => ({ ...fact, value: <AsWritten p={p}>{capital(fact.value)}</AsWritten> }))} />
        {reading.channels.length > 0 && (
          <Section id="how" title={t.how}>
            <Table p={p} caption={t.how} rows={reading.channels} columns={[
              { label: t.channel, head: true, cell: (it) => capital(words.channels[it.channel.value]) },
              { label: t.time, cell: (it) => (it.time ? time(words, it.time.value) : t.notSaid) },
              { label: t.fee, cell: (it) => feeOf(it, words.fees, p) },
            ]} />
          </Section>
        )}
        <Section id="papers" title={t.papers}>
          {reading.groups.every((group) => !group.papers.some(isPaper)) && <p class="quiet">{t.noPapers}</p>}
          {reading.groups.filter((group) => group.papers.some(isPaper)).map((group) => (
            <div class="flow">
              {group.case && <h3><Vi p={p}>{t.inCase(group.case.value)}</Vi></h3>}
              <ul>{group.papers.filter(isPaper).map((paper) => <li><Vi p={p}>{paper.name.value}</Vi> <span class="quiet small">{[t.counts(paper.originals.value, paper.copies.value), paper.presentOnly ? t.present : ''].filter(Boolean).join(', ')}</span></li>)}</ul>
            </div>
          ))}
        </Section>
        {reading.conditions.length > 0 && <Section id="conditions" title={t.conditions}><ul>{reading.conditions.map((it) => <li><Vi p={p}>{it.value}</Vi></li>)}</ul></Section>}
        {reading.bases.length > 0 && <Section id="bases" title={t.bases}><ul>{reading.bases.map((it) => <li><Vi p={p}>{it.title?.value.includes(it.number.value) ? it.title.value : [it.number.value, it.title?.value].filter(Boolean).join(', ')}</Vi></li>)}</ul></Section>}
      </Layout>
    )
  },
})

const isPaper = (paper: Paper): boolean => paper.kind === 'paper'

function feeOf({ fees }: ChannelReading, kinds: Record<Fee['kind'], string>, p: PageInfo): string {
  const t = listedTexts[p.lang]
  if (!fees.length) return t.notSaid
  return fees.map((fee) => (fee.kind === 'amount' && fee.amounts[0] && fee.currency === 'VND' ? money(fee.amounts[0].value, p.lang) : kinds[fee.kind])).join('; ')
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
