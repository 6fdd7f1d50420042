import type { House } from './house.ts'

/**
 * A definition set that officials own (units, calendars, procedures, …), read from the country pack once per house.
 * `ctx.take(shelf)` hands it out; loading is synchronous because nothing works without it.
 */
export type Shelf<T> = { name: string; load(house: House): T; /** Asked anew each time: it keeps by itself what it can. */ living?: true }

export const defineShelf = <T>(name: string, load: (house: House) => T): Shelf<T> => ({ name, load })

/** A set to which officials add while the house runs. `load` is asked each time and must cost next to nothing where nothing changed. */
export const defineLivingShelf = <T>(name: string, load: (house: House) => T): Shelf<T> => ({ name, load, living: true })
