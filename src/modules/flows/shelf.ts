import { defineShelf } from '#platform/shelf'
import { readFlows } from './reading/read-flows.ts'
import { type DecisionFile, readDecisionFolder } from './reading/decisions.ts'

/** The flows of the country pack: `ctx.take(countryFlows).onDay('immediate', today)`. Those published here stand beside them in `flowsOf`. */
export const countryFlows = defineShelf('flows', (house) => readFlows(house.countryDir))

/** The decisions of the country pack, by the name of their file. */
export const countryDecisions = defineShelf('decisions', (house): ReadonlyMap<string, DecisionFile> => readDecisionFolder(house.countryDir))
