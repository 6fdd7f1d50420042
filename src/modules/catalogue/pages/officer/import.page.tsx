import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Button } from '#ui/button'
import { FileField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { moment, number } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { importRecords } from '../../actions/import-records.ts'
import { mayKeepCatalogue } from '../../queries/may-keep.ts'
import { type ImportRow, findImport, imports } from '../../queries/records.ts'
import type { ImportLine } from '../../record-store.ts'
import { Views, one, textsOf } from './pieces.tsx'

const accept = '.docx,.json,.jsonl,.csv,.txt,application/json,text/csv,application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const importPage = definePage<{ past: ImportRow[]; mayKeep: boolean }>({
  path: '/officer/catalogue/import', face: 'officer', may: 'admin',
  load: async (ctx) => ({ past: await imports(ctx, 20), mayKeep: mayKeepCatalogue(ctx) }),
  submits: {
    import: {
      action: importRecords,
      input(_typed, _asked, _ctx, files) {
        const file = files.find(({ field }) => field === 'upload')
        if (!file?.bytes.length) throw new Refusal('invalid', 'check-the-form', { upload: 'choose-upload' })
        return { file: file.name.slice(0, 200) || 'upload', content: file.bytes.toString('base64') }
      },
      then: (result) => `/officer/catalogue/imports/${result.import}`,
    },
  },
  view({ data: { past, mayKeep }, p }) {
    const t = textsOf(p).importing
    return (
      <Layout p={p} title={t.title} current="catalogue" views={<Views p={p} now="import" />}>
        <Heading below={t.lead}>{t.title}</Heading>
        {mayKeep && (
          <Form p={p} submit="import" panel multipart>
            <FileField p={p} name="upload" label={t.file} hint={t.hint} accept={accept} />
            <Actions><Button>{t.submit}</Button></Actions>
          </Form>
        )}
        <Section id="past" title={t.past}>
          <Table<ImportRow> p={p} caption={t.past} rows={past} empty={<p class="quiet">{t.none}</p>} columns={[
            { label: t.columns.file, head: true, cell: ({ id, file }) => <a href={p.href(`/officer/catalogue/imports/${id}`)}>{file}</a> },
            { label: t.columns.when, cell: ({ at }) => <span class="nowrap">{moment(at)}</span> },
            { label: t.columns.who, cell: ({ by }) => <Vi p={p}>{by}</Vi> },
            ...Object.entries(t.outcomes).map(([outcome, label]) => ({ label, num: true, cell: ({ counts }: ImportRow) => number(counts[outcome] ?? 0, 0, p.lang) })),
          ]} />
        </Section>
      </Layout>
    )
  },
})

const mostLines = 500

export const importReportPage = definePage<{ row: ImportRow; lines: ImportLine[]; only?: string; total: number }>({
  path: '/officer/catalogue/imports/:id', face: 'officer', may: 'admin',
  async load(ctx, { params, query }) {
    const found = await findImport(ctx, params['id']!)
    if (!found) throw new Refusal('not-found', 'no-such-import')
    const only = one(query['only'])
    const { lines, ...row } = found
    const order = ['refused', 'changed', 'new', 'same']
    const shown = lines.filter(({ outcome }) => !only || outcome === only).sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
    return { row, lines: shown.slice(0, mostLines), total: shown.length, ...(only ? { only } : {}) }
  },
  view({ data: { row, lines, only, total }, p }) {
    const t = textsOf(p).importing
    const refused = row.counts['refused'] ?? 0
    return (
      <Layout p={p} title={t.reportTitle(row.file)} current="catalogue" views={<Views p={p} now="import" />} crumbs={[{ href: '/officer/catalogue/import', label: t.title }]}>
        <Heading below={t.by(row.by, moment(row.at))}>{t.reportTitle(row.file)}</Heading>
        <Notice tone={refused ? 'soon' : 'good'} title={Object.entries(t.outcomes).map(([outcome, label]) => `${number(row.counts[outcome] ?? 0, 0, p.lang)} ${label}`).join(' · ')} />
        <p>{t.only}: {['', ...Object.keys(t.outcomes)].map((outcome, i) => <>{i > 0 && ', '}<a href={p.href(`/officer/catalogue/imports/${row.id}${outcome ? `?only=${outcome}` : ''}`)} aria-current={(only ?? '') === outcome ? 'true' : undefined}>{outcome ? t.outcomes[outcome] : t.all}</a></>)}</p>
        <Table<ImportLine> p={p} caption={t.reportTitle(row.file)} rows={lines} columns={[
          { label: t.columns.at, num: true, cell: ({ at }) => at },
          { label: t.columns.record, head: true, cell: ({ code, name, outcome }) => <>{code && outcome !== 'refused' ? <a class="code" href={p.href(`/officer/catalogue/records/${code}`)}>{code}</a> : <span class="code">{code}</span>} <Vi p={p}>{name}</Vi></> },
          { label: t.columns.outcome, cell: ({ outcome }) => t.outcomes[outcome] },
          { label: t.columns.why, cell: ({ why, note, unread }) => [why && p.say(`record-${why}`), note === 'formula' && t.formula, unread ? t.unread(unread) : ''].filter(Boolean).join(' ') },
        ]} />
        {total > lines.length && <p class="quiet">{t.most(lines.length)}</p>}
      </Layout>
    )
  },
})
