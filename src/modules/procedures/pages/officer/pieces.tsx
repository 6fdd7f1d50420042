import type { ComponentChildren } from 'preact'
import type { Ctx } from '#platform/ctx'
import type { PageInfo, Typed } from '#platform/page'
import { provinceOf, unitRegister } from '#organisations'
import { flowBookOf } from '#flows'
import { day } from '#platform/clock'
import { Choices, DateField, LongText, NumberField, Select, TextField, YesNo } from '#ui/field'
import { fieldNamesIn, propertyIn } from '../../domain/editing.ts'
import { type Box, partNames } from '../../domain/parts.ts'
import type { Content, DesignSource } from '../../design-store.ts'
import { bookFor } from '../../designing.ts'
import type { DesignTexts } from '../../texts/design.vi.ts'
import { textsOf } from '../wording.ts'

export const wordsOf = (p: { lang: 'vi' | 'en' }): DesignTexts => textsOf(p.lang).design
export const one = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat().at(-1) ?? '').trim()
export const seenIn = (typed: Typed): { seen?: number } => (/^\d+$/.test(one(typed, '_seen')) ? { seen: Number(one(typed, '_seen')) } : {})
export const Seen = ({ seen }: { seen: number }) => <input type="hidden" name="_seen" value={String(seen)} autocomplete="off" />
/** What was typed into boxes: everything but what forms carry beside. */
export const boxesOf = (typed: Typed): Typed => Object.fromEntries(Object.entries(typed).filter(([name]) => !['_seen', '_csrf', '_key', '_submit'].includes(name)))

/** The parts of a draft, beside every page of it. */
export const PartViews = ({ p, code, now, wrong }: { p: PageInfo; code: string; now?: string; wrong?: ReadonlyMap<string, number> }) => {
  const t = wordsOf(p)
  const at = `/officer/procedures/${code}`
  return (
    <nav class="views" aria-label={t.overview.parts}>
      <ul>
        <li><a href={p.href(at)} aria-current={now === undefined ? 'page' : undefined}>{t.edit.back}</a></li>
        {partNames.map((part) => <li><a href={p.href(part === 'form' ? `${at}/form` : `${at}/edit/${part}`)} aria-current={part === now ? 'page' : undefined}>{t.parts[part]}{wrong?.get(part) ? ` (${wrong.get(part)})` : ''}</a></li>)}
      </ul>
    </nav>
  )
}

/** The words it was made from, beside what is made of them. */
export const SourceSide = ({ p, sources }: { p: PageInfo; sources: readonly DesignSource[] }) => (
  <aside class="side" aria-labelledby="source"><div class="flow">
    <h2 id="source">{wordsOf(p).source}</h2>
    {sources.map((it) => <div><h3 id={`f-${it.key}`}>{it.names[p.lang]}</h3><p class="source-words" lang="vi">{it.text}</p></div>)}
  </div></aside>
)

export type Option = { value: string; label: string }
export type Choosing = Record<string, Option[]>

/** What can be chosen for the boxes of this draft, in the language of the page. */
export function choosing(ctx: Pick<Ctx, 'take' | 'house' | 'now' | 'lang'>, content: Content): Choosing {
  const { lang } = ctx
  const t = wordsOf(ctx)
  const book = bookFor(ctx, content)
  const today = day(ctx.now)
  const units = ctx.take(unitRegister)
  const named = (words: Record<string, string>): Option[] => Object.entries(words).map(([value, label]) => ({ value, label }))
  const shared = book.shared.parts
  const questions = (...widgets: string[]): Option[] => [...fieldNamesIn(content.definition, shared)].flatMap((name) => {
    const property = propertyIn(content.definition, shared, name)
    return property && (!widgets.length || widgets.includes(property['x-widget'])) ? [{ value: name, label: `${property['x-label']?.[lang] ?? name} (${name})` }] : []
  })
  const byLabel = (a: Option, b: Option) => a.label.localeCompare(b.label, lang)
  const flows = flowBookOf(ctx)
  return {
    fields: book.fields.map((it) => ({ value: it.key, label: it.names[lang] })).sort(byLabel), lifeEvents: book.lifeEvents.map((it) => ({ value: it.key, label: it.names[lang] })),
    applicants: named(textsOf(lang).applicants), levels: named(t.choices.levels), reasons: named(t.choices.reasons), needs: named(t.choices.needs), feeTimes: named(t.choices.feeTimes), feeHolds: named(t.choices.feeHolds), sureness: named(t.choices.sureness), known: named(t.choices.known),
    departments: [...(book.around.departments ?? [])].map((key) => ({ value: key, label: units.find(`${provinceOf(ctx)}-${key}`, today)?.full[lang] ?? key })).sort(byLabel),
    unitFields: questions('unit'), textFields: questions('text'), days: [{ value: 'today', label: t.choices.today }, ...questions('date')], questions: [...named(t.choices.always), ...questions()],
    values: [...fieldNamesIn(content.definition, shared)].flatMap((name) => { const options = completeOptions(propertyIn(content.definition, shared, name)?.['x-options'], book.shared.options); return options.length ? [{ value: name, label: options.slice(0, 12).map((it) => `"${it.value}": ${it[lang]}`).join('; ') }] : [] }),
    holders: [{ value: 'population', label: t.choices.population }, ...Object.entries(book.shared.results).map(([value, it]) => ({ value, label: `${it[lang]} (${value})` })).sort(byLabel)],
    flows: flows.keys.map((key) => ({ value: key, label: `${(flows.onDay(key, today) ?? flows.versions(key)[0])?.names[lang] ?? key} (${key})` })), letters: [...(book.around.letters ?? [])].sort().map((value) => ({ value, label: value })),
    paper: (content.definition['components'] ?? []).map((it: any) => ({ value: it.code, label: it.names?.[lang] ?? it.code })), fee: (content.definition['fees'] ?? []).map((it: any) => ({ value: it.code, label: it.names?.[lang] ?? it.code })),
    exemption: (content.definition['fees'] ?? []).flatMap((it: any) => it.exemptions ?? []).map((it: any) => ({ value: it.code, label: it.names?.[lang] ?? it.code })), unit: named(t.choices.units),
  }
}

const completeOptions = (options: unknown, shared: Record<string, { value: string; vi: string; en: string }[]>): { value: string; vi: string; en: string }[] => (typeof options === 'string' ? (shared[options] ?? []) : Array.isArray(options) ? options : [])

type Shown = Record<string, string | string[]>

/** A box of the editor as a field of the look, with what stands in it. */
export const EditBox = ({ p, box, shown, from, before = '' }: { p: PageInfo; box: Box; shown: Shown; from: Choosing; before?: string }) => {
  const t = wordsOf(p)
  const name = `${before}${box.at}`
  const label = t.boxes[box.at] ?? box.at
  const value = typeof shown[name] === 'string' ? shown[name] : undefined
  const hint = t.boxHints[box.at]
  const common = { p, name, label, ...(hint ? { hint } : {}), ...(box.optional ? { optional: true as const } : {}) }
  const options = from[box.of ?? ''] ?? []
  const inBoth = (draw: (lang: 'vi' | 'en', more: { name: string; label: string; value: string; optional?: true }) => ComponentChildren) => (['vi', 'en'] as const).map((lang) => draw(lang, { name: `${name}.${lang}`, label: `${label} (${t.languages[lang]})`, value: String(shown[`${name}.${lang}`] ?? ''), ...(box.optional ? { optional: true as const } : {}) }))
  switch (box.kind) {
    case 'words': return <>{inBoth((_, more) => <TextField p={p} {...more} />)}</>
    case 'long-words': return <>{inBoth((_, more) => <LongText p={p} rows={2} {...more} />)}</>
    case 'long': return <LongText {...common} value={value} rows={3} />
    case 'lines': case 'options': case 'columns': return <LongText {...common} value={value} rows={4} />
    case 'count': return <NumberField {...common} value={value} decimals />
    case 'day': return <DateField {...common} value={value} />
    case 'yes-no': return <YesNo {...common} value={value ?? ''} />
    case 'one': return <Select {...common} value={value} options={options.some((it) => it.value === value) || !value ? options : [{ value, label: value }, ...options]} {...(box.optional ? { empty: t.choices.none } : {})} />
    case 'many': return <><input type="hidden" name={`${name}._asked`} value="true" /><Choices {...common} options={options} values={[shown[name] ?? []].flat()} /></>
    default: return <TextField {...common} value={value} />
  }
}

