import { elements, namespaces, typeNamed, typeOf, type CompiledType, type Pointed, type TypeName } from './schema.ts'
import { textOf, type XmlDocument, type XmlElement } from '../../xml-document.ts'

/** An element of BPMN or of its drawing. What other vendors wrote is not in this tree; it stands in `xml`, and goes out again. */
export type BpmnElement = {
  /** As written, without prefix: 'userTask', or where a place names it, 'inputDataItem'. */
  readonly name: string
  /** What it is: 'UserTask', 'DataInput'; by `xsi:type` where the author wrote one ('FormalExpression'). */
  readonly type: TypeName
  readonly id: string | undefined
  /** Attributes without namespace, as written. `attribute` knows their values when they are not written. */
  readonly attributes: ReadonlyMap<string, string>
  /** What is named here, by attribute (`sourceRef`) or by child (`incoming`): the words as written. `targets` resolves them. */
  readonly references: ReadonlyMap<string, readonly string[]>
  readonly children: readonly BpmnElement[]
  readonly parent: BpmnElement | undefined
  readonly xml: XmlElement
}

export type BpmnModel = {
  readonly document: XmlDocument
  readonly definitions: BpmnElement
  /** Every element of the tree, parents before children. */
  readonly all: readonly BpmnElement[]
  readonly byId: ReadonlyMap<string, BpmnElement>
  /** Sequence flows by the element they go to and come from, whatever its own lists say. */
  readonly flowsInto: ReadonlyMap<BpmnElement, readonly BpmnElement[]>
  readonly flowsOutOf: ReadonlyMap<BpmnElement, readonly BpmnElement[]>
}

const prefixOf: Record<string, string> = { [namespaces.bpmn]: '', [namespaces.bpmndi]: 'bpmndi:', [namespaces.di]: 'di:', [namespaces.dc]: 'dc:' }
const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

/** The name by which our table of shapes knows an element, or undefined for one of another vendor. */
export const schemaName = (xml: XmlElement): string | undefined => (Object.hasOwn(prefixOf, xml.ns) ? prefixOf[xml.ns] + xml.local : undefined)

/** The type that `xsi:type` asks for; undefined when there is none, 'unknown' when it names nothing of ours. */
export function typeWritten(xml: XmlElement): CompiledType | 'unknown' | undefined {
  const written = xml.attributes.find((it) => it.ns === xsi && it.local === 'type')?.value.trim()
  if (written === undefined) return undefined
  const [prefix, local] = written.includes(':') ? [written.slice(0, written.indexOf(':')), written.slice(written.indexOf(':') + 1)] : ['', written]
  const ns = xml.scope[prefix] ?? ''
  const found = ns === namespaces.bpmn && /^t[A-Z]/.test(local) ? typeNamed(local.slice(1)) : ns !== namespaces.bpmn && Object.hasOwn(prefixOf, ns) ? typeNamed(local) : undefined
  return found ?? 'unknown'
}

/** The tree of a document whose root is `definitions`. What stands where it must not is kept as well as it can be; checking is another's work. */
export function modelOf(document: XmlDocument): BpmnModel {
  const all: BpmnElement[] = []
  const byId = new Map<string, BpmnElement>()

  const build = (xml: XmlElement, declared: CompiledType, parent: BpmnElement | undefined): BpmnElement => {
    const written = typeWritten(xml)
    const type = written && written !== 'unknown' && written.lineage.has(declared.name) ? written : declared
    const attributes = new Map<string, string>()
    const references = new Map<string, string[]>()
    const children: BpmnElement[] = []
    for (const it of xml.attributes) {
      if (it.ns !== '') continue
      attributes.set(it.local, it.value)
      const kind = type.attributes.get(it.local)?.type.kind
      if (kind === 'ref' || kind === 'idref') references.set(it.local, [it.value.trim()])
    }
    const id = attributes.get('id')?.trim()
    const element: BpmnElement = { name: xml.local, type: type.name, id, attributes, references, children, parent, xml }
    all.push(element)
    if (id !== undefined && !byId.has(id)) byId.set(id, element)
    if (type.any) return element
    for (const it of xml.children) {
      if (it.kind !== 'element') continue
      const name = schemaName(it)
      if (name === undefined) continue
      const own = type.particles.find((particle) => particle.type && particle.name === name)?.type
      if (own && 'value' in own) {
        if (own.value.kind === 'ref' || own.value.kind === 'idref' || own.value.kind === 'QName') put(references, name, textOf(it).trim())
        continue
      }
      const childType = own ? typeOf(own.element) : elements.get(name)
      if (childType) children.push(build(it, childType, element))
    }
    return element
  }
  const definitions = build(document.root, typeOf('Definitions'), undefined)

  const flowsInto = new Map<BpmnElement, BpmnElement[]>()
  const flowsOutOf = new Map<BpmnElement, BpmnElement[]>()
  for (const flow of all) {
    if (flow.type !== 'SequenceFlow') continue
    const [source, goal] = ['sourceRef', 'targetRef'].map((it) => byId.get(flow.references.get(it)?.[0] ?? ''))
    if (source) put(flowsOutOf, source, flow)
    if (goal) put(flowsInto, goal, flow)
  }
  return { document, definitions, all, byId, flowsInto, flowsOutOf }
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Is it of this type, or of one that extends it? `isA(task, 'Activity')`. */
export const isA = (element: BpmnElement, type: Pointed): boolean => typeOf(element.type).lineage.has(type)

/** The value of an attribute, or the one the standard gives it when it is not written. */
export function attribute(element: BpmnElement, name: string): string | undefined {
  const shape = typeOf(element.type).attributes.get(name)
  const written = element.attributes.get(name)
  return written === undefined ? shape?.home : shape?.type.kind === 'string' ? written : written.trim()
}

export const flag = (element: BpmnElement, name: string): boolean => ['true', '1'].includes(attribute(element, name) ?? '')

export const childrenNamed = (element: BpmnElement, name: string): BpmnElement[] => element.children.filter((it) => it.name === name)
export const childNamed = (element: BpmnElement, name: string): BpmnElement | undefined => element.children.find((it) => it.name === name)
export const childrenOfType = (element: BpmnElement, type: Pointed): BpmnElement[] => element.children.filter((it) => isA(it, type))

/** The text of an expression, a script, a documentation, as written. */
export const text = (element: BpmnElement): string => element.xml.children.map((it) => (it.kind === 'text' ? it.text : it.kind === 'element' && it.ns !== namespaces.bpmn ? textOf(it) : '')).join('')

/**
 * What a reference as written names: an element of this file, something in a namespace that another file defines, or a
 * prefix that nothing declares. A name without prefix means this file (section 8.1.3 of the standard), whatever the
 * default namespace is.
 */
export function resolve(model: BpmnModel, from: BpmnElement, written: string): { element: BpmnElement } | { elsewhere: string } | 'missing' | 'no-prefix' {
  const colon = written.indexOf(':')
  const target = model.definitions.attributes.get('targetNamespace')?.trim()
  const prefix = colon < 0 ? '' : written.slice(0, colon)
  const ns = colon < 0 ? target : from.xml.scope[prefix]
  if (ns === undefined && colon >= 0) return 'no-prefix'
  if (colon >= 0 && ns !== target) return { elsewhere: ns! }
  const element = model.byId.get(written.slice(colon + 1))
  return element ? { element } : 'missing'
}

/** The elements of this file that `name` (an attribute or child of references) points at; never the file as a whole, which is part of nothing. */
export function targets(model: BpmnModel, element: BpmnElement, name: string): BpmnElement[] {
  return (element.references.get(name) ?? []).flatMap((it) => {
    const found = resolve(model, element, it)
    return typeof found === 'object' && 'element' in found && found.element !== model.definitions ? [found.element] : []
  })
}
export const target = (model: BpmnModel, element: BpmnElement, name: string): BpmnElement | undefined => targets(model, element, name)[0]

/** The nearest around it of this type; not itself. */
export function within(element: BpmnElement, type: TypeName): BpmnElement | undefined {
  for (let it = element.parent; it; it = it.parent) if (isA(it, type)) return it
  return undefined
}

/** What an event waits for or throws: written in it, or defined elsewhere in the file and named. */
export const definitionsOf = (model: BpmnModel, event: BpmnElement): BpmnElement[] => [...childrenOfType(event, 'EventDefinition'), ...targets(model, event, 'eventDefinitionRef').filter((it) => isA(it, 'EventDefinition'))]

/** Does it stand in a process that says of itself that it can be executed? */
export function executable(element: BpmnElement): boolean {
  const process = element.type === 'Process' ? element : within(element, 'Process')
  return process !== undefined && flag(process, 'isExecutable')
}

/** Does `outer` hold `inner`, at any depth? */
export function holds(outer: BpmnElement, inner: BpmnElement | undefined): boolean {
  for (let it = inner; it; it = it.parent) if (it === outer) return true
  return false
}

/** The sequence flows that come in and go out, whatever the element's own lists say. */
export const into = (model: BpmnModel, node: BpmnElement): readonly BpmnElement[] => model.flowsInto.get(node) ?? []
export const outOf = (model: BpmnModel, node: BpmnElement): readonly BpmnElement[] => model.flowsOutOf.get(node) ?? []

/** What a person would call it: the name drawn on it, or its id. */
export const nameOf = (element: BpmnElement): string => element.attributes.get('name')?.trim() || element.id || element.name
