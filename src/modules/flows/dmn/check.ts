import { builtInTypes } from '../feel/types.ts'
import { childOf, childrenOf, type XmlElement } from '../xml.ts'
import type { Fault } from './boxed.ts'
import type { CompiledModel } from './compiled-model.ts'
import { compileModels } from './index.ts'
import { referenceOf } from './item-types.ts'
import { hrefsOf, nameOf, textOf, type DrgElement } from './model.ts'

/**
 * Everything in a model that breaks the standard's own rules or could not be decided by: what publishing refuses, with the
 * id of the element (or the name of what it stands in), its line, a code that has a sentence in `decisionFaults`, and the detail. An empty list is a
 * sound model. What cannot be read at all is refused as by `decide`.
 */
export function checkModel(xml: string | readonly string[]): Fault[] {
  const { all } = compileModels(xml)
  return all.flatMap((model) => [...checkOne(model), ...model.faults])
}

function checkOne(model: CompiledModel): Fault[] {
  const faults: Fault[] = []
  const { definitions } = model
  const add = (element: XmlElement, code: string, reason = ''): void => { faults.push({ element: element.attributes.get('id') ?? nameOf(element), line: element.line, code, reason }) }

  const ids = new Set<string>()
  const walk = (element: XmlElement): void => {
    const id = element.namespace === definitions.root.namespace ? element.attributes.get('id') : undefined
    if (id !== undefined && ids.has(id)) add(element, 'dmn-same-id', id)
    if (id !== undefined) ids.add(id)
    if (element.namespace === definitions.root.namespace) {
      const reference = typed.has(element.name) ? referenceOf(element) : ''
      if (reference && !builtInTypes.has(reference) && !model.types.find(reference)) add(element, 'dmn-no-such-type', reference)
      if (element.name === 'decisionTable') checkTable(element, add)
    }
    element.children.forEach(walk)
  }
  walk(definitions.root)

  for (const one of definitions.imports) if (!model.model(one.namespace)) add(one.element, 'dmn-import-missing', one.name || one.namespace)
  const names = new Map<string, DrgElement>()
  for (const element of definitions.drg.values()) {
    if (!element.name) add(element.element, 'dmn-no-name', element.kind)
    else if (element.kind !== 'knowledgeSource') {
      if (names.has(element.name)) add(element.element, 'dmn-same-name', element.name)
      names.set(element.name, element)
    }
    checkReferences(model, element, add)
  }
  for (const element of definitions.drg.values()) if (element.kind === 'decision' && dependsOnItself(model, element)) add(element.element, 'dmn-cycle', element.name)
  for (const element of definitions.itemDefinitions.values()) if (isItself(model, element)) add(element, 'dmn-type-cycle', nameOf(element))
  model.compileAll()
  return faults
}

const typed = new Set(['variable', 'itemDefinition', 'itemComponent', 'formalParameter', 'inputExpression', 'output', 'column', 'parameter', 'literalExpression', 'decisionTable', 'in'])

function checkReferences(model: CompiledModel, element: DrgElement, add: (element: XmlElement, code: string, reason?: string) => void): void {
  const expect = (hrefs: string[], kinds: readonly string[]): void => {
    for (const href of hrefs) {
      const found = model.resolve(href)
      if (!found) add(element.element, 'dmn-no-such-element', href)
      else if (!kinds.includes(found.element.kind)) add(element.element, 'dmn-wrong-kind', `${found.element.name || href} (${found.element.kind})`)
    }
  }
  const { element: xml } = element
  expect(hrefsOf(xml, 'informationRequirement', 'requiredDecision'), ['decision'])
  expect(hrefsOf(xml, 'informationRequirement', 'requiredInput'), ['inputData'])
  expect(hrefsOf(xml, 'knowledgeRequirement', 'requiredKnowledge'), ['businessKnowledgeModel', 'decisionService'])
  expect(hrefsOf(xml, 'authorityRequirement', 'requiredAuthority'), ['knowledgeSource'])
  expect(hrefsOf(xml, 'authorityRequirement', 'requiredDecision'), ['decision'])
  expect(hrefsOf(xml, 'authorityRequirement', 'requiredInput'), ['inputData'])
  if (element.kind !== 'decisionService') return
  for (const part of ['outputDecision', 'encapsulatedDecision', 'inputDecision']) expect(hrefsOf(xml, part), ['decision'])
  expect(hrefsOf(xml, 'inputData'), ['inputData'])
  if (!hrefsOf(xml, 'outputDecision').length) add(xml, 'dmn-no-output', element.name)
}

function checkTable(element: XmlElement, add: (element: XmlElement, code: string, reason?: string) => void): void {
  const outputs = childrenOf(element, 'output')
  if (!outputs.length) add(element, 'dmn-no-output')
  const names = outputs.map(nameOf)
  if (outputs.length > 1 && (names.includes('') || new Set(names).size < names.length)) add(element, 'dmn-output-names', names.join(', '))
  const hitPolicy = element.attributes.get('hitPolicy') ?? 'UNIQUE'
  if (element.attributes.has('aggregation') && hitPolicy !== 'COLLECT') add(element, 'dmn-hit-policy', `${hitPolicy} ${element.attributes.get('aggregation')}`)
  if ((hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER') && !outputs.some((output) => textOf(childOf(output, 'outputValues')).trim() || output.attributes.has('typeRef'))) add(element, 'dmn-no-priorities', hitPolicy)
}

function dependsOnItself(model: CompiledModel, start: DrgElement): boolean {
  const seen = new Set<DrgElement>()
  const open = [start]
  for (let at = open.pop(); at; at = open.pop())
    for (const { element, way } of model.requirementsOf(at)) {
      if (way.length || element.kind !== 'decision') continue
      if (element === start) return true
      if (!seen.has(element)) { seen.add(element); open.push(element) }
    }
  return false
}

/** A definition whose values would be made of themselves without end; through components it may come back to itself. */
function isItself(model: CompiledModel, start: XmlElement): boolean {
  let at: XmlElement | undefined = start
  for (let i = 0; at && i <= model.definitions.itemDefinitions.size; i++) {
    if (childOf(at, 'itemComponent') || childOf(at, 'functionItem')) return false
    at = model.definitions.itemDefinitions.get(referenceOf(at))
    if (at === start) return true
  }
  return false
}
