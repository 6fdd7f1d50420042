import { file, flows, neighbours, process } from './testing/models.ts'

const io = (name: string, item = ''): string => `<ioSpecification id="${name}-io"><dataInput id="${name}-in"${item}/><dataOutput id="${name}-out"${item}/><inputSet id="${name}-is"><dataInputRefs>${name}-in</dataInputRefs></inputSet><outputSet id="${name}-os"><dataOutputRefs>${name}-out</dataOutputRefs></outputSet></ioSpecification>`
/** In the order of the schema: what describes the process and the data before the nodes is handed in first. */
const withIo = (before: string, between: string, way: string): string => process(between, way).replace('<startEvent id="s"/>', `${before}<startEvent id="s"/>`)

neighbours('an activity that is done for each of a list, or so many times', file(process(`<dataObject id="list" isCollection="true"/>
<subProcess id="each"><multiInstanceLoopCharacteristics id="m1"><loopDataInputRef>list</loopDataInputRef><inputDataItem id="one"/><completionCondition>done</completionCondition></multiInstanceLoopCharacteristics><dataObject id="hidden" isCollection="true"/></subProcess>
<userTask id="thrice" startQuantity="1" completionQuantity="2"><multiInstanceLoopCharacteristics id="m2" isSequential="true" behavior="Complex"><loopCardinality xsi:type="tFormalExpression">3</loopCardinality><complexBehaviorDefinition id="cb"><condition>x</condition><event id="ev"><signalEventDefinition signalRef="S"/></event></complexBehaviorDefinition></multiInstanceLoopCharacteristics></userTask>
<task id="until"><standardLoopCharacteristics id="sl" testBefore="true" loopMaximum="5"><loopCondition>again</loopCondition></standardLoopCharacteristics></task>
<subProcess id="other"><dataObject id="elsewhere" isCollection="true"/></subProcess>`, 'each thrice until other') + '<signal id="S"/>'),
  ['multi-none', '<loopCardinality xsi:type="tFormalExpression">3</loopCardinality>', '', 'thrice'],
  ['multi-none', '<loopDataInputRef>list</loopDataInputRef>', '', 'each'],
  ['multi-both', '<loopDataInputRef>list</loopDataInputRef>', '<loopCardinality>2</loopCardinality><loopDataInputRef>list</loopDataInputRef>', 'each'],
  ['multi-complex', '<complexBehaviorDefinition id="cb"><condition>x</condition><event id="ev"><signalEventDefinition signalRef="S"/></event></complexBehaviorDefinition>', '', 'thrice'],
  ['multi-data-elsewhere', '<loopDataInputRef>list</loopDataInputRef>', '<loopDataInputRef>elsewhere</loopDataInputRef>', 'each'],
  ['ref-missing', '<loopDataInputRef>list</loopDataInputRef>', '<loopDataInputRef>gone</loopDataInputRef>', 'm1'],
  ['ref-type', '<loopDataInputRef>list</loopDataInputRef>', '<loopDataInputRef>each</loopDataInputRef>', 'm1'],
  ['element-order', '<inputDataItem id="one"/><completionCondition>done</completionCondition>', '<completionCondition>done</completionCondition><inputDataItem id="one"/>'],
  ['value-list', 'behavior="Complex"', 'behavior="complex"', 'm2'],
  ['value', 'isSequential="true"', 'isSequential="sequential"', 'm2'],
  ['ref-missing', 'behavior="Complex"', 'behavior="Complex" oneBehaviorEventRef="gone"', 'm2'],
  ['ref-type', 'behavior="Complex"', 'behavior="Complex" noneBehaviorEventRef="S"', 'm2'],
  ['element-missing', '<condition>x</condition>', ''],
  ['quantity', 'startQuantity="1"', 'startQuantity="0"', 'thrice'],
  ['quantity', 'completionQuantity="2"', 'completionQuantity="-1"', 'thrice'],
  ['value', 'completionQuantity="2"', 'completionQuantity="many"', 'thrice'],
  ['value', 'loopMaximum="5"', 'loopMaximum="five"', 'sl'],
  ['value', 'testBefore="true"', 'testBefore="before"', 'sl'],
  ['element-too-many', '<standardLoopCharacteristics id="sl" testBefore="true" loopMaximum="5">', '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><standardLoopCharacteristics id="sl" testBefore="true" loopMaximum="5">'],
  ['element-abstract', '<standardLoopCharacteristics id="sl" testBefore="true" loopMaximum="5"><loopCondition>again</loopCondition></standardLoopCharacteristics>', '<loopCharacteristics id="sl"/>', 'sl'],
)

neighbours('an ad-hoc sub-process holds activities and no start or end', file(process(`<adHocSubProcess id="free" ordering="Sequential" cancelRemainingInstances="false"><task id="a"/><task id="b"/><sequenceFlow id="a-b" sourceRef="a" targetRef="b"/><completionCondition>enough</completionCondition></adHocSubProcess>`, 'free')),
  ['adhoc-start-end', '<task id="a"/>', '<startEvent id="a"/>', 'a'],
  ['adhoc-start-end', '<task id="b"/>', '<endEvent id="b"/>', 'b'],
  ['adhoc-empty', '<task id="a"/><task id="b"/><sequenceFlow id="a-b" sourceRef="a" targetRef="b"/>', '', 'free'],
  ['value-list', 'ordering="Sequential"', 'ordering="Random"', 'free'],
  ['value', 'cancelRemainingInstances="false"', 'cancelRemainingInstances="none"', 'free'],
  ['element-order', '<task id="a"/>', '<completionCondition>enough</completionCondition><task id="a"/>'],
  ['element-misplaced', '<adHocSubProcess id="free" ordering="Sequential" cancelRemainingInstances="false"><task id="a"/><task id="b"/><sequenceFlow id="a-b" sourceRef="a" targetRef="b"/><completionCondition>enough</completionCondition></adHocSubProcess>', '<subProcess id="free"><completionCondition>enough</completionCondition></subProcess>'],
)

neighbours('a repeated activity may throw when one of many is done, and its number is a whole one', file('<signal id="S"/><signalEventDefinition id="one" signalRef="S"/>' + process('<task id="a"><multiInstanceLoopCharacteristics id="m" behavior="One" oneBehaviorEventRef="one"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task><task id="b"><multiInstanceLoopCharacteristics behavior="None"><loopCardinality>+3</loopCardinality></multiInstanceLoopCharacteristics></task>', 'a b')),
  ['ref-missing', 'oneBehaviorEventRef="one"', 'oneBehaviorEventRef="two"', 'm'],
  ['multi-number', '<loopCardinality>3</loopCardinality>', '<loopCardinality>2.5</loopCardinality>', 'a'],
  ['multi-number', '<loopCardinality>3</loopCardinality>', '<loopCardinality>-1</loopCardinality>', 'a'],
)

neighbours('what is done for each of a list takes a list, and one of it at a time', file(`<itemDefinition id="I"/><itemDefinition id="IS" isCollection="true"/>${process(`<task id="a"><ioSpecification><dataInput id="all" isCollection="true"/><dataOutput id="results" itemSubjectRef="IS" isCollection="true"/><inputSet><dataInputRefs>all</dataInputRefs></inputSet><outputSet><dataOutputRefs>results</dataOutputRefs></outputSet></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>all</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef><inputDataItem id="one"/><outputDataItem id="result"/></multiInstanceLoopCharacteristics></task>`, 'a')}`),
  ['multi-not-list', '<dataInput id="all" isCollection="true"/>', '<dataInput id="all" isCollection="false"/>', 'a'],
  ['multi-not-list', '<dataInput id="all" isCollection="true"/>', '<dataInput id="all" itemSubjectRef="I"/>', 'a'],
  ['multi-not-list', 'itemSubjectRef="IS" isCollection="true"', 'itemSubjectRef="I"', 'a'],
  ['multi-data-elsewhere', '<loopDataInputRef>all</loopDataInputRef>', '<loopDataInputRef>results</loopDataInputRef>', 'a'],
  ['multi-data-elsewhere', '<loopDataOutputRef>results</loopDataOutputRef>', '<loopDataOutputRef>all</loopDataOutputRef>', 'a'],
  ['multi-item-list', '<inputDataItem id="one"/>', '<inputDataItem id="one" isCollection="true"/>', 'a'],
  ['multi-item-list', '<outputDataItem id="result"/>', '<outputDataItem id="result" isCollection="1"/>', 'a'],
)

neighbours('what is called begins at once', file(`<message id="M"/>${process('<callActivity id="call" calledElement="Q"/>', 'call')}<process id="Q"><startEvent id="qs"/><startEvent id="qm"><messageEventDefinition messageRef="M"/></startEvent><endEvent id="qe"/>${flows('qs qe', 'qm qe')}</process>`),
  ['call-no-start', '<startEvent id="qs"/>', '<startEvent id="qs"><signalEventDefinition/></startEvent>', 'call'],
)

neighbours('scripts say what they are written in, and so does what does work', file(process('<scriptTask id="a" scriptFormat="application/feel"><script>1</script></scriptTask><scriptTask id="b" scriptFormat="text/x-other"><script>1</script></scriptTask><scriptTask id="c"/><userTask id="d" implementation="##WebService"/><transaction id="t" method="##Store"><task id="in"/></transaction>', 'a b c d t')),
  ['script-format', ' scriptFormat="text/x-other"', '', 'b'],
  ['value-list', 'implementation="##WebService"', 'implementation="##Human"', 'd'],
  ['value-list', 'method="##Store"', 'method="##Forget"', 't'],
)

neighbours('a sub-process declares no inputs and outputs of its own', file(process('<subProcess id="sub"><task id="in"/></subProcess>', 'sub')),
  ['subprocess-data', '<subProcess id="sub">', `<subProcess id="sub">${io('sub')}`, 'sub'],
  ['subprocess-data', '<subProcess id="sub">', '<subProcess id="sub"><ioSpecification><inputSet/><outputSet/></ioSpecification>', 'sub'],
)

neighbours('a call names what it calls, and hands over what that asks for', file(withIo('', `<callActivity id="call" calledElement="Q">${io('call')}</callActivity><callActivity id="call2" calledElement="own:G"/>`, 'call call2') + `<process id="Q">${io('Q')}<task id="q"/></process><globalUserTask id="G"/>`),
  ['call-nothing', ' calledElement="own:G"', '', 'call2'],
  ['ref-missing', 'calledElement="own:G"', 'calledElement="gone"', 'call2'],
  ['ref-missing', 'calledElement="own:G"', 'calledElement="own:gone"', 'call2'],
  ['ref-not-imported', 'calledElement="own:G"', 'calledElement="x:G"', 'call2'],
  ['ref-prefix', 'calledElement="own:G"', 'calledElement="nobody:G"', 'call2'],
  ['ref-type', 'calledElement="own:G"', 'calledElement="call"', 'call2'],
  ['ref-type', 'calledElement="Q"', 'calledElement="q"', 'call'],
  ['call-data', io('call'), '', 'call'],
  ['call-data', '<dataInput id="call-in"/>', '<dataInput id="call-in"/><dataInput id="more"/>', 'call'],
  ['call-data', 'calledElement="own:G"', 'calledElement="own:Q"', 'call2'],
  ['call-data', '<outputSet id="call-os">', '<inputSet id="call-is2"/><outputSet id="call-os">', 'call'],
)

neighbours('what is called may stand in another file that is imported', file(`<import namespace="urn:elsewhere" location="other.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>${process('<callActivity id="call" calledElement="x:Q"/>', 'call')}`),
  ['ref-not-imported', 'namespace="urn:elsewhere" location', 'namespace="urn:other" location', 'call'],
  ['attribute-missing', ' location="other.bpmn"', ''],
  ['attribute-missing', ' namespace="urn:elsewhere" location', ' location'],
  ['attribute-missing', ' importType="http://www.omg.org/spec/BPMN/20100524/MODEL"', ''],
  ['attribute-unknown', ' location="other.bpmn"', ' location="other.bpmn" id="i"'],
  ['element-order', '<import namespace="urn:elsewhere" location="other.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', '<category id="c"/><import namespace="urn:elsewhere" location="other.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
)

const service = `<itemDefinition id="I1"/><itemDefinition id="I2"/><message id="M1" itemRef="I1"/><message id="M2" itemRef="I2"/><message id="M3"/><error id="E"/>
<interface id="IF" name="Registry"><operation id="O" name="look up"><inMessageRef>M1</inMessageRef><outMessageRef>M2</outMessageRef><errorRef>E</errorRef></operation></interface>`
const talking = file(`${service}${process(`<sendTask id="send" messageRef="M1" operationRef="O">${io('send', ' itemSubjectRef="I1"')}</sendTask><receiveTask id="receive" messageRef="M2">${io('receive', ' itemSubjectRef="I2"')}</receiveTask>
<serviceTask id="call" operationRef="O" implementation="##WebService"><ioSpecification><dataInput id="ci" itemSubjectRef="I1"/><dataOutput id="co" itemSubjectRef="I2"/><inputSet><dataInputRefs>ci</dataInputRefs></inputSet><outputSet><dataOutputRefs>co</dataOutputRefs></outputSet></ioSpecification></serviceTask>
<intermediateThrowEvent id="event"><dataInput id="ei" itemSubjectRef="I1"/><inputSet><dataInputRefs>ei</dataInputRefs></inputSet><messageEventDefinition messageRef="M1"><operationRef>O</operationRef></messageEventDefinition></intermediateThrowEvent>`, 'send receive call event')}`)
neighbours('tasks and events carry the messages of their operations', talking,
  ['operation-message', 'messageRef="M1" operationRef="O"', 'messageRef="M3" operationRef="O"', 'send'],
  ['operation-message', '<messageEventDefinition messageRef="M1">', '<messageEventDefinition messageRef="M3">', 'event'],
  ['ref-type', 'messageRef="M1" operationRef="O"', 'messageRef="M1" operationRef="IF"', 'send'],
  ['ref-missing', 'messageRef="M1" operationRef="O"', 'messageRef="M1" operationRef="gone"', 'send'],
  ['ref-type', 'messageRef="M2"', 'messageRef="E"', 'receive'],
  ['ref-missing', 'messageRef="M2"', 'messageRef="gone"', 'receive'],
  ['ref-missing', '<operationRef>O</operationRef>', '<operationRef>gone</operationRef>'],
  ['ref-type', '<operationRef>O</operationRef>', '<operationRef>M1</operationRef>'],
  ['ref-type', '<inMessageRef>M1</inMessageRef>', '<inMessageRef>I1</inMessageRef>', 'O'],
  ['ref-type', '<outMessageRef>M2</outMessageRef>', '<outMessageRef>E</outMessageRef>', 'O'],
  ['ref-type', '<errorRef>E</errorRef>', '<errorRef>M1</errorRef>', 'O'],
  ['ref-missing', '<errorRef>E</errorRef>', '<errorRef>gone</errorRef>', 'O'],
  ['element-missing', '<inMessageRef>M1</inMessageRef>', '', 'O'],
  ['element-too-many', '<outMessageRef>M2</outMessageRef>', '<outMessageRef>M2</outMessageRef><outMessageRef>M2</outMessageRef>'],
  ['element-order', '<inMessageRef>M1</inMessageRef><outMessageRef>M2</outMessageRef>', '<outMessageRef>M2</outMessageRef><inMessageRef>M1</inMessageRef>'],
  ['element-missing', '<operation id="O" name="look up"><inMessageRef>M1</inMessageRef><outMessageRef>M2</outMessageRef><errorRef>E</errorRef></operation>', '', 'IF'],
  ['attribute-missing', 'id="IF" name="Registry"', 'id="IF"', 'IF'],
  ['attribute-missing', 'id="O" name="look up"', 'id="O"', 'O'],
  ['ref-missing', 'itemRef="I1"', 'itemRef="gone"', 'M1'],
  ['ref-type', 'itemRef="I1"', 'itemRef="M2"', 'M1'],
  ['send-data', '<dataInput id="send-in" itemSubjectRef="I1"/>', '<dataInput id="send-in" itemSubjectRef="I1"/><dataInput id="more"/>', 'send'],
  ['receive-data', '<dataOutput id="receive-out" itemSubjectRef="I2"/>', '<dataOutput id="receive-out" itemSubjectRef="I2"/><dataOutput id="more"/>', 'receive'],
  ['send-data', '<outputSet id="send-os">', '<inputSet id="second"/><outputSet id="send-os">', 'send'],
  ['receive-data', '<outputSet id="receive-os">', '<outputSet id="second"/><outputSet id="receive-os">', 'receive'],
  ['service-data', '<dataInput id="ci" itemSubjectRef="I1"/><dataOutput id="co" itemSubjectRef="I2"/><inputSet><dataInputRefs>ci</dataInputRefs></inputSet>', '<dataOutput id="co" itemSubjectRef="I2"/><inputSet/>', 'call'],
  ['service-data', '<outputSet><dataOutputRefs>co</dataOutputRefs></outputSet>', '<outputSet><dataOutputRefs>co</dataOutputRefs></outputSet><outputSet/>', 'call'],
  ['event-data-type', '<dataInput id="send-in" itemSubjectRef="I1"/>', '<dataInput id="send-in" itemSubjectRef="I2"/>', 'send'],
  ['event-data-type', '<dataOutput id="receive-out" itemSubjectRef="I2"/>', '<dataOutput id="receive-out" itemSubjectRef="I1"/>', 'receive'],
  ['event-data-type', '<dataInput id="ei" itemSubjectRef="I1"/>', '<dataInput id="ei" itemSubjectRef="I2"/>', 'event'],
  ['event-data-type', '<dataInput id="ci" itemSubjectRef="I1"/>', '<dataInput id="ci" itemSubjectRef="I2"/>', 'call'],
  ['event-data-type', '<dataOutput id="co" itemSubjectRef="I2"/>', '<dataOutput id="co" itemSubjectRef="I1"/>', 'call'],
  ['service-data', '<dataInput id="ci" itemSubjectRef="I1"/>', '<dataInput id="ci" itemSubjectRef="I1"/><dataInput id="more"/>', 'call'],
)

neighbours('a process for the public does not run', file('<process id="P" processType="Private" isExecutable="true" isClosed="true"><task id="a"/></process>'),
  ['public-executable', 'processType="Private"', 'processType="Public"', 'P'],
  ['value-list', 'processType="Private"', 'processType="private"', 'P'],
  ['value', 'isExecutable="true"', 'isExecutable="ja"', 'P'],
  ['value', 'isClosed="true"', 'isClosed=""', 'P'],
  ['attribute-unknown', 'isClosed="true"', 'isOpen="true"', 'P'],
)

neighbours('who does it is bound to a resource and its parameters', file(`<resource id="R" name="Official"><resourceParameter id="rp" name="unit" isRequired="true"/></resource><resource id="R2" name="Other"><resourceParameter id="rp2" name="x"/></resource>
${process(`<userTask id="a" implementation="##unspecified"><performer id="p"><resourceRef>R</resourceRef><resourceParameterBinding parameterRef="rp"><formalExpression>"ward"</formalExpression></resourceParameterBinding></performer><potentialOwner id="po"><resourceAssignmentExpression><formalExpression>boss</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>`, 'a')}`),
  ['resource-parameter-foreign', 'parameterRef="rp"', 'parameterRef="rp2"', 'p'],
  ['resource-parameter-missing', '<resourceParameterBinding parameterRef="rp"><formalExpression>"ward"</formalExpression></resourceParameterBinding>', '', 'p'],
  ['ref-type', '<resourceRef>R</resourceRef>', '<resourceRef>rp</resourceRef>', 'p'],
  ['ref-missing', '<resourceRef>R</resourceRef>', '<resourceRef>gone</resourceRef>', 'p'],
  ['ref-missing', 'parameterRef="rp"', 'parameterRef="gone"'],
  ['attribute-missing', ' parameterRef="rp"', ''],
  ['element-missing', '<formalExpression>"ward"</formalExpression>', ''],
  ['element-missing', '<formalExpression>boss</formalExpression>', ''],
  ['element-choice', '<resourceAssignmentExpression>', '<resourceRef>R2</resourceRef><resourceAssignmentExpression>'],
  ['attribute-missing', 'id="R" name="Official"', 'id="R"', 'R'],
  ['value', 'isRequired="true"', 'isRequired="required"', 'rp'],
  ['element-too-many', '<resourceRef>R</resourceRef>', '<resourceRef>R</resourceRef><resourceRef>R</resourceRef>'],
)

neighbours('a throwing event of a repeated activity stands nowhere else', file(process('<intermediateThrowEvent id="v"/>', 'v')),
  ['implicit-throw', '<intermediateThrowEvent id="v"/>', '<implicitThrowEvent id="v"/>', 'v'],
)

neighbours('what must be understood and is not, is not published', file(`<extension definition="x:special"/>${process('', '')}`),
  ['must-understand', '<extension definition="x:special"/>', '<extension definition="x:special" mustUnderstand="true"/>'],
  ['value', '<extension definition="x:special"/>', '<extension definition="x:special" mustUnderstand="please"/>'],
  ['ref-prefix', 'definition="x:special"', 'definition="y:special"'],
)

// A choreography's activities stand in choreographies, a process's in processes.
neighbours('activities stand where their chapter puts them', file(`<choreography id="C"><participant id="A"/><participant id="B"/><messageFlow id="f1" sourceRef="A" targetRef="B"/><startEvent id="cs"/><choreographyTask id="ct" initiatingParticipantRef="A"><participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>f1</messageFlowRef></choreographyTask><endEvent id="ce"/>${flows('cs ct', 'ct ce')}</choreography>${process('<task id="a"/>', 'a')}`),
  ['choreography-in-process', '<task id="a"/>', '<choreographyTask id="a" initiatingParticipantRef="A"><participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>f1</messageFlowRef></choreographyTask>', 'a'],
  ['choreography-in-process', '<task id="a"/>', '<subChoreography id="a" initiatingParticipantRef="A"><participantRef>A</participantRef><participantRef>B</participantRef></subChoreography>', 'a'],
  ['process-in-choreography', '<choreographyTask id="ct" initiatingParticipantRef="A"><participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>f1</messageFlowRef></choreographyTask>', '<task id="ct"/>', 'ct'],
  ['process-in-choreography', '<startEvent id="cs"/>', '<startEvent id="cs"/><dataObject id="do"/>', 'do'],
  ['choreography-start-kind', '<startEvent id="cs"/>', '<startEvent id="cs"><messageEventDefinition/></startEvent>', 'cs'],
  ['choreography-start-kind', '<startEvent id="cs"/>', '<startEvent id="cs"><errorEventDefinition/></startEvent>', 'cs'],
  ['choreography-end-kind', '<endEvent id="ce"/>', '<endEvent id="ce"><messageEventDefinition/></endEvent>', 'ce'],
  ['choreography-end-kind', '<endEvent id="ce"/>', '<endEvent id="ce"><errorEventDefinition/></endEvent>', 'ce'],
)
