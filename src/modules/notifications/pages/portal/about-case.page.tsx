import { definePage } from '#platform/page'
import { Layout } from '#ui/layout'
import { type MessageRow, messagesAbout } from '../../queries/messages.ts'
import { textsOf } from '../../texts/texts.ts'
import { AboutCase } from '../about-case.tsx'

export const messagesAboutMyCase = definePage<{ caseId: string; messages: MessageRow[] }>({
  path: '/cases/:caseId/messages',
  face: 'portal',
  may: 'signed-in',
  load: async (ctx, { params }) => ({ caseId: params['caseId']!, messages: await messagesAbout(ctx, params['caseId']!) }),
  view: ({ data, p }) => (
    <Layout p={p} title={textsOf(p.lang).about.title} current="cases" crumbs={[{ href: '/cases', label: textsOf(p.lang).about.cases }, { href: `/cases/${data.caseId}`, label: textsOf(p.lang).about.case }]}><AboutCase p={p} messages={data.messages} /></Layout>
  ),
})
