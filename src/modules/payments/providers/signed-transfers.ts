import { createHmac, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { day, instant } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import type { Notice, Provider } from './provider.ts'
import { vietQr } from './vietqr.ts'

export const signatureHeader = 'x-sen-signature'

/**
 * HMAC-SHA256 of the body as it was sent. No time is signed: a notice sent again by whoever overheard it has a number we
 * already know, and does nothing.
 */
export const sign = (secret: string, body: Buffer): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

const shape = Compile(Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9._-]+$' }),
  account: Type.String({ minLength: 1, maxLength: 34 }),
  // Beyond this, sums of numbers are no longer exact.
  amount: Type.Integer({ minimum: 1, maximum: 1e15 }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  content: Type.String({ maxLength: 500 }),
  at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T.*(Z|[+-]\\d{2}:\\d{2})$', maxLength: 40 }),
}))

/** VietQR to pay by, signed notices of what came in. */
export function signedTransfers(name: string, secret: string): Provider {
  return {
    name,
    open: ({ account, amount, reference }, now) => ({
      qrPayload: vietQr({ bin: account.bin, account: account.number, amount, purpose: reference }),
      bank: account.bank, account: account.number, holder: account.holder, reference, amount,
      expiresAt: new Date(instant(day(now)).getTime() + 24 * 3600_000 - 60_000),
    }),
    readNotice(headers, body): Notice {
      const sent = Buffer.from(String(headers[signatureHeader] ?? ''))
      const meant = Buffer.from(sign(secret, body))
      if (sent.length !== meant.length || !timingSafeEqual(sent, meant)) throw new Refusal('forbidden', 'notice-not-signed')
      const read = parsed(body)
      if (!shape.Check(read) || Number.isNaN(Date.parse((read as Notice).at))) throw new Refusal('invalid', 'notice-not-understood')
      const { id, account, amount, currency, content, at } = read as Notice
      return { id, account, amount, currency, content, at }
    },
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
