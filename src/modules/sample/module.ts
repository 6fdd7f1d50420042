import type { Module } from '#platform/module'
import { setClock } from './actions/set-clock.ts'
import { sampleTimePage } from './pages/sample-time.page.tsx'
import { texts } from './texts/texts.ts'

/** The sample province: real units, invented people, a year of cases, and a clock that can be set. */
export const sample: Module = {
  name: 'sample',
  actions: [setClock],
  pages: [sampleTimePage],
  tables: { sample_state: ['key'] },
  texts,
}
