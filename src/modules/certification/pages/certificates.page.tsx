import { officialsOf, provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { type Asked, definePage, type PageInfo } from '#platform/page'
import { Button } from '#ui/button'
import { LongText, Select, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, moment } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { Tag } from '#ui/tag'
import { endTrust, giveCertificate, keeps, revokeCertificate, trustAuthority } from '../actions/certificates.ts'
import { type CertificateRow, certificatesIn } from '../certificate-store.ts'
import { findAuthority } from '../authority.ts'
import { reasons, type Reason } from '../domain/revocation.ts'
import { certificationRules, type Names } from '../profiles.ts'
import { en } from '../texts/en.ts'
import { vi } from '../texts/vi.ts'

type Row = { id: string; name: string; kind: Names; position: string | null; serial: string; from: Date; to: Date; revokedAt: Date | null; reason: Reason | null }
type Trusted = { id: string; name: string; why: string; by: string; at: Date }
type Data = {
  unit: { code: string; name: Names }
  units: { code: string; name: Names }[]
  rows: Row[]
  /** Who may be given one: those who decide in the unit. */
  people: { id: string; name: string }[]
  trusted: Trusted[]
  stands: boolean
  given?: string
}
const words = (p: Pick<PageInfo, 'lang'>) => (p.lang === 'en' ? en : vi).certificates

/** The certificates of an agency: who signs with what and until when; one that must count no more is revoked here. */
export const certificatesPage = definePage<Data>({
  path: '/officer/certificates',
  face: 'officer',
  may: 'admin',
  async load(ctx, { query }: Asked) {
    const today = day(ctx.now)
    const register = ctx.take(unitRegister)
    const top = ctx.actor.powers.find((power) => power.act === 'admin')?.unit ?? provinceOf(ctx)
    const asked = String(query['unit'] ?? top)
    const unit = register.find(asked, today) && keeps(ctx, asked) ? asked : top
    const place = (code: string) => ({ code, name: register.get(code, today).full })
    const [rows, people, trusted, authority] = await Promise.all([
      certificatesIn(ctx, [unit]), officialsOf(ctx, unit, today),
      ctx.db.selectFrom('trusted_authorities').select(['id', 'name', 'why', 'added_by', 'added_at']).where('state', '=', 'trusted').orderBy('name').limit(200).execute(),
      findAuthority(ctx.house),
    ])
    const given = query['new'] ? rows.find((row) => row.id === query['new']) : undefined
    return {
      unit: place(unit), units: [top, ...register.bodiesUnder(top, today).map((body) => body.code), ...register.communesOf(top, today).map(({ code }) => code)].map(place), rows: rows.map((row) => shown(row, ctx.take(certificationRules).profiles[row.profile].names)),
      people: people.filter((one) => one.acts.includes('decide')).map(({ id, name }) => ({ id, name })),
      trusted: trusted.map((row: any) => ({ id: row.id, name: row.name, why: row.why, by: row.added_by, at: row.added_at })), stands: authority !== undefined, ...(given ? { given: given.holderName } : {}),
    }
  },
  submits: {
    give: {
      action: giveCertificate,
      input: ({ unit, official }) => ({ unit: String(unit ?? ''), ...(official && official !== 'seal' ? { official: String(official) } : {}) }),
      then: ({ id }, _asked, typed) => `/officer/certificates?${new URLSearchParams({ unit: String(typed['unit'] ?? ''), new: id })}`,
    },
    revoke: {
      action: revokeCertificate,
      input: ({ id, reason, remark }) => ({ id, reason, ...(remark ? { remark } : {}) }),
      then: (_r, { query }) => `/officer/certificates${query['unit'] ? `?unit=${encodeURIComponent(String(query['unit']))}` : ''}`,
    },
    trust: { action: trustAuthority, input: ({ certificate, why }) => ({ certificate: String(certificate ?? ''), why: String(why ?? '') }), then: () => '/officer/certificates#trusted' },
    'end-trust': { action: endTrust, input: ({ id }) => ({ id, why: '' }), then: () => '/officer/certificates#trusted' },
  },
  view({ data, p }) {
    const t = words(p)
    return (
      <Layout p={p} title={t.title} current="certificates">
        <Heading below={t.lead}>{t.title}</Heading>
        {!data.stands && <Notice tone="soon" title={t.noService}><p>{t.noServiceWhat} <code>npm run sen -- ceremony found</code></p></Notice>}
        {data.given && <Notice tone="good" title={t.given}><p><Vi p={p}>{data.given}</Vi></p></Notice>}
        <form class="inline-form" action={p.href('/officer/certificates')}>
          <Select p={{ ...p, typed: {} }} name="unit" label={t.unit} value={data.unit.code} empty={false} options={data.units.map((one) => ({ value: one.code, label: one.name[p.lang] }))} />
          <Button kind="second">{t.show}</Button>
        </form>
        <Section id="certificates" title={data.unit.name[p.lang]}>
          <Table p={p} caption={t.title} rows={data.rows} rowId={(one) => one.id} empty={<p class="quiet">{t.none}</p>} columns={[
            { label: t.holder, head: true, cell: (one) => <><Vi p={p}>{one.name}</Vi>{one.position && <><br /><span class="quiet small"><Vi p={p}>{one.position}</Vi></span></>}</> },
            { label: t.kind, cell: (one) => one.kind[p.lang] },
            { label: t.validity, cell: (one) => `${date(one.from)} – ${date(one.to)}` },
            { label: t.state, cell: (one) => (one.revokedAt ? <><Tag tone="late">{t.revoked}</Tag> {moment(one.revokedAt)}{one.reason && <>, {t.reasons[one.reason]}</>}</> : one.to < p.now ? <Tag tone="calm">{t.ended}</Tag> : <Tag tone="good">{t.counts}</Tag>) },
            { label: t.act, quietHead: true, cell: (one) => !one.revokedAt && one.to >= p.now && (
              <details>
                <summary>{t.revoke}<span class="hide"> <Vi p={p}>{one.name}</Vi>, {date(one.from)}</span></summary>
                <Form p={p} submit="revoke">
                  <input type="hidden" name="id" value={one.id} />
                  <label for={`reason-${one.id}`}>{t.why}</label>
                  <select class="input" id={`reason-${one.id}`} name="reason">{(Object.keys(reasons) as Reason[]).map((reason) => <option value={reason}>{t.reasons[reason]}</option>)}</select>
                  <p class="hint">{t.revokeWhat}</p>
                  <Button kind="back">{t.revokeNow}<span class="hide"> <Vi p={p}>{one.name}</Vi></span></Button>
                </Form>
              </details>
            ) },
          ]} />
        </Section>
        {data.stands && (
          <Section id="give" title={t.give}>
            <Form p={p} submit="give" panel>
              <input type="hidden" name="unit" value={data.unit.code} />
              <Select p={p} name="official" label={t.whom} hint={t.whomHint} empty={false} options={[{ value: 'seal', label: t.theSeal }, ...data.people.map((one) => ({ value: one.id, label: one.name }))]} />
              <Actions><Button>{t.give}</Button></Actions>
            </Form>
          </Section>
        )}
        <Section id="trusted" title={t.trusted}>
          <p>{t.trustedLead}</p>
          <Table p={p} caption={t.trusted} rows={data.trusted} empty={<p class="quiet">{t.trustedNone}</p>} columns={[
            { label: t.authority, head: true, cell: (one) => <Vi p={p}>{one.name}</Vi> },
            { label: t.whence, cell: (one) => <Vi p={p}>{one.why}</Vi> },
            { label: t.addedBy, cell: (one) => <><Vi p={p}>{one.by}</Vi>, {date(one.at)}</> },
            { label: t.act, quietHead: true, cell: (one) => <Form p={p} submit="end-trust"><input type="hidden" name="id" value={one.id} /><Button kind="second">{t.endTrust}<span class="hide"> <Vi p={p}>{one.name}</Vi></span></Button></Form> },
          ]} />
          <Form p={p} submit="trust" panel>
            <h3>{t.addTrust}</h3>
            <LongText p={p} name="certificate" label={t.pem} hint={t.pemHint} rows={6} />
            <TextField p={p} name="why" label={t.whence} hint={t.whenceHint} />
            <Actions><Button kind="second">{t.addTrust}</Button></Actions>
          </Form>
        </Section>
      </Layout>
    )
  },
})

const shown = (row: CertificateRow, kind: Names): Row => ({ id: row.id, name: row.holderName, kind, position: row.position, serial: row.serial, from: row.certificate.notBefore, to: row.certificate.notAfter, revokedAt: row.revokedAt, reason: row.reason })
