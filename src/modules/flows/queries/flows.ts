import type { Ctx } from '#platform/ctx'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { type FlowBook, flowBook, type FlowDefinition } from '../domain/definition.ts'
import { readDefinition } from '../reading/read-flows.ts'
import { countryFlows } from '../shelf.ts'

/** What was published here, as this process last saw it. A version never changes, so only its number is asked for again. */
type Seen = { at: number; published: Map<string, FlowDefinition>; book: FlowBook | undefined; looking?: Promise<void> }
const seen = new WeakMap<House, Seen>()
/** Another process may have published something: so long, in milliseconds, may it be before this one knows. */
const lookEvery = 2000

const seenBy = (house: House): Seen => {
  let mine = seen.get(house)
  if (!mine) seen.set(house, (mine = { at: 0, published: new Map(), book: undefined }))
  return mine
}

/** Every flow there is, as this process knows them: those of the country and those that were published here. */
export function flowBookOf(ctx: Pick<Ctx, 'take' | 'house'>): FlowBook {
  const country = ctx.take(countryFlows)
  const mine = seenBy(ctx.house)
  if (!mine.published.size) return country
  return (mine.book ??= flowBook([...country.keys.flatMap((key) => country.versions(key)), ...mine.published.values()]))
}

/** The same, having looked whether something was published meanwhile. */
export async function flowsOf(ctx: Pick<Ctx, 'take' | 'house' | 'db'>): Promise<FlowBook> {
  const mine = seenBy(ctx.house)
  if (Date.now() - mine.at > lookEvery) await (mine.looking ??= look(ctx, mine).finally(() => delete mine.looking))
  return flowBookOf(ctx)
}

/** What was just published here is looked for at the next question. */
export const lookAgain = (house: House): void => void (seenBy(house).at = 0)

async function look(ctx: Pick<Ctx, 'db'>, mine: Seen): Promise<void> {
  const rows = await ctx.db.selectFrom('flow_versions').select(['key', 'version']).where('state', '=', 'published').execute()
  for (const { key, version } of rows) {
    if (mine.published.has(`${key} ${version}`)) continue
    const { xml } = await ctx.db.selectFrom('flow_versions').select('xml').where('key', '=', key).where('version', '=', version).executeTakeFirstOrThrow()
    const read = readDefinition(xml, 'published')
    // It was checked when it was published; a rule that came later does not take it from the cases that go by it.
    if ('definition' in read) mine.published.set(`${key} ${version}`, read.definition)
    mine.book = undefined
  }
  mine.at = Date.now()
}

/** Refuses with not-found when there is no such flow, or no such version of it. Without one, the version of `day`. */
export function mustFindFlow(book: FlowBook, key: string, which: { version: number } | { day: string }): FlowDefinition {
  const versions = book.versions(key)
  if (!versions.length) throw new Refusal('not-found', 'no-such-flow')
  const found = 'version' in which ? book.find(key, which.version) : (book.onDay(key, which.day) ?? versions[0])
  if (!found) throw new Refusal('not-found', 'no-such-version')
  return found
}

export type Proposal = { key: string; version: number; state: 'proposed' | 'rejected'; name: string; valid_from: string; xml: string; note: string | null; proposed_by: string; proposed_by_name: string; proposed_at: Date; decided_by_name: string | null; reason: string | null }
/** What was drawn here and is not in force: it waits for a second pair of eyes, or was sent back. */
export const proposalsFor = (ctx: Pick<Ctx, 'db'>, key: string): Promise<Proposal[]> =>
  ctx.db.selectFrom('flow_versions').select(['key', 'version', 'state', 'name', 'valid_from', 'xml', 'note', 'proposed_by', 'proposed_by_name', 'proposed_at', 'decided_by_name', 'reason']).where('key', '=', key).where('state', '<>', 'published').orderBy('version', 'desc').limit(10).execute() as Promise<Proposal[]>

export type Waiting = Pick<Proposal, 'key' | 'version' | 'name' | 'valid_from' | 'proposed_by_name' | 'proposed_at'>
/** Everything that was drawn and waits for a second pair of eyes, the oldest first. */
export const waitingProposals = (ctx: Pick<Ctx, 'db'>): Promise<Waiting[]> =>
  ctx.db.selectFrom('flow_versions').select(['key', 'version', 'name', 'valid_from', 'proposed_by_name', 'proposed_at']).where('state', '=', 'proposed').orderBy('proposed_at').limit(50).execute() as Promise<Waiting[]>
