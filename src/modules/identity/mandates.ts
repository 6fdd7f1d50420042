import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { addDays, type Day } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { defineStream, unopened } from '#platform/events'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { defineShelf } from '#platform/shelf'
import type { Account } from './domain/account.ts'

export type Basis = 'parent' | 'owner' | 'authorised'
type Term = { years: number }
export type BasisRule = { by: 'register' | 'agreement'; of: 'person' | 'organisation' | 'anyone'; names: { vi: string; en: string }; source: string; leastAge?: number; whenNoTermIsSaid?: Term; longest?: Term }
type Rules = readonly { validFrom: Day; bases: Record<Basis, BasisRule> }[]

/** What the law says of acting in another's name: countries/vn/rules/mandates.yaml. */
export const mandateRules = defineShelf('mandate rules', (house): Rules => {
  const path = join(house.countryDir, 'rules/mandates.yaml')
  const { versions } = parse(readFileSync(path, 'utf8')) as { versions: Rules }
  for (const { validFrom, bases } of versions) for (const basis of ['parent', 'owner', 'authorised'] as const)
    if (!bases[basis]?.source || !bases[basis].names?.vi || !bases[basis].names.en) throw new Error(`${path}: the basis ${basis} of the version from ${validFrom} needs names and a source`)
  return [...versions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
})
export const basisOn = (ctx: Pick<Ctx, 'take'>, basis: Basis, on: Day): BasisRule => (ctx.take(mandateRules).findLast(({ validFrom }) => validFrom <= on) ?? ctx.take(mandateRules)[0]!).bases[basis]

type Given = { id: string; principal: string; representative: string; basis: Basis; procedures?: readonly string[]; validFrom: Day; validTo?: Day; reason?: string; source: string }
/** Accounts by their ids alone: names are personal data, and the log is for ever. */
export type MandateEvent =
  | { type: 'identity.mandate-offered'; data: Given }
  | { type: 'identity.mandate-established'; data: Given }
  | { type: 'identity.mandate-accepted'; data: Record<never, never> }
  | { type: 'identity.mandate-declined'; data: Record<never, never> }
  | { type: 'identity.mandate-ended'; data: { by: 'principal' | 'representative' } }
export type MandateState = Given & { state: 'offered' | 'in-force' | 'declined' | 'ended'; madeAt: string; endedAt?: string; endedBy?: 'principal' | 'representative' }

export const mandateStream = defineStream<MandateState, MandateEvent>({
  prefix: 'mandate', tables: ['mandates'],
  evolve(before, event) {
    const at = new Date(event.at).toISOString()
    switch (event.type) {
      case 'identity.mandate-offered': return { ...event.data, state: 'offered', madeAt: at }
      case 'identity.mandate-established': return { ...event.data, state: 'in-force', madeAt: at }
      case 'identity.mandate-accepted': return { ...before!, state: 'in-force' }
      case 'identity.mandate-declined': return { ...before!, state: 'declined', endedAt: at }
      case 'identity.mandate-ended': return { ...before!, state: 'ended', endedAt: at, endedBy: event.data.by }
    }
  },
  rows: (m) => [{
    table: 'mandates',
    row: {
      id: m.id, principal: m.principal, representative: m.representative, basis: m.basis, procedures: m.procedures ?? null, state: m.state, valid_from: m.validFrom, valid_to: m.validTo ?? null,
      reason: m.reason ?? null, source: m.source, made_at: m.madeAt, ended_at: m.endedAt ?? null, ended_by: m.endedBy ?? null,
    },
  }],
})

/** The last day of a term that begins on `from`. */
export const endOf = (from: Day, { years }: Term): Day => addDays(`${Number(from.slice(0, 4)) + years}${from.slice(4).replace('-02-29', '-02-28')}`, -1)

/**
 * A mandate that a register knows of, as part of the piece of work at hand: there is nobody to give it. Answers the one there is
 * when it stands already.
 */
export async function establishMandate(ctx: Ctx, principal: Pick<Account, 'id'>, basis: Basis, validTo?: Day): Promise<{ mandate: string }> {
  const today = day(ctx.now)
  const there = await ctx.db.selectFrom('mandates').select('id').where('representative', '=', ctx.actor.id).where('principal', '=', principal.id).where('basis', '=', basis).where('state', '=', 'in-force')
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', today)])).executeTakeFirst()
  if (there) return { mandate: there['id'] }
  const id = ctx.newId()
  ctx.record(mandateStream, unopened<MandateState>(id), [{
    type: 'identity.mandate-established', data: { id, principal: principal.id, representative: ctx.actor.id, basis, validFrom: today, ...(validTo && { validTo }), source: basisOn(ctx, basis, today).source },
  }])
  changedFor(ctx.house, ctx.actor.id)
  return { mandate: id }
}

/** A mandate as either side sees it. */
export type MandateShown = {
  id: string; basis: Basis; state: MandateState['state']; procedures?: string[]; validFrom: Day; validTo?: Day; over: boolean; reason?: string; source: string
  principal: { id: string; name: string; kind: 'person' | 'organisation' }; representative: { id: string; name: string }; endedBy?: 'principal' | 'representative'
}

/** Mandates in which one of these accounts is a side, newest first; at most 100. */
export async function mandatesOf(ctx: Pick<Ctx, 'db' | 'now'>, accounts: readonly string[]): Promise<MandateShown[]> {
  const rows = await ctx.db.selectFrom('mandates as m').innerJoin('accounts as p', 'p.id', 'm.principal').innerJoin('accounts as r', 'r.id', 'm.representative')
    .select(['m.id', 'm.basis', 'm.state', 'm.procedures', 'm.valid_from', 'm.valid_to', 'm.reason', 'm.source', 'm.ended_by', 'm.principal', 'p.name as principal_name', 'p.kind as principal_kind', 'm.representative', 'r.name as representative_name'])
    .where((eb) => eb.or([eb('m.principal', 'in', [...accounts]), eb('m.representative', 'in', [...accounts])])).orderBy('m.made_at', 'desc').orderBy('m.id').limit(100).execute()
  return rows.map((row) => ({
    id: row.id, basis: row.basis, state: row.state, ...(row.procedures && { procedures: row.procedures }), validFrom: row.valid_from, ...(row.valid_to && { validTo: row.valid_to }),
    over: row.valid_to !== null && row.valid_to < day(ctx.now), ...(row.reason && { reason: row.reason }), source: row.source, ...(row.ended_by && { endedBy: row.ended_by }),
    principal: { id: row.principal, name: row.principal_name, kind: row.principal_kind }, representative: { id: row.representative, name: row.representative_name },
  }))
}

/** Does it still count? Asked before something is told to a representative later. */
export const mandateHolds = async (ctx: Pick<Ctx, 'db' | 'now'>, id: string): Promise<boolean> =>
  (await ctx.db.selectFrom('mandates').select('id').where('id', '=', id).where('state', '=', 'in-force').where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day(ctx.now))])).executeTakeFirst()) !== undefined

/** Who is represented by this account on `on`, as a column of the question who it is: see `identify`. */
export const representsColumn = (account: string, on: string): string => `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('mandate', m.id, 'basis', m.basis, 'id', p.id, 'name', p.name, 'kind', p.kind, 'nationalId', p.national_id, 'procedures', m.procedures)) order by m.made_at, m.id)
             from mandates m join accounts p on p.id = m.principal
             where m.representative = ${account} and m.state = 'in-force' and m.valid_from <= ${on} and (m.valid_to is null or m.valid_to >= ${on})) as represents`

// Whose mandates changed in this process, and until when what was remembered of him may be older than that. Milliseconds of performance.now().
const changed = new WeakMap<House, Map<string, number>>()
export function changedFor(house: House, account: string): void {
  let mine = changed.get(house)
  if (!mine) changed.set(house, (mine = new Map()))
  for (const [id, until] of mine) if (until < performance.now()) mine.delete(id)
  mine.set(account, performance.now() + 10_000)
}
export const justChanged = (house: House, account: string): boolean => (changed.get(house)?.get(account) ?? 0) > performance.now()

export const mustBeSide = (mandate: MandateState, account: string, heads: readonly string[]): 'principal' | 'representative' => {
  if (mandate.representative === account) return 'representative'
  if (mandate.principal === account || heads.includes(mandate.principal)) return 'principal'
  throw new Refusal('not-found', 'no-such-mandate')
}
