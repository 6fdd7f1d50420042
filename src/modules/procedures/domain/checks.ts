import { compileFeel } from '#flows'
import { Refusal } from '#platform/refusal'
import { type Condition, askedBy, namesIn } from './condition.ts'
import { isAsked, schemaOf } from './form.ts'
import { placeholders } from './needs.ts'
import { isKnownSource } from './prefill.ts'
import type { Procedure } from './procedure.ts'

/** Where in a definition, and what to do about it. */
export type Remark = { at: readonly (string | number)[]; say: string }

/** What a definition may refer to. Absent sets are not asked. */
export type Surroundings = {
  fields: ReadonlySet<string>
  lifeEvents: ReadonlySet<string>
  /** Codes of results (KQ…) that somebody issues, so that a paper can be held as one. */
  results: ReadonlySet<string>
  /** Keys of departments, as the files of the administration name them. */
  departments?: ReadonlySet<string>
  letters?: ReadonlySet<string>
  /** Keys of the flows. */
  flows?: ReadonlySet<string>
}

/** What no schema can say: whether the parts of one definition agree with each other and with what stands around it. */
export function crossChecks(procedure: Procedure, around: Surroundings): Remark[] {
  const { properties, required } = procedure.form.schema
  const remarks: Remark[] = []
  const remark = (at: Remark['at'], say: string) => void remarks.push({ at, say })
  const inSchema = (field: string) => Object.hasOwn(properties, field)
  const nameOf = (list: Iterable<string>) => [...list].sort().join(', ')

  if (!around.fields.has(procedure.field)) remark(['field'], `the field ${procedure.field} is not in fields.yaml: add it there, or use one of ${nameOf(around.fields)}`)
  procedure.lifeEvents.forEach((key, at) => {
    if (!around.lifeEvents.has(key)) remark(['lifeEvents', at], `the life event ${key} is not in life-events.yaml: add it there, or use one of ${nameOf(around.lifeEvents)}`)
  })
  if (procedure.level === 'province' && !procedure.department) remark(['level'], 'a procedure of the province needs a department: name the unit code of the one that decides')
  if (procedure.level === 'commune' && procedure.department) remark(['department'], 'a procedure of the commune is decided by the commune: take the department out')
  if (procedure.level === 'commune' && !procedure.competentUnit) remark(['level'], 'a procedure of the commune needs competentUnit: name the field of the form that says which commune decides')
  if (procedure.department && around.departments && !around.departments.has(procedure.department)) remark(['department'], `no province has a department ${procedure.department}: use one of ${nameOf(around.departments)}, or add it to the units`)
  if (procedure.competentUnit !== undefined) {
    const property = properties[procedure.competentUnit]
    if (!property) remark(['competentUnit'], `the form has no field ${procedure.competentUnit}: name the field that says which commune decides`)
    else if (property['x-widget'] !== 'unit' || !required.includes(procedure.competentUnit)) remark(['competentUnit'], `the field ${procedure.competentUnit} must have the widget unit and be required, because the case is sent where it says`)
  }
  for (const [what, widgets] of [['amount', ['money']], ['kind', ['choice', 'select']]] as const) {
    const field = procedure.matter?.[what]
    if (field !== undefined && !(widgets as readonly string[]).includes(properties[field]?.['x-widget'] ?? '')) remark(['matter', what], `the form has no field ${field} of the widget ${widgets.join(' or ')}: powers cannot be limited by it`)
  }
  if (procedure.validTo !== undefined && procedure.validTo < procedure.validFrom) remark(['validTo'], `validTo lies before validFrom (${procedure.validFrom}): put the later day here`)
  for (const [key, words] of [['names', procedure.names], ['everyday', procedure.everyday]] as const)
    if (words.en.trim() === words.vi.trim()) remark([key, 'en'], 'the English text is the Vietnamese one: translate it')

  // The form: what the steps ask is what the schema knows, once each.
  const asked = new Map<string, string>()
  const stepIds = new Set<string>()
  procedure.form.steps.forEach((step, at) => {
    if (stepIds.has(step.id)) remark(['form', 'steps', at, 'id'], `the step ${step.id} is there twice: give each its own id`)
    stepIds.add(step.id)
    step.fields.forEach((field, place) => {
      if (!inSchema(field)) remark(['form', 'steps', at, 'fields', place], `the step asks ${field}, which is not in form.schema.properties: add it there, or take it out of the step`)
      const before = asked.get(field)
      if (before) remark(['form', 'steps', at, 'fields', place], `${field} is already asked in the step ${before}: ask it once`)
      asked.set(field, step.id)
    })
  })
  for (const field of Object.keys(properties)) if (!asked.has(field)) remark(['form', 'schema', 'properties', field], `no step asks ${field}: put it into a step, or take it out of the schema`)
  required.forEach((field, at) => {
    if (!inSchema(field)) remark(['form', 'schema', 'required', at], `${field} is required but not in the schema: add it, or take it out`)
  })

  const expression = (at: Remark['at'], text: string, what: string) => {
    try { compileFeel(text) } catch (error) {
      if (!(error instanceof Refusal)) throw error
      remark(at, `${what} is no FEEL at character ${error.params['at'] ?? 1} (${error.params['reason'] ?? error.code}): correct the expression`)
      return
    }
    for (const name of namesIn(text)) if (!inSchema(name)) remark(at, `${what} asks about ${name}, which the form does not have: name a field of form.schema.properties`)
  }
  const condition = (at: Remark['at'], it: Condition | undefined) => {
    for (const text of expressionsIn(it)) expression(at, text, 'the condition')
    for (const { field, values } of askedBy(it)) {
      const property = properties[field]
      if (!property && expressionsIn(it).some((text) => namesIn(text).includes(field))) continue
      if (!property) {
        remark(at, `the condition asks about ${field}, which the form does not have: name a field of form.schema.properties`)
        continue
      }
      const options = property['x-options']?.map((option) => option.value)
      for (const value of values) {
        if (options && !options.includes(String(value))) remark(at, `the condition compares ${field} with ${value}, which is not among its options: use one of ${options.join(', ')}`)
        if (property['x-widget'] === 'yes-no' && typeof value !== 'boolean') remark(at, `the condition compares the yes-no field ${field} with ${value}: write true or false`)
      }
    }
  }
  procedure.form.steps.forEach((step, at) => condition(['form', 'steps', at, 'when'], step.when))
  const depends = new Map<string, Set<string>>()
  for (const step of procedure.form.steps) for (const field of step.fields) depends.set(field, new Set([...askedBy(step.when), ...askedBy(properties[field]?.['x-when'])].map((it) => it.field)))
  for (const field of depends.keys()) if (reaches(depends, field)) remark(['form', 'schema', 'properties', field, 'x-when'], `whether ${field} is shown depends, in a circle, on itself: break the circle`)

  for (const [field, property] of Object.entries(properties)) {
    const at = ['form', 'schema', 'properties', field]
    condition([...at, 'x-when'], property['x-when'])
    condition([...at, 'x-from-when'], property['x-from-when'])
    const chosen = property['x-widget'] === 'choice' || property['x-widget'] === 'choices'
    if (chosen && !property['x-options']) remark(at, `${field} is a choice without x-options: list what can be chosen`)
    if (!chosen && property['x-options']) remark([...at, 'x-options'], `${field} has options but the widget ${property['x-widget']}: use choice or choices`)
    const values = property['x-options']?.map((option) => option.value) ?? []
    if (new Set(values).size < values.length) remark([...at, 'x-options'], `${field} offers the same value twice: give each option its own value`)
    const paths = property['x-from']
    for (const path of typeof paths === 'string' ? [paths] : (paths ?? []))
      if (!isKnownSource(path, (code) => around.results.has(code))) remark([...at, 'x-from'], `nobody knows ${path}: use a source such as population.self.name, account.phone or document.KQ….fact`)
    const rows = property['x-widget'] === 'table' || property['x-widget'] === 'group'
    if (rows && !property['x-columns']) remark([...at, 'x-columns'], `${field} is a ${property['x-widget']} without x-columns: name what each row asks`)
    for (const column of property['x-columns'] ?? []) {
      if (!rows) remark([...at, 'x-columns'], `${field} has columns but the widget ${property['x-widget']}: use table or group`)
      if ((column['x-widget'] === 'choice') !== (column['x-options'] !== undefined)) remark([...at, 'x-columns'], `the column ${column.name} of ${field} is a choice with options, or neither: add x-options, or use another widget`)
    }
    if (new Set(property['x-columns']?.map(({ name }) => name)).size < (property['x-columns']?.length ?? 0)) remark([...at, 'x-columns'], `two columns of ${field} have one name: give each its own`)
    if ((property['x-widget'] === 'computed') !== (property['x-computed'] !== undefined)) remark([...at, 'x-computed'], `${field} is computed by an expression, or neither: write x-widget: computed and x-computed`)
    if (property['x-computed'] !== undefined) expression([...at, 'x-computed'], property['x-computed'], `the value of ${field}`)
    if (property['x-signs'] !== undefined && (property['x-widget'] !== 'signature' || properties[property['x-signs']]?.['x-widget'] !== 'text')) remark([...at, 'x-signs'], `x-signs is for a signature, and names the text field of who signs`)
    if (required.includes(field) && !isAsked(property)) remark(at, `${field} is a ${property['x-widget']}, which nobody answers: take it out of required`)
    if (property['x-known'] && !paths) remark([...at, 'x-known'], `${field} has no x-from, so nothing is known: take x-known out, or name the source`)
    if (property['x-age-from'] !== undefined && property['x-widget'] !== 'date') remark([...at, 'x-age-from'], `x-age-from is for a day of birth: ${field} is a ${property['x-widget']}`)
    for (const limit of ['x-not-after', 'x-not-before'] as const) {
      const other = property[limit]
      if (other === undefined) continue
      if (property['x-widget'] !== 'date') remark([...at, limit], `${limit} is for dates: ${field} is a ${property['x-widget']}`)
      if (other !== 'today' && properties[other]?.['x-widget'] !== 'date') remark([...at, limit], `${other} is not a date of this form: write today, or name a date field`)
    }
    for (const [what, widgets] of [['sex', ['choice']], ['born', ['date']]] as const) {
      const other = property['x-agrees']?.[what]
      if (other !== undefined && !widgets.some((widget) => properties[other]?.['x-widget'] === widget)) remark([...at, 'x-agrees', what], `${other} is not a ${widgets[0]} field of this form: name the field that holds it`)
    }
    if (property.pattern !== undefined && property.pattern !== schemaOf(property)['pattern'] && !property['x-example']) remark([...at, 'pattern'], `${field} has a pattern: add x-example, which the sentence shows to whoever typed it wrong`)
  }

  const codes = new Set<string>()
  procedure.components.forEach((component, at) => {
    if (codes.has(component.code)) remark(['components', at, 'code'], `the component ${component.code} is there twice: give each its own code`)
    codes.add(component.code)
    condition(['components', at, 'when'], component.when)
    if (component.heldAs !== undefined && component.heldAs !== 'population' && !around.results.has(component.heldAs))
      remark(['components', at, 'heldAs'], `nothing is issued as ${component.heldAs}: write population, or a result code of _results.yaml`)
    if (component.originals + component.copies === 0 && !component.optional) remark(['components', at], `${component.code} asks for no original and no copy: count at least one, or make it optional`)
  })

  const feeCodes = new Set<string>()
  procedure.fees.forEach((fee, at) => {
    if (feeCodes.has(fee.code)) remark(['fees', at, 'code'], `the fee ${fee.code} is there twice: give each its own code`)
    feeCodes.add(fee.code)
    condition(['fees', at, 'when'], fee.when)
    fee.exemptions.forEach((exemption, place) => condition(['fees', at, 'exemptions', place, 'when'], exemption.when))
  })

  if (around.letters && !around.letters.has(procedure.result.template)) remark(['result', 'template'], `there is no letter ${procedure.result.template}: use one of ${nameOf(around.letters)}`)
  for (const [path, sentence] of Object.entries(procedure.result.fill ?? {}))
    for (const field of placeholders(sentence)) if (!inSchema(field)) remark(['result', 'fill', path], `the letter is filled from ${field}, which the form does not have: name a field of form.schema.properties`)
  if (around.flows && !around.flows.has(procedure.flow)) remark(['flow'], `there is no flow ${procedure.flow}: use one of ${nameOf(around.flows)}, or draw it in countries/vn/flows`)
  if ((procedure.time.unit === 'immediate') !== (procedure.flow === 'immediate')) remark(['time', 'unit'], 'flow and time disagree: an immediate flow has an immediate time, and the other way round')
  if (procedure.time.unit !== 'immediate' && procedure.time.amount < 1) remark(['time', 'amount'], 'say how long: 1 or more')
  return remarks
}

/** Two versions of one code in force on the same day, or the same version twice. */
export function overlapOf(one: Procedure, other: Procedure): string | undefined {
  if (one.code !== other.code) return undefined
  if (one.version === other.version) return `version ${one.version} of ${one.code} is there twice: give this one the next number`
  const end = (it: Procedure) => it.validTo ?? '9999-12-31'
  if (one.validFrom <= end(other) && other.validFrom <= end(one)) return `versions ${other.version} and ${one.version} of ${one.code} are both in force from ${[one.validFrom, other.validFrom].sort()[1]}: end the older one the day before`
  return undefined
}

function expressionsIn(condition: Condition | undefined): string[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(expressionsIn)
  if ('any' in condition) return condition.any.flatMap(expressionsIn)
  return 'feel' in condition ? [condition.feel] : []
}

function reaches(depends: ReadonlyMap<string, ReadonlySet<string>>, from: string): boolean {
  const seen = new Set<string>()
  const open = [...(depends.get(from) ?? [])]
  while (open.length > 0) {
    const field = open.pop()!
    if (field === from) return true
    if (seen.has(field)) continue
    seen.add(field)
    open.push(...(depends.get(field) ?? []))
  }
  return false
}
