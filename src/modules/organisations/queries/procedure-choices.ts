import { ask } from '#platform/action'
import type { Ctx } from '#platform/ctx'
import type { Names } from '../domain/calendar.ts'

export type ProcedureChoice = { code: string; names: Names }

/**
 * The procedures that can be named in a delegation of `level`. They are kept in a room above this one, so the house is asked by
 * the query's name, as an integrator would ask; where no room answers to it, codes are typed by hand.
 */
export async function procedureChoices(ctx: Ctx, level: 'province' | 'commune'): Promise<ProcedureChoice[]> {
  const query = ctx.house.modules.flatMap((module) => module.queries ?? []).find(({ name }) => name === 'procedures.list')
  if (!query) return []
  const answer: unknown = await ask(ctx.house, ctx.actor, query, { level }, ctx.lang)
  const list = Array.isArray(answer) ? answer : ((answer as { procedures?: unknown[] }).procedures ?? [])
  return (list as ProcedureChoice[]).map(({ code, names }) => ({ code, names }))
}
