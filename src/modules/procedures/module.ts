import type { Module } from '#platform/module'
import { procedureQueries } from './queries/procedures.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const procedures: Module = {
  name: 'procedures',
  queries: procedureQueries,
  pages: [],
  texts: { vi, en },
}
