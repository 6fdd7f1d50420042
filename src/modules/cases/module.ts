import type { Module } from '#platform/module'
import { holdsOfCases } from './holds.ts'
import { acceptCase } from './actions/accept-case.ts'
import { approveResult } from './actions/approve-result.ts'
import { askFee } from './actions/ask-fee.ts'
import { askForPapers } from './actions/ask-for-papers.ts'
import { assignCases } from './actions/assign-cases.ts'
import { consult } from './actions/consult.ts'
import { doTask } from './actions/do-task.ts'
import { giveOpinion } from './actions/give-opinion.ts'
import { moveFlow } from './actions/move-flow.ts'
import { sealResult } from './actions/seal-result.ts'
import { skipTask } from './actions/skip-task.ts'
import { takeOver } from './actions/take-over.ts'
import { draftResult } from './actions/draft-result.ts'
import { extendCase } from './actions/extend-case.ts'
import { forwardCase } from './actions/forward-case.ts'
import { rateCase } from './actions/rate-case.ts'
import { refuseCase } from './actions/refuse-case.ts'
import { registerCase } from './actions/register-case.ts'
import { resumeCase } from './actions/resume-case.ts'
import { returnResult } from './actions/return-result.ts'
import { sendBack } from './actions/send-back.ts'
import { submitCase } from './actions/submit-case.ts'
import { supplyPapers } from './actions/supply-papers.ts'
import { withdrawCase } from './actions/withdraw-case.ts'
import { caseStream } from './case-store.ts'
import { openingStream } from './openings.ts'
import { officerPages } from './pages/officer/index.ts'
import { portalPages } from './pages/portal/index.ts'
import { caseQueries } from './queries/api.ts'
import { draftActions } from './drafts.ts'
import { issueResult } from './reactions/issue-result.ts'
import { noteFeePaid } from './reactions/note-fee-paid.ts'
import { chasePapers, escalateOverdue, forwardWaiting, prepareApologies, noteLateTasks, moveCompetence, removeOldDrafts } from './rounds.ts'
import { saveView, removeView } from './actions/save-view.ts'
import { ring } from './jobs.ts'
import { caseRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const cases: Module = {
  name: 'cases',
  holds: holdsOfCases,
  actions: [
    ...draftActions, submitCase, registerCase, acceptCase, refuseCase, askForPapers, supplyPapers, forwardCase, assignCases, askFee,
    draftResult, sendBack, approveResult, sealResult, returnResult, extendCase, withdrawCase, resumeCase, rateCase, doTask, consult, giveOpinion, skipTask, takeOver, moveFlow, saveView, removeView,
  ],
  queries: caseQueries,
  pages: [...portalPages, ...officerPages],
  streams: [caseStream, openingStream],
  reactions: [issueResult, noteFeePaid],
  rounds: [moveCompetence, forwardWaiting, prepareApologies, escalateOverdue, noteLateTasks, chasePapers, removeOldDrafts],
  jobs: [ring],
  routes: caseRoutes,
  downloads: [
    { path: '/cases/{caseId}/forms/{form}', summary: 'A form of a case as PDF: 01 receipt and appointment, 02 request for papers, 03 refusal, 04 apology, 05 process slip', types: ['application/pdf'] },
    { path: '/officer/cases/{caseId}/papers/{fileId}', summary: 'A paper of a case, for those who work on it', types: ['application/pdf', 'image/jpeg', 'image/png'] },
  ],
  tables: { case_rows: ['id'], case_drafts: ['id'], case_views: ['id'], case_openings: ['id'] },
  texts: { vi, en },
}
