import { definePage } from '#platform/page'
import { calledIn } from '#organisations'
import { AsWritten } from '#ui/as-written'
import { ActLink, ButtonLink } from '#ui/button'
import { Empty } from '#ui/empty'
import { date, moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Papers } from '#ui/paper'
import { Table } from '#ui/table'
import { type HeldDocument, myDocuments, myReadings, type ReadingRow } from '../../queries/documents-of.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'

type Data = { documents: HeldDocument[]; readings: ReadingRow[] }

/** "Giấy tờ của tôi": what the State issued to the person, what still counts, how often it was used again, and who else opened it. */
export const documentsPage = definePage<Data>({
  path: '/documents',
  face: 'portal',
  may: 'person',
  async load(ctx) {
    const [documents, readings] = await Promise.all([myDocuments(ctx), myReadings(ctx)])
    return { documents: documents.map((d) => ({ ...d, issuedBy: { ...d.issuedBy, name: calledIn(ctx, ctx.lang, d.issuedBy.name, d.issuedBy.unit, d.issuedOn) } })), readings }
  },
  view({ data: { documents, readings }, p }) {
    const t = (p.lang === 'en' ? en : vi).documents
    const counts = documents.filter((d) => d.validity === 'valid')
    const ended = documents.filter((d) => d.validity !== 'valid')
    const titleOf = (d: HeldDocument) => (d.subject ? <>{d.title[p.lang]} {t.of} <Vi p={p}>{d.subject}</Vi></> : d.title[p.lang])
    const titles = new Map(documents.map((d) => [d.file, titleOf(d)]))
    const paper = (d: HeldDocument) => ({
      name: titleOf(d),
      note: (
        <>
          <AsWritten p={p}>{d.issuedBy.name}</AsWritten> {t.issued} {date(d.issuedOn)} · {t.number} <Vi p={p}>{d.number}</Vi>{d.validTo ? ` · ${t.validTo} ${date(d.validTo)}` : ''} · {t.uses(d.uses)}
          <br />{t.check} <a class="code" href={p.href(`/check/${d.checkCode}`)}>{d.checkCode}</a>
          {d.reason && <><br /><Vi p={p}>{d.reason}</Vi></>}
        </>
      ),
      state: { tone: d.validity === 'valid' ? ('good' as const) : ('late' as const), word: t.states[d.validity] },
      see: p.href(`/files/${d.file}?show`),
      seeWords: t.open,
    })
    return (
      <Layout p={p} title={t.title} current="documents">
        <Heading below={t.lead}>{t.title}</Heading>
        {documents.length === 0 && <Empty title={t.none} action={<ButtonLink href={p.href('/')}>{t.find}</ButtonLink>}>{t.noneWhat}</Empty>}
        {counts.length > 0 && <Section id="valid" title={t.stillCounts}><Papers p={p} items={counts.map(paper)} /></Section>}
        {ended.length > 0 && <Section id="ended" title={t.noLonger}><Papers p={p} items={ended.map(paper)} /></Section>}
        <Section id="readers" title={t.readers}>
          {readings.length === 0 ? <p class="quiet">{t.readersNone}</p> : (
            <Table p={p} caption={t.readers} rows={readings} columns={[
              { label: t.when, cell: (r) => <span class="nowrap">{moment(r.read_at)}</span> },
              { label: t.who, head: true, cell: (r) => <Vi p={p}>{r.reader_name}</Vi> },
              { label: t.what, cell: (r) => titles.get(r.file) ?? t.aPaper },
              { label: t.why, cell: (r) => t.whys[r.why] ?? <>{t.forCase} <span class="code">{r.why.replace(/^case /, '')}</span></> },
            ]} />
          )}
        </Section>
        <p><ActLink href={p.href('/sign')}>{(p.lang === 'en' ? en : vi).sign.title}</ActLink></p>
        <p><ActLink href={p.href('/check')}>{(p.lang === 'en' ? en : vi).check.title}</ActLink></p>
      </Layout>
    )
  },
})
