import Type from 'typebox'
import { Both, DayText, Dong, Moment, orNull, Paged } from '#platform/answers'
import { caseStates, stepNames } from './domain/steps.ts'
import { closedView, worklistViews } from './queries/worklist.ts'

/** What the calls of this room answer, for those who call them from elsewhere. */

const State = Type.Enum([...caseStates], { description: 'Where it stands; `national_code` is the national status 1 to 10' })
const NationalCode = Type.Integer({ minimum: 1, maximum: 10 })
const Fee = Type.Object({ code: Type.String(), amount: Dong, at: Type.Enum(['filing', 'return', 'asked']), names: Both, holds: Type.Optional(Type.Enum(['result', 'copies'])) })
const Outcome = Type.Enum(['grant', 'decline'])
const Signer = Type.Object({ name: Type.String(), position: Type.String(), inNameOf: Type.Optional(Type.Object({ name: Type.String(), position: Type.String() })) })

export const Begun = Type.Object({ id: Type.String(), code: Type.String({ description: 'The case code, H05.138-261109-0031' }), checkCode: Type.String({ description: 'By which anyone can check the slip' }) })

export const CaseOfPerson = Type.Object({
  applicant: Type.String({ description: 'Whose case it is: yours, or of whom you act for' }), applicant_name: Type.String(), id: Type.String(), code: Type.String(), procedure: Type.String(), procedure_version: Type.Integer(), competent_unit: Type.String(), receiving_unit: Type.String(), state: State, national_code: NationalCode,
  filed_at: Moment, due_at: orNull(Moment), due_on: orNull(DayText), first_due_on: orNull(DayText), paused_at: orNull(Moment), accepted_at: orNull(Moment), finished_at: orNull(Moment), ended_at: orNull(Moment),
  on_time: orNull(Type.Boolean()), fee_due: Dong, handler_name: orNull(Type.String()), open: Type.Boolean(), rating: orNull(Type.Integer({ minimum: 1, maximum: 5 })), extended: Type.Boolean(), overdue_level: Type.Integer(),
})
export const MyCases = Type.Object({ rows: Type.Array(CaseOfPerson), ...Paged })

export const Worklist = Type.Object({
  rows: Type.Array(Type.Object({
    id: Type.String(), code: Type.String(), procedure: Type.String(), procedure_version: Type.Integer(), applicant_name: Type.String(), channel: Type.Integer({ minimum: 1, maximum: 3 }),
    receiving_unit: Type.String(), competent_unit: Type.String(), state: State, national_code: NationalCode, handler: orNull(Type.String()), handler_name: orNull(Type.String()), handler_left: Type.Boolean(),
    filed_at: Moment, due_at: orNull(Moment), due_on: orNull(DayText), first_due_on: orNull(DayText), paused_at: orNull(Moment), accepted_at: orNull(Moment), overdue_level: Type.Integer(), extended: Type.Boolean(), fee_due: Dong,
  })),
  counts: Type.Object(Object.fromEntries(worklistViews.map((view) => [view, Type.Integer()])), { description: `How many cases each view holds; \`${closedView}\` is not counted` }),
  ...Paged, matching: Type.Integer(),
})

/** A case as it stands. What is proposed and remarked among officials (`draft`, `remark`) is told to officials only. */
const File = Type.Object({
  id: Type.String(), code: Type.String(), checkCode: Type.String(), state: State,
  procedure: Type.Object({ code: Type.String(), version: Type.Integer(), field: Type.String(), names: Both }),
  channel: Type.Integer({ minimum: 1, maximum: 3, description: '1 at the counter, 2 online, 3 by post' }),
  applicant: Type.Object({ id: Type.String(), name: Type.String(), nationalId: Type.Optional(Type.String()), phone: Type.Optional(Type.String()), email: Type.Optional(Type.String()) }),
  filedBy: Type.Optional(Type.Object({ id: Type.String(), name: Type.String(), mandate: Type.String(), basis: Type.String() }, { description: 'Who handed it in for the applicant, by which mandate' })),
  matter: Type.Optional(Type.Object({ amount: Type.Optional(Dong), kind: Type.Optional(Type.String()) }, { description: 'How much it is about and of what kind: powers have limits' })),
  sealed: Type.Optional(Type.Object({ by: Type.String(), at: Moment })),
  receivingUnit: Type.String(), competentUnit: Type.String(),
  answers: Type.Record(Type.String(), Type.Unknown()),
  from: Type.Record(Type.String(), Type.Object({ source: Type.String(), on: DayText }), { description: 'Which answers a register or a document gave, and as of when' }),
  papers: Type.Array(Type.Object({ component: Type.String(), file: Type.Optional(Type.String()), document: Type.Optional(Type.String()), label: Type.String(), kind: Type.Enum(['upload', 'reused', 'paper']), digitised: Type.Boolean() })),
  fees: Type.Array(Fee), cash: Type.Optional(Dong), paid: Dong, paidOnline: Type.Boolean(),
  time: Type.Object({ amount: Type.Integer(), unit: Type.Enum(['working-day', 'day', 'hour', 'immediate']) }),
  decided: Type.Optional(Type.Object({ by: Type.String({ description: 'The file of decisions' }), reasons: Type.Array(Type.Object({ decision: Type.String(), inputs: Type.Record(Type.String(), Type.Unknown()), rules: Type.Array(Type.Object({ rule: Type.String(), gives: Type.Record(Type.String(), Type.Unknown()) })) })) }, { description: 'Why: which rules of which decision held, on which values' })),
  delivery: Type.Enum(['online', 'desk', 'post']), fullProcess: Type.Boolean(), countsFrom: Moment,
  filedAt: Moment, receivedAt: Type.Optional(Moment), acceptedAt: Type.Optional(Moment), forwardAt: Type.Optional(Moment),
  dueAt: Type.Optional(Moment), dueOn: Type.Optional(DayText), firstDueOn: Type.Optional(DayText),
  pausedAt: Type.Optional(Moment), pausedFrom: Type.Optional(State), clockStoppedAt: Type.Optional(Moment), lapsedAt: Type.Optional(Moment), lateBefore: Type.Optional(Type.Boolean()),
  handler: Type.Optional(Type.Object({ id: Type.String(), name: Type.String() })),
  request: Type.Optional(Type.Object({
    items: Type.Array(Type.String()), reason: Type.String(), number: Type.Integer(), at: Moment, by: Type.String(),
    until: Type.Optional(DayText), remindAt: Type.Optional(Moment), endsAt: Type.Optional(Moment), answeredAt: Type.Optional(Moment), answer: Type.Optional(Type.String()),
  }, { description: 'The request for papers (form 02)' })),
  supplements: Type.Integer(), extensions: Type.Integer(),
  refusal: Type.Optional(Type.Object({ reason: Type.String(), number: Type.Integer(), at: Moment })),
  draft: Type.Optional(Type.Object({ outcome: Outcome, reason: Type.Optional(Type.String()), values: Type.Record(Type.String(), Type.String()), note: Type.Optional(Type.String()), by: Type.String(), at: Moment })),
  flow: Type.Optional(Type.Object({
    key: Type.String(), version: Type.Integer(), over: Type.Optional(Type.String()),
    waits: Type.Array(Type.Object({
      frame: Type.Integer(), node: Type.String(), step: Type.String(), acts: Type.Array(Type.String()), unit: Type.String(), since: Moment, dueAt: Type.Optional(Moment),
      skip: Type.Optional(Type.Array(Type.String())), backTo: Type.Optional(Type.Array(Type.String())), takeOver: Type.Optional(Type.Array(Type.String())), late: Type.Optional(Type.Boolean()),
    }), { description: 'Tasks that wait: who may do them where, and by when' }),
    rings: Type.Array(Type.Object({ timer: Type.String(), node: Type.String(), due: Moment })), went: Type.Array(Type.String()), skipped: Type.Array(Type.String()),
    did: Type.Array(Type.Record(Type.String(), Type.Unknown())), at: Type.Record(Type.String(), Type.Unknown(), { description: 'What the interpreter goes on from' }),
  }, { description: 'The flow it goes by; told to officials only' })),
  consultation: Type.Optional(Type.Object({
    units: Type.Array(Type.String()), question: Type.Optional(Type.String()), by: Type.String(), at: Moment,
    opinions: Type.Array(Type.Object({ unit: Type.String(), agrees: Type.Boolean(), words: Type.String(), by: Type.String(), at: Moment })),
  }, { description: 'Agencies that were asked and what they said; told to officials only' })),
  remark: Type.Optional(Type.Object({ text: Type.String(), by: Type.String(), at: Moment })),
  decision: Type.Optional(Type.Object({ outcome: Outcome, number: Type.String(), signer: Signer, reason: Type.Optional(Type.String()), at: Moment })),
  result: Type.Optional(Type.Object({ document: Type.String(), file: Type.String({ description: 'GET /files/{file} gives the PDF' }), checkCode: Type.String(), at: Moment })),
  extension: Type.Optional(Type.Object({ reason: Type.String(), fromDueOn: DayText, dueAt: Moment, dueOn: DayText, number: Type.Integer(), at: Moment })),
  apologyPreparedAt: Type.Optional(Moment), overdueLevel: Type.Integer(), finishedAt: Type.Optional(Moment), returnedAt: Type.Optional(Moment), endedAt: Type.Optional(Moment),
  rating: Type.Optional(Type.Object({ stars: Type.Integer({ minimum: 1, maximum: 5 }), words: Type.Optional(Type.String()), at: Moment })),
  tally: Type.Optional(Type.Object({ late: Type.Array(Type.Object({ from: Moment, to: Moment })), waited: Type.Number({ description: 'Milliseconds the clock stood still' }) })),
  touchedAt: Moment,
})
export const OpenedCase = Type.Object({
  file: File, version: Type.Integer(), steps: Type.Array(Type.Enum([...stepNames]), { description: 'What you may do with it now' }),
  history: Type.Array(Type.Object({ type: Type.String(), at: Moment, actor: Type.String(), inNameOf: orNull(Type.String()), data: Type.Record(Type.String(), Type.Unknown()) })),
})

export const DraftStep = Type.Object({ draftId: Type.String(), step: Type.String() })
export const Drafts = Type.Object({ drafts: Type.Array(Type.Object({ id: Type.String(), procedure: Type.String(), version: Type.Integer(), step: Type.String(), saved_at: Moment, keep_until: DayText })) })
export const OpenedDraft = Type.Object({
  id: Type.String(), procedure: Type.String(), version: Type.Integer(), answers: Type.Record(Type.String(), Type.Unknown()),
  from: Type.Record(Type.String(), Type.Object({ source: Type.String(), on: DayText, register: Both, editable: Type.Boolean() })),
  papers: Type.Array(Type.Object({ component: Type.String(), upload: Type.String(), label: Type.String(), size: Type.Integer(), type: Type.String() })),
  step: Type.String(), steps: Type.Array(Type.String()), seen: Type.Record(Type.String(), Type.String()), savedAt: Moment, keepUntil: DayText,
})
