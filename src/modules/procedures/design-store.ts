import { stringify } from 'yaml'
import type { Ctx } from '#platform/ctx'
import { defineStream, openStream, type Opened, readStream, unopened } from '#platform/events'
import { type Change, type Raw, withChanges } from './domain/changes.ts'
import { type DecisionTables, writeDecisions } from './domain/decision-tables.ts'
import { inWritingOrder, type Words } from './domain/procedure.ts'

/** What is edited: a definition as it is written, its decisions, and what it brings to the lists that definitions share. */
export type Content = {
  definition: Raw
  /** As tables to edit; a file with more in it than a procedure's tables stays as it is. */
  decisions: DecisionTables | { dmn: string }
  adds: { fields?: Record<string, { names: Words }>; results?: Record<string, Words> }
}
/** What somebody must look at before it is published; `settle` names what stands there only because something must. */
export type DesignRemark = { about: string; say: string; settle?: true; source?: string; settled?: { by: string; at: string } }
/** Words it was made from, kept beside it as they were: the official record of the day. */
export type DesignSource = { key: string; names: Words; text: string }
export type BegunFrom = { kind: 'record' | 'version' | 'file' | 'empty'; of?: string }

export type Writer = { id: string; name: string }
export type DesignDraft = Content & {
  version: number; from: BegunFrom; state: 'draft' | 'waiting'; remarks: DesignRemark[]; sources: DesignSource[]
  writers: Writer[]; begunAt: string; submitted?: Writer & { at: string }; sentBack?: { by: string; reason: string; at: string }
}
export type Retirement = { lastDay: string; successor?: string; reason: string; by: Writer; at: string; approvedBy?: string }
/** Everything officials have done to one procedure, by its code. `version` counts its events: what a page has seen. */
export type Design = { code: string; version: number; draft?: DesignDraft; retiring?: Retirement; retired?: Retirement; at: string }

export type DesignEvent =
  | { type: 'procedures.design-begun'; data: { code: string; version: number; content: Content; from: BegunFrom; remarks: DesignRemark[]; sources: DesignSource[] } }
  | { type: 'procedures.design-edited'; data: { code: string; part: string; changes: Change[] } }
  | { type: 'procedures.remark-settled'; data: { code: string; remark: number } }
  | { type: 'procedures.design-submitted'; data: { code: string } }
  | { type: 'procedures.design-taken-back'; data: { code: string } }
  | { type: 'procedures.design-sent-back'; data: { code: string; reason: string } }
  | { type: 'procedures.design-discarded'; data: { code: string } }
  | { type: 'procedures.design-published'; data: { code: string; version: number } }
  | { type: 'procedures.retirement-proposed'; data: { code: string; lastDay: string; successor?: string; reason: string } }
  | { type: 'procedures.retirement-declined'; data: { code: string; reason: string } }
  | { type: 'procedures.retired'; data: { code: string } }

export const designStream = defineStream<Design, DesignEvent>({
  prefix: 'procedure-design',
  tables: ['procedure_designs'],
  evolve(before, { at: when, actor, actorName, ...event }) {
    const at = new Date(when).toISOString()
    const writer = { id: actor, name: actorName }
    const state: Design = { ...before, code: event.data.code, version: (before?.version ?? 0) + 1, at }
    const { draft: _, ...without } = state
    const drafted = (change: Partial<DesignDraft>): Design => ({ ...state, draft: { ...state.draft!, ...change } })
    switch (event.type) {
      case 'procedures.design-begun': { const { version, content, from, remarks, sources } = event.data; return { ...state, draft: { ...content, version, from, remarks, sources, state: 'draft', writers: [writer], begunAt: at } } }
      case 'procedures.design-edited': {
        const { definition, decisions, adds } = state.draft!
        return drafted({ ...withChanges({ definition, decisions, adds }, event.data.changes), writers: [...state.draft!.writers.filter((one) => one.id !== actor), writer] })
      }
      case 'procedures.remark-settled': return drafted({ remarks: state.draft!.remarks.map((one, n) => (n === event.data.remark ? { ...one, settled: { by: actorName, at } } : one)) })
      case 'procedures.design-submitted': { const { sentBack: _before, ...rest } = state.draft!; return { ...state, draft: { ...rest, state: 'waiting', submitted: { ...writer, at } } } }
      case 'procedures.design-taken-back': return drafted({ state: 'draft' })
      case 'procedures.design-sent-back': return drafted({ state: 'draft', sentBack: { by: actorName, reason: event.data.reason, at } })
      case 'procedures.design-discarded': return without
      case 'procedures.design-published': return without
      case 'procedures.retirement-proposed': { const { lastDay, successor, reason } = event.data; return { ...state, retiring: { lastDay, ...(successor ? { successor } : {}), reason, by: writer, at } } }
      case 'procedures.retirement-declined': { const { retiring: _gone, ...rest } = state; return rest }
      case 'procedures.retired': { const { retiring, ...rest } = state; return { ...rest, retired: { ...retiring!, approvedBy: actorName, at } } }
    }
  },
  rows: ({ code, draft, retiring, retired, at, version: changes }) => [{
    table: 'procedure_designs',
    row: {
      code, name: String(draft?.definition['names']?.vi ?? code), state: draft?.state ?? 'none', version: draft?.version ?? null, valid_from: draft && /^\d{4}-\d\d-\d\d$/.test(draft.definition['validFrom']) ? draft.definition['validFrom'] : null,
      writer_names: draft?.writers.map(({ name }) => name).join(', ') ?? '', begun_from: draft?.from.kind ?? null, to_settle: draft ? unsettled(draft).length : 0,
      last_day: retired?.lastDay ?? null, successor: retired?.successor ?? null, retiring: retiring !== undefined, changes, touched_at: at,
    },
  }],
})

/** What nobody has decided yet, though something stands there. */
export const unsettled = ({ remarks }: Pick<DesignDraft, 'remarks'>): DesignRemark[] => remarks.filter(({ settle, settled }) => settle && !settled)

export type PublishedVersion = { code: string; version: number; validFrom: string; content: Content; decision?: string; writers: Writer[]; by: string; at: string }
export type VersionEvent = { type: 'procedures.version-published'; data: { code: string; version: number; validFrom: string; content: Content; decision?: string; writers: Writer[] } }

/** A version that holds never changes: one event says all of it. */
export const versionStream = defineStream<PublishedVersion, VersionEvent>({
  prefix: 'procedure-version',
  tables: ['procedure_versions'],
  evolve: (_, event) => ({ ...event.data, by: event.actorName, at: new Date(event.at).toISOString() }),
  rows: ({ code, version, validFrom, content, decision, writers, by, at }) => [{
    table: 'procedure_versions',
    row: { code, version, valid_from: validFrom, definition: yamlOf(content), decisions: dmnOf(content), adds: content.adds, decision: decision ?? null, writer_names: writers.map(({ name }) => name).join(', '), published_by: by, published_at: at },
  }],
})

export const yamlOf = ({ definition }: Pick<Content, 'definition'>): string => stringify(inWritingOrder(definition), { lineWidth: 0 })
export const dmnOf = ({ definition, decisions }: Pick<Content, 'definition' | 'decisions'>): string =>
  'dmn' in decisions ? decisions.dmn : writeDecisions(String(definition['code']), String(definition['names']?.vi ?? ''), decisions)

/** What was done to this procedure here so far; nothing yet is a fresh start. */
export async function designOf(ctx: Pick<Ctx, 'db'>, code: string): Promise<Opened<Design>> {
  const events = await readStream(ctx.db, `procedure-design-${code}`)
  return events.length ? openStream(ctx, designStream, code) : unopened(code)
}
