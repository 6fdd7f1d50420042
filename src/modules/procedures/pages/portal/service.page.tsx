import { type Unit, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { definePage, type PageInfo } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { ButtonLink } from '#ui/button'
import { Facts, KeyFacts } from '#ui/facts'
import { date } from '#ui/format'
import { Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { type Paper, Papers } from '#ui/paper'
import { Timeline } from '#ui/timeline'
import { inForce } from '../../domain/catalogue.ts'
import type { Component, Procedure, Words } from '../../domain/procedure.ts'
import { catalogue } from '../../shelf.ts'
import { structuredService } from '../../open-data/structured.ts'
import { Kept } from '../kept.tsx'
import { basisWords, exemptionLine, feeLine, feeWords, small, textsOf, timeWords, whenWords } from '../wording.ts'

type Data = { procedure: Procedure; department?: Unit; results: Record<string, Words>; lifeEvents: { key: string; names: Words }[]; related: Procedure[]; today: string; ended: boolean; /** It ends, and no version follows. */ last: boolean; successor?: Procedure; base: string }

/** Everything to know before beginning: what is needed, what is known already, how long, how much, who decides, on which law. */
export const servicePage = definePage<Data>({
  path: '/services/:code',
  face: 'portal',
  may: 'anyone',
  async load(ctx, { params }) {
    const today = day(ctx.now)
    const { onDay, find, list, lifeEvents, versions } = ctx.take(catalogue)
    // A procedure that the law has ended still opens, and says so.
    const procedure = onDay(params['code']!, today) ?? find(params['code']!)
    if (!procedure) throw new Refusal('not-found', 'no-such-procedure', {}, { code: params['code']! })
    const successor = procedure.successor ? find(procedure.successor) : undefined
    const others = list({ day: today })
    const department = procedure.department ? ctx.take(unitRegister).find(procedure.department, today) : undefined
    return {
      procedure,
      ...(department && { department }),
      results: Object.fromEntries(others.map((it) => [it.result.code, it.result.names])),
      lifeEvents: lifeEvents.filter((it) => procedure.lifeEvents.includes(it.key)),
      related: others.filter((it) => it.code !== procedure.code && it.lifeEvents.some((key) => procedure.lifeEvents.includes(key))).slice(0, 4),
      today,
      ended: !inForce(procedure, today),
      last: procedure.validTo !== undefined && versions(procedure.code).at(-1) === procedure,
      ...(successor && { successor }),
      base: ctx.house.settings.publicUrl,
    }
  },
  view({ data, p }) {
    const { procedure } = data
    const { lang } = p
    const t = textsOf(lang).service
    const first = data.lifeEvents[0]
    return (
      <Layout p={p} title={procedure.names[lang]} current="services" crumbs={[{ href: '/services', label: t.crumb }, ...(first ? [{ href: `/services?event=${first.key}`, label: first.names[lang] }] : [])]} {...(!data.ended && {
        machines: [{ href: `/data/services/${procedure.code}.jsonld`, type: 'application/ld+json', title: textsOf(lang).openData.oneFile }],
        structured: structuredService(procedure, { base: data.base, lang, ...(data.department && { decides: data.department.formal }), place: { vi: p.place.name, en: p.place.nameEn } }),
      })}>
        <Kept owner={procedure} slot={`${lang} ${p.actor.kind === 'nobody'}`} day={data.today} class="cols lead" draw={() => <Body data={data} p={p} />} />
      </Layout>
    )
  },
})

const Body = ({ data, p }: { data: Data; p: PageInfo }) => {
  const { procedure } = data
  const { lang } = p
  const t = textsOf(lang).service
  const where = textsOf(lang).where
  const steps = procedure.form.steps
  const who = data.department ? data.department.full[lang] : textsOf(lang).level.commune
  const partial = procedure.fullProcess === true ? undefined : procedure.fullProcess.partial
  return (
    <>
      <div class="flow">
        <h1>{procedure.names[lang]}</h1>
        <p class="prose">{procedure.everyday[lang]}</p>
        {(data.ended || data.last) && <Notice tone="soon"><p>{data.ended ? t.ended : t.ends}{procedure.validTo && `: ${t.until(date(procedure.validTo))}`}{data.successor && <>. {t.successor} <a href={p.href(`/services/${data.successor.code}`)}>{data.successor.names[lang]}</a></>}</p></Notice>}
        <KeyFacts items={[
          { name: t.time, value: timeWords(procedure.time, lang) },
          { name: t.fee, value: feeWords(procedure, lang, data.today) },
          { name: t.where, value: partial ? where.partial : where.online },
          { name: t.gets, value: procedure.result.names[lang] },
        ]} />
      </div>

      <aside class="flow no-print">
        <div class="panel petal flow stay">
          {!data.ended && <p><ButtonLink href={p.href(`/services/${procedure.code}/start`)} wide icon="forward">{t.start}</ButtonLink></p>}
          <p class="hint">{t.minutes(procedure.minutes ?? 5, steps.length + (procedure.components.length ? 2 : 1))}</p>
          {p.actor.kind === 'nobody' && <p class="hint">{t.signInFirst}</p>}
          <hr />
          <p>{t.atCounter}</p>
        </div>
      </aside>

      <div class="flow">
        {partial && <Notice tone="pause" title={t.partialTitle} id="partial"><p>{partial.names[lang]}</p><p class="quiet"><Vi p={p}>{t.basis(partial.basis)}</Vi></p></Notice>}

        <Section id="need" title={t.need}>
          <Papers p={p} items={[
            { name: t.needForm, note: t.needFormHint(steps.map((step) => small(step.title[lang])).join(', ')), icon: 'pen' as const },
            // What nobody needs to bring stands below, with the rest that we know; what depends on an answer comes last.
            ...procedure.components.filter((it) => it.heldAs !== 'population').sort((one, other) => Number(one.when !== undefined) - Number(other.when !== undefined)).map((component) => paper(component, data, p)),
          ]} />
        </Section>

        <Known p={p} procedure={procedure} results={data.results} />

        <Section id="goes" title={t.goes}>
          <Timeline p={p} panel={false} items={[
            { what: t.youFill, who: t.minutes(procedure.minutes ?? 5, steps.length + (procedure.components.length ? 2 : 1)), state: 'now' },
            { what: t.officeChecks(who), who: t.oneRequest },
            { what: t.youGet(small(procedure.result.names[lang])), who: `${procedure.time.unit === 'immediate' ? t.promisedToday : t.promised(small(timeWords(procedure.time, lang)))} ${procedure.result.paper ? t.electronicAndPaper : t.electronic}` },
          ]} />
          {procedure.time.longer && <p class="quiet">{t.longer(timeWords(procedure.time.longer, lang), procedure.time.longer.names[lang])}.</p>}
        </Section>

        {procedure.fees.length > 0 && (
          <Section id="fees" title={t.fees}>
            <Facts p={p} items={procedure.fees.map((fee) => ({
              name: fee.names[lang],
              value: (
                <>
                  {feeLine(fee, lang)}
                  {fee.when && whenWords(procedure, fee.when, lang) && <span class="hint">{whenWords(procedure, fee.when, lang)}</span>}
                  {fee.exemptions.map((exemption) => <span class="hint">{exemptionLine(exemption, lang)}{exemption.when && `. ${whenWords(procedure, exemption.when, lang)}`}</span>)}
                  <span class="hint"><Vi p={p}>{fee.source}</Vi></span>
                </>
              ),
            }))} />
          </Section>
        )}

        <Section id="who" title={t.who}>
          <p class="prose">{data.department ? `${data.department.full[lang]}.` : t.whoCommune(small(hintOfUnit(procedure)?.[lang] ?? '').replace(/\.$/, ''))} {t.whoFor(procedure.applicants.map((it) => textsOf(lang).applicants[it]).join(', '))}</p>
          {procedure.conditions && <p class="prose">{procedure.conditions[lang]}</p>}
        </Section>

        <Section id="law" title={t.law}>
          <ul class="prose">
            {procedure.legalBases.map((basis) => (
<li>{lang === 'vi' ? basisWords(basis) : <><Vi p={p}>{basis.number}{basis.articles && `, ${basis.articles}`}</Vi>, {basis.names.en}</>}</li>
            ))}
          </ul>
          <p class="hint">
            {t.number(procedure.code)[0]}<span class="code">{procedure.code}</span>{procedure.source.decision && <Vi p={p}>{t.published(procedure.source.decision)}</Vi>}. {t.inForce(date(procedure.validFrom), date(procedure.source.readOn))}
          </p>
          {procedure.source.doubts && <p class="hint">{t.toVerify} <Vi p={p}>{procedure.source.doubts}</Vi></p>}
        </Section>

        {data.related.length > 0 && (
          <div class="no-print">
            <Section id="related" title={t.related}>
              <ul class="panel rows">
                {data.related.map((it) => <li><a href={p.href(`/services/${it.code}`)}>{it.names[lang]}</a></li>)}
              </ul>
            </Section>
          </div>
        )}
      </div>
    </>
  )
}

function paper(component: Component, { procedure, results }: Data, { lang }: PageInfo): Paper {
  const t = textsOf(lang).service
  const count = (number: number, what: string) => (number > 0 ? `${number} ${what}${lang === 'en' && number > 1 ? 's' : ''}` : '')
  const form = [count(component.originals, t.original), count(component.copies, t.copy)].filter(Boolean).join(', ')
  const held = component.heldAs && t.heldDocument(results[component.heldAs]?.[lang] ?? component.names[lang])
  const notes = [component.when && whenWords(procedure, component.when, lang), form && (component.need === 'present' ? `${form}, ${t.bring}` : form), component.note?.[lang] ?? held]
  return {
    name: component.optional ? `${component.names[lang]} (${t.optional})` : component.names[lang],
    note: notes.filter(Boolean).map((note) => String(note).replace(/\.$/, '')).join('. ') + '.',
    icon: component.need === 'present' ? 'card' : 'paper',
  }
}

/** The facts that are taken from registers, by the step that would have asked them. */
const Known = ({ p, procedure, results }: { p: PageInfo; procedure: Procedure; results: Record<string, Words> }) => {
  const t = textsOf(p.lang).service
  const items = procedure.form.steps.flatMap((step) => {
    const bySource = new Map<string, string[]>()
    for (const field of step.fields) {
      const property = procedure.form.schema.properties[field]
      const from = [property?.['x-from'] ?? []].flat()[0]
      if (!property || !from || property['x-known'] === 'editable') continue
      const source = sourceName(from, p, results)
      bySource.set(source, [...(bySource.get(source) ?? []), property['x-label'][p.lang]])
    }
    return [...bySource].map(([source, labels]) => ({ name: step.title[p.lang], value: labels.map((label, at) => (at === 0 ? label : small(label))).join(', '), from: t.from(source) }))
  })
  const looked = procedure.components.filter((component) => component.heldAs === 'population').map((component) => component.names[p.lang])
  if (looked.length > 0) items.push({ name: t.lookedUp, value: looked.map((name, at) => (at === 0 ? name : small(name))).join(', '), from: t.from(textsOf(p.lang).registers.population) })
  if (items.length === 0) return null
  return (
    <Section id="known" title={t.known}>
      <p>{t.knownHint}</p>
      <Facts p={p} items={items} />
    </Section>
  )
}

function sourceName(path: string, { lang }: PageInfo, results: Record<string, Words>): string {
  const registers = textsOf(lang).registers
  if (path.startsWith('document.')) {
    const name = results[path.slice('document.'.length, path.lastIndexOf('.'))]?.[lang]
    return name ? `${registers.document}: ${small(name)}` : registers.document
  }
  return path.startsWith('population') ? registers.population : path.startsWith('business') ? registers.business : registers.account
}

function hintOfUnit(procedure: Procedure): Words | undefined {
  return procedure.competentUnit ? procedure.form.schema.properties[procedure.competentUnit]?.['x-hint'] : undefined
}
