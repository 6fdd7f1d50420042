import { heldShelf, type HeldBook } from '#procedures'
import { definePage } from '#platform/page'
import { KeyFacts } from '#ui/facts'
import { type Lang, number } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Pagination } from '#ui/pagination'
import { Table } from '#ui/table'
import { Tag } from '#ui/tag'
import { type Assessed, type BurdenTotals, type HolderTotals, burdenTotals, byHolder, everyAssessed, within } from '../../queries/assessed.ts'
import { Views, one, textsOf } from './pieces.tsx'

type Data = { totals: BurdenTotals; all: number; holders: HolderTotals[]; holder?: string; list: Assessed[]; total: number; book?: HeldBook }
const most = 100

/** What people would no longer have to bring: by holder, and procedure by procedure, before and after. */
export const onceOnlyPage = definePage<Data>({
  path: '/officer/catalogue/once-only', face: 'officer', may: ['oversee', 'lead', 'decide', 'admin'],
  async load(ctx, { query }) {
    const all = await everyAssessed(ctx)
    const holder = one(query['holder'])
    const list = within(all, holder ? { holder } : {}).sort((a, b) => b.burden.papers - b.burden.papersIfAll - (a.burden.papers - a.burden.papersIfAll) || a.code.localeCompare(b.code))
    const book = ctx.take(heldShelf)
    return { totals: burdenTotals(all), all: all.length, holders: byHolder(all), ...(holder ? { holder } : {}), list: list.slice(0, most), total: list.length, ...(book ? { book } : {}) }
  },
  view({ data: { totals, all, holders, holder, list, total, book }, p }) {
    const t = textsOf(p)
    const o = t.onceOnly
    const nameOf = (key: string) => (key === 'procedures' ? o.otherProcedures : book?.holders[key]?.names[p.lang] ?? key)
    const next = holders.find(({ connected, holder: key }) => !connected && key !== 'procedures')
    return (
      <Layout p={p} title={o.title} current="catalogue" views={<Views p={p} now="onceOnly" />}>
        <Heading below={o.lead}>{o.title}</Heading>
        <KeyFacts items={[
          { name: o.papers, value: number(totals.papers, 0, p.lang) }, { name: o.papersNow, value: number(totals.papersNow, 0, p.lang) }, { name: o.papersIfAll, value: number(totals.papersIfAll, 0, p.lang) },
          { name: o.visits, value: `${number(totals.visits, 0, p.lang)} → ${number(totals.visitsNow, 0, p.lang)}` }, { name: o.days, value: `${number(totals.days, 0, p.lang)} → ${number(totals.daysNow, 0, p.lang)}` },
        ]} />
        <p class="quiet">{o.counted(all)}</p>
        {next && <p>{o.next(nameOf(next.holder), next.papers, next.procedures)}</p>}
        <Section id="holders" title={o.holdersTitle}>
          <Table<HolderTotals> p={p} caption={o.holdersTitle} rows={holders} empty={<p class="quiet">{t.none}</p>} columns={[
            { label: o.holder, head: true, cell: (row) => <a href={p.href(`/officer/catalogue/once-only?holder=${row.holder}`)}>{nameOf(row.holder)}</a> },
            { label: o.connected, cell: (row) => <Tag tone={row.connected ? 'good' : 'pause'}>{row.connected ? o.yes : o.no}</Tag> },
            { label: o.falls, num: true, cell: (row) => number(row.papers, 0, p.lang) },
            { label: o.procedures, num: true, cell: (row) => number(row.procedures, 0, p.lang) },
            { label: o.which, cell: (row) => row.things.slice(0, 5).map(({ thing, result, papers }, i) => <>{i > 0 && '; '}{result ? <Vi p={p}>{result}</Vi> : book?.things[thing]?.names[p.lang] ?? thing} ({number(papers, 0, p.lang)})</>) },
          ]} />
        </Section>
        <Section id="list" title={holder ? nameOf(holder) : o.listTitle}>
          <Table<Assessed> p={p} caption={o.listTitle} rows={list} empty={<p class="quiet">{t.none}</p>} columns={[
            { label: t.columns.code, code: true, cell: ({ code }) => code },
            { label: t.columns.name, head: true, cell: ({ code, name }) => <a href={p.href(`/officer/catalogue/records/${code}`)}><Vi p={p}>{name}</Vi></a> },
            { label: o.papersShort, num: true, cell: ({ burden }) => `${number(burden.papers, 0, p.lang)} → ${number(burden.papersNow, 0, p.lang)}` },
            { label: o.ifAllShort, num: true, cell: ({ burden }) => number(burden.papersIfAll, 0, p.lang) },
            { label: o.fields, num: true, cell: ({ form }) => (form ? `${number(form.fields, 0, p.lang)} → ${number(form.asked, 0, p.lang)}` : '–') },
            { label: o.visits, num: true, cell: ({ burden }) => `${burden.visits} → ${burden.visitsNow}` },
            { label: o.days, num: true, cell: ({ burden }) => days(p.lang, burden.days, burden.daysNow) },
          ]} />
          <Pagination p={p} shown={list.length} total={total} noun={t.noun} />
        </Section>
      </Layout>
    )
  },
})

const days = (lang: Lang, before: number | undefined, now: number | undefined): string => (before === undefined || now === undefined ? '–' : `${number(before, before < 1 ? 1 : 0, lang)} → ${number(now, now < 1 ? 1 : 0, lang)}`)
