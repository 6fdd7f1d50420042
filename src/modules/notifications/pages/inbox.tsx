import type { Asked, PageInfo } from '#platform/page'
import { AsWritten } from '#ui/as-written'
import { Button, ButtonLink } from '#ui/button'
import { Empty } from '#ui/empty'
import { Form } from '#ui/form'
import { moment } from '#ui/format'
import { Heading, Vi } from '#ui/layout'
import { Pagination } from '#ui/pagination'
import { Table } from '#ui/table'
import { Tag } from '#ui/tag'
import type { Ctx } from '#platform/ctx'
import { inboxPage, type MessageRow, waitingFor } from '../queries/messages.ts'
import { textsOf } from '../texts/texts.ts'

export type InboxData = { rows: MessageRow[]; page: number; more: boolean; unread: number }

export async function loadInbox(ctx: Ctx, { query }: Asked): Promise<InboxData> {
  const [list, unread] = await Promise.all([inboxPage(ctx, Math.floor(Number(query['page'])) || 1), waitingFor(ctx)])
  return { ...list, unread }
}

/** The list of messages of either face; `at` is where it stands. */
export const Inbox = ({ p, data, at }: { p: PageInfo; data: InboxData; at: '/inbox' | '/officer/inbox' }) => {
  const t = textsOf(p.lang).inbox
  const officer = at === '/officer/inbox'
  const pageAt = (page: number) => `${p.href(at)}${page > 1 ? `?page=${page}` : ''}`
  return (
    <>
      <Heading below={data.rows.length > 0 && t.unread(data.unread)} end={data.unread > 0 && <Form p={p} submit="markAll"><Button kind="second">{t.markAll}</Button></Form>}>{officer ? t.officerTitle : t.title}</Heading>
      <Table p={p} caption={t.caption} rows={data.rows} empty={<Empty title={t.empty}>{officer ? t.officerEmptySays : t.emptySays}</Empty>} columns={[
        { label: t.subject, head: true, cell: (row) => <a href={p.href(`${at}/${row.id}`)}>{row.readAt ? row.subject : <b>{row.subject}</b>}</a> },
        { label: t.when, cell: (row) => moment(row.madeAt) },
        { label: t.state, cell: (row) => (row.readAt ? (officer && row.recipient.startsWith('desk:') ? <Vi p={p}>{t.readBy(row.readBy ?? '')}</Vi> : moment(row.readAt)) : <Tag tone="you">{t.new}</Tag>) },
      ]} />
      {(data.page > 1 || data.more) && <Pagination p={p} shown={data.rows.length} noun={t.noun} {...(data.page > 1 && { previous: pageAt(data.page - 1) })} {...(data.more && { next: pageAt(data.page + 1) })} />}
    </>
  )
}

/** Paragraphs apart by an empty line; lines that begin with a dash are a list. */
export const Body = ({ p, text }: { p: PageInfo; text: string }) => (
  <>
    {text.split(/\n{2,}/).map((part) =>
      part.split('\n').every((line) => line.startsWith('- ')) ? <ul>{part.split('\n').map((line) => <li><AsWritten p={p}>{line.slice(2)}</AsWritten></li>)}</ul> : <p><AsWritten p={p}>{part}</AsWritten></p>)}
  </>
)

/** One message, and the way to where it is acted on. */
export const MessageView = ({ p, message }: { p: PageInfo; message: MessageRow }) => {
  const t = textsOf(p.lang)
  const words = message.link.includes('/receipts/') ? t.message.openReceipt : message.link.endsWith('/pay') ? t.message.openPayment : message.link.endsWith('/payments') ? t.message.openPayments : t.message.openCase
  return (
    <>
      <Heading below={moment(message.madeAt)}>{message.subject}</Heading>
      <div class="panel flow prose"><Body p={p} text={message.body} /></div>
      {message.recipient.startsWith('desk:') && <p class="hint">{t.inbox.tray}</p>}
      <p><ButtonLink href={p.href(message.link)}>{words}</ButtonLink></p>
    </>
  )
}
