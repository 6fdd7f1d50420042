import { holds } from '#platform/actor'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { Diagram } from '#ui/diagram'
import { Facts } from '#ui/facts'
import { date } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Papers } from '#ui/paper'
import type { FlowDefinition } from '../../domain/definition.ts'
import { flowsOf, mustFindFlow } from '../../queries/flows.ts'
import { type Follower, followersOf } from '../../queries/followers.ts'
import { textsOf } from '../../saying.ts'
import { drawingOf, StepsInWords } from '../rules.tsx'

type Data = { shown: FlowDefinition; inForce?: number; versions: readonly FlowDefinition[]; followers: readonly Follower[]; today: string }

/** One flow: its drawing, the same in words, its versions, and what goes by it. `?version=` shows an older or a coming one. */
export const flowPage = definePage<Data>({
  path: '/officer/flows/:key',
  face: 'officer',
  may: 'official',
  async load(ctx, { params, query }) {
    const book = await flowsOf(ctx)
    const today = day(ctx.now)
    const key = params['key']!
    const asked = Number(query['version'])
    const inForce = book.onDay(key, today)
    return {
      shown: mustFindFlow(book, key, Number.isInteger(asked) && asked > 0 ? { version: asked } : { day: today }),
      ...(inForce ? { inForce: inForce.version } : {}), versions: [...book.versions(key)].reverse(), followers: followersOf(ctx).filter((it) => it.flow === key), today,
    }
  },
  view({ data: { shown, inForce, versions, followers, today }, p }) {
    const t = textsOf(p.lang).flow
    const stateOf = (it: FlowDefinition): string => (it.version === inForce ? t.inForce : it.validFrom > today ? t.toCome : t.before)
    return (
      <Layout p={p} title={shown.names[p.lang]} current="flows" crumbs={[{ href: '/officer/flows', label: textsOf(p.lang).list.title }]}>
        <Heading below={<>{t.version(shown.version)}, {t.from(date(shown.validFrom))} ({stateOf(shown)})</>}>{shown.names[p.lang]}</Heading>
        <Section id="drawing" title={t.drawing}>
          {drawingOf(shown, p.lang).map((drawing, i) => <Diagram p={p} id={`drawing-${i}`} drawing={drawing} says={t.drawingOf(shown.names[p.lang])} />)}
        </Section>
        <p><a class="act" href={p.href(`/officer/flows/${shown.key}/try?version=${shown.version}`)}>{t.tryIt}</a>{holds(p.actor, 'admin') && <> · <a class="act" href={p.href(`/officer/flows/${shown.key}/draw`)}>{textsOf(p.lang).draw.see}</a></>}</p>
        <Section id="steps" title={t.inWords}><StepsInWords p={p} definition={shown} /></Section>
        {shown.source && <Section id="source" title={t.source}><p class="prose"><Vi p={p}>{shown.source}</Vi></p></Section>}
        <Section id="versions" title={t.versions}>
          <Papers p={p} items={versions.map((it) => ({
            name: `${t.version(it.version)}, ${t.from(date(it.validFrom))}`, note: it.origin === 'country' ? t.country : t.published,
            state: { tone: it.version === inForce ? 'good' : 'calm', word: stateOf(it) },
            ...(it === shown ? { see: `/officer/flows/${it.key}/${it.version}.bpmn`, seeWords: t.file } : { see: p.href(`/officer/flows/${it.key}?version=${it.version}`) }),
          }))} />
        </Section>
        <Section id="used-by" title={t.usedBy}>
          {followers.length ? <Facts p={p} items={followers.map((it) => ({ name: it.code, value: <a href={p.href(it.href)}>{it.names[p.lang]}</a> }))} /> : <p>{t.usedByNone}</p>}
        </Section>
      </Layout>
    )
  },
})
