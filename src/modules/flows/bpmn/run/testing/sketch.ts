/**
 * A model of BPMN in a few lines, for tests. One line per element, `kind id words…`, and per chain of flows:
 *
 *   start s
 *   script a body:"LOG x"
 *   xor g
 *   s > a > g              plain flows
 *   g > b ? test = "a"     with a condition
 *   g >* c                 the default
 *   b => m                 a message flow;   x ~ h  from a compensation event to its handler
 *   sub S { … }            and transaction, adhoc, event (an event sub-process), pool
 *   Whatever leads nowhere leads to an end, where there is a start. Lists that are named are data objects of the process.
 *   data d, property p     data of the scope they stand in;   in:d>x out:x>d  data brought to and from a task
 *
 * Events: timer:PT5S message:M signal:S error:E escalation:X cond:"x > 1" compensate cancel terminate link:L, several of
 * them for a multiple event. Signals, messages, errors and escalations are declared as they are named; the code of E is E.
 */
export function sketch(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/\/\/.*$/, '').trim()).filter(Boolean)
  let at = 0
  let serial = 0
  const roots = new Map<string, string>()
  const messageFlows: [string, string][] = []
  const participants: string[] = []
  const processes: string[] = []
  const lists = new Set<string>()

  type Made = { id: string; kind: string; words: Words; inside: string; before: string }
  type Scope = { made: Made[]; edges: { id: string; from: string; to: string; condition: string | undefined; isDefault: boolean }[]; ties: [string, string][]; data: string[]; properties: string[]; lanes: string[] }

  const scope = (): Scope => {
    const it: Scope = { made: [], edges: [], ties: [], data: [], properties: [], lanes: [] }
    for (; at < lines.length; at++) {
      const line = lines[at]!
      if (line === '}') break
      const tie = /^(\S+) ~ (\S+)$/.exec(line)
      const message = /^(\S+) => (\S+)$/.exec(line)
      const lane = /^lane (\S+) : (.*)$/.exec(line)
      if (tie) it.ties.push([tie[1]!, tie[2]!])
      else if (message) messageFlows.push([message[1]!, message[2]!])
      else if (lane) it.lanes.push(`<lane id="${lane[1]}" name="${lane[1]}">${lane[2]!.split(' ').map((id) => `<flowNodeRef>${id}</flowNodeRef>`).join('')}</lane>`)
      else if (/^\S+ >/.test(line)) edges(line, it)
      else if (line.startsWith('data ')) it.data.push(...line.slice(5).split(' '))
      else if (line.startsWith('property ')) it.properties.push(...line.slice(9).split(' '))
      else if (line.startsWith('black ')) participants.push(`<participant id="${line.slice(6)}" name="outside" />`)
      else {
        const open = line.endsWith('{')
        const [kind, id, ...rest] = wordsOf(open ? line.slice(0, -1).trim() : line)
        let inside = ''
        let before = ''
        const words = new Words(rest)
        if (open) {
          at++
          const inner = close(scope())
          inside = printed(inner)
          before = propertiesOf(inner)
          if (kind === 'pool') {
            participants.push(`<participant id="pool_${id}" name="${id}" processRef="${id}" />`)
            processes.push(`<process id="${id}" isExecutable="true">${before}${inside}</process>`)
            continue
          }
        }
        it.made.push({ id: id!, kind: kind!, words, inside, before })
      }
    }
    return it
  }

  const edges = (line: string, it: Scope): void => {
    const [chain, condition] = line.split(' ? ') as [string, string?]
    const parts = chain.trim().split(/ (>\*?(?:#\w+)?) /)
    for (let i = 0; i + 2 < parts.length; i += 2) {
      const named = /#(\w+)/.exec(parts[i + 1]!)?.[1]
      it.edges.push({ id: named ?? `f${++serial}`, from: parts[i]!.trim(), to: parts[i + 2]!.trim(), condition: i + 4 > parts.length - 1 ? condition : undefined, isDefault: parts[i + 1]!.includes('*') })
    }
  }

  /** A scope that says where it begins says where it ends: whatever leads nowhere leads to an end event. */
  const close = (it: Scope): Scope => {
    if (!it.made.some(({ kind }) => kind === 'start' || kind === 'end')) return it
    const open = it.made.filter(({ id, kind, words }) => kind !== 'end' && kind !== 'event' && !kind.startsWith('global') && !words.has('handler') && !(kind === 'throw' && words.has('link')) && !(kind === 'boundary' && words.has('compensate')) && !it.edges.some((edge) => edge.from === id))
    if (!open.length) return it
    const id = `end${++serial}`
    it.made.push({ id, kind: 'end', words: new Words([]), inside: '', before: '' })
    for (const { id: from } of open) it.edges.push({ id: `f${++serial}`, from, to: id, condition: undefined, isDefault: false })
    return it
  }

  const propertiesOf = (it: Scope): string => it.properties.map((name) => `<property id="${name}" name="${name}" />`).join('')

  const declare = (kind: string, name: string): string => {
    const id = `${kind}_${name}`
    if (kind === 'error') roots.set(id, name === '-' ? '' : `<error id="${id}" name="${name}" errorCode="${name}" />`)
    else if (kind === 'escalation') roots.set(id, `<escalation id="${id}" name="${name}" escalationCode="${name}" />`)
    else roots.set(id, `<${kind} id="${id}" name="${name}" />`)
    return id
  }
  const events = (words: Words): string => {
    let out = ''
    for (const [name, value] of words.all) {
      const eid = `e${++serial}`
      const ref = (kind: string): string => (value === '' ? '' : ` ${kind}Ref="${declare(kind, value)}"`)
      if (name === 'message' || name === 'signal' || name === 'error' || name === 'escalation') out += `<${name}EventDefinition id="${eid}"${ref(name)} />`
      else if (name === 'cond') out += `<conditionalEventDefinition id="${eid}"><condition>${escaped(value)}</condition></conditionalEventDefinition>`
      else if (name === 'timer') {
        const kind = /^R\d*\//.test(value) ? 'timeCycle' : /^\d{4}-/.test(value) ? 'timeDate' : 'timeDuration'
        out += `<timerEventDefinition id="${eid}"><${kind}>${escaped(value)}</${kind}></timerEventDefinition>`
      } else if (name === 'compensate') out += `<compensateEventDefinition id="${eid}"${value ? ` activityRef="${value}"` : ''}${words.has('nowait') ? ' waitForCompletion="false"' : ''} />`
      else if (name === 'cancel' || name === 'terminate') out += `<${name}EventDefinition id="${eid}" />`
      else if (name === 'link') out += `<linkEventDefinition id="${eid}" name="${value}" />`
      else if (name === 'def') out += `<eventDefinitionRef>${value}</eventDefinitionRef>`
    }
    return out
  }
  const io = (words: Words, id: string): string => {
    const ins = words.every('in')
    const outs = words.every('out')
    if (!ins.length && !outs.length) return words.every('local').map((name) => `<property id="${name}" name="${name}" />`).join('')
    const split = (it: string): [string, string] => it.split('>') as [string, string]
    const inputs = [...new Set(ins.map((it) => split(it)[1]))]
    const outputs = [...new Set(outs.map((it) => split(it)[0]))]
    const dataId = (way: string, name: string): string => `${id}_${way}_${name}`
    const transformation = words.get('transform')
    return (
      `<ioSpecification>${inputs.map((it) => `<dataInput id="${dataId('in', it)}" name="${it}" />`).join('')}${outputs.map((it) => `<dataOutput id="${dataId('out', it)}" name="${it}" />`).join('')}` +
      `<inputSet>${inputs.map((it) => `<dataInputRefs>${dataId('in', it)}</dataInputRefs>`).join('')}</inputSet><outputSet>${outputs.map((it) => `<dataOutputRefs>${dataId('out', it)}</dataOutputRefs>`).join('')}</outputSet></ioSpecification>` +
      ins.map((it) => `<dataInputAssociation><sourceRef>${split(it)[0]}</sourceRef><targetRef>${dataId('in', split(it)[1])}</targetRef>${transformation ? `<transformation>${escaped(transformation)}</transformation>` : ''}</dataInputAssociation>`).join('') +
      outs.map((it) => `<dataOutputAssociation><sourceRef>${dataId('out', split(it)[0])}</sourceRef><targetRef>${split(it)[1]}</targetRef></dataOutputAssociation>`).join('')
    )
  }
  const eventIo = (words: Words, id: string, throws: boolean): string => {
    const way = throws ? 'in' : 'out'
    return words.every(way).map((it) => {
      const [from, to] = it.split('>') as [string, string]
      return throws
        ? `<dataInput id="${id}_${to}" name="${to}" /><dataInputAssociation><sourceRef>${from}</sourceRef><targetRef>${id}_${to}</targetRef></dataInputAssociation><inputSet><dataInputRefs>${id}_${to}</dataInputRefs></inputSet>`
        : `<dataOutput id="${id}_${from}" name="${from}" /><dataOutputAssociation><sourceRef>${id}_${from}</sourceRef><targetRef>${to}</targetRef></dataOutputAssociation><outputSet><dataOutputRefs>${id}_${from}</dataOutputRefs></outputSet>`
    }).join('')
  }
  const loop = (words: Words): string => {
    if (words.has('loop') || words.has('max')) return `<standardLoopCharacteristics${words.has('before') ? ' testBefore="true"' : ''}${words.has('max') ? ` loopMaximum="${words.get('max')}"` : ''}>${words.get('loop') ? `<loopCondition>${escaped(words.get('loop')!)}</loopCondition>` : ''}</standardLoopCharacteristics>`
    if (!words.has('many') && !words.has('over')) return ''
    const behavior = words.get('behavior')
    const ref = words.get('eventref')
    let thrown = ''
    if (ref) {
      const [kind, name] = ref.split('/') as [string, string]
      roots.set(`def_${ref}`, `<${kind}EventDefinition id="def_${kind}_${name}" ${kind}Ref="${declare(kind, name)}" />`)
      thrown = behavior === 'Complex' ? '' : ` ${behavior === 'None' ? 'none' : 'one'}BehaviorEventRef="def_${kind}_${name}"`
    }
    return (
      `<multiInstanceLoopCharacteristics${words.has('seq') ? ' isSequential="true"' : ''}${behavior ? ` behavior="${behavior}"` : ''}${thrown}>` +
      (words.has('many') ? `<loopCardinality>${escaped(words.get('many')!)}</loopCardinality>` : '') +
      [...words.every('over'), ...words.every('into')].map((name) => (lists.add(name), '')).join('') +
      (words.has('over') ? `<loopDataInputRef>${words.get('over')}</loopDataInputRef>` : '') +
      (words.has('into') ? `<loopDataOutputRef>${words.get('into')}</loopDataOutputRef>` : '') +
      (words.has('item') ? `<inputDataItem id="item${++serial}" name="${words.get('item')}" />` : '') +
      (words.has('result') ? `<outputDataItem id="result_${words.get('result')}" name="${words.get('result')}" />` : '') +
      (behavior === 'Complex' ? words.every('throws').map((it) => {
        const [name, when] = it.split(/ when (.*)/) as [string, string]
        return `<complexBehaviorDefinition><condition>${escaped(when)}</condition><event id="i${++serial}"><signalEventDefinition id="e${++serial}" signalRef="${declare('signal', name)}" /></event></complexBehaviorDefinition>`
      }).join('') : '') +
      (words.has('until') ? `<completionCondition>${escaped(words.get('until')!)}</completionCondition>` : '') +
      '</multiInstanceLoopCharacteristics>'
    )
  }

  const printed = (it: Scope, outermost = false): string => {
    const nodes = it.made.map(({ id, kind, words, inside, before }) => {
      const incoming = it.edges.filter((edge) => edge.to === id).map((edge) => `<incoming>${edge.id}</incoming>`).join('')
      const outgoing = it.edges.filter((edge) => edge.from === id).map((edge) => `<outgoing>${edge.id}</outgoing>`).join('')
      const fallback = it.edges.find((edge) => edge.from === id && edge.isDefault)
      let attributes = ` id="${id}" name="${words.get('name') ?? id}"${fallback ? ` default="${fallback.id}"` : ''}`
      const flows = incoming + outgoing
      if (words.has('handler')) attributes += ' isForCompensation="true"'
      if (words.has('needs')) attributes += ` startQuantity="${words.get('needs')}"`
      if (words.has('gives')) attributes += ` completionQuantity="${words.get('gives')}"`
      switch (kind) {
        case 'start': return `<startEvent${attributes}${words.has('keep') ? ' isInterrupting="false"' : ''}${words.has('all') ? ' parallelMultiple="true"' : ''}>${flows}${eventIo(words, id, false)}${events(words)}</startEvent>`
        case 'catch': return `<intermediateCatchEvent${attributes}${words.has('all') ? ' parallelMultiple="true"' : ''}>${flows}${eventIo(words, id, false)}${events(words)}</intermediateCatchEvent>`
        case 'throw': return `<intermediateThrowEvent${attributes}>${flows}${eventIo(words, id, true)}${events(words)}</intermediateThrowEvent>`
        case 'end': return `<endEvent${attributes}>${flows}${eventIo(words, id, true)}${events(words)}</endEvent>`
        case 'boundary': return `<boundaryEvent${attributes} attachedToRef="${words.get('on')}"${words.has('keep') ? ' cancelActivity="false"' : ''}${words.has('all') ? ' parallelMultiple="true"' : ''}>${flows}${eventIo(words, id, false)}${events(words)}</boundaryEvent>`
        case 'xor': return `<exclusiveGateway${attributes}>${flows}</exclusiveGateway>`
        case 'or': return `<inclusiveGateway${attributes}>${flows}</inclusiveGateway>`
        case 'and': return `<parallelGateway${attributes}>${flows}</parallelGateway>`
        case 'complex': return `<complexGateway${attributes}>${flows}${words.has('when') ? `<activationCondition>${escaped(words.get('when')!)}</activationCondition>` : ''}</complexGateway>`
        case 'eventgw': return `<eventBasedGateway${attributes}${words.has('instantiate') ? ' instantiate="true"' : ''}${words.has('parallel') ? ' eventGatewayType="Parallel"' : ''}>${flows}</eventBasedGateway>`
        case 'sub': return `<subProcess${attributes}>${flows}${io(words, id)}${before}${loop(words)}${inside}</subProcess>`
        case 'event': return `<subProcess${attributes} triggeredByEvent="true">${before}${inside}</subProcess>`
        case 'transaction': return `<transaction${attributes}>${flows}${before}${loop(words)}${inside}</transaction>`
        case 'adhoc': return `<adHocSubProcess${attributes}${words.has('sequential') ? ' ordering="Sequential"' : ' ordering="Parallel"'}${words.has('keeprest') ? ' cancelRemainingInstances="false"' : ''}>${flows}${before}${loop(words)}${inside}${words.has('when') ? `<completionCondition>${escaped(words.get('when')!)}</completionCondition>` : ''}</adHocSubProcess>`
        case 'call': return `<callActivity${attributes}${words.has('calls') ? ` calledElement="${words.get('calls')}"` : ''}>${flows}${io(words, id)}${loop(words)}</callActivity>`
        default: {
          const name = { task: 'task', user: 'userTask', service: 'serviceTask', script: 'scriptTask', rule: 'businessRuleTask', send: 'sendTask', receive: 'receiveTask', manual: 'manualTask' }[kind]
          if (!name) throw new Error(`no such kind: ${kind}`)
          if (words.has('msg')) attributes += ` messageRef="${declare('message', words.get('msg')!)}"`
          if (words.has('instantiate')) attributes += ' instantiate="true"'
          const body = kind === 'script' ? `<script>${escaped(words.get('body') ?? `SCRIPT_${id}`)}</script>` : ''
          return `<${name}${attributes}>${flows}${io(words, id)}${loop(words)}${body}</${name}>`
        }
      }
    })
    const lanes = it.lanes.length ? `<laneSet id="lanes${++serial}">${it.lanes.join('')}</laneSet>` : ''
    const named = outermost ? [...new Set([...it.data, ...lists])] : it.data
    const data = named.map((name) => `<dataObject id="${name}" name="${name}" />`).join('')
    const flows = it.edges.map((edge) => `<sequenceFlow id="${edge.id}" sourceRef="${edge.from}" targetRef="${edge.to}">${edge.condition === undefined ? '' : `<conditionExpression xsi:type="tFormalExpression">${escaped(edge.condition)}</conditionExpression>`}</sequenceFlow>`).join('')
    const ties = it.ties.map(([from, to]) => `<association id="a${++serial}" associationDirection="One" sourceRef="${from}" targetRef="${to}" />`).join('')
    return lanes + data + nodes.join('') + flows + ties
  }

  const whole = scope()
  if (whole.made.some((it) => !it.kind.startsWith('global'))) close(whole)
  const globals = whole.made.filter((it) => it.kind.startsWith('global'))
  whole.made = whole.made.filter((it) => !it.kind.startsWith('global'))
  if (whole.made.length) processes.unshift(`<process id="P" isExecutable="true">${propertiesOf(whole)}${printed(whole, true)}</process>`)
  if (participants.length && whole.made.length) participants.unshift('<participant id="pool_P" name="P" processRef="P" />')
  const collaboration = participants.length ? `<collaboration id="C">${participants.join('')}${messageFlows.map(([from, to], i) => `<messageFlow id="mf${i}" sourceRef="${from}" targetRef="${to}" />`).join('')}</collaboration>` : ''
  const globalTasks = globals.map((it) => (it.kind === 'globalscript' ? `<globalScriptTask id="${it.id}" name="${it.id}"><script>${escaped(it.words.get('body') ?? `SCRIPT_${it.id}`)}</script></globalScriptTask>` : `<globalUserTask id="${it.id}" name="${it.id}" />`)).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D" targetNamespace="urn:test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">${[...roots.values()].join('')}${globalTasks}${collaboration}${processes.join('')}</definitions>`
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"]+(?:"[^]*?"(?=\s|$))?|"[^]*?"(?=\s|$))/g)].map((it) => it[0])
}

class Words {
  readonly all: [string, string][]
  constructor(words: string[]) {
    this.all = words.map((word) => {
      const colon = word.indexOf(':')
      if (colon < 0) return [word, '']
      const value = word.slice(colon + 1)
      return [word.slice(0, colon), value.startsWith('"') ? value.slice(1, -1) : value]
    })
  }
  has(name: string): boolean {
    return this.all.some((it) => it[0] === name)
  }
  get(name: string): string | undefined {
    return this.all.find((it) => it[0] === name)?.[1]
  }
  every(name: string): string[] {
    return this.all.filter((it) => it[0] === name).map((it) => it[1])
  }
}
