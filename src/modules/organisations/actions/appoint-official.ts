import Type from 'typebox'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { officialStream, openOfficial } from '../office-store.ts'
import { mustAdminister } from '../queries/may-administer.ts'
import { DayInput, Id, Procedures } from '../shapes.ts'
import { posts, unitRegister } from '../shelves.ts'

/** Gives somebody a post. Who is appointed for the first time becomes an official by it; the id is that of his account. */
export const appointOfficial = defineAction({
  name: 'organisations.appoint-official',
  summary: 'Give an official a post in a unit',
  may: 'admin',
  input: Type.Object({
    official: Id, name: Type.String({ minLength: 2, maxLength: 120 }), unit: Id, post: Id,
    procedures: Type.Optional(Procedures), validFrom: Type.Optional(DayInput), validTo: Type.Optional(DayInput),
  }, { additionalProperties: false }),
  async run(ctx, { official, name, unit, post: key, procedures, validFrom = day(ctx.now), validTo }) {
    mustAdminister(ctx, unit)
    const post = ctx.take(posts).posts.get(key)
    const standing = ctx.take(unitRegister).find(unit, validFrom)
    const faults = {
      ...(!post && { post: 'no-such-post' }),
      ...(!standing && { unit: 'no-such-unit' }),
      ...(post && standing && !post.in.includes(standing.kind) && { post: 'post-not-in-this-unit' }),
      ...(validTo !== undefined && validTo < validFrom && { validTo: 'ends-before-it-begins' }),
    }
    if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults, { unit })
    const opened = await openOfficial(ctx, official)
    const position = { id: ctx.newId(), post: key, unit, ...(procedures?.length && { procedures }), validFrom, ...(validTo && { validTo }) }
    ctx.record(officialStream, opened as never, [{ type: 'organisations.official-appointed', data: { official, name, position } }])
    return { official, position: position.id }
  },
})
