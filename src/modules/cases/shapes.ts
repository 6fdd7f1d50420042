import Type from 'typebox'

export const Id = Type.String({ minLength: 1, maxLength: 100 })
export const Words = Type.String({ minLength: 3, maxLength: 2000 })
/** What is handed in for a case; the answers are checked by the procedure's own schema. */
export const Handing = {
  procedure: Type.String({ minLength: 1, maxLength: 40, description: 'National code of the procedure, 1.001193' }),
  answers: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { description: "Answers by the names of the procedure's form" }),
  papers: Type.Array(Type.Object({ component: Id, upload: Type.Optional(Id), paper: Type.Optional(Type.Literal(true)) }, { additionalProperties: false }), { maxItems: 60 }),
  competentUnit: Type.String({ maxLength: 60, description: 'Code of the commune, or of the department, that decides' }),
  delivery: Type.Optional(Type.Enum(['online', 'desk', 'post'])),
}
