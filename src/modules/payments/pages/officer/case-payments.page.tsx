import { seatOf } from '#organisations'
import { findPower } from '#platform/actor'
import { definePage } from '#platform/page'
import { ActLink, Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { money, moment } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { FeeTable } from '#ui/money'
import { Notice } from '#ui/notice'
import { collectCashAtDesk } from '../../actions/collect-cash.ts'
import { noteRefundAtDesk } from '../../actions/note-refund.ts'
import { openCharge } from '../../charge-store.ts'
import { type Payment, receiptNumber } from '../../domain/charge.ts'
import { type ChargeRow, paymentsOf } from '../../queries/charges.ts'
import { textsOf } from '../../texts/texts.ts'
import { StatusOf } from '../status.tsx'

type Data = { seat?: string; caseId: string; caseCode: string; preparing: boolean; charges: (ChargeRow & { payments: Payment[]; mine: boolean })[] }

/** All the money of one case, and what the desk may do about it. */
export const casePaymentsPage = definePage<Data>({
  path: '/officer/cases/:caseId/payments',
  face: 'officer',
  may: 'official',
  async load(ctx, { params }) {
    const caseId = params['caseId']!
    const { caseCode, charges, preparing } = await paymentsOf(ctx, caseId)
    const opened = await Promise.all(charges.map((charge) => openCharge(ctx, charge.id)))
    return { ...seatOf(ctx), caseId, caseCode, preparing, charges: charges.map((charge, i) => ({ ...charge, payments: opened[i]!.state.payments, mine: findPower(ctx.actor, 'receive', charge.unit, charge.procedure) !== undefined })) }
  },
  submits: {
    collect: { action: collectCashAtDesk, input: (typed) => ({ charge: String(typed['charge']) }), then: (_result, { params }) => `/officer/cases/${params['caseId']}/payments` },
    refund: { action: noteRefundAtDesk, input: (typed) => ({ charge: String(typed['charge']), note: String(typed['note'] ?? '') }), then: (_result, { params }) => `/officer/cases/${params['caseId']}/payments` },
  },
  view({ data, p }) {
    const t = textsOf(p.lang).officer
    return (
      <Layout p={p} title={t.titleCase(data.caseCode)} unit={data.seat} current="payments" crumbs={[{ href: '/officer', label: t.worklist }, { href: `/officer/cases/${data.caseId}`, label: textsOf(p.lang).case(data.caseCode) }]}>
        <Heading>{t.titleCase(data.caseCode)}</Heading>
        {data.preparing
          ? <Notice tone="pause" icon="hours" title={textsOf(p.lang).pay.preparing}><p>{textsOf(p.lang).pay.preparingSays}</p><p><ActLink href={p.href(`/officer/cases/${data.caseId}/payments`)}>{textsOf(p.lang).pay.lookAgain}</ActLink></p></Notice>
          : data.charges.length === 0 && <p>{t.none}</p>}
        {data.charges.map((charge) => (
          <Section id={`charge-${charge.n}`} panel title={<>{money(charge.amount, p.lang)} <StatusOf lang={p.lang} status={charge.status} /></>}>
            <FeeTable p={p} caption={t.asked} items={charge.lines.map((line) => ({ name: line.names[p.lang], amount: line.amount }))} />
            <Facts p={p} bare tight items={[
              { name: t.payer, value: <span lang="vi">{charge.payerName}</span> },
              { name: t.reference, value: <span class="code">{charge.reference}</span> },
              ...(charge.rest > 0 && charge.received > 0 ? [{ name: t.rest, value: money(charge.rest, p.lang) }] : []),
              ...(charge.refundDue > 0 ? [{ name: t.refundDue, value: money(charge.refundDue, p.lang) }] : []),
              ...(charge.refunded > 0 ? [{ name: t.refunded, value: money(charge.refunded, p.lang) }] : []),
              { name: t.payments, value: charge.payments.length ? <ul class="plain">{charge.payments.map((payment) => <li>{moment(payment.at)}: {money(payment.amount, p.lang)}, {payment.online ? t.transfer : t.cash}{payment.by && <>, <span lang="vi">{payment.by}</span></>}</li>)}</ul> : t.noPayments },
            ]} />
            {charge.paidAt && <p><ActLink href={p.href(`/cases/${data.caseId}/receipts/${charge.n}`)} icon="print">{textsOf(p.lang).pay.printReceipt} {receiptNumber(charge)}</ActLink></p>}
            {charge.mine && charge.status === 'due' && (
              <Form p={p} submit="collect">
                <input type="hidden" name="charge" value={charge.id} />
                <p class="hint">{t.collectSays}</p>
                <Actions><Button icon="money">{t.collect(charge.rest)}</Button></Actions>
              </Form>
            )}
            {charge.mine && charge.refundDue > 0 && (
              <Form p={p} submit="refund">
                <input type="hidden" name="charge" value={charge.id} />
                <Notice tone="pause" icon="money"><p>{t.refundDue}: {money(charge.refundDue, p.lang)}</p></Notice>
                <TextField p={p} name="note" label={t.refundNote} hint={t.refundNoteHint} />
                <Actions><Button>{t.refundNow(charge.refundDue)}</Button></Actions>
              </Form>
            )}
          </Section>
        ))}
      </Layout>
    )
  },
})
