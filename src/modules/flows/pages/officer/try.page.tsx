import { addWorkingMinutes, calendarOf, clockRules, dueAt, provinceOf } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { definePage, type PageInfo } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Diagram, type Marks } from '#ui/diagram'
import { moment } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Timeline } from '#ui/timeline'
import type { FlowDefinition } from '../../domain/definition.ts'
import { elementNames } from '../../domain/definition.ts'
import { clockTimer, type Waiting } from '../../domain/living.ts'
import { type Tried, tried, type TriedFlow } from '../../domain/trying.ts'
import { flowsOf, mustFindFlow } from '../../queries/flows.ts'
import { textsOf } from '../../saying.ts'
import { drawingOf, unitWords, withinWords } from '../rules.tsx'

type Data = { definition: FlowDefinition; deeds: Tried[]; flow?: TriedFlow; wrong?: string; version: string }

/** So much is enough to go round every loop of a drawing several times. */
const most = 60

/**
 * A flow run by hand on made-up deeds, with a clock that jumps. What was done stands in the address and is done anew from
 * the beginning at every step, so going back is the browser's own way back, and nothing is kept.
 */
export const tryFlowPage = definePage<Data>({
  path: '/officer/flows/:key/try',
  face: 'officer',
  may: 'official',
  async load(ctx, { params, query }) {
    const asked = Number(query['version'])
    const definition = mustFindFlow(await flowsOf(ctx), params['key']!, Number.isInteger(asked) && asked > 0 ? { version: asked } : { day: day(ctx.now) })
    const deeds = [query['d'] ?? []].flat().slice(0, most).flatMap((it) => readDeed(it) ?? [])
    const version = String(definition.version)
    try {
      return { definition, deeds, version, flow: tried(definition, deeds, {}, clockOf(ctx)) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { definition, deeds, version, wrong: ctx.house.say(ctx.lang, error.code, error.params) }
    }
  },
  view({ data: { definition, deeds, flow, wrong, version }, p }) {
    const t = textsOf(p.lang)
    const name = definition.names[p.lang]
    const nameOf = (node: string): string => elementNames(definition, node)?.[p.lang] ?? node
    const waits = flow?.running.waits ?? []
    const marks: Marks = { done: new Set(flow?.running.went.filter((id) => !waits.some((it) => it.node === id)) ?? []), here: new Map([...Map.groupBy(waits, (it) => it.node)].map(([node, list]) => [node, { says: t.where.now, many: list.length }])) }
    return (
      <Layout p={p} title={`${t.try.title}: ${name}`} current="flows" crumbs={[{ href: '/officer/flows', label: t.list.title }, { href: `/officer/flows/${definition.key}`, label: name }]}>
        <Heading below={t.try.lead}>{t.try.title}: {name}</Heading>
        {wrong && <Notice tone="late" title={t.try.stopped} id="wrong"><p>{wrong}</p></Notice>}
        {flow?.stuck && <Notice tone="soon" id="stuck"><p>{t.try.stuck(nameOf(flow.stuck.node))}</p></Notice>}
        <Section id="drawing" title={t.flow.drawing}>
          {drawingOf(definition, p.lang).map((drawing, i) => <Diagram p={p} id={`try-${i}`} drawing={drawing} says={t.flow.drawingOf(name)} marks={marks} />)}
        </Section>
        {flow && (
          <>
            <Section id="next" title={t.try.next}>
              {!waits.length && <p>{t.try.over(flow.running.over ? nameOf(flow.running.over) : '')}</p>}
              {waits.map((it) => <Next p={p} definition={definition} deeds={deeds} waiting={it} name={nameOf(it.node)} version={version} />)}
              {flow.running.rings.map((it) => (
                <form method="get" class="panel row"><Kept deeds={[...deeds, { do: 'ring', node: it.node }]} version={version} /><span>{nameOf(it.node)}: {moment(new Date(it.due))}</span> <button class="button second">{t.try.jump}</button></form>
              ))}
              <p><a class="act" href={p.href(`/officer/flows/${definition.key}/try?version=${version}`)}>{t.try.again}</a></p>
            </Section>
            <Section id="trace" title={t.try.trace}>
              <Timeline p={p} items={[...flow.steps].reverse().map((it) => ({
                what: it.what === 'begin' ? t.try.began : it.what === 'ring' ? t.try.rang(nameOf(it.node!)) : t.try.did(nameOf(it.node!)), when: it.at, state: 'done' as const,
                ...(it.set ? { who: Object.entries(it.set).filter(([, v]) => v !== null).map(([k, v]) => `${k} = ${JSON.stringify(v)}`).join(', ') } : {}),
                ...(it.went.some((id) => nameOf(id) !== id) ? { note: it.went.map(nameOf).filter((said, i) => said !== it.went[i]).join(' → ') } : {}),
              }))} year />
            </Section>
          </>
        )}
      </Layout>
    )
  },
})

/** One waiting task with the ways it can end. Plain forms: each adds one deed to the address. */
const Next = ({ p, definition, deeds, waiting, name, version }: { p: PageInfo; definition: FlowDefinition; deeds: Tried[]; waiting: Waiting; name: string; version: string }) => {
  const t = textsOf(p.lang)
  const rule = definition.tasks.get(waiting.node)!
  const several = waiting.step === 'give-opinion'
  const end = (words: string, set: Record<string, unknown>, kind = 'second') => (
    <form method="get"><Kept deeds={[...deeds, { do: 'done', node: waiting.node, ...(several ? { unit: waiting.unit } : {}), set }]} version={version} /><button class={`button ${kind}`}>{words}<span class="hide">, {name}{several ? ` ${waiting.unit}` : ''}</span></button></form>
  )
  return (
    <div class="panel flow">
      <h3>{name}{several ? `, ${waiting.unit}` : ''}</h3>
      <p class="quiet">{rule.acts.map((act) => t.acts[act]).join(', ')} · {unitWords(rule.unit, p.lang)}{rule.within && ` · ${withinWords(rule.within, p.lang)}`}{waiting.dueAt && ` · ${t.try.due(moment(new Date(waiting.dueAt)))}`}</p>
      <div class="row">
        {waiting.step === 'approve' ? <>{end(t.try.grant, { outcome: 'grant', backTo: null })}{end(t.try.decline, { outcome: 'decline', backTo: null })}</>
          : waiting.step === 'consult' ? <>{end(t.try.askThree, { agencies: ['A', 'B', 'C'], backTo: null })}{end(t.try.askNobody, { agencies: [], backTo: null })}</>
          : end(t.try.done, { backTo: null })}
        {waiting.backTo?.map((to) => end(t.try.back(definition.tasks.get(to)?.names[p.lang] ?? to), { outcome: null, backTo: to }, 'back'))}
      </div>
    </div>
  )
}

const Kept = ({ deeds, version }: { deeds: readonly Tried[]; version: string }) => <><input type="hidden" name="version" value={version} />{deeds.map((deed) => <input type="hidden" name="d" value={JSON.stringify(deed)} />)}</>

/** What an address may hold is made up by whoever types it: nothing but the two shapes we wrote ourselves is taken. */
function readDeed(text: string): Tried | undefined {
  if (text.length > 1000) return undefined
  try {
    const it = JSON.parse(text) as Tried
    if (it?.do === 'ring' && typeof it.node === 'string') return { do: 'ring', node: it.node }
    if (it?.do !== 'done' || typeof it.node !== 'string') return undefined
    return { do: 'done', node: it.node, ...(typeof it.unit === 'string' ? { unit: it.unit } : {}), ...(it.set && typeof it.set === 'object' ? { set: it.set } : {}) }
  } catch {
    return undefined
  }
}

/** The calendar of the province; a case of ten working days. */
function clockOf(ctx: Ctx): Parameters<typeof tried>[3] {
  const province = provinceOf(ctx)
  const on = (at: Date) => ({ calendar: calendarOf(ctx, province, day(at)), rules: ctx.take(clockRules).on(day(at)) })
  return {
    start: addWorkingMinutes(ctx.now, 0, on(ctx.now).calendar),
    afterAnHour: (at) => addWorkingMinutes(at, 60, on(at).calendar),
    dueAt: (at, within) => ('share' in within ? addWorkingMinutes(at, Math.round(within.share * 10 * 480), on(at).calendar) : dueAt(at, within, on(at).calendar, on(at).rules).dueAt),
    timer: (at) => (text, from, counted) => {
      const said = /^P(?:(\d+)D|T(\d+)H)$/.exec(text)
      if (!said || counted === undefined) return clockTimer(text, from, counted)
      const { calendar, rules } = on(at)
      return dueAt(new Date(from), said[2] ? { amount: Number(said[2]), unit: 'hour' } : { amount: Number(said[1]), unit: counted === 'days' ? 'day' : 'working-day' }, calendar, rules).dueAt.getTime()
    },
  }
}
