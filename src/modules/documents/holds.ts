import type { Ctx } from '#platform/ctx'
import type { RowWrite } from '#platform/events'
import type { Holding, Whom } from '#platform/module'
import { date } from '#ui/format'

/** Papers that the State issued to her, and files that she sent. */
export async function holdsOfDocuments(ctx: Ctx, { account }: Whom): Promise<Holding[]> {
  const [documents, files] = await Promise.all([
    ctx.db.selectFrom('stored_documents').select(['id', 'title_vi', 'title_en', 'subject', 'number', 'issued_on', 'issued_by', 'valid_to', 'data', 'state', 'check_code', 'file']).where('owner', '=', account).orderBy('stored_at', 'desc').limit(500).execute(),
    ctx.db.selectFrom('stored_files').select(['id', 'label', 'type', 'size', 'pages', 'hash', 'uploaded_at']).where('owner', '=', account).orderBy('uploaded_at', 'desc').limit(1000).execute(),
  ])
  return [
    ...documents.map((one): Holding => ({
      title: { vi: one['title_vi'], en: one['title_en'] }, href: `/files/${one['file']}`,
      items: [{ name: { vi: 'Số', en: 'Number' }, value: one['number'] }, { name: { vi: 'Ngày cấp', en: 'Issued on' }, value: date(one['issued_on']) }, { name: { vi: 'Nơi cấp', en: 'Issued by' }, value: one['issued_by'] }],
      data: one,
    })),
    ...(files.length ? [{
      title: { vi: 'Tệp trong kho', en: 'Files in your store' }, href: '/documents',
      items: [{ name: { vi: 'Số tệp', en: 'Files' }, value: String(files.length) }], data: files,
    }] : []),
  ]
}

/** With a file go its bytes, unless the very same were handed in by somebody else as well. */
export async function forgetFile(ctx: Ctx, stream: string): Promise<RowWrite[]> {
  if (!stream.startsWith('file-')) return []
  const id = stream.slice('file-'.length)
  const file = await ctx.db.selectFrom('stored_files').select('hash').where('id', '=', id).executeTakeFirst()
  if (!file) return []
  const other = await ctx.db.selectFrom('stored_files').select('id').where('hash', '=', file['hash']).where('id', '<>', id).limit(1).executeTakeFirst()
  if (!other) await ctx.house.files.remove(file['hash'])
  return []
}
