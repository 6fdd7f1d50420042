import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import Value from 'typebox/value'
import { parse } from 'yaml'
import { flowKeys } from '#flows'
import { type Widget, widgets } from '#procedures'
import { defineShelf } from '#platform/shelf'

const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false })
const feeKinds = ['free', 'amount', 'tiers', 'percent', 'council', 'by-law', 'unstated'] as const
const minutes = Type.Number({ minimum: 0 })

/** `countries/…/catalogue/readiness.yaml`: Decree 224/2026 art. 14, Index 766 and our estimate of the work left, as data. */
const RulesFile = Type.Object({
  source: Type.Object({ what: Type.String(), readOn: Type.String(), sureness: Type.Optional(Type.String()), doubts: Type.Optional(Type.String()) }, { additionalProperties: false }),
  flags: Type.Array(Type.Object({
    code: Type.String({ pattern: '^[a-z-]+$' }), kind: Type.Enum(['law', 'technical']), names: Words,
    words: Type.Optional(Type.Array(Type.String({ minLength: 2 }), { minItems: 1 })), in: Type.Optional(Type.Array(Type.Enum(['steps', 'papers', 'conditions', 'results']), { minItems: 1 })),
    fees: Type.Optional(Type.Array(Type.Enum([...feeKinds]), { minItems: 1 })),
  }, { additionalProperties: false }), { minItems: 1 }),
  effort: Type.Object({ unread: minutes, group: minutes, paper: minutes, form: minutes, conditional: minutes, condition: minutes, step: minutes, feeUnknown: minutes, noTime: minutes, base: minutes }, { additionalProperties: false }),
  parts: Type.Array(Type.Enum(['name', 'order', 'method', 'papers', 'time', 'who', 'agency']), { minItems: 1, uniqueItems: true }),
}, { additionalProperties: false })
export type ReadinessRules = Static<typeof RulesFile>

const file = 'catalogue/readiness.yaml'

/** `countries/…/catalogue/field-groups.yaml`: what a proposal is made with, besides the record. */
const list = Type.Array(Type.String({ minLength: 2 }), { minItems: 1 })
const GroupsFile = Type.Object({
  source: RulesFile.properties.source,
  most: Type.Integer({ minimum: 1 }),
  groups: Type.Array(Type.Object({
    key: Type.String({ pattern: '^[a-z-]+$' }), title: Words, words: list, in: Type.Array(Type.Enum(['name', 'result', 'papers']), { minItems: 1 }), required: Type.Array(Type.String()),
    properties: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), Type.Object({ 'x-widget': Type.Enum(widgets as [Widget, ...Widget[]]), 'x-label': Words })),
  }, { additionalProperties: false }), { minItems: 1 }),
  application: list, refusals: list,
  flows: Type.Array(Type.Object({ flow: Type.String(), when: Type.Enum(['immediate', 'coordinating', 'site-check', 'always']) }, { additionalProperties: false }), { minItems: 1 }),
  departments: Type.Array(Type.Object({ key: Type.String({ pattern: '^[A-Z]+$' }), words: list }, { additionalProperties: false })),
  provisional: Type.Object({ time: Type.Object({ amount: Type.Integer({ minimum: 1 }), unit: Type.Enum(['working-day', 'day', 'hour']) }, { additionalProperties: false }), department: Type.String() }, { additionalProperties: false }),
  units: Type.Record(Type.String(), Type.Tuple([Type.Enum(['working-day', 'day', 'hour']), Type.Number({ exclusiveMinimum: 0 })])),
}, { additionalProperties: false })

const groupsFile = 'catalogue/field-groups.yaml'

/** Everything wrong with the groups of fields under this country folder. */
export function checkFieldGroups(countryDir: string): string[] {
  const path = join(countryDir, groupsFile)
  if (!existsSync(path)) return [`${groupsFile}:1: the file is missing: put it back`]
  const read: unknown = parse(readFileSync(path, 'utf8'))
  const faults = [...Value.Errors(GroupsFile, read)].map((error) => `${groupsFile}: ${error.instancePath.slice(1).replaceAll('/', '.') || 'the file'} ${error.message}`)
  if (faults.length) return faults
  const { groups, flows } = read as Static<typeof GroupsFile>
  const names = groups.flatMap(({ properties }) => Object.keys(properties))
  const drawn = flowKeys(countryDir)
  return [
    ...groups.flatMap(({ key, required, properties }) => required.filter((field) => !(field in properties)).map((field) => `${groupsFile}: the group ${key} requires ${field}, which it does not ask: add it, or take it out`)),
    ...names.filter((name, at) => names.indexOf(name) < at).map((name) => `${groupsFile}: ${name} stands in two groups: give each its own name`),
    ...(new Set(groups.map(({ key }) => key)).size < groups.length ? [`${groupsFile}: a group is there twice`] : []),
    ...(flows.at(-1)?.when === 'always' ? [] : [`${groupsFile}: the last flow must be for always: a record of which nothing is known needs one too`]),
    ...flows.filter(({ flow }) => !drawn.includes(flow)).map(({ flow }) => `${groupsFile}: there is no flow ${flow}: use one of ${drawn.join(', ')}`),
  ]
}

/** Everything wrong with the rules under this country folder. */
export function checkReadinessRules(countryDir: string): string[] {
  const path = join(countryDir, file)
  if (!existsSync(path)) return [`${file}:1: the file is missing: put it back`]
  const read: unknown = parse(readFileSync(path, 'utf8'))
  const faults = [...Value.Errors(RulesFile, read)].map((error) => `${file}: ${error.instancePath.slice(1).replaceAll('/', '.') || 'the file'} ${error.message}`)
  if (faults.length) return faults
  const { flags } = read as ReadinessRules
  return [
    ...flags.filter(({ words, fees }) => !words && !fees).map(({ code }) => `${file}: the flag ${code} is raised by nothing: list words or fees`),
    ...flags.filter(({ words, in: places }) => words && !places).map(({ code }) => `${file}: the flag ${code} has words and no place to look: write in: [steps, papers, …]`),
    ...(new Set(flags.map(({ code }) => code)).size < flags.length ? [`${file}: a flag is there twice`] : []),
  ]
}

/** Throws with every fault when the rules are wrong. */
export function readReadinessRules(countryDir: string): ReadinessRules {
  const faults = checkReadinessRules(countryDir)
  if (faults.length) throw new Error(faults.join('\n'))
  return parse(readFileSync(join(countryDir, file), 'utf8')) as ReadinessRules
}

export const readinessRules = defineShelf('readiness rules', (house) => readReadinessRules(house.countryDir))
