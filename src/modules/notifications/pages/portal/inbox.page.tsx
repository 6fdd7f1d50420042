import { definePage } from '#platform/page'
import { Layout } from '#ui/layout'
import { markAllRead } from '../../actions/mark-all-read.ts'
import { type MessageRow, openMessage } from '../../queries/messages.ts'
import { textsOf } from '../../texts/texts.ts'
import { Inbox, type InboxData, loadInbox, MessageView } from '../inbox.tsx'

export const inboxOfPerson = definePage<InboxData>({
  path: '/inbox',
  face: 'portal',
  may: 'signed-in',
  load: loadInbox,
  submits: { markAll: { action: markAllRead, input: () => ({}), then: () => '/inbox' } },
  view: ({ data, p }) => <Layout p={p} title={textsOf(p.lang).inbox.title} current="messages"><Inbox p={p} data={data} at="/inbox" /></Layout>,
})

/** Opening is reading. */
export const messageToPerson = definePage<MessageRow>({
  path: '/inbox/:message',
  face: 'portal',
  may: 'signed-in',
  load: (ctx, { params }) => openMessage(ctx, params['message']!),
  view: ({ data, p }) => (
    <Layout p={p} title={data.subject} current="messages" narrow crumbs={[{ href: '/inbox', label: textsOf(p.lang).inbox.title }]}><MessageView p={p} message={data} /></Layout>
  ),
})
