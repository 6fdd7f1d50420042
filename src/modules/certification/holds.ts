import type { Ctx } from '#platform/ctx'
import type { Holding, Whom } from '#platform/module'
import { date } from '#ui/format'

/** The certificates that bear her name, as a citizen or in a post. */
export async function holdsOfCertification(ctx: Ctx, { account }: Whom): Promise<Holding[]> {
  const rows = await ctx.db.selectFrom('certificates').select(['id', 'serial', 'holder_name', 'position', 'not_before', 'not_after', 'revoked_at', 'reason']).where('holder', '=', account).orderBy('not_before', 'desc').limit(200).execute()
  return rows.map((one): Holding => ({
    title: { vi: 'Chứng thư chữ ký số', en: 'Certificate to sign with' },
    items: [
      { name: { vi: 'Số', en: 'Number' }, value: one['serial'] },
      { name: { vi: 'Thời hạn', en: 'Valid' }, value: `${date(one['not_before'])} – ${date(one['not_after'])}` },
      ...(one['revoked_at'] ? [{ name: { vi: 'Thu hồi', en: 'Revoked' }, value: date(one['revoked_at']) }] : []),
    ],
    data: one,
  }))
}
