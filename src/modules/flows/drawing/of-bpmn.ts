import type { Box, Drawing, EventIcon, GatewayIcon, Line, Marker, Point, Shape, TaskIcon } from '#ui/diagram'
import type { XmlElement } from '../xml-document.ts'
import { laidOut } from './layout.ts'

const bpmn = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const bpmndi = 'http://www.omg.org/spec/BPMN/20100524/DI'

export const elementsOf = (element: XmlElement): XmlElement[] => element.children.filter((it): it is XmlElement => it.kind === 'element')
export const attribute = (element: XmlElement, name: string): string | undefined => element.attributes.find((it) => it.local === name && (it.ns === '' || it.ns === element.ns))?.value
const childText = (element: XmlElement, name: string): string | undefined => elementsOf(element).find((it) => it.local === name)?.children.map((it) => (it.kind === 'text' ? it.text : '')).join('').trim()
/** References may carry a prefix; ids do not. */
const reference = (value: string | undefined): string | undefined => value?.trim().replace(/^.*:/, '')

const eventIcons: Record<string, EventIcon> = {
  messageEventDefinition: 'message', timerEventDefinition: 'timer', conditionalEventDefinition: 'conditional', signalEventDefinition: 'signal', errorEventDefinition: 'error', escalationEventDefinition: 'escalation',
  compensateEventDefinition: 'compensation', cancelEventDefinition: 'cancel', terminateEventDefinition: 'terminate', linkEventDefinition: 'link',
}
const taskIcons: Record<string, TaskIcon> = { userTask: 'user', serviceTask: 'service', scriptTask: 'script', businessRuleTask: 'rule', sendTask: 'send', receiveTask: 'receive', manualTask: 'manual' }
const gatewayIcons: Record<string, GatewayIcon> = { exclusiveGateway: 'exclusive', parallelGateway: 'parallel', inclusiveGateway: 'inclusive', complexGateway: 'complex', eventBasedGateway: 'event' }
const lineKinds: Record<string, Line['kind']> = { sequenceFlow: 'sequence', messageFlow: 'message', association: 'association', dataInputAssociation: 'data', dataOutputAssociation: 'data', conversationLink: 'association' }

/** What is drawn of an element of BPMN, without its place; undefined for what is not drawn as a shape. */
export function symbolOf(element: XmlElement, parent?: XmlElement): (Pick<Shape, 'name' | 'kind'> & Record<string, unknown>) | undefined {
  const kind = element.local
  const name = attribute(element, 'name')
  const named = name ? { name } : {}
  const inside = elementsOf(element)
  const loops = inside.flatMap((it): Marker[] => (it.local === 'standardLoopCharacteristics' ? ['loop'] : it.local === 'multiInstanceLoopCharacteristics' ? [attribute(it, 'isSequential') === 'true' ? 'sequential' : 'parallel'] : []))
  const markers: Marker[] = [...loops, ...(attribute(element, 'isForCompensation') === 'true' ? ['compensation' as const] : [])]
  if (kind === 'task' || taskIcons[kind]) return { kind: 'task', ...named, ...(taskIcons[kind] ? { icon: taskIcons[kind] } : {}), markers }
  if (kind === 'callActivity') return { kind: 'sub-process', ...named, expanded: false, markers, thick: true }
  if (kind === 'subProcess' || kind === 'transaction' || kind === 'adHocSubProcess')
    return { kind: 'sub-process', ...named, expanded: true, markers: [...markers, ...(kind === 'adHocSubProcess' ? ['ad-hoc' as const] : [])], twice: kind === 'transaction', dashed: attribute(element, 'triggeredByEvent') === 'true' }
  if (kind.endsWith('Event') && kind !== 'implicitThrowEvent') {
    const at = kind === 'startEvent' ? 'start' : kind === 'endEvent' ? 'end' : 'between'
    const meant = inside.filter((it) => it.local.endsWith('EventDefinition') || it.local === 'eventDefinitionRef')
    const icon = meant.length > 1 ? (attribute(element, 'parallelMultiple') === 'true' ? 'parallel-multiple' : 'multiple') : meant[0] && eventIcons[meant[0].local]
    const inEventRoom = kind === 'startEvent' && parent?.local === 'subProcess' && attribute(parent, 'triggeredByEvent') === 'true'
    return {
      kind: 'event', ...named, at, ...(icon ? { icon } : {}), throws: kind === 'intermediateThrowEvent' || kind === 'endEvent',
      dashed: (kind === 'boundaryEvent' && attribute(element, 'cancelActivity') === 'false') || (inEventRoom && attribute(element, 'isInterrupting') === 'false'),
    }
  }
  if (gatewayIcons[kind]) {
    const starts = kind === 'eventBasedGateway' && attribute(element, 'instantiate') === 'true'
    return { kind: 'gateway', ...named, icon: starts && attribute(element, 'eventGatewayType') === 'Parallel' ? 'event-parallel' : gatewayIcons[kind] }
  }
  switch (kind) {
    case 'participant': return { kind: 'pool', ...named, upright: false }
    case 'lane': return { kind: 'lane', ...named, upright: false }
    case 'dataObjectReference': case 'dataObject': case 'dataInput': case 'dataOutput':
      return { kind: 'data', ...named, list: attribute(element, 'isCollection') === 'true', ...(kind === 'dataInput' ? { inout: 'in' } : kind === 'dataOutput' ? { inout: 'out' } : {}) }
    case 'dataStoreReference': case 'dataStore': return { kind: 'store', ...named }
    case 'textAnnotation': { const text = childText(element, 'text'); return { kind: 'note', ...(text ? { name: text } : {}) } }
    case 'group': return { kind: 'group', ...named }
    case 'choreographyTask': case 'conversation': case 'subConversation': case 'callConversation': case 'subChoreography': case 'callChoreography': return { kind: 'task', ...named, markers }
    default: return undefined
  }
}

type Found = { element: XmlElement; parent?: XmlElement }

/** Every element that has an id, with what it stands in. */
export function byId(root: XmlElement): Map<string, Found> {
  const found = new Map<string, Found>()
  const open: Found[] = [{ element: root }]
  while (open.length) {
    const one = open.pop()!
    const id = attribute(one.element, 'id')
    if (id !== undefined && one.element.ns === bpmn && !found.has(id)) found.set(id, one)
    for (const child of elementsOf(one.element)) open.push({ element: child, parent: one.element })
  }
  return found
}

/**
 * The drawings in a BPMN file, from its own layout (BPMN DI). A file without one is laid out here, from left to right; what the
 * layout does not mention is not drawn, as in every modeller. The reading of the file has refused what is broken before.
 */
export function drawingsOf(root: XmlElement): Drawing[] {
  const all = byId(root)
  const diagrams = elementsOf(root).filter((it) => it.ns === bpmndi && it.local === 'BPMNDiagram')
  const drawn = diagrams.map((diagram) => fromDi(diagram, all)).filter((it) => it.shapes.length > 0)
  return drawn.length ? drawn : laidOut(root)
}

function fromDi(diagram: XmlElement, all: Map<string, Found>): Drawing {
  const plane = elementsOf(diagram).find((it) => it.local === 'BPMNPlane')
  const shapes: Shape[] = []
  const lines: Line[] = []
  // A collection stands in the data object, its reference is what is drawn.
  const collection = (element: XmlElement): boolean => { const to = reference(attribute(element, 'dataObjectRef')); return to !== undefined && attribute(all.get(to)?.element ?? element, 'isCollection') === 'true' }
  for (const it of plane ? elementsOf(plane) : []) {
    const id = reference(attribute(it, 'bpmnElement'))
    const found = id === undefined ? undefined : all.get(id)
    if (!id || !found) continue
    const { element, parent } = found
    const label = elementsOf(it).find((l) => l.local === 'BPMNLabel')
    const labelBox = label && boxOf(label)
    if (it.local === 'BPMNShape') {
      const box = boxOf(it)
      const symbol = symbolOf(element, parent)
      if (!box || !symbol) continue
      const expanded = attribute(it, 'isExpanded')
      const upright = attribute(it, 'isHorizontal') === 'false'
      shapes.push({
        ...symbol, id, ...box,
        ...(labelBox ? { label: labelBox } : {}),
        ...(symbol.kind === 'sub-process' && element.local !== 'callActivity' ? (expanded === 'true' || (expanded === undefined && box.w > 160) ? {} : { expanded: false, markers: [...(symbol['markers'] as Marker[]), 'collapsed'] }) : {}),
        ...(symbol.kind === 'pool' || symbol.kind === 'lane' ? { upright } : {}),
        ...(symbol.kind === 'gateway' && element.local === 'exclusiveGateway' && attribute(it, 'isMarkerVisible') !== 'true' ? { icon: undefined } : {}),
        ...(symbol.kind === 'data' && collection(element) ? { list: true } : {}),
      } as Shape)
    } else if (it.local === 'BPMNEdge') {
      const kind = lineKinds[element.local]
      const points = elementsOf(it).filter((p) => p.local === 'waypoint').map((p): Point => ({ x: numberOf(p, 'x'), y: numberOf(p, 'y') }))
      if (kind && points.length > 1) lines.push({ ...lineOf(element, all, kind), id, points, ...(labelBox ? { label: labelBox } : {}) })
    }
  }
  const name = attribute(diagram, 'name') ?? attribute(all.get(reference(plane && attribute(plane, 'bpmnElement')) ?? '')?.element ?? diagram, 'name')
  return { ...(name ? { name } : {}), shapes, lines }
}

export function lineOf(element: XmlElement, all: Map<string, Found>, kind: Line['kind']): Omit<Line, 'id' | 'points'> {
  const name = attribute(element, 'name')
  const from = reference(attribute(element, 'sourceRef') ?? childText(element, 'sourceRef'))
  const to = reference(attribute(element, 'targetRef') ?? childText(element, 'targetRef'))
  const source = from === undefined ? undefined : all.get(from)?.element
  const id = attribute(element, 'id')
  const isDefault = source !== undefined && reference(attribute(source, 'default')) === id && id !== undefined
  const direction = attribute(element, 'associationDirection')
  return {
    kind, ...(name ? { name } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}),
    ...(isDefault ? { isDefault } : {}),
    ...(kind === 'sequence' && source && !source.local.endsWith('Gateway') && elementsOf(element).some((it) => it.local === 'conditionExpression') ? { conditional: true } : {}),
    ...(kind === 'association' ? { arrows: direction === 'Both' ? 'both' : direction === 'One' ? 'one' : 'none' } : {}),
  }
}

const numberOf = (element: XmlElement, name: string): number => { const n = Number(attribute(element, name)); return Number.isFinite(n) ? n : 0 }

function boxOf(element: XmlElement): Box | undefined {
  const bounds = elementsOf(element).find((it) => it.local === 'Bounds')
  if (!bounds) return undefined
  return { x: numberOf(bounds, 'x'), y: numberOf(bounds, 'y'), w: numberOf(bounds, 'width'), h: numberOf(bounds, 'height') }
}
