import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { catalogue, readHeld, readProcedures, readSharedDefinitions } from '#procedures'
import type { Ctx } from '#platform/ctx'
import { defineShelf } from '#platform/shelf'
import { type Bilingual, type Means, type Proposal, type ProposedFile, type ProposingBook, propose } from './domain/propose.ts'
import { readRecord, recordText } from './domain/read-record.ts'
import { readUpload } from './reading/read-upload.ts'
import { readReadinessRules } from './rules.ts'

type Kept = Omit<Means, 'served' | 'today'>

/** What proposals are made with, from this country folder. Throws when one of its files is missing or is no YAML. */
export const readMeans = (countryDir: string): Kept => ({
  book: parse(readFileSync(join(countryDir, 'catalogue/field-groups.yaml'), 'utf8')) as ProposingBook,
  shared: readSharedDefinitions(countryDir), fields: parse(readFileSync(join(countryDir, 'fields.yaml'), 'utf8')), rules: readReadinessRules(countryDir), held: readHeld(countryDir),
})

const means = defineShelf('means of proposals', (house) => readMeans(house.countryDir))

/** The same with what is served in this house, for proposals of this day ('YYYY-MM-DD'). */
export const meansOf = (ctx: Pick<Ctx, 'take'>, today: string): Means => ({ ...ctx.take(means), today, served: new Map(ctx.take(catalogue).list().map(({ code, version }) => [code, version])) })

/** What a proposal brings to the lists that definitions share: a field of public life, a result. */
export function addsOf({ files }: Pick<Proposal, 'files'>): { fields?: Record<string, { names: Bilingual }>; results?: Record<string, Bilingual> } {
  const linesFor = (path: string) => files.filter((file) => file.adds && file.path === path).map(({ content }) => parse(content))
  const [fields, results] = [linesFor('fields.yaml'), linesFor('procedures/_results.yaml')]
  return { ...(fields.length ? { fields: Object.assign({}, ...fields) } : {}), ...(results.length ? { results: Object.assign({}, ...results) } : {}) }
}

/** Writes proposed files below a country folder. Lines for a shared file are added only when their key is not there yet. */
export function putProposed(countryDir: string, files: readonly ProposedFile[]): void {
  for (const { path, content, adds } of files) {
    const at = join(countryDir, path)
    mkdirSync(dirname(at), { recursive: true })
    if (!adds) { writeFileSync(at, content); continue }
    const before = existsSync(at) ? readFileSync(at, 'utf8') : ''
    const there = parse(before) ?? {}
    if (Object.keys(parse(content)).every((key) => !(key in there))) writeFileSync(at, `${before}${before && !before.endsWith('\n') ? '\n' : ''}${content}`)
  }
}

/** The proposal for one record of a file of records, without a database. undefined when the file has no such record that can be taken. */
export function proposeFromFile(countryDir: string, bytes: Uint8Array, code: string, today: string): Proposal | undefined {
  const found = readUpload(bytes).found.find(({ raw, fault }) => !fault && raw.ma_thu_tuc?.trim() === code)
  if (!found) return undefined
  const text = recordText(found.raw)
  const served = new Map(readProcedures(countryDir, '').list().map(({ code: one, version }) => [one, version]))
  return propose(readRecord(text), text, { ...readMeans(countryDir), served, today })
}
