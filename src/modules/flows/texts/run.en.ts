import type { runFaultsVi, runRefusalsVi } from './run.vi.ts'

export const runFaultsEn: Record<keyof typeof runFaultsVi, (params: any) => string> = {
  'not-feel': ({ text }) => `Write “${text}” in FEEL: no other language is understood, or run`,
  'not-a-time': ({ text }) => `Write the time “${text}” as ISO 8601 has it, for example PT8H, P3D, 2026-12-31 or R3/PT1H`,
  'nothing-to-run': () => 'Draw at least one process with a step in it: there is nothing to run in this file',
}

export const runRefusalsEn: Record<keyof typeof runRefusalsVi, string> = {
  'flow-step-is-over': 'This is done already, or need not be done any more. Load the page again to see where the case is.',
  'flow-element-not-here': 'There is no “{element}” in this flow to begin. Choose another.',
  'flow-one-at-a-time': 'These are done one after the other: finish what is begun before “{element}”.',
  'flow-never-rests': 'The flow went round more than {most} times without a step that waits. Add one, or a condition that ends it.',
  'flow-has-too-many-tokens': 'The flow has more than {most} things going on at once. Look for a circle that makes more of them.',
  'flow-has-too-many-instances': 'One step would be done more than {most} times. Look at its list or number.',
  'flow-is-too-deep': 'Flows call each other more than {most} deep. Look for one that calls itself.',
  'flow-variables-too-large': 'The data of the flow is longer than {most} characters. Keep links to documents, not the documents.',
  'flow-has-too-many-messages': 'More than {most} messages wait for somebody to receive them. Look at the receiver.',
  'flow-time-not-understood': 'The time “{text}” at “{element}” is not understood. Write it as ISO 8601 has it, for example PT8H or P3D.',
}
