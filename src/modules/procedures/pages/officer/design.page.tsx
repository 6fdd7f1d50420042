import { definePage, type PageInfo } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AsWritten } from '#ui/as-written'
import { ActLink, Button } from '#ui/button'
import { DateField, FileField, LongText, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date, moment, readDate } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Papers } from '#ui/paper'
import { Tag } from '#ui/tag'
import { beginProcedureDesign, importDesign } from '../../actions/begin-design.ts'
import { discardDesign, publishDesign, sendBackDesign, submitDesign, takeBackDesign } from '../../actions/decide-design.ts'
import { settleRemark } from '../../actions/edit-design.ts'
import { declineRetirement, proposeRetirement, retireProcedure } from '../../actions/retire-procedure.ts'
import { type Design, type DesignDraft } from '../../design-store.ts'
import { checkDraft, mayApprove, mayDesign } from '../../designing.ts'
import { fieldOfFault, partOfFault, sayDesignFault } from '../../domain/design-faults.ts'
import { partNames } from '../../domain/parts.ts'
import { designShown, type VersionShown } from '../../queries/designs.ts'
import type { Fault } from '../../reading/read-procedures.ts'
import { tones } from './designs.page.tsx'
import { one, PartViews, Seen, seenIn, SourceSide, wordsOf } from './pieces.tsx'

type Data = { code: string; name: string; design?: Design; draft?: DesignDraft; faults: Fault[]; seen: number; versions: VersionShown[]; mayWrite: boolean; mayPublish: boolean; mine: boolean }
type Asked = { params: Record<string, string> }
const back = (_result: unknown, { params }: Asked): string => `/officer/procedures/${params['code']}`
const which = (typed: Parameters<typeof one>[0], { params }: Asked) => ({ code: params['code'], ...seenIn(typed) })

/** One procedure as those who write and publish it see it: what is drafted, what is still to mend, its versions, its end. */
export const designPage = definePage<Data>({
  path: '/officer/procedures/:code',
  face: 'officer',
  may: ['admin', 'decide', 'oversee', 'lead'],
  async load(ctx, { params }) {
    const code = params['code']!
    const { design, seen, versions } = await designShown(ctx, code)
    const draft = design?.draft
    if (!draft && !versions.length) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
    return {
      code, name: versions[0]?.procedure.names[ctx.lang] ?? draft?.definition['names']?.[ctx.lang] ?? code, ...(design ? { design } : {}), ...(draft ? { draft } : {}), faults: draft ? checkDraft(ctx, draft).faults : [], seen, versions,
      mayWrite: mayDesign(ctx), mayPublish: mayApprove(ctx), mine: draft?.writers.some(({ id }) => id === ctx.actor.id) ?? false,
    }
  },
  submits: {
    begin: { action: beginProcedureDesign, input: (_t, { params }) => ({ code: params['code'] }), then: back },
    submit: { action: submitDesign, input: which, then: back },
    'take-back': { action: takeBackDesign, input: which, then: back },
    publish: { action: publishDesign, input: (typed, asked) => ({ ...which(typed, asked), decision: one(typed, 'decision') }), then: back },
    'send-back': { action: sendBackDesign, input: (typed, asked) => ({ ...which(typed, asked), reason: one(typed, 'reason') }), then: back },
    discard: { action: discardDesign, input: which, then: () => '/officer/procedures' },
    settle: { action: settleRemark, input: (typed, { params }) => ({ code: params['code'], remark: Number(one(typed, 'remark')) }), then: (_r, { params }) => `/officer/procedures/${params['code']}#remarks` },
    replace: { action: importDesign, input: (typed, _asked, _ctx, files) => { const text = (field: string) => files.find((it) => it.field === field)?.bytes.toString('utf8') ?? ''; return { yaml: text('yaml'), ...(text('dmn') ? { dmn: text('dmn') } : {}), ...seenIn(typed) } }, then: back },
    retire: { action: proposeRetirement, input: (typed, { params }) => ({ code: params['code'], lastDay: readDate(one(typed, 'lastDay')) ?? one(typed, 'lastDay'), ...(one(typed, 'successor') ? { successor: one(typed, 'successor') } : {}), reason: one(typed, 'retire-reason') }), named: { reason: 'retire-reason' }, then: back },
    'confirm-retire': { action: retireProcedure, input: (_t, { params }) => ({ code: params['code'] }), then: back },
    'decline-retire': { action: declineRetirement, input: (typed, { params }) => ({ code: params['code'], reason: one(typed, 'decline-reason') }), named: { reason: 'decline-reason' }, then: back },
  },
  view({ data, p }) {
    const { code, name, draft, faults, seen, versions, mayWrite } = data
    const t = wordsOf(p)
    const o = t.overview
    const at = `/officer/procedures/${code}`
    const wrong = new Map(partNames.map((part) => [part as string, faults.filter((it) => partOfFault(it) === part).length]))
    return (
      <Layout p={p} title={`${name} (${code})`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.title }]} {...(draft ? { views: <PartViews p={p} code={code} wrong={wrong} /> } : {})} {...(draft?.sources.length ? { side: <SourceSide p={p} sources={draft.sources} /> } : {})}>
        <Heading above={<span class="code">{code}</span>}><AsWritten p={p}>{name}</AsWritten></Heading>
        {draft ? <Drafted data={data} draft={draft} p={p} wrong={wrong} /> : (
          <>
            <p>{o.noDraft}</p>
            {mayWrite && <Form p={p} submit="begin"><Actions><Button>{o.begin}</Button></Actions></Form>}
          </>
        )}
        {versions.length > 0 && (
          <Section id="versions" title={o.versions}>
            <Papers p={p} items={versions.map(({ procedure: it, state, publishedBy, decision }, n) => ({
              name: `${o.version(it.version)}, ${o.validFrom(date(it.validFrom)).toLocaleLowerCase(p.lang)}${it.validTo ? ` ${o.until(date(it.validTo))}` : ''}`, note: `${publishedBy ? o.publishedBy(publishedBy) : o.ofCountry}${decision ? `, ${decision}` : ''}`,
              state: { tone: tones[state], word: t.states[state] },
              end: <span class="row small"><ActLink href={p.href(`${at}/files/${it.version}.yaml`)} about={o.version(it.version)}>{o.yaml}</ActLink><ActLink href={p.href(`${at}/files/${it.version}.dmn`)} about={o.version(it.version)}>{o.dmn}</ActLink>{versions[n + 1] && <ActLink href={p.href(`${at}/differences?from=${versions[n + 1]!.procedure.version}&to=${it.version}`)} about={o.version(it.version)}>{o.compare}</ActLink>}</span>,
            }))} />
            <p><ActLink href={p.href(`/services/${code}`)}>{o.service}</ActLink></p>
          </Section>
        )}
        {versions.length > 0 && <Ending data={data} p={p} />}
        {draft && mayWrite && (
          <Section id="files" title={o.files}>
            <p class="row"><ActLink href={p.href(`${at}/files/draft.yaml`)}>{o.yaml}</ActLink><ActLink href={p.href(`${at}/files/draft.dmn`)}>{o.dmn}</ActLink></p>
            {draft.state === 'draft' && (
              <details><summary>{o.replace}</summary>
                <p class="hint">{o.replaceHint}</p>
                <Form p={p} submit="replace" multipart>
                  <Seen seen={seen} />
                  <FileField p={p} name="yaml" label={t.list.yaml} hint=".yaml, .json" accept=".yaml,.yml,.json" />
                  <FileField p={p} name="dmn" label={t.list.dmn} hint=".dmn" accept=".dmn,.xml" optional />
                  <Actions><Button kind="second">{o.replace}</Button></Actions>
                </Form>
              </details>
            )}
            <details><summary>{o.discard}</summary><p class="hint">{o.discardHint}</p><Form p={p} submit="discard"><Seen seen={seen} /><Actions><Button kind="back">{o.discard}</Button></Actions></Form></details>
          </Section>
        )}
      </Layout>
    )
  },
})

const Drafted = ({ data: { code, faults, seen, versions, mayWrite, mayPublish, mine }, draft, p, wrong }: { data: Data; draft: DesignDraft; p: PageInfo; wrong: ReadonlyMap<string, number> }) => {
  const t = wordsOf(p)
  const o = t.overview
  const at = `/officer/procedures/${code}`
  const untranslated = JSON.stringify(draft.definition).split('"Not translated yet: ').length - 1
  return (
    <>
      <p>{o.draft(draft.version)} <Tag tone={tones[draft.state]}>{t.states[draft.state]}</Tag> <span class="quiet">{o.from[draft.from.kind](draft.from.of ?? '')}. {o.writtenBy(draft.writers.map((it) => it.name).join(', '))}. {o.validFrom(date(String(draft.definition['validFrom'])))}.</span></p>
      {draft.sentBack && draft.state === 'draft' && <Notice tone="soon" title={o.sentBack(draft.sentBack.by, moment(new Date(draft.sentBack.at)))}><p><AsWritten p={p}>{draft.sentBack.reason}</AsWritten></p></Notice>}
      {draft.state === 'waiting' && <Notice tone="pause"><p>{o.waits(draft.submitted!.name, moment(new Date(draft.submitted!.at)))}</p></Notice>}
      {untranslated > 0 && <p class="hint">{o.untranslated(untranslated)}</p>}
      <p class="row"><ActLink href={p.href(`${at}/preview`)}>{o.preview}</ActLink><ActLink href={p.href(`${at}/try`)}>{o.tryIt}</ActLink>{versions[0] && <ActLink href={p.href(`${at}/differences?from=${versions[0].procedure.version}&to=draft`)}>{o.compareDraft}</ActLink>}</p>
      <Section id="parts" title={o.parts}>
        <p class="hint">{o.partsHint}</p>
        <ul class="panel rows">
          {partNames.map((part) => (
            <li id={`part-${part}`} class="flow">
              <span class="row apart"><a href={p.href(part === 'form' ? `${at}/form` : `${at}/edit/${part}`)}>{t.parts[part]}</a>{wrong.get(part) ? <Tag tone="late">{o.wrong(wrong.get(part)!)}</Tag> : <Tag tone="good">{o.good}</Tag>}</span>
              {faults.filter((it) => partOfFault(it) === part).map((fault) => {
                const field = fieldOfFault(fault)
                const said = <AsWritten p={p}>{sayDesignFault(fault, p.lang)}</AsWritten>
                return <span class="small">{field ? <a href={p.href(`${at}/form/fields/${field}`)}>{said}</a> : said}</span>
              })}
            </li>
          ))}
        </ul>
      </Section>
      {draft.remarks.length > 0 && (
        <Section id="remarks" title={o.remarks(draft.remarks.length)}>
          <ul class="panel rows">
            {draft.remarks.map((it, n) => (
              <li>
                {it.settle && !it.settled && <><Tag tone="soon">{o.settle}</Tag>{' '}</>}<Vi p={p}>{it.say}</Vi>{it.source && <>{' '}<a href={`#f-${it.source}`} class="small">{o.wordsOf}</a></>}
                {it.settled ? <span class="hint">{o.settled(it.settled.by)}</span> : it.settle && mayWrite && draft.state === 'draft' && <Form p={p} submit="settle"><input type="hidden" name="remark" value={String(n)} /><Button kind="second">{o.settleNow}<span class="hide">: {it.say}</span></Button></Form>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {draft.state === 'draft' && mayWrite && <Section id="submit" title={o.submit}><p class="hint">{o.submitHint}</p><Form p={p} submit="submit"><Seen seen={seen} /><Actions><Button>{o.submit}</Button></Actions></Form></Section>}
      {draft.state === 'waiting' && (
        <Section id="approve" title={o.publishTitle} panel>
          {mine ? <p>{o.notYours}</p> : mayPublish && (
            <>
              <Form p={p} submit="publish"><Seen seen={seen} /><TextField p={p} name="decision" label={o.decision} value={draft.definition['source']?.decision ?? ''} optional /><Actions><Button>{o.publishNow}</Button></Actions></Form>
              <Form p={p} submit="send-back"><Seen seen={seen} /><LongText p={p} name="reason" label={o.why} rows={2} /><Actions><Button kind="second">{o.sendBackNow}</Button></Actions></Form>
            </>
          )}
          {mayWrite && <Form p={p} submit="take-back"><Seen seen={seen} /><Actions><Button kind="back">{o.takeBack}</Button></Actions></Form>}
        </Section>
      )}
    </>
  )
}

const Ending = ({ data: { design, mayWrite, mayPublish, versions }, p }: { data: Data; p: PageInfo }) => {
  const o = wordsOf(p).overview
  const retiring = design?.retiring
  const retired = design?.retired
  if (!retiring && !mayWrite && !retired) return null
  return (
    <Section id="retire" title={o.retire}>
      {retired && <Notice tone="calm"><p>{o.until(date(retired.lastDay))}. {retired.successor && <a href={p.href(`/officer/procedures/${retired.successor}`)}>{o.replacedBy(retired.successor)}</a>} <AsWritten p={p}>{retired.reason}</AsWritten></p></Notice>}
      {retiring && (
        <div class="panel flow">
          <p>{o.retireWaits(retiring.by.name, date(retiring.lastDay))}. {retiring.successor && <a href={p.href(`/officer/procedures/${retiring.successor}`)}>{o.replacedBy(retiring.successor)}</a>}</p>
          <p><AsWritten p={p}>{retiring.reason}</AsWritten></p>
          {mayPublish && retiring.by.id !== p.actor.id && <Form p={p} submit="confirm-retire"><Actions><Button>{o.confirmRetire}</Button></Actions></Form>}
          {(mayPublish || mayWrite) && <Form p={p} submit="decline-retire"><LongText p={p} name="decline-reason" label={o.why} rows={2} /><Actions><Button kind="second">{o.declineRetire}</Button></Actions></Form>}
        </div>
      )}
      {!retiring && !retired && mayWrite && versions.length > 0 && (
        <details open={p.refusal !== undefined && 'lastDay' in p.refusal.fields}><summary>{o.retire}</summary>
          <p class="hint">{o.retireHint}</p>
          <Form p={p} submit="retire">
            <DateField p={p} name="lastDay" label={o.lastDay} />
            <TextField p={p} name="successor" label={o.successor} short figures optional />
            <LongText p={p} name="retire-reason" label={o.retireWhy} rows={2} />
            <Actions><Button kind="second">{o.retireNow}</Button></Actions>
          </Form>
        </details>
      )}
    </Section>
  )
}
