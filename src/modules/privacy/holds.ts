import type { Ctx } from '#platform/ctx'
import type { Holding, Whom } from '#platform/module'

/** That she asked, and agreed, is kept as well. */
export async function holdsOfPrivacy(ctx: Ctx, { account }: Whom): Promise<Holding[]> {
  const [requests, consents, reads] = await Promise.all([
    ctx.db.selectFrom('privacy_requests').select(['id', 'asked', 'about', 'words', 'state', 'asked_at', 'due_on', 'outcome', 'answer', 'ended_at']).where('person', '=', account).orderBy('asked_at', 'desc').limit(500).execute(),
    ctx.db.selectFrom('privacy_consents').select(['purpose', 'version', 'text_hash', 'given_at', 'withdrawn_at']).where('person', '=', account).orderBy('purpose').execute(),
    ctx.db.selectFrom('reads').select((eb) => eb.fn.countAll<number>().as('n')).where('subject', '=', account).executeTakeFirst(),
  ])
  return [{
    title: { vi: 'Yêu cầu, sự đồng ý và nhật ký xem', en: 'Requests, consents and who looked' }, href: '/my-data/readers',
    items: [
      { name: { vi: 'Yêu cầu đã gửi', en: 'Requests' }, value: String(requests.length) }, { name: { vi: 'Đồng ý đang có hiệu lực', en: 'Consents in force' }, value: String(consents.filter((one) => !one['withdrawn_at']).length) },
      { name: { vi: 'Lượt xem theo tài khoản', en: 'Looks noted under your account' }, value: String(Number(reads?.['n'] ?? 0)) },
    ],
    data: { requests, consents },
  }]
}
