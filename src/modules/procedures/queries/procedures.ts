import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { Both } from '#platform/answers'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { catalogue } from '../shelf.ts'
import { findEverything } from './find-everything.ts'

const Code = Type.String({ pattern: '^[1-9]\\.[0-9]{6}$', maxLength: 10, examples: ['1.001193'] })
const Applicant = Type.Enum(['citizen', 'household-business', 'enterprise', 'organisation', 'foreigner'])

export const listProcedures = defineQuery({
  name: 'procedures.list',
  summary: 'The procedures in force today, by level, field, applicant or life event',
  may: 'anyone',
  input: Type.Object(
    {
      level: Type.Optional(Type.Enum(['commune', 'province'])),
      field: Type.Optional(Type.String({ maxLength: 60 })),
      applicant: Type.Optional(Applicant),
      lifeEvent: Type.Optional(Type.String({ maxLength: 60 })),
      fullProcess: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  async run(ctx, filter) {
    return ctx.take(catalogue).list({ ...filter, day: day(ctx.now) }).map(({ code, version, names, everyday, field, level, applicants, time, fullProcess }) => ({ code, version, names, everyday, field, level, applicants, time, fullProcess: fullProcess === true }))
  },
})

export const getProcedure = defineQuery({
  name: 'procedures.get',
  summary: 'One procedure in full: form (JSON Schema 2020-12 and steps), papers, time, fees, result, legal bases',
  may: 'anyone',
  input: Type.Object({ code: Code, version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
  async run(ctx, { code, version }) {
    const found = version === undefined ? ctx.take(catalogue).onDay(code, day(ctx.now)) : ctx.take(catalogue).find(code, version)
    if (!found) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
    return found
  },
})

export const searchProcedures = defineQuery({
  name: 'procedures.search',
  summary: 'Find a procedure by what people call it, with or without tones; `online` says whether it is done here',
  may: 'anyone',
  input: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }), applicant: Type.Optional(Applicant), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) }, { additionalProperties: false }),
  answer: Type.Object({
    hits: Type.Array(Type.Object({
      code: Type.String(), names: Both, everyday: Type.Optional(Both), score: Type.Number(),
      online: Type.Boolean({ description: 'It is done here; otherwise it is known by its official record only' }),
      why: Type.Object({ kind: Type.Enum(['name', 'synonym', 'everyday', 'life-event', 'field', 'initials', 'code']), text: Type.String() }),
    })),
    nearest: Type.Boolean({ description: 'Nothing matched well enough; these are the closest there are' }),
    understood: Type.Optional(Type.Object({ as: Type.String(), officially: Type.String() })),
  }),
  async run(ctx, { q, ...options }) {
    const found = await findEverything(ctx, q, options)
    return { ...found, hits: found.hits.map(({ procedure, score, why }) => ({ code: procedure.code, names: procedure.names, online: 'service' in procedure, ...(procedure.everyday && { everyday: procedure.everyday }), score, why })) }
  },
})

export const procedureQueries = [listProcedures, getProcedure, searchProcedures]
