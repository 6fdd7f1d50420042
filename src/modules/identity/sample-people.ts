import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { system } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { defineShelf } from '#platform/shelf'
import type { NewAccount } from './domain/account.ts'
import { makeToken } from './sessions.ts'

const Words = Type.Object({ vi: Type.String(), en: Type.String() }, { additionalProperties: false })
const Key = Type.String({ pattern: '^[a-z][a-z0-9-]*$' })
const Day = Type.String({ format: 'date' })
const roles = ['citizen', 'officer', 'specialist', 'approver', 'leader', 'admin'] as const
export type Role = (typeof roles)[number]

/** One invented person of countries/vn/sample/people.yaml. The README of this room says what each field is for. */
export const SamplePerson = Type.Object({
  key: Key,
  role: Type.Optional(Type.Enum([...roles])),
  kind: Type.Enum(['person', 'official']),
  account: Type.Optional(Type.Boolean()),
  name: Type.String({ minLength: 1 }),
  about: Type.Optional(Words),
  nationalId: Type.String({ pattern: '^[0-9]{12}$' }),
  birthDate: Day,
  sex: Type.Enum(['female', 'male']),
  phone: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  ethnicity: Type.Optional(Type.String()),
  birthPlace: Type.Optional(Type.String()),
  origin: Type.Optional(Type.String()),
  address: Type.Object({ unit: Type.String(), line: Type.String() }, { additionalProperties: false }),
  family: Type.Optional(Type.Object({ spouse: Type.Optional(Key), father: Type.Optional(Key), mother: Type.Optional(Key), children: Type.Optional(Type.Array(Key)) }, { additionalProperties: false })),
  maritalStatus: Type.Optional(Type.Enum(['never-married', 'married', 'divorced', 'widowed'])),
  headOfHousehold: Type.Optional(Type.Boolean()),
  business: Type.Optional(Type.Object({ name: Type.String(), taxCode: Type.String(), registrationNumber: Type.String(), address: Type.String() }, { additionalProperties: false })),
  positions: Type.Optional(Type.Array(Type.Object({ post: Key, unit: Type.String(), procedures: Type.Optional(Type.Array(Type.String())), validFrom: Day, validTo: Type.Optional(Day) }, { additionalProperties: false }))),
}, { additionalProperties: false })
export type SamplePerson = Static<typeof SamplePerson>

/** The invented people of the country's sample; none where the country pack brings none. */
export const samplePeople = defineShelf('sample people', (house) => readSamplePeople(join(house.countryDir, 'sample', 'people.yaml')))

export function readSamplePeople(file: string): readonly SamplePerson[] {
  if (!existsSync(file)) return []
  const read = parse(readFileSync(file, 'utf8')) as { people: unknown[] }
  return read.people.map((person, at) => {
    for (const { instancePath, message } of Value.Errors(SamplePerson, person))
      throw new Error(`${file}: person ${(person as SamplePerson)?.key ?? at + 1}, ${instancePath.slice(1).replaceAll('/', '.') || 'entry'} ${message}.`)
    return person as SamplePerson
  })
}

export function mustBeSample(house: House): void {
  if (!house.settings.sample) throw new Refusal('forbidden', 'sample-only')
}

/**
 * A bearer token of the sample's person in that role, good for 30 days. Refuses with forbidden `sample-only` outside the
 * sample, and not-found `sample-not-filled` when the person has no account yet.
 */
export async function tokenFor(house: House, role: Role): Promise<string> {
  mustBeSample(house)
  const person = house.take(samplePeople).find((one) => one.role === role)
  const account = person && (await house.db.selectFrom('accounts').select('id').where('id', '=', person.key).executeTakeFirst())
  if (!account) throw new Refusal('not-found', 'sample-not-filled', {}, { role })
  const ctx = openCtx(house, system)
  const { secret } = makeToken(ctx, account.id, person.kind, `sen token ${role}`)
  await house.writer.write(ctx.pending)
  return secret
}

/** The sample's people as accounts, for `registerAccounts`: the id is the person's key. Those too young to sign in have none. */
export const sampleAccounts = (people: readonly SamplePerson[]): (NewAccount & { id: string })[] =>
  people.filter((person) => person.account !== false).map(({ key, kind, name, nationalId, birthDate, sex, phone, email }) => ({
    id: key, name, nationalId, birthDate, sex, official: kind === 'official', assurance: 2, ...(phone && { phone }), ...(email && { email }),
  }))
