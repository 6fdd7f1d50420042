import { createHmac } from 'node:crypto'
import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { House } from '#platform/house'
import { type Account, collecting } from '../definitions/collecting.ts'
import type { Names } from '../domain/charge.ts'
import { signedTransfers } from './signed-transfers.ts'

/** What is asked of a payer: `amount` whole VND, `reference` what he writes on the transfer. */
export type ToPay = { reference: string; amount: number; account: Account }

/** What a payer is shown. A transfer after `expiresAt` still counts; the page only offers a fresh code. */
export type Payable = { qrPayload: string; bank: Names; account: string; holder: Names; reference: string; amount: number; expiresAt: Date }

/** News of money that came to an account. `id` is the provider's own and the same however often it is told. `amount` is whole, above zero. */
export type Notice = { id: string; account: string; amount: number; currency: string; content: string; at: string }

/** A way to pay by transfer. Another bank or payment service is another of these. */
export type Provider = {
  name: string
  open(toPay: ToPay, now: Date): Payable
  /** Refuses what was not signed by the provider (`notice-not-signed`) or is no notice (`notice-not-understood`). */
  readNotice(headers: Record<string, string | string[] | undefined>, body: Buffer): Notice
}

/** Shared with whoever sends notices. In the sample, where the bank is ours too, it may grow from the house's own secret. */
export const noticeSecret = (house: House): string | undefined =>
  house.settings.paymentSecret ?? (house.settings.sample ? createHmac('sha256', house.settings.secret).update('notices of the sample bank').digest('base64url') : undefined)

/** The provider of that name, if it may be used here: the simulated bank lives in the sample only, and nobody without a secret. */
export function findProvider(house: House, name: string): Provider | undefined {
  const secret = noticeSecret(house)
  if (!secret || (name === 'sample-bank' && !house.settings.sample) || (name !== 'sample-bank' && name !== 'vietqr')) return undefined
  return signedTransfers(name, secret)
}

/** How a unit is paid by transfer; undefined: at the counter only. */
export function findWayToPay(ctx: Pick<Ctx, 'house' | 'take' | 'now'>, unit: string): { provider: Provider; account: Account } | undefined {
  const accounts = ctx.take(collecting)
  for (const above of ctx.take(unitRegister).ancestryOf(unit, day(ctx.now))) {
    const account = accounts.get(above.code)
    if (!account) continue
    const provider = findProvider(ctx.house, account.provider)
    return provider && { provider, account }
  }
  return undefined
}
