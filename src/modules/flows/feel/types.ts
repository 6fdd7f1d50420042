import { look } from './limits.ts'
import type { Value } from './values.ts'
import { FeelFunction, FeelRange, kindOf, type Kind } from './values.ts'
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts'

/** The types of FEEL, and of item definitions: a base with a rule on its values. */
export type FeelType =
  | { readonly is: 'Any' }
  | { readonly is: 'simple'; readonly kind: Kind }
  | { readonly is: 'list'; readonly of: FeelType }
  | { readonly is: 'context'; readonly fields: ReadonlyMap<string, FeelType> }
  | { readonly is: 'function'; readonly params: readonly FeelType[] | null; readonly result: FeelType }
  | { readonly is: 'range'; readonly of: FeelType }
  /** `base` is resolved late: item definitions may mention each other in any order. */
  | { readonly is: 'named'; readonly name: string; readonly base: () => FeelType; readonly allows: ((value: Value) => boolean) | null }

export const any: FeelType = { is: 'Any' }
const simple = (kind: Kind): FeelType => ({ is: 'simple', kind })
export const anyList: FeelType = { is: 'list', of: any }
const anyContext: FeelType = { is: 'context', fields: new Map() }

/** By every name that a version of the standard has given them. */
export const builtInTypes: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', any], ['any', any], ['Null', simple('Null')], ['number', simple('number')], ['string', simple('string')], ['boolean', simple('boolean')],
  ['date', simple('date')], ['time', simple('time')], ['date and time', simple('date and time')], ['dateTime', simple('date and time')],
  ['days and time duration', simple('days and time duration')], ['day and time duration', simple('days and time duration')], ['dayTimeDuration', simple('days and time duration')],
  ['years and months duration', simple('years and months duration')], ['year and month duration', simple('years and months duration')], ['yearMonthDuration', simple('years and months duration')],
  ['list', anyList], ['context', anyContext], ['function', { is: 'function', params: null, result: any }], ['range', { is: 'range', of: any }],
])

/** Is the value one of this type, as it stands? Null is of every type but in `instance of`, which asks for it itself. */
export function conforms(value: Value, type: FeelType): boolean {
  if (type.is === 'Any' || value === null) return true
  if (typeof value === 'object') look(1)
  switch (type.is) {
    case 'simple': return kindOf(value) === type.kind
    case 'list': return Array.isArray(value) && value.every((item) => conforms(item, type.of))
    case 'context': {
      if (!(value instanceof Map)) return false
      for (const [name, field] of type.fields) {
        const item = value.get(name)
        if (item === undefined || !conforms(item, field)) return false
      }
      return true
    }
    case 'function': return value instanceof FeelFunction && functionConforms(value, type)
    case 'range': return value instanceof FeelRange && conforms(value.start ?? null, type.of) && conforms(value.end ?? null, type.of)
    case 'named': return conforms(value, type.base()) && (!type.allows || type.allows(value))
  }
}

/** Of the right kind, but not among the values that are allowed. */
export const violates = (value: Value, type: FeelType): boolean => type.is === 'named' && value !== null && !conforms(value, type) && conforms(value, unconstrained(type))

function unconstrained(type: FeelType): FeelType {
  const base = resolved(type)
  return base.is === 'list' ? { is: 'list', of: unconstrained(base.of) } : base
}

/** Parameters the other way round (what is asked must fit what is taken), the result forwards; what is not declared fits. */
function functionConforms(value: FeelFunction, type: FeelType & { is: 'function' }): boolean {
  if (type.params === null || value.call) return true
  if (value.params.length !== type.params.length) return false
  return value.params.every((param, i) => !param.type || typeConforms(type.params![i]!, param.type)) && (!value.result || typeConforms(value.result, type.result))
}

export function resolved(type: FeelType): FeelType {
  let at = type
  for (let i = 0; at.is === 'named' && i < 100; i++) at = at.base()
  return at
}

/** Every value of the first is one of the second. */
export function typeConforms(from: FeelType, to: FeelType, depth = 0): boolean {
  const a = resolved(from)
  const b = resolved(to)
  if (a === b || b.is === 'Any' || depth > 20) return true
  if (a.is === 'Any') return false
  if (a.is === 'simple') return a.kind === 'Null' || (b.is === 'simple' && a.kind === b.kind)
  if (a.is !== b.is) return false
  if (a.is === 'list' || a.is === 'range') return typeConforms(a.of, (b as { of: FeelType }).of, depth + 1)
  if (a.is === 'context' && b.is === 'context') return [...b.fields].every(([name, field]) => a.fields.has(name) && typeConforms(a.fields.get(name)!, field, depth + 1))
  if (a.is === 'function' && b.is === 'function') {
    if (!b.params || !a.params) return true
    return a.params.length === b.params.length && a.params.every((param, i) => typeConforms(b.params![i]!, param, depth + 1)) && typeConforms(a.result, b.result, depth + 1)
  }
  return false
}

/**
 * The implicit conversions of the standard (10.3.2.9.4): one thing to a list of it, a list of one to the thing, a date to
 * the midnight it begins with (UTC). What then conforms stays; everything else is undefined, which is null with a reason.
 */
export function convert(value: Value, type: FeelType): Value | undefined {
  if (value === null || conforms(value, type)) return value
  const target = resolved(type)
  if (target.is === 'list' && !Array.isArray(value)) {
    const item = convert(value, target.of)
    if (item === undefined) return undefined
    const list = [item]
    return conforms(list, type) ? list : undefined
  }
  if (target.is !== 'list' && Array.isArray(value) && value.length === 1) return value[0] === null ? undefined : convert(value[0]!, type)
  if (target.is === 'simple' && target.kind === 'date and time' && value instanceof FeelDate) {
    const midnight = new FeelDateTime(value, new FeelTime(0, 0, 0, 0, 0, null))
    return conforms(midnight, type) ? midnight : undefined
  }
  return undefined
}

/** `value instance of type`. */
export function instanceOf(value: Value, type: FeelType): boolean {
  const target = resolved(type)
  if (value === null) return target.is === 'simple' && target.kind === 'Null'
  if (target.is === 'simple' && target.kind === 'Null') return false
  return conforms(value, type)
}
