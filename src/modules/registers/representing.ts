import Type from 'typebox'
import { accountOfRepresented, establishMandate } from '#identity'
import { addDays } from '#organisations'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { isMinor, type Person } from './domain/person.ts'
import { majorityOn, personRules } from './person-rules.ts'
import { businessesOf, childrenOf } from './population.ts'

export type Representable = { children: Person[]; businesses: { taxCode: string; name: string }[] }

/** Whom the registers say that she represents by law: her children under age, and the household businesses she owns. */
export async function representable(ctx: Ctx): Promise<Representable> {
  const { nationalId } = ctx.actor
  if (nationalId === undefined) return { children: [], businesses: [] }
  const [children, businesses] = await Promise.all([childrenOf(ctx, nationalId), businessesOf(ctx, nationalId)])
  const majority = majorityOn(ctx.take(personRules), day(ctx.now))
  return { children: children.filter((child) => isMinor(child.birthDate, day(ctx.now), majority)), businesses }
}

/** Civil Code 91/2015/QH13 art. 136, 137: nobody gives this mandate, the registers are asked; a child's ends the day before it comes of age. */
export const represent = defineAction({
  name: 'registers.represent',
  summary: 'Act for your child under age, or for a household business of yours, as the registers know it',
  may: 'person',
  input: Type.Union([
    Type.Object({ child: Type.String({ pattern: '^[0-9]{12}$' }) }, { additionalProperties: false }), Type.Object({ business: Type.String({ minLength: 1, maxLength: 20 }) }, { additionalProperties: false }),
  ]) as any,
  answer: Type.Object({ mandate: Type.String() }),
  async run(ctx, input: { child?: string; business?: string }): Promise<{ mandate: string }> {
    const { children, businesses } = await representable(ctx)
    const child = children.find(({ nationalId }) => nationalId === input.child)
    if (child) {
      const { name, nationalId, birthDate, sex } = child
      const of = Number(birthDate.slice(0, 4)) + majorityOn(ctx.take(personRules), day(ctx.now))
      return establishMandate(ctx, await accountOfRepresented(ctx, { name, nationalId, birthDate, sex }), 'parent', addDays(`${of}${birthDate.slice(4).replace('-02-29', '-03-01')}`, -1))
    }
    const business = businesses.find(({ taxCode }) => taxCode === input.business)
    if (business) return establishMandate(ctx, await accountOfRepresented(ctx, business), 'owner')
    throw new Refusal('forbidden', 'not-represented-by-you')
  },
})
