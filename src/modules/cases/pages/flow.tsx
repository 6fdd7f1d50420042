import { drawingOf, type FlowDefinition, flowBookOf, type Waiting } from '#flows'
import { provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx, Lang } from '#platform/ctx'
import type { PageInfo } from '#platform/page'
import { Diagram, type Drawing, type Marks } from '#ui/diagram'
import { date, moment } from '#ui/format'
import type { CaseFile } from '../domain/case-file.ts'
import { powerOnTask, tasksFor } from '../domain/flowing.ts'
import { definitionOf, moveOf, namesOfTask } from '../flowing.ts'
import { textsOf, unitName } from './words.tsx'

export type TaskShown = { node: string; name: string; state: 'done' | 'now' | 'late' | 'skipped' | 'next'; note?: string }
/** The flow of a case as a page shows it: the picture with its marks, and the same in words. */
export type FlowShown = { key: string; version: number; name: string; drawings: Drawing[]; marks: Marks; tasks: TaskShown[] }

/** Where a case stands in its flow; undefined for one that goes by none. */
export function flowShown(ctx: Ctx, file: CaseFile): FlowShown | undefined {
  const definition = definitionOf(ctx, file)
  const flow = file.flow
  if (!definition || !flow) return undefined
  const t = textsOf(ctx.lang).flow.officer
  const late = (it: Waiting): boolean => it.dueAt !== undefined && new Date(it.dueAt) < ctx.now
  const waits = Map.groupBy(flow.waits, (it) => it.node)
  const went = new Set(flow.went)
  const tasks = [...definition.tasks.values()].map((task): TaskShown => {
    const here = waits.get(task.node)
    const state = here ? (here.some(late) ? 'late' : 'now') : flow.skipped.includes(task.node) ? 'skipped' : went.has(task.node) ? 'done' : 'next'
    const note = here?.map((it) => [t.here(unitName(ctx, it.unit, day(ctx.now))), it.dueAt ? t.until(moment(new Date(it.dueAt))) : ''].filter(Boolean).join(', ')).join('; ')
    return { node: task.node, name: task.names[ctx.lang], state, ...(note ? { note } : {}) }
  })
  const marks: Marks = {
    done: new Set(flow.went.filter((id) => !waits.has(id))),
    here: new Map([...waits].map(([node, list]) => [node, { says: t.states[list.some(late) ? 'late' : 'now']!, late: list.some(late), many: list.length }])),
    skipped: new Set(flow.skipped),
  }
  return { key: definition.key, version: definition.version, name: definition.names[ctx.lang], drawings: drawingOf(definition, ctx.lang), marks, tasks }
}

/** The picture of the flow and, under it, every step with where it stands. */
export const FlowPicture = ({ p, shown }: { p: PageInfo; shown: FlowShown }) => (
  <>
    {shown.drawings.map((drawing, i) => <Diagram p={p} id={`flow-${i}`} drawing={drawing} says={textsOf(p.lang).flow.officer.picture(shown.name)} marks={shown.marks} small />)}
  </>
)

/** Every step with where it stands: said, not only coloured. `brief` leaves out who and by when. */
export const FlowSteps = ({ lang, shown, brief }: { lang: Lang; shown: FlowShown; brief?: boolean }) => {
  const t = textsOf(lang).flow.officer
  return (
    <ol class="timeline">
      {shown.tasks.map((it) => (
        <li class={it.state === 'done' || it.state === 'skipped' ? 'done' : it.state === 'next' ? undefined : 'now'}>
          {it.state === 'now' || it.state === 'late' ? <b aria-current="step">{it.name}</b> : it.name} <span class="quiet">· {brief && it.state === 'late' ? t.states['now'] : t.states[it.state]}{!brief && it.note ? `, ${it.note}` : ''}</span>
        </li>
      ))}
    </ol>
  )
}

/** A task of the flow that this official may act on now. */
export type TaskOffered = { node: string; name: string; says?: string; unit: string; due?: string; late: boolean }
export type TasksOffered = {
  work: TaskOffered[]
  consult?: TaskOffered
  opinion?: TaskOffered
  skip: TaskOffered[]
  backTo: { value: string; label: string }[]
  agencies: { value: string; label: string }[]
}

export function tasksOffered(ctx: Ctx, file: CaseFile): TasksOffered {
  const definition = definitionOf(ctx, file)
  const mine = (step: Parameters<typeof tasksFor>[1]): Waiting[] => tasksFor(file, step).filter((it) => powerOnTask(ctx.actor, file, step, it.node))
  const offered = (it: Waiting): TaskOffered => {
    const says = definition?.tasks.get(it.node)?.says
    return { node: it.node, name: namesOfTask(ctx, file, it.node)[ctx.lang], unit: unitName(ctx, it.unit, day(ctx.now)), late: it.dueAt !== undefined && new Date(it.dueAt) < ctx.now, ...(says ? { says } : {}), ...(it.dueAt ? { due: moment(new Date(it.dueAt)) } : {}) }
  }
  const consult = mine('consult')[0]
  const opinion = powerOnTask(ctx.actor, file, 'give-opinion')?.task
  return {
    work: mine('do-task').map(offered), skip: mine('skip-task').map(offered),
    ...(consult ? { consult: offered(consult) } : {}), ...(opinion ? { opinion: offered(opinion) } : {}),
    backTo: [...new Set(mine('send-back').flatMap((it) => it.backTo ?? []))].map((node) => ({ value: node, label: namesOfTask(ctx, file, node)[ctx.lang] })),
    agencies: consult ? agenciesOf(ctx, file.competentUnit) : [],
  }
}

/** Whom one can ask: the departments of the province, and the commune a provincial case lies in is asked by its code. */
function agenciesOf(ctx: Ctx, except: string): { value: string; label: string }[] {
  const today = day(ctx.now)
  return ctx.take(unitRegister).bodiesUnder(provinceOf(ctx), today).filter((it) => it.serves === undefined && it.code !== except).map((it) => ({ value: it.code, label: it.name[ctx.lang] })).sort((a, b) => a.label.localeCompare(b.label, 'vi'))
}

export type OpinionShown = { unit: string; said?: { agrees: boolean; words: string; by: string; at: Date }; due?: string; silent: boolean }
/** What each agency said, or until when it is waited for. */
export function opinionsShown(ctx: Ctx, file: CaseFile): OpinionShown[] {
  return (file.consultation?.units ?? []).map((unit) => {
    const said = file.consultation!.opinions.find((it) => it.unit === unit)
    const waits = file.flow?.waits.find((it) => it.step === 'give-opinion' && it.unit === unit)
    return { unit: unitName(ctx, unit, day(ctx.now)), silent: !said && !waits, ...(said ? { said } : {}), ...(waits?.dueAt ? { due: moment(new Date(waits.dueAt)) } : {}) }
  })
}

export type MoveOffered = { versions: { value: string; label: string }[]; preview?: { version: number; waits?: string; passed?: string; stuck?: string } }
/** The versions a case could be moved to, and what moving it to the one asked about would come to. */
export function moveOffered(ctx: Ctx, file: CaseFile, asked: unknown): MoveOffered {
  const flow = file.flow
  const others: readonly FlowDefinition[] = flow ? flowBookOf(ctx).versions(flow.key).filter((it) => it.version !== flow.version) : []
  const t = textsOf(ctx.lang).flow.officer
  const version = Number(asked)
  const to = others.find((it) => it.version === version)
  const namesIn = (definition: FlowDefinition, nodes: readonly string[]): string => [...new Set(nodes)].map((node) => definition.tasks.get(node)?.names[ctx.lang] ?? node).join(', ')
  const move = to && moveOf(ctx, file, version)
  return {
    versions: others.map((it) => ({ value: String(it.version), label: t.version(it.version, date(it.validFrom)) })),
    ...(to && move ? { preview: { version, ...('stuckAt' in move ? { stuck: namesOfTask(ctx, file, move.stuckAt)[ctx.lang] } : { waits: namesIn(to, move.mark.waits.map((it) => it.node)), ...(move.passed.length ? { passed: namesIn(to, move.passed) } : {}) }) } } : {}),
  }
}
