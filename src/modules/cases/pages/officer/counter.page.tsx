import { provinceOf, unitRegister } from '#organisations'
import { catalogue, checkAnswers, coerceAnswers, competentUnitOf, componentsFor, feesFor, Question, fieldsOf, type Procedure, sayFault, propertyOf, stepsOf, typedAt, type Typed as TypedAnswers } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink, Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { Choice, MoneyField, PersonIdField, PhoneField, Select, TextField, Tick } from '#ui/field'
import { FilterForm, Form } from '#ui/form'
import { money, readMoney } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { ServiceList } from '#ui/case-list'
import { Empty } from '#ui/empty'
import { registerCase } from '../../actions/register-case.ts'
import { procedureOn } from '../../filing.ts'
import { deskName, textsOf, unitName } from '../words.tsx'

type Found = { q: string; hits: Procedure[]; unit: string; desks: { value: string; label: string }[]; months: { value: string; label: string }[] }

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
    return { q, hits, unit: ctx.actor.unit ? unitName(ctx, ctx.actor.unit, today, 'full') : '', desks: desksOf(ctx, today), months: lastMonths(today) }
  },
  view({ data: { q, hits, unit, desks, months }, p }) {
    const t = textsOf(p.lang).officer
    return (
      <Layout p={p} title={t.counter} current="counter" unit={unit}>
        <h1>{t.counter}</h1>
        <p>{t.counterSays}</p>
        <FilterForm p={p} action={p.href('/officer/counter')} words={t.search}><TextField p={p} name="q" label={t.chooseProcedure} value={q} /></FilterForm>
        {hits.length ? <ServiceList items={hits.map((pr) => ({ name: pr.names[p.lang], href: p.href(`/officer/counter/${pr.code}`), says: pr.everyday[p.lang], facts: `${pr.code} · ${textsOf(p.lang).slip.time(pr.time.amount, pr.time.unit)}` }))} /> : <Empty title={t.noProcedure} />}
        <section class="flow no-print" aria-labelledby="register">
          <h2 id="register">{t.register6}</h2>
          <p>{t.registerSays}</p>
          <form class="inline-form" action="/officer/register.pdf">
            <Select p={p} name="unit" label={t.desk} value={desks[0]?.value} options={desks} empty={false} />
            <Select p={p} name="month" label={t.month} value={months[0]?.value} options={months} empty={false} short />
            <button class="button second">{t.print}</button>
          </form>
        </section>
      </Layout>
    )
  },
})

type Filling = { procedure: Procedure; today: string; communes: { value: string; label: string }[]; desks: { value: string; label: string }[]; unit: string }

/** Most forms ask the applicant's name themselves; then the desk does not ask it a second time. */
const asksWho = (procedure: Procedure): boolean => procedure.form.steps.some((step) => step.fields.includes('applicantName'))

/**
 * One page for the whole case, because the person stands before the desk: who, what, which papers lie here; then accepted
 * at once. A question that an answer opens, or what a register said, stands there when the form comes back with what is still missing.
 */
export const counterCasePage = definePage<Filling>({
  path: '/officer/counter/:code',
  face: 'officer',
  may: 'receive',
  async load(ctx, { params }) {
    const today = day(ctx.now)
    return {
      procedure: procedureOn(ctx, params['code']!, today), today,
      communes: ctx.take(unitRegister).communesOf(provinceOf(ctx), today).map((u) => ({ value: u.code, label: u.full[ctx.lang] })).sort((a, b) => a.label.localeCompare(b.label, 'vi')),
      desks: desksOf(ctx, today),
      unit: ctx.actor.unit ? unitName(ctx, ctx.actor.unit, today, 'full') : '',
    }
  },
  submits: {
    register: {
      action: registerCase,
      input(typed, { params }, ctx) {
        const today = day(ctx.now)
        const procedure = procedureOn(ctx, params['code']!, today)
        const answers = Object.fromEntries(Object.entries(coerceAnswers(procedure, typed as TypedAnswers)).filter(([, value]) => value !== undefined && value !== ''))
        const word = (...names: string[]): string => names.map((name) => String([typed[name] ?? ''].flat()[0]).trim()).find(Boolean) ?? ''
        const name = word('applicantName')
        const number = word('applicantPersonalId').replace(/\s/g, '')
        const phone = word('applicantPhone')
        // What is missing, all at once: who it is is told here, the rest when the registers were asked about him.
        const faults: Record<string, string> = name.length < 2 ? { applicantName: 'say-who' } : {}
        if (faults['applicantName'] || !number) for (const fault of checkAnswers(procedure, answers, today, { atCounter: true })) faults[fault.field] ??= sayFault(procedure, fault, ctx.lang)
        if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
        return {
          procedure: procedure.code, answers, competentUnit: competentUnitOf(procedure, answers) ?? '', receivingUnit: word('desk'), channel: word('byPost') === 'true' ? 3 : 1, ...(word('cash') ? { cash: readMoney(word('cash')) ?? word('cash') } : {}),
          papers: procedure.components.filter((c) => word(`paper-${c.code}`) === 'true').map((c) => ({ component: c.code, paper: true as const })),
          delivery: (['online', 'desk', 'post'] as const).find((d) => d === word('delivery')) ?? 'desk',
          applicant: { name, ...(number ? { nationalId: number } : {}), ...(phone ? { phone } : {}) },
        }
      },
      named: { 'applicant.name': 'applicantName', 'applicant.nationalId': 'applicantPersonalId', 'applicant.phone': 'applicantPhone' },
      then: ({ id }) => `/cases/${id}/slip`,
    },
  },
  view({ data: { procedure, today, communes, desks, unit }, p: shown }) {
    const t = textsOf(shown.lang).officer
    const f = textsOf(shown.lang).form
    const found = shown.refusal?.found ?? {}
    const p = { ...shown, typed: { ...shown.typed, ...Object.fromEntries(Object.entries(found).flatMap(([field, { answer }]) => typedAt(propertyOf(procedure, field), field, answer))) } }
    const answers = coerceAnswers(procedure, p.typed as TypedAnswers)
    const papers = componentsFor(procedure, answers, ['population']).needed
    const fees = feesFor(procedure, answers, 'direct', today).filter((fee) => fee.amount > 0)
    const own = !asksWho(procedure)
    return (
      <Layout p={p} title={`${t.counter}: ${procedure.names[p.lang]}`} current="counter" unit={unit} crumbs={[{ href: '/officer/counter', label: t.counter }]} islands={['once']}>
        <Heading below={t.counterKnown}>{procedure.names[p.lang]}</Heading>
        <Form p={p} submit="register">
          <div class="cols">
            <div class="flow">
              {(own || desks.length > 1) && (
                <Section id="applicant" title={own ? t.applicantTitle : t.desk} panel>
                  {own && <TextField p={p} name="applicantName" label={t.name} />}
                  {own && <PersonIdField p={p} name="applicantPersonalId" label={t.nationalId} hint={t.nationalIdHint} optional />}
                  {own && <PhoneField p={p} name="applicantPhone" label={t.phone} optional />}
                  {desks.length > 1 && <Select p={p} name="desk" label={t.desk} value={desks[0]?.value} options={desks} empty={false} />}
                </Section>
              )}
              {desks.length === 1 && <input type="hidden" name="desk" value={desks[0]!.value} />}
              {stepsOf(procedure, answers).map((step) => (
                <Section id={`step-${step.id}`} title={step.title[p.lang]} panel>
                  {fieldsOf(procedure, step.id, answers, p.lang).map((field) => <Question p={p} f={field} communes={communes} from={found[field.name]?.from} />)}
                </Section>
              ))}
              {papers.length > 0 && (
                <Section id="papers" title={t.papers} panel>
                  <p class="hint">{t.paperHere}</p>
                  {papers.map((paper) => <Tick p={p} name={`paper-${paper.code}`} label={<>{paper.names[p.lang]}{paper.optional && <span class="quiet"> ({f.optional})</span>}</>} />)}
                </Section>
              )}
            </div>
            <div>
              <section class="panel petal flow stay" aria-labelledby="slip">
                <h2 id="slip">{t.formNames['01']}</h2>
                {fees.length > 0 && <Facts p={p} bare tight items={fees.map((fee) => ({ name: fee.names[p.lang], value: <>{money(fee.amount, p.lang)}{fee.at === 'return' && <span class="hint small">{t.atReturn}</span>}</> }))} />}
                {procedure.fees.some((fee) => fee.at === 'filing') && <MoneyField p={p} name="cash" label={t.cashTaken} hint={t.cashHint} optional />}
                <Choice p={p} name="delivery" label={f.delivery} value="desk" options={[{ value: 'desk', label: f.deliverDesk }, { value: 'online', label: f.deliverOnline }, { value: 'post', label: f.deliverPost }]} />
                <Tick p={p} name="byPost" label={t.byPost} />
                <p><Button wide>{t.register}</Button></p>
                <p><ActLink href={p.href('/officer/counter')}>{t.another}</ActLink></p>
              </section>
            </div>
          </div>
        </Form>
      </Layout>
    )
  },
})

const desksOf = (ctx: Ctx, today: string): { value: string; label: string }[] =>
  [...new Set(ctx.actor.powers.filter((power) => power.act === 'receive').map((power) => power.unit))].map((unit) => ({ value: unit, label: deskName(ctx, unit, today) }))

/** This month and the eleven before it, as a register is printed. */
const lastMonths = (today: string): { value: string; label: string }[] =>
  Array.from({ length: 12 }, (_, i) => {
    const at = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - i
    const [year, month] = [Math.floor(at / 12), String((at % 12) + 1).padStart(2, '0')]
    return { value: `${year}-${month}`, label: `${month}/${year}` }
  })
