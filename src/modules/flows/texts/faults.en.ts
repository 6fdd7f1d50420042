import type { FaultRule, FaultTexts } from './faults.vi.ts'

/** What is wrong with a drawing, and what to do, in the words of somebody who sees the drawing and not the file. */
export const faultsEn: FaultTexts = {
  'not-bpmn': ({ name }) => `Choose a file of BPMN 2.0: this one begins with <${name}>, not with <definitions>`,
}
