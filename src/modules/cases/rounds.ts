import { sql } from 'kysely'
import { day } from '#platform/clock'
import { type Ctx, openCtx } from '#platform/ctx'
import type { Round } from '#platform/module'
import { Refusal } from '#platform/refusal'
import { belongsTo, leaving } from '#organisations'
import { openCase, record } from './case-store.ts'
import { decidersHear, lastApology, limitsOn, reminder } from './counting.ts'
import { type CaseEvent, type CaseFile, mustTake } from './domain/case-file.ts'
import type { Step } from './domain/steps.ts'
import { lateTasks } from './flowing.ts'

/** What the clock does by itself. Every case is its own write: one that somebody is just changing is left for the next minute. */
const each = async (ctx: Ctx, ids: string[], step: Step, what: (file: CaseFile, ctx: Ctx) => CaseEvent | CaseEvent[] | undefined): Promise<void> => {
  for (const id of ids) {
    const one = openCtx(ctx.house, ctx.actor)
    try {
      const opened = await openCase(one, id)
      const power = mustTake(one.actor, opened.state, step, limitsOn(one))
      const event = what(opened.state, one)
      const events = event === undefined ? [] : [event].flat()
      if (!events.length) continue
      record(one, opened, power, ...events)
      await ctx.house.writer.write(one.pending)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

const running = ['accepted', 'in-process', 'for-decision']
const most = 2000

/** Cases received after 15:00 go on first thing next working day. */
export const forwardWaiting: Round = {
  name: 'cases.forward-waiting', everySeconds: 30,
  async run(ctx) {
    const rows = await ctx.db.selectFrom('case_rows').select('id').where('state', '=', 'accepted').where('forward_at', '<=', ctx.now).limit(most).execute()
    await each(ctx, rows.map((r) => r.id), 'forward', (file) => ({ type: 'cases.forwarded', data: { to: file.competentUnit } }))
  },
}

/** One working day before the appointed day at the latest, who handles the case has the apology before him (form 04). */
export const prepareApologies: Round = {
  name: 'cases.prepare-apologies', everySeconds: 60,
  async run(ctx) {
    // Two weeks ahead is further than any run of days off; the calendar decides for which appointments it is time by now.
    const soon = new Date(ctx.now.getTime() + 14 * 86_400_000)
    const { reappointments } = limitsOn(ctx)
    if (reappointments === 0) return
    // Where the law allows one new appointment, whoever had it is not looked at again.
    const once = reappointments === 1
    const open = ctx.db.selectFrom('case_rows').select(['due_at', 'competent_unit']).distinct().where('open', '=', true).where('due_at', '<=', soon).where('state', 'in', running).where('apology_prepared', '=', false)
    const appointments = await (once ? open.where('extended', '=', false) : open).execute()
    const ripe = appointments.map(({ due_at: due, competent_unit: unit }) => ({ due, unit, by: lastApology(ctx, due, unit) })).filter(({ by }) => by <= ctx.now)
    if (!ripe.length) return
    // A case of one day or less is due before there could be a day before.
    const { rows } = await sql<{ id: string }>`select c.id from case_rows c
      join unnest(${ripe.map((r) => r.due)}::timestamptz[], ${ripe.map((r) => r.unit)}::text[], ${ripe.map((r) => r.by)}::timestamptz[]) as r (due_at, unit, by) on c.due_at = r.due_at and c.competent_unit = r.unit
      where c.open and c.state = any(${running}) and not c.apology_prepared and not (c.extended and ${once}) and c.accepted_at < r.by
      order by c.due_at, c.id limit ${most}`.execute(ctx.db)
    await each(ctx, rows.map((r) => r.id), 'prepare-apology', (file) => {
      const by = lastApology(ctx, file.dueAt!, file.competentUnit)
      return by <= ctx.now && file.acceptedAt! < by ? { type: 'cases.apology-prepared', data: { dueOn: file.dueOn! } } : undefined
    })
  },
}

/** Late: first whoever handles it and who leads hear of it, a working day later those who decide. */
export const escalateOverdue: Round = {
  name: 'cases.escalate-overdue', everySeconds: 60,
  async run(ctx) {
    const missed = () => ctx.db.selectFrom('case_rows').where('open', '=', true).where('state', 'in', running).where('due_at', '<', ctx.now)
    // Told once already: for which of these appointments it is time to tell those who decide, the calendar says. Over a
    // weekend it is for none of them, and then no case is opened only to be left as it is.
    const told = await missed().select(['due_at', 'competent_unit']).distinct().where('overdue_level', '=', 1).execute()
    const ripe = told.filter(({ due_at: due, competent_unit: unit }) => decidersHear(ctx, due, unit) < ctx.now)
    const { rows } = await sql<{ id: string }>`select c.id from case_rows c where c.open and c.state = any(${running}) and c.due_at < ${ctx.now} and (c.overdue_level = 0 or (c.overdue_level = 1 and exists (
        select 1 from unnest(${ripe.map((r) => r['due_at'])}::timestamptz[], ${ripe.map((r) => r['competent_unit'])}::text[]) as r (due_at, unit) where c.due_at = r.due_at and c.competent_unit = r.unit)))
      order by c.due_at, c.id limit ${most}`.execute(ctx.db)
    await each(ctx, rows.map((r) => r.id), 'escalate',
      (file, { now }) => {
        const level = now > decidersHear(ctx, file.dueAt!, file.competentUnit) ? 2 : 1
        return level > file.overdueLevel ? { type: 'cases.overdue', data: { dueOn: file.dueOn!, level } } : undefined
      })
  },
}

/** A task of a case's flow is over its own time: whoever has it and who leads there hear of it, each task once. */
export const noteLateTasks: Round = {
  name: 'cases.note-late-tasks', everySeconds: 60,
  async run(ctx) {
    const rows = await ctx.db.selectFrom('case_rows').select('id').where('open', '=', true).where('task_due_at', '<', ctx.now).orderBy('task_due_at').limit(most).execute()
    await each(ctx, rows.map((r) => r.id as string), 'note-late-task', (file, one) => lateTasks(one, file))
  },
}

/** Papers that do not come: whoever was asked is reminded once, and when the time is over the case ends (national code 8). */
export const chasePapers: Round = {
  name: 'cases.chase-papers', everySeconds: 300,
  async run(ctx) {
    const rows = await ctx.db.selectFrom('case_rows').select('id').where('chase_at', '<=', ctx.now).orderBy('chase_at').limit(most).execute()
    const ids = rows.map((r) => r.id as string)
    // What was reminded just now is not ended in the same round: its end lies ahead.
    await each(ctx, ids, 'lapse', ({ request }, { now }) => (request!.endsAt! <= now ? { type: 'cases.lapsed', data: { until: request!.until! } } : undefined))
    await each(ctx, ids, 'remind', (file, one) => (file.request!.remindAt! <= one.now ? reminder(one, file) : undefined))
  },
}

/** A unit went into another, or the power moved to the other level and takes running cases with it: on that day they go over. */
export const moveCompetence: Round = {
  name: 'cases.move-competence', everySeconds: 300,
  async run(ctx) {
    const today = day(ctx.now)
    const kinds = await ctx.db.selectFrom('case_rows').select(['procedure', 'competent_unit', 'receiving_unit', 'filed_on']).distinct().where('open', '=', true).execute()
    const over = kinds.filter((one) => leaving(ctx, { procedure: one.procedure, competentUnit: one.competent_unit, receivingUnit: one.receiving_unit, filedOn: one.filed_on }, today))
    if (!over.length) return
    const { rows } = await sql<{ id: string }>`select c.id from case_rows c
      join unnest(${over.map((o) => o.procedure)}::text[], ${over.map((o) => o.competent_unit)}::text[], ${over.map((o) => o.receiving_unit)}::text[], ${over.map((o) => o.filed_on)}::date[]) as o (procedure, competent_unit, receiving_unit, filed_on)
        using (procedure, competent_unit, receiving_unit, filed_on)
      where c.open order by c.due_at, c.id limit ${most}`.execute(ctx.db)
    await each(ctx, rows.map((r) => r.id), 'move-competence', (file, one) => {
      const to = belongsTo(one, { procedure: file.procedure.code, competentUnit: file.competentUnit, receivingUnit: file.receivingUnit, filedOn: day(file.filedAt), answers: file.answers }, today)
      if (!to) return undefined
      const { why, source, ...units } = to
      return { type: 'cases.competence-moved', data: { from: { competentUnit: file.competentUnit, receivingUnit: file.receivingUnit }, to: units, why, source } }
    })
  },
}

/** Drafts that nobody came back to are removed on the day the person was told. */
export const removeOldDrafts: Round = {
  name: 'cases.remove-old-drafts', everySeconds: 3600,
  async run(ctx) {
    await ctx.db.deleteFrom('case_drafts').where('keep_until', '<', day(ctx.now)).execute()
  },
}
