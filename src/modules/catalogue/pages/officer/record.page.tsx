import { type Asked, type PageInfo, type Typed, definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink, Button } from '#ui/button'
import { Choice, LongText, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, number, percent } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { Tag } from '#ui/tag'
import { confirmRecord } from '../../actions/confirm-record.ts'
import { acceptChange, declineChange } from '../../actions/decide-change.ts'
import { settleFlag } from '../../actions/settle-flag.ts'
import { editValue, withdrawEdit } from '../../actions/edit-value.ts'
import { type Reading, type RecordText, type Span, portalFields } from '../../domain/reading.ts'
import { type Difference, type Edit, differencesOf, printValue, valuesOf } from '../../domain/values.ts'
import { factsOf } from '../../domain/facts.ts'
import { type Readiness, readinessOf } from '../../domain/readiness.ts'
import { type ReadinessRules, readinessRules } from '../../rules.ts'
import { mayKeepCatalogue } from '../../queries/may-keep.ts'
import { type CatalogueRecord, openRecord, readingOf } from '../../record-store.ts'
import { type Texts, Views, inWords, one, pathInWords, textsOf } from './pieces.tsx'

type Data = { record: CatalogueRecord; text: RecordText; reading: Reading; lost: Edit[]; differences?: Difference[]; mayKeep: boolean; readiness: Readiness; rules: ReadinessRules; editing?: { path: string; was: string } }

/** One record: the published words on the left with what was read marked in them, the values on the right, tied to one another. */
export const recordPage = definePage<Data>({
  path: '/officer/catalogue/records/:code', face: 'officer', may: ['oversee', 'lead', 'decide', 'admin'],
  async load(ctx, { params, query }) {
    const { state: record } = await openRecord(ctx, params['code']!)
    const { text, reading, lost } = readingOf(record)
    const path = one(query['edit'])
    const found = path ? valuesOf(reading).find((value) => value.path === path) : undefined
    return {
      record, text, reading, lost, mayKeep: mayKeepCatalogue(ctx), rules: ctx.take(readinessRules), readiness: readinessOf(factsOf(reading, text.trinh_tu_thuc_hien), ctx.take(readinessRules), record.settled),
      ...(record.proposal ? { differences: differencesOf(reading, readingOf({ raw: record.proposal.raw, edits: record.edits }).reading) } : {}),
      ...(found ? { editing: { path, was: printValue(found.said.value) } } : {}),
    }
  },
  submits: {
    edit: { action: editValue, input: (typed, { params }) => ({ code: params['code'], path: one(typed['path']), value: one(typed['value']).trim(), reason: one(typed['reason']).trim() }), then: (_, { params }) => `/officer/catalogue/records/${params['code']}` },
    withdraw: { action: withdrawEdit, input: (typed, { params }) => ({ code: params['code'], path: one(typed['path']) }), then: (_, { params }) => `/officer/catalogue/records/${params['code']}` },
    accept: { action: acceptChange, input: (typed, { params }) => ({ code: params['code'], hash: one(typed['hash']) }), then: (_, { params }) => `/officer/catalogue/records/${params['code']}` },
    decline: { action: declineChange, input: (typed, { params }) => ({ code: params['code'], hash: one(typed['hash']), reason: one(typed['reason']).trim() }), then: (_, { params }) => `/officer/catalogue/records/${params['code']}` },
    settle: { action: settleFlag, input: decided, then: (_, { params }) => `/officer/catalogue/records/${params['code']}#readiness` },
    confirm: { action: confirmRecord, input: (typed, { params }) => ({ code: params['code'], hash: one(typed['hash']) }), then: (_, { params }) => `/officer/catalogue/records/${params['code']}` },
  },
  view({ data, p }) {
    const { record, text, reading, lost, differences, mayKeep, editing } = data
    const t = textsOf(p)
    const marks = marksOf(reading)
    return (
      <Layout p={p} title={`${record.code} ${text.ten_thu_tuc}`} current="catalogue" views={<Views p={p} now="list" />} crumbs={[{ href: '/officer/catalogue', label: t.title }]} side={<Values p={p} t={t} data={data} marks={marks} />}>
        <Heading above={<span class="code">{record.code}</span>} below={t.record.of(date(record.importedAt), record.from.file)}><Vi p={p}>{text.ten_thu_tuc}</Vi></Heading>
        <p><a href={p.href(`/officer/catalogue/records/${record.code}/proposal`)}>{t.proposal.link}</a></p>
        {record.confirmed && record.confirmed.hash === record.hash && <Notice tone="good">{t.record.confirmed(record.confirmed.by, date(record.confirmed.at))}</Notice>}
        {record.proposal && differences && <Change p={p} t={t} record={record} differences={differences} mayKeep={mayKeep} />}
        {lost.length > 0 && <Notice tone="soon" title={t.record.keptLost}><ul>{lost.map((edit) => <li>{pathInWords(t, edit.path)}: {edit.value}</li>)}</ul></Notice>}
        {editing && mayKeep && (
          <Section id="edit" title={t.record.editTitle} panel>
            <p><Vi p={p}>{pathInWords(t, editing.path)}</Vi></p>
            <Form p={p} submit="edit">
              <input type="hidden" name="path" value={editing.path} />
              <TextField p={p} name="value" label={t.record.newValue} hint={t.record.was(editing.was)} value={editing.was} />
              <LongText p={p} name="reason" label={t.record.reason} hint={t.record.reasonHint} rows={2} />
              <Actions><Button>{t.record.save}</Button></Actions>
            </Form>
          </Section>
        )}
        <Section id="unread" title={t.record.unreadTitle}>
          {reading.unread.length === 0 ? <p class="quiet">{t.record.unreadNone}</p> : (
            <ul>{reading.unread.map(({ span, why }) => <li>{t.unread[why]}: <Vi p={p}><q>{cut(text[span.field].slice(span.start, span.end))}</q></Vi> <span class="quiet small">{t.fields[span.field]}</span></li>)}</ul>
          )}
        </Section>
        <Standing p={p} t={t} data={data} />
        <Section id="source" title={t.record.source}>
          {portalFields.filter((field) => text[field].trim()).map((field) => (
            <section class="flow" aria-labelledby={`f-${field}`}>
              <h3 id={`f-${field}`}>{t.fields[field]}</h3>
              <p class="source-words" lang="vi">{marked(text[field], marks.filter((mark) => mark.span.field === field), reading.unread.filter(({ span }) => span.field === field).map(({ span }) => span))}</p>
            </section>
          ))}
        </Section>
        {mayKeep && !record.proposal && record.confirmed?.hash !== record.hash && (
          <Form p={p} submit="confirm"><input type="hidden" name="hash" value={record.hash} /><Actions><Button kind="second">{t.record.confirm}</Button></Actions></Form>
        )}
      </Layout>
    )
  },
})

const Standing = ({ p, t, data: { readiness, rules, mayKeep } }: { p: PageInfo; t: Texts; data: Data }) => (
  <Section id="readiness" title={t.readiness.title}>
    <p><Tag tone={readiness.qualifies ? 'good' : 'pause'}>{readiness.qualifies ? t.readiness.qualifies : t.readiness.blocked}</Tag> {t.readiness.effortLeft(number(readiness.effort / 60, 1, p.lang))}{readiness.missing.length > 0 && ` ${t.readiness.missing}: ${readiness.missing.map((part) => t.readiness.parts[part]).join(', ')}.`}</p>
    {readiness.flags.length === 0 && <p class="quiet">{t.readiness.none}</p>}
    {readiness.flags.map(({ code, evidence, settled }) => (
      <div class="panel flow">
        <h3>{rules.flags.find((rule) => rule.code === code)?.names[p.lang] ?? code}</h3>
        {evidence && <p class="small"><Vi p={p}>{(t.fees as Record<string, string>)[evidence] ?? <q>{evidence}</q>}</Vi></p>}
        {settled && <p>{t.readiness.settled(settled.holds, settled.basis)}</p>}
        {mayKeep && !settled && (
          <Form p={p} submit="settle">
            <input type="hidden" name="flag" value={code} />
            <Choice p={p} name={`holds-${code}`} label={t.readiness.settle} options={[{ value: 'true', label: t.readiness.holds }, { value: 'false', label: t.readiness.holdsNot }]} />
            <TextField p={p} name={`basis-${code}`} label={t.readiness.basis} hint={t.readiness.basisHint} />
            <Actions><Button kind="second">{t.readiness.settle}</Button></Actions>
          </Form>
        )}
      </div>
    ))}
  </Section>
)

/** The form of one reason: each field carries the reason's name, because a record may have several. */
function decided(typed: Typed, { params }: Asked): object {
  const flag = one(typed['flag'])
  const [holds, basis] = [one(typed[`holds-${flag}`]), one(typed[`basis-${flag}`]).trim()]
  const faults = { ...(!['true', 'false'].includes(holds) && { [`holds-${flag}`]: 'choose-whether-it-holds' }), ...(basis.length < 5 && { [`basis-${flag}`]: 'cite-the-law' }) }
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return { code: params['code'], flag, holds: holds === 'true', basis }
}

type Mark = { id: string; span: Span; paths: string[] }

/** Places in the words that carry values. Of places that overlap the first and longest is drawn; the others' values lead to it. */
function marksOf(reading: Reading): Mark[] {
  const spans = valuesOf(reading).map(({ path, said }) => ({ path, span: said.span })).sort((a, b) => portalFields.indexOf(a.span.field) - portalFields.indexOf(b.span.field) || a.span.start - b.span.start || b.span.end - a.span.end)
  const marks: Mark[] = []
  for (const { path, span } of spans) {
    const last = marks.at(-1)
    if (last && last.span.field === span.field && span.start < last.span.end) last.paths.push(path)
    else marks.push({ id: `s${marks.length + 1}`, span, paths: [path] })
  }
  return marks
}

function marked(text: string, marks: readonly Mark[], unread: readonly Span[]) {
  const pieces = []
  let from = 0
  for (const { id, span } of marks) {
    if (span.start > from) pieces.push(plainPiece(text, from, span.start, unread))
    pieces.push(<mark id={id}><a href={`#v-${id}`}>{text.slice(span.start, span.end)}</a></mark>)
    from = span.end
  }
  if (from < text.length) pieces.push(plainPiece(text, from, text.length, unread))
  return pieces
}

const plainPiece = (text: string, from: number, to: number, unread: readonly Span[]) => (unread.some(({ start, end }) => start < to && end > from) ? <span class="unread">{text.slice(from, to)}</span> : text.slice(from, to))

const Values = ({ p, t, data: { record, reading, mayKeep }, marks }: { p: PageInfo; t: Texts; data: Data; marks: readonly Mark[] }) => {
  const markOf = new Map(marks.flatMap(({ id, paths }) => paths.map((path) => [path, id] as const)))
  const edits = new Map(record.edits.map((edit) => [edit.path, edit]))
  const groups = new Map<string, ReturnType<typeof valuesOf>>()
  for (const value of valuesOf(reading)) { const part = value.path.split('/')[0]!; groups.set(part, [...(groups.get(part) ?? []), value]) }
  const first = new Set<string>()
  return (
    <aside class="side" aria-labelledby="values"><div class="flow">
      <h2 id="values">{t.record.values}</h2>
      {[...groups].map(([part, values]) => (
        <details open={values.length <= 12}>
          <summary>{t.parts[part] ?? part} <span class="quiet">({values.length})</span></summary>
          <ul class="plain">
            {values.map(({ path, said }) => {
              const mark = markOf.get(path)
              const anchor = mark && !first.has(mark) ? (first.add(mark), `v-${mark}`) : undefined
              const edit = edits.get(path)
              const about = pathInWords(t, path)
              return (
                <li id={anchor} class="value-line">
                  <span class="quiet small"><Vi p={p}>{cut(placeOf(t, path), 90)}</Vi></span>{' '}
                  {mark ? <a href={`#${mark}`} lang="vi"><span class="hide">{t.record.toWords}: </span>{shown(t, said.value)}</a> : <Vi p={p}>{shown(t, said.value)}</Vi>}
                  {edit ? <> <Tag tone="you">{t.record.edited(edit.by)}</Tag> <span class="small quiet">{t.record.was(edit.was)}. <Vi p={p}>{edit.reason}</Vi></span></> : said.confidence < 0.9 && <> <span class="small quiet">{t.record.sure(percent(said.confidence, 0, p.lang))}</span></>}
                  {mayKeep && (edit
                    ? <Form p={p} submit="withdraw"><input type="hidden" name="path" value={path} /><Button kind="second">{t.record.withdraw}<span class="hide">: <Vi p={p}>{about}</Vi></span></Button></Form>
                    : <> <ActLink href={p.href(`/officer/catalogue/records/${record.code}?edit=${encodeURIComponent(path)}#edit`)}>{t.record.edit}<span class="hide">: <Vi p={p}>{about}</Vi></span></ActLink></>)}
                </li>
              )
            })}
          </ul>
        </details>
      ))}
    </div></aside>
  )
}

const shown = (t: Texts, value: unknown): string => cut(inWords(t, value), 200)

/** Where a value stands among the others of its part; nothing where the value says it itself. */
function placeOf(t: Texts, path: string): string {
  const parts = path.split('/')
  return parts.length === 2 && !t.words[parts[1]!] ? '' : pathInWords(t, path).split(' › ').slice(1).join(' › ')
}

const cut = (words: string, most = 160): string => (words.length > most ? `${words.slice(0, most - 1)}…` : words)

const Change = ({ p, t, record, differences, mayKeep }: { p: PageInfo; t: Texts; record: CatalogueRecord; differences: Difference[]; mayKeep: boolean }) => (
  <Section id="change" title={t.record.changeTitle} panel="petal">
    <p>{t.record.changeLead(date(record.proposal!.at))}</p>
    <Table<Difference> p={p} caption={t.record.changeTitle} rows={differences.slice(0, 200)} empty={<p class="quiet">{t.record.none}</p>} columns={[
      { label: t.record.what, head: true, cell: ({ path }) => <Vi p={p}>{pathInWords(t, path)}</Vi> },
      { label: t.record.how, cell: ({ kind }) => t.record[kind] },
      { label: t.record.before, cell: ({ before }) => <Vi p={p}>{before && shown(t, before)}</Vi> },
      { label: t.record.after, cell: ({ after }) => <Vi p={p}>{after && shown(t, after)}</Vi> },
    ]} />
    {mayKeep && (
      <>
        <Form p={p} submit="accept"><input type="hidden" name="hash" value={record.proposal!.hash} /><Actions><Button>{t.record.accept}</Button></Actions></Form>
        <Form p={p} submit="decline"><input type="hidden" name="hash" value={record.proposal!.hash} /><TextField p={p} name="reason" label={t.record.declineReason} /><Actions><Button kind="second">{t.record.decline}</Button></Actions></Form>
      </>
    )}
  </Section>
)
