import { upload } from '#documents'
import { askedBy, asksUnit, coerceAnswers, fieldsOf, printAnswer, propertyOf, type Procedure, Question, stepsOf, type Typed as TypedAnswers } from '#procedures'
import { provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { perform } from '#platform/action'
import type { Ctx } from '#platform/ctx'
import { definePage, type PageInfo, type Typed, type Uploaded } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink, Button } from '#ui/button'
import { Known } from '#ui/field'
import { Facts } from '#ui/facts'
import { Actions, Form } from '#ui/form'
import { date, moment } from '#ui/format'
import { Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { StepHeading, StepsList } from '#ui/steps-bar'
import { type Draft, openDraft, saveStep, seenAt, stepsOfDraft } from '../../drafts.ts'
import { textsOf } from '../words.tsx'

type Data = { draft: Draft; procedure: Procedure; step: string; known: { name: string; value: string; from: string }[]; communes: { value: string; label: string }[] }

/** One subject of the form. What a register knows is shown with its source and not asked. */
export const draftStepPage = definePage<Data>({
  path: '/drafts/:draftId/:step',
  face: 'portal',
  may: 'person',
  async load(ctx, { params }) {
    const { draft, procedure } = await openDraft(ctx, params['draftId']!)
    const step = params['step']!
    if (!procedure.form.steps.some((s) => s.id === step)) throw new Refusal('not-found', 'no-such-page')
    const views = fieldsOf(procedure, step, draft.answers, ctx.lang)
    const needsCommunes = procedure.form.steps.find((s) => s.id === step)!.fields.some((name) => asksUnit(propertyOf(procedure, name)))
    return {
      draft, procedure, step,
      known: views.filter((v) => isLocked(draft, v.name)).map((v) => ({
        name: v.label, value: printAnswer(propertyOf(procedure, v.name), draft.answers[v.name], ctx.lang, (unit) => ctx.take(unitRegister).find(unit, day(ctx.now))?.full[ctx.lang]),
        from: textsOf(ctx.lang).form.from(draft.from_where[v.name]!.register[ctx.lang], date(draft.from_where[v.name]!.on)),
      })),
      communes: needsCommunes ? ctx.take(unitRegister).communesOf(provinceOf(ctx), day(ctx.now)).map((u) => ({ value: u.code, label: u.full[ctx.lang] })).sort((a, b) => a.label.localeCompare(b.label, 'vi')) : [],
    }
  },
  submits: {
    next: { action: saveStep, input: async (typed, { params }, ctx, files) => stepOf(await withUploads(ctx, typed, files), params), then: ({ draftId, next }) => `/drafts/${draftId}/${next}` },
    // A change made from the page of answers goes back there, unless it opened a question that is not answered yet.
    later: { action: saveStep, input: async (typed, { params }, ctx, files) => ({ ...stepOf(await withUploads(ctx, typed, files), params), later: true }), then: () => '/cases' },
    // Without scripts, a choice that shows or hides questions is applied by this button.
    show: { action: saveStep, input: async (typed, { params }, ctx, files) => ({ ...stepOf(await withUploads(ctx, typed, files), params), later: true }), then: (_result, { params }) => `/drafts/${params['draftId']}/${params['step']}` },
  },
  view({ data: { draft, procedure, step, known, communes }, p }) {
    const t = textsOf(p.lang).form
    // A form that comes back was not saved: what was typed decides which questions stand there, or the summary would name one that is not shown.
    const answers = p.refusal ? { ...draft.answers, ...coerceAnswers(procedure, p.typed as TypedAnswers) } : draft.answers
    const asked = fieldsOf(procedure, step, answers, p.lang).filter((f) => !isLocked(draft, f.name))
    const all = stepsOfDraft(procedure, draft.answers)
    const at = Math.max(0, all.indexOf(step))
    const definition = procedure.form.steps.find((s) => s.id === step)!
    const title = definition.title[p.lang]
    const answeredOtherwise = (name: string): boolean => JSON.stringify(draft.answers[name] ?? '') !== JSON.stringify(answers[name] ?? '')
    const opens = asked.some((f) => decides(procedure, f.name, step))
    return (
      <Layout p={p} title={`${title}, ${t.stepOf(at + 1, all.length)}`} current="services">
        <div class="cols">
          <div class="flow">
            {at > 0 && <p><ActLink href={p.href(`/drafts/${draft.id}/${all[at - 1]}`)}>{t.back(at)}</ActLink></p>}
            <StepHeading p={p} service={procedure.names[p.lang]} title={title} step={at + 1} of={all.length} />
            {definition.hint && <p class="narrow">{definition.hint[p.lang]}</p>}
            {known.length > 0 && <Known p={p} items={known} report={p.href('/services?q=cải chính')} reportWords={t.reportWrong} />}
            <div class="narrow">
              {p.refusal?.code === 'step-saved-elsewhere' && (
                <Notice tone="soon" title={t.savedElsewhere} id="elsewhere">
                  <Facts p={p} bare tight items={asked.filter((f) => answeredOtherwise(f.name)).map((f) => ({ name: f.label, value: printAnswer(propertyOf(procedure, f.name), draft.answers[f.name], p.lang) || t.notAnswered }))} />
                </Notice>
              )}
              <Form p={p} multipart={asked.some((f) => f.widget === 'file' || f.widget === 'image')}>
                <input type="hidden" name="_seen" value={seenAt(procedure, draft, step)} autocomplete="off" />
                {asked.map((f) => <Question key={f.name} p={p} f={f} communes={communes} from={draft.from_where[f.name] ? t.from(draft.from_where[f.name]!.register[p.lang], date(draft.from_where[f.name]!.on)) : undefined} />)}
                {!asked.length && <p class="quiet">{t.nothingToAsk}</p>}
                {opens && <p><Button value="show" kind="second">{t.showNext}</Button></p>}
                <Actions>
                  <Button value="next">{t.saveAndGoOn}</Button>
                  <Button value="later" kind="second">{t.saveForLater}</Button>
                </Actions>
                <p class="hint">{t.savedAt(moment(draft.saved_at), date(draft.keep_until))}</p>
              </Form>
            </div>
          </div>
          <aside aria-labelledby="steps"><DraftSteps p={p} draft={draft} procedure={procedure} step={step} /></aside>
        </div>
      </Layout>
    )
  },
})

/** Files sent with a step are kept as her uploads, and their answer names the upload and the file. */
async function withUploads(ctx: Ctx, typed: Typed, files: readonly Uploaded[]): Promise<Typed> {
  const kept: Typed = { ...typed }
  for (const { field, name, bytes } of files) {
    if (!bytes.length || !field.endsWith('-file')) continue
    const { id } = await perform(ctx.house, ctx.actor, upload, { name, content: bytes.toString('base64') }, { lang: ctx.lang }).catch((error: unknown) => {
      if (error instanceof Refusal) throw new Refusal(error.kind, 'check-the-form', { [field]: error.code }, error.params)
      throw error
    })
    kept[field.slice(0, -'-file'.length)] = `${id} ${name}`
  }
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !(name.endsWith('-file') && name.slice(0, -'-file'.length) in kept)))
}

/** What was typed at a step, with what stood there when the page was opened. */
const stepOf = ({ _seen, ...typed }: Typed, params: Record<string, string>) => ({ draftId: params['draftId'], step: params['step'], typed, ...(typeof _seen === 'string' && _seen ? { seen: _seen } : {}) })

/** What a register says is shown and not asked. */
const isLocked = (draft: Draft, name: string): boolean => Boolean(draft.from_where[name] && !draft.from_where[name].editable)

/** Does the answer to `name` show or hide another question of the same step? */
const decides = (procedure: Procedure, name: string, step: string): boolean => {
  const fields = procedure.form.steps.find((s) => s.id === step)!.fields
  return fields.some((f) => askedBy(propertyOf(procedure, f)['x-when']).some((other) => other.field === name))
}

export const DraftSteps = ({ p, draft, procedure, step, missing = [] }: { p: PageInfo; draft: Draft; procedure: Procedure; step: string; /** Steps in which something is still to be filled in. */ missing?: readonly string[] }) => {
  const t = textsOf(p.lang).form
  const all = stepsOfDraft(procedure, draft.answers)
  const at = all.indexOf(step)
  const titles = new Map(stepsOf(procedure, draft.answers).map((s) => [s.id, s.title[p.lang]]))
  return <StepsList p={p} steps={all.map((id, i) => ({ title: titles.get(id) ?? (id === 'papers' ? t.papers : t.check), ...(i < at ? { href: p.href(`/drafts/${draft.id}/${id}`), ...(missing.includes(id) ? { note: t.incomplete } : { state: 'done' as const }) } : i === at ? { state: 'now' as const } : {}) }))} />
}
