import type { ExpressionBuilder } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import type { CaseState } from '../domain/steps.ts'

export type CaseOfPerson = {
  applicant: string; applicant_name: string; id: string; code: string; procedure: string; procedure_version: number; competent_unit: string; receiving_unit: string; state: CaseState; national_code: number
  filed_at: Date; due_at: Date | null; due_on: string | null; first_due_on: string | null; paused_at: Date | null; accepted_at: Date | null; finished_at: Date | null; ended_at: Date | null
  on_time: boolean | null; fee_due: number; handler_name: string | null; open: boolean; rating: number | null; extended: boolean; overdue_level: number
}

const columns = ['applicant', 'applicant_name', 'id', 'code', 'procedure', 'procedure_version', 'competent_unit', 'receiving_unit', 'state', 'national_code', 'filed_at', 'due_at', 'due_on', 'first_due_on', 'paused_at', 'accepted_at', 'finished_at', 'ended_at', 'on_time', 'fee_due', 'handler_name', 'open', 'rating', 'extended', 'overdue_level'] as const

/** Her own cases, and those of whom she acts for, as far as her mandate reaches. */
const hers = (eb: ExpressionBuilder<any, any>, { id, represents = [] }: Actor) => eb.or([
  eb('applicant', '=', id), ...represents.map((one) => (one.procedures ? eb.and([eb('applicant', '=', one.id), eb('procedure', 'in', [...one.procedures])]) : eb('applicant', '=', one.id))),
])

/** The signed-in person's cases, newest first. */
export async function myCases(ctx: Ctx, { page = 1, most = 20 }: { page?: number; most?: number }): Promise<{ rows: CaseOfPerson[]; page: number; more: boolean }> {
  const rows = (await ctx.db.selectFrom('case_rows').select(columns).where((eb) => hers(eb, ctx.actor)).orderBy('filed_at', 'desc').orderBy('id').limit(most + 1).offset((Math.max(1, page) - 1) * most).execute()) as CaseOfPerson[]
  return { rows: rows.slice(0, most), page, more: rows.length > most }
}

/** How many of her cases wait for something only she can do: papers, a fee. */
export async function waitingForPerson(ctx: Ctx): Promise<number> {
  const { n } = await ctx.db.selectFrom('case_rows').select((eb) => eb.fn.countAll<number>().as('n')).where((eb) => hers(eb, ctx.actor)).where('open', '=', true)
    .where((eb) => eb.or([eb('state', '=', 'papers-asked'), eb('fee_due', '>', 0)])).executeTakeFirstOrThrow()
  return n as number
}
