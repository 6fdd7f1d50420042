import { acts } from '#platform/actor'
import { day } from '#platform/clock'
import { type PageInfo, type Typed, definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink, Button } from '#ui/button'
import { Choice, Choices, DateField, LongText, Select, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, readDate } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { Tag } from '#ui/tag'
import { delegateAuthority } from '../../actions/delegate-authority.ts'
import { endDelegation } from '../../actions/end-delegation.ts'
import { substitute } from '../../actions/substitute.ts'
import { inForce, lendable, standingOn } from '../../domain/authority.ts'
import type { Names } from '../../domain/calendar.ts'
import { type Day, addDays } from '../../domain/day.ts'
import { type Colleague, type DelegationRow, delegationsOf, officialsOf, readAuthority } from '../../queries/officials.ts'
import { type ProcedureChoice, procedureChoices } from '../../queries/procedure-choices.ts'
import { posts, unitRegister } from '../../shelves.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'

type Shown = DelegationRow & { state: 'in-force' | 'to-come' | 'over' | 'ended' }
type Data = {
  today: Day
  given: Shown[]
  received: Shown[]
  /** Stand-ins he named for others. */
  arranged: Shown[]
  /** The unit he leads, with who works there: there he may name who stands in for whom. */
  leads?: { code: string; formal: Names; people: Colleague[] }
  past: Shown[]
  /** Where the reader may delegate, the one in question first; empty when nowhere. */
  units: { code: string; formal: Names }[]
  acts: readonly (typeof acts)[number][]
  colleagues: Colleague[]
  /** All of them by name, and those of the unit in question. */
  procedures: ProcedureChoice[]
  choices: ProcedureChoice[]
  /** Where the reader sits. */
  at?: string
  just?: { kind: 'given' | 'taken'; delegation: DelegationRow }
}

export const delegationsPage = definePage<Data>({
  path: '/officer/delegations',
  face: 'officer',
  may: 'official',

  async load(ctx, { query }) {
    const me = ctx.actor.id
    const today = day(ctx.now)
    const [{ authority, positions }, all, procedures] = await Promise.all([readAuthority(ctx, me, today), delegationsOf(ctx, me), procedureChoices(ctx)])
    const register = ctx.take(unitRegister)
    const own = [...new Set(positions.filter((position) => position.official === me).flatMap((position) => standingOn(position, today)?.over ?? []))]
    const places = own.filter((code) => lendable(me, code, authority, ctx.take(posts), today).length)
    const asked = places.find((code) => code === query['unit']) ?? places[0]
    const units = (asked === undefined ? [] : [asked, ...places.filter((code) => code !== asked)]).map((code) => ({ code, formal: register.get(code, today).formal }))
    const shown = all.map((delegation): Shown => ({ ...delegation, state: delegation.ended ? 'ended' : delegation.validTo < today ? 'over' : inForce(delegation, today) ? 'in-force' : 'to-come' }))
    const live = shown.filter(({ state }) => state === 'in-force' || state === 'to-come')
    const done = shown.find(({ id, from, givenBy }) => (from === me || givenBy === me) && (id === query['given'] || id === query['taken']))
    const led = [...new Set(ctx.actor.powers.filter((power) => power.act === 'lead').map((power) => power.unit))]
    const leads = led.find((code) => code === query['unit']) ?? led[0]
    return {
      ...(leads !== undefined && { leads: { code: leads, formal: register.get(leads, today).formal, people: await officialsOf(ctx, leads) } }),
      arranged: live.filter(({ from, to, givenBy }) => givenBy === me && from !== me && to !== me),
      today, units,
      given: live.filter(({ from }) => from === me), received: live.filter(({ to }) => to === me), past: shown.filter((one) => !live.includes(one)),
      acts: asked === undefined ? [] : acts.filter((act) => lendable(me, asked, authority, ctx.take(posts), today).some((power) => power.act === act)),
      colleagues: asked === undefined ? [] : (await officialsOf(ctx, asked)).filter(({ id, heads }) => id !== me && !heads),
      procedures, choices: procedures.filter(({ level }) => asked !== undefined && level === (register.get(asked, today).level === 'commune' ? 'commune' : 'province')),
      ...(own[0] !== undefined && { at: register.get(own[0], today).full[ctx.lang] }),
      ...(done && { just: { kind: done.id === query['given'] ? 'given' : 'taken', delegation: done } }),
    }
  },

  submits: {
    give: { action: delegateAuthority, input: whatWasTyped, then: ({ delegation }) => `/officer/delegations?given=${delegation}` },
    substitute: { action: substitute, input: whoStandsIn, named: { absent: 'absent', to: 'stand-in', validFrom: 'absent-from', validTo: 'absent-to', reason: 'absent-reason' }, then: ({ delegation }) => `/officer/delegations?given=${delegation}` },
    end: { action: endDelegation, input: ({ delegation }) => ({ delegation: one(delegation) }), then: (_, __, { delegation }) => `/officer/delegations?taken=${one(delegation)}` },
  },

  view({ data, p }) {
    const t = textsOf(p).delegations
    const columns = (who: { label: string; name(row: Shown): string }) => [
      { label: who.label, head: true, cell: (row: Shown) => <Vi p={p}>{who.name(row)}</Vi> },
      { label: t.what, cell: (row: Shown) => row.acts.map((act) => textsOf(p).acts[act]).join('; ') },
      { label: t.which, cell: (row: Shown) => (row.procedures ? row.procedures.map((code) => nameOf(p, data, code)).join('; ') : t.all) },
      { label: t.when, cell: (row: Shown) => <Period row={row} /> },
      { label: t.why, cell: (row: Shown) => <Vi p={p}>{row.reason}</Vi> },
      { label: t.state, cell: (row: Shown) => <span class="nowrap"><State p={p} row={row} /></span> },
    ]
    const end = { label: t.actions, quietHead: true, cell: (row: Shown) => (
      <Form p={p} submit="end">
        <input type="hidden" name="delegation" value={row.id} />
        <Button kind="second">{t.endNow}<span class="hide"> {t.endNowAbout(row.toName)}</span></Button>
      </Form>
    ) }
    return (
      <Layout p={p} title={t.title} current="delegations" unit={data.at} side={(data.units[0] || data.leads) && <aside class="side" aria-label={t.title}><div class="flow">{data.units[0] && <Give p={p} data={data} unit={data.units[0]} />}{data.leads && <StandIn p={p} today={data.today} {...data.leads} />}</div></aside>}>
        <Heading below={t.lead}>{t.title}</Heading>
        {data.just?.kind === 'given' && <Notice tone="good" title={t.doneTitle}>{t.done(data.just.delegation.toName, date(data.just.delegation.validFrom), date(data.just.delegation.validTo))}</Notice>}
        {data.just?.kind === 'taken' && <Notice tone="pause" title={t.takenTitle}>{t.taken(data.just.delegation.toName)}</Notice>}
        {data.units.length > 0 && (
          <Section id="given" title={t.given}>
            <Table p={p} caption={t.given} columns={[...columns({ label: t.to, name: (row) => row.toName }), end]} rows={data.given} empty={<p class="quiet">{t.givenNone}</p>} />
          </Section>
        )}
        <Section id="received" title={t.received}>
          <Table p={p} caption={t.received} columns={columns({ label: t.from, name: (row) => row.fromName })} rows={data.received} empty={<p class="quiet">{t.receivedNone}</p>} />
        </Section>
        {data.arranged.length > 0 && (
          <Section id="arranged" title={t.arranged}>
            <Table p={p} caption={t.arranged} columns={[...columns({ label: t.standsIn, name: (row) => row.toName }), { label: t.absent, cell: (row) => <Vi p={p}>{row.fromName}</Vi> }, end]} rows={data.arranged} />
          </Section>
        )}
        {data.units.length === 0 && <p class="quiet">{t.mayNot}</p>}
        {data.past.length > 0 && (
          <Section id="past" title={t.past}>
            <Table p={p} caption={t.past} columns={[...columns({ label: t.to, name: (row) => row.toName }), { label: t.from, cell: (row) => <Vi p={p}>{row.fromName}</Vi> }]} rows={data.past} />
          </Section>
        )}
      </Layout>
    )
  },
})

const Give = ({ p, data, unit }: { p: PageInfo; data: Data; unit: Data['units'][number] }) => {
  const t = textsOf(p).delegations
  return (
    <section class="flow" aria-labelledby="give">
      <h2 id="give">{t.give}</h2>
      <p class="quiet">{t.giveFor(unit.formal[p.lang])}</p>
      {data.units.length > 1 && <ul class="plain" aria-label={t.otherUnit}>{data.units.slice(1).map((other) => <li><ActLink href={p.href(`/officer/delegations?unit=${other.code}`)}>{t.giveFor(other.formal[p.lang])}</ActLink></li>)}</ul>}
      {data.colleagues.length === 0 ? <p class="quiet">{t.noColleagues}</p> : (
        <Form p={p} submit="give">
          <input type="hidden" name="unit" value={unit.code} />
          <Select p={p} name="to" label={t.colleague} empty={t.colleagueEmpty} options={data.colleagues.map(({ id, name, titles }) => ({ value: id, label: `${name}, ${titles.map((title) => title[p.lang]).join('; ')}` }))} />
          <DateField p={p} name="validFrom" label={t.firstDay} hint={t.dayHint} value={data.today} />
          <DateField p={p} name="validTo" label={t.lastDay} hint={t.dayHint} value={addDays(data.today, 6)} />
          <TextField p={p} name="reason" label={t.reason} hint={t.reasonHint} />
          <Choices p={p} name="acts" label={t.acts} values={data.acts.filter((act) => act === 'decide' || act === 'sign')} options={data.acts.map((act) => ({ value: act, label: textsOf(p).acts[act] }))} />
          <Choice p={p} name="scope" label={t.scope} value="named" options={[{ value: 'named', label: t.scopeNamed }, { value: 'all', label: t.scopeAll }]} />
          {data.choices.length
            ? <Choices p={p} name="procedures" label={t.procedures} options={data.choices.map(({ code, names }) => ({ value: code, label: names[p.lang], hint: <span class="code">{code}</span> }))} />
            : <LongText p={p} name="procedures" label={t.proceduresTyped} hint={t.proceduresHint} rows={3} />}
          <Actions><Button>{t.submit}</Button></Actions>
        </Form>
      )}
    </section>
  )
}

const StandIn = ({ p, today, code, formal, people }: { p: PageInfo; today: Day } & NonNullable<Data['leads']>) => {
  const t = textsOf(p).delegations
  const options = people.map(({ id, name, titles }) => ({ value: id, label: `${name}, ${titles.map((title) => title[p.lang]).join('; ')}` }))
  return (
    <details open={p.typed['absent'] !== undefined || undefined}>
      <summary>{t.standIn}</summary>
      <Form p={p} submit="substitute">
        <p class="quiet">{t.standInSays(formal[p.lang])}</p>
        <input type="hidden" name="unit" value={code} />
        <Select p={p} name="absent" label={t.absent} empty={t.absentEmpty} options={options} />
        <Select p={p} name="stand-in" label={t.standsIn} empty={t.colleagueEmpty} options={options} />
        <DateField p={p} name="absent-from" label={t.firstDay} hint={t.dayHint} value={today} />
        <DateField p={p} name="absent-to" label={t.lastDay} hint={t.dayHint} value={addDays(today, 6)} />
        <TextField p={p} name="absent-reason" label={t.reason} hint={t.reasonHint} />
        <Actions><Button kind="second">{t.standInSubmit}</Button></Actions>
      </Form>
    </details>
  )
}

const Period = ({ row: { validFrom, validTo } }: { row: Shown }) => (
  <><span class="nowrap">{date(validFrom)}</span>{validTo !== validFrom && <> – <span class="nowrap">{date(validTo)}</span></>}</>
)

const State = ({ p, row }: { p: PageInfo; row: Shown }) => {
  const t = textsOf(p).delegations
  switch (row.state) {
    case 'in-force': return <Tag tone="good">{t.inForce}</Tag>
    case 'to-come': return <Tag tone="calm">{t.toCome(date(row.validFrom))}</Tag>
    case 'over': return <Tag tone="calm">{t.over}</Tag>
    case 'ended': return <Tag tone="pause">{t.ended(date(row.ended!))}</Tag>
  }
}

const textsOf = (p: PageInfo) => (p.lang === 'en' ? en : vi)
const nameOf = (p: PageInfo, data: Data, code: string): string => data.procedures.find((procedure) => procedure.code === code)?.names[p.lang] ?? code
const one = (typed: string | string[] | undefined): string => [typed].flat()[0] ?? ''
const list = (typed: string | string[] | undefined): string[] => [typed ?? []].flat().flatMap((text) => text.split(/[\s,;]+/)).filter(Boolean)

/** What the form says in the action's words; what cannot be read is named before anybody is asked. */
function whatWasTyped(typed: Typed): object {
  const [validFrom, validTo] = [readDate(one(typed['validFrom'])), readDate(one(typed['validTo']))]
  const [named, chosen, reason] = [one(typed['scope']) !== 'all', list(typed['acts']), one(typed['reason']).trim()]
  const procedures = named ? list(typed['procedures']) : []
  const faults = {
    ...(!one(typed['to']) && { to: 'choose-colleague' }),
    ...(!chosen.length && { acts: 'choose-acts' }),
    ...(named && !procedures.length && { procedures: 'choose-procedures' }),
    ...(!validFrom && { validFrom: 'choose-first-day' }),
    ...(!validTo && { validTo: 'choose-last-day' }),
    ...(reason.length < 3 && { reason: 'say-why-delegated' }),
  }
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return { to: one(typed['to']), unit: one(typed['unit']), acts: chosen, ...(named && { procedures }), validFrom, validTo, reason }
}

/** The same for who stands in for whom. */
function whoStandsIn(typed: Typed): object {
  const [validFrom, validTo] = [readDate(one(typed['absent-from'])), readDate(one(typed['absent-to']))]
  const [absent, to, reason] = [one(typed['absent']), one(typed['stand-in']), one(typed['absent-reason']).trim()]
  const faults = {
    ...(!absent && { absent: 'choose-absent' }), ...(!to && { 'stand-in': 'choose-colleague' }), ...(!validFrom && { 'absent-from': 'choose-first-day' }), ...(!validTo && { 'absent-to': 'choose-last-day' }),
    ...(reason.length < 3 && { 'absent-reason': 'say-why-delegated' }),
  }
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return { absent, to, unit: one(typed['unit']), validFrom, validTo, reason }
}
