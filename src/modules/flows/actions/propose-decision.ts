import Type from 'typebox'
import { defineAction } from '#platform/action'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { followersOf } from '../queries/followers.ts'
import { readDecisions } from '../reading/decisions.ts'

/**
 * A changed file of decisions goes into the draft of the procedure that decides by it, where it is looked over and published as its
 * next version. It is held to what the country's own files are held to: the rules of DMN, expressions that can be read, and that
 * it speaks of the same papers, fees and times as the procedure.
 */
export const proposeDecision = defineAction({
  name: 'flows.propose-decision',
  summary: 'Take a changed file of decisions (DMN) into the draft of its procedure; refused with every fault, by element',
  may: 'admin',
  input: Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }), xml: Type.String({ minLength: 1, maxLength: 2_000_000 }) }, { additionalProperties: false }),
  answer: Type.Object({ draft: Type.String({ description: 'Where the draft is, without language' }) }),
  async run(ctx, { key, xml }) {
    const follower = followersOf(ctx).find((it) => it.decision === key && it.takes)
    if (!follower) throw new Refusal('not-found', 'no-such-decision')
    const read = readDecisions(xml, key, ctx.lang)
    const faults = 'faults' in read ? read.faults : (follower.disagrees?.(xml, ctx.lang) ?? [])
    if (faults.length) throw new Refusal('invalid', 'decision-has-faults', Object.fromEntries(faults.map((it) => [it.element || 'xml', it.say])), { count: faults.length })
    return { draft: await follower.takes!(ctx as Ctx, xml) }
  },
})
