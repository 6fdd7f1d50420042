import { Refusal } from '#platform/refusal'
import type { Ctx } from '#platform/ctx'
import type { StoredEvent } from '#platform/events'
import { isBelow } from '#organisations'
import { type CaseFile, maySee, stepsFor } from '../domain/case-file.ts'
import type { Step } from '../domain/steps.ts'
import { openCase } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { noteOpening } from '../openings.ts'

export type CaseSeen = { file: CaseFile; version: number; events: StoredEvent[]; steps: Step[] }

/**
 * One case, for whoever may see it. To others it is as if it were not there, so that codes cannot be tried out.
 * That an official opened it is written down: who reads personal data leaves a trace (Law 91/2025).
 */
export async function caseFile(ctx: Ctx, id: string): Promise<CaseSeen> {
  const { state: file, version, events } = await openCase(ctx, id)
  if (!maySee(ctx.actor, file, (unit, top) => isBelow(ctx, unit, top))) throw new Refusal('not-found', 'no-such-case')
  await noteOpening(ctx, file)
  return { file, version, events, steps: stepsFor(ctx.actor, file, limitsOn(ctx)) }
}
