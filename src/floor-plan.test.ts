import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { hears, inside, mayCall } from './floor-plan.ts'

const rooms = join(projectRoot, 'src/modules')
const files = globSync('**/*.{ts,tsx}', { cwd: rooms }).filter((f) => !/\.(test|examples)\.tsx?$/.test(f) && !f.includes('/testing/'))

type Import = { file: string; room: string; part: string; specifier: string; typeOnly: boolean; reached: string[] }

const imports: Import[] = files.flatMap((file) => {
  const [room = '', ...path] = file.split('/')
  return [...readFileSync(join(rooms, file), 'utf8').matchAll(/^(?:import|export)(?<type> type)?\b[^'"\n;]*?from '(?<from>[^']+)'|^\s*import\('(?<lazy>[^']+)'\)/gm)].map(({ groups }) => {
    const specifier = groups!['from'] ?? groups!['lazy']!
    return { file, room, part: path.length > 1 ? path[0]! : 'root', specifier, typeOnly: Boolean(groups!['type']), reached: specifier.startsWith('.') ? relative(rooms, join(rooms, dirname(file), specifier)).split('/') : [] }
  })
})

const faults = (check: (i: Import) => string | undefined): string[] => imports.flatMap((i) => { const fault = check(i); return fault ? [`${i.file} imports ${i.specifier}: ${fault}`] : [] })

test('rooms are entered by their front door, and only from above', () => {
  assert.ok(imports.length > 300, 'the imports were not found; has their writing changed?')
  assert.deepEqual(faults(({ room, specifier, typeOnly, reached }) => {
    if (reached.length && reached[0] !== room) return `go through the front door: import from '#${reached[0]}'`
    const other = /^#([a-z-]+)$/.exec(specifier)?.[1]
    if (!other) return undefined
    if (!(other in mayCall)) return `there is no room ${other}`
    const known = [...(mayCall[room] ?? []), ...(typeOnly ? (hears[room] ?? []) : [])]
    return known.includes(other) ? undefined : `${room} does not call on ${other}; record an event and let ${room} hear it, or change src/floor-plan.ts with a decision record`
  }), [])
})

test('calls go down only', () => {
  const floors = Object.keys(mayCall)
  for (const [room, others] of Object.entries(mayCall))
    for (const other of others) assert.ok(floors.indexOf(other) > floors.indexOf(room), `${room} calls ${other}, which does not stand below it`)
})

test('inside a room, rules do not fetch, queries do not act and actions do not draw', () => {
  assert.deepEqual(faults(({ part, specifier, typeOnly, reached }) => {
    const rule = inside[part]
    if (!rule || typeOnly) return undefined
    const kind = reached.length ? (reached.length > 2 ? reached[1]! : 'root') : specifier
    return rule.mayNotUse.some((m) => kind === m || kind.startsWith(`${m}/`)) ? `${part}/ does not use ${kind}: ${rule.because}` : undefined
  }), [])
})

test('the platform and the look know no room', () => {
  const below = globSync('{platform,ui}/**/*.{ts,tsx}', { cwd: join(projectRoot, 'src') }).filter((f) => !/\.test\.tsx?$/.test(f))
  for (const file of below)
    for (const [, specifier = ''] of readFileSync(join(projectRoot, 'src', file), 'utf8').matchAll(/^(?:import|export)\b[^'\n]*from '([^']+)'/gm))
      assert.ok(!(specifier.slice(1) in mayCall && specifier.startsWith('#')), `${file} imports ${specifier}: what stands lower knows nothing of what stands above it`)
})
