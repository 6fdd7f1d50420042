import { renderLetter } from '#documents'
import { mustFindUnit, unitRegister } from '#organisations'
import { catalogue } from '#procedures'
import { findPower } from '#platform/actor'
import { day, instant } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { vi } from '../texts/vi.ts'

/** More would be a book of many hundred pages; a desk that takes in more in a month prints it by weeks. */
const most = 2000

/** Form 06, the register of cases that a desk received in a period: for who works or leads there. Refuses `not-your-desk`. */
export async function registerLetter(ctx: Ctx, unit: string, from: string, to: string): Promise<Buffer> {
  if (!findPower(ctx.actor, 'receive', unit) && !findPower(ctx.actor, 'lead', unit)) throw new Refusal('forbidden', 'not-your-desk')
  const rows = await ctx.db.selectFrom('case_rows')
    .select(['code', 'procedure', 'procedure_version', 'applicant_name', 'competent_unit', 'filed_at', 'received_at', 'due_at', 'returned_at', 'channel', 'state'])
    .where('receiving_unit', '=', unit).where('filed_on', '>=', from).where('filed_on', '<=', to).orderBy('filed_at').orderBy('code').limit(most).execute()
  if (!rows.length) throw new Refusal('not-found', 'nothing-to-register')
  const on = day(ctx.now)
  const centre = ctx.take(unitRegister).centreOf(unit, on) ?? mustFindUnit(ctx, unit, on)
  const parent = mustFindUnit(ctx, unit, on)
  const spoken = (d: string): string => d.split('-').reverse().join('/')
  return renderLetter(ctx, 'register', {
    head: { parent: parent.formal.vi, agency: centre.name.vi, place: parent.name.vi, date: on },
    period: `Từ ngày ${spoken(from)} đến ngày ${spoken(to)}`,
    entries: rows.map((r) => ({
      caseCode: r['code'], procedure: ctx.take(catalogue).get(r['procedure'], r['procedure_version']).names.vi, applicant: { name: r['applicant_name'] },
      competentUnit: (ctx.take(unitRegister).find(r['competent_unit'], day(r['filed_at'])) ?? mustFindUnit(ctx, r['competent_unit'], on)).formal.vi,
      receivedAt: (r['received_at'] ?? r['filed_at']).toISOString(), ...(r['due_at'] ? { dueAt: r['due_at'].toISOString() } : {}), ...(r['returned_at'] ? { returnedAt: r['returned_at'].toISOString() } : {}),
      note: vi.history.stands[r['state']],
    })),
    signature: { position: 'Người ghi sổ', name: ctx.actor.name },
  })
}

/** The month of a day, as the period of a register: first and last day. */
export function monthOf(month: string): { from: string; to: string } {
  if (!/^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(month)) throw new Refusal('invalid', 'choose-month')
  const next = month.endsWith('-12') ? `${Number(month.slice(0, 4)) + 1}-01` : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`
  return { from: `${month}-01`, to: day(new Date(instant(`${next}-01`).getTime() - 3600_000)) }
}
