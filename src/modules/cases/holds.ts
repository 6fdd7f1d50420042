import { catalogue } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { readStream } from '#platform/events'
import type { Holding, Whom } from '#platform/module'
import { date } from '#ui/format'
import { statusWord } from '#ui/tag'
import { caseStream } from './case-store.ts'
import type { CaseFile } from './domain/case-file.ts'

const most = 500

/** Cases that are hers, under her account or her number, and what she filled in and has not handed in. */
export async function holdsOfCases(ctx: Ctx, { account, nationalId }: Whom): Promise<Holding[]> {
  const [rows, drafts] = await Promise.all([
    ctx.db.selectFrom('case_rows').select(['id', 'code', 'procedure', 'filed_on', 'national_code']).where((eb) => eb.or([eb('applicant', '=', account), ...(nationalId ? [eb('applicant_number', '=', nationalId)] : [])])).orderBy('filed_at', 'desc').limit(most).execute(),
    ctx.db.selectFrom('case_drafts').select(['id', 'procedure', 'answers', 'papers', 'begun_at', 'saved_at', 'keep_until']).where('person', '=', account).orderBy('saved_at', 'desc').limit(100).execute(),
  ])
  const names = ctx.take(catalogue)
  const nameOf = (code: string): string => names.list({ day: day(ctx.now) }).find((one) => one.code === code)?.names[ctx.lang] ?? code
  const histories = await Promise.all(rows.map((row) => readStream(ctx.db, `${caseStream.prefix}-${row['id']}`)))
  return [
    ...rows.map((row, i): Holding => {
      const { draft, remark, ...file } = histories[i]!.reduce<CaseFile | undefined>((before, event) => caseStream.evolve(before, event as any), undefined)!
      return {
        title: { vi: `Hồ sơ ${row['code']}`, en: `Case ${row['code']}` }, href: `/cases/${row['id']}`,
        items: [
          { name: { vi: 'Thủ tục', en: 'Service' }, value: nameOf(row['procedure']) }, { name: { vi: 'Ngày nộp', en: 'Filed on' }, value: date(row['filed_on']) }, { name: { vi: 'Trạng thái', en: 'State' }, value: statusWord(ctx.lang, row['national_code']) },
          { name: { vi: 'Mục đã khai', en: 'Entries filled in' }, value: String(Object.keys(file.answers).length) }, { name: { vi: 'Giấy tờ', en: 'Papers' }, value: String(file.papers.length) },
        ],
        data: { file, history: histories[i]!.map(({ type, at, inNameOf }) => ({ type, at, inNameOf })) },
      }
    }),
    ...drafts.map((one): Holding => ({
      title: { vi: 'Bản khai chưa gửi', en: 'A form not sent yet' }, href: `/drafts/${one['id']}/check`,
      items: [{ name: { vi: 'Thủ tục', en: 'Service' }, value: nameOf(one['procedure']) }, { name: { vi: 'Lưu lần cuối', en: 'Last saved' }, value: date(one['saved_at']) }, { name: { vi: 'Giữ đến', en: 'Kept until' }, value: date(one['keep_until']) }],
      data: one,
    })),
  ]
}
