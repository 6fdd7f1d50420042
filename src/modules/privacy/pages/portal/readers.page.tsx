import { definePage } from '#platform/page'
import { ActLink } from '#ui/button'
import { Empty } from '#ui/empty'
import { moment } from '#ui/format'
import { Heading, Layout, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { type Reader, readersOf } from '../../queries/my-data.ts'
import { textsOf } from '../../texts/texts.ts'

type Data = { readers: Reader[]; own: boolean; older?: string }
const most = 50

export const readersPage = definePage<Data>({
  path: '/my-data/readers', face: 'portal', may: 'person',
  async load(ctx, { query }) {
    const own = query['own'] !== undefined
    const before = new Date(String(query['before'] ?? NaN))
    const readers = await readersOf(ctx, { most: most + 1, own, ...(Number.isNaN(before.getTime()) ? {} : { before }) })
    return { readers: readers.slice(0, most), own, ...(readers.length > most ? { older: readers[most - 1]!.at.toISOString() } : {}) }
  },
  view({ data: { readers, own, older }, p }) {
    const t = textsOf(p.lang).readers
    const whyOf = (r: Reader) => t.whys[r.purpose] ?? (r.kind === 'register' ? t.whys['prefill'] : r.purpose)
    return (
      <Layout p={p} title={t.title} crumbs={[{ href: '/my-data', label: textsOf(p.lang).mine.title }]}>
        <Heading below={t.lead}>{t.title}</Heading>
        <p class="row"><ActLink href={p.href(own ? '/my-data/readers' : '/my-data/readers?own=1')}>{own ? t.others : t.own}</ActLink></p>
        {!readers.length ? <Empty title={t.none}>{t.noneWhat}</Empty> : (
          <Table p={p} caption={t.title} rows={readers} columns={[
            { label: t.when, cell: (r) => moment(r.at) },
            { label: t.who, head: true, cell: (r) => r.own ? t.you : r.reader === 'system' ? t.system : <><Vi p={p}>{r.reader_name}</Vi>{(r.reader_position || r.unit) && <span class="hint"><Vi p={p}>{r.reader_position ?? r.unit}</Vi></span>}</> },
            { label: t.what, cell: (r) => t.kinds[r.kind] },
            { label: t.why, cell: (r) => <>{whyOf(r)}{r.case_id && r.caseCode ? <>: <a class="code" href={p.href(`/cases/${r.case_id}`)}>{r.caseCode}</a></> : null}</> },
          ]} />
        )}
        {older && <p><ActLink href={p.href(`/my-data/readers?before=${encodeURIComponent(older)}${own ? '&own=1' : ''}`)}>{t.older}</ActLink></p>}
        <Notice tone="you" title={t.strange}><p>{t.strangeWhat}</p><p><ActLink href={p.href('/my-data/requests?right=explain')}>{textsOf(p.lang).requests.new}</ActLink></p></Notice>
      </Layout>
    )
  },
})
