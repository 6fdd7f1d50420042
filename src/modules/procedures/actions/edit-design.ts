import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { changesBetween } from '../domain/changes.ts'
import { editField, editForm, editPart, editStep, fieldNamesIn, type FormEdit } from '../domain/editing.ts'
import type { Typed as TypedAnswers } from '../domain/form.ts'
import { widgets } from '../domain/kinds.ts'
import { parts, type PartName } from '../domain/parts.ts'
import { type Content, designStream } from '../design-store.ts'
import { mustDesign, openDraftDesign } from '../designing.ts'
import { definitionBook } from '../shelf.ts'
import { Code, Seen, Typed } from './shapes.ts'

const partNames = Object.keys(parts) as [PartName, ...PartName[]]

async function edit(ctx: Ctx, { code, seen }: { code: string; seen?: number | undefined }, part: string, change: (content: Content) => Content): Promise<void> {
  mustDesign(ctx)
  const opened = await openDraftDesign(ctx, code, { seen, state: 'draft' })
  const { definition, decisions, adds } = opened.draft
  const before = { definition, decisions, adds }
  const changes = changesBetween(before, change(structuredClone(before)))
  if (changes.length) ctx.record(designStream, opened, [{ type: 'procedures.design-edited', data: { code, part, changes } }])
}

export const editDesign = defineAction({
  name: 'procedures.edit-design',
  summary: 'Change one part of a draft as typed; boxes are named by their place in the definition',
  may: 'admin',
  input: Type.Object({ code: Code, part: Type.Enum(partNames), typed: Typed, seen: Type.Optional(Seen) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { code, part, typed, seen }) {
    await edit(ctx, { code, seen }, part, (content) => {
      const names = fieldNamesIn(content.definition, ctx.take(definitionBook).shared.parts)
      const after = editPart(content, part, typed as TypedAnswers, names)
      // A field of public life or a result that nobody has named yet is named with the draft.
      if (part === 'names' && typeof typed['newField'] === 'string' && typed['newField'].trim()) return withField(after, typed['newField'].trim())
      if (part === 'result') { const { code: result, names: said } = after.definition['result'] ?? {}; if (result && said) return { ...after, adds: { ...after.adds, results: { [result]: said } } } }
      return after
    })
  },
})

const withField = (content: Content, name: string): Content => {
  const key = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z]+/g, '-').replace(/^-+|-+$/g, '') || 'linh-vuc'
  return { ...content, definition: { ...content.definition, field: key }, adds: { ...content.adds, fields: { [key]: { names: { vi: name, en: `Not translated yet: ${name}` } } } } }
}

export const editDesignField = defineAction({
  name: 'procedures.edit-design-field',
  summary: 'Change one question of the form of a draft',
  may: 'admin',
  input: Type.Object({ code: Code, field: Type.String({ maxLength: 80 }), typed: Typed, seen: Type.Optional(Seen) }, { additionalProperties: false }),
  answer: Nothing,
  run: (ctx, { code, field, typed, seen }) => edit(ctx, { code, seen }, `field ${field}`, (content) => editField(content, field, typed as TypedAnswers, ctx.take(definitionBook).shared.parts)),
})

export const editDesignStep = defineAction({
  name: 'procedures.edit-design-step',
  summary: 'Change title, hint and condition of one step of the form of a draft',
  may: 'admin',
  input: Type.Object({ code: Code, step: Type.String({ maxLength: 80 }), typed: Typed, seen: Type.Optional(Seen) }, { additionalProperties: false }),
  answer: Nothing,
  run: (ctx, { code, step, typed, seen }) => edit(ctx, { code, seen }, `step ${step}`, (content) => editStep(content, step, typed as TypedAnswers, ctx.take(definitionBook).shared.parts)),
})

export const arrangeDesignForm = defineAction({
  name: 'procedures.arrange-design-form',
  summary: 'Add, move or take away a question or a step of the form of a draft',
  may: 'admin',
  input: Type.Object({
    code: Code, do: Type.Enum(['add-field', 'up', 'down', 'remove', 'add-step', 'take-step', 'step-up', 'step-down', 'step-remove']),
    step: Type.Optional(Type.String({ maxLength: 80 })), field: Type.Optional(Type.String({ maxLength: 80 })), widget: Type.Optional(Type.Enum(widgets as [string, ...string[]])), label: Type.Optional(Type.String({ maxLength: 300 })), use: Type.Optional(Type.String({ maxLength: 80 })), seen: Type.Optional(Seen),
  }, { additionalProperties: false }),
  answer: Type.Object({ field: Type.Optional(Type.String({ description: 'The question that was added' })) }),
  async run(ctx, { code, seen, ...asked }) {
    const label = asked.label?.trim() ?? ''
    if ((asked.do === 'add-field' || asked.do === 'add-step') && label.length < 2) throw new Refusal('invalid', 'check-the-form', { label: 'field-missing' })
    let added: string | undefined
    await edit(ctx, { code, seen }, 'form', (content) => {
      const made = editForm(content, { ...asked, label, title: label, widget: asked.widget ?? 'text', step: asked.step ?? '', field: asked.field ?? '', use: asked.use ?? '' } as FormEdit, ctx.take(definitionBook).shared.parts)
      added = made.field
      return made.content
    })
    return added ? { field: added } : {}
  },
})

export const settleRemark = defineAction({
  name: 'procedures.settle-remark',
  summary: 'Say that what a remark on a draft asks has been decided',
  may: 'admin',
  input: Type.Object({ code: Code, remark: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { code, remark }) {
    mustDesign(ctx)
    const opened = await openDraftDesign(ctx, code, { state: 'draft' })
    if (!opened.draft.remarks[remark]) throw new Refusal('not-found', 'no-such-design')
    if (!opened.draft.remarks[remark].settled) ctx.record(designStream, opened, [{ type: 'procedures.remark-settled', data: { code, remark } }])
  },
})
