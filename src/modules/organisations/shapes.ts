import Type from 'typebox'

/** Pieces of the actions' inputs. */
export const Id = Type.String({ minLength: 1, maxLength: 100 })
export const DayInput = Type.String({ format: 'date', pattern: '^(19|20)\\d\\d-', description: 'A day, 2026-11-21' })
export const Procedures = Type.Array(Type.String({ minLength: 1, maxLength: 40, description: 'National code of a procedure, 1.001193' }), { maxItems: 200, uniqueItems: true })
