import { asksUnit, catalogue, catalogueWith, checkDraft, coerceAnswers, competentUnitOf, componentsFor, fieldsOf, openDraftDesign, type Procedure, Question, sampleAnswers, stepsOf, typedAt, type Typed as TypedAnswers } from '#procedures'
import { provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AsWritten } from '#ui/as-written'
import { Select } from '#ui/field'
import { Facts } from '#ui/facts'
import { date, money } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { promise } from '../../counting.ts'
import { decideFiling, type Unnamed } from '../../filing.ts'
import { textsOf } from '../words.tsx'

type Data = { code: string; procedure?: Procedure; typed: Record<string, string | string[]>; answers: Record<string, unknown>; channel: 1 | 2; made?: Unnamed; dueOn?: string; faults: string[]; communes: { value: string; label: string }[] }

/**
 * A made-up case handed in under a draft, in memory, by the rules that file real ones: what it asks, costs and promises.
 * Nothing is written; what is typed stands in the address, and is made up.
 */
export const tryProcedurePage = definePage<Data>({
  path: '/officer/procedures/:code/try',
  face: 'officer',
  may: ['admin', 'decide', 'oversee', 'lead'],
  async load(ctx, { params, query }) {
    const code = params['code']!
    const today = day(ctx.now)
    const { draft } = await openDraftDesign(ctx, code)
    const { procedure } = checkDraft(ctx, draft)
    const communes = ctx.take(unitRegister).communesOf(provinceOf(ctx), today).map((u) => ({ value: u.code, label: u.full[ctx.lang] })).sort((a, b) => a.label.localeCompare(b.label, 'vi'))
    const channel = query['channel'] === '1' ? 1 : 2
    if (!procedure) return { code, typed: {}, answers: {}, channel, faults: [], communes }
    const { channel: _, ...given } = query
    const asked = Object.keys(given).length > 0
    const answers = Object.fromEntries(Object.entries(asked ? coerceAnswers(procedure, given as TypedAnswers) : sampleFor(procedure, today, communes[0]?.value)).filter(([, value]) => value !== undefined))
    const tried = tryFiling(ctx, procedure, answers, channel)
    return {
      code, procedure, answers, channel, communes, typed: asked ? given : Object.fromEntries(Object.entries(answers).flatMap(([field, answer]) => typedAt(procedure.form.schema.properties[field]!, field, answer))), ...tried,
    }
  },
  view({ data: { code, procedure, typed, answers, channel, made, dueOn, faults, communes }, p }) {
    const words = textsOf(p.lang)
    const t = words.tryOut
    const at = `/officer/procedures/${code}`
    const asTyped = { ...p, typed }
    return (
      <Layout p={p} title={`${t.title}: ${code}`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.procedures }, { href: at, label: code }]}>
        <Heading above={<span class="code">{code}</span>} below={t.lead}>{t.title}</Heading>
        {!procedure ? <Notice tone="soon"><p>{t.notYet}</p></Notice> : (
          <div class="cols">
            <form class="flow" action={p.href(`${at}/try`)}>
              <Select p={asTyped} name="channel" label={t.channel} value={String(channel)} options={[{ value: '2', label: t.online }, { value: '1', label: t.desk }]} empty={false} />
              {stepsOf(procedure, answers).map((step) => (
                <Section id={`step-${step.id}`} title={step.title[p.lang]} panel>
                  {fieldsOf(procedure, step.id, answers, p.lang).map((f) => <Question p={asTyped} f={f} communes={communes} />)}
                </Section>
              ))}
              <p><button class="button">{t.again}</button></p>
            </form>
            <div>
              <section class="panel petal flow stay" aria-labelledby="outcome">
                <h2 id="outcome">{made ? t.filed : t.refused}</h2>
                {faults.length > 0 && <ul>{faults.map((it) => <li><AsWritten p={p}>{it}</AsWritten></li>)}</ul>}
                {made && (
                  <Facts p={p} bare tight items={[
                    { name: t.due, value: dueOn ? date(dueOn) : '' }, { name: t.papers, value: made.papers.length ? <ul>{made.papers.map((it) => <li><AsWritten p={p}>{procedure.components.find((one) => one.code === it.component)?.names[p.lang] ?? procedure.form.schema.properties[it.component]?.['x-label'][p.lang] ?? it.label}</AsWritten>{it.kind === 'reused' && ` (${t.held})`}</li>)}</ul> : t.none },
                    { name: t.fees, value: made.fees.length ? <ul>{made.fees.map((fee) => <li>{fee.names[p.lang]}: {money(fee.amount, p.lang)}</li>)}</ul> : t.none }, { name: t.why, value: <ul class="small code">{(made.decided?.reasons ?? []).map((it) => <li>{it.decision}: {it.rules.map((rule) => rule.rule).join(', ')}</li>)}</ul> },
                  ]} />
                )}
              </section>
            </div>
          </div>
        )}
      </Layout>
    )
  },
})

function sampleFor(procedure: Procedure, today: string, commune: string | undefined): Record<string, unknown> {
  const answers = sampleAnswers(procedure, today)
  // Communes are those of this province.
  for (const [field, property] of Object.entries(procedure.form.schema.properties))
    if (commune && answers[field] !== undefined && asksUnit(property)) answers[field] = property['x-widget'] === 'unit' ? commune : typeof answers[field] === 'object' && answers[field] !== null && 'unit' in answers[field] ? { ...answers[field], unit: commune } : answers[field]
  return answers
}

function tryFiling(ctx: Ctx, procedure: Procedure, answers: Record<string, unknown>, channel: 1 | 2): Pick<Data, 'made' | 'dueOn' | 'faults'> {
  const served = catalogueWith(ctx.take(catalogue), procedure)
  const trying = { ...ctx, take: ((shelf) => (shelf === (catalogue as unknown) ? served : ctx.take(shelf))) as Ctx['take'] }
  const needed = componentsFor(procedure, answers, ['population']).needed
  // As if every paper that is asked for had been brought, and every file sent.
  const papers = needed.map(({ code }) => (channel === 2 ? { component: code, upload: 'sample' } : { component: code, paper: true as const }))
  const uploads = { get: (id: string) => ({ id, label: 'sample.pdf' }) } as unknown as ReadonlyMap<string, { id: string; label: string }>
  const competentUnit = competentUnitOf(procedure, answers) ?? ''
  try {
    const made = decideFiling(trying, { procedure: procedure.code, answers, papers, competentUnit }, { applicant: { id: 'sample', name: 'Nguyễn Thu Lan' }, channel }, { held: [], uploads })
    return { made, dueOn: promise(ctx, new Date(made.countsFrom), made.time, made.competentUnit).dueOn, faults: [] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { faults: [...new Set(Object.values(error.fields).map((it) => ctx.house.say(ctx.lang, it, error.params)))] }
  }
}
