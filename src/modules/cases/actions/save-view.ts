import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { Id } from '../shapes.ts'

export const saveView = defineAction({
  name: 'cases.save-view',
  summary: 'Keep the filters of the worklist under a name of your own',
  may: 'official',
  input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }), query: Type.String({ maxLength: 500, pattern: '^[A-Za-z0-9=&%._+-]*$' }) }, { additionalProperties: false }),
  async run(ctx, { name, query }) {
    const id = ctx.newId()
    ctx.write({ table: 'case_views', row: { id, official: ctx.actor.id, name: name.trim(), query } })
    return { id }
  },
})

export const removeView = defineAction({
  name: 'cases.remove-view',
  summary: 'Remove a saved view of your own',
  may: 'official',
  input: Type.Object({ viewId: Id }, { additionalProperties: false }),
  async run(ctx, { viewId }) {
    const own = await ctx.db.selectFrom('case_views').select('id').where('id', '=', viewId).where('official', '=', ctx.actor.id).executeTakeFirst()
    if (!own) throw new Refusal('not-found', 'no-such-view')
    ctx.write({ table: 'case_views', remove: { id: viewId } })
  },
})
