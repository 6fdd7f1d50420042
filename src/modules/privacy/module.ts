import type { Module } from '#platform/module'
import { answerRequest, closeBreach, fileImpact, noteBreach, orderErasureByRule, takeUp, tellAuthority, tellPeople } from './actions/of-officers.ts'
import { askAboutData, giveConsent, withdrawConsent, withdrawRequest } from './actions/of-people.ts'
import { holdsOfPrivacy } from './holds.ts'
import { breachesPage, breachPage } from './pages/officer/breaches.page.tsx'
import { privacyDeskPage } from './pages/officer/desk.page.tsx'
import { processingPage } from './pages/officer/processing.page.tsx'
import { requestToAnswerPage } from './pages/officer/request.page.tsx'
import { retentionPage } from './pages/officer/retention.page.tsx'
import { consentsPage } from './pages/portal/consents.page.tsx'
import { myDataPage } from './pages/portal/my-data.page.tsx'
import { readersPage } from './pages/portal/readers.page.tsx'
import { requestPage, requestsPage } from './pages/portal/requests.page.tsx'
import { privacyQueries } from './queries/api.ts'
import { myDataRoute } from './routes.ts'
import { breachStream, consentStream, impactStream, requestStream } from './store.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const privacy: Module = {
  name: 'privacy',
  holds: holdsOfPrivacy,
  actions: [askAboutData, withdrawRequest, giveConsent, withdrawConsent, takeUp, answerRequest, noteBreach, tellAuthority, tellPeople, closeBreach, fileImpact, orderErasureByRule],
  queries: privacyQueries,
  pages: [myDataPage, readersPage, consentsPage, requestsPage, requestPage, privacyDeskPage, requestToAnswerPage, breachesPage, breachPage, processingPage, retentionPage],
  streams: [requestStream, consentStream, breachStream, impactStream],
  tables: { privacy_requests: ['id'], privacy_consents: ['person', 'purpose'], privacy_breaches: ['id'], privacy_impacts: ['activity'] },
  routes: myDataRoute,
  downloads: [{ path: '/my-data.json', summary: 'Everything that is kept of you, who looked at it, what you agreed to and asked', types: ['application/json'] }],
  texts: { vi, en },
}
