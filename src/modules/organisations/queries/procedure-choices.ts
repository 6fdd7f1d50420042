import { ask } from '#platform/action'
import type { Ctx } from '#platform/ctx'
import type { Names } from '../domain/calendar.ts'

export type ProcedureChoice = { code: string; names: Names; level: 'province' | 'commune' }

/**
 * The procedures that can be named in a delegation. They are kept in a room above this one, so the house is asked by
 * the query's name, as an integrator would ask; where no room answers to it, codes are typed by hand.
 */
export async function procedureChoices(ctx: Ctx): Promise<ProcedureChoice[]> {
  const query = ctx.house.modules.flatMap((module) => module.queries ?? []).find(({ name }) => name === 'procedures.list')
  if (!query) return []
  const answer = await ask(ctx.house, ctx.actor, query, {}, ctx.lang) as readonly ProcedureChoice[]
  return answer.map(({ code, names, level }) => ({ code, names, level }))
}
