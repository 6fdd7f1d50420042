import { provinceOf } from '#organisations'
import { definePage, type PageInfo } from '#platform/page'
import { Bars } from '#ui/bars'
import { ActLink, Button } from '#ui/button'
import { Carto } from '#ui/carto'
import { Select } from '#ui/field'
import { date, inSentence, moment, number } from '#ui/format'
import { Layout, Vi } from '#ui/layout'
import { Live } from '#ui/live'
import type { TileMap } from '../../domain/indicator.ts'
import { classOf, toneOfClass } from '../../domain/standing.ts'
import type { PlaceFigure } from '../../queries/figures.ts'
import { wall, type Wall } from '../../queries/wall.ts'
import { indicatorsShelf } from '../../shelves.ts'
import type { Texts } from '../../texts/vi.ts'
import { addressOf, askedOf, casesAddress, indicatorAddress, sightOf } from './addresses.ts'
import { CaseClock, FigureMeter, PastDay, SightForm, spanWords, textsOf, written } from './pieces.tsx'

type Data = { wall: Wall; tiles?: TileMap }

/** The leaders' wall: what needs somebody first, then every target, then where. Reads what was measured; a reload shows the same for everybody. */
export const wallPage = definePage<Data>({
  path: '/operations', face: 'operations', may: ['oversee', 'lead', 'decide'],
  async load(ctx, asked) {
    const tiles = ctx.take(indicatorsShelf).tilesOf(provinceOf(ctx))
    return { wall: await wall(ctx, sightOf(ctx, asked), { map: askedOf(asked)['map'] }), ...(tiles ? { tiles } : {}) }
  },
  view: ({ data: { wall, tiles }, p }) => {
    const t = textsOf(p)
    const { sight } = wall
    const body = (
      <>
        <Sentence p={p} t={t} wall={wall} />
        <section aria-labelledby="targets">
          <h2 class="hide" id="targets">{t.meters}</h2>
          <div class="meters">{wall.meters.map((figure) => <FigureMeter p={p} sight={sight} figure={figure} />)}</div>
        </section>
        {wall.map && tiles && <MapPanel p={p} t={t} wall={wall} map={wall.map} tiles={tiles} />}
        <div class={wall.map ? 'w4 flow' : 'w5 flow'}>
          {wall.overdue && <Overdue p={p} t={t} wall={wall} overdue={wall.overdue} />}
          <Freshness p={p} t={t} wall={wall} />
        </div>
        {wall.map && <Extremes p={p} t={t} wall={wall} map={wall.map} />}
        {wall.scorecards.map(({ card, groups }) => <Score p={p} t={t} card={card} groups={groups} wide={!wall.map} />)}
      </>
    )
    return (
      <Layout p={p} title={t.overview} current="overview" wide islands={wall.live ? ['live'] : []} {...(sight.whole ? {} : { unit: sight.unit.full[p.lang] })}>
        <PastDay p={p} sight={sight} today={addressOf('/operations', { ...sight, today: true })} />
        {wall.live ? <Live p={p} id="wall" className="dash" events="/operations/live">{body}</Live> : <div id="wall" class="dash">{body}</div>}
      </Layout>
    )
  },
})

/** The first line says what needs a leader, and leads there. */
const Sentence = ({ p, t, wall }: { p: PageInfo; t: Texts; wall: Wall }) => {
  // A score says again what its share says.
  const judged = wall.meters.filter((figure) => figure.indicator.measure.of !== 'score' && figure.standing.tone !== 'calm')
  const needed = judged.filter((figure) => figure.standing.tone !== 'good')
  const worst = wall.overdue?.worst
  return (
    <div>
      <h1>
        {!judged.length ? t.sentence.nothing : needed.length ? t.sentence.some(judged.length - needed.length, judged.length) : t.sentence.good(judged.length)}
        {needed.length > 0 && <> {t.sentence.needed(needed.length)} {needed.map((figure, i) => <>{i > 0 && ', '}<a href={p.href(indicatorAddress(figure.indicator.code, wall.sight))}>{figure.indicator.short[p.lang]}</a></>)}.</>}
        {wall.overdue && wall.overdue.total > 0 && <> <a href={p.href(casesAddress(wall.overdue.indicator.code, wall.sight, { part: wall.overdue.part }))}>{t.sentence.overdue(wall.overdue.total)}</a> {t.sentence.overdueAfter}</>}
      </h1>
      <div class="row apart">
        <p class="quiet">{spanWords(t, wall.sight)}{worst && wall.overdue && <>. {t.sentence.mostly} <a href={p.href(casesAddress(wall.overdue.indicator.code, wall.sight, { unit: worst.unit, part: wall.overdue.part }))}><Vi p={p}>{inSentence(worst.name.vi)}</Vi></a> ({number(worst.cases, 0, p.lang)})</>}.</p>
        <SightForm p={p} sight={wall.sight} action="/operations" keep={{ map: wall.map?.indicator.code }} />
      </div>
    </div>
  )
}

const MapPanel = ({ p, t, wall, map, tiles }: { p: PageInfo; t: Texts; wall: Wall; map: NonNullable<Wall['map']>; tiles: TileMap }) => {
  const { sight } = wall
  const name = map.shown.names[p.lang]
  const figure = wall.all.find((one) => one.indicator.code === map.shown.code)
  return (
    <section class="panel w8 flow" aria-labelledby="map">
      <div class="row apart">
        <h2 id="map">{t.map.title(name)}</h2>
        {figure?.value !== undefined && <p><b class="num">{written(t, figure.indicator, figure.value)}</b> <span class="quiet">{t.map.whole(sight.unit.place[p.lang])} {number(figure.denominator, 0, p.lang)} {t.map.cases}</span></p>}
      </div>
      <ProvinceMap p={p} t={t} wall={sight} tiles={tiles} places={map.places} indicator={map.shown} all={{ href: p.href(indicatorAddress(map.indicator.code, sight, { all: 1 })), words: t.map.all }} />
      <form class="inline-form no-print" action={p.href('/operations')}>
        {!sight.today && <input type="hidden" name="asOf" value={sight.asOf} />}
        {sight.period !== 'rolling-30' && <input type="hidden" name="period" value={sight.period} />}
        <Select p={p} name="map" label={t.filter.map} empty={false} value={map.indicator.code} options={map.choices.map((one) => ({ value: one.code, label: `${one.code} ${one.names[p.lang]}` }))} />
        <Button kind="second">{t.filter.see}</Button>
      </form>
    </section>
  )
}

/** One tile a commune; a tile opens what is missing there. */
export const ProvinceMap = ({ p, t, wall: sight, tiles, places, indicator, all }: { p: PageInfo; t: Texts; wall: Wall['sight']; tiles: TileMap; places: readonly PlaceFigure[]; indicator: Wall['meters'][number]['indicator']; all?: { href: string; words: string } }) => {
  const by = new Map(places.map((place) => [place.unit, place]))
  return (
    <Carto p={p} says={t.map.says(indicator.names[p.lang])} limits={indicator.classes} unit={t.unit[indicator.unit]} noun={t.map.cases} {...(all ? { all } : {})}
      tiles={tiles.tiles.flatMap(({ unit, x, y }) => {
        const place = by.get(unit)
        return place ? [{ id: unit, name: place.name.vi, x, y, count: place.denominator, ...(place.value !== undefined ? { value: place.value } : {}), href: p.href(casesAddress(indicator.code, { ...sight, whole: true }, { unit })) }] : []
      })} />
  )
}

const Overdue = ({ p, t, wall, overdue }: { p: PageInfo; t: Texts; wall: Wall; overdue: NonNullable<Wall['overdue']> }) => (
  <section class="panel flow" aria-labelledby="overdue">
    <div class="row apart">
      <h2 id="overdue">{t.overdue.title}</h2>
      {overdue.total > 0 && <ActLink href={p.href(casesAddress(overdue.indicator.code, wall.sight, { part: overdue.part }))}>{t.overdue.all(overdue.total)}</ActLink>}
    </div>
    {overdue.rows.length ? (
      <ul class="rows bleed">
        {overdue.rows.map((row) => (
          <li class="row apart">
            <span class="grow">{row.procedure[p.lang]}<span class="hint small"><Vi p={p}>{row.unit.name.vi}</Vi> · <a class="code nowrap" href={p.href(`/officer/cases/${row.id}`)}>{row.code}</a></span></span>
            <CaseClock p={p} sight={wall.sight} row={row} />
          </li>
        ))}
      </ul>
    ) : <p class="quiet">{t.overdue.none}</p>}
  </section>
)

const Extremes = ({ p, t, wall, map }: { p: PageInfo; t: Texts; wall: Wall; map: NonNullable<Wall['map']> }) => {
  const measured = map.places.filter((place) => place.commune && place.value !== undefined)
  const better = map.shown.better === 'higher' ? 1 : -1
  // Of two with the same value, the one with more cases says more: at either end.
  const lowest = measured.toSorted((a, b) => better * (a.value! - b.value!) || b.denominator - a.denominator)
  const highest = measured.toSorted((a, b) => better * (b.value! - a.value!) || b.denominator - a.denominator)
  const few = Math.min(8, Math.floor(measured.length / 2))
  const list = (places: PlaceFigure[]) => (
    <ul class="rows bleed">
      {places.map((place) => (
        <li class="row apart">
          <a href={p.href(addressOf('/operations', { ...wall.sight, whole: true }, { unit: place.unit }))}><Vi p={p}>{place.name.vi}</Vi></a>
          <span><a href={p.href(casesAddress(map.shown.code, { ...wall.sight, whole: true }, { unit: place.unit, part: 'denominator' }))} class="small quiet">{t.ranks.from(place.denominator)}</a> <span class={`tag ${toneOfClass(classOf(map.shown, place.value!))}`}>{written(t, map.shown, place.value!)}</span></span>
        </li>
      ))}
    </ul>
  )
  return (
    <section class="panel w8 flow" aria-labelledby="extremes">
      <h2 id="extremes">{t.ranks.title}</h2>
      {few === 0 ? <p class="quiet">{t.ranks.none}</p> : (
        <div class="cols even">
          <div><h3>{t.ranks.lowest}</h3>{list(lowest.slice(0, few))}</div>
          <div><h3>{t.ranks.highest}</h3>{list(highest.slice(0, few))}</div>
        </div>
      )}
      <p><ActLink href={p.href(indicatorAddress(map.indicator.code, wall.sight, { all: 1 }))}>{t.map.all}</ActLink></p>
    </section>
  )
}

/** A score of the State, part by part; what is not measured yet says why. */
const Score = ({ p, t, card, groups, wide }: { p: PageInfo; t: Texts; wide: boolean } & Wall['scorecards'][number]) => {
  const [sum, measured] = [groups.reduce((all, g) => all + g.points, 0), groups.reduce((all, g) => all + g.measured, 0)]
  return (
    <section class={`panel ${wide ? 'w7' : 'w4'} flow`} aria-labelledby={`card-${card.code}`}>
      <div class="row apart"><h2 id={`card-${card.code}`}>{card.short[p.lang]}</h2> <p><b class="num">{number(sum, 1, p.lang)}</b> <span class="quiet">{t.card.of(measured)}</span></p></div>
      <Bars items={groups.map((group) => ({
        name: <>{group.names[p.lang]}{group.why && <span class="hint small">{group.why[p.lang]}</span>}</>,
        value: group.measured ? number(group.points, 1, p.lang) : t.card.notMeasured, ...(group.measured ? { of: number(group.measured, 0, p.lang) } : {}), share: group.measured ? group.points / group.measured : 0,
      }))} />
    </section>
  )
}

const Freshness = ({ p, t, wall }: { p: PageInfo; t: Texts; wall: Wall }) => (
  <section class="panel flow" aria-labelledby="fresh">
    <h2 id="fresh">{t.fresh.title}</h2>
    <ul class="rows bleed">
      <li class="row apart"><span>{t.fresh.cases}</span> <time class="quiet num" datetime={wall.measuredAt.toISOString()}>{moment(wall.measuredAt)}</time></li>
      <li class="row apart"><span>{t.fresh.catalogue}</span> <span class="quiet num">{date(wall.sight.asOf)}</span></li>
    </ul>
    <p class="small quiet">{t.fresh.provenance} {wall.live && t.fresh.live}</p>
    <p><a class="act" href={addressOf(`${p.lang === 'en' ? '/en' : ''}/operations/wall.csv`, wall.sight)}>{t.fresh.csv}</a></p>
  </section>
)

