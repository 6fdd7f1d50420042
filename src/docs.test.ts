import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { outOfStep, writtenFromCode } from './apps/commands/docs.ts'
import { eventTypes, hearers } from './apps/commands/written/rooms.ts'
import { rooms } from './apps/rooms.ts'

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8')
const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md'], { cwd: projectRoot }).filter((file) => !file.includes('node_modules')).sort()
/** What stands in backticks on a line. */
const quoted = (line: string): string[] => [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)
const isPath = (text: string): boolean => /^[\w.-]+(\/[\w.\[\]-]+)+\.\w+$|^[\w-]+\.(mjs|md|json)$/.test(text)

test('what is written from the code says what the code says', async () => {
  assert.deepEqual(outOfStep(await writtenFromCode()), [], '`npm run docs` brings it into step')
})

test('every link in our pages leads to something that is there', () => {
  const broken = pages.flatMap((page) => {
    const text = read(page).replace(/```[\s\S]*?```/g, '')
    return [...text.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map((match) => match[1]!).filter((to) => !/^(\w+:|#)/.test(to))
      .flatMap((to) => {
        const [file = '', heading] = to.split('#')
        const target = join(dirname(page), decodeURIComponent(file))
        if (!existsSync(join(projectRoot, target))) return [`${page} links to ${to}, which is not there`]
        return heading && !headings(target).includes(heading) ? [`${page} links to ${to}, which has no such heading`] : []
      })
  })
  assert.deepEqual(broken, [])
})

const headings = (page: string): string[] => [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-'))

test('the tour names files that are there, and names that are in them', () => {
  const wrong = read('docs/tour.md').split('\n').flatMap((line) => {
    const names = quoted(line)
    const files = names.filter(isPath)
    const missing = files.filter((file) => !existsSync(join(projectRoot, file)))
    if (missing.length) return [`${missing.join(', ')} is not there`]
    if (!/^\| \d+ \|/.test(line)) return []
    // In the last column stand files, and behind them what to look for in them.
    const told = quoted(line.split('|').at(-2)!)
    const texts = told.filter(isPath).map(read)
    return told.filter((name) => !isPath(name) && !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text))).map((name) => `${name} is in none of ${told.filter(isPath).join(', ')}`)
  })
  assert.deepEqual(wrong, [])
})

test('the buttons that the tour presses are on the pages', () => {
  const words = globSync('src/modules/*/texts/vi.ts', { cwd: projectRoot }).map(read).join() + read('countries/vn/procedures/1.001193-dang-ky-khai-sinh.yaml')
  const walk = read('docs/tour.md').split('## Follow it on the screen')[1]!.split('\n## ')[0]!.replaceAll(/\*\*[^*]+\*\*/g, '')
  assert.deepEqual([...walk.matchAll(/\*([^*]+)\*/g)].map((match) => match[1]!).filter((label) => !words.includes(label)), [])
})

test('every room has a README, and its heart is in the glossary', () => {
  const folders = readdirSync(join(projectRoot, 'src/modules'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
  const told = [...read('docs/words.md').split('\n## ')[1]!.matchAll(/^\| ([a-z-]+) \| \*\*\w+\*\*.* \| .+ \| .+ \|$/gm)].map((match) => match[1]!).sort()
  assert.deepEqual(told, folders, 'the first table of docs/words.md has one line a room')
  assert.deepEqual(folders.filter((room) => !existsSync(join(projectRoot, 'src/modules', room, 'README.md'))), [], 'rooms without a README')
})

test('nobody waits for an event that no room tells', () => {
  const told = new Set(rooms.flatMap((room) => [...eventTypes(room.name).keys()]))
  assert.deepEqual([...hearers(rooms)].filter(([type]) => !told.has(type)).map(([type, by]) => `${by.join(', ')} listens for ${type}`), [])
})

test('decisions are numbered without gaps and say what would change our mind', () => {
  const files = readdirSync(join(projectRoot, 'docs/decisions')).sort()
  assert.deepEqual(files.map((file) => Number(file.slice(0, 4))), files.map((_, i) => i + 1))
  assert.deepEqual(files.filter((file) => !read(`docs/decisions/${file}`).includes('\n## What would change our mind\n')), [])
})
