import type { TimedJob } from '#platform/module'
import { waitAfter } from '../domain/message.ts'
import { sendMail } from './mail.ts'
import { CannotSend } from './outgoing.ts'
import { httpGateway } from './sms.ts'

/**
 * Sends one message, once it is written down. What could not be sent says why, and is tried again later; that is why the
 * failure is caught here and not left to the job: the page of the case shows it.
 */
export const sendMessage: TimedJob = {
  name: 'notifications.send',
  async run(ctx, { id }: { id: string }) {
    const message = await ctx.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    if (message.sent_at) return
    const { settings } = ctx.house
    const tries: number = message.tries + 1
    try {
      if (message.channel === 'email') await sendMail(settings, { id, to: message.address, subject: message.subject, text: `${message.body}\n\n${settings.publicUrl}${message.link}\n` })
      else await httpGateway(settings).send({ id, to: message.address, text: message.body })
      ctx.write({ table: 'messages', row: { ...message, sent_at: ctx.now, failed: null, tries, next_try_at: null } })
    } catch (error) {
      if (!(error instanceof CannotSend)) throw error
      const wait = error.forGood ? undefined : waitAfter(tries)
      const next = wait === undefined ? null : new Date(ctx.now.getTime() + wait * 60_000)
      ctx.write({ table: 'messages', row: { ...message, failed: error.message.slice(0, 300), tries, next_try_at: next } })
      if (next) ctx.later({ name: 'notifications.send', dueAt: next, data: { id }, unique: `send ${id} ${tries + 1}` })
    }
  },
}
