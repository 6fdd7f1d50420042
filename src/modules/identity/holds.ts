import type { Ctx } from '#platform/ctx'
import { spacedId, spacedPhone } from '#platform/words'
import type { Holding, Whom } from '#platform/module'
import { mandatesOf } from './mandates.ts'

const line = (vi: string, en: string, value: unknown): Holding['items'] => (value === null || value === undefined || value === '' ? [] : [{ name: { vi, en }, value: String(value) }])

/** The account, and the devices it is signed in on. */
export async function holdsOfAccount(ctx: Ctx, { account }: Whom): Promise<Holding[]> {
  const [mandates, row, sessions, issuers, passkeys] = await Promise.all([
    mandatesOf(ctx, [account]),
    ctx.db.selectFrom('accounts').select(['id', 'name', 'national_id', 'tax_code', 'birth_date', 'sex', 'phone', 'email', 'assurance', 'registered_at']).where('id', '=', account).executeTakeFirst(),
    ctx.db.selectFrom('sessions').select(['id', 'label', 'capacity', 'made_at', 'seen_at']).where('account', '=', account).where('ended_at', 'is', null).orderBy('made_at', 'desc').limit(100).execute(),
    ctx.db.selectFrom('issuer_names').select(['issuer', 'subject', 'since']).where('account', '=', account).orderBy('since').limit(20).execute(),
    ctx.db.selectFrom('passkeys').select(['name', 'made_at', 'used_at']).where('account', '=', account).orderBy('made_at').limit(100).execute(),
  ])
  if (!row) return []
  return [{
    title: { vi: 'Tài khoản', en: 'Account' }, href: '/account',
    items: [
      ...line('Họ tên', 'Name', row['name']), ...line('Số định danh', 'Personal number', row['national_id'] && spacedId(row['national_id'])), ...line('Ngày sinh', 'Date of birth', row['birth_date']),
      ...line('Điện thoại', 'Telephone', row['phone'] && spacedPhone(row['phone'])), ...line('Thư điện tử', 'E-mail', row['email']), ...line('Mức xác thực', 'Level of assurance', row['assurance']),
      ...line('Thiết bị đang đăng nhập', 'Devices signed in', sessions.length),
      ...line('Khoá truy cập', 'Passkeys', passkeys.length || undefined),
    ],
    data: { account: row, sessions, issuers, passkeys },
  }, ...(mandates.length ? [{
    title: { vi: 'Đại diện', en: 'Representation' }, href: '/mandates',
    items: mandates.map((one) => ({
      name: one.representative.id === account ? { vi: `Bạn đại diện cho ${one.principal.name}`, en: `You act for ${one.principal.name}` } : { vi: `${one.representative.name} đại diện cho bạn`, en: `${one.representative.name} acts for you` },
      value: [one.validFrom, one.validTo ?? '…'].join(' – '),
    })),
    data: mandates,
  }] : [])]
}
