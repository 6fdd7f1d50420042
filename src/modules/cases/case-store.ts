import { sql } from 'kysely'
import { flowsOf } from '#flows'
import type { Power } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { defineStream, type Opened, openStream, type RowWrite, type StoredEvent } from '#platform/events'
import { fold } from '#platform/words'
import { day } from '#platform/clock'
import { type CaseEvent, type CaseFile, evolve, feesDueNow, isOpen, nationalCode, readyToSeal, settledOnTime } from './domain/case-file.ts'
import { nextTaskDue, unitsAsked } from './domain/flowing.ts'
import { marked, timersOf } from './flowing.ts'
import { lateSpells, nothingYet, tallyAfter } from './domain/tally.ts'

/** What pages may ask about a case without opening it. */
function rows(file: CaseFile): RowWrite[] {
  const closed = file.finishedAt ?? file.endedAt
  // Refused at the door, withdrawn or ended because papers never came, nothing was settled.
  const settled = file.finishedAt
  return [{
    table: 'case_rows',
    row: {
      id: file.id, code: file.code, check_code: file.checkCode, procedure: file.procedure.code, procedure_version: file.procedure.version, field: file.procedure.field,
      channel: file.channel, applicant: file.applicant.id, applicant_name: file.applicant.name, applicant_number: file.applicant.nationalId ?? null,
      receiving_unit: file.receivingUnit, competent_unit: file.competentUnit, state: file.state, national_code: nationalCode(file), open: isOpen(file),
      handler: file.handler?.id ?? null, handler_name: file.handler?.name ?? null,
      filed_at: file.filedAt, filed_on: day(file.filedAt), received_at: file.receivedAt ?? null, accepted_at: file.acceptedAt ?? null,
      due_at: file.dueAt ?? null, due_on: file.dueOn ?? null, first_due_on: file.firstDueOn ?? null, forward_at: file.forwardAt ?? null, apology_prepared: file.apologyPreparedAt !== undefined, paused_at: file.pausedAt ?? null, chase_at: file.state === 'papers-asked' ? (file.request?.endsAt ?? file.request?.remindAt ?? null) : null,
      finished_at: file.finishedAt ?? null, returned_at: file.returnedAt ?? null, ended_at: file.endedAt ?? null,
      closed_on: closed ? day(closed) : null, result_on: file.result ? day(file.result.at) : null, rated_on: file.rating ? day(file.rating.at) : null,
      late_spells: lateSpells(file), waited_seconds: Math.round((file.tally ?? nothingYet).waited / 1000),
      settled_on: settled ? day(settled) : null, on_time: settledOnTime(file) ?? null, outcome: file.decision?.outcome ?? null,
      supplements: file.supplements, extended: file.extension !== undefined, overdue_level: file.overdueLevel, full_process: file.fullProcess,
      fee_due: feesDueNow(file), fee_total: file.fees.reduce((sum, f) => sum + f.amount, 0), paid_online: file.paidOnline,
      papers: file.papers.length, papers_digital: file.papers.filter((p) => p.digitised).length, papers_reused: file.papers.filter((p) => p.kind === 'reused').length,
      values_reused: Object.keys(file.from).length, result_digital: file.result !== undefined, rating: file.rating?.stars ?? null,
      to_seal: readyToSeal(file), matter_amount: file.matter?.amount ?? null, matter_kind: file.matter?.kind ?? null,
      task_due_at: nextTaskDue(file) ?? null, tasks_late: file.flow && isOpen(file) ? file.flow.waits.filter((it) => it.late).length : 0, asked_units: unitsAsked(file),
      search: fold(`${file.code} ${file.applicant.name} ${file.applicant.nationalId ?? ''} ${file.procedure.names.vi}`), touched_at: file.touchedAt,
    },
  }]
}

export const caseStream = defineStream<CaseFile, CaseEvent>({
  prefix: 'case',
  evolve(before, event) {
    const after = evolve(before, event)
    return { ...after, tally: tallyAfter(before, after, new Date(event.at)) }
  },
  rows, tables: ['case_rows'],
})

export async function openCase(ctx: Pick<Ctx, 'db' | 'take' | 'house'>, id: string): Promise<Opened<CaseFile> & { events: StoredEvent[] }> {
  // A version of its flow that another process published meanwhile is known from here on.
  const [opened] = await Promise.all([openStream(ctx, caseStream, id, 'no-such-case'), flowsOf(ctx)])
  return opened
}

/** Records what happened, and with it what became of the case's flow; `power` says in whose name, when it was a delegated one. */
export function record(ctx: Ctx, opened: Opened<CaseFile>, power: Power | true, ...events: CaseEvent[]): CaseFile {
  const written: CaseEvent[] = []
  let file: CaseFile | undefined = opened.state
  for (const event of events) {
    const whole = marked(ctx, file, event, ctx.now)
    written.push(whole)
    file = evolve(file, { ...whole, at: ctx.now, actor: (ctx.actor.by ?? ctx.actor).id, actorName: (ctx.actor.by ?? ctx.actor).name })
  }
  // A representative goes on with a case that is not his.
  const applicant = opened.state?.applicant.id
  const behalf = power === true && ctx.actor.kind === 'person' && applicant !== undefined && applicant !== ctx.actor.id ? applicant : undefined
  for (const job of timersOf(opened.id, opened.state, file!)) ctx.later(job)
  return ctx.record(caseStream, opened, written, power !== true && power.inNameOf ? { inNameOf: power.inNameOf.id } : behalf ? { inNameOf: behalf } : {})
}

// Blocks of numbers this process has taken, by house so that two houses in one process do not share them.
const blocks = new WeakMap<object, Map<string, { next: number; end: number; size: number; filling?: Promise<void> | undefined }>>()

/**
 * The next number of a unit's series on a day (case codes, Circular 03/2025 art. 13) or of its documents in a year.
 * A process takes one number while demand is low and larger blocks when it is not, so that a busy unit does not wait for
 * one row of one table at every case.
 */
export async function takeNumber(ctx: Ctx, unit: string, ofDay: string): Promise<number> {
  let mine = blocks.get(ctx.house)
  if (!mine) blocks.set(ctx.house, (mine = new Map()))
  const name = `${unit} ${ofDay}`
  let block = mine.get(name)
  if (!block) mine.set(name, (block = { next: 1, end: 1, size: 0 }))
  while (block.next >= block.end) {
    block.filling ??= (async () => {
      const size = Math.min(Math.max(1, block.size * 2), 256)
      const { rows } = await sql<{ next: number }>`insert into case_numbers (unit, day, next) values (${unit}, ${ofDay}, ${1 + size})
        on conflict (unit, day) do update set next = case_numbers.next + ${size} returning next`.execute(ctx.db)
      block.end = rows[0]!.next
      block.next = block.end - size
      block.size = size
    })().finally(() => (block.filling = undefined))
    await block.filling
  }
  // A quiet moment brings the blocks back to one number, and with that the gaps to none.
  if (block.next + 1 === block.end) setTimeout(() => { if (block.next >= block.end) mine.delete(name) }, 2000).unref()
  return block.next++
}

/** Numbers of many series at once, for whoever makes many cases: how many of each, in; the first of each block, out. */
export async function takeNumbers(ctx: Pick<Ctx, 'db'>, wanted: ReadonlyMap<string, { unit: string; day: string; many: number }>): Promise<Map<string, number>> {
  const list = [...wanted]
  if (!list.length) return new Map()
  const { rows } = await sql<{ unit: string; day: string; next: number }>`
    insert into case_numbers (unit, day, next)
    select u, d, 1 + n from unnest(${list.map(([, w]) => w.unit)}::text[], ${list.map(([, w]) => w.day)}::date[], ${list.map(([, w]) => w.many)}::int[]) as x(u, d, n)
    on conflict (unit, day) do update set next = case_numbers.next + excluded.next - 1 returning unit, day, next`.execute(ctx.db as Ctx['db'])
  const next = new Map(rows.map((row) => [`${row.unit} ${row.day}`, row.next]))
  return new Map(list.map(([name, { unit, day: on, many }]) => [name, next.get(`${unit} ${on}`)! - many]))
}

/** `H05.138-261109-0031`: the unit's identifier, the day, the number of the day with at least four digits. */
export const caseCode = (agency: string, ofDay: string, number: number): string => `${agency}-${ofDay.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`
