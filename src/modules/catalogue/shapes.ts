import Type from 'typebox'

/** A procedure's code in the national catalogue: 1.005129, or with a part behind it where a ministry divides one. */
export const Code = Type.String({ pattern: '^\\d\\.\\d{6}(\\.[\\w.]{1,20})?$' })
export const Reason = Type.String({ minLength: 3, maxLength: 500 })
