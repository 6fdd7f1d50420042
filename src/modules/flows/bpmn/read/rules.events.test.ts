import { file, flows, neighbours, process } from './testing/models.ts'

const top = `<message id="M"/><signal id="S"/><error id="E" errorCode="e1"/><escalation id="X" escalationCode="x1"/>`
const kinds = {
  message: '<messageEventDefinition messageRef="M"/>',
  timer: '<timerEventDefinition><timeDate>2026-11-21T10:00:00</timeDate></timerEventDefinition>',
  conditional: '<conditionalEventDefinition><condition xsi:type="tFormalExpression">ready</condition></conditionalEventDefinition>',
  signal: '<signalEventDefinition signalRef="S"/>',
  error: '<errorEventDefinition errorRef="E"/>',
  escalation: '<escalationEventDefinition escalationRef="X"/>',
  compensate: '<compensateEventDefinition/>',
  cancel: '<cancelEventDefinition/>',
  terminate: '<terminateEventDefinition/>',
  link: '<linkEventDefinition name="L"/>',
}
type Kind = keyof typeof kinds
const of = (...list: Kind[]): string => list.map((it) => kinds[it]).join('')

// Where an event of each kind may stand (tables 10.84, 10.86, 10.87, 10.89, 10.90 and 10.93): each allowed one is a good
// neighbour of each that is not.
const places = [
  { where: 'the start of a process', rule: 'start-kind', good: ['message', 'timer', 'conditional', 'signal'], model: (it: string) => `<process id="P" isExecutable="true"><startEvent id="v">${it}</startEvent><endEvent id="e"/>${flows('v e')}</process>` },
  { where: 'the start of an event sub-process', rule: 'event-subprocess-start-kind', good: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'compensate'], model: (it: string) => process(`<subProcess id="sub" triggeredByEvent="true"><startEvent id="v">${it}</startEvent><endEvent id="ve"/>${flows('v ve')}</subProcess>`, '') },
  { where: 'an intermediate event that throws', rule: 'throw-kind', good: ['message', 'signal', 'escalation', 'compensate'], model: (it: string) => process(`<intermediateThrowEvent id="v">${it}</intermediateThrowEvent>`, 'v') },
  { where: 'an intermediate event that waits', rule: 'catch-kind', good: ['message', 'timer', 'conditional', 'signal'], model: (it: string) => process(`<intermediateCatchEvent id="v">${it}</intermediateCatchEvent>`, 'v') },
  { where: 'an end', rule: 'end-kind', good: ['message', 'signal', 'error', 'escalation', 'compensate', 'terminate'], model: (it: string) => `<process id="P" isExecutable="true"><startEvent id="s"/><endEvent id="v">${it}</endEvent>${flows('s v')}</process>` },
  { where: 'a border', rule: 'boundary-kind', good: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation'], model: (it: string) => process(`<task id="a"/><boundaryEvent id="v" attachedToRef="a">${it}</boundaryEvent><endEvent id="ve"/>${flows('v ve')}`, 'a') },
] as const

for (const { where, rule, good, model } of places) {
  const bad = (Object.keys(kinds) as Kind[]).filter((it) => !(good as readonly string[]).includes(it) && it !== 'link' && !(it === 'cancel' && ['end-kind', 'boundary-kind'].includes(rule)) && !(it === 'compensate' && rule === 'boundary-kind'))
  for (const kind of good) neighbours(`${where} may be of kind ${kind}`, file(top + model(of(kind))), ...bad.map((it): [typeof rule, string, string, string] => [rule, of(kind), of(it), 'v']))
  const several = (['message', 'signal'] as Kind[]).filter((it) => (good as readonly string[]).includes(it))
  neighbours(`${where} may be of several kinds, each of which may stand there`, file(top + model(of(...several))), ...bad.map((it): [typeof rule, string, string, string] => [rule, of(...several), of(...several, it), 'v']))
}

neighbours('an event that waits, and one on a border, must be of a kind', file(top + process(`<intermediateCatchEvent id="v">${of('timer')}</intermediateCatchEvent><task id="a"/><boundaryEvent id="b" attachedToRef="a">${of('signal')}</boundaryEvent><intermediateThrowEvent id="none"/><endEvent id="be"/>${flows('b be')}`, 'v a none')),
  ['catch-none', of('timer'), '', 'v'],
  ['boundary-none', of('signal'), '', 'b'],
  ['no-outgoing', flows('b be'), '', 'b'],
  ['boundary-many-outgoing', flows('b be'), flows('b be', 'b none'), 'b'],
  ['boundary-incoming', flows('b be'), flows('b be', 'v b'), 'b'],
  ['attribute-missing', ' attachedToRef="a"', '', 'b'],
  ['ref-missing', ' attachedToRef="a"', ' attachedToRef="gone"', 'b'],
  ['ref-type', ' attachedToRef="a"', ' attachedToRef="v"', 'b'],
  ['ref-type', ' attachedToRef="a"', ' attachedToRef="P"', 'b'],
  ['ref-missing', 'signalRef="S"', 'signalRef="gone"'],
  ['ref-type', 'signalRef="S"', 'signalRef="M"'],
  ['value', 'attachedToRef="a"', 'attachedToRef="a" cancelActivity="no"', 'b'],
  ['attribute-unknown', 'attachedToRef="a"', 'attachedToRef="a" isInterrupting="true"', 'b'],
)

const interrupting = (end: string): string => file(top + process(`<task id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="${end}">${of('escalation')}</boundaryEvent><endEvent id="be"/>${flows('b be')}
<subProcess id="sub" triggeredByEvent="true"><startEvent id="v" isInterrupting="${end}">${of('escalation')}</startEvent><endEvent id="ve"/>${flows('v ve')}</subProcess>`, 'a'))
neighbours('an escalation need not interrupt, an error must', interrupting('false'),
  ['boundary-must-interrupt', of('escalation'), of('error'), 'b'],
  ['start-must-interrupt', `isInterrupting="false">${of('escalation')}`, `isInterrupting="false">${of('error')}`, 'v'],
  ['start-must-interrupt', `isInterrupting="false">${of('escalation')}`, `isInterrupting="false">${of('compensate')}`, 'v'],
  ['start-must-interrupt', `isInterrupting="false">${of('escalation')}`, `isInterrupting="0">${of('signal', 'error')}`, 'v'],
)

const transaction = `<transaction id="tx"><startEvent id="ts"/><task id="ta"/><endEvent id="te"/><endEvent id="tc">${of('cancel')}</endEvent>${flows('ts ta', 'ta te', 'ta tc')}</transaction>
<boundaryEvent id="b" attachedToRef="tx">${of('cancel')}</boundaryEvent><endEvent id="be"/>${flows('b be')}`
neighbours('cancelling belongs to a transaction', file(process(transaction, 'tx')),
  ['cancel-end-outside', transaction, transaction.replace('<transaction id="tx">', '<subProcess id="tx">').replace('</transaction>', '</subProcess>'), 'tc'],
  ['cancel-boundary-outside', transaction, transaction.replace('<transaction id="tx">', '<subProcess id="tx">').replace('</transaction>', '</subProcess>'), 'b'],
  ['boundary-must-interrupt', 'attachedToRef="tx"', 'attachedToRef="tx" cancelActivity="false"', 'b'],
  ['cancel-end-outside', '<endEvent id="be"/>', `<endEvent id="be">${of('cancel')}</endEvent>`, 'be'],
  ['throw-kind', '<task id="ta"/>', `<intermediateThrowEvent id="ta">${of('cancel')}</intermediateThrowEvent>`, 'ta'],
)

const undoing = `<task id="a"/><boundaryEvent id="b" attachedToRef="a">${of('compensate')}</boundaryEvent><task id="undo" isForCompensation="true"/><task id="plain"/>
<subProcess id="sub"><task id="inside"/><task id="undoInside" isForCompensation="true"/></subProcess>
<intermediateThrowEvent id="throw"><compensateEventDefinition activityRef="a" waitForCompletion="true"/></intermediateThrowEvent>`
const undone = process(undoing, 'a plain sub throw').replace('</process>', '<association id="as" associationDirection="One" sourceRef="b" targetRef="undo"/></process>')
neighbours('what compensates stands aside, tied to the border', file(undone),
  ['compensation-no-handler', '<association id="as" associationDirection="One" sourceRef="b" targetRef="undo"/>', '', 'b'],
  ['compensation-no-handler', 'sourceRef="b" targetRef="undo"', 'sourceRef="undo" targetRef="b"', 'b'],
  ['compensation-handler-plain', 'sourceRef="b" targetRef="undo"', 'sourceRef="b" targetRef="plain"', 'b'],
  ['compensation-handler-elsewhere', 'sourceRef="b" targetRef="undo"', 'sourceRef="b" targetRef="undoInside"', 'b'],
  ['compensation-many-handlers', '</process>', '<association id="as2" sourceRef="b" targetRef="undoInside"/></process>', 'b'],
  ['compensation-boundary-outgoing', flows('a plain'), flows('a plain', 'b plain'), 'b'],
  ['compensation-flow', flows('a plain'), flows('a plain', 'plain undo'), 'undo'],
  ['compensation-flow', flows('a plain'), flows('a plain', 'undo plain'), 'undo'],
  ['compensation-out-of-sight', 'activityRef="a"', 'activityRef="inside"', 'throw'],
  ['compensation-out-of-sight', '<task id="inside"/>', '<task id="inside"/><intermediateThrowEvent id="deep"><compensateEventDefinition activityRef="a"/></intermediateThrowEvent>', 'deep'],
  ['compensation-many-handlers', '<task id="plain"/>', '<task id="plain"/><boundaryEvent id="b2" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><association id="as2" sourceRef="b2" targetRef="undo"/>', 'b2'],
  ['ref-type', 'activityRef="a"', 'activityRef="s"'],
  ['ref-missing', 'activityRef="a"', 'activityRef="gone"'],
  ['value', 'waitForCompletion="true"', 'waitForCompletion="maybe"'],
  ['ref-missing', 'sourceRef="b" targetRef="undo"', 'sourceRef="b" targetRef="gone"', 'as'],
  ['value-list', 'associationDirection="One"', 'associationDirection="Forward"', 'as'],
  ['attribute-missing', 'sourceRef="b" targetRef="undo"', 'sourceRef="b"', 'as'],
)

const running = file(top + process(`<task id="a"/>
<boundaryEvent id="timer" attachedToRef="a"><timerEventDefinition id="td"><timeCycle>R3/PT10M</timeCycle></timerEventDefinition></boundaryEvent><endEvent id="e1">${of('error')}</endEvent>
<boundaryEvent id="message" attachedToRef="a">${of('message')}</boundaryEvent><endEvent id="e2">${of('escalation')}</endEvent>
<boundaryEvent id="signal" attachedToRef="a">${of('signal')}</boundaryEvent><endEvent id="e3"/><boundaryEvent id="any" attachedToRef="a"><errorEventDefinition/></boundaryEvent><endEvent id="e4"/>
<boundaryEvent id="cond" attachedToRef="a">${of('conditional')}</boundaryEvent><endEvent id="e5"/>${flows('timer e1', 'message e2', 'signal e3', 'any e4', 'cond e5')}`, 'a'))
neighbours('an event that is to run says what it waits for or throws', running,
  ['timer-empty', '<timeCycle>R3/PT10M</timeCycle>', '', 'timer'],
  ['element-choice', '<timeCycle>R3/PT10M</timeCycle>', '<timeCycle>R3/PT10M</timeCycle><timeDate>2026-01-01</timeDate>'],
  ['element-choice', '<timeCycle>R3/PT10M</timeCycle>', '<timeDuration>PT1H</timeDuration><timeCycle>R3/PT10M</timeCycle>'],
  ['element-too-many', '<timeCycle>R3/PT10M</timeCycle>', '<timeCycle>R3/PT10M</timeCycle><timeCycle>R3/PT10M</timeCycle>'],
  ['message-missing', ' messageRef="M"', '', 'message'],
  ['signal-missing', ' signalRef="S"', '', 'signal'],
  ['error-code', ' errorRef="E"', '', 'e1'],
  ['error-code', ' errorCode="e1"', '', 'e1'],
  ['escalation-code', ' escalationRef="X"', '', 'e2'],
  ['escalation-code', ' escalationCode="x1"', '', 'e2'],
  ['ref-type', 'messageRef="M"', 'messageRef="S"'],
  ['ref-type', 'errorRef="E"', 'errorRef="X"'],
  ['ref-type', 'escalationRef="X"', 'escalationRef="E"'],
  ['ref-missing', 'messageRef="M"', 'messageRef="gone"'],
  ['ref-missing', 'errorRef="E"', 'errorRef="gone"'],
  ['ref-missing', 'escalationRef="X"', 'escalationRef="gone"'],
  ['element-missing', '<condition xsi:type="tFormalExpression">ready</condition>', ''],
  ['element-unknown', '<timeCycle>R3/PT10M</timeCycle>', '<timePeriod>P1D</timePeriod>'],
  ['element-misplaced', '<timeCycle>R3/PT10M</timeCycle>', '<condition>x</condition>'],
)
neighbours('what is only drawn need not say it', running.replace(' isExecutable="true"', '').replace('<timeCycle>R3/PT10M</timeCycle>', '').replace(' messageRef="M"', '').replace(' errorCode="e1"', '').replace(' signalRef="S"', ''),
  ['timer-empty', '<process id="P"', '<process id="P" isExecutable="1"', 'timer'],
)

const links = `<process id="P"><startEvent id="s"/><intermediateThrowEvent id="t1"><linkEventDefinition id="l1" name="On"><target>l3</target></linkEventDefinition></intermediateThrowEvent>
<exclusiveGateway id="g"/><intermediateThrowEvent id="t2"><linkEventDefinition id="l2" name="On"/></intermediateThrowEvent>
<intermediateCatchEvent id="c"><linkEventDefinition id="l3" name="On"><source>l1</source><source>l2</source></linkEventDefinition></intermediateCatchEvent><endEvent id="e"/>
<subProcess id="sub"><task id="in"/></subProcess><task id="other"/>
${flows('s g', 'g t1', 'g t2', 'g sub', 'sub other', 'other e', 'c e')}</process>`
neighbours('links join what lies far apart on one level', file(links),
  ['link-no-target', 'id="l2" name="On"', 'id="l2" name="Off"', 't2'],
  ['link-no-target', 'id="l3" name="On"', 'id="l3" name="Off"', 't1'],
  ['link-no-source', 'id="l3" name="On"', 'id="l3" name="Off"', 'c'],
  ['link-target-wrong', '<target>l3</target>', '<target>l2</target>', 't1'],
  ['link-source-wrong', '<source>l2</source>', '<source>l3</source>', 'c'],
  ['link-throw-outgoing', flows('c e'), flows('c e', 't1 other'), 't1'],
  ['link-catch-incoming', flows('c e'), flows('c e', 'other c'), 'c'],
  ['link-two-targets', '<task id="other"/>', `<task id="other"/><intermediateCatchEvent id="c2"><linkEventDefinition name="On"/></intermediateCatchEvent>${flows('c2 other')}`, 'c2'],
  ['link-no-target', '<task id="in"/>', `<task id="in"/><intermediateThrowEvent id="deep"><linkEventDefinition name="On"/></intermediateThrowEvent>${flows('in deep')}`, 'deep'],
  ['attribute-missing', 'id="l2" name="On"', 'id="l2"', 'l2'],
  ['start-kind', '<startEvent id="s"/>', '<startEvent id="s"><linkEventDefinition name="On"/></startEvent>', 's'],
  ['end-kind', '<endEvent id="e"/>', '<endEvent id="e"><linkEventDefinition name="On"/></endEvent>', 'e'],
  ['no-outgoing', flows('c e'), '', 'c'],
  ['no-incoming', flows('g t2'), '', 't2'],
  ['ref-missing', '<source>l1</source>', '<source>gone</source>', 'l3'],
  ['ref-type', '<source>l1</source>', '<source>t1</source>', 'l3'],
  ['ref-type', '<source>l1</source>', '<source>D</source>', 'l3'],
  ['element-too-many', '<target>l3</target>', '<target>l3</target><target>l3</target>'],
  ['boundary-kind', '<task id="other"/>', `<task id="other"/><boundaryEvent id="b" attachedToRef="other"><linkEventDefinition name="On"/></boundaryEvent>${flows('b e')}`, 'b'],
)

neighbours('a definition that several events share stands at the top', file(`<signal id="S"/><signalEventDefinition id="shared" signalRef="S"/>${process('<intermediateCatchEvent id="c1"><eventDefinitionRef>shared</eventDefinitionRef></intermediateCatchEvent><intermediateThrowEvent id="c2"><signalEventDefinition id="own" signalRef="S"/></intermediateThrowEvent>', 'c1 c2')}`),
  ['definition-inner', '<eventDefinitionRef>shared</eventDefinitionRef>', '<eventDefinitionRef>own:own</eventDefinitionRef>', 'c1'],
  ['catch-none', '<eventDefinitionRef>shared</eventDefinitionRef>', '', 'c1'],
  ['catch-kind', '<signalEventDefinition id="shared" signalRef="S"/>', '<terminateEventDefinition id="shared"/>', 'c1'],
  ['ref-type', '<eventDefinitionRef>shared</eventDefinitionRef>', '<eventDefinitionRef>S</eventDefinitionRef>'],
  ['element-order', '<eventDefinitionRef>shared</eventDefinitionRef>', '<eventDefinitionRef>shared</eventDefinitionRef><signalEventDefinition signalRef="S"/>'],
)

neighbours('an event sub-process that compensates sees what is done around it', file(process(`<subProcess id="sub"><task id="in"/><boundaryEvent id="b" attachedToRef="in">${of('compensate')}</boundaryEvent><task id="undo" isForCompensation="true"/><subProcess id="es" triggeredByEvent="true"><startEvent id="v">${of('compensate')}</startEvent><endEvent id="ve"><compensateEventDefinition activityRef="in"/></endEvent>${flows('v ve')}</subProcess><association id="as" sourceRef="b" targetRef="undo"/></subProcess><task id="out"/>`, 'sub out')),
  ['compensation-out-of-sight', 'activityRef="in"', 'activityRef="out"', 've'],
  ['boundary-event-subprocess', 'attachedToRef="in"', 'attachedToRef="es"', 'b'],
)

neighbours('an event has one data for each of its kinds', file(top + process(`<intermediateThrowEvent id="v"><dataInput id="d1"/><dataInput id="d2"/><inputSet><dataInputRefs>d1</dataInputRefs><dataInputRefs>d2</dataInputRefs></inputSet>${of('message', 'signal')}</intermediateThrowEvent>`, 'v')),
  ['event-data-count', of('signal'), '', 'v'],
  ['event-data-count', of('signal'), of('signal', 'escalation'), 'v'],
)

neighbours('a border belongs to an activity of its own level', file(process(`<subProcess id="sub"><task id="in"/></subProcess><task id="a"/><boundaryEvent id="b" attachedToRef="sub">${of('timer')}</boundaryEvent><endEvent id="be"/>${flows('b be')}`, 'sub a')),
  ['boundary-elsewhere', 'attachedToRef="sub"', 'attachedToRef="in"', 'b'],
)

neighbours('an event sub-process stands aside and waits for one thing', file(top + process(`<subProcess id="sub" triggeredByEvent="true"><startEvent id="v">${of('signal')}</startEvent><task id="va"/><endEvent id="ve"/>${flows('v va', 'va ve')}</subProcess><task id="a"/>`, 'a')),
  ['event-subprocess-start-none', of('signal'), '', 'v'],
  ['event-subprocess-flow', flows('a e'), flows('a e', 'a sub'), 'sub'],
  ['event-subprocess-flow', flows('a e'), flows('a e', 'sub e'), 'sub'],
  ['event-subprocess-starts', '<task id="va"/>', `<task id="va"/><startEvent id="v2">${of('message')}</startEvent>${flows('v2 va')}`, 'sub'],
  ['event-subprocess-starts', `<startEvent id="v">${of('signal')}</startEvent>`, '<task id="v"/>', 'sub'],
  ['subprocess-start-kind', ' triggeredByEvent="true"', '', 'v'],
)

neighbours('a sub-process starts when the flow arrives', file(top + process(`<subProcess id="sub"><startEvent id="v"/><task id="va"/><endEvent id="ve"/>${flows('v va', 'va ve')}</subProcess>`, 'sub')),
  ...(['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'compensate', 'link'] as Kind[]).map((it): ['subprocess-start-kind', string, string, string] => ['subprocess-start-kind', '<startEvent id="v"/>', `<startEvent id="v">${of(it)}</startEvent>`, 'v']),
  ['subprocess-starts', '<task id="va"/>', `<task id="va"/><startEvent id="v2"/>${flows('v2 va')}`, 'sub'],
  ['value', '<subProcess id="sub">', '<subProcess id="sub" triggeredByEvent="TRUE">', 'sub'],
)
