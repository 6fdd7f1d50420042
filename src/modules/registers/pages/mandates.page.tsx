import { answerMandate, basisOn, endMandate, giveMandate, headedBy, mandatesOf, type MandateShown } from '#identity'
import { day } from '#platform/clock'
import { type PageInfo, type Typed, definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Button } from '#ui/button'
import { Choice, DateField, LongText, PersonIdField, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, readDate } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Table } from '#ui/table'
import { Tag } from '#ui/tag'
import { represent, representable, type Representable } from '../representing.ts'
import { texts } from '../texts/texts.ts'

type Data = {
  me: string; today: string
  offers: MandateShown[]; actsFor: MandateShown[]; actForMe: MandateShown[]; past: MandateShown[]
  byLaw: { children: { nationalId: string; name: string }[]; businesses: Representable['businesses'] }
  bases: Record<MandateShown['basis'], { vi: string; en: string }>
  businesses: { id: string; name: string }[]
}

/** Who may act in whose name: given, accepted, seen and ended by either side. */
export const mandatesPage = definePage<Data>({
  path: '/mandates',
  face: 'portal',
  may: 'person',
  async load(ctx) {
    const me = ctx.actor.id
    const today = day(ctx.now)
    const headed = headedBy(ctx.actor)
    const [all, { children, businesses }] = await Promise.all([mandatesOf(ctx, [me, ...headed]), representable(ctx)])
    const live = all.filter(({ state, over }) => !over && (state === 'in-force' || state === 'offered'))
    const represented = new Set((ctx.actor.represents ?? []).filter(({ basis }) => basis !== 'authorised').flatMap((one) => [one.nationalId, one.name]))
    return {
      me, today,
      offers: live.filter(({ representative, state }) => representative.id === me && state === 'offered'),
      actsFor: live.filter(({ representative, state }) => representative.id === me && state === 'in-force'),
      actForMe: live.filter(({ representative }) => representative.id !== me),
      past: all.filter((one) => !live.includes(one)),
      byLaw: { children: children.filter(({ nationalId }) => !represented.has(nationalId)), businesses: businesses.filter(({ name }) => !represented.has(name)) },
      bases: { parent: basisOn(ctx, 'parent', today).names, owner: basisOn(ctx, 'owner', today).names, authorised: basisOn(ctx, 'authorised', today).names },
      businesses: (ctx.actor.represents ?? []).filter(({ id }) => headed.includes(id)).map(({ id, name }) => ({ id, name })),
    }
  },
  submits: {
    give: { action: giveMandate, input: whatWasTyped, then: () => '/mandates' },
    represent: { action: represent, input: ({ child, business }) => (child ? { child: String(child) } : { business: String(business ?? '') }), then: () => '/mandates' },
    accept: { action: answerMandate, input: ({ mandate }) => ({ mandate: String(mandate ?? ''), accept: true }), then: () => '/mandates' },
    decline: { action: answerMandate, input: ({ mandate }) => ({ mandate: String(mandate ?? ''), accept: false }), then: () => '/mandates' },
    end: { action: endMandate, input: ({ mandate }) => ({ mandate: String(mandate ?? '') }), then: () => '/mandates' },
  },
  view({ data, p }) {
    const t = texts[p.lang].mandates
    const press = (submit: string, one: MandateShown, words: string, about: string, kind: 'main' | 'second' = 'second') => (
      <Form p={p} submit={submit}><input type="hidden" name="mandate" value={one.id} /><Button kind={kind}>{words}<span class="hide"> {about}</span></Button></Form>
    )
    const columns = (who: string, name: (one: MandateShown) => string) => [
      { label: who, head: true, cell: (one: MandateShown) => <Vi p={p}>{name(one)}</Vi> },
      { label: t.basis, cell: (one: MandateShown) => <>{data.bases[one.basis][p.lang]}<span class="hint">{one.source}</span></> },
      { label: t.what, cell: (one: MandateShown) => (one.procedures ? <span class="code">{one.procedures.join(', ')}</span> : t.everything) },
      { label: t.when, cell: (one: MandateShown) => <>{t.from(date(one.validFrom))}{one.validTo && <> {t.to(date(one.validTo))}</>}</> },
    ]
    const side = (one: MandateShown) => (one.representative.id === data.me ? one.principal.name : one.representative.name)
    return (
      <Layout p={p} title={t.title} crumbs={[{ href: '/my-data', label: t.myData }]}>
        <Heading below={t.lead}>{t.title}</Heading>
        {data.offers.map((one) => (
          <Section id={`offer-${one.id}`} title={t.offered(one.principal.name)} panel="petal">
            <p>{one.procedures ? <>{t.what}: <span class="code">{one.procedures.join(', ')}</span></> : t.everything}. {t.from(date(one.validFrom))} {one.validTo && t.to(date(one.validTo))}. {one.reason && <Vi p={p}>{one.reason}</Vi>}</p>
            <div class="row">{press('accept', one, t.accept, one.principal.name, 'main')}{press('decline', one, t.decline, one.principal.name)}</div>
          </Section>
        ))}
        <Section id="acts-for" title={t.actsFor}>
          <Table p={p} caption={t.actsFor} rows={data.actsFor} empty={<p class="quiet">{t.actsForNone}</p>}
            columns={[...columns(t.forWhom, (one) => one.principal.name), { label: t.act, quietHead: true, cell: (one) => press('end', one, t.end, one.principal.name) }]} />
          {data.byLaw.children.map((child) => <Form p={p} submit="represent"><input type="hidden" name="child" value={child.nationalId} /><p>{t.childOfYours(child.name)} <Button kind="second">{t.represent}<span class="hide"> {child.name}</span></Button></p></Form>)}
          {data.byLaw.businesses.map((business) => <Form p={p} submit="represent"><input type="hidden" name="business" value={business.taxCode} /><p><strong><Vi p={p}>{business.name}</Vi></strong>. {t.businessOfYours} <Button kind="second">{t.represent}<span class="hide"> <Vi p={p}>{business.name}</Vi></span></Button></p></Form>)}
        </Section>
        <Section id="act-for-me" title={t.actForMe}>
          <Table p={p} caption={t.actForMe} rows={data.actForMe} empty={<p class="quiet">{t.actForMeNone}</p>}
            columns={[...columns(t.who, (one) => (one.principal.kind === 'organisation' ? `${one.representative.name} · ${one.principal.name}` : one.representative.name)), { label: t.state, cell: (one) => <Tag tone={one.state === 'offered' ? 'pause' : 'good'}>{one.state === 'offered' ? t.waits : t.inForce}</Tag> }, { label: t.act, quietHead: true, cell: (one) => press('end', one, t.end, one.representative.name) }]} />
        </Section>
        <Give p={p} data={data} />
        {data.past.length > 0 && (
          <Section id="past" title={t.past}>
            <Table p={p} caption={t.past} rows={data.past} columns={[...columns(t.other, side), { label: t.state, cell: (one) => (one.state === 'declined' ? t.declined : one.state === 'ended' ? (one.endedBy === 'principal' ? t.endedByPrincipal : t.endedByRepresentative) : t.over) }]} />
          </Section>
        )}
      </Layout>
    )
  },
})

const Give = ({ p, data }: { p: PageInfo; data: Data }) => {
  const t = texts[p.lang].mandates
  return (
    <Section id="give" title={t.give}>
      <p>{t.giveSays}</p>
      <Form p={p} submit="give" panel>
        {data.businesses.length > 0 && <Choice p={p} name="of" label={t.forWhom} value="" options={[{ value: '', label: t.myself }, ...data.businesses.map(({ id, name }) => ({ value: id, label: name }))]} />}
        <TextField p={p} name="name" label={t.name} />
        <PersonIdField p={p} name="nationalId" label={t.nationalId} />
        <LongText p={p} name="procedures" label={t.procedures} hint={t.proceduresHint} optional rows={2} />
        <DateField p={p} name="validTo" label={t.validTo} hint={t.validToHint} optional />
        <TextField p={p} name="reason" label={t.reason} />
        <Actions><Button>{t.giveNow}</Button></Actions>
      </Form>
    </Section>
  )
}

/** What the form says in the action's words; a day that cannot be read is named before anybody is asked. */
function whatWasTyped(typed: Typed): object {
  const one = (name: string): string => String([typed[name] ?? ''].flat()[0]).trim()
  const procedures = one('procedures').split(/[\s,;]+/).filter(Boolean)
  const validTo = one('validTo') ? readDate(one('validTo')) : undefined
  const faults = { ...(one('validTo') && !validTo && { validTo: 'mandate-day' }), ...(one('reason').length < 3 && { reason: 'mandate-reason' }) }
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return { name: one('name'), nationalId: one('nationalId').replace(/\s/g, ''), ...(one('of') && { of: one('of') }), ...(procedures.length && { procedures: [...new Set(procedures)] }), ...(validTo && { validTo }), reason: one('reason') }
}
