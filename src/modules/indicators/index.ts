/** The front door: the wall, the definitions, and the measuring. */
export { indicators } from './module.ts'
export { indicatorsShelf } from './shelves.ts'
export { readIndicators } from './reading/read-indicators.ts'
export type { Indicator, Scorecard } from './domain/indicator.ts'
export { type Period, periods } from './domain/period.ts'
