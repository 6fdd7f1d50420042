import type { Ctx } from '#platform/ctx'
import type { RowWrite } from '#platform/events'
import type { Holding, Whom } from '#platform/module'

/** What was said to her, and on which address. */
export async function holdsOfMessages(ctx: Ctx, { account }: Whom): Promise<Holding[]> {
  const rows = await ctx.db.selectFrom('messages').select(['id', 'channel', 'address', 'subject', 'body', 'about', 'made_at', 'sent_at', 'read_at']).where('recipient', '=', `person:${account}`).orderBy('made_at', 'desc').limit(2000).execute()
  return rows.length ? [{ title: { vi: 'Tin nhắn', en: 'Messages' }, href: '/inbox', items: [{ name: { vi: 'Số tin', en: 'Messages' }, value: String(rows.length) }], data: rows }] : []
}

/** Messages speak of a case by name; they go with it. */
export async function forgetMessages(ctx: Ctx, stream: string): Promise<RowWrite[]> {
  if (!stream.startsWith('case-')) return []
  const rows = await ctx.db.selectFrom('messages').select('id').where('about', '=', stream.slice('case-'.length)).execute()
  return rows.map(({ id }) => ({ table: 'messages', remove: { id } }))
}
