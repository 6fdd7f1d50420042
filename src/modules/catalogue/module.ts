import type { Module } from '#platform/module'
import { confirmRecord } from './actions/confirm-record.ts'
import { acceptChange, declineChange } from './actions/decide-change.ts'
import { designService } from './actions/design-service.ts'
import { editValue, withdrawEdit } from './actions/edit-value.ts'
import { importRecords } from './actions/import-records.ts'
import { settleFlag } from './actions/settle-flag.ts'
import { cataloguePage } from './pages/officer/catalogue.page.tsx'
import { importPage, importReportPage } from './pages/officer/import.page.tsx'
import { onceOnlyPage } from './pages/officer/once-only.page.tsx'
import { proposalPage } from './pages/officer/proposal.page.tsx'
import { readinessPage } from './pages/officer/readiness.page.tsx'
import { recordPage } from './pages/officer/record.page.tsx'
import { knownPage } from './pages/portal/known.page.tsx'
import { catalogueQueries } from './queries/api.ts'
import { knownProcedures, knownStamp } from './queries/known-procedures.ts'
import { importStream, recordStream } from './record-store.ts'
import { proposalRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const catalogue: Module = {
  name: 'catalogue',
  actions: [importRecords, acceptChange, declineChange, editValue, withdrawEdit, confirmRecord, settleFlag, designService],
  queries: catalogueQueries,
  pages: [cataloguePage, importPage, importReportPage, recordPage, proposalPage, readinessPage, onceOnlyPage, knownPage],
  streams: [recordStream, importStream],
  tables: { catalogue_records: ['code'], catalogue_imports: ['id'] },
  routes: proposalRoutes,
  texts: { vi, en },
  knows: { stamp: knownStamp, list: knownProcedures },
}
