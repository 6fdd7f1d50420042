import { definePage } from '#platform/page'
import { Layout } from '#ui/layout'
import { markAllRead } from '../../actions/mark-all-read.ts'
import { type MessageRow, openMessage } from '../../queries/messages.ts'
import { textsOf } from '../../texts/texts.ts'
import { Inbox, type InboxData, loadInbox, MessageView } from '../inbox.tsx'

export const inboxOfOfficial = definePage<InboxData>({
  path: '/officer/inbox',
  face: 'officer',
  may: 'official',
  load: loadInbox,
  submits: { markAll: { action: markAllRead, input: () => ({}), then: () => '/officer/inbox' } },
  view: ({ data, p }) => <Layout p={p} title={textsOf(p.lang).inbox.officerTitle} current="messages"><Inbox p={p} data={data} at="/officer/inbox" /></Layout>,
})

export const messageToOfficial = definePage<MessageRow>({
  path: '/officer/inbox/:message',
  face: 'officer',
  may: 'official',
  load: (ctx, { params }) => openMessage(ctx, params['message']!),
  view: ({ data, p }) => (
    <Layout p={p} title={data.subject} current="messages" crumbs={[{ href: '/officer/inbox', label: textsOf(p.lang).inbox.officerTitle }]}><MessageView p={p} message={data} /></Layout>
  ),
})
