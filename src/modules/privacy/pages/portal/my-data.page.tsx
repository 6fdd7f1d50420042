import { definePage } from '#platform/page'
import type { Holding } from '#platform/module'
import { ActLink, ButtonLink } from '#ui/button'
import { Facts } from '#ui/facts'
import { date } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { holdingsOf } from '../../queries/my-data.ts'
import { textsOf } from '../../texts/texts.ts'

type Data = { rooms: { room: string; holdings: Holding[] }[]; whole: boolean }

const order = ['identity', 'registers', 'cases', 'documents', 'payments', 'notifications', 'privacy']
/** How many of one kind the short version shows: nobody reads forty cases at once, and the full one has them all. */
const shown = 5

const written = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? date(value) : value)

/** All that is kept of her, as each room tells it, with where it comes from. `?whole` is the version to print. */
export const myDataPage = definePage<Data>({
  path: '/my-data', face: 'portal', may: 'person',
  async load(ctx, { query }) {
    const held = Map.groupBy(await holdingsOf(ctx), (one) => one.room)
    // Who she is first, then what she did; a room of tomorrow comes behind.
    const place = (room: string): number => (order.includes(room) ? order.indexOf(room) : order.length)
    return { rooms: [...held].map(([room, holdings]) => ({ room, holdings })).sort((a, b) => place(a.room) - place(b.room)), whole: query['whole'] !== undefined }
  },
  view({ data: { rooms, whole }, p }) {
    const t = textsOf(p.lang).mine
    return (
      <Layout p={p} title={t.title} {...(whole ? { crumbs: [{ href: '/my-data', label: t.title }] } : {})}>
        <Heading below={t.lead}>{t.title}</Heading>
        {!whole && (
          <nav aria-label={t.title} class="row">
            <ButtonLink href={p.href('/my-data/readers')}>{t.nav.readers}</ButtonLink>
            <ButtonLink kind="second" href={p.href('/my-data/consents')}>{t.nav.consents}</ButtonLink>
            <ButtonLink kind="second" href={p.href('/my-data/requests')}>{t.nav.requests}</ButtonLink>
            <ButtonLink kind="second" href={p.href('/mandates')}>{t.nav.mandates}</ButtonLink>
            <ActLink href={p.href('/my-data.json')}>{t.nav.download}</ActLink>
            <ActLink href={p.href('/my-data?whole=1')}>{t.nav.print}</ActLink>
          </nav>
        )}
        {rooms.map(({ room, holdings }) => (
          <Section id={room} title={t.rooms[room] ?? room}>
            {!whole && holdings.length > 2 ? (
              <ul class="rows plain panel">
                {holdings.slice(0, shown).map((one) => (
                  <li>{one.href ? <a href={p.href(one.href)}>{one.title[p.lang]}</a> : <b>{one.title[p.lang]}</b>}<span class="hint"><Vi p={p}>{one.items.map((item) => written(item.value)).slice(0, 3).join(' · ')}</Vi></span></li>
                ))}
              </ul>
            ) : holdings.map((one) => (
              <div class="panel flow">
                <h3>{one.href ? <a href={p.href(one.href)}>{one.title[p.lang]}</a> : one.title[p.lang]}</h3>
                {one.from && <p class="hint">{t.from}: {one.from[p.lang]}{one.asOf && `, ${t.asOf} ${date(one.asOf)}`}</p>}
                <Facts p={p} bare tight items={one.items.map((item) => ({ name: item.name[p.lang], value: <Vi p={p}>{written(item.value)}</Vi> }))} />
              </div>
            ))}
            {!whole && holdings.length > shown && <p><ActLink href={p.href('/my-data?whole=1')}>{t.more(holdings.length - shown)}</ActLink></p>}
          </Section>
        ))}
        {!whole && (
          <>
            <Notice tone="you" title={t.wrong}><p>{t.wrongWhat}</p><p><ActLink href={p.href('/my-data/requests?right=correct')}>{t.nav.ask}</ActLink></p></Notice>
            <Notice tone="calm" id="proof" title={t.proof}><p>{t.proofWhat}</p><p><ActLink href={p.href('/log')}>{t.log}</ActLink></p></Notice>
          </>
        )}
      </Layout>
    )
  },
})
