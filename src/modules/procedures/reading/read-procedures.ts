import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Document, LineCounter, isMap, isScalar, isSeq, parse, parseDocument } from 'yaml'
import { flowKeys, readDecisions } from '#flows'
import { type Catalogue, catalogueOf, type Field, type LifeEvent } from '../domain/catalogue.ts'
import type { EverydayWords } from '../domain/everyday-words.ts'
import { type Remark, crossChecks, overlapOf, type Surroundings } from '../domain/checks.ts'
import { HeldFile, type HeldBook, heldBookFaults, onceOnlyChecks } from '../domain/once-only.ts'
import { Day, decisionsOf, Option, Procedure, Words } from '../domain/procedure.ts'
import { complete, type Shared } from './completing.ts'
import { fromDecisions, sayRemark } from './from-decisions.ts'

/** A wrong place in a definition: file (from the country folder), line, and a sentence that says what to do. */
export type Fault = { file: string; line: number; say: string; /** The same place by its path in the definition, where there is one. */ at?: Remark['at'] }

export const sayDefinitionFault = ({ file, line, say }: Fault): string => `${file}:${line}: ${say}`

const FieldFile = Type.Record(Type.String({ pattern: '^[a-z-]+$' }), Type.Object({ names: Words }, { additionalProperties: false }))
const LifeEventFile = Type.Record(Type.String({ pattern: '^[a-z0-9-]+$' }), Type.Object({ names: Words, hint: Words, icon: Type.String({ minLength: 1 }), business: Type.Optional(Type.Literal(true)) }, { additionalProperties: false, description: 'write names, hint and icon, and business: true if it happens to a business' }))
const LawFile = Type.Record(Type.String(), Type.Object({ names: Words, date: Type.Optional(Day) }, { additionalProperties: false, description: 'write names and date' }))
const ResultFile = Type.Record(Type.String({ pattern: '^KQ' }), Words)
const EverydayFile = Type.Array(
  Type.Object({ say: Type.Array(Type.String({ minLength: 2 }), { minItems: 1 }), mean: Type.Union([Type.String({ minLength: 2 }), Type.Array(Type.String({ minLength: 2 }), { minItems: 1, maxItems: 4 })]) }, { additionalProperties: false, description: 'write say and mean' }),
)
const SpecialFile = Type.Array(Type.String({ minLength: 2 }))
const AskingFile = Type.Record(Type.String(), Type.String(), { description: 'write a line of words for each language' })
const OptionFile = Type.Record(Type.String(), Type.Array(Option, { minItems: 2 }))
const PartFile = Type.Record(
  Type.String(),
  Type.Object({ title: Words, hint: Type.Optional(Words), properties: Type.Record(Type.String(), Type.Unknown()), required: Type.Optional(Type.Array(Type.String())) }, { additionalProperties: false, description: 'write title, properties and required' }),
)

const validators = new Map<TSchema, ReturnType<typeof Compile>>()

/** Everything that is wrong with the definitions under this country folder; empty when they may be published. */
export function checkProcedures(countryDir: string): Fault[] {
  return read(countryDir).faults
}

/**
 * The definitions under this country folder, for the province of this code ('24'): a department is the same key in
 * every province and a unit of its own in each. Throws with every fault in it when one is wrong: half a law is not served.
 */
export function readProcedures(countryDir: string, province: string): Catalogue {
  const { faults, procedures, fields, lifeEvents, everyday } = read(countryDir)
  if (faults.length > 0) throw new Error(`The procedures cannot be published:\n${faults.map(sayDefinitionFault).join('\n')}`)
  return catalogueOf(procedures.map((procedure) => inProvince(procedure, province)), fields, lifeEvents, everyday)
}

/** Every province has its own department of a key: 'STP' is '24-STP' in Bắc Ninh. */
const inProvince = (procedure: Procedure, province: string): Procedure => (procedure.department ? { ...procedure, department: `${province}-${procedure.department}` } : procedure)

/**
 * A version that was published here. It was checked then; a rule that came later does not take it from the cases that go by
 * it. `results` are those it issues itself.
 */
export function readPublished({ code, version, yaml, dmn, results }: { code: string; version: number; yaml: string; dmn: string; results: Record<string, Words> }, { shared }: DefinitionBook, province: string): Procedure {
  const decided = readDecisions(dmn, `${code}-${version}`)
  if ('faults' in decided) throw new Error(`the decisions of ${code}, version ${version}: ${decided.faults[0]?.say}`)
  const raw = parseDocument(yaml, { schema: 'core' }).toJS()
  fromDecisions(raw, decided.decisions)
  return inProvince(Object.assign(complete(raw, { ...shared, results: { ...shared.results, ...results } }), { [decisionsOf]: decided.decisions }), province)
}

/** The words of everyday life alone, for whoever finds among more than the services. Throws with every fault in them. */
export function readEverydayWords(countryDir: string): EverydayWords {
  const { faults, everyday } = read(countryDir)
  if (faults.length > 0) throw new Error(faults.map(sayDefinitionFault).join('\n'))
  return everyday
}

/** What the State holds, and where; undefined where the country pack does not say. */
export function readHeld(countryDir: string): HeldBook | undefined {
  const path = join(countryDir, 'registers/held.yaml')
  return existsSync(path) ? (parse(readFileSync(path, 'utf8')) as HeldBook) : undefined
}

/** What definitions share, as it stands; the check says what is wrong in it. */
export function readSharedDefinitions(countryDir: string): Shared {
  const [laws, results, options, parts] = (['laws', 'results', 'options', 'parts'] as const).map((name) => parse(readFileSync(join(countryDir, `procedures/_${name}.yaml`), 'utf8')) ?? {})
  return { laws, results, options, parts }
}

/** Everything a definition stands on: shared steps and lists, what may be referred to, what the State holds. */
export type DefinitionBook = { shared: Shared; fields: Field[]; lifeEvents: LifeEvent[]; everyday: EverydayWords; around: Surroundings; held?: HeldBook }

/** What stands around the definitions of this country folder, and what is wrong in it. */
export function readDefinitionBook(countryDir: string): { book: DefinitionBook; faults: Fault[] } {
  const faults: Fault[] = []
  const open = (path: string): Source => openSource(countryDir, path, faults)
  const folder = join(countryDir, 'procedures')

  const fieldFile = open(join(countryDir, 'fields.yaml'))
  const lifeEventFile = open(join(countryDir, 'life-events.yaml'))
  const everydayFile = open(join(countryDir, 'words/everyday.yaml'))
  const specialFile = open(join(countryDir, 'words/special.yaml'))
  const askingFile = open(join(countryDir, 'words/asking.yaml'))
  const files = { laws: [open(join(folder, '_laws.yaml')), LawFile], results: [open(join(folder, '_results.yaml')), ResultFile], options: [open(join(folder, '_options.yaml')), OptionFile], parts: [open(join(folder, '_parts.yaml')), PartFile] } as const
  fits(fieldFile, FieldFile, faults)
  fits(lifeEventFile, LifeEventFile, faults)
  fits(everydayFile, EverydayFile, faults)
  fits(specialFile, SpecialFile, faults)
  fits(askingFile, AskingFile, faults)
  for (const [source, schema] of Object.values(files)) fits(source, schema, faults)
  const shared: Shared = { laws: files.laws[0].content ?? {}, results: files.results[0].content ?? {}, options: files.options[0].content ?? {}, parts: files.parts[0].content ?? {} }

  const fields: Field[] = entries(fieldFile.content).map(([key, it]) => ({ key, names: it.names }))
  const lifeEvents: LifeEvent[] = entries(lifeEventFile.content).map(([key, it]) => ({ key, ...it }))
  const everyday: EverydayWords = { phrases: [everydayFile.content ?? []].flat().map(({ say, mean }) => ({ say, mean: [mean].flat() })), special: [specialFile.content ?? []].flat(), asking: Object.values(askingFile.content ?? {}).join(' ').split(/\s+/).filter(Boolean) }
  const letterFolder = join(countryDir, 'letters')
  const letters = existsSync(letterFolder) ? readdirSync(letterFolder).filter((name) => name.endsWith('.typ')).map((name) => name.slice(0, -4)) : []
  const flows = flowKeys(countryDir)
  const departments = departmentKeys(join(countryDir, 'units'))
  const around: Surroundings = {
    fields: new Set(fields.map((it) => it.key)),
    lifeEvents: new Set(lifeEvents.map((it) => it.key)),
    results: new Set(Object.keys(shared.results)),
    ...(departments.size > 0 && { departments }),
    ...(letters.length > 0 && { letters: new Set(letters) }),
    ...(flows.length > 0 && { flows: new Set(flows) }),
  }

  // What the State holds may be described or not; where it is, no definition asks for it a second time.
  const heldPath = join(countryDir, 'registers/held.yaml')
  const heldSource = existsSync(heldPath) ? open(heldPath) : undefined
  const held = heldSource && fits(heldSource, HeldFile, faults) ? (heldSource.content as HeldBook) : undefined
  if (held && heldSource) for (const remark of heldBookFaults(held, (code) => around.results.has(code))) faults.push(faultAt(heldSource, remark.at, remark.say))

  return { book: { shared, fields, lifeEvents, everyday, around, ...(held && { held }) }, faults }
}

/** A definition as it was written: its file (from the country folder), and the file of decisions beside it; none when that is not there. */
export type Written = { file: string; yaml: string; decisionsFile: string; dmn: string | undefined }

/** One definition made whole, and everything that is wrong with it. Without `procedure` it is none. */
export function readDefinition(written: Written, book: DefinitionBook): { procedure?: Procedure; faults: Fault[] } {
  const faults: Fault[] = []
  const source = sourceOf(written.file, written.yaml, faults)
  if (source.content === undefined) return { faults }
  referred(source, book.shared, faults)
  const inDecisions = (element: string, say: string, line = 1): void => void faults.push({ file: written.decisionsFile, line, say: element ? `${element}: ${say}` : say })
  const key = written.decisionsFile.replace(/^.*\//, '').replace(/\.dmn$/, '')
  const decided = written.dmn === undefined ? { faults: [{ element: '', line: 1, say: 'the file is missing: put it back' }] } : readDecisions(written.dmn, key)
  if ('faults' in decided) { for (const { element, line, say } of decided.faults) inDecisions(element, say, line); return { faults } }
  const raw = structuredClone(source.content)
  for (const moved of spokenTwice(raw)) faults.push(faultAt(source, moved, `${moved.join('.')} is decided in ${written.decisionsFile}: take it out here`))
  for (const remark of fromDecisions(raw, decided.decisions)) inDecisions(remark.element, sayRemark(remark, 'en'))
  const whole = complete(raw, book.shared)
  if (!fits({ ...source, content: whole }, Procedure, faults)) return { faults }
  const procedure: Procedure = Object.assign(whole, { [decisionsOf]: decided.decisions })
  for (const remark of [...crossChecks(procedure, book.around), ...(book.held ? onceOnlyChecks(procedure, book.held) : [])]) faults.push(faultAt(source, remark.at, remark.say))
  return { procedure, faults }
}

const definitionFiles = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.startsWith('_')).sort() : [])

/** A definition of the country folder as it stands there; undefined when there is none of this code and version. */
export function writtenDefinition(countryDir: string, code: string, version: number): Written | undefined {
  return definitionFiles(join(countryDir, 'procedures')).filter((name) => name.startsWith(`${code}-`)).map((name) => writtenAt(countryDir, name)).find(({ yaml }) => parse(yaml)?.version === version)
}

function writtenAt(countryDir: string, name: string): Written {
  const decisionsFile = `decisions/${name.replace(/\.yaml$/, '.dmn')}`
  const dmn = join(countryDir, decisionsFile)
  return { file: `procedures/${name}`, yaml: readFileSync(join(countryDir, 'procedures', name), 'utf8'), decisionsFile, dmn: existsSync(dmn) ? readFileSync(dmn, 'utf8') : undefined }
}

function read(countryDir: string) {
  const { book, faults } = readDefinitionBook(countryDir)
  const procedures: Procedure[] = []
  for (const name of definitionFiles(join(countryDir, 'procedures'))) {
    const written = writtenAt(countryDir, name)
    const { procedure, faults: own } = readDefinition(written, book)
    faults.push(...own)
    if (!procedure) continue
    const place = (at: Remark['at'], say: string): void => void faults.push(faultAt(sourceOf(written.file, written.yaml, []), at, say))
    if (!name.startsWith(`${procedure.code}-`)) place(['code'], `the file is called ${name} but the code is ${procedure.code}: start the name of the file with the code`)
    for (const other of procedures) {
      const overlap = overlapOf(procedure, other)
      if (overlap) place(['validFrom'], overlap)
    }
    procedures.push(procedure)
  }
  return { ...book, faults, procedures }
}

/** What a definition may not say, because its decisions say it: there is one truth. */
function spokenTwice(raw: any): (string | number)[][] {
  const found: (string | number)[][] = []
  const look = (of: any, at: (string | number)[], names: readonly string[]): void => void names.forEach((name) => { if (of && typeof of === 'object' && name in of) found.push([...at, name]) })
  look(raw?.time, ['time'], ['amount', 'unit'])
  entries(raw?.components ?? []).forEach(([i, it]) => look(it, ['components', Number(i)], ['when']))
  entries(raw?.fees ?? []).forEach(([i, it]) => {
    look(it, ['fees', Number(i)], ['amount', 'channel', 'when'])
    entries(it?.exemptions ?? []).forEach(([k, one]) => look(one, ['fees', Number(i), 'exemptions', Number(k)], ['when', 'channel', 'off', 'validFrom', 'validTo']))
  })
  return found
}

/** The keys of the bodies of every province whose administration is described (units/administration-*.yaml). */
function departmentKeys(folder: string): Set<string> {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^administration-.*\.yaml$/.test(name)) : []
  return new Set(files.flatMap((name) => (parse(readFileSync(join(folder, name), 'utf8')).bodies ?? []).map((body: { key: string }) => body.key)))
}

/** Names of shared things that are not there: said where they are written, before completing hides the place. */
function referred(source: Source, shared: Shared, faults: Fault[]): void {
  const missing = (at: Remark['at'], say: string) => void faults.push(faultAt(source, at, say))
  entries(source.content?.form?.steps ?? []).forEach(([at, step]) => {
    if (typeof step?.use === 'string' && !shared.parts[step.use]) missing(['form', 'steps', Number(at), 'use'], `there is no shared step ${step.use}: use one of ${Object.keys(shared.parts).join(', ')}, or write the step here`)
  })
  entries(source.content?.form?.schema?.properties ?? {}).forEach(([name, property]) => {
    const options = property?.['x-options']
    if (typeof options === 'string' && !shared.options[options]) missing(['form', 'schema', 'properties', name, 'x-options'], `there is no shared list ${options}: use one of ${Object.keys(shared.options).join(', ')}, or list the options here`)
  })
  entries(source.content?.legalBases ?? []).forEach(([at, basis]) => {
    if (typeof basis?.number === 'string' && !basis.names && !shared.laws[basis.number]) missing(['legalBases', Number(at), 'number'], `${basis.number} is not in _laws.yaml: add its name there`)
  })
  const result = source.content?.result
  if (typeof result?.code === 'string' && !result.names && !shared.results[result.code]) missing(['result', 'code'], `${result.code} is not in _results.yaml: add its name there`)
}

// --- one file -------------------------------------------------------------------------------------------------

type Source = { file: string; content: any; document: Document | undefined; lines: LineCounter }

function openSource(countryDir: string, path: string, faults: Fault[]): Source {
  const file = relative(countryDir, path)
  if (existsSync(path)) return sourceOf(file, readFileSync(path, 'utf8'), faults)
  faults.push({ file, line: 1, say: 'the file is missing: put it back' })
  return { file, content: undefined, document: undefined, lines: new LineCounter() }
}

function sourceOf(file: string, text: string, faults: Fault[]): Source {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' })
  for (const error of document.errors) faults.push({ file, line: lines.linePos(error.pos[0]).line, say: `this is not YAML as it should be: ${error.message.split('\n')[0]}` })
  return { file, content: document.errors.length > 0 ? undefined : document.toJS(), document, lines }
}

function fits(source: Source, schema: TSchema, faults: Fault[]): boolean {
  if (source.content === undefined) return false
  let validator = validators.get(schema)
  if (!validator) validators.set(schema, (validator = Compile(schema)))
  if (validator.Check(source.content)) return true
  const said = new Set<string>()
  for (const remark of remarksOf(schema, source.content, validator.Errors(source.content))) {
    const fault = faultAt(source, remark.at, remark.say)
    // One place is said once: a wrong choice of several makes an error for every one of them.
    const key = `${fault.line} ${fault.say}`
    if (!said.has(key)) faults.push(fault)
    said.add(key)
  }
  return false
}

type SchemaError = { keyword: string; schemaPath: string; instancePath: string; params: any; message: string }

function remarksOf(schema: TSchema, content: unknown, errors: readonly SchemaError[]): Remark[] {
  const remarks: Remark[] = []
  const unions = new Set<string>()
  for (const error of errors) {
    const union = /^(.*?)\/anyOf\//.exec(error.schemaPath)?.[1]
    if (union !== undefined) {
      // Of a union only the whole is said: which of its kinds was meant, nobody knows.
      const at = instanceAt(errors.filter((it) => it.schemaPath.startsWith(`${union}/anyOf/`)))
      const key = `${union} ${at.join('/')}`
      if (!unions.has(key)) remarks.push({ at, say: sentence(at, content, describe(schema, union), 'does not fit') })
      unions.add(key)
      continue
    }
    const at = pointer(error.instancePath)
    if (error.keyword === 'boolean' || error.keyword === 'anyOf') continue
    if (error.keyword === 'required')
      for (const name of error.params.requiredProperties as string[]) remarks.push({ at, say: `${[...at, name].join('.')} is missing${tail(describe(schema, `${error.schemaPath}/properties/${name}`))}` })
    else if (error.keyword === 'additionalProperties')
      for (const name of error.params.additionalProperties as string[]) remarks.push({ at: [...at, name], say: `${[...at, name].join('.')} is not known here: correct the spelling, or take it out` })
    else remarks.push({ at, say: sentence(at, content, describe(schema, error.schemaPath), error.message) })
  }
  return remarks
}

function sentence(at: Remark['at'], content: unknown, description: string | undefined, message: string): string {
  const value = at.reduce<any>((inside, key) => inside?.[key], content)
  const shown = typeof value === 'object' || value === undefined ? '' : ` is ${JSON.stringify(value)}`
  return `${at.join('.') || 'the file'}${shown || ` ${message}`}${description ? `: ${description}` : shown ? `: it ${message}` : ''}`
}

const tail = (description: string | undefined) => (description ? `: ${description}` : ': add it')

/** The nearest description above a place of the schema. */
function describe(schema: any, schemaPath: string): string | undefined {
  let inside = schema
  let found: string | undefined = undefined
  for (const key of pointer(schemaPath.replace(/^#/, ''))) {
    inside = inside?.[key]
    found = typeof inside?.description === 'string' ? inside.description : inside === undefined ? found : isKeywordHolder(key) ? found : undefined
  }
  return found
}

const isKeywordHolder = (key: string | number) => ['properties', 'items', 'patternProperties', 'additionalProperties'].includes(String(key))

function instanceAt(errors: readonly SchemaError[]): (string | number)[] {
  return pointer(errors.map((it) => it.instancePath).sort((one, other) => one.length - other.length)[0] ?? '')
}

const pointer = (path: string): (string | number)[] => path.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~')).map((key) => (/^\d+$/.test(key) ? Number(key) : key))

/** The line of the deepest part of the path that stands in the file: what came from a shared file is said where it is used. */
function faultAt(source: Source, at: Remark['at'], say: string): Fault {
  let node: unknown = source.document?.contents
  let offset = 0
  for (const key of at) {
    if (isMap(node)) {
      const pair = node.items.find((it) => isScalar(it.key) && String(it.key.value) === String(key))
      if (!pair) break
      offset = (isScalar(pair.key) && pair.key.range?.[0]) || offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      const range = (node as { range?: [number, number, number] } | undefined)?.range
      if (!range) break
      offset = range[0]
    } else break
  }
  return { file: source.file, line: source.lines.linePos(offset).line || 1, say, at }
}

const entries = (it: any): [string, any][] => (typeof it === 'object' && it !== null ? Object.entries(it) : [])

/** For the command line: one line for each fault, `file:line: sentence`; none when the definitions may be published. */
export function checkCountry(countryDir: string): string[] {
  return checkProcedures(countryDir).map(sayDefinitionFault)
}
