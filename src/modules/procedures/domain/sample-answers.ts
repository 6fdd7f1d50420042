import { isAsked, shownFields } from './form.ts'
import { kindOf } from './kinds.ts'
import type { Procedure, Property } from './procedure.ts'

/**
 * Answers to a form that its own check accepts, for trying it out. Made field by field in the order of asking, so that what
 * is shown follows from what was answered before; `seeds`, one for each field, choose among what is possible.
 */
export function sampleAnswers(procedure: Procedure, today: string, seeds: readonly number[] = []): Record<string, unknown> {
  const fields = procedure.form.steps.flatMap((step) => step.fields)
  const answers: Record<string, unknown> = {}
  // Twice: a field may depend on one that is asked later.
  for (let round = 0; round < 2; round++)
    fields.forEach((field, at) => {
      if (!isAsked(procedure.form.schema.properties[field]!) || !shownFields(procedure, answers).has(field)) return void delete answers[field]
      answers[field] ??= value(procedure, field, procedure.form.schema.properties[field]!, seeds[at] ?? 0, answers, today)
    })
  // Numbers that must agree with a day of birth or a sex are made when those are there.
  for (const [field, property] of Object.entries(procedure.form.schema.properties)) {
    const agrees = property['x-agrees']
    if (!agrees || answers[field] === undefined) continue
    const born = String(answers[agrees.born ?? ''] ?? '1994-06-14')
    answers[field] = personId(born, answers[agrees.sex ?? ''] === 'female')
  }
  return answers
}

export function personId(born: string, female: boolean): string {
  const year = Number(born.slice(0, 4))
  return `027${Math.floor((year - 1900) / 100) * 2 + (female ? 1 : 0)}${born.slice(2, 4)}000318`
}

function value(procedure: Procedure, field: string, property: Property, seed: number, answers: Record<string, unknown>, today: string): unknown {
  const pick = <T>(list: readonly T[]): T => list[seed % list.length]!
  switch (property['x-widget']) {
    case 'date':
      return date(procedure, field, answers, today, seed)
    case 'choice':
      return pick(property['x-options']!).value
    case 'choices':
      return [pick(property['x-options']!).value]
    case 'person-id':
      return personId('1994-06-14', seed % 2 === 0)
    case 'number':
    case 'money': {
      const low = Math.ceil(property.minimum ?? 0)
      return low + (seed % Math.min(1000, (property.maximum ?? 1e9) - low + 1))
    }
    case 'text': case 'long-text': case 'address':
      return property['x-example'] ?? 'Số 18 đường Thiên Đức'.padEnd(property.minLength ?? 0, ' và').slice(0, property.maxLength ?? 200)
    case 'signature':
      return answers[property['x-signs'] ?? ''] ?? 'Nguyễn Thu Lan'
    case 'table': case 'group':
      return Array.from({ length: Math.max(property.minItems ?? 1, 1 + (seed % 2)) }, () => Object.fromEntries(property['x-columns']!.map(({ name, ...column }) => [name, column['x-options'] ? pick(column['x-options']).value : kindOf(column['x-widget']).sample(seed)])))
    default:
      return kindOf(property['x-widget']).sample(seed)
  }
}

/** A day between the limits that the form sets; those set by other fields are looked up or made first. */
function date(procedure: Procedure, field: string, answers: Record<string, unknown>, today: string, seed: number): string {
  const property = procedure.form.schema.properties[field]!
  const before = property['x-not-after']
  const after = property['x-not-before']
  const bound = (limit: string | undefined) => (limit === undefined ? undefined : limit === 'today' ? today : (answers[limit] as string | undefined) ?? (limit in procedure.form.schema.properties && shownFields(procedure, answers).has(limit) ? (answers[limit] = date(procedure, limit, answers, today, seed)) : undefined))
  const age = property['x-age-from'] ?? 0
  const latest = age > 0 ? `${Number(today.slice(0, 4)) - age - 1}${today.slice(4)}` : bound(before)
  const earliest = bound(after)
  const add = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
  if (latest && earliest) return earliest < latest ? earliest : latest
  if (earliest) return add(earliest, seed % 30)
  return add(latest ?? today, -(seed % 9000))
}

