import type { ProcedureFacts } from './facts.ts'

/** What a paper is to the once-only check: asked for, held by whom, or the result of another procedure. */
export interface HeldPaper { name: string; holder: string; thing: string; connected: boolean; result?: string }

/** What one procedure costs a person, before and after what the State holds falls away. Days are of the slower and the online way. */
export interface Burden { papers: number; papersNow: number; papersIfAll: number; visits: number; visitsNow: number; days?: number; daysNow?: number; held: HeldPaper[] }

/** Finds who holds a paper, by its name. */
export type Holding = (name: string, code: string) => Omit<HeldPaper, 'name'> | undefined

const hoursOf: Record<string, number> = { 'working-days': 24, days: 24, hours: 1, 'working-hours': 3, months: 720, weeks: 168, years: 8760, minutes: 1 / 60, immediate: 0 }

export function burdenOf(facts: ProcedureFacts, holding: Holding, presence: boolean): Burden {
  // A person falls under one case: the group with most papers is what the procedure asks at worst; groups without a case are for all.
  const groups = facts.groups.map((group) => ({ ...group, papers: group.papers.filter(({ kind }) => kind === 'paper') }))
  const common = groups.filter(({ case: named }) => named === undefined).flatMap(({ papers }) => papers)
  const cases = groups.filter(({ case: named }) => named !== undefined).map(({ papers }) => papers)
  const worst = [...common, ...(cases.sort((a, b) => b.length - a.length)[0] ?? [])]
  const held = worst.flatMap(({ name }): HeldPaper[] => { const by = holding(name, facts.code); return by ? [{ name, ...by }] : [] })
  const online = facts.channels.some(({ channel }) => channel === 'online')
  const days = facts.channels.flatMap(({ time, channel }) => (time && hoursOf[time.unit] !== undefined ? [{ channel, days: (time.max * hoursOf[time.unit]!) / 24 }] : []))
  const slowest = Math.max(...days.map((one) => one.days)), fastest = days.find(({ channel }) => channel === 'online')?.days
  const presents = worst.some(({ presentOnly }) => presentOnly)
  const heldNow = new Set(held.filter(({ connected }) => connected).map(({ name }) => name))
  const stillPresents = worst.some(({ presentOnly, name }) => presentOnly && !heldNow.has(name))
  return {
    papers: worst.length, papersNow: worst.length - held.filter(({ connected }) => connected).length, papersIfAll: worst.length - held.length,
    visits: online && !presents && !presence ? 0 : online ? 1 : 2,
    visitsNow: presence || stillPresents ? 1 : online ? 0 : 2,
    ...(days.length ? { days: slowest, daysNow: fastest ?? slowest } : {}),
    held,
  }
}

/**
 * Results of procedures by the first three words of their names: a paper whose name contains a result's whole name is that
 * result, and the procedure that gives it could hand it over. Short names would match anything and are left out.
 */
export function resultIndex(all: readonly ProcedureFacts[]): (name: string, code: string) => { code: string; name: string } | undefined {
  const index = new Map<string, { words: string; code: string; name: string; of: Set<string> }[]>()
  const normal = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  const seen = new Map<string, { of: Set<string> }>()
  for (const facts of all) {
    for (const { name, code } of facts.results) {
      const words = normal(name)
      const parts = words.split(' ')
      if (!code || parts.length < 4 || parts.length > 14 || /^(?:văn bản|thông báo|công văn|từ chối|biên bản|quyết định (?:phê duyệt|chấp thuận|về việc)$)/u.test(words)) continue
      const before = seen.get(`${code} ${words}`)
      if (before) { before.of.add(facts.code); continue }
      const entry = { words, code, name, of: new Set([facts.code]) }
      seen.set(`${code} ${words}`, entry)
      const key = parts.slice(0, 3).join(' ')
      index.set(key, [...(index.get(key) ?? []), entry])
    }
  }
  return (name, code) => {
    const parts = normal(name).split(' ')
    const whole = ` ${parts.join(' ')} `
    for (let i = 0; i + 3 < parts.length; i++) {
      // What a procedure gives it does not ask for: its own result in a paper's name is the old one, or the request for it.
      const found = index.get(parts.slice(i, i + 3).join(' '))?.find((entry) => !entry.of.has(code) && whole.includes(` ${entry.words} `))
      if (found && !/^(?:đơn|tờ khai|văn bản đề nghị|giấy đề nghị|tờ trình|báo cáo|dự thảo|bản khai|danh sách|phiếu)/u.test(parts.join(' '))) return { code: found.code, name: found.name }
    }
    return undefined
  }
}
