import { definePage } from '#platform/page'
import { date, number } from '#ui/format'
import { Heading, Layout } from '#ui/layout'
import { Table } from '#ui/table'
import { type Figure, figures } from '../../queries/figures.ts'
import type { Sight } from '../../queries/sight.ts'
import { indicatorsShelf } from '../../shelves.ts'
import { addressOf, casesAddress, indicatorAddress, sightOf } from './addresses.ts'
import { PastDay, SightForm, stateWords, textsOf, written } from './pieces.tsx'

type Data = { sight: Sight; figures: Figure[] }

/** Every indicator that is measured, with what the law asks and where it stands. */
export const indicatorsPage = definePage<Data>({
  path: '/operations/indicators', face: 'operations', may: ['oversee', 'lead', 'decide'],
  async load(ctx, asked) {
    const sight = sightOf(ctx, asked)
    return { sight, figures: await figures(ctx, sight, ctx.take(indicatorsShelf).all(sight.asOf), { trend: false }) }
  },
  view: ({ data: { sight, figures }, p }) => {
    const t = textsOf(p)
    return (
      <Layout p={p} title={t.allIndicators} current="indicators" wide {...(sight.whole ? {} : { unit: sight.unit.full[p.lang] })}>
        <Heading below={t.allIntro}>{t.allIndicators}</Heading>
        <SightForm p={p} sight={sight} action="/operations/indicators" />
        <PastDay p={p} sight={sight} today={addressOf('/operations/indicators', { ...sight, today: true })} />
        <Table<Figure> p={p} caption={t.allIndicators} rows={figures} columns={[
          { label: t.table.code, code: true, cell: ({ indicator }) => indicator.code },
          { label: t.table.name, head: true, cell: ({ indicator }) => <a href={p.href(indicatorAddress(indicator.code, sight))}>{indicator.names[p.lang]}</a> },
          { label: t.table.value, num: true, cell: ({ indicator, value }) => (value === undefined ? <span class="quiet">–</span> : <b>{written(t, indicator, value)}</b>) },
          { label: t.table.state, cell: ({ standing }) => <span class={`tag ${standing.tone}`}>{stateWords(t, standing)}</span> },
          { label: t.table.target, cell: ({ indicator, standing }) => standing.target !== undefined && <>{written(t, indicator, standing.target)}{standing.targetBy && <span class="hint small nowrap">{t.table.by(date(standing.targetBy))}</span>}</> },
          { label: t.table.basis, num: true, cell: ({ indicator, denominator }) => <a href={p.href(casesAddress(indicator.code, sight, { part: 'denominator' }))}>{number(denominator, 0, p.lang)}</a> },
          { label: t.table.source, cell: ({ indicator }) => <span class="small">{indicator.source.law[p.lang]}</span> },
        ]} />
      </Layout>
    )
  },
})
