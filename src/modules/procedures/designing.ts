import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Document, parseDocument } from 'yaml'
import { provinceOf } from '#organisations'
import { flowBookOf, readDecisions } from '#flows'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { Catalogue } from './domain/catalogue.ts'
import { changesBetween, type Raw } from './domain/changes.ts'
import { tablesIn } from './domain/decision-tables.ts'
import type { Procedure, Words } from './domain/procedure.ts'
import { type BegunFrom, type Content, type Design, type DesignDraft, type DesignRemark, type DesignSource, designOf, designStream, dmnOf, yamlOf } from './design-store.ts'
import { type DefinitionBook, type Fault, readDefinition, writtenDefinition } from './reading/read-procedures.ts'
import { catalogue, definitionBook } from './shelf.ts'
import type { Opened } from '#platform/events'

/** Procedures hold for the whole province: only who administers the province itself writes them. */
export function mustDesign(ctx: Ctx): void {
  if (!mayDesign(ctx)) throw new Refusal('forbidden', 'not-your-procedures')
}
export const mayDesign = (ctx: Pick<Ctx, 'actor' | 'house'>): boolean => ctx.actor.kind === 'system' || ctx.actor.powers.some((power) => power.act === 'admin' && power.unit === provinceOf(ctx))

/** The chair of the province publishes its procedures (Decree 63/2010/ND-CP, article 15); another administrator may look them over in his stead. */
export const mayApprove = (ctx: Pick<Ctx, 'actor' | 'house'>): boolean => ctx.actor.powers.some((power) => (power.act === 'admin' || power.act === 'decide') && power.unit === provinceOf(ctx))

/** Four eyes: who wrote a thing does not put it in force. */
export function mustBeAnother(ctx: Ctx, writers: readonly { id: string }[]): void {
  if (!mayApprove(ctx)) throw new Refusal('forbidden', 'not-yours-to-publish')
  if (writers.some(({ id }) => id === ctx.actor.id)) throw new Refusal('forbidden', 'needs-other-eyes')
}

/** What a draft stands on: what the country says, the flows drawn here, the results and fields of what is served, and its own. */
export function bookFor(ctx: Pick<Ctx, 'take' | 'house'>, { adds }: Pick<Content, 'adds'>): DefinitionBook {
  const book = ctx.take(definitionBook)
  const served = ctx.take(catalogue)
  const results: Record<string, Words> = { ...Object.fromEntries(served.list().map(({ result }) => [result.code, result.names])), ...book.shared.results, ...adds.results }
  const fields = [...served.fields, ...Object.entries(adds.fields ?? {}).filter(([key]) => !served.fields.some((it) => it.key === key)).map(([key, it]) => ({ key, ...it }))]
  return { ...book, shared: { ...book.shared, results }, fields, around: { ...book.around, results: new Set(Object.keys(results)), fields: new Set(fields.map(({ key }) => key)), flows: new Set(flowBookOf(ctx).keys) } }
}

export type Checked = { procedure?: Procedure; faults: Fault[] }

/** The draft as the platform would read it, and everything that is wrong with it. */
export function checkDraft(ctx: Pick<Ctx, 'take' | 'house'>, draft: Content): Checked {
  const code = String(draft.definition['code'])
  const { procedure, faults } = readDefinition({ file: `${code}.yaml`, yaml: yamlOf(draft), decisionsFile: `${code}.dmn`, dmn: dmnOf(draft) }, bookFor(ctx, draft))
  if (procedure?.department) procedure.department = `${provinceOf(ctx)}-${procedure.department}`
  return { ...(procedure && { procedure }), faults }
}

/** A catalogue in which the draft is in force: what asks the catalogue asks the draft. */
export const catalogueWith = (served: Catalogue, procedure: Procedure): Catalogue => ({
  ...served,
  onDay: (code, on) => (code === procedure.code ? procedure : served.onDay(code, on)),
  find: (code, version) => (code === procedure.code ? procedure : served.find(code, version)),
  get: (code, version) => (code === procedure.code ? procedure : served.get(code, version)),
})

const plainMap = (it: unknown): it is Raw => typeof it === 'object' && it !== null && !Array.isArray(it)

/** A draft may lack anything, but what is there has the shape that its pages take apart; the check of definitions says the rest. */
const map = (shape: Record<string, TSchema> = {}) => Type.Object(Object.fromEntries(Object.entries(shape).map(([key, it]) => [key, Type.Optional(it)])))
const maps = (shape: Record<string, TSchema> = {}) => Type.Array(map(shape))
const skeleton = Compile(map({
  names: map(), everyday: map(), components: maps({ names: map(), askAgain: map() }), fees: maps({ names: map(), exemptions: maps({ names: map() }) }), legalBases: maps(), synonyms: Type.Array(Type.String()), lifeEvents: Type.Array(Type.String()), applicants: Type.Array(Type.String()),
  time: map({ longer: map() }), result: map({ names: map(), fill: map() }), source: map(),
  form: map({
    steps: maps({ fields: Type.Array(Type.String()), title: map(), when: map() }),
    schema: map({ required: Type.Array(Type.String()), properties: Type.Record(Type.String(), map({ 'x-widget': Type.String(), 'x-label': map(), 'x-when': map(), 'x-from-when': map(), 'x-options': Type.Union([Type.String(), maps()]), 'x-columns': maps({ 'x-label': map(), 'x-options': maps() }) })) }),
  }),
}))

/** A definition as YAML (or JSON) and its decisions as DMN. Refuses with `not-a-definition` what is neither. */
export function contentFrom(yaml: string, dmn: string | undefined, adds: Content['adds'] = {}): Content {
  const document = parseDocument(yaml, { schema: 'core', prettyErrors: false })
  const definition: unknown = document.errors.length ? undefined : plainly(document)
  if (!plainMap(definition) || !skeleton.Check(definition) || !/^[1-9]\.\d{6}$/.test(String(definition['code']))) throw new Refusal('invalid', 'not-a-definition', { yaml: 'not-a-definition' })
  return { definition, decisions: decisionsFrom(dmn), adds }
}

/** What a document says, without what points at itself or grows without end by pointing. */
function plainly(document: Document): unknown {
  try {
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null), (key, value) => (key === '__proto__' ? undefined : value))
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof TypeError) return undefined
    throw error
  }
}

function decisionsFrom(dmn: string | undefined): Content['decisions'] {
  if (!dmn) return emptyDecisions()
  const read = readDecisions(dmn, 'draft')
  if ('faults' in read) throw new Refusal('invalid', 'not-decisions', { dmn: 'not-decisions' }, { say: read.faults[0]?.say ?? '' })
  return tablesIn(read.decisions.shown) ?? { dmn }
}

const emptyDecisions = (): Content['decisions'] => ({ tables: [{ name: 'time', description: 'Thời hạn giải quyết', hit: 'UNIQUE', inputs: [], outputs: [{ name: 'amount', label: 'Thời hạn', type: 'number' }, { name: 'unit', label: 'Đơn vị', type: 'string' }], rules: [{ tests: [], gives: ['5', '"working-day"'], note: '' }] }] })

/** A version as it was written: published here, or a file of the country. */
export async function contentOfVersion(ctx: Pick<Ctx, 'db' | 'house'>, code: string, version: number): Promise<Content | undefined> {
  const row = await ctx.db.selectFrom('procedure_versions').select(['definition', 'decisions', 'adds']).where('code', '=', code).where('version', '=', version).executeTakeFirst()
  if (row) return contentFrom(row['definition'], row['decisions'], row['adds'])
  const written = writtenDefinition(ctx.house.countryDir, code, version)
  return written && contentFrom(written.yaml, written.dmn)
}

/** A definition of which nothing is known but its code and name. What must stand in it and nobody has said is a remark to settle. */
export function emptyContent(code: string, name: string, today: string): { content: Content; remarks: DesignRemark[] } {
  const words = { vi: name, en: `Not translated yet: ${name}` }
  return {
    content: {
      definition: {
        code, version: 1, validFrom: today, names: words, everyday: { vi: `Làm thủ tục này để: ${name}.`, en: `Not translated yet: ${name}.` }, synonyms: [], lifeEvents: [], field: 'civil-status', level: 'commune', competentUnit: 'decidingUnit', applicants: ['citizen'], depth: 'listed',
        form: { steps: [{ use: 'applicant' }, { use: 'request' }, { use: 'where' }], schema: { required: [], properties: {} } },
        components: [], flow: 'receive-process-decide', time: { source: 'Chưa nêu' }, fees: [], result: { code: `KQ.SEN.P${code.replace('.', '')}`, documentType: 'decision', template: 'decision', paper: false, fill: { title: name.replace(/[{}]/g, ' ') } },
        fullProcess: true, legalBases: [{ number: 'chưa nêu', names: { vi: 'Văn bản quy định thủ tục', en: 'The act that sets the procedure' } }], source: { what: 'Soạn trên nền tảng', readOn: today, sureness: 'medium' },
      },
      decisions: emptyDecisions(), adds: { results: { [`KQ.SEN.P${code.replace('.', '')}`]: words } },
    },
    remarks: [['field', 'Chọn lĩnh vực của thủ tục.'], ['law', 'Ghi văn bản quy định thủ tục.'], ['time', 'Ghi thời hạn giải quyết và căn cứ.'], ['result', 'Ghi mã và tên kết quả.']].map(([about, say]) => ({ about: about!, say: say!, settle: true as const })),
  }
}

/** The next number of a procedure, after those of the country and those published here. */
export const nextVersion = (ctx: Pick<Ctx, 'take'>, code: string): number => Math.max(0, ...ctx.take(catalogue).versions(code).map(({ version }) => version)) + 1

/** Begins a draft. One procedure has one draft at a time: refuses with `designed-already`. Answers its code. */
export async function beginDesign(ctx: Ctx, { content, from, remarks = [], sources = [] }: { content: Content; from: BegunFrom; remarks?: DesignRemark[]; sources?: DesignSource[] }): Promise<{ code: string }> {
  mustDesign(ctx)
  const code = String(content.definition['code'])
  const opened = await designOf(ctx, code)
  if (opened.state?.draft) throw new Refusal('conflict', 'designed-already', {}, { who: opened.state.draft.writers.map(({ name }) => name).join(', ') })
  const version = nextVersion(ctx, code)
  const { validTo: _, ...definition } = content.definition
  const today = day(ctx.now)
  const validFrom = typeof definition['validFrom'] === 'string' && definition['validFrom'] > today ? definition['validFrom'] : today
  ctx.record(designStream, opened, [{ type: 'procedures.design-begun', data: { code, version, content: { ...content, definition: { ...definition, version, validFrom } }, from, remarks, sources } }])
  return { code }
}

/** A changed file of decisions goes into the draft of its procedure, which begins with it when there is none. Answers where the draft is. */
export async function takeDecisions(ctx: Ctx, procedure: { code: string; version: number }, dmn: string): Promise<string> {
  const { code, version } = procedure
  mustDesign(ctx)
  const after = decisionsFrom(dmn)
  if ((await designOf(ctx, code)).state?.draft) {
    const opened = await openDraftDesign(ctx, code, { state: 'draft' })
    const { definition, decisions, adds } = opened.draft
    const changes = changesBetween({ definition, decisions, adds }, { definition, decisions: after, adds })
    if (changes.length) ctx.record(designStream, opened, [{ type: 'procedures.design-edited', data: { code, part: 'file', changes } }])
  } else {
    const content = await contentOfVersion(ctx, code, version)
    if (!content) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
    await beginDesign(ctx, { content: { ...content, decisions: after }, from: { kind: 'version', of: String(version) } })
  }
  return `/officer/procedures/${code}`
}

/** Refuses with not-found when nobody drafts this procedure, with conflict when a page has not seen the last change. */
export async function openDraftDesign(ctx: Pick<Ctx, 'db'>, code: string, { seen, state }: { seen?: number | undefined; state?: DesignDraft['state'] } = {}): Promise<Opened<Design> & { draft: DesignDraft }> {
  const opened = await designOf(ctx, code)
  const draft = opened.state?.draft
  if (!draft) throw new Refusal('not-found', 'no-such-design')
  if (state && draft.state !== state) throw new Refusal('conflict', state === 'draft' ? 'design-waits' : 'design-does-not-wait')
  if (seen !== undefined && seen !== opened.version) throw new Refusal('conflict', 'design-changed-meanwhile')
  return { ...opened, draft }
}
