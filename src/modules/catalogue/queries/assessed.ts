import { type HeldBook, heldShelf, heldThing, catalogue as procedures } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { type Burden, type Holding, burdenOf, resultIndex } from '../domain/burden.ts'
import type { ProcedureFacts } from '../domain/facts.ts'
import { type Readiness, type Rules, readinessOf } from '../domain/readiness.ts'
import { readinessRules } from '../rules.ts'
import { everyProceduresFacts } from './records.ts'

/** How a procedure is offered here today. */
export type Offered = 'full' | 'partial' | 'none'
export interface Assessed {
  code: string; name: string; field: string; source: string; levels: string[]
  readiness: Readiness; burden: Burden; offered: Offered
  /** Fields of the live form: all, and those that no register fills in. */
  form?: { fields: number; asked: number }
}

export type Entry = ProcedureFacts & { source: string | null }

/** Every procedure of the catalogue, weighed. Plain: the same facts, rules and book give the same answer. */
export function assess(all: readonly Entry[], rules: Rules, book: HeldBook | undefined, live: (code: string) => { offered: Offered; form?: { fields: number; asked: number } }): Assessed[] {
  const results = resultIndex(all)
  const holding: Holding = (name, code) => {
    const thing = book && heldThing(book, name)
    if (thing) return { holder: thing.holder, thing: thing.key, connected: book.holders[thing.holder]?.connected ?? false }
    const result = results(name, code)
    return result && { holder: 'procedures', thing: result.code, connected: false, result: result.name }
  }
  return all.map((facts) => {
    const readiness = readinessOf(facts, rules, facts.settled)
    const presence = readiness.flags.some(({ code, settled }) => code === 'presence-by-law' && (settled?.holds ?? true))
    return { code: facts.code, name: facts.name, field: facts.field, source: facts.source ?? '', levels: facts.levels, readiness, burden: burdenOf(facts, holding, presence), ...live(facts.code) }
  })
}

/** What stands in the table now, in a few signs: assessing thousands of records again is worth it only when one has changed. */
const kept = new WeakMap<object, { stamp: string; assessed: Assessed[] }>()

/** Every procedure of the province's catalogue, weighed; whoever asks oversees the province. */
export async function everyAssessed(ctx: Pick<Ctx, 'db' | 'take' | 'now' | 'house'>): Promise<Assessed[]> {
  const today = day(ctx.now)
  const { n, sum, at } = await ctx.db.selectFrom('catalogue_records').select(({ fn }) => [fn.countAll<string>().as('n'), fn.sum<string>('version').as('sum'), fn.max('imported_at').as('at')]).executeTakeFirstOrThrow()
  const stamp = `${today} ${n} ${sum} ${at instanceof Date ? at.getTime() : at}`
  const known = kept.get(ctx.house)
  if (known?.stamp === stamp) return known.assessed
  const shelf = ctx.take(procedures)
  const running = new Map(shelf.list().filter((procedure) => procedure.validFrom <= today && (procedure.validTo === undefined || procedure.validTo >= today)).map((procedure) => [procedure.code, procedure]))
  const assessed = assess(await everyProceduresFacts(ctx), ctx.take(readinessRules), ctx.take(heldShelf), (code) => {
    const procedure = running.get(code)
    if (!procedure) return { offered: 'none' }
    const fields = Object.values(procedure.form.schema.properties)
    return { offered: procedure.fullProcess === true ? 'full' : 'partial', form: { fields: fields.length, asked: fields.filter((property) => !property['x-from']).length } }
  })
  kept.set(ctx.house, { stamp, assessed })
  return assessed
}

export interface Slice { source?: string; field?: string; level?: string; show?: string; holder?: string }

/** Those of a slice; `show` is qualifies, offered, not-offered, complete, flag:<code> or missing:<part>. */
export function within(all: readonly Assessed[], { source, field, level, show, holder }: Slice): Assessed[] {
  return all.filter((one) => (source === undefined || one.source === source) && (field === undefined || one.field === field) && (level === undefined || one.levels.includes(level))
    && (holder === undefined || one.burden.held.some((paper) => paper.holder === holder)) && (show === undefined || shows(one, show)))
}

function shows({ readiness, offered }: Assessed, show: string): boolean {
  const [what, which] = show.split(':')
  switch (what) {
    case 'qualifies': return readiness.qualifies
    case 'offered': return readiness.qualifies && offered === 'full'
    case 'not-offered': return readiness.qualifies && offered !== 'full'
    case 'complete': return readiness.missing.length === 0
    case 'flag': return readiness.flags.some(({ code, settled }) => code === which && (settled?.holds ?? true))
    case 'missing': return readiness.missing.some((part) => part === which)
    default: return true
  }
}

export interface Totals { name: string; all: number; qualifies: number; offered: number; complete: number; hours: number }

const totalsOf = (name: string, list: readonly Assessed[]): Totals => ({
  name, all: list.length, qualifies: list.filter((one) => shows(one, 'qualifies')).length, offered: list.filter((one) => shows(one, 'offered')).length,
  complete: list.filter((one) => shows(one, 'complete')).length, hours: Math.round(list.filter(({ offered }) => offered !== 'full').reduce((sum, { readiness }) => sum + readiness.effort, 0) / 60),
})

export function totalsBy(all: readonly Assessed[], by: 'source' | 'field' | 'level'): { whole: Totals; rows: Totals[] } {
  const groups = new Map<string, Assessed[]>()
  for (const one of all) for (const key of by === 'level' ? one.levels : [one[by]]) groups.set(key, [...(groups.get(key) ?? []), one])
  return { whole: totalsOf('', all), rows: [...groups].map(([name, list]) => totalsOf(name, list)).sort((a, b) => b.all - a.all || a.name.localeCompare(b.name)) }
}

export interface HolderTotals { holder: string; connected: boolean; papers: number; procedures: number; things: { thing: string; result?: string; papers: number }[] }

/** Which papers fall away with which holder: those connected today first, then by what connecting them would take off people. */
export function byHolder(all: readonly Assessed[]): HolderTotals[] {
  const holders = new Map<string, HolderTotals & { codes: Set<string>; byThing: Map<string, { thing: string; result?: string; papers: number }> }>()
  for (const { code, burden } of all) {
    for (const { holder, thing, connected, result } of burden.held) {
      let one = holders.get(holder)
      if (!one) holders.set(holder, (one = { holder, connected, papers: 0, procedures: 0, things: [], codes: new Set(), byThing: new Map() }))
      one.papers++
      one.codes.add(code)
      const of = one.byThing.get(thing) ?? { thing, papers: 0, ...(result ? { result } : {}) }
      of.papers++
      one.byThing.set(thing, of)
    }
  }
  return [...holders.values()].map(({ codes, byThing, ...one }) => ({ ...one, procedures: codes.size, things: [...byThing.values()].sort((a, b) => b.papers - a.papers).slice(0, 12) }))
    .sort((a, b) => Number(b.connected) - Number(a.connected) || b.papers - a.papers)
}

export interface BurdenTotals { papers: number; papersNow: number; papersIfAll: number; visits: number; visitsNow: number; days: number; daysNow: number }

export function burdenTotals(all: readonly Assessed[]): BurdenTotals {
  const sum = (of: (burden: Burden) => number) => all.reduce((total, { burden }) => total + of(burden), 0)
  return { papers: sum((b) => b.papers), papersNow: sum((b) => b.papersNow), papersIfAll: sum((b) => b.papersIfAll), visits: sum((b) => b.visits), visitsNow: sum((b) => b.visitsNow), days: Math.round(sum((b) => b.days ?? 0)), daysNow: Math.round(sum((b) => b.daysNow ?? 0)) }
}
