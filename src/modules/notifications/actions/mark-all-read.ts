import { Type } from 'typebox'
import { defineAction } from '#platform/action'
import { unreadRows } from '../queries/messages.ts'

/** One statement's worth; who has more presses again. */
const most = 500

/** No event: that somebody has read is on the row, and nothing follows from it. */
export const markAllRead = defineAction({
  name: 'notifications.mark-all-read',
  summary: 'Mark all your messages as read',
  may: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  async run(ctx) {
    const unread = await unreadRows(ctx, most)
    ctx.write(...unread.map((row) => ({ table: 'messages', row: { ...row, read_at: ctx.now, read_by: ctx.actor.name } })))
    return { marked: unread.length }
  },
})
