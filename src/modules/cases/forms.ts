import { checkLine, renderLetter } from '#documents'
import { mustFindUnit, unitRegister } from '#organisations'
import { catalogue } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { StoredEvent } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { maskedId, money, spacedPhone } from '#ui/format'
import { type CaseEvent, type CaseFile, feesDue, feesDueAtReturn } from './domain/case-file.ts'
import { signatureOf } from './result.ts'
import { vi } from './texts/vi.ts'

/** Which forms a case has by now, with their national numbers. */
export const formsOf = (file: CaseFile): string[] => ['01', ...(file.request ? ['02'] : []), ...(file.refusal ? ['03'] : []), ...(file.extension ? ['04'] : []), ...(file.acceptedAt ? ['05'] : [])]

/** A form of Circular 01/2018, printed from what happened: the same case always gives the same paper. */
export function formLetter(ctx: Ctx, file: CaseFile, events: StoredEvent[], form: string): Promise<Buffer> {
  if (!formsOf(file).includes(form)) throw new Refusal('not-found', 'no-such-form')
  const of = (type: CaseEvent['type']): StoredEvent => events.find((e) => e.type === type)!
  const procedure = ctx.take(catalogue).get(file.procedure.code, file.procedure.version)
  const filedOn = day(file.filedAt)
  const centre = ctx.take(unitRegister).centreOf(file.receivingUnit, filedOn) ?? mustFindUnit(ctx, file.receivingUnit, filedOn)
  const authority = mustFindUnit(ctx, file.competentUnit, filedOn)
  const check = checkLine(ctx, file.checkCode)
  const parent = mustFindUnit(ctx, file.receivingUnit, filedOn).formal.vi
  // The desk issues the forms, also for what another commune or a department decides.
  const place = ctx.take(unitRegister).datedFrom(file.receivingUnit, filedOn)!.vi
  const head = (number: string, at: Date) => ({ parent, agency: centre.name.vi, number, place, date: day(at), check })
  const applicant = { name: file.applicant.name, ...(file.applicant.nationalId ? { idNumber: maskedId(file.applicant.nationalId) } : {}), ...(file.applicant.phone ? { phone: spacedPhone(file.applicant.phone) } : {}), ...(file.applicant.email ? { email: file.applicant.email } : {}) }
  const about = { name: procedure.names.vi, code: procedure.code }
  const common = { caseCode: file.code, applicant, procedure: about }
  const handedInBy = { name: file.applicant.name }
  const t = vi.slip

  switch (form) {
    case '01': {
      const received = events.find((e) => e.type === 'cases.accepted' || e.type === 'cases.registered')
      if (!received || !file.dueAt) throw new Refusal('conflict', 'not-accepted-yet')
      return renderLetter(ctx, 'receipt', {
        ...common, head: head(`${file.code.split('-').at(-1)}/TNHS`, received.at), competentUnit: authority.formal.vi, sets: 1,
        components: file.papers.length ? file.papers.map((p) => ({ name: procedure.components.find((c) => c.code === p.component)?.names.vi ?? p.label, form: t.paperKinds[p.kind].toLocaleLowerCase('vi') })) : [{ name: `Tờ khai ${procedure.names.vi}`, form: t.paperKinds.upload.toLocaleLowerCase('vi') }],
        timeLimit: t.time(file.time.amount, file.time.unit), fee: feeWords(file),
        receivedAt: file.receivedAt!.toISOString(), dueAt: firstDue(events) ?? file.dueAt.toISOString(), returnAt: t.deliveries[file.delivery], handedInBy, officer: { name: received.actorName },
      })
    }
    case '02': {
      const asked = of('cases.papers-asked')
      return renderLetter(ctx, 'supplement-request', {
        ...common, head: head(`${asked.data.number}/HDHS`, asked.at), items: asked.data.items, reason: asked.data.reason,
        clock: 'Thời gian giải quyết tạm dừng từ nay và tính lại từ đầu khi hồ sơ đầy đủ. Đây là lần yêu cầu bổ sung duy nhất.' + (asked.data.until ? ` Gửi chậm nhất ngày ${asked.data.until.split('-').reverse().join('/')}; quá ngày đó mà chưa nhận được, hồ sơ dừng giải quyết.` : ''), contact: { name: asked.actorName }, officer: { name: asked.actorName },
      })
    }
    case '03': {
      const refused = of('cases.refused')
      return renderLetter(ctx, 'refusal', { ...common, head: head(`${refused.data.number}/TCHS`, refused.at), reasons: [refused.data.reason], handedInBy, officer: { position: 'Người tiếp nhận hồ sơ', name: refused.actorName } })
    }
    case '04': {
      const extended = of('cases.extended')
      return renderLetter(ctx, 'apology', {
        ...common, head: head(`${extended.data.number}/PXL`, extended.at), receivedAt: file.receivedAt!.toISOString(), dueAt: extended.data.fromDueOn, lateUnit: authority.formal.vi, reason: extended.data.reason,
        newDueAt: extended.data.dueAt, signature: signatureOf({ name: extended.actorName, position: 'Người xử lý hồ sơ' }, authority.formal.vi),
      })
    }
    default: {
      const { number: _number, ...plain } = head('', events[0]!.at)
      return renderLetter(ctx, 'process-slip', { ...common, head: plain, competentUnit: authority.formal.vi, dueAt: file.dueAt!.toISOString(), handovers: handoversOf(events, centre.formal.vi, authority.formal.vi) })
    }
  }
}

/** Each time the case changed hands, from the events: given by whom, taken by whom, when. */
function handoversOf(events: StoredEvent[], centre: string, authority: string) {
  const passed = new Set<string>(['cases.submitted', 'cases.registered', 'cases.accepted', 'cases.forwarded', 'cases.assigned', 'cases.drafted', 'cases.sent-back', 'cases.approved', 'cases.returned'])
  const desk = new Set<string>(['cases.submitted', 'cases.registered', 'cases.accepted', 'cases.returned'])
  return events.filter((e) => passed.has(e.type)).map((e, i, all) => ({
    unit: desk.has(e.type) ? centre : authority, givenBy: i ? all[i - 1]!.actorName : e.actorName, takenBy: e.type === 'cases.assigned' ? e.data.to.name : e.actorName,
    givenAt: (all[i - 1] ?? e).at.toISOString(), takenAt: e.at.toISOString(),
  }))
}

/** The fee as the slip says it: how much, whether it is paid, and what is paid only when the result is handed over. */
export function feeWords(file: Pick<CaseFile, 'fees' | 'paid'>): string {
  const t = vi.slip
  const sum = (fees: CaseFile['fees']): number => fees.reduce((all, fee) => all + fee.amount, 0)
  const now = sum(file.fees.filter((fee) => fee.at !== 'return'))
  const later = sum(file.fees) - now
  const rest = feesDue(file)
  return [
    ...(now ? [`${money(now)}, ${rest === 0 ? t.paid : rest < now ? t.partPaid(money(rest)) : t.notPaid}`] : []),
    ...(later ? [`${money(later)}, ${feesDueAtReturn(file) ? t.paidLater : t.paid}`] : []),
  ].join('; ') || t.noFee
}

const firstDue = (events: StoredEvent[]): string | undefined => events.find((e) => e.type === 'cases.accepted' || e.type === 'cases.registered')?.data.dueAt
