import assert from 'node:assert/strict'
import test from 'node:test'
import { readFlow } from '../../index.ts'
import { faultsOf, FlowRefusal } from '../index.ts'
import { faultsEn } from '../../../texts/faults.en.ts'
import { faultsVi, type FaultRule } from '../../../texts/faults.vi.ts'

/** A file of BPMN around what stands in it. */
export const file = (body: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:x="urn:elsewhere" xmlns:own="urn:own" id="D" targetNamespace="urn:own"${more}>
${body}
</definitions>`

/** Sequence flows by what they join: `flows('s a', 'a e')`; their ids are `s-a` and `a-e`. */
export const flows = (...ends: string[]): string => ends.map((it) => it.split(' ')).map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`).join('\n')

/** A process with a start, an end and one way through what stands between; it runs. */
export const process = (between: string, way: string, more = ''): string => {
  const nodes = ['s', ...way.split(' ').filter(Boolean), 'e']
  return `<process id="P" isExecutable="true"${more}>
<startEvent id="s"/>
${between}
<endEvent id="e"/>
${flows(...nodes.slice(1).map((to, i) => `${nodes[i]} ${to}`))}
</process>`
}

/** One thing done to a good model that makes it bad: the rule it breaks, what is replaced, and by what. */
export type Spoiling = [rule: FaultRule, find: string, put: string, element?: string]

/** The good model has no fault; each of its spoilt neighbours has the one that is named, with a sentence in both languages. */
export function neighbours(about: string, good: string, ...spoilings: Spoiling[]): void {
  test(about, () => {
    assert.deepEqual(faultsOf(good), [], 'the good neighbour')
    for (const [rule, find, put, element] of spoilings) {
      const spoilt = good.replace(find, () => put)
      assert.notEqual(spoilt, good, `${rule}: nothing to replace for ${find}`)
      assert.throws(() => readFlow(spoilt), FlowRefusal, `${rule} for ${put}`)
      const faults = faultsOf(spoilt)
      const found = faults.find((it) => it.rule === rule && (element === undefined || it.element === element))
      assert.ok(found, `${rule} for ${put || 'nothing'} instead of ${find}; found ${JSON.stringify(faults)}`)
      for (const texts of [faultsVi, faultsEn]) assert.doesNotMatch(texts[rule](found.params), /undefined|\[object/, rule)
    }
  })
}
