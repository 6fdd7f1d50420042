import { provinceOf, unitRegister } from '#organisations'
import { catalogue, coerceAnswers, competentUnitOf, componentsFor, feesFor, type FieldView, fieldsOf, type Procedure, stepsOf, type Typed as TypedAnswers } from '#procedures'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { ActLink, Button, ButtonLink } from '#ui/button'
import { Choice, PersonIdField, PhoneField, Select, TextField, Tick } from '#ui/field'
import { Actions, FilterForm, Form } from '#ui/form'
import { money } from '#ui/format'
import { Layout } from '#ui/layout'
import { ServiceList } from '#ui/case-list'
import { Empty } from '#ui/empty'
import { registerCase } from '../../actions/register-case.ts'
import { procedureOn } from '../../filing.ts'
import { deskName, textsOf, unitName } from '../words.tsx'
import { Question } from '../portal/draft-step.page.tsx'

type Found = { q: string; hits: Procedure[]; unit: string }

/** The desk: find what the person came for. */
export const counterPage = definePage<Found>({
  path: '/officer/counter',
  face: 'officer',
  may: 'receive',
  async load(ctx, { query }) {
    const q = String(query['q'] ?? '').slice(0, 100)
    const today = day(ctx.now)
    const all = ctx.take(catalogue)
    const hits = q ? all.search(q, { limit: 15, day: today }).hits.map((hit) => hit.procedure) : all.list({ day: today }).filter((pr) => pr.popular).sort((a, b) => a.popular! - b.popular!).slice(0, 12)
    return { q, hits, unit: ctx.actor.unit ? unitName(ctx, ctx.actor.unit, today, 'full') : '' }
  },
  view({ data: { q, hits, unit }, p }) {
    const t = textsOf(p.lang).officer
    return (
      <Layout p={p} title={t.counter} current="counter" unit={unit}>
        <h1>{t.counter}</h1>
        <p>{t.counterSays}</p>
        <FilterForm p={p} action={p.href('/officer/counter')} words={t.search}><TextField p={p} name="q" label={t.chooseProcedure} value={q} /></FilterForm>
        {hits.length ? <ServiceList items={hits.map((pr) => ({ name: pr.names[p.lang], href: p.href(`/officer/counter/${pr.code}`), says: pr.everyday[p.lang], facts: `${pr.code} · ${textsOf(p.lang).slip.time(pr.time.amount, pr.time.unit)}` }))} /> : <Empty title={t.noProcedure} />}
      </Layout>
    )
  },
})

type Filling = { procedure: Procedure; groups: { title: string; fields: FieldView[] }[]; papers: { code: string; name: string; optional: boolean }[]; fees: { name: string; amount: number }[]; communes: { value: string; label: string }[]; desks: { value: string; label: string }[]; unit: string }

/** One page for the whole case, because the person stands before the desk: who, what, which papers lie here; then accepted at once. */
export const counterCasePage = definePage<Filling>({
  path: '/officer/counter/:code',
  face: 'officer',
  may: 'receive',
  async load(ctx, { params, query }) {
    const today = day(ctx.now)
    const procedure = procedureOn(ctx, params['code']!, today)
    const typed = query as TypedAnswers
    const answers = coerceAnswers(procedure, typed)
    return {
      procedure,
      groups: stepsOf(procedure, answers).map((step) => ({ title: step.title[ctx.lang], fields: fieldsOf(procedure, step.id, answers, ctx.lang) })),
      papers: componentsFor(procedure, answers, ['population']).needed.map((c) => ({ code: c.code, name: c.names[ctx.lang], optional: Boolean(c.optional) || c.need === 'present' })),
      fees: feesFor(procedure, answers, 'direct', today).filter((f) => f.amount > 0).map((f) => ({ name: f.names[ctx.lang], amount: f.amount })),
      communes: ctx.take(unitRegister).communesOf(provinceOf(ctx), today).map((u) => ({ value: u.code, label: u.full[ctx.lang] })).sort((a, b) => a.label.localeCompare(b.label, 'vi')),
      desks: [...new Set(ctx.actor.powers.filter((pw) => pw.act === 'receive').map((pw) => pw.unit))].map((u) => ({ value: u, label: deskName(ctx, u, today) })),
      unit: ctx.actor.unit ? unitName(ctx, ctx.actor.unit, today, 'full') : '',
    }
  },
  submits: {
    register: {
      action: registerCase,
      input(typed, { params }, ctx) {
        const procedure = procedureOn(ctx, params['code']!, day(ctx.now))
        const answers = Object.fromEntries(Object.entries(coerceAnswers(procedure, typed as TypedAnswers)).filter(([, value]) => value !== undefined && value !== ''))
        const word = (name: string): string => String([typed[name] ?? ''].flat()[0]).trim()
        return {
          procedure: procedure.code, answers, competentUnit: competentUnitOf(procedure, answers) ?? '', receivingUnit: word('desk'), channel: word('byPost') === 'true' ? 3 : 1,
          papers: procedure.components.filter((c) => word(`here-${c.code}`) === 'true').map((c) => ({ component: c.code, paper: true as const })),
          delivery: (['online', 'desk', 'post'] as const).find((d) => d === word('delivery')) ?? 'desk',
          applicant: { name: word('who'), ...(word('whoNumber') ? { nationalId: word('whoNumber').replace(/\s/g, '') } : {}), ...(word('whoPhone') ? { phone: word('whoPhone') } : {}) },
        }
      },
      then: ({ id }) => `/cases/${id}/slip`,
    },
  },
  view({ data: { procedure, groups, papers, fees, communes, desks, unit }, p }) {
    const t = textsOf(p.lang).officer
    const f = textsOf(p.lang).form
    return (
      <Layout p={p} title={`${t.counter}: ${procedure.names[p.lang]}`} current="counter" unit={unit} crumbs={[{ href: '/officer/counter', label: t.counter }]} islands={['once']}>
        <h1>{procedure.names[p.lang]}</h1>
        <p><ActLink href={p.href('/officer/counter')}>{t.chooseProcedure}</ActLink></p>
        <div class="narrow">
          <Form p={p} submit="register">
            <h2>{t.applicantTitle}</h2>
            <TextField p={p} name="who" label={t.name} />
            <PersonIdField p={p} name="whoNumber" label={t.nationalId} hint={t.nationalIdHint} optional />
            <PhoneField p={p} name="whoPhone" label={t.phone} optional />
            {desks.length > 1 ? <Select p={p} name="desk" label={t.desk} value={desks[0]?.value} options={desks} /> : <input type="hidden" name="desk" value={desks[0]?.value ?? ''} />}
            {groups.map((group) => (
              <>
                <h2>{group.title}</h2>
                {group.fields.map((field) => <Question p={p} f={field} communes={communes} />)}
              </>
            ))}
            {papers.length > 0 && (
              <>
                <h2>{t.papers}</h2>
                {papers.map((paper) => <Tick p={p} name={`here-${paper.code}`} label={<>{paper.name} <span class="quiet">· {t.paperHere}{paper.optional && ` (${f.optional})`}</span></>} />)}
              </>
            )}
            {fees.length > 0 && <p>{t.feesHere}: {fees.map((fee) => `${fee.name} ${money(fee.amount, p.lang)}`).join('; ')}</p>}
            <Choice p={p} name="delivery" label={f.delivery} value="desk" options={[{ value: 'desk', label: f.deliverDesk }, { value: 'online', label: f.deliverOnline }, { value: 'post', label: f.deliverPost }]} />
            <Tick p={p} name="byPost" label={t.byPost} />
            <Actions sticky><Button>{t.register}</Button></Actions>
          </Form>
          <p><ButtonLink kind="second" href={p.href('/officer/counter')}>{t.chooseProcedure}</ButtonLink></p>
        </div>
      </Layout>
    )
  },
})
