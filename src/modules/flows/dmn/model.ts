import { Refusal } from '#platform/refusal'
import { normalName } from '../feel/parser.ts'
import { childOf, childrenOf, readXml, type XmlElement } from '../xml.ts'

/** Every version's namespace for models, and for FEEL as an expression language. */
const modelNamespaces = new Set(['20151101/dmn.xsd', '20180521/MODEL/', '20191111/MODEL/', '20211108/MODEL/', '20230324/MODEL/', '20240513/MODEL/'].flatMap((end) => [`http://www.omg.org/spec/DMN/${end}`, `https://www.omg.org/spec/DMN/${end}`]))
const feel = /(^|[/:])feel([/:]|$)/i

export type DrgKind = 'decision' | 'inputData' | 'businessKnowledgeModel' | 'decisionService' | 'knowledgeSource'
export type DrgElement = { readonly kind: DrgKind; readonly id: string; readonly name: string; readonly element: XmlElement; readonly model: Definitions }
export type Import = { readonly name: string; readonly namespace: string; readonly element: XmlElement }

/** One file, read but not yet compiled. */
export type Definitions = {
  readonly namespace: string
  readonly name: string
  readonly root: XmlElement
  readonly drg: ReadonlyMap<string, DrgElement>
  readonly imports: readonly Import[]
  readonly itemDefinitions: ReadonlyMap<string, XmlElement>
  /** Names that may stand after a point: components, keys, columns, outputs. */
  readonly properties: ReadonlySet<string>
  readonly feel: boolean
}

const kinds = new Set<string>(['decision', 'inputData', 'businessKnowledgeModel', 'decisionService', 'knowledgeSource'])

/** Refuses what is no DMN (`dmn-not-dmn`); everything finer is told by `checkModel`. */
export function readDefinitions(xml: string): Definitions {
  const root = readXml(xml)
  if (root.name !== 'definitions' || !modelNamespaces.has(root.namespace)) throw new Refusal('invalid', 'dmn-not-dmn', {}, { found: `{${root.namespace}}${root.name}`.slice(0, 200) })
  const drg = new Map<string, DrgElement>()
  const model: Definitions = {
    namespace: root.attributes.get('namespace') ?? '',
    name: root.attributes.get('name') ?? '',
    root,
    drg,
    imports: childrenOf(root, 'import')
      .filter((element) => modelNamespaces.has(element.attributes.get('importType') ?? '') || /dmn/i.test(element.attributes.get('importType') ?? 'dmn'))
      .map((element) => ({ name: normalName(element.attributes.get('name') ?? ''), namespace: element.attributes.get('namespace') ?? '', element })),
    itemDefinitions: new Map(childrenOf(root, 'itemDefinition').map((element) => [nameOf(element), element])),
    properties: propertiesOf(root),
    feel: isFeel(root),
  }
  for (const element of root.children) {
    if (!kinds.has(element.name) || element.namespace !== root.namespace) continue
    const id = element.attributes.get('id') ?? `${element.name}/${nameOf(element)}`
    if (!drg.has(id)) drg.set(id, { kind: element.name as DrgKind, id, name: nameOf(element), element, model })
  }
  return model
}

export const nameOf = (element: XmlElement): string => normalName(element.attributes.get('name') ?? childOf(element, 'variable')?.attributes.get('name') ?? '')

/** FEEL is what is written unless something else is said. */
export function isFeel(element: XmlElement): boolean {
  const language = element.attributes.get('expressionLanguage')
  return !language || feel.test(language)
}

export const textOf = (element: XmlElement | undefined): string => (element && childOf(element, 'text') ? childOf(element, 'text')!.text : '')

function propertiesOf(root: XmlElement): Set<string> {
  const names = new Set<string>()
  const walk = (element: XmlElement): void => {
    if (element.name === 'itemComponent' || element.name === 'output' || element.name === 'column' || element.name === 'parameter' || element.name === 'decision' || element.name === 'businessKnowledgeModel' || element.name === 'inputData' || element.name === 'decisionService' || element.name === 'variable')
      names.add(nameOf(element))
    element.children.forEach(walk)
  }
  walk(root)
  names.delete('')
  return names
}

const expressions = new Set(['literalExpression', 'decisionTable', 'context', 'relation', 'list', 'invocation', 'functionDefinition', 'conditional', 'filter', 'for', 'some', 'every'])

/** The expression that an element holds. */
export const expressionOf = (element: XmlElement | undefined): XmlElement | undefined => element?.children.find((child) => expressions.has(child.name))

/** `#id`, or `namespace#id` for an element of an imported model. */
export function target(href: string): { namespace: string | null; id: string } {
  const hash = href.lastIndexOf('#')
  return hash <= 0 ? { namespace: null, id: href.slice(hash + 1) } : { namespace: href.slice(0, hash), id: href.slice(hash + 1) }
}

/** What the required elements of a decision, a business knowledge model or a service point to. */
export const hrefsOf = (element: XmlElement, requirement: string, ...required: string[]): string[] =>
  childrenOf(element, requirement).flatMap((one) => (required.length ? one.children.filter((child) => required.includes(child.name)) : [one]).map((child) => child.attributes.get('href') ?? ''))
