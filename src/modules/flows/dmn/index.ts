import { createHash } from 'node:crypto'
import { Refusal } from '#platform/refusal'
import { guarded, inputContext, Run, toJson, type Limits } from '../feel/feel.ts'
import { Names, normalName } from '../feel/parser.ts'
import { CompiledModel, Session, type Step } from './compiled-model.ts'
import { readDefinitions, type DrgElement } from './model.ts'

export { checkModel } from './check.ts'
export { decisionFaults, decisionRefusals } from './texts.ts'
export type { Fault } from './boxed.ts'
export type { Step } from './compiled-model.ts'
export type { TableTrace } from './table.ts'

/**
 * Decisions as DMN 1.1 to 1.6 draw them. A model is read and compiled once and evaluated as often as one likes; an error inside
 * a decision is null, as FEEL has it, with its reason in the explanation. Refused is what is no model, what is not
 * there, and what goes on without end.
 */
export type DecideOptions = {
  /** What `now()` and `today()` say. */
  clock?: Date
  limits?: Partial<Limits>
}

/** Why it is so: every decision that was needed, in the order in which they were made, ready to be stored as JSON. */
export type Explanation = { decision: string; id: string; value: unknown; steps: Step[]; notes: string[] }

export type DecisionModel = {
  readonly namespace: string
  readonly name: string
  /** What can be decided: decisions, services and knowledge models of the main model. */
  readonly decisions: readonly { kind: 'decision' | 'decisionService' | 'businessKnowledgeModel'; id: string; name: string }[]
  readonly inputs: readonly { id: string; name: string; type: string }[]
  /** Plain values in, a plain value out. `decision`: name or id. */
  decide(decision: string, inputs: Record<string, unknown>, options?: DecideOptions): unknown
  explain(decision: string, inputs: Record<string, unknown>, options?: DecideOptions): { value: unknown; explanation: Explanation }
  /** Several decisions on the same inputs: what two of them stand on is decided once. `steps` are those of all. */
  explainAll(decisions: readonly string[], inputs: Record<string, unknown>, options?: DecideOptions): { values: Record<string, unknown>; steps: Step[] }
}

/** The first model is the main one, the others are those it may import, by namespace. */
export function compileModel(xml: string | readonly string[]): DecisionModel {
  const { main, all } = compileModels(xml)
  const found = new Map<string, Found>()
  const find = (name: string): Found => {
    const known = found.get(name)
    if (known) return known
    const one = search(name)
    if (found.size < 1000) found.set(name, one)
    return one
  }
  const search = (name: string): Found => {
    // The main model counts; what it does not have may stand in one that came with it.
    for (const model of all) {
      const element = elementOf(model, name)
      if (element) return { element, model }
    }
    const imported = importedDecision(main, normalName(name))
    if (!imported) throw new Refusal('not-found', 'dmn-no-such-decision', {}, { name: name.slice(0, 200) })
    return imported
  }
  const evaluate = (name: string, inputs: Record<string, unknown>, options: DecideOptions, steps: Step[] | null) => {
    const { element, model } = find(name)
    const given = inputContext(inputs ?? {})
    const run = new Run(options)
    const session = new Session(model, run, given, steps && { steps })
    const value = guarded(() => toJson(session.evaluate(element)))
    return { element, value, notes: run.notes }
  }
  return {
    namespace: main.definitions.namespace,
    name: main.definitions.name,
    decisions: [...main.definitions.drg.values()].flatMap(({ kind, id, name }) => (kind === 'decision' || kind === 'decisionService' || kind === 'businessKnowledgeModel' ? [{ kind, id, name }] : [])),
    inputs: [...main.definitions.drg.values()].filter(({ kind }) => kind === 'inputData').map((one) => ({ id: one.id, name: one.name, type: one.element.children.find(({ name }) => name === 'variable')?.attributes.get('typeRef') ?? 'Any' })),
    decide: (decision, inputs, options = {}) => evaluate(decision, inputs, options, null).value,
    explain: (decision, inputs, options = {}) => {
      const steps: Step[] = []
      const { element, value, notes } = evaluate(decision, inputs, options, steps)
      return { value, explanation: { decision: element.name, id: element.id, value, steps, notes: [...notes] } }
    },
    explainAll: (decisions, inputs, options = {}) => {
      const run = new Run(options)
      const given = inputContext(inputs)
      const steps: Step[] = []
      const sessions = new Map<CompiledModel, Session>()
      const values = Object.fromEntries(decisions.map((name) => {
        const { element, model } = find(name)
        let session = sessions.get(model)
        if (!session) sessions.set(model, (session = new Session(model, run, given, { steps })))
        return [name, guarded(() => toJson(session.evaluate(element)))]
      }))
      return { values, steps }
    },
  }
}

type Found = { element: DrgElement; model: CompiledModel }

function elementOf(model: CompiledModel, name: string): DrgElement | undefined {
  const { drg } = model.definitions
  const wanted = normalName(name)
  const byName = [...drg.values()].filter((one) => one.kind !== 'knowledgeSource' && one.name === wanted)
  return drg.get(name) ?? byName.find((one) => one.kind === 'decision') ?? byName.find((one) => one.kind !== 'inputData') ?? byName[0]
}

/** `import.decision`. */
function importedDecision(main: CompiledModel, name: string): Found | undefined {
  for (const one of main.definitions.imports) {
    const model = name.startsWith(`${one.name}.`) ? main.model(one.namespace) : undefined
    const element = model && elementOf(model, name.slice(one.name.length + 1))
    if (element) return { element, model: model! }
  }
  return undefined
}

export function compileModels(xml: string | readonly string[]): { main: CompiledModel; all: CompiledModel[] } {
  const sources = typeof xml === 'string' ? [xml] : xml
  if (!sources.length) throw new Refusal('invalid', 'dmn-not-dmn', {}, { found: '' })
  const definitions = sources.map(readDefinitions)
  const properties = [...new Set(definitions.flatMap((one) => [...one.properties]))].filter((name) => Names.needs(name))
  const known = new Names(properties)
  const byNamespace = new Map<string, CompiledModel>()
  const all = definitions.map((one) => new CompiledModel(one, byNamespace, properties, known))
  // The first of a namespace counts: the main model cannot be replaced by one that comes with it.
  for (const one of all) if (!byNamespace.has(one.definitions.namespace)) byNamespace.set(one.definitions.namespace, one)
  return { main: all[0]!, all }
}

const kept = new Map<string, DecisionModel>()
const keptMost = 50

function modelOf(xml: string | readonly string[]): DecisionModel {
  const hash = createHash('sha256')
  for (const one of typeof xml === 'string' ? [xml] : xml) hash.update(one).update('\u0000')
  const key = hash.digest('base64')
  let model = kept.get(key)
  if (model) kept.delete(key)
  else model = compileModel(xml)
  kept.set(key, model)
  if (kept.size > keptMost) kept.delete(kept.keys().next().value!)
  return model
}

/**
 * Decides once: `xml` is the model, or the model followed by those it imports; `decision` the name or id of a decision, a decision
 * service or a business knowledge model, whose parameters are taken from `inputs`. Inputs are plain values; texts become
 * dates, times, durations and numbers where the model's types say so. The value is plain JSON.
 */
export function decide(xml: string | readonly string[], decision: string, inputs: Record<string, unknown> = {}, options: DecideOptions = {}): unknown {
  return modelOf(xml).decide(decision, inputs, options)
}

/** The same, with the reasons. */
export function explain(xml: string | readonly string[], decision: string, inputs: Record<string, unknown> = {}, options: DecideOptions = {}): { value: unknown; explanation: Explanation } {
  return modelOf(xml).explain(decision, inputs, options)
}
