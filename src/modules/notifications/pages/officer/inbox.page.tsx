import { seatOf } from '#organisations'
import { definePage } from '#platform/page'
import { Layout } from '#ui/layout'
import { markAllRead } from '../../actions/mark-all-read.ts'
import { type MessageRow, openMessage } from '../../queries/messages.ts'
import { textsOf } from '../../texts/texts.ts'
import { Inbox, type InboxData, loadInbox, MessageView } from '../inbox.tsx'

export const inboxOfOfficial = definePage<InboxData & { seat?: string }>({
  path: '/officer/inbox',
  face: 'officer',
  may: 'official',
  load: async (ctx, asked) => ({ ...seatOf(ctx), ...(await loadInbox(ctx, asked)) }),
  submits: { markAll: { action: markAllRead, input: () => ({}), then: () => '/officer/inbox' } },
  view: ({ data, p }) => <Layout p={p} title={textsOf(p.lang).inbox.officerTitle} unit={data.seat} current="messages"><Inbox p={p} data={data} at="/officer/inbox" /></Layout>,
})

export const messageToOfficial = definePage<MessageRow & { seat?: string }>({
  path: '/officer/inbox/:message',
  face: 'officer',
  may: 'official',
  load: async (ctx, { params }) => ({ ...seatOf(ctx), ...(await openMessage(ctx, params['message']!)) }),
  view: ({ data, p }) => (
    <Layout p={p} title={data.subject} unit={data.seat} current="messages" crumbs={[{ href: '/officer/inbox', label: textsOf(p.lang).inbox.officerTitle }]}><MessageView p={p} message={data} /></Layout>
  ),
})
