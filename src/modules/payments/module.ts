import type { Module } from '#platform/module'
import { holdsOfPayments } from './holds.ts'
import { collectCashAtDesk } from './actions/collect-cash.ts'
import { noteRefundAtDesk } from './actions/note-refund.ts'
import { chargeStream } from './charge-store.ts'
import { noticeRoute } from './notice-route.ts'
import { casePaymentsPage } from './pages/officer/case-payments.page.tsx'
import { paymentsPage } from './pages/officer/payments.page.tsx'
import { payPage } from './pages/portal/pay.page.tsx'
import { receiptPage } from './pages/portal/receipt.page.tsx'
import { sampleBankPage } from './pages/portal/sample-bank.page.tsx'
import { chargesOfCase } from './queries/charges.ts'
import { chargeWhatTheCaseAsks } from './reactions/charge-what-the-case-asks.ts'
import { endChargesWithTheCase } from './reactions/end-charges-with-the-case.ts'
import { sampleBankTells, sampleTransfer } from './sample-bank.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const payments: Module = {
  name: 'payments',
  holds: holdsOfPayments,
  actions: [collectCashAtDesk, noteRefundAtDesk, sampleTransfer],
  queries: [chargesOfCase],
  pages: [payPage, receiptPage, sampleBankPage, casePaymentsPage, paymentsPage],
  streams: [chargeStream],
  reactions: [chargeWhatTheCaseAsks, endChargesWithTheCase],
  jobs: [sampleBankTells],
  tables: { charges: ['id'], payment_notices: ['provider', 'id'] },
  routes: noticeRoute,
  texts: { vi, en },
}
