import type { Module } from '#platform/module'
import { signHeads } from './heads.ts'
import { logPage } from './pages/portal/log.page.tsx'
import { evidenceQueries } from './queries/api.ts'
import { logRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'
import { followTheLog } from './tree.ts'

export const evidence: Module = {
  name: 'evidence',
  queries: evidenceQueries,
  pages: [logPage],
  rounds: [followTheLog, signHeads],
  tables: { reads: ['id', 'subject'] },
  routes: logRoutes,
  texts: { vi, en },
}
