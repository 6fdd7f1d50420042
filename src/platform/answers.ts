import Type, { type TSchema } from 'typebox'

/** Pieces of what actions and queries answer, as JSON has it: what `answer` of a definition is made of. */
export const Moment = Type.String({ format: 'date-time' })
export const DayText = Type.String({ format: 'date' })
export const Both = Type.Object({ vi: Type.String(), en: Type.String() })
export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
/** Whole đồng. */
export const Dong = Type.Integer({ description: 'Whole đồng' })
/** It is done; there is nothing to know that the caller does not know already. */
export const Nothing = Type.Object({}, { description: 'Nothing: it is done' })
export const Paged = { page: Type.Integer({ minimum: 1 }), more: Type.Boolean({ description: 'There is another page' }) }
