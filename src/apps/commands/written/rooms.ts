import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { steps } from '#cases'
import { posts } from '#organisations'
import type { Action } from '#platform/action'
import { acts } from '#platform/actor'
import type { House } from '#platform/house'
import type { Module } from '#platform/module'
import { inWords } from '#platform/openapi'
import { describeSettings, projectRoot } from '#platform/settings'
import { telemetryRoutes } from '#platform/telemetry'
import { code, codes, page, table } from './markdown.ts'

const byName = <T extends { name: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.name < b.name ? -1 : 1))

// ——— actions

export const actionsPage = (modules: readonly Module[]): string =>
  page('Actions and questions', [
    'What a person or a system may ask of Sen. One definition is the button of a page, `POST /api/<name>` (a question: `GET`), its entry in `/api/openapi.json`, and `npm run sen -- <name>`.',
    'A field with `?` may be left out. Nothing beside the fields named here is accepted. What an answer holds in full stands in `/api`.',
  ].join('\n\n'), ...modules.filter((m) => m.actions?.length || m.queries?.length).map((m) => [
    `## ${m.name}`,
    ...(m.actions?.length ? [table(['Action', 'What it does', 'Who may', 'Fields', 'Answers'], byName(m.actions).map(line))] : []),
    ...(m.queries?.length ? [table(['Question', 'What it answers', 'Who may', 'Fields', 'Answers'], byName(m.queries).map(line))] : []),
  ].join('\n\n')))

const line = (it: Action<any, any>): string[] => [code(it.name), it.summary, inWords(it.may), fieldsOf(it.input), it.answer ? fieldsOf(it.answer as typeof it.input) || 'nothing' : 'an object']

type Json = Record<string, any>
const fieldsOf = (schema: Json): string =>
  Object.entries((schema['properties'] ?? {}) as Record<string, Json>)
    .map(([name, s]) => `${code(name + (schema['required']?.includes(name) ? '' : '?'))} ${shapeOf(s)}${s['description'] ? ` (${s['description']})` : ''}`).join('<br>')

/** A JSON Schema in a few words; what it does not know it calls by its type. */
function shapeOf(schema: Json): string {
  if (schema['enum']) return schema['enum'].map(String).join(', ')
  if (schema['const'] !== undefined) return String(schema['const'])
  if (schema['anyOf']) return schema['anyOf'].map(shapeOf).join(' or ')
  const most = schema['maxLength'] ?? schema['maxItems'] ?? schema['maximum']
  const limit = most === undefined ? '' : ` ≤ ${most}`
  switch (schema['type']) {
    case 'array': return `list${limit} of ${shapeOf(schema['items'] ?? {})}`
    case 'object': return schema['properties'] ? `{ ${Object.entries(schema['properties'] as Record<string, Json>).map(([n, s]) => `${n}${schema['required']?.includes(n) ? '' : '?'}: ${shapeOf(s)}`).join('; ')} }` : 'names and values'
    case 'string': return `text${schema['format'] ? ` (${schema['format']})` : ''}${limit}`
    case 'integer': return `whole number${limit}`
    case 'number': return `number${limit}`
    case 'boolean': return 'true or false'
    default: return 'anything'
  }
}

// ——— events

/** Event types as the rooms' code writes them, with the shape of their data where a union says it. */
export function eventTypes(room: string): Map<string, string> {
  const found = new Map<string, string>()
  const folder = join(projectRoot, 'src/modules', room)
  for (const file of globSync('**/*.{ts,tsx}', { cwd: folder }).filter((f) => !f.includes('.test.') && !f.startsWith('testing')).sort()) {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const match of text.matchAll(new RegExp(`\\btype: '(${room}\\.[a-z-]+)'(?: as const)?(; data: )?`, 'g'))) {
      const shape = match[2] ? upToBrace(text, match.index + match[0].length) : ''
      if (!found.get(match[1]!)) found.set(match[1]!, shape)
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The text up to the brace that closes the one we are in. */
function upToBrace(text: string, from: number): string {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    if ('{[('.includes(text[i]!)) depth++
    else if ('}])'.includes(text[i]!) && depth-- === 0) return text.slice(from, i).trim()
  }
  return ''
}

/** Which reactions hear an event, by its type. */
export function hearers(modules: readonly Module[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const reaction of modules.flatMap((m) => m.reactions ?? [])) for (const type of Object.keys(reaction.on)) found.set(type, [...(found.get(type) ?? []), reaction.name].sort())
  return found
}

export function eventsPage({ modules }: House): string {
  const heard = hearers(modules)
  const work = modules.flatMap((m) => [...(m.jobs ?? []).map((j) => [m.name, code(j.name), 'when its hour has come']), ...(m.rounds ?? []).map((r) => [m.name, code(r.name), `every ${r.everySeconds} s`])])
  return page('Events', [
    'What happened, as it stands in the table `events`. The name is the room and the past tense; a shape only ever grows. Reactions are run later by the worker, at least once, as rows written together with the event.',
    'Found in the code of each room; data that is a type of its own is named by it.',
  ].join('\n\n'), ...modules.flatMap((m) => {
    const types = eventTypes(m.name)
    const streams = (m.streams ?? []).map((s) => `${s.prefix}-…`)
    if (!types.size) return []
    return [`## ${m.name}\n\n${streams.length ? `Streams: ${codes(streams)}.\n\n` : ''}${table(['Event', 'Data', 'Heard by'], [...types].map(([type, shape]) => [code(type), shape && code(shape), codes(heard.get(type) ?? [])]))}`]
  }), `## Work that is not a reaction\n\n${table(['Room', 'Work', 'When'], work)}`)
}

// ——— permissions

const actMeans: Record<(typeof acts)[number], string> = {
  receive: 'take cases in, ask for papers, hand results back',
  process: 'examine, draft the result',
  decide: 'approve, send back',
  sign: 'put one’s name under what was decided',
  seal: 'keep the agency’s seal and set it',
  lead: 'see all of the unit’s work, assign it',
  oversee: 'see the figures and cases of every unit below',
  admin: 'keep officials and posts',
  protect: 'answer people about their data, keep its registers',
}

export function permissionsPage(house: House): string {
  const who = ['applicant', ...acts, 'system'] as const
  const rules = Object.entries(steps as Record<string, { from: readonly string[]; by: readonly string[]; where: string }>)
  const where = (rule: { by: readonly string[]; where: string }, one: string): string =>
    !rule.by.includes(one) ? '' : one === 'applicant' || one === 'system' ? 'yes' : rule.where === 'own-side' ? (one === 'receive' ? 'receiving' : 'competent') : rule.where
  const mayOf = (list: readonly { may: any; label: string }[]): string =>
    table(['Who', 'What'], [...Map.groupBy(list, (it) => inWords(it.may))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([may, items]) => [may, items.map((i) => i.label).sort().map(code).join(' ')]))
  const postBook = house.take(posts)
  return page('Permissions', 'Who may do what, from the tables that the code itself asks. An official holds posts; a post allows acts in one unit; a delegation lends some of them for a time.',
    `## Acts\n\n${table(['Act', 'Means'], acts.map((act) => [code(act), actMeans[act]]))}`,
    `## Posts and their acts\n\nFrom \`countries/vn/units/positions.yaml\` and \`countries/vn/rules/powers.yaml\`. Delegated may be: ${codes(postBook.delegation.acts)}, by who holds ${codes(postBook.delegation.mayBeGivenBy)}.\n\n${table(['Post', 'Title', ...acts], [...postBook.posts.values()].map((post) => [code(post.key), post.title.vi.replace('{unit}', '…'), ...acts.map((act) => (post.acts.includes(act) ? '●' : ''))]))}`,
    `## Steps of a case\n\n“receiving” and “competent” name the unit in which the power must be held: the one that received the case, or the one that decides it. A step is possible only from the states named.\n\n${table(['Step', 'From', ...who.map((w) => (w === 'system' ? 'worker' : w))], rules.map(([step, rule]) => [code(step), rule.from.join(', '), ...who.map((w) => where(rule, w))]))}`,
    `## Actions\n\nWho may try. The action itself asks further: whose case, which unit, which procedure.\n\n${mayOf(house.modules.flatMap((m) => (m.actions ?? []).map((a) => ({ may: a.may, label: a.name }))))}`,
    `## Questions\n\n${mayOf(house.modules.flatMap((m) => (m.queries ?? []).map((q) => ({ may: q.may, label: q.name }))))}`,
    `## Pages\n\n${mayOf(house.modules.flatMap((m) => (m.pages ?? []).map((p) => ({ may: p.may, label: p.path }))))}`)
}

// ——— addresses

export async function addressesPage(house: House): Promise<string> {
  const faces = { portal: 'The portal, for everybody', officer: 'The officers’ console', operations: 'The operations wall' } as const
  const pages = house.modules.flatMap((m) => (m.pages ?? []).map((p) => ({ ...p, room: m.name })))
  const routes = await routesOf(house)
  return page('Addresses', 'Every page stands at its address in Vietnamese and below `/en` in English. Buttons of a page post to its own address; `_submit` says which one was pressed.',
    ...Object.entries(faces).filter(([face]) => pages.some((p) => p.face === face)).map(([face, title]) => `## ${title}\n\n${table(['Address', 'Room', 'For', 'Buttons and what they do'], pages.filter((p) => p.face === face).sort((a, b) => (a.path < b.path ? -1 : 1)).map((p) => [code(p.path), p.room, inWords(p.may), Object.entries(p.submits ?? {}).map(([button, s]) => `${button ? code(button) : 'the only button'} ${s.action.name}`).join('<br>')]))}`),
    `## JSON\n\n\`POST /api/<action>\` and \`GET /api/<question>\` for every action and question of [actions.md](actions.md); \`/api/openapi.json\` describes them. They take a bearer token, never a cookie.`,
    `## Other addresses\n\nDownloads, pictures, protocols, and what machines ask.\n\n${table(['Address', 'Method', 'Room'], [...routes, ['/assets/*', 'GET', 'ui']].sort((a, b) => (a[0]! < b[0]! ? -1 : 1)).map(([path, method, room]) => [code(path!), method, room]))}`)
}

/** What the rooms put on the server beside pages, heard by handing them a server that only listens. */
async function routesOf(house: House): Promise<string[][]> {
  const found: string[][] = []
  for (const module of [...house.modules, { name: 'platform', routes: telemetryRoutes } as Module]) {
    const put = (method: string) => (path: string) => void (path.startsWith('/en/') || found.push([path, method, module.name]))
    const under: Promise<unknown>[] = []
    const listening: any = new Proxy({}, {
      get: (_, what) =>
        what === 'get' || what === 'post' || what === 'put' || what === 'delete' ? put(String(what).toUpperCase())
        : what === 'all' ? put('any')
        : what === 'register' ? (part: (app: unknown) => unknown) => { const done = Promise.resolve(part(listening)); under.push(done); return done }
        : () => listening,
    })
    await module.routes?.(listening, house)
    await Promise.all(under)
  }
  return found
}

// ——— settings

export const settingsPage = (): string =>
  page('Settings', 'Environment variables. `npm run sen -- help settings` prints the same. In production (`SEN_MODE=production`) Sen does not start while a setting is missing or not safe, and says which.',
    table(['Name', 'Means', 'Shape', 'When not set'], describeSettings().map((s) => [code(s.name), `${s.means}${s.secret ? ' A secret.' : ''}`, s.shape, s.home])))
