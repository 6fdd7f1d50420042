import { sql } from 'kysely'
import { readRow } from '#evidence'
import { unitRegister } from '#organisations'
import { system } from '#platform/actor'
import { day } from '#platform/clock'
import { type Ctx, openCtx } from '#platform/ctx'
import { defineStream, unopened } from '#platform/events'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { together } from '#platform/together'
import { type Known, knownOf } from './domain/known.ts'
import type { Business, Person } from './domain/person.ts'
import { mayRead, type Purpose } from './domain/reading.ts'
import { majorityOn, personRules } from './person-rules.ts'

/** Who read what the register has of whom, and why. One stream a reading: readings never wait for each other. */
type ReadingEvent = { type: 'registers.read'; data: { id?: string; register: 'population'; people: string[]; purpose: string; case?: string; draft?: string; unit?: string; position?: string } }
type ReadingState = ReadingEvent['data'] & { reader: string; readerName: string; at: Date }
export const readingStream = defineStream<ReadingState, ReadingEvent>({
  prefix: 'register-reading', tables: ['reads'],
  evolve: (_before, event) => ({ ...event.data, reader: event.actor, readerName: event.actorName, at: new Date(event.at) }),
  // Of each whose entry was read. The earliest readings had no name of their own yet: they stand in the log alone.
  rows: ({ id, register, people, purpose, case: caseId, unit, position, ...who }) =>
    id === undefined ? [] : people.map((subject) => readRow({ id, subject, ...who, readerUnit: unit, readerPosition: position, kind: 'register', thing: register, purpose, caseId })),
})

type EntryEvent = { type: 'registers.people-entered'; data: { people: number; businesses: number } }
export const entryStream = defineStream<true, EntryEvent>({ prefix: 'register-entry', evolve: () => true, rows: () => [], tables: [] })

/**
 * The person of that number, or undefined. Noted as read, in the same write as everything else of this piece of work;
 * a query, which writes nothing, must not ask. Refuses with forbidden `not-your-data`, `say-which-case`.
 */
export async function findPerson(ctx: Ctx, nationalId: string, why: Purpose): Promise<Person | undefined> {
  const row = await ctx.db.selectFrom('population').selectAll().where('national_id', '=', nationalId).executeTakeFirst()
  const person = row && personOf(row)
  mustBeAllowed(ctx, nationalId, person, why)
  note(ctx, [nationalId], why)
  return person
}

/** Who and what beside a person herself a form may ask the register for. */
export const beside = ['spouse', 'father', 'mother', 'child', 'household', 'business'] as const
export type Beside = (typeof beside)[number]

/**
 * What forms can be filled in with for a person: for the actor herself, or for `nationalId`. One question to the database
 * for the person and those `asks` names; nobody else's entry is read, or noted as read. Empty when the register does not
 * know her. Refuses as `findPerson` does.
 */
export async function knownAbout(ctx: Ctx, { nationalId = ctx.actor.nationalId, child, asks = beside, ...why }: Purpose & { nationalId?: string | undefined; child?: string; asks?: readonly Beside[] }): Promise<Known[]> {
  if (nationalId === undefined) return []
  const rows = await familyOf(ctx.db, { nationalId, asks })
  const people = rows.map(personOf)
  const self = people.find((one) => one.nationalId === nationalId)
  mustBeAllowed(ctx, nationalId, self, why)
  note(ctx, self ? people.map((one) => one.nationalId) : [nationalId], why)
  if (!self) return []
  const today = day(ctx.now)
  const addressOf = ({ line, unit }: Person['residence']) => [line, ...ctx.take(unitRegister).ancestryOf(unit, today).map((one) => one.place.vi)].join(', ')
  const businesses = (rows.find((row) => row.national_id === nationalId)?.businesses ?? []) as any[]
  return knownOf(self, people.filter((one) => one !== self), businesses.map(businessOf), addressOf, today, majorityOn(ctx.take(personRules), today), child)
}

/** Children whom the register names under this parent; noted as read. Who asks is the parent. */
export async function childrenOf(ctx: Ctx, parent: string): Promise<Person[]> {
  const rows = await ctx.db.selectFrom('population').selectAll().where((eb) => eb.or([eb('father', '=', parent), eb('mother', '=', parent)])).orderBy('birth_date').limit(30).execute()
  if (rows.length) note(ctx, rows.map((row) => row['national_id']), { purpose: 'representation' })
  return rows.map(personOf)
}

export const businessesOf = async (ctx: Ctx, owner: string): Promise<Business[]> =>
  (await ctx.db.selectFrom('businesses').selectAll().where('owner', '=', owner).orderBy('tax_code').limit(30).execute()).map(businessOf)

/** Enters people and businesses as they are given, replacing what was there under the same number. For the sample, and for tests. */
export async function addPeople(house: House, people: readonly Person[], businesses: readonly Business[] = []): Promise<void> {
  const batches = Math.max(Math.ceil(people.length / 500), 1)
  for (let at = 0; at < batches; at++) {
    const ctx = openCtx(house, system)
    const some = people.slice(at * 500, at * 500 + 500)
    const theirs = at === 0 ? businesses : []
    if (!some.length && !theirs.length) continue
    ctx.write(...some.map((person) => ({ table: 'population', row: rowOf(person) })), ...theirs.map((business) => ({
      table: 'businesses',
      row: { tax_code: business.taxCode, name: business.name, registration_number: business.registrationNumber, address: business.address, owner: business.owner, confirmed_on: business.confirmedOn },
    })))
    ctx.record(entryStream, unopened(ctx.newId()), [{ type: 'registers.people-entered', data: { people: some.length, businesses: theirs.length } }])
    await house.writer.write(ctx.pending)
  }
}

/** The person, and of her family and her businesses who and what is asked for. */
const familyOf = together<{ nationalId: string; asks: readonly Beside[] }, any[]>(async (db, asked) => {
  const flags = beside.map((one) => sql`${asked.map(({ asks }) => asks.includes(one))}::bool[]`)
  const { rows } = await sql<any>`select k.i, p.*, case when k.business and p.national_id = s.national_id then (select jsonb_agg(to_jsonb(b) order by b.tax_code) from businesses b where b.owner = s.national_id) end as businesses
    from unnest(${asked.map((_, i) => i)}::int[], ${asked.map(({ nationalId }) => nationalId)}::text[], ${sql.join(flags)}) as k(i, asked, ${sql.join(beside.map((one) => sql.ref(one)))})
    join population s on s.national_id = k.asked
    join population p on p.national_id = any (array[s.national_id, case when k.spouse then s.spouse end, case when k.father then s.father end, case when k.mother then s.mother end,
      case when k.household then s.household_head end] || case when k.child then s.children else '{}' end)`.execute(db)
  const found = Map.groupBy(rows, (row) => row.i)
  return asked.map((_, i) => found.get(i) ?? [])
})

function mustBeAllowed(ctx: Ctx, nationalId: string, found: Person | undefined, why: Purpose): void {
  const verdict = mayRead(ctx.actor, nationalId, found, why, day(ctx.now), majorityOn(ctx.take(personRules), day(ctx.now)))
  if (verdict !== 'may') throw new Refusal('forbidden', verdict)
}

function note(ctx: Ctx, people: string[], { purpose, case: ofCase, draft }: Purpose): void {
  const id = ctx.newId()
  const { unit, position } = ctx.actor
  ctx.record(readingStream, unopened<ReadingState>(id), [{ type: 'registers.read', data: { id, register: 'population', people, purpose, ...(ofCase && { case: ofCase }), ...(draft && { draft }), ...(unit && { unit }), ...(position && { position }) } }])
}

const personOf = (row: any): Person => ({
  nationalId: row.national_id, name: row.name, birthDate: row.birth_date, sex: row.sex, ethnicity: row.ethnicity, nationality: row.nationality,
  ...(row.birth_place && { birthPlace: row.birth_place }), ...(row.origin && { origin: row.origin }),
  residence: { unit: row.residence_unit, line: row.residence_line }, ...(row.current_address && { currentAddress: row.current_address }),
  maritalStatus: row.marital_status, ...(row.spouse && { spouse: row.spouse }), ...(row.father && { father: row.father }), ...(row.mother && { mother: row.mother }),
  children: row.children, ...(row.household_head && { householdHead: row.household_head }), ...(row.issued_on && { issuedOn: row.issued_on }), confirmedOn: row.confirmed_on,
})

const rowOf = (person: Person): Record<string, unknown> => ({
  national_id: person.nationalId, name: person.name.normalize('NFC'), birth_date: person.birthDate, sex: person.sex, ethnicity: person.ethnicity, nationality: person.nationality,
  birth_place: person.birthPlace ?? null, origin: person.origin ?? null, residence_unit: person.residence.unit, residence_line: person.residence.line,
  current_address: person.currentAddress ?? null, marital_status: person.maritalStatus, spouse: person.spouse ?? null, father: person.father ?? null, mother: person.mother ?? null,
  children: person.children, household_head: person.householdHead ?? null, issued_on: person.issuedOn ?? null, confirmed_on: person.confirmedOn,
})

const businessOf = (row: any): Business => ({ taxCode: row.tax_code, name: row.name, registrationNumber: row.registration_number, address: row.address, owner: row.owner, confirmedOn: row.confirmed_on })
