import { defineShelf } from '#platform/shelf'
import { readCalendars } from './definitions/read-calendars.ts'
import { readClockRules } from './definitions/read-clock-rules.ts'
import { readPosts } from './definitions/read-posts.ts'
import { readUnits } from './definitions/read-units.ts'

/** Units of today and before: `ctx.take(unitRegister).get('09169', day)`. */
export const unitRegister = defineShelf('units', (house) => readUnits(house.countryDir))
/** Calendars of offices: `ctx.take(calendars).default`. */
export const calendars = defineShelf('calendars', (house) => readCalendars(house.countryDir))
/** The numbers of counting: `ctx.take(clockRules).on(day)`. */
export const clockRules = defineShelf('clock rules', (house) => readClockRules(house.countryDir))
/** Posts and what may be delegated. */
export const posts = defineShelf('posts', (house) => readPosts(house.countryDir))
