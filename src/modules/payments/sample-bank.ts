import { randomInt } from 'node:crypto'
import { Type } from 'typebox'
import { defineAction } from '#platform/action'
import { fetchOutside } from '#platform/outbound'
import type { TimedJob } from '#platform/module'
import { Refusal } from '#platform/refusal'
import { noticeAddress } from './notice-route.ts'
import { type Notice, noticeSecret } from './providers/provider.ts'
import { sign, signatureHeader } from './providers/signed-transfers.ts'

/** How late a late notice is, in the sample's time. */
const late = 2 * 60_000

/**
 * The bank of the sample: somebody presses "transfer", and it tells us as a bank would, by a signed notice over HTTP.
 * Nothing is recorded here: what a bank does inside is not ours to know. Outside the sample it does not exist.
 */
export const sampleTransfer = defineAction({
  name: 'payments.sample-transfer',
  summary: 'In the sample only: transfer invented money at the sample bank, which then tells us (once, late or twice)',
  may: 'anyone',
  input: Type.Object({
    content: Type.String({ maxLength: 100, description: 'What the payer writes; the reference of the charge' }),
    amount: Type.Integer({ minimum: 1, maximum: 1e12, description: 'Whole VND' }),
    account: Type.String({ minLength: 1, maxLength: 34 }),
    tells: Type.Optional(Type.Enum(['once', 'late', 'twice'])),
  }, { additionalProperties: false }),
  async run(ctx, { content, amount, account, tells = 'once' }) {
    if (!ctx.house.settings.sample) throw new Refusal('not-found', 'no-sample-bank')
    const notice: Notice = { id: `NHM${randomInt(1e11, 1e12)}`, account, amount, currency: 'VND', content: `NHM.${randomInt(1e5, 1e6)}.${content}`, at: ctx.now.toISOString() }
    const dueAt = new Date(ctx.now.getTime() + (tells === 'late' ? late : 0))
    for (let time = 0; time < (tells === 'twice' ? 2 : 1); time++) ctx.later({ name: 'payments.sample-bank-tells', dueAt, data: { notice } })
    return { notice: notice.id }
  },
})

/** A notice that is not answered with 2xx is sent again, by the job. */
export const sampleBankTells: TimedJob = {
  name: 'payments.sample-bank-tells',
  async run(ctx, { notice }: { notice: Notice }) {
    if (!ctx.house.settings.sample) return
    const body = Buffer.from(JSON.stringify(notice))
    const address = noticeAddress(ctx.house, 'sample-bank')
    // It tells this very server, where that listens: an address inside, and nobody outside named it.
    const answer = await fetchOutside({ settings: { ...ctx.house.settings, outboundInside: [new URL(address).host] } })(address, {
      method: 'POST', body, headers: { 'content-type': 'application/json', [signatureHeader]: sign(noticeSecret(ctx.house)!, body) }, signal: AbortSignal.timeout(10_000),
    })
    if (!answer.ok) throw new Error(`the notice address answered ${answer.status}`)
  },
}
