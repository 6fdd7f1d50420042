import { caseStream, type CaseEvent, type CaseFile, type CaseState, type Step, states, steps } from '#cases'
import { table } from './markdown.ts'

const filed = {
  id: 'a', code: 'H05.138-261109-0031', checkCode: 'A', procedure: { code: '1.001193', version: 1, field: 'civil-status', names: { vi: '', en: '' } }, channel: 2,
  applicant: { id: 'lan', name: 'Lan' }, receivingUnit: '09169', competentUnit: '09169', answers: {}, from: {}, papers: [], fees: [], time: { amount: 1, unit: 'working-day' },
  delivery: 'desk', fullProcess: true, countsFrom: '2026-11-09T01:00:00Z', dueAt: '2026-11-10T10:00:00Z', dueOn: '2026-11-10', forwardAt: '2026-11-09T08:00:00Z',
} as const
const due = { dueAt: filed.dueAt, dueOn: filed.dueOn }

/** What taking a step records, with just enough in it for the fold to say where the case stands then. The compiler asks for every step. */
const recorded: Record<Step, CaseEvent[]> = {
  accept: [{ type: 'cases.accepted', data: { receivedAt: filed.countsFrom, ...due, forwardAt: filed.forwardAt } }],
  refuse: [{ type: 'cases.refused', data: { reason: '', number: 1 } }],
  'ask-papers': [{ type: 'cases.papers-asked', data: { items: [], reason: '', number: 1 } }],
  'supply-papers': [{ type: 'cases.papers-supplied', data: { papers: [] } }],
  remind: [{ type: 'cases.papers-reminded', data: { items: [], until: filed.dueOn, endsAt: filed.dueAt } }],
  lapse: [{ type: 'cases.lapsed', data: { until: filed.dueOn } }],
  resume: [{ type: 'cases.resumed', data: { items: [], reason: '', until: filed.dueOn, remindAt: filed.dueAt } }],
  forward: [{ type: 'cases.forwarded', data: { to: '' } }],
  assign: [{ type: 'cases.assigned', data: { to: { id: '', name: '' } } }],
  'ask-fee': [{ type: 'cases.fee-asked', data: { fee: { code: '', amount: 1, at: 'asked', names: { vi: '', en: '' } }, reason: '' } }],
  'note-payment': [{ type: 'cases.fee-paid', data: { amount: 1, online: true } }],
  draft: [{ type: 'cases.drafted', data: { outcome: 'grant', values: {} } }],
  'send-back': [{ type: 'cases.sent-back', data: { remark: '' } }],
  approve: (['grant', 'decline'] as const).map((outcome): CaseEvent => ({ type: 'cases.approved', data: { outcome, number: '1/2026', signer: { name: '', position: '' } } })),
  seal: [{ type: 'cases.sealed', data: {} }],
  'do-task': [{ type: 'cases.task-done', data: { task: '', names: { vi: '', en: '' } } }],
  consult: [{ type: 'cases.consulted', data: { units: [] } }],
  'give-opinion': [{ type: 'cases.opinion-given', data: { unit: '', agrees: true, words: '' } }],
  'skip-task': [{ type: 'cases.task-skipped', data: { task: '', names: { vi: '', en: '' }, reason: '' } }],
  'take-over': [{ type: 'cases.taken-over', data: { to: { id: '', name: '' }, reason: '' } }],
  'note-late-task': [{ type: 'cases.task-late', data: { task: '', names: { vi: '', en: '' }, unit: '', frame: 0, dueAt: filed.dueAt } }],
  ring: [{ type: 'cases.timer-rang', data: { timer: '', element: '', names: { vi: '', en: '' } } }],
  'move-flow': [{ type: 'cases.flow-moved', data: { from: { key: '', version: 1 }, to: { key: '', version: 2 }, reason: '', passed: [] } }],
  'move-competence': [{ type: 'cases.competence-moved', data: { from: { competentUnit: '', receivingUnit: '' }, to: { competentUnit: '', receivingUnit: '' }, why: 'transfer', source: '' } }],
  'issue-result': [{ type: 'cases.result-issued', data: { document: '', file: '', checkCode: '' } }],
  return: [{ type: 'cases.returned', data: { how: 'desk' } }],
  extend: [{ type: 'cases.extended', data: { reason: '', fromDueOn: filed.dueOn, ...due, number: 1 } }],
  'prepare-apology': [{ type: 'cases.apology-prepared', data: { dueOn: filed.dueOn } }],
  escalate: [{ type: 'cases.overdue', data: { dueOn: filed.dueOn, level: 1 } }],
  withdraw: [{ type: 'cases.withdrawn', data: { reason: '' } }],
  rate: [{ type: 'cases.rated', data: { stars: 5 } }],
}

const at = new Date('2026-11-09T02:00:00Z')
const after = (before: CaseFile | undefined, event: CaseEvent): CaseFile => caseStream.evolve(before, { ...event, at, actor: 'a', actorName: '' })
const begun = after(undefined, { type: 'cases.registered', data: filed as never })
/** Paused, it goes back to where it came from: the commonest of those is drawn. */
const standing = (state: CaseState): CaseFile => ({ ...begun, state, ...(state === 'papers-asked' || state === 'stopped' ? { request: { items: [], reason: '', number: 1, at, by: '' } } : {}), ...(state === 'papers-asked' ? { pausedFrom: 'submitted' } : state === 'fee-asked' ? { pausedFrom: 'in-process' } : {}) }) as CaseFile

type Arrow = { from: CaseState; to: CaseState; step: Step; label: string }
const labelOf = (step: Step, { data }: CaseEvent): string => (recorded[step].length > 1 && 'outcome' in data ? `${step} (${data.outcome})` : step)

/** Where each step leads, from every state in which the table of steps allows it, as the fold itself says. */
export const arrows = (): Arrow[] =>
  (Object.keys(steps) as Step[]).flatMap((step) => steps[step].from.flatMap((from) => recorded[step].map((event) => ({ step, label: labelOf(step, event), from, to: after(standing(from), event).state }))))

/** The life of a case as a picture, and what changes without moving it. Printed from `steps` and the fold. */
export function stepsDiagram(): string {
  const all = arrows()
  const moves = all.filter(({ from, to }) => from !== to)
  // A step that leads to one place from almost everywhere is said, not drawn.
  const everywhere = [...Map.groupBy(moves, (a) => `${a.step} ${a.to}`).values()].filter((group) => group.length > 3)
  const drawn = moves.filter((a) => !everywhere.some((group) => group.includes(a)))
  const together = [...Map.groupBy(drawn, (a) => `${a.from} ${a.to}`).values()]
  const id = (state: string): string => state.replaceAll('-', '_')
  const staying = (Object.keys(steps) as Step[]).filter((step) => all.some((a) => a.step === step) && all.every((a) => a.step !== step || a.from === a.to))
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(states).map(([state, { code }]) => `  state "${state} (${code})" as ${id(state)}`),
    '  [*] --> submitted: filed online',
    '  [*] --> accepted: entered at the counter',
    ...together.map((group) => `  ${id(group[0]!.from)} --> ${id(group[0]!.to)}: ${group.map((a) => a.label).join(', ')}`),
    '```',
    '',
    ...everywhere.map((group) => `\`${group[0]!.step}\` leads to ${group[0]!.to} from ${group.map((a) => a.from).join(', ')}.`),
    'From papers-asked and fee-asked a case goes back to where it stood; the picture shows the commonest way.',
    `These steps leave a case where it stands: ${staying.map((step) => `\`${step}\``).join(', ')}.`,
    '',
    table(['State', 'National code', 'Clock', 'Steps that are possible'], Object.entries(states).map(([state, { code, clock }]) => [state, String(code), clock, (Object.keys(steps) as Step[]).filter((step) => (steps[step].from as readonly string[]).includes(state)).join(', ')])),
  ].join('\n')
}
