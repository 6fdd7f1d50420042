import { provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AsWritten } from '#ui/as-written'
import { ActLink } from '#ui/button'
import { Heading, Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { checkDraft, openDraftDesign } from '../../designing.ts'
import { fieldsOf } from '../../domain/form.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { type Places, Question } from '../question.tsx'
import { PartViews, wordsOf } from './pieces.tsx'

type Data = { code: string; form?: Procedure; at: number; communes: Places }

/** The form of a draft as people will see it, as wide as a phone. Every step and question is shown, also those that only some are asked. */
export const previewPage = definePage<Data>({
  path: '/officer/procedures/:code/preview',
  face: 'officer',
  may: ['admin', 'decide', 'oversee', 'lead'],
  async load(ctx, { params, query }) {
    const { draft } = await openDraftDesign(ctx, params['code']!)
    const { procedure } = checkDraft(ctx, draft)
    const form = procedure && whole(procedure)
    const at = form?.form.steps.findIndex((step) => step.id === query['step']) ?? -1
    if (form && query['step'] && at < 0) throw new Refusal('not-found', 'no-such-page')
    return { code: params['code']!, ...(form ? { form } : {}), at: Math.max(0, at), communes: ctx.take(unitRegister).communesOf(provinceOf(ctx), day(ctx.now)).map((u) => ({ value: u.code, label: u.full[ctx.lang] })).sort((a, b) => a.label.localeCompare(b.label, 'vi')) }
  },
  view({ data: { code, form, at, communes }, p }) {
    const t = wordsOf(p)
    const here = `/officer/procedures/${code}`
    const step = form?.form.steps[at]
    const to = (n: number): string => p.href(`${here}/preview?step=${form!.form.steps[n]!.id}`)
    return (
      <Layout p={p} title={`${t.preview.title}: ${code}`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.title }, { href: here, label: code }]} views={<PartViews p={p} code={code} now="preview" />}>
        <Heading below={t.preview.lead}>{t.preview.title}</Heading>
        {!form || !step ? <Notice tone="soon"><p>{t.preview.faults}</p></Notice> : (
          <>
            <p class="row">{form.form.steps.map((it, n) => (n === at ? <strong><AsWritten p={p}>{it.title[p.lang]}</AsWritten></strong> : <a href={to(n)}><AsWritten p={p}>{it.title[p.lang]}</AsWritten></a>))}</p>
            <div class="phone panel">
              <form class="flow">
                <h2><AsWritten p={p}>{step.title[p.lang]}</AsWritten></h2>
                {step.hint && <p><AsWritten p={p}>{step.hint[p.lang]}</AsWritten></p>}
                {fieldsOf(form, step.id, {}, p.lang).map((f) => <Question p={p} f={f} communes={communes} />)}
              </form>
            </div>
            <p class="row">{at > 0 && <ActLink href={to(at - 1)}>{t.preview.previous}</ActLink>}{at + 1 < form.form.steps.length && <ActLink href={to(at + 1)}>{t.preview.next}</ActLink>}</p>
          </>
        )}
      </Layout>
    )
  },
})

function whole(procedure: Procedure): Procedure {
  const { steps, schema } = procedure.form
  const properties = Object.fromEntries(Object.entries(schema.properties).map(([name, { 'x-when': _, ...property }]) => [name, property]))
  return { ...procedure, form: { steps: steps.map(({ when: _, ...step }) => step), schema: { ...schema, properties } } }
}
