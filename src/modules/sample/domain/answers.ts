import { checkAnswers, dropHidden, type Known, type Prefill, prefill, type Procedure, type Property, shownFields } from '#procedures'
import type { Person } from '#registers'
import type { Chance } from './chance.ts'
import { type Citizen, inventDay, inventLine, inventName, inventNumber, inventPhone, type Names } from './invent.ts'

/** What answers are made of besides the person: words, habits, and how an address is written. */
export type Writing = { names: Names; usually: Record<string, number>; fields: Record<string, readonly string[]>; request: readonly string[]; addressOf(residence: Person['residence']): string }

export type Answered = { answers: Record<string, unknown>; from: Record<string, { source: string; on: string }> }

/**
 * Answers to a form as this citizen would give them on `today`, with what the registers know of her left as they have it.
 * Checked by the form's own rules: what does not pass is thrown, because the sample shall show no case that could not be.
 */
export function answersFor(chance: Chance, writing: Writing, procedure: Procedure, citizen: Citizen, known: readonly Known[], place: string, today: string): Answered {
  for (let attempt = 0; ; attempt++) {
    const { answers, taken } = write(chance, writing, procedure, citizen, known, place, today)
    const [fault] = checkAnswers(procedure, answers, today)
    if (!fault) {
      const kept = dropHidden(procedure, answers)
      return { answers: kept, from: Object.fromEntries(Object.entries(taken.from).filter(([field]) => field in kept && kept[field] === taken.values[field]).map(([field, f]) => [field, { source: f.source, on: f.date }])) }
    }
    if (attempt === 20) throw new Error(`The sample cannot fill in ${procedure.code}: ${fault.field} ${fault.code} (${JSON.stringify(answers[fault.field])})`)
  }
}

function write(chance: Chance, writing: Writing, procedure: Procedure, citizen: Citizen, known: readonly Known[], place: string, today: string): { answers: Record<string, unknown>; taken: Prefill } {
  const taken = prefill(procedure, known)
  const opens = known.length > 0 && Object.values(procedure.form.schema.properties).some((property) => property['x-from-when'])
  const { properties } = procedure.form.schema
  const required = new Set(procedure.form.schema.required)
  const fields = procedure.form.steps.flatMap((step) => step.fields)
  const answers: Record<string, unknown> = { ...taken.values, ...(procedure.competentUnit ? { [procedure.competentUnit]: place } : {}) }
  const cast = castOf(chance, writing, citizen, answers, today)
  const asked = askedOf(procedure)
  // Twice, because a field may depend on one that is asked later.
  for (let round = 0; round < 2; round++) {
    let shown = shownFields(procedure, answers)
    for (const field of fields) {
      if (!shown.has(field)) { if (!(field in taken.values)) delete answers[field]; continue }
      if (answers[field] !== undefined) continue
      // What need not be said is mostly not said.
      if (!required.has(field) && chance.often(0.7) && !/^applicant/.test(field)) continue
      const value = answerTo(chance, writing, procedure, field, properties[field]!, answers, cast, today)
      if (value === undefined) continue
      answers[field] = value
      if (!asked.has(field)) continue
      // An answer may open a source: she is the mother, so that half of the form is known.
      if (opens) {
        const now = prefill(procedure, known, answers)
        for (const [opened, from] of Object.entries(now.from)) {
          if (opened in answers) continue
          taken.from[opened] = from
          answers[opened] = taken.values[opened] = now.values[opened]
        }
      }
      shown = shownFields(procedure, answers)
    }
  }
  return { answers, taken }
}

const askedFields = new WeakMap<Procedure, ReadonlySet<string>>()
/** The fields that some condition asks about: only an answer to one of these can show or hide another. */
function askedOf(procedure: Procedure): ReadonlySet<string> {
  let asked = askedFields.get(procedure)
  if (!asked) askedFields.set(procedure, (asked = new Set([...JSON.stringify(procedure.form).matchAll(/"field":"(\w+)"/g)].map((m) => m[1]!))))
  return asked
}

type Cast = (role: string) => Person & { phone: string }

/** Who appears in a form: the applicant, those of her family, and others made up for the part. */
function castOf(chance: Chance, writing: Writing, citizen: Citizen, answers: Record<string, unknown>, today: string): Cast {
  const { person, family } = citizen
  const year = Number(today.slice(0, 4))
  const known = new Map<string, Person>()
  const invent = (sex: Person['sex'], born: string, familyName?: string): Person => ({
    ...person, sex, birthDate: born, name: inventName(chance, writing.names, sex, Number(born.slice(0, 4)), familyName), nationalId: inventNumber(sex, born, chance.whole(8_000, 9_999)),
    residence: chance.often(0.7) ? person.residence : { unit: person.residence.unit, line: inventLine(chance, writing.names, /^Số/.test(person.residence.line)) }, spouse: '', children: [],
  })
  const partner = (): Person => family.find((one) => one.nationalId === person.spouse) ?? invent(person.sex === 'female' ? 'male' : 'female', inventDay(chance, year - 38, year - 21))
  const ofSex = (sex: Person['sex']): Person => (person.sex === sex ? person : partner())
  const make = (role: string): Person => {
    switch (role) {
      case 'applicant': return person
      case 'mother': case 'woman': return answers['relation'] === 'mother' || answers['applicantIs'] === 'woman' || answers['relation'] === 'father' || answers['applicantIs'] === 'man' ? ofSex('female') : invent('female', inventDay(chance, year - 38, year - 21))
      case 'father': case 'man': return answers['relation'] === 'mother' || answers['applicantIs'] === 'woman' || answers['relation'] === 'father' || answers['applicantIs'] === 'man' ? ofSex('male') : invent('male', inventDay(chance, year - 42, year - 22))
      case 'child': return invent(chance.often(0.52) ? 'male' : 'female', daysBefore(today, chance.whole(3, 58)), ofSex('male').name.split(' ')[0])
      case 'deceased': return invent(chance.often(0.5) ? 'male' : 'female', inventDay(chance, year - 92, year - 62))
      case 'partner': case 'spouse': return partner()
      default: return invent(chance.often(0.5) ? 'male' : 'female', inventDay(chance, year - 70, year - 20))
    }
  }
  return (role) => {
    if (!known.has(role)) known.set(role, make(role))
    return { ...known.get(role)!, phone: role === 'applicant' ? citizen.phone : inventPhone(chance) }
  }
}

const daysBefore = (day: string, many: number): string => new Date(Date.parse(day) - many * 86_400_000).toISOString().slice(0, 10)

function answerTo(chance: Chance, writing: Writing, procedure: Procedure, field: string, property: Property, answers: Record<string, unknown>, cast: Cast, today: string): unknown {
  const [, role, fact] = /^([a-z]+)(Name|Born|PersonalId|Sex|Ethnicity|Nationality|Residence|Address|HomeTown|Phone|Email)$/.exec(field) ?? []
  const one = role === undefined ? undefined : cast(/^(business|enterprise|farm|paper|foreign)$/.test(role) ? 'applicant' : role)
  const options = property['x-options'] ?? []
  const offered = (value: string | undefined) => (value !== undefined && options.some((option) => option.value === value) ? value : undefined)
  switch (property['x-widget']) {
    case 'date':
      return fact === 'Born' && one && !limited(property, answers, one.birthDate) ? one.birthDate : someDay(chance, procedure, field, answers, today)
    case 'choice': {
      const sex = cast('applicant').sex
      return offered(fact === 'Sex' ? one?.sex : fact === 'Ethnicity' ? options.find((o) => o.vi === one?.ethnicity)?.value : fact === 'Nationality' ? 'VN' : undefined)
        ?? offered(/^(relation|applicantIs)$/.test(field) ? (sex === 'female' ? (offered('mother') ? 'mother' : 'woman') : offered('father') ? 'father' : 'man') : undefined)
        // The first options are what most people choose.
        ?? options[Math.min(options.length - 1, Math.floor(chance.next() ** 2 * options.length))]!.value
    }
    case 'choices':
      return [chance.pick(options).value]
    case 'yes-no':
      return chance.often(writing.usually[field] ?? 0.25)
    case 'person-id': {
      const agrees = property['x-agrees']
      const born = agrees?.born === undefined ? undefined : (answers[agrees.born] as string | undefined)
      if (one && (born === undefined || born === one.birthDate)) return one.nationalId
      return inventNumber(one?.sex ?? 'female', born ?? one?.birthDate ?? '1990-01-01', chance.whole(8_000, 9_999))
    }
    case 'tax-code': return cast('applicant').nationalId
    case 'phone': return one?.phone ?? cast('applicant').phone
    case 'email': return 'ho.so@dan.example'
    case 'unit': return chance.often(0.6) ? cast('applicant').residence.unit : answers[procedure.competentUnit ?? '']
    case 'address': {
      if (field === 'birthPlace') return 'Bệnh viện Đa khoa Bắc Ninh'
      const { residence } = one ?? cast('applicant')
      return fact === 'HomeTown' ? writing.addressOf({ ...residence, line: '' }).replace(/^, /, '') : writing.addressOf(residence)
    }
    case 'number': case 'money': {
      const low = property.minimum ?? 0
      const example = Number(String(property['x-example'] ?? '').replace(',', '.')) || Math.max(low, property['x-widget'] === 'money' ? 50_000_000 : 1)
      const whole = property.type === 'integer' || property['x-widget'] === 'money'
      const value = property['x-widget'] === 'money' ? Math.round((example * chance.about(3)) / 1_000_000) * 1_000_000 : whole ? Math.round(example * chance.about(1.5)) : Math.round(example * chance.about(1.4) * 10) / 10
      return Math.min(property.maximum ?? Infinity, Math.max(low, value))
    }
    case 'long-text':
      return chance.pick(writing.fields[field] ?? writing.request)
    default: {
      if (fact === 'HomeTown') return cast('father').origin ?? 'Bắc Ninh'
      if (writing.fields[field]) return chance.pick(writing.fields[field])
      if (fact === 'Name' && one) return one.name
      if (/Place$/.test(field)) return 'Bệnh viện Đa khoa Bắc Ninh'
      const example = property['x-example'] ?? /ví dụ (.+?)\.?$/i.exec(property['x-hint']?.vi ?? '')?.[1] ?? chance.pick(['Theo giấy tờ kèm theo', 'Như đã khai'])
      return example.slice(0, property.maxLength ?? 200)
    }
  }
}

const limited = (property: Property, answers: Record<string, unknown>, day: string): boolean => {
  const bound = property['x-not-after']
  const before = property['x-not-before']
  return (typeof answers[bound ?? ''] === 'string' && day > (answers[bound!] as string)) || (typeof answers[before ?? ''] === 'string' && day < (answers[before!] as string))
}

/** A day that the form's limits allow: what is to come within two months, what was within the last. */
function someDay(chance: Chance, procedure: Procedure, field: string, answers: Record<string, unknown>, today: string): string {
  const property = procedure.form.schema.properties[field]!
  const bound = (limit: string | undefined) => (limit === undefined ? undefined : limit === 'today' ? today : (answers[limit] as string | undefined))
  const [latest, earliest] = [bound(property['x-not-after']), bound(property['x-not-before'])]
  const age = property['x-age-from']
  if (age) return daysBefore(`${Number(today.slice(0, 4)) - age - chance.whole(1, 12)}${today.slice(4)}`, chance.whole(0, 300))
  if (earliest && latest) return earliest < latest ? daysBefore(latest, Math.min(chance.whole(0, 30), Math.floor((Date.parse(latest) - Date.parse(earliest)) / 86_400_000))) : latest
  if (earliest) return daysBefore(earliest, -chance.whole(1, /until|endsOn/.test(field) ? 300 : 40))
  if (latest) return daysBefore(latest, /^(diedOn)$/.test(field) ? chance.whole(1, 12) : /certificate|divorce|resided/i.test(field) ? chance.whole(200, 3000) : chance.whole(2, 60))
  return daysBefore(today, -chance.whole(4, 25))
}
