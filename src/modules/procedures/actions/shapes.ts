import Type from 'typebox'

export const Code = Type.String({ pattern: '^[1-9]\\.[0-9]{6}$', maxLength: 10, examples: ['1.001193'] })
/** How many things had been done to the draft when the page was opened: what another did since is not overwritten unseen. */
export const Seen = Type.Integer({ minimum: 1 })
export const Typed = Type.Record(Type.String({ maxLength: 120 }), Type.Union([Type.String({ maxLength: 20_000 }), Type.Array(Type.String({ maxLength: 2000 }), { maxItems: 200 })]))
