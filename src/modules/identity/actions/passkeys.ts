import Type from 'typebox'
import { defineAction } from '#platform/action'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { mostPasskeys, passkeyStream, readNewPasskey } from '../passkeys.ts'

/** In a browser only: what was asked of the passkey hangs on the session of its cookie, so that a token that was stolen cannot leave a key behind. */
export const addPasskey = defineAction({
  name: 'identity.add-passkey',
  summary: 'Add a passkey that a browser made in this session to your own account',
  may: 'official',
  input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), made: Type.String({ minLength: 1, maxLength: 20_000 }) }, { additionalProperties: false }),
  async run(ctx, { name, made }) {
    const key = await readNewPasskey(ctx.house, ctx.actor, made)
    const [known, mine] = await Promise.all([
      ctx.db.selectFrom('passkeys').select('id').where('credential', '=', key.credential).executeTakeFirst(),
      ctx.db.selectFrom('passkeys').select((eb) => eb.fn.countAll<number>().as('n')).where('account', '=', ctx.actor.id).executeTakeFirstOrThrow(),
    ])
    if (known) throw new Refusal('conflict', 'passkey-known')
    if (Number(mine.n) >= mostPasskeys) throw new Refusal('conflict', 'passkeys-too-many', {}, { most: mostPasskeys })
    const id = ctx.newId()
    ctx.write({ table: 'passkeys', row: { id, account: ctx.actor.id, ...key, name: name.trim(), made_at: ctx.now, used_at: null } })
    ctx.record(passkeyStream, unopened(id), [{ type: 'identity.passkey-added', data: { account: ctx.actor.id, synced: key.synced } }])
    return { id }
  },
})

export const removePasskey = defineAction({
  name: 'identity.remove-passkey',
  summary: 'Remove one of your own passkeys; nobody can sign in with it any more',
  may: 'signed-in',
  input: Type.Object({ passkey: Type.String({ maxLength: 80 }) }, { additionalProperties: false }),
  async run(ctx, { passkey: id }) {
    const mine = await ctx.db.selectFrom('passkeys').select('id').where('id', '=', id).where('account', '=', ctx.actor.id).executeTakeFirst()
    if (!mine) throw new Refusal('not-found', 'no-such-passkey')
    ctx.write({ table: 'passkeys', remove: { id } })
    ctx.record(passkeyStream, { id, version: 1, state: true }, [{ type: 'identity.passkey-removed', data: { account: ctx.actor.id } }])
  },
})
