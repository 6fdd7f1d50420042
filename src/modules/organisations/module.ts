import type { Module } from '#platform/module'
import { appointOfficial } from './actions/appoint-official.ts'
import { delegateAuthority } from './actions/delegate-authority.ts'
import { substitute } from './actions/substitute.ts'
import { endDelegation } from './actions/end-delegation.ts'
import { endPosition } from './actions/end-position.ts'
import { delegationStream, officialStream } from './office-store.ts'
import { authorityPage } from './pages/officer/authority.page.tsx'
import { whatIfPage } from './pages/officer/what-if.page.tsx'
import { delegationsPage } from './pages/officer/delegations.page.tsx'
import { organisationQueries } from './queries/api.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const organisations: Module = {
  name: 'organisations',
  actions: [appointOfficial, endPosition, delegateAuthority, substitute, endDelegation],
  queries: organisationQueries,
  pages: [delegationsPage, authorityPage, whatIfPage],
  streams: [officialStream, delegationStream],
  tables: { officials: ['id'], positions: ['id'], delegations: ['id'] },
  texts: { vi, en },
}
