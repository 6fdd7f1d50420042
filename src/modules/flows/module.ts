import type { Module } from '#platform/module'
import { proposeFlow } from './actions/propose.ts'
import { proposeDecision } from './actions/propose-decision.ts'
import { publishFlow, rejectFlow } from './actions/publish.ts'
import { flowStream } from './flow-store.ts'
import { flowPage } from './pages/officer/flow.page.tsx'
import { decisionPage } from './pages/officer/decision.page.tsx'
import { drawDecisionPage } from './pages/officer/draw-decision.page.tsx'
import { drawFlowPage } from './pages/officer/draw.page.tsx'
import { tryFlowPage } from './pages/officer/try.page.tsx'
import { flowsPage } from './pages/officer/flows.page.tsx'
import { flowRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const flows: Module = {
  name: 'flows',
  actions: [proposeFlow, proposeDecision, publishFlow, rejectFlow],
  streams: [flowStream],
  tables: { flow_versions: ['key', 'version'] },
  pages: [flowsPage, flowPage, tryFlowPage, drawFlowPage, decisionPage, drawDecisionPage],
  routes: flowRoutes,
  downloads: [{ path: '/officer/flows/{key}/{version}.bpmn', summary: 'A version of a flow as a BPMN 2.0 file', types: ['application/xml'] }, { path: '/officer/decisions/{key}.dmn', summary: 'A file of decisions, DMN 1.3', types: ['application/xml'] }],
  texts: { vi, en },
}
