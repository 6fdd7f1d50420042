import type { Module } from '#platform/module'
import { signatureStream } from './signature-store.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const signatures: Module = {
  name: 'signatures',
  streams: [signatureStream],
  tables: { signatures_made: ['id'], verifications: ['id'] },
  texts: { vi, en },
}
