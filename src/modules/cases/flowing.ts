import { type Around, begin, clockTimer, countedAnew, done, elementNames, flowBookOf, type FlowDefinition, type Mark, type Move, moveTo, mustFindFlow, rang, type Within } from '#flows'
import { addWorkingMinutes, calendarOf, clockRules, dueAt, provinceOf, workingMinutesBetween } from '#organisations'
import { catalogue } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { Pending } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { type CaseEvent, type CaseFile, evolve } from './domain/case-file.ts'
import type { Waiting } from './domain/flowing.ts'
import { states } from './domain/steps.ts'

type Shelves = Pick<Ctx, 'take' | 'house'>

/** The definition a case goes by: the version that was in force when it was accepted, or the one it was moved to. */
export const definitionOf = (ctx: Shelves, file: Pick<CaseFile, 'flow'>): FlowDefinition | undefined => file.flow && flowBookOf(ctx).find(file.flow.key, file.flow.version)

/** The definition that a case accepted at `at` begins with. */
const definitionFor = (ctx: Shelves, file: CaseFile, at: Date): FlowDefinition | undefined => {
  const key = ctx.take(catalogue).find(file.procedure.code, file.procedure.version)?.flow
  return key === undefined ? undefined : flowBookOf(ctx).onDay(key, day(at))
}

/** What a flow asks of the world, for one case: its units, and time counted on their calendars. */
export function aroundCase(ctx: Shelves, file: CaseFile, at: Date): Around {
  const clock = (unit: string) => ({ calendar: calendarOf(ctx, unit, day(at)), rules: ctx.take(clockRules).on(day(at)) })
  return {
    now: at,
    unitOf: (rule) => (rule === 'receiving' ? file.receivingUnit : rule === 'competent' ? file.competentUnit : `${provinceOf(ctx)}-${rule.department}`),
    dueAt(within: Within, unit: string): Date {
      const { calendar, rules } = clock(unit)
      // Before the clock of the case begins, as on an evening, the time of a task does not run either.
      const from = file.acceptedAt && new Date(file.countsFrom) > at ? new Date(file.countsFrom) : at
      if (!('share' in within)) return dueAt(from, within, calendar, rules).dueAt
      const whole = file.dueAt ? workingMinutesBetween(file.acceptedAt ?? from, file.dueAt, calendar) : 0
      return addWorkingMinutes(from, Math.max(30, Math.round(whole * within.share)), calendar)
    },
    timer(text, from, counted) {
      const said = /^P(?:(\d+)D|T(\d+)H)$/.exec(text)
      const { calendar, rules } = clock(file.competentUnit)
      // On the calendar when the model asks for it: working days and hours, or days as the Civil Code counts them.
      if (!said || counted === undefined) return clockTimer(text, from, counted)
      const period = said[2] ? { amount: Number(said[2]), unit: 'hour' as const } : { amount: Number(said[1]), unit: counted === 'days' ? ('day' as const) : ('working-day' as const) }
      return dueAt(new Date(from), period, calendar, rules).dueAt.getTime()
    },
  }
}

/** `event` with what becomes of the case's flow in it; as it is, when it does not concern the flow. */
export function marked(ctx: Shelves, before: CaseFile | undefined, event: CaseEvent, at: Date): CaseEvent {
  if (event.data.flow) return event
  const file = evolve(before, { ...event, at, actor: '', actorName: '' })
  const around = aroundCase(ctx, file, at)
  const flow = markOf(ctx, before, file, event, around)
  return flow ? ({ ...event, data: { ...event.data, flow } } as CaseEvent) : event
}

function markOf(ctx: Shelves, before: CaseFile | undefined, file: CaseFile, event: CaseEvent, around: Around): Mark | undefined {
  if (event.type === 'cases.registered' || event.type === 'cases.accepted') {
    const definition = definitionFor(ctx, file, around.now)
    return definition && begin(definition, known(definition, file), around)
  }
  const task = before && taskOf(before, event)
  if (before && !before.flow && joins.has(event.type)) return joined(ctx, before, event, around)
  const definition = before && definitionOf(ctx, before)
  if (!before?.flow || !definition) return undefined
  switch (event.type) {
    case 'cases.papers-supplied': case 'cases.fee-paid': case 'cases.extended':
      return event.data.dueAt && states[file.state].clock === 'running' ? countedAnew(definition, before.flow, around) : undefined
    case 'cases.timer-rang': {
      const ring = before.flow.rings.find((it) => it.timer === event.data.timer)
      return ring && rang(definition, before.flow, ring, around)
    }
    default:
      return task && done(definition, before.flow, task, decided(event), around, event.type === 'cases.task-skipped' ? { skipped: true } : {})
  }
}

/** What its expressions may ask of a case that begins; every name is there from the first, so that a line can ask for it. */
const known = (definition: FlowDefinition, file: CaseFile): Record<string, unknown> => ({
  outcome: null, backTo: null, agencies: [], channel: file.channel === 2 ? 'online' : 'direct',
  ...Object.fromEntries(definition.reads.map((name) => [name, file.answers[name] ?? null])),
})

/** The waiting task that an event is the end of. */
function taskOf(file: CaseFile, event: CaseEvent): Waiting | undefined {
  const waits = file.flow?.waits ?? []
  const ofStep = (step: Waiting['step']) => waits.find((it) => it.step === step)
  switch (event.type) {
    case 'cases.forwarded': return ofStep('forward')
    case 'cases.drafted': return ofStep('draft')
    case 'cases.approved': return ofStep('approve')
    case 'cases.consulted': return ofStep('consult')
    case 'cases.sent-back': return waits.find((it) => it.backTo?.length && (event.data.task === undefined || it.node === event.data.task))
    case 'cases.opinion-given': return waits.find((it) => it.step === 'give-opinion' && it.unit === event.data.unit)
    case 'cases.task-done': case 'cases.task-skipped': return waits.find((it) => it.node === event.data.task)
    default: return undefined
  }
}

/** What the drawing's lines ask for after it: `outcome` once it is signed, `backTo` when it is sent back, `agencies` when some are asked. */
function decided(event: CaseEvent): Record<string, unknown> {
  switch (event.type) {
    case 'cases.approved': return { outcome: event.data.outcome, backTo: null }
    case 'cases.sent-back': return { outcome: null, backTo: event.data.to ?? 'draft' }
    case 'cases.consulted': return { agencies: event.data.units, backTo: null }
    case 'cases.drafted': case 'cases.task-done': case 'cases.task-skipped': return { backTo: null }
    default: return {}
  }
}

const joins = new Set<CaseEvent['type']>(['cases.forwarded', 'cases.drafted', 'cases.sent-back', 'cases.approved'])

/**
 * A case that was accepted before there were flows joins the one of its procedure with its next step, if that flow waits for
 * just this step after the ones it has behind it; otherwise it goes on by the table of steps as it always did.
 */
function joined(ctx: Shelves, before: CaseFile, event: CaseEvent, around: Around): Mark | undefined {
  const definition = definitionFor(ctx, before, before.acceptedAt ?? around.now)
  if (!definition) return undefined
  const behind: CaseEvent[] = [
    ...(before.state === 'accepted' ? [] : [{ type: 'cases.forwarded' as const, data: { to: before.competentUnit } }]),
    ...(before.state === 'for-decision' ? [{ type: 'cases.drafted' as const, data: { outcome: 'grant' as const, values: {} } }] : []),
  ]
  let mark = begin(definition, known(definition, before), around)
  let file: CaseFile = { ...before, flow: running(definition, mark) }
  for (const one of [...behind, event]) {
    const task = taskOf(file, one)
    if (!task) return undefined
    const next = done(definition, file.flow!, task, decided(one), around)
    mark = { ...next, of: mark.of!, did: [...mark.did, ...next.did], went: [...new Set([...mark.went, ...next.went])] }
    file = { ...file, flow: running(definition, mark) }
  }
  return mark
}

const running = ({ key, version }: FlowDefinition, mark: Mark): NonNullable<CaseFile['flow']> => ({ key, version, did: mark.did, at: mark.at, waits: mark.waits, rings: mark.rings ?? [], went: mark.went, skipped: [] })

/** The timers that were set between two states of a case, as jobs of the hour when they ring. */
export function timersOf(id: string, before: CaseFile | undefined, after: CaseFile): Pending['jobs'] {
  return (after.flow?.rings ?? []).filter((ring) => !before?.flow?.rings.some((old) => old.timer === ring.timer && old.due === ring.due))
    .map((ring) => ({ name: 'cases.ring', dueAt: new Date(ring.due), data: { caseId: id, timer: ring.timer, due: ring.due }, unique: `cases.ring ${id} ${ring.timer} ${ring.due}` }))
}

type Names = { vi: string; en: string }
export const namesOfElement = (ctx: Shelves, file: CaseFile, id: string): Names => {
  const definition = definitionOf(ctx, file)
  return definition?.tasks.get(id)?.names ?? (definition && elementNames(definition, id)) ?? { vi: id, en: id }
}
export const namesOfTask = namesOfElement

/** What moving the case to `version` of its flow would come to, for whoever is about to do it. Refuses when there is no such version. */
export function moveOf(ctx: Shelves & Pick<Ctx, 'now'>, file: CaseFile, version: number): Move {
  const flow = file.flow
  if (!flow) throw new Refusal('conflict', 'no-flow-yet')
  if (flow.version === version) throw new Refusal('conflict', 'on-that-version')
  return moveTo(mustFindFlow(flowBookOf(ctx), flow.key, { version }), flow, aroundCase(ctx, file, ctx.now))
}

/** The same, refused where it cannot go on. */
export function mustMove(ctx: Shelves & Pick<Ctx, 'now'>, file: CaseFile, version: number): Extract<Move, { mark: Mark }> {
  const move = moveOf(ctx, file, version)
  if ('stuckAt' in move) throw new Refusal('conflict', 'cannot-move-flow', {}, { task: namesOfElement(ctx, file, move.stuckAt).vi })
  return move
}

/** What is said of tasks that are over their own time now. */
export const lateTasks = (ctx: Shelves & Pick<Ctx, 'now'>, file: CaseFile): CaseEvent[] =>
  (file.flow?.waits ?? []).filter((it) => it.dueAt !== undefined && !it.late && new Date(it.dueAt) < ctx.now)
    .map((it) => ({ type: 'cases.task-late', data: { task: it.node, names: namesOfTask(ctx, file, it.node), unit: it.unit, frame: it.frame, dueAt: it.dueAt! } }))
