import type { Module } from '#platform/module'
import { carryOut, eraseAgain, erasureStream } from './erasure.ts'
import { signHeads } from './heads.ts'
import { logPage } from './pages/portal/log.page.tsx'
import { evidenceQueries } from './queries/api.ts'
import { logRoutes } from './routes.ts'
import { readStreamOf } from './reads.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'
import { followTheLog } from './tree.ts'

export const evidence: Module = {
  name: 'evidence',
  queries: evidenceQueries,
  pages: [logPage],
  streams: [erasureStream, readStreamOf],
  jobs: [carryOut],
  rounds: [followTheLog, signHeads, eraseAgain],
  tables: { reads: ['id', 'subject'], erasures: ['id'] },
  routes: logRoutes,
  texts: { vi, en },
}
