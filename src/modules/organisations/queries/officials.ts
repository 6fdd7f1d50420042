import { type Kysely, sql } from 'kysely'
import type { Act, Power } from '#platform/actor'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { type Delegation, type Position, powersOf } from '../domain/authority.ts'
import type { Names } from '../domain/calendar.ts'
import type { Day } from '../domain/day.ts'
import { posts, unitRegister } from '../shelves.ts'

/** What is needed to look officials up: a piece of work, or the house itself. */
export type Asking = Pick<Ctx, 'db' | 'take'>

/** An official on a day: where he sits (his oldest post still held) and everything he may do. */
export type Office = { id: string; name: string; unit?: string; position?: Names; powers: Power[] }

/** What `official` is and may do on `on`, in one round trip; undefined when nobody of that id was ever appointed. */
export async function officeOf(asking: Asking, official: string, on: Day): Promise<Office | undefined> {
  const { positions, delegations, names } = await readAuthority(asking, official, on)
  const name = names.get(official)
  if (name === undefined) return undefined
  const first = positions.find((position) => position.official === official)
  return { id: official, name, ...(first && { unit: first.unit, position: first.title }), powers: powersOf(official, positions, delegations, on) }
}

/** Asked at every request of an official. One round trip; empty for whoever is none. */
export const powersOfOfficial = async (asking: Asking, official: string, on: Day): Promise<Power[]> => (await officeOf(asking, official, on))?.powers ?? []

/** The posts of an official and of those who lend to him, as far as they are in force, with the delegations between them. */
export async function readAuthority(asking: Asking, official: string, on: Day): Promise<{ positions: Position[]; delegations: Delegation[]; names: Map<string, string> }> {
  const { rows } = await sql<{ kind: 'official' | 'position' | 'delegation'; row: any }>`
    with d as (
      select * from delegations
      where to_official = ${official} and valid_from <= ${on} and valid_to >= ${on} and (ended_on is null or ended_on > ${on})
    )
    select 'official' as kind, to_jsonb(o) as row from officials o where o.id = ${official}
    union all
    select 'position', to_jsonb(p) from (
      select p.*, o.name from positions p join officials o on o.id = p.official
      where p.official in (select ${official} union select from_official from d)
        and p.valid_from <= ${on} and (p.valid_to is null or p.valid_to >= ${on}) and (p.ended_on is null or p.ended_on > ${on})
      order by p.valid_from, p.id
    ) p
    union all
    select 'delegation', to_jsonb(d) from d`.execute(asking.db as Kysely<any>)
  return {
    positions: rows.filter(({ kind }) => kind === 'position').flatMap(({ row }) => positionOf(asking, row, on) ?? []),
    delegations: rows.filter(({ kind }) => kind === 'delegation').map(({ row }) => delegationOf(row)),
    names: new Map(rows.filter(({ kind }) => kind === 'official').map(({ row }) => [row.id, row.name])),
  }
}

/** Undefined when the law no longer knows the post, or the unit stands no more: then it allows nothing. */
function positionOf(asking: Pick<Ctx, 'take'>, row: any, on: Day): Position | undefined {
  const post = asking.take(posts).posts.get(row.post)
  const unit = asking.take(unitRegister).find(row.unit, on)
  if (!post || !unit) return undefined
  return {
    id: row.id, official: row.official, officialName: row.name, post: row.post, unit: row.unit, over: unit.serves ?? unit.code,
    title: { vi: post.title.vi.replace('{unit}', unit.formal.vi), en: post.title.en.replace('{unit}', unit.formal.en) },
    acts: post.acts, ...(row.procedures && { procedures: row.procedures }), validFrom: row.valid_from,
    ...(row.valid_to && { validTo: row.valid_to }), ...(row.ended_on && { ended: row.ended_on }),
  }
}

const delegationOf = (row: any): Delegation => ({
  id: row.id, from: row.from_official, fromName: row.from_name, to: row.to_official, toName: row.to_name, unit: row.unit, acts: row.acts,
  ...(row.procedures && { procedures: row.procedures }), validFrom: row.valid_from, validTo: row.valid_to, ...(row.ended_on && { ended: row.ended_on }), reason: row.reason,
})

export type Colleague = { id: string; name: string; titles: Names[]; acts: Act[] }

/** Who works in a unit and its own bodies (a ward and its service centre) on a day, by name; at most 500. */
export async function officialsOf(asking: Asking & Pick<Ctx, 'now'>, unit: string, on: Day = day(asking.now)): Promise<Colleague[]> {
  const register = asking.take(unitRegister)
  const units = [unit, ...register.bodiesUnder(unit, on).map((body) => body.code)]
  const rows = await asking.db.selectFrom('positions as p').innerJoin('officials as o', 'o.id', 'p.official')
    .select(['p.id', 'p.official', 'o.name', 'p.post', 'p.unit', 'p.procedures', 'p.valid_from', 'p.valid_to', 'p.ended_on'])
    .where('p.unit', 'in', units).where('p.valid_from', '<=', on)
    .where((e) => e.or([e('p.valid_to', 'is', null), e('p.valid_to', '>=', on)])).where((e) => e.or([e('p.ended_on', 'is', null), e('p.ended_on', '>', on)]))
    .orderBy('p.valid_from').orderBy('p.id').limit(500).execute()
  const people = Map.groupBy(rows.flatMap((row) => positionOf(asking, row, on) ?? []), (position) => position.official)
  return [...people].map(([id, held]) => ({ id, name: held[0]!.officialName, titles: held.map((one) => one.title), acts: [...new Set(held.flatMap((one) => one.acts))] }))
    .sort((a, b) => byName.compare(givenName(a.name), givenName(b.name)))
}

/** Officials who once held a post in one of `units` or its own bodies and hold none there on a day: whom their work may still name. At most 500, who left last first. */
export async function leftFrom(asking: Asking, units: readonly string[], on: Day): Promise<string[]> {
  const register = asking.take(unitRegister)
  const places = [...new Set(units.flatMap((unit) => [unit, ...register.bodiesUnder(unit, on).map((body) => body.code)]))]
  if (!places.length) return []
  const { rows } = await sql<{ official: string }>`
    select official from positions where unit = any(${places})
    group by official
    having not bool_or((valid_to is null or valid_to >= ${on}) and (ended_on is null or ended_on > ${on}))
    order by max(least(coalesce(ended_on, valid_to), coalesce(valid_to, ended_on))) desc limit 500`.execute(asking.db as Kysely<any>)
  return rows.map((row) => row.official)
}

const byName = new Intl.Collator('vi')
/** Vietnamese lists go by the given name, which comes last. */
const givenName = (name: string): string => `${name.split(' ').at(-1)} ${name}`

/**
 * An official who today holds one of `acts` over `unit` for `procedure`, by himself or in another's name: to whom work there can be given.
 * Refuses with invalid `choose-colleague`, on the field `to`.
 */
export async function mustFindOfficial(ctx: Asking & Pick<Ctx, 'now'>, id: string, { unit, acts, procedure }: { unit: string; acts: readonly Act[]; procedure: string }): Promise<Office> {
  const office = await officeOf(ctx, id, day(ctx.now))
  if (!office?.powers.some((power) => power.unit === unit && acts.includes(power.act) && (power.procedures?.includes(procedure) ?? true))) throw new Refusal('invalid', 'check-the-form', { to: 'choose-colleague' })
  return office
}

export type DelegationRow = Delegation & { givenAt: Date }

/** What an official lent and was lent, newest first, at most 50: in force, to come, and past. */
export async function delegationsOf(asking: Asking, official: string): Promise<DelegationRow[]> {
  const rows = await asking.db.selectFrom('delegations')
    .select(['id', 'from_official', 'from_name', 'to_official', 'to_name', 'unit', 'acts', 'procedures', 'valid_from', 'valid_to', 'ended_on', 'reason', 'given_at'])
    .where((e) => e.or([e('from_official', '=', official), e('to_official', '=', official)]))
    .orderBy('valid_to', 'desc').orderBy('given_at', 'desc').limit(50).execute()
  return rows.map((row) => ({ ...delegationOf(row), givenAt: row.given_at }))
}

/** A post held on a day, as the list of a unit shows it. `id` is the position's. */
export type HeldPost = { id: string; official: string; name: string; post: string; unit: string; title: Names; validFrom: Day }

/** The posts held in `units` on a day, unit by unit in their order, oldest first; at most 500. */
export async function heldPosts(asking: Asking, units: readonly string[], on: Day): Promise<HeldPost[]> {
  const rows = await asking.db.selectFrom('positions as p').innerJoin('officials as o', 'o.id', 'p.official')
    .select(['p.id', 'p.official', 'o.name', 'p.post', 'p.unit', 'p.procedures', 'p.valid_from', 'p.valid_to', 'p.ended_on'])
    .where('p.unit', 'in', ['', ...units]).where('p.valid_from', '<=', on)
    .where((e) => e.or([e('p.valid_to', 'is', null), e('p.valid_to', '>=', on)])).where((e) => e.or([e('p.ended_on', 'is', null), e('p.ended_on', '>', on)]))
    .orderBy('p.valid_from').orderBy('p.id').limit(500).execute()
  return rows.flatMap((row) => positionOf(asking, row, on) ?? [])
    .map(({ id, official, officialName, post, unit, title, validFrom }) => ({ id, official, name: officialName, post, unit, title, validFrom }))
    .sort((a, b) => units.indexOf(a.unit) - units.indexOf(b.unit))
}

// Once there is one there has always been one: asked no more. A province whose administrators all left is helped from its terminal.
const administered = new WeakSet<object>()

/** Has anybody ever been appointed to keep this platform's officials? */
export async function hasAdministrator(house: Asking): Promise<boolean> {
  if (administered.has(house.db)) return true
  const posted = [...house.take(posts).posts.values()].filter((post) => post.acts.includes('admin')).map((post) => post.key)
  const found = await house.db.selectFrom('positions').select('id').where('post', 'in', ['', ...posted]).limit(1).executeTakeFirst()
  if (found) administered.add(house.db)
  return found !== undefined
}
