import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { LineCounter, isNode, parseDocument } from 'yaml'
import { acts } from '#platform/actor'
import type { Entrusted, Grant, PostBook, Transfer } from '../domain/authority.ts'
import { WrongDefinition, readDefinition } from './read-definition.ts'
import { DayText, NamesShape, exact } from './shapes.ts'

const ActText = Type.Union(acts.map((act) => Type.Literal(act)))
const PostsFile = Type.Object({
  source: Type.String(),
  posts: Type.Array(Type.Object({ key: Type.String(), in: Type.Array(Type.String()), single: Type.Optional(Type.Boolean()), title: NamesShape }, exact)),
  delegation: Type.Object({ acts: Type.Array(ActText), mayBeGivenBy: Type.Array(ActText), mayBeLentOn: Type.Array(ActText), source: Type.String() }, exact),
}, exact)

const Code = Type.String({ pattern: '^\\d\\.\\d{6}$' })
const Scope = { procedures: Type.Optional(Type.Array(Code, { minItems: 1 })), fields: Type.Optional(Type.Array(Type.String(), { minItems: 1 })) }
const SideShape = Type.Object({ level: Type.Union([Type.Literal('province'), Type.Literal('commune')]), units: Type.Optional(Type.Array(Type.String(), { minItems: 1 })) }, exact)
const GrantShape = Type.Object({
  key: Type.String(), posts: Type.Array(Type.String(), { minItems: 1 }), acts: Type.Array(ActText, { minItems: 1 }), ...Scope,
  limits: Type.Optional(Type.Object({ amount: Type.Optional(Type.Integer({ minimum: 0 })), kinds: Type.Optional(Type.Array(Type.String(), { minItems: 1 })) }, exact)),
  validFrom: DayText, validTo: Type.Optional(DayText), source: Type.String({ minLength: 5 }),
}, exact)
const TransferShape = Type.Object({
  key: Type.String(), names: NamesShape, day: DayText, ...Scope, acts: Type.Array(ActText, { minItems: 1 }), from: SideShape, to: SideShape,
  running: Type.Union([Type.Literal('stay'), Type.Literal('move')]), place: Type.Optional(Type.String()), source: Type.String({ minLength: 5 }),
}, exact)
const EntrustedShape = Type.Object({
  key: Type.String(), acts: Type.Array(Type.Literal('seal'), { minItems: 1 }), units: Type.Optional(Type.Array(Type.String(), { minItems: 1 })), ...Scope,
  validFrom: DayText, validTo: Type.Optional(DayText), source: Type.String({ minLength: 5 }),
}, exact)
const PowersFile = Type.Object({ powers: Type.Array(GrantShape, { minItems: 1 }), transfers: Type.Array(TransferShape), entrusted: Type.Array(EntrustedShape) }, exact)

/** Posts, the powers they have, and the competences that moved. Throws WrongDefinition, with file, line and sentence. */
export function readPosts(countryDir: string): PostBook {
  const file = 'units/positions.yaml'
  const { posts, delegation } = readDefinition(countryDir, file, PostsFile)
  const twice = posts.find((post, i) => posts.findIndex((one) => one.key === post.key) !== i)
  if (twice) throw new WrongDefinition(file, `the post ${twice.key} is there twice`)
  const { grants, transfers, entrusted } = readPowers(countryDir, new Set(posts.map(({ key }) => key)))
  const actsOf = (post: string) => acts.filter((act) => grants.some((grant) => grant.posts.includes(post) && grant.acts.includes(act)))
  return { posts: new Map(posts.map((post) => [post.key, { ...post, acts: actsOf(post.key) }])), grants, transfers, entrusted, delegation }
}

function readPowers(countryDir: string, posts: ReadonlySet<string>): { grants: Grant[]; transfers: Transfer[]; entrusted: Entrusted[] } {
  const file = 'rules/powers.yaml'
  const { powers, transfers, entrusted } = readDefinition(countryDir, file, PowersFile)
  const expand = scopes(countryDir)
  powers.forEach((power, i) => {
    const wrong = says(countryDir, file, ['powers', i])
    if (powers.findIndex((one) => one.key === power.key) !== i) wrong(`the power ${power.key} is there twice: give each its own key`)
    const stranger = power.posts.find((post) => !posts.has(post))
    if (stranger) wrong(`the power ${power.key} names the post ${stranger}, which units/positions.yaml does not know`)
    if (power.validTo !== undefined && power.validTo < power.validFrom) wrong(`the power ${power.key} ends before it begins`)
  })
  const unheld = [...posts].find((post) => !powers.some((power) => power.posts.includes(post)))
  if (unheld) throw new WrongDefinition(file, `no power names the post ${unheld}: whoever held it could do nothing`)
  transfers.forEach((transfer, i) => {
    const wrong = says(countryDir, file, ['transfers', i])
    if (transfers.findIndex((one) => one.key === transfer.key) !== i) wrong(`the transfer ${transfer.key} is there twice: give each its own key`)
    if (transfer.from.level === transfer.to.level) wrong(`the transfer ${transfer.key} goes from one level to the same: name province on one side and commune on the other`)
    if (transfer.to.level === 'province' && transfer.to.units?.length !== 1) wrong(`the transfer ${transfer.key} goes to the province: name in to.units the one unit that is competent then`)
    if (!transfer.procedures && !transfer.fields) wrong(`the transfer ${transfer.key} says neither procedures nor fields: name what goes over`)
  })
  const scoped = <T extends { procedures?: string[]; fields?: string[] }>(list: 'powers' | 'transfers' | 'entrusted', all: readonly T[]) =>
    all.map(({ fields, ...one }, i) => ({ ...one, ...((one.procedures || fields) && { procedures: expand({ ...(one.procedures && { procedures: one.procedures }), ...(fields && { fields }) }, says(countryDir, file, [list, i])) }) }))
  const moved = scoped('transfers', transfers) as Transfer[]
  for (const [i, one] of moved.entries()) {
    const clash = moved.findIndex((other, j) => j < i && other.day === one.day && other.acts.some((act) => one.acts.includes(act)) && other.procedures.some((code) => one.procedures.includes(code)))
    if (clash >= 0) says(countryDir, file, ['transfers', i])(`the transfers ${moved[clash]!.key} and ${one.key} move the same procedure on the same day`)
  }
  return { grants: scoped('powers', powers) as Grant[], transfers: moved, entrusted: scoped('entrusted', entrusted) as Entrusted[] }
}

/** Says what is wrong with one entry, at its line. */
const says = (countryDir: string, file: string, path: (string | number)[]) => (sentence: string): never => {
  const lines = new LineCounter()
  const node = parseDocument(readFileSync(join(countryDir, file), 'utf8'), { lineCounter: lines }).getIn(path, true)
  throw new WrongDefinition(`${file}:${isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1}`, sentence)
}

/** Fields written out as their procedures. The procedures belong to a room above; of them only code and field are read, and only when a field is named. */
function scopes(countryDir: string) {
  let byField: Map<string, string[]> | undefined
  return ({ procedures = [], fields = [] }: { procedures?: readonly string[]; fields?: readonly string[] }, wrong: (sentence: string) => never): string[] => {
    if (fields.length) byField ??= headings(countryDir)
    return [...new Set([...procedures, ...fields.flatMap((field) => byField!.get(field) ?? wrong(`no procedure is of the field ${field}: take a key of fields.yaml under which procedures are listed`))])]
  }
}

function headings(countryDir: string): Map<string, string[]> {
  const folder = join(countryDir, 'procedures')
  const found = new Map<string, string[]>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const text = readFileSync(join(folder, file), 'utf8')
    const [code, field] = [/^code: '?([\d.]+)/m.exec(text)?.[1], /^field: ([\w-]+)/m.exec(text)?.[1]]
    if (code && field) found.set(field, [...new Set([...(found.get(field) ?? []), code])])
  }
  return found
}
