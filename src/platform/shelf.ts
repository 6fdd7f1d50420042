import type { House } from './house.ts'

/**
 * A definition set that officials own (units, calendars, procedures, …), read from the country pack once per house.
 * `ctx.take(shelf)` hands it out; loading is synchronous because nothing works without it.
 */
export type Shelf<T> = { name: string; load(house: House): T }

export const defineShelf = <T>(name: string, load: (house: House) => T): Shelf<T> => ({ name, load })
