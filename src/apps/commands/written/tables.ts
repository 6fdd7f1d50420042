import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from '#platform/house'
import { projectRoot } from '#platform/settings'
import { code, codes, page, table } from './markdown.ts'

type Column = { name: string; type: string; comment?: string }
type Table = { name: string; room: string; comment: string; columns: Column[]; grants: string }

/** What the migrations make, in the order in which they run. Understands what our migrations write, and refuses what it does not know. */
export function readTables(): Table[] {
  const source = join(projectRoot, 'src')
  const files = globSync('**/sql/*.sql', { cwd: source }).sort((a, b) => (a.split('/').at(-1)! < b.split('/').at(-1)! ? -1 : 1))
  const tables = new Map<string, Table>()
  for (const file of files) {
    const room = file.startsWith('platform/') ? 'platform' : file.split('/')[1]!
    const sql = readFileSync(join(source, file), 'utf8').replaceAll('\r\n', '\n')
    const must = (name: string): Table => {
      const found = tables.get(name)
      if (!found) throw new Error(`${file} speaks of the table ${name}, which no migration made`)
      return found
    }
    for (const statement of statementsOf(sql)) {
      const made = /^create (?:unlogged )?table (?:if not exists )?(\w+)\s*\(([\s\S]*)\)\s*(?:partition by .*)?$/i.exec(statement)
      const said = /^comment on table (\w+) is '([\s\S]*)'$/i.exec(statement)
      const saidOf = /^comment on column (\w+)\.(\w+) is '([\s\S]*)'$/i.exec(statement)
      const granted = /^grant ([\w, ]+) on (\w+) to sen_app$/i.exec(statement)
      const altered = /^alter table (\w+)\s+([\s\S]*)$/i.exec(statement)
      if (made) tables.set(made[1]!, { name: made[1]!, room, comment: '', columns: columnsOf(made[2]!), grants: '' })
      else if (said) must(said[1]!).comment = said[2]!.replaceAll("''", "'")
      else if (saidOf) { const column = must(saidOf[1]!).columns.find((c) => c.name === saidOf[2]); if (column) column.comment = saidOf[3]!.replaceAll("''", "'") }
      else if (granted) must(granted[2]!).grants = granted[1]!
      else if (altered) alter(must(altered[1]!), altered[2]!)
      else if (/^drop table (?:if exists )?(\w+)/i.test(statement)) tables.delete(/^drop table (?:if exists )?(\w+)/i.exec(statement)![1]!)
    }
  }
  return [...tables.values()]
}

function alter(of: Table, what: string): void {
  for (const part of splitTop(what)) {
    const added = /^add column (?:if not exists )?(\w+)\s+([\s\S]+)$/i.exec(part)
    const dropped = /^drop column (?:if exists )?(\w+)/i.exec(part)
    const renamed = /^rename column (\w+) to (\w+)/i.exec(part)
    if (added) of.columns.push({ name: added[1]!, type: typeOf(added[2]!) })
    else if (dropped) of.columns = of.columns.filter((c) => c.name !== dropped[1])
    else if (renamed) of.columns = of.columns.map((c) => (c.name === renamed[1] ? { ...c, name: renamed[2]! } : c))
  }
}

/** Statements without comments; a semicolon inside a quoted text or a `$$` body does not end one. */
function statementsOf(sql: string): string[] {
  return sql.split(/((?:'(?:[^']|'')*')|(?:\$\$[\s\S]*?\$\$)|(?:--[^\n]*)|;)/)
    .reduce<string[]>((all, piece) => {
      if (piece === ';') all.push('')
      else if (piece && !piece.startsWith('--')) all[all.length - 1] += piece
      return all
    }, [''])
    .map((s) => s.trim()).filter(Boolean)
}

/** Split at commas that stand in no brackets. */
function splitTop(text: string): string[] {
  let depth = 0
  return [...text].reduce<string[]>((all, sign) => {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === ',' && depth === 0) all.push('')
    else all[all.length - 1] += sign
    return all
  }, ['']).map((s) => s.trim()).filter(Boolean)
}

const columnsOf = (body: string): Column[] =>
  splitTop(body).filter((part) => !/^(constraint|primary key|unique|check|foreign key|exclude)\b/i.test(part)).map((part) => {
    const [, name = '', rest = ''] = /^"?(\w+)"?\s+([\s\S]+)$/.exec(part) ?? []
    return { name, type: typeOf(rest) }
  })

const typeOf = (rest: string): string => /^[\w[\]]+(\(\d+(,\s*\d+)?\))?(\[\])?/.exec(rest.trim())![0] + (/\bnot null\b|\bprimary key\b/i.test(rest) ? '' : '?')

export function tablesPage({ modules, streams }: House): string {
  const filledBy = (name: string): string => codes(streams.filter((s) => s.tables.includes(name)).map((s) => `${s.prefix}-…`))
  const keys = Object.assign({}, ...modules.map((m) => m.tables ?? {})) as Record<string, readonly string[]>
  const all = readTables()
  const rooms = ['platform', ...modules.map((m) => m.name).filter((m) => m !== 'platform')].filter((room) => all.some((t) => t.room === room))
  const kind = ({ name, comment }: Table): string => (name === 'events' ? 'the log' : comment.startsWith('Read table') ? 'read' : comment.startsWith('Own table') ? 'own' : '?')
  return page('Tables', [
    'One jurisdiction is one PostgreSQL schema; these are its tables, from the migrations in `src/**/sql`. A **read table** is a function of the events of one stream: it can be emptied and filled again (`npm run sen -- rebuild`), and after every test it is held against that. An **own table** is the truth of what it holds.',
    'A type with `?` may be null. “May” is what the application’s role `sen_app` is granted. Beside them every schema has `migrations`, which the migrating itself makes.',
  ].join('\n\n'),
    table(['Table', 'Room', 'Kind', 'Filled by', 'Key', 'May'], all.map((t) => [`[\`${t.name}\`](#${t.name})`, t.room, kind(t), filledBy(t.name), codes(keys[t.name] ?? []), t.grants])),
    ...rooms.map((room) => [`## ${room}`, ...all.filter((t) => t.room === room).map((t) => `### ${t.name}\n\n${t.comment}\n\n${t.columns.map((c) => `${code(c.name)} ${c.type}`).join(' · ')}${t.columns.some((c) => c.comment) ? `\n\n${t.columns.filter((c) => c.comment).map((c) => `- ${code(c.name)}: ${c.comment}`).join('\n')}` : ''}`)].join('\n\n')))
}
