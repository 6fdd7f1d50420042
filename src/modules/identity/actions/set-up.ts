import { createHmac, timingSafeEqual } from 'node:crypto'
import Type from 'typebox'
import { appointOfficial, hasAdministrator, provinceOf } from '#organisations'
import { defineAction } from '#platform/action'
import { system } from '#platform/actor'
import { type Ctx, openCtx } from '#platform/ctx'
import { defineStream, unopened } from '#platform/events'
import type { House } from '#platform/house'
import { mustNotHurry } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { findAccount, registerAccount } from '../accounts.ts'
import { issuerOutside } from '../oidc/relying-party.ts'
import { hashPassword } from '../passwords.ts'

/** An empty province has no administrator, and so nobody who could appoint one. The sample brings its own. */
export const needsSetUp = async (house: House): Promise<boolean> => !house.settings.sample && !(await hasAdministrator(house))

/**
 * The word that a start prints in its terminal while there is no administrator: whoever can read it runs this platform.
 * Grown from SEN_SECRET, so that every process prints the same; worth nothing once the first administrator is there.
 */
export const setUpWord = (house: Pick<House, 'settings'>): string => createHmac('sha256', house.settings.secret).update('the word of the terminal for setting up').digest('base64url').slice(0, 20)

/** One stream a house with one event: two who set up at the same moment cannot both be first. */
export const setUpStream = defineStream<true, { type: 'identity.province-set-up'; data: { administrator: string } }>({ prefix: 'set-up', evolve: () => true, rows: () => [], tables: [] })

export const setUp = defineAction({
  name: 'identity.set-up',
  summary: 'Make the first administrator of an empty province, with the word its terminal shows',
  may: 'anyone',
  input: Type.Object({
    word: Type.String({ maxLength: 100 }),
    name: Type.String({ minLength: 2, maxLength: 120 }),
    nationalId: Type.String({ pattern: '^[0-9]{12}$' }),
    email: Type.Optional(Type.String({ maxLength: 200 })),
    password: Type.Optional(Type.String({ maxLength: 200, description: 'Needed while no issuer of identities is connected' })),
  }, { additionalProperties: false }),
  async run(ctx, { word, name, nationalId, email, password }) {
    mustNotHurry(ctx.house, 'set-up', { most: 10, perSeconds: 60 })
    if (!(await needsSetUp(ctx.house))) throw new Refusal('conflict', 'set-up-already')
    if (!isSame(word.trim(), setUpWord(ctx.house))) throw new Refusal('invalid', 'check-the-form', { word: 'set-up-word-wrong' })
    const hash = password || !issuerOutside(ctx.house) ? await hashPassword(password ?? '') : undefined
    // The platform itself appoints him: nobody else is there to do it.
    const own = openCtx(ctx.house, system, ctx.lang)
    const known = await findAccount(own, { nationalId })
    const account = known ?? registerAccount(own, { name, nationalId, official: true, ...(email ? { email } : {}) }, 'administrator')
    if (!account.official) throw new Refusal('conflict', 'set-up-with-new-account')
    const { official } = await appointOfficial.run(own, { official: account.id, name: account.name, unit: provinceOf(ctx), post: 'administrator' })
    own.record(setUpStream, unopened(provinceOf(ctx)), [{ type: 'identity.province-set-up', data: { administrator: official } }])
    if (hash) own.write({ table: 'passwords', row: { account: account.id, hash, made_at: own.now } })
    take(ctx, own)
    return { official }
  },
})

/** What another piece of work has left to write goes out with this one. */
export function take(ctx: Ctx, other: Ctx): void {
  ctx.pending.events.push(...other.pending.events)
  ctx.pending.rows.push(...other.pending.rows)
  ctx.pending.jobs.push(...other.pending.jobs)
}

function isSame(sent: string, meant: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(meant)]
  return a.length === b.length && timingSafeEqual(a, b)
}
