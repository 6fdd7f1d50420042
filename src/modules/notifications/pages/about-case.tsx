import type { PageInfo } from '#platform/page'
import { Empty } from '#ui/empty'
import { maskedEmail, maskedPhone, moment } from '#ui/format'
import { Heading } from '#ui/layout'
import { Table } from '#ui/table'
import type { MessageRow } from '../queries/messages.ts'
import { textsOf } from '../texts/texts.ts'
import { sentInWords } from './sent.ts'

/** What was said about a case, newest first: to whom, on which channel, and whether it got there. */
export const AboutCase = ({ p, messages }: { p: PageInfo; messages: MessageRow[] }) => {
  const t = textsOf(p.lang)
  return (
    <>
      <Heading>{t.about.title}</Heading>
      <Table p={p} caption={t.about.title} rows={messages.toReversed()} empty={<Empty title={t.about.empty}>{t.about.emptySays}</Empty>} columns={[
        { label: t.about.what, head: true, cell: (row) => (row.channel === 'sms' ? <span lang="vi">{row.body}</span> : row.subject) },
        { label: t.about.to, cell: (row) => <>{row.recipientName ? <span lang="vi">{row.recipientName}</span> : t.about.desk}{row.address && <span class="hint">{row.channel === 'sms' ? maskedPhone(row.address) : maskedEmail(row.address)}</span>}</> },
        { label: t.about.channel, cell: (row) => t.channels[row.channel] },
        { label: t.about.state, cell: (row) => <>{sentInWords(p.lang, row)}{row.readAt && <span class="hint">{t.about.read(moment(row.readAt))}</span>}</> },
      ]} />
    </>
  )
}
