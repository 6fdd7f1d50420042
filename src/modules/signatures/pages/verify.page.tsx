import type { Ctx } from '#platform/ctx'
import { type Asked, definePage, type PageInfo, type Uploaded } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ActLink, Button, ButtonLink } from '#ui/button'
import { type Fact, Facts } from '#ui/facts'
import { FileField, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, moment, fileSize } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Tag } from '#ui/tag'
import { verificationReport, verifyFile } from '../actions/verify.ts'
import { en } from '../texts/en.ts'
import { vi } from '../texts/vi.ts'
import type { Report, SignatureReport } from '../verify/report.ts'

const words = (p: Pick<PageInfo, 'lang'>) => (p.lang === 'en' ? en : vi).verify

/** Anyone drops a signed file and is told in plain words what it is worth. */
export const verifyPage = definePage<Record<string, never>>({
  path: '/verify',
  face: 'portal',
  may: 'anyone',
  filesFromAnyone: true,
  load: async () => ({}),
  submits: {
    verify: {
      action: verifyFile,
      input(_typed, _asked, _ctx, files: Uploaded[]) {
        const file = files.find((one) => one.bytes.length)
        if (!file) throw new Refusal('invalid', 'check-the-form', { file: 'choose-a-file' })
        return { name: file.name, content: file.bytes.toString('base64') }
      },
      then: ({ id }) => `/verify/${id}`,
    },
  },
  view({ p }) {
    const t = words(p)
    return (
      <Layout p={p} title={t.title} narrow>
        <Heading below={t.lead}>{t.title}</Heading>
        <Form p={p} submit="verify" multipart panel>
          <FileField p={p} name="file" label={t.file} hint={t.fileHint} accept="application/pdf,application/xml,text/xml,.xml,.jws,.json" />
          <Actions><Button>{t.press}</Button></Actions>
        </Form>
        <Section id="code-section" title={t.or}>
          <p>{t.orWhat}</p>
          <form class="panel flow" action={p.href('/check')}>
            <TextField p={p} name="code" label={t.code} autocomplete="off" short figures />
            <p><Button kind="second">{t.check}</Button></p>
          </form>
        </Section>
      </Layout>
    )
  },
})

type Data = { id: string; report: Report }

/** What was found, for whoever has the address. */
export const verifiedPage = definePage<Data>({
  path: '/verify/:id',
  face: 'portal',
  may: 'anyone',
  load: async (ctx: Ctx, { params }: Asked) => ({ id: params['id']!, report: await verificationReport.run(ctx, { id: params['id']! }) }),
  view({ data: { id, report }, p }) {
    const t = words(p)
    const tone = report.verdict === 'good' ? 'good' : report.verdict === 'broken' ? 'late' : 'pause'
    return (
      <Layout p={p} title={t.verdicts[report.verdict]} narrow>
        <Heading above={t.result}>{t.verdicts[report.verdict]}</Heading>
        <Notice tone={tone}><p>{t.what[report.verdict]}</p></Notice>
        {report.signatures.map((one, i) => <One p={p} one={one} n={i + 1} />)}
        <Section id="file" title={t.fileName}>
          <Facts p={p} items={[
            { name: t.fileName, value: report.file.name },
            { name: t.size, value: fileSize(report.file.bytes, p.lang) },
            { name: t.fingerprint, value: <span class="code break">{report.file.sha256}</span> },
            { name: t.checkedAt, value: moment(report.checkedAt) },
          ]} />
        </Section>
        <p class="hint no-print">{t.keep}</p>
        <p class="row no-print"><ButtonLink kind="second" href={`/verify/${id}/report.json`}>{t.download}</ButtonLink><ActLink href={p.href('/verify')}>{t.another}</ActLink></p>
      </Layout>
    )
  },
})

const One = ({ p, one, n }: { p: PageInfo; one: SignatureReport; n: number }) => {
  const t = words(p)
  const isStamp = one.kind === 'time-stamp'
  const facts = factsOf(p, one)
  const mark = one.verdict === 'good' ? <Tag tone="good">{t.good}</Tag> : one.verdict === 'broken' ? <Tag tone="late">{t.bad}</Tag> : <Tag tone="pause">{t.unsure}</Tag>
  const title = `${isStamp ? t.timeStamp : t.signature} ${n}`
  return (
    <Section id={`signature-${n}`} title={title}>
      <p>{mark}</p>
      {(one.faults.length > 0 || one.changes.length > 0) && (
        <ul>{[...one.faults.map((fault) => t.faults[fault]), ...one.changes.map((change) => t.changes[change])].map((sentence) => <li>{sentence}</li>)}</ul>
      )}
      {facts.length > 0 && <Facts p={p} items={facts} />}
      {one.remarks.map((remark) => <p class="hint">{t.remarks[remark]}</p>)}
      {one.record && <p class="hint">{t.ourRecord}</p>}
    </Section>
  )
}

function factsOf(p: PageInfo, { kind, signer, record, at, atProven, reason, level, certificate, algorithm }: SignatureReport): Fact[] {
  const t = words(p)
  const post = record?.position ?? signer?.title
  const agency = record?.agency ?? signer?.organisation
  const lent = record?.inNameOf
  return [
    ...(signer ? [{ name: kind === 'time-stamp' ? t.stampedBy : t.signedBy, value: <Vi p={p}>{signer.name}</Vi> }] : []),
    ...(record || post ? [{ name: t.as, value: <>{record && <>{t[record.kind]}{post && <>. </>}</>}{post && <Vi p={p}>{post}</Vi>}</> }] : []),
    ...(agency && agency !== signer?.name ? [{ name: t.of, value: <Vi p={p}>{agency}</Vi> }] : []),
    ...(lent ? [{ name: t.inNameOf, value: <Vi p={p}>{lent.name}, {lent.position}</Vi> }] : []),
    ...(lent?.delegation ? [{ name: t.delegation, value: <><span class="code">{lent.delegation}</span>{lent.from && lent.to && <>, {t.delegated(date(lent.from), date(lent.to))}</>}{lent.ended && <>, {t.ended(date(lent.ended))}</>}</> }] : []),
    ...(at ? [{ name: t.at, value: `${moment(at)} (${atProven ? t.proven : t.claimed})` }] : []),
    ...(reason ? [{ name: t.reason, value: <Vi p={p}>{reason}</Vi> }] : []),
    ...(level ? [{ name: t.level, value: t.levels[level] }] : []),
    ...(certificate ? [
      { name: t.certificate, value: <><span class="code break">{certificate.number}</span>, {t.until(date(certificate.from), date(certificate.to))}</> },
      { name: t.issuer, value: <Vi p={p}>{certificate.issuer}</Vi> },
      ...(certificate.root ? [{ name: t.root, value: <Vi p={p}>{certificate.root}</Vi> }] : []),
    ] : []),
    ...(algorithm ? [{ name: t.algorithm, value: algorithm }] : []),
  ]
}
