import { closure, filtered, invoke, loopOver, quantified, type Domain } from '../feel/compile.ts'
import { externalFunction } from '../feel/external.ts'
import { compileNode, compileTests, FeelSyntaxError, guarded, parseExpression, parseUnaryTests, Scope, type Code, type Context, type TestCode, type Value } from '../feel/feel.ts'
import { convert, resolved, type FeelType } from '../feel/types.ts'
import { FeelFunction } from '../feel/values.ts'
import type { UnaryTests } from '../feel/ast.ts'
import { Names } from '../feel/parser.ts'
import { childOf, childrenOf, type XmlElement } from '../xml.ts'
import type { ItemTypes } from './item-types.ts'
import { expressionOf, isFeel, nameOf, textOf, type Definitions } from './model.ts'
import { compileTable, type Aggregation, type HitPolicy, type TableTrace } from './table.ts'

/** Something in a model that cannot mean anything: the element, and why. */
export type Fault = { element: string; line: number; code: string; reason: string }

/** Where an expression stands: what names it can see. */
export type Place = { readonly names: readonly string[]; readonly owner: string }

const nothing: Code = (scope) => scope.run.nothing('there is no expression')

/** The traces of the tables of a run are kept beside it. */
export const traces = new WeakMap<object, (trace: TableTrace) => void>()

/** Compiles the boxed expressions of one model. What cannot be read becomes null with a note, and a fault for `checkModel`. */
export class BoxedCompiler {
  private readonly model: Definitions
  private readonly types: ItemTypes
  private readonly properties: Names
  private readonly typeNames: Names
  private readonly known = new WeakMap<readonly string[], Names>()
  readonly faults: Fault[]
  private readonly fields: readonly string[]

  constructor(model: Definitions, types: ItemTypes, properties: Names, fields: readonly string[], faults: Fault[]) {
    this.model = model
    this.types = types
    this.properties = properties
    this.fields = fields
    this.typeNames = new Names(model.itemDefinitions.keys())
    this.faults = faults
  }

  /** Undefined in, null out: a decision may have no logic. */
  compile(element: XmlElement | undefined, place: Place): Code {
    if (!element) return nothing
    switch (element.name) {
      case 'literalExpression': return this.literal(element, place)
      case 'decisionTable': return this.table(element, place)
      case 'context': return this.context(element, place)
      case 'relation': return this.relation(element, place)
      case 'list': {
        const items = element.children.filter((child) => expressionOf({ ...element, children: [child] })).map((child) => this.compile(child, place))
        return (scope) => { scope.run.step(items.length); return items.map((item) => item(scope)) }
      }
      case 'invocation': return this.invocation(element, place)
      case 'functionDefinition': return this.functionDefinition(element, place)
      case 'conditional': {
        const [test, then, otherwise] = ['if', 'then', 'else'].map((name) => this.compile(expressionOf(childOf(element, name)), place))
        return (scope) => (test!(scope) === true ? then!(scope) : otherwise!(scope))
      }
      case 'filter': {
        const of = this.compile(expressionOf(childOf(element, 'in')), place)
        const match = expressionOf(childOf(element, 'match'))
        return filtered(of, this.compile(match, { ...place, names: [...place.names, ...this.fields] }), null)
      }
      case 'for': case 'some': case 'every': return this.iterator(element, place)
      default: return nothing
    }
  }

  private literal(element: XmlElement, place: Place): Code {
    const text = textOf(element)
    if (!isFeel(element) || !this.model.feel) return this.fault(element, place, 'dmn-not-feel', element.attributes.get('expressionLanguage') ?? '')
    return this.feel(text, element, place)
  }

  /** FEEL in an element; empty is null. */
  feel(text: string, element: XmlElement, place: Place): Code {
    if (!text.trim()) return nothing
    try {
      return guarded(() => compileNode(parseExpression(text, this.reading(place)), this.types.find))
    } catch (error) {
      return this.syntax(error, text, element, place)
    }
  }

  tests(text: string, element: XmlElement, place: Place): UnaryTests | null {
    if (!text.trim()) return { any: true }
    try {
      return guarded(() => parseUnaryTests(text, this.reading(place)))
    } catch (error) {
      this.syntax(error, text, element, place)
      return null
    }
  }

  compiledTests(text: string, element: XmlElement, place: Place): TestCode | null {
    const tests = this.tests(text, element, place)
    return tests && compileTests(tests, this.types.find)
  }

  /** The names of a place are made ready once: a table has thousands of cells. */
  private reading(place: Place) {
    let names = this.known.get(place.names)
    if (!names) this.known.set(place.names, (names = new Names(place.names)))
    return { names, properties: this.properties, types: this.typeNames }
  }

  private syntax(error: unknown, text: string, element: XmlElement, place: Place): Code {
    if (!(error instanceof FeelSyntaxError)) throw error
    return this.fault(element, place, 'feel-syntax', `"${text.trim().slice(0, 120)}", ${error.at + 1}: ${error.message}`)
  }

  fault(element: XmlElement, place: Place, code: string, reason: string): Code {
    this.faults.push({ element: element.attributes.get('id') ?? place.owner, line: element.line, code, reason })
    return (scope) => scope.run.nothing(reason || code)
  }

  private table(element: XmlElement, place: Place): Code {
    const name = place.owner
    const inputs = childrenOf(element, 'input').map((input) => {
      const expression = childOf(input, 'inputExpression')
      const allowed = childOf(input, 'inputValues')
      const text = textOf(expression).trim()
      return { label: text || (input.attributes.get('label') ?? ''), code: expression && text ? this.feel(text, expression, place) : nothing, type: this.types.of(expression), allowed: allowed && textOf(allowed).trim() ? this.compiledTests(textOf(allowed), allowed, place) : null }
    })
    const outputs = childrenOf(element, 'output').map((output) => {
      const values = childOf(output, 'outputValues')
      const fallback = childOf(output, 'defaultOutputEntry')
      const text = textOf(values)
      const tests = values && text.trim() ? this.tests(text, values, place) : null
      return {
        name: nameOf(output), type: this.types.of(output), fallback: fallback && textOf(fallback).trim() ? this.feel(textOf(fallback), fallback, place) : null,
        values: tests && !tests.any ? tests.tests.filter((node) => node.n !== 'same').map((node) => compileNode(node, this.types.find)) : this.priorities(output),
        allowed: tests ? compileTests(tests, this.types.find) : null,
      }
    })
    const rules = childrenOf(element, 'rule').map((rule) => {
      const tests = childrenOf(rule, 'inputEntry').map((entry) => { const text = textOf(entry).trim(); return { text, tests: this.tests(text, entry, place) } })
      const entries = childrenOf(rule, 'outputEntry')
      if (tests.length !== inputs.length || entries.length !== outputs.length) this.fault(rule, place, 'dmn-rule-cells', `${tests.length}/${inputs.length}, ${entries.length}/${outputs.length}`)
      return { id: rule.attributes.get('id') ?? '', tests, outputs: entries.map((entry) => this.feel(textOf(entry), entry, place)), annotations: [...childrenOf(rule, 'annotationEntry').map(textOf), childOf(rule, 'description')?.text ?? ''].map((text) => text.trim()).filter(Boolean) }
    })
    const hitPolicy = (element.attributes.get('hitPolicy') ?? 'UNIQUE').toUpperCase() as HitPolicy
    const aggregation = element.attributes.get('aggregation')?.toUpperCase() as Aggregation | undefined
    if (!policies.has(hitPolicy) || (aggregation && !aggregations.has(aggregation))) return this.fault(element, place, 'dmn-hit-policy', `${hitPolicy} ${aggregation ?? ''}`.trim())
    return compileTable({ name, hitPolicy, aggregation: hitPolicy === 'COLLECT' ? (aggregation ?? null) : null, inputs, outputs, rules }, this.types.find, (scope) => traces.get(scope.run))
  }

  /** Without output values, the allowed values of the output's type are the order. */
  private priorities(output: XmlElement): Code[] | null {
    const reference = output.attributes.get('typeRef')
    const element = reference ? this.model.itemDefinitions.get(reference) : undefined
    const allowed = element && childOf(element, 'allowedValues')
    const tests = allowed && this.tests(textOf(allowed), allowed, { names: [], owner: '' })
    return tests && !tests.any ? tests.tests.map((node) => compileNode(node, this.types.find)) : null
  }

  private context(element: XmlElement, place: Place): Code {
    const names = [...place.names]
    const entries: { key: string | null; code: Code; type: FeelType }[] = []
    for (const entry of childrenOf(element, 'contextEntry')) {
      const variable = childOf(entry, 'variable')
      const key = variable ? nameOf(variable) : null
      const inner: Place = { ...place, names: [...names] }
      const expression = expressionOf(entry)
      // A function may call itself by the name it gets here.
      const code = this.compile(expression, key !== null && expression?.name === 'functionDefinition' ? { ...inner, names: [...inner.names, key] } : inner)
      entries.push({ key, code, type: this.types.of(variable) })
      if (key !== null) names.push(key)
    }
    const keys = entries.map(({ key }) => key).filter((key) => key !== null)
    if (new Set(keys).size < keys.length) return this.fault(element, place, 'dmn-same-key', keys.find((key, i) => keys.indexOf(key) !== i)!)
    return (scope) => {
      scope.run.step(entries.length)
      const context: Context = new Map()
      const inner = new Scope(context, scope.run, scope)
      for (const { key, code, type } of entries) {
        const value = code(inner)
        if (key === null) return value
        context.set(key, fitted(value, type, key, scope))
      }
      return context
    }
  }

  private relation(element: XmlElement, place: Place): Code {
    const columns = childrenOf(element, 'column').map((column) => ({ name: nameOf(column), type: this.types.of(column) }))
    const rows = childrenOf(element, 'row').map((row) => row.children.filter((child) => expressionOf({ ...row, children: [child] })).map((child) => this.compile(child, place)))
    return (scope) => rows.map((row) => new Map<string, Value>(columns.map(({ name, type }, i) => [name, fitted(row[i]?.(scope) ?? null, type, name, scope)])))
  }

  private invocation(element: XmlElement, place: Place): Code {
    const called = this.compile(expressionOf(element), place)
    const bindings = childrenOf(element, 'binding').map((binding) => {
      const parameter = childOf(binding, 'parameter')
      return { name: parameter ? nameOf(parameter) : '', type: this.types.of(parameter), code: this.compile(expressionOf(binding), place) }
    })
    return (scope) => {
      const { run } = scope
      const what = called(scope)
      if (!(what instanceof FeelFunction)) return run.nothing('what is invoked is no function')
      const values = bindings.map(({ code, name, type }) => fitted(code(scope), type, name, scope))
      const names = bindings.map(({ name }) => name)
      if (what.call) return invoke(what, values, names.length ? names : null, run)
      // What is not bound is null.
      for (const { name } of what.params) if (!names.includes(name)) { names.push(name); values.push(null) }
      return invoke(what, values, names.length ? names : null, run)
    }
  }

  /** Also the logic of a business knowledge model. `result` is what its type says about it. */
  functionDefinition(element: XmlElement, place: Place, result?: FeelType): Code {
    const params = childrenOf(element, 'formalParameter').map((parameter) => ({ name: nameOf(parameter), type: this.types.of(parameter) }))
    const expression = expressionOf(element)
    const inner: Place = { ...place, names: [...place.names, ...params.map(({ name }) => name)] }
    const kind = (element.attributes.get('kind') ?? 'FEEL').toUpperCase()
    const body = this.compile(expression, inner)
    if (kind !== 'FEEL' && kind !== 'F') return (scope) => externalFunction(params, body(scope), scope.run)
    const said = expression?.attributes.get('typeRef')
    const type = result ?? (said ? this.types.find(said) : undefined)
    return (scope) => closure(place.owner, params, scope, body, type)
  }

  private iterator(element: XmlElement, place: Place): Code {
    const name = element.attributes.get('iteratorVariable') ?? 'item'
    const domain = childOf(element, 'in')
    const type = this.types.of(domain)
    const domains: Domain[] = [{ name, domain: this.typed(this.compile(expressionOf(domain), place), type, name) }]
    const names = [...place.names, name]
    if (element.name === 'for') {
      const body = expressionOf(childOf(element, 'return'))
      return loopOver(domains, this.compile(body, { ...place, names: [...names, 'partial'] }), body !== undefined && saysPartial(body))
    }
    return quantified(element.name as 'some' | 'every', domains, this.compile(expressionOf(childOf(element, 'satisfies')), { ...place, names }))
  }

  /** The type is that of the list, or as some modellers write it of its items. */
  private typed(code: Code, type: FeelType, name: string): Code {
    if (type.is === 'Any') return code
    return (scope) => {
      const value = code(scope)
      if (convert(value, type) !== undefined || (Array.isArray(value) && value.every((item) => convert(item, type) !== undefined))) return value
      return scope.run.nothing(`${name} is not of its type`)
    }
  }
}

/** The value as its type asks, or null with a note. */
export function fitted(value: Value, type: FeelType, name: string, scope: { run: Scope['run'] }): Value {
  // Modellers write a function's result as the type of its name.
  if (type.is === 'Any' || value === null || (value instanceof FeelFunction && resolved(type).is !== 'function')) return value
  const fitting = convert(value, type)
  return fitting === undefined ? scope.run.nothing(`${name} is not of its type`) : fitting
}

const saysPartial = (element: XmlElement): boolean => /\bpartial\b/.test(element.text) || element.children.some(saysPartial)

const policies = new Set<string>(['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'] satisfies HitPolicy[])
const aggregations = new Set<string>(['SUM', 'MIN', 'MAX', 'COUNT'] satisfies Aggregation[])
