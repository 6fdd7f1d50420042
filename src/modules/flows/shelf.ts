import { defineShelf } from '#platform/shelf'
import { readFlows } from './reading/read-flows.ts'

/** The flows of the country pack: `ctx.take(countryFlows).onDay('immediate', today)`. Those published here stand beside them in `flowsOf`. */
export const countryFlows = defineShelf('flows', (house) => readFlows(house.countryDir))
