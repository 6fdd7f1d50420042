import type { Procedure } from '#procedures'
import { day } from '#platform/clock'
import { type Represented, representedIn } from '#platform/actor'
import { definePage } from '#platform/page'
import { Button, ButtonLink } from '#ui/button'
import { Choice } from '#ui/field'
import { Form } from '#ui/form'
import { date, moment } from '#ui/format'
import { Layout, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { mayApply, myDrafts, startDraft } from '../../drafts.ts'
import { procedureOn } from '../../filing.ts'
import { textsOf } from '../words.tsx'

type Data = { procedure: Procedure; represents: Represented[]; drafts: Awaited<ReturnType<typeof myDrafts>> }

/** Before the form: what was begun earlier is offered first, so that nobody fills it in twice. */
export const startPage = definePage<Data>({
  path: '/services/:code/start',
  face: 'portal',
  may: 'person',
  async load(ctx, { params }) {
    const procedure = procedureOn(ctx, params['code']!, day(ctx.now))
    return { procedure, represents: (ctx.actor.represents ?? []).filter((one) => representedIn(ctx.actor, one.id, procedure.code) && mayApply(procedure, one)), drafts: (await myDrafts(ctx)).filter((d) => d.procedure === procedure.code) }
  },
  submits: {
    start: { action: startDraft, input: (typed, { params }) => ({ procedure: params['code'], ...(typed['mandate'] ? { mandate: String(typed['mandate']) } : {}) }), then: ({ draftId, step }) => `/drafts/${draftId}/${step}` },
  },
  view({ data: { procedure, drafts, represents }, p }) {
    const t = textsOf(p.lang).start
    return (
      <Layout p={p} title={procedure.names[p.lang]} narrow current="services" crumbs={[{ href: `/services/${procedure.code}`, label: procedure.names[p.lang] }]}>
        <h1>{procedure.names[p.lang]}</h1>
        {drafts.length > 0 && (
          <Notice tone="you" title={t.begunBefore} id="begun">
            <ul class="plain flow">
              {drafts.map((d) => (
                <li class="flow">
                  <p>{t.savedAt(moment(d.saved_at), date(d.keep_until))}</p>
                  <p><ButtonLink href={p.href(`/drafts/${d.id}/${d.step}`)}>{t.goOn}</ButtonLink></p>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Form p={p}>
          <p>{t.what(procedure.minutes)}</p>
          <ul class="prose">
            <li>{t.known}</li>
            <li>{t.saved}</li>
            <li>{t.checked}</li>
          </ul>
          {represents.length > 0 && <Choice p={p} name="mandate" label={t.forWhom} value="" options={[{ value: '', label: t.forMyself }, ...represents.map((one) => ({ value: one.mandate, label: <Vi p={p}>{one.name}</Vi>, hint: t.bases[one.basis] }))]} />}
          <p><Button value="start" kind={drafts.length ? 'second' : 'main'}>{drafts.length ? t.startAnew : t.start}</Button></p>
        </Form>
      </Layout>
    )
  },
})
