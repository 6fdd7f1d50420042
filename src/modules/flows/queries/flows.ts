import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { FlowBook, FlowDefinition } from '../domain/definition.ts'
import { countryFlows } from '../shelf.ts'

/** Every flow there is. */
export async function flowsOf(ctx: Pick<Ctx, 'take'>): Promise<FlowBook> {
  return ctx.take(countryFlows)
}

/** Refuses with not-found when there is no such flow, or no such version of it. Without one, the version of `day`. */
export function mustFindFlow(book: FlowBook, key: string, which: { version: number } | { day: string }): FlowDefinition {
  const versions = book.versions(key)
  if (!versions.length) throw new Refusal('not-found', 'no-such-flow')
  const found = 'version' in which ? book.find(key, which.version) : (book.onDay(key, which.day) ?? versions[0])
  if (!found) throw new Refusal('not-found', 'no-such-version')
  return found
}
