import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Empty } from '#ui/empty'
import { moment } from '#ui/format'
import { Heading, Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { type MessageRow, sentTo } from '../../queries/messages.ts'
import { textsOf } from '../../texts/texts.ts'
import { Body } from '../inbox.tsx'
import { leftTheHouse, sentInWords } from '../sent.ts'

/** What would lie on an invented person's telephone. Absent outside the sample, where telephones are real. */
export const samplePhonePage = definePage<MessageRow[]>({
  path: '/sample-phone/:person',
  face: 'portal',
  may: 'anyone',
  async load(ctx, { params }) {
    if (!ctx.house.settings.sample) throw new Refusal('not-found', 'no-sample-phone')
    return sentTo(ctx, params['person']!)
  },
  view({ data, p }) {
    const t = textsOf(p.lang)
    const title = t.phone.title(data[0]?.recipientName || t.phone.nobody)
    return (
      <Layout p={p} title={title} narrow>
        <Heading>{title}</Heading>
        <Notice tone="soon"><p>{t.phone.says}</p></Notice>
        {data.length === 0 && <Empty title={t.phone.empty}>{t.phone.emptySays}</Empty>}
        {data.map((message) => (
          <article class="panel flow">
            <div>
              <h2 class="h3">{t.channels[message.channel]}, {moment(message.madeAt)}</h2>
              <p class="quiet small">{t.phone.to} <span class="code">{message.address}</span>{leftTheHouse(message) && <> · {sentInWords(p.lang, message)}</>}</p>
            </div>
            {message.subject && <p lang="vi"><b>{message.subject}</b></p>}
            <div class="flow" lang="vi"><Body p={p} text={message.body} /></div>
          </article>
        ))}
      </Layout>
    )
  },
})
