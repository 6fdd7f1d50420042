import { documentsHeldBy } from '#documents'
import { unitRegister } from '#organisations'
import { checkAnswers, competentUnitOf, componentsFor, dropHidden, feesFor, isRead, printAnswer, propertyOf, type Procedure, sayFault, stepsOf } from '#procedures'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { ActLink, Button } from '#ui/button'
import { CheckAnswers } from '#ui/facts'
import { Choice } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, money, promise as inWords } from '#ui/format'
import { Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { StepHeading } from '#ui/steps-bar'
import { countsFrom, promise } from '../../counting.ts'
import { behalf, type Draft, openDraft, removeDraft, stepsOfDraft, submitDraft } from '../../drafts.ts'
import { textsOf, unitName } from '../words.tsx'
import { DraftSteps } from './draft-step.page.tsx'

type Row = { name: string; value: string; from?: string; change?: string }
type Data = { forWhom?: string; draft: Draft; procedure: Procedure; groups: { title: string; items: Row[] }[]; missing: { step: string; text: string }[]; fees: { name: string; amount: number; full: number; at: 'filing' | 'return'; exempt?: string }[]; unit?: string; dueOn?: string }

/** Everything once more, each with a way back to change it; then one button that hands it in. */
export const draftCheckPage = definePage<Data>({
  path: '/drafts/:draftId/check',
  face: 'portal',
  may: 'person',
  async load(ctx, { params }) {
    const t = textsOf(ctx.lang).form
    const { draft, procedure } = await openDraft(ctx, params['draftId']!)
    const { of, one } = behalf(ctx, procedure, draft.mandate)
    const today = day(ctx.now)
    const answers = dropHidden(procedure, draft.answers)
    const mine = procedure.components.some((c) => c.heldAs) ? await documentsHeldBy(ctx, of.actor.id) : []
    const needs = componentsFor(procedure, answers, ['population', ...mine.map((d) => d.resultCode)])
    const unit = competentUnitOf(procedure, answers)
    const said = (name: string): string => printAnswer(propertyOf(procedure, name), answers[name], ctx.lang, (unit) => ctx.take(unitRegister).find(unit, today)?.full[ctx.lang])
    return {
      draft, procedure, ...(one && { forWhom: one.name }),
      groups: [
        ...stepsOf(procedure, draft.answers).map((step) => ({
          title: step.title[ctx.lang],
          items: step.fields.filter((name) => isRead(propertyOf(procedure, name))).map((name): Row => ({
            name: propertyOf(procedure, name)['x-label'][ctx.lang], value: said(name),
            ...(draft.from_where[name] ? { from: t.from(draft.from_where[name].register[ctx.lang], date(draft.from_where[name].on)) } : {}),
            ...((draft.from_where[name] && !draft.from_where[name].editable) || propertyOf(procedure, name)['x-widget'] === 'computed' ? {} : { change: `/drafts/${draft.id}/${step.id}#${name}` }),
          })),
        })),
        ...(procedure.components.length ? [{
          title: t.papers,
          items: [
            ...needs.needed.map((c): Row => ({ name: c.names[ctx.lang], value: draft.papers.filter((one) => one.component === c.code).map((one) => one.label).join('; ') || (c.optional ? t.notSent : t.paperMissing), change: `/drafts/${draft.id}/papers#paper-${c.code}` })),
            ...needs.held.map((c): Row => ({ name: c.names[ctx.lang], value: t.knownAlready, from: c.heldAs === 'population' ? t.fromPopulation : t.fromStore })),
          ],
        }] : []),
      ],
      missing: [
        ...checkAnswers(procedure, draft.answers, today).map((fault) => ({ step: `${fault.step}#${fault.field}`, text: sayFault(procedure, fault, ctx.lang) })),
        ...needs.needed.filter((c) => !c.optional && c.need !== 'present' && !draft.papers.some((one) => one.component === c.code)).map((c) => ({ step: `papers#paper-${c.code}`, text: t.missingPaper(c.names[ctx.lang]) })),
      ],
      fees: feesFor(procedure, answers, 'online', today).map((f) => ({ name: f.names[ctx.lang], amount: f.amount, full: f.full, at: f.at, ...(f.exemption ? { exempt: f.exemption.names[ctx.lang] } : {}) })),
      ...(unit ? { unit: unitName(ctx, unit, today), dueOn: promise(ctx, countsFrom(ctx, ctx.now, 2, unit), procedure.time, unit).dueOn } : {}),
    }
  },
  submits: {
    submit: { action: submitDraft, input: (typed, { params }) => ({ draftId: params['draftId'], ...(typed['delivery'] ? { delivery: typed['delivery'] } : {}) }), then: ({ id }) => `/cases/${id}?sent=1` },
    remove: { action: removeDraft, input: (_typed, { params }) => ({ draftId: params['draftId'] }), then: () => '/cases' },
  },
  view({ data: { forWhom, draft, procedure, groups, missing, fees, unit, dueOn }, p }) {
    const t = textsOf(p.lang).form
    const all = stepsOfDraft(procedure, draft.answers)
    const due = (at: 'filing' | 'return') => fees.filter((f) => f.at === at).reduce((sum, f) => sum + f.amount, 0)
    const [now, then] = [due('filing'), due('return')]
    return (
      <Layout p={p} title={`${t.check}, ${t.stepOf(all.length, all.length)}`} current="services" islands={['once']}>
        <div class="cols">
          <div class="flow">
            <p><ActLink href={p.href(`/drafts/${draft.id}/${all.at(-2) ?? all[0]}`)}>{t.back(all.length - 1)}</ActLink></p>
            <StepHeading p={p} service={procedure.names[p.lang]} title={t.check} step={all.length} of={all.length} />
            {forWhom && <Notice tone="you" id="for-whom"><p>{t.forWhom(forWhom)}</p></Notice>}
            {missing.length > 0 && (
              <Notice tone="soon" title={t.stillMissing(missing.length)} id="missing">
                <ul>{missing.map((m) => <li><a href={p.href(`/drafts/${draft.id}/${m.step}`)}>{m.text}</a></li>)}</ul>
              </Notice>
            )}
            <CheckAnswers p={p} groups={groups.map((g) => ({ ...g, items: g.items.map((i) => ({ ...i, ...(i.change ? { change: p.href(i.change) } : {}) })) }))} />
            <section class="panel petal flow narrow" aria-labelledby="send">
              <h2 id="send">{t.send}</h2>
              {unit && <p>{t.goesTo(unit)}{dueOn && ` ${t.promised(inWords(p.lang, dueOn))}`}</p>}
              {now + then > 0 ? <p>{[...(now > 0 ? [t.toPay(money(now, p.lang))] : []), ...(then > 0 ? [t.toPayLater(money(then, p.lang))] : []), ...fees.flatMap((f) => (f.exempt ? [`${f.exempt}.`] : []))].join(' ')}</p> : <p>{t.nothingToPay}</p>}
              <Form p={p}>
                <Choice p={p} name="delivery" label={t.delivery} value="online" options={[{ value: 'online', label: t.deliverOnline, hint: t.deliverOnlineHint }, ...(procedure.result.paper ? [{ value: 'desk', label: t.deliverDesk }, { value: 'post', label: t.deliverPost }] : [])]} />
                <p class="hint">{t.declare}</p>
                <Actions><Button value="submit">{t.sendNow}</Button></Actions>
              </Form>
            </section>
            <details class="narrow"><summary>{t.throwAway}</summary>
              <Form p={p}><p>{t.throwAwayWarning}</p><Actions><Button value="remove" kind="back">{t.throwAwayNow}</Button></Actions></Form>
            </details>
          </div>
          <aside aria-labelledby="steps"><DraftSteps p={p} draft={draft} procedure={procedure} step="check" missing={missing.map((m) => m.step.split('#')[0]!)} /></aside>
        </div>
      </Layout>
    )
  },
})
