import { type Answers, holds } from './condition.ts'
import type { Procedure, Property, Words } from './procedure.ts'

/**
 * What may already be known of a person, and under which name a field asks for it (`x-from`): the source up to the
 * last dot, then the fact. A definition that names anything else is refused.
 */
const person = ['name', 'personalId', 'born', 'sex', 'ethnicity', 'nationality', 'birthPlace', 'origin', 'residence', 'residenceUnit', 'currentAddress', 'maritalStatus', 'issuedOn', 'phone', 'email'] as const

export const prefillSources: Readonly<Record<string, readonly string[]>> = {
  'population.self': person,
  'population.spouse': person,
  'population.father': person,
  'population.mother': person,
  'population.child': person,
  // The woman and the man of a couple: the person and the spouse put in order by sex, so that one form serves both.
  'population.couple.woman': person,
  'population.couple.man': person,
  'population.household': ['headName', 'headPersonalId', 'address', 'unit'],
  account: ['name', 'phone', 'email'],
  business: ['name', 'taxCode', 'address', 'registrationNumber', 'representative'],
}

/** One thing that is known: `source` as in the table above, or `document.<result code>`; `values` by fact. */
export type Known = {
  source: string
  /** The register's name, shown beside the value. */
  register: Words
  /** The day the register last confirmed it. */
  date: string
  values: Readonly<Record<string, unknown>>
}

export type FromRegister = { source: string; register: Words; date: string; editable: boolean }
export type Prefill = { values: Record<string, unknown>; from: Record<string, FromRegister> }

export function isKnownSource(path: string, isResult: (code: string) => boolean): boolean {
  const dot = path.lastIndexOf('.')
  const source = path.slice(0, dot)
  const fact = path.slice(dot + 1)
  if (source.startsWith('document.')) return isResult(source.slice('document.'.length)) && fact.length > 0
  return prefillSources[source]?.includes(fact) ?? false
}

/**
 * The answers that need not be asked, each with the register that gave it. The first source that knows wins. `answers`
 * are those given so far: what a register knows may depend on them (whose mother she is).
 */
export function prefill(procedure: Procedure, sources: readonly Known[], answers: Answers = {}): Prefill {
  const known = new Map([...couple(sources), ...sources].map((it) => [it.source, it]))
  const values: Record<string, unknown> = {}
  const from: Record<string, FromRegister> = {}
  for (const { name, property, paths } of fieldsKnown(procedure)) {
    if (!holds(property['x-from-when'], answers)) continue
    for (const { source, fact } of paths) {
      const it = known.get(source)
      const value = it?.values[fact]
      if (!it || value === undefined || value === null || value === '') continue
      // A register's word that the form does not offer is asked rather than forced in.
      if (property.enum && !property.enum.includes(String(value))) continue
      values[name] = value
      from[name] = { source: it.source, register: it.register, date: it.date, editable: property['x-known'] === 'editable' }
      break
    }
  }
  return { values, from }
}

type KnownField = { name: string; property: Property; paths: { source: string; fact: string }[] }
const fieldsBefore = new WeakMap<Procedure, KnownField[]>()

/** The fields that a source may answer, with their sources taken apart. */
function fieldsKnown(procedure: Procedure): KnownField[] {
  let fields = fieldsBefore.get(procedure)
  if (!fields) {
    fieldsBefore.set(procedure, (fields = Object.entries(procedure.form.schema.properties).flatMap(([name, property]) => {
      const paths = [property['x-from'] ?? []].flat().map((path) => ({ source: path.slice(0, path.lastIndexOf('.')), fact: path.slice(path.lastIndexOf('.') + 1) }))
      return paths.length ? [{ name, property, paths }] : []
    })))
  }
  return fields
}

function couple(sources: readonly Known[]): Known[] {
  const pair = sources.filter((it) => it.source === 'population.self' || it.source === 'population.spouse')
  const of = (sex: string, source: string) => pair.filter((it) => it.values['sex'] === sex).map((it) => ({ ...it, source })).slice(0, 1)
  return [...of('female', 'population.couple.woman'), ...of('male', 'population.couple.man')]
}

/**
 * The answers so far with what the registers know now. What she says may open a source (she is the mother: her own data
 * is the mother's) or close one (the grandmother after all): what came from a source that no longer speaks is taken back.
 * `filled` names the fields that stand as a register gave them; what she typed herself is left alone.
 */
export function prefillAgain(procedure: Procedure, sources: readonly Known[], answers: Answers, filled: Iterable<string>): { answers: Record<string, unknown>; from: Record<string, FromRegister> } {
  const before = new Set(filled)
  const known = prefill(procedure, sources, answers)
  const kept = Object.entries(answers).filter(([field, answer]) => answer !== undefined && answer !== '' && !(before.has(field) && !Object.hasOwn(known.from, field)))
  const after: Record<string, unknown> = Object.fromEntries(kept)
  const from: Record<string, FromRegister> = {}
  for (const [field, source] of Object.entries(known.from)) {
    if (Object.hasOwn(after, field) && !before.has(field)) continue
    after[field] = known.values[field]
    from[field] = source
  }
  return { answers: after, from }
}

export type Against = {
  /** The answers, with what was left out and a register knows. */
  answers: Record<string, unknown>
  from: Record<string, FromRegister>
  /** Fields answered otherwise than a register answers them, where a form would not have asked: which register, and what it says. */
  contradicted: Record<string, FromRegister & { value: unknown }>
}

/**
 * Answers that came without a form (another system's, all at once) held against what the registers know, so that they come
 * out as those of a form do: what was left out is filled in; what agrees is taken from the register; what may be edited stays
 * as it was given; anything else is contradicted. Spaces, capitals and how tones are encoded make no difference.
 */
export function holdAgainst(procedure: Procedure, sources: readonly Known[], given: Answers): Against {
  const answers: Record<string, unknown> = { ...given }
  const from: Record<string, FromRegister> = {}
  const contradicted: Against['contradicted'] = {}
  // Filling in one answer may open the source of another.
  for (let before = -1; before !== Object.keys(answers).length; ) {
    before = Object.keys(answers).length
    const known = prefill(procedure, sources, answers)
    for (const [field, source] of Object.entries(known.from)) {
      const answer = answers[field]
      const missing = answer === undefined || answer === null || answer === ''
      if (missing || asOne(answer) === asOne(known.values[field])) { answers[field] = known.values[field]; from[field] = source }
      else if (!source.editable) contradicted[field] = { ...source, value: known.values[field] }
    }
  }
  return { answers, from, contradicted }
}

const asOne = (value: unknown): string => String(value).normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')
