import { definePage } from '#platform/page'
import { day } from '#platform/clock'
import { ButtonLink } from '#ui/button'
import { CaseList } from '#ui/case-list'
import { Clock } from '#ui/clock'
import { Empty } from '#ui/empty'
import { date, moment } from '#ui/format'
import { Layout } from '#ui/layout'
import { Pagination } from '#ui/pagination'
import { StatusTag } from '#ui/tag'
import { myDrafts } from '../../drafts.ts'
import { type CaseOfPerson, myCases } from '../../queries/cases-of.ts'
import { clockOf, type ClockShown, procedureName, textsOf, unitName } from '../words.tsx'

type Shown = CaseOfPerson & { name: string; unit: string; clock: ClockShown }
type Data = { rows: Shown[]; page: number; more: boolean; drafts: { id: string; step: string; name: string; saved: Date; keep: string }[] }

export const myCasesPage = definePage<Data>({
  path: '/cases',
  face: 'portal',
  may: 'person',
  async load(ctx, { query }) {
    const page = Math.max(1, Math.min(500, Number(query['page']) || 1))
    const [{ rows, more }, drafts] = await Promise.all([myCases(ctx, { page }), page === 1 ? myDrafts(ctx) : []])
    return {
      page, more,
      rows: rows.map((row) => ({ ...row, name: procedureName(ctx, row.procedure, row.procedure_version), unit: unitName(ctx, row.competent_unit, day(row.filed_at)), clock: clockOf(ctx, row, { toApplicant: true }) })),
      drafts: drafts.map((d) => ({ id: d.id, step: d.step, name: procedureName(ctx, d.procedure, d.version), saved: d.saved_at, keep: d.keep_until })),
    }
  },
  view({ data: { rows, page, more, drafts }, p }) {
    const t = textsOf(p.lang).mine
    return (
      <Layout p={p} title={t.title} current="cases">
        <h1>{t.title}</h1>
        {drafts.length > 0 && (
          <section class="flow" aria-labelledby="drafts">
            <h2 id="drafts">{t.drafts}</h2>
            <CaseList items={drafts.map((d) => ({ title: d.name, href: p.href(`/drafts/${d.id}/${d.step}`), about: t.savedAt(moment(d.saved)), clock: <span class="quiet">{t.keptUntil(date(d.keep))}</span> }))} />
          </section>
        )}
        <section class="flow" aria-labelledby="handed-in">
          {drafts.length > 0 && <h2 id="handed-in">{t.handedIn}</h2>}
          {!drafts.length && <h2 class="hide" id="handed-in">{t.handedIn}</h2>}
          {rows.length ? (
            <>
              <CaseList items={rows.map((row) => ({
                title: row.name, href: p.href(`/cases/${row.id}`), code: row.code, about: row.applicant === p.actor.id ? row.unit : t.forWhom(row.applicant_name, row.unit),
                ...(row.state === 'papers-asked' ? { todo: <b>{t.sendPapers}</b> } : row.fee_due > 0 && row.open ? { todo: <b>{t.payFee}</b> } : (row.state === 'finished' || row.state === 'returned') && !row.rating ? { todo: t.rate } : {}),
                clock: <span class="flow"><StatusTag lang={p.lang} code={row.national_code} /><br /><Clock {...row.clock.words} {...(row.clock.share === undefined ? {} : { share: row.clock.share })} /></span>,
              }))} />
              <Pagination p={p} shown={rows.length} noun={t.noun} {...(page > 1 ? { previous: p.href(`/cases?page=${page - 1}`) } : {})} {...(more ? { next: p.href(`/cases?page=${page + 1}`) } : {})} />
            </>
          ) : page === 1 ? (
            <Empty title={t.none}><p>{t.noneHint}</p><p><ButtonLink href={p.href('/services')}>{t.find}</ButtonLink></p></Empty>
          ) : <Empty title={t.noMore}><p><a href={p.href('/cases')}>{t.first}</a></p></Empty>}
        </section>
      </Layout>
    )
  },
})
