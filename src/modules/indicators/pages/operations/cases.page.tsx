import { definePage } from '#platform/page'
import { hour, number } from '#ui/format'
import { Layout, Vi } from '#ui/layout'
import { Pagination } from '#ui/pagination'
import type { Indicator } from '../../domain/indicator.ts'
import { casesBehind, type CasesBehind, casesPerPage, partsOf } from '../../queries/cases-behind.ts'
import { measuredBy, mustFindIndicator } from '../../queries/figures.ts'
import type { Sight } from '../../queries/sight.ts'
import { addressOf, askedOf, casesAddress, indicatorAddress, sightOf } from './addresses.ts'
import { CasesTable, ProceduresTable } from './cases-table.tsx'
import { PastDay, SightForm, spanWords, textsOf } from './pieces.tsx'

type Data = { sight: Sight; indicator: Indicator; measured: Indicator; behind: CasesBehind }

/** Behind a figure: the very cases that were counted, each to be opened. Counted now, so that list and number are one. */
export const casesPage = definePage<Data>({
  path: '/operations/:indicator/cases', face: 'operations', may: ['oversee', 'lead', 'decide'],
  async load(ctx, asked) {
    const sight = sightOf(ctx, asked)
    const indicator = mustFindIndicator(ctx, asked.params['indicator']!, sight.asOf)
    const { part, page } = askedOf(asked)
    return { sight, indicator, measured: measuredBy(ctx, indicator, sight.asOf), behind: await casesBehind(ctx, sight, indicator, { part, page: Number(page) || 1 }) }
  },
  view: ({ data: { sight, indicator, measured, behind }, p }) => {
    const t = textsOf(p)
    const parts = partsOf(measured)
    const names = parts.find((one) => one.part === behind.part)!.names[p.lang]
    const to = (more: Record<string, string | number | undefined>) => p.href(casesAddress(indicator.code, sight, { part: behind.part, ...more }))
    const title = `${number(behind.total, 0, p.lang)} ${names}`
    return (
      <Layout p={p} title={title} current="indicators" wide {...(sight.whole ? {} : { unit: sight.unit.full[p.lang] })}
        crumbs={[{ href: addressOf('/operations', sight), label: t.overview }, { href: indicatorAddress(indicator.code, sight), label: `${indicator.code} ${indicator.names[p.lang]}` }]}>
        <div>
          <h1>{title}</h1>
          <p class="quiet">{!sight.whole && <><Vi p={p}>{sight.unit.full.vi}</Vi>, </>}{spanWords(t, sight, measured)}. {behind.of === 'cases' && t.cases.counted(hour(p.now))}</p>
        </div>
        <nav class="row" aria-label={t.cases.parts}>
          {parts.map((one) => (one.part === behind.part ? <b aria-current="page">{one.names[p.lang]}</b> : <a class="act" href={to({ part: one.part })}>{one.names[p.lang]}</a>))}
          <a class="act" href={addressOf(`${p.lang === 'en' ? '/en' : ''}/operations/${encodeURIComponent(indicator.code)}/cases.csv`, sight, { part: behind.part })}>{t.fresh.csv}</a>
        </nav>
        <SightForm p={p} sight={sight} action={`/operations/${encodeURIComponent(indicator.code)}/cases`} keep={{ part: behind.part }} />
        <PastDay p={p} sight={sight} today={casesAddress(indicator.code, { ...sight, today: true }, { part: behind.part })} />
        {behind.of === 'cases' ? <CasesTable p={p} sight={sight} indicator={measured} caption={title} rows={behind.rows} /> : <ProceduresTable p={p} caption={title} rows={behind.rows} />}
        <Pagination p={p} shown={Math.min(behind.total, (behind.page - 1) * casesPerPage + behind.rows.length)} total={behind.total} noun={behind.of === 'cases' ? t.cases.noun : t.cases.procedures}
          {...(behind.page > 1 ? { previous: to({ page: behind.page - 1 }) } : {})} {...(behind.more ? { next: to({ page: behind.page + 1 }) } : {})} />
      </Layout>
    )
  },
})
