import type { Act } from '#platform/actor'

/**
 * Where a case can stand. National status codes 1 to 10 (docs/words.md); `for-decision` is our own finer step inside
 * code 4, so that whoever signs sees what waits for him.
 */
export const states = {
  submitted:      { code: 1,  clock: 'not-yet' },
  accepted:       { code: 2,  clock: 'running' },
  'not-accepted': { code: 3,  clock: 'ended' },
  'in-process':   { code: 4,  clock: 'running' },
  'for-decision': { code: 4,  clock: 'running' },
  'papers-asked': { code: 5,  clock: 'paused' },
  'fee-asked':    { code: 6,  clock: 'paused' },
  withdrawn:      { code: 7,  clock: 'ended' },
  stopped:        { code: 8,  clock: 'ended' },
  finished:       { code: 9,  clock: 'ended' },
  returned:       { code: 10, clock: 'ended' },
} as const satisfies Record<string, { code: number; clock: 'not-yet' | 'running' | 'paused' | 'ended' }>

export type CaseState = keyof typeof states
export const caseStates = Object.keys(states) as CaseState[]

/** Who may take a step: the applicant, the platform's worker, or an official with that act in the named unit. */
export type Who = 'applicant' | 'system' | 'whom-the-flow-names' | Act
type StepRule = { from: readonly CaseState[]; by: readonly Who[]; /** Acts that he must hold besides, in the same name. */ with?: readonly Act[]; where: 'receiving' | 'competent' | 'own-side' | 'where-the-flow-says' }

/**
 * The law of the case: which step may follow which, who may take it, and in which unit his power must lie
 * (the unit that received the case, or the one competent to decide it; `own-side`: `receive` in the first, the others in
 * the second). What a case does between being accepted and being finished is its flow's to say (`flowing.ts`): where a flow runs,
 * `forward`, `draft`, `approve` and `send-back` are possible when such a task waits, for whom it names; a case that was accepted
 * before there were flows goes by this table alone, and joins its flow with its next step. To approve is to sign, so whoever decides has to hold
 * `sign` as well; the seal is the clerk's, where the agency does not let the platform set it (rules/powers.yaml, entrusted). The checks, the buttons, the diagram in README.md and the test matrix are all drawn from this table.
 * Decree 118/2025, and the pattern of Decree 61/2018 arts 15-22 that it keeps.
 */
export const steps = {
  accept:          { from: ['submitted'], by: ['receive'], where: 'receiving' },
  refuse:          { from: ['submitted'], by: ['receive'], where: 'receiving' },
  'ask-papers':    { from: ['submitted', 'accepted', 'in-process'], by: ['receive', 'process'], where: 'own-side' },
  'supply-papers': { from: ['papers-asked'], by: ['applicant', 'receive'], where: 'receiving' },
  remind:          { from: ['papers-asked'], by: ['system'], where: 'competent' },
  lapse:           { from: ['papers-asked'], by: ['system'], where: 'competent' },
  resume:          { from: ['stopped'], by: ['decide', 'lead'], where: 'competent' },
  forward:         { from: ['accepted'], by: ['receive', 'system'], where: 'receiving' },
  assign:          { from: ['accepted', 'in-process', 'papers-asked', 'fee-asked', 'for-decision'], by: ['lead', 'process', 'receive'], where: 'competent' },
  'ask-fee':       { from: ['in-process'], by: ['process'], where: 'competent' },
  'note-payment':  { from: ['submitted', 'fee-asked', 'accepted', 'in-process', 'for-decision', 'papers-asked', 'finished', 'returned', 'not-accepted', 'stopped', 'withdrawn'], by: ['system'], where: 'competent' },
  draft:           { from: ['in-process'], by: ['process'], where: 'competent' },
  'send-back':     { from: ['for-decision'], by: ['decide'], where: 'competent' },
  approve:         { from: ['for-decision'], by: ['decide'], with: ['sign'], where: 'competent' },
  seal:            { from: ['finished', 'stopped'], by: ['seal'], where: 'competent' },
  'do-task':       { from: ['accepted', 'in-process', 'for-decision'], by: ['whom-the-flow-names'], where: 'where-the-flow-says' },
  consult:         { from: ['accepted', 'in-process', 'for-decision'], by: ['whom-the-flow-names'], where: 'where-the-flow-says' },
  'give-opinion':  { from: ['accepted', 'in-process', 'for-decision'], by: ['whom-the-flow-names'], where: 'where-the-flow-says' },
  'skip-task':     { from: ['accepted', 'in-process', 'for-decision'], by: ['whom-the-flow-names'], where: 'where-the-flow-says' },
  'take-over':     { from: ['in-process', 'for-decision'], by: ['whom-the-flow-names'], where: 'where-the-flow-says' },
  'note-late-task': { from: ['accepted', 'in-process', 'for-decision'], by: ['system'], where: 'competent' },
  ring:            { from: ['accepted', 'in-process', 'for-decision'], by: ['system'], where: 'competent' },
  'move-flow':     { from: ['accepted', 'in-process', 'for-decision', 'papers-asked', 'fee-asked'], by: ['lead'], where: 'competent' },
  'move-competence': { from: ['submitted', 'accepted', 'in-process', 'for-decision', 'papers-asked', 'fee-asked', 'finished'], by: ['system'], where: 'competent' },
  'issue-result':  { from: ['finished', 'stopped'], by: ['system'], where: 'competent' },
  return:          { from: ['finished'], by: ['receive', 'system'], where: 'receiving' },
  extend:          { from: ['accepted', 'in-process', 'for-decision'], by: ['process', 'lead'], where: 'competent' },
  'prepare-apology': { from: ['accepted', 'in-process', 'for-decision'], by: ['system'], where: 'competent' },
  escalate:        { from: ['accepted', 'in-process', 'for-decision'], by: ['system'], where: 'competent' },
  withdraw:        { from: ['submitted', 'accepted', 'in-process', 'for-decision', 'papers-asked', 'fee-asked'], by: ['applicant'], where: 'receiving' },
  rate:            { from: ['finished', 'returned', 'stopped', 'not-accepted'], by: ['applicant'], where: 'receiving' },
} as const satisfies Record<string, StepRule>

export type Step = keyof typeof steps
export const stepNames = Object.keys(steps) as Step[]
export const ruleOf = (step: Step): StepRule => steps[step]
