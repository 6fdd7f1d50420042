import { definePage } from '#platform/page'
import { ActLink } from '#ui/button'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { moment, number } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { verifierText } from '../../domain/checkpoint.ts'
import { type HeadRow, latestHeads, signingKey } from '../../heads.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'

type Data = { key?: string; heads: HeadRow[] }

/** Anyone sees that the log is sealed, since when, and how to hold us to it. */
export const logPage = definePage<Data>({
  path: '/log', face: 'portal', may: 'anyone',
  async load(ctx) {
    const key = signingKey(ctx.house.settings)
    return { ...(key ? { key: verifierText(key.verifier) } : {}), heads: key ? await latestHeads(ctx.db, 20) : [] }
  },
  view({ data: { key, heads: [last, ...before] }, p }) {
    const t = (p.lang === 'en' ? en : vi).log
    return (
      <Layout p={p} title={t.title}>
        <Heading below={t.lead}>{t.title}</Heading>
        {!last || !key ? <Empty title={key ? t.notYet : t.noKey}>{key ? t.notYetWhat : t.noKeyWhat}</Empty> : (
          <>
            <Facts p={p} items={[
              { name: t.size, value: number(last.size, 0, p.lang) },
              { name: t.at, value: moment(last.at) },
              { name: t.root, value: <span class="code break">{last.root.toString('base64')}</span> },
              { name: t.key, value: <span class="code break">{key}</span> },
              { name: t.stamp, value: last.stamp ? t.stamped : t.notStamped },
            ]} />
            <Section id="hold" title={t.how}>
              <div class="prose flow">
                <p>{t.howWhat}</p>
                <ol>
                  <li>{t.keep}</li>
                  <li>{t.later}</li>
                  <li>{t.yours}</li>
                </ol>
                <p>{t.formats}</p>
              </div>
              <p class="row">
                <ActLink href="/log/checkpoint">{t.checkpoint}</ActLink>
                {last.stamp && <ActLink href="/log/checkpoint.tst">{t.stampFile}</ActLink>}
                <ActLink href="/log/heads">{t.heads}</ActLink>
                <ActLink href="/log/key">{t.keyFile}</ActLink>
              </p>
            </Section>
            <Notice tone="calm" title={t.private}>{t.privateWhat}</Notice>
            {before.length > 0 && (
              <Section id="before" title={t.before}>
                <Table p={p} caption={t.before} rows={before} columns={[
                  { label: t.at, cell: (head) => moment(head.at), head: true },
                  { label: t.size, cell: (head) => number(head.size, 0, p.lang), num: true },
                  { label: t.root, cell: (head) => <>{head.root.toString('base64').slice(0, 16)}…</>, code: true },
                ]} />
              </Section>
            )}
          </>
        )}
      </Layout>
    )
  },
})
