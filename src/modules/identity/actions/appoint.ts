import Type from 'typebox'
import { appointOfficial } from '#organisations'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { fold } from '#platform/words'
import { accountRow, accountStream, findAccount, registerAccount } from '../accounts.ts'

/** Gives a post to whom the personal number belongs. Whoever is not known yet gets an account; a citizen becomes an official with the one he has. */
export const appointByNumber = defineAction({
  name: 'identity.appoint-official',
  summary: 'Give a post to a person by his personal number, known to the platform or not',
  may: 'admin',
  input: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 120 }), nationalId: Type.String({ pattern: '^[0-9]{12}$' }), email: Type.Optional(Type.String({ maxLength: 200 })),
    unit: Type.String({ minLength: 1, maxLength: 100 }), post: Type.String({ minLength: 1, maxLength: 100 }),
  }, { additionalProperties: false }),
  async run(ctx, { name, nationalId, email, unit, post }) {
    const known = await findAccount(ctx, { nationalId })
    if (known && fold(known.name) !== fold(name)) throw new Refusal('invalid', 'check-the-form', { name: 'name-and-number-disagree' })
    const account = known ?? registerAccount(ctx, { name, nationalId, official: true, ...(email ? { email } : {}) }, 'administrator')
    if (!account.official) {
      const { registered_at: since } = await ctx.db.selectFrom('accounts').select('registered_at').where('id', '=', account.id).executeTakeFirstOrThrow()
      const { version } = await ctx.db.selectFrom('events').select((eb) => eb.fn.countAll<number>().as('version')).where('stream', '=', `account-${account.id}`).executeTakeFirstOrThrow()
      ctx.write(accountRow({ ...account, official: true }, since))
      ctx.record(accountStream, { id: account.id, version: Number(version), state: true }, [{ type: 'identity.became-official', data: {} }])
    }
    return appointOfficial.run(ctx, { official: account.id, name: account.name, unit, post })
  },
})
