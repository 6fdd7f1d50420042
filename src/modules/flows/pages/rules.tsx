import type { Lang } from '#platform/ctx'
import type { PageInfo } from '#platform/page'
import type { Drawing } from '#ui/diagram'
import { Table } from '#ui/table'
import { drawingsOf } from '../drawing/of-bpmn.ts'
import { type FlowDefinition, sen, type TaskRule, type Within } from '../domain/definition.ts'
import { textsOf } from '../saying.ts'

export const withinWords = (within: Within, lang: Lang): string => {
  const { time } = textsOf(lang).flow
  return 'share' in within ? time.share(Math.round(within.share * 100)) : time[within.unit](within.amount)
}
export const unitWords = (unit: TaskRule['unit'], lang: Lang): string => { const t = textsOf(lang).flow; return typeof unit === 'string' ? t.units[unit] : t.department(unit.department) }
const whoWords = (acts: TaskRule['acts'], lang: Lang): string => acts.map((act) => textsOf(lang).acts[act]).join(', ')

/** Every step of a flow as a line to read: what the drawing says, for whoever does not see it, and what it does not say. */
export const StepsInWords = ({ p, definition }: { p: PageInfo; definition: FlowDefinition }) => {
  const t = textsOf(p.lang).flow
  return (
    <Table p={p} caption={t.inWords} columns={[
      { label: t.step, head: true, cell: (it: TaskRule) => <>{it.names[p.lang]}{it.says && <span class="hint" lang="vi">{it.says}</span>}</> },
      { label: t.does, cell: (it) => whoWords(it.acts, p.lang) },
      { label: t.where, cell: (it) => unitWords(it.unit, p.lang) },
      { label: t.within, cell: (it) => (it.within ? withinWords(it.within, p.lang) : '–') },
      { label: t.may, cell: (it) => [
        it.backTo.length ? t.mayBack(it.backTo.map((to) => definition.tasks.get(to)?.names[p.lang] ?? to).join(', ')) : '',
        it.skip.length ? t.maySkip(whoWords(it.skip, p.lang)) : '', it.takeOver.length ? t.mayTakeOver(whoWords(it.takeOver, p.lang)) : '',
      ].filter(Boolean).join('; ') || '–' },
    ]} rows={[...definition.tasks.values()]} />
  )
}

// A version never changes: it is drawn once for each language.
const kept = new WeakMap<FlowDefinition, Partial<Record<Lang, Drawing[]>>>()
/** The drawing of a definition, its names in the reader's language where the file has them. */
export function drawingOf(definition: FlowDefinition, lang: Lang): Drawing[] {
  const mine = kept.get(definition) ?? {}
  kept.set(definition, mine)
  return (mine[lang] ??= named(drawingsOf(definition.model.definitions.xml), definition, lang))
}

function named(drawings: Drawing[], { model }: FlowDefinition, lang: Lang): Drawing[] {
  if (lang === 'vi') return drawings
  const inEnglish = <T extends { id: string; name?: string }>(it: T): T => {
    const element = model.byId.get(it.id)
    const name = element && (sen(element, 'en') ?? (element.type === 'Participant' ? sen(model.byId.get(element.references.get('processRef')?.[0] ?? '') ?? element, 'en') : undefined))
    return name ? { ...it, name } : it
  }
  return drawings.map((drawing) => ({ ...drawing, shapes: drawing.shapes.map(inEnglish), lines: drawing.lines.map(inEnglish) }))
}
