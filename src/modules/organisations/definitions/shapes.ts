import { Type } from 'typebox'

/** Pieces that the definitions of this room share. */
export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const HourText = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
export const NamesShape = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false })
export const exact = { additionalProperties: false } as const

/** '07:30' as minutes since midnight. */
export const minutes = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))
