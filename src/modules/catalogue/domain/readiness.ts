import type { ProcedureFacts } from './facts.ts'

/** What a rule of readiness says; the rules are data (countries/…/catalogue/readiness.yaml). */
export interface Rules {
  flags: readonly { code: string; kind: 'law' | 'technical'; words?: readonly string[]; in?: readonly ('steps' | 'papers' | 'conditions' | 'results')[]; fees?: readonly string[] }[]
  effort: Readonly<Record<'unread' | 'group' | 'paper' | 'form' | 'conditional' | 'condition' | 'step' | 'feeUnknown' | 'noTime' | 'base', number>>
  parts: readonly Part[]
}
export type Part = 'name' | 'order' | 'method' | 'papers' | 'time' | 'who' | 'agency'

/** A reason why a procedure may not be full-process, with the sentence that raised it; or settled by an official, with the law. */
export interface Flag { code: string; kind: 'law' | 'technical'; evidence: string; settled?: { holds: boolean; basis: string } }
export type Settled = Readonly<Record<string, { holds: boolean; basis: string }>>

export interface Readiness {
  flags: Flag[]
  /** Full-process is the default (Decree 224/2026 art. 14): without a reason that holds, it qualifies and counts in A1's denominator. */
  qualifies: boolean
  missing: Part[]
  /** Minutes of an official, estimated. */
  effort: number
}

const plainWords = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `

export function readinessOf(facts: ProcedureFacts, rules: Rules, settled: Settled = {}): Readiness {
  const papers = facts.groups.flatMap((group) => group.papers)
  const places = { steps: facts.words.split('\n'), papers: papers.map(({ name }) => name), conditions: facts.conditionWords, results: facts.results.map(({ name }) => name) }
  const flags: Flag[] = []
  for (const rule of rules.flags) {
    const evidence = rule.fees ? facts.channels.find(({ fee }) => rule.fees!.includes(fee))?.fee : sentenceWith(rule.words ?? [], (rule.in ?? []).flatMap((place) => places[place]))
    const by = settled[rule.code]
    if (evidence || by) flags.push({ code: rule.code, kind: rule.kind, evidence: evidence ?? '', ...(by ? { settled: by } : {}) })
  }
  const has: Record<Part, boolean> = {
    name: facts.name !== '', order: facts.steps > 0, method: facts.channels.length > 0, papers: papers.some(({ kind }) => kind === 'paper'),
    time: facts.channels.some(({ time }) => time !== undefined && time.unit !== 'unstated'), who: facts.applicants.length > 0, agency: facts.agencies.length > 0,
  }
  const { effort: minutes } = rules
  const asked = papers.filter(({ kind }) => kind === 'paper')
  const effort = minutes.base + minutes.unread * facts.unread + minutes.group * Math.max(0, facts.groups.length - 1) + minutes.paper * asked.length + minutes.form * asked.filter(({ forms }) => forms > 0).length
    + minutes.conditional * asked.filter(({ conditional }) => conditional).length + minutes.condition * facts.conditions + minutes.step * facts.steps
    + (facts.channels.some(({ fee }) => fee === 'council' || fee === 'by-law' || fee === 'percent') ? minutes.feeUnknown : 0) + (has.time ? 0 : minutes.noTime)
  return { flags, qualifies: !flags.some(({ settled: by }) => by?.holds ?? true), missing: rules.parts.filter((part) => !has[part]), effort }
}

function sentenceWith(words: readonly string[], sentences: readonly string[]): string | undefined {
  for (const sentence of sentences) {
    const plain = plainWords(sentence)
    if (words.some((word) => plain.includes(plainWords(word)))) return sentence.slice(0, 300)
  }
  return undefined
}
