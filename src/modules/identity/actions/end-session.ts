import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { accountStream } from '../accounts.ts'
import { programsOf } from '../oidc/programs.ts'
import { endSession, findLiveSession, liveSessions, noCookie } from '../sessions.ts'

/** One's own only: the list a session can be named from shows no others. */
export const endSessionAction = defineAction({
  name: 'identity.end-session',
  summary: 'Sign one of your own devices or programs out',
  may: 'signed-in',
  input: Type.Object({ session: Type.String({ maxLength: 80 }) }, { additionalProperties: false }),
  async run(ctx, input) {
    const session = await findLiveSession(ctx, input.session, ctx.actor.id)
    if (!session) throw new Refusal('not-found', 'no-such-session')
    endSession(ctx, session)
  },
})

export const endOtherSessions = defineAction({
  name: 'identity.end-other-sessions',
  summary: 'Sign out everywhere else: every device and token but the one that asks, and every program that signed you in here',
  may: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  async run(ctx) {
    const others = (await liveSessions(ctx, ctx.actor.id)).filter((session) => session.id !== ctx.actor.session)
    for (const session of others) endSession(ctx, session)
    const programs = await programsOf(ctx, ctx.actor.id)
    if (programs.length) {
      for (const { kind, id } of programs) ctx.write({ table: 'oidc_things', remove: { kind, id } })
      for (const client of new Set(programs.flatMap((one) => one.client ?? []))) ctx.later({ name: 'identity.tell-signed-out', dueAt: ctx.now, data: { account: ctx.actor.id, client } })
      const { version } = await ctx.db.selectFrom('events').select((eb) => eb.fn.countAll<number>().as('version')).where('stream', '=', `account-${ctx.actor.id}`).executeTakeFirstOrThrow()
      ctx.record(accountStream, { id: ctx.actor.id, version: Number(version), state: true }, [{ type: 'identity.programs-signed-out', data: { programs: new Set(programs.map((one) => one.grant)).size } }])
    }
    return { ended: others.length }
  },
})

/** Anyone may: whose session has run out meanwhile is signed out already, and is not told otherwise. */
export const signOut = defineAction({
  name: 'identity.sign-out',
  summary: 'Sign this device or program out',
  may: 'anyone',
  input: Type.Object({}, { additionalProperties: false }),
  async run(ctx) {
    const session = ctx.actor.session ? await findLiveSession(ctx, ctx.actor.session, ctx.actor.id) : undefined
    if (session) endSession(ctx, session)
    return { setCookie: noCookie(ctx.house) }
  },
})
