import assert from 'node:assert/strict'
import test from 'node:test'
import { readFlow, runFlow } from './index.ts'
import { file, flows, process } from './read/testing/models.ts'

const asked = (executable: boolean): string => file(`<process id="P" isExecutable="${executable}"><startEvent id="s"/><exclusiveGateway id="g" default="g-b"/><task id="a"/><task id="b"/><endEvent id="e"/>${flows('s g', 'g b', 'a e', 'b e')}
<sequenceFlow id="g-a" sourceRef="g" targetRef="a"><conditionExpression>hồ sơ (đã đủ, hay chưa</conditionExpression></sequenceFlow></process>`)

test('what is only drawn may ask in plain words; what is to run may not', async () => {
  const { outcome, trace } = await runFlow(readFlow(asked(false)))
  assert.equal(outcome.state, 'completed')
  assert.ok(trace.some((it) => it.element === 'b') && !trace.some((it) => it.element === 'a'), 'plain words decide nothing')
  assert.throws(() => readFlow(asked(true)), (error: any) => error.faults.some((it: any) => it.rule === 'not-feel' && it.element === 'g-a'))
})

test('a file without a process keeps the rules, too; nothing runs in it', async () => {
  for (const body of [
    '<itemDefinition id="I"/><message id="M" itemRef="I"/>',
    '<collaboration id="C"><participant id="A"/><participant id="B"/><messageFlow id="m" sourceRef="A" targetRef="B"/></collaboration>',
    '<choreography id="C"><participant id="A"/><participant id="B"/><messageFlow id="m" sourceRef="A" targetRef="B"/><choreographyTask id="t" initiatingParticipantRef="A"><participantRef>A</participantRef><participantRef>B</participantRef><messageFlowRef>m</messageFlowRef></choreographyTask></choreography>',
    '<process id="P"/>',
  ]) {
    const { trace, outcome } = await runFlow(readFlow(file(body)))
    assert.deepEqual([trace.map((it) => it.element).filter((it) => it !== 'P'), outcome.errors], [[], []], body)
  }
  assert.doesNotThrow(() => readFlow(file(process('', ''))))
})
