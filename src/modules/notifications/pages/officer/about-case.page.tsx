import { seatOf } from '#organisations'
import { definePage } from '#platform/page'
import { Layout } from '#ui/layout'
import { type MessageRow, messagesAbout } from '../../queries/messages.ts'
import { textsOf } from '../../texts/texts.ts'
import { AboutCase } from '../about-case.tsx'

export const messagesAboutCase = definePage<{ seat?: string; caseId: string; messages: MessageRow[] }>({
  path: '/officer/cases/:caseId/messages',
  face: 'officer',
  may: 'official',
  load: async (ctx, { params }) => ({ ...seatOf(ctx), caseId: params['caseId']!, messages: await messagesAbout(ctx, params['caseId']!) }),
  view: ({ data, p }) => (
    <Layout p={p} title={textsOf(p.lang).about.title} unit={data.seat} current="worklist" crumbs={[{ href: '/officer', label: textsOf(p.lang).about.worklist }, { href: `/officer/cases/${data.caseId}`, label: textsOf(p.lang).about.case }]}><AboutCase p={p} messages={data.messages} /></Layout>
  ),
})
