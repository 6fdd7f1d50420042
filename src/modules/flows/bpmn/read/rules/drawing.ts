import type { Report } from '../faults.ts'
import { isA, nameOf, target, type BpmnElement, type BpmnModel } from '../model.ts'

/** What is drawn must be something that is drawn so: chapter 12 of BPMN 2.0.2. Where it lies on the paper is nobody's fault. */
export function checkDrawing(model: BpmnModel, report: Report): void {
  for (const element of model.all) {
    const shown = target(model, element, 'bpmnElement')
    if (element.type === 'BPMNPlane' && shown && !['Process', 'SubProcess', 'AdHocSubProcess', 'Transaction', 'Collaboration', 'GlobalConversation', 'Choreography', 'GlobalChoreographyTask', 'SubChoreography', 'SubConversation'].includes(shown.type)) report(element, 'plane-element', { shown: nameOf(shown), is: shown.name })
    // Table 12.8: the band of a participant names the shape of the choreography activity it is a part of.
    if (element.type === 'BPMNShape' && element.attributes.has('participantBandKind') && !element.references.has('choreographyActivityShape')) report(element, 'band-alone')
    if (element.type === 'BPMNShape' && shown && isLine(shown)) report(element, 'shape-line', { shown: nameOf(shown) })
    if (element.type === 'BPMNEdge' && shown && !isLine(shown) && isSolid(shown)) report(element, 'edge-solid', { shown: nameOf(shown) })
  }
}

const isLine = (it: BpmnElement): boolean => isA(it, 'SequenceFlow') || isA(it, 'MessageFlow') || isA(it, 'Association') || isA(it, 'DataAssociation') || isA(it, 'ConversationLink')
const isSolid = (it: BpmnElement): boolean => isA(it, 'FlowNode') || isA(it, 'Participant') || isA(it, 'Lane') || isA(it, 'ConversationNode')
