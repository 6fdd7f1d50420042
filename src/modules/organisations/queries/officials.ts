import { type Kysely, sql } from 'kysely'
import { type Act, type Power, findPower } from '#platform/actor'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { Authority, type Delegation, type Position, type PostBook, standingOn } from '../domain/authority.ts'
import type { Names } from '../domain/calendar.ts'
import { type Day, within } from '../domain/day.ts'
import { carried, standsOf } from '../domain/standing.ts'
import type { UnitRegister } from '../domain/unit-register.ts'
import { posts, unitRegister } from '../shelves.ts'

/** What is needed to look officials up: a piece of work, or the house itself. */
export type Asking = Pick<Ctx, 'db' | 'take'>

/** An official on a day: where he sits (his oldest post still held) and everything he may do. */
export type Office = { id: string; name: string; unit?: string; position?: Names; powers: Power[] }

/** What `official` is and may do on `on`, in one round trip; undefined when nobody of that id was ever appointed. */
export async function officeOf(asking: Asking, official: string, on: Day): Promise<Office | undefined> {
  const { authority, positions, names } = await readAuthority(asking, official, on)
  const name = names.get(official)
  if (name === undefined) return undefined
  const first = positions.filter((position) => position.official === official).flatMap((position) => standingOn(position, on) ?? [])[0]
  return { id: official, name, ...(first && { unit: first.unit, position: first.title }), powers: authority.powersOn(official, on) }
}

/** Asked at every request of an official. One round trip; empty for whoever is none. */
export const powersOfOfficial = async (asking: Asking, official: string, on: Day): Promise<Power[]> => (await officeOf(asking, official, on))?.powers ?? []

type Read = { authority: Authority; positions: Position[]; delegations: Delegation[]; names: Map<string, string> }
type Row = { kind: 'official' | 'position' | 'delegation'; row: any }

/** The posts of an official and of those who lend to him, as far as they are in force, with the delegations between them. */
export async function readAuthority(asking: Asking, official: string, on: Day): Promise<Read> {
  const { rows } = await sql<Row>`
    with recursive d as (
      select * from delegations
      where to_official = ${official} and valid_from <= ${on} and valid_to >= ${on} and (ended_on is null or ended_on > ${on})
      union
      select l.* from delegations l join d on l.id = d.lent_on
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
  return compiled(asking, rows)
}

/** Every post and every loan there is or was, with whom they concern: what an auditor asks over. A province has some ten thousand. */
export async function readAllAuthority(asking: Asking): Promise<Read> {
  const { rows } = await sql<Row>`
    select 'official' as kind, to_jsonb(o) as row from officials o
    union all
    select 'position', to_jsonb(p) from (select p.*, o.name from positions p join officials o on o.id = p.official order by p.valid_from, p.id) p
    union all
    select 'delegation', to_jsonb(d) from delegations d`.execute(asking.db as Kysely<any>)
  return compiled(asking, rows)
}

function compiled(asking: Asking, rows: readonly Row[]): Read {
  const positions = rows.filter(({ kind }) => kind === 'position').map(({ row }) => positionOf(asking, row))
  const delegations = rows.filter(({ kind }) => kind === 'delegation').map(({ row }) => delegationOf(row))
  return {
    authority: authorityOf(asking, positions, delegations), positions, delegations,
    names: new Map(rows.filter(({ kind }) => kind === 'official').map(({ row }) => [row.id, row.name])),
  }
}

/** `book` may be another than the one in force: what would be. */
export const authorityOf = (asking: Pick<Ctx, 'take'>, positions: readonly Position[], delegations: readonly Delegation[], book: Pick<PostBook, 'transfers' | 'delegation'> = asking.take(posts)): Authority =>
  new Authority({ positions, delegations, book, carry: (unit, span) => carried(asking.take(unitRegister), unit, span).map(({ from, to, version }) => ({ from, to, unit: version.code })) })

/** Stands nowhere when the law no longer knows the post, or the unit went to pieces: then it allows nothing. */
function positionOf(asking: Pick<Ctx, 'take'>, row: any): Position {
  const held = {
    id: row.id, official: row.official, officialName: row.name, post: row.post, unit: row.unit, ...(row.procedures && { procedures: row.procedures }),
    validFrom: row.valid_from, ...(row.valid_to && { validTo: row.valid_to }), ...(row.ended_on && { ended: row.ended_on }),
  }
  const { unit: _, ...position } = held
  return { ...position, stands: standsOf(asking.take(unitRegister), asking.take(posts), held) }
}

const delegationOf = (row: any): Delegation => ({
  id: row.id, kind: row.kind, from: row.from_official, fromName: row.from_name, to: row.to_official, toName: row.to_name, unit: row.unit, acts: row.acts,
  ...(row.procedures && { procedures: row.procedures }), ...(row.may_lend_on && { mayLendOn: true }), ...(row.lent_on && { lentOn: row.lent_on }),
  validFrom: row.valid_from, validTo: row.valid_to, ...(row.ended_on && { ended: row.ended_on }), reason: row.reason,
})

/** The post of a row as it stands on a day, in the unit it stands in then. */
const postOn = (asking: Pick<Ctx, 'take'>, row: any, on: Day) => {
  const position = positionOf(asking, row)
  const standing = standingOn(position, on)
  return standing ? [{ ...position, ...standing, acts: [...new Set(standing.grants.filter((grant) => within(on, grant)).flatMap((grant) => grant.acts))] }] : []
}

/** The units with those that were merged into them: posts given there go on here. */
const withMerged = (register: UnitRegister, units: readonly string[], on: Day): string[] => [...new Set([...units, ...units.flatMap((unit) => register.mergedInto(unit, on))])]

export type Colleague = { id: string; name: string; titles: Names[]; acts: Act[]; /** Holds the one post that leads the unit: nobody there has power to lend upwards. */ heads?: true }

/** Who works in a unit and its own bodies (a ward and its service centre) on a day, by name; at most 500. */
export async function officialsOf(asking: Asking & Pick<Ctx, 'now'>, unit: string, on: Day = day(asking.now)): Promise<Colleague[]> {
  const register = asking.take(unitRegister)
  const here = [unit, ...register.bodiesUnder(unit, on).map((body) => body.code)]
  const units = withMerged(register, here, on)
  const rows = await asking.db.selectFrom('positions as p').innerJoin('officials as o', 'o.id', 'p.official')
    .select(['p.id', 'p.official', 'o.name', 'p.post', 'p.unit', 'p.procedures', 'p.valid_from', 'p.valid_to', 'p.ended_on'])
    .where('p.unit', 'in', units).where('p.valid_from', '<=', on)
    .where((e) => e.or([e('p.valid_to', 'is', null), e('p.valid_to', '>=', on)])).where((e) => e.or([e('p.ended_on', 'is', null), e('p.ended_on', '>', on)]))
    .orderBy('p.valid_from').orderBy('p.id').limit(500).execute()
  const people = Map.groupBy(rows.flatMap((row) => postOn(asking, row, on)).filter((post) => here.includes(post.unit)), (position) => position.official)
  return [...people].map(([id, held]) => ({ id, name: held[0]!.officialName, titles: held.map((one) => one.title), acts: [...new Set(held.flatMap((one) => one.acts))], ...(held.some((one) => one.unit === unit && asking.take(posts).posts.get(one.post)?.single) && { heads: true as const }) }))
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
export async function mustFindOfficial(ctx: Asking & Pick<Ctx, 'now'>, id: string, { unit, acts, procedure, filedOn }: { unit: string; acts: readonly Act[]; procedure: string; filedOn?: Day }): Promise<Office> {
  const office = await officeOf(ctx, id, day(ctx.now))
  if (!office || !acts.some((act) => findPower(office, act, unit, procedure, filedOn ? { filedOn } : {}))) throw new Refusal('invalid', 'check-the-form', { to: 'choose-colleague' })
  return office
}

export type DelegationRow = Delegation & { givenAt: Date; givenBy?: string; givenByName?: string }

/** What an official lent and was lent, and whom he named to stand in for others, newest first, at most 50: in force, to come, and past. */
export async function delegationsOf(asking: Asking, official: string): Promise<DelegationRow[]> {
  const rows = await asking.db.selectFrom('delegations')
    .select(['id', 'from_official', 'from_name', 'to_official', 'to_name', 'unit', 'acts', 'procedures', 'valid_from', 'valid_to', 'ended_on', 'reason', 'given_at', 'kind', 'may_lend_on', 'lent_on', 'given_by', 'given_by_name'])
    .where((e) => e.or([e('from_official', '=', official), e('to_official', '=', official), e('given_by', '=', official)]))
    .orderBy('valid_to', 'desc').orderBy('given_at', 'desc').limit(50).execute()
  return rows.map((row) => ({ ...delegationOf(row), givenAt: row.given_at, ...(row.given_by && { givenBy: row.given_by, givenByName: row.given_by_name }) }))
}

/** A post held on a day, as the list of a unit shows it. `id` is the position's. */
export type HeldPost = { id: string; official: string; name: string; post: string; unit: string; title: Names; validFrom: Day }

/** The posts held in `units` on a day, unit by unit in their order, oldest first; at most 500. */
export async function heldPosts(asking: Asking, units: readonly string[], on: Day): Promise<HeldPost[]> {
  const rows = await asking.db.selectFrom('positions as p').innerJoin('officials as o', 'o.id', 'p.official')
    .select(['p.id', 'p.official', 'o.name', 'p.post', 'p.unit', 'p.procedures', 'p.valid_from', 'p.valid_to', 'p.ended_on'])
    .where('p.unit', 'in', ['', ...withMerged(asking.take(unitRegister), units, on)]).where('p.valid_from', '<=', on)
    .where((e) => e.or([e('p.valid_to', 'is', null), e('p.valid_to', '>=', on)])).where((e) => e.or([e('p.ended_on', 'is', null), e('p.ended_on', '>', on)]))
    .orderBy('p.valid_from').orderBy('p.id').limit(500).execute()
  return rows.flatMap((row) => postOn(asking, row, on))
    .map(({ id, official, officialName, post, unit, title, validFrom }) => ({ id, official, name: officialName, post, unit, title, validFrom }))
    .filter((post) => units.includes(post.unit)).sort((a, b) => units.indexOf(a.unit) - units.indexOf(b.unit))
}

// Once there is one there has always been one: asked no more. A province whose administrators all left is helped from its terminal.
const [administered, received] = [new WeakSet<object>(), new WeakSet<object>()]

/** Has anybody ever been appointed to keep this platform's officials? */
export const hasAdministrator = (house: Asking): Promise<boolean> => hadOneWho(house, 'admin', administered)
/** Has anybody ever been appointed to receive cases? Before that nothing can be filed. */
export const hasReceiver = (house: Asking): Promise<boolean> => hadOneWho(house, 'receive', received)

async function hadOneWho(house: Asking, act: Act, known: WeakSet<object>): Promise<boolean> {
  if (known.has(house.db)) return true
  const posted = [...house.take(posts).posts.values()].filter((post) => post.acts.includes(act)).map((post) => post.key)
  const found = await house.db.selectFrom('positions').select('id').where('post', 'in', ['', ...posted]).limit(1).executeTakeFirst()
  if (found) known.add(house.db)
  return found !== undefined
}
