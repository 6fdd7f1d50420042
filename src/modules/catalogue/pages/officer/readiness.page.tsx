import { definePage, type PageInfo } from '#platform/page'
import { Select } from '#ui/field'
import { KeyFacts } from '#ui/facts'
import { FilterForm } from '#ui/form'
import { number } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Pagination } from '#ui/pagination'
import { Table } from '#ui/table'
import { Tag } from '#ui/tag'
import { type Assessed, type Slice, type Totals, everyAssessed, totalsBy, within } from '../../queries/assessed.ts'
import { type ReadinessRules, readinessRules } from '../../rules.ts'
import { Views, one, textsOf } from './pieces.tsx'

const dimensions = ['source', 'field', 'level'] as const
type By = (typeof dimensions)[number]
type Data = { by: By; slice: Slice; whole: Totals; rows: Totals[]; flags: { code: string; count: number }[]; missing: { part: string; count: number }[]; list?: Assessed[]; total: number; rules: ReadinessRules }
const most = 100

/** Which procedures qualify as full-process and why not, counted by ministry, field and level; each number opens into its procedures. */
export const readinessPage = definePage<Data>({
  path: '/officer/catalogue/readiness', face: 'officer', may: ['oversee', 'lead', 'decide', 'admin'],
  async load(ctx, { query }) {
    const rules = ctx.take(readinessRules)
    const slice: Slice = {}
    for (const key of ['source', 'field', 'level', 'show'] as const) if (one(query[key])) slice[key] = one(query[key])
    const by = dimensions.find((dimension) => dimension === one(query['by'])) ?? 'source'
    const all = await everyAssessed(ctx)
    const { show, ...place } = slice
    const here = within(all, place)
    const list = show === undefined ? undefined : within(here, { show })
    return {
      by, slice, rules, ...totalsBy(here, by),
      flags: rules.flags.map(({ code }) => ({ code, count: within(here, { show: `flag:${code}` }).length })),
      missing: rules.parts.map((part) => ({ part, count: within(here, { show: `missing:${part}` }).length })),
      ...(list ? { list: list.slice(0, most) } : {}), total: list?.length ?? 0,
    }
  },
  view({ data, p }) {
    const t = textsOf(p)
    const { by, slice, whole, rows, flags, missing, list, total, rules } = data
    const to = (more: Record<string, string | undefined>) => {
      const asked = Object.entries({ by, ...slice, ...more }).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
      return p.href(`/officer/catalogue/readiness?${new URLSearchParams(asked)}`)
    }
    const nameOf = (code: string) => rules.flags.find((flag) => flag.code === code)?.names[p.lang] ?? code
    const told = slice.show && showInWords(p, slice.show, nameOf)
    const figure = (row: Totals, show: string, value: number) => <a href={to({ [by]: row.name, show })}>{number(value, 0, p.lang)}</a>
    return (
      <Layout p={p} title={t.readiness.title} current="catalogue" views={<Views p={p} now="readiness" />}>
        <Heading below={<>{t.readiness.lead} <Vi p={p}>{rules.source.what}</Vi></>}>{t.readiness.title}</Heading>
        <KeyFacts items={[
          { name: t.readiness.all, value: <a href={to({ show: 'all' })}>{number(whole.all, 0, p.lang)}</a> },
          { name: t.readiness.qualifies, value: <a href={to({ show: 'qualifies' })}>{number(whole.qualifies, 0, p.lang)}</a> },
          { name: t.readiness.offered, value: <a href={to({ show: 'offered' })}>{number(whole.offered, 0, p.lang)}</a> },
          { name: t.readiness.notOffered, value: <a href={to({ show: 'not-offered' })}>{number(whole.qualifies - whole.offered, 0, p.lang)}</a> },
          { name: t.readiness.complete, value: <a href={to({ show: 'complete' })}>{number(whole.complete, 0, p.lang)}</a> },
          { name: t.readiness.hours, value: number(whole.hours, 0, p.lang) },
        ]} />
        <FilterForm p={p} action={p.href('/officer/catalogue/readiness')}>
          <Select p={p} name="by" label={t.readiness.by} value={by} empty={false} options={dimensions.map((value) => ({ value, label: t.filter[value] }))} />
          {(['source', 'field', 'level'] as const).map((key) => slice[key] && <input type="hidden" name={key} value={slice[key]} />)}
        </FilterForm>
        {(slice.source || slice.field || slice.level) && <p>{[slice.source, slice.field, slice.level && (t.levels as Record<string, string>)[slice.level]].filter(Boolean).join(' · ')} <a href={p.href(`/officer/catalogue/readiness?by=${by}`)}>{t.readiness.whole}</a></p>}
        {list && (
          <Section id="list" title={<>{told} ({number(total, 0, p.lang)})</>}>
            <Table<Assessed> p={p} caption={told || t.readiness.all} rows={list} empty={<p class="quiet">{t.noneFound}</p>} columns={[
              { label: t.columns.code, code: true, cell: ({ code }) => code },
              { label: t.columns.name, head: true, cell: ({ code, name }) => <a href={p.href(`/officer/catalogue/records/${code}`)}><Vi p={p}>{name}</Vi></a> },
              { label: t.readiness.state, cell: ({ readiness, offered }) => <Tag tone={!readiness.qualifies ? 'pause' : offered === 'full' ? 'good' : 'soon'}>{!readiness.qualifies ? t.readiness.blocked : offered === 'full' ? t.readiness.offered : t.readiness.notOffered}</Tag> },
              { label: t.readiness.reasons, cell: ({ readiness }) => readiness.flags.filter(({ settled }) => settled?.holds ?? true).map(({ code, evidence, settled }) => <div>{nameOf(code)}: <span class="small quiet"><Vi p={p}>{settled?.basis ?? (t.fees as Record<string, string>)[evidence] ?? `“${evidence}”`}</Vi></span></div>) },
              { label: t.readiness.effort, num: true, cell: ({ readiness }) => number(readiness.effort / 60, 1, p.lang) },
            ]} />
            <Pagination p={p} shown={list.length} total={total} noun={t.noun} />
          </Section>
        )}
        <Section id="table" title={t.readiness.byTitle(t.filter[by])}>
          <Table<Totals> p={p} caption={t.readiness.byTitle(t.filter[by])} rows={rows} empty={<p class="quiet">{t.none}</p>} columns={[
            { label: t.filter[by], head: true, cell: (row) => <Vi p={p}>{by === 'level' ? (t.levels as Record<string, string>)[row.name] ?? row.name : row.name}</Vi> },
            { label: t.readiness.all, num: true, cell: (row) => figure(row, 'all', row.all) },
            { label: t.readiness.qualifies, num: true, cell: (row) => figure(row, 'qualifies', row.qualifies) },
            { label: t.readiness.offered, num: true, cell: (row) => figure(row, 'offered', row.offered) },
            { label: t.readiness.complete, num: true, cell: (row) => figure(row, 'complete', row.complete) },
            { label: t.readiness.hours, num: true, cell: (row) => number(row.hours, 0, p.lang) },
          ]} />
        </Section>
        <Section id="reasons" title={t.readiness.reasons}>
          <Table<{ code: string; count: number }> p={p} caption={t.readiness.reasons} rows={flags} columns={[
            { label: t.readiness.reason, head: true, cell: ({ code }) => nameOf(code) },
            { label: t.readiness.kind, cell: ({ code }) => t.readiness.kinds[rules.flags.find((flag) => flag.code === code)!.kind] },
            { label: t.readiness.all, num: true, cell: ({ code, count }) => <a href={to({ show: `flag:${code}` })}>{number(count, 0, p.lang)}</a> },
          ]} />
        </Section>
        <Section id="parts" title={t.readiness.missingTitle}>
          <Table<{ part: string; count: number }> p={p} caption={t.readiness.missingTitle} rows={missing} columns={[
            { label: t.readiness.part, head: true, cell: ({ part }) => t.readiness.parts[part] },
            { label: t.readiness.missing, num: true, cell: ({ part, count }) => <a href={to({ show: `missing:${part}` })}>{number(count, 0, p.lang)}</a> },
          ]} />
        </Section>
      </Layout>
    )
  },
})

function showInWords(p: PageInfo, show: string, nameOf: (code: string) => string): string {
  const t = textsOf(p).readiness
  const [what, which = ''] = show.split(':')
  return what === 'flag' ? nameOf(which) : what === 'missing' ? `${t.missing}: ${t.parts[which] ?? ''}` : ({ qualifies: t.qualifies, offered: t.offered, 'not-offered': t.notOffered, complete: t.complete } as Record<string, string>)[what!] ?? t.all
}
