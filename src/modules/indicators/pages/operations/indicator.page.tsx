import { provinceOf } from '#organisations'
import { definePage, type PageInfo } from '#platform/page'
import { AsWritten } from '#ui/as-written'
import { Bars, type RankedPlace, Ranking } from '#ui/bars'
import { ActLink } from '#ui/button'
import { date, moment, number } from '#ui/format'
import { Layout, Vi } from '#ui/layout'
import { Live } from '#ui/live'
import { Trend } from '#ui/trend'
import type { Indicator, Roadmap, TileMap } from '../../domain/indicator.ts'
import { classOf, toneOfClass } from '../../domain/standing.ts'
import { keptFresh } from '../../measuring/snapshots.ts'
import { casesBehind, type CasesBehind, partsOf } from '../../queries/cases-behind.ts'
import { byPlace, type Figure, figures, mustFindIndicator, type PlaceFigure, rankedBy } from '../../queries/figures.ts'
import { ranked, type Ranks, ranksOf } from '../../queries/ranking.ts'
import type { Sight } from '../../queries/sight.ts'
import { indicatorsShelf } from '../../shelves.ts'
import type { Texts } from '../../texts/vi.ts'
import { addressOf, askedOf, casesAddress, indicatorAddress, sightOf } from './addresses.ts'
import { CasesTable, ProceduresTable } from './cases-table.tsx'
import { changeWords, PastDay, SightForm, spanWords, stateWords, textsOf, written } from './pieces.tsx'
import { ProvinceMap } from './wall.page.tsx'

type Data = { sight: Sight; figure: Figure; roadmap?: Roadmap; places?: { shown: Indicator; all: PlaceFigure[]; ranks: Ranks; tiles?: TileMap }; behind: CasesBehind }
const few = 20

/** One indicator: what it means, how it is made, how it went, where it is low, and which cases make it so. */
export const indicatorPage = definePage<Data>({
  path: '/operations/:indicator', face: 'operations', may: ['oversee', 'lead', 'decide'],
  async load(ctx, asked) {
    const sight = sightOf(ctx, asked)
    const indicator = mustFindIndicator(ctx, asked.params['indicator']!, sight.asOf)
    const book = ctx.take(indicatorsShelf)
    const [[figure], all, behind] = await Promise.all([figures(ctx, sight, [indicator]), sight.whole ? byPlace(ctx, sight, indicator) : undefined, casesBehind(ctx, sight, indicator, { most: 5 })])
    const tiles = book.tilesOf(provinceOf(ctx))
    const roadmap = book.roadmapOf(provinceOf(ctx))
    return { sight, figure: figure!, behind, ...(roadmap ? { roadmap } : {}), ...(all ? { places: { shown: rankedBy(ctx, indicator, sight.asOf), all, ranks: ranksOf(askedOf(asked)), ...(tiles ? { tiles } : {}) } } : {}) }
  },
  view: ({ data, p }) => {
    const t = textsOf(p)
    const { sight, figure } = data
    const { indicator } = figure
    const live = sight.today && keptFresh.includes(sight.period)
    const body = (
      <>
        <Now p={p} t={t} data={data} />
        <Twelve p={p} t={t} figure={figure} />
        {data.places && <Places p={p} t={t} sight={sight} indicator={indicator} places={data.places} />}
        <Behind p={p} t={t} data={data} />
      </>
    )
    return (
      <Layout p={p} title={`${indicator.code}, ${indicator.names[p.lang]}`} current="indicators" wide islands={live ? ['live'] : []}
        crumbs={[{ href: addressOf('/operations', sight), label: t.overview }, { href: addressOf('/operations/indicators', sight), label: t.indicators }]} {...(sight.whole ? {} : { unit: sight.unit.full[p.lang] })}>
        <div>
          <h1><span class="code">{indicator.code}</span> {indicator.names[p.lang]}</h1>
          <div class="row apart"><p class="quiet">{!sight.whole && <><Vi p={p}>{sight.unit.full.vi}</Vi>, </>}{spanWords(t, sight, figure.measured)}</p><SightForm p={p} sight={sight} action={`/operations/${encodeURIComponent(indicator.code)}`} /></div>
        </div>
        <PastDay p={p} sight={sight} today={indicatorAddress(indicator.code, { ...sight, today: true })} />
        {live ? <Live p={p} id="figure" className="dash" events="/operations/live">{body}</Live> : <div class="dash">{body}</div>}
      </Layout>
    )
  },
})

const Now = ({ p, t, data: { sight, figure, roadmap } }: { p: PageInfo; t: Texts; data: Data }) => {
  const { indicator, measured, standing, value } = figure
  const parts = partsOf(measured)
  const named = (part: string) => parts.find((one) => one.part === part)?.names[p.lang]
  const change = changeWords(t, figure)
  const list = (part: string) => p.href(casesAddress(indicator.code, sight, { part }))
  const isSum = measured.measure.of === 'cases' && measured.measure.numerator.total !== undefined
  return (
    <section class="panel w5 flow" aria-labelledby="now">
      <div class="row apart"><h2 id="now">{t.now.title(sight.today)}</h2> <span class={`tag ${standing.tone}`}>{stateWords(t, standing)}</span></div>
      <div class="row">
        <p class="huge num">{value === undefined ? '–' : <>{number(value, indicator.unit === 'score' ? 2 : 1, p.lang)}{indicator.unit !== 'score' && <small>{t.unit[indicator.unit]}</small>}</>}</p>
        <p>
          {standing.target !== undefined && (standing.targetBy ? t.now.target(written(t, indicator, standing.target), date(standing.targetBy)) : t.now.fullMarks(written(t, indicator, standing.target)))}
          {standing.plan !== undefined && <>{', '}{t.now.plan(written(t, indicator, standing.plan))}</>}
          {change && <><br /><span class="quiet">{change}</span></>}
        </p>
      </div>
      <div class="fraction">
        {indicator.measure.of === 'score' && <p>{t.now.score(indicator.measure.max, measured.names[p.lang])}: <a class="num" href={p.href(indicatorAddress(measured.code, sight))}>{measured.code}</a></p>}
        {isSum
          ? <p><span class="num">{number(figure.numerator, 1, p.lang)}</span> {measured.measure.of === 'cases' && measured.measure.numerator.names[p.lang]}</p>
          : <p><a class="num" href={list('numerator')}>{number(figure.numerator, 0, p.lang)}</a> {named('numerator')}</p>}
        <p><a class="num" href={list('denominator')}>{number(figure.denominator, 0, p.lang)}</a> {named('denominator')}, {spanWords(t, sight, measured)}</p>
      </div>
      {!isSum && <p><a href={list('missing')}>{number(figure.denominator - figure.numerator, 0, p.lang)} {named('missing')}</a></p>}
      <details>
        <summary>{t.now.how}</summary>
        <div class="flow small">
          <p>{indicator.means[p.lang]}</p>
          <p>{t.now.law} {indicator.source.law[p.lang]}.</p>
          <p>{t.now.method(indicator.code, indicator.version, date(indicator.validFrom))} {t.now.measured(moment(figure.measuredAt), '')} {roadmap && standing.plan !== undefined && <AsWritten p={p}>{t.now.plannedBy(roadmap.source)}</AsWritten>}</p>
          {indicator.targets && <ul>{indicator.targets.map((target) => <li>{t.now.target(written(t, indicator, target.value), date(target.by))}: <Vi p={p}>{target.source}</Vi></li>)}</ul>}
        </div>
      </details>
    </section>
  )
}

const Twelve = ({ p, t, figure }: { p: PageInfo; t: Texts; figure: Figure }) => {
  const { indicator, trend, standing } = figure
  const label = (day: string, i: number) => (i === 0 || day.slice(5, 7) === '01' || i === trend.length - 1 ? `${Number(day.slice(5, 7))}/${day.slice(2, 4)}` : `${Number(day.slice(5, 7))}`)
  const month = (day: string) => `${Number(day.slice(5, 7))}/${day.slice(0, 4)}`
  const known = trend.filter((point) => point.value !== undefined)
  const [first, last] = [known[0], known.at(-1)]
  const says = first && last ? t.trend.says(written(t, indicator, first.value!), month(first.day), written(t, indicator, last.value!), month(last.day)) : t.trend.nothing
  return (
    <section class="panel w7 flow" aria-labelledby="twelve">
      <h2 id="twelve">{t.trend.title}</h2>
      {known.length === 0 ? <p class="quiet">{t.trend.nothing}</p> : (
        <Trend p={p} says={says} unit={t.unit[indicator.unit]} tone={standing.tone} decimals={indicator.unit === 'score' ? 2 : 1} {...(indicator.unit === 'share' ? { most: 100 } : indicator.measure.of === 'score' ? { most: indicator.measure.max } : {})}
          points={trend.map((point, i) => ({ label: label(point.day, i), long: i === trend.length - 1 ? `${month(point.day)}, ${t.trend.toDate}` : month(point.day), ...(point.value !== undefined ? { value: point.value } : {}), ...(point.plan !== undefined ? { plan: point.plan } : {}) }))} />
      )}
    </section>
  )
}

const Places = ({ p, t, sight, indicator, places: { shown, all, ranks, tiles } }: { p: PageInfo; t: Texts; sight: Sight; indicator: Indicator; places: NonNullable<Data['places']> }) => {
  const communes = ranked(all.filter((place) => place.commune), ranks)
  const others = ranked(all.filter((place) => !place.commune && place.denominator > 0), ranks)
  const there = { ...sight, whole: true }
  const row = (place: PlaceFigure): RankedPlace => ({
    name: place.name.vi, href: p.href(addressOf('/operations', there, { unit: place.unit })),
    whole: place.denominator, ...(shown.unit === 'days' ? {} : { part: place.denominator - place.numerator, partHref: p.href(casesAddress(shown.code, there, { unit: place.unit, part: 'missing' })) }),
    ...(place.value !== undefined ? { value: place.value, tone: toneOfClass(classOf(shown, place.value)) } : {}), ...(place.change !== undefined ? { change: place.change } : {}),
  })
  const sort = (column: Ranks['by']) => ({
    href: `${p.href(indicatorAddress(indicator.code, sight, { sort: column, down: ranks.by === column && !ranks.down ? 1 : undefined, all: ranks.all ? 1 : undefined }))}#places`,
    ...(ranks.by === column ? { now: ranks.down ? ('down' as const) : ('up' as const) } : {}),
  })
  const words = { name: t.ranking.name, value: t.ranking.value, part: t.ranking.part, whole: t.ranking.whole, change: t.ranking.change }
  const sorts = { name: sort('name'), value: sort('value'), part: sort('part'), whole: sort('whole'), change: sort('change') }
  const shownRows = ranks.all ? communes : communes.slice(0, few)
  return (
    <>
      {tiles && shown.better === 'higher' && (
        <section class="panel w8 flow" aria-labelledby="map">
          <h2 id="map">{t.map.title(shown.names[p.lang])}</h2>
          <ProvinceMap p={p} t={t} wall={sight} tiles={tiles} places={all} indicator={shown} />
        </section>
      )}
      <Classes p={p} t={t} indicator={shown} places={all.filter((place) => place.commune)} />
      <section class="panel flow" aria-labelledby="places">
        <div class="row apart">
          <h2 id="places">{t.ranking.title}</h2>
          <p class="row">
            <ActLink href={`${p.href(indicatorAddress(indicator.code, sight, { sort: ranks.by === 'value' ? undefined : ranks.by, down: ranks.down ? 1 : undefined, all: ranks.all ? undefined : 1 }))}#places`}>{ranks.all ? t.ranking.fewer : t.ranking.all(communes.length)}</ActLink>
            <a class="act" href={addressOf(`${p.lang === 'en' ? '/en' : ''}/operations/${encodeURIComponent(indicator.code)}/places.csv`, sight)}>{t.fresh.csv}</a>
          </p>
        </div>
        {indicator.ranksBy && <p class="quiet">{t.ranking.by(sight.unit.place[p.lang], shown.code, shown.names[p.lang])}</p>}
        <Ranking p={p} caption={t.ranking.caption} rows={shownRows.map(row)} words={words} sort={sorts} unit={t.unit[shown.unit]} />
        <p class="quiet">{t.ranking.shown(shownRows.length, communes.length)}</p>
        {others.length > 0 && <><h3>{t.ranking.departments}</h3><Ranking p={p} caption={t.ranking.departments} rows={others.map(row)} words={words} unit={t.unit[shown.unit]} /></>}
      </section>
    </>
  )
}

/** How many communes stand in each class. */
const Classes = ({ p, t, indicator, places }: { p: PageInfo; t: Texts; indicator: Indicator; places: readonly PlaceFigure[] }) => {
  const [a, b, c] = indicator.classes.map((bound) => written(t, indicator, bound)) as [string, string, string]
  const names = indicator.better === 'higher'
    ? { 4: t.classes.from(c), 3: t.classes.between(b, c), 2: t.classes.between(a, b), 1: t.classes.below(a) }
    : { 4: t.classes.below(a), 3: t.classes.between(a, b), 2: t.classes.between(b, c), 1: t.classes.from(c) }
  const count = (one: 1 | 2 | 3 | 4) => places.filter((place) => place.value !== undefined && classOf(indicator, place.value) === one).length
  const nowhere = places.filter((place) => place.value === undefined).length
  return (
    <section class="panel w4 flow" aria-labelledby="classes">
      <h2 id="classes">{t.classes.title}</h2>
      <Bars items={[
        ...([4, 3, 2, 1] as const).map((one) => ({ name: names[one], value: number(count(one), 0, p.lang), share: places.length ? count(one) / places.length : 0, tone: toneOfClass(one) })),
        ...(nowhere ? [{ name: <span class="quiet">{t.classes.none}</span>, value: number(nowhere, 0, p.lang), share: 0 }] : []),
      ]} />
    </section>
  )
}

const Behind = ({ p, t, data: { sight, figure, behind } }: { p: PageInfo; t: Texts; data: Data }) => {
  const names = partsOf(figure.measured).find((one) => one.part === behind.part)!.names[p.lang]
  return (
    <section class="panel flow" aria-labelledby="behind">
      <div class="row apart">
        <h2 id="behind">{number(behind.total, 0, p.lang)} {names}</h2>
        <p class="row">
          {behind.total > behind.rows.length && <ActLink href={p.href(casesAddress(figure.indicator.code, sight, { part: behind.part }))}>{t.cases.all}</ActLink>}
          <a class="act" href={addressOf(`${p.lang === 'en' ? '/en' : ''}/operations/${encodeURIComponent(figure.indicator.code)}/cases.csv`, sight, { part: behind.part })}>{t.fresh.csv}</a>
        </p>
      </div>
      {behind.of === 'cases' ? <CasesTable p={p} sight={sight} indicator={figure.measured} caption={names} rows={behind.rows} /> : <ProceduresTable p={p} caption={names} rows={behind.rows.slice(0, 5)} />}
    </section>
  )
}
