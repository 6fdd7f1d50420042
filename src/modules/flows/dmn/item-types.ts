import type { TestCode } from '../feel/feel.ts'
import { Run, Scope, type Value } from '../feel/feel.ts'
import { parseDate, parseDateTime, parseDuration, parseTime, FeelDateTime, Months, Nanos, instantOf, atInstant } from '../feel/temporal.ts'
import { parseNumber } from '../feel/numbers.ts'
import { any, builtInTypes, convert, resolved, type FeelType } from '../feel/types.ts'
import { builtIns } from '../feel/functions.ts'
import { childOf, childrenOf, type XmlElement } from '../xml.ts'
import { nameOf, textOf, type Definitions } from './model.ts'
import { normalName } from '../feel/parser.ts'

/** Reads the tests of allowed values; null when they are no FEEL. */
export type ReadTests = (text: string, element: XmlElement) => TestCode | null

/** The types that a model and what it imports define. Made when first asked for, because they mention each other. */
export class ItemTypes {
  private readonly made = new Map<string, FeelType>()
  private readonly model: Definitions
  private readonly imported: (name: string) => ItemTypes | undefined
  private readonly readTests: ReadTests

  constructor(model: Definitions, imported: (name: string) => ItemTypes | undefined, readTests: ReadTests) {
    this.model = model
    this.imported = imported
    this.readTests = readTests
  }

  /** By a name as `typeRef` says it: `tLoan`, `import.tLoan`, `feel:string` of the first version. Undefined: there is none. */
  find = (reference: string): FeelType | undefined => this.search(normalName(reference), new Set())

  private search(name: string, seen: Set<ItemTypes>): FeelType | undefined {
    // Models may import each other.
    if (seen.has(this)) return undefined
    seen.add(this)
    const own = this.made.get(name)
    if (own) return own
    const element = this.model.itemDefinitions.get(name)
    if (element) {
      const type = this.define(element, name)
      this.made.set(name, type)
      return type
    }
    const builtIn = builtInTypes.get(name)
    if (builtIn) return builtIn
    for (let point = name.indexOf('.'); point > 0; point = name.indexOf('.', point + 1)) {
      const found = this.imported(name.slice(0, point))?.search(name.slice(point + 1), new Set(seen))
      if (found) return found
    }
    // A default import brings its names in as they are.
    const unnamed = this.imported('')?.search(name, seen)
    if (unnamed) return unnamed
    const local = /^(?:\{[^}]*\}|[^:.]+:)(.+)$/.exec(name)
    return local ? this.search(local[1]!, new Set()) : undefined
  }

  /** The type an attribute or a child element refers to; Any without one. What cannot be found is Any as well: `checkModel` tells. */
  of(element: XmlElement | undefined): FeelType {
    const reference = element && referenceOf(element)
    return reference ? (this.find(reference) ?? any) : any
  }

  private define(element: XmlElement, name: string): FeelType {
    const components = childrenOf(element, 'itemComponent')
    const functionItem = childOf(element, 'functionItem')
    let base: FeelType | undefined
    const make = (): FeelType => {
      if (components.length) {
        const fields = new Map<string, FeelType>()
        for (const component of components) fields.set(nameOf(component), this.define(component, `${name}.${nameOf(component)}`))
        return { is: 'context', fields }
      }
      if (functionItem) {
        const output = functionItem.attributes.get('outputTypeRef') ?? ''
        return { is: 'function', params: childrenOf(functionItem, 'parameters').map((parameter) => this.of(parameter)), result: output ? (this.find(output) ?? any) : any }
      }
      const reference = referenceOf(element)
      return (reference && normalName(reference) !== name ? this.find(reference) : builtInTypes.get(name)) ?? any
    }
    const single: FeelType = { is: 'named', name, base: () => (base ??= make()), allows: this.allows(childOf(element, 'allowedValues')) }
    const constraint = this.allows(childOf(element, 'typeConstraint'))
    if (element.attributes.get('isCollection') === 'true') {
      const list: FeelType = { is: 'list', of: single }
      return { is: 'named', name, base: () => list, allows: constraint }
    }
    return constraint ? { is: 'named', name, base: () => single, allows: constraint } : single
  }

  private allows(element: XmlElement | undefined): ((value: Value) => boolean) | null {
    const text = textOf(element)
    if (!element || !text.trim()) return null
    let test: TestCode | null | undefined
    return (value) => {
      if (test === undefined) test = this.readTests(text, element)
      return !test || test(value, new Scope(new Map(), new Run())) === true
    }
  }
}

/** `typeRef` is an attribute nearly everywhere, and an element in item definitions. */
export const referenceOf = (element: XmlElement): string => (element.attributes.get('typeRef') ?? childOf(element, 'typeRef')?.text ?? '').trim()

/**
 * Input as programs send it, made into what its type says: texts into numbers, dates, times and durations, item by item and
 * component by component. Undefined: it is not of the type.
 */
export function coerceInput(value: Value, type: FeelType): Value | undefined {
  const lifted = lift(value, type)
  return convert(lifted, type)
}

function lift(value: Value, type: FeelType): Value {
  const target = resolved(type)
  if (value === null || target.is === 'Any') return value
  if (Array.isArray(value)) return target.is === 'list' ? value.map((item) => lift(item, target.of)) : value.length === 1 ? [lift(value[0]!, target)] : value
  switch (target.is) {
    case 'list': return lift(value, target.of)
    case 'context': {
      if (!(value instanceof Map)) return value
      const lifted = new Map(value)
      for (const [name, field] of target.fields) {
        // What was not sent is null.
        lifted.set(name, lift(value.get(name) ?? null, field))
      }
      return lifted
    }
    case 'range': return typeof value === 'string' ? (builtIns.get('range')!.call!([value], null, new Run()) ?? value) : value
    case 'simple': return simple(value, target.kind)
    default: return value
  }
}

function simple(value: Value, kind: string): Value {
  if (value instanceof FeelDateTime) {
    // A `Date` of a program is an instant; the day and the time of day are those of Vietnam.
    const here = value.offset === 0 ? (atInstant(instantOf(value), { offset: 7 * 3600, zone: null }) ?? value) : value
    return kind === 'date' ? here.date : kind === 'time' ? here.time : value
  }
  if (typeof value !== 'string') return value
  const text = value.trim()
  switch (kind) {
    case 'number': return parseNumber(text) ?? value
    case 'boolean': return text === 'true' ? true : text === 'false' ? false : value
    case 'date': return parseDate(text) ?? value
    case 'time': return parseTime(text) ?? value
    case 'date and time': return parseDateTime(text) ?? value
    case 'years and months duration': return keep(parseDuration(text), Months) ?? value
    case 'days and time duration': return keep(parseDuration(text), Nanos) ?? value
  }
  return value
}

const keep = <T extends Value>(value: Value, kind: new (...args: never[]) => T): T | null => (value instanceof kind ? value : null)

