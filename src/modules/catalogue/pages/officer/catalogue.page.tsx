import { definePage } from '#platform/page'
import { TextField, Select } from '#ui/field'
import { FilterForm } from '#ui/form'
import { KeyFacts } from '#ui/facts'
import { number } from '#ui/format'
import { Heading, Layout, Vi } from '#ui/layout'
import { Pagination } from '#ui/pagination'
import { Table } from '#ui/table'
import { Tag, type Tone } from '#ui/tag'
import { type RecordFilter, type RecordRow, type RecordTotals, recordChoices, records, recordTotals } from '../../queries/records.ts'
import { Views, one, textsOf } from './pieces.tsx'

type Data = { filter: RecordFilter; from: number; rows: RecordRow[]; totals: RecordTotals; choices: { sources: string[]; fields: string[] } }
const most = 50
export const statusTone: Record<string, Tone> = { confirmed: 'good', changed: 'you', 'to-look-at': 'soon', read: 'calm' }

export const cataloguePage = definePage<Data>({
  path: '/officer/catalogue', face: 'officer', may: ['oversee', 'lead', 'decide', 'admin'],
  async load(ctx, { query }) {
    const filter: RecordFilter = {}
    for (const key of ['q', 'source', 'field', 'level', 'status'] as const) if (one(query[key]).trim()) filter[key] = one(query[key]).trim()
    const from = Math.max(0, Math.min(100_000, Math.floor(Number(one(query['from'])) || 0)))
    const [rows, totals, choices] = await Promise.all([records(ctx, filter, from, most), recordTotals(ctx, filter), recordChoices(ctx)])
    return { filter, from, rows, totals, choices }
  },
  view({ data: { filter, from, rows, totals, choices }, p }) {
    const t = textsOf(p)
    const at = (start: number) => p.href(`/officer/catalogue?${new URLSearchParams({ ...filter, ...(start ? { from: String(start) } : {}) })}`)
    return (
      <Layout p={p} title={t.title} current="catalogue" views={<Views p={p} now="list" />}>
        <Heading below={t.lead}>{t.title}</Heading>
        <KeyFacts items={[
          { name: t.totals.all, value: number(totals.all, 0, p.lang) },
          ...Object.entries(t.statuses).map(([status, name]) => ({ name, value: <a href={p.href(`/officer/catalogue?status=${status}`)}>{number(totals.byStatus[status] ?? 0, 0, p.lang)}</a> })),
          { name: t.totals.unread, value: number(totals.unread, 0, p.lang) }, { name: t.totals.edited, value: number(totals.edited, 0, p.lang) },
        ]} />
        <FilterForm p={p} action={p.href('/officer/catalogue')}>
          <TextField p={p} name="q" label={t.filter.q} value={filter.q} />
          <Select p={p} name="source" label={t.filter.source} value={filter.source} empty={t.filter.any} options={choices.sources.map((value) => ({ value, label: value }))} />
          <Select p={p} name="field" label={t.filter.field} value={filter.field} empty={t.filter.any} options={choices.fields.map((value) => ({ value, label: value, lang: 'vi' as const }))} />
          <Select p={p} name="level" label={t.filter.level} value={filter.level} empty={t.filter.any} options={Object.entries(t.levels).map(([value, label]) => ({ value, label }))} />
          <Select p={p} name="status" label={t.filter.status} value={filter.status} empty={t.filter.any} options={Object.entries(t.statuses).map(([value, label]) => ({ value, label }))} />
        </FilterForm>
        <Table<RecordRow> p={p} caption={t.title} rows={rows} empty={<p class="quiet">{Object.keys(filter).length ? t.noneFound : t.none}</p>} columns={[
          { label: t.columns.code, code: true, cell: ({ code }) => code },
          { label: t.columns.name, head: true, cell: ({ code, name }) => <a href={p.href(`/officer/catalogue/records/${code}`)}><Vi p={p}>{name}</Vi></a> },
          { label: t.columns.field, cell: ({ field }) => <Vi p={p}>{field}</Vi> },
          { label: t.columns.levels, cell: ({ levels }) => levels.map((level) => t.levels[level as keyof typeof t.levels] ?? level).join(', ') },
          { label: t.columns.status, cell: ({ status }) => <Tag tone={statusTone[status] ?? 'calm'}>{t.statuses[status]}</Tag> },
          { label: t.columns.unread, num: true, cell: ({ unread }) => number(unread, 0, p.lang) },
          { label: t.columns.edited, num: true, cell: ({ edited }) => number(edited, 0, p.lang) },
        ]} />
        <Pagination p={p} shown={rows.length} total={totals.all} noun={t.noun} {...(from > 0 ? { previous: at(Math.max(0, from - most)) } : {})} {...(from + most < totals.all ? { next: at(from + most) } : {})} />
      </Layout>
    )
  },
})
