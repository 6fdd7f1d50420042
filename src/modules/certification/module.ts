import type { Module } from '#platform/module'
import { endTrust, giveCertificate, revokeCertificate, trustAuthority } from './actions/certificates.ts'
import { certificateStream, trustStream } from './certificate-store.ts'
import { holdsOfCertification } from './holds.ts'
import { certificatesPage } from './pages/certificates.page.tsx'
import { certificationRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const certification: Module = {
  name: 'certification',
  holds: holdsOfCertification,
  actions: [giveCertificate, revokeCertificate, trustAuthority, endTrust],
  pages: [certificatesPage],
  streams: [certificateStream, trustStream],
  tables: { certificates: ['id'], trusted_authorities: ['id'] },
  routes: certificationRoutes,
  texts: { vi, en },
}
