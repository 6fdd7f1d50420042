/**
 * The shapes of BPMN 2.0: what Semantic.xsd, BPMN20.xsd, BPMNDI.xsd, DI.xsd and DC.xsd of the standard say (a test
 * compares this table with those files, line by line), and, beside each reference, what the tables of the standard say
 * it may point at, which the XML schemas do not know.
 *
 * content      children in their order: `name` an element, `name:type` one that exists only there, then ? * + or {n,m}
 * attributes   `name:type`, `!` for one that must be there, `=…` for the value when it is not
 * ref>A|B      a QName that names an A or a B of this file or of an imported one; idref>A one of this file
 */
type TypeShape = { base?: string; abstract?: true; mixed?: true; attributes?: string; content?: string; open?: true; any?: 'other' | 'any' }

const item = 'itemSubjectRef:ref>ItemDefinition'
const implementation = (home: string): string => `implementation:implementation=${home}`

export const types = {
  // BPMN20.xsd
  Definitions: { content: 'import* extension* rootElement* bpmndi:BPMNDiagram* relationship*', attributes: 'id:ID name:string targetNamespace:anyURI! expressionLanguage:anyURI=http://www.w3.org/1999/XPath typeLanguage:anyURI=http://www.w3.org/2001/XMLSchema exporter:string exporterVersion:string', open: true },
  Import: { attributes: 'namespace:anyURI! location:string! importType:anyURI!' },

  // Semantic.xsd
  Activity: { base: 'FlowNode', abstract: true, content: 'ioSpecification? property* dataInputAssociation* dataOutputAssociation* resourceRole* loopCharacteristics?', attributes: 'isForCompensation:boolean=false startQuantity:integer=1 completionQuantity:integer=1 default:idref>SequenceFlow' },
  AdHocSubProcess: { base: 'SubProcess', content: 'completionCondition:Expression?', attributes: 'cancelRemainingInstances:boolean=true ordering:enum(Parallel|Sequential)' },
  Artifact: { base: 'BaseElement', abstract: true },
  Assignment: { base: 'BaseElement', content: 'from:Expression to:Expression' },
  Association: { base: 'Artifact', attributes: 'sourceRef:ref>BaseElement! targetRef:ref>BaseElement! associationDirection:enum(None|One|Both)=None' },
  Auditing: { base: 'BaseElement' },
  BaseElement: { abstract: true, content: 'documentation* extensionElements?', attributes: 'id:ID', open: true },
  BaseElementWithMixedContent: { abstract: true, mixed: true, content: 'documentation* extensionElements?', attributes: 'id:ID', open: true },
  BoundaryEvent: { base: 'CatchEvent', attributes: 'cancelActivity:boolean=true attachedToRef:ref>Activity!' },
  BusinessRuleTask: { base: 'Task', attributes: implementation('##unspecified') },
  CallableElement: { base: 'RootElement', content: 'supportedInterfaceRef:ref>Interface* ioSpecification? ioBinding*', attributes: 'name:string' },
  CallActivity: { base: 'Activity', attributes: 'calledElement:ref>CallableElement' },
  CallChoreography: { base: 'ChoreographyActivity', content: 'participantAssociation*', attributes: 'calledChoreographyRef:ref>Choreography' },
  CallConversation: { base: 'ConversationNode', content: 'participantAssociation*', attributes: 'calledCollaborationRef:ref>Collaboration' },
  CancelEventDefinition: { base: 'EventDefinition' },
  CatchEvent: { base: 'Event', abstract: true, content: 'dataOutput* dataOutputAssociation* outputSet? eventDefinition* eventDefinitionRef:ref>EventDefinition*', attributes: 'parallelMultiple:boolean=false' },
  Category: { base: 'RootElement', content: 'categoryValue*', attributes: 'name:string' },
  CategoryValue: { base: 'BaseElement', attributes: 'value:string' },
  Choreography: { base: 'Collaboration', content: 'flowElement*' },
  ChoreographyActivity: { base: 'FlowNode', abstract: true, content: 'participantRef:ref>Participant{2,} correlationKey*', attributes: 'initiatingParticipantRef:ref>Participant! loopType:enum(None|Standard|MultiInstanceSequential|MultiInstanceParallel)=None' },
  ChoreographyTask: { base: 'ChoreographyActivity', content: 'messageFlowRef:ref>MessageFlow{1,2}' },
  Collaboration: { base: 'RootElement', content: 'participant* messageFlow* artifact* conversationNode* conversationAssociation* participantAssociation* messageFlowAssociation* correlationKey* choreographyRef:ref>Choreography* conversationLink*', attributes: 'name:string isClosed:boolean=false' },
  CompensateEventDefinition: { base: 'EventDefinition', attributes: 'waitForCompletion:boolean activityRef:ref>Activity' },
  ComplexBehaviorDefinition: { base: 'BaseElement', content: 'condition:FormalExpression event:ImplicitThrowEvent?' },
  ComplexGateway: { base: 'Gateway', content: 'activationCondition:Expression?', attributes: 'default:idref>SequenceFlow' },
  ConditionalEventDefinition: { base: 'EventDefinition', content: 'condition:Expression' },
  Conversation: { base: 'ConversationNode' },
  ConversationAssociation: { base: 'BaseElement', attributes: 'innerConversationNodeRef:ref>ConversationNode! outerConversationNodeRef:ref>ConversationNode!' },
  ConversationLink: { base: 'BaseElement', attributes: 'name:string sourceRef:ref>Participant|ConversationNode|Activity|Event! targetRef:ref>Participant|ConversationNode|Activity|Event!' },
  ConversationNode: { base: 'BaseElement', abstract: true, content: 'participantRef:ref>Participant* messageFlowRef:ref>MessageFlow* correlationKey*', attributes: 'name:string' },
  CorrelationKey: { base: 'BaseElement', content: 'correlationPropertyRef:ref>CorrelationProperty*', attributes: 'name:string' },
  CorrelationProperty: { base: 'RootElement', content: 'correlationPropertyRetrievalExpression+', attributes: 'name:string type:QName' },
  CorrelationPropertyBinding: { base: 'BaseElement', content: 'dataPath:FormalExpression', attributes: 'correlationPropertyRef:ref>CorrelationProperty!' },
  CorrelationPropertyRetrievalExpression: { base: 'BaseElement', content: 'messagePath:FormalExpression', attributes: 'messageRef:ref>Message!' },
  CorrelationSubscription: { base: 'BaseElement', content: 'correlationPropertyBinding*', attributes: 'correlationKeyRef:ref>CorrelationKey!' },
  DataAssociation: { base: 'BaseElement', content: 'sourceRef:idref>ItemAwareElement* targetRef:idref>ItemAwareElement transformation:FormalExpression? assignment*' },
  DataInput: { base: 'BaseElement', content: 'dataState?', attributes: `name:string ${item} isCollection:boolean=false` },
  DataInputAssociation: { base: 'DataAssociation' },
  DataObject: { base: 'FlowElement', content: 'dataState?', attributes: `${item} isCollection:boolean=false` },
  DataObjectReference: { base: 'FlowElement', content: 'dataState?', attributes: `${item} dataObjectRef:idref>DataObject` },
  DataOutput: { base: 'BaseElement', content: 'dataState?', attributes: `name:string ${item} isCollection:boolean=false` },
  DataOutputAssociation: { base: 'DataAssociation' },
  DataState: { base: 'BaseElement', attributes: 'name:string' },
  DataStore: { base: 'RootElement', content: 'dataState?', attributes: `name:string capacity:integer isUnlimited:boolean=true ${item}` },
  DataStoreReference: { base: 'FlowElement', content: 'dataState?', attributes: `${item} dataStoreRef:ref>DataStore` },
  Documentation: { mixed: true, any: 'any', attributes: 'id:ID textFormat:string=text/plain' },
  EndEvent: { base: 'ThrowEvent' },
  EndPoint: { base: 'RootElement' },
  Error: { base: 'RootElement', attributes: 'name:string errorCode:string structureRef:typeref' },
  ErrorEventDefinition: { base: 'EventDefinition', attributes: 'errorRef:ref>Error' },
  Escalation: { base: 'RootElement', attributes: 'name:string escalationCode:string structureRef:typeref' },
  EscalationEventDefinition: { base: 'EventDefinition', attributes: 'escalationRef:ref>Escalation' },
  Event: { base: 'FlowNode', abstract: true, content: 'property*' },
  EventBasedGateway: { base: 'Gateway', attributes: 'instantiate:boolean=false eventGatewayType:enum(Exclusive|Parallel)=Exclusive' },
  EventDefinition: { base: 'RootElement', abstract: true },
  ExclusiveGateway: { base: 'Gateway', attributes: 'default:idref>SequenceFlow' },
  Expression: { base: 'BaseElementWithMixedContent', mixed: true },
  Extension: { content: 'documentation*', attributes: 'definition:QName mustUnderstand:boolean=false' },
  ExtensionElements: { any: 'other' },
  FlowElement: { base: 'BaseElement', abstract: true, content: 'auditing? monitoring? categoryValueRef:ref>CategoryValue*', attributes: 'name:string' },
  FlowNode: { base: 'FlowElement', abstract: true, content: 'incoming:ref>SequenceFlow* outgoing:ref>SequenceFlow*' },
  FormalExpression: { base: 'Expression', mixed: true, attributes: 'language:anyURI evaluatesToTypeRef:typeref' },
  Gateway: { base: 'FlowNode', attributes: 'gatewayDirection:enum(Unspecified|Converging|Diverging|Mixed)=Unspecified' },
  GlobalBusinessRuleTask: { base: 'GlobalTask', attributes: implementation('##unspecified') },
  GlobalChoreographyTask: { base: 'Choreography', attributes: 'initiatingParticipantRef:ref>Participant' },
  GlobalConversation: { base: 'Collaboration' },
  GlobalManualTask: { base: 'GlobalTask' },
  GlobalScriptTask: { base: 'GlobalTask', content: 'script?', attributes: 'scriptLanguage:anyURI' },
  GlobalTask: { base: 'CallableElement', content: 'resourceRole*' },
  GlobalUserTask: { base: 'GlobalTask', content: 'rendering*', attributes: implementation('##unspecified') },
  Group: { base: 'Artifact', attributes: 'categoryValueRef:ref>CategoryValue' },
  HumanPerformer: { base: 'Performer' },
  ImplicitThrowEvent: { base: 'ThrowEvent' },
  InclusiveGateway: { base: 'Gateway', attributes: 'default:idref>SequenceFlow' },
  InputSet: { base: 'BaseElement', content: 'dataInputRefs:idref>DataInput* optionalInputRefs:idref>DataInput* whileExecutingInputRefs:idref>DataInput* outputSetRefs:idref>OutputSet*', attributes: 'name:string' },
  Interface: { base: 'RootElement', content: 'operation+', attributes: 'name:string! implementationRef:QName' },
  IntermediateCatchEvent: { base: 'CatchEvent' },
  IntermediateThrowEvent: { base: 'ThrowEvent' },
  InputOutputBinding: { base: 'BaseElement', attributes: 'operationRef:ref>Operation! inputDataRef:idref>InputSet|DataInput! outputDataRef:idref>OutputSet|DataOutput!' },
  InputOutputSpecification: { base: 'BaseElement', content: 'dataInput* dataOutput* inputSet+ outputSet+' },
  ItemDefinition: { base: 'RootElement', attributes: 'structureRef:QName isCollection:boolean=false itemKind:enum(Information|Physical)=Information' },
  Lane: { base: 'BaseElement', content: 'partitionElement:BaseElement? flowNodeRef:idref>FlowNode* childLaneSet:LaneSet?', attributes: 'name:string partitionElementRef:ref>BaseElement' },
  LaneSet: { base: 'BaseElement', content: 'lane*', attributes: 'name:string' },
  LinkEventDefinition: { base: 'EventDefinition', content: 'source:ref>LinkEventDefinition* target:ref>LinkEventDefinition?', attributes: 'name:string!' },
  LoopCharacteristics: { base: 'BaseElement', abstract: true },
  ManualTask: { base: 'Task' },
  Message: { base: 'RootElement', attributes: 'name:string itemRef:ref>ItemDefinition' },
  MessageEventDefinition: { base: 'EventDefinition', content: 'operationRef:ref>Operation?', attributes: 'messageRef:ref>Message' },
  MessageFlow: { base: 'BaseElement', attributes: 'name:string sourceRef:ref>Participant|Activity|Event|ConversationNode! targetRef:ref>Participant|Activity|Event|ConversationNode! messageRef:ref>Message' },
  MessageFlowAssociation: { base: 'BaseElement', attributes: 'innerMessageFlowRef:ref>MessageFlow! outerMessageFlowRef:ref>MessageFlow!' },
  Monitoring: { base: 'BaseElement' },
  MultiInstanceLoopCharacteristics: { base: 'LoopCharacteristics', content: 'loopCardinality:Expression? loopDataInputRef:ref>ItemAwareElement? loopDataOutputRef:ref>ItemAwareElement? inputDataItem:DataInput? outputDataItem:DataOutput? complexBehaviorDefinition* completionCondition:Expression?', attributes: 'isSequential:boolean=false behavior:enum(None|One|All|Complex)=All oneBehaviorEventRef:ref>EventDefinition noneBehaviorEventRef:ref>EventDefinition' },
  Operation: { base: 'BaseElement', content: 'inMessageRef:ref>Message outMessageRef:ref>Message? errorRef:ref>Error*', attributes: 'name:string! implementationRef:QName' },
  OutputSet: { base: 'BaseElement', content: 'dataOutputRefs:idref>DataOutput* optionalOutputRefs:idref>DataOutput* whileExecutingOutputRefs:idref>DataOutput* inputSetRefs:idref>InputSet*', attributes: 'name:string' },
  ParallelGateway: { base: 'Gateway' },
  Participant: { base: 'BaseElement', content: 'interfaceRef:ref>Interface* endPointRef:ref>EndPoint* participantMultiplicity?', attributes: 'name:string processRef:ref>Process' },
  ParticipantAssociation: { base: 'BaseElement', content: 'innerParticipantRef:ref>Participant outerParticipantRef:ref>Participant' },
  ParticipantMultiplicity: { base: 'BaseElement', attributes: 'minimum:int=0 maximum:int=1' },
  PartnerEntity: { base: 'RootElement', content: 'participantRef:ref>Participant*', attributes: 'name:string' },
  PartnerRole: { base: 'RootElement', content: 'participantRef:ref>Participant*', attributes: 'name:string' },
  Performer: { base: 'ResourceRole' },
  PotentialOwner: { base: 'HumanPerformer' },
  Process: { base: 'CallableElement', content: 'auditing? monitoring? property* laneSet* flowElement* artifact* resourceRole* correlationSubscription* supports:ref>Process*', attributes: 'processType:enum(None|Public|Private)=None isClosed:boolean=false isExecutable:boolean definitionalCollaborationRef:ref>Collaboration' },
  Property: { base: 'BaseElement', content: 'dataState?', attributes: `name:string ${item}` },
  ReceiveTask: { base: 'Task', attributes: `${implementation('##WebService')} instantiate:boolean=false messageRef:ref>Message operationRef:ref>Operation` },
  Relationship: { base: 'BaseElement', content: 'source:ref>BaseElement|Definitions+ target:ref>BaseElement|Definitions+', attributes: 'type:string! direction:enum(None|Forward|Backward|Both)' },
  Rendering: { base: 'BaseElement' },
  Resource: { base: 'RootElement', content: 'resourceParameter*', attributes: 'name:string!' },
  ResourceAssignmentExpression: { base: 'BaseElement', content: 'expression' },
  ResourceParameter: { base: 'BaseElement', attributes: 'name:string type:typeref isRequired:boolean' },
  ResourceParameterBinding: { base: 'BaseElement', content: 'expression', attributes: 'parameterRef:ref>ResourceParameter!' },
  ResourceRole: { base: 'BaseElement', content: '(resourceRef:ref>Resource resourceParameterBinding* | resourceAssignmentExpression?)', attributes: 'name:string' },
  RootElement: { base: 'BaseElement', abstract: true },
  ScriptTask: { base: 'Task', content: 'script?', attributes: 'scriptFormat:string' },
  Script: { mixed: true, any: 'any' },
  SendTask: { base: 'Task', attributes: `${implementation('##WebService')} messageRef:ref>Message operationRef:ref>Operation` },
  SequenceFlow: { base: 'FlowElement', content: 'conditionExpression:Expression?', attributes: 'sourceRef:idref>FlowNode! targetRef:idref>FlowNode! isImmediate:boolean' },
  ServiceTask: { base: 'Task', attributes: `${implementation('##WebService')} operationRef:ref>Operation` },
  Signal: { base: 'RootElement', attributes: 'name:string structureRef:typeref' },
  SignalEventDefinition: { base: 'EventDefinition', attributes: 'signalRef:ref>Signal' },
  StandardLoopCharacteristics: { base: 'LoopCharacteristics', content: 'loopCondition:Expression?', attributes: 'testBefore:boolean=false loopMaximum:integer' },
  StartEvent: { base: 'CatchEvent', attributes: 'isInterrupting:boolean=true' },
  SubChoreography: { base: 'ChoreographyActivity', content: 'flowElement* artifact*' },
  SubConversation: { base: 'ConversationNode', content: 'conversationNode*' },
  SubProcess: { base: 'Activity', content: 'laneSet* flowElement* artifact*', attributes: 'triggeredByEvent:boolean=false' },
  Task: { base: 'Activity' },
  TerminateEventDefinition: { base: 'EventDefinition' },
  TextAnnotation: { base: 'Artifact', content: 'text?', attributes: 'textFormat:string=text/plain' },
  Text: { mixed: true, any: 'any' },
  ThrowEvent: { base: 'Event', abstract: true, content: 'dataInput* dataInputAssociation* inputSet? eventDefinition* eventDefinitionRef:ref>EventDefinition*' },
  TimerEventDefinition: { base: 'EventDefinition', content: '(timeDate:Expression? | timeDuration:Expression? | timeCycle:Expression?)' },
  Transaction: { base: 'SubProcess', attributes: 'method:transactionMethod=##Compensate' },
  UserTask: { base: 'Task', content: 'rendering*', attributes: implementation('##unspecified') },

  // BPMNDI.xsd
  BPMNDiagram: { base: 'Diagram', content: 'bpmndi:BPMNPlane bpmndi:BPMNLabelStyle*' },
  BPMNPlane: { base: 'Plane', attributes: 'bpmnElement:ref>BaseElement' },
  BPMNEdge: { base: 'LabeledEdge', content: 'bpmndi:BPMNLabel?', attributes: 'bpmnElement:ref>BaseElement sourceElement:ref>DiagramElement targetElement:ref>DiagramElement messageVisibleKind:enum(initiating|non_initiating)' },
  BPMNShape: { base: 'LabeledShape', content: 'bpmndi:BPMNLabel?', attributes: 'bpmnElement:ref>BaseElement isHorizontal:boolean isExpanded:boolean isMarkerVisible:boolean isMessageVisible:boolean participantBandKind:enum(top_initiating|middle_initiating|bottom_initiating|top_non_initiating|middle_non_initiating|bottom_non_initiating) choreographyActivityShape:ref>BPMNShape' },
  BPMNLabel: { base: 'Label', attributes: 'labelStyle:ref>BPMNLabelStyle' },
  BPMNLabelStyle: { base: 'Style', content: 'dc:Font' },

  // DI.xsd and DC.xsd
  DiagramElement: { abstract: true, content: 'di:extension:DiagramExtension?', attributes: 'id:ID', open: true },
  DiagramExtension: { any: 'other' },
  Diagram: { abstract: true, attributes: 'name:string documentation:string resolution:double id:ID' },
  Node: { base: 'DiagramElement', abstract: true },
  Edge: { base: 'DiagramElement', abstract: true, content: 'di:waypoint:Point{2,}' },
  LabeledEdge: { base: 'Edge', abstract: true },
  Shape: { base: 'Node', abstract: true, content: 'dc:Bounds' },
  LabeledShape: { base: 'Shape', abstract: true },
  Label: { base: 'Node', abstract: true, content: 'dc:Bounds?' },
  Plane: { base: 'Node', abstract: true, content: 'di:DiagramElement*' },
  Style: { abstract: true, attributes: 'id:ID' },
  Font: { attributes: 'name:string size:double isBold:boolean isItalic:boolean isUnderline:boolean isStrikeThrough:boolean' },
  Point: { attributes: 'x:double! y:double!' },
  Bounds: { attributes: 'x:double! y:double! width:double! height:double!' },
} as const satisfies Record<string, TypeShape>

export type TypeName = keyof typeof types

export const namespaces = {
  bpmn: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
  di: 'http://www.omg.org/spec/DD/20100524/DI',
  dc: 'http://www.omg.org/spec/DD/20100524/DC',
} as const

/** Which may stand where a more general one is asked for. */
const substitutes: Record<string, string> = {
  flowElement: 'adHocSubProcess boundaryEvent businessRuleTask callActivity callChoreography choreographyTask complexGateway dataObject dataObjectReference dataStoreReference endEvent event eventBasedGateway exclusiveGateway implicitThrowEvent inclusiveGateway intermediateCatchEvent intermediateThrowEvent manualTask parallelGateway receiveTask scriptTask sendTask sequenceFlow serviceTask startEvent subChoreography subProcess task transaction userTask',
  rootElement: 'category collaboration correlationProperty dataStore endPoint error escalation eventDefinition globalBusinessRuleTask globalManualTask globalScriptTask globalTask globalUserTask interface itemDefinition message partnerEntity partnerRole process resource signal',
  collaboration: 'choreography globalConversation',
  choreography: 'globalChoreographyTask',
  eventDefinition: 'cancelEventDefinition compensateEventDefinition conditionalEventDefinition errorEventDefinition escalationEventDefinition linkEventDefinition messageEventDefinition signalEventDefinition terminateEventDefinition timerEventDefinition',
  artifact: 'association group textAnnotation',
  conversationNode: 'callConversation conversation subConversation',
  resourceRole: 'performer',
  performer: 'humanPerformer potentialOwner',
  expression: 'formalExpression',
  loopCharacteristics: 'multiInstanceLoopCharacteristics standardLoopCharacteristics',
  'di:DiagramElement': 'bpmndi:BPMNShape bpmndi:BPMNEdge',
}

/** Elements whose name is not that of their type. */
const named: Record<string, TypeName> = { ioBinding: 'InputOutputBinding', ioSpecification: 'InputOutputSpecification' }

/** What a reference may ask for: a type, or the class of all that carries data, which has no type of its own in the schemas. */
export type Pointed = TypeName | 'ItemAwareElement'

export type ValueType =
  | { readonly kind: 'ID' | 'string' | 'boolean' | 'integer' | 'int' | 'double' | 'anyURI' | 'QName' | 'implementation' | 'transactionMethod' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  /** `typeref` is a QName of an item definition of ours, or of a type of another language (`xsd:boolean`). */
  | { readonly kind: 'ref' | 'idref' | 'typeref'; readonly to: readonly Pointed[] }

export type AttributeShape = { readonly name: string; readonly type: ValueType; readonly required: boolean; readonly home: string | undefined }

/** A child: an element by its name, or one whose value is read there (a reference, mostly). */
export type Particle = {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly type: { readonly element: TypeName } | { readonly value: ValueType } | undefined
}
export type Content = readonly (Particle | { readonly choice: readonly (readonly Particle[])[] })[]

export type CompiledType = {
  readonly name: TypeName
  readonly abstract: boolean
  readonly mixed: boolean
  /** Attributes of other namespaces may stand here. */
  readonly open: boolean
  readonly any: 'other' | 'any' | undefined
  readonly attributes: ReadonlyMap<string, AttributeShape>
  readonly content: Content
  /** Every particle of the content, in order. */
  readonly particles: readonly Particle[]
  /** The type itself and what it extends. */
  readonly lineage: ReadonlySet<string>
}

function valueType(text: string): ValueType {
  const list = /^enum\((.*)\)$/.exec(text)
  if (list) return { kind: 'enum', values: list[1]!.split('|') }
  const ref = /^(ref|idref)>(.*)$/.exec(text)
  if (ref) return { kind: ref[1] as 'ref' | 'idref', to: ref[2]!.split('|') as Pointed[] }
  if (text === 'typeref') return { kind: 'typeref', to: ['ItemDefinition'] }
  return { kind: text as 'string' }
}

function attributesOf(text = ''): AttributeShape[] {
  return text.split(' ').filter(Boolean).map((word) => {
    const [, name, type, required, home] = /^(\w+):([^=!]+)(!?)(?:=(.*))?$/.exec(word)!
    return { name: name!, type: valueType(type!), required: required === '!', home }
  })
}

const valueTypes = /^(QName$|ref>|idref>)/

function particle(word: string): Particle {
  const [, name, type, times] = /^((?:(?:bpmndi|di|dc):)?\w+)(?::([^?*+{]+))?([?*+]|\{.*\})?$/.exec(word)!
  const [min, max] =
    times === '?' ? [0, 1]
    : times === '*' ? [0, Infinity]
    : times === '+' ? [1, Infinity]
    : times ? times.slice(1, -1).split(',').map((n) => (n === '' ? Infinity : Number(n)))
    : [1, 1]
  return { name: name!, min: min!, max: max!, type: type === undefined ? undefined : valueTypes.test(type) ? { value: valueType(type) } : { element: type as TypeName } }
}

function contentOf(text = ''): Content {
  const choice = /^\((.*)\)$/.exec(text)
  if (choice) return [{ choice: choice[1]!.split('|').map((side) => side.trim().split(' ').map(particle)) }]
  return text.split(' ').filter(Boolean).map(particle)
}

const compiled = new Map<string, CompiledType>()

function compile(name: TypeName): CompiledType {
  const known = compiled.get(name)
  if (known) return known
  const shape: TypeShape = types[name]
  const base = shape.base ? compile(shape.base as TypeName) : undefined
  const content = [...(base?.content ?? []), ...contentOf(shape.content)]
  const made: CompiledType = {
    name,
    abstract: shape.abstract ?? false,
    mixed: shape.mixed ?? false,
    open: shape.open ?? base?.open ?? false,
    any: shape.any,
    attributes: new Map([...(base?.attributes ?? []), ...attributesOf(shape.attributes).map((it) => [it.name, it] as const)]),
    content,
    particles: content.flatMap((it) => ('choice' in it ? it.choice.flat() : [it])),
    lineage: new Set([...(base?.lineage ?? []), name, ...(itemAware.includes(name) ? ['ItemAwareElement'] : [])]),
  }
  compiled.set(name, made)
  return made
}

/** What carries data: section 10.4.1 of the standard. */
const itemAware: string[] = ['DataObject', 'DataObjectReference', 'DataStore', 'DataStoreReference', 'Property', 'DataInput', 'DataOutput']

for (const name of Object.keys(types)) compile(name as TypeName)

export const typeNamed = (name: string): CompiledType | undefined => compiled.get(name)
export const typeOf = (name: TypeName): CompiledType => compiled.get(name)!

/** Every element that has a name of its own, and its type; those of the drawing with their prefix. */
export const elements: ReadonlyMap<string, CompiledType> = new Map(
  Object.keys(types)
    .filter((type) => type !== 'DiagramExtension')
    .map((type) => {
      const own = Object.entries(named).find(([, it]) => it === type)?.[0]
      const drawn = type.startsWith('BPMN') ? `bpmndi:${type}` : ['Font', 'Point', 'Bounds'].includes(type) ? `dc:${type}` : typeOf(type as TypeName).lineage.has('DiagramElement') || ['Diagram', 'Style'].includes(type) ? `di:${type}` : undefined
      return [own ?? drawn ?? type[0]!.toLowerCase() + type.slice(1), typeOf(type as TypeName)] as const
    }),
)

const standsFor = new Map<string, ReadonlySet<string>>()
for (const head of Object.keys(substitutes)) {
  const all = new Set<string>()
  const add = (name: string): void => {
    all.add(name)
    for (const it of substitutes[name]?.split(' ') ?? []) add(it)
  }
  add(head)
  standsFor.set(head, all)
}

/** May an element of this name stand where the particle is asked for? */
export const fits = (particle: Particle, name: string): boolean => particle.name === name || (particle.type === undefined && (standsFor.get(particle.name)?.has(name) ?? false))
