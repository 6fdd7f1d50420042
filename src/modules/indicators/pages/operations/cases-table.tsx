import type { PageInfo } from '#platform/page'
import { date, number } from '#ui/format'
import { Vi } from '#ui/layout'
import { Table } from '#ui/table'
import { StatusTag } from '#ui/tag'
import type { Indicator } from '../../domain/indicator.ts'
import type { CaseBehind, ProcedureBehind } from '../../queries/cases-behind.ts'
import type { Sight } from '../../queries/sight.ts'
import { CaseClock, textsOf } from './pieces.tsx'

/** Cases as the wall lists them: no names of applicants, which a leader sees when he opens the case. */
export const CasesTable = ({ p, sight, indicator, caption, rows }: { p: PageInfo; sight: Sight; indicator: Indicator; caption: string; rows: readonly CaseBehind[] }) => {
  const t = textsOf(p).cases
  const isRated = indicator.list?.order === 'rating'
  const isTimed = indicator.unit === 'days'
  return (
    <Table<CaseBehind> p={p} caption={caption} rows={rows} empty={<p class="quiet">{t.none}</p>} columns={[
      { label: t.case, head: true, code: true, cell: (row) => <a class="code" href={p.href(`/officer/cases/${encodeURIComponent(row.id)}`)}>{row.code}</a> },
      { label: t.procedure, cell: (row) => row.procedure[p.lang] },
      { label: t.unit, cell: (row) => <Vi p={p}>{row.unit.name.vi}</Vi> },
      { label: t.filed, num: true, cell: (row) => date(row.filedOn) },
      ...(isRated ? [{ label: t.rating, num: true, cell: (row: CaseBehind) => row.rating !== null && t.stars(row.rating) }] : []),
      ...(isTimed ? [{ label: t.days, num: true, cell: (row: CaseBehind) => row.days !== null && number(row.days, 1, p.lang) }] : []),
      { label: t.clock, cell: (row) => <CaseClock p={p} sight={sight} row={row} /> },
      { label: t.status, cell: (row) => <StatusTag lang={p.lang} code={row.nationalCode} /> },
    ]} />
  )
}

export const ProceduresTable = ({ p, caption, rows }: { p: PageInfo; caption: string; rows: readonly ProcedureBehind[] }) => {
  const t = textsOf(p).cases
  return (
    <Table<ProcedureBehind> p={p} caption={caption} rows={rows} empty={<p class="quiet">{t.none}</p>} columns={[
      { label: t.procedure, head: true, cell: (row) => <a href={p.href(`/services/${row.code}`)}>{row.names[p.lang]}</a> },
      { label: t.case, code: true, quietHead: true, cell: (row) => row.code },
      { label: t.levelHead, cell: (row) => t.level[row.level] },
      { label: t.why, cell: (row) => (row.why ? <>{row.why[p.lang]}{row.basis && <span class="hint small" lang={p.lang === 'en' ? 'vi' : undefined}>{row.basis}</span>}</> : t.full) },
    ]} />
  )
}
