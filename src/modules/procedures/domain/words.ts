import Type, { type Static } from 'typebox'

/** Something said in both languages, as every text of a definition is. */
export const Words = Type.Object(
  { vi: Type.String({ minLength: 1, description: 'write it in Vietnamese' }), en: Type.String({ minLength: 1, description: 'write it in English too' }) },
  { additionalProperties: false, description: 'write { vi: …, en: … }, both filled' },
)
export type Words = Static<typeof Words>
