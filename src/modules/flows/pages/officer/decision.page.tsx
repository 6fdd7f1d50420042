import { holds } from '#platform/actor'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Facts } from '#ui/facts'
import { Select, TextField } from '#ui/field'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import type { Explanation } from '../../dmn/index.ts'
import type { DecisionFile } from '../../reading/decisions.ts'
import { type Follower, followersOf } from '../../queries/followers.ts'
import { countryDecisions } from '../../shelf.ts'
import { textsOf } from '../../saying.ts'
import { DecisionView, Matched } from '../tables.tsx'

type Data = { file: DecisionFile; followers: readonly Follower[]; asked: Record<string, string>; chosen: string; result?: Explanation; wrong?: string }

/** One file of decisions: every table as it decides, and a place to try it on made-up input, with the reasons. */
export const decisionPage = definePage<Data>({
  path: '/officer/decisions/:key',
  face: 'officer',
  may: 'official',
  async load(ctx, { params, query }) {
    const file = ctx.take(countryDecisions).get(params['key']!)
    if (!file) throw new Refusal('not-found', 'no-such-decision')
    const names = file.model.decisions.filter((it) => it.kind === 'decision').map((it) => it.name)
    const chosen = names.find((it) => it === query['decision']) ?? names.at(-1)!
    const asked = Object.fromEntries(file.shown.inputs.map(({ name, type }) => [name, String([query[name] ?? (type === 'date' ? day(ctx.now) : '')].flat()[0]).slice(0, 500)]))
    const data = { file, followers: followersOf(ctx).filter((it) => it.decision === file.key), asked, chosen }
    if (query['decision'] === undefined) return data
    try {
      const inputs = Object.fromEntries(file.shown.inputs.flatMap(({ name, type }) => { const value = typed(asked[name]!, type); return value === undefined ? [] : [[name, value]] }))
      return { ...data, result: file.model.explain(chosen, inputs, { clock: ctx.now }).explanation }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { ...data, wrong: ctx.house.say(ctx.lang, error.code, error.params) }
    }
  },
  view({ data: { file, followers, asked, chosen, result, wrong }, p }) {
    const t = textsOf(p.lang)
    const d = t.decision
    // An input is called what the tables call it.
    const labelOf = (name: string): string => d.inputs[name] ?? (p.lang === 'en' ? name : undefined) ?? file.shown.decisions.flatMap((it) => (it.kind === 'table' ? it.inputs : [])).find((it) => it.expression === name)?.label ?? name
    const names = file.model.decisions.filter((it) => it.kind === 'decision').map((it) => ({ value: it.name, label: d.names[it.name] ?? it.name }))
    return (
      <Layout p={p} title={file.shown.name} current="flows" crumbs={[{ href: '/officer/flows', label: t.list.title }]}>
        <Heading below={<><span class="code">{file.key}.dmn</span> · <a href={p.href(`/officer/decisions/${file.key}.dmn`)}>{d.file}</a>{holds(p.actor, 'admin') && <> · <a href={p.href(`/officer/decisions/${file.key}/draw`)}>{t.drawDecision.see}</a></>}</>}><Vi p={p}>{file.shown.name}</Vi></Heading>
        {file.shown.decisions.map((it) => <Section id={`decision-${it.id}`} title={d.names[it.name] ?? it.name}><DecisionView it={it} p={p} {...(result ? { matched: matchedIn(result, it.name) } : {})} /></Section>)}
        <Section id="try" title={d.try}>
          <form method="get" class="panel flow" action="#result">
            <p>{d.trySays}</p>
            <Select p={p} name="decision" label={d.which} value={chosen} options={names} />
            {file.shown.inputs.map(({ name, type }) => type === 'boolean'
              ? <Select p={p} name={name} label={labelOf(name)} value={asked[name]} optional empty={d.unanswered} options={[{ value: 'true', label: d.yes }, { value: 'false', label: d.no }]} />
              : name === 'channel' ? <Select p={p} name={name} label={d.inputs[name]!} value={asked[name]} optional empty={d.unanswered} options={[{ value: 'online', label: d.online }, { value: 'direct', label: d.direct }]} />
              : <TextField p={p} name={name} label={labelOf(name)} value={asked[name]} optional {...(type === 'date' ? { hint: d.dateHint } : type === 'number' ? { figures: true } : {})} />)}
            <p><button class="button">{d.decide}</button></p>
          </form>
        </Section>
        {wrong && <Notice tone="late" id="result"><p>{wrong}</p></Notice>}
        {result && (
          <Section id="result" title={d.result} panel>
            <pre class="scroll" tabindex={0} aria-label={d.result}><code>{JSON.stringify(result.value, null, 2)}</code></pre>
            <h3>{d.why}</h3>
            <Matched p={p} reasons={result.steps.flatMap((step) => step.tables ?? []).map((table) => ({ decision: table.table, inputs: Object.fromEntries(table.inputs.filter((it) => it.expression !== 'true').map((it) => [it.expression, it.value])), rules: table.matched.map(({ rule, id, outputs }) => ({ rule: id ?? String(rule), gives: outputs })) }))} shown={file.shown} />
          </Section>
        )}
        <Section id="used-by" title={d.usedBy}>
          {followers.length ? <Facts p={p} items={followers.map((it) => ({ name: it.code, value: <a href={p.href(it.href)}>{it.names[p.lang]}</a> }))} /> : <p>{t.flow.usedByNone}</p>}
        </Section>
      </Layout>
    )
  },
})

const matchedIn = (result: Explanation, name: string): ReadonlySet<string> => new Set(result.steps.flatMap((step) => step.tables ?? []).filter((table) => table.table === name).flatMap((table) => table.matched.flatMap((it) => it.id ?? [])))

/** What was typed as the model's type asks; undefined for nothing. */
function typed(text: string, type: string): unknown {
  const said = text.trim()
  if (!said) return undefined
  if (type === 'boolean') return said === 'true'
  if (type === 'number') return Number.isFinite(Number(said)) ? Number(said) : undefined
  return type === 'Any' && said.includes(',') ? said.split(',').map((it) => it.trim()) : said
}
