import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { TextField } from '#ui/field'
import { Form } from '#ui/form'
import { date, maskedId, maskedPhone, moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Table } from '#ui/table'
import { endOtherSessions, endSessionAction } from '../actions/end-session.ts'
import { addPasskey, removePasskey } from '../actions/passkeys.ts'
import { programsOf } from '../oidc/programs.ts'
import { passkeysPossible } from '../passkeys.ts'
import { type OwnAccount, type OwnSession, ownAccount } from '../queries.ts'
import { texts } from '../texts/texts.ts'
import { PasskeyPart } from './passkey-part.tsx'

type Data = OwnAccount & { programs: boolean; possible: boolean; publicUrl: string }

export const accountPage = definePage<Data>({
  path: '/account',
  face: 'portal',
  may: 'signed-in',
  load: async (ctx) => ({ ...(await ownAccount(ctx)), programs: (await programsOf(ctx, ctx.actor.id)).length > 0, possible: passkeysPossible(ctx.house), publicUrl: ctx.house.settings.publicUrl }),
  submits: {
    end: { action: endSessionAction, input: (typed) => ({ session: typed['session'] }), then: () => '/account' },
    'end-others': { action: endOtherSessions, input: () => ({}), then: () => '/account' },
    'add-passkey': { action: addPasskey, input: ({ name, made }) => ({ name, made }), then: () => '/account' },
    'remove-passkey': { action: removePasskey, input: (typed) => ({ passkey: typed['passkey'] }), then: () => '/account' },
  },
  view({ data: { account, sessions, passkeys, programs, possible, publicUrl }, p }) {
    const t = texts[p.lang].account
    const keys = texts[p.lang].passkey
    const device = (s: OwnSession) => (
      <>
        {s.label || t.unknownDevice}
        <span class="hint">{[s.here && t.here, s.carrier === 'bearer' && t.program, s.capacity === 'official' && texts[p.lang].signIn.officials, s.assurance === 2 && t.twoFactors, s.network && t.network(s.network)].filter(Boolean).join(' · ')}</span>
      </>
    )
    return (
      <Layout p={p} title={t.title} islands={p.actor.kind === 'official' ? ['webauthn', 'passkey'] : []}>
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
        {(p.actor.kind === 'official' || passkeys.length > 0) && (
          <Section id="passkeys" title={keys.title}>
            <p>{keys.body}</p>
            {passkeys.length > 0 && (
              <Table p={p} caption={keys.title} rows={passkeys} rowId={(k) => `passkey-${k.id}`} columns={[
                { label: keys.name, head: true, cell: (k) => <>{k.name}<span class="hint">{k.synced ? keys.synced : keys.oneDevice}</span></> },
                { label: keys.added, cell: (k) => moment(k.madeAt) },
                { label: t.seen, cell: (k) => (k.usedAt ? moment(k.usedAt) : keys.neverUsed) },
                {
                  label: t.act, quietHead: true,
                  cell: (k) => (
                    <Form p={p} submit="remove-passkey">
                      <input type="hidden" name="passkey" value={k.id} />
                      <Button kind="second">{keys.remove}<span class="hide"> {k.name}</span></Button>
                    </Form>
                  ),
                },
              ]} />
            )}
            {p.actor.kind === 'official' && (
              <PasskeyPart lang={p.lang} ask="/account/passkeys" does="create" possible={possible} publicUrl={publicUrl} without={keys.addWithout}>
                <form method="post" novalidate class="flow" data-passkey-form>
                  <input type="hidden" name="_csrf" value={p.csrf} />
                  <input type="hidden" name="_key" value={p.key} />
                  <input type="hidden" name="_submit" value="add-passkey" />
                  <input type="hidden" name="made" value="" data-passkey-answer />
                  <TextField p={p} name="name" label={keys.nameLabel} hint={keys.nameHint} short />
                  <p><Button kind="second">{keys.add}</Button></p>
                </form>
              </PasskeyPart>
            )}
          </Section>
        )}
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
          {programs && <p>{t.programs}</p>}
          {(programs || sessions.some((s) => !s.here)) && <Form p={p} submit="end-others"><p><Button kind="second">{t.endOthers}</Button></p></Form>}
        </Section>
      </Layout>
    )
  },
})
