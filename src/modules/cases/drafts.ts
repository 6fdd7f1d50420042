import Type from 'typebox'
import { createHash } from 'node:crypto'
import { applicantOf } from '#identity'
import { catalogue, checkStep, coerceAnswers, competentUnitOf, dropHidden, prefill, type Prefill, prefillAgain, type Procedure, stepsOf, type Typed } from '#procedures'
import { notePaperUse, takeUploads } from '#documents'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import { inTheNameOf, type Represented, representedIn } from '#platform/actor'
import { type Ctx, openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { DraftStep } from './answers.ts'
import { record } from './case-store.ts'
import type { Delivery, Filed } from './domain/case-file.ts'
import { file, filedBy, procedureOn } from './filing.ts'
import { knownFor } from './known.ts'
import { Id } from './shapes.ts'

/** What a person has filled in and not yet handed in. A plain list, no legal life: the case begins when it is handed in. */
export type Draft = {
  id: string; person: string; procedure: string; version: number
  /** By which mandate she fills it in for somebody else. */
  mandate: string | null
  answers: Record<string, unknown>
  /** Which answers came from a register, and are shown instead of asked. */
  from_where: Record<string, { source: string; on: string; register: { vi: string; en: string }; editable: boolean }>
  papers: { component: string; upload: string; label: string; size: number; type: string }[]
  choices: { delivery?: Delivery }
  step: string
  begun_at: Date; saved_at: Date; keep_until: string
}

const columns = ['id', 'person', 'procedure', 'version', 'mandate', 'answers', 'from_where', 'papers', 'choices', 'step', 'begun_at', 'saved_at', 'keep_until'] as const
/** Long enough for a person to fetch a paper from another province; said on every page of the form. */
const daysKept = 30

export async function openDraft(ctx: Ctx, id: string): Promise<{ draft: Draft; procedure: Procedure }> {
  const draft = (await ctx.db.selectFrom('case_drafts').select(columns).where('id', '=', id).where('person', '=', ctx.actor.id).executeTakeFirst()) as Draft | undefined
  if (!draft) throw new Refusal('not-found', 'no-such-draft')
  return { draft, procedure: ctx.take(catalogue).get(draft.procedure, draft.version) }
}

/**
 * Whose form it is: hers, or that of whom she acts for, by a mandate that holds at this moment and reaches the procedure. Refuses with
 * conflict `mandate-over` once it does not; the draft stays.
 */
export function behalf(ctx: Ctx, procedure: Procedure, mandate: string | null | undefined): { of: Ctx; one?: Represented } {
  if (!mandate) return { of: ctx }
  const one = ctx.actor.represents?.find((it) => it.mandate === mandate)
  if (!one || !representedIn(ctx.actor, one.id, procedure.code) || !mayApply(procedure, one)) throw new Refusal('conflict', 'mandate-over')
  return { of: openCtx(ctx.house, inTheNameOf(ctx.actor, one), ctx.lang, ctx), one }
}

/** A business applies where businesses may, a person where people may. */
export const mayApply = ({ applicants }: Procedure, { kind }: Represented): boolean => (kind === 'organisation' ? applicants.includes('household-business') : applicants.includes('citizen'))

/** What registers know: of the person represented; a business has no entry of its own among people, so what its owner is asked of herself is hers. */
const known = (ctx: Ctx, procedure: Procedure, { of, one }: ReturnType<typeof behalf>) => knownFor(one?.kind === 'organisation' ? ctx : of, procedure)

export const myDrafts = (ctx: Ctx): Promise<Pick<Draft, 'id' | 'procedure' | 'version' | 'step' | 'saved_at' | 'keep_until'>[]> =>
  ctx.db.selectFrom('case_drafts').select(['id', 'procedure', 'version', 'step', 'saved_at', 'keep_until']).where('person', '=', ctx.actor.id).orderBy('saved_at', 'desc').limit(50).execute() as any

const save = (ctx: Ctx, draft: Draft): void => {
  const keepUntil = day(new Date(ctx.now.getTime() + daysKept * 86_400_000))
  ctx.write({ table: 'case_drafts', row: { ...draft, saved_at: ctx.now, keep_until: keepUntil } })
}

const fromWhere = (from: Prefill['from']): Draft['from_where'] => Object.fromEntries(Object.entries(from).map(([field, f]) => [field, { source: f.source, on: f.date, register: f.register, editable: f.editable }]))

/**
 * What stands saved at a step, as a short word: whoever saves the step says what stood there when she began to type, and is
 * told when another window has saved something else since. Two windows at two steps do not disturb each other.
 */
export function seenAt(procedure: Procedure, draft: Pick<Draft, 'answers'>, step: string): string {
  const fields = procedure.form.steps.find((s) => s.id === step)?.fields ?? []
  return createHash('sha256').update(JSON.stringify(fields.map((field) => draft.answers[field] ?? null))).digest('base64url').slice(0, 16)
}

/** The steps a person goes through: those of the form that her answers show, then papers when any are asked, then the check of answers. */
export const stepsOfDraft = (procedure: Procedure, answers: Record<string, unknown>): string[] =>
  [...stepsOf(procedure, answers).map((s) => s.id), ...(procedure.components.length ? ['papers'] : []), 'check']

export const startDraft = defineAction({
  name: 'cases.start-draft',
  summary: 'Begin to fill in a procedure; what the registers know is filled in',
  may: 'person',
  input: Type.Object({ procedure: Type.String({ maxLength: 40 }), mandate: Type.Optional(Type.String({ maxLength: 80, description: 'The mandate by which it is filled in for somebody else' })) }, { additionalProperties: false }),
  answer: DraftStep,
  async run(ctx, { procedure: code, mandate }) {
    const procedure = procedureOn(ctx, code, day(ctx.now))
    const filled = prefill(procedure, await known(ctx, procedure, behalf(ctx, procedure, mandate)))
    const id = ctx.newId()
    save(ctx, {
      id, person: ctx.actor.id, procedure: procedure.code, version: procedure.version, mandate: mandate ?? null, answers: filled.values,
      from_where: fromWhere(filled.from),
      papers: [], choices: {}, step: stepsOfDraft(procedure, filled.values)[0]!, begun_at: ctx.now, saved_at: ctx.now, keep_until: '',
    })
    return { draftId: id, step: stepsOfDraft(procedure, filled.values)[0]! }
  },
})

export const saveStep = defineAction({
  name: 'cases.save-step',
  summary: 'Keep the answers of one step; `later` keeps them unchecked',
  may: 'person',
  input: Type.Object({
    draftId: Id, step: Id,
    typed: Type.Record(Type.String({ maxLength: 120 }), Type.Union([Type.String({ maxLength: 20_000 }), Type.Array(Type.String({ maxLength: 2000 }), { maxItems: 200 })])), later: Type.Optional(Type.Boolean()),
    seen: Type.Optional(Type.String({ maxLength: 40, description: 'What stood at this step when the answers were begun (`seen` of cases.draft); another window that saved since is then not overwritten unseen' })),
  }, { additionalProperties: false }),
  answer: Type.Object({ draftId: Type.String(), next: Type.String({ description: 'The step that comes next' }) }),
  async run(ctx, { draftId, step, typed, later = false, seen }) {
    const { draft, procedure } = await openDraft(ctx, draftId)
    const shown = procedure.form.steps.find((s) => s.id === step)
    if (!shown) throw new Refusal('not-found', 'no-such-page')
    if (seen !== undefined && seen !== seenAt(procedure, draft, step)) throw new Refusal('conflict', 'step-saved-elsewhere')
    const coerced = coerceAnswers(procedure, typed as Typed)
    const answers = { ...draft.answers }
    for (const field of shown.fields) {
      // What a register says is shown, not asked; a form made by hand does not change it.
      if (draft.from_where[field] && !draft.from_where[field].editable) continue
      if (field in coerced) {
        if (draft.from_where[field] && answers[field] !== coerced[field]) delete draft.from_where[field]
        answers[field] = coerced[field]
      } else delete answers[field]
    }
    // What she answered may open a source (she is the mother, so that half of the form is known) or close it again.
    const opens = Object.values(procedure.form.schema.properties).some((property) => property['x-from-when'])
    if (opens) {
      const again = prefillAgain(procedure, await known(ctx, procedure, behalf(ctx, procedure, draft.mandate)), answers, Object.keys(draft.from_where))
      for (const field of Object.keys(answers)) if (!(field in again.answers)) delete answers[field]
      Object.assign(answers, again.answers)
      draft.from_where = fromWhere(again.from)
    }
    if (!later) {
      const faults = checkStep(procedure, step, answers, ctx.lang, day(ctx.now))
      if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
    }
    const steps = stepsOfDraft(procedure, answers)
    const next = later ? step : (steps[steps.indexOf(step) + 1] ?? 'check')
    save(ctx, { ...draft, answers, step: next })
    return { draftId, next }
  },
})

export const attachPaper = defineAction({
  name: 'cases.attach-paper',
  summary: 'Put an uploaded file to a draft as one of its papers',
  may: 'person',
  input: Type.Object({ draftId: Id, component: Id, upload: Id }, { additionalProperties: false }),
  answer: Type.Object({ draftId: Type.String() }),
  async run(ctx, { draftId, component, upload }) {
    const { draft, procedure } = await openDraft(ctx, draftId)
    if (!procedure.components.some((c) => c.code === component)) throw new Refusal('not-found', 'no-such-paper')
    const file = (await takeUploads(ctx, [upload])).get(upload)
    if (!file) throw new Refusal('not-found', 'no-such-upload')
    if (draft.papers.length >= 60) throw new Refusal('conflict', 'too-many-papers')
    save(ctx, { ...draft, step: 'papers', papers: [...draft.papers.filter((p) => p.upload !== upload), { component, upload, label: file.label, size: file.size, type: file.type }] })
    return { draftId }
  },
})

export const removePaper = defineAction({
  name: 'cases.remove-paper',
  summary: 'Take a paper off a draft',
  may: 'person',
  input: Type.Object({ draftId: Id, upload: Id }, { additionalProperties: false }),
  answer: Type.Object({ draftId: Type.String() }),
  async run(ctx, { draftId, upload }) {
    const { draft } = await openDraft(ctx, draftId)
    save(ctx, { ...draft, papers: draft.papers.filter((p) => p.upload !== upload) })
    return { draftId }
  },
})

export const removeDraft = defineAction({
  name: 'cases.remove-draft',
  summary: 'Throw a draft away',
  may: 'person',
  input: Type.Object({ draftId: Id }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { draftId }) {
    await openDraft(ctx, draftId)
    ctx.write({ table: 'case_drafts', remove: { id: draftId } })
  },
})

export const submitDraft = defineAction({
  name: 'cases.submit-draft',
  summary: 'Hand in what was filled in',
  may: 'person',
  input: Type.Object({ draftId: Id, delivery: Type.Optional(Type.Enum(['online', 'desk', 'post'])) }, { additionalProperties: false }),
  answer: Type.Object({ id: Type.String(), code: Type.String() }),
  async run(ctx, { draftId, delivery }) {
    // The case bears the draft's id: handed in from two windows at once, only one of the two can begin it.
    const made = await ctx.db.selectFrom('case_rows').select(['id', 'code']).where('id', '=', draftId).where('applicant', 'in', [ctx.actor.id, ...(ctx.actor.represents ?? []).map(({ id }) => id)]).executeTakeFirst()
    if (made) {
      // Another window may have saved a step meanwhile.
      ctx.write({ table: 'case_drafts', remove: { id: draftId } })
      return { id: made['id'] as string, code: made['code'] as string }
    }
    const { draft, procedure } = await openDraft(ctx, draftId)
    const { of, one } = behalf(ctx, procedure, draft.mandate)
    const answers = dropHidden(procedure, draft.answers)
    const filed: Filed = await file(ctx, {
      procedure: draft.procedure, answers, papers: draft.papers.map(({ component, upload }) => ({ component, upload })),
      from: Object.fromEntries(Object.entries(draft.from_where).map(([field, f]) => [field, { source: f.source, on: f.on }])),
      competentUnit: competentUnitOf(procedure, answers) ?? '',
      ...(delivery ? { delivery } : {}),
    }, { applicant: await applicantOf(of), channel: 2, ...(one && { filedBy: filedBy(ctx.actor, one) }) }, draftId)
    notePaperUse(ctx, filed.id, filed.papers)
    record(of, unopened(filed.id), true, { type: 'cases.submitted', data: filed })
    ctx.write({ table: 'case_drafts', remove: { id: draftId } })
    return { id: filed.id, code: filed.code }
  },
})

export const draftActions = [startDraft, saveStep, attachPaper, removePaper, removeDraft, submitDraft]
