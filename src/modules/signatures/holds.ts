import type { Ctx } from '#platform/ctx'
import type { Holding, Whom } from '#platform/module'

/** What she signed here, and that she has a key that is used with her PIN. The PIN itself is kept as a hash that tells nothing. */
export async function holdsOfSignatures(ctx: Ctx, { account }: Whom): Promise<Holding[]> {
  const [signed, credential] = await Promise.all([
    ctx.db.selectFrom('signatures_made').select(['id', 'kind', 'format', 'level', 'position', 'agency', 'in_name_of', 'certificate', 'file', 'signed_at']).where('signer', '=', account).orderBy('signed_at', 'desc').limit(2000).execute(),
    ctx.db.selectFrom('signing_credentials').select(['made_at', 'locked_till']).where('holder', '=', account).executeTakeFirst(),
  ])
  return [
    ...(signed.length ? [{ title: { vi: 'Chữ ký số đã ký', en: 'Signatures made' }, items: [{ name: { vi: 'Số chữ ký', en: 'Signatures' }, value: String(signed.length) }], data: signed }] : []),
    ...(credential ? [{ title: { vi: 'Khóa ký số từ xa', en: 'Key to sign with from afar' }, href: '/sign', items: [], data: credential }] : []),
  ]
}
