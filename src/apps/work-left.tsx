import Type from 'typebox'
import { defineAction } from '#platform/action'
import { sql } from 'kysely'
import type { Module } from '#platform/module'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Button } from '#ui/button'
import { Empty } from '#ui/empty'
import { Form } from '#ui/form'
import { moment } from '#ui/format'
import { Layout } from '#ui/layout'
import { Table } from '#ui/table'

type Row = { id: number; name: string; about: string; tries: number; last_error: string | null; given_up_at: Date }
const most = 200

const texts = {
  vi: { title: 'Việc hệ thống chưa làm được', lead: 'Đây là những việc hệ thống đã thử nhiều lần mà không xong, ví dụ gửi thư khi máy chủ thư hỏng. Sửa nguyên nhân rồi cho làm lại; không việc nào bị mất.', name: 'Việc', about: 'Về', tries: 'Số lần thử', error: 'Lỗi lần cuối', at: 'Dừng lúc', again: 'Làm lại', none: 'Không có việc nào bị dừng', noneHint: 'Mọi việc đều đã xong hoặc đang chờ đến lượt.', refusals: { 'no-such-job': 'Việc này đã được làm lại hoặc đã xong. Tải lại trang.' } },
  en: { title: 'Work the system could not do', lead: 'Tried many times without success: a mail server that is down, for example. Mend the cause, then let it be done again; nothing is lost.', name: 'Work', about: 'About', tries: 'Tries', error: 'Last error', at: 'Given up', again: 'Do it again', none: 'Nothing was given up', noneHint: 'Everything is done or waits for its turn.', refusals: { 'no-such-job': 'This was done again already, or is done. Load the page again.' } },
}

const tryAgain = defineAction({
  name: 'platform.try-again',
  summary: 'Let a piece of work that was given up be done again',
  may: 'admin',
  input: Type.Object({ job: Type.String({ pattern: '^[0-9]{1,15}$' }) }, { additionalProperties: false }),
  async run(ctx, { job }) {
    const { rows } = await sql`update jobs set given_up_at = null, tries = 0, taken_until = null, due_at = least(due_at, ${ctx.now}) where id = ${Number(job)} and given_up_at is not null returning id`.execute(ctx.db)
    if (!rows.length) throw new Refusal('not-found', 'no-such-job')
  },
})

const page = definePage<Row[]>({
  path: '/officer/work-left',
  face: 'officer',
  may: 'admin',
  load: async (ctx) => (await sql<Row>`select id, name, coalesce(data->>'stream', data::text) as about, tries, last_error, given_up_at from jobs where given_up_at is not null order by given_up_at desc limit ${most}`.execute(ctx.db)).rows,
  submits: { again: { action: tryAgain, input: (typed) => ({ job: String(typed['job'] ?? '') }), then: () => '/officer/work-left' } },
  view({ data, p }) {
    const t = texts[p.lang]
    return (
      <Layout p={p} title={t.title} current="work-left">
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        {data.length ? (
          <Table<Row> p={p} caption={t.title} rows={data} columns={[
            { label: t.name, cell: (r) => <span lang="en">{r.name}</span>, head: true },
            { label: t.about, cell: (r) => <span class="code">{r.about.slice(0, 80)}</span> },
            { label: t.tries, cell: (r) => r.tries, num: true },
            { label: t.error, cell: (r) => <span lang="en">{r.last_error?.slice(0, 200)}</span> },
            { label: t.at, cell: (r) => moment(r.given_up_at) },
            { label: t.again, cell: (r) => <Form p={p} submit="again"><input type="hidden" name="job" value={r.id} /><Button kind="second">{t.again}<span class="hide">: {r.name} {r.id}</span></Button></Form> },
          ]} />
        ) : <Empty title={t.none}>{t.noneHint}</Empty>}
      </Layout>
    )
  },
})

/** For the administrator: what the worker gave up after all its tries. An event's reaction is not forgotten because it failed. */
export const workLeft: Module = {
  name: 'work-left',
  actions: [tryAgain],
  pages: [page],
  texts: { vi: { refusals: texts.vi.refusals }, en: { refusals: texts.en.refusals } },
}
