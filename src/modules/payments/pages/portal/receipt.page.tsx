import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink } from '#ui/button'
import { letterDate, moment, number } from '#ui/format'
import { Layout } from '#ui/layout'
import { Letter, LetterLines, LetterTable } from '#ui/letter'
import { chargeId, openCharge } from '../../charge-store.ts'
import { type Charge, receiptNumber, statusOf } from '../../domain/charge.ts'
import { mustSee } from '../../queries/charges.ts'
import { textsOf } from '../../texts/texts.ts'

type Data = { charge: Charge; head: { above: string; body: string; place: string } }

/** What was received, on A5, to print or show. */
export const receiptPage = definePage<Data>({
  path: '/cases/:caseId/receipts/:n',
  face: 'portal',
  may: 'signed-in',
  async load(ctx, { params }) {
    const n = Number(params['n'])
    if (!Number.isInteger(n)) throw new Refusal('not-found', 'no-such-charge')
    const { state: charge } = await openCharge(ctx, chargeId(params['caseId']!, n))
    mustSee(ctx, charge)
    if (!charge.paidAt) throw new Refusal('not-found', 'no-such-charge')
    // The heading of the committee whose desk it is: a service centre belongs to the unit above it.
    const line = ctx.take(unitRegister).ancestryOf(charge.unit, day(charge.paidAt))
    const governing = line.find((unit) => unit.level !== 'body')
    return { charge, head: { above: 'ỦY BAN NHÂN DÂN', body: (governing?.full.vi ?? charge.unit).toLocaleUpperCase('vi'), place: governing?.name.vi ?? '' } }
  },
  view({ data: { charge, head }, p }) {
    const t = textsOf(p.lang).receipt
    const l = t.letter
    const how = charge.payments.every((payment) => payment.online) ? l.transfer : charge.payments.some((payment) => payment.online) ? l.mixed : l.cash
    const cashier = charge.payments.find((payment) => !payment.online)?.by
    return (
      <Layout p={p} title={`${t.title} ${receiptNumber(charge)}`} narrow current="cases" crumbs={[{ href: '/cases', label: textsOf(p.lang).yourCases }, { href: `/cases/${charge.caseId}/pay`, label: textsOf(p.lang).case(charge.caseCode) }]}>
        <p class="hint no-print">{t.print}</p>
        <Letter head={{ above: head.above, body: head.body, unit: l.centre, placeAndDate: `${head.place}, ${letterDate(charge.paidAt!)}` }} title={l.heading} code={<>{l.number}: <b>{receiptNumber(charge)}</b></>}>
          <LetterLines lines={[
            { name: l.payer, value: charge.payer.name, strong: true },
            { name: l.case, value: charge.caseCode },
            { name: l.procedure, value: charge.procedure.names.vi },
            { name: l.how, value: how },
            ...(how === l.cash ? [] : [{ name: l.reference, value: charge.reference }]),
            ...(cashier ? [{ name: l.collector, value: cashier }] : []),
            { name: l.when, value: moment(charge.paidAt!) },
          ]} />
          <LetterTable caption={l.lines} heads={[l.what, l.amount]} rows={[...charge.lines.map((line) => [line.names.vi, number(line.amount)]), [<b>{l.total}</b>, <b>{number(charge.amount)}</b>]]} />
          <p>{l.says}</p>
        </Letter>
        <p class="no-print"><ActLink href={p.href(`/cases/${charge.caseId}/pay`)} icon="back">{t.back}</ActLink></p>
        {statusOf(charge) !== 'paid' && <p class="no-print hint">{textsOf(p.lang).status[statusOf(charge)]}</p>}
      </Layout>
    )
  },
})
