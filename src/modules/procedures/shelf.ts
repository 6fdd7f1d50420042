import { provinceOf } from '#organisations'
import { defineShelf } from '#platform/shelf'
import { readHeld, readProcedures } from './reading/read-procedures.ts'

/** Every procedure of the country pack: `ctx.take(catalogue).onDay('1.001193', today)`. */
export const catalogue = defineShelf('procedures', (house) => readProcedures(house.countryDir, provinceOf({ house })))

/** What the State already holds of what forms and papers ask for (once-only). */
export const heldShelf = defineShelf('held', (house) => readHeld(house.countryDir))
