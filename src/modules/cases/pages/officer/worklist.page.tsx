import { officialsOf } from '#organisations'
import { catalogue } from '#procedures'
import { type Act, type Actor, findPower, holds } from '#platform/actor'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Button } from '#ui/button'
import { Clock } from '#ui/clock'
import { Empty } from '#ui/empty'
import { Select, TextField } from '#ui/field'
import { FilterForm, Form } from '#ui/form'
import { shortDate } from '#ui/format'
import { Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Pagination } from '#ui/pagination'
import { statusWord } from '#ui/tag'
import { BulkBar, KeysHint, Views, Worklist } from '#ui/worklist'
import { assignCases } from '../../actions/assign-cases.ts'
import { removeView, saveView } from '../../actions/save-view.ts'
import { ruleOf } from '../../domain/steps.ts'
import { closedView, worklist, type WorklistAnswer, type WorklistAsked, type WorklistRow, worklistViews } from '../../queries/worklist.ts'
import { clockOf, type ClockShown, procedureName, textsOf, unitName } from '../words.tsx'

type Row = WorklistRow & { mayAssign: boolean; name: string; from: string; to: string; clock: ClockShown; group: string }
type Data = {
  answer: WorklistAnswer; rows: Row[]; asked: WorklistAsked; procedures: { value: string; label: string }[]; colleagues: { value: string; label: string }[]
  saved: { id: string; name: string; query: string }[]; query: string; unit: string; done?: { given: number; to: string; name: string }
}

const sorts = ['due', 'code', 'filed', 'handler'] as const
const groups = ['late', 'today', 'new', 'soon', 'paused', 'done'] as const

/** All open work of the official's units, most urgent first. Filters are an address, so that they can be kept and sent. */
export const worklistPage = definePage<Data>({
  path: '/officer',
  face: 'officer',
  may: 'official',
  async load(ctx, { query }) {
    const one = (name: string): string | undefined => (typeof query[name] === 'string' && query[name] ? (query[name] as string) : undefined)
    const asked: WorklistAsked = {
      view: ([...worklistViews, closedView] as const).find((v) => v === one('view')) ?? 'all', sort: sorts.find((s) => s === one('sort')) ?? 'due', down: one('down') === '1', page: Math.min(1000, Math.max(1, Number(one('page')) || 1)),
      ...(one('q') ? { q: one('q')!.slice(0, 100) } : {}), ...(one('procedure') ? { procedure: one('procedure')! } : {}), ...(one('handler') ? { handler: one('handler')! } : {}),
    }
    const units = [...new Set(ctx.actor.powers.filter((p) => p.act === 'receive' || p.act === 'process' || p.act === 'decide' || p.act === 'lead').map((p) => p.unit))]
    const today = day(ctx.now)
    const [answer, saved, ...teams] = await Promise.all([
      worklist(ctx, asked),
      ctx.db.selectFrom('case_views').select(['id', 'name', 'query']).where('official', '=', ctx.actor.id).orderBy('name').limit(30).execute() as Promise<Data['saved']>,
      ...units.slice(0, 5).map((u) => officialsOf(ctx, u)),
    ])
    const colleagues = [...new Map(teams.flat().filter((c) => c.acts.some((a) => a === 'process' || a === 'decide' || a === 'lead')).map((c) => [c.id, { value: c.id, label: c.name }])).values()]
    const to = colleagues.find((c) => c.value === one('to'))
    const { page: _page, given, to: _to, ...kept } = { ...Object.fromEntries(Object.entries(query).filter(([, v]) => typeof v === 'string' && v)) } as Record<string, string>
    return {
      answer, asked, saved,
      rows: answer.rows.map((row) => ({
        ...row, name: procedureName(ctx, row.procedure, row.procedure_version), from: unitName(ctx, row.receiving_unit, today, 'name'), to: unitName(ctx, row.competent_unit, today, 'name'),
        clock: clockOf(ctx, row, { brief: true }), group: groupOf(row, ctx.now, today), mayAssign: mayAssign(ctx.actor, row),
      })),
      procedures: ctx.take(catalogue).list({ day: today }).map((pr) => ({ value: pr.code, label: pr.names[ctx.lang] })).sort((a, b) => a.label.localeCompare(b.label, ctx.lang)),
      colleagues, ...(to && Number(given) > 0 ? { done: { given: Math.trunc(Number(given)), to: to.value, name: to.label } } : {}),
      query: new URLSearchParams(kept).toString(), unit: ctx.actor.unit ? unitName(ctx, ctx.actor.unit, today, 'full') : '',
    }
  },
  submits: {
    assign: {
      action: assignCases,
      input(typed) {
        const caseIds = [typed['case'] ?? []].flat()
        if (!caseIds.length) throw new Refusal('invalid', 'check-the-form', { to: 'choose-cases' })
        return { caseIds, to: String(typed['to'] ?? '') }
      },
      then: ({ assigned }, { query }, typed) => `/officer?${new URLSearchParams({ ...(query as Record<string, string>), given: String(assigned), to: String(typed['to']) })}`,
    },
    'save-view': { action: saveView, input: (typed) => ({ name: String(typed['name'] ?? ''), query: String(typed['query'] ?? '') }), then: (_r, { query }) => `/officer?${new URLSearchParams(query as Record<string, string>)}` },
    'remove-view': { action: removeView, input: (typed) => ({ viewId: String(typed['view'] ?? '') }), then: () => '/officer' },
  },
  view({ data: { answer, rows, asked, procedures, colleagues, saved, query, unit, done }, p }) {
    const t = textsOf(p.lang).officer
    const to = (change: Record<string, string>): string => {
      const next = new URLSearchParams(query)
      next.delete('page')
      for (const [name, value] of Object.entries(change)) if (value) next.set(name, value); else next.delete(name)
      return p.href(`/officer${next.size ? `?${next}` : ''}`)
    }
    const view = asked.view ?? 'all'
    const over = view === closedView
    // What is over stands by when it was last touched, newest first; nobody sorts or assigns it.
    const sort = (key: (typeof sorts)[number]) => over ? {} : { sort: { href: to({ sort: key, down: asked.sort === key && !asked.down ? '1' : '' }), ...(asked.sort === key ? { now: asked.down ? ('down' as const) : ('up' as const) } : {}) } }
    const viewsOf = (keys: readonly string[]) => keys.map((v) => ({ href: p.href(`/officer?view=${v}`), label: t.views[v]!, count: answer.counts[v as keyof typeof answer.counts], current: v === view && !query.replace(/view=[a-z-]*/, '') }))
    const desk = holds(p.actor, 'receive')
    const filtered = Boolean(asked.q || asked.procedure || asked.handler)
    const title = t.views[view]!
    const pick = !over && colleagues.length > 0 && rows.some((row) => row.mayAssign)
    return (
      <Layout p={p} title={view === closedView ? `${title}${answer.page > 1 ? `, ${t.pageNo(answer.page)}` : ''}` : `${title}, ${t.count(answer.matching)}`} current="worklist" unit={unit} islands={['worklist-keys']}
        views={
          <Views p={p} groups={[
            { title: t.ofUnit, views: viewsOf(['all', ...(desk ? ['new'] : []), 'unassigned', 'late', 'today', 'paused', ...(desk ? ['to-return', 'for-others'] : [])]) },
            { title: t.ofMine, views: viewsOf([...(holds(p.actor, 'decide') ? ['to-decide'] : []), ...(holds(p.actor, 'seal') ? ['to-seal'] : []), 'mine']) },
            { title: t.over, views: [{ href: p.href('/officer?view=closed'), label: t.views[closedView]!, current: view === closedView && !query.replace(/view=[a-z-]*/, '') }] },
            ...(saved.length ? [{ title: t.saved, views: saved.map((s) => ({ href: p.href(`/officer?${s.query}`), label: s.name, current: s.query === query })) }] : []),
          ]} />
        }>
        <div class="row apart">
          <h1>{title} {view !== closedView && <span class="quiet num">{answer.matching}</span>}</h1>
          <KeysHint p={p} />
        </div>
        {done && <Notice tone="good" title={t.assigned(done.given, done.name)} id="assigned"><p><a href={p.href(`/officer?handler=${done.to}`)}>{t.seeAssigned}</a></p></Notice>}
        <FilterForm p={p} action={p.href('/officer')} words={t.filter}>
          <input type="hidden" name="view" value={view} />
          <TextField p={p} name="q" label={t.find} hint={t.findHint} value={asked.q} />
          <Select p={p} name="procedure" label={t.procedure} value={asked.procedure} options={procedures} empty={t.everyProcedure} />
          <Select p={p} name="handler" label={t.handler} value={asked.handler} options={[{ value: 'none', label: t.nobody }, ...colleagues]} empty={t.everyone} />
        </FilterForm>
        {rows.length ? (
          <Form p={p} submit="assign">
            <Worklist<Row> p={p} caption={over ? t.captionOver : t.caption}
              columns={[
                { label: over ? t.howItEnded : t.due, cell: (r) => <Clock {...r.clock.words} {...(r.clock.share === undefined ? {} : { share: r.clock.share })} />, ...sort('due') },
                { label: t.code, cell: (r) => <a href={p.href(`/officer/cases/${r.id}`)}>{r.code}</a>, head: true, code: true, ...sort('code') },
                { label: t.procedure, cell: (r) => r.name },
                { label: t.applicant, cell: (r) => r.applicant_name },
                { label: t.filedAt, cell: (r) => <span class="num">{shortDate(r.filed_at)}</span>, ...sort('filed') },
                { label: t.receivedAt, cell: (r) => <span class="nowrap">{r.from}</span> },
                { label: t.decidesAt, cell: (r) => <span class="nowrap">{r.to}</span> },
                { label: t.step, cell: (r) => <span class="nowrap">{(r.state === 'submitted' && r.fee_due > 0 ? t.steps['fee-asked'] : t.steps[r.state]) ?? statusWord(p.lang, r.national_code)}</span> },
                { label: t.handler, cell: (r) => r.handler_left ? <span class="quiet">{t.left(r.handler_name ?? '')}</span> : r.handler_name ?? <span class="quiet">{t.nobody}</span>, ...sort('handler') },
              ]}
              groups={asked.sort === 'due' && !asked.down && view !== closedView ? groups.map((g) => ({ title: t.groups[g]!, rows: rows.filter((r) => r.group === g) })) : [{ title: '', rows }]}
              {...(pick ? { pick: { name: 'case', value: (r: Row) => (r.mayAssign ? r.id : undefined), label: (r: Row) => r.code } } : {})} />
            {pick && (
              <BulkBar p={p}>
                <Select p={p} name="to" label={t.assignTo} options={colleagues} short />
                <Button kind="second">{t.assign}</Button>
              </BulkBar>
            )}
          </Form>
        ) : p.actor.powers.every((power) => power.act === 'admin') ? <Empty title={t.empty}>{t.emptyAdmin} <a href={p.href('/officer/officials')}>{t.toOfficials}</a></Empty>
          : <Empty title={t.empty}>{answer.page > 1 ? <a href={to({})}>{t.toFirstPage}</a> : filtered ? t.emptyFiltered : t.emptyHint}</Empty>}
        {(rows.length > 0 || answer.page > 1) && <Pagination p={p} shown={rows.length} {...(view === closedView ? {} : { total: answer.matching })} noun={textsOf(p.lang).mine.noun} {...(answer.page > 1 ? { previous: to({ page: String(answer.page - 1) }) } : {})} {...(answer.more ? { next: to({ page: String(answer.page + 1) }) } : {})} />}
        {(filtered || asked.sort !== 'due') && (
          <details class="no-print"><summary>{t.saveView}</summary>
            <Form p={p} submit="save-view"><input type="hidden" name="query" value={query} /><TextField p={p} name="name" label={t.viewName} short /><p><Button kind="second">{t.save}</Button></p></Form>
          </details>
        )}
        {saved.filter((s) => s.query === query).map((s) => <Form p={p} submit="remove-view"><input type="hidden" name="view" value={s.id} /><p><Button kind="second">{t.removeView}: {s.name}</Button></p></Form>)}
      </Layout>
    )
  },
})

/** A box that could only be refused is not shown; the action asks the same table. */
const mayAssign = (actor: Actor, row: WorklistRow): boolean => {
  const { from, by } = ruleOf('assign')
  return from.includes(row.state) && (by as readonly Act[]).some((act) => !(act === 'receive' && row.handler) && findPower(actor, act, row.competent_unit, row.procedure, { filedOn: day(row.filed_at) }))
}

function groupOf(row: WorklistRow, now: Date, today: string): string {
  if (row.state === 'submitted') return 'new'
  if (row.state === 'papers-asked' || row.state === 'fee-asked') return 'paused'
  if (row.state === 'finished') return 'done'
  if (row.due_at && row.due_at < now) return 'late'
  return row.due_on === today ? 'today' : 'soon'
}
