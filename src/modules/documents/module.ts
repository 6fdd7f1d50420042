import type { Module } from '#platform/module'
import { forgetFile, holdsOfDocuments } from './holds.ts'
import { signOwnFile } from './actions/sign-own.ts'
import { upload } from './actions/upload.ts'
import { withdrawDocument } from './actions/withdraw-document.ts'
import { documentStream, fileStream, readingStream } from './document-store.ts'
import { checkPage, checkedPage } from './pages/portal/check.page.tsx'
import { signPage } from './pages/portal/sign.page.tsx'
import { documentsPage } from './pages/portal/documents.page.tsx'
import { checkDocument } from './queries/check.ts'
import { listMyDocuments } from './queries/mine.ts'
import { fileRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const documents: Module = {
  name: 'documents',
  holds: holdsOfDocuments,
  forgets: forgetFile,
  actions: [upload, signOwnFile, withdrawDocument],
  queries: [listMyDocuments, checkDocument],
  pages: [documentsPage, signPage, checkPage, checkedPage],
  streams: [fileStream, documentStream, readingStream],
  tables: { stored_files: ['id'], stored_documents: ['id'], document_readings: ['id'], paper_uses: ['kind', 'id', 'case_id'] },
  routes: fileRoutes,
  downloads: [{ path: '/files/{id}', summary: 'A file: what you uploaded, or a result of yours (`file` of documents.mine)', types: ['application/pdf', 'image/jpeg', 'image/png'] }],
  texts: { vi, en },
}
