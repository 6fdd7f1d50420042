import { openCtx } from '#platform/ctx'
import { type NewEvent, openStream, unopened } from '#platform/events'
import type { Town } from '../../../testing/town.ts'

/** Lan's case as the cases room writes it down, without walking through its pages. */
export async function fileCase(town: Town, id: string, applicant: { phone?: string; email?: string } = {}, more: { type?: string; fees?: object[]; delivery?: string } = {}): Promise<void> {
  const ctx = openCtx(town.house, { id: 'p-lan', kind: 'person', name: 'Nguyễn Thu Lan', powers: [] })
  const at = town.time.now.toISOString()
  ctx.record(caseStreamOf(town), unopened(id), [{
    type: more.type ?? 'cases.submitted',
    data: {
      id, code: `H05.138-260909-${id.replace(/\D/g, '').padStart(4, '0')}`, checkCode: `CHECK-${id}`, procedure: { code: '1.001193', version: 1, field: 'ho-tich', names: { vi: 'Đăng ký khai sinh', en: 'Birth registration' } },
      channel: 2, applicant: { id: 'p-lan', name: 'Nguyễn Thu Lan', nationalId: '000195000318', ...applicant }, receivingUnit: '09169', competentUnit: '09169',
      answers: {}, from: {}, papers: [], fees: more.fees ?? [], time: { amount: 1, unit: 'working-day' }, delivery: more.delivery ?? 'online', fullProcess: true, countsFrom: at,
      ...(more.type === 'cases.registered' ? due('2026-09-10') : {}),
    },
  }])
  await town.house.writer.write(ctx.pending)
}

export const due = (on: string) => ({ dueAt: `${on}T10:00:00.000Z`, dueOn: on, forwardAt: '2026-09-09T02:00:00.000Z', receivedAt: '2026-09-09T02:00:00.000Z' })

/** Something more happens to the case, done by `by`. */
export async function happen(town: Town, id: string, events: NewEvent[], by = { id: 'o-minh', name: 'Đỗ Minh Quân' }): Promise<void> {
  const ctx = openCtx(town.house, { ...by, kind: 'official', powers: [] })
  ctx.record(caseStreamOf(town), await openStream(ctx, caseStreamOf(town), id), events)
  await town.house.writer.write(ctx.pending)
}

const caseStreamOf = (town: Town) => town.house.streams.find((stream) => stream.prefix === 'case')!
