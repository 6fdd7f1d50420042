import { createHash } from 'node:crypto'
import { type Act, acts } from '#platform/actor'
import { compileFlow } from '../bpmn/run/compile.ts'
import { compileExpression } from '../bpmn/run/feel.ts'
import type { Flow } from '../bpmn/run/flow.ts'
import { type BpmnElement, type BpmnModel, childNamed, text } from '../bpmn/read/index.ts'

/** Our own words in a model: `sen:step`, `sen:act` … on tasks, `sen:version` on the process. Other modellers keep them without knowing them. */
export const senNamespace = 'urn:sen:flow:1'

/**
 * What a task can be for. The room that lives by a flow gives each its meaning: cases knows all of them; a task of another
 * kind of flow may be plain `work`.
 */
export const stepWords = ['forward', 'draft', 'approve', 'work', 'consult', 'give-opinion'] as const
export type StepWord = (typeof stepWords)[number]

export type Names = { vi: string; en: string }
/** Counted on the working calendar of the unit that does it; or a share of the whole time of the case. */
export type Within = { amount: number; unit: 'hour' | 'working-day' | 'day' } | { share: number }
/** In which unit the power must lie: where the case was received, which decides it, an agency that was asked, or a department by its key. */
export type UnitRule = 'receiving' | 'competent' | 'agency' | { department: string }

/** What the model says of one task that somebody does. */
export type TaskRule = {
  node: string
  names: Names
  step: StepWord
  acts: Act[]
  unit: UnitRule
  within?: Within
  /** By which power it may be left out, with a reason. */
  skip: Act[]
  /** Tasks to which whoever does it may send back. */
  backTo: string[]
  /** By which power somebody else may take it over. */
  takeOver: Act[]
  /** What the model's own documentation says to whoever does it. */
  says?: string
}

/** One version of a flow, as it stands in force: what the file says, read once. */
export type FlowDefinition = {
  key: string
  version: number
  validFrom: string
  names: Names
  /** The law or decision it follows, from the documentation of the process. */
  source: string
  /** Answers of the form that the flow's own expressions ask for. */
  reads: readonly string[]
  tasks: ReadonlyMap<string, TaskRule>
  model: BpmnModel
  /** Compiled at its first use. */
  readonly flow: Flow
  xml: string
  hash: string
  /** From the country's files, or drawn and published here. */
  origin: 'country' | 'published'
}

/** What is wrong with an element of a definition, in a key of texts (`wrong`) with its parameters. */
export type Wrong = { element: string; why: WrongKey; params: Record<string, string | number> }
export type WrongKey = 'no-process' | 'nobody-does' | 'many-processes' | 'no-version' | 'no-step' | 'unknown-step' | 'no-act' | 'unknown-act' | 'unknown-unit' | 'bad-within' | 'back-to-nowhere' | 'twice' | 'missing-step' | 'bad-day'

export const sen = (element: BpmnElement, name: string): string | undefined => element.xml.attributes.find((it) => it.ns === senNamespace && it.local === name)?.value.trim()

/** Writes our words on the process of a model, in place: whoever draws need not count versions. */
export function stamp(model: BpmnModel, words: Record<string, string>): BpmnModel {
  const process = model.all.find((it) => it.type === 'Process')
  if (!process) return model
  const { xml } = process
  const prefix = Object.entries(xml.scope).find(([, ns]) => ns === senNamespace)?.[0] ?? 'sen'
  const attributes = xml.attributes as { name: string; prefix: string; local: string; ns: string; value: string }[]
  if (!Object.values(xml.scope).includes(senNamespace)) attributes.push({ name: `xmlns:${prefix}`, prefix: 'xmlns', local: prefix, ns: 'http://www.w3.org/2000/xmlns/', value: senNamespace })
  for (const [local, value] of Object.entries(words)) {
    const there = attributes.find((it) => it.ns === senNamespace && it.local === local)
    if (there) there.value = value
    else attributes.push({ name: `${prefix}:${local}`, prefix, local, ns: senNamespace, value })
  }
  return model
}
const list = (words: string | undefined): string[] => words?.split(/[\s,]+/).filter(Boolean) ?? []
const namesOf = (element: BpmnElement): Names => { const vi = element.attributes.get('name') ?? element.id ?? ''; return { vi, en: sen(element, 'en') ?? vi } }

export const isActWord = (word: string): word is Act => (acts as readonly string[]).includes(word)

/** Reads our own words in a model that the standard allows. Answers with every fault when there is one; `origin` says where the file lies. */
export function defineFlow(model: BpmnModel, xml: string, origin: FlowDefinition['origin']): { definition: FlowDefinition } | { wrong: Wrong[] } {
  const wrong: Wrong[] = []
  const fault = (element: BpmnElement | undefined, why: WrongKey, params: Wrong['params'] = {}): void => void wrong.push({ element: element?.id ?? '', why, params })
  const processes = model.all.filter((it) => it.type === 'Process' && it.children.some((child) => child.type !== 'LaneSet' && child.type !== 'Documentation'))
  const process = processes[0]
  if (!process?.id) { fault(process, 'no-process'); return { wrong } }
  for (const other of processes.slice(1)) fault(other, 'many-processes')
  const version = Number(sen(process, 'version'))
  if (!Number.isInteger(version) || version < 1) fault(process, 'no-version')
  const validFrom = sen(process, 'validFrom') ?? ''
  if (!/^\d{4}-\d\d-\d\d$/.test(validFrom) || Number.isNaN(Date.parse(validFrom))) fault(process, 'bad-day', { value: validFrom })
  const tasks = new Map<string, TaskRule>()
  const elements = model.all.filter((it) => it.type === 'UserTask' && it.id !== undefined)
  const seen = new Set<string>()
  for (const element of elements) {
    const step = sen(element, 'step')
    if (!step) { fault(element, 'no-step'); continue }
    if (!(stepWords as readonly string[]).includes(step)) { fault(element, 'unknown-step', { value: step, known: stepWords.join(', ') }); continue }
    // Whoever draws up, passes on and signs does so in one place: the case has one draft and one signature.
    if (['forward', 'draft', 'approve', 'consult'].includes(step) && seen.has(step)) fault(element, 'twice', { value: step })
    seen.add(step)
    const powers = (name: string, needed = false): Act[] => {
      const words = list(sen(element, name))
      if (needed && !words.length) fault(element, 'no-act')
      for (const word of words) if (!isActWord(word)) fault(element, 'unknown-act', { value: word, known: acts.join(', ') })
      return words.filter(isActWord)
    }
    const unit = unitOf(sen(element, 'unit') ?? 'competent')
    if (!unit) fault(element, 'unknown-unit', { value: sen(element, 'unit') ?? '' })
    const written = sen(element, 'within')
    const within = written === undefined ? undefined : readWithin(written)
    if (written !== undefined && !within) fault(element, 'bad-within', { value: written })
    const backTo = list(sen(element, 'backTo'))
    for (const to of backTo) if (!elements.some((it) => it.id === to)) fault(element, 'back-to-nowhere', { value: to })
    const says = childNamed(element, 'documentation')
    tasks.set(element.id!, {
      node: element.id!, names: namesOf(element), step: step as StepWord, acts: powers('act', true), unit: unit ?? 'competent', skip: powers('skip'), takeOver: powers('takeOver'), backTo,
      ...(within ? { within } : {}), ...(says ? { says: text(says).trim() } : {}),
    })
  }
  // What a machine or another system should do has nobody here who does it; a message is sent by what follows from an event.
  for (const element of model.all) if (['ServiceTask', 'SendTask', 'ReceiveTask', 'ManualTask', 'Task', 'CallActivity', 'BusinessRuleTask'].includes(element.type)) fault(element, 'nobody-does')
  if (seen.has('approve') && !seen.has('draft')) fault(process, 'missing-step', { value: 'draft' })
  if (seen.has('give-opinion') && !seen.has('consult')) fault(process, 'missing-step', { value: 'consult' })
  if (wrong.length) return { wrong }
  const documentation = childNamed(process, 'documentation')
  let compiled: Flow | undefined
  return {
    definition: {
      key: process.id, version, validFrom, names: namesOf(process), source: documentation ? text(documentation).trim() : '', reads: list(sen(process, 'reads')),
      tasks, model, get flow() { return (compiled ??= compiledOf(model)) }, xml, hash: createHash('sha256').update(xml).digest('hex').slice(0, 16), origin,
    },
  }
}

function unitOf(word: string): UnitRule | undefined {
  if (word === 'receiving' || word === 'competent' || word === 'agency') return word
  const department = /^department:([A-Z]+)$/.exec(word)?.[1]
  return department ? { department } : undefined
}

const compiledOf = (model: BpmnModel): Flow => compileFlow(model, compileExpression).flow

/** What an element that is no task is called, in both languages. */
export const elementNames = ({ model }: FlowDefinition, id: string): Names | undefined => { const element = model.byId.get(id); return element && namesOf(element) }

/** `4 hours`, `2 working-days`, `12 days`, `70%`; undefined for what is none of these. */
export function readWithin(words: string): Within | undefined {
  const share = /^(\d{1,3})\s*%$/.exec(words)?.[1]
  if (share) return Number(share) >= 1 && Number(share) <= 100 ? { share: Number(share) / 100 } : undefined
  const said = /^(\d{1,3})\s+(hour|working-day|day)s?$/.exec(words)
  return said && Number(said[1]) > 0 ? { amount: Number(said[1]), unit: said[2] as 'hour' | 'working-day' | 'day' } : undefined
}

/** The version of each flow in force on days, and those that running cases stay on. */
export type FlowBook = {
  keys: readonly string[]
  /** Every version of a flow, oldest first. */
  versions(key: string): readonly FlowDefinition[]
  find(key: string, version: number): FlowDefinition | undefined
  onDay(key: string, day: string): FlowDefinition | undefined
}

export function flowBook(definitions: readonly FlowDefinition[]): FlowBook {
  const byKey = Map.groupBy([...definitions].sort((a, b) => a.version - b.version), (it) => it.key)
  return {
    keys: [...byKey.keys()].sort(),
    versions: (key) => byKey.get(key) ?? [],
    find: (key, version) => byKey.get(key)?.find((it) => it.version === version),
    // The newest of those that hold; a version with a later day waits for it.
    onDay: (key, day) => byKey.get(key)?.findLast((it) => it.validFrom <= day),
  }
}
