import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AsWritten } from '#ui/as-written'
import { Button } from '#ui/button'
import { Select, TextField, YesNo } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Tag } from '#ui/tag'
import { arrangeDesignForm, editDesignField, editDesignStep } from '../../actions/edit-design.ts'
import type { DesignDraft } from '../../design-store.ts'
import { checkDraft, openDraftDesign } from '../../designing.ts'
import { type Raw } from '../../domain/changes.ts'
import { feelOf } from '../../domain/condition.ts'
import { fieldOfFault, partOfFault, sayDesignFault } from '../../domain/design-faults.ts'
import { type FormStep, propertyIn, sharedStep, shownIn, stepsIn } from '../../domain/editing.ts'
import { kindOf, kinds, type Widget } from '../../domain/kinds.ts'
import { prefillSources } from '../../domain/prefill.ts'
import { fieldBoxes, stepBoxes } from '../../domain/parts.ts'
import { definitionBook } from '../../shelf.ts'
import { boxesOf, choosing, type Choosing, EditBox, one, PartViews, Seen, seenIn, SourceSide, wordsOf } from './pieces.tsx'

type Asked = { params: Record<string, string> }
const may = ['admin', 'decide', 'oversee', 'lead'] as const
const kindOptions = (lang: 'vi' | 'en') => (Object.keys(kinds) as Widget[]).map((value) => ({ value, label: kindOf(value).names[lang] }))

type FormData = { code: string; draft: DesignDraft; seen: number; steps: (FormStep & { questions: { name: string; property: Raw; required: boolean }[] })[]; faults: string[]; free: { value: string; label: string }[] }

/** The form of a draft: its steps, what each asks, and where questions are added, moved and taken away. */
export const designFormPage = definePage<FormData>({
  path: '/officer/procedures/:code/form',
  face: 'officer',
  may,
  async load(ctx, { params }) {
    const { draft, version } = await openDraftDesign(ctx, params['code']!)
    const shared = ctx.take(definitionBook).shared.parts
    const checked = checkDraft(ctx, draft)
    const required = new Set(checked.procedure?.form.schema.required ?? draft.definition['form']?.schema?.required)
    const steps = stepsIn(draft.definition, shared)
    return {
      code: params['code']!, draft, seen: version, faults: checked.faults.filter((it) => partOfFault(it) === 'form').map((it) => sayDesignFault(it, ctx.lang)),
      steps: steps.map((step) => ({ ...step, questions: step.fields.map((name) => ({ name, property: propertyIn(draft.definition, shared, name) ?? {}, required: required.has(name) })) })),
      free: Object.entries(shared).filter(([key]) => !steps.some(({ id }) => id === key)).map(([value, it]) => ({ value, label: (it.title as Record<string, string>)[ctx.lang] ?? value })),
    }
  },
  submits: {
    arrange: {
      action: arrangeDesignForm,
      input: (typed, { params }) => ({ code: params['code'], ...seenIn(typed), ...Object.fromEntries(['do', 'step', 'field', 'widget', 'label', 'use'].flatMap((name) => (one(typed, name) ? [[name, one(typed, name)]] : []))) }),
      then: (result: { field?: string }, { params }) => `/officer/procedures/${params['code']}/form${result.field ? `/fields/${result.field}` : ''}`,
    },
  },
  view({ data: { code, draft, seen, steps, faults, free }, p }) {
    const t = wordsOf(p)
    const f = t.form
    const at = `/officer/procedures/${code}/form`
    const open = draft.state === 'draft'
    const press = (what: string, which: Record<string, string>, words: string, about: string) => (
      <Form p={p} submit="arrange"><Seen seen={seen} /><input type="hidden" name="do" value={what} />{Object.entries(which).map(([name, value]) => <input type="hidden" name={name} value={value} />)}<button class="quiet-button">{words}<span class="hide">: {about}</span></button></Form>
    )
    return (
      <Layout p={p} title={`${t.parts.form}: ${code}`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.title }, { href: `/officer/procedures/${code}`, label: code }]} views={<PartViews p={p} code={code} now="form" />} {...(draft.sources.length ? { side: <SourceSide p={p} sources={draft.sources} /> } : {})}>
        <Heading above={<span class="code">{code}</span>} below={f.lead}>{t.parts.form}</Heading>
        {!open && <Notice tone="pause"><p>{t.edit.notNow}</p></Notice>}
        {faults.length > 0 && <Notice tone="soon" title={t.overview.wrong(faults.length)}><ul>{faults.map((it) => <li><AsWritten p={p}>{it}</AsWritten></li>)}</ul></Notice>}
        {steps.map((step) => {
          const title = String((step.title as Record<string, string>)[p.lang] ?? step.id)
          return (
            <Section id={`step-${step.id}`} title={title} panel>
              <div class="row">{step.shared && <Tag tone="calm">{f.shared}</Tag>}{step.when !== undefined && <span class="quiet small">{f.only(feelOf(step.when as never))}</span>}
                {open && <><a class="act" href={p.href(`${at}/steps/${step.id}`)}>{f.editStep}<span class="hide">: {title}</span></a>{press('step-up', { step: step.id }, f.up, title)}{press('step-down', { step: step.id }, f.down, title)}{press('step-remove', { step: step.id }, f.remove, title)}</>}
              </div>
              <ul class="rows plain">
                {step.questions.map(({ name, property, required }) => {
                  const label = String(property['x-label']?.[p.lang] ?? name)
                  return (
                    <li class="row apart">
                      <span><a href={p.href(`${at}/fields/${name}`)}><AsWritten p={p}>{label}</AsWritten></a> <span class="quiet small">{property['x-widget'] ? kindOf(property['x-widget'])?.names[p.lang] : ''}{required && `, ${f.required}`}{property['x-when'] && `. ${f.only(feelOf(property['x-when']))}`}</span></span>
                      {open && <div class="row small">{press('up', { field: name }, f.up, label)}{press('down', { field: name }, f.down, label)}{press('remove', { field: name }, f.remove, label)}</div>}
                    </li>
                  )
                })}
              </ul>
            </Section>
          )
        })}
        {open && (
          <div class="grid wide">
            <Section id="add" title={f.addField} panel>
              <Form p={p} submit="arrange"><Seen seen={seen} /><input type="hidden" name="do" value="add-field" />
                <Select p={p} name="step" label={t.edit.place} options={steps.map((step) => ({ value: step.id, label: String((step.title as Record<string, string>)[p.lang] ?? step.id) }))} empty={false} />
                <Select p={p} name="widget" label={f.kind} options={kindOptions(p.lang)} empty={false} />
                <TextField p={p} name="label" label={`${f.label} (${t.languages.vi})`} />
                <Actions><Button>{f.addField}</Button></Actions>
              </Form>
            </Section>
            <Section id="add-step" title={f.addStep} panel>
              <Form p={p} submit="arrange"><Seen seen={seen} /><input type="hidden" name="do" value="add-step" />
                <TextFieldOf p={p} id="step-title" name="label" label={`${f.stepTitle} (${t.languages.vi})`} />
                <Actions><Button kind="second">{f.addStep}</Button></Actions>
              </Form>
              {free.length > 0 && <Form p={p} submit="arrange"><Seen seen={seen} /><input type="hidden" name="do" value="take-step" /><Select p={p} name="use" label={f.takeStep} options={free} empty={false} /><Actions><Button kind="second">{f.take}</Button></Actions></Form>}
            </Section>
          </div>
        )}
      </Layout>
    )
  },
})

/** A second box of the same name on one page needs an id of its own. */
const TextFieldOf = ({ p, id, name, label }: { p: Parameters<typeof TextField>[0]['p']; id: string; name: string; label: string }) => (
  <div class="field"><label for={id}>{label}</label><input class="input" id={id} name={name} value={p.typed['do'] === 'add-step' ? String(p.typed[name] ?? '') : ''} /></div>
)

type FieldData = { code: string; field: string; draft: DesignDraft; seen: number; property: Raw; required: boolean; from: Choosing; faults: string[] }

/** One question of the form: what it is, when it is asked, what fills it in. */
export const designFieldPage = definePage<FieldData>({
  path: '/officer/procedures/:code/form/fields/:field',
  face: 'officer',
  may,
  async load(ctx, { params }) {
    const { draft, version } = await openDraftDesign(ctx, params['code']!)
    const shared = ctx.take(definitionBook).shared.parts
    const field = params['field']!
    const property = propertyIn(draft.definition, shared, field)
    if (!property) throw new Refusal('not-found', 'no-such-field')
    const checked = checkDraft(ctx, draft)
    const step = draft.definition['form']?.steps?.find((it: Raw) => Object.hasOwn(sharedStep(shared, it['use'])?.properties ?? {}, field))
    return {
      code: params['code']!, field, draft, seen: version, property, from: choosing(ctx, draft), faults: checked.faults.filter((it) => fieldOfFault(it) === field).map((it) => sayDesignFault(it, ctx.lang)),
      required: Boolean(draft.definition['form']?.schema?.required?.includes(field) || (step && sharedStep(shared, step.use)?.required?.includes(field))),
    }
  },
  submits: {
    save: { action: editDesignField, input: (typed, { params }) => ({ code: params['code'], field: params['field'], typed: boxesOf(typed), ...seenIn(typed) }), then: (_r, { params }: Asked) => `/officer/procedures/${params['code']}/form/fields/${params['field']}` },
  },
  view({ data: { code, field, draft, seen, property, required, from, faults }, p }) {
    const t = wordsOf(p)
    const at = `/officer/procedures/${code}/form`
    const boxes = fieldBoxes(String(property['x-widget']))
    const shown = Object.assign({}, ...boxes.map((box) => shownIn(box, property)))
    const label = String(property['x-label']?.[p.lang] ?? field)
    return (
      <Layout p={p} title={`${t.form.field(label)}: ${code}`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.title }, { href: `/officer/procedures/${code}`, label: code }, { href: at, label: t.parts.form }]} views={<PartViews p={p} code={code} now="form" />} {...(draft.sources.length ? { side: <SourceSide p={p} sources={draft.sources} /> } : {})}>
        <Heading above={<>{t.form.name}: <span class="code">{field}</span></>}><AsWritten p={p}>{label}</AsWritten></Heading>
        {faults.length > 0 && <Notice tone="soon" title={t.overview.wrong(faults.length)}><ul>{faults.map((it) => <li><AsWritten p={p}>{it}</AsWritten></li>)}</ul></Notice>}
        <Form p={p} submit="save">
          <Seen seen={seen} />
          <Select p={p} name="x-widget" label={t.boxes['x-widget']} value={String(property['x-widget'])} options={kindOptions(p.lang)} empty={false} />
          {kindOf(String(property['x-widget'])).asks !== false && <YesNo p={p} name="_required" label={t.boxes['_required']} value={required} />}
          {boxes.map((box) => <EditBox p={p} box={box} shown={shown} from={from} />)}
          {boxes.some((box) => box.of === 'sources') && (
            <details><summary>{t.edit.sources}</summary><ul class="small code">{Object.entries(prefillSources).map(([source, facts]) => <li>{source}.({facts.join(', ')})</li>)}<li>document.KQ….…</li></ul></details>
          )}
          {draft.state === 'draft' && <Actions><Button>{t.edit.save}</Button></Actions>}
        </Form>
        <p><a class="act" href={p.href(`${at}#step-${stepOf(draft, field)}`)}>{t.parts.form}</a></p>
      </Layout>
    )
  },
})

const stepOf = (draft: DesignDraft, field: string): string => (draft.definition['form']?.steps ?? []).find((it: Raw) => it['fields']?.includes(field))?.id ?? ''

type StepData = { code: string; step: string; draft: DesignDraft; seen: number; raw: Raw; from: Choosing }

/** Title, hint and condition of one step. */
export const designStepPage = definePage<StepData>({
  path: '/officer/procedures/:code/form/steps/:step',
  face: 'officer',
  may,
  async load(ctx, { params }) {
    const { draft, version } = await openDraftDesign(ctx, params['code']!)
    const shared = ctx.take(definitionBook).shared.parts
    const raw = (draft.definition['form']?.steps ?? []).find((it: Raw) => (it['id'] ?? it['use']) === params['step'])
    if (!raw) throw new Refusal('not-found', 'no-such-field')
    const part = sharedStep(shared, raw['use'])
    return { code: params['code']!, step: params['step']!, draft, seen: version, raw: { ...(part ? { title: part.title, ...(part.hint ? { hint: part.hint } : {}) } : {}), ...raw }, from: choosing(ctx, draft) }
  },
  submits: {
    save: { action: editDesignStep, input: (typed, { params }) => ({ code: params['code'], step: params['step'], typed: boxesOf(typed), ...seenIn(typed) }), then: (_r, { params }) => `/officer/procedures/${params['code']}/form#step-${params['step']}` },
  },
  view({ data: { code, step, draft, seen, raw, from }, p }) {
    const t = wordsOf(p)
    const at = `/officer/procedures/${code}/form`
    const shown = Object.assign({}, ...stepBoxes.map((box) => shownIn(box, raw)))
    const title = String(raw['title']?.[p.lang] ?? step)
    return (
      <Layout p={p} title={`${t.form.step(title)}: ${code}`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.title }, { href: `/officer/procedures/${code}`, label: code }, { href: at, label: t.parts.form }]} views={<PartViews p={p} code={code} now="form" />}>
        <Heading>{t.form.step(title)}</Heading>
        <Form p={p} submit="save">
          <Seen seen={seen} />
          {stepBoxes.map((box) => <EditBox p={p} box={box} shown={shown} from={from} />)}
          {draft.state === 'draft' && <Actions><Button>{t.edit.save}</Button></Actions>}
        </Form>
      </Layout>
    )
  },
})
