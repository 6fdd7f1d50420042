import { hasAdministrator, hasReceiver, provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { definePage, type PageInfo } from '#platform/page'
import { ActLink } from '#ui/button'
import { SearchBox } from '#ui/form'
import type { IconName } from '#ui/icon'
import { Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { LifePath } from '#ui/path'
import type { LifeEvent } from '../../domain/catalogue.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { catalogue } from '../../shelf.ts'
import { Kept } from '../kept.tsx'
import { feeWords, textsOf, timeWords } from '../wording.ts'

type Data = { lifeEvents: readonly LifeEvent[]; popular: Procedure[]; count: number; counters: number; today: string; /** Whom a new province still has to appoint before anything can be handed in. */ lacks?: 'administrator' | 'receivers' }

/** The first page: say what you need, or find it along a life. Depends on the catalogue alone once somebody keeps the officials, so it costs next to nothing to serve. */
export const homePage = definePage<Data>({
  path: '/',
  face: 'portal',
  may: 'anyone',
  async load(ctx) {
    const today = day(ctx.now)
    const all = ctx.take(catalogue).list({ day: today })
    return {
      lifeEvents: ctx.take(catalogue).lifeEvents,
      popular: all.filter((procedure) => procedure.popular).slice(0, 6),
      count: all.length,
      counters: ctx.take(unitRegister).communesOf(provinceOf(ctx), today).length,
      today,
      ...(!ctx.house.settings.sample && !(await hasReceiver(ctx.house)) ? { lacks: (await hasAdministrator(ctx.house)) ? 'receivers' as const : 'administrator' as const } : {}),
    }
  },
  view({ data, p }) {
    const t = textsOf(p.lang).home
    return (
      <Layout p={p} title={t.title} current="services" wide islands={['suggest']} hero={
        <>
          <h1>{t.title}</h1>
          <SearchBox p={p} action={p.href('/services')} label={t.title} placeholder={t.placeholder} suggest={p.href('/services/suggestions')} examples={
            <>{t.tryThese} {t.examples.map((example, at) => <>{at > 0 && ', '}<a href={p.href(`/services?q=${encodeURIComponent(example)}`)}>{example}</a></>)}</>
          } />
        </>
      }>
        <div class="wrap flow">
          {data.lacks && <Notice tone="pause" title={t.emptyTitle}><p>{data.lacks === 'administrator' ? <>{t.empty} <a href={p.href('/set-up')}>{t.setUp}</a></> : t.noReceivers}</p></Notice>}
          {p.actor.kind === 'person' && (
            <Section id="cases" title={t.yourCases} panel="petal" end={<ActLink href={p.href('/cases')}>{t.seeCases}</ActLink>}>
              <p>{t.casesHint}</p>
            </Section>
          )}
          <Kept owner={data.lifeEvents} slot={p.lang} day={data.today} draw={() => <Below data={data} p={p} />} />
        </div>
      </Layout>
    )
  },
})

const Below = ({ data, p }: { data: Data; p: PageInfo }) => {
  const t = textsOf(p.lang).home
  return (
    <>
      <Section id="life" title={t.lifeEvents}>
        <LifePath items={data.lifeEvents.map((event) => ({ name: event.names[p.lang], note: event.hint[p.lang], href: p.href(`/services?event=${event.key}`), icon: event.icon as IconName }))} />
      </Section>
      <div class="cols even">
        <Section id="popular" title={t.popular} end={<ActLink href={p.href('/services')}>{t.all(data.count)}</ActLink>}>
          <ul class="panel rows">
            {data.popular.map((procedure) => (
              <li>
                <a href={p.href(`/services/${procedure.code}`)}>{procedure.names[p.lang]}</a>
                <span class="hint">{timeWords(procedure.time, p.lang)} · {feeWords(procedure, p.lang, data.today)}</span>
              </li>
            ))}
          </ul>
        </Section>
        <Section id="how" title={t.howTitle}>
          <div class="panel flow">
            {t.how.map(([name, words], at) => (
              <div>
                <h3>{name}</h3>
                <p>{words}</p>
                {at === 1 && <p class="hint">{t.counters(data.counters)}</p>}
              </div>
            ))}
            <hr />
            <div>
              <h3><a href={p.href('/check')}>{t.check}</a></h3>
              <p class="hint">{t.checkHint}</p>
            </div>
          </div>
        </Section>
      </div>
    </>
  )
}
