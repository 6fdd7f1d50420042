import { schemaOf } from '../domain/form.ts'
import { kinds } from '../domain/kinds.ts'
import type { Words } from '../domain/procedure.ts'

/** What several definitions share, so that a change in the law is made in one place: the files with a leading underscore. */
export type Shared = {
  /** Steps used by many forms, by id: who applies, what is asked, how the result is received. */
  parts: Record<string, any>
  options: Record<string, { value: string; vi: string; en: string }[]>
  laws: Record<string, { names: Words; date?: string }>
  results: Record<string, Words>
}

/**
 * The definition as written, made whole: shared steps put in, widgets turned into JSON Schema, acts given their names.
 * What is wrong in it stays wrong, for the check to find; this only adds.
 */
export function complete(raw: any, shared: Shared): any {
  if (!isMap(raw)) return raw
  const whole = structuredClone(raw)
  if (isMap(whole.form)) {
    const schema = isMap(whole.form.schema) ? whole.form.schema : {}
    const properties: Record<string, any> = isMap(schema.properties) ? schema.properties : {}
    const required: string[] = Array.isArray(schema.required) ? schema.required : []
    if (Array.isArray(whole.form.steps))
      whole.form.steps = whole.form.steps.map((step: any) => {
        const part = isMap(step) ? among(shared.parts, step.use) : undefined
        if (!part) return step
        const fields: string[] = step.fields ?? Object.keys(part.properties)
        for (const field of fields) if (part.properties[field]) properties[field] ??= structuredClone(part.properties[field])
        required.push(...(part.required ?? []).filter((field: string) => fields.includes(field) && !required.includes(field)))
        const { use, ...own } = step
        return { id: use, title: part.title, ...(part.hint && { hint: part.hint }), fields, ...own }
      })
    for (const property of Object.values(properties)) if (isMap(property)) completeProperty(property, shared)
    whole.form.schema = { ...schema, $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties, required, additionalProperties: false }
  }
  if (Array.isArray(whole.legalBases)) whole.legalBases = whole.legalBases.map((basis: any) => (isMap(basis) && typeof basis.number === 'string' ? { ...shared.laws[basis.number], ...basis } : basis))
  if (isMap(whole.result) && typeof whole.result.code === 'string') whole.result.names ??= shared.results[whole.result.code]
  if (isMap(whole.source) && typeof whole.source.readOn === 'string') whole.source.sureness ??= 'high'
  return whole
}

function completeProperty(property: any, shared: Shared): void {
  const widget = property['x-widget']
  if (typeof property['x-options'] === 'string') property['x-options'] = among(shared.options, property['x-options']) ?? property['x-options']
  for (const [keyword, value] of Object.entries(Object.hasOwn(kinds, widget) ? schemaOf(property) : {})) property[keyword] ??= value
}

/** What stands under a name of ours, not what every object has by birth. */
const among = <T>(list: Record<string, T>, name: unknown): T | undefined => (typeof name === 'string' && Object.hasOwn(list, name) ? list[name] : undefined)
const isMap = (it: unknown): it is Record<string, any> => typeof it === 'object' && it !== null && !Array.isArray(it)
