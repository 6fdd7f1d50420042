import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Action, perform } from '#platform/action'
import { type Act, type Actor, acts } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { lan, official, person, type Town, town, vuNinh } from '../../testing/town.ts'
import { acceptCase } from './actions/accept-case.ts'
import { approveResult } from './actions/approve-result.ts'
import { askFee } from './actions/ask-fee.ts'
import { askForPapers } from './actions/ask-for-papers.ts'
import { assignCases } from './actions/assign-cases.ts'
import { draftResult } from './actions/draft-result.ts'
import { extendCase } from './actions/extend-case.ts'
import { forwardCase } from './actions/forward-case.ts'
import { rateCase } from './actions/rate-case.ts'
import { refuseCase } from './actions/refuse-case.ts'
import { returnResult } from './actions/return-result.ts'
import { sealResult } from './actions/seal-result.ts'
import { sendBack } from './actions/send-back.ts'
import { supplyPapers } from './actions/supply-papers.ts'
import { withdrawCase } from './actions/withdraw-case.ts'
import { caseStream } from './case-store.ts'
import type { CaseEvent, Filed } from './domain/case-file.ts'
import { type CaseState, caseStates, ruleOf, type Step, stepNames } from './domain/steps.ts'

const elsewhere = '09187'
/** What some step asks to be held together, as the table says. */
const doubled: Act[][] = stepNames.flatMap((step) => (ruleOf(step).with ? ruleOf(step).by.map((who) => [who as Act, ...ruleOf(step).with!]) : []))
/** Exactly these powers: what a step needs besides must not come by itself. */
const holding = (id: string, unit: string, held: Act[]): Actor => ({ ...official(id, `Official who may ${held.join(' and ')}`, held.join(), unit), powers: held.map((act) => ({ act, unit, source: `position-${id}` })) })
const actors: Record<string, Actor> = {
  applicant: lan,
  'another person': person('p-other', 'Hoàng Thị Mận', '000090000555'),
  ...Object.fromEntries([...acts.map((act) => [act]), ...doubled].flatMap((held) => [
    [`${held.join('+')} here`, holding(`o-${held.join('-')}`, vuNinh, held)],
    [`${held.join('+')} elsewhere`, holding(`x-${held.join('-')}`, elsewhere, held)],
  ])),
  // Decides by his own power and signs by a lent one: in whose name would that be?
  'decide+sign in two names': { ...holding('o-two-names', vuNinh, ['decide']), powers: [{ act: 'decide', unit: vuNinh, source: 'post' }, { act: 'sign', unit: vuNinh, source: 'loan', inNameOf: { id: 'ha', name: 'Hà', position: 'Chủ tịch' } }] },
}

const filed: Filed = {
  id: '', code: '', checkCode: '', procedure: { code: '1.004873', version: 1, field: 'civil-status', names: { vi: 'Cấp Giấy xác nhận tình trạng hôn nhân', en: 'Confirmation of marital status' } },
  channel: 2, applicant: { id: lan.id, name: lan.name, nationalId: lan.nationalId! }, receivingUnit: vuNinh, competentUnit: vuNinh,
  answers: { applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, phường Vũ Ninh', status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Vay vốn', decidingUnit: vuNinh },
  from: {}, papers: [], fees: [], time: { amount: 3, unit: 'working-day' }, delivery: 'desk', fullProcess: true, countsFrom: '2026-09-09T02:00:00.000Z',
}
const dates = { receivedAt: '2026-09-09T02:00:00.000Z', dueAt: '2026-09-14T10:00:00.000Z', dueOn: '2026-09-14', forwardAt: '2026-09-10T01:00:00.000Z' }
const accepted: CaseEvent = { type: 'cases.accepted', data: dates }
const forwarded: CaseEvent = { type: 'cases.forwarded', data: { to: vuNinh } }
const drafted: CaseEvent = { type: 'cases.drafted', data: { outcome: 'grant', values: {} } }
const approved = (outcome: 'grant' | 'decline'): CaseEvent => ({ type: 'cases.approved', data: { outcome, number: '1/2026', signer: { name: 'Vũ Đức Thịnh', position: 'Phó Chủ tịch' } } })
const issued: CaseEvent = { type: 'cases.result-issued', data: { document: 'd', file: 'f', checkCode: 'c' } }

/** The shortest way into every state. */
const waysTo: Record<CaseState, CaseEvent[]> = {
  submitted: [],
  accepted: [accepted],
  'not-accepted': [{ type: 'cases.refused', data: { reason: 'Sai nơi nộp', number: 1 } }],
  'in-process': [accepted, forwarded],
  'for-decision': [accepted, forwarded, drafted],
  'papers-asked': [{ type: 'cases.papers-asked', data: { items: ['Ảnh'], reason: 'Thiếu ảnh', number: 1 } }],
  'fee-asked': [accepted, forwarded, { type: 'cases.fee-asked', data: { fee: { code: 'x', amount: 10_000, at: 'asked', names: { vi: 'Thuế', en: 'Tax' } }, reason: 'Thuế' } }],
  withdrawn: [{ type: 'cases.withdrawn', data: { reason: '' } }],
  stopped: [accepted, forwarded, drafted, approved('decline')],
  finished: [accepted, forwarded, drafted, approved('grant'), issued],
  returned: [accepted, forwarded, drafted, approved('grant'), issued, { type: 'cases.returned', data: { how: 'desk' } }],
}

const sealable: CaseState[] = ['stopped']
/** Steps a person takes by an action; the worker's own have none. */
const actionOf: Partial<Record<Step, { action: Action<any, any>; input(caseId: string): object }>> = {
  accept: { action: acceptCase, input: (caseId) => ({ caseId }) },
  refuse: { action: refuseCase, input: (caseId) => ({ caseId, reason: 'Sai nơi nộp' }) },
  'ask-papers': { action: askForPapers, input: (caseId) => ({ caseId, items: ['Ảnh'], reason: 'Thiếu ảnh' }) },
  'supply-papers': { action: supplyPapers, input: (caseId) => ({ caseId, uploads: [], answer: 'Đã gửi' }) },
  forward: { action: forwardCase, input: (caseId) => ({ caseId }) },
  assign: { action: assignCases, input: (caseId) => ({ caseIds: [caseId], to: 'o-process' }) },
  'ask-fee': { action: askFee, input: (caseId) => ({ caseId, amount: 10_000, reason: 'Thuế' }) },
  draft: { action: draftResult, input: (caseId) => ({ caseId, outcome: 'decline', reason: 'Chưa đủ điều kiện' }) },
  'send-back': { action: sendBack, input: (caseId) => ({ caseId, remark: 'Xem lại tên' }) },
  seal: { action: sealResult, input: (caseId) => ({ caseId }) },
  approve: { action: approveResult, input: (caseId) => ({ caseId }) },
  return: { action: returnResult, input: (caseId) => ({ caseId }) },
  extend: { action: extendCase, input: (caseId) => ({ caseId, workingDays: 2, reason: 'Chờ xác minh' }) },
  withdraw: { action: withdrawCase, input: (caseId) => ({ caseId }) },
  rate: { action: rateCase, input: (caseId) => ({ caseId, stars: 5 }) },
}

/** Read off the table of steps alone, not off the code that checks it. */
function allowed(who: string, step: Step, state: CaseState): boolean {
  const rule = ruleOf(step)
  if (!rule.from.includes(state)) return false
  const sides = who === 'applicant' ? ['applicant'] : who.endsWith(' here') ? who.slice(0, -' here'.length).split('+') : ['stranger', ...(who.endsWith('in two names') ? ['decide'] : [])]
  if (step === 'ask-papers' && sides.includes('process') && state === 'submitted') return false
  // There is nothing to seal in a case that lapsed, nor where the result went out sealed.
  if (step === 'seal' && !sealable.includes(state)) return false
  return sides.some((side) => (rule.by as readonly string[]).includes(side)) && (rule.with ?? []).every((act) => sides.includes(act))
}

let n = 0
async function caseIn(vu: Town, state: CaseState): Promise<string> {
  const id = `case-${++n}`
  const ctx = openCtx(vu.house, lan)
  ctx.record(caseStream, unopened(id), [{ type: 'cases.submitted', data: { ...filed, id, code: `code-${n}`, checkCode: `check-${n}` } }, ...waysTo[state]])
  await vu.house.writer.write(ctx.pending)
  return id
}

for (const step of stepNames) {
  const by = actionOf[step]
  if (!by) continue
  test(`${step}: every role in every state may do what the table says, and nothing else`, async (t) => {
    const vu = await town(t)
    // The official to whom cases are assigned has to be somebody in office.
    const { appointOfficial } = await import('#organisations')
    const { system } = await import('#platform/actor')
    await perform(vu.house, system, appointOfficial, { official: 'o-process', name: 'Lê Thu Trang', unit: vuNinh, post: 'civil-status-officer', validFrom: '2026-01-01' })
    const wrong: string[] = []
    await Promise.all(caseStates.flatMap((state) => Object.entries(actors).map(async ([who, actor]) => {
      const caseId = await caseIn(vu, state)
      const outcome = await perform(vu.house, actor, by.action, by.input(caseId)).then(() => 'done', (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        return error.kind
      })
      const expected = allowed(who, step, state)
      if ((outcome === 'done') !== expected) wrong.push(`${who} in ${state}: ${outcome}, the table says ${expected ? 'yes' : 'no'}`)
    })))
    assert.deepEqual(wrong, [])
  })
}
