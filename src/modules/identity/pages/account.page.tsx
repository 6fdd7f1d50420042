import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { date, maskedId, maskedPhone, moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Table } from '#ui/table'
import { endOtherSessions, endSessionAction } from '../actions/end-session.ts'
import { type OwnAccount, type OwnSession, ownAccount } from '../queries.ts'
import { texts } from '../texts/texts.ts'

export const accountPage = definePage<OwnAccount>({
  path: '/account',
  face: 'portal',
  may: 'signed-in',
  load: ownAccount,
  submits: {
    end: { action: endSessionAction, input: (typed) => ({ session: typed['session'] }), then: () => '/account' },
    'end-others': { action: endOtherSessions, input: () => ({}), then: () => '/account' },
  },
  view({ data: { account, sessions }, p }) {
    const t = texts[p.lang].account
    const device = (s: OwnSession) => (
      <>
        {s.label || t.unknownDevice}
        <span class="hint">{[s.here && t.here, s.carrier === 'bearer' && t.program, s.capacity === 'official' && texts[p.lang].signIn.officials].filter(Boolean).join(' · ')}</span>
      </>
    )
    return (
      <Layout p={p} title={t.title}>
        <Heading>{t.title}</Heading>
        <Section id="who" title={t.who}>
          <Facts p={p} items={[
            { name: t.name, value: <Vi p={p}>{account.name}</Vi> },
            { name: t.nationalId, value: account.nationalId ? <span class="code">{maskedId(account.nationalId)}</span> : t.unknown },
            ...(account.birthDate ? [{ name: t.birthDate, value: date(account.birthDate) }] : []),
            { name: t.phone, value: account.phone ? <span class="code">{maskedPhone(account.phone)}</span> : t.unknown },
            { name: t.email, value: account.email ?? t.unknown },
            ...(account.assurance ? [{ name: t.assurance, value: t.level(account.assurance) }] : []),
            { name: t.inOffice, value: p.actor.kind === 'official' && p.actor.position ? <Vi p={p}>{p.actor.position}</Vi> : t.asCitizen },
          ]} />
          <p class="hint">{t.correct}</p>
        </Section>
        <Section id="devices" title={t.devices}>
          <p>{t.devicesBody}</p>
          <Table p={p} caption={t.devices} rows={sessions} rowId={(s) => `session-${s.id}`} columns={[
            { label: t.device, head: true, cell: device },
            { label: t.since, cell: (s) => moment(s.madeAt) },
            { label: t.seen, cell: (s) => moment(s.seenAt) },
            {
              label: t.act, quietHead: true,
              cell: (s) => s.here ? null : (
                <Form p={p} submit="end">
                  <input type="hidden" name="session" value={s.id} />
                  <Button kind="second">{t.end}<span class="hide"> {s.label || t.unknownDevice}</span></Button>
                </Form>
              ),
            },
          ]} />
          {sessions.some((s) => !s.here) && <Form p={p} submit="end-others"><p><Button kind="second">{t.endOthers}</Button></p></Form>}
        </Section>
      </Layout>
    )
  },
})
