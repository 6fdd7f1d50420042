import { Engine } from 'bpmn-engine'
import { readFlow } from '#flows'
import { emptyState, step, type Effect, type State } from '../src/modules/flows/bpmn/index.ts'

const rounds = 2

/** Twelve tasks, three of them at once, papers asked for until they are complete, two terms that run: how a permit goes. */
const procedure = (language: 'FEEL' | 'JavaScript'): string => {
  const task = (n: number): string => `<userTask id="t${n}" name="Step ${n}" />`
  const condition = language === 'FEEL' ? `round &lt; ${rounds}` : `next(null, environment.variables.round &lt; ${rounds});`
  const flows: [string, string, string?][] = [
    ['s', 't1'], ['t1', 'm'], ['m', 't2'], ['t2', 'x'], ['x', 't3', `<conditionExpression xsi:type="tFormalExpression" language="${language}">${condition}</conditionExpression>`], ['t3', 'm'], ['late', 'e2'],
    ['x', 'g'], ['g', 't4'], ['t4', 't5'], ['t5', 'j'], ['g', 't6'], ['t6', 't7'], ['t7', 'j'], ['g', 't8'], ['t8', 'j'], ['slow', 'e3'], ['j', 't9'], ['t9', 't10'], ['t10', 't11'], ['t11', 't12'], ['t12', 'e'],
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="bench" targetNamespace="urn:bench" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
<process id="permit" isExecutable="true"><startEvent id="s" />${Array.from({ length: 12 }, (_, i) => task(i + 1)).join('')}<exclusiveGateway id="m" /><exclusiveGateway id="x" default="f7" /><parallelGateway id="g" /><parallelGateway id="j" />
<boundaryEvent id="late" attachedToRef="t3"><timerEventDefinition id="d1"><timeDuration xsi:type="tFormalExpression">P30D</timeDuration></timerEventDefinition></boundaryEvent>
<boundaryEvent id="slow" attachedToRef="t8" cancelActivity="false"><timerEventDefinition id="d2"><timeDuration xsi:type="tFormalExpression">P10D</timeDuration></timerEventDefinition></boundaryEvent>
<endEvent id="e" /><endEvent id="e2" /><endEvent id="e3" />
${flows.map(([from, to, inside], i) => `<sequenceFlow id="f${i}" sourceRef="${from}" targetRef="${to}"${inside ? `>${inside}</sequenceFlow>` : ' />'}`).join('\n')}
</process></definitions>`
}

type Measured = { steps: number; seconds: number; bytes: number; lives: number }

/**
 * `npm run bench -- flow-steps`: a step is one task done. The state is measured when the part with three branches has
 * begun, as the JSON that would be kept.
 */
export async function flowSteps(): Promise<void> {
  const ours = measureOurs(2)
  const theirs = await measureBpmnEngine(3)
  const rate = (it: Measured): number => it.steps / it.seconds
  console.log(`\nSteps of flows: ${Math.round(rate(ours)).toLocaleString('en')} a second with a state of ${ours.bytes} bytes; bpmn-engine ${Math.round(rate(theirs)).toLocaleString('en')} with ${theirs.bytes} bytes.`)
  console.log(`  Ratio ${Math.round(rate(ours) / rate(theirs))} times its speed (aim 500), 1/${Math.round(theirs.bytes / ours.bytes)} of its state (aim 1/50); ${ours.lives} and ${theirs.lives} lives of 16 steps.`)
}

function measureOurs(seconds: number): Measured {
  const flow = readFlow(procedure('FEEL'))
  let bytes = 0
  const life = (): number => {
    let state: State = emptyState()
    const open: Extract<Effect, { kind: 'work' }>[] = []
    let steps = 0
    let round = 0
    const take = (result: { state: State; effects: Effect[] }): void => {
      state = result.state
      for (const it of result.effects) if (it.kind === 'work') open.push(it)
    }
    take(step(flow, state, { kind: 'start', at: 1_700_000_000_000, set: { round } }))
    for (let it = open.shift(); it; it = open.shift()) {
      steps++
      take(step(flow, state, { kind: 'done', at: 1_700_000_000_000, frame: it.frame, set: it.element === 't2' ? { round: ++round } : {} }))
      if (it.element === 't4' && !bytes) bytes = JSON.stringify(state).length
    }
    if (state.f.length) throw new Error('the flow did not come to its end')
    return steps
  }
  for (let i = 0; i < 2000; i++) life()
  const began = performance.now()
  let steps = 0
  let lives = 0
  for (; performance.now() - began < seconds * 1000; lives++) steps += life()
  return { steps, lives, bytes, seconds: (performance.now() - began) / 1000 }
}

async function measureBpmnEngine(seconds: number): Promise<Measured> {
  const source = procedure('JavaScript')
  let bytes = 0
  const life = async (): Promise<number> => {
    const { EventEmitter } = await import('node:events')
    const listener = new EventEmitter()
    const engine = Engine({ name: 'bench', source, variables: { round: 0 } })
    let steps = 0
    listener.on('activity.wait', (api: { id: string; environment: { variables: { round: number } }; owner: { broker: { publish: unknown } }; signal: (message?: unknown) => void }) => {
      steps++
      if (api.id === 't2') engine.environment.variables.round = api.environment.variables.round = round++ + 1
      setImmediate(() => api.signal())
    })
    let round = 0
    const ended = engine.waitFor('end')
    const execution = await engine.execute({ listener })
    if (!bytes) {
      await new Promise<void>((resolve) => listener.on('activity.wait', (api: { id: string }) => api.id === 't5' && setImmediate(resolve)))
      bytes = JSON.stringify(execution.getState()).length
    }
    await ended
    return steps
  }
  await life()
  const began = performance.now()
  let steps = 0
  let lives = 0
  for (; performance.now() - began < seconds * 1000; lives++) steps += await life()
  return { steps, lives, bytes, seconds: (performance.now() - began) / 1000 }
}
