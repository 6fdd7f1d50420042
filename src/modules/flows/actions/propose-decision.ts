import Type from 'typebox'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { flowStream, versionToPropose } from '../flow-store.ts'
import { followersOf } from '../queries/followers.ts'
import { proposalsFor } from '../queries/flows.ts'
import { readDecisions } from '../reading/decisions.ts'
import { countryDecisions } from '../shelf.ts'

/**
 * A changed file of decisions waits for another administrator. It is held to what the country's own files are held to: the
 * rules of DMN, expressions that can be read, and that it speaks of the same papers, fees and times as the procedures that decide by it.
 */
export const proposeDecision = defineAction({
  name: 'flows.propose-decision',
  summary: 'Propose a changed file of decisions (DMN) under its key; refused with every fault, by element',
  may: 'admin',
  input: Type.Object({
    key: Type.String({ minLength: 1, maxLength: 100 }),
    xml: Type.String({ minLength: 1, maxLength: 2_000_000 }),
    validFrom: Type.Optional(Type.String({ format: 'date' })),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  }, { additionalProperties: false }),
  answer: Type.Object({ key: Type.String(), version: Type.Integer() }),
  async run(ctx, { key, xml, validFrom = day(ctx.now), note }) {
    if (!ctx.take(countryDecisions).has(key)) throw new Refusal('not-found', 'no-such-decision')
    if (validFrom < day(ctx.now)) throw new Refusal('invalid', 'check-the-form', { validFrom: 'not-before-today' })
    const name = checked(ctx, key, xml)
    const version = ((await proposalsFor(ctx, key)).find((it) => it.state === 'published')?.version ?? 0) + 1
    const opened = await versionToPropose(ctx, key, version)
    if (opened.version > 0 && opened.state.state === 'proposed' && opened.state.proposedBy.id !== ctx.actor.id) throw new Refusal('conflict', 'proposed-already', {}, { who: opened.state.proposedBy.name })
    ctx.record(flowStream, opened, [{ type: 'flows.proposed', data: { kind: 'decision', key, version, name, validFrom, xml, ...(note?.trim() ? { note: note.trim() } : {}) } }])
    return { key, version }
  },
})

/** The name of the file; refuses with every fault there is. */
function checked(ctx: Ctx, key: string, xml: string): string {
  const read = readDecisions(xml, key, ctx.lang)
  const faults = 'faults' in read ? read.faults : followersOf(ctx).filter((it) => it.decision === key).flatMap((it) => it.disagrees?.(xml, ctx.lang) ?? [])
  if (faults.length || 'faults' in read) throw new Refusal('invalid', 'decision-has-faults', Object.fromEntries(faults.map((it) => [it.element || 'xml', it.say])), { count: faults.length })
  return read.decisions.shown.name
}
