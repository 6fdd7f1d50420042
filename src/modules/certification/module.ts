import type { Module } from '#platform/module'
import { certificateStream, trustStream } from './certificate-store.ts'
import { certificationRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const certification: Module = {
  name: 'certification',
  streams: [certificateStream, trustStream],
  tables: { certificates: ['id'], trusted_authorities: ['id'] },
  routes: certificationRoutes,
  texts: { vi, en },
}
