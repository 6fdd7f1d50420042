import { day } from '#platform/clock'
import type { KnownProcedure } from '#platform/module'
import { definePage, type PageInfo } from '#platform/page'
import { Button } from '#ui/button'
import { Select, Tick } from '#ui/field'
import { SearchBox } from '#ui/form'
import { Layout, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Pagination } from '#ui/pagination'
import type { Field, Filter, LifeEvent } from '../../domain/catalogue.ts'
import type { Found, Why } from '../../domain/finding.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { catalogueFiles } from '../../open-data/open-data.page.tsx'
import { everyKnownProcedure, type Findee, findEverything } from '../../queries/find-everything.ts'
import { catalogue } from '../../shelf.ts'
import { feeWords, textsOf, timeWords } from '../wording.ts'

type Asked = { q: string; who: string; online: boolean; event: string; field: string; page: number }
type Row = { why?: Why } & ({ service: Procedure } | { known: KnownProcedure })
type Data = { asked: Asked; rows: Row[]; total: number; known: number; found?: Pick<Found<Findee>, 'nearest' | 'understood'>; fields: readonly Field[]; lifeEvents: readonly LifeEvent[]; today: string }

const perPage = 20
const whos = ['citizen', 'household-business', 'enterprise', 'organisation', 'foreigner'] as const

export const servicesPage = definePage<Data>({
  path: '/services',
  face: 'portal',
  may: 'anyone',
  async load(ctx, { query }) {
    const today = day(ctx.now)
    const { fields, lifeEvents, list } = ctx.take(catalogue)
    const asked = read(query)
    const filter: Filter & { day: string } = {
      day: today,
      // What is not in the list is no filter: an old link still opens.
      ...(whos.includes(asked.who as never) && { applicant: asked.who as (typeof whos)[number] }),
      ...(asked.online && { fullProcess: true }),
      ...(lifeEvents.some((it) => it.key === asked.event) && { lifeEvent: asked.event }),
      ...(fields.some((it) => it.key === asked.field) && { field: asked.field }),
    }
    const found = asked.q ? await findEverything(ctx, asked.q, { ...filter, limit: 100 }) : undefined
    const all: Row[] = found ? found.hits.map(({ procedure, why }) => ({ ...('service' in procedure ? { service: procedure.service } : { known: procedure.known }), why })) : list(filter).map((service) => ({ service }))
    const page = Math.min(asked.page, Math.max(1, Math.ceil(all.length / perPage)))
    return { asked: { ...asked, page }, rows: all.slice((page - 1) * perPage, page * perPage), total: all.length, known: (await everyKnownProcedure(ctx)).length, ...(found && { found }), fields, lifeEvents, today }
  },
  view({ data, p }) {
    const t = textsOf(p.lang).services
    const { asked, found } = data
    const event = data.lifeEvents.find((it) => it.key === asked.event)?.names[p.lang]
    const field = data.fields.find((it) => it.key === asked.field)?.names[p.lang]
    const title = found ? (found.nearest ? t.nearest(asked.q) : t.found(data.total, asked.q)) : event ?? field ?? t.all(data.total)
    const searching = textsOf(p.lang).home
    return (
      <Layout p={p} title={title} current="services" hero={<SearchBox p={p} action={p.href('/services')} label={searching.title} placeholder={searching.placeholder} value={asked.q} suggest={p.href('/services/suggestions')} />} islands={['suggest']} machines={catalogueFiles(p.lang)}>
        <div class="cols">
          <div class="flow">
            <h1>{title}</h1>
            {found?.nearest && <Notice tone="pause"><p>{data.total > 0 ? t.nearestNotice : t.none}</p></Notice>}
            {found?.understood && <Notice tone="calm" icon="search"><Understood p={p} words={t.understood(found.understood.as, found.understood.officially)} /></Notice>}
            {data.rows.length > 0 && (
              <ol class="panel rows">
                {data.rows.map((row) => (
                  <li>
                    {'service' in row ? <Service p={p} procedure={row.service} today={data.today} /> : <Known p={p} known={row.known} />}
                    {row.why && row.why.text !== found?.understood?.as && <Because p={p} why={row.why} />}
                  </li>
                ))}
              </ol>
            )}
            {data.total > perPage && <Pagination p={p} shown={data.rows.length} total={data.total} noun={t.noun} {...(asked.page > 1 && { previous: p.href(address(asked, asked.page - 1)) })} {...(asked.page * perPage < data.total && { next: p.href(address(asked, asked.page + 1)) })} />}
            {!found && data.known > 0 && <p class="quiet">{t.more(data.known)}</p>}
            <p>{t.notYours} <a href={p.href('/services')}>{t.showAll}</a> {t.orCall} <a href="tel:1022">1022</a>.</p>
            <p class="no-print"><a href={p.href('/data/services')}>{textsOf(p.lang).openData.link}</a></p>
          </div>
          <aside class="flow no-print" aria-labelledby="narrow">
            <h2 id="narrow">{t.narrow}</h2>
            <form class="flow" action={p.href('/services')}>
              {asked.q && <input type="hidden" name="q" value={asked.q} />}
              <Select p={p} name="who" label={t.youAre} value={asked.who} empty={t.anyone} options={whos.map((value) => ({ value, label: capital(textsOf(p.lang).applicants[value]) }))} />
              <Tick p={p} name="online" label={t.onlineOnly} value={asked.online} />
              <Select p={p} name="event" label={t.lifeEvent} value={asked.event} empty={t.anyLifeEvent} options={data.lifeEvents.map((it) => ({ value: it.key, label: it.names[p.lang] }))} />
              <Select p={p} name="field" label={t.field} value={asked.field} empty={t.anyField} options={data.fields.map((it) => ({ value: it.key, label: it.names[p.lang] }))} />
              <Button kind="second" wide>{t.apply}</Button>
            </form>
          </aside>
        </div>
      </Layout>
    )
  },
})

const Service = ({ p, procedure, today }: { p: PageInfo; procedure: Procedure; today: string }) => {
  const t = textsOf(p.lang)
  return (
    <>
      <h2 class="h3"><a href={p.href(`/services/${procedure.code}`)}>{procedure.names[p.lang]}</a></h2>
      <p>{procedure.everyday[p.lang]}</p>
      <p class="hint">{timeWords(procedure.time, p.lang)} · {feeWords(procedure, p.lang, today)} · {t.level[procedure.level]} · {t.services.code} <span class="code">{procedure.code}</span></p>
    </>
  )
}

/** A procedure that is only known by its record: who decides it, and that it is done at a desk. */
const Known = ({ p, known }: { p: PageInfo; known: KnownProcedure }) => {
  const t = textsOf(p.lang).services
  return (
    <>
      <h2 class="h3"><a href={p.href(known.href)}><Vi p={p}>{known.name}</Vi></a></h2>
      <p>{t.atDesk}</p>
      <p class="hint"><Vi p={p}>{[known.agency, known.field].filter(Boolean).join(' · ')}</Vi> · {t.code} <span class="code">{known.code}</span></p>
    </>
  )
}

/** Why a procedure is in the list, when its name does not show it. */
const Because = ({ p, why }: { p: PageInfo; why: Why }) => {
  const because = textsOf(p.lang).services.because
  if (why.kind !== 'synonym' && why.kind !== 'life-event' && why.kind !== 'field') return null
  return <p class="quiet small"><Vi p={p}>{because[why.kind](why.text)}</Vi></p>
}

const Understood = ({ p, words: [before, as, between, officially, after] }: { p: PageInfo; words: string[] }) => (
  <p>{before}<Vi p={p}><b>{as}</b></Vi>{between}<Vi p={p}><b>{officially}</b></Vi>{after}</p>
)

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

function read(query: Record<string, string | string[]>): Asked {
  const one = (name: string) => [query[name] ?? ''].flat()[0]!.trim().slice(0, 200)
  return { q: one('q'), who: one('who'), online: one('online') === 'true', event: one('event'), field: one('field'), page: Math.max(1, Math.trunc(Number(one('page'))) || 1) }
}

function address(asked: Asked, page: number): string {
  const parts = Object.entries({ ...asked, online: asked.online ? 'true' : '', page: page > 1 ? String(page) : '' }).filter(([, value]) => value !== '')
  return `/services?${new URLSearchParams(parts as [string, string][])}`
}
