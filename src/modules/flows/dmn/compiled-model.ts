import { Refusal } from '#platform/refusal'
import { invoke } from '../feel/compile.ts'
import { guarded, Scope, toJson, type Code, type Context, type Run, type Value } from '../feel/feel.ts'
import type { Names } from '../feel/parser.ts'
import { FeelFunction } from '../feel/values.ts'
import { resolved, type FeelType } from '../feel/types.ts'
import { childOf, childrenOf } from '../xml.ts'
import { BoxedCompiler, fitted, traces, type Fault } from './boxed.ts'
import { coerceInput, ItemTypes } from './item-types.ts'
import { expressionOf, hrefsOf, nameOf, target, type Definitions, type DrgElement, type Import } from './model.ts'
import type { TableTrace } from './table.ts'

/** An element of the requirements graph together with the way to it: the imports passed through, by name. */
type Required = { element: DrgElement; way: readonly string[] }

/** One model, compiled piece by piece as it is asked for. */
export class CompiledModel {
  readonly definitions: Definitions
  readonly faults: Fault[] = []
  readonly types: ItemTypes
  private readonly others: ReadonlyMap<string, CompiledModel>
  private readonly boxed: BoxedCompiler
  private readonly codes = new Map<string, Code>()
  private readonly required = new Map<string, Required[]>()
  private readonly variableTypes = new Map<DrgElement, FeelType>()

  /** `others`: all models at hand by namespace, this one included. `properties`: the names in them that need to be known, also ready for reading as `known`. */
  constructor(definitions: Definitions, others: ReadonlyMap<string, CompiledModel>, properties: readonly string[], known: Names) {
    this.definitions = definitions
    this.others = others
    this.types = new ItemTypes(definitions, (name) => this.imported(name)?.types, (text, element) => this.boxed.compiledTests(text, element, { names: [], owner: '' }))
    this.boxed = new BoxedCompiler(definitions, this.types, known, properties, this.faults)
  }

  /** The model that is imported under a name. */
  imported(name: string): CompiledModel | undefined {
    const found = this.definitions.imports.find((one) => one.name === name)
    return found && this.others.get(found.namespace)
  }

  importOf(namespace: string): Import | undefined {
    return this.definitions.imports.find((one) => one.namespace === namespace)
  }

  /** What an `href` means here; undefined when it points to nothing. */
  resolve(href: string): Required | undefined {
    const { namespace, id } = target(href)
    if (namespace === null || namespace === this.definitions.namespace) {
      const element = this.definitions.drg.get(id)
      return element && { element, way: [] }
    }
    const through = this.importOf(namespace)
    const element = through && this.others.get(namespace)?.definitions.drg.get(id)
    return element && { element, way: [through.name] }
  }

  /** What a decision, a knowledge model or a service stands on. */
  requirementsOf(element: DrgElement): Required[] {
    let found = this.required.get(element.id)
    if (!found) {
      found = [...hrefsOf(element.element, 'informationRequirement', 'requiredDecision', 'requiredInput'), ...hrefsOf(element.element, 'knowledgeRequirement', 'requiredKnowledge')]
        .map((href) => this.resolve(href)).filter((one) => one !== undefined)
      this.required.set(element.id, found)
    }
    return found
  }

  /** What stands in the scope; an imported element is reached through the name of its import. */
  namesFor(element: DrgElement): string[] {
    return this.requirementsOf(element).map(({ element: one, way }) => way.find(Boolean) ?? one.name)
  }

  codeOf(element: DrgElement): Code {
    let code = this.codes.get(element.id)
    if (!code) {
      const place = { names: [...this.namesFor(element), ...(element.kind === 'businessKnowledgeModel' ? [element.name] : [])], owner: element.name }
      if (element.kind === 'businessKnowledgeModel') {
        const logic = childOf(element.element, 'encapsulatedLogic')
        const said = resolved(this.typeOf(element))
        const result = said.is === 'function' ? said.result : said.is === 'Any' ? undefined : this.typeOf(element)
        code = logic ? this.boxed.functionDefinition(logic, place, result) : (scope) => scope.run.nothing(`${element.name} has no logic`)
      } else code = this.boxed.compile(expressionOf(element.element), place)
      this.codes.set(element.id, code)
    }
    return code
  }

  /** The type of the variable that an element gives. */
  typeOf(element: DrgElement): FeelType {
    let type = this.variableTypes.get(element)
    if (!type) this.variableTypes.set(element, (type = this.types.of(childOf(element.element, 'variable'))))
    return type
  }

  /** Everything that can be compiled, so that `faults` is complete. */
  compileAll(): void {
    for (const element of this.definitions.drg.values()) if (element.kind === 'decision' || element.kind === 'businessKnowledgeModel') guarded(() => this.codeOf(element))
  }

  model(namespace: string): CompiledModel | undefined {
    return this.others.get(namespace)
  }
}

export type Step = { kind: 'decision' | 'service'; name: string; id: string; model?: string; value: unknown; uses: Record<string, unknown>; tables?: TableTrace[]; notes?: string[] }

/** Kept beside a run that is to be explained. */
type Recording = { steps: Step[] }

/**
 * One evaluation of a model on one set of inputs. An imported model is a session of its own, because what it is given may
 * stand under the name it was imported by, and may differ from one import to the other.
 */
export class Session {
  private readonly values = new Map<string, Value>()
  private readonly working = new Set<string>()
  // Most sessions need neither.
  private inner: Map<string, Session> | undefined
  private functions: Map<string, FeelFunction> | undefined
  readonly model: CompiledModel
  readonly run: Run
  private readonly inputs: Context
  private readonly outer: Session | null
  private readonly recording: Recording | null
  private readonly name: string

  constructor(model: CompiledModel, run: Run, inputs: Context, recording: Recording | null = null, outer: Session | null = null, name = '') {
    this.name = name
    this.model = model
    this.run = run
    this.inputs = inputs
    this.recording = recording
    this.outer = outer
  }

  /** The value is known beforehand: the input decisions of a service. */
  preset(element: DrgElement, value: Value): void {
    this.values.set(element.id, value)
  }

  within(way: readonly string[]): Session {
    let session: Session = this
    for (const name of way) session = session.child(name)
    return session
  }

  private child(name: string): Session {
    let child = this.inner?.get(name)
    if (!child) {
      const model = this.model.imported(name)
      if (!model) throw new Refusal('invalid', 'dmn-import-missing', {}, { name })
      const own = name ? this.inputs.get(name) : this.inputs
      child = new Session(model, this.run, own instanceof Map ? own : new Map(), this.recording, this, name)
      this.inner ??= new Map()
      this.inner.set(name, child)
    }
    return child
  }

  /** Under the import's name, as `import.name`, or simply by its name. */
  private given(name: string): Value | undefined {
    const own = this.inputs.get(name)
    if (own !== undefined || !this.outer) return own
    return this.outer.given(`${this.name}.${name}`) ?? this.outer.given(name)
  }

  input(element: DrgElement): Value {
    const known = this.values.get(element.id)
    if (known !== undefined) return known
    const given = this.given(element.name) ?? null
    const type = this.model.typeOf(element)
    const value = given === null ? null : coerceInput(given, type)
    const result = value === undefined ? this.run.nothing(`the input ${element.name} is not of its type`) : value
    this.values.set(element.id, result)
    return result
  }

  decision(element: DrgElement): Value {
    const known = this.values.get(element.id)
    if (known !== undefined) return known
    if (this.working.has(element.id)) throw new Refusal('invalid', 'dmn-cycle', {}, { name: element.name })
    this.working.add(element.id)
    this.run.enter()
    const scope = this.scopeFor(element)
    const code = this.model.codeOf(element)
    const { recording, run } = this
    const noted = run.notes.length
    const tables: TableTrace[] = []
    const before = recording ? traces.get(run) : undefined
    if (recording) traces.set(run, (trace) => tables.push(trace))
    const value = fitted(code(scope), this.model.typeOf(element), element.name, this)
    if (recording) {
      if (before) traces.set(run, before)
      recording.steps.push({
        kind: 'decision', name: element.name, id: element.id, ...(this.outer && { model: this.model.definitions.name }), value: toJson(value), uses: usesOf(scope.vars),
        ...(tables.length && { tables }), ...(run.notes.length > noted && { notes: run.notes.slice(noted) }),
      })
    }
    run.leave()
    this.working.delete(element.id)
    this.values.set(element.id, value)
    return value
  }

  /** The names an element can see: what it requires, and nothing else. */
  private scopeFor(element: DrgElement): Scope {
    const vars: Context = new Map()
    for (const { element: one, way } of this.model.requirementsOf(element)) {
      const value = this.within(way).valueOf(one)
      const prefix = way.filter(Boolean)
      if (!prefix.length) { vars.set(one.name, value); continue }
      // `import.name` is a path into a context of the import's name.
      let context = vars.get(prefix[0]!)
      if (!(context instanceof Map)) vars.set(prefix[0]!, (context = new Map()))
      context.set(one.name, value)
    }
    return new Scope(vars, this.run)
  }

  private valueOf(element: DrgElement): Value {
    switch (element.kind) {
      case 'inputData': return this.input(element)
      case 'decision': return this.decision(element)
      case 'businessKnowledgeModel': return this.knowledge(element)
      case 'decisionService': return this.service(element)
      case 'knowledgeSource': return null
    }
  }

  /** A knowledge model as a function. What it stands on is looked up when it is first called: they may call each other. */
  knowledge(element: DrgElement): FeelFunction {
    let made = this.functions?.get(element.id)
    if (!made) {
      const logic = childOf(element.element, 'encapsulatedLogic')
      const params = logic ? childrenOf(logic, 'formalParameter').map((parameter) => ({ name: nameOf(parameter), type: this.model.types.of(parameter) })) : []
      let inner: Value | undefined
      made = new FeelFunction(element.name, params, (args, run) => {
        if (inner === undefined) {
          const scope = this.scopeFor(element)
          if (!scope.vars.has(element.name)) scope.vars.set(element.name, made!)
          inner = this.model.codeOf(element)(scope)
        }
        if (!(inner instanceof FeelFunction)) return null
        // The arguments have been fitted: the parameters are the same.
        const value = inner.invoke(args, run)
        return inner.result ? fitted(value, inner.result, element.name, this) : value
      }, this.functionResult(element))
      this.functions ??= new Map()
      this.functions.set(element.id, made)
    }
    return made
  }

  private functionResult(element: DrgElement): FeelType | undefined {
    const said = resolved(this.model.typeOf(element))
    return said.is === 'function' ? said.result : undefined
  }

  /** A service as a function: its input data, then its input decisions; inside, nothing else is given. */
  service(element: DrgElement): FeelFunction {
    let made = this.functions?.get(element.id)
    if (!made) {
      const { outputs, data, decisions } = this.partsOf(element)
      const parameters = [...data, ...decisions]
      made = new FeelFunction(element.name, parameters.map(({ element: one, way }) => ({ name: one.name, type: this.modelAt(way).typeOf(one) })), (args, run) => {
        const session = new Session(this.model, run, new Map(), this.recording, null)
        parameters.forEach(({ element: one, way }, i) => session.within(way).preset(one, args[i]!))
        return session.outputsOf(element, outputs)
      })
      this.functions ??= new Map()
      this.functions.set(element.id, made)
    }
    return made
  }

  private modelAt(way: readonly string[]): CompiledModel {
    return this.within(way).model
  }

  private partsOf(element: DrgElement): { outputs: Required[]; data: Required[]; decisions: Required[] } {
    const all = (name: string): Required[] => hrefsOf(element.element, name).map((href) => this.model.resolve(href)).filter((one) => one !== undefined)
    return { outputs: all('outputDecision'), data: all('inputData'), decisions: all('inputDecision') }
  }

  private outputsOf(element: DrgElement, outputs: Required[]): Value {
    const value: Value = outputs.length === 1
      ? this.within(outputs[0]!.way).decision(outputs[0]!.element)
      : new Map(outputs.map(({ element: one, way }) => [one.name, this.within(way).decision(one)]))
    const said = this.model.typeOf(element)
    const type = resolved(said)
    return fitted(value, type.is === 'function' ? type.result : said, element.name, this)
  }

  /** From outside: with the inputs by name; a service takes the values of its input decisions as well. */
  evaluate(element: DrgElement): Value {
    switch (element.kind) {
      case 'decision': return this.decision(element)
      case 'inputData': return this.input(element)
      case 'knowledgeSource': return null
      case 'businessKnowledgeModel': {
        const called = this.knowledge(element)
        return invoke(called, called.params.map(({ name, type }) => { const given = this.given(name) ?? null; return type ? (coerceInput(given, type) ?? given) : given }), null, this.run)
      }
      case 'decisionService': {
        const { outputs, decisions } = this.partsOf(element)
        for (const { element: one, way } of decisions) {
          const session = this.within(way)
          const given = session.given(one.name) ?? null
          const value = coerceInput(given, session.model.typeOf(one))
          session.preset(one, value === undefined ? this.run.nothing(`the input ${one.name} is not of its type`) : value)
        }
        return this.outputsOf(element, outputs)
      }
    }
  }
}

const usesOf = (vars: Context): Record<string, unknown> => {
  const uses: Record<string, unknown> = {}
  for (const [name, value] of vars) if (!(value instanceof FeelFunction)) uses[name] = toJson(value)
  return uses
}
