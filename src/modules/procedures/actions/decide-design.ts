import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Nothing } from '#platform/answers'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { type DesignDraft, designStream, unsettled, versionStream } from '../design-store.ts'
import { checkDraft, mustBeAnother, mustDesign, nextVersion, openDraftDesign } from '../designing.ts'
import { partOfFault, sayDesignFault } from '../domain/design-faults.ts'
import { lookForPublished } from '../shelf.ts'
import { Code, Seen } from './shapes.ts'

const Which = Type.Object({ code: Code, seen: Type.Optional(Seen) }, { additionalProperties: false })
const Because = { reason: Type.String({ minLength: 3, maxLength: 2000 }) }

/** Refuses with every fault, at the part where it is mended: what is asked although the State holds it among them. */
function mustBeWhole(ctx: Ctx, draft: DesignDraft): void {
  const { faults } = checkDraft(ctx, draft)
  if (faults.length) {
    const fields: Record<string, string> = {}
    for (const fault of faults) fields[`part-${partOfFault(fault)}`] ??= sayDesignFault(fault, ctx.lang)
    throw new Refusal('invalid', 'design-has-faults', fields, { count: faults.length })
  }
  if (unsettled(draft).length) throw new Refusal('invalid', 'remarks-to-settle', { remarks: 'remarks-to-settle' }, { count: unsettled(draft).length })
}

export const submitDesign = defineAction({
  name: 'procedures.submit-design',
  summary: 'Hand a draft to whoever publishes; refused while anything in it is wrong or not settled',
  may: 'admin',
  input: Which,
  answer: Nothing,
  async run(ctx, { code, seen }) {
    mustDesign(ctx)
    const opened = await openDraftDesign(ctx, code, { seen, state: 'draft' })
    mustBeWhole(ctx, opened.draft)
    ctx.record(designStream, opened, [{ type: 'procedures.design-submitted', data: { code } }])
  },
})

export const takeBackDesign = defineAction({
  name: 'procedures.take-back-design',
  summary: 'Take a draft back that waits, to go on writing',
  may: 'admin',
  input: Which,
  answer: Nothing,
  async run(ctx, { code, seen }) {
    mustDesign(ctx)
    ctx.record(designStream, await openDraftDesign(ctx, code, { seen, state: 'waiting' }), [{ type: 'procedures.design-taken-back', data: { code } }])
  },
})

export const sendBackDesign = defineAction({
  name: 'procedures.send-back-design',
  summary: 'Send a draft back to who wrote it, with a remark',
  may: ['admin', 'decide'],
  input: Type.Object({ ...Which.properties, ...Because }, { additionalProperties: false }),
  answer: Nothing,
  async run(ctx, { code, seen, reason }) {
    const opened = await openDraftDesign(ctx, code, { seen, state: 'waiting' })
    mustBeAnother(ctx, opened.draft.writers)
    ctx.record(designStream, opened, [{ type: 'procedures.design-sent-back', data: { code, reason } }])
  },
})

/**
 * Four eyes (Decree 63/2010/ND-CP, article 15): what one wrote, another puts in force. Cases filed from its day on go by it;
 * those under way stay on the version they were filed under.
 */
export const publishDesign = defineAction({
  name: 'procedures.publish-design',
  summary: 'Publish a draft that waits; not by anybody who wrote in it',
  may: ['admin', 'decide'],
  input: Type.Object({ ...Which.properties, decision: Type.Optional(Type.String({ maxLength: 100, description: 'Number of the decision that publishes it' })) }, { additionalProperties: false }),
  answer: Type.Object({ code: Type.String(), version: Type.Integer(), validFrom: Type.String() }),
  async run(ctx, { code, seen, decision }) {
    const opened = await openDraftDesign(ctx, code, { seen, state: 'waiting' })
    const { draft } = opened
    mustBeAnother(ctx, draft.writers)
    // The world may have changed while it waited.
    await lookForPublished(ctx.house)
    mustBeWhole(ctx, draft)
    const today = day(ctx.now)
    const validFrom = draft.definition['validFrom'] > today ? (draft.definition['validFrom'] as string) : today
    const version = Math.max(draft.version, nextVersion(ctx, code))
    const number = decision?.trim()
    const definition = { ...draft.definition, version, validFrom, source: { ...draft.definition['source'], ...(number ? { decision: number } : {}) } }
    ctx.record(versionStream, unopened(`${code}-${version}`), [{ type: 'procedures.version-published', data: { code, version, validFrom, content: { definition, decisions: draft.decisions, adds: draft.adds }, ...(number ? { decision: number } : {}), writers: draft.writers } }])
    ctx.record(designStream, opened, [{ type: 'procedures.design-published', data: { code, version } }])
    return { code, version, validFrom }
  },
})

export const discardDesign = defineAction({
  name: 'procedures.discard-design',
  summary: 'Throw a draft away; what is published stays',
  may: 'admin',
  input: Which,
  answer: Nothing,
  async run(ctx, { code, seen }) {
    mustDesign(ctx)
    ctx.record(designStream, await openDraftDesign(ctx, code, { seen }), [{ type: 'procedures.design-discarded', data: { code } }])
  },
})
