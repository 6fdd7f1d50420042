import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import Value from 'typebox/value'
import { parse } from 'yaml'
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
