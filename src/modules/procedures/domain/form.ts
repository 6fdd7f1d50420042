import { compileFeel } from '#flows'
import { Compile } from 'typebox/compile'
import Format from 'typebox/format'
import { type Answers, type Condition, askedBy, holds } from './condition.ts'
import { statedBy } from './identifiers.ts'
import { kindOf, spokenDay, spokenNumber } from './kinds.ts'
import type { Lang, Option, Procedure, Property, Step } from './procedure.ts'
import { vi } from '../texts/vi.ts'
import { en } from '../texts/en.ts'

export type ShownStep = Step & { fields: string[] }

/** The steps to walk and the fields each shows, given what has been answered so far. A step without fields is left out. */
export const stepsOf = (procedure: Procedure, answers: Answers): ShownStep[] => stepsShowing(procedure, shownFields(procedure, answers))

function stepsShowing(procedure: Procedure, shown: ReadonlySet<string>): ShownStep[] {
  return procedure.form.steps.map((step) => ({ ...step, fields: step.fields.filter((field) => shown.has(field)) })).filter((step) => step.fields.length > 0)
}

/** The answers that count: an answer to a question that is not asked does not, and what is computed is computed here. */
export function dropHidden(procedure: Procedure, answers: Answers): Record<string, unknown> {
  return countedOf(procedure, answers, shownFields(procedure, answers))
}

function countedOf(procedure: Procedure, answers: Answers, shown: ReadonlySet<string>): Record<string, unknown> {
  const counted = only(answers, shown)
  for (const field of planOf(procedure).silent) delete counted[field]
  for (const [field, value] of Object.entries(computedFrom(procedure, counted))) if (shown.has(field)) counted[field] = value
  return counted
}

/** A heading, a help and what is computed stand in the form and ask nothing. */
export const isAsked = (property: Property): boolean => kindOf(property['x-widget']).asks !== false

/** There is something to read of it afterwards, where answers are listed. */
export const isRead = (property: Property): boolean => isAsked(property) || property['x-widget'] === 'computed'

/** What the form computes of these answers, in the order of asking: a value may stand on one before it. */
function computedFrom(procedure: Procedure, answers: Answers): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [field, compute] of planOf(procedure).computed) {
    const value = compute({ ...answers, ...found })
    if (value !== null && value !== undefined) found[field] = value
  }
  return found
}

const only = (answers: Answers, shown: ReadonlySet<string>): Record<string, unknown> => Object.fromEntries(Object.entries(answers).filter(([field]) => shown.has(field)))

/** A condition may ask about a field that is itself hidden: then it counts as unanswered. Circles are refused by the check of definitions. */
export function shownFields(procedure: Procedure, answers: Answers): Set<string> {
  const shown = shownFor(procedure, answers)
  if (!planOf(procedure).computed.length) return shown
  const counted = only(answers, shown)
  return shownFor(procedure, { ...counted, ...computedFrom(procedure, counted) })
}

function shownFor(procedure: Procedure, answers: Answers): Set<string> {
  const { gates } = planOf(procedure)
  const decided = new Map<string, boolean>()
  const isShown = (field: string): boolean => {
    const gate = gates.get(field)
    if (!gate?.conditions.length) return gate !== undefined
    const before = decided.get(field)
    if (before !== undefined) return before
    decided.set(field, false)
    const asked: Record<string, unknown> = {}
    for (const other of gate.asks) if (isShown(other)) asked[other] = answers[other]
    const shown = gate.conditions.every((condition) => holds(condition, asked))
    decided.set(field, shown)
    return shown
  }
  return new Set(Object.keys(procedure.form.schema.properties).filter(isShown))
}

// --- questions inside a question ------------------------------------------------------------------------------

type Inner = { property: Property; optional: boolean }

/** The boxes of a compound question, or the columns of a row, as questions of their own; undefined for one that is asked in one box. */
function innerOf(property: Property): ReadonlyMap<string, Inner> | undefined {
  const known = inners.get(property)
  if (known) return known
  const { parts, rows } = kindOf(property['x-widget'])
  const inner = parts ? Object.entries(parts).map(([name, { kind, label, optional = false, hint, suffix }]): [string, Inner] => [name, { optional, property: { ...kindOf(kind).schema, 'x-widget': kind, 'x-label': label, ...(hint && { 'x-hint': hint }), ...(suffix && { 'x-suffix': suffix }) } as Property }])
    : rows ? (property['x-columns'] ?? []).map(({ name, optional = false, ...column }): [string, Inner] => [name, { optional, property: { ...kindOf(column['x-widget']).schema, ...column, ...(column['x-options'] && { enum: column['x-options'].map(({ value }) => value) }) } as Property }])
    : undefined
  if (!inner) return undefined
  const found = new Map(inner)
  inners.set(property, found)
  return found
}
const inners = new WeakMap<Property, ReadonlyMap<string, Inner>>()
/** Somewhere in it a commune is chosen, so that whoever draws it brings the list. */
export const asksUnit = (property: Property): boolean => property['x-widget'] === 'unit' || [...(innerOf(property)?.values() ?? [])].some((it) => asksUnit(it.property))
const hasRows = (property: Property): boolean => kindOf(property['x-widget']).rows === true

/** The JSON Schema that the kind of a question gives it, with what its options and columns say. */
export function schemaOf(property: Property): Record<string, unknown> {
  const { schema } = kindOf(property['x-widget'])
  const values = Array.isArray(property['x-options']) ? property['x-options'].map((option) => option?.value) : undefined
  if (property['x-widget'] === 'choice' && values) return { ...schema, enum: values }
  if (property['x-widget'] === 'choices' && values) return { ...schema, items: { type: 'string', enum: values } }
  if (property['x-columns'] !== undefined && !Array.isArray(property['x-columns'])) return schema
  const inner = innerOf(property)
  if (!inner) return schema
  const object = { properties: Object.fromEntries([...inner].map(([name, it]) => [name, Object.fromEntries(Object.entries(it.property).filter(([keyword]) => !keyword.startsWith('x-')))])), required: [...inner].filter(([, it]) => !it.optional).map(([name]) => name), additionalProperties: false }
  return hasRows(property) ? { ...schema, items: { type: 'object', ...object } } : { ...schema, ...object }
}

/** How many rows stand ready: those that are filled, and some to fill. Without scripts, saving makes room for more. */
const rowsShown = (property: Property, filled: number): number => Math.min(property.maxItems ?? 20, Math.max(property.minItems ?? 1, filled + (filled ? 2 : 3)))

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
    if (!isAsked(property)) continue
    const given = givenAt(property, field, typed)
    if (given) answers[field] = given.answer
  }
  return answers
}

/** What was typed at a question; nothing when the form did not have it. */
function givenAt(property: Property, name: string, typed: Typed): { answer: unknown } | undefined {
  const inner = innerOf(property)
  if (inner && hasRows(property)) {
    const rows: unknown[] = []
    let there = false
    for (let at = 0; at < 100; at++) {
      const row = objectAt(inner, `${name}-${at}`, typed)
      if (!row) break
      there = true
      if (row.answer) rows.push(row.answer)
    }
    return there ? { answer: rows.length ? rows : undefined } : undefined
  }
  if (inner) return objectAt(inner, name, typed)
  const given = property['x-widget'] === 'date' ? (typed[name] ?? joinedDate(name, typed)) : typed[name]
  return given === undefined ? undefined : { answer: understood(property, given) }
}

function objectAt(inner: ReadonlyMap<string, Inner>, name: string, typed: Typed): { answer: Record<string, unknown> | undefined } | undefined {
  const given = [...inner].map(([part, it]) => [part, givenAt(it.property, `${name}-${part}`, typed)] as const)
  if (given.every(([, it]) => it === undefined)) return undefined
  const answered = given.filter(([, it]) => it?.answer !== undefined)
  return { answer: answered.length ? Object.fromEntries(answered.map(([part, it]) => [part, it!.answer])) : undefined }
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
  return kindOf(property['x-widget']).parse?.(text, property.type === 'integer') ?? text
}

/** The answer of a question asked in one box, as it stands in it: coerceAnswers reads it back as the same answer. */
export function typedFrom(property: Property, answer: unknown): string | string[] {
  if (answer === undefined || answer === null) return property.type === 'array' ? [] : ''
  if (Array.isArray(answer)) return answer.map(String)
  if (typeof answer === 'number') return spokenNumber(answer)
  return typeof answer === 'object' || property['x-widget'] === 'date' ? (kindOf(property['x-widget']).show?.(answer) ?? '') : String(answer)
}

/** Every box of a question with what stands in it, by the names under which a form sends them. */
export function typedAt(property: Property, name: string, answer: unknown): [string, string | string[]][] {
  const inner = innerOf(property)
  if (!inner) return [[name, typedFrom(property, answer)]]
  const parts = (at: string, of: unknown) => [...inner].flatMap(([part, it]) => typedAt(it.property, `${at}-${part}`, isMap(of) ? of[part] : undefined))
  return hasRows(property) ? (Array.isArray(answer) ? answer : []).flatMap((row, at) => parts(`${name}-${at}`, row)) : parts(name, answer)
}

const isMap = (it: unknown): it is Record<string, unknown> => typeof it === 'object' && it !== null && !Array.isArray(it)

/** Units are answered by their code and read by their name, where whoever prints knows it. */
type UnitNames = (code: string) => string | undefined

/** The answer as a person reads it, on the page where she checks what she wrote and in the officer's case file. */
export function printAnswer(property: Property, answer: unknown, lang: Lang, unitName: UnitNames = () => undefined): string {
  const texts = lang === 'vi' ? vi : en
  if (answer === undefined || answer === null || answer === '') return texts.form.notAnswered
  const widget = property['x-widget']
  const { show } = kindOf(widget)
  const inner = innerOf(property)
  if (inner) {
    const object = (it: unknown): string => [...inner].flatMap(([part, { property: one }]) => { const value = isMap(it) ? it[part] : undefined; return value === undefined ? [] : `${one['x-label'][lang]}: ${printAnswer(one, value, lang, unitName)}` }).join('; ')
    return Array.isArray(answer) ? answer.map((row, at) => `${at + 1}. ${object(row)}`).join('\n') : show && isMap(answer) ? show(answer) : object(answer)
  }
  if (Array.isArray(answer)) return answer.map((value) => optionName(property, value, lang)).join('; ')
  if (typeof answer === 'boolean') return answer ? texts.form.yes : texts.form.no
  if (widget === 'money' && typeof answer === 'number') return texts.money(spokenNumber(answer, lang))
  if (typeof answer === 'number') return `${spokenNumber(answer, lang)}${property['x-suffix'] ? ` ${property['x-suffix'][lang]}` : ''}`
  if (widget === 'unit') return unitName(String(answer)) ?? String(answer)
  return show ? show(typeof answer === 'object' ? answer : String(answer)) : optionName(property, answer, lang)
}

function optionName(property: Property, value: unknown, lang: Lang): string {
  return property['x-options']?.find((option) => option.value === value)?.[lang] ?? String(value)
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
  /** The boxes it is asked in, when they are several. */
  parts?: FieldView[]
  /** The rows of a table or a repeating group, filled ones first. */
  rows?: FieldView[][]
}

/** The questions of one step, in order, with what has been answered or typed so far. */
export function fieldsOf(procedure: Procedure, stepId: string, answers: Answers, lang: Lang): FieldView[] {
  const step = stepsOf(procedure, answers).find((it) => it.id === stepId)
  const known = planOf(procedure).computed.length ? { ...answers, ...dropHidden(procedure, answers) } : answers
  return (step?.fields ?? []).map((name) => fieldView(propertyOf(procedure, name), name, isRequired(procedure, name), known[name], lang))
}

function fieldView(property: Property, name: string, required: boolean, answer: unknown, lang: Lang): FieldView {
  const widget = property['x-widget']
  const inner = innerOf(property)
  const value = inner || !isAsked(property) ? (widget === 'computed' && answer !== undefined ? printAnswer(property, answer, lang) : '') : typedFrom(property, answer)
  const yesNo: Option[] = [{ value: 'true', vi: vi.form.yes, en: en.form.yes }, { value: 'false', vi: vi.form.no, en: en.form.no }]
  const options = widget === 'yes-no' ? yesNo : (property['x-options'] ?? [])
  const mode = widget === 'number' && property.type === 'integer' ? 'numeric' : kindOf(widget).inputmode
  const parts = (at: string, of: unknown, must = true) => [...inner!].map(([part, it]) => fieldView(it.property, `${at}-${part}`, must && !it.optional, isMap(of) ? of[part] : undefined, lang))
  const filled = Array.isArray(answer) ? answer : []
  return {
    name,
    widget,
    label: property['x-label'][lang],
    ...(property['x-hint'] && { hint: property['x-hint'][lang] }),
    required,
    options: options.map((option) => ({ value: option.value, label: option[lang], chosen: Array.isArray(value) ? value.includes(option.value) : value === option.value })),
    value,
    ...(property['x-suffix'] && { suffix: property['x-suffix'][lang] }),
    ...(property['x-autocomplete'] && { autocomplete: property['x-autocomplete'] }),
    ...(mode && { inputmode: mode }),
    ...(property.maxLength && widget !== 'date' && { maxLength: property.maxLength }),
    ...(inner && !hasRows(property) && { parts: parts(name, answer, required) }),
    ...(inner && hasRows(property) && { rows: Array.from({ length: rowsShown(property, filled.length) }, (_, at) => parts(`${name}-${at}`, filled[at])) }),
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
  | 'time' | 'map-point' | 'account-number' | 'file' | 'declaration' | 'signature' | 'too-few-rows' | 'too-many-rows'

export type FormFault = { step: string; field: string; code: FaultCode; params: Readonly<Record<string, string | number>> }

/** Every fault of the whole form, in the order in which the steps ask. Empty: it may be handed in. `today` is 'YYYY-MM-DD' where she is. At a counter nobody uploads: what would be a file is a paper there. */
export function checkAnswers(procedure: Procedure, answers: Answers, today: string, { atCounter = false } = {}): FormFault[] {
  const unknown = Object.keys(answers).filter((field) => !Object.hasOwn(procedure.form.schema.properties, field)).map((field) => ({ step: '', field, code: 'unknown' as const, params: {} }))
  const shown = shownFields(procedure, answers)
  const counted = countedOf(procedure, answers, shown)
  return [...stepsShowing(procedure, shown).flatMap((step) => step.fields.flatMap((field) => (atCounter && isFile(propertyOf(procedure, field)) ? [] : checkField(procedure, step.id, field, counted, today)))), ...unknown]
}

export const isFile = (property: Property | undefined): boolean => property?.['x-widget'] === 'file' || property?.['x-widget'] === 'image'

/** The faults of one step, a sentence for each field, saying what to do. */
export function checkStep(procedure: Procedure, stepId: string, answers: Answers, lang: Lang, today: string): Record<string, string> {
  const counted = dropHidden(procedure, answers)
  const step = stepsOf(procedure, answers).find((it) => it.id === stepId)
  const faults = (step?.fields ?? []).flatMap((field) => checkField(procedure, stepId, field, counted, today))
  return Object.fromEntries(faults.map((fault) => [fault.field, sayFault(procedure, fault, lang)]))
}

const isEmpty = (answer: unknown): boolean => answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)

/** At most one fault a box: the first thing to mend. */
function checkField(procedure: Procedure, step: string, field: string, answers: Answers, today: string): FormFault[] {
  const property = propertyOf(procedure, field)
  if (!isAsked(property)) return []
  const answer = answers[field]
  const required = isRequired(procedure, field)
  const fault = (code: FaultCode, params: FormFault['params'] = {}, at = field): FormFault[] => [{ step, field: at, code, params }]
  const inner = innerOf(property)
  if (inner) {
    const inside = (at: string, of: unknown): FormFault[] => {
      if (of !== undefined && (!isMap(of) || Object.keys(of).some((part) => !inner.has(part)))) return fault('pattern', {}, field)
      return [...inner].flatMap(([part, it]) => { const found = checkBox(it.property, (of as Record<string, unknown> | undefined)?.[part], !it.optional); return found ? fault(...found, `${at}-${part}`) : [] })
    }
    if (isEmpty(answer)) return !required ? [] : hasRows(property) ? fault('required', {}, `${field}-0-${[...inner.keys()][0]}`) : inside(field, undefined)
    if (!hasRows(property)) {
      const faults = inside(field, answer)
      const { from, to } = answer as { from?: string; to?: string }
      return faults.length || property['x-widget'] !== 'period' || from! <= to! ? faults : fault('before-field', { day: from!, other: `${field}-from` }, `${field}-to`)
    }
    if (!Array.isArray(answer)) return fault('pattern')
    if (answer.length < (property.minItems ?? 0)) return fault('too-few-rows', { limit: property.minItems! }, `${field}-${answer.length}-${[...inner.keys()][0]}`)
    if (answer.length > (property.maxItems ?? 100)) return fault('too-many-rows', { limit: property.maxItems ?? 100 })
    return answer.flatMap((row, at) => inside(`${field}-${at}`, row))
  }
  const found = checkBox(property, answer, required)
  if (found) return fault(...found)
  if (isEmpty(answer)) return []
  const signed = property['x-signs'] ? answers[property['x-signs']] : undefined
  if (typeof signed === 'string' && alike(signed) !== alike(String(answer))) return fault('signature', { other: property['x-signs']! })
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

const alike = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')

/** What is wrong with what stands in one box. */
function checkBox(property: Property, answer: unknown, required: boolean): [FaultCode, FormFault['params']] | undefined {
  if (isEmpty(answer)) return required ? ['required', {}] : undefined
  const validator = validatorOf(property)
  return validator.Check(answer) ? undefined : codeOf(property, validator.Errors(answer)[0])
}

function codeOf(property: Property, error: { keyword: string; params: object } | undefined): [FaultCode, FormFault['params']] {
  const limit = (error?.params as { limit?: number } | undefined)?.limit ?? 0
  const widget = property['x-widget']
  if (widget === 'time' || widget === 'map-point' || widget === 'account-number' || widget === 'declaration') return [widget, {}]
  if (isFile(property)) return ['file', {}]
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
  const property = boxAt(procedure, fault.field)?.property
  const label = (name: string | number | undefined) => boxAt(procedure, String(name))?.label(lang) ?? String(name)
  const limit = fault.params['limit']
  return texts.faults[fault.code]({
    label: label(fault.field),
    other: label(fault.params['other']),
    day: spokenDay(String(fault.params['day'] ?? '')),
    limit: typeof limit === 'number' ? spokenNumber(limit, lang) : '',
    example: property?.['x-example'] ?? '',
    chosen: property !== undefined && (property['x-options'] !== undefined || property['x-widget'] === 'unit'),
    widget: property?.['x-widget'] ?? 'text',
  })
}

/** The question behind a box of the form, and what a sentence calls it: `stay-from` is the first day of `stay`, `kin-1-name` the name in the second row of `kin`. */
function boxAt(procedure: Procedure, name: string): { property: Property; label(lang: Lang): string } | undefined {
  const whole = procedure.form.schema.properties[name]
  if (whole) return { property: whole, label: (lang) => lowered(whole['x-label'][lang]) }
  const [field = '', ...rest] = name.split('-')
  const property = procedure.form.schema.properties[field]
  const inner = property && innerOf(property)?.get(rest.at(-1) ?? '')
  return inner && { property: inner.property, label: (lang) => `${lowered(inner.property['x-label'][lang])} (${lowered(property['x-label'][lang])}${rest.length > 1 ? `, ${(lang === 'vi' ? vi : en).form.row(Number(rest[0]) + 1)}` : ''})` }
}

/** A label inside a sentence starts small, unless it starts with an abbreviation (UBND, CCCD, VNeID). */
function lowered(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase('vi') + label.slice(1)
}

// --- kept beside each definition: compiling a schema costs a thousand checks -----------------------------------

type Validator = { Check(value: unknown): boolean; Errors(value: unknown): { keyword: string; params: object }[] }
type Gate = { conditions: readonly Condition[]; /** The fields that the conditions ask about. */ asks: readonly string[] }
type Plan = { /** When a field is shown; one that stands in no step has no gate, and never is. */ gates: Map<string, Gate>; /** Fields that nobody answers. */ silent: readonly string[]; computed: (readonly [string, (answers: Record<string, unknown>) => unknown])[] }
const plans = new WeakMap<Procedure, Plan>()
const validators = new WeakMap<Property, Validator>()

function validatorOf(property: Property): Validator {
  let validator = validators.get(property)
  if (!validator) validators.set(property, (validator = Compile(property as never) as Validator))
  return validator
}

function planOf(procedure: Procedure): Plan {
  const kept = plans.get(procedure)
  if (kept) return kept
  const { steps, schema } = procedure.form
  const plan: Plan = {
    gates: new Map(steps.flatMap((step) => step.fields.map((field) => {
      const conditions = [step.when, schema.properties[field]?.['x-when']].filter((it) => it !== undefined)
      return [field, { conditions, asks: conditions.flatMap(askedBy).map((it) => it.field) }] as const
    }))),
    silent: Object.entries(schema.properties).flatMap(([field, property]) => (isAsked(property) ? [] : [field])),
    computed: steps.flatMap(({ fields }) => fields).flatMap((field) => { const text = schema.properties[field]?.['x-computed']; return text === undefined ? [] : [[field, compileFeel(text)] as const] }),
  }
  plans.set(procedure, plan)
  return plan
}
