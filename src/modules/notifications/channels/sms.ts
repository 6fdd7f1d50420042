import { fetchOutside } from '#platform/outbound'
import type { Settings } from '#platform/settings'
import { CannotSend, type Outgoing } from './outgoing.ts'

/** A gateway that takes text messages. Another gateway is another of these. `send` throws CannotSend. */
export type SmsProvider = { send(message: Pick<Outgoing, 'id' | 'to' | 'text'>): Promise<void> }

/** `POST {to, text, from}` as JSON with a bearer token; the key lets the gateway know a message it has had. */
export const httpGateway = (settings: Settings, { smsUrl, smsToken, smsFrom } = settings): SmsProvider => ({
  async send({ id, to, text }) {
    let status: number
    try {
      const answer = await fetchOutside({ settings })(smsUrl!, {
        method: 'POST', signal: AbortSignal.timeout(15_000),
        headers: { 'content-type': 'application/json', 'idempotency-key': id, ...(smsToken && { authorization: `Bearer ${smsToken}` }) },
        body: JSON.stringify({ to, text, ...(smsFrom && { from: smsFrom }) }),
      })
      status = answer.status
    } catch (error) {
      throw new CannotSend((error as Error).message, false)
    }
    if (status >= 300) throw new CannotSend(`the gateway answered ${status}`, status >= 400 && status < 500 && status !== 408 && status !== 429)
  },
})
