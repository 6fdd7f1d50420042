import type { Mark, Running, Waiting } from '#flows'
import { type Actor, findPower, type Power } from '#platform/actor'
import { day } from '#platform/clock'
import type { CaseFile } from './case-file.ts'
import { type CaseState, ruleOf, states, type Step } from './steps.ts'

/** The steps that the case's flow decides: whether they are possible, and who may take them, is what its waiting tasks say. */
const byFlow = new Set<Step>(['forward', 'draft', 'approve', 'send-back', 'do-task', 'consult', 'give-opinion', 'skip-task', 'take-over'])
export const isByFlow = (step: Step): boolean => byFlow.has(step)

/** The tasks of the case that `step` would act on now. */
export function tasksFor(file: Pick<CaseFile, 'flow' | 'state'>, step: Step): readonly Waiting[] {
  if (!file.flow || states[file.state].clock !== 'running') return []
  const { waits } = file.flow
  switch (step) {
    case 'do-task': return waits.filter((it) => it.step === 'work')
    case 'send-back': return waits.filter((it) => it.backTo?.length)
    case 'skip-task': return waits.filter((it) => it.skip?.length)
    case 'take-over': return waits.filter((it) => it.takeOver?.length && file.state !== 'accepted')
    default: return waits.filter((it) => it.step === step)
  }
}

/** The acts by which `step` may be taken on a task. */
export const actsOn = (task: Waiting, step: Step): Waiting['acts'] => (step === 'skip-task' ? (task.skip ?? []) : step === 'take-over' ? (task.takeOver ?? []) : task.acts)

/** The power by which `actor` may take `step` on one of the waiting tasks, with the task; the worker's is `true`. */
export function powerOnTask(actor: Actor, file: Pick<CaseFile, 'flow' | 'state' | 'applicant' | 'procedure' | 'filedAt' | 'matter'>, step: Step, node?: string): { power: Power | true; task: Waiting } | undefined {
  for (const task of tasksFor(file, step)) {
    if (node !== undefined && task.node !== node) continue
    if (actor.kind === 'system') { if (ruleOf(step).by.includes('system')) return { power: true, task }; continue }
    // Nobody handles or decides his own application (Anti-Corruption Law 36/2018 art. 23, conflict of interest).
    if (actor.id === file.applicant.id) continue
    for (const act of actsOn(task, step)) {
      const power = findPower(actor, act, task.unit, file.procedure.code, { filedOn: day(file.filedAt), ...file.matter }, ruleOf(step).with)
      if (power) return { power, task }
    }
  }
  return undefined
}

/** Where a case in hand stands, said in our own states: what waits for a signature, for the desk, or for whoever works on it. */
export function standing(flow: Pick<Running, 'waits'>): CaseState {
  if (flow.waits.some((it) => it.step === 'approve')) return 'for-decision'
  return flow.waits.some((it) => it.step === 'forward') ? 'accepted' : 'in-process'
}

/** Units beside the two of every case for which a task waits, or which were asked for an opinion: they may see the case. */
export const unitsAsked = (file: Pick<CaseFile, 'flow' | 'consultation' | 'receivingUnit' | 'competentUnit'>): string[] =>
  [...new Set([...(file.flow?.waits.map((it) => it.unit) ?? []), ...(file.consultation?.units ?? [])])].filter((unit) => unit !== file.receivingUnit && unit !== file.competentUnit)

/** When the next task of the case is over its own time; absent when the clock stands or nothing is timed. */
export function nextTaskDue(file: Pick<CaseFile, 'flow' | 'state'>): Date | undefined {
  if (!file.flow || states[file.state].clock !== 'running') return undefined
  const dues = file.flow.waits.flatMap((it) => (it.dueAt && !it.late ? [it.dueAt] : [])).sort()
  return dues[0] === undefined ? undefined : new Date(dues[0])
}

export type { Mark, Running, Waiting }
