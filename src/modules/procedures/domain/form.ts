import { Compile } from 'typebox/compile'
import Format from 'typebox/format'
import { type Answers, askedBy, holds } from './condition.ts'
import { isPersonId, isPhone, isTaxCode, statedBy } from './identifiers.ts'
import type { Lang, Option, Procedure, Property, Step } from './procedure.ts'
import { vi } from '../texts/vi.ts'
import { en } from '../texts/en.ts'

Format.Set('vn-person-id', isPersonId)
Format.Set('vn-phone', isPhone)
Format.Set('vn-tax-code', isTaxCode)

export type ShownStep = Step & { fields: string[] }

/** The steps to walk and the fields each shows, given what has been answered so far. A step without fields is left out. */
export const stepsOf = (procedure: Procedure, answers: Answers): ShownStep[] => stepsShowing(procedure, shownFields(procedure, answers))

function stepsShowing(procedure: Procedure, shown: ReadonlySet<string>): ShownStep[] {
  return procedure.form.steps.map((step) => ({ ...step, fields: step.fields.filter((field) => shown.has(field)) })).filter((step) => step.fields.length > 0)
}

/** The answers that count: an answer to a question that is not asked does not. */
export function dropHidden(procedure: Procedure, answers: Answers): Record<string, unknown> {
  return only(answers, shownFields(procedure, answers))
}

const only = (answers: Answers, shown: ReadonlySet<string>): Record<string, unknown> => Object.fromEntries(Object.entries(answers).filter(([field]) => shown.has(field)))

/** A condition may ask about a field that is itself hidden: then it counts as unanswered. Circles are refused by the check of definitions. */
export function shownFields(procedure: Procedure, answers: Answers): Set<string> {
  const { stepOf } = planOf(procedure)
  const decided = new Map<string, boolean>()
  const isShown = (field: string): boolean => {
    const before = decided.get(field)
    if (before !== undefined) return before
    decided.set(field, false)
    const step = stepOf.get(field)
    const conditions = [step?.when, procedure.form.schema.properties[field]?.['x-when']]
    const asked: Record<string, unknown> = {}
    for (const other of conditions.flatMap(askedBy)) if (isShown(other.field)) asked[other.field] = answers[other.field]
    const shown = step !== undefined && conditions.every((condition) => holds(condition, asked))
    decided.set(field, shown)
    return shown
  }
  return new Set(Object.keys(procedure.form.schema.properties).filter(isShown))
}

// --- what was typed -------------------------------------------------------------------------------------------

export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Typed strings to answers. What cannot be understood stays as it was typed, so that the check can say what to do
 * and the page can show it again. Fields that were not in the form are left out; an emptied field comes back undefined,
 * so that `{ ...saved, ...coerceAnswers(procedure, typed) }` forgets what she deleted.
 */
export function coerceAnswers(procedure: Procedure, typed: Typed): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const [field, property] of Object.entries(procedure.form.schema.properties)) {
    const given = property['x-widget'] === 'date' ? (typed[field] ?? joinedDate(field, typed)) : typed[field]
    if (given !== undefined) answers[field] = understood(property, given)
  }
  return answers
}

function joinedDate(field: string, typed: Typed): string | undefined {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => typed[`${field}-${part}`])
  if (day === undefined && month === undefined && year === undefined) return undefined
  const parts = [day, month, year].map((part) => String(part ?? '').trim())
  return parts.every((part) => part === '') ? '' : parts.join('/')
}

function understood(property: Property, given: string | readonly string[]): unknown {
  if (property.type === 'array') {
    const several = (Array.isArray(given) ? given : [given as string]).filter((value) => value !== '')
    return several.length > 0 ? [...new Set(several)] : undefined
  }
  const text = String(Array.isArray(given) ? (given.at(-1) ?? '') : given).normalize('NFC').trim()
  if (text === '') return undefined
  switch (property['x-widget']) {
    case 'date':
      return day(text) ?? text
    case 'yes-no':
      return truth(text) ?? text
    case 'number':
    case 'money':
      return amount(text, property.type === 'integer') ?? text
    case 'person-id':
    case 'tax-code':
      return text.replace(/[\s.]/g, '')
    case 'phone':
      return text.replace(/[\s.()-]/g, '')
    case 'long-text':
      return text.replace(/\r\n?/g, '\n')
    default:
      return text.replace(/\s+/g, ' ')
  }
}

function day(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const spoken = /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  const parts = iso ? [iso[1], iso[2], iso[3]] : spoken ? [spoken[3], spoken[2], spoken[1]] : undefined
  if (!parts) return undefined
  const written = parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-')
  return Format.Test('date', written) ? written : undefined
}

function truth(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (['yes', 'true', 'on', '1', 'có', 'co'].includes(word)) return true
  if (['no', 'false', 'off', '0', 'không', 'khong'].includes(word)) return false
  return undefined
}

/** Vietnamese writes 1.250,5 and English 1,250.5. Groups of three are thousands, except after a comma where decimals are asked. */
function amount(text: string, whole: boolean): number | undefined {
  const plain = text.toLowerCase().replace(/\s/g, '').replace(/(đồng|đ|vnđ|vnd|m2|m²)$/, '')
  if (!/^-?\d[\d.,]*$/.test(plain)) return undefined
  const thousands = whole ? /^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/ : /^-?\d{1,3}(?:\.\d{3})+$|^-?\d{1,3}(?:,\d{3}){2,}$/
  const number = thousands.test(plain)
    ? Number(plain.replace(/[.,]/g, ''))
    : /^-?[\d.]*,\d+$/.test(plain)
      ? Number(plain.replace(/\./g, '').replace(',', '.'))
      : Number(plain.replace(/,/g, ''))
  return Number.isFinite(number) ? number : undefined
}

/** The answer as it stands in an input: coerceAnswers reads it back as the same answer. */
export function typedFrom(property: Property, answer: unknown): string | string[] {
  if (answer === undefined || answer === null) return property.type === 'array' ? [] : ''
  if (Array.isArray(answer)) return answer.map(String)
  if (property['x-widget'] === 'yes-no') return String(answer)
  if (property['x-widget'] === 'date') return spokenDay(String(answer))
  if (typeof answer === 'number') return spokenNumber(answer)
  return String(answer)
}

/** The answer as a person reads it, on the page where she checks what she wrote and in the officer's case file. */
export function printAnswer(property: Property, answer: unknown, lang: Lang): string {
  const texts = lang === 'vi' ? vi : en
  if (answer === undefined || answer === null || answer === '') return texts.form.notAnswered
  if (Array.isArray(answer)) return answer.map((value) => optionName(property, value, lang)).join('; ')
  if (typeof answer === 'boolean') return answer ? texts.form.yes : texts.form.no
  if (property['x-widget'] === 'date') return spokenDay(String(answer))
  if (property['x-widget'] === 'money' && typeof answer === 'number') return texts.money(spokenNumber(answer))
  if (typeof answer === 'number') return `${spokenNumber(answer)}${property['x-suffix'] ? ` ${property['x-suffix'][lang]}` : ''}`
  return optionName(property, answer, lang)
}

function optionName(property: Property, value: unknown, lang: Lang): string {
  return property['x-options']?.find((option) => option.value === value)?.[lang] ?? String(value)
}

export function spokenDay(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : iso
}

/** 1.250,5 in both languages, as everywhere on the platform. */
export function spokenNumber(number: number): string {
  const [whole = '', decimals] = String(Math.abs(number)).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
  return `${number < 0 ? '-' : ''}${grouped}${decimals ? `,${decimals}` : ''}`
}

// --- what a page needs to show one question -------------------------------------------------------------------

export type FieldView = {
  name: string
  widget: Property['x-widget']
  label: string
  hint?: string
  required: boolean
  options: { value: string; label: string; chosen: boolean }[]
  /** As it stands in the input; several for `choices`. */
  value: string | string[]
  suffix?: string
  autocomplete?: string
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email'
  maxLength?: number
}

/** The questions of one step, in order, with what has been answered or typed so far. */
export function fieldsOf(procedure: Procedure, stepId: string, answers: Answers, lang: Lang): FieldView[] {
  const step = stepsOf(procedure, answers).find((it) => it.id === stepId)
  return (step?.fields ?? []).map((name) => fieldView(procedure, name, answers[name], lang))
}

function fieldView(procedure: Procedure, name: string, answer: unknown, lang: Lang): FieldView {
  const property = propertyOf(procedure, name)
  const value = typedFrom(property, answer)
  const modes = { number: property.type === 'integer' ? 'numeric' : 'decimal', money: 'numeric', 'person-id': 'numeric', date: 'numeric', phone: 'tel', email: 'email' } as const
  const widget = property['x-widget']
  const yesNo: Option[] = [{ value: 'true', vi: vi.form.yes, en: en.form.yes }, { value: 'false', vi: vi.form.no, en: en.form.no }]
  const options = widget === 'yes-no' ? yesNo : (property['x-options'] ?? [])
  return {
    name,
    widget,
    label: property['x-label'][lang],
    ...(property['x-hint'] && { hint: property['x-hint'][lang] }),
    required: isRequired(procedure, name),
    options: options.map((option) => ({ value: option.value, label: option[lang], chosen: Array.isArray(value) ? value.includes(option.value) : value === option.value })),
    value,
    ...(property['x-suffix'] && { suffix: property['x-suffix'][lang] }),
    ...(property['x-autocomplete'] && { autocomplete: property['x-autocomplete'] }),
    ...(widget in modes && { inputmode: modes[widget as keyof typeof modes] }),
    ...(property.maxLength && widget !== 'date' && { maxLength: property.maxLength }),
  }
}

export function propertyOf(procedure: Procedure, name: string): Property {
  const property = procedure.form.schema.properties[name]
  if (!property) throw new Error(`${procedure.code} has no field ${name}`)
  return property
}

export function isRequired(procedure: Procedure, name: string): boolean {
  return procedure.form.schema.required.includes(name)
}

// --- the check ------------------------------------------------------------------------------------------------

export type FaultCode =
  | 'required' | 'unknown' | 'date' | 'after-today' | 'before-today' | 'after-field' | 'before-field' | 'number' | 'whole-number' | 'minimum' | 'maximum' | 'step'
  | 'too-long' | 'too-short' | 'option' | 'too-few' | 'too-many' | 'yes-no' | 'too-young' | 'person-id' | 'person-id-sex' | 'person-id-born' | 'tax-code' | 'phone' | 'email' | 'pattern'

export type FormFault = { step: string; field: string; code: FaultCode; params: Readonly<Record<string, string | number>> }

/** Every fault of the whole form, in the order in which the steps ask. Empty: it may be handed in. `today` is 'YYYY-MM-DD' where she is. */
export function checkAnswers(procedure: Procedure, answers: Answers, today: string): FormFault[] {
  const unknown = Object.keys(answers).filter((field) => !Object.hasOwn(procedure.form.schema.properties, field)).map((field) => ({ step: '', field, code: 'unknown' as const, params: {} }))
  const shown = shownFields(procedure, answers)
  const counted = only(answers, shown)
  return [...stepsShowing(procedure, shown).flatMap((step) => step.fields.flatMap((field) => checkField(procedure, step.id, field, counted, today))), ...unknown]
}

/** The faults of one step, a sentence for each field, saying what to do. */
export function checkStep(procedure: Procedure, stepId: string, answers: Answers, lang: Lang, today: string): Record<string, string> {
  const counted = dropHidden(procedure, answers)
  const step = stepsOf(procedure, answers).find((it) => it.id === stepId)
  const faults = (step?.fields ?? []).flatMap((field) => checkField(procedure, stepId, field, counted, today))
  return Object.fromEntries(faults.map((fault) => [fault.field, sayFault(procedure, fault, lang)]))
}

/** At most one fault a field: the first thing to mend. */
function checkField(procedure: Procedure, step: string, field: string, answers: Answers, today: string): FormFault[] {
  const property = propertyOf(procedure, field)
  const answer = answers[field]
  const fault = (code: FaultCode, params: FormFault['params'] = {}): FormFault[] => [{ step, field, code, params }]
  if (answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)) return isRequired(procedure, field) ? fault('required') : []

  const validator = planOf(procedure).validators.get(field)
  if (validator && !validator.Check(answer)) {
    const first = validator.Errors(answer)[0]
    return fault(...codeOf(property, first))
  }
  if (property['x-widget'] === 'date') {
    for (const [keyword, todayCode, fieldCode] of [['x-not-after', 'after-today', 'after-field'], ['x-not-before', 'before-today', 'before-field']] as const) {
      const limit = property[keyword]
      if (!limit) continue
      const bound = limit === 'today' ? today : answers[limit]
      if (typeof bound !== 'string' || !Format.Test('date', bound)) continue
      const wrong = keyword === 'x-not-after' ? String(answer) > bound : String(answer) < bound
      if (wrong) return fault(limit === 'today' ? todayCode : fieldCode, { day: bound, ...(limit !== 'today' && { other: limit }) })
    }
  }
  const age = property['x-age-from']
  // Somebody born on 29 February comes of age on 1 March of a common year: text order says the same.
  if (age !== undefined && `${Number(String(answer).slice(0, 4)) + age}${String(answer).slice(4)}` > today) return fault('too-young', { limit: age })
  const agrees = property['x-agrees']
  if (agrees && typeof answer === 'string') {
    const stated = statedBy(answer)
    const sex = agrees.sex && answers[agrees.sex]
    if ((sex === 'male' || sex === 'female') && sex !== stated.sex) return fault('person-id-sex', { other: agrees.sex as string })
    const born = agrees.born && answers[agrees.born]
    if (typeof born === 'string' && Format.Test('date', born) && Number(born.slice(0, 4)) !== stated.year) return fault('person-id-born', { other: agrees.born as string })
  }
  return []
}

function codeOf(property: Property, error: { keyword: string; params: object } | undefined): [FaultCode, FormFault['params']] {
  const limit = (error?.params as { limit?: number } | undefined)?.limit ?? 0
  const widget = property['x-widget']
  switch (error?.keyword) {
    case 'minimum':
    case 'maximum':
      return [error.keyword, { limit }]
    case 'maxLength':
      return ['too-long', { limit }]
    case 'minLength':
      return ['too-short', { limit }]
    case 'minItems':
      return ['too-few', { limit }]
    case 'maxItems':
      return ['too-many', { limit }]
    case 'multipleOf':
      return ['step', { limit: property.multipleOf ?? 1 }]
    case 'pattern':
      return ['pattern', {}]
  }
  if (widget === 'number' || widget === 'money') return [property.type === 'integer' && error?.keyword === 'type' ? 'whole-number' : 'number', {}]
  if (widget === 'date' || widget === 'person-id' || widget === 'tax-code' || widget === 'phone' || widget === 'email' || widget === 'yes-no') return [widget, {}]
  return [property['x-options'] ? 'option' : 'pattern', {}]
}

/** The sentence of a fault. It says what to do, with the name of the field in it. */
export function sayFault(procedure: Procedure, fault: FormFault, lang: Lang): string {
  const texts = lang === 'vi' ? vi : en
  const property = procedure.form.schema.properties[fault.field]
  const label = (name: string | number | undefined) => lowered(procedure.form.schema.properties[String(name)]?.['x-label'][lang] ?? String(name))
  const limit = fault.params['limit']
  return texts.faults[fault.code]({
    label: label(fault.field),
    other: label(fault.params['other']),
    day: spokenDay(String(fault.params['day'] ?? '')),
    limit: typeof limit === 'number' ? spokenNumber(limit) : '',
    example: property?.['x-example'] ?? '',
    chosen: property !== undefined && (property['x-options'] !== undefined || property['x-widget'] === 'unit'),
    widget: property?.['x-widget'] ?? 'text',
  })
}

/** A label inside a sentence starts small, unless it starts with an abbreviation (UBND, CCCD, VNeID). */
function lowered(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase('vi') + label.slice(1)
}

// --- kept beside each definition: compiling a schema costs a thousand checks -----------------------------------

type Validator = { Check(value: unknown): boolean; Errors(value: unknown): { keyword: string; params: object }[] }
type Plan = { stepOf: Map<string, Step>; validators: Map<string, Validator> }
const plans = new WeakMap<Procedure, Plan>()

function planOf(procedure: Procedure): Plan {
  const kept = plans.get(procedure)
  if (kept) return kept
  const plan: Plan = {
    stepOf: new Map(procedure.form.steps.flatMap((step) => step.fields.map((field) => [field, step] as const))),
    validators: new Map(Object.entries(procedure.form.schema.properties).map(([field, property]) => [field, Compile(property as never) as Validator])),
  }
  plans.set(procedure, plan)
  return plan
}
