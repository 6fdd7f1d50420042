import type { Act } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { type Opened, defineStream, openStream, readStream, unopened } from '#platform/events'
import type { Day } from './domain/day.ts'

/** A post held, as it was given. */
export type Held = { id: string; post: string; unit: string; procedures?: readonly string[]; validFrom: Day; validTo?: Day; ended?: Day }
/** An official and every post he ever held. */
export type OfficialState = { id: string; name: string; positions: Held[] }

export type OfficialEvent =
  | { type: 'organisations.official-appointed'; data: { official: string; name: string; position: Held } }
  | { type: 'organisations.position-ended'; data: { official: string; position: string; unit: string; on: Day } }

export const officialStream = defineStream<OfficialState, OfficialEvent>({
  prefix: 'official',
  tables: ['officials', 'positions'],
  evolve(state, event) {
    switch (event.type) {
      case 'organisations.official-appointed':
        return { id: event.data.official, name: event.data.name, positions: [...(state?.positions ?? []), event.data.position] }
      case 'organisations.position-ended':
        return { ...state!, positions: state!.positions.map((held) => (held.id === event.data.position ? { ...held, ended: event.data.on } : held)) }
    }
  },
  rows: ({ id, name, positions }) => [
    { table: 'officials', row: { id, name } },
    ...positions.map((held) => ({
      table: 'positions',
      row: { id: held.id, official: id, post: held.post, unit: held.unit, procedures: held.procedures ?? null, valid_from: held.validFrom, valid_to: held.validTo ?? null, ended_on: held.ended ?? null },
    })),
  ],
})

export type DelegationState = {
  id: string; from: string; fromName: string; to: string; toName: string; unit: string
  acts: readonly Act[]; procedures?: readonly string[]; validFrom: Day; validTo: Day; ended?: Day; reason: string; givenAt: string
  /** A substitution is arranged for somebody who is away, by whoever leads the unit; absent: a delegation, by the lender. */
  kind?: 'substitution'
  givenBy?: { id: string; name: string }
  mayLendOn?: true
  /** The loan that was lent on. */
  lentOn?: string
}
export type DelegationEvent =
  | { type: 'organisations.authority-delegated'; data: Omit<DelegationState, 'ended' | 'givenAt'> }
  | { type: 'organisations.delegation-ended'; data: { delegation: string; to: string; toName: string; on: Day } }

export const delegationStream = defineStream<DelegationState, DelegationEvent>({
  prefix: 'delegation',
  tables: ['delegations'],
  evolve(state, event) {
    switch (event.type) {
      case 'organisations.authority-delegated':
        return { ...event.data, givenAt: new Date(event.at).toISOString() }
      case 'organisations.delegation-ended':
        return { ...state!, ended: event.data.on }
    }
  },
  rows: (given) => [{
    table: 'delegations',
    row: {
      id: given.id, from_official: given.from, from_name: given.fromName, to_official: given.to, to_name: given.toName, unit: given.unit,
      acts: given.acts, procedures: given.procedures ?? null, valid_from: given.validFrom, valid_to: given.validTo, ended_on: given.ended ?? null,
      reason: given.reason, given_at: given.givenAt,
      kind: given.kind ?? 'delegation', may_lend_on: given.mayLendOn ?? false, lent_on: given.lentOn ?? null, given_by: given.givenBy?.id ?? null, given_by_name: given.givenBy?.name ?? null,
    },
  }],
})

/** The official, or the place where he would begin: whoever is appointed for the first time has no history yet. */
export async function openOfficial(ctx: Pick<Ctx, 'db'>, id: string): Promise<Opened<OfficialState | undefined>> {
  const events = await readStream(ctx.db, `${officialStream.prefix}-${id}`)
  return events.length ? openStream(ctx, officialStream, id) : unopened<OfficialState | undefined>(id)
}
