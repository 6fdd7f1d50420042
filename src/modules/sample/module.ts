import type { Module } from '#platform/module'

/** The sample province: real units, invented people, a year of cases, and a clock that can be set. */
export const sample: Module = {
  name: 'sample',
  tables: { sample_state: ['key'] },
}
