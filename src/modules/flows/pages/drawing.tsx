import type { JSX } from 'preact'
import type { PageInfo, Typed, Uploaded } from '#platform/page'
import { Button } from '#ui/button'
import { DateField, FileField, LongText } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { date } from '#ui/format'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import type { Proposal } from '../queries/flows.ts'
import { textsOf } from '../saying.ts'

type Words = ReturnType<typeof textsOf>['draw']

/** What lies in the form when the page opens: what was just typed, what waits or was sent back, or what is in force. */
export const xmlToDraw = (p: PageInfo, proposals: readonly Proposal[], inForce: string): string => {
  const typed = typeof p.typed['xml'] === 'string' && p.typed['xml'].trim() ? p.typed['xml'] : undefined
  return typed ?? proposals.find((it) => it.state === 'rejected' || (it.state === 'proposed' && it.proposed_by === p.actor.id))?.xml ?? inForce
}

/** The file that was sent, or what the modeller wrote. */
export const xmlSent = (typed: Typed, files: readonly Uploaded[]): string => files.find((it) => it.bytes.length)?.bytes.toString('utf8') ?? String([typed['xml'] ?? ''].flat()[0])

/** The place of the modeller, and what stands there without scripts; `words` and `wrong` are for the island. */
export const DrawingPlace = ({ p, kind, title, words, wrong, saveAs, file, children }: { p: PageInfo; kind: 'bpmn' | 'dmn'; title: string; words: object; wrong: readonly string[]; saveAs: string; file: { href: string; label: string }; children: JSX.Element | JSX.Element[] }) => (
  <Section id="drawing" title={title}>
    <div class="draw-views row" hidden data-draw-views />
    <div class="draw" lang="vi" hidden data-draw={kind} data-words={JSON.stringify(words)} data-wrong={JSON.stringify(wrong)} />
    <p role="status" data-draw-said />
    <div class="panel draw-panel" lang={p.lang} hidden data-draw-panel />
    <div data-draw-instead>{children}</div>
    <p class="row"><button type="button" class="button second" hidden data-draw-file={saveAs}>{textsOf(p.lang).draw.download}</button> <a class="act" href={p.href(file.href)}>{file.label}</a></p>
  </Section>
)

/** Sends what is drawn, or without scripts a file; `today` where it asks from which day it holds, and why. */
export const Propose = ({ p, d, xml, today, accept }: { p: PageInfo; d: Words; xml: string; today?: string; accept: string }) => (
  <Section id="propose" title={d.propose}>
    <Form p={p} submit="propose" multipart>
      <p>{d.proposeSays}</p>
      <div data-draw-instead><FileField p={p} name="file" label={d.file} hint={d.fileHint(accept)} accept={accept} optional /></div>
      <textarea name="xml" lang="vi" hidden data-draw-xml aria-label={d.file}>{xml}</textarea>
      {today && <><DateField p={p} name="validFrom" label={d.validFrom} value={today} /><LongText p={p} name="note" label={d.note} optional rows={2} /></>}
      <Actions><Button>{d.proposeNow}</Button></Actions>
    </Form>
  </Section>
)

/** Every fault by its element, with what to do. */
export const Faults = ({ d, faults, names }: { d: Words; faults: readonly [string, string][]; names: ReadonlyMap<string, string> }) =>
  faults.length ? <Notice tone="late" title={d.faults(faults.length)} id="faults"><ul>{faults.map(([id, say]) => <li id={id}><b>{names.get(id) ?? id}</b> <code>{id}</code>: {say}</li>)}</ul></Notice> : null

/** What another has drawn, for a second pair of eyes; `children` shows it. */
export const Proposed = ({ p, d, it, children }: { p: PageInfo; d: Words; it: Proposal; children: JSX.Element }) => (
  <Section id={`version-${it.version}`} title={d.waits(it.version, date(it.valid_from))} panel="petal">
    <p>{d.by(it.proposed_by_name, date(it.proposed_at))}{it.note && <>: “{it.note}”</>}</p>
    {children}
    {it.proposed_by === p.actor.id ? <p class="quiet">{d.anotherLooks}</p> : (
      <>
        <Form p={p} submit="publish"><input type="hidden" name="version" value={String(it.version)} /><Actions><Button>{d.publish}</Button></Actions></Form>
        <details><summary>{d.reject}</summary><Form p={p} submit="reject"><input type="hidden" name="version" value={String(it.version)} /><LongText p={p} name="reason" label={d.why} rows={2} /><Actions><Button kind="back">{d.rejectNow}</Button></Actions></Form></details>
      </>
    )}
  </Section>
)
