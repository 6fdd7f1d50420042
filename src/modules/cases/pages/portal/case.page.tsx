import { upload } from '#documents'
import { isRead, printAnswer, propertyOf, type Procedure, catalogue, stepsOf } from '#procedures'
import { unitRegister } from '#organisations'
import { perform } from '#platform/action'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AsWritten } from '#ui/as-written'
import { ActLink, Button, ButtonLink } from '#ui/button'
import { Clock } from '#ui/clock'
import { Facts } from '#ui/facts'
import { Choice, FileField, LongText } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, moment, momentWithDay, money, promise } from '#ui/format'
import { Layout, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Papers } from '#ui/paper'
import { StatusTag } from '#ui/tag'
import { type Happening, Timeline } from '#ui/timeline'
import { rateCase } from '../../actions/rate-case.ts'
import { supplyPapers } from '../../actions/supply-papers.ts'
import { withdrawCase } from '../../actions/withdraw-case.ts'
import { type CaseFile, feesDue, feesDueNow, isOpen, nationalCode } from '../../domain/case-file.ts'
import { states, type Step } from '../../domain/steps.ts'
import { type OpeningRow, openingsOf } from '../../openings.ts'
import { caseFile } from '../../queries/case-file.ts'
import { type FlowShown, FlowPicture, flowShown, FlowSteps } from '../flow.tsx'
import { clockOfFile, historyOf, standsWith } from '../history.ts'
import { type ClockShown, deskName, textsOf, unitName, unitNow } from '../words.tsx'

type Data = { file: CaseFile; steps: Step[]; history: Happening[]; clock: ClockShown; procedure: Procedure; unit: string; now?: string; holder: string; expected?: string; receipts: number[]; openings: OpeningRow[]; answers: { title: string; items: { name: string; value: string }[] }[]; sent: boolean; flow?: FlowShown }

/** Where her case stands: what waits for her first, then the clock, who has it, what happened, what she sent. */
export const portalCasePage = definePage<Data>({
  path: '/cases/:caseId',
  face: 'portal',
  may: 'person',
  async load(ctx, { params, query }) {
    const { file, events, steps } = await caseFile(ctx, params['caseId']!)
    const procedure = ctx.take(catalogue).get(file.procedure.code, file.procedure.version)
    const filedOn = day(file.filedAt)
    const now = unitNow(ctx, file.competentUnit, filedOn)
    const flow = flowShown(ctx, file)
    return {
      ...(flow ? { flow } : {}),
      // Fees of filing taken at the counter are the charge of the first event.
      receipts: [...(file.cash ? [1] : []), ...events.flatMap(({ type, data }) => (type === 'cases.fee-paid' && data.charge ? [data.charge as number] : []))],
      openings: await openingsOf(ctx, file.id),
      file, steps, procedure, history: historyOf(ctx, file, events), clock: clockOfFile(ctx, file, { toApplicant: true }),
      unit: unitName(ctx, file.competentUnit, filedOn), ...(now ? { now } : {}), holder: standsWith(ctx, file), ...expectedOfHer(ctx, file), sent: query['sent'] === '1',
      answers: stepsOf(procedure, file.answers).map((step) => ({
        title: step.title[ctx.lang],
        items: step.fields.filter((name) => isRead(propertyOf(procedure, name))).map((name) => {
          const property = propertyOf(procedure, name)
          return { name: property['x-label'][ctx.lang], value: printAnswer(property, file.answers[name], ctx.lang, (unit) => ctx.take(unitRegister).find(unit, filedOn)?.full[ctx.lang]) }
        }),
      })),
    }
  },
  submits: {
    supply: {
      action: supplyPapers,
      async input(typed, { params }, ctx, files) {
        const uploads: string[] = []
        for (const file of files.filter((f) => f.bytes.length)) {
          const { id } = await perform(ctx.house, ctx.actor, upload, { name: file.name, content: file.bytes.toString('base64') }, { lang: ctx.lang }).catch((error: unknown) => {
            if (error instanceof Refusal) throw new Refusal(error.kind, 'check-the-form', { uploads: error.code }, error.params)
            throw error
          })
          uploads.push(id)
        }
        return { caseId: params['caseId'], uploads, ...(typed['answer'] ? { answer: String(typed['answer']) } : {}) }
      },
      then: (_r, { params }) => `/cases/${params['caseId']}`,
    },
    withdraw: { action: withdrawCase, input: (typed, { params }) => ({ caseId: params['caseId'], reason: String(typed['reason'] ?? '') }), then: (_r, { params }) => `/cases/${params['caseId']}` },
    rate: {
      action: rateCase,
      input(typed, { params }) {
        if (!typed['stars']) throw new Refusal('invalid', 'check-the-form', { stars: 'choose-stars' })
        return { caseId: params['caseId'], stars: Number(typed['stars']), ...(typed['words'] ? { words: String(typed['words']) } : {}) }
      },
      then: (_r, { params }) => `/cases/${params['caseId']}`,
    },
  },
  view({ data: { file, steps, history, clock, procedure, unit, now, holder, expected, receipts, openings, answers, sent, flow }, p }) {
    const t = textsOf(p.lang).case
    const due = feesDueNow(file)
    const name = procedure.names[p.lang]
    return (
      <Layout p={p} title={`${name}, ${file.code}`} current="cases" crumbs={[{ href: '/cases', label: textsOf(p.lang).mine.title }]} islands={['once']}>
        <div>
          <h1>{name}</h1>
          <p class="quiet">{t.case} <span class="code">{file.code}</span> · {t.filed[file.channel](momentWithDay(p.lang, file.filedAt))}{(isOpen(file) || file.acceptedAt) && <> · <a href={p.href(`/cases/${file.id}/slip`)}>{file.acceptedAt ? t.slip : t.sentSlip}</a></>}</p>
        </div>
        {sent && <Notice tone="good" title={t.sentTitle} id="sent"><p>{t.sent(file.code)}</p></Notice>}
        {(file.state === 'papers-asked' || due > 0) && (
          <Notice tone="soon" title={t.waitsForYou(Number(file.state === 'papers-asked') + Number(due > 0))} id="waits">
            <ul>
              {file.state === 'papers-asked' && <li><a href="#supplement">{t.sendWhatIsMissing}</a></li>}
              {due > 0 && <li><a href={p.href(`/cases/${file.id}/pay`)}>{t.pay(money(due, p.lang))}</a></li>}
            </ul>
          </Notice>
        )}
        <div class="cols">
          <div class="flow">
            <section class="panel flow" aria-labelledby="stands">
              <h2 id="stands">{t.stands}</h2>
              <p class="row"><StatusTag lang={p.lang} code={nationalCode(file)} /><Clock {...clock.words} {...(clock.share === undefined ? {} : { share: clock.share })} /></p>
              <Facts p={p} bare items={[
                ...(file.filedBy || file.applicant.id !== p.actor.id ? [{ name: t.applicantIs, value: <Vi p={p}>{file.applicant.name}</Vi> }] : []),
                ...(file.filedBy ? [{ name: t.filedBy, value: <><Vi p={p}>{file.filedBy.name}</Vi> <span class="quiet">{t.filedOn[file.filedBy.basis]}</span></> }] : []),
                ...(isOpen(file) ? [{ name: t.holder, value: holder }] : []),
                { name: t.decides, value: now ? <>{unit} <span class="quiet">{t.nowCalled(now)}</span></> : unit },
                ...(file.dueOn && states[file.state].clock !== 'paused' ? [{ name: t.appointed, value: date(file.dueOn) }] : []),
                { name: t.delivery, value: t.deliveries[file.delivery] },
              ]} />
              {expected && <p>{expected}</p>}
            </section>

            {file.state === 'papers-asked' && file.request && (
              <section class="flow" aria-labelledby="supplement">
                <h2 id="supplement">{t.supplementTitle}</h2>
                <div class="panel petal flow">
                  <p><AsWritten p={p}>{file.request.reason}</AsWritten></p>
                  <ul>{file.request.items.map((item) => <li><AsWritten p={p}>{item}</AsWritten></li>)}</ul>
                  {file.request.until && <p><b>{t.sendBy(promise(p.lang, file.request.until))}</b></p>}
                  <p class="quiet">{t.askedBy(file.request.by, moment(file.request.at), file.request.number)} {t.onlyOnce} <a href={`/cases/${file.id}/forms/02.pdf`}>{t.form02}</a></p>
                  <Form p={p} submit="supply" multipart>
                    <FileField p={p} name="uploads" label={t.chooseFiles} hint={textsOf(p.lang).form.paperHint} accept="image/jpeg,image/png,image/webp,application/pdf" multiple camera />
                    <LongText p={p} name="answer" label={t.answer} optional />
                    <Actions><Button>{t.sendSupplement}</Button></Actions>
                  </Form>
                </div>
              </section>
            )}

            {file.refusal && <Notice tone="late" title={t.refusedTitle} id="refused"><p><AsWritten p={p}>{file.refusal.reason}</AsWritten></p><p><a href={`/cases/${file.id}/forms/03.pdf`}>{t.form03}</a></p></Notice>}
            {file.lapsedAt && file.request?.until && <Notice tone="late" title={t.lapsedTitle} id="lapsed"><p>{t.lapsedSays(date(file.request.until))}</p></Notice>}
            {file.extension && <Notice tone="soon" title={t.extendedTitle(date(file.extension.dueOn))} id="extended"><p><AsWritten p={p}>{file.extension.reason}</AsWritten></p><p><a href={`/cases/${file.id}/forms/04.pdf`}>{t.form04}</a></p></Notice>}
            {file.result && (
              <section class="panel petal flow" aria-labelledby="result">
                <h2 id="result">{file.decision?.outcome === 'decline' ? t.declinedTitle : t.resultTitle}</h2>
                <p>{t.resultOf(file.decision!.number, date(file.decision!.at), file.decision!.signer)}</p>
                <p class="row"><ButtonLink href={file.applicant.id === p.actor.id ? `/files/${file.result.file}` : `/cases/${file.id}/result`}>{t.download}</ButtonLink>{file.applicant.id === p.actor.id && <a class="act" href={p.href('/documents')}>{t.inYourStore}</a>}</p>
              </section>
            )}
            {steps.includes('rate') && (
              <section class="panel flow" aria-labelledby="rating">
                <h2 id="rating">{t.rateTitle}</h2>
                <Form p={p} submit="rate">
                  <Choice p={p} name="stars" label={t.rateQuestion} options={[5, 4, 3, 2, 1].map((n) => ({ value: String(n), label: t.stars[n]! }))} />
                  <LongText p={p} name="words" label={t.rateWords} optional rows={3} />
                  <Actions><Button kind="second">{t.rate}</Button></Actions>
                </Form>
              </section>
            )}
            {flow && (
              <section class="panel flow" aria-labelledby="steps">
                <h2 id="steps">{textsOf(p.lang).flow.portal.title}</h2>
                <FlowSteps lang={p.lang} shown={flow} brief />
                <details><summary>{textsOf(p.lang).flow.portal.picture}</summary><FlowPicture p={p} shown={flow} /></details>
              </section>
            )}
            <section class="flow" aria-labelledby="history">
              <h2 id="history">{t.history}</h2>
              <Timeline p={p} items={history} year />
              <p><a class="act" href={p.href(`/cases/${file.id}/messages`)}>{t.messages}</a></p>
              <p><a class="act" href={`/cases/${file.id}/receipt.json`}>{t.receipt}</a> <span class="hint">{t.receiptSays} <a href={p.href('/log')}>{t.receiptHow}</a></span></p>
            </section>
          </div>
          <aside class="flow" aria-label={t.aside}>
            {file.paid > 0 && (
              <section class="panel flow" aria-labelledby="fees"><h2 class="h3" id="fees">{t.fees}</h2>
                <p>{t.feesPaid(money(file.paid, p.lang))}</p>
                <ul class="plain">{receipts.map((n) => <li><ActLink href={p.href(`/cases/${file.id}/receipts/${n}`)} icon="print">{t.feeReceipt(receipts.length > 1 ? receipts.indexOf(n) + 1 : undefined)}</ActLink></li>)}</ul>
                <p><a href={p.href(`/cases/${file.id}/pay`)}>{t.allFees}</a></p>
              </section>
            )}
            {file.papers.length > 0 && (
              <section class="panel" aria-labelledby="papers"><h2 class="h3" id="papers">{t.papers}</h2>
                <Papers p={p} bleed items={file.papers.map((paper) => ({ name: procedure.components.find((c) => c.code === paper.component)?.names[p.lang] ?? paper.label, state: paper.kind === 'reused' ? { tone: 'good', word: textsOf(p.lang).form.knownAlready } : { tone: 'calm', word: paper.kind === 'upload' ? t.digital : t.onPaper }, ...(paper.file ? { see: `/files/${paper.file}` } : {}) }))} />
              </section>
            )}
            <details class="panel"><summary>{t.whatYouSent}</summary>
              {answers.map((group) => <><h3>{group.title}</h3><Facts p={p} bare tight items={group.items} /></>)}
            </details>
            {openings.length > 0 && (
              <details class="panel"><summary>{t.whoOpened(openings.length)}</summary>
                <p class="quiet small">{t.whoOpenedSays}</p>
                <Facts p={p} bare tight items={openings.map((one) => ({ name: moment(one.opened_at), value: one.reader_name }))} />
              </details>
            )}
            {steps.includes('withdraw') && (
              <details class="panel"><summary>{t.withdraw}</summary>
                <Form p={p} submit="withdraw">
                  <p>{t.withdrawWarning}</p>
                  <LongText p={p} name="reason" label={t.withdrawReason} optional rows={2} />
                  <Actions><Button kind="back">{t.withdrawNow}</Button></Actions>
                </Form>
              </details>
            )}
          </aside>
        </div>
      </Layout>
    )
  },
})

/** What happens next and whether she has to do anything for it, with its day. */
function expectedOfHer(ctx: Ctx, file: CaseFile): { expected?: string } {
  const t = textsOf(ctx.lang).case.expected
  switch (file.state) {
    case 'submitted': {
      if (feesDue(file) > 0) return { expected: t.payFirst }
      const from = new Date(file.countsFrom)
      return { expected: from > ctx.now ? t.countedFrom(momentWithDay(ctx.lang, from)) : t.soonAccepted }
    }
    case 'accepted': case 'in-process': case 'for-decision':
      return file.dueAt && file.dueAt < ctx.now ? { expected: t.late } : file.dueOn ? { expected: t.working(promise(ctx.lang, file.dueOn)) } : {}
    case 'papers-asked': return { expected: t.papersFirst }
    case 'fee-asked': return { expected: t.dutyFirst }
    case 'finished':
      if (feesDueNow(file) > 0) return { expected: file.result ? t.payForCopies : t.payForResult }
      return file.delivery === 'desk' ? { expected: t.fetch(deskName(ctx, file.receivingUnit, day(ctx.now))) } : file.delivery === 'post' ? { expected: t.byPost } : {}
    default: return {}
  }
}
