import { file, neighbours, process } from './testing/models.ts'

const base = `<itemDefinition id="I1" itemKind="Information" structureRef="xsd:string"/><itemDefinition id="I2" isCollection="true"/><dataStore id="DS" isUnlimited="false" capacity="4" itemSubjectRef="I1"/>
<process id="P" isExecutable="true"><ioSpecification id="pio"><dataInput id="pin" itemSubjectRef="I1"/><dataOutput id="pout" itemSubjectRef="I1"/><inputSet id="pis"><dataInputRefs>pin</dataInputRefs></inputSet><outputSet id="pos"><dataOutputRefs>pout</dataOutputRefs></outputSet></ioSpecification>
<property id="prop" itemSubjectRef="I1"/>
<startEvent id="s"><dataOutput id="so" itemSubjectRef="I1"/><dataOutputAssociation id="sdo"><sourceRef>so</sourceRef><targetRef>obj</targetRef></dataOutputAssociation><outputSet id="sos"><dataOutputRefs>so</dataOutputRefs></outputSet><messageEventDefinition messageRef="M"/></startEvent>
<task id="a"><ioSpecification id="aio"><dataInput id="in1" itemSubjectRef="I1"/><dataInput id="in2" name="second"/><dataOutput id="out1" itemSubjectRef="I1"/>
<inputSet id="is1"><dataInputRefs>in1</dataInputRefs><dataInputRefs>in2</dataInputRefs><optionalInputRefs>in2</optionalInputRefs><whileExecutingInputRefs>in1</whileExecutingInputRefs><outputSetRefs>os1</outputSetRefs></inputSet>
<outputSet id="os1"><dataOutputRefs>out1</dataOutputRefs><optionalOutputRefs>out1</optionalOutputRefs><inputSetRefs>is1</inputSetRefs></outputSet></ioSpecification>
<property id="aprop"/>
<dataInputAssociation id="dia"><sourceRef>ref</sourceRef><targetRef>in1</targetRef></dataInputAssociation>
<dataInputAssociation id="dib"><sourceRef>pin</sourceRef><sourceRef>prop</sourceRef><targetRef>in2</targetRef><transformation>both</transformation></dataInputAssociation>
<dataOutputAssociation id="doa"><sourceRef>out1</sourceRef><targetRef>store</targetRef><assignment id="as"><from>x</from><to>y</to></assignment></dataOutputAssociation></task>
<task id="b"><ioSpecification id="bio"><dataInput id="bin"/><dataOutput id="bout"/><inputSet id="bis"><dataInputRefs>bin</dataInputRefs></inputSet><outputSet id="bos"><dataOutputRefs>bout</dataOutputRefs></outputSet></ioSpecification></task>
<subProcess id="sub"><dataObject id="deep"/><task id="inside"/></subProcess>
<dataObject id="obj" itemSubjectRef="I1"/><dataObject id="many" itemSubjectRef="I2" isCollection="true"/><dataObjectReference id="ref" dataObjectRef="obj"><dataState name="checked"/></dataObjectReference><dataStoreReference id="store" dataStoreRef="DS"/>
<endEvent id="e"><dataInput id="ei"/><dataInputAssociation id="eia"><sourceRef>obj</sourceRef><targetRef>ei</targetRef></dataInputAssociation><inputSet id="eis"><dataInputRefs>ei</dataInputRefs></inputSet><messageEventDefinition messageRef="M"/></endEvent>
<sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="b"/><sequenceFlow id="f3" sourceRef="b" targetRef="sub"/><sequenceFlow id="f4" sourceRef="sub" targetRef="e"/></process><message id="M" itemRef="I1"/>
<process id="Q"><dataObject id="qobj"/><task id="q"/></process>`

neighbours('sets hold the inputs and outputs of their own', file(base),
  ['input-without-set', '<dataInputRefs>in2</dataInputRefs><optionalInputRefs>in2</optionalInputRefs>', '', 'in2'],
  ['output-without-set', '<dataOutputRefs>out1</dataOutputRefs><optionalOutputRefs>out1</optionalOutputRefs>', '', 'out1'],
  ['input-without-set', '<inputSet id="pis"><dataInputRefs>pin</dataInputRefs></inputSet>', '<inputSet id="pis"/>', 'pin'],
  ['output-without-set', '<outputSet id="sos"><dataOutputRefs>so</dataOutputRefs></outputSet>', '', 'so'],
  ['input-without-set', '<inputSet id="eis"><dataInputRefs>ei</dataInputRefs></inputSet>', '', 'ei'],
  ['set-foreign', '<dataInputRefs>bin</dataInputRefs>', '<dataInputRefs>bin</dataInputRefs><dataInputRefs>in1</dataInputRefs>', 'bis'],
  ['set-foreign', '<dataOutputRefs>bout</dataOutputRefs>', '<dataOutputRefs>bout</dataOutputRefs><dataOutputRefs>out1</dataOutputRefs>', 'bos'],
  ['set-not-listed', '<dataInputRefs>in2</dataInputRefs><optionalInputRefs>', '<optionalInputRefs>', 'is1'],
  ['set-not-listed', '<whileExecutingInputRefs>in1</whileExecutingInputRefs>', '<whileExecutingInputRefs>bin</whileExecutingInputRefs>', 'is1'],
  ['set-not-listed', '<optionalOutputRefs>out1</optionalOutputRefs>', '<optionalOutputRefs>bout</optionalOutputRefs>', 'os1'],
  ['set-partner-silent', '<inputSetRefs>is1</inputSetRefs>', '', 'is1'],
  ['set-partner-silent', '<outputSetRefs>os1</outputSetRefs>', '', 'os1'],
  ['set-partner-foreign', '<outputSetRefs>os1</outputSetRefs>', '<outputSetRefs>bos</outputSetRefs>', 'is1'],
  ['ref-type', '<dataInputRefs>bin</dataInputRefs>', '<dataInputRefs>bin</dataInputRefs><dataInputRefs>obj</dataInputRefs>', 'bis'],
  ['ref-type', '<dataOutputRefs>bout</dataOutputRefs>', '<dataOutputRefs>bout</dataOutputRefs><dataOutputRefs>bin</dataOutputRefs>', 'bos'],
  ['ref-type', '<outputSetRefs>os1</outputSetRefs>', '<outputSetRefs>is1</outputSetRefs>', 'is1'],
  ['ref-missing', '<dataInputRefs>bin</dataInputRefs>', '<dataInputRefs>bin</dataInputRefs><dataInputRefs>gone</dataInputRefs>', 'bis'],
  ['ref-missing', '<outputSetRefs>os1</outputSetRefs>', '<outputSetRefs>gone</outputSetRefs>', 'is1'],
  ['element-missing', '<inputSet id="bis"><dataInputRefs>bin</dataInputRefs></inputSet>', '', 'bio'],
  ['element-missing', '<outputSet id="bos"><dataOutputRefs>bout</dataOutputRefs></outputSet>', '', 'bio'],
  ['element-order', '<dataInput id="bin"/><dataOutput id="bout"/>', '<dataOutput id="bout"/><dataInput id="bin"/>', 'bin'],
  ['element-too-many', '<task id="b">', '<task id="b"><ioSpecification><inputSet/><outputSet/></ioSpecification>', 'bio'],
  ['element-order', '<property id="aprop"/>\n<dataInputAssociation id="dia"><sourceRef>ref</sourceRef><targetRef>in1</targetRef></dataInputAssociation>', '<dataInputAssociation id="dia"><sourceRef>ref</sourceRef><targetRef>in1</targetRef></dataInputAssociation><property id="aprop"/>', 'aprop'],
)

neighbours('data goes into what it belongs to, and comes from what can be seen', file(base),
  ['data-into-elsewhere', '<targetRef>in1</targetRef>', '<targetRef>bin</targetRef>', 'a'],
  ['data-into-elsewhere', '<targetRef>in1</targetRef>', '<targetRef>obj</targetRef>', 'a'],
  ['data-into-output', '<targetRef>in1</targetRef>', '<targetRef>out1</targetRef>', 'a'],
  ['data-from-elsewhere', '<sourceRef>out1</sourceRef>', '<sourceRef>obj</sourceRef>', 'a'],
  ['data-from-elsewhere', '<sourceRef>out1</sourceRef>', '<sourceRef>bout</sourceRef>', 'a'],
  ['data-from-input', '<sourceRef>out1</sourceRef>', '<sourceRef>in1</sourceRef>', 'a'],
  ['data-from-elsewhere', '<sourceRef>so</sourceRef>', '<sourceRef>prop</sourceRef>', 's'],
  ['data-into-elsewhere', '<targetRef>ei</targetRef>', '<targetRef>obj</targetRef>', 'e'],
  ['data-out-of-sight', '<sourceRef>ref</sourceRef>', '<sourceRef>deep</sourceRef>', 'a'],
  ['data-out-of-sight', '<sourceRef>ref</sourceRef>', '<sourceRef>qobj</sourceRef>', 'a'],
  ['data-out-of-sight', '<sourceRef>ref</sourceRef>', '<sourceRef>bout</sourceRef>', 'a'],
  ['data-out-of-sight', '<targetRef>store</targetRef>', '<targetRef>deep</targetRef>', 'a'],
  ['data-out-of-sight', '<targetRef>obj</targetRef>', '<targetRef>qobj</targetRef>', 's'],
  ['data-into-process-input', '<targetRef>obj</targetRef></dataOutputAssociation>', '<targetRef>pin</targetRef></dataOutputAssociation>', 's'],
  ['data-from-process-output', '<sourceRef>ref</sourceRef>', '<sourceRef>pout</sourceRef>', 'a'],
  ['data-many-sources', '<transformation>both</transformation>', '', 'a'],
  ['data-types-differ', '<sourceRef>ref</sourceRef>', '<sourceRef>many</sourceRef>', 'a'],
  ['ref-type', '<sourceRef>ref</sourceRef>', '<sourceRef>b</sourceRef>', 'dia'],
  ['ref-type', '<targetRef>in1</targetRef>', '<targetRef>a</targetRef>', 'dia'],
  ['ref-type', '<targetRef>store</targetRef>', '<targetRef>f1</targetRef>', 'doa'],
  ['ref-missing', '<sourceRef>ref</sourceRef>', '<sourceRef>gone</sourceRef>', 'dia'],
  ['ref-missing', '<targetRef>store</targetRef>', '<targetRef>gone</targetRef>', 'doa'],
  ['element-missing', '<targetRef>in1</targetRef>', '', 'dia'],
  ['element-order', '<sourceRef>ref</sourceRef><targetRef>in1</targetRef>', '<targetRef>in1</targetRef><sourceRef>ref</sourceRef>'],
  ['element-too-many', '<targetRef>in1</targetRef>', '<targetRef>in1</targetRef><targetRef>in2</targetRef>'],
  ['element-missing', '<from>x</from>', '', 'as'],
  ['element-missing', '<to>y</to>', '', 'as'],
  ['element-misplaced', '<dataInput id="ei"/>', '<dataOutput id="ei"/>', 'ei'],
  ['element-misplaced', '<dataOutput id="so" itemSubjectRef="I1"/>', '<dataInput id="so" itemSubjectRef="I1"/>', 'so'],
  ['element-misplaced', '<dataInputAssociation id="eia"><sourceRef>obj</sourceRef><targetRef>ei</targetRef></dataInputAssociation>', '<dataOutputAssociation id="eia"><sourceRef>ei</sourceRef><targetRef>obj</targetRef></dataOutputAssociation>', 'eia'],
)

neighbours('data says what it is of', file(base),
  ['collection-differs', '<dataObject id="obj" itemSubjectRef="I1"/>', '<dataObject id="obj" itemSubjectRef="I1" isCollection="true"/>', 'obj'],
  ['collection-differs', '<dataObject id="many" itemSubjectRef="I2" isCollection="true"/>', '<dataObject id="many" itemSubjectRef="I2"/>', 'many'],
  ['collection-differs', '<dataInput id="pin" itemSubjectRef="I1"/>', '<dataInput id="pin" itemSubjectRef="I1" isCollection="1"/>', 'pin'],
  ['collection-differs', '<dataOutput id="out1" itemSubjectRef="I1"/>', '<dataOutput id="out1" itemSubjectRef="I1" isCollection="true"/>', 'out1'],
  ['event-data-type', '<dataOutput id="so" itemSubjectRef="I1"/>', '<dataOutput id="so" itemSubjectRef="I2" isCollection="true"/>', 's'],
  ['data-object-missing', ' dataObjectRef="obj"', '', 'ref'],
  ['data-object-out-of-sight', 'dataObjectRef="obj"', 'dataObjectRef="deep"', 'ref'],
  ['data-object-out-of-sight', 'dataObjectRef="obj"', 'dataObjectRef="qobj"', 'ref'],
  ['ref-type', 'dataObjectRef="obj"', 'dataObjectRef="store"', 'ref'],
  ['ref-missing', 'dataObjectRef="obj"', 'dataObjectRef="gone"', 'ref'],
  ['ref-type', 'dataStoreRef="DS"', 'dataStoreRef="obj"', 'store'],
  ['ref-missing', 'dataStoreRef="DS"', 'dataStoreRef="gone"', 'store'],
  ['data-object-state', '<dataObject id="deep"/>', '<dataObject id="deep"><dataState name="new"/></dataObject>', 'deep'],
  ['data-reference-item', 'dataObjectRef="obj"', 'dataObjectRef="obj" itemSubjectRef="I1"', 'ref'],
  ['ref-type', '<property id="prop" itemSubjectRef="I1"/>', '<property id="prop" itemSubjectRef="obj"/>', 'prop'],
  ['ref-missing', '<property id="prop" itemSubjectRef="I1"/>', '<property id="prop" itemSubjectRef="gone"/>', 'prop'],
  ['ref-type', '<dataObject id="obj" itemSubjectRef="I1"/>', '<dataObject id="obj" itemSubjectRef="M"/>', 'obj'],
  ['ref-type', 'capacity="4" itemSubjectRef="I1"', 'capacity="4" itemSubjectRef="DS"', 'DS'],
  ['data-store-capacity', 'capacity="4"', 'capacity="-4"', 'DS'],
  ['value', 'capacity="4"', 'capacity="4.5"', 'DS'],
  ['value-list', 'itemKind="Information"', 'itemKind="Digital"', 'I1'],
  ['ref-prefix', 'structureRef="xsd:string"', 'structureRef="xs:string"', 'I1'],
  ['element-misplaced', '<dataObject id="deep"/>', '<dataStore id="deep"/>', 'deep'],
  ['element-misplaced', '<message id="M" itemRef="I1"/>', '<message id="M" itemRef="I1"/><dataObject id="top"/>', 'top'],
  ['element-order', '<dataObject id="deep"/>', '<dataObject id="deep"/><property id="late"/>', 'late'],
)

const offered = `<message id="M"/><interface id="IF" name="n"><operation id="O" name="o"><inMessageRef>M</inMessageRef></operation></interface><interface id="IF2" name="n2"><operation id="O2" name="o2"><inMessageRef>M</inMessageRef></operation></interface>
<process id="P"><supportedInterfaceRef>IF</supportedInterfaceRef><ioSpecification id="io"><dataInput id="i"/><dataOutput id="o"/><inputSet id="is"><dataInputRefs>i</dataInputRefs></inputSet><outputSet id="os"><dataOutputRefs>o</dataOutputRefs></outputSet></ioSpecification><ioBinding id="bind" operationRef="O" inputDataRef="is" outputDataRef="os"/><task id="a"/></process>
<process id="Q"><ioSpecification id="qio"><inputSet id="qis"/><outputSet id="qos"/></ioSpecification></process>`
neighbours('a process that is offered as a service binds its own data to its own operations', file(offered),
  ['binding-operation', 'operationRef="O"', 'operationRef="O2"', 'P'],
  ['binding-operation', '<supportedInterfaceRef>IF</supportedInterfaceRef>', '', 'P'],
  ['binding-set', 'inputDataRef="is"', 'inputDataRef="qis"', 'P'],
  ['binding-set', 'outputDataRef="os"', 'outputDataRef="qos"', 'P'],
  ['ref-type', 'inputDataRef="is"', 'inputDataRef="os"', 'bind'],
  ['ref-type', 'outputDataRef="os"', 'outputDataRef="is"', 'bind'],
  ['ref-type', 'operationRef="O"', 'operationRef="IF"', 'bind'],
  ['ref-type', '<supportedInterfaceRef>IF</supportedInterfaceRef>', '<supportedInterfaceRef>O</supportedInterfaceRef>', 'P'],
  ['ref-missing', '<supportedInterfaceRef>IF</supportedInterfaceRef>', '<supportedInterfaceRef>gone</supportedInterfaceRef>', 'P'],
  ['attribute-missing', ' operationRef="O"', '', 'bind'],
  ['attribute-missing', ' inputDataRef="is"', '', 'bind'],
  ['attribute-missing', ' outputDataRef="os"', '', 'bind'],
)

neighbours('error, signal and escalation carry items of ours or types of others', file(`<itemDefinition id="I"/><error id="E" structureRef="I"/><signal id="S" structureRef="xsd:string"/><escalation id="X" structureRef="own:I"/>${process('', '')}`),
  ['ref-type', 'id="E" structureRef="I"', 'id="E" structureRef="S"', 'E'],
  ['ref-missing', 'id="E" structureRef="I"', 'id="E" structureRef="gone"', 'E'],
  ['ref-missing', 'structureRef="own:I"', 'structureRef="own:gone"', 'X'],
  ['ref-prefix', 'structureRef="xsd:string"', 'structureRef="nobody:string"', 'S'],
  ['ref-form', 'structureRef="xsd:string"', 'structureRef="a b"', 'S'],
)
