import Type from 'typebox'
import { isBelow } from '#organisations'
import { proveStream, type Receipt } from '#evidence'
import { defineQuery } from '#platform/action'
import type { Ctx } from '#platform/ctx'
import { Drafts, MyCases, OpenedCase, OpenedDraft, Worklist } from '../answers.ts'
import type { Step } from '../domain/steps.ts'
import { Id } from '../shapes.ts'
import { caseStream } from '../case-store.ts'
import { caseFile } from './case-file.ts'
import { checkSlip } from './check-slip.ts'
import { myCases } from './cases-of.ts'
import { closedView, worklist, worklistViews } from './worklist.ts'
import { myDrafts, openDraft, seenAt, stepsOfDraft } from '../drafts.ts'

const amongOfficials = new Set<string>(['cases.drafted', 'cases.sent-back', 'cases.task-done', 'cases.consulted', 'cases.opinion-given', 'cases.task-skipped', 'cases.taken-over', 'cases.task-late', 'cases.flow-moved'])
const withoutFlow = ({ flow, ...data }: Record<string, unknown>): Record<string, unknown> => data

/** What proves the events of a case, for whoever may see it: what officials say among themselves is proved and not told. */
export const receiptOf = (ctx: Ctx, caseId: string): Promise<Receipt> =>
  proveStream(ctx, `${caseStream.prefix}-${caseId}`, (type) => ctx.actor.kind !== 'person' || !amongOfficials.has(type))

/** The same questions the pages ask, for other systems and the command line. */
export const caseQueries = [
  checkSlip,
  defineQuery({
    name: 'cases.worklist', summary: 'Open cases of your units, most urgent first', may: 'official',
    input: Type.Object({
      view: Type.Optional(Type.Enum([...worklistViews, closedView])), q: Type.Optional(Type.String({ maxLength: 100 })), procedure: Type.Optional(Type.String({ maxLength: 40 })),
      unit: Type.Optional(Type.String({ maxLength: 60 })), handler: Type.Optional(Type.String({ maxLength: 100 })), sort: Type.Optional(Type.Enum(['due', 'code', 'filed', 'handler'])),
      down: Type.Optional(Type.Boolean()), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })), most: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }, { additionalProperties: false }),
    answer: Worklist,
    run: (ctx, asked) => worklist(ctx, asked),
  }),
  defineQuery({
    name: 'cases.running', summary: 'How many open cases of a procedure each unit of yours is competent for', may: ['oversee', 'admin'],
    input: Type.Object({ procedure: Type.String({ maxLength: 40 }) }, { additionalProperties: false }),
    run: async (ctx, { procedure }) => {
      const rows = await ctx.db.selectFrom('case_rows').select((eb) => ['competent_unit as unit', eb.fn.countAll<number>().as('cases')]).where('open', '=', true).where('procedure', '=', procedure).groupBy('competent_unit').execute() as { unit: string; cases: number }[]
      const tops = ctx.actor.powers.filter((power) => power.act === 'oversee' || power.act === 'admin').map((power) => power.unit)
      return { units: rows.filter(({ unit }) => tops.some((top) => isBelow(ctx, unit, top))).map(({ unit, cases }) => ({ unit, cases: Number(cases) })) }
    },
  }),
  defineQuery({
    name: 'cases.open', summary: 'One case with its history and the steps you may take', may: 'signed-in',
    input: Type.Object({ caseId: Id }, { additionalProperties: false }),
    answer: OpenedCase,
    run: async (ctx, { caseId }) => {
      const { file, version, events, steps } = await caseFile(ctx, caseId)
      // What is proposed, and what is said of it, stays among officials until it is decided; the result says the rest.
      const { draft, remark, flow, consultation, ...open } = file
      const toOfficials = ctx.actor.kind !== 'person'
      return {
        file: toOfficials ? file : open, version, steps: steps as Step[],
        history: events.map(({ type, at, actorName, inNameOf, data }) => ({ type, at, actor: actorName, inNameOf, data: toOfficials ? data : amongOfficials.has(type) ? {} : withoutFlow(data) })),
      }
    },
  }),
  defineQuery({
    name: 'cases.proof', summary: 'A receipt of one case: its events, each with the proof that it stands in the log under a signed head', may: 'signed-in',
    input: Type.Object({ caseId: Id }, { additionalProperties: false }),
    async run(ctx, { caseId }) {
      const { file } = await caseFile(ctx, caseId)
      return await receiptOf(ctx, file.id)
    },
  }),
  defineQuery({
    name: 'cases.mine', summary: 'Your own cases, newest first', may: 'person',
    input: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, { additionalProperties: false }),
    answer: MyCases,
    run: (ctx, asked) => myCases(ctx, asked),
  }),
  defineQuery({
    name: 'cases.drafts', summary: 'What you have filled in and not handed in', may: 'person',
    input: Type.Object({}, { additionalProperties: false }),
    answer: Drafts,
    run: async (ctx) => ({ drafts: await myDrafts(ctx) }),
  }),
  defineQuery({
    name: 'cases.draft', summary: 'One draft of yours: its answers, which of them a register gave, its papers, and the steps it has', may: 'person',
    input: Type.Object({ draftId: Id }, { additionalProperties: false }),
    answer: OpenedDraft,
    run: async (ctx, { draftId }) => {
      const { draft, procedure } = await openDraft(ctx, draftId)
      return { id: draft.id, procedure: draft.procedure, version: draft.version, answers: draft.answers, from: draft.from_where, papers: draft.papers, step: draft.step, steps: stepsOfDraft(procedure, draft.answers), seen: Object.fromEntries(procedure.form.steps.map((s) => [s.id, seenAt(procedure, draft, s.id)])), savedAt: draft.saved_at, keepUntil: draft.keep_until }
    },
  }),
]
