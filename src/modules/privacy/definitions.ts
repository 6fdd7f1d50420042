import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { CannotStart } from '#platform/settings'
import { defineShelf } from '#platform/shelf'

const exact = { additionalProperties: false } as const
const Both = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, exact)
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Key = Type.String({ pattern: '^[a-z][a-z-]{1,40}$' })
const Period = Type.Object({ amount: Type.Integer({ minimum: 0 }), unit: Type.Enum(['working-day', 'day', 'hour']) }, exact)
const Days = Type.Object({ amount: Type.Integer({ minimum: 1 }), unit: Type.Literal('day') }, exact)
const sourced = { source: Type.String({ minLength: 1 }), sureness: Type.Enum(['high', 'medium', 'low']), doubts: Type.Optional(Type.String()) }

const Rights = Type.Object({ ...sourced, validFrom: Day, acknowledge: Period, rights: Type.Array(Type.Object({ key: Key, within: Period, names: Both, says: Both }, exact), { minItems: 1 }) }, exact)
const Consents = Type.Object({ ...sourced, purposes: Type.Array(Type.Object({ key: Key, version: Type.Integer({ minimum: 1 }), validFrom: Day, validTo: Type.Optional(Day), names: Both, text: Both, data: Both, without: Both }, exact)) }, exact)
const Processing = Type.Object({
  ...sourced, impact: Type.Object({ within: Days, again: Days, source: Type.String() }, exact), breach: Type.Object({ tellWithinHours: Type.Integer({ minimum: 1 }), source: Type.String() }, exact),
  activities: Type.Array(Type.Object({
    key: Key, since: Day, names: Both, purpose: Both, basis: Type.String({ minLength: 1 }), categories: Type.Array(Type.Enum(['basic', 'sensitive']), { minItems: 1 }),
    people: Both, recipients: Both, retention: Type.String(), tables: Type.Array(Type.String(), { minItems: 1 }),
  }, exact)),
  nobody: Type.Array(Type.String()),
}, exact)
/** The kinds of streams that a rule of retention may be about; what is due of them is asked in `queries/due-for-erasure.ts`. */
export const erasable = ['case', 'file', 'privacy-request'] as const
const Retention = Type.Object({
  ...sourced,
  rules: Type.Array(Type.Object({ key: Key, of: Type.Enum([...erasable]), states: Type.Array(Type.String(), { minItems: 1 }), after: Days, then: Type.Enum(['delete', 'keep']), names: Both, why: Both, source: Type.String({ minLength: 1 }) }, exact)),
}, exact)

export type Right = Static<typeof Rights>['rights'][number]
export type Purpose = Static<typeof Consents>['purposes'][number] & { hash: string }
export type Activity = Static<typeof Processing>['activities'][number]
export type RetentionRule = Static<typeof Retention>['rules'][number]
export type PrivacyLaw = {
  rights: Static<typeof Rights>
  /** Purposes that hold on a day, the newest version of each. */
  purposesOn(day: string): Purpose[]
  consentSource: string
  processing: Static<typeof Processing>
  retention: Static<typeof Retention>
}

/** Reads countries/…/privacy. Throws CannotStart with every file and sentence that is wrong. */
export function readPrivacyLaw(countryDir: string): PrivacyLaw {
  const wrong: string[] = []
  const read = <S extends TSchema>(name: string, schema: S): Static<S> => {
    const value: unknown = parse(readFileSync(path.join(countryDir, 'privacy', name), 'utf8'))
    const shape = Compile(schema)
    if (!shape.Check(value)) for (const error of shape.Errors(value)) wrong.push(`privacy/${name}: ${error.instancePath.slice(1).replaceAll('/', '.')} ${error.message}.`)
    return value as Static<S>
  }
  const rights = read('rights.yaml', Rights)
  const consents = read('consents.yaml', Consents)
  const processing = read('processing.yaml', Processing)
  const retention = read('retention.yaml', Retention)
  if (!wrong.length) {
    const twice = (name: string, keys: string[]): void => { for (const key of new Set(keys.filter((one, i) => keys.indexOf(one) < i))) wrong.push(`privacy/${name}: "${key}" stands there twice.`) }
    twice('rights.yaml', rights.rights.map((one) => one.key))
    twice('consents.yaml', consents.purposes.map((one) => `${one.key} ${one.version}`))
    twice('processing.yaml', processing.activities.map((one) => one.key))
    twice('processing.yaml', [...processing.activities.flatMap((one) => one.tables), ...processing.nobody])
    twice('retention.yaml', retention.rules.map((one) => one.key))
  }
  if (wrong.length) throw new CannotStart(...wrong)
  const purposes = consents.purposes.map((one): Purpose => ({ ...one, hash: createHash('sha256').update(`${one.key} ${one.version}\n${one.text.vi}\n${one.text.en}`).digest('hex') }))
  return {
    rights, processing, retention, consentSource: consents.source,
    purposesOn: (day) => [...Map.groupBy(purposes.filter((one) => one.validFrom <= day && (!one.validTo || one.validTo >= day)), (one) => one.key).values()].map((versions) => versions.reduce((a, b) => (a.version > b.version ? a : b))),
  }
}

export const privacyLaw = defineShelf('privacy', (house) => readPrivacyLaw(house.countryDir))
