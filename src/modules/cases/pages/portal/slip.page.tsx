import { checkLine } from '#documents'
import { unitRegister } from '#organisations'
import { catalogue } from '#procedures'
import { day } from '#platform/clock'
import { findPower } from '#platform/actor'
import { definePage } from '#platform/page'
import { ActLink } from '#ui/button'
import { letterDate, moment, money, promise as inWords, spacedPhone } from '#ui/format'
import { Layout } from '#ui/layout'
import { Letter, LetterLines, LetterTable } from '#ui/letter'
import { Notice } from '#ui/notice'
import { type CaseFile, feesDueNow } from '../../domain/case-file.ts'
import { feeWords } from '../../forms.ts'
import { caseFile } from '../../queries/case-file.ts'
import { deskName, textsOf, unitName } from '../words.tsx'

type Slip = { file: CaseFile; receiver?: string; mayTakeFee: boolean; centre: string; above: string; authority: string; components: { name: string; form: string }[]; time: string; place: string; checkUrl: string }

/** Form 01 as a page that prints on A5; the same as the PDF. Before the desk has accepted nothing is appointed: then it says that the case was sent. Both faces use it: the desk prints it for the person. */
export const slipPage = definePage<Slip>({
  path: '/cases/:caseId/slip',
  face: 'portal',
  may: 'signed-in',
  async load(ctx, { params }) {
    const { file, events } = await caseFile(ctx, params['caseId']!)
    const procedure = ctx.take(catalogue).get(file.procedure.code, file.procedure.version)
    const on = day(file.filedAt)
    const vi = { ...ctx, lang: 'vi' as const }
    const kinds = textsOf('vi').slip.paperKinds
    return {
      file, receiver: events.find((e) => e.type === 'cases.accepted' || e.type === 'cases.registered')?.actorName,
      mayTakeFee: findPower(ctx.actor, 'receive', file.receivingUnit, file.procedure.code) !== undefined,
      above: unitName(vi, file.receivingUnit, on), centre: deskName(vi, file.receivingUnit, on), authority: unitName(vi, file.competentUnit, on),
      components: file.papers.map((p) => ({ name: procedure.components.find((c) => c.code === p.component)?.names.vi ?? p.label, form: kinds[p.kind] })),
      time: textsOf('vi').slip.time(file.time.amount, file.time.unit),
      place: ctx.take(unitRegister).datedFrom(file.receivingUnit, on)?.vi ?? '',
      checkUrl: checkLine(ctx, file.checkCode).url,
    }
  },
  view({ data: { file, receiver, mayTakeFee, centre, above, authority, components, time, place, checkUrl }, p }) {
    const t = textsOf(p.lang).slip
    const s = textsOf('vi').slip
    const title = receiver === undefined ? t.sentTitle : t.title
    const back = p.actor.kind === 'official' ? `/officer/cases/${file.id}` : `/cases/${file.id}`
    return (
      <Layout p={p} title={`${title}, ${file.code}`} narrow current="cases">
        <div class="no-print flow">
          <p><ActLink href={p.href(back)}>{t.back}</ActLink></p>
          <h1>{title}</h1>
          {mayTakeFee && feesDueNow(file) > 0 && <Notice tone="soon" icon="money" title={textsOf(p.lang).officer.takeFee(money(feesDueNow(file), p.lang))}><p><a href={p.href(`/officer/cases/${file.id}/payments`)}>{textsOf(p.lang).officer.collectCash}</a></p></Notice>}
          <p>{t.howToPrint} {file.dueAt && <a href={`/cases/${file.id}/forms/01.pdf`}>{t.pdf}</a>}</p>
        </div>
        <Letter
          under
          head={{ above: above.toLocaleUpperCase('vi'), body: centre, ...(receiver === undefined ? {} : { number: file.code.split('-').at(-1)! }), placeAndDate: `${place}, ${letterDate(file.filedAt)}` }}
          title={receiver === undefined ? s.sentHeading : s.heading}
          code={<>{s.code}: <b class="code">{file.code}</b></>}
          tracking={{ qr: checkUrl, label: s.qrLabel, says: <>{s.track} <b>{checkUrl.replace(/^https?:\/\//, '')}</b></> }}
          {...(receiver === undefined ? {} : { signatures: [{ role: s.handedIn, note: s.signNote, name: file.applicant.name }, { role: s.receiver, note: s.signNote, name: receiver }] })}
        >
          <LetterLines lines={[
            { name: s.of, value: file.applicant.name, strong: true },
            ...(file.applicant.phone ? [{ name: s.phone, value: spacedPhone(file.applicant.phone) }] : []),
            { name: s.about, value: `${file.procedure.names.vi} (${file.procedure.code})` },
            { name: s.decides, value: authority },
          ]} />
          {components.length > 0 && <LetterTable caption={receiver === undefined ? s.sentPapers : s.components} heads={[s.no, s.paper, s.form]} rows={components.map((c, i) => [i + 1, c.name, c.form])} />}
          <LetterLines lines={[
            { name: s.limit, value: time },
            { name: receiver === undefined ? s.sentAt : s.received, value: moment(file.receivedAt ?? new Date(file.countsFrom)) },
            { name: s.due, value: file.dueAt ? `${inWords('vi', file.dueOn!)}` : s.dueAfterAcceptance, strong: true },
            { name: s.fee, value: feeWords(file) },
            { name: s.delivery, value: s.deliveries[file.delivery] },
          ]} />
          {receiver === undefined && <p>{s.sentSays}</p>}
        </Letter>
      </Layout>
    )
  },
})
