import { calledIn, officialsOf, unitRegister } from '#organisations'
import { type DecisionFile, Matched } from '#flows'
import { catalogue, decisionsOf, isRead, printAnswer, type Procedure, propertyOf, stepsOf } from '#procedures'
import { day } from '#platform/clock'
import { definePage, type PageInfo, type Typed } from '#platform/page'
import { AsWritten } from '#ui/as-written'
import { Button } from '#ui/button'
import { Clock } from '#ui/clock'
import { Facts } from '#ui/facts'
import { Choice, Choices, LongText, MoneyField, NumberField, Select, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, moment, momentWithDay, money, readMoney, readNumber, spacedId, spacedPhone } from '#ui/format'
import { Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Papers } from '#ui/paper'
import { StatusTag } from '#ui/tag'
import { type Happening, Timeline } from '#ui/timeline'
import { consult } from '../../actions/consult.ts'
import { doTask } from '../../actions/do-task.ts'
import { giveOpinion } from '../../actions/give-opinion.ts'
import { moveFlow } from '../../actions/move-flow.ts'
import { skipTask } from '../../actions/skip-task.ts'
import { takeOver } from '../../actions/take-over.ts'
import { acceptCase } from '../../actions/accept-case.ts'
import { approveResult } from '../../actions/approve-result.ts'
import { askFee } from '../../actions/ask-fee.ts'
import { askForPapers } from '../../actions/ask-for-papers.ts'
import { assignCases } from '../../actions/assign-cases.ts'
import { draftResult } from '../../actions/draft-result.ts'
import { extendCase } from '../../actions/extend-case.ts'
import { forwardCase } from '../../actions/forward-case.ts'
import { refuseCase } from '../../actions/refuse-case.ts'
import { resumeCase } from '../../actions/resume-case.ts'
import { returnResult } from '../../actions/return-result.ts'
import { sealResult } from '../../actions/seal-result.ts'
import { sendBack } from '../../actions/send-back.ts'
import { countsFrom, promise } from '../../counting.ts'
import { type CaseFile, feesDue, feesDueAtReturn, isOpen, nationalCode, powerFor } from '../../domain/case-file.ts'
import type { Step } from '../../domain/steps.ts'
import { formsOf } from '../../forms.ts'
import { caseFile } from '../../queries/case-file.ts'
import { type ResultValues, valuesFromCase } from '../../result.ts'
import { type FlowShown, FlowPicture, flowShown, FlowSteps, type MoveOffered, moveOffered, type OpinionShown, opinionsShown, type TaskOffered, type TasksOffered, tasksOffered } from '../flow.tsx'
import { clockOfFile, handlerOf, historyOf, standsWith } from '../history.ts'
import { type ClockShown, deskName, textsOf, unitName, unitNow } from '../words.tsx'

type Answer = { name: string; value: string; from?: string }
type Data = {
  file: CaseFile; steps: Step[]; history: Happening[]; clock: ClockShown; procedure: Procedure; unit: string; deciding: string; desk: string; holder: string
  answers: { title: string; items: Answer[] }[]; due: string; colleagues: { value: string; label: string }[]; values: ResultValues; labels: Record<string, string>; office: string; inNameOf?: { name: string; position: string }
  flow?: FlowShown; tasks: TasksOffered; opinions: OpinionShown[]; move?: MoveOffered; decisions?: DecisionFile
}

const back = (_result: unknown, { params }: { params: Record<string, string> }): string => `/officer/cases/${params['caseId']}`
const one = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat()[0])
const idOf = ({ params }: { params: Record<string, string> }) => ({ caseId: params['caseId'] })

/** One case on the official's desk: what is to be done first, then what was filled in, the papers, what happened. */
export const caseFilePage = definePage<Data>({
  path: '/officer/cases/:caseId',
  face: 'officer',
  may: 'official',
  async load(ctx, { params, query }) {
    const { file, events, steps } = await caseFile(ctx, params['caseId']!)
    const flow = flowShown(ctx, file)
    const procedure = ctx.take(catalogue).get(file.procedure.code, file.procedure.version)
    const t = textsOf(ctx.lang)
    const filedOn = day(file.filedAt)
    const old = unitName(ctx, file.competentUnit, filedOn)
    const now = unitNow(ctx, file.competentUnit, filedOn)
    const sourceName = (source: string): string => t.sources[source.split('.')[0]!] ?? source
    const colleagues = steps.includes('assign') ? await officialsOf(ctx, file.competentUnit) : []
    const power = steps.includes('approve') ? powerFor(ctx.actor, file, 'approve') : undefined
    const start = new Date(Math.max(ctx.now.getTime(), new Date(file.countsFrom).getTime()))
    return {
      ...(procedure[decisionsOf] ? { decisions: procedure[decisionsOf] } : {}),
      ...(flow ? { flow } : {}), tasks: tasksOffered(ctx, file), opinions: opinionsShown(ctx, file), ...(steps.includes('move-flow') ? { move: moveOffered(ctx, file, query['move']) } : {}),
      file, steps, procedure, history: historyOf(ctx, file, events), clock: clockOfFile(ctx, file), unit: ctx.actor.unit ? unitName(ctx, ctx.actor.unit, day(ctx.now), 'full') : '',
      deciding: now ? t.officer.asOld(old, now) : old, desk: deskName(ctx, file.receivingUnit, filedOn), holder: file.state === 'for-decision' ? handlerOf(ctx, file) : standsWith(ctx, file),
      answers: stepsOf(procedure, file.answers).map((step) => ({
        title: step.title[ctx.lang],
        items: step.fields.filter((name) => isRead(propertyOf(procedure, name))).map((name): Answer => {
          const property = propertyOf(procedure, name)
          return {
            name: property['x-label'][ctx.lang],
            value: printAnswer(property, file.answers[name], ctx.lang, (unit) => ctx.take(unitRegister).find(unit, filedOn)?.full[ctx.lang]),
            ...(file.from[name] ? { from: t.officer.from(sourceName(file.from[name].source), date(file.from[name].on)) } : {}),
          }
        }),
      })),
      due: steps.includes('accept') ? promise(ctx, start, file.time, file.competentUnit).dueOn : '',
      colleagues: colleagues.filter((c) => c.acts.some((a) => a === 'process' || a === 'decide' || a === 'lead')).map((c) => ({ value: c.id, label: c.name })),
      values: steps.includes('draft') ? { ...valuesFromCase(ctx, file), ...(file.draft?.outcome === 'grant' ? file.draft.values : {}) } : {},
      labels: labelsOf(procedure, ctx.lang), office: calledIn(ctx, ctx.lang, ctx.actor.position ?? ctx.actor.name, file.competentUnit, day(ctx.now)),
      ...(power && power !== true && power.inNameOf ? { inNameOf: { name: power.inNameOf.name, position: power.inNameOf.position } } : {}),
    }
  },
  submits: {
    accept: { action: acceptCase, input: (_t, asked) => idOf(asked), then: back },
    refuse: { action: refuseCase, input: (t, asked) => ({ ...idOf(asked), reason: one(t, 'refuse-reason') }), named: { reason: 'refuse-reason' }, then: back },
    'ask-papers': { action: askForPapers, input: (t, asked) => ({ ...idOf(asked), items: one(t, 'items').split('\n').map((l) => l.trim()).filter(Boolean), reason: one(t, 'ask-reason') }), named: { items: 'items', reason: 'ask-reason' }, then: back },
    forward: { action: forwardCase, input: (_t, asked) => idOf(asked), then: back },
    take: { action: assignCases, input: (_t, asked, ctx) => ({ caseIds: [asked.params['caseId']], to: ctx.actor.id }), then: back },
    assign: { action: assignCases, input: (t, asked) => ({ caseIds: [asked.params['caseId']], to: one(t, 'to') }), then: back },
    'ask-fee': { action: askFee, input: (t, asked) => ({ ...idOf(asked), amount: readMoney(one(t, 'amount')), reason: one(t, 'fee-reason') }), named: { reason: 'fee-reason' }, then: back },
    draft: {
      action: draftResult,
      input: (t, asked) => ({
        ...idOf(asked), outcome: one(t, 'outcome') === 'decline' ? 'decline' : 'grant', reason: one(t, 'reason'), note: one(t, 'note'),
        values: Object.fromEntries(Object.keys(t).filter((name) => name.startsWith('values.')).map((name) => [name.slice('values.'.length), one(t, name)])),
      }),
      then: back,
    },
    'send-back': { action: sendBack, input: (t, asked) => ({ ...idOf(asked), remark: one(t, 'remark'), ...(one(t, 'back-to') ? { to: one(t, 'back-to') } : {}) }), then: back },
    'do-task': { action: doTask, input: (t, asked) => ({ ...idOf(asked), task: one(t, 'task'), note: one(t, 'task-note') }), then: back },
    consult: { action: consult, input: (t, asked) => ({ ...idOf(asked), units: [t['units'] ?? []].flat().filter(Boolean), question: one(t, 'question') }), then: back },
    'give-opinion': { action: giveOpinion, input: (t, asked) => ({ ...idOf(asked), agrees: one(t, 'agrees') !== 'no', words: one(t, 'words') }), then: back },
    'skip-task': { action: skipTask, input: (t, asked) => ({ ...idOf(asked), task: one(t, 'task'), reason: one(t, 'skip-reason') }), then: back },
    'take-over': { action: takeOver, input: (t, asked) => ({ ...idOf(asked), reason: one(t, 'take-over-reason') }), then: back },
    'move-flow': { action: moveFlow, input: (t, asked) => ({ ...idOf(asked), version: Number(one(t, 'version')), reason: one(t, 'move-reason') }), then: back },
    approve: { action: approveResult, input: (_t, asked) => idOf(asked), then: back },
    seal: { action: sealResult, input: (_t, asked) => idOf(asked), then: back },
    return: { action: returnResult, input: (t, asked) => ({ ...idOf(asked), how: one(t, 'how') || 'desk', to: one(t, 'to-whom') }), named: { to: 'to-whom' }, then: back },
    resume: { action: resumeCase, input: (t, asked) => ({ ...idOf(asked), reason: one(t, 'resume-reason') }), named: { reason: 'resume-reason' }, then: back },
    extend: { action: extendCase, input: (t, asked) => ({ ...idOf(asked), workingDays: readNumber(one(t, 'days')), reason: one(t, 'extend-reason') }), named: { workingDays: 'days', reason: 'extend-reason' }, then: back },
  },
  view({ data, p }) {
    const { file, history, clock, procedure, unit, deciding, desk, holder, answers, decisions } = data
    const t = textsOf(p.lang).officer
    return (
      <Layout p={p} title={`${file.code}, ${procedure.names[p.lang]}`} current="worklist" unit={unit} crumbs={[{ href: '/officer', label: t.views['all']! }]} islands={['once']}
        side={
          <aside class="side" aria-labelledby="side-history">
            <div class="flow">
              <h2 class="h3" id="side-history">{t.history}</h2>
              <Timeline p={p} items={history} panel={false} year />
            </div>
          </aside>
        }>
        <div>
          <h1>{procedure.names[p.lang]}</h1>
          <p class="row"><span class="code">{file.code}</span> <StatusTag lang={p.lang} code={nationalCode(file)} /> <Clock {...clock.words} {...(clock.share === undefined ? {} : { share: clock.share })} /></p>
        </div>
        <Doing data={data} p={p} />
        <Opinions data={data} p={p} />
        <Flow data={data} p={p} />
        <section class="panel flow" aria-labelledby="applicant">
          <h2 id="applicant">{t.applicantFacts}</h2>
          <Facts p={p} bare items={[
            { name: t.name, value: file.applicant.name },
            ...(file.filedBy ? [{ name: textsOf(p.lang).case.filedBy, value: `${file.filedBy.name}, ${textsOf(p.lang).case.filedOn[file.filedBy.basis] ?? ''}` }] : []),
            ...(file.applicant.nationalId ? [{ name: t.nationalId, value: <span class="code">{spacedId(file.applicant.nationalId)}</span> }] : []),
            ...(file.applicant.phone ? [{ name: t.phone, value: spacedPhone(file.applicant.phone) }] : []),
            { name: t.channel, value: `${t.channels[file.channel]}, ${momentWithDay(p.lang, file.filedAt)}` },
            { name: t.receivedAt, value: desk },
            { name: t.decidesAt, value: deciding },
            ...(isOpen(file) ? [{ name: t.handler, value: holder }] : []),
            ...(file.fees.length ? [{ name: t.feesHere, value: <>{money(file.fees.reduce((s, f) => s + f.amount, 0), p.lang)} · <a href={p.href(`/officer/cases/${file.id}/payments`)}>{file.paid ? t.received(money(file.paid, p.lang)) : t.notReceived}</a></> }] : []),
          ]} />
        </section>
        <section class="panel flow" aria-labelledby="answers">
          <h2 id="answers">{t.whatSent}</h2>
          {answers.map((group) => <><h3>{group.title}</h3><Facts p={p} bare items={group.items} /></>)}
        </section>
        {file.papers.length > 0 && (
          <section class="flow" aria-labelledby="papers">
            <h2 id="papers">{t.papers}</h2>
            <Papers p={p} items={file.papers.map((paper) => ({
              ...named(procedure.components.find((c) => c.code === paper.component)?.names, paper.label, p.lang),
              state: paper.kind === 'reused' ? { tone: 'good', word: textsOf(p.lang).form.knownAlready } : { tone: 'calm', word: textsOf(p.lang).slip.paperKinds[paper.kind] },
              ...(paper.file ? { see: `/officer/cases/${file.id}/papers/${paper.file}` } : {}),
            }))} />
          </section>
        )}
        {file.decided && file.decided.reasons.length > 0 && (
          <details class="panel"><summary>{textsOf(p.lang).flow.decided.title}</summary>
            <p><a class="act" href={p.href(decisionsAt(file))}>{file.decided.by}.dmn</a></p>
            <Matched p={p} reasons={file.decided.reasons} {...(decisions ? { shown: decisions.shown } : {})} />
          </details>
        )}
        <section class="flow" aria-labelledby="forms">
          <h2 id="forms">{t.forms}</h2>
          <Papers p={p} items={[
            ...(file.dueAt ? formsOf(file) : formsOf(file).filter((f) => f !== '01')).map((form) => ({ name: t.formNames[form]!, see: form === '01' ? p.href(`/cases/${file.id}/slip`) : `/cases/${file.id}/forms/${form}.pdf` })),
            { name: t.messages, see: p.href(`/officer/cases/${file.id}/messages`) },
            ...(file.result ? [{ name: t.formNames['result']!, note: file.decision!.number, see: `/officer/cases/${file.id}/papers/${file.result.file}` }] : []),
          ]} />
        </section>
      </Layout>
    )
  },
})

/** The buttons, in the order of the day: what moves the case on first. Absent when the step is not this official's. */
const Doing = ({ data, p }: { data: Data; p: PageInfo }) => {
  const { file, steps, due, colleagues, values, labels, inNameOf, tasks } = data
  const f = textsOf(p.lang).flow.officer
  const t = textsOf(p.lang).officer
  const can = (step: Step): boolean => steps.includes(step)
  // Whether the panel that was refused stands open again, with what was typed.
  const open = (field: string): boolean => p.typed[field] !== undefined
  const unpaid = feesDue(file) > 0
  const main = tasks.work.length > 0 || tasks.consult !== undefined || tasks.opinion !== undefined || can('accept') || can('forward') || can('draft') || can('approve') || can('seal') || can('return')
  const written = <WrittenBefore p={p} can={can} />
  if (!steps.filter((s) => s !== 'assign' && s !== 'move-flow').length && !can('assign')) return <>{written}<p class="quiet">{t.nothingForYou}</p></>
  return (
    <section class={main ? 'panel petal flow' : 'panel flow'} aria-labelledby="doing">
      <h2 id="doing">{t.doing}</h2>
      {written}
      {file.remark && file.state === 'in-process' && <Notice tone="soon" title={t.remark(file.remark.by, moment(file.remark.at))} id="remark"><p><AsWritten p={p}>{file.remark.text}</AsWritten></p></Notice>}
      {file.apologyPreparedAt && can('extend') && <Notice tone="soon" title={data.clock.words.state === 'late' ? t.apologyLate(data.clock.words.words) : t.apologyDue} id="apology"><p>{t.extendSays}</p></Notice>}

      {can('accept') && (unpaid
        ? <p>{t.acceptFee} <a href={p.href(`/officer/cases/${file.id}/payments`)}>{t.collectCash}</a></p>
        : <Form p={p} submit="accept"><p>{t.acceptSays(date(due))}</p><Actions><Button>{t.accept}</Button></Actions></Form>)}
      {can('forward') && <Form p={p} submit="forward"><p>{file.forwardAt && t.forwardSays(moment(file.forwardAt))}</p><Actions><Button>{t.forward}</Button></Actions></Form>}

      {tasks.work.map((task) => <Form p={p} submit="do-task" id={`task-${task.node}`}><TaskSays task={task} p={p} /><input type="hidden" name="task" value={task.node} /><LongText p={p} name="task-note" label={f.note} optional rows={3} /><Actions><Button>{f.doTask}</Button></Actions></Form>)}
      {tasks.consult && <Form p={p} submit="consult"><TaskSays task={tasks.consult} p={p} /><p>{f.consultSays}</p><Choices p={p} name="units" label={f.units} optional options={tasks.agencies} /><LongText p={p} name="question" label={f.question} optional rows={3} /><Actions><Button>{f.ask}</Button></Actions></Form>}
      {tasks.opinion && <Form p={p} submit="give-opinion"><TaskSays task={tasks.opinion} p={p} /><p>{f.opinionFor(tasks.opinion.unit)}</p><Choice p={p} name="agrees" label={f.opinion} value="yes" row options={[{ value: 'yes', label: f.agrees }, { value: 'no', label: f.differs }]} /><LongText p={p} name="words" label={f.words} optional rows={3} /><Actions><Button>{f.opinionDone}</Button></Actions></Form>}

      {can('draft') && (
        <Form p={p} submit="draft">
          <p>{t.draftSays}</p>
          <Choice p={p} name="outcome" label={t.outcome} value={file.draft?.outcome ?? 'grant'} row options={[{ value: 'grant', label: t.grant }, { value: 'decline', label: t.decline }]} />
          {Object.keys(values).length > 0 && (
            <details open={open('outcome') || undefined}><summary>{t.formNames['result']}</summary>
              {Object.entries(values).map(([path, words]) => words.length > 80
                ? <LongText p={p} name={`values.${path}`} label={labels[path] ?? t.otherLine} value={words} rows={2} />
                : <TextField p={p} name={`values.${path}`} label={labels[path] ?? t.otherLine} value={words} />)}
            </details>
          )}
          {Object.keys(p.refusal?.fields ?? {}).filter((f) => f.startsWith('values.') && !(f.slice(7) in values)).map((f) => <TextField p={p} name={f} label={f.slice(7)} />)}
          <LongText p={p} name="reason" label={t.declineReason} value={file.draft?.reason} optional rows={2} />
          <LongText p={p} name="note" label={t.note} optional rows={2} />
          <Actions><Button>{t.submitDraft}</Button></Actions>
        </Form>
      )}

      {can('approve') && file.draft && (
        <>
          <p><b>{file.draft.outcome === 'grant' ? t.grant : t.decline}</b> · {t.drafted(file.draft.by, moment(file.draft.at))}{file.draft.note && <> · “<AsWritten p={p}>{file.draft.note}</AsWritten>”</>}</p>
          {file.draft.reason && <p><AsWritten p={p}>{file.draft.reason}</AsWritten></p>}
          <p><a href={`/officer/cases/${file.id}/preview.pdf`}>{t.preview}</a></p>
          {inNameOf && <Notice tone="pause" id="in-name"><p>{t.approveInName(inNameOf.name, inNameOf.position)}</p></Notice>}
          <Form p={p} submit="approve"><p><AsWritten p={p}>{inNameOf ? undefined : t.approveSays(data.office)}</AsWritten></p><Actions><Button>{t.approve}</Button></Actions></Form>
        </>
      )}
      {can('seal') && <Form p={p} submit="seal"><p>{t.sealSays(file.decision!.number, file.decision!.signer.name)}</p><Actions><Button>{t.seal}</Button></Actions></Form>}
      {can('send-back') && <details open={open('remark') || undefined}><summary>{t.sendBack}</summary><Form p={p} submit="send-back">{tasks.backTo.length > 1 && <Choice p={p} name="back-to" label={f.backTo} value={tasks.backTo[0]!.value} options={tasks.backTo} />}<LongText p={p} name="remark" label={t.sendBackRemark} rows={3} /><Actions><Button kind="back">{t.sendBackNow}</Button></Actions></Form></details>}

      {can('return') && feesDueAtReturn(file) > 0 && <p>{t.returnFee(money(feesDueAtReturn(file), p.lang))} <a href={p.href(`/officer/cases/${file.id}/payments`)}>{t.collectCash}</a></p>}
      {can('return') && feesDueAtReturn(file) === 0 && (
        <Form p={p} submit="return">
          <Choice p={p} name="how" label={t.return} value={file.delivery === 'post' ? 'post' : 'desk'} row options={[{ value: 'desk', label: t.returnDesk }, { value: 'post', label: t.returnPost }]} />
          <TextField p={p} name="to-whom" label={t.returnTo} optional />
          <Actions><Button>{t.returnNow}</Button></Actions>
        </Form>
      )}

      {can('ask-papers') && (
        <details open={open('items') || undefined}><summary>{t.askPapers}</summary>
          <Form p={p} submit="ask-papers"><LongText p={p} name="items" label={t.missing} hint={t.askPapersHint} rows={4} /><LongText p={p} name="ask-reason" label={t.reason} rows={2} /><Actions><Button kind="second">{t.send}</Button></Actions></Form>
        </details>
      )}
      {can('resume') && (
        <details open={open('resume-reason') || undefined}><summary>{t.resume}</summary>
          <Form p={p} submit="resume"><p>{t.resumeSays}</p><LongText p={p} name="resume-reason" label={t.reason} rows={2} /><Actions><Button kind="second">{t.resumeNow}</Button></Actions></Form>
        </details>
      )}
      {can('extend') && (
        <details open={open('days') || undefined}><summary>{t.extend}</summary>
          <Form p={p} submit="extend"><p>{t.extendSays}</p><NumberField p={p} name="days" label={t.extendDays} value={3} /><LongText p={p} name="extend-reason" label={t.reason} rows={2} /><Actions><Button kind="second">{t.extendNow}</Button></Actions></Form>
        </details>
      )}
      {can('ask-fee') && (
        <details open={open('amount') || undefined}><summary>{t.askFee}</summary>
          <Form p={p} submit="ask-fee"><MoneyField p={p} name="amount" label={t.amount} /><LongText p={p} name="fee-reason" label={t.reason} rows={2} /><Actions><Button kind="second">{t.askFeeNow}</Button></Actions></Form>
        </details>
      )}
      {can('assign') && (
        <details open={open('to') || undefined}><summary>{t.give}</summary>
          {file.handler?.id !== p.actor.id && colleagues.some((c) => c.value === p.actor.id) && <Form p={p} submit="take"><Actions><Button kind="second">{t.take}</Button></Actions></Form>}
          <Form p={p} submit="assign"><Select p={p} name="to" label={t.assignTo} value={file.handler?.id} options={colleagues} /><Actions><Button kind="second">{t.assign}</Button></Actions></Form>
        </details>
      )}
      {tasks.skip.map((task) => (
        <details open={(open('skip-reason') && p.typed['task'] === task.node) || undefined}><summary>{f.skip(task.name)}</summary>
          <Form p={p} submit="skip-task"><input type="hidden" name="task" value={task.node} /><LongText p={p} name="skip-reason" label={f.skipReason} rows={2} /><Actions><Button kind="back">{f.skipNow}</Button></Actions></Form>
        </details>
      ))}
      {can('take-over') && file.handler?.id !== p.actor.id && (
        <details open={open('take-over-reason') || undefined}><summary>{f.takeOver}</summary>
          <Form p={p} submit="take-over"><LongText p={p} name="take-over-reason" label={f.takeOverReason} rows={2} /><Actions><Button kind="second">{f.takeOverNow}</Button></Actions></Form>
        </details>
      )}
      {can('refuse') && (
        <details open={open('refuse-reason') || undefined}><summary>{t.refuse}</summary>
          <Form p={p} submit="refuse"><LongText p={p} name="refuse-reason" label={t.refuseReason} rows={3} /><Actions><Button kind="back">{t.refuseNow}</Button></Actions></Form>
        </details>
      )}
    </section>
  )
}

const TaskSays = ({ task, p }: { task: TaskOffered; p: PageInfo }) => {
  const f = textsOf(p.lang).flow.officer
  return <><h3>{task.name}</h3>{task.says && <p><AsWritten p={p}>{task.says}</AsWritten></p>}{task.due && <p class="quiet">{(task.late ? f.dueLate : f.due)(task.due)}</p>}</>
}

/** What the agencies said that were asked, or until when they are waited for. */
const Opinions = ({ data: { file, opinions }, p }: { data: Data; p: PageInfo }) => {
  const f = textsOf(p.lang).flow.officer
  if (!opinions.length) return null
  return (
    <section class="panel flow" aria-labelledby="opinions">
      <h2 id="opinions">{f.opinions}</h2>
      {file.consultation?.question && <p>{f.asked}: “<AsWritten p={p}>{file.consultation.question}</AsWritten>”</p>}
      <Facts p={p} bare items={opinions.map((it) => ({
        name: it.unit,
        value: it.said ? <>{it.said.agrees ? f.saidYes : f.saidNo}{it.said.words && <>: <AsWritten p={p}>{it.said.words}</AsWritten></>} <span class="hint">{f.by(it.said.by, moment(it.said.at))}</span></> : it.silent ? f.silent : f.waitsFor(it.due ?? ''),
      }))} />
    </section>
  )
}

/** The flow with the place where the case stands, and a way to another version of it for whoever leads. */
const Flow = ({ data: { file, flow, move }, p }: { data: Data; p: PageInfo }) => {
  const f = textsOf(p.lang).flow.officer
  if (!flow) return null
  const open = p.typed['move-reason'] !== undefined || move?.preview !== undefined
  return (
    <section class="flow" aria-labelledby="flow">
      <h2 id="flow">{f.title}</h2>
      <p class="quiet">{f.says(flow.name, flow.version)} · <a href={p.href(`/officer/flows/${flow.key}?version=${flow.version}`)}>{f.see}</a></p>
      <FlowPicture p={p} shown={flow} />
      <FlowSteps lang={p.lang} shown={flow} />
      {move && move.versions.length > 0 && (
        <details class="panel" open={open || undefined}><summary>{f.move}</summary>
          <p>{f.moveSays}</p>
          <ul>{move.versions.map((it) => <li>{it.label} · <a href={p.href(`/officer/cases/${file.id}?move=${it.value}#flow`)}>{f.preview}</a></li>)}</ul>
          {move.preview && (
            <Notice tone={move.preview.stuck ? 'late' : 'pause'} title={f.movePreview(move.preview.version)} id="move">
              {move.preview.stuck ? <p>{f.moveStuck(move.preview.stuck)}</p> : <><p>{f.moveWaits(move.preview.waits ?? '')}</p>{move.preview.passed && <p>{f.movePassed(move.preview.passed)}</p>}</>}
            </Notice>
          )}
          {move.preview && !move.preview.stuck && <Form p={p} submit="move-flow"><input type="hidden" name="version" value={String(move.preview.version)} /><LongText p={p} name="move-reason" label={f.moveReason} rows={2} /><Actions><Button kind="second">{f.moveNow}</Button></Actions></Form>}
        </details>
      )}
    </section>
  )
}

/** Words typed into a form that is no longer possible are not lost: somebody else was first, or the law allows it once. */
const WrittenBefore = ({ p, can }: { p: PageInfo; can(step: Step): boolean }) => {
  const formOf: Record<string, Step> = { items: 'ask-papers', 'ask-reason': 'ask-papers', 'refuse-reason': 'refuse', reason: 'draft', note: 'draft', remark: 'send-back', 'extend-reason': 'extend', 'resume-reason': 'resume', 'fee-reason': 'ask-fee', question: 'consult', words: 'give-opinion', 'skip-reason': 'skip-task', 'take-over-reason': 'take-over', 'move-reason': 'move-flow' }
  const words = p.refusal ? Object.entries(formOf).flatMap(([field, step]) => (!can(step) && typeof p.typed[field] === 'string' && p.typed[field].trim() ? [p.typed[field]] : [])) : []
  return words.length ? <Notice tone="calm" title={textsOf(p.lang).officer.youWrote} id="written">{words.map((w) => <p>{w}</p>)}</Notice> : null
}

/** The paper as its procedure calls it; below it the file as its sender called it, where that says more. */
const named = (names: { vi: string; en: string } | undefined, label: string, lang: 'vi' | 'en'): { name: string; note?: string } =>
  ({ name: names?.[lang] ?? label, ...(names && label !== names.vi && label !== names[lang] ? { note: label } : {}) })

/** A field of the result is called what the question was called whose answer fills it. */
function labelsOf(procedure: Procedure, lang: 'vi' | 'en'): Record<string, string> {
  return Object.fromEntries(Object.entries(procedure.result.fill ?? {}).flatMap(([path, sentence]) => {
    const field = /\{(\w+)\}/.exec(sentence)?.[1]
    const label = field && procedure.form.schema.properties[field]?.['x-label'][lang]
    const step = field && procedure.form.steps.find((s) => s.fields.includes(field))?.title[lang]
    return label ? [[path, step ? `${step}: ${label}` : label]] : []
  }))
}

/** Where the decisions of a case are read: in the country pack, or as they were published here with their procedure. */
const decisionsAt = ({ decided, procedure: { code, version } }: CaseFile): string => (decided!.by === `${code}-${version}` ? `/officer/procedures/${code}/files/${version}.dmn` : `/officer/decisions/${decided!.by}`)
