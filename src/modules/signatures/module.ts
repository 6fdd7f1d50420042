import type { Module } from '#platform/module'
import { enrolForSigning } from './actions/credential.ts'
import { verificationReport, verifyFile } from './actions/verify.ts'
import { holdsOfSignatures } from './holds.ts'
import { verifiedPage, verifyPage } from './pages/verify.page.tsx'
import { forgetReports } from './rounds.ts'
import { signatureRoutes } from './routes.ts'
import { signatureStream } from './signature-store.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const signatures: Module = {
  name: 'signatures',
  holds: holdsOfSignatures,
  actions: [verifyFile, enrolForSigning],
  queries: [verificationReport],
  pages: [verifyPage, verifiedPage],
  streams: [signatureStream],
  rounds: [forgetReports],
  routes: signatureRoutes,
  tables: { signatures_made: ['id'], verifications: ['id'], signing_credentials: ['holder'] },
  texts: { vi, en },
}
