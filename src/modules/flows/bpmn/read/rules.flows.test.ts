import { file, flows, neighbours, process } from './testing/models.ts'

const two = `<process id="P"><startEvent id="s"/><task id="a"/><endEvent id="e"/>${flows('s a', 'a e')}</process>
<process id="Q"><startEvent id="s2"/><task id="b"/><subProcess id="sub"><task id="in"/></subProcess><endEvent id="e2"/>${flows('s2 b', 'b sub', 'sub e2')}</process>`

neighbours('a sequence flow stays in its process and on its level', file(two),
  ['flow-crosses-pool', 'sourceRef="a" targetRef="e"', 'sourceRef="a" targetRef="b"', 'a-e'],
  ['flow-crosses-pool', 'sourceRef="b" targetRef="sub"', 'sourceRef="b" targetRef="a"'],
  ['flow-crosses-subprocess', 'sourceRef="b" targetRef="sub"', 'sourceRef="b" targetRef="in"'],
  ['flow-crosses-subprocess', 'sourceRef="sub" targetRef="e2"', 'sourceRef="in" targetRef="e2"'],
  ['flow-elsewhere', '<task id="in"/></subProcess>', '<task id="in"/><sequenceFlow id="strange" sourceRef="b" targetRef="e2"/></subProcess>'],
  ['ref-missing', 'sourceRef="a" targetRef="e"', 'sourceRef="a" targetRef="nowhere"'],
  ['ref-missing', 'sourceRef="a" targetRef="e"', 'sourceRef="nowhere" targetRef="e"'],
  ['ref-type', 'sourceRef="a" targetRef="e"', 'sourceRef="a" targetRef="s-a"'],
  ['ref-type', 'sourceRef="a" targetRef="e"', 'sourceRef="P" targetRef="e"'],
  ['ref-form', 'sourceRef="a" targetRef="e"', 'sourceRef="a b" targetRef="e"'],
  ['start-incoming', 'sourceRef="a" targetRef="e"', 'sourceRef="a" targetRef="s"', 's'],
  ['end-outgoing', '<sequenceFlow id="a-e"', '<sequenceFlow id="back" sourceRef="e" targetRef="a"/><sequenceFlow id="a-e"', 'e'],
)

neighbours('with a start there is an end, and then nothing hangs loose', file(two),
  ['start-without-end', '<endEvent id="e"/>', '<task id="e"/>', 's'],
  ['end-without-start', '<startEvent id="s"/>', '<task id="s"/>', 'e'],
  ['no-incoming', '<task id="a"/>', '<task id="a"/><task id="loose"/>', 'loose'],
  ['no-outgoing', '<task id="a"/>', '<task id="a"/><task id="loose"/>', 'loose'],
  ['no-incoming', '<task id="a"/>', '<task id="a"/><intermediateThrowEvent id="loose"/>', 'loose'],
  ['no-outgoing', sequence('a', 'e'), '', 'a'],
  ['no-incoming', sequence('s2', 'b'), '', 'b'],
  ['no-incoming', '<task id="in"/>', '<task id="in"/><startEvent id="is"/><endEvent id="ie"/><sequenceFlow id="is-ie" sourceRef="is" targetRef="ie"/>', 'in'],
  ['start-without-end', '<task id="in"/>', '<startEvent id="is"/><task id="in"/><sequenceFlow id="is-in" sourceRef="is" targetRef="in"/>', 'is'],
  ['end-without-start', '<task id="in"/>', '<task id="in"/><endEvent id="ie"/><sequenceFlow id="in-ie" sourceRef="in" targetRef="ie"/>', 'ie'],
)

neighbours('a process without start and end events begins and ends by itself', file('<process id="P"><task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/><task id="alone"/></process>'),
  ['no-incoming', '<task id="alone"/>', '<intermediateCatchEvent id="alone"><timerEventDefinition/></intermediateCatchEvent>', 'alone'],
  ['no-outgoing', '<task id="alone"/>', '<intermediateCatchEvent id="alone"><timerEventDefinition/></intermediateCatchEvent>', 'alone'],
)

const listed = `<process id="P"><startEvent id="s"><outgoing>s-a</outgoing></startEvent><task id="a"><incoming>s-a</incoming><outgoing>a-e</outgoing></task><endEvent id="e"><incoming>own:a-e</incoming></endEvent>${flows('s a', 'a e')}</process>`

neighbours('what an element lists as coming in and going out is what the flows say', file(listed),
  ['incoming-forgotten', '<incoming>s-a</incoming>', '', 'a'],
  ['outgoing-forgotten', '<outgoing>a-e</outgoing>', '', 'a'],
  ['outgoing-forgotten', '<outgoing>s-a</outgoing>', '', 's'],
  ['incoming-forgotten', '<incoming>own:a-e</incoming>', '', 'e'],
  ['incoming-wrong', '<incoming>s-a</incoming>', '<incoming>s-a</incoming><incoming>a-e</incoming>', 'a'],
  ['outgoing-wrong', '<outgoing>s-a</outgoing>', '<outgoing>s-a</outgoing><outgoing>a-e</outgoing>', 's'],
  ['incoming-wrong', '<incoming>own:a-e</incoming>', '<incoming>own:a-e</incoming><incoming>s-a</incoming>', 'e'],
  ['ref-missing', '<incoming>s-a</incoming>', '<incoming>gone</incoming>', 'a'],
  ['ref-type', '<incoming>s-a</incoming>', '<incoming>s</incoming>', 'a'],
  ['ref-type', '<outgoing>a-e</outgoing>', '<outgoing>e</outgoing>', 'a'],
  ['ref-prefix', '<incoming>own:a-e</incoming>', '<incoming>none:a-e</incoming>', 'e'],
  ['ref-not-imported', '<incoming>own:a-e</incoming>', '<incoming>x:a-e</incoming>', 'e'],
)

const split = `<process id="P" isExecutable="true"><startEvent id="s"/><exclusiveGateway id="g" default="g-b"/><task id="a" default="a-j"/><task id="b"/><exclusiveGateway id="j"/><endEvent id="e"/>${flows('s g', 'g b', 'b j', 'j e', 'a j')}
<sequenceFlow id="g-a" sourceRef="g" targetRef="a" isImmediate="true"><conditionExpression xsi:type="tFormalExpression">x > 1</conditionExpression></sequenceFlow>
<sequenceFlow id="a-e" sourceRef="a" targetRef="e"><conditionExpression>ok</conditionExpression></sequenceFlow></process>`.replace('x > 1', 'x &gt; 1')

neighbours('conditions and default flows', file(split),
  ['condition-after-parallel', '<exclusiveGateway id="g" default="g-b"/>', '<parallelGateway id="g"/>', 'g-a'],
  ['condition-after-event', '<sequenceFlow id="s-g" sourceRef="s" targetRef="g"/>', '<sequenceFlow id="s-g" sourceRef="s" targetRef="g"><conditionExpression/></sequenceFlow>', 's-g'],
  ['condition-alone', '<sequenceFlow id="b-j" sourceRef="b" targetRef="j"/>', '<sequenceFlow id="b-j" sourceRef="b" targetRef="j"><conditionExpression/></sequenceFlow>', 'b-j'],
  ['default-elsewhere', 'default="g-b"', 'default="b-j"', 'g'],
  ['default-elsewhere', 'default="g-b"', 'default="s-g"', 'g'],
  ['default-elsewhere', 'default="a-j"', 'default="g-a"', 'a'],
  ['default-condition', 'default="g-b"', 'default="g-a"', 'g-a'],
  ['default-condition', 'default="a-j"', 'default="a-e"', 'a-e'],
  ['ref-missing', 'default="g-b"', 'default="gone"'],
  ['ref-type', 'default="g-b"', 'default="b"', 'g'],
  ['ref-form', 'default="g-b"', 'default="own:g-b"', 'g'],
  ['attribute-unknown', '<exclusiveGateway id="j"/>', '<parallelGateway id="j" default="j-e"/>', 'j'],
  ['immediate-executable', 'isImmediate="true"', 'isImmediate="false"', 'g-a'],
  ['type-wrong', 'xsi:type="tFormalExpression"', 'xsi:type="tTask"'],
  ['type-wrong', 'xsi:type="tFormalExpression"', 'xsi:type="tFormal"'],
  ['element-too-many', '<conditionExpression>ok</conditionExpression>', '<conditionExpression>ok</conditionExpression><conditionExpression>no</conditionExpression>'],
)

const gates = `<process id="P" isExecutable="true"><startEvent id="s"/>
<parallelGateway id="g1" gatewayDirection="Diverging"/><task id="a"/><task id="b"/><inclusiveGateway id="mix" gatewayDirection="Mixed"/><task id="c"/><task id="d"/>
<complexGateway id="g2" gatewayDirection="Converging"><activationCondition>activationCount &gt; 1</activationCondition></complexGateway><endEvent id="e"/>
${flows('s g1', 'g1 a', 'g1 b', 'a mix', 'b mix', 'mix c', 'mix d', 'c g2', 'd g2', 'g2 e')}</process>`

neighbours('a gateway does what its direction says, and it does something', file(gates),
  ['gateway-diverging', sequence('g1', 'a'), sequence('b', 'a', 'g1-a'), 'g1'],
  ['gateway-diverging', sequence('s', 'g1'), sequence('s', 'g1') + sequence('a', 'g1'), 'g1'],
  ['gateway-converging', sequence('d', 'g2'), sequence('d', 'e', 'd-g2'), 'g2'],
  ['gateway-converging', sequence('g2', 'e'), sequence('g2', 'e') + sequence('g2', 'a'), 'g2'],
  ['gateway-mixed', sequence('b', 'mix'), sequence('b', 'd', 'b-mix'), 'mix'],
  ['gateway-mixed', sequence('mix', 'd'), sequence('b', 'd', 'mix-d'), 'mix'],
  ['gateway-converging', 'gatewayDirection="Diverging"', 'gatewayDirection="Converging"', 'g1'],
  ['gateway-diverging', 'gatewayDirection="Mixed"', 'gatewayDirection="Diverging"', 'mix'],
  ['gateway-converging', 'gatewayDirection="Mixed"', 'gatewayDirection="Converging"', 'mix'],
  ['gateway-mixed', 'gatewayDirection="Converging"', 'gatewayDirection="Mixed"', 'g2'],
  ['gateway-mixed', 'gatewayDirection="Diverging"', 'gatewayDirection="Mixed"', 'g1'],
  ['value-list', 'gatewayDirection="Diverging"', 'gatewayDirection="diverging"', 'g1'],
  ['complex-no-activation', '<activationCondition>activationCount &gt; 1</activationCondition>', '', 'g2'],
  ['gateway-idle', `${sequence('s', 'g1')}`, `<exclusiveGateway id="idle"/>${sequence('s', 'idle')}${sequence('idle', 'g1')}`, 'idle'],
  ['element-misplaced', '<task id="c"/>', '<gateway id="c"/>', 'c'],
  ['element-abstract', '<task id="c"/>', '<flowElement id="c"/>', 'c'],
  ['element-abstract', '<task id="c"/>', '<event id="c"/>', 'c'],
  ['element-misplaced', '<task id="c"/>', '<activity id="c"/>', 'c'],
)

const events = `<process id="P" isExecutable="true"><startEvent id="s"/><eventBasedGateway id="g"/>
<intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>
<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
<exclusiveGateway id="j"/><task id="z"/><endEvent id="e"/>
${flows('s g', 'g m', 'g t', 'm j', 't j', 'j z', 'z e')}</process><message id="M"/><signal id="S"/>`

neighbours('after an event gateway the event that comes first decides', file(events),
  ['event-gateway-few', sequence('g', 't'), sequence('s', 't', 'g-t'), 'g'],
  ['event-gateway-target', 'intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent', 'task id="t"/', 'g'],
  ['event-gateway-target', 'intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent', 'intermediateThrowEvent id="t"/', 'g'],
  ['event-gateway-target', sequence('g', 't'), sequence('g', 't') + sequence('g', 'z'), 'g'],
  ['event-gateway-target', sequence('g', 't'), sequence('g', 't') + sequence('g', 'j'), 'g'],
  ['event-gateway-target', sequence('g', 't'), sequence('g', 't') + sequence('g', 'e'), 'g'],
  ['event-gateway-mixed', 'intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent', 'receiveTask id="t"/', 'g'],
  ['event-gateway-shared', sequence('j', 'z'), sequence('j', 'z') + sequence('z', 't'), 't'],
  ['event-gateway-parallel', '<eventBasedGateway id="g"/>', '<eventBasedGateway id="g" eventGatewayType="Parallel"/>', 'g'],
  ['condition-after-event-gateway', sequence('g', 't'), '<sequenceFlow id="g-t" sourceRef="g" targetRef="t"><conditionExpression/></sequenceFlow>', 'g-t'],
  ['attribute-unknown', '<eventBasedGateway id="g"/>', '<eventBasedGateway id="g" default="g-t"/>', 'g'],
  ['value-list', '<eventBasedGateway id="g"/>', '<eventBasedGateway id="g" eventGatewayType="Inclusive"/>', 'g'],
  ['instantiating-incoming', '<eventBasedGateway id="g"/>', '<eventBasedGateway id="g" instantiate="true"/>' + sequence('z', 'g'), 'g'],
  ['gateway-converging', '<eventBasedGateway id="g"/>', '<eventBasedGateway id="g" gatewayDirection="Converging"/>', 'g'],
)

neighbours('an event gateway may wait for receive tasks, and may begin a process', file(`<process id="P"><eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/><receiveTask id="r1"/><receiveTask id="r2"/><parallelGateway id="j"/><endEvent id="e"/>${flows('g r1', 'g r2', 'r1 j', 'r2 j', 'j e')}</process>`),
  ['event-gateway-bordered', '<parallelGateway id="j"/>', `<parallelGateway id="j"/><boundaryEvent id="b" attachedToRef="r1"><timerEventDefinition/></boundaryEvent><endEvent id="e2"/>${sequence('b', 'e2')}`, 'r1'],
  ['instantiating-incoming', sequence('j', 'e'), sequence('j', 'e') + sequence('j', 'g'), 'g'],
  ['instantiating-incoming', '<parallelGateway id="j"/>', `<parallelGateway id="j"/><startEvent id="s"/>${sequence('s', 'j')}`, 'g'],
  ['event-gateway-parallel', 'instantiate="true"', 'instantiate="false"', 'g'],
  ['end-without-start', 'instantiate="true" eventGatewayType="Parallel"', '', 'e'],
)

neighbours('a receive task that begins a process', file(`<process id="P"><receiveTask id="r" instantiate="true"/><endEvent id="e"/>${flows('r e')}</process>`),
  ['no-incoming', '<endEvent id="e"/>', '<endEvent id="e"/><endEvent id="loose"/>', 'loose'],
  ['no-outgoing', sequence('r', 'e'), '', 'r'],
  ['instantiating-incoming', sequence('r', 'e'), `<task id="a"/>${sequence('r', 'a')}${sequence('a', 'r')}${sequence('a', 'e', 'r-e')}`, 'r'],
  ['end-without-start', 'instantiate="true"', 'instantiate="false"', 'e'],
  ['value', 'instantiate="true"', 'instantiate="yes"', 'r'],
  ['instantiating-inner', '<endEvent id="e"/>', '<endEvent id="e"/><subProcess id="sub"><receiveTask id="inner" instantiate="true"/></subProcess>', 'inner'],
)

neighbours('a receive task after a start event may begin the process too', file(process('<receiveTask id="r" instantiate="true"/>', 'r')),
  ['instantiating-incoming', '<startEvent id="s"/>', '<startEvent id="s"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent>', 'r'],
  ['instantiating-incoming', '<endEvent id="e"/>', `<endEvent id="e"/><task id="a"/>${sequence('s', 'a')}${sequence('a', 'r')}`, 'r'],
)

function sequence(from: string, to: string, id = `${from}-${to}`): string {
  return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
}
