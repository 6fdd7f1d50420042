import type { Module } from '#platform/module'
import { holdsOfRegisters } from './holds.ts'
import { mandatesPage } from './pages/mandates.page.tsx'
import { represent } from './representing.ts'
import { entryStream, readingStream } from './population.ts'
import { texts } from './texts/texts.ts'

export const registers: Module = {
  name: 'registers',
  holds: holdsOfRegisters,
  actions: [represent],
  pages: [mandatesPage],
  streams: [readingStream, entryStream],
  tables: { population: ['national_id'], businesses: ['tax_code'] },
  texts,
}
