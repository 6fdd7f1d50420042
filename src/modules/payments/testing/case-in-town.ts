import { openCtx } from '#platform/ctx'
import { type NewEvent, openStream, unopened } from '#platform/events'
import type { Town } from '../../../testing/town.ts'

type Names = { vi: string; en: string }
export const certificates = { code: 'ban-sao', names: { vi: '3 bản sao trích lục', en: '3 certified extracts' }, amount: 24_000, at: 'filing' as const }

/** Lan's case with fees, as the cases room writes it down, without walking through its pages: the story here begins after. */
export async function fileCase(town: Town, id: string, more: { fees?: { code: string; names: Names; amount: number; at: string }[]; type?: 'cases.submitted' | 'cases.registered' } = {}): Promise<void> {
  const ctx = openCtx(town.house, { id: 'p-lan', kind: 'person', name: 'Nguyễn Thu Lan', powers: [] })
  const at = town.time.now.toISOString()
  ctx.record(caseStreamOf(town), unopened(id), [{
    type: more.type ?? 'cases.submitted',
    data: {
      id, code: `H05.138-260909-${id.replace(/\D/g, '').padStart(4, '0')}`, checkCode: `CHECK-${id}`, procedure: { code: '2.000635', version: 1, field: 'ho-tich', names: { vi: 'Cấp bản sao trích lục hộ tịch', en: 'Certified extract from the civil register' } },
      channel: 2, applicant: { id: 'p-lan', name: 'Nguyễn Thu Lan', nationalId: '000195000318' }, receivingUnit: '09169', competentUnit: '09169',
      answers: {}, from: {}, papers: [], fees: more.fees ?? [certificates], time: { amount: 1, unit: 'working-day' }, delivery: 'online', fullProcess: true, countsFrom: at,
      ...(more.type === 'cases.registered' ? { dueAt: at, dueOn: at.slice(0, 10), forwardAt: at } : {}),
    },
  }])
  await town.house.writer.write(ctx.pending)
}

/** Something more happens to the case. */
export async function happen(town: Town, id: string, ...events: NewEvent[]): Promise<void> {
  const ctx = openCtx(town.house, { id: 'o-minh', kind: 'official', name: 'Đỗ Minh Quân', powers: [] })
  ctx.record(caseStreamOf(town), await openStream(ctx, caseStreamOf(town), id), events)
  await town.house.writer.write(ctx.pending)
}

const caseStreamOf = (town: Town) => town.house.streams.find((stream) => stream.prefix === 'case')!
