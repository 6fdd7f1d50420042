import { documentsHeldBy, upload } from '#documents'
import { type Component, componentsFor, type Procedure } from '#procedures'
import { perform } from '#platform/action'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink, Button, ButtonLink } from '#ui/button'
import { FileField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, fileSize, moment } from '#ui/format'
import { Icon } from '#ui/icon'
import { Layout } from '#ui/layout'
import { Papers } from '#ui/paper'
import { StepHeading } from '#ui/steps-bar'
import { attachPaper, behalf, type Draft, openDraft, removePaper, stepsOfDraft } from '../../drafts.ts'
import { textsOf } from '../words.tsx'
import { DraftSteps } from './draft-step.page.tsx'

type Data = { draft: Draft; procedure: Procedure; needed: Component[]; held: { component: Component; document?: { id: string; title: { vi: string; en: string }; issuedOn: string } }[] }

/** The papers: those that are asked, one place each; and those that are not, with the reason. */
export const draftPapersPage = definePage<Data>({
  path: '/drafts/:draftId/papers',
  face: 'portal',
  may: 'person',
  async load(ctx, { params }) {
    const { draft, procedure } = await openDraft(ctx, params['draftId']!)
    const mine = procedure.components.some((c) => c.heldAs) ? await documentsHeldBy(ctx, behalf(ctx, procedure, draft.mandate).of.actor.id) : []
    const needs = componentsFor(procedure, draft.answers, ['population', ...mine.map((d) => d.resultCode)])
    return {
      draft, procedure, needed: needs.needed,
      held: needs.held.map((component) => {
        const document = mine.find((d) => d.resultCode === component.heldAs)
        return { component, ...(document ? { document } : {}) }
      }),
    }
  },
  submits: {
    attach: {
      action: attachPaper,
      async input(typed, { params }, ctx, files) {
        const component = String(typed['component'] ?? '')
        const file = files.find((f) => f.field === `file-${component}`)
        if (!file?.bytes.length) throw new Refusal('invalid', 'check-the-form', { [`file-${component}`]: 'choose-a-file' })
        const { id } = await perform(ctx.house, ctx.actor, upload, { name: file.name, content: file.bytes.toString('base64') }, { lang: ctx.lang }).catch((error: unknown) => {
          if (error instanceof Refusal) throw new Refusal(error.kind, 'check-the-form', { [`file-${component}`]: error.code }, error.params)
          throw error
        })
        return { draftId: params['draftId'], component, upload: id }
      },
      then: ({ draftId }) => `/drafts/${draftId}/papers`,
    },
    remove: { action: removePaper, input: (typed, { params }) => ({ draftId: params['draftId'], upload: String(typed['upload'] ?? '') }), then: ({ draftId }) => `/drafts/${draftId}/papers` },
  },
  view({ data: { draft, procedure, needed, held }, p }) {
    const t = textsOf(p.lang).form
    const all = stepsOfDraft(procedure, draft.answers)
    const at = all.indexOf('papers')
    return (
      <Layout p={p} title={`${t.papers}, ${t.stepOf(at + 1, all.length)}`} current="services" islands={['once']}>
        <div class="cols">
          <div class="flow">
            {at > 0 && <p><ActLink href={p.href(`/drafts/${draft.id}/${all[at - 1]}`)}>{t.back(at)}</ActLink></p>}
            <StepHeading p={p} service={procedure.names[p.lang]} title={t.papers} step={at + 1} of={all.length} />
            {needed.map((component) => {
              const mine = draft.papers.filter((paper) => paper.component === component.code)
              return (
                <section class="panel flow narrow" aria-labelledby={`paper-${component.code}`}>
                  <h2 class="h3" id={`paper-${component.code}`}>{component.names[p.lang]}{component.optional && <span class="quiet small"> ({t.optional})</span>}</h2>
                  {component.note && <p class="hint">{component.note[p.lang]}</p>}
                  {component.need === 'present' && <p class="hint">{t.presentOnly}</p>}
                  {mine.length > 0 && (
                    <ul class="plain flow">
                      {mine.map((paper) => (
                        <li class="row apart">
                          <span><Icon name="paper" /> <a href={p.href(`/files/${paper.upload}`)}>{paper.label}</a> <span class="quiet">{fileSize(paper.size, p.lang)}</span></span>
                          <Form p={p} submit="remove"><input type="hidden" name="upload" value={paper.upload} /><Button kind="second">{t.remove}<span class="hide">: {paper.label}</span></Button></Form>
                        </li>
                      ))}
                    </ul>
                  )}
                  <Form p={p} submit="attach" multipart>
                    <input type="hidden" name="component" value={component.code} />
                    <FileField p={p} name={`file-${component.code}`} label={mine.length ? t.addAnother : t.choosePaper} hint={t.paperHint} accept="image/jpeg,image/png,image/webp,application/pdf" camera />
                    <Actions><Button kind="second">{t.upload}<span class="hide">: {component.names[p.lang]}</span></Button></Actions>
                  </Form>
                </section>
              )
            })}
            {!needed.length && <p class="narrow">{t.noPapers}</p>}
            {held.length > 0 && (
              <section class="flow narrow" aria-labelledby="held">
                <h2 id="held">{t.notAsked}</h2>
                <Papers p={p} items={held.map(({ component, document }) => ({
                  name: component.names[p.lang], note: document ? t.fromYourStore(document.title[p.lang], date(document.issuedOn)) : t.fromPopulation, state: { tone: 'good', word: t.knownAlready }, ...(document ? { see: p.href(`/documents`) } : {}),
                }))} />
              </section>
            )}
            <p><ButtonLink href={p.href(`/drafts/${draft.id}/check`)}>{t.goOnToCheck}</ButtonLink></p>
            <p class="hint">{t.savedAt(moment(draft.saved_at), date(draft.keep_until))}</p>
          </div>
          <aside aria-labelledby="steps"><DraftSteps p={p} draft={draft} procedure={procedure} step="papers" /></aside>
        </div>
      </Layout>
    )
  },
})
