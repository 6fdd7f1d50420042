import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { Choice, LongText } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { answerRequest, takeUp } from '../../actions/of-officers.ts'
import { privacyLaw } from '../../definitions.ts'
import { outcomes, type RequestState } from '../../domain/request.ts'
import { requestForOfficer } from '../../queries/officer.ts'
import { textsOf } from '../../texts/texts.ts'
import { RequestClock } from '../clock-of.tsx'

type Data = { state: RequestState; right: string; own: boolean }

export const requestToAnswerPage = definePage<Data>({
  path: '/officer/privacy/requests/:request', face: 'officer', may: 'protect',
  async load(ctx, { params }) {
    const state = await requestForOfficer(ctx, params['request']!)
    return { state, right: ctx.take(privacyLaw).rights.rights.find((one) => one.key === state.right)?.names[ctx.lang] ?? state.right, own: state.person === ctx.actor.id }
  },
  submits: {
    take: { action: takeUp, input: (_typed, { params }) => ({ request: params['request'] }), then: (_r, { params }) => `/officer/privacy/requests/${params['request']}` },
    answer: { action: answerRequest, input: ({ outcome, words }, { params }) => ({ request: params['request'], outcome, words }), then: () => '/officer/privacy' },
  },
  view({ data: { state, right, own }, p }) {
    const t = textsOf(p.lang)
    const { standing } = state
    const row = { state: standing.state, due_at: new Date(state.dueAt), due_on: state.dueOn, ended_at: standing.state === 'answered' || standing.state === 'withdrawn' ? standing.at : null }
    return (
      <Layout p={p} title={right} current="privacy" crumbs={[{ href: '/officer/privacy', label: t.desk.title }]}>
        <Heading above={t.answering.title}>{right}</Heading>
        {standing.state === 'answered' && <Notice tone="good" title={t.requests.outcomes[standing.outcome]}><p><Vi p={p}>{standing.words}</Vi></p></Notice>}
        <Facts p={p} items={[
          { name: t.desk.who, value: <Vi p={p}>{state.personName}</Vi> }, { name: t.requests.due, value: <RequestClock p={p} row={row} /> }, { name: t.requests.state, value: t.requests.states[standing.state] },
          ...('byName' in standing ? [{ name: t.requests.by, value: <Vi p={p}>{standing.byName}</Vi> }] : []),
          { name: t.requests.askedAt, value: moment(state.askedAt) }, { name: t.requests.acknowledge, value: moment(state.acknowledgeBy) },
          ...(state.about ? [{ name: t.requests.about, value: <Vi p={p}>{state.about}</Vi> }] : []), { name: t.requests.what, value: <Vi p={p}>{state.words}</Vi> },
        ]} />
        {standing.state === 'waiting' && !own && <Form p={p} submit="take"><p class="hint">{t.answering.takeWhat}</p><p><Button kind="second">{t.answering.take}</Button></p></Form>}
        {(standing.state === 'waiting' || standing.state === 'taken-up') && !own && (
          <Section id="answer" title={t.answering.answer} panel>
            <Form p={p}>
              <Choice p={p} name="outcome" label={t.answering.outcome} options={outcomes.map((one) => ({ value: one, label: t.requests.outcomes[one] }))} />
              <LongText p={p} name="words" label={t.answering.words} hint={t.answering.wordsHint} rows={6} />
              <Actions><Button value="answer">{t.answering.send}</Button></Actions>
            </Form>
          </Section>
        )}
      </Layout>
    )
  },
})
