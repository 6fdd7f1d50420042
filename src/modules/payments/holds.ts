import type { Ctx } from '#platform/ctx'
import type { Holding, Whom } from '#platform/module'
import { money } from '#ui/format'

/** What she was asked to pay, and what she paid. */
export async function holdsOfPayments(ctx: Ctx, { account }: Whom): Promise<Holding[]> {
  const rows = await ctx.db.selectFrom('charges').select(['id', 'case_id', 'case_code', 'n', 'lines', 'amount', 'received', 'refund_due', 'refunded', 'status', 'reference', 'charged_at', 'paid_at']).where('payer', '=', account).orderBy('charged_at', 'desc').limit(500).execute()
  if (!rows.length) return []
  const sum = (column: 'amount' | 'received'): string => money(rows.reduce((all, row) => all + Number(row[column]), 0), ctx.lang)
  return [{
    title: { vi: 'Phí và lệ phí', en: 'Charges and fees' },
    items: [{ name: { vi: 'Khoản thu', en: 'Charges' }, value: String(rows.length) }, { name: { vi: 'Phải nộp', en: 'Asked' }, value: sum('amount') }, { name: { vi: 'Đã nộp', en: 'Paid' }, value: sum('received') }],
    data: rows,
  }]
}
