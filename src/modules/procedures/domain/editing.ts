import { compileFeel } from '#flows'
import { Refusal } from '#platform/refusal'
import { conditionIn, feelOf, namesIn } from './condition.ts'
import type { Raw } from './changes.ts'
import type { DecisionTable, DecisionTables } from './decision-tables.ts'
import type { Typed } from './form.ts'
import { columnKinds, day, kindOf, spokenDay, type Widget } from './kinds.ts'
import { type Box, fieldBoxes, type Part, type PartName, parts, stepBoxes } from './parts.ts'
import { fold } from './spelling.ts'

/** What can be edited, and the shared steps that a form may take. */
export type Editable = { definition: Raw; decisions: DecisionTables | { dmn: string } }
export type SharedSteps = Record<string, { title: object; hint?: object; properties: Record<string, any>; required?: readonly string[] }>

const isMap = (it: unknown): it is Raw => typeof it === 'object' && it !== null && !Array.isArray(it)
const one = (typed: Typed, name: string): string | undefined => { const given = typed[name]; return given === undefined ? undefined : String(Array.isArray(given) ? (given.at(-1) ?? '') : given).normalize('NFC').trim() }
const several = (typed: Typed, name: string): string[] => [typed[name] ?? []].flat().map(String).filter(Boolean)
const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
const cut = (line: string): string[] => line.split('|').map((part) => part.trim())

// --- a box: what stands in it, what was typed into it -----------------------------------------------------------

/** The names under which a form sends a box. */
export const namesOf = (box: Box, before = ''): string[] => (box.kind === 'words' || box.kind === 'long-words' ? [`${before}${box.at}.vi`, `${before}${box.at}.en`] : [`${before}${box.at}`])

const valueAt = (holder: Raw, at: string): unknown => at.split('.').reduce<any>((inside, key) => (isMap(inside) && Object.hasOwn(inside, key) ? inside[key] : undefined), holder)

function put(holder: Raw, at: string, value: unknown): void {
  const keys = at.split('.')
  const last = keys.pop()!
  if (value === undefined) {
    const inside = keys.length ? valueAt(holder, keys.join('.')) : holder
    if (!isMap(inside)) return
    delete inside[last]
    if (keys.length && !Object.keys(inside).length) put(holder, keys.join('.'), undefined)
    return
  }
  const inside = keys.reduce<Raw>((it, key) => (isMap(it[key]) ? it[key] : (it[key] = {})), holder)
  inside[last] = value
}

/** What stands in a box, by the names of its form. */
export function shownIn(box: Box, holder: Raw, before = ''): Record<string, string | string[]> {
  const value = valueAt(holder, box.at)
  const name = `${before}${box.at}`
  switch (box.kind) {
    case 'words': case 'long-words': return { [`${name}.vi`]: String((isMap(value) && value['vi']) || ''), [`${name}.en`]: String((isMap(value) && value['en']) || '') }
    case 'many': return { [name]: Array.isArray(value) ? value.map(String) : [] }
    case 'lines': return { [name]: [value ?? []].flat().join('\n') }
    case 'day': return { [name]: typeof value === 'string' ? spokenDay(value) : '' }
    case 'condition': return { [name]: feelOf(value as never) }
    case 'options': return { [name]: typeof value === 'string' ? value : (Array.isArray(value) ? value : []).map((it) => (it.value !== undefined ? [it.value, it.vi, it.en] : [it.code, it.names?.vi, it.names?.en]).join(' | ')).join('\n') }
    case 'columns': return { [name]: (Array.isArray(value) ? value : []).map((it) => [it.name, it['x-widget'], it['x-label']?.vi, it['x-label']?.en, ...(it['x-options'] ? [it['x-options'].map((o: Raw) => o['vi']).join(' / ')] : []), ...(it.optional ? ['?'] : [])].join(' | ')).join('\n') }
    case 'long': return { [name]: isMap(value) ? Object.entries(value).map(([key, sentence]) => `${key}: ${sentence}`).join('\n') : String(value ?? '') }
    default: return { [name]: value === undefined ? '' : String(value) }
  }
}

/** Puts what was typed where it belongs; what was emptied goes. Answers the fault of the box, as the code of a sentence. */
function fill(box: Box, holder: Raw, typed: Typed, names: ReadonlySet<string>, before = ''): Record<string, string> {
  const name = `${before}${box.at}`
  if (namesOf(box, before).every((it) => typed[it] === undefined)) {
    // No box ticked sends nothing: the absence is the answer where the form had the box.
    if (box.kind === 'many' && typed[`${name}._asked`] !== undefined) put(holder, box.at, [])
    return {}
  }
  const text = one(typed, name) ?? ''
  const say = (code: string) => ({ [name]: code })
  switch (box.kind) {
    case 'words': case 'long-words': {
      const [vi, en] = [one(typed, `${name}.vi`) ?? '', one(typed, `${name}.en`) ?? '']
      put(holder, box.at, vi || en ? { vi, en } : undefined)
      return (vi && !en) ? { [`${name}.en`]: 'field-missing' } : !vi && (en || !box.optional) ? { [`${name}.vi`]: 'field-missing' } : {}
    }
    case 'many': put(holder, box.at, several(typed, name)); return {}
    case 'lines': { const all = lines(text); put(holder, box.at, all.length ? (box.at === 'x-from' && all.length === 1 ? all[0] : all) : box.at === 'synonyms' ? [] : undefined); return {} }
    case 'count': { if (!text) { put(holder, box.at, undefined); return box.optional ? {} : say('field-missing') } const number = Number(text.replace(/[.\s](?=\d{3}\b)/g, '').replace(',', '.')); if (!Number.isFinite(number)) return say('field-type'); put(holder, box.at, number); return {} }
    case 'day': { if (!text) { put(holder, box.at, undefined); return box.optional ? {} : say('field-missing') } const on = day(text); if (!on) return say('field-format'); put(holder, box.at, on); return {} }
    case 'yes-no': put(holder, box.at, text === 'true' ? true : text === 'false' && !box.optional ? false : undefined); return {}
    case 'condition': {
      try { const condition = conditionIn(text); put(holder, box.at, condition) } catch (error) { if (!(error instanceof Refusal)) throw error; return say('not-feel') }
      return namesIn(text).every((it) => names.has(it)) ? {} : say('feel-unknown-name')
    }
    case 'formula': {
      try { compileFeel(text || ' ') } catch (error) { if (!(error instanceof Refusal)) throw error; return say('not-feel') }
      put(holder, box.at, text)
      return namesIn(text).every((it) => names.has(it)) ? {} : say('feel-unknown-name')
    }
    case 'options': {
      if (box.at === 'exemptions') { const before: Raw[] = Array.isArray(holder[box.at]) ? holder[box.at] : []; put(holder, box.at, lines(text).map(cut).map(([code = '', vi = code, en = vi]) => ({ ...before.find((it) => it['code'] === slug(code)), code: slug(code), names: { vi, en } }))); return {} }
      const all = lines(text)
      if (all.length === 1 && /^[a-z][\w-]*$/i.test(all[0]!)) { put(holder, box.at, all[0]); return {} }
      const options = all.map(cut).map((it) => (it.length === 1 ? { value: slug(it[0]!), vi: it[0]!, en: it[0]! } : it.length === 2 ? { value: slug(it[0]!), vi: it[0]!, en: it[1]! } : { value: it[0]!, vi: it[1]!, en: it[2]! }))
      if (options.length < 2 || options.some(({ value, vi, en }) => !value || !vi || !en)) return say('options-as-lines')
      put(holder, box.at, options)
      return {}
    }
    case 'columns': {
      const columns = lines(text).map(cut).map((cells) => {
        const optional = cells.at(-1) === '?'
        const [name = '', widget = '', vi = '', en = '', choices] = optional ? cells.slice(0, -1) : cells
        return { name, 'x-widget': widget, 'x-label': { vi, en: en || vi }, ...(choices ? { 'x-options': choices.split('/').map((it) => it.trim()).filter(Boolean).map((it) => ({ value: slug(it), vi: it, en: it })) } : {}), ...(optional ? { optional: true } : {}) }
      })
      if (!columns.length || columns.some((it) => !/^[a-z][A-Za-z0-9]*$/.test(it.name) || !columnKinds.includes(it['x-widget'] as Widget) || !it['x-label'].vi)) return say('columns-as-lines')
      put(holder, box.at, columns)
      return {}
    }
    case 'long': {
      if (box.at !== 'result.fill') { put(holder, box.at, text || undefined); return text || box.optional ? {} : say('field-missing') }
      const pairs = lines(text).map((line) => /^([a-zA-Z.]+)\s*:\s*(.+)$/.exec(line))
      if (pairs.some((pair) => !pair)) return say('fill-as-lines')
      put(holder, box.at, pairs.length ? Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!])) : undefined)
      return {}
    }
    default: put(holder, box.at, text || undefined); return text || box.optional ? {} : say('field-missing')
  }
}

export const slug = (text: string): string => fold(text).toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 48).replace(/^-+|-+$/g, '')

// --- a part of the definition -----------------------------------------------------------------------------------

/** In a draft a service that is full-process says nothing of why it is not. */
const editing = (definition: Raw): Raw => ({ ...definition, ...(isMap(definition['fullProcess']) ? { partial: definition['fullProcess']['partial'] } : {}) })

/** What stands in every box of a part. */
export function shownPart(definition: Raw, { boxes, list }: Part): Record<string, string | string[]> {
  const holder = editing(definition)
  const entries: Raw[] = list && Array.isArray(definition[list.at]) ? definition[list.at] : []
  return Object.assign({}, ...boxes.map((box) => shownIn(box, holder)), ...entries.flatMap((entry, at) => list!.boxes.map((box) => shownIn(box, entry, `${list!.at}.${at}.`))))
}

/** The content with a part of it changed as typed; refuses with invalid `check-the-form`, each fault at its box. */
export function editPart<T extends Editable>(content: T, name: PartName, typed: Typed, fieldNames: ReadonlySet<string>): T {
  const part: Part = parts[name]
  const after = structuredClone(content)
  const { definition } = after
  const faults: Record<string, string> = {}
  const holder = editing(definition)
  for (const box of part.boxes) Object.assign(faults, fill(box, holder, typed, fieldNames))
  const { partial, ...rest } = holder
  for (const key of Object.keys(definition)) if (!(key in rest)) delete definition[key]
  Object.assign(definition, rest)
  if (name === 'who') definition['fullProcess'] = isMap(partial) && partial['reason'] ? { partial } : true
  if (part.list) {
    const { at, boxes, codes } = part.list
    const before: Raw[] = Array.isArray(definition[at]) ? definition[at] : []
    const entries: { entry: Raw; place: number }[] = []
    for (let n = 0; n <= before.length + 5; n++) {
      const start = `${at}.${n}.`
      const fresh = n >= before.length
      if (one(typed, `${start}_gone`) === 'true') continue
      if (fresh && !boxes.some((box) => namesOf(box, start).some((it) => box.kind !== 'one' && box.kind !== 'count' && one(typed, it)))) continue
      const entry: Raw = fresh ? (at === 'fees' ? { exemptions: [] } : {}) : before[n]!
      for (const box of boxes) Object.assign(faults, fill(box, entry, typed, fieldNames, start))
      if (codes && !entry['code']) entry['code'] = unused(slug(String(entry['names']?.vi ?? 'muc')) || 'muc', new Set(before.map((it) => String(it['code']))))
      entries.push({ entry, place: Number(one(typed, `${start}_place`) || n + 1) })
    }
    definition[at] = entries.map((it, n) => ({ ...it, n })).sort((a, b) => a.place - b.place || a.n - b.n).map(({ entry }) => (codes ? { code: entry['code'], ...entry } : entry))
  }
  if ('tables' in after.decisions) for (const table of part.tables ?? []) Object.assign(faults, editTable(after.decisions, table, typed))
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  agree(after)
  return after
}

const unused = (name: string, there: ReadonlySet<string>): string => { let found = name; for (let n = 2; there.has(found); n++) found = `${name}-${n}`; return found }

// --- the decisions ----------------------------------------------------------------------------------------------

/** The names of a table's boxes: `t.papers.0.test.1`, `t.papers.0.give.0`, `t.papers.0.note`. */
function editTable(decisions: DecisionTables, name: string, typed: Typed): Record<string, string> {
  const table = decisions.tables.find((it) => it.name === name)
  if (!table) return {}
  const faults: Record<string, string> = {}
  const gone = new Set(table.inputs.flatMap((_, at) => (one(typed, `t.${name}.column.${at}._gone`) === 'true' ? [at] : [])))
  const rules: DecisionTable['rules'] = []
  for (let n = 0; n <= table.rules.length; n++) {
    const start = `t.${name}.${n}.`
    const before = table.rules[n]
    if (one(typed, `${start}_gone`) === 'true') continue
    const gives = table.outputs.map((output, at) => {
      const text = one(typed, `${start}give.${at}`)
      return text === undefined ? (before?.gives[at] ?? '') : output.type === 'string' && text && !/["(]/.test(text) ? JSON.stringify(text) : text
    })
    if (!before && !gives[0]) continue
    const tests = table.inputs.map((_, at) => one(typed, `${start}test.${at}`) || (before?.tests[at] ?? '-'))
    gives.forEach((give, at) => { if (!give) faults[`${start}give.${at}`] = 'field-missing'; else if (!isFeel(give)) faults[`${start}give.${at}`] = 'not-feel' })
    rules.push({ tests: tests.filter((_, at) => !gone.has(at)), gives, note: one(typed, `${start}note`) ?? before?.note ?? '' })
  }
  table.rules = rules
  table.inputs = table.inputs.filter((_, at) => !gone.has(at))
  const column = one(typed, `t.${name}.column`)
  if (column && !table.inputs.some((it) => it.name === column)) {
    table.inputs.push({ name: column, label: one(typed, `t.${name}.column.label`) || column, type: 'Any' })
    for (const rule of table.rules) rule.tests.push('-')
  }
  return faults
}

function isFeel(text: string): boolean {
  try { compileFeel(text); return true } catch (error) { if (error instanceof Refusal) return false; throw error }
}

const typeOfWidget: Record<string, string> = { number: 'number', money: 'number', 'yes-no': 'boolean', declaration: 'boolean', choice: 'string', text: 'string', 'person-id': 'string', 'tax-code': 'string', unit: 'string' }
const always: Record<string, string> = { channel: 'string', day: 'date', longer: 'boolean' }

/** Tables and lists speak of the same papers and fees; what a table asks for has the type of its question. */
export function agree({ definition, decisions }: Editable): void {
  if (!('tables' in decisions)) return
  const codesIn = (at: string): string[] => (Array.isArray(definition[at]) ? definition[at] : []).map((it: Raw) => String(it['code']))
  const exemptions = (Array.isArray(definition['fees']) ? definition['fees'] : []).flatMap((fee: Raw) => (fee['exemptions'] ?? []).map((it: Raw) => [String(fee['code']), String(it['code'])] as const))
  keep(decisions, 'papers', [{ name: 'paper', label: 'Giấy tờ', type: 'string' }], codesIn('components').map((code) => [code]), ['paper'])
  keep(decisions, 'fees', [{ name: 'fee', label: 'Khoản', type: 'string' }, { name: 'rate', label: 'Mức, đồng', type: 'number' }], codesIn('fees').map((code) => [code]), ['fee'])
  keep(decisions, 'exemptions', [{ name: 'fee', label: 'Khoản', type: 'string' }, { name: 'exemption', label: 'Miễn, giảm', type: 'string' }, { name: 'off', label: 'Giảm, %', type: 'number' }], exemptions.map((it) => [...it]), ['fee', 'exemption'])
  const properties: Raw = definition['form']?.schema?.properties ?? {}
  const typeOf = (name: string): string | undefined => always[name] ?? (properties[name] ? (typeOfWidget[properties[name]['x-widget']] ?? 'Any') : undefined)
  for (const table of decisions.tables) for (const input of table.inputs) if (input.type === 'Any') input.type = typeOf(input.name) ?? 'Any'
  const columns = new Set(decisions.tables.flatMap(({ inputs }) => inputs.map(({ name }) => name)))
  const mentioned = [...new Set(decisions.tables.flatMap(({ rules }) => rules.flatMap(({ gives, tests }) => [...gives, ...tests].flatMap(namesIn))))].filter((name) => !columns.has(name) && typeOf(name))
  const more = mentioned.map((name) => ({ name, type: decisions.more?.find((it) => it.name === name)?.type ?? typeOf(name)! }))
  if (more.length) decisions.more = more
  else delete decisions.more
}

function keep(decisions: DecisionTables, name: string, outputs: DecisionTable['outputs'], wanted: string[][], keys: string[]): void {
  const found = decisions.tables.find((it) => it.name === name)
  if (!wanted.length) { decisions.tables = decisions.tables.filter((it) => it !== found); return }
  const table: DecisionTable = found ?? { name, description: '', hit: 'COLLECT', inputs: [], outputs, rules: [] }
  if (!found) decisions.tables.push(table)
  const keyOf = (rule: DecisionTable['rules'][number]): string => keys.map((key) => rule.gives[table.outputs.findIndex((it) => it.name === key)]).join(' ')
  const named = wanted.map((codes) => codes.map((code) => JSON.stringify(code)).join(' '))
  table.rules = table.rules.filter((rule) => named.includes(keyOf(rule)))
  for (const [at, codes] of wanted.entries())
    if (!table.rules.some((rule) => keyOf(rule) === named[at])) table.rules.push({ tests: table.inputs.map(() => '-'), gives: table.outputs.map((output) => { const key = keys.indexOf(output.name); return key >= 0 ? JSON.stringify(codes[key]) : output.name === 'off' ? '100' : output.name === 'rate' ? '0' : '1' }), note: '' })
}

// --- the form ---------------------------------------------------------------------------------------------------

export const sharedStep = (shared: SharedSteps, use: unknown): SharedSteps[string] | undefined => (typeof use === 'string' && Object.hasOwn(shared, use) ? shared[use] : undefined)

export type FormStep = { id: string; title: Raw; fields: string[]; shared: boolean; when?: unknown }

/** The steps of a form as they are written, those taken from the shared ones filled in. */
export function stepsIn(definition: Raw, shared: SharedSteps): FormStep[] {
  const steps: Raw[] = definition['form']?.steps ?? []
  return steps.map((step) => {
    const part = sharedStep(shared, step['use'])
    return { id: String(step['id'] ?? step['use']), title: step['title'] ?? part?.title ?? {}, fields: [...(step['fields'] ?? Object.keys(part?.properties ?? {}))], shared: part !== undefined, ...(step['when'] ? { when: step['when'] } : {}) }
  })
}

/** A question as it is written, in this form or in the shared step it comes from. */
export function propertyIn(definition: Raw, shared: SharedSteps, field: string): Raw | undefined {
  const own: unknown = valueAt(definition, 'form.schema.properties')
  if (isMap(own) && Object.hasOwn(own, field) && isMap(own[field])) return own[field]
  for (const step of definition['form']?.steps ?? []) { const part = sharedStep(shared, step?.use); if (part && Object.hasOwn(part.properties, field)) return part.properties[field] }
  return undefined
}

export const fieldNamesIn = (definition: Raw, shared: SharedSteps): Set<string> => new Set([...Object.keys(definition['form']?.schema?.properties ?? {}), ...stepsIn(definition, shared).flatMap(({ fields }) => fields)])

/** A shared step becomes this form's own before it is changed: what is shared is not this form's to change. */
function own(definition: Raw, shared: SharedSteps, at: number): Raw {
  const form = (definition['form'] ??= {})
  const schema = (form.schema ??= {})
  const properties: Raw = (schema.properties ??= {})
  const required: string[] = (schema.required ??= [])
  const step: Raw = form.steps[at]
  const part = sharedStep(shared, step['use'])
  if (!part) return step
  const fields: string[] = step['fields'] ?? Object.keys(part.properties)
  for (const field of fields) if (part.properties[field]) properties[field] ??= structuredClone(part.properties[field])
  required.push(...(part.required ?? []).filter((field) => fields.includes(field) && !required.includes(field)))
  const { use, ...more } = step
  return (form.steps[at] = { id: use, title: structuredClone(part.title), ...(part.hint ? { hint: structuredClone(part.hint) } : {}), fields, ...more })
}

export type FormEdit =
  | { do: 'add-field'; step: string; widget: string; label: string }
  | { do: 'up' | 'down' | 'remove'; field: string }
  | { do: 'add-step'; title: string }
  | { do: 'take-step'; use: string }
  | { do: 'step-up' | 'step-down' | 'step-remove'; step: string }

/** Moves, adds and takes away. Refuses with not-found when there is no such step or question. */
export function editForm<T extends Editable>(content: T, edit: FormEdit, shared: SharedSteps): { content: T; field?: string } {
  const after = structuredClone(content)
  const { definition } = after
  const steps: Raw[] = ((definition['form'] ??= {}).steps ??= [])
  const all = stepsIn(definition, shared)
  const none = (): never => { throw new Refusal('not-found', 'no-such-field') }
  const stepAt = (id: string): number => { const at = all.findIndex((it) => it.id === id); return at < 0 ? none() : at }
  const move = (list: unknown[], at: number, by: number): void => { const to = at + by; if (to >= 0 && to < list.length) [list[at], list[to]] = [list[to], list[at]] }
  switch (edit.do) {
    case 'add-field': {
      const step = own(definition, shared, stepAt(edit.step))
      const words = fold(edit.label).toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).slice(0, 5)
      const base = words.map((word, at) => (at ? word[0]!.toUpperCase() + word.slice(1) : word)).join('').replace(/^[^a-z]+/, '') || 'field'
      const names = fieldNamesIn(definition, shared)
      let field = base
      for (let n = 2; names.has(field); n++) field = `${base}${n}`
      const label = { vi: edit.label, en: `Not translated yet: ${edit.label}` }
      definition['form'].schema.properties[field] = {
        'x-widget': edit.widget, 'x-label': label, ...(kindOf(edit.widget).options ? { 'x-options': [{ value: 'a', vi: 'Phương án một', en: 'First' }, { value: 'b', vi: 'Phương án hai', en: 'Second' }] } : {}),
        ...(kindOf(edit.widget).rows ? { 'x-columns': [{ name: 'name', 'x-widget': 'text', 'x-label': { vi: 'Tên', en: 'Name' } }] } : {}), ...(edit.widget === 'computed' ? { 'x-computed': '0' } : {}),
      }
      step['fields'] = [...(step['fields'] ?? []), field]
      return { content: after, field }
    }
    case 'up': case 'down': case 'remove': {
      const at = all.findIndex(({ fields }) => fields.includes(edit.field))
      if (at < 0) return none()
      const step = own(definition, shared, at)
      const fields: string[] = step['fields']
      const place = fields.indexOf(edit.field)
      if (edit.do !== 'remove') {
        const by = edit.do === 'up' ? -1 : 1
        const next = at + by
        // Past the end of its step a question goes into the next one.
        if (place + by >= 0 && place + by < fields.length) move(fields, place, by)
        else if (next >= 0 && next < steps.length) { fields.splice(place, 1); const other: string[] = own(definition, shared, next)['fields']; if (by < 0) other.push(edit.field); else other.unshift(edit.field) }
      } else {
        fields.splice(place, 1)
        delete definition['form'].schema.properties[edit.field]
        definition['form'].schema.required = definition['form'].schema.required.filter((it: string) => it !== edit.field)
      }
      definition['form'].steps = steps.filter((it) => !Array.isArray(it['fields']) || it['fields'].length)
      return { content: after }
    }
    case 'add-step': {
      const ids = new Set(all.map(({ id }) => id))
      const id = unused(slug(edit.title) || 'buoc', ids)
      const field = editForm({ ...after, definition: { ...definition, form: { ...definition['form'], steps: [...steps, { id, title: { vi: edit.title, en: `Not translated yet: ${edit.title}` }, fields: [] }] } } }, { do: 'add-field', step: id, widget: 'text', label: edit.title }, shared)
      return { content: field.content, ...(field.field && { field: field.field }) }
    }
    case 'take-step': { if (!sharedStep(shared, edit.use) || all.some(({ id }) => id === edit.use)) return none(); steps.push({ use: edit.use }); return { content: after } }
    case 'step-up': move(steps, stepAt(edit.step), -1); return { content: after }
    case 'step-down': move(steps, stepAt(edit.step), 1); return { content: after }
    case 'step-remove': {
      const at = stepAt(edit.step)
      for (const field of all[at]!.fields) { delete definition['form'].schema?.properties?.[field]; if (definition['form'].schema?.required) definition['form'].schema.required = definition['form'].schema.required.filter((it: string) => it !== field) }
      steps.splice(at, 1)
      return { content: after }
    }
  }
}

/** What a question of another kind no longer is. */
const ofSchema = ['type', 'format', 'pattern', 'enum', 'items', 'properties', 'required', 'const', 'additionalProperties']

export function editField<T extends Editable>(content: T, field: string, typed: Typed, shared: SharedSteps): T {
  const after = structuredClone(content)
  const { definition } = after
  const at = stepsIn(definition, shared).findIndex(({ fields }) => fields.includes(field))
  if (at < 0) throw new Refusal('not-found', 'no-such-field')
  own(definition, shared, at)
  const { schema } = definition['form']
  const property: Raw = schema.properties[field]
  const widget = one(typed, 'x-widget')
  if (widget && widget !== property['x-widget']) {
    for (const keyword of ofSchema) delete property[keyword]
    property['x-widget'] = widget
    for (const keyword of Object.keys(property)) if (keyword !== 'x-widget' && !fieldBoxes(widget).some((box) => box.at === keyword)) delete property[keyword]
  }
  const faults: Record<string, string> = {}
  const names = fieldNamesIn(definition, shared)
  for (const box of fieldBoxes(property['x-widget'])) Object.assign(faults, fill(box, property, typed, names))
  const required = one(typed, '_required')
  if (required !== undefined) schema.required = [...schema.required.filter((it: string) => it !== field), ...(required === 'true' && kindOf(property['x-widget']).asks !== false ? [field] : [])]
  // Another kind has other boxes: they are asked on the next page, and what is missing in them is said there.
  if (Object.keys(faults).length && (!widget || widget === content.definition['form']?.schema?.properties?.[field]?.['x-widget'] || Object.keys(faults).some((name) => typed[name] !== undefined))) throw new Refusal('invalid', 'check-the-form', faults)
  agree(after)
  return after
}

export function editStep<T extends Editable>(content: T, step: string, typed: Typed, shared: SharedSteps): T {
  const after = structuredClone(content)
  const { definition } = after
  const at = stepsIn(definition, shared).findIndex(({ id }) => id === step)
  if (at < 0) throw new Refusal('not-found', 'no-such-field')
  const faults: Record<string, string> = {}
  const names = fieldNamesIn(definition, shared)
  const holder = own(definition, shared, at)
  for (const box of stepBoxes) Object.assign(faults, fill(box, holder, typed, names))
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return after
}
