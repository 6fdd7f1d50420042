import { file, flows, neighbours } from './testing/models.ts'

const pools = `<message id="M"/><collaboration id="C" isClosed="false"><participant id="A" name="Citizen" processRef="P"><participantMultiplicity id="pm" minimum="2" maximum="3"/></participant><participant id="B" processRef="Q"/><participant id="Z"/>
<messageFlow id="m1" sourceRef="send" targetRef="s2" messageRef="M"/><messageFlow id="m2" sourceRef="e2" targetRef="wait"/><messageFlow id="m3" sourceRef="Z" targetRef="a"/><messageFlow id="m4" sourceRef="a" targetRef="B"/><messageFlow id="m5" sourceRef="Z" targetRef="B"/></collaboration>
<process id="P"><startEvent id="s"/><task id="a"/><intermediateThrowEvent id="send"><messageEventDefinition messageRef="M"/></intermediateThrowEvent><intermediateCatchEvent id="wait"><messageEventDefinition/></intermediateCatchEvent><intermediateThrowEvent id="plain"/><intermediateCatchEvent id="timer"><timerEventDefinition/></intermediateCatchEvent><exclusiveGateway id="g"/><task id="x"/><task id="y"/><exclusiveGateway id="j"/><endEvent id="e"/>${flows('s a', 'a send', 'send wait', 'wait plain', 'plain timer', 'timer g', 'g x', 'g y', 'x j', 'y j', 'j e')}</process>
<process id="Q"><startEvent id="s2"><messageEventDefinition messageRef="M"/></startEvent><task id="b"/><endEvent id="e2"><messageEventDefinition/></endEvent>${flows('s2 b', 'b e2')}</process>`

neighbours('a message flow goes from pool to pool, out of what sends into what receives', file(pools),
  ['message-flow-elsewhere', '</collaboration>', '</collaboration><collaboration id="C2"><participant id="far"/><messageFlow id="mf" sourceRef="far" targetRef="b"/><messageFlow id="mz" sourceRef="Z" targetRef="far"/></collaboration>', 'mz'],
  ['message-flow-inside', 'sourceRef="a" targetRef="B"', 'sourceRef="a" targetRef="x"', 'm4'],
  ['message-flow-inside', 'sourceRef="a" targetRef="B"', 'sourceRef="a" targetRef="A"', 'm4'],
  ['message-flow-inside', 'sourceRef="Z" targetRef="B"', 'sourceRef="Z" targetRef="Z"', 'm5'],
  ['message-flow-inside', 'sourceRef="Z" targetRef="B"', 'sourceRef="B" targetRef="b"', 'm5'],
  ['message-flow-source', 'sourceRef="send" targetRef="s2"', 'sourceRef="s" targetRef="s2"', 'm1'],
  ['message-flow-source', 'sourceRef="send" targetRef="s2"', 'sourceRef="wait" targetRef="s2"', 'm1'],
  ['message-flow-source', 'sourceRef="send" targetRef="s2"', 'sourceRef="plain" targetRef="s2"', 'm1'],
  ['message-flow-source', 'sourceRef="send" targetRef="s2"', 'sourceRef="e" targetRef="s2"', 'm1'],
  ['message-flow-target', 'sourceRef="e2" targetRef="wait"', 'sourceRef="e2" targetRef="timer"', 'm2'],
  ['message-flow-target', 'sourceRef="e2" targetRef="wait"', 'sourceRef="e2" targetRef="s"', 'm2'],
  ['message-flow-target', 'sourceRef="e2" targetRef="wait"', 'sourceRef="e2" targetRef="e"', 'm2'],
  ['message-flow-target', 'sourceRef="e2" targetRef="wait"', 'sourceRef="e2" targetRef="send"', 'm2'],
  ['ref-type', 'sourceRef="a" targetRef="B"', 'sourceRef="g" targetRef="B"', 'm4'],
  ['ref-type', 'sourceRef="a" targetRef="B"', 'sourceRef="a" targetRef="Q"', 'm4'],
  ['ref-missing', 'sourceRef="a" targetRef="B"', 'sourceRef="a" targetRef="gone"', 'm4'],
  ['ref-missing', 'sourceRef="a" targetRef="B"', 'sourceRef="gone" targetRef="B"', 'm4'],
  ['ref-type', 'targetRef="s2" messageRef="M"', 'targetRef="s2" messageRef="C"', 'm1'],
  ['ref-missing', 'targetRef="s2" messageRef="M"', 'targetRef="s2" messageRef="gone"', 'm1'],
  ['attribute-missing', 'sourceRef="a" targetRef="B"', 'sourceRef="a"', 'm4'],
  ['attribute-missing', 'sourceRef="a" targetRef="B"', 'targetRef="B"', 'm4'],
  ['flow-crosses-pool', 'sourceRef="b" targetRef="e2"', 'sourceRef="a" targetRef="e2"', 'b-e2'],
  ['element-misplaced', '<task id="b"/>', '<task id="b"/><messageFlow id="mx" sourceRef="Z" targetRef="B"/>', 'mx'],
  ['element-misplaced', '<participant id="Z"/>', '<participant id="Z"/><sequenceFlow id="fx" sourceRef="a" targetRef="x"/>', 'fx'],
)

neighbours('pools', file(pools),
  ['ref-type', 'processRef="Q"', 'processRef="C"', 'B'],
  ['ref-missing', 'processRef="Q"', 'processRef="gone"', 'B'],
  ['multiplicity', 'minimum="2" maximum="3"', 'minimum="2" maximum="1"', 'pm'],
  ['multiplicity', 'minimum="2" maximum="3"', 'minimum="2"', 'pm'],
  ['multiplicity', 'minimum="2" maximum="3"', 'minimum="0" maximum="0"', 'pm'],
  ['multiplicity', 'minimum="2" maximum="3"', 'minimum="-1" maximum="3"', 'pm'],
  ['value', 'minimum="2" maximum="3"', 'minimum="2" maximum="*"', 'pm'],
  ['value', 'isClosed="false"', 'isClosed="no"', 'C'],
  ['element-order', '<participant id="Z"/>', '<messageFlow id="early" sourceRef="Z" targetRef="B"/><participant id="Z"/>', 'Z'],
  ['ref-missing', '<participant id="Z"/>', '<participant id="Z"><interfaceRef>gone</interfaceRef></participant>', 'Z'],
  ['ref-type', '<participant id="Z"/>', '<participant id="Z"><interfaceRef>M</interfaceRef></participant>', 'Z'],
  ['ref-type', '<participant id="Z"/>', '<participant id="Z"><endPointRef>M</endPointRef></participant>', 'Z'],
  ['element-too-many', '<participantMultiplicity id="pm" minimum="2" maximum="3"/>', '<participantMultiplicity id="pm" minimum="2" maximum="3"/><participantMultiplicity maximum="3"/>'],
)

const lanes = `<process id="P"><laneSet id="LS"><lane id="L1" name="Desk" partitionElementRef="R1"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef><childLaneSet id="CS"><lane id="L11"><flowNodeRef>s</flowNodeRef></lane><lane id="L12"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane><lane id="L2" partitionElementRef="R2"><flowNodeRef>e</flowNodeRef></lane></laneSet>
<startEvent id="s"/><task id="a"/><endEvent id="e"/><dataObject id="d"/>${flows('s a', 'a e')}</process><process id="Q"><task id="q"/></process><resource id="R1" name="r1"/><resource id="R2" name="r2"/><category id="K"/>`
neighbours('lanes divide what stands on their level', file(lanes),
  ['lane-twice', '<flowNodeRef>e</flowNodeRef>', '<flowNodeRef>e</flowNodeRef><flowNodeRef>a</flowNodeRef>', 'L2'],
  ['lane-twice', '<lane id="L12"><flowNodeRef>a</flowNodeRef></lane>', '<lane id="L12"><flowNodeRef>a</flowNodeRef><flowNodeRef>s</flowNodeRef></lane>', 'L12'],
  ['lane-elsewhere', '<flowNodeRef>e</flowNodeRef>', '<flowNodeRef>e</flowNodeRef><flowNodeRef>q</flowNodeRef>', 'L2'],
  ['lane-partition', 'partitionElementRef="R2"', 'partitionElementRef="K"', 'LS'],
  ['ref-missing', 'partitionElementRef="R2"', 'partitionElementRef="gone"', 'L2'],
  ['ref-type', '<flowNodeRef>e</flowNodeRef>', '<flowNodeRef>e</flowNodeRef><flowNodeRef>d</flowNodeRef>', 'L2'],
  ['ref-type', '<flowNodeRef>e</flowNodeRef>', '<flowNodeRef>e</flowNodeRef><flowNodeRef>s-a</flowNodeRef>', 'L2'],
  ['ref-type', '<flowNodeRef>e</flowNodeRef>', '<flowNodeRef>e</flowNodeRef><flowNodeRef>L1</flowNodeRef>', 'L2'],
  ['ref-missing', '<flowNodeRef>e</flowNodeRef>', '<flowNodeRef>gone</flowNodeRef>', 'L2'],
  ['element-order', '<startEvent id="s"/><task id="a"/>', '<task id="a"/><laneSet id="late"/><startEvent id="s"/>', 'late'],
  ['element-misplaced', '<childLaneSet id="CS">', '<laneSet id="CS2"/><childLaneSet id="CS">', 'CS2'],
  ['element-too-many', '</childLaneSet></lane>', '</childLaneSet><childLaneSet id="again"/></lane>', 'again'],
  ['element-misplaced', '<dataObject id="d"/>', '<lane id="loose"/>', 'loose'],
)

const talk = `<collaboration id="C"><participant id="A"/><participant id="B"/><participant id="Z"/><messageFlow id="m" sourceRef="A" targetRef="B"/>
<conversation id="v1"><participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>m</messageFlowRef><correlationKey id="K"><correlationPropertyRef>CP</correlationPropertyRef></correlationKey></conversation>
<callConversation id="v2" calledCollaborationRef="C2"><participantRef>A</participantRef><participantRef>Z</participantRef><participantAssociation id="pa"><innerParticipantRef>I</innerParticipantRef><outerParticipantRef>A</outerParticipantRef></participantAssociation></callConversation>
<subConversation id="v3"><participantRef>B</participantRef><participantRef>Z</participantRef><conversation id="v4"><participantRef>B</participantRef><participantRef>Z</participantRef></conversation></subConversation>
<conversationLink id="cl" sourceRef="A" targetRef="v1"/></collaboration><collaboration id="C2"><participant id="I"/><participant id="J"/></collaboration>
<message id="M"/><correlationProperty id="CP" type="xsd:string"><correlationPropertyRetrievalExpression messageRef="M"><messagePath>a/b</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<correlationProperty id="CP2"><correlationPropertyRetrievalExpression messageRef="M"><messagePath>c</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<process id="P"><task id="a"/><correlationSubscription id="CS" correlationKeyRef="K"><correlationPropertyBinding correlationPropertyRef="CP"><dataPath>x</dataPath></correlationPropertyBinding></correlationSubscription></process>`
neighbours('conversations join participants', file(talk),
  ['conversation-participants', '<participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>', '<participantRef>A</participantRef><messageFlowRef>', 'v1'],
  ['conversation-participants', '<conversation id="v4"><participantRef>B</participantRef><participantRef>Z</participantRef>', '<conversation id="v4">', 'v4'],
  ['participant-outer', '<participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>', '<participantRef>A</participantRef><participantRef>J</participantRef><messageFlowRef>', 'v1'],
  ['conversation-link', 'sourceRef="A" targetRef="v1"', 'sourceRef="A" targetRef="B"', 'cl'],
  ['conversation-link', 'sourceRef="A" targetRef="v1"', 'sourceRef="v2" targetRef="v1"', 'cl'],
  ['ref-type', 'sourceRef="A" targetRef="v1"', 'sourceRef="M" targetRef="v1"', 'cl'],
  ['attribute-missing', 'sourceRef="A" targetRef="v1"', 'targetRef="v1"', 'cl'],
  ['participant-inner', '<innerParticipantRef>I</innerParticipantRef>', '<innerParticipantRef>B</innerParticipantRef>', 'v2'],
  ['participant-outer', '<outerParticipantRef>A</outerParticipantRef>', '<outerParticipantRef>J</outerParticipantRef>', 'v2'],
  ['ref-type', '<innerParticipantRef>I</innerParticipantRef>', '<innerParticipantRef>C2</innerParticipantRef>', 'pa'],
  ['element-missing', '<outerParticipantRef>A</outerParticipantRef>', '', 'pa'],
  ['element-missing', '<innerParticipantRef>I</innerParticipantRef>', '', 'pa'],
  ['ref-type', 'calledCollaborationRef="C2"', 'calledCollaborationRef="P"', 'v2'],
  ['ref-type', '<messageFlowRef>m</messageFlowRef>', '<messageFlowRef>A</messageFlowRef>', 'v1'],
  ['ref-type', '<participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>', '<participantRef>A</participantRef><participantRef>m</participantRef><messageFlowRef>', 'v1'],
  ['element-order', '<participantRef>B</participantRef><participantRef>Z</participantRef><conversation', '<messageFlowRef>m</messageFlowRef><participantRef>B</participantRef><participantRef>Z</participantRef><conversation'],
)
neighbours('what belongs together is told by correlation', file(talk),
  ['correlation-foreign', 'correlationPropertyBinding correlationPropertyRef="CP"', 'correlationPropertyBinding correlationPropertyRef="CP2"', 'CS'],
  ['ref-type', 'correlationKeyRef="K"', 'correlationKeyRef="CP"', 'CS'],
  ['ref-missing', 'correlationKeyRef="K"', 'correlationKeyRef="gone"', 'CS'],
  ['attribute-missing', ' correlationKeyRef="K"', '', 'CS'],
  ['ref-type', '<correlationPropertyRef>CP</correlationPropertyRef>', '<correlationPropertyRef>M</correlationPropertyRef>', 'K'],
  ['ref-missing', '<correlationPropertyRef>CP</correlationPropertyRef>', '<correlationPropertyRef>gone</correlationPropertyRef>', 'K'],
  ['ref-type', '<correlationPropertyRetrievalExpression messageRef="M"><messagePath>a/b', '<correlationPropertyRetrievalExpression messageRef="CP"><messagePath>a/b'],
  ['attribute-missing', '<correlationPropertyRetrievalExpression messageRef="M"><messagePath>a/b', '<correlationPropertyRetrievalExpression><messagePath>a/b'],
  ['element-missing', '<messagePath>a/b</messagePath>', ''],
  ['element-missing', '<dataPath>x</dataPath>', ''],
  ['element-missing', '<correlationPropertyRetrievalExpression messageRef="M"><messagePath>c</messagePath></correlationPropertyRetrievalExpression>', '', 'CP2'],
)

const task = (id: string, from: string, to: string, message: string): string => `<choreographyTask id="${id}" initiatingParticipantRef="${from}"><participantRef>${from}</participantRef><participantRef>${to}</participantRef><messageFlowRef>${message}</messageFlowRef></choreographyTask>`
const choreography = `<choreography id="C"><participant id="A"/><participant id="B"/><participant id="Z"/><messageFlow id="ab" sourceRef="A" targetRef="B"/><messageFlow id="ba" sourceRef="B" targetRef="A"/><messageFlow id="bz" sourceRef="B" targetRef="Z"/><messageFlow id="ab2" sourceRef="A" targetRef="B"/>
<startEvent id="s"/>${task('t1', 'A', 'B', 'ab').replace('</messageFlowRef>', '</messageFlowRef><messageFlowRef>ba</messageFlowRef>')}${task('t2', 'B', 'Z', 'bz')}
<subChoreography id="sub" initiatingParticipantRef="B"><participantRef>B</participantRef><participantRef>Z</participantRef></subChoreography><callChoreography id="call" calledChoreographyRef="G" initiatingParticipantRef="B"><participantRef>B</participantRef><participantRef>Z</participantRef></callChoreography><endEvent id="e"/>${flows('s t1', 't1 t2', 't2 sub', 'sub call', 'call e')}</choreography>
<globalChoreographyTask id="G" initiatingParticipantRef="GA"><participant id="GA"/><participant id="GB"/></globalChoreographyTask><process id="P"><task id="p"/></process>`
neighbours('a choreography task is between two, one of whom begins', file(choreography),
  ['choreography-initiator', 'id="t2" initiatingParticipantRef="B"', 'id="t2" initiatingParticipantRef="A"', 't2'],
  ['choreography-initiator', 'id="sub" initiatingParticipantRef="B"', 'id="sub" initiatingParticipantRef="A"', 'sub'],
  ['choreography-task-two', '<participantRef>B</participantRef><participantRef>Z</participantRef><messageFlowRef>', '<participantRef>A</participantRef><participantRef>B</participantRef><participantRef>Z</participantRef><messageFlowRef>', 't2'],
  ['choreography-task-two', '<participantRef>B</participantRef><participantRef>Z</participantRef><messageFlowRef>', '<participantRef>B</participantRef><participantRef>B</participantRef><messageFlowRef>', 't2'],
  ['element-too-few', '<participantRef>B</participantRef><participantRef>Z</participantRef><messageFlowRef>', '<participantRef>B</participantRef><messageFlowRef>', 't2'],
  ['element-missing', '<messageFlowRef>bz</messageFlowRef>', '', 't2'],
  ['element-too-many', '<messageFlowRef>ba</messageFlowRef>', '<messageFlowRef>ba</messageFlowRef><messageFlowRef>ab2</messageFlowRef>'],
  ['choreography-message', '<messageFlowRef>bz</messageFlowRef>', '<messageFlowRef>ab</messageFlowRef>', 't2'],
  ['choreography-messages-same-way', '<messageFlowRef>ba</messageFlowRef>', '<messageFlowRef>ab2</messageFlowRef>', 't1'],
  ['choreography-initiator-silent', '<messageFlowRef>ab</messageFlowRef><messageFlowRef>ba</messageFlowRef>', '<messageFlowRef>ba</messageFlowRef>', 't1'],
  ['choreography-sequence', task('t2', 'B', 'Z', 'bz'), task('t2', 'Z', 'B', 'bz'), 't2'],
  ['attribute-missing', 'id="t2" initiatingParticipantRef="B"', 'id="t2"', 't2'],
  ['ref-type', 'id="t2" initiatingParticipantRef="B"', 'id="t2" initiatingParticipantRef="t1"', 't2'],
  ['ref-type', '<messageFlowRef>bz</messageFlowRef>', '<messageFlowRef>B</messageFlowRef>', 't2'],
  ['ref-missing', '<messageFlowRef>bz</messageFlowRef>', '<messageFlowRef>gone</messageFlowRef>', 't2'],
  ['ref-type', 'calledChoreographyRef="G"', 'calledChoreographyRef="P"', 'call'],
  ['ref-missing', 'calledChoreographyRef="G"', 'calledChoreographyRef="gone"', 'call'],
  ['value-list', 'id="t2" initiatingParticipantRef="B"', 'id="t2" initiatingParticipantRef="B" loopType="MultiInstance"', 't2'],
  ['choreography-participant-elsewhere', 'initiatingParticipantRef="B"><participantRef>B</participantRef><participantRef>Z</participantRef></callChoreography>', 'initiatingParticipantRef="B"><participantRef>B</participantRef><participantRef>GB</participantRef></callChoreography>', 'call'],
  ['message-flow-choreography', '<messageFlow id="bz" sourceRef="B" targetRef="Z"/>', '<messageFlow id="bz" sourceRef="B" targetRef="p"/>', 'bz'],
  ['flow-crosses-pool', 'sourceRef="sub" targetRef="call"', 'sourceRef="sub" targetRef="p"', 'sub-call'],
  ['ref-type', 'id="G" initiatingParticipantRef="GA"', 'id="G" initiatingParticipantRef="P"', 'G'],
)

neighbours('who begins was there just before, also past gateways', file(`<choreography id="C"><participant id="A"/><participant id="B"/><participant id="Z"/><messageFlow id="ab" sourceRef="A" targetRef="B"/><messageFlow id="ba" sourceRef="B" targetRef="A"/><messageFlow id="bz" sourceRef="B" targetRef="Z"/><messageFlow id="az" sourceRef="A" targetRef="Z"/>
${task('t1', 'A', 'B', 'ab')}<exclusiveGateway id="g"/>${task('t2', 'B', 'A', 'ba')}${task('t3', 'B', 'Z', 'bz')}${task('t4', 'A', 'B', 'ab')}<eventBasedGateway id="ev"/>${task('t5', 'B', 'Z', 'bz')}${task('t6', 'B', 'A', 'ba')}${flows('t1 g', 'g t2', 'g t3', 't2 t4', 't4 ev', 'ev t5', 'ev t6')}</choreography>`),
  ['choreography-sequence', task('t3', 'B', 'Z', 'bz'), task('t3', 'Z', 'B', 'bz'), 't3'],
  ['choreography-choice', task('t6', 'B', 'A', 'ba'), task('t6', 'A', 'B', 'ab'), 'ev'],
  ['event-gateway-few', flows('ev t6'), flows('t5 t6'), 'ev'],
)

neighbours('what stands by itself and is called holds nothing inside', file(`<globalConversation id="GC"><participant id="GA"/><participant id="GB"/></globalConversation><globalChoreographyTask id="GT" initiatingParticipantRef="TA"><participant id="TA"/><participant id="TB"/></globalChoreographyTask>
<collaboration id="C"><participant id="A"/><participant id="B"/><callConversation id="call" calledCollaborationRef="GC"><participantRef>A</participantRef><participantRef>B</participantRef></callConversation></collaboration>`),
  ['global-conversation', '<participant id="GB"/>', '<participant id="GB"/><conversation id="inner"><participantRef>GA</participantRef><participantRef>GB</participantRef></conversation>', 'inner'],
  ['call-conversation', 'calledCollaborationRef="GC"', 'calledCollaborationRef="GT"', 'call'],
  ['global-choreography', '<participant id="TB"/>', '<participant id="TB"/><startEvent id="ts"/>', 'ts'],
  ['choreography-initiator', 'initiatingParticipantRef="TA"', 'initiatingParticipantRef="A"', 'GT'],
  ['choreography-task-two', '<participant id="TB"/>', '', 'GT'],
)

neighbours('partners, categories, groups and relationships', file(`<category id="K"><categoryValue id="KV" value="x"/></category><partnerRole id="PR"><participantRef>A</participantRef></partnerRole><partnerEntity id="PE"><participantRef>A</participantRef></partnerEntity><collaboration id="C"><participant id="A"/><group id="g" categoryValueRef="KV"/><textAnnotation id="ta"><text>note</text></textAnnotation><association id="as" sourceRef="ta" targetRef="A"/></collaboration><process id="P"><task id="a"><categoryValueRef>KV</categoryValueRef></task></process><relationship type="x:replaces" direction="Forward"><source>own:P</source><target>D</target></relationship>`),
  ['ref-missing', '<source>own:P</source>', '<source>own:gone</source>'],
  ['ref-missing', '<target>D</target>', '<target>gone</target>'],
  // The file itself is named where an element of it is asked for.
  ['ref-type', 'sourceRef="ta" targetRef="A"', 'sourceRef="ta" targetRef="D"'],
  ['element-missing', '<target>D</target>', ''],
  ['value-list', 'direction="Forward"', 'direction="forward"'],
  ['ref-type', 'categoryValueRef="KV"', 'categoryValueRef="K"', 'g'],
  ['ref-missing', 'categoryValueRef="KV"', 'categoryValueRef="gone"', 'g'],
  ['ref-type', '<categoryValueRef>KV</categoryValueRef>', '<categoryValueRef>K</categoryValueRef>', 'a'],
  ['ref-missing', '<categoryValueRef>KV</categoryValueRef>', '<categoryValueRef>gone</categoryValueRef>', 'a'],
  ['ref-type', '<partnerRole id="PR"><participantRef>A</participantRef>', '<partnerRole id="PR"><participantRef>P</participantRef>', 'PR'],
  ['ref-missing', '<partnerEntity id="PE"><participantRef>A</participantRef>', '<partnerEntity id="PE"><participantRef>gone</participantRef>', 'PE'],
  ['ref-missing', 'sourceRef="ta" targetRef="A"', 'sourceRef="ta" targetRef="gone"', 'as'],
  ['attribute-missing', 'sourceRef="ta" targetRef="A"', 'targetRef="A"', 'as'],
  ['element-misplaced', '<categoryValue id="KV" value="x"/>', '<categoryValue id="KV" value="x"/><category id="K2"/>', 'K2'],
  ['element-order', '<participant id="A"/><group id="g" categoryValueRef="KV"/>', '<group id="g" categoryValueRef="KV"/><participant id="A"/>', 'A'],
  ['element-too-many', '<text>note</text>', '<text>note</text><text>more</text>'],
)
