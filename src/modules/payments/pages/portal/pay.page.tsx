import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import type { PageInfo } from '#platform/page'
import { ActLink, ButtonLink } from '#ui/button'
import { Facts } from '#ui/facts'
import { money, moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { LookAgain } from '#ui/live'
import { FeeTable, PaymentPanel } from '#ui/money'
import { Notice } from '#ui/notice'
import { StatusOf } from '../status.tsx'
import { receiptNumber } from '../../domain/charge.ts'
import { findWayToPay, type Payable } from '../../providers/provider.ts'
import { type ChargeRow, paymentsOf } from '../../queries/charges.ts'
import { textsOf } from '../../texts/texts.ts'

/** Looks every five seconds for two minutes: banks that tell at all tell within that time. */
const seconds = 5
const times = 24
/** Whoever has looked so often without a script is told that banks are sometimes late. */
const looks = 3

type Data = {
  caseId: string; caseCode: string
  /** The charge to pay now; else the last one, to say what became of it. */
  charge?: ChargeRow
  others: ChargeRow[]
  preparing: boolean
  payable?: Payable; sampleBank: boolean
  place: string
  /** How often she has looked already; 0 when she does not wait. */
  look: number
}

export const payPage = definePage<Data>({
  path: '/cases/:caseId/pay',
  face: 'portal',
  may: 'signed-in',
  async load(ctx, { params, query }) {
    const caseId = params['caseId']!
    const { caseCode, unit, charges, preparing } = await paymentsOf(ctx, caseId)
    const charge = charges.find((c) => c.status === 'due') ?? charges.at(-1)
    const way = charge?.status === 'due' ? findWayToPay(ctx, charge.unit) : undefined
    const here = ctx.take(unitRegister).find(unit, day(ctx.now))
    const look = Number(query['look'] ?? 0)
    return {
      caseId, caseCode, preparing, others: charges.filter((c) => c !== charge), place: here ? (ctx.lang === 'en' ? here.full.en : here.place.vi) : unit, look: Number.isInteger(look) && look > 0 ? Math.min(look, looks + 1) : 0,
      sampleBank: way?.provider.name === 'sample-bank',
      ...(charge && { charge }),
      ...(charge && way && { payable: way.provider.open({ reference: charge.reference, amount: charge.rest, account: way.account }, ctx.now) }),
    }
  },
  view({ data, p }) {
    const { charge, payable, caseId, caseCode } = data
    const t = textsOf(p.lang).pay
    const here = `/cases/${caseId}/pay`
    const waits = (charge?.status === 'due' || data.preparing) && data.look > 0
    const title = !charge ? t.titleNone : charge.status === 'due' ? t.title(charge.rest) : charge.status === 'paid' ? t.titlePaid : t.titleEnded
    return (
      <Layout p={p} title={title} narrow current="cases" islands={waits && data.look <= looks ? ['look-again'] : []} crumbs={[{ href: '/cases', label: textsOf(p.lang).yourCases }, { href: `/cases/${caseId}`, label: textsOf(p.lang).case(caseCode) }]}>
        <Heading below={charge && <Vi p={p}>{charge.procedureNames[p.lang]}</Vi>}>{title}</Heading>
        {waits && <Waiting p={p} data={data} here={here} />}
        {!charge && (data.preparing
          ? !waits && <Notice tone="pause" icon="hours" title={t.preparing}><p>{t.preparingSays}</p><p><ActLink href={`${p.href(here)}?look=1`}>{t.lookAgain}</ActLink></p></Notice>
          : <p>{t.nothing}</p>)}
        {charge && <WhatHappened p={p} charge={charge} />}
        {charge?.status === 'due' && (
          <>
            <Section id="transfer" title={t.byTransfer}>
              {payable ? (
                <>
                  <p>{t.scan}</p>
                  <PaymentPanel p={p} qr={payable.qrPayload} amount={payable.amount} note={t.note(moment(payable.expiresAt))}
                    items={[
                      { name: t.account, value: <span class="code">{payable.account}</span> },
                      { name: t.bank, value: payable.bank[p.lang] },
                      { name: t.holder, value: payable.holder[p.lang] },
                      { name: t.amount, value: <span class="num">{money(payable.amount, p.lang)}</span> },
                      { name: t.reference, value: <><b class="code">{payable.reference}</b> <span class="hint">{t.referenceHint}</span></> },
                    ]}
                  >
                    {data.sampleBank && <ButtonLink href={p.href(`/sample-bank/${payable.reference}`)} icon="phone">{t.toSampleBank}</ButtonLink>}
                    {!waits && <ButtonLink kind="second" href={`${p.href(here)}?look=1`}>{t.paidIt}</ButtonLink>}
                  </PaymentPanel>
                  {data.sampleBank && <p class="hint">{t.sampleNote}</p>}
                </>
              ) : (
                <p>{t.onlyCounter}</p>
              )}
            </Section>
            <Section id="counter" title={t.atCounter}>
              <p>{t.atCounterSays(data.place, caseCode)}</p>
            </Section>
          </>
        )}
        {charge && (
          <Section id="what" title={t.what}>
            <FeeTable p={p} caption={t.what} items={charge.lines.map((line) => ({ name: line.names[p.lang], amount: line.amount }))} {...(charge.lines.length > 1 && { total: t.total })} />
          </Section>
        )}
        {data.others.length > 0 && (
          <Section id="others" title={t.others}>
            <Facts p={p} items={data.others.map((c) => ({
              name: c.lines.map((line) => line.names[p.lang]).join(', '),
              value: <>{money(c.amount, p.lang)} <StatusOf lang={p.lang} status={c.status} /> {c.status === 'paid' && <ActLink href={p.href(`/cases/${caseId}/receipts/${c.n}`)} icon="print" about={String(receiptNumber(c))}>{t.printReceipt}</ActLink>}</>,
            }))} />
          </Section>
        )}
        <p><ActLink href={p.href(`/cases/${caseId}`)} icon="back">{t.backToCase}</ActLink></p>
      </Layout>
    )
  },
})

const Waiting = ({ p, data, here }: { p: PageInfo; data: Data; here: string }) => {
  const t = textsOf(p.lang).pay
  if (data.look > looks) return <Notice tone="pause" icon="hours" title={t.notYet}><p>{t.notYetSays}</p><p><ActLink href={`${p.href(here)}?look=1`}>{t.lookAgain}</ActLink></p></Notice>
  return (
    <Notice tone="pause" icon="hours" title={data.charge ? t.waiting : t.preparing}>
      <p>{t.waitingSays}</p>
      <LookAgain waitsFor={data.charge ? 'payment' : 'charge'} seconds={seconds} times={times} then={`${p.href(here)}?look=${looks + 1}`} says={t.looksByItself} />
      <p class="row"><ButtonLink kind="second" href={`${p.href(here)}?look=${data.look + 1}`}>{t.lookAgain}</ButtonLink><ActLink href={p.href(here)}>{t.stopWaiting}</ActLink></p>
    </Notice>
  )
}

/** What became of the charge so far, and whether something must go back. */
const WhatHappened = ({ p, charge }: { p: PageInfo; charge: ChargeRow }) => {
  const t = textsOf(p.lang).pay
  return (
    <>
      {charge.status === 'paid' && (
        <Notice tone="good" title={t.paid(charge.amount)}>
          <p>{moment(charge.paidAt!)}. {t.receipt} <b class="code">{receiptNumber(charge)}</b></p>
          <p><ActLink href={p.href(`/cases/${charge.caseId}/receipts/${charge.n}`)} icon="print">{t.printReceipt}</ActLink></p>
        </Notice>
      )}
      {charge.status === 'due' && charge.received > 0 && <Notice tone="soon" title={t.part(charge.received, charge.rest)}><p>{t.partSays}</p></Notice>}
      {(charge.status === 'cancelled' || charge.status === 'refunded') && <Notice tone="calm"><p>{textsOf(p.lang).status[charge.status]}. {charge.status === 'cancelled' && t.titleEnded}</p></Notice>}
      {charge.refundDue > 0 && <Notice tone="pause" icon="money" id="refund" title={t.refund(charge.refundDue)}><p>{t.refundSays}</p></Notice>}
      {charge.refunded > 0 && <Notice tone="calm" icon="money"><p>{t.refunded(charge.refunded)}</p></Notice>}
    </>
  )
}
