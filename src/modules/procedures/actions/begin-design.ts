import Type from 'typebox'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { beginDesign, contentFrom, contentOfVersion, emptyContent, mustDesign, openDraftDesign } from '../designing.ts'
import { changesBetween } from '../domain/changes.ts'
import { designStream } from '../design-store.ts'
import { catalogue, lookForPublished } from '../shelf.ts'
import { Code, Seen } from './shapes.ts'

const Begun = Type.Object({ code: Type.String() })

/** A procedure that is served is changed from its last version; one that is not begins with its code and name. */
export const beginProcedureDesign = defineAction({
  name: 'procedures.begin-design',
  summary: 'Begin to draft a procedure: from its last version, or from nothing but a name',
  may: 'admin',
  input: Type.Object({ code: Code, name: Type.Optional(Type.String({ minLength: 5, maxLength: 300 })) }, { additionalProperties: false }),
  answer: Begun,
  async run(ctx, { code, name }) {
    mustDesign(ctx)
    await lookForPublished(ctx.house)
    const served = ctx.take(catalogue).find(code)
    if (served) {
      const content = await contentOfVersion(ctx, code, served.version)
      if (!content) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
      return beginDesign(ctx, { content, from: { kind: 'version', of: String(served.version) } })
    }
    if (!name) throw new Refusal('invalid', 'check-the-form', { name: 'name-it' })
    return beginDesign(ctx, { ...emptyContent(code, name.trim(), day(ctx.now)), from: { kind: 'empty' } })
  },
})

/** The files are the truth: what was written elsewhere comes in as it is, and is checked like anything else. */
export const importDesign = defineAction({
  name: 'procedures.import-design',
  summary: 'Take a definition (YAML or JSON) and its decisions (DMN) as the draft of its procedure; `seen` replaces the draft that stands',
  may: 'admin',
  input: Type.Object({ yaml: Type.String({ minLength: 1, maxLength: 500_000 }), dmn: Type.Optional(Type.String({ maxLength: 2_000_000 })), seen: Type.Optional(Seen) }, { additionalProperties: false }),
  answer: Begun,
  async run(ctx, { yaml, dmn, seen }) {
    mustDesign(ctx)
    if (seen === undefined) return beginDesign(ctx, { content: contentFrom(yaml, dmn || undefined), from: { kind: 'file' } })
    const content = contentFrom(yaml, dmn || undefined)
    const code = String(content.definition['code'])
    const opened = await openDraftDesign(ctx, code, { seen, state: 'draft' })
    const { definition, decisions, adds } = opened.draft
    const after = { definition: { ...content.definition, version: opened.draft.version }, decisions: dmn ? content.decisions : decisions, adds }
    const changes = changesBetween({ definition, decisions, adds }, after)
    if (changes.length) ctx.record(designStream, opened, [{ type: 'procedures.design-edited', data: { code, part: 'file', changes } }])
    return { code }
  },
})
