import { definePage, type Submit } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink, Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { MoneyField, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { number, readMoney } from '#ui/format'
import { Heading, Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { collecting } from '../../definitions/collecting.ts'
import { sampleTransfer } from '../../sample-bank.ts'
import { textsOf } from '../../texts/texts.ts'

type Data = { reference: string; caseId?: string; amount?: number; account: { number: string; bank: { vi: string; en: string }; holder: { vi: string; en: string } }; done: boolean }

const transfer = (tells: 'once' | 'late' | 'twice'): Submit => ({
  action: sampleTransfer,
  input(typed, _asked, ctx) {
    const amount = readMoney(String(typed['amount'] ?? ''))
    if (!amount) throw new Refusal('invalid', 'check-the-form', { amount: 'type-an-amount' })
    return { content: String(typed['content'] ?? '').slice(0, 100), amount, account: sampleAccount([...ctx.take(collecting).values()]).number, tells }
  },
  then: (_result, { params }) => `/sample-bank/${params['reference']}?done=1`,
})

function sampleAccount<A extends { provider: string }>(accounts: A[]): A {
  const account = accounts.find((one) => one.provider === 'sample-bank')
  if (!account) throw new Refusal('not-found', 'no-sample-bank')
  return account
}

/** The other side of a payment, for those who try the sample: plainly an invention, and absent outside the sample. */
export const sampleBankPage = definePage<Data>({
  path: '/sample-bank/:reference',
  face: 'portal',
  may: 'anyone',
  async load(ctx, { params, query }) {
    if (!ctx.house.settings.sample) throw new Refusal('not-found', 'no-sample-bank')
    const reference = params['reference']!
    // The code itself carries the amount, so whoever holds the reference learns nothing new.
    const charge = await ctx.db.selectFrom('charges').select(['case_id', 'amount', 'received', 'status']).where('reference', '=', reference).executeTakeFirst()
    const account = sampleAccount([...ctx.take(collecting).values()])
    return { reference, account, done: query['done'] === '1', ...(charge && { caseId: charge.case_id as string }), ...(charge?.status === 'due' && { amount: (charge.amount - charge.received) as number }) }
  },
  submits: { once: transfer('once'), late: transfer('late'), twice: transfer('twice') },
  view({ data, p }) {
    const t = textsOf(p.lang).sampleBank
    const back = data.caseId && <ActLink href={p.href(`/cases/${data.caseId}/pay?look=1`)} icon="back">{t.back}</ActLink>
    return (
      <Layout p={p} title={t.title} narrow>
        <Heading>{t.title}</Heading>
        <Notice tone="soon"><p>{t.says}</p></Notice>
        {data.done && <Notice tone="good" id="done" title={t.done}><p>{t.doneSays}</p><p>{back}</p></Notice>}
        {!data.done && !data.amount && <Notice tone="pause" id="unknown" title={t.unknown}><p>{t.unknownSays}</p></Notice>}
        <Form p={p} panel>
          <Facts p={p} bare items={[{ name: t.from, value: t.fromAccount }, { name: t.to, value: <>{data.account.holder[p.lang]}, <span class="code">{data.account.number}</span>, {data.account.bank[p.lang]}</> }]} />
          <MoneyField p={p} name="amount" label={t.amount} hint={t.amountHint} {...(data.amount && { value: number(data.amount, 0, p.lang) })} />
          <TextField p={p} name="content" label={t.content} hint={t.contentHint} value={data.reference} />
          <Actions>
            <Button value="once">{t.transfer}</Button>
            <Button value="late" kind="second">{t.late}</Button>
            <Button value="twice" kind="second">{t.twice}</Button>
          </Actions>
        </Form>
        {!data.done && back && <p>{back}</p>}
      </Layout>
    )
  },
})
